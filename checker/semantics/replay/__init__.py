"""Replays stories before they are shown.

A story is taken event by event; the concrete semantics is asked of each whether the text permits it
with the facts and turns of that moment, and in the end whether the part of the promise is really
broken. A story that does not replay is a bug of whoever told it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.story import EventKind
from checker.answers.verdict import HARM_ROWS, TIMED, InForce, Promise, Row
from checker.procedure.holes import GOOD
from checker.procedure.model import BARE_DAYS, OUT_OF_HOURS, Outcome, RequireKind
from checker.semantics.provisions import giving, goes_on
from checker.semantics.replay.breach import breach
from checker.semantics.replay.end_to_end import by_then
from checker.semantics.replay.facts import compiled_of, impossible, told
from checker.semantics.replay.walk import Walk
from checker.semantics.terms import Terms
from checker.worktime.calendar import calendar_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.answers.story import Event, Story
    from checker.answers.verdict import PartKey
    from checker.procedure.model import Procedure, Require
    from checker.semantics.places import Compiled

_ON_THE_WAY = {EventKind.RAISED, EventKind.FACTS, EventKind.OUTCOME, EventKind.MOVED}
"""What a story can go on after."""
_SEEN_AT_ONCE = {EventKind.NOBODY_LEADS, EventKind.NO_DEPUTY, EventKind.LACKING}
"""How a story ends that tells of one moment alone."""
_AT_THE_BOARD = {Promise.HARM_BOARD, Promise.LIMIT_START}
"""Promises with a time about what is written of the board's stages, too."""
_OF_TEXT = {Promise.NAMED_ROLE, Promise.HARM_AWAY}
"""Promises about who leads, which rest on no line."""
_ABOUT_HARM = {Promise.SAME_DAY_ESCALATION, Promise.NEVER_SLOWER, *HARM_ROWS}


def replay(  # noqa: PLR0913, PLR0917
    procedure: Procedure,
    promise: Promise,
    key: PartKey,
    story: Story,
    in_force: InForce,
    require: Require | None = None,
) -> str | None:
    """None where every event is permitted and the story breaks the part; else a plain reason.

    Opening hours are those of `calendar_of`. A hole that the story does not name is read as good. A
    reading that neither the story nor an `assume` line in force settles has its first option. Who
    leads rests on no line, whatever is in force. `require`: the writer's own promise that the part
    is of, where it is one.
    """
    if not story.events:
        return "nothing happens"
    compiled = compiled_of(procedure)
    lines = InForce() if promise in _OF_TEXT else in_force
    terms = Terms(compiled, lines, dict(story.choices), unnamed=GOOD)
    if promise in _OF_TEXT or (require and require.kind is RequireKind.EVERY_STAGE_HAS):
        return next(_of_text(compiled, terms, key, story), None)
    by_days = require is not None and key.row == Row.BY_THEN.value
    held = {OUT_OF_HOURS, story.harm or OUT_OF_HOURS} if promise in _ABOUT_HARM else ()
    reasons = []
    for kind in BARE_DAYS if by_days else (None,):
        walk = Walk(
            compiled,
            terms,
            calendar_of(procedure),
            compiled.values.mask(held),
            boards_end=promise is Promise.EVERY_PATH_ENDS
            or promise in TIMED - {Promise.REQUIRE_IN_TIME},
            boards_wait=promise in _AT_THE_BOARD,
            kind=kind,
        )
        reasons.append(next(_along(walk, promise, key, story, require), None))
    return None if None in reasons else reasons[0]


def _along(
    walk: Walk, promise: Promise, key: PartKey, story: Story, require: Require | None
) -> Iterator[str]:
    """Why the story cannot be walked to its end, or does not break the part."""
    for number, event in enumerate(story.events):
        reason = walk.take(event)
        if reason is None and event.kind not in _ON_THE_WAY and number < len(story.events) - 1:
            reason = "the story goes on after its end"
        if reason is not None:
            yield f"event {number}, {event.kind.value}: {reason}"
    if walk.kind is not None and require is not None:
        yield from by_then(walk, story, key, require)
    else:
        yield from breach(walk, story, key, promise, require)


def _of_text(compiled: Compiled, terms: Terms, key: PartKey, story: Story) -> Iterator[str]:
    """A stage need not be reached to be led by nobody, or to lack something: only the last event
    counts.
    """
    last = story.events[-1]
    if last.kind not in _SEEN_AT_ONCE or last.place != key.place:
        yield f"the story does not end where {key.place} lacks something"
        return
    now = [event.facts for event in story.events if event.facts]
    facts = told(compiled, terms.chosen, now[-1] if now else frozenset())
    yield from impossible(compiled, facts)
    leads = compiled.leads[compiled.index[key.place]]
    if last.kind is EventKind.NO_DEPUTY:
        yield from leads.why_not_alone(facts, terms)
    elif last.kind is EventKind.LACKING:
        yield from _not_lacking(compiled, terms, key.row, last, facts)
    else:
        yield from leads.why_led(facts, terms)


def _not_lacking(
    compiled: Compiled, terms: Terms, row: str, last: Event, facts: int
) -> Iterator[str]:
    """Why a stage has what it is said to lack in the last event of a story."""
    place = compiled.place(last.place or "")
    stage = place.stage
    if terms.read_as_good(stage):
        yield f"{stage.name} is missing, and read as good"
    for number in giving(compiled, place, terms, row, facts):
        yield f"line {number} gives it"
    outcome = last.outcome
    if outcome is not None:
        can_be = outcome in place.outcomes(facts, terms.duties_of(stage))
        if outcome.value != row or not can_be:
            yield f"{outcome.value} cannot come about"
        elif goes_on(place, terms, outcome, facts):
            yield f"after {outcome.value}, a line moves the case on"
    elif row in {each.value for each in Outcome}:
        yield "no outcome comes about"
