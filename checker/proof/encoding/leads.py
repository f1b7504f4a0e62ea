"""Who leads a stage, and its tier, as formulas over one moment; and `named-role` as violations: a
stage that no role leads at some values of the facts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from checker.answers.story import EventKind
from checker.answers.verdict import PartKey, Row
from checker.procedure.holes import HoleKind
from checker.procedure.model import LEADING_SLOTS, ActorKind
from checker.procedure.remember import remembering
from checker.proof.encoding.parts import PartFormula, Violation
from checker.proof.encoding.reach import Node
from checker.proof.encoding.universe import good
from checker.proof.formula import FALSE, Formula, conj, disj, negate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Stage, Who
    from checker.proof.encoding.universe import Universe

_Leading: TypeAlias = "tuple[tuple[Formula, int | None], ...]"
"""When each of those who lead a stage does, and of what tier they are."""


class Leads:
    """The leads of the stages of one procedure."""

    def __init__(self, universe: Universe) -> None:
        """Over `universe`, whose atoms the conditions of the `led by` lines speak of."""
        procedure = universe.procedure
        self._universe = universe
        self._role_tiers = {role.name: role.tier for role in procedure.roles}
        self._body_tiers = {body.name: body.tier for body in procedure.bodies}
        self.tiers = sorted(
            {t for t in (*self._role_tiers.values(), *self._body_tiers.values()) if t is not None}
        )
        self._leading: dict[str, tuple[Formula, ...]] = {}

    def named(self, stage: Stage) -> Formula:
        """That a role leads `stage`; a missing lead does under its good reading."""
        return disj((*(guard for guard, _ in self.roles(stage)), *self.missing(stage)))

    def missing(self, stage: Stage) -> Iterator[Formula]:
        """For each lead that is missing: that its line is on and it is read in the good way."""
        return (conj(each) for each in self.unnamed(stage))

    def unnamed(self, stage: Stage) -> Iterator[tuple[Formula, Formula]]:
        """For each lead that is missing: that its line is on; that it is read in the good way."""
        for who in stage.who:
            if who.slot in LEADING_SLOTS and any(a.kind is ActorKind.MISSING for a in who.actors):
                yield self._on(stage, who), good(HoleKind.MISSING_LEAD, str(who.line.number))

    def counterpart(self, stage: Stage) -> Formula:
        """That `stage` is led with a counterpart."""
        lines = (who for who in stage.who if who.counterpart and who.slot in LEADING_SLOTS)
        return disj(self._on(stage, who) for who in lines)

    def led(self, stage: Stage) -> Formula:
        """That a role or a body leads `stage`."""
        return disj(guard for guard, _ in (*self.roles(stage), *self._bodies(stage)))

    def alone(self, stage: Stage) -> Iterator[tuple[str, Formula]]:
        """For each role: that it leads `stage` and no other one does."""
        found: dict[str, list[Formula]] = {}
        for guard, name in self.roles(stage):
            found.setdefault(name, []).append(guard)
        for name, guards in found.items():
            others = (guard for other, more in found.items() if other != name for guard in more)
            yield name, conj((disj(guards), negate(disj(others))))

    def _met(self, stage: Stage) -> tuple[Formula, ...]:
        """For each tier, that the lead of `stage` has it or a higher one; stages that are led alike
        share the formulas.
        """
        known = self._leading.get(stage.name)
        if known is None:
            roles = ((guard, self._role_tiers.get(name)) for guard, name in self.roles(stage))
            found = self._at_least(tuple(roles), tuple(self._bodies(stage)))
            known = self._leading[stage.name] = found
        return known

    @remembering
    def _at_least(self, roles: _Leading, bodies: _Leading) -> tuple[Formula, ...]:
        """For each tier, that one of these has it or a higher one; bodies where no role leads."""
        nobody = negate(disj(guard for guard, _ in roles))
        ranked = [*roles, *((conj((nobody, guard)), rank) for guard, rank in bodies)]
        return tuple(
            disj(guard for guard, rank in ranked if (rank or 0) >= tier) for tier in self.tiers
        )

    def nobody(self, stage: Stage) -> Formula:
        """That `stage` has no lead whose tier is known."""
        return negate(disj(self._met(stage)))

    def lower(self, stage: Stage, than: Stage) -> Formula:
        """That the lead of `stage` is of a lower tier than that of `than`."""
        return self._below(self._met(than), self._met(stage))

    @remembering
    def _below(self, highers: tuple[Formula, ...], lowers: tuple[Formula, ...]) -> Formula:
        """That some tier is met in the first place and not in the second."""
        pairs = zip(highers, lowers, strict=True)
        return disj(conj((higher, negate(lower))) for higher, lower in pairs)

    def _on(self, stage: Stage, who: Who) -> Formula:
        own = self._universe.formula(who.condition)
        if who.instead:
            return own
        rivals = (
            self._universe.formula(w.condition)
            for w in stage.who
            if w.instead and w.slot is who.slot
        )
        return conj((own, *(negate(r) for r in rivals)))

    def roles(self, stage: Stage) -> Iterator[tuple[Formula, str]]:
        """When each role leads: by the first slot in which a role is named then."""
        return self._by_slot(stage, ActorKind.ROLE)

    def _bodies(self, stage: Stage) -> Iterator[tuple[Formula, int | None]]:
        """When each body leads, where no role does: by the first slot that names one."""
        found = self._by_slot(stage, ActorKind.BODY)
        return ((guard, self._body_tiers.get(name)) for guard, name in found)

    def _by_slot(self, stage: Stage, kind: ActorKind) -> Iterator[tuple[Formula, str]]:
        before: Formula = FALSE
        for slot in LEADING_SLOTS:
            found = [
                (self._on(stage, who), actor.name or "")
                for who in stage.who
                if who.slot is slot
                for actor in who.actors
                if actor.kind is kind
            ]
            for guard, name in found:
                yield conj((negate(before), guard)), name
            before = disj((before, *(guard for guard, _ in found)))


def named_role_parts(universe: Universe) -> list[PartFormula]:
    """One part for every stage of the text, reachable or not, that a role leads it."""
    leads = Leads(universe)
    parts = []
    for stage in universe.procedure.stages:
        nobody = conj((negate(leads.named(stage)), *map(negate, undescribed(stage))))
        violation = Violation(Node(stage.name), nobody, EventKind.NOBODY_LEADS)
        parts.append(PartFormula(PartKey(stage.name, Row.LEAD.value), (violation,)))
    return parts


def undescribed(stage: Stage) -> Iterator[Formula]:
    """Of a missing stage of which not even the lead is known: that it is read in the good way."""
    if stage.missing and not _written(stage):
        yield good(HoleKind.MISSING_STAGE, stage.name)


def _written(stage: Stage) -> bool:
    """Whether a line names a lead, if only as missing; `led by not stated` names none."""
    lines = (who for who in stage.who if who.slot in LEADING_SLOTS)
    return any(actor.kind is not ActorKind.NOT_STATED for who in lines for actor in who.actors)
