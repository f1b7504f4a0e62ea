"""Reviews made by hand, so that a test of a format says itself what it shows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from checker.answers.story import Story
from checker.answers.verdict import Ground, Verdict
from checker.language.diagnostics import Diagnostic, SourceText, Span, Unreadable
from checker.output.formats import format_named
from checker.output.report import Broken, Failed, Report
from checker.procedure.model import Header
from checker.review.findings import (
    Finding,
    Part,
    RestsOn,
    Result,
    Review,
    Sentence,
    Subject,
    Telling,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.output.report import Unread

TEXT = """procedure leaving "Leaving & entering"
stage one "One"
  led by the worker
  if agreed, go to done
ending done "Agreed", by agreement
require that some case can reach done
"""
LONDON = ZoneInfo("Europe/London")
NINE = datetime(2026, 3, 2, 9, tzinfo=LONDON)
TEN = datetime(2026, 7, 1, 10, 30, tzinfo=LONDON)

STORY = Telling(
    Story(()),
    (Sentence(NINE, "A case starts in “One”."), Sentence(TEN, "nobody has answered")),
    ("line 3 read as later",),
)
KEPT = Result(
    "named-role",
    Verdict.PROVED_IF_ASSUMED_AND_GUIDED,
    "every stage is led by a named role",
    parts=(
        Part(
            "one",
            "lead",
            Verdict.PROVED_IF_ASSUMED_AND_GUIDED,
            (
                RestsOn(3, "led by the worker", Ground.MUST),
                RestsOn(4, "if agreed, go to done", Ground.MUST),
                RestsOn(5, "an ending", Ground.GUIDANCE),
                RestsOn(6, "assume it", Ground.ASSUMPTION),
                RestsOn(None, "someone calls time in one", Ground.STANDING),
            ),
        ),
        Part("two", "lead", Verdict.PROVED, (RestsOn(3, "led by the worker", Ground.MUST),)),
    ),
)


def span_of(words: str, text: str = TEXT) -> Span:
    """The span of words that stand once in a text."""
    assert text.count(words) == 1
    return Span(text.index(words), text.index(words) + len(words))


def finding(  # noqa: PLR0913, a finding has this many parts
    words: str = "if agreed, go to done",
    message: str = "in `one`, after `no answer`, nobody has to move the case",
    *,
    text: str = TEXT,
    help_: str | None = "write what follows",
    heading: str | None = "Step 1 <of 2>",
    telling: Telling | None = STORY,
    remark: bool = False,
) -> Finding:
    """A finding at words of a text."""
    span = span_of(words, text)
    place = SourceText(text, "x").position(span.start)
    return Finding(message, span, place.line, place.column, help_, heading, telling, remark)


REFUTED = Result(
    "every-path-ends",
    Verdict.REFUTED,
    "not so that every case ends",
    parts=(
        Part("one", "no answer", Verdict.REFUTED),
        Part("one", "agreed", Verdict.PROVED, (RestsOn(4, "if agreed", Ground.MUST),)),
    ),
    findings=(finding(),),
)
REMARK = Result(
    "nothing-dangling",
    Verdict.PROVED,
    "everything is there",
    findings=(
        finding(
            "led by the worker",
            "the default is taken",
            help_=None,
            heading=None,
            telling=None,
            remark=True,
        ),
    ),
)
OWN_VACUOUS = Result("require", Verdict.VACUOUS, "no case can do it", line=6)
OPEN = Result(
    "same-day-escalation",
    Verdict.OPEN,
    "it hangs on line 3",
    findings=(finding(message="it hangs on line 3", help_=None, heading=None, telling=None),),
)
UNASKED = Result("no-endless-loop", Verdict.VACUOUS, "there is no loop")


def review_of(
    *results: Result,
    text: str = TEXT,
    path: str = "drafts/leaving.procedure",
    notes: tuple[str, ...] = (),
) -> Review:
    """A review with these results."""
    subject = Subject("leaving", "Leaving & entering", 1, Header())
    return Review(subject, SourceText(text, path), results, notes)


EVERYTHING = review_of(
    REFUTED, OPEN, KEPT, REMARK, UNASKED, OWN_VACUOUS, notes=("a quorum is not checked",)
)
GOOD = review_of(KEPT, UNASKED)

UNREADABLE = Unreadable("away/none.procedure", "there is no such file", "look at its name")
BROKEN = Broken.of(
    SourceText(TEXT, "away/broken.procedure"),
    (
        Diagnostic("nobody is called so", span_of("led by the worker"), "name a role"),
        Diagnostic("there is no such ending", span_of("done\nending"), None),
    ),
)
FAILED = Failed("away/hard.procedure", "it could not be checked", "please report it")


def written(
    name: str, reviews: Iterable[Review], unread: tuple[Unread, ...] = (), *, colour: bool = False
) -> str:
    """The reviews in the format of this name."""
    return format_named(name).written(Report((*reviews,), unread), colour=colour)
