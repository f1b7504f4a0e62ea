"""The report as sentences: nothing drawn, no colour, no table. It reads well aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.output.excerpt import excerpt_of
from checker.output.titles import TITLES
from checker.output.totals import totals
from checker.output.waits import HEADING, waits_in_words
from checker.output.wording import faults, lines_in_words, remarks, supports, unquoted
from checker.words.characters import legible
from checker.words.text import counted, sentence
from checker.words.times import dated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.output.report import Report
    from checker.review.findings import Finding, Result, Review, Telling


def written(report: Report, *, colour: bool = False) -> str:  # noqa: ARG001, it has none
    """What the checks say of each procedure, a sentence or a few a line, then what that counts."""
    lines = [line for review in report.reviews for line in _procedure(review)]
    return "".join(f"{legible(line)}\n" for line in (*lines, sentence(totals(report))))


def _procedure(review: Review) -> Iterator[str]:
    """The procedure's title, then findings, remarks, kept promises and what is not checked."""
    yield f"The procedure {said(review.subject.title)} In the file {review.path}."
    yield ""
    for result in review.results:
        if result.failing:
            yield from _failing(review, result)
            yield ""
    for result in review.results:
        for finding in remarks(result):
            yield f"{result.check}: a remark."
            yield from finding_in_words(review, finding)
            yield ""
    for result in review.results:
        if not result.failing:
            yield _passing(result)
    for note in review.notes:
        yield f"Note: {said(note)}"
    if review.waits:
        yield f"{sentence(HEADING).removesuffix('.')}:"
    for limit, wait in waits_in_words(review):
        yield said(f"{limit}: {wait}")
    yield ""


def _failing(review: Review, result: Result) -> Iterator[str]:
    """A promise that is not kept: why, then each finding with its number."""
    found = faults(result)
    if [finding.message for finding in found] == [result.message]:
        yield _verdict(result)
    else:
        yield f"{_verdict(result)} {said(result.message)}"
    for number, finding in enumerate(found, 1):
        if len(found) > 1:
            yield f"Finding {number} of {len(found)}."
        yield from finding_in_words(review, finding)


def _verdict(result: Result) -> str:
    own = "" if result.line is None else f", in line {result.line}"
    return f"{result.check}{own}: {TITLES[result.verdict]}."


def _passing(result: Result) -> str:
    """A promise that is no reason to fail, with the lines that it rests on."""
    rests = lines_in_words(supports(result))
    tail = f" It rests on {unquoted(rests)}." if rests else ""
    return f"{_verdict(result)} {said(result.message)}{tail}"


def finding_in_words(review: Review, finding: Finding) -> Iterator[str]:
    """One finding: where, what, what the line says, what to do, and a case."""
    yield f"Line {finding.line}, column {finding.column}: {said(finding.message)}"
    rows = excerpt_of(review.source, finding.span)
    texts = [row.shown.strip() for row in rows if row.number is not None]
    if any(texts):
        yield f"The text there: {' '.join(texts)}"
    if finding.heading is not None:
        yield f"The heading in the policy: {finding.heading}"
    if finding.help is not None:
        yield f"What to do: {said(finding.help)}"
    if finding.telling is not None:
        yield from _telling(finding.telling)


def _telling(telling: Telling) -> Iterator[str]:
    """How the text is read in the story, then the story, a dated sentence a line."""
    for reading in telling.readings:
        yield f"Read so: {said(reading)}"
    if telling.sentences:
        yield f"Such a case, in {counted(len(telling.sentences), 'step')}:"
        for step in telling.sentences:
            yield f"{dated(step.moment)}: {said(step.text)}"


def said(message: str) -> str:
    """A message as a sentence to be read aloud, on one line."""
    return sentence(unquoted(" ".join(message.split())))
