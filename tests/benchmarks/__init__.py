"""Benchmarks: run by hand, reported and never asserted."""
