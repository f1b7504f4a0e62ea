"""`named-role` as violations: a stage that no role leads at some values of the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.story import EventKind
from checker.answers.verdict import PartKey, Row
from checker.procedure.holes import HoleKind
from checker.proof.encoding.leads import Leads
from checker.proof.encoding.parts import PartFormula, Violation
from checker.proof.encoding.reach import Node
from checker.proof.encoding.universe import good
from checker.proof.formula import conj, negate

if TYPE_CHECKING:
    from checker.procedure.model import Procedure
    from checker.proof.encoding.universe import Universe


def named_role_parts(procedure: Procedure, universe: Universe) -> list[PartFormula]:
    """One part for every stage of the text, reachable or not."""
    leads = Leads(procedure, universe)
    parts = []
    for stage in procedure.stages:
        nobody = negate(leads.named(stage))
        if stage.missing and not stage.who:
            nobody = conj((nobody, negate(good(HoleKind.MISSING_STAGE, stage.name))))
        violation = Violation(Node(stage.name), nobody, EventKind.NOBODY_LEADS)
        parts.append(PartFormula(PartKey(stage.name, Row.LEAD.value), (violation,)))
    return parts
