"""Options that several commands share."""

from __future__ import annotations

import argparse
from datetime import date, datetime


def add_paths(parser: argparse.ArgumentParser) -> None:
    """The procedures to read."""
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="a procedure's file, or a folder: then every *.procedure file in it; - is standard "
        "input",
    )


def add_as_of(parser: argparse.ArgumentParser, why: str) -> None:
    """The only date that output may depend on; `why` says in the help what does."""
    parser.add_argument(
        "--as-of",
        type=iso_date,
        metavar="DATE",
        help=f"take this day as today, as in 2026-03-02 (default: today); {why}",
    )


def add_no_store(parser: argparse.ArgumentParser) -> None:
    """Whether what was found out of the same text before may be told again."""
    parser.add_argument(
        "--no-store",
        action="store_true",
        help="work everything out anew, and keep nothing of it for the next time; "
        "STAGECHECK_NO_STORE=1 in the environment has the same effect",
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
    from zoneinfo import ZoneInfo

    given: date | None = arguments.as_of
    return given or datetime.now(ZoneInfo("Europe/London")).date()
