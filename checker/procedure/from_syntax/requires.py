"""`require` and `assume` lines, from the syntax tree to the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.language import syntax
from checker.procedure.from_syntax.leaves import outcomes
from checker.procedure.model import ALWAYS, Assumption, Atom, Require, RequireKind, SetAside

if TYPE_CHECKING:
    from checker.procedure.from_syntax.leaves import Leaves
    from checker.procedure.from_syntax.stages import StageLines
    from checker.procedure.model import Target

_OF_STAGES = frozenset(
    {
        RequireKind.NO_CASE_STAYS,
        RequireKind.NO_CASE_RETURNS,
        RequireKind.TOTAL,
        RequireKind.INDEPENDENT,
        RequireKind.NEVER_LEADS,
    }
)
"""Promises that speak of stages alone."""


def require(line: syntax.Require, leaves: Leaves, lines: StageLines) -> Require:
    """A promise of the writer's own."""
    own = leaves.line(line.line)
    names = leaves.names
    fact = names.resolve(line.fact, "a fact", "an option") if line.fact is not None else None
    excepted = (names.resolve(name, "a stage") for name in line.excepted)
    return Require(
        own,
        line.kind,
        _places(line, lines),
        leaves.condition(line.conditions, own),
        ALWAYS if line.trigger is None else leaves.condition((line.trigger,), own),
        outcomes(line.outcomes),
        leaves.limit(line.limit),
        line.times.value if line.times is not None else None,
        line.what.text if line.what is not None else None,
        Atom(fact) if fact is not None else None,
        tuple(name for name in excepted if name is not None),
        line.moves_on,
        lines.duty(line.duty) if line.duty is not None else None,
    )


def _places(line: syntax.Require, lines: StageLines) -> tuple[Target, ...]:
    """The places of a promise. No case stays in an ending, and nobody leads one."""
    kinds = ("a stage",) if line.kind in _OF_STAGES else ("a stage", "an ending")
    return tuple(target for place in line.places for target in lines.targets(place, None, kinds))


def assumption(
    line: syntax.AssumeWords | syntax.AssumeReading | syntax.AssumeWorkingDay, leaves: Leaves
) -> Assumption | None:
    """An assumption; None, with a diagnostic, where it names no reading of the text."""
    own = leaves.line(line.line)
    because = line.because.text
    match line:
        case syntax.AssumeWords():
            return Assumption(own, because, line.words.text, leaves.limit(line.limit))
        case syntax.AssumeReading():
            option = leaves.names.resolve(line.option, "an option")
            return None if option is None else Assumption(own, because, option=Atom(option))
        case _:
            return Assumption(own, because, hours=(line.opening.opens, line.opening.closes))


def set_aside(line: syntax.SetAside, leaves: Leaves) -> SetAside:
    """A sentence of the source that no line needs to carry."""
    return SetAside(leaves.line(line.line), line.phrase.text, line.because.text)
