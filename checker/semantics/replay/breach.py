"""Whether a permitted story really breaks the part that it is told for.

Each function yields the reasons why it does not; none means that it does.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from checker.answers.story import EventKind
from checker.answers.verdict import Promise, Row
from checker.procedure.holes import HoleKind
from checker.procedure.model import EndingKind, RequireKind, TargetKind
from checker.semantics.cycles import closure
from checker.semantics.replay import harm, responses, timed
from checker.semantics.replay.walk import in_its_stage
from checker.semantics.settling import InTheEnd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.answers.story import Story
    from checker.answers.verdict import PartKey
    from checker.procedure.model import Require
    from checker.semantics.places import Place
    from checker.semantics.replay.walk import Walk

_ARRIVALS = {EventKind.RAISED, EventKind.MOVED}
_OWN = {Promise.REQUIRE, Promise.REQUIRE_IN_TIME}
_PLACES = {Row.REACHED.value, Row.ENDING.value}
_COME_TO = {Row.REACHED.value, Row.RETURNS.value}
"""The rows of parts that are broken by coming to a place, whatever it is."""
_OF_SETS = {Row.LOOP.value, Row.HANDED_ROUND.value}


def breach(
    walk: Walk, story: Story, key: PartKey, promise: Promise, require: Require | None
) -> Iterator[str]:
    """Why a story that was walked to its end does not break the part."""
    if require is not None:
        from checker.semantics.replay.end_to_end import asked_for, reaches  # few texts need it

        if reaches(require):
            yield from asked_for(walk, story, require)
    if require is not None and (own := _own(walk, key, story, require)) is not None:
        yield from own
        return
    last = story.events[-1].kind
    if key.row not in _OF_SETS and last is not EventKind.TORN:
        yield from _read_as_good(walk, key)
    reasons = _REASONS.get(key.row, _after_an_outcome)
    if last in timed.REASONS and key.row != Row.NEVER_DESCRIBED.value:
        reasons = timed.REASONS[last]
    elif promise in _OWN and key.row in _PLACES:
        reasons = _comes_there
    yield from reasons(walk, key, story)


def _own(walk: Walk, key: PartKey, story: Story, require: Require) -> Iterator[str] | None:
    """Why a response that the writer asks for comes in time; None for promises of other kinds."""
    last = story.events[-1].kind
    if last is EventKind.NO_DUTY or require.kind is RequireKind.AFTER:
        return responses.no_duty(walk, key, require)
    if require.kind is RequireKind.NO_CASE_RETURNS:
        return _not_too_often(walk, story, key, require)
    if last is EventKind.OVERDUE:
        late = responses.overdue(walk, key, require)
        return chain(late, _asked(walk, key, require))
    moves_on = require.kind is RequireKind.WHENEVER and require.moves_on
    if moves_on and last is EventKind.STAYS:
        return chain(_left(walk, key, story, walk.came), _asked(walk, key, require))
    return None


def _asked(walk: Walk, key: PartKey, require: Require) -> Iterator[str]:
    """Why the promise does not ask for a response here."""
    if require.kind is RequireKind.WHENEVER:
        entered = walk.steps[-1].event if walk.steps else 0
        trigger = walk.compiled.values.guard(require.trigger)
        if not any(map(trigger.holds, walk.history[entered:])):
            yield "what the promise speaks of does not hold"
    else:
        yield from walk.not_pending(key.row)


def _not_too_often(walk: Walk, story: Story, key: PartKey, require: Require) -> Iterator[str]:
    visits = [e for e in story.events if e.kind in _ARRIVALS and e.place == key.place]
    if walk.place != key.place or len(visits) < (require.times or 0) + 2:
        yield f"the case is in {walk.place}, and was in {key.place} {len(visits)} times"


def _read_as_good(walk: Walk, key: PartKey) -> Iterator[str]:
    stage = walk.compiled.procedure.stages_by_name.get(key.place)
    missing = stage is not None and stage.missing and key.row not in _COME_TO
    if missing and walk.terms.good(HoleKind.MISSING_STAGE, key.place):
        yield f"{key.place} is missing, and read as good"


def _comes_there(walk: Walk, key: PartKey, _: Story) -> Iterator[str]:
    if walk.place != key.place:
        yield f"the story ends in {walk.place}"


@in_its_stage
def _described(_: Walk, place: Place, key: PartKey, __: Story) -> Iterator[str]:
    if not place.stage.missing:
        yield f"{key.place} is not missing"


def _ends_well(walk: Walk, key: PartKey, story: Story) -> Iterator[str]:
    yield from _comes_there(walk, key, story)
    for ending in walk.compiled.procedure.endings:
        if ending.name == key.place and not (
            ending.kind is EndingKind.WITHOUT_OUTCOME
            or (
                ending.kind is EndingKind.HAND_OVER
                and not walk.terms.good(HoleKind.HAND_OVER, ending.name)
            )
        ):
            yield f"{ending.name} is an accepted end"


def _round(walk: Walk, key: PartKey, story: Story) -> Iterator[str]:
    """Why the case does not go round in the set of stages that the part speaks of."""
    yield from walk.not_again(story.events[-1])
    first, index = walk.round_trip(story.events[-1])[0].taken.stage, walk.compiled.index
    here, there = index[first], index.get(key.place, -1)
    if here != there and not (
        there in closure(walk.onward, here) and here in closure(walk.onward, there)
    ):
        yield f"{first} and {key.place} do not lie on one round"


def _handed_round(walk: Walk, key: PartKey, story: Story) -> Iterator[str]:
    yield from _round(walk, key, story)
    yield from harm.passed_up(walk, story)


def _before_an_outcome(walk: Walk, key: PartKey, story: Story) -> Iterator[str]:
    return _left(walk, key, story, None)


def _after_an_outcome(walk: Walk, key: PartKey, story: Story) -> Iterator[str]:
    """Of what can happen at any moment, too: then it is after none."""
    last = story.events[-1].kind
    outcome = None if key.row == Row.AT_ANY_MOMENT.value else key.row
    if last is EventKind.TORN:
        return _agree(walk, key, story)
    if last is EventKind.MOVED or outcome is None:
        return _knows_where(walk, key, outcome)
    return _left(walk, key, story, outcome)


def _knows_where(walk: Walk, key: PartKey, outcome: str | None) -> Iterator[str]:
    """For a story that ends by going to `missing`: on that outcome, or (None) by a lane."""
    step = walk.steps[-1] if walk.steps else None
    if step is None or step.target.kind is not TargetKind.MISSING:
        yield "the story does not end by going to what is missing"
        return
    if step.taken.stage != key.place:
        yield f"the case went from {step.taken.stage}"
    if (step.outcome.value if step.outcome is not None else None) != outcome:
        yield "the case went on another occasion"
    if walk.terms.known(step.taken.move):
        yield f"where line {step.taken.number} leads is read as good"


@in_its_stage
def _left(walk: Walk, _: Place, key: PartKey, story: Story, outcome: str | None) -> Iterator[str]:
    """For a story that ends in staying: after that outcome, or (None) before any."""
    if story.events[-1].kind is not EventKind.STAYS:
        yield f"the story does not end by staying in {key.place}"
    yield from walk.not_pending(outcome)
    if walk.pending is None and walk.place in walk.terms.standing:
        yield f"someone calls time in {walk.place}"
    yield from walk.settled(InTheEnd(walk.compiled, walk.terms, walk.held))


@in_its_stage
def _agree(walk: Walk, place: Place, _: PartKey, story: Story) -> Iterator[str]:
    """Why two lines do not tear a case apart: one does not bind now, or they lead to one place."""
    last = story.events[-1]
    on = [*place.lanes_on(walk.facts, walk.left)]
    on += walk.pending.opened if walk.pending is not None else ()
    bound = {e.number: e for e in on if walk.terms.binds(e.move)}
    one, other = bound.get(last.line or 0), bound.get(last.other or 0)
    if one is None or other is None:
        yield "one of the two lines does not bind now"
    elif set(one.move.targets) & set(other.move.targets):
        yield "the two lines lead to one place"


_REASONS: dict[str, Callable[[Walk, PartKey, Story], Iterator[str]]] = {
    Row.NEVER_DESCRIBED.value: _described,
    Row.ENDING.value: _ends_well,
    Row.LOOP.value: _round,
    Row.IN_HOURS.value: harm.answered,
    Row.SILENT.value: harm.row_answered,
    Row.CONSULTED.value: harm.row_answered,
    Row.BOARD.value: harm.row_answered,
    Row.HANDED_ROUND.value: _handed_round,
    Row.LEFT_IN_THE_END.value: _before_an_outcome,
}
