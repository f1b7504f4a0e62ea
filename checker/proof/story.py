"""A story: one dated case, event by event, as data. Wording is for the rooms above."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import datetime

    from checker.procedure.model import Outcome


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
    NOBODY_LEADS = "nobody leads"
    """At `place` no role leads, with the facts as they are."""


class Event(Struct, frozen=True):
    """One event at `moment` (aware, London time) while the case is in `place`."""

    kind: EventKind
    moment: datetime
    place: str | None
    facts: frozenset[str] = frozenset()
    outcome: Outcome | None = None
    line: int | None = None
    back_to: int | None = None
    other: int | None = None


class Story(Struct, frozen=True):
    """A case that breaks a part of a promise.

    `choices` is the reading of the holes under which it does; `harm` the atom that harm is about,
    for `same-day-escalation` (`understood harm` where the text marks none).
    """

    events: tuple[Event, ...]
    choices: tuple[tuple[str, str], ...] = ()
    harm: str | None = None
    matters: frozenset[str] = frozenset()
    """The atoms, and the identities of the holes, on which it hangs that the case goes so."""


UNDERSTOOD_HARM = "understood harm"
"""The atom of harm in a text that marks no fact as harm."""
