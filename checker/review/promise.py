"""From an engine's answer to a result in words: shared by every check that asks one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from checker.answers.verdict import Ground, Row, Verdict
from checker.review.findings import Part, RestsOn, Result
from checker.review.telling import reading_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.answers.verdict import Answer, PartAnswer, Support
    from checker.procedure.model import Line
    from checker.review.context import Context
    from checker.review.findings import Finding

Wording: TypeAlias = "Callable[[Context, PartAnswer], tuple[str, str | None]]"
"""What is wrong with one part, and what to write instead."""


class Clauses(Struct, frozen=True):
    """A promise in words: the clause that says it is kept, and the one that says it is not."""

    kept: str
    broken: str


EVEN_SO = ", even if everyone does all that the text asks"
"""Ends a clause about what people do: the promise is broken by those who comply, too."""


def sentence(verdict: Verdict, clauses: Clauses) -> str:
    """What is promised, or how it fails: one sentence, to be read after the verdict itself."""
    match verdict:
        case Verdict.OPEN:
            return f"whether {clauses.kept} depends on how the text is read"
        case Verdict.REFUTED:
            return clauses.broken
        case Verdict.VACUOUS:
            return "the text has nothing that this promise is about"
        case Verdict.UNKNOWN:
            return "this could not be decided within the program's limit on work"
        case _:
            return clauses.kept


def result(  # noqa: PLR0913, PLR0917, a result is made of this many
    context: Context,
    check: str,
    answer: Answer,
    clauses: Clauses,
    wording: Wording,
    line: Line | None = None,
) -> Result:
    """The result of `check`; `wording` says what is wrong with a part, and what helps."""
    findings = tuple(
        _finding(context, part, wording, line) for part in answer.parts if not part.verdict.kept
    )
    told = parts(context, answer)
    number = line.number if line is not None else None
    return Result(check, answer.verdict, sentence(answer.verdict, clauses), number, told, findings)


def parts(context: Context, answer: Answer) -> tuple[Part, ...]:
    """The parts of an answer, as they are shown."""
    return tuple(
        Part(part.key.place, part.key.row, part.verdict, tuple(rests_on(context, part.rests_on)))
        for part in answer.parts
    )


def _finding(context: Context, part: PartAnswer, wording: Wording, line: Line | None) -> Finding:
    message, help_ = wording(context, part)
    if part.bug is not None:
        message = f"perhaps {message}, but the story of it could not be replayed: {part.bug}"
        help_ = "this is a mistake of the program, not of the procedure: please report it"
    if part.verdict is Verdict.OPEN:
        keeps = [r.text for r in rests_on(context, part.rests_on) if r.ground is Ground.READING]
        unless = f", unless {' and '.join(keeps)}"
        message += unless if keeps else ", if the text is read in one of several ways"
    at = context.line_of(part.key) or line or context.procedure.line
    if line is not None and part.key.row == Row.REACHED.value:
        at = line
    telling = context.tell(part.story)
    return context.finding(at, message, help_, telling=telling)


def rests_on(context: Context, supports: tuple[Support, ...]) -> Iterator[RestsOn]:
    """What a part rests on, as it is shown."""
    for support in supports:
        if support.ground is Ground.STANDING:
            text = f"someone calls time in {support.stage}"
        elif support.hole is not None:
            hole = context.holes[support.hole]
            text = reading_words(context.procedure, hole, support.choice or "")
        else:
            text = context.lines[support.line or 0].text
        yield RestsOn(support.line, text, support.ground)
