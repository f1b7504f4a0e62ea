"""Who leads a stage, and how high a move goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.holes import HoleKind
from checker.procedure.model import ActorKind, EndingKind, Slot, TargetKind
from checker.semantics.replay.facts import true

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Actor, Atom, Move, Stage, Target, Who
    from checker.semantics.replay.rules import Rules

_ORDER = (Slot.LED, Slot.DECIDED, Slot.CHAIRED, Slot.MEDIATED)
_LOWEST = -1_000_000
"""Below every tier that can be written."""

UP, LEVEL, DOWN = "up", "within the tier", "down"


def _speaking(stage: Stage, slot: Slot, facts: frozenset[Atom]) -> list[Who]:
    lines = [w for w in stage.who if w.slot is slot and true(w.condition, facts)]
    return [w for w in lines if w.instead] or lines


def leaders(stage: Stage, facts: frozenset[Atom]) -> list[Actor]:
    """The roles that lead, else the bodies that do; the first slot that names one gives it."""
    for kind in (ActorKind.ROLE, ActorKind.BODY):
        for slot in _ORDER:
            found = [
                actor
                for who in _speaking(stage, slot, facts)
                for actor in who.actors
                if actor.kind is kind
            ]
            if found:
                return found
    return []


def nobody_leads(rules: Rules, stage: Stage, facts: frozenset[Atom]) -> str | None:
    """Why it is not so that no role leads, or None where it is so."""
    roles = [a.name for a in leaders(stage, facts) if a.kind is ActorKind.ROLE]
    if roles:
        return f"the {roles[0]} leads {stage.name}"
    for who in (who for slot in _ORDER for who in _speaking(stage, slot, facts)):
        missing = any(actor.kind is ActorKind.MISSING for actor in who.actors)
        if missing and rules.good(HoleKind.MISSING_LEAD, str(who.line.number)):
            return f"the lead that line {who.line.number} calls missing is read as good"
    written = [actor for who in stage.who if who.slot in _ORDER for actor in who.actors]
    silent = all(actor.kind is ActorKind.NOT_STATED for actor in written)
    if stage.missing and silent and rules.good(HoleKind.MISSING_STAGE, stage.name):
        return f"{stage.name} is missing, and read as good"
    return None


def counterpart_lines(stage: Stage, facts: frozenset[Atom]) -> list[int]:
    """Numbers of the lines by which a stage is now led with a counterpart."""
    speaking = (who for slot in _ORDER for who in _speaking(stage, slot, facts))
    return [who.line.number for who in speaking if who.counterpart]


def tier(rules: Rules, stage: Stage, facts: frozenset[Atom]) -> int:
    """The highest tier among those who lead."""
    ranks = {(ActorKind.ROLE, role.name): role.tier for role in rules.procedure.roles}
    ranks |= {(ActorKind.BODY, body.name): body.tier for body in rules.procedure.bodies}

    def tiers() -> Iterator[int]:
        for actor in leaders(stage, facts):
            rank = ranks.get((actor.kind, actor.name or ""))
            if rank is not None:
                yield rank

    return max(tiers(), default=_LOWEST)


def direction(
    rules: Rules, stage: Stage, move: Move, target: Target, facts: frozenset[Atom]
) -> str:
    """Whether a move passes harm up (an accepted end and a hand-over too), on, or down."""
    procedure = rules.procedure
    if target.kind is TargetKind.MISSING or target.name is None:
        return UP if rules.leads_somewhere(move) else DOWN
    if target.kind is TargetKind.ENDING:
        ending = procedure.ending(target.name)
        return DOWN if ending.kind is EndingKind.WITHOUT_OUTCOME else UP
    to = procedure.stage(target.name)
    if to.board:
        return UP
    own, its = tier(rules, stage, facts), tier(rules, to, facts)
    if to.missing and its == _LOWEST:
        return UP if rules.good(HoleKind.MISSING_STAGE, to.name) else DOWN
    if its == own:
        return LEVEL
    return UP if its > own else DOWN
