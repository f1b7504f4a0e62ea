"""What holds for every test: the same examples in every run, and no results of earlier ones."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hypothesis import settings

if TYPE_CHECKING:
    import pytest

os.environ["STAGECHECK_NO_STORE"] = "1"

settings.register_profile("stagecheck", derandomize=True, database=None, deadline=None)
settings.load_profile("stagecheck")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update` rewrites the expected output of the Markdown documents; read the difference."""
    parser.addoption("--update", action="store_true", help="rewrite the documents' outputs")
