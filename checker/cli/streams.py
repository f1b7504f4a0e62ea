"""What the program prints. Nothing that it prints holds a character that a terminal would obey."""

from __future__ import annotations

import io
import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO, TextIO

from checker.words.characters import legible

if TYPE_CHECKING:
    from collections.abc import Iterator


def prepare() -> None:
    """Have the standard streams ready.

    A descriptor that was closed before the program began is opened onto nothing, lest the next
    file that is opened gets its number and is written into. What an encoding cannot say is spelt
    out.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # which takes the lowest number that is free
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def coloured(stream: TextIO | None) -> bool:
    """Whether a stream takes colour: a terminal, where nobody has asked for none."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and stream is not None and stream.isatty()


def say(text: str, *, styled: bool = False) -> None:
    """Write the text, and a line break, to standard output, if there is one.

    A full disk ends the program with code 2; a reader who has gone is left to `main`. `styled`:
    the text has colours, and all else in it is fit to be shown.
    """
    if sys.stdout is None:
        return
    with _output():
        _write(sys.stdout, f"{text if styled else legible(text)}\n")


def emit(content: bytes) -> None:
    """Write a file's content to standard output, if there is one, as `say` writes text."""
    if sys.stdout is None:
        return
    with _output():
        _write_whole(sys.stdout.buffer, content)


def _write(stream: TextIO, text: str) -> None:
    """Write a text, all of it: an unbuffered stream may take a part, and not say so."""
    if isinstance(stream, io.TextIOWrapper):
        stream.flush()
        lines = text.replace("\n", os.linesep)
        _write_whole(stream.buffer, lines.encode(stream.encoding, stream.errors or "strict"))
    else:
        stream.write(text)
        stream.flush()


def _write_whole(stream: BinaryIO, content: bytes) -> None:
    """Write a content, all of it; OSError where that cannot be."""
    left = memoryview(content)
    while left:
        left = left[stream.write(left) :]
    stream.flush()


@contextmanager
def _output() -> Iterator[None]:
    """End the program where standard output cannot be written."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(f"cannot write the output: {(error.strerror or 'the system refuses').lower()}")
        silence(sys.stdout)
        raise SystemExit(2) from None


def complain(message: str, *, hint: str | None = None) -> None:
    """Say on the error stream what is wrong, and what to do."""
    help_ = "" if hint is None else f"  help: {hint}\n"
    warn(f"stagecheck: {message}\n{help_}")


def warn(text: str, *, styled: bool = False) -> None:
    """Write to the error stream, if there is one; that nobody can read it is told to nobody."""
    if sys.stderr is None:
        return
    try:
        _write(sys.stderr, text if styled else legible(text))
    except OSError:
        silence(sys.stderr)


def silence(stream: TextIO | None) -> None:
    """Send the rest of a stream nowhere, so that the interpreter's own last flush is silent."""
    if stream is None:
        return
    with suppress(OSError):  # a stream of a test has no descriptor
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
