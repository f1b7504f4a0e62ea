"""The promises about the structure, state by state."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from checker.answers.verdict import PartKey, Promise, Row
from checker.audit.explorer import ends
from checker.procedure.model import Outcome, Strength
from checker.semantics.settling import InTheEnd

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.audit.explorer.reach import Explorer
    from checker.semantics.places import Exit
    from checker.semantics.terms import Terms

_OUTCOMES = {outcome.value for outcome in Outcome}
_SILENCE: str = Outcome.NO_ANSWER.value


def about(promise: Promise, key: PartKey) -> bool:
    """Whether a part of "every case ends somewhere" is one of the promise."""
    if promise is Promise.SILENCE:
        return key.row == _SILENCE
    if promise is Promise.NO_LOOP:
        return key.row == Row.LOOP.value
    return key.row in _OUTCOMES - {_SILENCE}


def parts(walks: Sequence[Explorer]) -> Iterator[PartKey]:
    """The parts that these walks come upon; they comply with nothing. One may come twice."""
    promise = walks[0].space.promise
    if promise is Promise.EXCLUSIVE:
        for walk in walks:
            yield from _torn(walk)
    else:
        yield from (key for key in ends.parts(walks) if about(promise, key))


def broken(explorer: Explorer, terms: Terms) -> Iterator[PartKey]:
    """The parts that some case of this walk breaks."""
    space = explorer.space
    if space.promise is Promise.EXCLUSIVE:
        yield from _torn(explorer)
    else:
        found = ends.broken(explorer, InTheEnd(space, terms))
        yield from (key for key in found if about(space.promise, key))


def _torn(explorer: Explorer) -> Iterator[PartKey]:
    """Where two moves that bind lead different ways at one moment."""
    space = explorer.space
    for state in explorer.reached.states:
        place, name = space.places[state.stage], space.procedure.stages[state.stage].name
        for _, matched, outcome in explorer.outcomes(state):
            if _rivals(matched):
                yield PartKey(name, outcome)
        if any(_rivals(place.lanes_on(state.base | c, state.left)) for c in space.values.changing):
            yield PartKey(name, Row.AT_ANY_MOMENT.value)


def _rivals(exits: Iterable[Exit]) -> bool:
    bound = [e.move for e in exits if e.move.strength is not Strength.MAY and not e.move.hole]
    return any(set(one.targets).isdisjoint(other.targets) for one, other in combinations(bound, 2))


def never_taken(walks: Sequence[Explorer]) -> tuple[int, ...]:
    """The lines of moves, in stages that cases come to, that no case ever takes."""
    places = walks[0].space.places
    taken, written = set[int](), set[int]()
    for walk in walks:
        for state in walk.reached.states:
            moves = places[state.stage].stage.moves
            written |= {move.line.number for move in moves if not move.hole}
            taken |= {e.move.line.number for e in walk.exits(state)}
    return tuple(sorted(written - taken))
