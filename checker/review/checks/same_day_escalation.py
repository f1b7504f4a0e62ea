"""Significant harm, at whatever stage and moment it arises, is escalated the same working day.

What it does: lets harm arise at every moment in working hours, in every stage, and asks whether the
case is then taken within the same working day to a stage led at a higher tier, to an accepted end,
or handed over. A consultation or a notice is no escalation. The facts marked `is harm` are asked
about; where the text marks none, harm is understood to be possible all the same.

Why it matters: an ordinary limit of five days, or none, must not bind a case in which a child is at
risk of significant harm.

Example: a rule for harm that stands under one stage only leaves the other stages without one.

What to write instead: `at every stage`, then `whenever significant-harm, the case must go to board
within the same working day`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.answers.story import EventKind
from checker.answers.verdict import Promise, Row, Verdict
from checker.procedure.model import Literal, Strength, Trigger
from checker.review.promise import EVEN_SO, Clauses, broken_parts, parts, result, unsettled_findings
from checker.words.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.answers.verdict import Answer, PartAnswer
    from checker.procedure.model import Atom, Move, Stage
    from checker.review.context import Context
    from checker.review.findings import Finding, Result

NAME = Promise.SAME_DAY_ESCALATION.value
_CLAUSES = Clauses(
    "significant harm, whenever it arises in working hours, is escalated the same working day",
    f"significant harm can go without escalation on the same working day{EVEN_SO}",
)


_ROWS = {
    Promise.HARM_OUT_OF_HOURS: (
        "out of hours, nothing takes significant harm on from {}",
        "write `whenever {} and out of hours, the case must go to … within 2 hours`",
    ),
    Promise.HARM_SILENT: (
        "when the other side is silent, significant harm can wait past the working day in {}",
        "write `whenever {}, the case must go to … within the same working day`",
    ),
    Promise.HARM_CONSULTED: (
        "the way out on significant harm waits for a consultation that can take too long, in {}",
        "have the case go at once, and the consultation beside it",
    ),
    Promise.HARM_BOARD: (
        "while the board has the case, nothing answers significant harm the same working day: {}",
        "write `whenever {}, …` for the board's own stage too",
    ),
    Promise.HARM_AWAY: (
        "one role alone leads {}, and nobody stands in when its holder is away",
        "write `deputy …` under the role, or name a second one",
    ),
}
"""What is said of each row that is not kept, and what to write instead."""


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure; the rows beside the headline are remarks."""
    found = result(context, NAME, context.answer(Promise.SAME_DAY_ESCALATION), _CLAUSES, words)
    for promise in _ROWS:
        row = context.answer(promise)
        if row.verdict is not Verdict.VACUOUS and found.verdict is not Verdict.VACUOUS:
            found = replace(
                found,
                parts=(*found.parts, *parts(context, row)),
                findings=(*found.findings, *_remark(context, promise, row)),
            )
    return (found,)


def _remark(context: Context, promise: Promise, row: Answer) -> Iterator[Finding]:
    """The row, if it is not kept, told once for all its stages by its first story."""
    yield from unsettled_findings(context, row, remark=True)
    broken = [part for part in broken_parts(row) if not _nobody_leads(part)]
    if not broken:
        return
    first = min(broken, key=lambda part: (part.story is None, part.verdict is not Verdict.REFUTED))
    message, help_ = _ROWS[promise]
    places = dict.fromkeys(f"`{part.key.place}`" for part in broken)
    told = context.tell(first.story)
    message = message.format(listed(places))
    if row.verdict is Verdict.OPEN:
        message += ", if the text is read in one of several ways"
    if row.verdict is Verdict.UNKNOWN:
        message = f"this could not be decided: whether {message}"
    at = context.line_of(first.key) or context.procedure.line
    yield context.finding(at, message, help_.format(_harm(context)), telling=told, remark=True)


def _nobody_leads(part: PartAnswer) -> bool:
    """Whether a stage has nobody who could be away, which is for `named-role` to say."""
    return part.story is not None and part.story.events[-1].kind is EventKind.NOBODY_LEADS


def words(context: Context, part: PartAnswer) -> tuple[str, str | None]:
    """What is wrong with one part, and what to write instead."""
    place = f"`{part.key.place}`"
    if part.key.row == Row.HANDED_ROUND.value:
        return (
            f"with significant harm, a case can be handed round within one tier through {place}",
            "write a line that takes it to a higher tier",
        )
    stage = context.procedure.stage(part.key.place)
    last = part.story.events[-1] if part.story is not None else None
    if last is not None and last.kind is EventKind.MOVED:
        wrong = f"line {last.line} takes a case of significant harm where it is not escalated"
        return (
            f"in {place}, {wrong}",
            "write where it goes instead: a stage led at a higher tier, or an accepted end",
        )
    if stage.missing:
        return (
            f"the text never describes {place}, so it has no rule for significant harm",
            "describe the stage, and write what happens on significant harm",
        )
    rules = sorted(_rules(context, stage), key=lambda move: move.line.number)
    if rules:
        rule = f"the rule for significant harm ({_lines(rules)})"
        return (
            f"in {place}, {rule} can miss the same working day",
            "; ".join(_shortcomings(context, rules)),
        )
    return (
        f"{place} has no rule that escalates significant harm within the same working day",
        f"write `whenever {_harm(context)}, the case must go to … within the same working day`",
    )


def _harms(context: Context) -> tuple[Atom, ...]:
    return tuple(a for fact in context.procedure.facts if fact.harm for a in fact.atoms)


def _harm(context: Context) -> str:
    """The name of the text's own fact of harm, or the one that it would best declare."""
    return next((harm.name for harm in _harms(context)), "significant-harm")


def _rules(context: Context, stage: Stage) -> Iterator[Move]:
    """The lines of `stage` that speak of harm, whenever it arises."""
    harms = {Literal(atom) for atom in _harms(context)}
    for move in stage.moves:
        if move.trigger is Trigger.LANE and harms & set(move.condition.literals):
            yield move


def _shortcomings(context: Context, rules: list[Move]) -> Iterator[str]:
    """What each of the lines lacks, those that lack the same together."""
    lacks: dict[str, list[Move]] = {}
    for move in rules:
        lacks.setdefault(_shortcoming(context, move), []).append(move)
    for lack, moves in lacks.items():
        yield f"{_lines(moves)}: {lack}"


def _shortcoming(context: Context, move: Move) -> str:
    readings = {option for reading in context.procedure.readings for option in reading.options}
    atoms = [literal.atom for literal in move.condition.literals]
    if move.strength is Strength.MAY:
        return "write `must`, since `may` only permits"
    if move.limit is None or not move.limit.definite:
        return "write `within the same working day`, since no definite time is set"
    if move.consultation is not None:
        return "write by when the consultation is over, or move the case without it"
    if len(atoms) > 1 and not readings.isdisjoint(atoms):
        return "have the text say which of its readings is meant"
    if len(atoms) > 1:
        return "write `whenever` with the harm alone, since some cases are left out"
    return "write `must … within the same working day`, and a place at a higher tier"


def _lines(moves: list[Move]) -> str:
    numbers = list(dict.fromkeys(str(move.line.number) for move in moves))
    return f"line {numbers[0]}" if len(numbers) == 1 else f"lines {' and '.join(numbers)}"
