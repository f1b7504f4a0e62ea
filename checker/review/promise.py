"""From an engine's answer to a result in words: shared by every check that asks one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.holes import holes
from checker.proof.verdict import Ground, Verdict
from checker.review.findings import Part, RestsOn, Result
from checker.review.telling import reading_words, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.procedure.model import Line
    from checker.proof.verdict import Answer, PartAnswer, Support
    from checker.review.context import Context
    from checker.review.findings import Finding

Wording = "Callable[[Context, PartAnswer], tuple[str, str | None]]"

SENTENCES = {
    Verdict.PROVED: "{promise}, from what must be done alone",
    Verdict.PROVED_IF_GUIDED: "{promise}, if the guidance that it rests on is followed",
    Verdict.PROVED_IF_ASSUMED: "{promise}, under the assumptions that it rests on",
    Verdict.PROVED_IF_ASSUMED_AND_GUIDED: (
        "{promise}, under the assumptions that it rests on and if the guidance is followed"
    ),
    Verdict.OPEN: "whether {promise} hangs on how the text is read",
    Verdict.REFUTED: "it is not so that {promise}, even with everything complied with",
    Verdict.VACUOUS: "there is nothing here that this promise speaks of",
    Verdict.UNKNOWN: "this could not be decided within the solver's resource limit",
}


def sentence(verdict: Verdict, promise: str) -> str:
    """The verdict on `promise` (a clause such as "every case comes to an end") in one sentence."""
    return SENTENCES[verdict].format(promise=promise)


def result(  # noqa: PLR0913, PLR0917, a result is made of this many
    context: Context,
    check: str,
    answer: Answer,
    promise: str,
    wording: Callable[[Context, PartAnswer], tuple[str, str | None]],
    line: Line | None = None,
) -> Result:
    """The result of `check`; `wording` says what is wrong with a part, and what helps."""
    parts = tuple(
        Part(part.key.place, part.key.row, part.verdict, tuple(rests_on(context, part.rests_on)))
        for part in answer.parts
    )
    findings = tuple(
        _finding(context, part, wording) for part in answer.parts if not part.verdict.kept
    )
    if answer.verdict.kept:
        findings = ()
    number = line.number if line is not None else None
    return Result(check, answer.verdict, sentence(answer.verdict, promise), number, parts, findings)


def _finding(
    context: Context,
    part: PartAnswer,
    wording: Callable[[Context, PartAnswer], tuple[str, str | None]],
) -> Finding:
    message, help_ = wording(context, part)
    if part.bug is not None:
        message = f"perhaps {message}, but the story of it could not be replayed: {part.bug}"
        help_ = "this is a mistake of the program, not of the procedure: please report it"
    telling = tell(context.procedure, part.story) if part.story is not None else None
    if part.verdict is Verdict.OPEN:
        keeps = "; ".join(
            r.text for r in rests_on(context, part.rests_on) if r.ground is Ground.READING
        )
        message = (
            f"it hangs on how the text is read whether {message}"
            if not keeps
            else (f"{message}, unless {keeps}")
        )
    return context.finding(context.place_line(part.key.place), message, help_, telling=telling)


def rests_on(context: Context, supports: tuple[Support, ...]) -> Iterator[RestsOn]:
    """What a part rests on, as it is shown."""
    by_identity = {hole.identity: hole for hole in holes(context.procedure)}
    for support in supports:
        if support.ground is Ground.STANDING:
            text = f"someone calls time in {support.stage}"
        elif support.hole is not None:
            hole = by_identity[support.hole]
            words = reading_words(context.procedure, hole, support.choice or "")
            text = f"line {hole.line.number} is read as {words}"
        else:
            text = context.lines[support.line or 0].text
        yield RestsOn(support.line, text, support.ground)


def title(place: str) -> str:
    """A stage or an ending by its name, as the text has it."""
    return f"`{place}`"
