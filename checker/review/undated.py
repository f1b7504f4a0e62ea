"""Why a stage has no date by which it ends, and what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.model import Strength, Trigger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Limit, Stage

_PLAIN = "write `this stage must end within …`"


def what_is_missing(stage: Stage) -> str:
    """Advice that names the line which falls short, where the stage has one."""
    return next(_shortcomings(stage), _PLAIN)


def _shortcomings(stage: Stage) -> Iterator[str]:
    for clock in stage.clocks:
        yield f"line {clock.line.number} can hold the limit up without end: say how long at most"
    for each in stage.limits:
        number = each.line.number
        if each.strength is Strength.MAY:
            yield f"line {number} only permits it: write `must` or `should` instead of `may`"
        elif each.limit.missing:
            yield f"line {number} points to a limit that the text does not give: write it there"
        elif not each.limit.definite:
            yield f"line {number} names no time: write a number of days or hours"
        elif each.condition.literals:
            yield f"line {number} holds only under its condition: write a limit for all other cases"
        elif each.limit.starts:
            yield f"line {number} counts from something that may never come: {_PLAIN}"
    yield from _of_lanes(stage)


def _of_lanes(stage: Stage) -> Iterator[str]:
    for lane in stage.moves:
        number, permits = lane.line.number, lane.strength is Strength.MAY
        if lane.trigger is Trigger.LANE and not permits:
            without = _no_time(lane.limit)
            yield f"line {number} {without}; for all other cases, {_PLAIN}"
        elif lane.trigger is Trigger.LANE and lane.instead:
            yield f"line {number} stands in the place of the limits, and only permits"


def _no_time(limit: Limit | None) -> str:
    if limit is None or not limit.definite:
        return "moves the case at any moment and names no time"
    return "holds only under its condition"
