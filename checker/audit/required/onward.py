"""`whenever C` and `if O, the case reaches X`, state by state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import PartKey
from checker.audit.explorer import ends
from checker.procedure.model import RequireKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.audit.explorer.reach import State
    from checker.audit.required.walk import Walk
    from checker.semantics.places import Exit
    from checker.semantics.settling import Settling
    from checker.semantics.terms import Terms


def followed(before: Walk, terms: Terms | None = None) -> Walk:
    """What cases come to from the moments on at which the promise asks, until they reach X."""
    if whenever(before):
        return before.entered((state, None) for state in short(before) if asks(before, state))
    return before.entered(_left(before, terms))


def _left(before: Walk, terms: Terms | None) -> Iterator[tuple[State, Exit]]:
    """The ways on that a case takes once an outcome asked for has come about."""
    for state in short(before):
        for mask, matched, _ in asked(before, state):
            lanes = before.space.places[state.stage].lanes_on(mask, state.left)
            yield from ((state, e) for e in (*matched, *lanes))
            for later in before.later(state) if not _taken(terms, matched) else ():
                yield from ((later, e) for e in before.lanes(later))


def _taken(terms: Terms | None, matched: tuple[Exit, ...]) -> bool:
    """Whether one of these moves is taken as soon as they match."""
    return terms is not None and any(terms.at_once(e.move) and not e.move.hole for e in matched)


def parts(walks: Sequence[Walk]) -> Iterator[PartKey]:
    """The parts that these walks come upon; they comply with nothing. One may come twice."""
    for walk in walks:
        yield from _pending(walk)
    yield from ends.parts([followed(walk) for walk in walks])


def _pending(before: Walk) -> Iterator[PartKey]:
    """The outcomes after which the promise asks, or while which are pending it may."""
    for state in short(before):
        stage = before.space.procedure.stages[state.stage]
        for _, _, outcome in asked(before, state) if not stage.missing else ():
            yield PartKey(stage.name, outcome)


def broken(before: Walk, settling: Settling) -> Iterator[PartKey]:
    """The parts that some case of this walk breaks."""
    terms = settling.terms
    yield from ends.broken(followed(before, terms), settling)
    for state in short(before):
        place = before.space.places[state.stage]
        asking = [later for later in before.later(state) if asks(before, later)]
        rests = not all(any(settling.lanes(place, s.base, s.left)) for s in asking)
        for _, matched, outcome in asked(before, state) if not place.stage.missing else ():
            lost = any(e.missing and not terms.known(e.move) for e in matched)
            kept = whenever(before) and _taken(terms, matched)
            if (asking and lost and not kept) or (
                rests and not any(settling.moves(matched, state.base))
            ):
                yield PartKey(place.stage.name, outcome)


def whenever(walk: Walk) -> bool:
    """Whether the promise asks from when a condition holds."""
    return walk.space.require.kind is RequireKind.WHENEVER


def asks(walk: Walk, state: State) -> bool:
    """Whether the condition can hold there; of a promise about outcomes, nothing more has to."""
    if not whenever(walk):
        return True
    guard = walk.space.values.guard(walk.space.require.trigger)
    return any(guard.holds(state.base | c) for c in walk.space.values.changing)


def asked(walk: Walk, state: State) -> Iterator[tuple[int, tuple[Exit, ...], str]]:
    """The outcomes that the promise is about."""
    named = {each.value for each in walk.space.require.outcomes}
    return (o for o in walk.outcomes(state) if whenever(walk) or o[2] in named)


def short(walk: Walk) -> Iterator[State]:
    """The states short of X."""
    space = walk.space
    stages = space.procedure.stages
    return (s for s in walk.reached.states if stages[s.stage].name not in space.goal.stages)
