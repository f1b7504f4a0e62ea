"""Stories in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.story import EventKind
from checker.procedure.holes import BAD, HoleKind, holes
from checker.procedure.model import UNDERSTOOD_HARM, Atom
from checker.review.asked import asked_otherwise, duty_of
from checker.review.findings import Sentence, Telling
from checker.words.facts import fact_words
from checker.words.text import capital, in_running_text, sentence
from checker.words.times import day_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.answers.story import Event, Story
    from checker.procedure.holes import Hole
    from checker.procedure.model import Procedure

_HOLES = {
    HoleKind.VAGUE_LIMIT: ("line {} means soon enough", "line {} means too late"),
    HoleKind.MISSING_LIMIT: (
        "the limit that line {} does not give is soon enough",
        "line {} gives no limit",
    ),
    HoleKind.DOUBLE_LIMIT: (
        "the sooner figure of line {} counts",
        "the later figure of line {} counts",
    ),
    HoleKind.MISSING_STAGE: (
        "the stage that line {} only names keeps this promise",
        "the stage that line {} only names is empty",
    ),
    HoleKind.MISSING_LEAD: (
        "the lead that line {} does not name is a role",
        "the lead that line {} does not name is nobody",
    ),
    HoleKind.MISSING_MOVE: (
        "the next step that line {} does not give keeps this promise",
        "the next step that line {} does not give leads nowhere",
    ),
    HoleKind.MISSING_DOCUMENT: (
        "the document of line {} says what is needed",
        "the document of line {} does not say what is needed",
    ),
    HoleKind.HAND_OVER: (
        "the procedure that line {} hands over to brings the case to an end",
        "the procedure that line {} hands over to leaves the case open",
    ),
}

_SAID = {
    EventKind.STAYS: (
        "From here nobody has to do anything: the case can stay in {place} for ever."
    ),
    EventKind.STILL_THERE: (
        "The working day is over, the risk has not passed, and the case is still in {place}."
    ),
    EventKind.AGAIN: "The case is where it was before, and can go round like this for ever.",
    EventKind.REACHED: "The case is in {place}.",
    EventKind.UNDATED: "From here nothing says by when: the case can wait in {place} with no date.",
    EventKind.UNSTARTED: (
        "Nothing that the limit of line {line} counts from need come about, so its clock need "
        "never start."
    ),
    EventKind.UNBOUNDED: "Line {line} puts off the end of {place} without end.",
    EventKind.UNCOVERED: (
        "It is out of hours: line {line} applies and gives no time now, nor does any other line."
    ),
    EventKind.SLOWER: (
        "Were there no risk, line {line} would end the wait in {place} sooner than anything does "
        "now."
    ),
    EventKind.LATE: (
        "The time that the promise gives is over, and nothing had to move the case on from {place} "
        "before."
    ),
    EventKind.OVERDUE: (
        "From here the time that the promise gives runs out, and nothing has to move the case on "
        "from {place} within it."
    ),
    EventKind.NO_DUTY: "In {place}, nobody has to do what the promise asks.",
    EventKind.NO_ROUTE: "It is out of hours: no line takes the case on from {place} now.",
}
"""How events are told that need no more than their place and their line."""


def tell(procedure: Procedure, story: Story, known: Iterable[Hole] | None = None) -> Telling:
    """`story` in sentences, with the readings under which it goes so; `known`: the text's holes."""
    every = holes(procedure) if known is None else known
    teller = _Words(procedure, story)
    sentences = tuple(
        Sentence(event.moment, text) for event in story.events for text in teller.say(event)
    )
    return Telling(story, sentences, tuple(readings(procedure, story, every)))


def readings(procedure: Procedure, story: Story, every: Iterable[Hole]) -> Iterator[str]:
    """How the text is read in `story`: its options, and the holes that are read the bad way."""
    choices = dict(story.choices)
    for hole in every:
        choice = choices.get(hole.identity)
        if hole.identity not in story.holes and story.matters.isdisjoint(hole.options):
            continue
        if choice is not None and (hole.kind is HoleKind.READING or choice == BAD):
            yield reading_words(procedure, hole, choice)


def reading_words(procedure: Procedure, hole: Hole, choice: str) -> str:
    """What a choice means for a hole, as a clause."""
    if hole.kind is HoleKind.READING:
        reading = next(r for r in procedure.readings if r.name == hole.name)
        title = reading.titles[reading.options.index(Atom(choice))]
        return f"line {hole.line.number} means “{title}”"
    return _HOLES[hole.kind][choice == BAD].format(hole.line.number)


