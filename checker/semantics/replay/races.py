"""Whether, from the moment at which a story ends, anything in force ends the wait in time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from checker.procedure.holes import HoleKind
from checker.procedure.model import (
    Move,
    RequireKind,
    StageLimit,
    Strength,
    TotalLimit,
    Trigger,
    Unit,
)
from checker.semantics.replay import harm
from checker.semantics.replay.facts import atoms_of, true, whatever_changes
from checker.worktime.latest import latest_within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.answers.story import Story
    from checker.answers.verdict import PartKey
    from checker.procedure.model import Atom, Duty, Limit, Require, Stage
    from checker.semantics.replay.walk import Walk

_Line: TypeAlias = StageLimit | TotalLimit | Move

_BARE = (Unit.CALENDAR_DAYS, Unit.WORKING_DAYS)


def _ends(walk: Walk, limit: Limit, kind: Unit) -> list[datetime | None]:
    """When each figure of a limit runs out that starts now; None: it says nothing."""
    found: list[datetime | None] = []
    for durations in (limit.durations, *((also,) for also in limit.also)):
        moments = []
        for each in durations:
            duration = each.read(kind)
            moments.append(latest_within(duration, walk.moments[-1], walk.calendar))
        told = [moment for moment in moments if isinstance(moment, datetime)]
        if moments:
            found.append(min(told) if told else None)
    return found


def _in_time(walk: Walk, limit: Limit, name: str, kind: Unit, latest: datetime) -> bool:
    """Whether a limit that starts now ends by `latest`."""
    rules = walk.rules
    if limit.backward or limit.starts:
        return False
    if limit.missing:
        return rules.good(HoleKind.MISSING_LIMIT, name)
    means = rules.means(limit)
    if not limit.definite:
        settled = means is not None and all(
            end is not None and end <= latest for end in _ends(walk, means, kind)
        )
        return settled or rules.good(HoleKind.VAGUE_LIMIT, name)
    timely = [end is not None and end <= latest for end in _ends(walk, limit, kind)]
    return any(timely) if rules.good(HoleKind.DOUBLE_LIMIT, name) else all(timely)


def _move_in_time(walk: Walk, move: Move, kind: Unit, latest: datetime) -> bool:
    number = str(move.line.number)
    if move.limit is None and move.trigger is Trigger.LANE:
        return False
    if move.limit is not None and not _in_time(walk, move.limit, number, kind, latest):
        return False
    held = move.consultation
    if held is None:
        return True
    return held.limit is not None and _in_time(
        walk, held.limit, f"{number}/consulting", kind, latest
    )


def _lanes(walk: Walk, stage: Stage, kind: Unit, latest: datetime) -> Iterator[int]:
    """Numbers of the lanes that take the case out in time, whatever changes."""
    for lane in stage.moves:
        if (
            lane.trigger is Trigger.LANE
            and walk.rules.binds(lane)
            and _move_in_time(walk, lane, kind, latest)
            and walk.rules.lane_unbroken(stage, lane, walk.facts, walk.used)
        ):
            yield lane.line.number


def _limits(walk: Walk, stage: Stage, kind: Unit, latest: datetime) -> Iterator[int]:
    """Numbers of the limits on the stage's end that end the wait in time, whatever changes."""
    for each in stage.limits if not stage.clocks else ():
        if (
            walk.rules.complied_with(each.line, each.strength)
            and _in_time(walk, each.limit, str(each.line.number), kind, latest)
            and walk.rules.limit_unbroken(stage, each, walk.facts)
        ):
            yield each.line.number


def _totals(walk: Walk, stage: Stage, kind: Unit, latest: datetime) -> Iterator[int]:
    """Numbers of the totals that end the wait in time even if they were counted from now."""
    for total in walk.rules.procedure.totals:
        if (
            (total.whole_procedure or stage.name in total.stages)
            and walk.rules.complied_with(total.line, total.strength)
            and _in_time(walk, _from_now(total.limit), str(total.line.number), kind, latest)
            and walk.rules.limit_unbroken(stage, total, walk.facts)
        ):
            yield total.line.number


def _from_now(limit: Limit) -> Limit:
    return replace(limit, starts=())


def slower(walk: Walk, story: Story, key: PartKey) -> Iterator[str]:
    """Why harm makes nothing slower than the line that the story names."""
    yield from harm.in_hours_with(walk, story)
    stage, number = walk.stage, story.events[-1].line
    if stage is None or walk.place != key.place or story.harm is None:
        yield f"the story ends in {walk.place}"
        return
    if story.harm not in walk.facts:
        yield "there is no harm"
    line, limit = _ordinary(walk, stage, number)
    if line is None or limit is None:
        yield f"line {number} is no ordinary line of {stage.name}"
        return
    if not _on(walk, stage, line, walk.facts - {story.harm}):
        yield f"line {number} would not be on without harm"
    if _on(walk, stage, line, walk.facts):
        yield f"line {number} is on under harm, too"
    ways = [next((n for n in _others(walk, stage, number, kind, limit)), None) for kind in _BARE]
    if all(way is not None for way in ways):
        yield f"line {ways[0]} ends the wait in time"


