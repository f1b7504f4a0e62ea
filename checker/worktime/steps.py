"""Some steps of a path, after a time of any length: when each ends, given when the others began."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from checker.worktime.paths import within

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.worktime.calendar import Calendar
    from checker.worktime.paths import Bound

NEVER = 1 << 62
"""In the place of a tick: a step that need never end; later than every tick of a table."""
FAR = NEVER - 1
"""In the place of a tick: a step that ends beyond the table's years."""


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
        self._counted = tuple(n for n in range(before) if self._at[n])
        self._known: dict[tuple[int, ...], int] = {}
        self._plain: dict[int, int] = {NEVER: NEVER, FAR: FAR}

    def last(self, begins: Sequence[Sequence[int]], arrivals: Sequence[int]) -> list[int]:
        """For each arrival, and when the first steps began, the tick at which the last step ends;
        `FAR`, `NEVER`.
        """
        if not self._counted:
            plain = self._plain
            for arrival in set(arrivals).difference(plain):
                plain[arrival] = self.ends([NEVER] * self._before, arrival)[-1]
            return [plain[arrival] for arrival in arrivals]
        known = self._known
        keys = list(zip(arrivals, *(begins[n] for n in self._counted), strict=True))
        for key in set(keys).difference(known):
            began = dict(zip(self._counted, key[1:], strict=True))
            ends = self.ends([began.get(n, NEVER) for n in range(self._before)], key[0])
            known[key] = ends[-1]
        return [known[key] for key in keys]

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
