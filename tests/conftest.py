"""What holds for every test: the same examples in every run."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("stagecheck", derandomize=True, database=None, deadline=None)
settings.load_profile("stagecheck")
