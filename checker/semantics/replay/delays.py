"""Whether a case is really delayed: told beside the cases that are like it but for one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.answers.story import EventKind
from checker.semantics.replay.facts import compiled_of
from checker.semantics.replay.longest import ENDLESS, Longest, Spot, leads_to
from checker.semantics.replay.rounds import not_again
from checker.semantics.waiting import without_consultations
from checker.worktime.calendar import to_local
from checker.worktime.moments import in_hours

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from checker.answers.story import Story
    from checker.answers.verdict import PartKey
    from checker.procedure.model import Require, Unit
    from checker.semantics.places import Compiled
    from checker.semantics.replay.walk import Walk


def delayed(walk: Walk, story: Story, key: PartKey, require: Require, kind: Unit) -> Iterator[str]:
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
        yield from not_again(walk, last)
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
