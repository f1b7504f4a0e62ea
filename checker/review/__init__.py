"""A procedure in, findings out: one check is one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.from_syntax import load_text
from checker.review.catalogue import Check, checks
from checker.review.context import Context
from checker.review.defaults import defaults
from checker.review.findings import Finding, Part, RestsOn, Result, Review, Sentence, Telling
from checker.review.unchecked import notes
from checker.worktime.real_waits import real_waits

if TYPE_CHECKING:
    from checker.language.diagnostics import Diagnostic, SourceText
    from checker.procedure.model import Procedure

__all__ = [
    "Check",
    "Finding",
    "Part",
    "RestsOn",
    "Result",
    "Review",
    "Sentence",
    "Telling",
    "checks",
    "examined",
    "review",
]


def review(source: SourceText) -> tuple[Review | None, tuple[Diagnostic, ...]]:
    """Everything that the checks say of a text, or what makes it unreadable."""
    procedure, diagnostics = load_text(source.text, source.path)
    return (None if procedure is None else examined(procedure, source)), diagnostics


def examined(procedure: Procedure, source: SourceText) -> Review:
    """Everything that the checks say of a procedure that was read from `source`."""
    context = Context(procedure, source)
    results = tuple(result for check in checks() for result in check.run(context))
    told = (*defaults(procedure), *notes(procedure))
    return Review(procedure, source, results, told, real_waits(procedure))
