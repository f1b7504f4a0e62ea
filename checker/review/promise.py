"""From an engine's answer to a result in words: shared by every check that asks one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from checker.answers.verdict import Ground, Reason, Row, Unclear, Unknown, Verdict
from checker.review.findings import Part, RestsOn, Result
from checker.review.telling import reading_words
from checker.words.text import counted, listed
from checker.worktime.real_waits import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

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


_UNKNOWN = {
    Reason.WORK: "this could not be decided within the program's limit on work",
    Reason.REPLAY: "the program's own story of how this can fail does not stand",
    Reason.TERMS: "school days cannot be counted, as no table of school terms is given",
    Reason.YEARS: "a limit runs past the last year of which the bank holidays are known",
    Reason.CLOSED: f"no working day comes in the years {FIRST_YEAR} to {LAST_YEAR}",
    Reason.LENGTH: "the cases of other stages are too long together for more to be told",
    Reason.KIND: "promises of this kind are not decided yet",
}


_UNKNOWN_HELP = {
    Reason.WORK: "ask it of fewer stages, or write fewer `at most` lines and facts that change",
    Reason.TERMS: "give the limit in working days, weeks or months",
    Reason.YEARS: "give a shorter limit",
    Reason.CLOSED: "leave working days between what the `closed` lines take out",
}


def why_unknown(unknown: Unknown) -> str:
    """Why a verdict is unknown: one sentence, to be read after the verdict itself."""
    if unknown.reason is not Reason.MEANING:
        return _UNKNOWN[unknown.reason] + _too_much(unknown)
    numbers = sorted({each.line for each in unknown.lines})
    lines = (
        f"line {numbers[0]} means"
        if len(numbers) == 1
        else f"lines {listed(map(str, numbers))} mean"
    )
    return f"what {lines} for this promise is not settled"


def _too_much(unknown: Unknown) -> str:
    """What there is too much of: `; it turns on the facts risk, urgent and 9 more, in s1 to s9`."""
    facts, stages = unknown.facts, unknown.stages
    found = ""
    if facts:
        kind = "fact" if len(facts) == 1 else "facts"
        more = [f"{len(facts) - _NAMED} more"] if len(facts) > _NAMED else []
        named = [*(f"`{each}`" for each in facts[:_NAMED]), *more]
        found = f" on the {kind} {listed(named)}"
    if stages:
        span = f"`{stages[0]}`" if len(stages) == 1 else f"`{stages[0]}` to `{stages[-1]}`"
        found += f"{',' if facts else ''} in {span}"
    return f"; it turns{found}" if facts else f"; there is too much{found}" if found else ""


_NAMED = 3
"""So many facts are named; the others are counted."""


def sentence(verdict: Verdict, clauses: Clauses, unknown: Unknown | None = None) -> str:
    """What is promised, or how it fails: one sentence, to be read after the verdict itself."""
    match verdict:
        case Verdict.OPEN:
            return f"whether {clauses.kept} depends on how the text is read"
        case Verdict.REFUTED:
            return clauses.broken
        case Verdict.VACUOUS:
            return "the text has nothing that this promise is about"
        case Verdict.UNKNOWN:
            return why_unknown(unknown or Unknown(Reason.WORK))
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
    said = sentence(answer.verdict, clauses, answer.unknown)
    findings = (
        *(_finding(context, part, wording, line) for part in broken_parts(answer)),
        *unsettled_findings(context, answer),
    )
    for reason, (why, mend) in _UNTOLD.items():
        places = [p.key.place for p in answer.parts if p.unknown and p.unknown.reason is reason]
        if places and answer.verdict is not Verdict.UNKNOWN:
            message = f"{_not_known(places)}: {why}"
            findings = (*findings, context.finding(line or context.procedure.line, message, mend))
    if answer.unknown is not None and not findings:
        help_ = _UNKNOWN_HELP.get(answer.unknown.reason)
        findings = (context.finding(line or context.procedure.line, said, help_),)
    number = line.number if line is not None else None
    told = parts(context, answer)
    return Result(check, answer.verdict, said, number, told, findings, answer.unknown)


_UNTOLD = {
    Reason.LENGTH: (
        "the cases above are too long together",
        "mend those first, and check again",
    ),
    Reason.WORK: (
        "turns are used in too many ways to follow each",
        "write fewer lines with `at most`",
    ),
}
"""Why a part of a promise that is not kept can be unknown, by the limits of the program."""


def _not_known(places: Sequence[str]) -> str:
    """That nothing is said of these places."""
    named = f"`{places[0]}`"
    if len(set(places)) > 1:
        named += f" to `{places[-1]}`"
    return f"of {counted(len(places), 'more place')}, {named}, it is not known whether it is kept"


def broken_parts(answer: Answer) -> list[PartAnswer]:
    """The parts that are not kept and of which a finding each tells."""
    return [part for part in answer.parts if not part.verdict.kept and part.unknown is None]


def unsettled_findings(
    context: Context, answer: Answer, *, remark: bool = False
) -> Iterator[Finding]:
    """One finding for each line that makes the verdict unknown."""
    return unclear_findings(context, answer.unknown.lines if answer.unknown else (), remark=remark)


def unclear_findings(
    context: Context, lines: Collection[Unclear], *, remark: bool = False
) -> Iterator[Finding]:
    """One finding for each line of which it is not settled what it means for a promise."""
    for number in sorted({each.line for each in lines}):
        ours = [each for each in lines if each.line == number]
        whys = listed(sorted({each.why for each in ours}))
        message = f"it is not settled {whys}, and this promise turns on it"
        helps = sorted({each.help for each in ours if each.help is not None})
        out = f"take line {number} out to see the verdict without it"
        help_ = ", or ".join([out, *helps])
        yield context.finding(context.lines[number], message, help_, remark=remark)


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
