"""A way through stages, stretch by stretch: what bounds each, and how long the whole may take."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.procedure.model import Limit
from checker.worktime.longest import Waits, waits
from checker.worktime.paths import Total
from checker.worktime.real_waits import SPAN

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        bounded = any(s.first <= stretch.first < s.last + (not stretch.on) for s, _ in over)
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
    return waits(way.path, SPAN, calendar, way.totals, starts_in_hours=True)
