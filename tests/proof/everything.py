"""Everything complied with: what refutations are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.force import binding_lines, standing_stages
from checker.proof.verdict import InForce, Promise

if TYPE_CHECKING:
    from checker.procedure.model import Procedure


def everything_in_force(procedure: Procedure, promise: Promise) -> InForce:
    """Every line that can be in force; a promise with a time admits no standing line."""
    timed = promise is Promise.SAME_DAY_ESCALATION
    return InForce(
        frozenset(binding_lines(procedure)),
        frozenset() if timed else frozenset(standing_stages(procedure)),
    )
