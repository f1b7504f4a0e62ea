"""`every-path-ends` and `bounded-end`, state by state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import PartKey, Row
from checker.procedure.holes import HoleKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.audit.explorer.reach import Explorer, State
    from checker.semantics.settling import Settling


def parts(walks: Sequence[Explorer]) -> Iterator[PartKey]:
    """The parts that these walks come upon; they comply with nothing. One may come twice."""
    space = walks[0].space
    for walk in walks:
        for state in walk.reached.states:
            stage = space.procedure.stages[state.stage]
            for _, _, outcome in walk.outcomes(state) if not stage.missing else ():
                yield PartKey(stage.name, outcome)
    for i in sorted(space.reachable):
        stage = space.procedure.stages[i]
        if stage.missing:
            yield space.key(i, Row.NEVER_DESCRIBED)
            continue
        yield space.key(i, Row.LEFT_IN_THE_END)
        if any(e.missing for e in space.places[i].lanes):
            yield space.key(i, Row.AT_ANY_MOMENT)
    for ending in space.procedure.endings:
        reached = any(ending.name in walk.reached.endings for walk in walks)
        if reached and ending.name not in space.goal.endings:
            yield PartKey(ending.name, Row.ENDING.value)
    yield from (space.key(among[0], Row.LOOP) for among in space.loops)


def broken(explorer: Explorer, settling: Settling) -> Iterator[PartKey]:
    """The parts that some case of this walk breaks."""
    space, terms = explorer.space, settling.terms
    for state in explorer.reached.states:
        stage = space.procedure.stages[state.stage]
        if not stage.missing:
            yield from _waits(explorer, settling, state)
        elif not terms.read_as_good(stage):
            yield space.key(state.stage, Row.NEVER_DESCRIBED)
    goal = space.goal
    for name in sorted(explorer.reached.endings.keys() - goal.endings):
        if name not in goal.handed or not terms.good(HoleKind.HAND_OVER, name):
            yield PartKey(name, Row.ENDING.value)
    yield from rounds(explorer)


def _waits(explorer: Explorer, settling: Settling, state: State) -> Iterator[PartKey]:
    """The parts that are broken from here, where what can arise may still arise."""
    place, terms = explorer.space.places[state.stage], settling.terms
    name = place.stage.name
    if not settling.ends(place, state.base, state.left) and name not in terms.standing:
        yield PartKey(name, Row.LEFT_IN_THE_END.value)
    rests = not all(
        any(settling.lanes(place, later.base, later.left)) for later in explorer.later(state)
    )
    for _, matched, outcome in explorer.outcomes(state):
        lost = any(e.missing and not terms.known(e.move) for e in matched)
        if lost or (rests and not any(settling.moves(matched, state.base))):
            yield PartKey(name, outcome)
    for e in explorer.exits(state):
        if e.lane and e.missing and not terms.known(e.move):
            yield PartKey(name, Row.AT_ANY_MOMENT.value)


def rounds(explorer: Explorer) -> Iterator[PartKey]:
    """The sets in which a case can go round for ever."""
    space = explorer.space

    def onward(state: State) -> Iterator[int]:
        return (to for e in explorer.exits(state) if e.turn is None for to in space.led_to(e))

    return (space.key(i, Row.LOOP) for i in explorer.rounds(explorer.reached.states, onward))
