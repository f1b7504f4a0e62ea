"""Promises with a limit over several stages, run by run."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.answers.verdict import PartKey, Row
from checker.audit.explorer import ends
from checker.audit.explorer.space import TooLarge
from checker.audit.required import onward
from checker.audit.required.runs import Runs
from checker.procedure.model import BARE_DAYS, RequireKind, Unit
from checker.worktime.calendar import calendar_of
from checker.worktime.latest import Untabled
from checker.worktime.longest import start_past
from checker.worktime.real_waits import SPAN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.audit.explorer.reach import State
    from checker.audit.explorer.space import Space
    from checker.audit.required.runs import Run, Seen
    from checker.audit.required.walk import Walk
    from checker.procedure.model import Limit, Require
    from checker.semantics.terms import Terms
    from checker.worktime.calendar import Calendar
    from checker.worktime.paths import Bound


def parts(walks: Sequence[Walk], require: Require) -> Iterator[PartKey]:
    """The parts beside those that ask for a date; these walks comply with nothing."""
    space = walks[0].space
    for walk in walks:
        for state in _begun(walk, require):
            yield PartKey(space.procedure.stages[state.stage].name, Row.BY_THEN.value)
    if require.kind is RequireKind.TOTAL:
        yield from (key for key in ends.parts(walks) if _round(space, require, key))


def broken(walk: Walk, terms: Terms, require: Require) -> Iterator[PartKey]:
    """Those that some case of this walk breaks."""
    space, late = walk.space, set[int]()
    over = _over(space, require)
    for state in _begun(walk, require):
        missing = space.procedure.stages[state.stage].missing
        if (
            state.stage not in late
            and not missing
            and _late(
                _runs(walk, terms, require, state),
                over,
                require.limit,
                calendar_of(space.procedure),
            )
        ):
            late.add(state.stage)
            yield PartKey(space.procedure.stages[state.stage].name, Row.BY_THEN.value)
    if require.kind is RequireKind.TOTAL:
        yield from (key for key in ends.rounds(walk) if _round(space, require, key))


def _over(space: Space, require: Require) -> frozenset[int]:
    """The stages in which a case may not be past the limit."""
    if require.kind is not RequireKind.TOTAL:
        return frozenset(space.index.values())
    at = sorted(space.index[place.name or ""] for place in require.places)
    return frozenset(range(at[0], at[-1] + 1))


def _round(space: Space, require: Require, key: PartKey) -> bool:
    """Whether a part is a loop that passes one of the stages."""
    passed = (loop for loop in space.loops if space.procedure.stages[loop[0]].name == key.place)
    return key.row == Row.LOOP.value and any(_over(space, require) & {*loop} for loop in passed)


def _begun(walk: Walk, require: Require) -> Iterator[State]:
    """The states from which the limit counts."""
    if require.kind is RequireKind.TOTAL:
        over = _over(walk.space, require)
        outside = [state for state in walk.reached.states if state.stage not in over]
        entered = (s for state in outside for e in walk.exits(state) for s in walk.moved(state, e))
        found: Iterable[State] = (s for s in (*walk.starts, *entered) if s.stage in over)
    elif require.kind in {RequireKind.WHENEVER, RequireKind.IF_OUTCOME}:
        found = (state for state in onward.short(walk) if any(_moments(walk, state)))
    else:
        found = walk.starts
    yield from dict.fromkeys(found)


def _moments(walk: Walk, state: State) -> Iterator[bool]:
    """Something for each moment in a state at which a promise asks for what follows."""
    if onward.whenever(walk):
        yield from (True for later in walk.later(state) if onward.asks(walk, later))
    else:
        missing = walk.space.procedure.stages[state.stage].missing
        yield from (True for _ in onward.asked(walk, state) if not missing)


def _runs(walk: Walk, terms: Terms, require: Require, state: State) -> Iterator[Seen]:
    """What the runs do for which the limit counts from this state on."""
    space = walk.space
    runs = Runs(walk, terms, space.goal.stages | space.goal.endings)
    if require.kind is not RequireKind.IF_OUTCOME and onward.asks(walk, state):
        yield from runs.on(state)
    if require.kind in {RequireKind.WHENEVER, RequireKind.IF_OUTCOME}:
        opened = dict.fromkeys(matched for _, matched, _ in onward.asked(walk, state))
        for matched in opened:
            laters = walk.later(state) if onward.whenever(walk) else [state]
            for later in (each for each in laters if onward.asks(walk, each)):
                yield from runs.after(state, matched, later)


def _late(
    found: Iterable[Seen], over: frozenset[int], limit: Limit | None, calendar: Calendar
) -> bool:
    """Whether some run has to wait past a limit in one of these stages."""
    waits = (seen.run for seen in found if seen.came is None and seen.run.state.stage in over)
    return limit is not None and any(_past(run, limit, calendar) for run in waits)


def _past(run: Run, limit: Limit, calendar: Calendar) -> bool:
    if run.endless:
        return True
    durations = [*(bound.duration for bound in run.bounds), *limit.durations]
    bare = any(each.unit is Unit.DAYS for each in durations)
    return any(
        _start_past(
            read(run.bounds, kind),
            run.steps,
            replace(limit, durations=tuple(each.read(kind) for each in limit.durations)),
            calendar,
        )
        for kind in BARE_DAYS[: None if bare else 1]
    )


def read(bounds: tuple[Bound, ...], kind: Unit) -> tuple[Bound, ...]:
    """Bounds with bare days read in one way."""
    return tuple(replace(each, duration=each.duration.read(kind)) for each in bounds)


@lru_cache(maxsize=8192)
def _start_past(bounds: tuple[Bound, ...], steps: int, limit: Limit, calendar: Calendar) -> bool:
    found = start_past(bounds, steps, limit, SPAN, calendar) if steps else None
    if isinstance(found, Untabled):
        raise TooLarge("a limit beyond all tables")
    return found is not None
