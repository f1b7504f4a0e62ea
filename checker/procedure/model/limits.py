"""When something is due."""

from __future__ import annotations

from msgspec import Struct

from checker.language.terms import Start, Unit

BARE_DAYS = (Unit.CALENDAR_DAYS, Unit.WORKING_DAYS)
"""What bare days can mean."""


class Duration(Struct, frozen=True):
    """A definite time: `amount` units (1 for the two that name a day)."""

    amount: int
    unit: Unit

    @property
    def counted(self) -> int:
        """So many of what its unit is counted in."""
        return self.amount * self.unit.each

    def read(self, bare: Unit) -> Duration:
        """The same, bare days being meant as days of this kind."""
        return Duration(self.amount, bare) if self.unit is Unit.DAYS else self


class StartEvent(Struct, frozen=True):
    """The event that a limit counts from. `receiving`: it counts from the receipt."""

    kind: Start
    name: str | None = None
    receiving: bool = False


class Limit(Struct, frozen=True):
    """When something is due.

    `durations`: the sooner of these, where there are several. `vague`: the policy's own words that
    name no time (`timing "…"`); beside durations, the vague part of a `sooner of`. `also`: other
    figures that the text gives for the same limit ("within 48 hours, or 2 working days as also
    written"). `missing`: the text points to a limit and does not give it; then all else is empty.
    `backward`: at least the duration *before* the event, instead of within it. `starts`: whichever
    event happened. At least one of `durations`, `vague`, `missing` is there.
    """

    durations: tuple[Duration, ...] = ()
    vague: str | None = None
    missing: bool = False
    also: tuple[Duration, ...] = ()
    starts: tuple[StartEvent, ...] = ()
    backward: bool = False

    @property
    def definite(self) -> bool:
        """Whether it has a figure; the vague part of a `sooner of` is dropped."""
        return bool(self.durations)

    @property
    def figures(self) -> tuple[tuple[Duration, ...], ...]:
        """The figures of which one counts: its own (the sooner of several), then those also
        written; none where it has no figure.
        """
        return (self.durations, *((each,) for each in self.also)) if self.durations else ()

    @property
    def meanings(self) -> tuple[tuple[Duration, ...], ...]:
        """Each of its figures in each way to read bare days, calendar days first."""
        read = (tuple(d.read(kind) for d in one) for one in self.figures for kind in BARE_DAYS)
        return tuple(dict.fromkeys(read))

    @property
    def bare(self) -> bool:
        """Whether one of its figures is in bare days."""
        return any(each.unit is Unit.DAYS for one in self.figures for each in one)

    def counted(self, bare: Unit) -> tuple[Limit, ...]:
        """Each of its figures as a limit of its own, from where it stands, bare days being meant as
        days of this kind.
        """
        return tuple(Limit(tuple(each.read(bare) for each in one)) for one in self.figures)
