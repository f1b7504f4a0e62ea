"""The report as web pages: one a procedure, and an index of them.

The pages hold no script and name nothing from elsewhere. On a procedure's page the words of the
flowchart stand before the picture.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from msgspec import Struct

from checker.answers.verdict import Verdict
from checker.output.compiled import Compiled
from checker.output.excerpt import excerpt_of
from checker.output.titles import GROUNDS, MEANINGS, MISSION, TITLES
from checker.output.totals import finding_count
from checker.output.waits import HEADING, waits_in_words
from checker.output.wording import faults, remarks
from checker.words.characters import base_name, legible, printable
from checker.words.text import counted, sentence
from checker.words.times import MONTHS, dated
from checker.worktime.bank_holidays import AS_AT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from checker.review.findings import Finding, Result, Review

TEMPLATES = Path(__file__).with_name("templates")
WIDEST = 2_000
"""The most characters of a source line that a page shows; it wraps them."""
TONES = {Verdict.REFUTED: "bad", Verdict.OPEN: "unsure", Verdict.UNKNOWN: "unsure"}
"""The class that colours a verdict, whose words say it too; the others are `good`."""
VACUOUS_TONE = "unsure"


class Page(Struct, frozen=True):
    """What one procedure's page is made of; `stem` is its file's name without the ending.

    `words` is the flowchart's text equivalent, field by field, as `asdict` gives it; `wide` and
    `narrow` are the flowchart as SVG, for paper and for a phone.
    """

    stem: str
    review: Review
    words: Mapping[str, Any]
    wide: bytes
    narrow: bytes


def procedure_page(page: Page, as_of: date) -> bytes:
    """A procedure's page, in UTF-8."""
    template = _environment().get_template("procedure.html")
    text = template.render(
        stem=page.stem,
        review=page.review,
        words=page.words,
        wide=_inline(page.wide),
        narrow=_inline(page.narrow),
        as_of=as_of,
        calendar=_calendar(),
    )
    return _encoded(text)


def index_page(pages: Sequence[Page], unread: Sequence[str], as_of: date) -> bytes:
    """The index: the promises of each procedure, then what could not be read; in UTF-8."""
    template = _environment().get_template("index.html")
    text = template.render(
        pages=pages,
        unread=unread,
        promises=[promise.value for promise in MISSION],
        titles=TITLES,
        as_of=as_of,
        calendar=_calendar(),
    )
    return _encoded(text)


def compile_templates() -> None:
    """Compile every template and save what comes of it, unless that was done before."""
    for path in sorted(TEMPLATES.iterdir()):
        if path.suffix in {".html", ".css"}:
            _environment().get_template(path.name)


@cache
def _environment() -> Environment:
    """The templates, with everything escaped, and the words that they use."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        bytecode_cache=Compiled(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        base_name=base_name,
        address=lambda stem: quote(printable(stem)),
        coded=_coded,
        dated=dated,
        day=day,
        finding_count=lambda review: counted(finding_count(review), "finding"),
        findings=_findings,
        ground=GROUNDS.__getitem__,
        legible=legible,
        meaning=MEANINGS.__getitem__,
        promised=_promised,
        said=lambda message: sentence(legible(message)),
        source_lines=_source_lines,
        title_of=TITLES.__getitem__,
        tone=tone,
        verdicts=_verdicts,
        waits=waits_in_words,
    )
    environment.globals["waits_heading"] = HEADING
    return environment


def tone(verdict: Verdict) -> str:
    """The class that colours a verdict."""
    return VACUOUS_TONE if verdict is Verdict.VACUOUS else TONES.get(verdict, "good")


def day(moment: date) -> str:
    """A date as people write it: `2 March 2026`."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def _calendar() -> str:
    return f"The table of bank holidays was last compared on {day(AS_AT)}."


def _coded(message: str) -> Markup:
    """A message in which the words of the text, in backticks, are marked as such."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(message))))  # noqa: S704


def _findings(review: Review) -> list[tuple[Result, Finding]]:
    """What is amiss, then the remarks, each with the result that it belongs to."""
    wrong = [(result, each) for result in review.results for each in faults(result)]
    aside = [(result, each) for result in review.results for each in remarks(result)]
    return wrong + aside


def _promised(review: Review) -> list[Verdict | None]:
    """The verdicts on the promises of the summary, in their order; None where one was not asked."""
    verdicts = {result.check: result.verdict for result in review.results}
    return [verdicts.get(promise.value) for promise in MISSION]


def _verdicts(review: Review) -> list[Verdict]:
    """The verdicts that the page shows, in the order in which verdicts are listed."""
    shown = {result.verdict for result in review.results}
    shown |= {part.verdict for result in review.results for part in result.parts}
    return [verdict for verdict in Verdict if verdict in shown]


def _source_lines(review: Review, finding: Finding) -> Iterator[tuple[str, str, str]]:
    """Each source line of a finding: what stands before the place, the place, what follows."""
    for row in excerpt_of(review.source, finding.span, WIDEST):
        start = row.start if row.underlined else len(row.shown)
        stop = start + len(row.underlined)
        yield row.shown[:start], row.underlined, row.shown[stop:]


def _inline(svg: bytes) -> Markup:
    """A picture as part of the page: what stands before its first element is left out."""
    text = svg.decode("utf-8")
    return Markup(text[text.index("<svg") :].rstrip())  # noqa: S704, the drawing escapes its words


def _encoded(text: str) -> bytes:
    return printable(text).encode("utf-8")
