"""Whether, from the moment at which a story ends, anything in force responds in time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from checker.procedure.model import BARE_DAYS, RequireKind
from checker.semantics.duties import Duties, asks
from checker.semantics.replay.harm import harmed, in_hours_with
from checker.semantics.replay.walk import in_its_stage
from checker.semantics.timely import InTime, Timed, Timely, ordinary
from checker.worktime.latest import latest_within
from checker.worktime.timeline import to_tick

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.answers.story import Story
    from checker.answers.verdict import PartKey
    from checker.procedure.model import Duty, Limit, Require, Unit
    from checker.semantics.places import Place, WaitEnd
    from checker.semantics.replay.walk import Walk
    from checker.semantics.timely import Soonest


def _timely(walk: Walk, bound: Limit, kind: Unit, *, every: bool) -> Timely | None:
    """What is over by the end of a limit that starts now, of several figures the latest; None where
    it says nothing of this start (`every`: where one of its figures does not).
    """

    def end(figure: Soonest) -> int | None:
        each = [latest_within(each, walk.moments[-1], walk.calendar) for each in figure]
        return min((to_tick(m) for m in each if isinstance(m, datetime)), default=None)

    ends = [end(tuple(each.read(kind) for each in figure)) for figure in bound.figures]
    told = [moment for moment in ends if moment is not None]
    if not told or (every and len(told) < len(ends)):
        return None
    return Timely(walk.terms, kind, end, max(told))


@in_its_stage
def slower(walk: Walk, place: Place, _: PartKey, story: Story) -> Iterator[str]:
    """Why harm makes nothing slower than the line that the story names."""
    yield from in_hours_with(walk, story)
    number = story.events[-1].line
    if not harmed(walk, story, walk.facts):
        yield "there is no harm"
    line = next((each for each in place.wait_ends if each.number == number), None)
    own = None if line is None else ordinary(line)
    if line is None or own is None:
        yield f"line {number} is no ordinary line of {walk.place}"
        return
    without = walk.facts & ~walk.compiled.values.mask([story.harm] if story.harm else [])
    if not place.unbroken(line, without, walk.left, walk.held):
        yield f"line {number} would not be on without harm"
    if place.unbroken(line, walk.facts, walk.left, walk.held):
        yield f"line {number} is on under harm, too"
    reasons = [next(_others(walk, place, line, own.limit, kind), None) for kind in BARE_DAYS]
    if None not in reasons:
        yield str(reasons[0])


def _others(walk: Walk, place: Place, line: WaitEnd, own: Limit, kind: Unit) -> Iterator[str]:
    """The other lines that end the wait as soon as a limit would that starts now."""
    timely = _timely(walk, own, kind, every=True)
    if timely is None:
        yield f"line {line.number} says nothing of this start"
        return
    in_time = InTime(walk.compiled, timely, walk.held)
    others: list[WaitEnd] = [*in_time.lanes(place, walk.facts, walk.left)]
    others += in_time.bounds(place, walk.facts)
    for other in others:
        if other.number != line.number:
            yield f"line {other.number} ends the wait in time"


# --- promises of a writer's own ---


@in_its_stage
def overdue(walk: Walk, _: Place, __: PartKey, require: Require) -> Iterator[str]:
    """Why the case moves on within the time that the promise gives."""
    if require.limit is None:
        yield "the promise gives no time"
        return
    reasons = []
    for kind in BARE_DAYS:
        timely = _timely(walk, require.limit, kind, every=False)
        if timely is None:
            reasons.append("the promise says nothing of this start")
        else:
            in_time = InTime(walk.compiled, timely, walk.held, totals=False)
            reasons.append(next(walk.settled(in_time, "in time"), ""))
    if all(reasons):
        yield reasons[0]


def no_duty(walk: Walk, key: PartKey, require: Require) -> Iterator[str]:
    """Why some duty in force asks what the promise asks."""
    if walk.place != key.place:
        yield f"the story ends in {walk.place}"
    if require.kind is RequireKind.IF_OUTCOME:
        yield from walk.not_pending(key.row)
    trigger = walk.compiled.values.guard(require.trigger)
    if require.kind is RequireKind.WHENEVER and not trigger.holds(walk.facts):
        yield "what the promise speaks of does not hold"
    procedure, name = walk.compiled.procedure, walk.place or ""
    stage, ending = procedure.stages_by_name.get(name), procedure.endings_by_name.get(name)
    written = stage.duties if stage is not None else ending.duties if ending is not None else ()
    duties = Duties(written, walk.compiled.values)
    for duty in duties.written:
        such = require.duty is not None and asks(duty, require.duty, walk.came)
        if such and _done(walk, duty, duties, require):
            yield f"line {duty.line.number} asks for it"


def _done(walk: Walk, duty: Duty, duties: Duties, require: Require) -> bool:
    """Whether a duty is in force, and in time under each reading of bare days: now where the
    promise speaks of a moment, else whatever changes.
    """
    if require.kind in {RequireKind.WHENEVER, RequireKind.IF_OUTCOME}:
        steady = duty in duties.due(duty.verb, walk.facts)
    else:
        steady = duties.unbroken(duty, walk.facts)
    if not steady or not walk.terms.complied(duty.line, duty.strength):
        return False
    if require.limit is None or duty.limit is None:
        return require.limit is None
    bounds = [_timely(walk, require.limit, kind, every=False) for kind in BARE_DAYS]
    own = Timed(duty.limit, str(duty.line.number))
    return all(timely.keeps([own]) for timely in bounds if timely is not None)
