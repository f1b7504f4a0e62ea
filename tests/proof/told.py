"""Small procedures for tests, their models, and what is asked of stories about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.answers.story import Event, EventKind, Story
from checker.answers.verdict import HARM_ROWS, SPINE, InForce, PartKey, Verdict
from checker.procedure.from_syntax import load_text
from checker.procedure.holes import holes
from checker.procedure.model import Atom
from checker.semantics.replay import replay
from tests.explorer import levels
from tests.proof.meaning_cases import TO_TWO, Case
from tests.proof.stories import MONDAY, again, atoms, moved, outcome, raised

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from checker.answers.verdict import Promise
    from checker.procedure.model import Procedure

ENDS, ESCALATION, NAMED = SPINE

ONE = raised("one")
HARM = Atom("harm")


def model(text: str) -> Procedure:
    """The model of a text that has no mistake."""
    procedure, diagnostics = load_text(text, "case.procedure")
    assert procedure is not None, diagnostics
    return procedure


def numbers(text: str, lines: Iterable[str]) -> frozenset[int]:
    """The numbers of all lines of the text that read like one of these."""
    wanted = set(lines)
    return frozenset(n for n, line in enumerate(text.splitlines(), 1) if line.strip() in wanted)


class Told:
    """A small procedure, and stories of it."""

    def __init__(
        self, *one: str, others: str = "", declared: str = "", start: str = "", led: str = ""
    ) -> None:
        """Stage one has these lines; everything is in force but standing lines."""
        case = Case("own", Verdict.UNKNOWN, one, others, declared=declared)
        case = replace(case, start=start or case.start, led=led or case.led)
        self.text = case.text
        self.procedure = model(self.text)
        self.in_force = InForce(levels(self.procedure, ENDS)[-1].lines)

    def line(self, words: str) -> int:
        """The number of the first line that reads so."""
        return min(numbers(self.text, [words]))

    def ends(self, key: str, *events: Event, standing: str = "", **choices: str) -> str | None:
        """Why the story does not break that part of `every-path-ends`; None where it does."""
        in_force = replace(self.in_force, standing=frozenset(filter(None, [standing])))
        story = Story(events, self._choices(choices))
        return replay(self.procedure, ENDS, self._key(key), story, in_force)

    def harms(self, key: str, *events: Event, harm: Atom = HARM, **choices: str) -> str | None:
        """The same of `same-day-escalation`."""
        story = Story(events, self._choices(choices), harm)
        return replay(self.procedure, ESCALATION, self._key(key), story, self.in_force)

    def _choices(self, given: dict[str, str]) -> tuple[tuple[str, str], ...]:
        """Choices by the kind of their hole."""
        return tuple(
            (hole.identity, choice)
            for kind, choice in given.items()
            for hole in holes(self.procedure)
            if hole.kind.value.replace("-", "_") == kind
        )

    @staticmethod
    def _key(words: str) -> PartKey:
        place, row = words.split(": ")
        return PartKey(place, row)


def breaks(
    told: Told,
    promise: Promise,
    key: str,
    *events: Event,
    fewer: tuple[str, ...] = (),
    choices: dict[str, str] | None = None,
) -> str | None:
    """Why the story does not break that part; None where it does.

    Harm is `harm`, in stories about it. `fewer`: lines that are not in force. `choices`: by the
    kind of their hole.
    """
    place, row = key.split(": ")
    given = tuple(
        (hole.identity, choice)
        for kind, choice in (choices or {}).items()
        for hole in holes(told.procedure)
        if hole.kind.value.replace("-", "_") == kind
    )
    in_force = InForce(told.in_force.lines - {told.line(words) for words in fewer})
    story = Story(events, given, HARM if promise in HARM_ROWS else None)
    return replay(told.procedure, promise, PartKey(place, row), story, in_force)


def last(
    kind: EventKind, place: str, *, line: int | None = None, moment: datetime | None = None
) -> Event:
    """How a story ends."""
    return Event(kind, moment or MONDAY, place, line=line)


def led(told: Told, place: str, *now: str, choices: tuple[tuple[str, str], ...] = ()) -> str | None:
    """Why somebody leads there."""
    last = Event(EventKind.NOBODY_LEADS, MONDAY, place, atoms(now))
    return replay(
        told.procedure, NAMED, PartKey(place, "lead"), Story((last,), choices), told.in_force
    )


ROUND_TRIP = (
    ONE,
    outcome("one", "no answer"),
    moved("two", 0),
    outcome("two", "no answer"),
    moved("one", 0),
    again("one", 0),
)


def there_and_back(told: Told, back: str, *events: Event) -> list[Event]:
    """The events with the numbers of the two lines."""
    lines = {"two": told.line(TO_TWO), "one": told.line(back)}
    return [replace(e, line=lines[str(e.place)]) if e.line == 0 else e for e in events]
