"""Whether a story breaks a promise about time: the reasons why not are yielded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.story import EventKind
from checker.answers.verdict import Row, line_row
from checker.procedure.holes import HoleKind
from checker.procedure.model import (
    OUT_OF_HOURS,
    ActorKind,
    StageLimit,
    Strength,
    Trigger,
)
from checker.semantics.replay import harm, races
from checker.semantics.replay.dates import Dates, elsewhere, gap
from checker.semantics.replay.facts import true
from checker.semantics.replay.leads import DOWN, direction, leaders
from checker.worktime.moments import in_hours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.answers.story import Story
    from checker.answers.verdict import PartKey
    from checker.procedure.model import Atom, Condition, Limit, Move, Stage
    from checker.semantics.replay.rules import Rules
    from checker.semantics.replay.walk import Walk

_BEFORE = {Row.LIMIT.value, Row.LEFT_IN_THE_END.value}


def _stage(walk: Walk, key: PartKey) -> Stage | None:
    """The stage that the case is in, if it is the part's; one of the board's that ends it too."""
    if walk.place != key.place:
        return None
    return walk.rules.procedure.stages_by_name.get(key.place)


def undated(walk: Walk, _: Story, key: PartKey) -> Iterator[str]:
    """Why the wait has a date."""
    stage, pending = _stage(walk, key), walk.pending
    if stage is None or walk.stage is None:
        yield f"the story ends in {walk.place}"
        return
    outcome = pending.outcome.value if pending is not None else None
    if outcome != (None if key.row in _BEFORE else key.row):
        yield "another outcome is pending, or none is"
    dates = Dates(walk.rules, stage, walk.facts)
    for lane in dates.lanes(walk.used):
        yield f"line {lane.line.number} takes the case out of {stage.name} by a date"
    if pending is None:
        for limit in dates.limits():
            yield f"line {limit.line.number} has {stage.name} end by a date"
        return
    then = Dates(walk.rules, stage, pending.facts)
    for move in pending.moves:
        if walk.rules.binds(move) and then.move_dated(move):
            yield f"line {move.line.number} moves the case on by a date"


def unstarted(walk: Walk, story: Story, key: PartKey) -> Iterator[str]:
    """Why what the line counts from comes about."""
    stage, number = _stage(walk, key), story.events[-1].line
    if stage is None or key.row != line_row(number or 0):
        yield f"the story ends in {walk.place}, and not with {key.row}"
        return
    dates = Dates(walk.rules, stage, walk.facts)
    waiting = [
        found
        for found in _counted(dates, stage)
        if found[0] == number and true(found[1], walk.facts)
    ]
    if not any(not comes for _, _, comes in waiting):
        yield f"line {number} does not apply, or what it counts from comes about"


def _counted(dates: Dates, stage: Stage) -> Iterator[tuple[int, Condition, bool]]:
    """The limits that count from elsewhere: line, condition, and whether their event comes."""

    def comes(limit: Limit, move: Move | None = None) -> bool:
        return any(dates.happens(start, move) for start in limit.starts)

    for each in stage.limits:
        if each.strength is not Strength.MAY and _away(each.limit, {stage.name}):
            yield each.line.number, each.condition, comes(each.limit)
    for move in stage.moves:
        held = move.consultation.limit if move.consultation is not None else None
        for limit in (move.limit, held) if move.strength is not Strength.MAY else ():
            if limit is not None and _away(limit, {stage.name}):
                yield move.line.number, move.condition, comes(limit, move)
    yield from _totals(dates, stage)


def _totals(dates: Dates, stage: Stage) -> Iterator[tuple[int, Condition, bool]]:
    for total in dates.rules.procedure.totals:
        over = total.whole_procedure or stage.name in total.stages
        away = _away(total.limit, {stage.name, *total.stages})
        if over and away and total.strength is not Strength.MAY:
            happens = [dates.total_happens(total, start) for start in total.limit.starts]
            yield total.line.number, total.condition, any(happens)


def _away(limit: Limit, places: set[str]) -> bool:
    return not limit.backward and elsewhere(limit, places)


def unbounded(walk: Walk, story: Story, key: PartKey) -> Iterator[str]:
    """Why what puts the stage's end off has a bound."""
    stage, number = _stage(walk, key), story.events[-1].line
    if stage is None or walk.stage is None:
        yield f"the story ends in {walk.place}"
        return
    if any(clock.line.number == number for clock in stage.clocks):
        return
    used = [e for e in stage.extensions if e.line.number == number]
    if not any(true(extension.condition, walk.facts) for extension in used):
        yield f"line {number} extends nothing here now"
    for limit in Dates(walk.rules, stage, walk.facts).limits():
        yield f"line {number} extends the limit of line {limit.line.number}"


