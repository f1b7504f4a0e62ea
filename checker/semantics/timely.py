"""Whether a line ends a wait in time: by the end of another limit that starts with it."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from checker.procedure.holes import HoleKind
from checker.procedure.model import Duration, Limit, Strength, Unit
from checker.semantics.places import Exit
from checker.semantics.settling import Settling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checker.semantics.places import Bound, Compiled, Place, WaitEnd
    from checker.semantics.terms import Terms

Soonest: TypeAlias = tuple[Duration, ...]
"""An end that is the soonest of these; without one, it is at once."""


def alternatives(terms: Terms, limit: Limit, name: str, kind: Unit | None = None) -> list[Soonest]:
    """The ends of which the latest is that of a limit, bare days being meant as `kind` if that is
    given; none: it never ends. `name`: of its hole.
    """
    if not limit.definite:
        hole = HoleKind.MISSING_LIMIT if limit.missing else HoleKind.VAGUE_LIMIT
        if terms.good(hole, name):
            return [()]
        means = [each.figures for each in terms.meanings(limit) if each.definite]
        figures = [sum(chosen, ()) for chosen in product(*means)] if means else []
    elif limit.also and terms.good(HoleKind.DOUBLE_LIMIT, name):
        figures = [sum(limit.figures, ())]
    else:
        figures = list(limit.figures)
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

    def move(self, e: Exit, mask: int) -> bool:
        """Whether a move or a lane is over in time, its consultation included."""
        del mask
        return self._timely.keeps(needs(self.terms, self.compiled.place(e.stage), e))

    def bound(self, bound: Bound, mask: int) -> bool:
        """Whether a limit on the end of a stage is."""
        del mask
        place = self.compiled.place(bound.stage)
        return (self._totals or not bound.total) and self._timely.keeps(
            needs(self.terms, place, bound)
        )


def own_limit(line: WaitEnd) -> Timed | None:
    """The limit of a line; None where it has none."""
    limit = line.written.limit
    return None if limit is None else Timed(limit, str(line.number), line.total)


def ordinary(line: WaitEnd) -> Timed | None:
    """The limit of a line that harm could take away: no permission, with a figure that runs from
    now; None where it is none such.
    """
    own = own_limit(line)
    plain = own is not None and own.limit.definite and own.from_now
    return own if plain and line.written.strength is not Strength.MAY else None


def needs(terms: Terms, place: Place, line: WaitEnd) -> list[Timed] | None:
    """What has to be in time for a line to be so; None where it never is."""
    own = own_limit(line)
    own_needs = [] if own is None else [own]
    if not isinstance(line, Exit):
        counts = line.total or not place.stage.clocks
        return own_needs if counts and terms.complied(line.line.line, line.line.strength) else None
    held = line.move.consultation
    if (line.lane and own is None) or not terms.binds(line.move):
        return None
    if held is None or line.move.hole:
        return own_needs
    if held.limit is None:
        return None
    return [*own_needs, Timed(held.limit, f"{line.number}/consulting")]
