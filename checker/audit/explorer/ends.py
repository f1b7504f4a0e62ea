"""`every-path-ends` and `bounded-end`, state by state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from checker.answers.verdict import PartKey, Row
from checker.audit.explorer.cycles import has_cycle
from checker.procedure.holes import HoleKind
from checker.procedure.model import EndingKind, TargetKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.audit.explorer.reach import Explorer, State
    from checker.audit.explorer.space import Exit, Space
    from checker.audit.explorer.terms import Terms

_ACCEPTED = {EndingKind.AGREEMENT, EndingKind.DECISION, EndingKind.REFERRAL}


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
            yield PartKey(stage.name, Row.NEVER_DESCRIBED.value)
            continue
        yield PartKey(stage.name, Row.LEFT_IN_THE_END.value)
        if any(_missing(e) for e in space.places[i].lanes):
            yield PartKey(stage.name, Row.AT_ANY_MOMENT.value)
    for ending in space.procedure.endings:
        if ending.kind not in _ACCEPTED and any(ending.name in w.reached.endings for w in walks):
            yield PartKey(ending.name, Row.ENDING.value)
    for among in space.loops:
        yield PartKey(space.procedure.stages[among[0]].name, Row.LOOP.value)


class Settling(Protocol):
    """What ends a wait."""

    def lane_settles(self, state: State) -> bool:
        """Whether a lane does, in that state."""

    def bound_settles(self, state: State) -> bool:
        """Whether a limit on the stage's end or a total over it does."""

    def move_settles(self, e: Exit, state: State) -> bool:
        """Whether a move does, that an outcome opened in that state."""


class InTheEnd:
    """What ends a wait in the end, whenever that is."""

    def __init__(self, space: Space, terms: Terms) -> None:
        """With the lines in force."""
        self._space = space
        self._terms = terms

    def lane_settles(self, state: State) -> bool:
        """Whether a lane in force is on whatever the changing atoms are."""
        place = self._space.places[state.stage]
        return any(
            place.lane_unbroken(e, state.base, state.left)
            for e in place.lanes
            if e in self._terms.settling
        )

    def bound_settles(self, state: State) -> bool:
        """Whether such a limit is."""
        place = self._space.places[state.stage]
        return any(
            place.bound_unbroken(bound, state.base)
            for bound in place.bounds
            if bound in self._terms.bounds
        )

    def move_settles(self, e: Exit, state: State) -> bool:
        """Whether a move is in force, whatever the state."""
        del state
        return e in self._terms.settling


def broken(explorer: Explorer, terms: Terms, settling: Settling) -> Iterator[PartKey]:
    """The parts that some case of this walk breaks."""
    procedure = explorer.space.procedure
    for state in explorer.reached.states:
        stage = procedure.stages[state.stage]
        if not stage.missing:
            yield from _waits(explorer, terms, settling, state)
        elif not terms.good(HoleKind.MISSING_STAGE, stage.name):
            yield PartKey(stage.name, Row.NEVER_DESCRIBED.value)
    for ending in procedure.endings:
        if ending.name in explorer.reached.endings and (
            ending.kind is EndingKind.WITHOUT_OUTCOME
            or (
                ending.kind is EndingKind.HAND_OVER
                and not terms.good(HoleKind.HAND_OVER, ending.name)
            )
        ):
            yield PartKey(ending.name, Row.ENDING.value)
    yield from _loops(explorer)


def _waits(explorer: Explorer, terms: Terms, settling: Settling, state: State) -> Iterator[PartKey]:
    """The parts that are broken from here, where what can arise may still arise."""
    space = explorer.space
    name = space.procedure.stages[state.stage].name
    settled = settling.lane_settles(state) or settling.bound_settles(state)
    if not settled and name not in terms.standing:
        yield PartKey(name, Row.LEFT_IN_THE_END.value)
    rests = not all(settling.lane_settles(later) for later in explorer.later(state))
    for _, matched, outcome in explorer.outcomes(state):
        lost = any(_missing(e) and not terms.exit_known(e) for e in matched)
        if lost or (rests and not any(settling.move_settles(e, state) for e in matched)):
            yield PartKey(name, outcome)
    for e in explorer.exits(state):
        if e in space.places[state.stage].lanes and _missing(e) and not terms.exit_known(e):
            yield PartKey(name, Row.AT_ANY_MOMENT.value)


def _missing(e: Exit) -> bool:
    """Whether it takes a case to `missing`; an outcome mentioned and left takes it nowhere."""
    return not e.move.hole and any(t.kind is TargetKind.MISSING for t in e.move.targets)


def _loops(explorer: Explorer) -> Iterator[PartKey]:
    """The strongly connected sets in which a case can go round for ever, nothing used up."""
    space = explorer.space
    states = explorer.reached.states
    for among in space.loops:
        for constant in sorted({(s.base, s.turns) for s in states if s.stage in among}):
            inside = [s for s in states if s.stage in among and (s.base, s.turns) == constant]
            onward = {s.stage: set(_onward(explorer, s)) for s in inside}
            if has_cycle(onward):
                yield PartKey(space.procedure.stages[among[0]].name, Row.LOOP.value)


def _onward(explorer: Explorer, state: State) -> Iterator[int]:
    for e in explorer.exits(state):
        if e.turn is None:
            for target in e.move.targets:
                if target.kind is TargetKind.STAGE and target.name is not None:
                    yield explorer.space.index[target.name]
