"""Whether a story breaks `same-day-escalation`: the reasons why not are yielded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.story import EventKind
from checker.procedure.model import OUT_OF_HOURS, UNDERSTOOD_HARM, Trigger
from checker.semantics.replay.leads import DOWN, LEVEL, UP, direction
from checker.semantics.replay.rounds import round_trip
from checker.worktime.calendar import to_local
from checker.worktime.moments import closing_of, in_hours

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.answers.story import Story
    from checker.answers.verdict import PartKey
    from checker.procedure.model import Atom, Move, Stage
    from checker.semantics.replay.walk import Walk


def answered(walk: Walk, story: Story, key: PartKey) -> Iterator[str]:
    """Why harm in this stage was answered within the day."""
    yield from in_hours_with(walk, story)
    last = story.events[-1]
    if story.harm not in walk.facts:
        yield "there is no harm"
    if last.kind is EventKind.MOVED:
        yield from _right_way(walk, key)
    elif last.kind is not EventKind.STILL_THERE or walk.stage is None or walk.place != key.place:
        yield f"the story does not end in {key.place}"
    else:
        yield from _not_late(walk, story)
        yield from _soon(walk, walk.stage)


def in_hours_with(walk: Walk, story: Story) -> Iterator[str]:
    """Why the story is not about harm as the text has it, or not about hours."""
    marked = {atom for fact in walk.rules.procedure.facts if fact.harm for atom in fact.atoms}
    if story.harm not in (marked or {UNDERSTOOD_HARM}):
        yield f"{story.harm} is no harm that the text speaks of"
    if any(OUT_OF_HOURS in facts for facts in walk.history):
        yield "it happens out of hours"
    for event in story.events:
        after = event.kind in {EventKind.STILL_THERE, EventKind.AGAIN}
        if not after and not in_hours(event.moment, walk.calendar):
            yield f"{event.moment.isoformat()} is out of hours"


def _not_late(walk: Walk, story: Story) -> Iterator[str]:
    """Why the day of the later of entering and of the harm has not closed yet."""
    since = len(walk.history) - 1
    while since > 0 and story.harm in walk.history[since - 1]:
        since -= 1
    entered = walk.steps[-1].event if walk.steps else 0
    day = to_local(walk.moments[max(since, entered)]).date()
    if walk.moments[-1] <= closing_of(day, walk.calendar):
        yield "the day has not closed yet"


def _right_way(walk: Walk, key: PartKey) -> Iterator[str]:
    step = walk.steps[-1]
    if step.stage.name != key.place:
        yield f"that move was in {step.stage.name}"
    if direction(walk.rules, step.stage, step.move, step.target, step.facts) != DOWN:
        yield f"line {step.move.line.number} does not take harm the wrong way"


def _soon(walk: Walk, stage: Stage) -> Iterator[str]:
    """Why the case does not wait past the day: what in force takes it on within it."""
    rules, pending = walk.rules, walk.pending
    if rules.lane_settles(stage, walk.facts, walk.used, soon=True):
        yield f"a lane takes the case out of {stage.name} within the day"
    for move in pending.moves if pending is not None else ():
        if rules.soon_move(move):
            yield f"line {move.line.number} moves the case within the day"
    if pending is None and rules.limit_settles(stage, walk.facts, soon=True):
        yield f"a limit has {stage.name} end within the day"


def passed_up(walk: Walk, story: Story) -> Iterator[str]:
    """Why a case that goes round is taken up, or does not stay within its tier."""
    yield from in_hours_with(walk, story)
    last = story.events[-1]
    if not all(story.harm in facts for facts in walk.history[last.back_to or 0 :]):
        yield "the harm does not last"
    for step in round_trip(walk, last):
        if direction(walk.rules, step.stage, step.move, step.target, step.facts) != LEVEL:
            yield f"line {step.move.line.number} leaves the tier"
        if any(_lifts(walk, step.stage, lane, step.facts) for lane in step.stage.moves):
            yield f"a lane takes harm up from {step.stage.name} within the day"


def _lifts(walk: Walk, stage: Stage, lane: Move, facts: frozenset[Atom]) -> bool:
    """Whether a soon lane in force is on whatever changes, and leads up, to an end or out."""
    rules = walk.rules

    def leads_up(values: frozenset[Atom]) -> bool:
        return lane in rules.lanes(stage, values, walk.used) and all(
            direction(rules, stage, lane, target, values) == UP for target in lane.targets
        )

    return (
        lane.trigger is Trigger.LANE
        and rules.soon_move(lane)
        and rules.unbroken(stage, facts, leads_up)
    )
