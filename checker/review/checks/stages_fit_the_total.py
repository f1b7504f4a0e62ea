"""Stages that keep to their own limits keep to the limit over all of them.

What it does: for each limit over several stages, or over the whole procedure, adds up the limits of
the stages themselves along each way through them, working day by working day, for every start in
hours of five years. A stage without a figure of its own adds nothing; limits that can never apply
together with the total are left out.

Why it matters: where every stage has five days and all of them together have ten, the third stage
has no time left, and nobody has done anything wrong.

Example: `this stage must end within 5 working days` in three stages, and `stages step-1 to step-3
must end within 10 working days`.

What to write instead: a total that is at least the sum, or shorter limits for the stages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.settled import unsettled_by
from checker.answers.unsettled.totals import not_added_up
from checker.answers.verdict import Ground, Unclear, Verdict
from checker.review.findings import Part, RestsOn, Result
from checker.review.promise import Clauses, sentence, unclear_findings
from checker.words.text import listed
from checker.words.times import day_words
from checker.worktime.calendar import to_local
from checker.worktime.sums import past_total

if TYPE_CHECKING:
    from checker.procedure.model import TotalLimit
    from checker.review.context import Context
    from checker.review.findings import Finding
    from checker.worktime.sums import Sum

NAME = "stages-fit-the-total"
_CLAUSES = Clauses(
    "stages that keep to their own limits keep to the limit over all of them",
    "stages that keep to their own limits can break the limit over all of them",
)

_WORST_FIRST = (Verdict.REFUTED, Verdict.UNKNOWN, Verdict.OPEN, Verdict.PROVED)


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure: open where it depends on which days are counted."""
    parts, findings, unclear = [], [], set[Unclear]()
    for total in context.procedure.totals:
        if not total.limit.definite or total.limit.backward:
            continue
        sums = past_total(context.procedure, total, context.together)
        broken = [each for each in sums if each.overrun is not None]
        verdict = Verdict.REFUTED if len(broken) == len(sums) and sums else Verdict.OPEN
        verdict = verdict if broken else Verdict.PROVED
        kept = [each.reading for each in sums if each.overrun is None]
        rests = tuple(RestsOn(total.line.number, r, Ground.READING) for r in kept[:1])
        row = f"line {total.line.number}"
        longer = not_added_up(context.procedure, total)
        if longer and verdict is not Verdict.REFUTED:
            unclear.update(longer)
            parts.append(Part("", row, Verdict.UNKNOWN))
            continue
        parts.append(Part("", row, verdict, rests if verdict is Verdict.OPEN else ()))
        if broken:
            findings.append(_finding(context, total, broken[-1], verdict))
    verdicts = {part.verdict for part in parts}
    whole = next((verdict for verdict in _WORST_FIRST if verdict in verdicts), Verdict.VACUOUS)
    unknown = unsettled_by(unclear) if unclear else None
    message = sentence(whole, _CLAUSES, unknown)
    told = (*findings, *unclear_findings(context, unclear))
    why = unknown if whole is Verdict.UNKNOWN else None
    return (Result(NAME, whole, message, None, tuple(parts), told, why),)


def _finding(context: Context, total: TotalLimit, found: Sum, verdict: Verdict) -> Finding:
    over = found.overrun
    if over is None:
        raise ValueError("a sum that fits is no finding")
    start, end, allowed = (
        day_words(to_local(each).date()) for each in (over.start, over.end, over.allowed)
    )
    places = listed(f"`{place}`" for place in found.stages)
    read = f", read as {found.reading}" if verdict is Verdict.OPEN else ""
    message = (
        f"from {start}, {places} may take until {end} by their own limits{read}, and line "
        f"{total.line.number} allows them until {allowed}"
    )
    return context.finding(total.line, message, "write a longer total, or shorter limits")
