"""Who acts and who leads: lines that bind only if somebody is there to act on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.unsettled.found import Unsettled
from checker.answers.verdict import HARM_ROWS, Promise, Row
from checker.procedure.model import LEADING_SLOTS, ActorKind, Outcome, Side, Slot, Trigger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Actor, Line, Move, Procedure, Role, Stage

_BOTH_THERE = frozenset(
    {
        *(outcome.value for outcome in Outcome if outcome is not Outcome.NO_ANSWER),
        Row.LEFT_IN_THE_END.value,
        Row.LIMIT.value,
        Row.UNDER_HARM.value,
        Row.DUTY.value,
    }
)
"""Rows of parts in which nobody has been silent yet."""
_SILENT = frozenset(
    {*(row.value for row in Row), *(outcome.value for outcome in Outcome)} - _BOTH_THERE
)
_BY_TIER = frozenset({Promise.SAME_DAY_ESCALATION, *HARM_ROWS} - {Promise.HARM_AWAY})


def actors(procedure: Procedure) -> Iterator[Unsettled]:
    """Moves and duties of somebody who may be silent, or not there at all."""
    for stage in procedure.stages:
        for line, actor in _acting(stage):
            why = _absent(procedure, stage, actor)
            if why is not None:
                yield Unsettled(line, why, lines=frozenset({line.number}))
        if not stage.deciding:
            yield from _silent(procedure, stage)
        yield from _leading(procedure, stage)


def _acting(stage: Stage) -> Iterator[tuple[Line, Actor]]:
    for move in stage.moves:
        yield move.line, move.actor
        if move.consultation is not None:
            yield move.line, move.consultation.actor
    for duty in stage.duties:
        yield duty.line, duty.actor


def _absent(procedure: Procedure, stage: Stage, actor: Actor) -> str | None:
    """Why it may be that nobody acts, in words."""
    if actor.kind is ActorKind.MISSING:
        return "whether a line binds where who acts, or is consulted, is `missing`"
    if actor.kind is ActorKind.LEAD and not _led(stage):
        return f"whether a line for the lead binds where `{stage.name}` may have none"
    names = [actor.name] if actor.kind is ActorKind.ROLE else []
    if actor.kind is ActorKind.LEAD:
        names = [a.name for who in stage.who if who.slot in LEADING_SLOTS for a in who.actors]
    for role in procedure.roles:
        if role.name in names:
            if any(holder.missing for holder in role.holders):
                return f"whether a line for `{role.name}` binds where `missing` says who holds it"
            if _lacking(procedure, role):
                return f"whether a line for `{role.name}` binds in an agency that has none"
    return None


def _led(stage: Stage) -> bool:
    """Whether, whatever the facts are, a role or a body leads that the text names."""
    return any(
        not who.condition.literals
        and not any(other.instead for other in stage.who if other.slot is who.slot)
        and any(actor.kind in {ActorKind.ROLE, ActorKind.BODY} for actor in who.actors)
        for who in stage.who
        if who.slot in LEADING_SLOTS
    )


def _lacking(procedure: Procedure, role: Role) -> bool:
    """Whether some agency lacks the role, and nobody is said to act for it there."""
    if not role.agencies:
        return False
    acting = {h.agency for h in role.holders if h.acts is not None or h.same_as is not None}
    lacking = {a.name for a in procedure.agencies} - {*role.agencies} - acting
    return bool(lacking) and None not in acting


def _silent(procedure: Procedure, stage: Stage) -> Iterator[Unsettled]:
    """What the side may have to do that has not answered."""
    sides = _silent_sides(stage)
    for move in stage.moves:
        asked = [move.actor]
        asked += [move.consultation.actor] if move.consultation is not None else []
        after_silence = move.trigger is not Trigger.OUTCOME or Outcome.NO_ANSWER in move.outcomes
        if after_silence and any(_may_be_silent(procedure, actor, sides) for actor in asked):
            yield Unsettled(
                move.line,
                "whether a line binds the side that has not answered",
                lines=frozenset({move.line.number}),
                stages=frozenset({stage.name}),
                rows=_SILENT,
                help="have somebody of the side that leads do it",
            )


def _silent_sides(stage: Stage) -> frozenset[Side]:
    """The sides that may be the silent one."""
    led = [a for w in stage.who if w.slot is Slot.LED for a in w.actors]
    sides = {actor.side for actor in led}
    if sides == {Side.RAISING}:
        return frozenset({Side.OTHER})
    if sides == {Side.OTHER}:
        return frozenset({Side.RAISING})
    return frozenset({Side.RAISING, Side.OTHER})


def _may_be_silent(procedure: Procedure, actor: Actor, sides: frozenset[Side]) -> bool:
    if actor.kind is ActorKind.SIDE:
        return actor.side is Side.BOTH or actor.side in sides
    if actor.kind is not ActorKind.ROLE or actor.each:
        return False
    role = next((each for each in procedure.roles if each.name == actor.name), None)
    side = actor.side
    if side is Side.UNSTATED and role is not None:
        if role.unclear is not None:
            return True
        side = role.side
        if side is Side.BOTH:
            # That of the side which leads, and is not the silent one unless either may be.
            return len(sides) > 1
    return side is Side.BOTH or side in sides


def _leading(procedure: Procedure, stage: Stage) -> Iterator[Unsettled]:
    """Roles that lead and that an agency may lack."""
    lacking = {role.name for role in procedure.roles if _lacking(procedure, role)}
    surely = any(
        not who.condition.literals
        and any(a.kind is ActorKind.ROLE and a.name not in lacking for a in who.actors)
        and not any(other.instead for other in stage.who if other.slot is who.slot)
        for who in stage.who
        if who.slot is Slot.LED
    )
    for who in stage.who:
        if (
            who.slot in LEADING_SLOTS
            and not surely
            and lacking & {actor.name for actor in who.actors}
        ):
            why = f"who leads `{stage.name}` in an agency that lacks the role"
            yield Unsettled(
                who.line,
                why,
                promises=frozenset({Promise.NAMED_ROLE, Promise.HARM_AWAY, Promise.REQUIRE}),
                whole=True,
                stages=frozenset({stage.name}),
                rows=frozenset({Row.LEAD.value, Row.AWAY.value}),
            )
            moves = [m for s in procedure.stages for m in s.moves if _leads_to(m, stage)]
            yield Unsettled(
                who.line,
                why,
                promises=_BY_TIER,
                lines=frozenset(move.line.number for move in moves),
            )


def _leads_to(move: Move, stage: Stage) -> bool:
    return any(target.name == stage.name for target in move.targets)
