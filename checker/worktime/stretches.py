"""A way through stages, stretch by stretch: what bounds each, and how long the whole may take."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.procedure.model import Limit
from checker.worktime.by_day import working_days_in
from checker.worktime.longest import Waits, waits
from checker.worktime.paths import BY_DAY, Total, bounds_of, next_day
from checker.worktime.real_waits import SPAN
from checker.worktime.steps import FAR, NEVER, steps_of
from checker.worktime.timeline import MINUTE, timeline, to_tick

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.procedure.model import Unit
    from checker.worktime.calendar import Calendar

_BY_THE_TOTAL = Limit()
"""The limit of a stage that only a total bounds."""


class Stretch(Struct, frozen=True):
    """The time in a stage, that of an extension (`longer`) and of the move on from it (`on`); or,
    of a total, that over the stages `first` to `last` (places on the way, from 0).
    """

    first: int
    last: int
    longer: bool = False
    on: bool = False
    total: bool = False


def covers(total: Stretch, stretch: Stretch) -> bool:
    """Whether a total is over a stretch: not over the move on from its last stage."""
    return total.first <= stretch.first < total.last + (not stretch.on)


class Bounding(Struct, frozen=True):
    """What bounds a stretch: the soonest of some figures, of `lines`; or nothing: then it takes no
    time, or, if it `lacks` a date, any.
    """

    limit: Limit | None
    lines: tuple[int, ...] = ()
    lacks: bool = False


class Stretched(Struct, frozen=True):
    """A way with its stretches bounded: its limits one after the other, the totals over them, and
    the stages (places on the way) whose time is in neither.
    """

    path: tuple[Limit, ...]
    totals: tuple[Total, ...]
    lacking: tuple[int, ...]


def stretched(pairs: Sequence[tuple[Stretch, Bounding]], kind: Unit) -> Stretched:
    """The limits of a way, bare days being meant as days of this kind."""
    path: list[Limit] = []
    began: list[int] = []
    ended: dict[int, int] = {}
    lacking = []
    over = [(s, b.limit) for s, b in pairs if s.total and b.limit is not None]
    for stretch, bounding in pairs:
        if stretch.total:
            continue
        if not stretch.on and not stretch.longer:
            began.append(len(path))
        bounded = any(covers(total, stretch) for total, _ in over)
        if bounding.limit is not None:
            path += bounding.limit.counted(kind)
        elif bounding.lacks and bounded:
            path.append(_BY_THE_TOTAL)
        elif bounding.lacks:
            lacking.append(stretch.first)
        if not stretch.on:
            ended[stretch.first] = len(path) - 1
    totals = (
        Total(counted, began[stretch.first], ended[stretch.last])
        for stretch, limit in over
        for counted in limit.counted(kind)
    )
    whole = tuple(total for total in totals if total.last >= total.first)
    return Stretched(tuple(path), whole, tuple(lacking))


@lru_cache(maxsize=1024)
def longest(way: Stretched, calendar: Calendar) -> Waits:
    """How long a case may take along a way, over every start in hours of the years looked at."""
    return waits(way.path, SPAN, calendar, way.totals, starts_in_hours=True, handed_on=True)


# --- every stretch at its latest ---


def is_by_day(limits: Iterable[Limit], bound: Limit | None) -> bool:
    """Whether all that is counted ends at a closing time, so that openings are starts enough."""
    each = [*limits, *((bound,) if bound is not None else ())]
    return all(d.unit in BY_DAY for limit in each for one in limit.figures for d in one)


def latest_at_best(
    stretches: Sequence[tuple[Stretch, Sequence[Bounding]]],
    kind: Unit,
    bound: Limit | None,
    calendar: Calendar,
) -> tuple[int, tuple[int, ...]] | None:
    """The most minutes by which a way can run past `bound` (without it, past its start), and which
    bounding of each stretch lets it run so late; None where it has no time from any start.

    Each stretch may be bounded by any of those given, another from each start: so no single choice
    runs further. All limits are in days. Out of hours the same working day is the next one.
    """
    line = timeline(calendar)
    first, last = to_tick(SPAN[0]), to_tick(SPAN[1])
    starts = [max(first, line.openings[d]) for d in working_days_in(first, last, line)]
    due = starts if bound is None else _ends(bound, starts, calendar)
    way = _Latest(stretches, kind, calendar)
    told = [
        (end - until, -at)
        for at, (end, until) in enumerate(zip(way.run(starts), due, strict=True))
        if max(end, until) < FAR
    ]
    if not told:
        return None
    past, at = max(told)
    return past // MINUTE, way.chosen(-at)


class _Latest:
    """A way with every stretch at its latest, from some starts at once."""

    def __init__(
        self,
        stretches: Sequence[tuple[Stretch, Sequence[Bounding]]],
        kind: Unit,
        calendar: Calendar,
    ) -> None:
        """As for `latest_at_best`."""
        self._stretches, self._kind, self._calendar = stretches, kind, calendar
        self._totals = [n for n, (each, _) in enumerate(stretches) if each.total]
        self._ends: dict[int, list[list[int]]] = {}
        """Of each stretch the end that each bounding gives it, from each start."""

    def run(self, starts: list[int]) -> list[int]:
        """The end of the way from each start; `FAR` or later where it has none in the tables."""
        now = starts
        for number, (stretch, boundings) in enumerate(self._stretches):
            if stretch.total:
                continue
            if not stretch.on and not stretch.longer:
                self._begin_totals(stretch, now)
            over = [n for n in self._totals if covers(self._stretches[n][0], stretch)]
            given = [latest for n in over for latest in self._ends[n] if latest[0] != NEVER]
            at_most = _latest(given) if given else now
            ends = [
                self._limited(bounding.limit, now)
                if bounding.limit is not None
                else (at_most if bounding.lacks else now)
                for bounding in boundings
            ]
            self._ends[number] = ends
            latest = _latest(ends)
            for n in over:
                latest = list(map(min, latest, _latest(self._ends[n])))
            now = list(map(max, now, latest))
        return now

    def chosen(self, at: int) -> tuple[int, ...]:
        """For each stretch, the bounding that lets it run the latest from one of the starts; of a
        total that ends a stage without a date of its own, the latest that does.
        """
        ends = [[each[at] for each in self._ends[n]] for n in range(len(self._stretches))]
        found = [each.index(max(each)) for each in ends]
        undated = [
            stretch
            for (stretch, boundings), n in zip(self._stretches, found, strict=True)
            if boundings[n].lacks
        ]
        for number in self._totals:
            total, boundings = self._stretches[number]
            on = [(ends[number][n], -n) for n, each in enumerate(boundings) if each.limit]
            if on and any(covers(total, stretch) for stretch in undated):
                found[number] = -max(on)[1]
        return tuple(found)

    def _begin_totals(self, stretch: Stretch, now: list[int]) -> None:
        """Count the totals from here that begin with a stage; one that is not on ends nothing."""
        for n in self._totals:
            total, boundings = self._stretches[n]
            if total.first == stretch.first:
                self._ends[n] = [
                    [NEVER] * len(now) if each.limit is None else self._limited(each.limit, now)
                    for each in boundings
                ]

    def _limited(self, limit: Limit, starts: list[int]) -> list[int]:
        """The ends of a limit's figures, one after the other."""
        for each in limit.counted(self._kind):
            starts = _ends(each, starts, self._calendar)
        return starts


def _latest(ends: Sequence[list[int]]) -> list[int]:
    """The latest of some ends, from each start."""
    return list(map(max, *ends)) if len(ends) > 1 else ends[0]


def _ends(limit: Limit, starts: Iterable[int], calendar: Calendar) -> list[int]:
    """When a limit in days ends, from each start; `FAR` beyond the tables."""
    bounds = tuple(next_day(bounds_of((limit,), ())))
    return list(steps_of(bounds, 0, 1, calendar).last((), tuple(starts)))
