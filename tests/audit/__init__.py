"""Tests of the room that re-checks certificates."""
