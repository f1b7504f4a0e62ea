"""The bar is there for long work on a terminal, and nowhere else."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from checker.cli import progress
from checker.cli.progress import Progress

if TYPE_CHECKING:
    import pytest


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def shown(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, patience: float) -> str:
    """What four steps of two things each show, of seven."""
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr(progress, "PATIENCE", patience)
    bar = Progress(7, 2)
    assert [bar.follow(str)(number) for number in range(4)] == ["0", "1", "2", "3"]
    bar.end()
    bar.end()
    return stream.getvalue()


def test_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """It fills up, and is gone in the end."""
    told = shown(monkeypatch, Terminal(), -1.0)
    assert told.count("\r[") == 4
    assert "2 of 7" in told
    assert f"[{'#' * progress.WIDTH}] 7 of 7" in told
    assert told.endswith("\r\x1b[K")


def test_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file or a pipe is spared it."""
    assert shown(monkeypatch, io.StringIO(), -1.0) == ""


def test_short_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done at once needs no bar."""
    assert shown(monkeypatch, Terminal(), 60.0) == ""
