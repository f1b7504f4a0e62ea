"""Everything that the text points to is there.

What it does: lists the stages, documents, leads, limits, holders and next steps that the text
mentions and does not give.

Why it matters: "within the time scale" and "see Appendix 2" help nobody when there is no time scale
and no appendix.

Example: `document appendix-1 "Appendix 1", missing`.

What to write instead: the thing itself, in the procedure or beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.holes import HoleKind, holes
from checker.proof.verdict import Verdict
from checker.review.findings import Part, Result
from checker.review.promise import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Line
    from checker.review.context import Context

NAME = "nothing-dangling"

_WORDS = {
    HoleKind.MISSING_STAGE: "the text names this stage and never describes it",
    HoleKind.MISSING_DOCUMENT: "the text refers to this document, and it is not there",
    HoleKind.MISSING_LIMIT: "the text points to a time limit that it does not give",
    HoleKind.MISSING_LEAD: "the text points to a lead that it does not name",
    HoleKind.MISSING_MOVE: "the text points to a next step that it does not give",
}


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure."""
    found = list(_dangling(context))
    verdict = Verdict.REFUTED if found else Verdict.PROVED
    findings = tuple(
        context.finding(line, message, "write it, or take the mention out")
        for _, line, message in found
    )
    parts = tuple(Part(name, "mentioned", Verdict.REFUTED) for name, _, _ in found)
    message = sentence(verdict, "everything that the text points to is there")
    return (Result(NAME, verdict, message, parts=parts, findings=findings),)


def _dangling(context: Context) -> Iterator[tuple[str, Line, str]]:
    for hole in holes(context.procedure):
        if hole.kind in _WORDS:
            yield hole.name, hole.line, _WORDS[hole.kind]
    for role in context.procedure.roles:
        for holder in role.holders:
            if holder.missing:
                yield role.name, holder.line, f"the text does not say who holds `{role.name}`"
