"""`every-path-ends`, state by state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.holes import HoleKind
from checker.procedure.model import EndingKind, TargetKind
from checker.proof.explorer.cycles import has_cycle
from checker.proof.verdict import PartKey, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.proof.explorer.reach import Explorer, State
    from checker.proof.explorer.space import Exit, Space
    from checker.proof.explorer.terms import Terms

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


def broken(explorer: Explorer, terms: Terms) -> Iterator[PartKey]:
    """The parts that some case of this walk breaks."""
    procedure = explorer.space.procedure
    for state in explorer.reached.states:
        stage = procedure.stages[state.stage]
        if not stage.missing:
            yield from _waits(explorer, terms, state)
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


def _waits(explorer: Explorer, terms: Terms, state: State) -> Iterator[PartKey]:
    """The parts that are broken from here, where what can arise may still arise."""
    space = explorer.space
    name = space.procedure.stages[state.stage].name
    settled = _lane_settles(space, terms, state)
    if not settled and not _bound_settles(space, terms, state) and name not in terms.standing:
        yield PartKey(name, Row.LEFT_IN_THE_END.value)
    rests = not all(_lane_settles(space, terms, later) for later in explorer.later(state))
    for _, matched, outcome in explorer.outcomes(state):
        lost = any(_missing(e) and not terms.exit_known(e) for e in matched)
        if lost or (rests and terms.settling.isdisjoint(matched)):
            yield PartKey(name, outcome)
    for e in explorer.exits(state):
        if e in space.places[state.stage].lanes and _missing(e) and not terms.exit_known(e):
            yield PartKey(name, Row.AT_ANY_MOMENT.value)


def _missing(e: Exit) -> bool:
    """Whether it takes a case to `missing`; an outcome mentioned and left takes it nowhere."""
    return not e.move.hole and any(t.kind is TargetKind.MISSING for t in e.move.targets)


def _lane_settles(space: Space, terms: Terms, state: State) -> bool:
    """Whether a lane in force is on whatever the changing atoms are."""
    place = space.places[state.stage]
    return any(
        all(e in place.lanes_on(state.base | c, state.left) for c in space.values.changing)
        for e in place.lanes
        if e in terms.settling
    )


def _bound_settles(space: Space, terms: Terms, state: State) -> bool:
    place = space.places[state.stage]
    return any(
        all(place.bound_on(bound, state.base | c) for c in space.values.changing)
        for bound in place.bounds
        if bound in terms.bounds
    )


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
