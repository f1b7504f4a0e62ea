"""Lines that are left to judgement, and duties that are due anew."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from checker.answers.unsettled.found import REQUIRED, Unsettled
from checker.answers.verdict import Row
from checker.procedure.model import ALWAYS, FactKind, RequireKind, Side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Duty, Ending, Line, Procedure, Require, Stage


def left_to_judgement(procedure: Procedure) -> Iterator[Unsettled]:
    """Lines that bind as they are written, and are meant to be left open."""
    for line in _lines(procedure):
        if line.left_to_judgement is not None:
            yield Unsettled(
                line,
                "whether a line that is `left to judgement` binds anybody",
                lines=frozenset({line.number}),
                blamed=frozenset({line.number}),
                help="take `left to judgement` off it if it binds",
            )


def _lines(procedure: Procedure) -> Iterator[Line]:
    found = {total.line.number: total.line for total in procedure.totals}
    for stage in procedure.stages:
        found |= {line.number: line for line in stage.lines}
    yield from (found[number] for number in sorted(found))


def due_anew(procedure: Procedure, require: Require | None) -> Iterator[Unsettled]:
    """Duties under `whenever`, unless a promise asks for them at just the moments they name."""
    asked = require if require is not None and require.kind is RequireKind.WHENEVER else None
    for stage in procedure.stages:
        for duty in stage.duties:
            if duty.whenever and (asked is None or asked.trigger != duty.condition):
                yield Unsettled(
                    duty.line,
                    "when a duty under `whenever` is due",
                    lines=frozenset({duty.line.number}),
                    help="write `when` if it is due once",
                )


def due_once(procedure: Procedure, require: Require) -> Iterator[Unsettled]:
    """Duties that are due once, where a promise asks for them each time that a fact comes true."""
    if require.kind is not RequireKind.WHENEVER or require.duty is None:
        return
    still = {a for f in procedure.facts if f.kind is FactKind.FIXED for a in f.atoms}
    still |= {option for reading in procedure.readings for option in reading.options}
    if {literal.atom for literal in require.trigger.literals} <= still:
        return
    for stage in procedure.stages:
        for duty in stage.duties:
            if not duty.whenever and not _lasting(duty, require):
                yield Unsettled(
                    duty.line,
                    "whether a duty that is due once answers a fact that comes true later",
                    promises=REQUIRED,
                    lines=frozenset({duty.line.number}),
                    rows=frozenset({Row.DUTY.value}),
                    help="write it under `whenever`, with the condition of the promise",
                )


def _lasting(duty: Duty, require: Require) -> bool:
    """Whether a duty is there, without a time, for as long as the promise's own condition holds."""
    limit = require.limit or (require.duty and require.duty.limit)
    return limit is None and duty.condition == require.trigger and duty.condition != ALWAYS


def whose_side(procedure: Procedure, require: Require) -> Iterator[Unsettled]:
    """Duties of, or towards, a role that each side has, where the duty or the promise alone says
    which side's it is.
    """
    wanted = require.duty
    if wanted is None:
        return
    shared = {role.name for role in procedure.roles if role.side is Side.BOTH or role.unclear}
    places: tuple[Stage | Ending, ...] = (*procedure.stages, *procedure.endings)
    for duty in (each for place in places for each in place.duties):
        pairs = [(duty.actor, wanted.actor), *product(duty.recipients, wanted.recipients)]
        names = {
            ours.name
            for ours, theirs in pairs
            if ours.covers(theirs) and not ours.of_each_side and ours.side is not theirs.side
        }
        for name in sorted(each for each in names & shared if each is not None):
            yield Unsettled(
                duty.line,
                f"whether the line and the promise mean the `{name}` of the same side",
                promises=REQUIRED,
                lines=frozenset({duty.line.number}),
                help="say in both whose side's it is",
            )


def taken_away(procedure: Procedure, require: Require) -> Iterator[Unsettled]:
    """Duties that leave a promise about an outcome with nothing to ask."""
    taken = [outcome for outcome in require.outcomes if outcome.taken_by is not None]
    verbs = {outcome.taken_by for outcome in taken}
    rows = frozenset(outcome.value for outcome in taken)
    if require.kind is not RequireKind.IF_OUTCOME:
        return
    for stage in procedure.stages:
        for duty in stage.duties:
            if duty.verb in verbs:
                yield Unsettled(
                    duty.line,
                    "what a promise about an outcome asks that this duty takes away",
                    promises=REQUIRED,
                    lines=frozenset({duty.line.number}),
                    rows=rows,
                )
