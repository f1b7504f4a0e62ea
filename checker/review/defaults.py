"""What the program took as meant where the text does not say it: told, never assumed in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.graph import plain_starts
from checker.procedure.model import LEADING_SLOTS, ActorKind, Slot, Strength
from checker.words.text import listed
from checker.worktime.calendar import DEFAULT_CLOSES, DEFAULT_OPENS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Procedure, Stage


def defaults(procedure: Procedure) -> tuple[str, ...]:
    """One sentence for each default that was taken, in the order of the text."""
    return tuple(_defaults(procedure))


def _defaults(procedure: Procedure) -> Iterator[str]:
    if procedure.start_line is None and procedure.stages:
        (first,) = plain_starts(procedure)
        yield f"taken as meant: a case starts in the first stage, `{first}`"
    if procedure.header.working_day is None and not any(a.hours for a in procedure.assumptions):
        hours = f"{DEFAULT_OPENS:%H:%M} to {DEFAULT_CLOSES:%H:%M}"
        yield f"taken as meant: the working day is {hours}, wherever a clock time is shown"
    if procedure.header.nation is None:
        yield "taken as meant: the bank holidays are those of England and Wales"
    roles = [role for role in procedure.roles if role.tier is not None and not role.tier_stated]
    if roles:
        every = listed(f"`{role.name}` {role.tier}" for role in roles)
        yield f"taken as meant: tiers follow the order of the stages that roles lead: {every}"
    facts = [fact for fact in procedure.facts if not fact.kind_stated]
    if facts:
        every = listed(f"`{fact.name}`" for fact in facts)
        yield f"taken as meant: what can change at any moment, since its kind is not said: {every}"
    for stage in procedure.stages:
        yield from _stand_in(stage)
    yield from _nobody_named(procedure)


def _stand_in(stage: Stage) -> Iterator[str]:
    """Where no line says who leads, and another one gives the lead."""
    if any(who.slot is Slot.LED for who in stage.who):
        return
    given = next((w for slot in LEADING_SLOTS[1:] for w in stage.who if w.slot is slot), None)
    if given is not None:
        yield (
            f"taken as meant: `{stage.name}` is led by whoever line {given.line.number} names, "
            f"since it has no `led by`"
        )


def _nobody_named(procedure: Procedure) -> Iterator[str]:
    """Lines in the passive: somebody has to act, and the text does not say who."""
    lines = {
        duty.line.number
        for stage in procedure.stages
        for duty in stage.duties
        if duty.actor.kind is ActorKind.SOMEONE
    }
    lines |= {
        move.line.number
        for stage in procedure.stages
        for move in stage.moves
        if move.actor.kind is ActorKind.THE_CASE and move.strength is not Strength.PLAIN
    }
    lines |= {
        duty.line.number
        for ending in procedure.endings
        for duty in ending.duties
        if duty.actor.kind is ActorKind.SOMEONE
    }
    if lines:
        numbers = listed(str(number) for number in sorted(lines))
        yield f"nobody is named to act on line{'s' if len(lines) > 1 else ''} {numbers}"
