"""Limits, facts and their denial, stages and people in sentences: said once for all rooms above."""
