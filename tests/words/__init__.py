"""Tests of the wording that every room above shares."""
