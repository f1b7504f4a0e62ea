"""The report for a terminal: each finding with its place, its source line and a worked case.

A promise that is kept takes one line, which names the lines that it rests on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.output.block import block
from checker.output.colour import Style, painted, style_of
from checker.output.excerpt import excerpt_of, excerpt_of_line
from checker.output.titles import TITLES
from checker.output.totals import totals
from checker.output.waits import HEADING, waits_in_words
from checker.output.wording import faults, lines_in_words, remarks, supports
from checker.words.characters import legible
from checker.words.times import dated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.output.report import Report
    from checker.review.findings import Finding, Result, Review, Telling


def written(report: Report, *, colour: bool = False) -> str:
    """What the checks say of each procedure, then one line that counts."""
    parts = [part for review in report.reviews for part in _procedure(review, colour=colour)]
    return "".join(f"{part}\n" for part in (*parts, totals(report)))


def _procedure(review: Review, *, colour: bool) -> Iterator[str]:
    """The procedure's name, then findings, remarks, kept promises and what is not checked."""
    name = f"{review.subject.title} ({review.path})"
    yield painted(legible(name), Style.STRONG, colour=colour)
    yield ""
    for result in review.results:
        if result.failing:
            yield _failing(review, result, colour=colour)
    for result in review.results:
        for finding in remarks(result):
            headline = painted(f"{result.check}: remark", Style.ASIDE, colour=colour)
            yield f"{headline}\n{_finding(review, finding, colour=colour)}\n"
    passing = [result for result in review.results if not result.failing]
    for result in passing:
        yield _passing(review, result, colour=colour)
    for note in review.notes:
        yield f"{painted('note', Style.ASIDE, colour=colour)}: {legible(note)}"
    if passing or review.notes:
        yield ""
    if review.waits:
        yield f"{painted('time', Style.ASIDE, colour=colour)}: {HEADING}"
        yield from (f"  {limit}: {wait}" for limit, wait in waits_in_words(review))
        yield ""


def _failing(review: Review, result: Result, *, colour: bool) -> str:
    """A promise that is not kept: its headline, why, and each finding."""
    lines = [_headline(result, colour=colour)]
    found = faults(result)
    if not found:
        lines.append(_bare(review, result, colour=colour))
    elif [finding.message for finding in found] != [result.message]:
        lines.append(f"  {legible(result.message)}")
    shown = [_finding(review, finding, colour=colour) for finding in found]
    return "\n".join([*lines, "\n\n".join(shown)]).rstrip() + "\n"


def _bare(review: Review, result: Result, *, colour: bool) -> str:
    """A failing check that has no finding of its own: its message, at the line that it is about."""
    number = result.line or review.subject.line
    column, row = excerpt_of_line(review.source, number)
    place = (review.path, number, column)
    return block(result.message, place, (row,), colour=colour)


def _headline(result: Result, *, colour: bool) -> str:
    title = painted(TITLES[result.verdict], style_of(result.verdict), colour=colour)
    return f"{painted(result.check, Style.STRONG, colour=colour)}: {title}"


def _passing(review: Review, result: Result, *, colour: bool) -> str:
    """A promise that is no reason to fail, in one line."""
    own = "" if result.line is None else f" ({legible(review.path)}:{result.line})"
    rests = lines_in_words(supports(result))
    tail = f"; rests on {rests}" if rests else ""
    return f"{_headline(result, colour=colour)}{own}: {legible(result.message)}{legible(tail)}"


def _finding(review: Review, finding: Finding, *, colour: bool) -> str:
    """One finding: what is wrong, where, under which heading, what to do, and a case."""
    notes = []
    if finding.heading is not None:
        notes.append(("heading", finding.heading))
    if finding.help is not None:
        notes.append(("help", finding.help))
    if finding.telling is not None:
        notes += _telling(finding.telling)
    return block(
        finding.message,
        (review.path, finding.line, finding.column),
        excerpt_of(review.source, finding.span),
        notes,
        colour=colour,
    )


def _telling(telling: Telling) -> Iterator[tuple[str, str]]:
    """How the text is read in the story, then the story as dated sentences."""
    if telling.readings:
        yield "read so", "\n".join(telling.readings)
    if telling.sentences:
        steps = (f"{dated(step.moment)}: {step.text}" for step in telling.sentences)
        yield "such a case", "\n".join(["", *steps])
