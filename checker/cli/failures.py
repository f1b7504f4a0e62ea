"""What goes wrong inside: caught for one input, so that the others are reported all the same.

The only place that catches every exception.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from checker.cli.streams import warn
from checker.output.report import Failed

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

TRACEBACK = "STAGECHECK_TRACEBACK"
"""The environment variable that has the traceback of a failure shown, where it is not empty."""
_LONGEST = 200
"""Characters of an exception's own words that are shown."""
_PACKAGE = Path(__file__).resolve().parents[1]


def attempt(path: str, doing: str, job: Callable[[], T]) -> T | Failed:
    """What the job gives, or how it failed; `doing` says what it does, as in `be checked`."""
    try:
        return job()
    except Exception as error:  # noqa: BLE001, see above
        return _failed(path, doing, error)


def failure(error: Exception) -> str:
    """What to say, in one line, of what nothing else has caught."""
    _show_traceback(error)
    if isinstance(error, OSError):
        return _refused(error)
    if isinstance(error, MemoryError):
        return "there was not enough memory"
    return f"this is a mistake of the program: {_described(error)}; please report it"


def _failed(path: str, doing: str, error: Exception) -> Failed:
    """An input on which the program failed, with what to do about it."""
    _show_traceback(error)
    if isinstance(error, OSError):
        return Failed(path, f"it could not {doing}: {_refused(error)}", "make room, and try again")
    if isinstance(error, MemoryError):
        words = f"there was not enough memory for it to {doing}"
        return Failed(path, words, "divide it, or give the program more")
    what = f"it could not {doing}: this is a mistake of the program, not of the text"
    return Failed(path, f"{what} ({_described(error)})", "please report it, with the file")


def _refused(error: OSError) -> str:
    """What the system says."""
    return (error.strerror or "the system refuses").lower()


def _described(error: Exception) -> str:
    """The exception and its own words, the check that was at work, and the line of the program."""
    words = " ".join(str(error).split())
    short = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}..."
    told = type(error).__name__ + (f", {short}" if short else "")
    check, place = None, None
    at = error.__traceback__
    while at is not None:
        module = Path(at.tb_frame.f_code.co_filename)
        if module.is_relative_to(_PACKAGE):
            place = f"{module.relative_to(_PACKAGE.parent).as_posix()}:{at.tb_lineno}"
            if module.parent.name == "checks":
                check = at.tb_frame.f_globals.get("NAME", check)
        at = at.tb_next
    return told + (f", in {check}" if check else "") + (f", at {place}" if place else "")


def _show_traceback(error: Exception) -> None:
    """Show where it went wrong, to whoever asked for it."""
    if os.environ.get(TRACEBACK):
        import traceback

        warn("".join(traceback.format_exception(error)))
