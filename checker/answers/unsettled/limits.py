"""Limits that count from events, limits that only together leave no gap, and tracks in promises."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from checker.answers.story import EventKind
from checker.answers.unsettled.found import REQUIRED, UNTIMED, Unsettled
from checker.answers.unsettled.harm import HARM, may_be_soon
from checker.answers.unsettled.places import (
    any_changes,
    cover,
    limits_on,
    of_moves,
    replacing,
)
from checker.answers.verdict import Promise, line_row
from checker.procedure.model import FactKind, RequireKind, Start, Trigger
from checker.procedure.remember import remembered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.answers.verdict import PartKey
    from checker.procedure.model import (
        Limit,
        Line,
        Move,
        Procedure,
        Require,
        Stage,
        StageLimit,
        TotalLimit,
    )

_WAITS = frozenset(
    {
        EventKind.STAYS,
        EventKind.UNDATED,
        EventKind.OVERDUE,
        EventKind.STILL_THERE,
        EventKind.UNBOUNDED,
    }
)
"""How stories end in which a case waits too long."""
_NOT_ABOUT_HARM = frozenset(Promise) - HARM
_SUMS = frozenset({EventKind.OVERDUE, EventKind.LATE, EventKind.DELAYED})


def names_events(limit: Limit, stages: frozenset[str]) -> bool:
    """Whether a limit counts from anything but the start, or that of these stages."""
    return bool(limit.starts) and not any(
        start.kind in {Start.DEFAULT, Start.PROCEDURE}
        or (start.kind is Start.STAGE and start.name in stages)
        for start in limit.starts
    )


def events(procedure: Procedure, dated: frozenset[PartKey]) -> Iterator[Unsettled]:
    """Limits of which nothing says that they ever begin.

    `dated`: the parts of `limit-has-a-start` that are proved.
    """
    known = {(each.place, each.row) for each in dated}
    for stage, line in _from_events(procedure):
        if (stage.name, line_row(line.number)) not in known:
            yield Unsettled(
                line,
                "whether a limit ends a wait when what it counts from may never come",
                promises=UNTIMED,
                lines=frozenset({line.number}),
                stages=frozenset({stage.name}),
            )


@remembered
def _from_events(procedure: Procedure) -> tuple[tuple[Stage, Line], ...]:
    """The limits that count from events, each with its stage."""
    return tuple(
        (stage, line)
        for stage in procedure.stages
        for line, limit in _limited(procedure, stage)
        if names_events(limit, frozenset({stage.name}))
    )


def _limited(procedure: Procedure, stage: Stage) -> Iterator[tuple[Line, Limit]]:
    yield from ((each.line, each.limit) for each in limits_on(procedure, stage))
    yield from ((move.line, limit) for move, limit in of_moves(stage))


def other_starts(procedure: Procedure) -> Iterator[Unsettled]:
    """Limits that count from the start of another stage, in times over several stages."""
    for stage in procedure.stages:
        for line, limit in _limited(procedure, stage):
            own = frozenset({stage.name})
            starts = [s for s in limit.starts if s.kind is Start.STAGE]
            total = any(total.line == line for total in procedure.totals)
            if starts and (total or names_events(limit, own)):
                yield Unsettled(
                    line,
                    "how a limit of the start of a stage counts in a time over several stages",
                    promises=REQUIRED,
                    stages=own,
                    ends=_SUMS,
                    passing=True,
                )


def together(procedure: Procedure) -> Iterator[Unsettled]:
    """Limits under conditions of which, whatever the facts become, one is on.

    For the checks about harm, those count that can end on the day on which they start.
    """
    for stage in procedure.stages:
        limits = [each for each in limits_on(procedure, stage) if each.condition.literals]
        soon = [each for each in limits if may_be_soon(procedure, each.limit)]
        yield from _together(procedure, stage, limits, _NOT_ABOUT_HARM)
        yield from _together(procedure, stage, soon, HARM)


def _together(
    procedure: Procedure,
    stage: Stage,
    limits: list[StageLimit | TotalLimit],
    promises: frozenset[Promise],
) -> Iterator[Unsettled]:
    conditions = tuple(each.condition for each in limits)
    replacing_lanes = (m for m in stage.moves if m.trigger is Trigger.LANE and m.instead)
    spoken = (*conditions, *(lane.condition for lane in replacing_lanes))
    # Of what keeps its value while a case waits, each limit is on by itself or not at all.
    if any_changes(procedure, {a.atom for each in spoken for a in each.literals}) and limits[1:]:
        for ends, passing in ((_WAITS, False), (_SUMS, True)):
            yield Unsettled(
                limits[0].line,
                f"what limits on `{stage.name}` come to of which one is always on",
                promises=promises,
                stages=frozenset({stage.name}),
                ends=ends,
                passing=passing,
                waiting=not passing,
                help="write a limit without a condition beside it",
                at=partial(cover, procedure, conditions, alone=replacing(stage)),
            )


def taken_over(procedure: Procedure, require: Require) -> Iterator[Unsettled]:
    """Lines that a fact which arises switches off, where a promise holds each against its time by
    itself: what takes over from one counts anew.
    """
    if not require.moves_on or require.limit is None:
        return
    arising = {a for f in procedure.facts if f.kind is FactKind.ARISES for a in f.atoms}
    for stage in procedure.stages:
        lanes = [move for move in stage.moves if move.trigger is Trigger.LANE]
        own: list[StageLimit | Move] = [*stage.limits, *lanes]
        spoken = {a.atom for each in own if each.instead for a in each.condition.literals}
        lines: list[StageLimit | TotalLimit | Move] = [*limits_on(procedure, stage), *lanes]
        for line in lines:
            denied = {each.atom for each in line.condition.literals if not each.positive}
            if (spoken | denied) & arising:
                yield Unsettled(
                    line.line,
                    "how long a case may take that one line hands on to another",
                    promises=REQUIRED,
                    lines=frozenset({line.line.number}),
                    stages=frozenset({stage.name}),
                    help="ask instead that the case reaches a place within that time",
                )


def tracks_named(procedure: Procedure, require: Require) -> Iterator[Unsettled]:
    """Stages of tracks that a promise names."""
    beside = {stage.name: stage for stage in procedure.stages if stage.track is not None}
    named = [beside[p.name] for p in require.places if p.name in beside]
    if require.kind is RequireKind.AT_EVERY_STAGE:
        named = list(beside.values())
    for stage in named:
        yield Unsettled(
            stage.line,
            f"when a case comes to `{stage.name}`, which is on a track",
            promises=REQUIRED,
            whole=True,
            bare=True,
        )


def starts_together(procedure: Procedure) -> Iterator[Unsettled]:
    """Two starts under conditions that may hold at once."""
    entries = procedure.entries
    for index, entry in enumerate(entries):
        for other in entries[:index]:
            denied = {(literal.atom, not literal.positive) for literal in other.condition.literals}
            given = {(literal.atom, literal.positive) for literal in entry.condition.literals}
            apart = entry.condition.conjunction and other.condition.conjunction and given & denied
            if entry.target != other.target and not apart:
                yield Unsettled(
                    entry.line,
                    "where a case starts that two of these lines speak of",
                    promises=frozenset({Promise.EXCLUSIVE}),
                    whole=True,
                    bare=True,
                )
