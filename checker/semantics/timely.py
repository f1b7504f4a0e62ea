"""Whether a line ends a wait in time: by the end of another limit that starts with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.procedure.holes import HoleKind
from checker.procedure.model import Limit, Strength, Unit
from checker.semantics.places import Exit
from checker.semantics.settling import Settling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checker.semantics.places import Bound, Compiled, Place, WaitEnd
    from checker.semantics.terms import Terms

BARE_DAYS = (Unit.CALENDAR_DAYS, Unit.WORKING_DAYS)
"""What bare days can mean, for all of a text at once."""


class Timed(Struct, frozen=True):
    """A limit that a line has to keep, with its hole's name; a total's is counted from now."""

    limit: Limit
    name: str
    total: bool = False

    @property
    def from_now(self) -> bool:
        """Whether it counts from where the case stands, forward."""
        return not self.limit.backward and (self.total or not self.limit.starts)


class Timely(Struct, frozen=True):
    """What is in time.

    `kind`: what bare days mean. `end`: when a figure that starts now runs out, as a number that
    grows with time; None: it says nothing of this start. `latest`: the last moment in time.
    """

    terms: Terms
    kind: Unit
    end: Callable[[Limit], int | None]
    latest: int

    def keeps(self, needs: Iterable[Timed] | None) -> bool:
        """Whether these are all over in time; None never is."""
        return needs is not None and all(map(self._over, needs))

    def _over(self, timed: Timed) -> bool:
        if not timed.from_now:
            return False
        if timed.limit.missing:
            return self.terms.good(HoleKind.MISSING_LIMIT, timed.name)
        if not timed.limit.definite:
            settled = any(map(self._by, map(self._figures, self.terms.meanings(timed.limit))))
            return settled or self.terms.good(HoleKind.VAGUE_LIMIT, timed.name)
        each = self._figures(timed.limit)
        if self.terms.good(HoleKind.DOUBLE_LIMIT, timed.name):
            return any(self._by([figure]) for figure in each)
        return self._by(each)

    def _figures(self, limit: Limit) -> list[Limit]:
        return figures(limit, self.kind)

    def _by(self, each: list[Limit]) -> bool:
        told = [end for figure in each for end in (self.end(figure),) if end is not None]
        return bool(each) and len(told) == len(each) and max(told) <= self.latest


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


def figures(limit: Limit, kind: Unit) -> list[Limit]:
    """Each figure of a limit by itself, those also written included, bare days read as `kind`."""
    written = [limit.durations, *((also,) for also in limit.also)]
    return [Limit(tuple(d.read(kind) for d in durations)) for durations in written if durations]


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
