"""The promises that the writer states: `require that …`.

What it does: decides each `require` line, over every case that the text allows or over the text
itself. A promise of a kind that is not decided yet is unknown, which is a finding:
it is never passed in silence. So is a promise about nothing, such as one about documents in a text
that has none.

Why it matters: what a procedure is for is known to its writer, and no general check can guess it.

Example: `require that step-3 only after step-2`, or `require that every stage has a limit`.

What to write instead: mend the lines that the story shows, or the promise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.answers.story import EventKind
from checker.answers.verdict import Reason, Row, Verdict
from checker.procedure.model import RequireKind
from checker.review.asked import asked_otherwise, duty_of
from checker.review.checks import bounded_end, every_path_ends
from checker.review.findings import Result
from checker.review.promise import EVEN_SO, Clauses, result
from checker.review.written import of_text

if TYPE_CHECKING:
    from checker.answers.story import Event
    from checker.answers.verdict import PartAnswer
    from checker.procedure.model import Require
    from checker.review.context import Context
    from checker.review.promise import Wording

NAME = "require"


def run(context: Context) -> tuple[Result, ...]:
    """One verdict for each `require` line."""
    return tuple(_one(context, require) for require in context.procedure.requires)


def _one(context: Context, require: Require) -> Result:
    promise = " ".join(require.line.text.removeprefix("require that ").split())
    answer = context.answer_to(require)
    if answer.unknown is not None and answer.unknown.reason is Reason.KIND:
        finding = context.finding(
            require.line,
            "this promise is not yet checked",
            "keep the line: a later version may decide it; until then it counts as unknown",
        )
        message = f"not yet checked: {promise}"
        return Result(
            NAME, Verdict.UNKNOWN, message, require.line.number, (), (finding,), answer.unknown
        )
    broken = f"this promise can be broken{EVEN_SO}: {promise}"
    if require.kind in _OF_TEXT or require.kind is RequireKind.SOME_CASE_REACHES:
        broken = f"the text does not keep this promise: {promise}"
    clauses = Clauses(promise, broken)
    told = result(context, NAME, answer, clauses, _wording(require), require.line)
    if told.failing and not told.findings:
        message, help_ = _alone(require, told)
        return replace(told, findings=(context.finding(require.line, message, help_),))
    return told


_RESPONSES = {
    Row.WHENEVER.value: (
        "in {}, the case need not move on as the promise has it",
        "write a limit for the stage, or a `whenever` line",
    ),
    Row.DUTY.value: (
        "at {}, nobody has to do what the promise asks",
        "write the duty there",
    ),
    Row.RETURNS.value: (
        "a case can come back to {} more often than the promise allows",
        "write `, at most once` after the move that leads back, and what follows then",
    ),
}
_BY_THEN = {
    Row.WHENEVER.value: ("", ", that is no longer than the promise's"),
    Row.DUTY.value: (" by then", ", with a limit that is no longer than the promise's"),
}
"""What follows there where the promise has a limit."""
_OF_TEXT = frozenset(
    {
        RequireKind.EVERY_STAGE_HAS,
        RequireKind.EVERY_ROLE_HAS,
        RequireKind.EVERY_DOCUMENT,
        RequireKind.NEVER_LEADS,
    }
)
"""Promises about what is written, whatever any case does."""
_VACUOUS = "check the names in the promise, or take the line out"


def _alone(require: Require, told: Result) -> tuple[str, str | None]:
    """What is wrong where no case shows it."""
    if told.verdict is Verdict.REFUTED:
        names = " or ".join(f"`{place.name}`" for place in require.places)
        spoken = " that the promise speaks of" if require.condition.literals else ""
        return f"no case{spoken} can come to {names}", "write a move that leads there"
    return told.message, _VACUOUS if told.verdict is Verdict.VACUOUS else None


def _wording(require: Require) -> Wording:
    """What to say of a part of `require`."""

    def words(context: Context, part: PartAnswer) -> tuple[str, str | None]:
        if require.kind in _OF_TEXT:
            return of_text(context, part, require)
        end = part.story.events[-1] if part.story is not None else None
        told = _otherwise(context, part, end)
        told = told or _of_row(require, part, end) or _of_end(require, part, end)
        if told is not None:
            return told
        if end is not None and end.kind is EventKind.UNDATED:
            return bounded_end.words(context, part)
        return every_path_ends.words(context, part)

    return words


def _otherwise(context: Context, part: PartAnswer, end: Event | None) -> tuple[str, str] | None:
    """What to say where a line asks what the promise asks, and not by when it has it."""
    line = end.line if end is not None and end.kind is EventKind.NO_DUTY else None
    duty = None if line is None else duty_of(context.procedure, line)
    if duty is None:
        return None
    message, help_ = asked_otherwise(context.procedure, duty)
    after = "" if part.key.row == Row.DUTY.value else f"after `{part.key.row}`, "
    return f"{after}at `{part.key.place}`, {message}", help_


def _of_row(require: Require, part: PartAnswer, end: Event | None) -> tuple[str, str] | None:
    """What to say where the part's row tells it."""
    place = f"`{part.key.place}`"
    if part.key.row == Row.REACHED.value and require.kind is RequireKind.ONLY_AFTER:
        before = f"`{require.places[1].name}`"
        return (
            f"a case can come to {place} without having been in {before}",
            f"lead every way to {place} through {before}, or give the promise a condition",
        )
    if part.key.row == Row.REACHED.value:
        return f"a case can come to {place}", "mend the lines that lead there, or the promise"
    if require.kind is RequireKind.NEVER_DELAYS:
        return _delayed(require, part.key.place)
    if part.key.row == Row.BY_THEN.value:
        return _late(require, part.key.place, (end and end.place) or part.key.place)
    if part.key.row in _RESPONSES:
        return _response(require, part.key.row, place)
    return None


