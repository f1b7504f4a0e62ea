"""Promises about the text itself: what breaks them, read off the lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.procedure.model import (
    ActorKind,
    Outcome,
    RequireKind,
    Side,
    Slot,
    Strength,
    TargetKind,
    Trigger,
    Verb,
)
from checker.proof.encoding.decider import UndecidedError
from checker.proof.formula import Formula, conj, disj, negate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.procedure.model import (
        Line,
        Move,
        Procedure,
        Require,
        Role,
        Stage,
        Who,
    )
    from checker.review.context import Context

_LEADS = (Slot.LED, Slot.DECIDED, Slot.CHAIRED, Slot.MEDIATED)
_NOBODY = frozenset({ActorKind.MISSING, ActorKind.NOT_STATED})
_TALK = frozenset({Outcome.AGREED, Outcome.NOT_AGREED, Outcome.NO_ANSWER})
_DECISION = frozenset({Outcome.DECIDED, Outcome.NOT_DECIDED})
_CHECK = frozenset({Outcome.NOT_JUSTIFIED, Outcome.NO_FINDING})
_SIDES = frozenset({Side.RAISING, Side.OTHER})


class Lack(Struct, frozen=True):
    """One thing that breaks the promise: where, whom or what it concerns, and in words."""

    line: Line
    name: str
    message: str


class Written(Struct, frozen=True):
    """How the text stands to a promise: how many things it was asked of, and what breaks it.

    `unsure`: whether it is kept hangs on facts that this does not follow.
    """

    asked: int
    lacks: tuple[Lack, ...] = ()
    unsure: bool = False


def written(context: Context, require: Require) -> Written | None:
    """How the text stands to `require`; None where the promise is not about the text alone."""
    procedure = context.procedure
    if require.condition.literals:
        return None
    match require.kind:
        case RequireKind.EVERY_STAGE_HAS:
            return _stages(context, require)
        case RequireKind.EVERY_ROLE_HAS:
            return Written(len(procedure.roles), tuple(_without_deputy(procedure)))
        case RequireKind.EVERY_DOCUMENT:
            return Written(len(procedure.documents), tuple(_missing(procedure)))
        case RequireKind.NEVER_LEADS:
            return _never_leads(procedure, require)
        case _:
            return None


def _without_deputy(procedure: Procedure) -> Iterator[Lack]:
    for role in procedure.roles:
        if not role.deputies:
            yield Lack(role.line, role.name, f"`{role.name}` has no deputy")


def _missing(procedure: Procedure) -> Iterator[Lack]:
    for document in procedure.documents:
        if document.missing:
            yield Lack(document.line, document.name, f"`{document.name}` is missing")


def _stages(context: Context, require: Require) -> Written:
    what = require.what or ""
    asked = [
        (stage, outcome)
        for stage in context.procedure.stages
        if stage.name not in require.excepted
        for outcome in require.outcomes or (None,)
        if outcome is None or outcome in _outcomes(stage)
    ]
    lacks = []
    try:
        for stage, outcome in asked:
            found = disj(_HAS[what](context, stage, outcome))
            if context.possible(negate(found)):
                thing = what if outcome is None else f"{what} for `{outcome.value}`"
                sometimes = context.possible(found)
                has = f"a {thing} only in some cases" if sometimes else f"no {thing}"
                lacks.append(Lack(stage.line, stage.name, f"`{stage.name}` has {has}"))
    except UndecidedError:
        return Written(len(asked), unsure=True)
    return Written(len(asked), tuple(lacks))


def _limits(context: Context, stage: Stage, _: Outcome | None) -> list[Formula]:
    return [
        context.formula(limit.condition)
        for limit in stage.limits
        if limit.strength is not Strength.MAY and not limit.limit.missing
    ]


def _leading(context: Context, stage: Stage, _: Outcome | None) -> list[Formula]:
    return [
        context.formula(who.condition)
        for who in stage.who
        if who.slot in _LEADS and any(actor.kind not in _NOBODY for actor in who.actors)
    ]


def _counterparts(context: Context, stage: Stage, _: Outcome | None) -> list[Formula]:
    return [context.formula(who.condition) for who in stage.who if who.counterpart]


def _records(context: Context, stage: Stage, _: Outcome | None) -> list[Formula]:
    return [
        context.formula(duty.condition)
        for duty in stage.duties
        if duty.verb is Verb.RECORD and duty.strength is not Strength.MAY and not duty.outcomes
    ]


def _ways_on(context: Context, stage: Stage, outcome: Outcome | None) -> list[Formula]:
    if outcome is None:
        return [context.formula(move.condition) for move in stage.moves if _binds(move)]
    return [_way_on(context, stage, outcome)]


def _outcomes(stage: Stage) -> frozenset[Outcome]:
    """How the stage can turn out: a decision or a talk, and what its check may find."""
    found = _DECISION if stage.deciding else _TALK
    if any(duty.verb is Verb.CHECK and duty.holds_up for duty in stage.duties):
        found |= _CHECK
        found |= {o for move in stage.moves for o in move.outcomes if o is Outcome.JUSTIFIED}
    return found


def _way_on(context: Context, stage: Stage, outcome: Outcome) -> Formula:
    """That `outcome` has a next step: by a line of its own, or else by `otherwise`."""
    own = [move for move in stage.moves if outcome in move.outcomes]
    ways = [_on(context, m, own) for m in own if _binds(m) and m.at_most is None]
    left = conj([negate(_unless_used_up(context, move, own)) for move in own])
    rest = [m for m in stage.moves if m.trigger is Trigger.OTHERWISE and _binds(m)]
    return disj([*ways, *(conj([context.formula(m.condition), left]) for m in rest)])


def _unless_used_up(context: Context, move: Move, own: list[Move]) -> Formula:
    """That `move` keeps `otherwise` away for good or binds nobody while it does."""
    bounded = move.at_most is not None and _binds(move)
    return disj([]) if bounded else _on(context, move, own)


def _on(context: Context, move: Move, own: list[Move]) -> Formula:
    """That `move` applies: its condition holds, and no exception stands in its place."""
    rivals = [] if move.instead else [m for m in own if m.instead]
    return conj(
        [
            context.formula(move.condition),
            *(negate(context.formula(rival.condition)) for rival in rivals),
        ]
    )


def _binds(move: Move) -> bool:
    lost = any(target.kind is TargetKind.MISSING for target in move.targets)
    return move.strength is not Strength.MAY and not lost


_HAS: dict[str, Callable[[Context, Stage, Outcome | None], list[Formula]]] = {
    "limit": _limits,
    "lead": _leading,
    "counterpart": _counterparts,
    "record": _records,
    "way on": _ways_on,
}


def _never_leads(procedure: Procedure, require: Require) -> Written:
    one, other = (procedure.stage(place.name or "") for place in require.places)
    leads, others = list(_leaders(one)), list(_leaders(other))
    if not leads or not others:
        return Written(0)
    roles = {role.name: role for role in procedure.roles}
    both = [
        (mine[0], theirs[0], mine[2] and theirs[2])
        for mine in leads
        for theirs in others
        if {mine[1], theirs[1]} != _SIDES and _people(roles[mine[0]]) & _people(roles[theirs[0]])
    ]
    found = dict.fromkeys((mine, theirs) for mine, theirs, sure in both if sure)
    lacks = tuple(
        Lack(
            require.line,
            mine,
            f"`{mine}` leads `{one.name}` and `{other.name}`"
            if mine == theirs
            else f"`{mine}` leads `{one.name}`, `{theirs}` leads `{other.name}`, and one person "
            "may act as both",
        )
        for mine, theirs in found
    )
    return Written(1, lacks, unsure=bool(both) and not lacks)


def _leaders(stage: Stage) -> Iterator[tuple[str, Side, bool]]:
    """The roles that may lead, their sides, and whether each does whatever the facts are."""
    for slot in _LEADS:
        lines = [who for who in stage.who if who.slot is slot]
        named = [(who, actor) for who in lines for actor in who.actors if actor.name is not None]
        for who, actor in named:
            if actor.kind is ActorKind.ROLE:
                yield actor.name or "", actor.side, _plain(who, lines)
        if any(actor.kind is ActorKind.ROLE and _plain(who, lines) for who, actor in named):
            return


def _plain(who: Who, lines: list[Who]) -> bool:
    return not who.condition.literals and not any(each.instead for each in lines)


def _people(role: Role) -> set[str]:
    """The roles whose holders may act where `role` is named."""
    found = {role.name, *role.deputies}
    for holder in role.holders:
        found |= {name for name in (holder.acts, holder.same_as) if name is not None}
    return found
