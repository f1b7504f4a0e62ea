"""Whether a story breaks `same-day-escalation` or a row of it: the reasons why not are yielded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.story import EventKind
from checker.answers.verdict import Row
from checker.procedure.model import OUT_OF_HOURS, UNDERSTOOD_HARM, Strength
from checker.semantics.replay.walk import in_its_stage
from checker.semantics.settling import Soon
from checker.semantics.tiers import Direction, Tiers
from checker.worktime.calendar import to_local
from checker.worktime.moments import closing_of, in_hours

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.answers.story import Story
    from checker.answers.verdict import PartKey
    from checker.semantics.places import Place
    from checker.semantics.replay.walk import Walk


def harmed(walk: Walk, story: Story, facts: int) -> bool:
    """Whether the harm that the story is about is there."""
    harm = 0 if story.harm is None else walk.compiled.values.bits.get(story.harm, 0)
    return bool(facts & harm)


def answered(walk: Walk, key: PartKey, story: Story) -> Iterator[str]:
    """Why harm in this stage was answered within the day."""
    yield from in_hours_with(walk, story)
    last = story.events[-1]
    if not harmed(walk, story, walk.facts):
        yield "there is no harm"
    if last.kind is EventKind.MOVED:
        yield from _right_way(walk, key)
    elif last.kind is not EventKind.STILL_THERE or walk.at is None or walk.place != key.place:
        yield f"the story does not end in {key.place}"
    else:
        yield from _not_late(walk, story)
        yield from walk.settled(Soon(walk.compiled, walk.terms, walk.held), "within the day")


def in_hours_with(walk: Walk, story: Story) -> Iterator[str]:
    """Why the story is not about harm as the text has it, or not about hours."""
    marked = {atom for fact in walk.compiled.procedure.facts if fact.harm for atom in fact.atoms}
    if story.harm is None or story.harm not in (marked or {UNDERSTOOD_HARM}):
        told = None if story.harm is None else story.harm.name
        yield f"{told} is no harm that the text speaks of"
    if any(facts & walk.compiled.values.bits[OUT_OF_HOURS] for facts in walk.history):
        yield "it happens out of hours"
    for event in story.events:
        after = event.kind in {EventKind.STILL_THERE, EventKind.AGAIN}
        if not after and not in_hours(event.moment, walk.calendar):
            yield f"{event.moment.isoformat()} is out of hours"


def _not_late(walk: Walk, story: Story) -> Iterator[str]:
    """Why the day of the later of entering and of the harm has not closed yet."""
    since = len(walk.history) - 1
    while since > 0 and harmed(walk, story, walk.history[since - 1]):
        since -= 1
    entered = walk.steps[-1].event if walk.steps else 0
    day = to_local(walk.moments[max(since, entered)]).date()
    if walk.moments[-1] <= closing_of(day, walk.calendar):
        yield "the day has not closed yet"


def _right_way(walk: Walk, key: PartKey) -> Iterator[str]:
    step, tiers = walk.steps[-1], Tiers(walk.compiled, walk.terms)
    if step.taken.stage != key.place:
        yield f"that move was in {step.taken.stage}"
    if tiers.direction(step.taken, step.target, step.facts) is not Direction.DOWN:
        yield f"line {step.taken.number} does not take harm the wrong way"


def passed_up(walk: Walk, story: Story) -> Iterator[str]:
    """Why a case that goes round is taken up, or does not stay within its tier."""
    yield from in_hours_with(walk, story)
    last = story.events[-1]
    if not all(harmed(walk, story, facts) for facts in walk.history[last.back_to or 0 :]):
        yield "the harm does not last"
    tiers = Tiers(walk.compiled, walk.terms, walk.held)
    for step in walk.round_trip(last):
        if tiers.direction(step.taken, step.target, step.facts) is not Direction.LEVEL:
            yield f"line {step.taken.number} leaves the tier"
        place = walk.compiled.place(step.taken.stage)
        for _ in tiers.lifting(place, step.facts, walk.left):
            yield f"a lane takes harm up from {step.taken.stage} within the day"


# --- the rows beside the headline ---


def row_answered(walk: Walk, key: PartKey, story: Story) -> Iterator[str]:
    """Why harm was answered within the day, for the rows of a silent side, of a consultation and of
    the board.
    """
    yield from answered(walk, key, story)
    yield from walk.not_pending("no answer" if key.row == Row.SILENT.value else None)
    if key.row == Row.CONSULTED.value and walk.at is not None:
        since = [facts for _, facts in walk.seen if harmed(walk, story, facts)]
        lanes = [e.move for facts in since for e in walk.at.lanes_on(facts, walk.left)]
        if not any(each.consultation and each.strength is not Strength.MAY for each in lanes):
            yield "no lane asks for a consultation"


def at_night(walk: Walk) -> Iterator[str]:
    """Why the story does not end out of hours."""
    if not walk.facts & walk.compiled.values.bits[OUT_OF_HOURS]:
        yield "it is not said to be out of hours"
    if in_hours(walk.moments[-1], walk.calendar):
        yield "the story ends in hours"


@in_its_stage
def no_route(walk: Walk, place: Place, _: PartKey, story: Story) -> Iterator[str]:
    """Why a lane takes harm on out of hours."""
    if not harmed(walk, story, walk.facts):
        yield "the story ends without harm"
    yield from at_night(walk)
    tiers = Tiers(walk.compiled, walk.terms, walk.held)
    for lane in tiers.at_night(place, walk.facts, walk.left):
        yield f"line {lane.number} takes harm on out of hours"
