"""Everything that the text points to is there.

What it does: lists the stages, documents, leads, limits, holders and next steps that the text
mentions and does not give, and who acts, is told, attends or is consulted and what is sent or
filled in. They are the lines with `missing`; beside them stand tracks that are waited for and that
no line starts. What the text never mentions (`not stated`) is no finding here.

Why it matters: "within the time scale" and "see Appendix 2" help nobody when there is no time scale
and no appendix.

Example: `document appendix-1 "Appendix 1", missing`, or `held by missing`.

What to write instead: the thing itself, in the procedure or beside it, and the line without
`missing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Verdict
from checker.procedure.dangling import Missing
from checker.proof.text import nothing_dangling
from checker.review.findings import Part, Result
from checker.review.promise import Clauses, sentence

if TYPE_CHECKING:
    from checker.procedure.dangling import Dangling
    from checker.review.context import Context
    from checker.review.findings import Finding

NAME = "nothing-dangling"

_NOBODY = "write who it is, such as `the ROLE`"
_WORDS = {
    Missing.STAGE: (
        "the text names `{}` and never describes it",
        "describe the stage: who leads it, by when it ends, and what follows",
    ),
    Missing.DOCUMENT: (
        "the text refers to `{}`, which is not there",
        "publish the document with the procedure, or take the mention out",
    ),
    Missing.LIMIT: (
        "the text points to a time limit that it does not give",
        "write the time, for example `within 5 working days`",
    ),
    Missing.LEAD: (
        "the text points to a lead that it does not name",
        "write `led by the …` with a role that is declared",
    ),
    Missing.MOVE: (
        "the text points to a next step that it does not give",
        "write where the case goes",
    ),
    Missing.HOLDER: (
        "the text does not say who holds `{}`",
        "write `held by` with the title of the post",
    ),
    Missing.ATTENDING: ("the text points to who is there and names nobody", _NOBODY),
    Missing.ACTOR: ("the text points to who acts and names nobody", _NOBODY),
    Missing.CONSULTED: ("the text points to whom to consult and names nobody", _NOBODY),
    Missing.RECIPIENT: ("the text points to whom it is towards and names nobody", _NOBODY),
    Missing.THING: (
        "the text points to something that it does not name",
        "write what it is, in quotes",
    ),
    Missing.FORM: (
        "the text points to a form that it does not name",
        "declare it: `document NAME`, and its title",
    ),
    Missing.TRACK: (
        "the text waits for `{}`, which no line starts",
        "write who starts it: `the ROLE must start {}`",
    ),
}
_CLAUSES = Clauses(
    "everything that the text points to is there",
    "the text points to something that is not there",
)


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure."""
    verdict, found = nothing_dangling(context.procedure)
    findings = tuple(_finding(context, each) for each in found)
    parts = tuple(Part(each.name, "mentioned", Verdict.REFUTED) for each in found)
    message = sentence(verdict, _CLAUSES)
    return (Result(NAME, verdict, message, parts=parts, findings=findings),)


def _finding(context: Context, found: Dangling) -> Finding:
    message, help_ = (words.format(found.name) for words in _WORDS[found.what])
    return context.finding(found.line, message, help_)
