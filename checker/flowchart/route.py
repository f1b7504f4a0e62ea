"""The route of a story through a flowchart: the lines it takes, what happens where and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.answers.story import EventKind
from checker.procedure.model import UNDERSTOOD_HARM, Condition, Literal
from checker.words.facts import condition_words, outcome_words
from checker.words.text import listed

if TYPE_CHECKING:
    from datetime import datetime

    from checker.answers.story import Event, Story
    from checker.flowchart.cards import Way
    from checker.procedure.model import Atom, Outcome, Procedure

_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_WORDS = {
    EventKind.RAISED: "the case is raised",
    EventKind.MOVED: "the case comes here",
    EventKind.STAYS: "the case stays here",
    EventKind.STILL_THERE: "the case is still here",
    EventKind.TORN: "two lines bind at once",
    EventKind.NOBODY_LEADS: "nobody leads",
}

_UNDERSTOOD = {True: "there is a risk of harm", False: "there is no risk of harm"}


class Stop(Struct, frozen=True):
    """One event of the story: its number from 1, as in the story's sentences, and its words."""

    number: int
    words: str


class Route(Struct, frozen=True):
    """The route: `stops` by stage or ending, and the numbers of the `lines` that it takes, each
    with the places that it leads to.
    """

    stops: dict[str, tuple[Stop, ...]]
    lines: dict[int, frozenset[str | None]]
    stuck: frozenset[tuple[str, Outcome]] = frozenset()
    """The outcomes that nothing in the text follows, with the stages where they came about."""

    def takes(self, place: str, way: Way) -> bool:
        """Whether the route goes this way from that stage."""
        if way.hole and any((place, outcome) in self.stuck for outcome in way.outcomes):
            return True
        goals = {goal.name for goal in way.goals}
        return any(goals & self.lines.get(line, frozenset()) for line in way.lines)


def route_of(story: Story, procedure: Procedure) -> Route:
    """The route of a story through a procedure."""
    stops: dict[str, tuple[Stop, ...]] = {}
    lines: dict[int, frozenset[str | None]] = {}
    stuck: list[tuple[str, Outcome]] = []
    place = origin = ""
    facts: frozenset[Atom] = frozenset()
    for number, event in enumerate(story.events, start=1):
        place = event.place or place
        stops[place] = (*stops.get(place, ()), Stop(number, _words(event, facts, procedure)))
        if event.kind is EventKind.MOVED and event.line is not None:
            lines[event.line] = lines.get(event.line, frozenset()) | {event.place}
        if event.kind is EventKind.OUTCOME and event.outcome is not None:
            stuck.append((place, event.outcome))
        elif event.kind is EventKind.MOVED:
            stuck = [each for each in stuck if each[0] != origin]
        origin = place
        facts = event.facts if event.kind in {EventKind.RAISED, EventKind.FACTS} else facts
    return Route(stops, lines, frozenset(stuck))


def _words(event: Event, before: frozenset[Atom], procedure: Procedure) -> str:
    if event.kind is EventKind.FACTS:
        happens = _change(before, event.facts, procedure)
    elif event.kind is EventKind.OUTCOME and event.outcome is not None:
        happens = outcome_words([event.outcome])
    elif event.kind is EventKind.AGAIN:
        happens = "as before" if event.back_to is None else f"as at {event.back_to + 1} again"
    else:
        happens = _WORDS.get(event.kind, "")
    return f"{moment_words(event.moment)}: {happens}"


def _change(before: frozenset[Atom], after: frozenset[Atom], procedure: Procedure) -> str:
    """What has come to be true, and else what is true no more."""
    literals = [Literal(atom) for atom in sorted(after - before)]
    literals = literals or [Literal(atom, positive=False) for atom in sorted(before - after)]
    clauses = [
        _UNDERSTOOD[literal.positive]
        if literal.atom == UNDERSTOOD_HARM
        else condition_words(procedure, Condition((literal,)))
        for literal in literals
    ]
    return f"now {listed(clauses)}" if clauses else "nothing changes"


def moment_words(moment: datetime) -> str:
    """`Mon 2 Nov 2026, 10:00`."""
    day = f"{_DAYS[moment.weekday()]} {moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    return f"{day}, {moment.hour:02}:{moment.minute:02}"
