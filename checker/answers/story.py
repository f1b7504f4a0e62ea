"""A story: one dated case, event by event, as data. Wording is for the rooms above."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003, msgspec reads the types of what is stored
from enum import Enum

from msgspec import Struct

from checker.procedure.model import Atom, Outcome  # noqa: TC001, the same


class EventKind(Enum):
    """What happens in a case."""

    RAISED = "raised"
    """The case starts at `place`; `facts` are the atoms true then."""
    FACTS = "facts"
    """Atoms change: `facts` are all that are true from this moment."""
    OUTCOME = "outcome"
    """The stage's `outcome` comes about."""
    MOVED = "moved"
    """Line `line` takes the case to `place` (None: to what the text calls missing)."""
    STAYS = "stays"
    """From here nothing in force ends the wait: the case stays where it is for ever."""
    STILL_THERE = "still there"
    """At this moment, after closing time of the day on which harm was due an answer, the case has
    not gone to a higher tier, to an accepted end or by hand-over."""
    AGAIN = "again"
    """The case is as it was at event `back_to`: from there it can go round for ever."""
    TORN = "torn"
    """Line `line` and line `other` both bind now, and lead to different places."""
    REACHED = "reached"
    """The case is at `place`, which was to be seen."""
    UNDATED = "no date"
    """From here nothing in force gives a date by which the wait in `place` ends."""
    UNSTARTED = "never starts"
    """None of the events that the limit of line `line` counts from need ever come about."""
    UNBOUNDED = "no bound"
    """The extension or the clock of line `line` has no bound."""
    UNCOVERED = "a gap"
    """It is out of hours, line `line` is on and says nothing then, and no other line does."""
    NO_ROUTE = "no route"
    """It is out of hours, and no lane in force takes harm on from `place`."""
    SLOWER = "slower"
    """From this moment line `line` would have ended the wait in `place` sooner, were there no harm,
    than any line in force does now."""
    OVERDUE = "overdue"
    """The time that the promise gives is over, and the case is still in `place`."""
    LATE = "late"
    """The time that the promise gives, counted from earlier on, is over, and the case is still in
    `place`."""
    DELAYED = "delayed"
    """The case comes to `place`, or may stay there for ever; the last of those that are like it as
    they start, but for what the promise names, has come where it is to come by `due`."""
    NO_DUTY = "no duty"
    """At `place` no duty in force asks what the promise asks by then; `line` asks it otherwise."""
    NO_DEPUTY = "no deputy"
    """At `place` one role alone leads, with the facts as they are, and nobody stands in for it; or
    nobody leads."""
    NOBODY_LEADS = "nobody leads"
    """At `place` no role leads, with the facts as they are."""
    LACKING = "lacking"
    """At `place` there is nothing of what the promise asks for, with the facts as they are; where
    it asks for a way on, after `outcome`."""


class Event(Struct, frozen=True):
    """One event at `moment` (aware, London time) while the case is in `place`."""

    kind: EventKind
    moment: datetime
    place: str | None
    facts: frozenset[Atom] = frozenset()
    outcome: Outcome | None = None
    line: int | None = None
    back_to: int | None = None
    other: int | None = None
    due: datetime | None = None


class Story(Struct, frozen=True):
    """A case that breaks a part of a promise.

    `choices` is the reading of the holes under which it does; `harm` the atom that harm is about,
    for promises about harm. It hangs on the atoms `matters`, and on the holes of these
    identities, that the case goes so.
    """

    events: tuple[Event, ...]
    choices: tuple[tuple[str, str], ...] = ()
    harm: Atom | None = None
    matters: frozenset[Atom] = frozenset()
    holes: frozenset[str] = frozenset()
