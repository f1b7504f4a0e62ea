"""Whether a line ends a wait in time: by the end of another limit that starts with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from checker.procedure.model import Duration, Limit, Strength, Unit
from checker.semantics.settling import Settling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checker.semantics.places import Compiled, WaitEnd
    from checker.semantics.terms import Terms

Soonest: TypeAlias = tuple[Duration, ...]
"""An end that is the soonest of these; without one, it is at once."""


def alternatives(terms: Terms, limit: Limit, name: str, kind: Unit | None = None) -> list[Soonest]:
    """The ends of which the latest is that of a limit, bare days being meant as `kind` if that is
    given; none: it never ends. `name`: of its hole.
    """
    figures = terms.figures(limit, name)
    if not figures:
        return [()] if terms.hole_is_good(limit, name) else []
    if kind is None:
        return figures
    return [tuple(duration.read(kind) for duration in each) for each in figures]


class Timed(Struct, frozen=True):
    """A limit that a line has to keep, with its hole's name; a total's is counted from now."""

    limit: Limit
    name: str
    total: bool = False

    @property
    def from_now(self) -> bool:
        """Whether it counts from where the case stands, forward."""
        return not self.limit.backward and (self.total or not self.limit.starts)

    def ends(self, terms: Terms, kind: Unit) -> list[Soonest]:
        """The ends of which the latest is its own; none: it never is over."""
        return alternatives(terms, self.limit, self.name, kind) if self.from_now else []


class Timely(Struct, frozen=True):
    """What is in time.

    `kind`: what bare days mean. `end`: when the soonest of some durations that start now runs out,
    as a number that grows with time; None: they say nothing of this start. `latest`: the last
    moment in time.
    """

    terms: Terms
    kind: Unit
    end: Callable[[Soonest], int | None]
    latest: int

    def keeps(self, needs: Iterable[Timed] | None) -> bool:
        """Whether these are all over in time; None never is."""
        return needs is not None and all(map(self._over, needs))

    def _over(self, timed: Timed) -> bool:
        each = timed.ends(self.terms, self.kind)
        ends = (self.end(soonest) for soonest in each if soonest)
        return bool(each) and all(end is not None and end <= self.latest for end in ends)


class InTime(Settling):
    """What ends a wait in time, if it starts now; `totals`: whether a total can."""

    def __init__(
        self, compiled: Compiled, timely: Timely, held: int = 0, *, totals: bool = True
    ) -> None:
        """With the lines in force."""
        super().__init__(compiled, timely.terms, held)
        self._timely = timely
        self._totals = totals

    def enough(self, line: WaitEnd, mask: int) -> bool:
        """Whether a line is over in time, the consultation of a move included."""
        del mask
        counts = self._totals or not line.total
        return counts and self._timely.keeps(needs(self.terms, line))


def ordinary(line: WaitEnd) -> Timed | None:
    """The limit of a line that harm could take away: no permission, with a figure that runs from
    now; None where it is none such.
    """
    limit = line.written.limit
    if limit is None or not limit.definite or line.written.strength is Strength.MAY:
        return None
    own = Timed(limit, str(line.number), line.total)
    return own if own.from_now else None


def needs(terms: Terms, line: WaitEnd) -> list[Timed] | None:
    """What has to be in time for a line to be so; None where it never is."""
    needed = terms.needed(line)
    if needed is None:
        return None
    return [Timed(limit, name, line.total) for name, limit in needed]
