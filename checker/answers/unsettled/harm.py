"""What the checks about harm do not settle yet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from checker.answers.story import EventKind
from checker.answers.unsettled.found import Unsettled
from checker.answers.unsettled.places import holds
from checker.answers.verdict import HARM_ROWS, Promise
from checker.procedure.model import EndingKind, Literal, Strength, TargetKind, Trigger, Unit
from checker.worktime.calendar import calendar_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import (
        Condition,
        Consultation,
        Limit,
        Line,
        Move,
        Procedure,
        Stage,
        Target,
    )

HARM = frozenset({Promise.SAME_DAY_ESCALATION, *HARM_ROWS})
_MINUTES = {Unit.MINUTES: 1, Unit.HOURS: 60}
_DAY = 24 * 60


def harm(procedure: Procedure) -> Iterator[Unsettled]:
    """Harm among options, starts that close a case, limits in hours, lanes that harm opens."""
    for fact in procedure.facts:
        if fact.harm and fact.options:
            yield Unsettled(
                fact.line,
                f"which of the options of `{fact.name}` is the harm",
                promises=HARM | {Promise.NEVER_SLOWER},
                whole=True,
                both=True,
                bare=True,
                help="declare the harm as a fact of its own",
            )
    yield from _closed_at_the_start(procedure)
    for stage in procedure.stages:
        yield from _within_the_day(procedure, stage)
        for move in stage.moves:
            if move.trigger is Trigger.LANE and not _at_once(procedure, move):
                yield Unsettled(
                    move.line,
                    "from when harm that arises late in the wait is held against the wait without",
                    promises=frozenset({Promise.NEVER_SLOWER}),
                    lines=frozenset({move.line.number}),
                    stages=frozenset({stage.name}),
                )


def _closed_at_the_start(procedure: Procedure) -> Iterator[Unsettled]:
    marked = [atom for fact in procedure.facts if fact.harm for atom in fact.atoms]
    starts: list[tuple[Line, Target, Condition | None]] = [
        (entry.line, entry.target, entry.condition) for entry in procedure.entries
    ]
    if procedure.start is not None and procedure.start_line is not None:
        starts.append((procedure.start_line, procedure.start, None))
    for line, target, condition in starts:
        denied = condition is not None and condition.conjunction and condition.literals
        spared = denied and marked and all(Literal(a, positive=False) in denied for a in marked)
        if _is_lost(procedure, target) and not spared:
            yield Unsettled(
                line,
                "whether a case of harm may be closed as it starts",
                promises=frozenset({Promise.SAME_DAY_ESCALATION}),
                whole=True,
                bare=True,
            )


def _is_lost(procedure: Procedure, target: Target) -> bool:
    if target.kind is TargetKind.ENDING and target.name is not None:
        return procedure.ending(target.name).kind is EndingKind.WITHOUT_OUTCOME
    return target.kind is TargetKind.MISSING


def _within_the_day(procedure: Procedure, stage: Stage) -> Iterator[Unsettled]:
    """Limits in minutes or hours that end on the day on which they start."""
    lines: dict[int, tuple[Line, Condition]] = {}
    for each in stage.limits:
        if each.strength is not Strength.MAY and _short(procedure, each.limit):
            lines[each.line.number] = (each.line, each.condition)
    for move in stage.moves:
        if move.strength is not Strength.MAY and _on_the_day(procedure, move):
            lines[move.line.number] = (move.line, move.condition)
    for line, condition in lines.values():
        for end, passing in ((EventKind.STILL_THERE, False), (EventKind.AGAIN, True)):
            yield Unsettled(
                line,
                "whether a time that ends before midnight is within the same working day",
                promises=HARM,
                stages=frozenset({stage.name}),
                ends=frozenset({end}),
                passing=passing,
                help="write `within the same working day` there",
                at=partial(holds, condition),
            )


def _on_the_day(procedure: Procedure, move: Move) -> bool:
    """Whether a move has a time in hours, its consultation's included, that ends on the day."""
    own, asked = move.limit, move.consultation
    limits = [own, asked.limit] if asked is not None else [own]
    return any(limit is not None and _short(procedure, limit) for limit in limits)


def _short(procedure: Procedure, limit: Limit) -> bool:
    closes = calendar_of(procedure).closes
    left = _DAY - closes.hour * 60 - closes.minute
    return any(
        each.unit in _MINUTES and each.amount * _MINUTES[each.unit] < left
        for each in (*limit.durations, *limit.also)
    )


def may_be_soon(procedure: Procedure, limit: Limit) -> bool:
    """Whether some reading of a limit ends it on the day on which it starts, whenever that is."""
    named = any(each.unit is Unit.SAME_WORKING_DAY for each in (*limit.durations, *limit.also))
    return named or limit.missing or limit.vague is not None or _short(procedure, limit)


def _at_once(procedure: Procedure, move: Move) -> bool:
    """Whether a lane that harm turns on ends on the same day, whenever it does."""
    return (
        move.limit is not None
        and _soon(procedure, move.limit)
        and _asked(procedure, move.consultation)
    )


def _asked(procedure: Procedure, consultation: Consultation | None) -> bool:
    if consultation is None:
        return True
    return consultation.limit is not None and _soon(procedure, consultation.limit)


def _soon(procedure: Procedure, limit: Limit) -> bool:
    if limit.also or limit.starts or limit.backward:
        return False
    same = any(each.unit is Unit.SAME_WORKING_DAY for each in limit.durations)
    return same or _short(procedure, limit)
