"""Promises that every case ends, or comes to a place, of texts with too many values to try.

Each wait is looked at in a text cut down to its stage. For the time that all of it takes, one pass
over the stages finds the latest moment at which a case may come to each, from every start at once:
the end of a limit never falls as its start rises, so of all ways to a stage the latest is enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.answers.verdict import PartKey, Row
from checker.audit.apart import Apart, Near, anywhere, cut
from checker.audit.explorer import ends
from checker.audit.explorer.space import TooLarge
from checker.audit.required.goals import wanted
from checker.audit.required.late import read
from checker.audit.required.runs import Runs
from checker.audit.required.spaces import Required
from checker.audit.required.walk import Walk
from checker.procedure.model import ALWAYS, BARE_DAYS, RequireKind, Unit
from checker.semantics.cycles import strongly_connected
from checker.semantics.settling import InTheEnd
from checker.worktime.by_day import hours_of
from checker.worktime.calendar import calendar_of
from checker.worktime.paths import BY_DAY, bounds_of
from checker.worktime.real_waits import SPAN
from checker.worktime.steps import FAR, steps_of
from checker.worktime.timeline import to_tick

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.answers.verdict import InForce, Promise
    from checker.audit.explorer.reach import State
    from checker.procedure.model import Limit, Procedure, Require
    from checker.semantics.terms import Terms
    from checker.worktime.paths import Bound
    from checker.worktime.steps import Row as Ticks

KINDS = frozenset({RequireKind.EVERY_CASE_ENDS, RequireKind.EVERY_CASE_REACHES})
"""The patterns that are looked at so."""


class RequiredApart(Apart):
    """Such a promise of one procedure."""

    def __init__(self, procedure: Procedure, promise: Promise, require: Require) -> None:
        """Raises `TooLarge` where the promise is another one, or about some cases alone."""
        if require.kind not in KINDS or require.condition != ALWAYS:
            raise TooLarge("promises of this kind are not looked at stage by stage")
        super().__init__(procedure, promise, wanted(procedure, require))
        self._require = require
        self._alone: dict[int, _Near] = {}
        self._legs: dict[tuple[int, InForce], frozenset[_Leg]] = {}

    def asked_of(self, stages: frozenset[int]) -> _Near:
        """What it asks of the text cut down to some stages."""
        small = Required(cut(self.procedure, stages), self.promise, self._require)
        return _Near(self, small, stages)

    @property
    def parts(self) -> tuple[PartKey, ...]:
        """Those of the waits; and, of each stage in which cases start, that all is in time."""
        waits = super().parts
        if self._require.limit is None:
            return waits
        started = (self.procedure.stages[i].name for i in sorted(self.starts))
        late = (name for name in started if name not in self.goal.stages)
        return (*waits, *(PartKey(name, Row.BY_THEN.value) for name in late))

    def holds(self, key: PartKey, in_force: InForce) -> bool:
        """Whether one of `parts` holds with these lines in force, under every reading."""
        limit = self._require.limit
        if limit is None or key.row != Row.BY_THEN.value:
            return super().holds(key, in_force)
        first = self.whole.index[key.place]
        if self.procedure.stages[first].missing:
            return True  # that it is never described is a part of its own
        order = self._order(first)
        if order is None:
            return False
        legs = {stage: self._legs_of(stage, in_force) for stage in order}
        durations = [b.duration for each in legs.values() for leg in each for b in leg.bounds]
        durations += limit.durations
        if any(each.unit not in BY_DAY for each in durations):
            raise TooLarge("limits in hours")
        bare = any(each.unit is Unit.DAYS for each in durations)
        kinds = BARE_DAYS[: None if bare else 1]
        return all(self._in_time(order, legs, limit, kind) for kind in kinds)

    def _order(self, first: int) -> list[int] | None:
        """The stages that cases come to from there, each before those that it leads to; None where
        they may come back to one.
        """
        found: dict[int, set[int]] = {}
        ahead = [first]
        while ahead:
            at = ahead.pop()
            if at not in found:
                found[at] = self.onward(at)
                ahead += found[at]
        if strongly_connected(found):
            return None
        left = dict.fromkeys(found, 0)
        for onto in found.values():
            for to in onto:
                left[to] += 1
        order = [first]
        for at in order:
            for to in found[at]:
                left[to] -= 1
                if not left[to]:
                    order.append(to)
        return order

    def _in_time(
        self, order: list[int], legs: dict[int, frozenset[_Leg]], limit: Limit, kind: Unit
    ) -> bool:
        """Whether no case waits past the limit, wherever it comes from; bare days of one kind."""
        calendar = calendar_of(self.procedure)
        first, last = (to_tick(moment) for moment in SPAN)
        starts = tuple(hours_of(first, last, calendar)[1])
        asked = read(tuple(bounds_of((limit,), ())), kind)
        due = steps_of(asked, 0, 1, calendar).last((), starts)
        if FAR in due:
            raise TooLarge("a limit beyond all tables")
        latest: dict[str, Ticks] = {self.procedure.stages[order[0]].name: starts}
        for at in order:
            arrived = latest.pop(self.procedure.stages[at].name, None)
            if arrived is None:
                continue
            for leg in legs[at]:
                steps = steps_of(read(leg.bounds, kind), 1, leg.steps, calendar)
                over = steps.last((starts,), arrived) if leg.steps > 1 else arrived
                if leg.onto is None and (leg.endless or any(map(int.__gt__, over, due))):
                    return False
                if leg.onto in self.whole.index:
                    before = latest.get(leg.onto, over)
                    latest[leg.onto] = tuple(map(max, before, over))
        return True

    def _legs_of(self, stage: int, in_force: InForce) -> frozenset[_Leg]:
        """What a case may do in a stage, wherever it comes from."""
        where = self.procedure.stages[stage]
        if where.name in self.goal.stages or where.missing:
            return frozenset()
        if (stage, in_force) not in self._legs:
            if stage not in self._alone:
                self._alone[stage] = self.asked_of(frozenset((stage,)))
            self._legs[stage, in_force] = frozenset(self._alone[stage].legs(in_force))
        return self._legs[stage, in_force]


class _Leg(Struct, frozen=True):
    """What a case may do in one stage: wait, or come by it `onto` another place.

    `bounds`, `steps`: as a path, whose first step is all that was before.
    """

    bounds: tuple[Bound, ...]
    steps: int
    endless: bool
    onto: str | None


class _Near(Near):
    """The promise of a text cut down to some stages."""

    space: Required

    def _found(self) -> Iterator[PartKey]:
        walks = self.uncomplying()
        self._keep_to(walks)
        return ends.parts(walks)

    def _broken(self, terms: Terms, near: object) -> frozenset[PartKey]:
        del near
        timed = self.space.require.limit is not None
        settling = self.dates(terms) if timed else InTheEnd(self.space, terms)
        return frozenset(ends.broken(self.walk(terms.chosen, terms.duties), settling))

    def legs(self, in_force: InForce) -> Iterator[_Leg]:
        """What cases may do in the stages, with these lines in force, under any reading."""
        stages, endings = self.procedure.stages, self.procedure.endings
        every = frozenset((*(each.name for each in stages), *(each.name for each in endings)))
        for terms in self._read(in_force, {}):
            walk = _Anywhere(self.space, self.near, terms.chosen, terms.duties)
            for state in walk.reached.states:
                for seen in Runs(walk, terms, every).on(state, before=1):
                    run = seen.run
                    bounds = tuple(dict.fromkeys(run.bounds))
                    yield _Leg(bounds, run.steps, run.endless, seen.came)


class _Anywhere(Walk):
    """Cases in the stages that are looked at, at all values."""

    def __init__(
        self, space: Required, near: frozenset[int], chosen: int, complied: frozenset[int]
    ) -> None:
        self._near = near
        super().__init__(space, chosen, complied)

    def first(self) -> Iterator[State]:
        """Each state there is."""
        return anywhere(self.space, self._near, self._chosen)

    def _next(self, state: State) -> Iterator[State]:
        """Nothing that is not looked at already."""
        del state
        return iter(())


__all__ = ["KINDS", "RequiredApart"]
