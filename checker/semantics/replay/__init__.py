"""An interpreter of procedures that stories are replayed with before they are shown.

It shares no code with the encoding, nor with the explorer: it takes a story event by event, asks of
each whether the text permits it with the facts and turns of that moment, and in the end whether
the part of the promise is really broken. A story that does not replay is a bug of whoever told it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.answers.story import EventKind
from checker.answers.verdict import HARM_ROWS, TIMED, InForce, Promise, Row
from checker.procedure.holes import HoleKind
from checker.procedure.model import OUT_OF_HOURS, Atom, RequireKind, Strength
from checker.semantics.replay.breach import breach
from checker.semantics.replay.facts import impossible
from checker.semantics.replay.leads import nobody_leads
from checker.semantics.replay.rules import Rules
from checker.semantics.replay.sums import BARE_DAYS, by_then, read_days
from checker.semantics.replay.timed import alone
from checker.semantics.replay.walk import Walk
from checker.semantics.replay.written import not_lacking
from checker.worktime.calendar import calendar_of

if TYPE_CHECKING:
    from checker.answers.story import Story
    from checker.answers.verdict import PartKey
    from checker.procedure.model import Procedure, Require, Unit

_LAST = {
    EventKind.STAYS,
    EventKind.STILL_THERE,
    EventKind.AGAIN,
    EventKind.TORN,
    EventKind.NOBODY_LEADS,
    EventKind.REACHED,
    EventKind.UNDATED,
    EventKind.UNSTARTED,
    EventKind.UNBOUNDED,
    EventKind.UNCOVERED,
    EventKind.NO_ROUTE,
    EventKind.SLOWER,
    EventKind.OVERDUE,
    EventKind.LATE,
    EventKind.DELAYED,
    EventKind.NO_DUTY,
    EventKind.NO_DEPUTY,
    EventKind.LACKING,
}
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
    if require is not None and key.row == Row.BY_THEN.value:
        told = [
            _replayed(read_days(procedure, kind), promise, key, story, in_force, require, kind)
            for kind in BARE_DAYS
        ]
        return None if None in told else told[0]
    return _replayed(procedure, promise, key, story, in_force, require)


def _replayed(  # noqa: PLR0913, PLR0917
    procedure: Procedure,
    promise: Promise,
    key: PartKey,
    story: Story,
    in_force: InForce,
    require: Require | None,
    kind: Unit | None = None,
) -> str | None:
    """`replay`; `kind`: what bare days mean, where that matters from one line to another."""
    held = {OUT_OF_HOURS, story.harm or OUT_OF_HOURS} if promise in _ABOUT_HARM else set[Atom]()
    ends = promise is Promise.EVERY_PATH_ENDS or promise in TIMED - {Promise.REQUIRE_IN_TIME}
    rules = Rules(
        procedure,
        InForce() if promise in _OF_TEXT else in_force,
        dict(story.choices),
        frozenset(held),
        boards_end=ends,
        boards_wait=promise in _AT_THE_BOARD,
    )
    read = _options(rules)
    if promise in _OF_TEXT or (require and require.kind is RequireKind.EVERY_STAGE_HAS):
        return _of_text(rules, key, story, read)
    walk = Walk(rules, calendar_of(procedure), read)
    for number, event in enumerate(story.events):
        reason = walk.take(event)
        if reason is None and event.kind in _LAST and number < len(story.events) - 1:
            reason = "the story goes on after its end"
        if reason is not None:
            return f"event {number}, {event.kind.value}: {reason}"
    if kind is not None and require is not None:
        return next(by_then(walk, story, key, require, kind), None)
    return breach(walk, story, key, promise, require)


def _options(rules: Rules) -> frozenset[Atom]:
    """The option that holds of each reading."""
    assumed = {
        a.option
        for a in reversed(rules.procedure.assumptions)
        if a.option is not None and rules.complied_with(a.line, Strength.PLAIN)
    }
    found = set()
    for reading in rules.procedure.readings:
        settled = [option for option in reading.options if option in assumed]
        named = rules.choices.get(f"{HoleKind.READING.value}:{reading.name}")
        found.add(settled[0] if settled else Atom(named) if named else reading.options[0])
    return frozenset(found)


def _of_text(rules: Rules, key: PartKey, story: Story, read: frozenset[Atom]) -> str | None:
    """A stage need not be reached to be led by nobody, or to lack something: only the last event
    counts.
    """
    last = story.events[-1]
    if last.kind not in _SEEN_AT_ONCE or last.place != key.place:
        return f"the story does not end where {key.place} lacks something"
    told = [event.facts for event in story.events if event.facts]
    options = {option for r in rules.procedure.readings for option in r.options}
    facts = read | ((told[-1] if told else frozenset()) - options)
    procedure = rules.procedure
    stage = procedure.stage(key.place)
    if last.kind is EventKind.NO_DEPUTY:
        return impossible(procedure, facts) or next(alone(rules, key, facts), None)
    if last.kind is EventKind.LACKING:
        held = replace(last, facts=facts)
        return impossible(procedure, facts) or next(not_lacking(rules, stage, key.row, held), None)
    return impossible(procedure, facts) or nobody_leads(rules, stage, facts)
