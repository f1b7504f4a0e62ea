"""The promises with a time other than those about harm, state by state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Promise, Row, line_row
from checker.semantics.dates import from_events, gaps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.answers.verdict import PartKey
    from checker.audit.explorer.reach import Explorer, State
    from checker.audit.explorer.space import Space
    from checker.semantics.dates import Dates
    from checker.semantics.values import Guard


def parts(space: Space) -> Iterator[PartKey]:
    """The parts of the promise, over the stages that some case comes to."""
    among = space.reachable
    if space.promise is Promise.LIMIT_START:
        among |= space.boards
    for i in sorted(among):
        place = space.places[i]
        match space.promise:
            case Promise.STAGE_LIMIT:
                yield space.key(i, Row.LIMIT)
            case Promise.LIMIT_START:
                for number in sorted({line.number for line, _ in from_events(space, place)}):
                    yield space.key(i, line_row(number))
            case Promise.EXTENSION:
                if place.stage.extensions or place.stage.clocks:
                    yield space.key(i, Row.EXTENSION)
            case _:
                if any(gaps(place.wait_ends)):
                    yield space.key(i, Row.OUT_OF_HOURS)


def broken(explorer: Explorer, dates: Dates) -> Iterator[PartKey]:
    """The parts that some case of this walk breaks."""
    space = explorer.space
    states = explorer.reached.states
    if space.promise is Promise.LIMIT_START:
        states = [*states, *explorer.reached.board]
    for state in states:
        if not dates.terms.read_as_good(space.places[state.stage].stage):
            for row in BREAKS[space.promise](space, dates, state):
                yield space.key(state.stage, row)


def _undated(space: Space, dates: Dates, state: State) -> Iterator[str]:
    """Whether the case waits without a date, before an outcome."""
    if not dates.ends(space.places[state.stage], state.base, state.left):
        yield Row.LIMIT.value


def _unbounded(space: Space, dates: Dates, state: State) -> Iterator[str]:
    """Whether a clock may stop, or what is extended has no bound."""
    place = space.places[state.stage]
    if place.stage.clocks or (
        any(_can_hold(space, guard, state) for _, guard in place.extensions)
        and not any(dates.bounds(place, state.base))
    ):
        yield Row.EXTENSION.value


def _uncovered(space: Space, dates: Dates, state: State) -> Iterator[str]:
    """Whether, out of hours, a line is on that leaves a gap which nothing covers."""
    place = space.places[state.stage]
    masks = [state.base | c for c in space.values.changing]
    night = [mask for mask in masks if not space.out_of_hours or mask & space.out_of_hours]
    if any(any(dates.uncovered(place, mask, state.left)) for mask in night):
        yield Row.OUT_OF_HOURS.value


def _unstarted(space: Space, dates: Dates, state: State) -> Iterator[str]:
    """The limits none of whose events comes about while the line's own condition can hold."""
    for mask in (state.base | c for c in space.values.changing):
        lines = dates.unstarted(space.places[state.stage], mask)
        yield from (line_row(line.number) for line in lines)


def _can_hold(space: Space, guard: Guard, state: State) -> bool:
    """Whether a condition holds for some value of the changing atoms."""
    return any(guard.holds(state.base | c) for c in space.values.changing)


BREAKS: dict[Promise, Callable[[Space, Dates, State], Iterator[str]]] = {
    Promise.STAGE_LIMIT: _undated,
    Promise.LIMIT_START: _unstarted,
    Promise.EXTENSION: _unbounded,
    Promise.OUT_OF_HOURS_COVERED: _uncovered,
}
"""Of each promise: the rows that a case breaks from a state."""
