"""Options that several commands share."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date, datetime
from typing import TextIO
from zoneinfo import ZoneInfo


def add_paths(parser: argparse.ArgumentParser) -> None:
    """The procedures to read."""
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="a procedure's file, or a folder: then every *.procedure file in it",
    )


def add_as_of(parser: argparse.ArgumentParser, why: str) -> None:
    """The only date that output may depend on; `why` says in the help what does."""
    parser.add_argument(
        "--as-of",
        type=iso_date,
        metavar="DATE",
        help=f"take this day as today, as in 2026-03-02 (default: today); {why}",
    )


def iso_date(text: str) -> date:
    """A date in its ISO form; argparse reports anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"`{text}` is no date; write it as 2026-03-02"
        raise argparse.ArgumentTypeError(message) from None


def day(arguments: argparse.Namespace) -> date:
    """The day that counts as today: the one given, else today's date in London."""
    given: date | None = arguments.as_of
    return given or datetime.now(ZoneInfo("Europe/London")).date()


def coloured(stream: TextIO | None) -> bool:
    """Whether a stream takes colour: a terminal, where nobody has asked for none."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and stream is not None and stream.isatty()


def say(text: str) -> None:
    """Write the text, and a line break, to standard output.

    A full disk ends the program with code 2; a reader who has gone is left to `main`.
    """
    if sys.stdout is None:  # it was closed before the program began
        return
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(f"cannot write the output: {(error.strerror or 'the system refuses').lower()}")
        silence()
        raise SystemExit(2) from None


def silence() -> None:
    """Send the rest of the output nowhere, so that the interpreter's own last flush is silent."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def complain(message: str, *, hint: str | None = None) -> None:
    """Say on the error stream what is wrong, and what to do."""
    help_ = "" if hint is None else f"  help: {hint}\n"
    warn(f"stagecheck: {message}\n{help_}")


def warn(text: str) -> None:
    """Write to the error stream, where there is one."""
    if sys.stderr is not None:
        sys.stderr.write(text)
