"""What a program written in Python calls: check a procedure, draw it, explain a check.

`docs/from-python.md` shows each with an example. Whatever is wrong with what was given stands in
the result; an exception is a mistake of this program.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from checker.language.diagnostics import Unreadable
from checker.language.source import read_source, text_of

if TYPE_CHECKING:
    from checker.answers.verdict import Verdict
    from checker.language.diagnostics import Diagnostic, SourceText
    from checker.procedure.model import Procedure
    from checker.review.findings import Finding, Result

Form: TypeAlias = Literal["svg", "pdf", "png", "dot"]
"""What a flowchart can be drawn as."""

_NAME = "text"
"""What a text that comes from no file is called."""


class Problem(Struct, frozen=True):
    """What keeps a text from being read, and what to write instead.

    `line` and `column` count from 1; both are None where no place can be told.
    """

    message: str
    line: int | None
    column: int | None
    help: str | None


class Step(Struct, frozen=True):
    """One step of a worked case: its moment (aware, London time) and what happens."""

    moment: datetime
    text: str


class Found(Struct, frozen=True):
    """One thing to mend, or, where it is a `remark`, to know.

    `case`: a worked case that shows it; empty where there is none to show.
    """

    message: str
    line: int
    column: int
    help: str | None
    case: tuple[Step, ...]
    remark: bool


class CheckVerdict(Struct, frozen=True):
    """The verdict of one check, in one sentence too, with what was found.

    `line` is set for a promise of the writer's own (`require`). `failing`: it is a finding.
    """

    check: str
    verdict: Verdict
    message: str
    line: int | None
    failing: bool
    findings: tuple[Found, ...]


class Checked(Struct, frozen=True):
    """What the checks say of a text; of one that cannot be read, the problems alone.

    `notes`: what was taken as meant, and what is said and not checked.
    """

    title: str | None
    problems: tuple[Problem, ...]
    verdicts: tuple[CheckVerdict, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def failing(self) -> bool:
        """Whether there is a finding, or the text could not be read."""
        return bool(self.problems) or any(verdict.failing for verdict in self.verdicts)


class Drawn(Struct, frozen=True):
    """A flowchart as the content of a file; of a text that cannot be read, the problems alone."""

    content: bytes
    problems: tuple[Problem, ...]


def check(source: str | Path) -> Checked:
    """Check a procedure: the text itself as a `str`, or a file as a `Path`."""
    from checker.review.examine import examined

    loaded = _load(source)
    if isinstance(loaded, tuple):
        return Checked(None, loaded)
    procedure, text = loaded.procedure, loaded.source
    review = examined(procedure, text, dated=False)
    return Checked(procedure.title, (), tuple(map(_verdict, review.results)), review.notes)


def draw(
    source: str | Path, form: Form = "svg", *, narrow: bool = False, as_of: date | None = None
) -> Drawn:
    """Draw the flowchart of a procedure: the text itself as a `str`, or a file as a `Path`.

    `narrow`: in one column, for a phone. `as_of`: the date that a PDF carries, today's without it.
    """
    from checker import flowchart
    from checker.output.waits import of_stages
    from checker.worktime.real_waits import real_waits

    loaded = _load(source)
    if isinstance(loaded, tuple):
        return Drawn(b"", loaded)
    day = as_of or datetime.now().astimezone().date()
    content = flowchart.draw(
        loaded.procedure,
        form,
        as_of=day,
        narrow=narrow,
        fingerprint=loaded.source.fingerprint,
        waits=of_stages(real_waits(loaded.procedure)),
    )
    return Drawn(content, ())


def checks() -> tuple[str, ...]:
    """The names of the checks, in the order in which reports list them."""
    from checker.review import catalogue

    return tuple(each.name for each in catalogue.checks())


def explain(check: str) -> str | None:
    """What a check asks, why, and what to write instead; None where none has that name."""
    from checker.review import catalogue

    return next((each.documentation for each in catalogue.checks() if each.name == check), None)


class _Loaded(Struct, frozen=True):
    """A text that could be read, and its model."""

    source: SourceText
    procedure: Procedure


def _load(source: str | Path) -> _Loaded | tuple[Problem, ...]:
    """The model of a text, or what keeps it from being read."""
    from checker.procedure.from_syntax import load_text

    if isinstance(source, Path):
        text = read_source(source)
    else:
        text = text_of(_NAME, source.encode("utf-8", "surrogatepass"))
    if isinstance(text, Unreadable):
        line, column = (text.at.line, text.at.column) if text.at is not None else (None, None)
        return (Problem(text.message, line, column, text.help),)
    procedure, diagnostics = load_text(text.text, text.path)
    if procedure is None:
        return tuple(_problem(each, text) for each in diagnostics)
    return _Loaded(text, procedure)


def _problem(diagnostic: Diagnostic, source: SourceText) -> Problem:
    at = source.position(diagnostic.span.start)
    return Problem(diagnostic.message, at.line, at.column, diagnostic.help)


def _verdict(result: Result) -> CheckVerdict:
    found = tuple(map(_found, result.findings))
    return CheckVerdict(
        result.check, result.verdict, result.message, result.line, result.failing, found
    )


def _found(finding: Finding) -> Found:
    told = () if finding.telling is None else finding.telling.sentences
    return Found(
        finding.message,
        finding.line,
        finding.column,
        finding.help,
        tuple(Step(sentence.moment, sentence.text) for sentence in told),
        finding.remark,
    )