def _others(
    walk: Walk, stage: Stage, number: int | None, kind: Unit, limit: Limit
) -> Iterator[int]:
    ends = _ends(walk, limit, kind)
    told = [end for end in ends if end is not None]
    if len(told) < len(ends):
        yield 0
        return
    latest = max(told)
    for found in (
        *_lanes(walk, stage, kind, latest),
        *_limits(walk, stage, kind, latest),
        *_totals(walk, stage, kind, latest),
    ):
        if found != number:
            yield found


def _ordinary(walk: Walk, stage: Stage, number: int | None) -> tuple[_Line | None, Limit | None]:
    for total in walk.rules.procedure.totals:
        limit = _from_now(total.limit)
        covers = total.whole_procedure or stage.name in total.stages
        if total.line.number == number and covers and _plain(limit):
            return (total, limit) if total.strength is not Strength.MAY else (None, None)
    for each in stage.limits:
        if each.line.number == number and _plain(each.limit) and each.strength is not Strength.MAY:
            return each, each.limit
    for move in stage.moves:
        lane = move.trigger is Trigger.LANE and move.strength is not Strength.MAY
        if move.line.number == number and lane and move.limit is not None and _plain(move.limit):
            return move, move.limit
    return None, None


def _plain(limit: Limit) -> bool:
    return limit.definite and not limit.starts and not limit.backward


def _on(walk: Walk, stage: Stage, line: _Line, facts: frozenset[Atom]) -> bool:
    if isinstance(line, StageLimit | TotalLimit):
        return walk.rules.limit_unbroken(stage, line, facts)
    return walk.rules.lane_unbroken(stage, line, facts, walk.used)


# --- promises of a writer's own ---


def overdue(walk: Walk, key: PartKey, require: Require) -> Iterator[str]:
    """Why the case moves on within the time that the promise gives."""
    stage, bound = walk.stage, require.limit
    if stage is None or walk.place != key.place or bound is None:
        yield f"the story ends in {walk.place}"
        return
    for reason in [_late(walk, stage, bound, kind) for kind in _BARE]:
        if reason is None:
            return
    yield "the case moves on in time"


def _late(walk: Walk, stage: Stage, bound: Limit, kind: Unit) -> str | None:
    """Why the case moves on in time under one reading of bare days; None where it need not."""
    ends = [end for end in _ends(walk, bound, kind) if end is not None]
    if not ends:
        return "the promise says nothing of this start"
    latest = max(ends)
    for number in _lanes(walk, stage, kind, latest):
        return f"line {number} takes the case out in time"
    if walk.pending is None:
        for number in _limits(walk, stage, kind, latest):
            return f"line {number} ends the wait in time"
        return None
    for move in walk.pending.moves:
        if walk.rules.binds(move) and _move_in_time(walk, move, kind, latest):
            return f"line {move.line.number} moves the case on in time"
    return None


def no_duty(walk: Walk, key: PartKey, require: Require) -> Iterator[str]:
    """Why some duty in force asks what the promise asks."""
    if walk.place != key.place:
        yield f"the story ends in {walk.place}"
    pending = walk.pending.outcome if walk.pending is not None else None
    if require.kind is RequireKind.IF_OUTCOME and (pending is None or pending.value != key.row):
        yield "another outcome is pending, or none is"
    if require.kind is RequireKind.WHENEVER and not true(require.trigger, walk.facts):
        yield "what the promise speaks of does not hold"
    places = {ending.name: ending.duties for ending in walk.rules.procedure.endings}
    places |= {stage.name: stage.duties for stage in walk.rules.procedure.stages}
    duties = places.get(walk.place or "", ())
    for duty in duties:
        if (
            _asks(duty, require)
            and (not duty.outcomes or pending in duty.outcomes)
            and _done(walk, duty, duties, require)
        ):
            yield f"line {duty.line.number} asks for it"


def _asks(duty: Duty, require: Require) -> bool:
    wanted = require.duty
    if wanted is None or duty.verb is not wanted.verb:
        return False
    if duty.actor.who != wanted.actor.who:
        return False
    if wanted.words is not None and wanted.words != duty.words:
        return False
    return {actor.who for actor in wanted.recipients} <= {actor.who for actor in duty.recipients}


def _done(walk: Walk, duty: Duty, duties: tuple[Duty, ...], require: Require) -> bool:
    """Whether a duty is in force, and in time under each reading of bare days: now where the
    promise speaks of a moment, else whatever changes.
    """
    rivals = [d for d in duties if d.instead and not duty.instead and d.verb is duty.verb]

    def holds(facts: frozenset[Atom]) -> bool:
        replaced = any(true(rival.condition, facts) for rival in rivals)
        return true(duty.condition, facts) and not replaced

    if require.kind in {RequireKind.WHENEVER, RequireKind.IF_OUTCOME}:
        steady = holds(walk.facts)
    else:
        atoms = atoms_of([duty.condition, *(rival.condition for rival in rivals)])
        steady = whatever_changes(walk.rules.procedure, walk.facts, atoms, frozenset(), holds)
    if not steady or not walk.rules.complied_with(duty.line, duty.strength):
        return False
    bound = require.limit
    if bound is None:
        return True
    if duty.limit is None:
        return False
    name = str(duty.line.number)
    for kind in _BARE:
        ends = [end for end in _ends(walk, bound, kind) if end is not None]
        if ends and not _in_time(walk, duty.limit, name, kind, max(ends)):
            return False
    return True