def uncovered(walk: Walk, story: Story, key: PartKey) -> Iterator[str]:
    """Why the time out of hours is covered, or the line says something then."""
    stage, number = _stage(walk, key), story.events[-1].line
    if stage is None or walk.stage is None:
        yield f"the story ends in {walk.place}"
        return
    yield from _night(walk)
    rules, dates = walk.rules, Dates(walk.rules, stage, walk.facts)
    lanes = rules.lanes(stage, walk.facts, walk.used)
    limits = [each for each in rules.limits(stage, walk.facts) if isinstance(each, StageLimit)]
    silent = [lane for lane in lanes if lane.limit is not None and _silent(lane, number, gap)]
    bounds = [limit for limit in limits if _silent(limit, number, gap)]
    if not silent and not bounds:
        yield f"line {number} does not apply now, or says something"
    for lane in lanes:
        timed = lane.limit is not None and dates.always(lane.limit, str(lane.line.number))
        if timed and rules.binds(lane) and dates.move_dated(lane):
            yield f"line {lane.line.number} covers the time out of hours"
    for limit in limits if bounds else ():
        covers = rules.complied_with(limit.line, limit.strength) and dates.counts(limit)
        if covers and dates.always(limit.limit, str(limit.line.number)):
            yield f"line {limit.line.number} covers the time out of hours"


def _silent(line: StageLimit | Move, number: int | None, says: Callable[[Limit], bool]) -> bool:
    """Whether a line is the one, no permission, and its limit is as it says."""
    limit = line.limit
    binding = line.line.number == number and line.strength is not Strength.MAY
    return binding and limit is not None and says(limit)


def _night(walk: Walk) -> Iterator[str]:
    if OUT_OF_HOURS not in walk.facts:
        yield "it is not said to be out of hours"
    if in_hours(walk.moments[-1], walk.calendar):
        yield "the story ends in hours"


def no_route(walk: Walk, story: Story, key: PartKey) -> Iterator[str]:
    """Why a lane takes harm on out of hours."""
    stage = _stage(walk, key)
    if stage is None or walk.stage is None or story.harm not in walk.facts:
        yield f"the story ends in {walk.place}, or without harm"
        return
    yield from _night(walk)
    rules = walk.rules
    dates = Dates(rules, stage, walk.facts)
    for lane in stage.moves:
        if lane.trigger is not Trigger.LANE or not rules.in_the_end(lane):
            continue
        vague = lane.limit is not None and lane.limit.vague is not None and not lane.limit.definite
        number = str(lane.line.number)
        timed = lane.limit is None or vague or dates.always(lane.limit, number)
        if timed and rules.unbroken(stage, walk.facts, _right(rules, stage, lane, walk.used)):
            yield f"line {number} takes harm on out of hours"


def _right(
    rules: Rules, stage: Stage, lane: Move, used: dict[int, int]
) -> Callable[[frozenset[Atom]], bool]:
    def holds(facts: frozenset[Atom]) -> bool:
        return lane in rules.lanes(stage, facts, used) and all(
            direction(rules, stage, lane, target, facts) != DOWN for target in lane.targets
        )

    return holds


def row_answered(walk: Walk, story: Story, key: PartKey) -> Iterator[str]:
    """Why harm was answered within the day, for the rows of a silent side, of a consultation and of
    the board.
    """
    yield from harm.answered(walk, story, key)
    pending = walk.pending.outcome.value if walk.pending is not None else None
    if pending != ("no answer" if key.row == Row.SILENT.value else None):
        yield "another outcome is pending, or none is"
    if key.row == Row.CONSULTED.value and walk.stage is not None:
        since = [facts for _, facts in walk.seen if story.harm in facts]
        lanes = [lane for facts in since for lane in walk.rules.lanes(walk.stage, facts, walk.used)]
        if not any(each.consultation and each.strength is not Strength.MAY for each in lanes):
            yield "no lane asks for a consultation"


def alone(rules: Rules, key: PartKey, facts: frozenset[Atom]) -> Iterator[str]:
    """Why somebody stands in for whoever leads a stage."""
    stage = rules.procedure.stage(key.place)
    named = leaders(stage, facts)
    roles = {actor.name for actor in named if actor.kind is ActorKind.ROLE}
    if len(roles) > 1 or (named and not roles):
        yield f"{len(named)} lead {stage.name}"
    for role in rules.procedure.roles:
        if role.name in roles and (role.deputies or any(len(h.titles) > 1 for h in role.holders)):
            yield f"somebody stands in for the {role.name}"
    for who in stage.who:
        missing = any(actor.kind is ActorKind.MISSING for actor in who.actors)
        applies = missing and true(who.condition, facts)
        if applies and rules.good(HoleKind.MISSING_LEAD, str(who.line.number)):
            yield f"the lead that line {who.line.number} calls missing is read as good"
    if stage.missing and not stage.who and rules.good(HoleKind.MISSING_STAGE, stage.name):
        yield f"{stage.name} is missing, and read as good"


REASONS: dict[EventKind, Callable[[Walk, Story, PartKey], Iterator[str]]] = {
    EventKind.UNDATED: undated,
    EventKind.UNSTARTED: unstarted,
    EventKind.UNBOUNDED: unbounded,
    EventKind.UNCOVERED: uncovered,
    EventKind.NO_ROUTE: no_route,
    EventKind.SLOWER: races.slower,
}
"""By how a story ends: why it does not break its part."""