class _Words:
    """Sentences for the events of one story."""

    def __init__(self, procedure: Procedure, story: Story) -> None:
        self._procedure = procedure
        self._groups = [frozenset(fact.options) for fact in procedure.facts if fact.options]
        self._matters = story.matters.union(*(g for g in self._groups if g & story.matters))
        self._known: frozenset[Atom] = frozenset()
        self._last: Event | None = None

    def _fact(self, atom: Atom, *, positive: bool = True) -> str:
        """That an atom is true, or is not, as a clause."""
        if atom == UNDERSTOOD_HARM:
            return "a child is at risk of significant harm"
        return fact_words(self._procedure, atom, positive=positive)

    def place(self, name: str | None) -> str:
        """A place in the text's own words."""
        stages, endings = self._procedure.stages_by_name, self._procedure.endings_by_name
        found = endings.get(name or "") or stages.get(name or "")
        return "a place that the text does not give" if found is None else f"“{found.title}”"

    def say(self, event: Event) -> Iterator[str]:
        """The sentences of one event."""
        match event.kind:
            case EventKind.RAISED:
                yield f"A case starts in {self.place(event.place)}.{self._true(event.facts)}"
            case EventKind.FACTS:
                yield from self._changes(event.facts)
            case EventKind.OUTCOME if event.outcome is not None:
                yield f"In {self.place(event.place)}: {in_running_text(event.outcome.happens)}."
            case EventKind.MOVED:
                yield f"By line {event.line} the case goes to {self.place(event.place)}."
            case EventKind.TORN:
                lines = f"Lines {event.line} and {event.other}"
                yield f"{lines} both apply, and lead to different places."
            case EventKind.DELAYED:
                yield from self._delayed(event)
            case _ if event.kind in _SAID:
                yield self._said(event)
            case EventKind.NO_DEPUTY:
                yield (
                    f"One role alone leads {self.place(event.place)}, and nobody stands in for it"
                    f"{self._when(event.facts)}."
                )
            case EventKind.LACKING:
                yield self._lacking(event)
            case _:
                yield f"No named role leads {self.place(event.place)}{self._when(event.facts)}."
        self._known = event.facts
        self._last = event

    def _said(self, event: Event) -> str:
        place = self.place(event.place)
        asked = event.kind is EventKind.NO_DUTY and event.line is not None
        duty = duty_of(self._procedure, event.line or 0) if asked else None
        if duty is not None:
            return f"In {place}, {asked_otherwise(self._procedure, duty)[0]}."
        return _SAID[event.kind].format(place=place, line=event.line)

    def _delayed(self, event: Event) -> Iterator[str]:
        came = self._last is not None and self._last.kind is EventKind.MOVED
        if not came or (self._last and self._last.moment < event.moment):
            place = self.place(event.place)
            yield f"The case is still in {place}, and nothing need ever move it on."
        if event.due is not None:
            day, clock = day_words(event.due.date()), f"{event.due:%H:%M}"
            yield (
                "A case that starts like it, but without what the promise names, has come there by "
                f"{day} at {clock} at the latest."
            )

    def _lacking(self, event: Event) -> str:
        after = f"after `{event.outcome.value}`" if event.outcome is not None else ""
        said = [*filter(None, (after, self._when(event.facts).strip()))]
        lacks = f"{self.place(event.place)} lacks what the promise asks for."
        return capital(", ".join([*said, lacks]))

    def _true(self, facts: frozenset[Atom]) -> str:
        named = [self._fact(atom) for atom in sorted(facts & self._matters)]
        return f" {sentence(' and '.join(named))}" if named else ""

    def _when(self, facts: frozenset[Atom]) -> str:
        """The facts that matter, as a condition: those that hold and those that do not."""
        atoms = {atom for fact in self._procedure.facts for atom in fact.atoms}
        matter = self._matters & (atoms | {UNDERSTOOD_HARM})
        denied = matter - facts - self._siblings(facts)
        said = [self._fact(atom) for atom in sorted(matter & facts)]
        said += [self._fact(atom, positive=False) for atom in sorted(denied)]
        return f" when {' and '.join(said)}" if said else ""

    def _siblings(self, facts: frozenset[Atom]) -> set[Atom]:
        """Options that need not be denied, since another one of the same fact is told."""
        return {atom for group in self._groups if facts & group for atom in group}

    def _changes(self, facts: frozenset[Atom]) -> Iterator[str]:
        for atom in sorted((facts - self._known) & self._matters):
            yield f"Now {self._fact(atom)}."
        for atom in sorted((self._known - facts) & self._matters - self._siblings(facts)):
            yield f"It is no longer so that {self._fact(atom)}."
