"""Everything that the text points to is there.

What it does: lists the stages, documents, leads, limits, holders and next steps that the text
mentions and does not give. They are the lines with `missing`. What the text never mentions
(`not stated`) is no finding here.

Why it matters: "within the time scale" and "see Appendix 2" help nobody when there is no time scale
and no appendix.

Example: `document appendix-1 "Appendix 1", missing`, or `held by missing`.

What to write instead: the thing itself, in the procedure or beside it, and the line without
`missing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Verdict
from checker.procedure.holes import HoleKind, holes
from checker.review.findings import Part, Result
from checker.review.promise import Clauses, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Line
    from checker.review.context import Context

NAME = "nothing-dangling"

_WORDS = {
    HoleKind.MISSING_STAGE: (
        "the text names `{}` and never describes it",
        "describe the stage: who leads it, by when it ends, and what follows",
    ),
    HoleKind.MISSING_DOCUMENT: (
        "the text refers to `{}`, which is not there",
        "publish the document with the procedure, or take the mention out",
    ),
    HoleKind.MISSING_LIMIT: (
        "the text points to a time limit that it does not give",
        "write the time, for example `within 5 working days`",
    ),
    HoleKind.MISSING_LEAD: (
        "the text points to a lead that it does not name",
        "write `led by the …` with a role that is declared",
    ),
    HoleKind.MISSING_MOVE: (
        "the text points to a next step that it does not give",
        "write where the case goes",
    ),
}
_CLAUSES = Clauses(
    "everything that the text points to is there",
    "the text points to something that is not there",
)


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure."""
    found = list(_dangling(context))
    verdict = Verdict.REFUTED if found else Verdict.PROVED
    findings = tuple(context.finding(line, message, help_) for _, line, message, help_ in found)
    parts = tuple(Part(name, "mentioned", Verdict.REFUTED) for name, _, _, _ in found)
    message = sentence(verdict, _CLAUSES)
    return (Result(NAME, verdict, message, parts=parts, findings=findings),)


def _dangling(context: Context) -> Iterator[tuple[str, Line, str, str]]:
    for hole in holes(context.procedure):
        if hole.kind in _WORDS:
            message, help_ = _WORDS[hole.kind]
            yield hole.name, hole.line, message.format(hole.name), help_
    for role in context.procedure.roles:
        for holder in role.holders:
            if holder.missing:
                message = f"the text does not say who holds `{role.name}`"
                yield role.name, holder.line, message, "write `held by` with the title of the post"
