"""Promises of a writer's own about where cases come, state by state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import PartKey, Row
from checker.audit.explorer import ends
from checker.audit.explorer.reach import State
from checker.audit.required import late, onward, responses
from checker.audit.required.goals import is_onward
from checker.procedure.model import RequireKind
from checker.semantics.settling import InTheEnd

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.audit.required.spaces import Required
    from checker.audit.required.walk import Walk
    from checker.procedure.model import Require
    from checker.semantics.dates import Dates
    from checker.semantics.settling import Settling
    from checker.semantics.terms import Terms

_PLACES = {
    RequireKind.SOME_CASE_REACHES,
    RequireKind.NO_CASE_REACHES,
    RequireKind.ONLY_AFTER,
}


def parts(walks: Sequence[Walk], require: Require) -> Iterator[PartKey]:
    """The parts that these walks come upon; they comply with nothing. One may come twice."""
    if require.kind in _PLACES | {RequireKind.NO_CASE_RETURNS}:
        row = Row.RETURNS if require.kind is RequireKind.NO_CASE_RETURNS else Row.REACHED
        asked = require.places[: None if require.kind in _SEVERAL else 1]
        yield from (PartKey(place.name or "", row.value) for place in asked)
    elif require.kind is RequireKind.NO_CASE_STAYS:
        yield from (key for key in ends.parts(walks) if _stays(require, key))
    elif is_onward(require):
        yield from onward.parts(walks)
    elif require.kind in _ENDS:
        yield from ends.parts(walks)
    elif require.kind is not RequireKind.TOTAL:
        yield from responses.parts(walks, require)
    if require.limit is not None and (is_onward(require) or require.kind in _SUMMED):
        yield from late.parts(walks, require)


_ENDS = {RequireKind.EVERY_CASE_ENDS, RequireKind.EVERY_CASE_REACHES}
_SUMMED = _ENDS | {RequireKind.TOTAL}
_SEVERAL = {RequireKind.SOME_CASE_REACHES, RequireKind.NO_CASE_REACHES}


def broken(walk: Walk, terms: Terms, dates: Dates, require: Require) -> Iterator[PartKey]:
    """The parts that some case of this walk breaks."""
    space = walk.space
    settling: Settling = dates if require.limit is not None else InTheEnd(space, terms)
    if require.kind in _PLACES:
        yield from _reached(walk, require)
    elif require.kind is RequireKind.NO_CASE_RETURNS:
        if _comes(walk, require.places[0].name or "", (require.times or 0) + 2):
            yield PartKey(require.places[0].name or "", Row.RETURNS.value)
    elif require.kind is RequireKind.NO_CASE_STAYS:
        found = ends.broken(walk, settling)
        yield from (key for key in found if _stays(require, key))
    elif is_onward(require):
        yield from onward.broken(walk, settling)
    elif require.kind in _ENDS:
        yield from ends.broken(walk, settling)
    elif require.kind is not RequireKind.TOTAL:
        yield from responses.broken(walk, terms, require)
    if require.limit is not None and (is_onward(require) or require.kind in _SUMMED):
        yield from late.broken(walk, terms, require)


def _stays(require: Require, key: PartKey) -> bool:
    return key.row != Row.LOOP.value and any(place.name == key.place for place in require.places)


def past(space: Required, require: Require) -> int | None:
    """The stage that a case is not to have been in, of `only after`; None: none."""
    if require.kind is not RequireKind.ONLY_AFTER:
        return None
    return space.index.get(require.places[1].name or "")


def _reached(walk: Walk, require: Require) -> Iterator[PartKey]:
    """The places that a case comes to."""
    stages = walk.space.procedure.stages
    found = {
        stages[state.stage].name for state in walk.reached.states
    } | walk.reached.endings.keys()
    for place in require.places[: None if require.kind in _SEVERAL else 1]:
        if place.name in found:
            yield PartKey(place.name, Row.REACHED.value)


def _comes(walk: Walk, name: str, times: int) -> bool:
    """Whether some case comes to a stage so many times."""
    at = walk.space.index.get(name)
    entered = {state for state in walk.starts if state.stage == at}
    entered |= {s for state in walk.reached.states for s in _next(walk, state) if s.stage == at}
    for _ in range(times - 1):
        seen, waiting, again = set[State](), list(entered), set[State]()
        while waiting:
            state = waiting.pop()
            if state in seen:
                continue
            seen.add(state)
            waiting += walk.later(state)
            for following in _next(walk, state):
                if following.stage == at:
                    again.add(following)
                else:
                    waiting.append(following)
        entered = again
    return bool(entered)


def _next(walk: Walk, state: State) -> Iterator[State]:
    """Where a case comes by the exits of a state."""
    return (s for e in walk.exits(state) for s in walk.moved(state, e))
