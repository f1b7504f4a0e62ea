"""Every limit says which days it counts, and gives one figure.

What it does: finds each limit in bare `days`, which may be calendar days or working days, and each
that the text gives in two ways (`or 2 working days as also written`). It says how far the readings
lie apart at their worst.

Why it matters: over Christmas, five days are five or twelve.

Example: `this stage must end within 5 days` beside `within 3 working days` in the next stage.

What to write instead: `working days` or `calendar days`, and one figure for each limit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Ground, Verdict
from checker.proof.text import unit_is_clear
from checker.review.findings import Part, RestsOn, Result
from checker.review.promise import Clauses, sentence
from checker.words.limits import sooner_words
from checker.words.times import day_words
from checker.worktime.calendar import to_local
from checker.worktime.real_waits import apart

if TYPE_CHECKING:
    from checker.review.context import Context
    from checker.review.findings import Finding
    from checker.worktime.real_waits import LimitedLine

NAME = "unit-is-clear"
_CLAUSES = Clauses(
    "each limit says which days it counts, and gives one figure",
    "a limit does not say which days it counts",
)


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure: open where a limit can be read in two ways."""
    whole, lines = unit_is_clear(context.procedure)
    parts, findings = [], []
    for line, verdict in lines.items():
        unclear = verdict is Verdict.OPEN
        keeps = (
            RestsOn(line.line.number, sooner_words(line.readings[0].durations), Ground.READING),
        )
        parts.append(Part(line.place, line.limited.value, verdict, keeps if unclear else ()))
        if unclear:
            findings.append(_finding(context, line))
    told = tuple({finding.line: finding for finding in reversed(findings)}.values())[::-1]
    message = sentence(whole, _CLAUSES)
    return (Result(NAME, whole, message, None, tuple(parts), told),)


def _finding(context: Context, line: LimitedLine) -> Finding:
    ways = " or ".join(sooner_words(reading.durations) for reading in line.readings)
    message = f"line {line.line.number} can be read in two ways: {ways}"
    far = apart(context.procedure, line)
    if far is not None:
        ends = "; ".join(
            f"{sooner_words(way.durations)}, by {day_words(to_local(end).date())}"
            for way, end in far.ends
        )
        message += f"; from {day_words(to_local(far.start).date())}: {ends}"
    help_ = "write `working days` or `calendar days`" if line.limit.bare else "give one figure"
    return context.finding(line.line, message, help_)
