"""Waits, checks before moving on, and tracks: what holds a case up, or runs beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.story import EventKind
from checker.answers.unsettled.found import REQUIRED, Unsettled
from checker.answers.unsettled.places import (
    certainly_dated,
    held_up,
    limits_on,
    of_moves,
    plainly_dated,
)
from checker.answers.verdict import TIMED, Promise
from checker.procedure.model import Start, Strength, TargetKind, Unit, Verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.procedure.model import Duty, Procedure, Stage

_OF_TEXT = frozenset({Promise.NAMED_ROLE, Promise.HARM_AWAY})
_OF_CASES = frozenset(Promise) - _OF_TEXT


def hold_ups(procedure: Procedure) -> Iterator[Unsettled]:
    """`waits for TRACK`, and checks before moving on."""
    started = {duty.track for stage in procedure.stages for duty in stage.duties}
    for stage in procedure.stages:
        here, moves = frozenset({stage.name}), held_up(stage)
        for wait in stage.waits:
            yield Unsettled(
                wait.line,
                f"until when `waits for {wait.track}` holds a case up",
                lines=moves,
                stages=here,
                taken=moves,
                bare=wait.track not in started,
            )
        for duty in stage.duties:
            if duty.holds_up:
                yield Unsettled(
                    duty.line,
                    "until when a check `before moving on` holds a case up",
                    promises=TIMED - ({Promise.BOUNDED_END} if _over(stage, duty) else set()),
                    lines=moves,
                    stages=here,
                )


def _over(stage: Stage, duty: Duty) -> bool:
    """Whether a check is certainly over by a date."""
    own = duty.strength is Strength.MUST and plainly_dated(duty.limit)
    return certainly_dated(stage) or (
        own and not duty.condition.literals and duty.line.left_to_judgement is None
    )


def tracks(procedure: Procedure) -> Iterator[Unsettled]:
    """Stages of tracks, which checks pass over unless a case of the main line comes there."""
    startable = {d.track for s in procedure.stages for d in s.duties if d.verb is Verb.START}
    beside = {s.name for s in procedure.stages if s.track is not None}
    for stage in procedure.stages:
        if stage.track not in startable or stage.track is None:
            continue
        yield Unsettled(
            stage.line,
            f"how the track that `{stage.name}` is on counts beside the case",
            promises=_asked_of(stage),
            whole=True,
            bare=True,
        )
        for move in stage.moves:
            if any(t.kind is TargetKind.STAGE and t.name not in beside for t in move.targets):
                yield Unsettled(
                    move.line,
                    f"what becomes of a case when the track `{stage.track}` leads out of itself",
                    promises=_OF_CASES,
                    whole=True,
                    bare=True,
                )


def _asked_of(stage: Stage) -> frozenset[Promise]:
    """The checks that a stage of a track would be asked for, but for those that it surely keeps."""
    found: set[Promise] = set()
    limits = [*(each.limit for each in stage.limits), *(limit for _, limit in of_moves(stage))]
    if not certainly_dated(stage):
        found.add(Promise.STAGE_LIMIT)
    if any(s.kind is not Start.PROCEDURE for limit in limits for s in limit.starts):
        found.add(Promise.LIMIT_START)
    if stage.clocks or (stage.extensions and not certainly_dated(stage)):
        found.add(Promise.EXTENSION)
    if any(d.unit is Unit.SAME_WORKING_DAY for each in limits for d in each.durations):
        found.add(Promise.OUT_OF_HOURS_COVERED)
    if stage.moves:
        found |= {Promise.OUTCOMES, Promise.SILENCE, Promise.NO_LOOP}
    if len(stage.moves) > 1:
        found.add(Promise.EXCLUSIVE)
    return frozenset(found)


def delaying(procedure: Procedure, found: Iterable[Unsettled]) -> Iterator[Unsettled]:
    """What bears on the cases that `… never delays …` compares with, too.

    Those keep to every line: hold-ups, and limits of the start of a stage, can put them off or
    bring them on; a line of `found` that binds less than it says can put them off alone.
    """
    for stage in procedure.stages:
        lines = [*(w.line for w in stage.waits), *(d.line for d in stage.duties if d.holds_up)]
        limits = [*((each.line, each.limit) for each in limits_on(procedure, stage))]
        limits += [(move.line, limit) for move, limit in of_moves(stage)]
        lines += [ln for ln, lm in limits if any(s.kind is Start.STAGE for s in lm.starts)]
        for line in lines:
            why = "by when this lets a case go on, and those that it is compared with"
            yield Unsettled(line, why, promises=REQUIRED, whole=True, both=True)
    for each in found:
        if each.lines and Promise.REQUIRE_IN_TIME in each.promises:
            ends = frozenset({EventKind.DELAYED})
            yield Unsettled(each.line, each.why, promises=REQUIRED, ends=ends, passing=True)
