"""Stages that keep to their own limits keep to the limit over all of them.

What it does: for each limit over several stages, or over the whole procedure, adds up the limits of
the stages themselves along each way through them, with what may extend them and the limits of the
moves between them, working day by working day, for every start in hours of five years. A stage
without a figure of its own adds nothing; limits that can never apply together are not added up.

Why it matters: where every stage has five days and all of them together have ten, the third stage
has no time left, and nobody has done anything wrong.

Example: `this stage must end within 5 working days` in three stages, and `stages step-1 to step-3
must end within 10 working days`.

What to write instead: a total that is at least the sum, or shorter limits for the stages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.settled import unsettled_by
from checker.answers.verdict import Ground, Verdict, line_row
from checker.proof.totals import whole_fit
from checker.review.findings import Part, RestsOn, Result
from checker.review.promise import Clauses, sentence, unclear_findings
from checker.words.text import listed
from checker.words.times import day_words
from checker.worktime.calendar import to_local

if TYPE_CHECKING:
    from checker.answers.route import Fit
    from checker.review.context import Context
    from checker.review.findings import Finding

NAME = "stages-fit-the-total"
_CLAUSES = Clauses(
    "stages that keep to their own limits keep to the limit over all of them",
    "stages that keep to their own limits can break the limit over all of them",
)


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure: open where it depends on how the text is read."""
    whole, fits = whole_fit(context.prover)
    unclear = {line for fit in fits if fit.unknown is not None for line in fit.unknown.lines}
    unknown = next((fit.unknown for fit in fits if fit.unknown is not None), None)
    unknown = unsettled_by(unclear) if unclear else unknown
    findings = [_finding(context, fit) for fit in fits if fit.overrun is not None]
    told = (*findings, *unclear_findings(context, unclear))
    why = unknown if whole is Verdict.UNKNOWN else None
    message = sentence(whole, _CLAUSES, unknown)
    parts = tuple(Part("", line_row(fit.line), fit.verdict, _rests_on(fit)) for fit in fits)
    return (Result(NAME, whole, message, None, parts, told, why),)


def _rests_on(fit: Fit) -> tuple[RestsOn, ...]:
    return (RestsOn(fit.line, fit.kept, Ground.READING),) if fit.verdict is Verdict.OPEN else ()


def _finding(context: Context, fit: Fit) -> Finding:
    over = fit.overrun
    if over is None:
        raise ValueError("a sum that fits is no finding")
    start, end, allowed = (
        day_words(to_local(each).date()) for each in (over.start, over.end, over.allowed)
    )
    places = listed(f"`{place}`" for place in fit.stages)
    read = f", read as {fit.reading}" if fit.verdict is Verdict.OPEN else ""
    message = (
        f"from {start}, {places} may take until {end} by their own limits{read}, and line "
        f"{fit.line} allows them until {allowed}"
    )
    at = context.lines[fit.line]
    return context.finding(at, message, "write a longer total, or shorter limits")
