"""How a line asks what a promise asks, and yet not by when the promise has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.model import Start
from checker.words.limits import start_words
from checker.words.text import listed

if TYPE_CHECKING:
    from checker.procedure.model import Duty, Limit, Procedure

_COUNTS_HERE = frozenset({Start.DEFAULT, Start.PROCEDURE, Start.STAGE})


def duty_of(procedure: Procedure, line: int) -> Duty | None:
    """The duty that stands in a line."""
    duties = [duty for stage in procedure.stages for duty in stage.duties]
    duties += [duty for ending in procedure.endings for duty in ending.duties]
    return next((duty for duty in duties if duty.line.number == line), None)


def asked_otherwise(procedure: Procedure, duty: Duty) -> tuple[str, str]:
    """That a line asks it, and why not by then; what to write in the line instead."""
    line = f"line {duty.line.number}"
    why, help_ = _why_not(procedure, duty.limit)
    return f"{line} asks it, and {why}", f"in {line}, {help_}"


def _why_not(procedure: Procedure, limit: Limit | None) -> tuple[str, str]:
    shorter = "write a limit that is no longer than the promise's"
    if limit is None:
        return "names no time", shorter
    if limit.starts:
        counted = listed([start_words(procedure, event) for event in limit.starts], "or")
        dated = all(event.kind in _COUNTS_HERE for event in limit.starts)
        undated = "" if dated else ", which nothing dates"
        return f"counts from {counted}{undated}", "leave out what the limit counts from"
    if not limit.definite:
        return "names no definite time", shorter
    return "can give more time than the promise does", shorter
