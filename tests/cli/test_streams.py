"""What is printed: whole, or told; and nothing that a terminal would obey."""

from __future__ import annotations

import io
import os
import sys

import pytest

from checker.cli import streams
from checker.cli.streams import complain, emit, prepare, say, silence, warn


class Refusing(io.StringIO):
    """A stream that takes nothing."""

    def write(self, _: str) -> int:
        """Refuse."""
        raise OSError(28, "No space left on device")


class Slow(io.RawIOBase):
    """An unbuffered file that takes three bytes at a time."""

    def __init__(self) -> None:
        """Nothing was taken yet."""
        super().__init__()
        self.taken = b""

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, content: object) -> int:
        """Take three."""
        assert isinstance(content, memoryview | bytes)
        self.taken += bytes(content[:3])
        return min(3, len(content))


def test_control_characters_are_replaced(capsys: pytest.CaptureFixture[str]) -> None:
    """On both streams, unless the text has colours, whose writer has seen to that."""
    say("a\x1b[1mb")
    complain("c\x07d", hint="e\u202ef")
    say("g\x1b[1mh", styled=True)
    captured = capsys.readouterr()
    assert captured.out == "a\ufffd[1mb\ng\x1b[1mh\n"
    assert captured.err == "stagecheck: c\ufffdd\n  help: e\ufffdf\n"


def test_an_unbuffered_stream_gets_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Though it takes a part at a time, as `PYTHONUNBUFFERED` and a limit on files have it."""
    slow = Slow()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(slow, encoding="utf-8"))  # type: ignore[type-var]
    say("première étape")
    emit(b"0123456789")
    assert slow.taken.decode() == f"première étape{os.linesep}0123456789"


def test_output_that_cannot_be_written_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Code 2: what is there is not the whole."""
    monkeypatch.setattr(sys, "stdout", Refusing())
    with pytest.raises(SystemExit) as end:
        say("a")
    assert end.value.code == 2
    assert capsys.readouterr().err == (
        "stagecheck: cannot write the output: no space left on device\n"
    )


def test_messages_that_cannot_be_written_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody could be told."""
    for stream in (Refusing(), None):
        monkeypatch.setattr(sys, "stderr", stream)
        warn("a")
        complain("b")


def test_without_output_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """It was closed before the program began."""
    monkeypatch.setattr(sys, "stdout", None)
    say("a")
    emit(b"a")
    silence(None)
    prepare()
    assert streams.coloured(None) is False


def test_a_closed_descriptor_is_opened_onto_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lest the next file gets its number."""
    opened: list[object] = []
    real = os.fstat

    def closed(number: int) -> os.stat_result:
        if number == 1:
            raise OSError(9, "Bad file descriptor")
        return real(number)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fstat", closed)
        patch.setattr(os, "open", lambda *given: opened.append(given))
        prepare()
    assert opened == [(os.devnull, os.O_RDWR)]
