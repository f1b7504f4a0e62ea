"""Whether a case is really delayed: told beside the cases that are like it but for one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.answers.story import EventKind
from checker.procedure.model import Target, TargetKind
from checker.semantics.replay.facts import true
from checker.semantics.replay.longest import ENDLESS, Longest, Spot, leads_to
from checker.semantics.replay.rounds import not_again
from checker.worktime.calendar import to_local
from checker.worktime.moments import in_hours

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from checker.answers.story import Story
    from checker.answers.verdict import PartKey
    from checker.procedure.model import Atom, Procedure, Require, Unit
    from checker.semantics.replay.walk import Walk


def delayed(walk: Walk, story: Story, key: PartKey, require: Require, kind: Unit) -> Iterator[str]:
    """Why the case of a story is not behind those without what the promise names."""
    procedure = walk.rules.procedure
    goal = frozenset(place.name or "" for place in require.places)
    raised, last = story.events[0], story.events[-1]
    if raised.place != key.place:
        yield f"the case starts in {raised.place}"
    if not in_hours(raised.moment, walk.calendar):
        yield "the time begins out of hours"
    if require.fact is not None and not any(require.fact in facts for facts in walk.history):
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
    rules, found = walk.rules, []
    if require.fact is None:
        rules = replace(rules, procedure=_without_consultations(rules.procedure))
    for facts, held in _alike(rules.procedure, walk.history[0], require):
        cases = Longest(
            replace(rules, held=rules.held | held), walk.calendar, goal, raised.moment, facts, kind
        )
        places = _starts(rules.procedure, facts, raised.place)
        arrivals = [cases.arrival(Spot(place, raised.moment)) for place in places]
        found += [arrival for arrival in arrivals if arrival is not None]
    return max(found, default=None)


def _alike(
    procedure: Procedure, facts: frozenset[Atom], require: Require
) -> Iterator[tuple[frozenset[Atom], frozenset[Atom]]]:
    """The facts of the cases to compare with, and those that are held as they are."""
    if require.fact is None:
        yield facts, frozenset()
        return
    fact = next(each for each in procedure.facts if require.fact in each.atoms)
    rest, held = facts.difference(fact.atoms), frozenset(fact.atoms)
    if not fact.options:
        yield rest, held
        return
    for option in fact.options:
        if option != require.fact:
            yield rest | {option}, held


def _starts(procedure: Procedure, facts: frozenset[Atom], place: str | None) -> Iterator[str]:
    """Where a case may start; where that is not stated, there alone."""
    entries = [e.target for e in procedure.entries if true(e.condition, facts)]
    first = next((s.name for s in procedure.stages if s.track is None), None)
    usual = [procedure.start or Target(TargetKind.STAGE, first)]
    if procedure.start_not_stated:
        usual = [Target(TargetKind.STAGE, place)]
    for target in entries or usual:
        if target.name is not None:
            yield target.name


def _without_consultations(procedure: Procedure) -> Procedure:
    stages = tuple(
        replace(stage, moves=tuple(replace(move, consultation=None) for move in stage.moves))
        for stage in procedure.stages
    )
    return replace(procedure, stages=stages)
