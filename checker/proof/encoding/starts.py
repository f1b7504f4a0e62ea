"""From which moments cases are looked at, so that none is late from any other: every opening where
all is counted in days; else the moments at which an end along some way jumps, too.

A jump is pulled back, as `longest` has it for one path, over all ways at once: stage by stage from
the last to the first, whichever lines end the steps of a visit.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from checker.procedure.model import BARE_DAYS, Counted
from checker.proof.encoding.undecided import TooManyJumpsError
from checker.worktime.by_day import working_days_in
from checker.worktime.calendar import calendar_of
from checker.worktime.longest import (
    WITHIN_HOURS,
    ends_of,
    jumps_of,
    pulled_back,
)
from checker.worktime.paths import BY_DAY, Bound, within
from checker.worktime.real_waits import SPAN
from checker.worktime.timeline import MINUTE, Timeline, timeline, to_tick

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.procedure.model import Duration
    from checker.proof.encoding.runs import Item
    from checker.proof.encoding.spots import Network, Spot
    from checker.proof.encoding.visits import Visit
    from checker.worktime.calendar import Calendar


MOST_JUMPS = 20_000
"""So many moments are looked at by when a case comes to a stage, at most, where hours count."""


def countable(networks: Iterable[Network], limits: Iterable[Duration] = ()) -> bool:
    """Whether all that is counted there, and these, can be counted at all: no school days."""
    every = chain(limits, *(each.durations for each in networks))
    return all(duration.unit.counted is not Counted.SCHOOL_DAYS for duration in every)


def by_day(networks: Iterable[Network]) -> bool:
    """Whether all that is counted there is counted in days: each end is the same from every moment
    of a day.
    """
    every = {duration for each in networks for duration in each.durations}
    return countable((), every) and all(duration.unit in BY_DAY for duration in every)


def starts_of(networks: Sequence[Network], bounds: Sequence[Bound] = ()) -> tuple[int, ...]:
    """Ticks in hours, in order. `bounds`: of the limit that cases are held against."""
    calendar = calendar_of(networks[0].visits.paths.universe.procedure)
    line, (first, last) = timeline(calendar), map(to_tick, SPAN)
    days = working_days_in(first, last, line)
    counted = {d for each in networks for d in each.durations} | {b.duration for b in bounds}
    if all(duration.unit in BY_DAY for duration in counted):
        return tuple(max(first, line.openings[day]) for day in days)
    found = {tick for day in days for tick in (line.openings[day], line.closings[day])}
    for each in networks:
        jumps = _Jumps(each, calendar).of_starts()
        found |= jumps
        found |= {tick - MINUTE for tick in jumps}
    if bounds:
        found |= ends_of(tuple(bounds), 1, SPAN, calendar).candidates
    return tuple(sorted(tick for tick in found if first <= tick <= last and line.in_hours(tick)))


class _Jumps:
    """Where the ends of the ways of a network jump, by when a case comes to a spot."""

    def __init__(self, network: Network, calendar: Calendar) -> None:
        """None is looked for yet."""
        self._network, self._calendar = network, calendar
        self._line: Timeline = timeline(calendar)
        totals = {t.line.number: t for t in network.visits.paths.universe.procedure.totals}
        self._totals = [frozenset(totals[number].stages) for number in network.visits.paths.since]
        self._first = to_tick(SPAN[0])
        self._days = self._until(to_tick(SPAN[1]))

    def _until(self, last: int) -> range:
        """The days on which a jump can be that is seen from a start."""
        tick, line = last, self._line
        for spot in self._network.order:
            visits = (visit for visit, _ in self._network.onward[spot])
            tick = max((self._past(visit, tick) for visit in visits), default=tick)
        lowest, highest = line.day_of(self._first) or 0, line.day_of(tick)
        return range(max(0, lowest - 1), len(line.closings) if highest is None else highest + 1)

    def _past(self, visit: Visit, tick: int) -> int:
        """When all that is counted in hours on a visit is over, one after the other."""
        for item in visit.run.items:
            for duration in item.durations:
                if duration.unit.counted in WITHIN_HOURS:
                    later = within(duration, False, self._calendar)(tick)  # noqa: FBT003
                    tick = later if isinstance(later, int) else tick
        return tick

    def of_starts(self) -> set[int]:
        """The jumps that are seen by when a case starts."""
        begun: list[set[int]] = [set() for _ in range(1 + len(self._totals))]
        at: dict[Spot, set[int]] = {}
        found: set[int] = set()
        for spot in reversed(self._network.order):
            here: set[int] = set()
            for visit, to in self._network.onward[spot]:
                here |= self._of_visit(visit, at[to] if to is not None else set(), begun)
            for number, stages in enumerate(self._totals, 1):
                if spot.node.place in stages:
                    here |= begun[number]
            if len(here) > MOST_JUMPS:
                raise TooManyJumpsError(stages=(s.node.place for s in self._network.order))
            at[spot] = here
            if spot in self._network.first:
                found |= here
        return found | begun[0]

    def _of_visit(self, visit: Visit, after: set[int], begun: list[set[int]]) -> set[int]:
        """The jumps by when a visit begins; those by when a case starts and totals begin are put
        to `begun`. `after`: those by when the visit ends.
        """
        before, run = visit.run.visits[0], visit.run
        at: list[set[int]] = [set() for _ in range(run.steps + 1)]
        at[run.steps] = set(after)
        for step in range(run.steps - 1, before - 1, -1):
            items = [item for item in run.items if item.step == step]
            if any(not item.durations or item.first not in {None, step} for item in items):
                at[step] |= at[step + 1]  # it may take no time
            for item in items:
                for first in self._counted_from(item, before):
                    seen = set(self._seen(item, at[step + 1]))
                    (begun if first < before else at)[first] |= seen
        return at[before]

    def _counted_from(self, item: Item, before: int) -> range:
        """The steps that an item may count from."""
        if item.first is None:
            return range(before, item.step + 1)
        return range(item.first, item.first + 1)

    def _seen(self, item: Item, after: set[int]) -> Iterator[int]:
        """The jumps of an item by when it begins; `after`: those by when its step ends."""
        for duration in {d.read(kind) for d in item.durations for kind in BARE_DAYS}:
            bound = Bound(duration, item.receiving, 0, 0)
            yield from jumps_of(bound, self._days, self._line)
            if duration.amount == 0 or duration.unit.counted in WITHIN_HOURS:
                for jump in after:
                    tick = pulled_back(duration, jump, self._line)
                    if tick is not None and tick >= self._first:
                        yield tick
