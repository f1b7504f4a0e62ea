"""The promises with a time other than those about harm, state by state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import PartKey, Promise, Row, line_row
from checker.audit.explorer.dates import of_bound, of_exit
from checker.audit.explorer.space import Exit
from checker.audit.explorer.terms import leaves_a_gap
from checker.procedure.holes import HoleKind
from checker.procedure.model import Strength

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.audit.explorer.dates import Dates, Deadline
    from checker.audit.explorer.reach import Explorer, State
    from checker.audit.explorer.space import Bound, Place, Space
    from checker.audit.explorer.terms import Terms
    from checker.audit.explorer.values import Guard
    from checker.procedure.model import Move, StageLimit, TotalLimit


def parts(space: Space) -> Iterator[PartKey]:
    """The parts of the promise, over the stages that some case comes to."""
    among = space.reachable
    if space.promise is Promise.LIMIT_START:
        among |= space.boards
    for i in sorted(among):
        place = space.places[i]
        name = place.stage.name
        match space.promise:
            case Promise.STAGE_LIMIT:
                yield PartKey(name, Row.LIMIT.value)
            case Promise.LIMIT_START:
                for number in sorted({n for n, _, _ in _from_events(space, place)}):
                    yield PartKey(name, line_row(number))
            case Promise.EXTENSION:
                if place.stage.extensions or place.stage.clocks:
                    yield PartKey(name, Row.EXTENSION.value)
            case _:
                if any(_gap(line) for line in _lines(place)):
                    yield PartKey(name, Row.OUT_OF_HOURS.value)


def broken(explorer: Explorer, terms: Terms, dates: Dates) -> Iterator[PartKey]:
    """The parts that some case of this walk breaks."""
    space = explorer.space
    if space.promise is Promise.LIMIT_START:
        yield from _unstarted(explorer, terms, dates)
        return
    row, breaks = _BREAKS[space.promise]
    for state in explorer.reached.states:
        stage = space.procedure.stages[state.stage]
        accepted = stage.missing and terms.good(HoleKind.MISSING_STAGE, stage.name)
        if not accepted and breaks(explorer, terms, dates, state):
            yield PartKey(stage.name, row.value)


def _undated(explorer: Explorer, terms: Terms, dates: Dates, state: State) -> bool:
    """Whether the case waits without a date, before an outcome."""
    del explorer, terms
    return not dates.lane_settles(state) and not dates.bound_settles(state)


def _unbounded(explorer: Explorer, terms: Terms, dates: Dates, state: State) -> bool:
    """Whether a clock may stop, or what is extended has no bound."""
    del terms
    place = explorer.space.places[state.stage]
    if place.stage.clocks:
        return True
    return not dates.bound_settles(state) and any(
        _can_hold(explorer.space, guard, state) for _, guard in place.extensions
    )


def _uncovered(explorer: Explorer, terms: Terms, dates: Dates, state: State) -> bool:
    """Whether, out of hours, a line is on that leaves a gap, and no lane that does not; nor, where
    the line is a limit, such a limit.
    """
    space = explorer.space
    place = space.places[state.stage]
    for c in space.values.changing:
        if space.out_of_hours and not c & space.out_of_hours:
            continue
        mask = state.base | c
        on: list[Exit | Bound] = [*place.lanes_on(mask, state.left)]
        on += [b for b in place.bounds if not b.total and place.bound_on(b, mask)]
        covering = [line for line in on if _covers(line, terms, dates, state.base)]
        if any(isinstance(line, Exit) for line in covering):
            continue
        if any(_gap(line) for line in on if isinstance(line, Exit) or not covering):
            return True
    return False


def _covers(line: Exit | Bound, terms: Terms, dates: Dates, base: int) -> bool:
    """Whether a line that is on is in force, dated and leaves no gap."""
    written = _written(line)
    if written.limit is None or not terms.covers(written.limit, written.line):
        return False
    return dates.move(line, base) if isinstance(line, Exit) else dates.bound(line, base)


def _lines(place: Place) -> Iterator[Exit | Bound]:
    """The lanes of a stage, and the limits on its end."""
    yield from place.lanes
    yield from (bound for bound in place.bounds if not bound.total)


def _gap(line: Exit | Bound) -> bool:
    """Whether a line that is no permission leaves a gap."""
    written = _written(line)
    return (
        written.strength is not Strength.MAY
        and written.limit is not None
        and leaves_a_gap(written.limit)
    )


def _written(line: Exit | Bound) -> Move | StageLimit | TotalLimit:
    return line.move if isinstance(line, Exit) else line.line


def _unstarted(explorer: Explorer, terms: Terms, dates: Dates) -> Iterator[PartKey]:
    """The limits none of whose events comes about while the line's own condition can hold."""
    space = explorer.space
    for state in (*explorer.reached.states, *explorer.reached.board):
        place = space.places[state.stage]
        if place.stage.missing and terms.good(HoleKind.MISSING_STAGE, place.stage.name):
            continue
        for number, deadline, guard in _from_events(space, place):
            if not dates.comes_about(deadline, state.base) and _can_hold(space, guard, state):
                yield PartKey(place.stage.name, line_row(number))


def _from_events(space: Space, place: Place) -> Iterator[tuple[int, Deadline, Guard]]:
    """The limits that count from events which need not have come about: number of the line, where
    it stands, and the line's own condition.
    """
    found: list[tuple[int, Strength, Deadline, Guard]] = [
        (b.line.line.number, b.line.strength, of_bound(space, b), b.guard) for b in place.bounds
    ]
    found += [
        (e.move.line.number, e.move.strength, deadline, e.guard)
        for e in (*place.lanes, *place.ifs, *place.others)
        for deadline in of_exit(e)
    ]
    for number, strength, deadline, guard in found:
        if strength is not Strength.MAY and deadline.from_an_event and not deadline.limit.backward:
            yield number, deadline, guard


def _can_hold(space: Space, guard: Guard, state: State) -> bool:
    """Whether a condition holds for some value of the changing atoms."""
    return any(guard.holds(state.base | c) for c in space.values.changing)


_BREAKS: dict[Promise, tuple[Row, Callable[[Explorer, Terms, Dates, State], bool]]] = {
    Promise.STAGE_LIMIT: (Row.LIMIT, _undated),
    Promise.EXTENSION: (Row.EXTENSION, _unbounded),
    Promise.OUT_OF_HOURS_COVERED: (Row.OUT_OF_HOURS, _uncovered),
}
