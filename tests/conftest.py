"""What holds for every test: the same examples in every run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import settings

if TYPE_CHECKING:
    import pytest

settings.register_profile("stagecheck", derandomize=True, database=None, deadline=None)
settings.load_profile("stagecheck")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update` rewrites the expected output of the Markdown documents; read the difference."""
    parser.addoption("--update", action="store_true", help="rewrite the documents' outputs")
