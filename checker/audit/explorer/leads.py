"""Who leads a stage at given values, and its tier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.procedure.model import ActorKind, Slot

if TYPE_CHECKING:
    from checker.audit.explorer.values import Guard, Values
    from checker.procedure.model import Procedure, Stage, Who

SLOTS = (Slot.LED, Slot.DECIDED, Slot.CHAIRED, Slot.MEDIATED)
"""The slots that give a lead, each only where those before it name no role."""

BELOW_ALL = float("-inf")
"""The tier of a stage that nobody with a tier leads."""


class Leaders(Struct, frozen=True):
    """The names of those who lead, and the numbers of the lines on that call one missing."""

    roles: frozenset[str]
    bodies: frozenset[str]
    missing: frozenset[int]


class Leads:
    """The lines about who leads one stage."""

    def __init__(self, procedure: Procedure, stage: Stage, values: Values) -> None:
        """Compile the lines; `values` must know every atom of their conditions."""
        self._lines: list[tuple[Who, Guard]] = [
            (who, values.guard(who.condition)) for who in stage.who if who.slot in SLOTS
        ]
        self._tiers = {role.name: role.tier for role in procedure.roles}
        self._body_tiers = {body.name: body.tier for body in procedure.bodies}
        self._at: dict[int, Leaders] = {}
        self._tier_at: dict[int, float] = {}
        self.written = any(
            actor.kind is not ActorKind.NOT_STATED for who, _ in self._lines for actor in who.actors
        )

    def at(self, mask: int) -> Leaders:
        """Who leads where exactly these atoms are true."""
        if mask not in self._at:
            self._at[mask] = self._leaders(mask)
        return self._at[mask]

    def tier(self, mask: int) -> float:
        """The highest tier among those who lead; `BELOW_ALL` where none has one."""
        if mask not in self._tier_at:
            leaders = self.at(mask)
            ranks = [self._tiers.get(name) for name in leaders.roles]
            ranks += [self._body_tiers.get(name) for name in leaders.bodies]
            self._tier_at[mask] = max((r for r in ranks if r is not None), default=BELOW_ALL)
        return self._tier_at[mask]

    def _leaders(self, mask: int) -> Leaders:
        on = [who for slot in SLOTS for who in self._on(slot, mask)]
        missing = frozenset(
            who.line.number for who in on if any(a.kind is ActorKind.MISSING for a in who.actors)
        )
        roles = self._first(on, ActorKind.ROLE)
        bodies = frozenset[str]() if roles else self._first(on, ActorKind.BODY)
        return Leaders(roles, bodies, missing)

    def _on(self, slot: Slot, mask: int) -> list[Who]:
        hold = [who for who, guard in self._lines if who.slot is slot and guard.holds(mask)]
        instead = [who for who in hold if who.instead]
        return instead or hold

    @staticmethod
    def _first(on: list[Who], kind: ActorKind) -> frozenset[str]:
        for slot in SLOTS:
            found = frozenset(
                actor.name
                for who in on
                if who.slot is slot
                for actor in who.actors
                if actor.kind is kind and actor.name is not None
            )
            if found:
                return found
        return frozenset()
