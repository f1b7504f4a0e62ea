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


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """The only date that output may depend on."""
    parser.add_argument(
        "--as-of",
        type=iso_date,
        metavar="DATE",
        help="take this day as today, as in 2026-03-02 (default: today)",
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


def coloured(stream: TextIO) -> bool:
    """Whether a stream takes colour: a terminal, where nobody has asked for none."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and stream.isatty()


def complain(message: str, *, hint: str | None = None) -> None:
    """Say on the error stream what is wrong, and what to do."""
    print(f"stagecheck: {message}", file=sys.stderr)
    if hint is not None:
        print(f"  help: {hint}", file=sys.stderr)
