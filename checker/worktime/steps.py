"""Some steps of a path, after a time of any length: when each ends, given when the others began."""

from __future__ import annotations

from functools import lru_cache
from operator import gt
from typing import TYPE_CHECKING, TypeAlias

from checker.worktime.paths import within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from checker.worktime.calendar import Calendar
    from checker.worktime.paths import Bound

NEVER = 1 << 62
"""In the place of a tick: a step that need never end; later than every tick of a table."""
FAR = NEVER - 1
"""In the place of a tick: a step that ends beyond the table's years."""
Row: TypeAlias = tuple[int, ...]
"""A tick for each of some starts, all in the same order."""
_MOST_KEPT = 4_000_000
"""So many ticks of rows are kept, at most: then all are forgotten."""


@lru_cache(maxsize=1024)
def steps_of(bounds: tuple[Bound, ...], before: int, steps: int, calendar: Calendar) -> Steps:
    """Such steps, shared by all that ask."""
    return Steps(bounds, before, steps, calendar)


class Steps:
    """Some steps of a path, after `before` first ones of any length: from the ticks at which these
    begin and the tick at which the last of them ends, to the ticks at which the others end.

    A later tick of any never makes one of them sooner.
    """

    def __init__(
        self, bounds: Iterable[Bound], before: int, steps: int, calendar: Calendar
    ) -> None:
        """`steps`: all of them; no bound ends one of the first. A step without one is endless."""
        self._at = [
            [
                (within(bound.duration, bound.receiving, calendar), bound.last)
                for bound in bounds
                if bound.first == place
            ]
            for place in range(steps)
        ]
        self._before = before
        self.counted = tuple(n for n in range(before) if self._at[n])
        """Those of the first steps from whose beginning something counts."""
        self._known: dict[tuple[int, ...], int] = {}
        self._plain: dict[int, int] = {NEVER: NEVER, FAR: FAR}

    def last(self, begins: Sequence[Row], arrivals: Row) -> Row:
        """For each arrival, and when the first steps began, the tick at which the last step ends;
        `FAR`, `NEVER`.
        """
        if not self.counted:
            plain = self._plain
            for arrival in set(arrivals).difference(plain):
                plain[arrival] = self.ends([NEVER] * self._before, arrival)[-1]
            return tuple([plain[arrival] for arrival in arrivals])
        known = self._known
        keys = list(zip(arrivals, *(begins[n] for n in self.counted), strict=True))
        for key in set(keys).difference(known):
            began = dict(zip(self.counted, key[1:], strict=True))
            ends = self.ends([began.get(n, NEVER) for n in range(self._before)], key[0])
            known[key] = ends[-1]
        return tuple([known[key] for key in keys])

    def ends(self, begins: Sequence[int], arrival: int) -> list[int]:
        """The tick of the arrival, and those at which the steps end that follow."""
        steps, tick = len(self._at), arrival
        due, ends = [NEVER] * steps, [arrival]
        for place in range(steps):
            began = begins[place] if place < self._before else tick
            if began < FAR:
                for until, covered in self._at[place]:
                    end = until(began)
                    if end is not None:
                        due[covered] = min(due[covered], end if isinstance(end, int) else FAR)
            if place >= self._before:
                tick = max(tick, due[place])
                ends.append(tick)
        return ends


class Rows:
    """Rows of ticks, each kept once, so that what is made of them is worked out once."""

    def __init__(self) -> None:
        """None is known yet."""
        self._rows: dict[Row, Row] = {}
        self._made: dict[tuple[object, ...], Row] = {}
        self._past: dict[tuple[int, int], int | None] = {}
        self._ticks = 0
        self.made = 0
        """How many ticks were worked out."""

    def row(self, ticks: Iterable[int]) -> Row:
        """The one row with these ticks."""
        new = tuple(ticks)
        found = self._rows.setdefault(new, new)
        if found is new:
            self._ticks += len(new)
        return found

    def forget(self) -> None:
        """Keep no more than so many; only between passes, as rows are told by which they are."""
        if self._ticks > _MOST_KEPT:
            self._rows, self._made, self._past, self._ticks = {}, {}, {}, 0

    def ends(self, steps: Steps, begins: Sequence[Row], arrivals: Row) -> Row:
        """`Steps.last`."""
        key = (steps, id(arrivals), *(id(begins[n]) for n in steps.counted))
        return self._one(key, lambda: steps.last(begins, arrivals))

    def later(self, one: Row, other: Row) -> Row:
        """The later of two, tick by tick."""
        return self._one((max, id(one), id(other)), lambda: map(max, one, other))

    def sooner(self, one: Row, other: Row) -> Row:
        """The sooner of two, tick by tick."""
        return self._one((min, id(one), id(other)), lambda: map(min, one, other))

    def _one(self, key: tuple[object, ...], make: Callable[[], Iterable[int]]) -> Row:
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self.row(make())
            self.made += len(found)
        return found

    def first_past(self, ends: Row, due: Row) -> int | None:
        """The place of the first tick that is past the one due there; None where none is."""
        key = (id(ends), id(due))
        if key not in self._past:
            past = True in map(gt, ends, due)
            self._past[key] = list(map(gt, ends, due)).index(True) if past else None
        return self._past[key]
