"""Whether a case is really late by a promise about the time over several stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.answers.story import EventKind
from checker.answers.verdict import Row
from checker.procedure.model import EndingKind, Procedure, RequireKind
from checker.semantics.replay.facts import compiled_of
from checker.semantics.replay.longest import ENDLESS, Longest, Spot, leads_to
from checker.semantics.waiting import without_consultations
from checker.worktime.calendar import to_local
from checker.worktime.moments import in_hours

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from checker.answers.story import Event, Story
    from checker.answers.verdict import PartKey
    from checker.procedure.model import Require, Unit
    from checker.semantics.places import Compiled
    from checker.semantics.replay.walk import Walk

_ARRIVALS = {EventKind.RAISED, EventKind.MOVED}


def by_then(walk: Walk, story: Story, key: PartKey, require: Require) -> Iterator[str]:
    """Why the case is where the promise has it be, or not late."""
    if require.kind is RequireKind.NEVER_DELAYS and walk.kind is not None:
        yield from _delayed(walk, story, key, require, walk.kind)
        return
    last = story.events[-1]
    if key.row != Row.BY_THEN.value or last.kind is not EventKind.LATE or walk.at is None:
        yield "the story does not end with a case that is late"
        return
    if reaches(require):
        yield from _too_late(walk, story, key, require)
        return
    if require.kind is RequireKind.TOTAL:
        names = list(walk.compiled.index)
        at = sorted(names.index(place.name or "") for place in require.places)
        over = set(names[at[0] : at[1] + 1])
        began = next((e for e in story.events if e.kind in _ARRIVALS and e.place in over), None)
        if walk.place not in over:
            yield f"the case is in {walk.place}"
    else:
        began = story.events[0]
        if walk.place in _goal(walk.compiled.procedure, require):
            yield f"the case has come to {walk.place}"
    if began is None:
        yield "the time has not begun"
        return
    if not in_hours(began.moment, walk.calendar):
        yield "the time begins out of hours"
    yield from _in_time(walk, require, began.moment, last.moment)


def reaches(require: Require) -> bool:
    """Whether a promise is that from some moment on a case reaches a place."""
    asks = require.kind in {RequireKind.WHENEVER, RequireKind.IF_OUTCOME}
    return asks and not require.moves_on and require.duty is None


def asked_for(walk: Walk, story: Story, require: Require) -> Iterator[str]:
    """Why nothing asks that the case of a story reach the place any more."""
    if not _moments(walk, story, require):
        yield "no moment asks for what the promise says, or the case has come there since"


def _moments(walk: Walk, story: Story, require: Require) -> list[Event]:
    """The moments from which the case has yet to reach a place of the promise."""
    goal = {place.name for place in require.places}
    trigger = walk.compiled.values.guard(require.trigger)
    found: list[Event] = []
    place = None
    for event, facts in zip(story.events, walk.history, strict=False):
        if event.kind in _ARRIVALS:
            place = event.place
        if place in goal:
            found.clear()
        elif require.kind is RequireKind.WHENEVER:
            found += [event] if trigger.holds(facts) else []
        elif event.kind is EventKind.OUTCOME and event.outcome in require.outcomes:
            found.append(event)
    return found


def _too_late(walk: Walk, story: Story, key: PartKey, require: Require) -> Iterator[str]:
    """Why the case has time left from each moment in the part's stage, in hours."""
    last = story.events[-1].moment
    reasons = [
        next(_in_time(walk, require, event.moment, last), None)
        for event in _moments(walk, story, require)
        if event.place == key.place and in_hours(event.moment, walk.calendar)
    ]
    if None not in reasons:
        yield next(iter(reasons), None) or f"nothing asks for it in {key.place} in hours"


def _in_time(walk: Walk, require: Require, began: datetime, moment: datetime) -> Iterator[str]:
    if require.limit is None:
        yield "the promise gives no time"
        return
    due = walk.runs_out(require.limit, began)
    if due is None:
        yield "the promise says nothing of this start"
    elif moment <= due:
        yield f"there is time until {to_local(due).isoformat()}"


def _goal(procedure: Procedure, require: Require) -> set[str | None]:
    if require.kind is RequireKind.EVERY_CASE_REACHES:
        return {place.name for place in require.places}
    ends: set[str | None] = {
        e.name for e in procedure.endings if e.kind is not EndingKind.HAND_OVER
    }
    return ends | {stage.name for stage in procedure.stages if stage.board}


# --- what never delays ---


def _delayed(walk: Walk, story: Story, key: PartKey, require: Require, kind: Unit) -> Iterator[str]:
    """Why the case of a story is not behind those without what the promise names."""
    procedure, values = walk.compiled.procedure, walk.compiled.values
    goal = frozenset(place.name or "" for place in require.places)
    raised, last = story.events[0], story.events[-1]
    if raised.place != key.place:
        yield f"the case starts in {raised.place}"
    if not in_hours(raised.moment, walk.calendar):
        yield "the time begins out of hours"
    if require.fact is not None and not any(
        facts & values.mask([require.fact]) for facts in walk.history
    ):
        yield f"{require.fact.name} is never true"
    longest = _longest(walk, story, require, kind)
    if longest is ENDLESS:
        yield "a case may take for ever all the same"
    if last.kind is EventKind.AGAIN:
        yield from walk.not_again(last)
    elif last.kind is not EventKind.DELAYED or last.due is None or last.moment <= last.due:
        yield "the story does not end with a case that is delayed"
    elif longest is not None and last.due < longest:
        yield f"a case may come there as late as {to_local(longest).isoformat()} all the same"
    if walk.place not in goal and not leads_to(procedure, walk.place or "", goal):
        yield f"nothing leads there from {walk.place}"


def _longest(walk: Walk, story: Story, require: Require, kind: Unit) -> datetime | None:
    """The latest arrival among cases alike but for what the promise names; None: there is none."""
    goal = frozenset(place.name or "" for place in require.places)
    raised = story.events[0]
    compiled = walk.compiled
    if require.fact is None:
        compiled = compiled_of(without_consultations(compiled.procedure))
    turns = (0,) * len(compiled.turns)
    found = []
    for facts, held in _alike(compiled, walk.history[0], require):
        alike = replace(walk, compiled=compiled, facts=facts, held=walk.held | held)
        cases = Longest(alike, kind, goal, raised.moment)
        starts = compiled.starts(facts)
        places = {target.name for target in starts}
        if compiled.procedure.start_not_stated and starts is compiled.usual_starts:
            places = {raised.place}
        spots = [Spot(place, raised.moment, turns) for place in places if place is not None]
        found += [arrival for spot in spots if (arrival := cases.arrival(spot)) is not None]
    return max(found, default=None)


def _alike(compiled: Compiled, facts: int, require: Require) -> Iterator[tuple[int, int]]:
    """The facts of the cases to compare with, and those that are held as they are."""
    if require.fact is None:
        yield facts, 0
        return
    fact = next(each for each in compiled.procedure.facts if require.fact in each.atoms)
    held = compiled.values.mask(fact.atoms)
    others = [option for option in fact.options if option != require.fact]
    for option in others if fact.options else (None,):
        yield facts & ~held | (0 if option is None else compiled.values.bits[option]), held
