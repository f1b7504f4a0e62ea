"""Who leads a stage at given values, its tier, and how high a move takes a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from checker.procedure.holes import HoleKind
from checker.procedure.model import ActorKind, Slot
from checker.semantics.values import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Procedure, Stage, Who
    from checker.semantics.values import Guard, Values

SLOTS = (Slot.LED, Slot.DECIDED, Slot.CHAIRED, Slot.MEDIATED)
"""The slots that give a lead, each only where those before it name no role."""

BELOW_ALL = float("-inf")
"""The tier of a stage that nobody with a tier leads."""


class Reads(Protocol):
    """A reading of the holes (`Terms` is one)."""

    def good(self, kind: HoleKind, name: str) -> bool:
        """Whether the hole is read as good."""

    def read_as_good(self, stage: Stage) -> bool:
        """Whether a stage is missing, and read as good."""


class Leaders(Struct, frozen=True):
    """The names of those who lead, and the numbers of the lines on that call one missing."""

    roles: tuple[str, ...]
    bodies: tuple[str, ...]
    missing: tuple[int, ...]


class Leads:
    """The lines about who leads one stage."""

    def __init__(self, procedure: Procedure, stage: Stage, values: Values) -> None:
        """Compile the lines; `values` must know every atom of their conditions."""
        self._procedure = procedure
        self._stage = stage
        self._lines: list[tuple[Who, Guard]] = [
            (who, values.guard(who.condition)) for who in stage.who if who.slot in SLOTS
        ]
        self.spoken = joined(guard.atoms for _, guard in self._lines)
        self._at: dict[int, Leaders] = {}
        self._tier_at: dict[int, float] = {}

    def at(self, mask: int) -> Leaders:
        """Who leads where exactly these atoms are true."""
        if mask not in self._at:
            self._at[mask] = self._leaders(mask)
        return self._at[mask]

    def tier(self, mask: int) -> float:
        """The highest tier among those who lead; `BELOW_ALL` where none has one."""
        if mask not in self._tier_at:
            leaders, procedure = self.at(mask), self._procedure
            ranks = [role.tier for role in procedure.roles if role.name in leaders.roles]
            ranks += [body.tier for body in procedure.bodies if body.name in leaders.bodies]
            self._tier_at[mask] = max((r for r in ranks if r is not None), default=BELOW_ALL)
        return self._tier_at[mask]

    def why_led(self, mask: int, terms: Reads) -> Iterator[str]:
        """Why a role leads, or a hole that is read as good stands for one."""
        leaders = self.at(mask)
        for role in leaders.roles:
            yield f"the {role} leads {self._stage.name}"
        yield from self._read_as_good(leaders, terms)

    def why_not_alone(self, mask: int, terms: Reads) -> Iterator[str]:
        """Why somebody stands in for whoever leads: of nobody, nobody does."""
        leaders = self.at(mask)
        named = len(leaders.roles) + len(leaders.bodies)
        if len(leaders.roles) > 1 or leaders.bodies:
            yield f"{named} lead {self._stage.name}"
        for role in self._procedure.roles:
            held = role.deputies or any(len(holder.titles) > 1 for holder in role.holders)
            if held and role.name in leaders.roles:
                yield f"somebody stands in for the {role.name}"
        yield from self._read_as_good(leaders, terms)

    def counterparts(self, mask: int) -> list[int]:
        """The numbers of the lines by which a stage is led with a counterpart."""
        on = (who for slot in SLOTS for who in self._on(slot, mask))
        return [who.line.number for who in on if who.counterpart]

    def _read_as_good(self, leaders: Leaders, terms: Reads) -> Iterator[str]:
        """Which hole stands for a lead."""
        for number in leaders.missing:
            if terms.good(HoleKind.MISSING_LEAD, str(number)):
                yield f"the lead that line {number} calls missing is read as good"
        if not self._written and terms.read_as_good(self._stage):
            yield f"{self._stage.name} is missing, and read as good"

    @property
    def _written(self) -> bool:
        """Whether a line names a lead, if only as missing."""
        actors = [actor for who, _ in self._lines for actor in who.actors]
        return any(actor.kind is not ActorKind.NOT_STATED for actor in actors)

    def _leaders(self, mask: int) -> Leaders:
        on = [who for slot in SLOTS for who in self._on(slot, mask)]
        missing = tuple(
            who.line.number for who in on if any(a.kind is ActorKind.MISSING for a in who.actors)
        )
        roles = self._first(on, ActorKind.ROLE)
        return Leaders(roles, () if roles else self._first(on, ActorKind.BODY), missing)

    def _on(self, slot: Slot, mask: int) -> list[Who]:
        hold = [who for who, guard in self._lines if who.slot is slot and guard.holds(mask)]
        return [who for who in hold if who.instead] or hold

    @staticmethod
    def _first(on: list[Who], kind: ActorKind) -> tuple[str, ...]:
        for slot in SLOTS:
            actors = [actor for who in on if who.slot is slot for actor in who.actors]
            found = dict.fromkeys(a.name for a in actors if a.kind is kind and a.name is not None)
            if found:
                return tuple(found)
        return ()
