"""The lines of a text that can be in force: what verdicts are found to rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.answers.verdict import Ground, Support
from checker.procedure.force import binding_lines, standing_stages
from checker.procedure.model import Force
from checker.procedure.remember import remembered
from checker.proof.encoding.universe import in_force, standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Procedure
    from checker.proof.formula import Var


class AssumptionLiteral(Struct, frozen=True):
    """The variable of a line that can be in force, its class, and how a verdict names it."""

    var: Var
    force: Force
    support: Support


@remembered
def assumption_literals(procedure: Procedure) -> tuple[AssumptionLiteral, ...]:
    """The lines of a text that can be in force, in the order in which verdicts name them."""
    return (*_standing_lines(procedure), *_text_lines(procedure))


def _standing_lines(procedure: Procedure) -> Iterator[AssumptionLiteral]:
    for name in standing_stages(procedure):
        support = Support(Ground.STANDING, None, stage=name)
        yield AssumptionLiteral(standing(name), Force.STANDING, support)


def _text_lines(procedure: Procedure) -> Iterator[AssumptionLiteral]:
    for number, (_, force) in binding_lines(procedure).items():
        yield AssumptionLiteral(in_force(number), force, Support(Ground(force.value), number))
