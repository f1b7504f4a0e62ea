"""What a review gives: for each check a verdict, its parts, and findings to act on."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003, msgspec reads the types of what is stored
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.answers.route import Routes
from checker.answers.story import Story  # noqa: TC001
from checker.answers.verdict import Ground, Unknown, Verdict
from checker.language.diagnostics import Span  # noqa: TC001
from checker.procedure.model import Header, SetAside  # noqa: TC001
from checker.worktime.real_waits import RealWait  # noqa: TC001

if TYPE_CHECKING:
    from checker.language.diagnostics import SourceText
    from checker.procedure.model import Procedure

FAILING = frozenset({Verdict.REFUTED, Verdict.OPEN, Verdict.UNKNOWN})
"""Verdicts that are findings (exit code 1) for every check."""


class Sentence(Struct, frozen=True):
    """One step of a story in words: its moment (aware, London time) and what happens."""

    moment: datetime
    text: str


class Telling(Struct, frozen=True):
    """A story in sentences, with the data it was told from and how the text is read in it."""

    story: Story
    sentences: tuple[Sentence, ...]
    readings: tuple[str, ...] = ()


class Finding(Struct, frozen=True):
    """One thing to mend or to know.

    `message` is lower case without a final period; `help` says what to write instead; `heading` is
    the policy's heading under which the line stands, where it is cited. `remark`: worth saying, and
    no reason to fail.
    """

    message: str
    span: Span
    line: int
    column: int
    help: str | None = None
    heading: str | None = None
    telling: Telling | None = None
    remark: bool = False


class RestsOn(Struct, frozen=True):
    """A line that a part rests on, as it is shown; `line` is None for a standing line."""

    line: int | None
    text: str
    ground: Ground


class Part(Struct, frozen=True):
    """One part of a check: the stage (or ending) and the row, its verdict and what it rests on."""

    stage: str
    row: str
    verdict: Verdict
    rests_on: tuple[RestsOn, ...] = ()


class Result(Struct, frozen=True):
    """The verdict of one check on one procedure.

    `line` is set where the check is a promise of the writer's own (`require`), else None.
    `message` says the verdict in one sentence.
    """

    check: str
    verdict: Verdict
    message: str
    line: int | None = None
    parts: tuple[Part, ...] = ()
    findings: tuple[Finding, ...] = ()
    unknown: Unknown | None = None
    """Why, where the verdict is unknown."""

    @property
    def failing(self) -> bool:
        """Whether it is a finding; a vacuous promise of the writer's own is one too."""
        return self.verdict in FAILING or (
            self.verdict is Verdict.VACUOUS and self.line is not None
        )


class Subject(Struct, frozen=True):
    """What a report tells of a procedure itself; `line` is the number of its first line."""

    name: str
    title: str
    line: int
    header: Header
    set_aside: tuple[SetAside, ...] = ()


def subject_of(procedure: Procedure) -> Subject:
    """What a report tells of this procedure itself."""
    return Subject(
        procedure.name,
        procedure.title,
        procedure.line.number,
        procedure.header,
        procedure.set_aside,
    )


class Review(Struct, frozen=True):
    """Everything that the checks say of one procedure, in the order in which checks are listed."""

    subject: Subject
    source: SourceText
    results: tuple[Result, ...]
    notes: tuple[str, ...] = ()
    """What was taken as meant, and what is said and not yet checked, one sentence each."""
    waits: tuple[RealWait, ...] = ()
    """The longest real wait of each line with a limit, in the order of the text; none where they
    were not asked for.
    """
    routes: Routes = Routes()
    """The longest real wait along each route, one limit after the other; likewise."""

    @property
    def path(self) -> str:
        """Where the text came from."""
        return self.source.path

    @property
    def failing(self) -> bool:
        """Whether any check has a finding."""
        return any(result.failing for result in self.results)
