"""Why a stage has no date by which it ends, and what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.model import ActorKind, Strength, Trigger
from checker.review.next_steps import what_to_write
from checker.words.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Limit, Move, Outcome, Procedure, Stage

_PLAIN = "write `this stage must end within …`"


def what_is_missing(stage: Stage) -> str:
    """Advice that names the line which falls short, where the stage has one."""
    return next(_shortcomings(stage), _PLAIN)


def ways_on(stage: Stage, outcome: Outcome) -> list[Move]:
    """The moves of a stage on an outcome, in the order of the text."""
    found = [move for move in stage.moves if outcome in move.outcomes]
    return sorted(found, key=lambda move: move.line.number)


def missing_after(procedure: Procedure, place: str, outcome: Outcome) -> str:
    """Advice that names the line on an outcome which gives no date, where there is one."""
    for move in ways_on(procedure.stage(place), outcome):
        line, limit = f"line {move.line.number}", move.limit
        if move.strength is Strength.MAY or move.condition.literals:
            continue
        if move.consultation is not None:
            return f"{line} waits for a consultation: write by when it has to be over"
        if limit is not None and limit.missing:
            return f"{line} points to a limit that the text does not give: write it there"
        if limit is not None and not limit.definite:
            return f"{line} names no time: write a number of days or hours"
        if limit is not None and limit.starts:
            return (
                f"{line} counts from something that may never come: leave out what it counts from"
            )
    if ways_on(procedure.stage(place), outcome):
        return what_to_write(procedure, place, outcome)
    return f"write `if {outcome.value}, the case must go to … within …`"


def _shortcomings(stage: Stage) -> Iterator[str]:
    if stage.clocks:
        yield instead_of_clocks(stage)
    for each in stage.limits:
        number = each.line.number
        if each.strength is Strength.MAY:
            yield f"line {number} only permits it: write `must` or `should` instead of `may`"
        elif each.limit.missing:
            yield f"line {number} points to a limit that the text does not give: write it there"
        elif not each.limit.definite:
            yield f"line {number} names no time: write a number of days or hours"
        elif each.condition.literals:
            yield f"line {number} holds only under its condition: for all other cases, {_PLAIN}"
        elif each.limit.starts:
            yield f"line {number} counts from something that may never come: {_PLAIN}"
    yield from _of_lanes(stage)


def instead_of_clocks(stage: Stage) -> str:
    """What to write where a clock can hold a limit up without end."""
    numbers = [str(clock.line.number) for clock in stage.clocks]
    lines = f"line{'s' if len(numbers) > 1 else ''} {listed(numbers)}"
    lead = next((a.name for who in stage.who for a in who.actors if a.kind is ActorKind.ROLE), "…")
    extension = f"the {lead} may extend by 10 working days, with reasons"
    return f"in place of {lines}, which can hold the limit up without end, write `{extension}`"


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