def _response(require: Require, row: str, place: str) -> tuple[str, str]:
    """What to say where nothing answers as the promise asks."""
    message, help_ = _RESPONSES[row]
    limit = require.limit if require.duty is None else require.duty.limit
    said, written = ("", "") if limit is None else _BY_THEN.get(row, ("", ""))
    return message.format(place) + said, help_ + written


def _of_end(require: Require, part: PartAnswer, end: Event | None) -> tuple[str, str] | None:
    """What to say where the end of the story tells it."""
    place = f"`{part.key.place}`"
    last = end.kind if end is not None else None
    if last is EventKind.NO_DUTY:
        asked, help_ = _response(require, Row.DUTY.value, place)
        return f"after `{part.key.row}`, {asked}", help_
    if last is EventKind.OVERDUE:
        return (
            f"in {place}, after `{part.key.row}`, the case need not move on in time",
            "give the next step, or the stage, a limit that is no longer than the promise's",
        )
    if part.key.row == Row.ENDING.value and require.kind is not RequireKind.EVERY_CASE_ENDS:
        return (
            f"a case can end in {place}, which the promise does not name",
            "mend the lines that lead there, or name it in the promise",
        )
    return None


def _delayed(require: Require, began: str) -> tuple[str, str]:
    """That a case is behind those like it; `began`: where they start."""
    names = " or ".join(f"`{place.name}`" for place in require.places)
    if require.fact is None:
        return (
            f"a case that starts in `{began}` can come to {names} later for the consultations",
            "write by when each consultation has to be over, no later than its move",
        )
    fact = f"`{require.fact.name}`"
    message = f"a case that starts in `{began}` can come to {names} later with {fact} than without"
    return message, f"have the ordinary limits go on under {fact}, or give its own lines less time"


def _late(require: Require, began: str, ended: str) -> tuple[str, str]:
    """That the time runs out while a case is in a stage; `began`: where it began."""
    came = f" that was in `{began}`" if ended != began else ""
    limit = " ".join(require.line.text.split())
    return (
        f"a case{came} can still be in `{ended}` when the time of the promise is over",
        f"shorten the limits on the way there, or give `{limit}` more time",
    )
