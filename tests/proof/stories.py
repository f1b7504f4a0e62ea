"""Stories for tests: told in short, and made up at random from what a text permits."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from checker.answers.story import Event, EventKind
from checker.procedure.holes import GOOD
from checker.procedure.model import OUT_OF_HOURS, UNDERSTOOD_HARM, Atom, FactKind, Outcome
from checker.semantics.replay.facts import compiled_of
from checker.semantics.replay.walk import Walk
from checker.semantics.terms import Terms
from checker.worktime.calendar import calendar_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from checker.answers.verdict import Choices, InForce
    from checker.procedure.model import Procedure

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 3, 2, 10, tzinfo=LONDON)
"""A working day in hours."""


def at(day: int, hour: int = 10, minute: int = 0) -> datetime:
    """A moment so many days after Monday."""
    return MONDAY.replace(hour=hour, minute=minute) + timedelta(days=day)


def atoms(names: Iterable[str | Atom]) -> frozenset[Atom]:
    """Atoms, of which a declared one may be given by its name."""
    return frozenset(Atom(name) if isinstance(name, str) else name for name in names)


def raised(place: str, *facts: str | Atom, moment: datetime = MONDAY) -> Event:
    """A case starts."""
    return Event(EventKind.RAISED, moment, place, atoms(facts))


def facts(place: str, *now: str | Atom, moment: datetime = MONDAY) -> Event:
    """These are the facts from now on."""
    return Event(EventKind.FACTS, moment, place, atoms(now))


def outcome(place: str, words: str, moment: datetime = MONDAY) -> Event:
    """An outcome comes about."""
    return Event(EventKind.OUTCOME, moment, place, outcome=Outcome.spelt(words))


def moved(to: str | None, line: int, moment: datetime = MONDAY) -> Event:
    """A line moves the case."""
    return Event(EventKind.MOVED, moment, to, line=line)


def stays(place: str, moment: datetime = MONDAY) -> Event:
    """It stays for ever."""
    return Event(EventKind.STAYS, moment, place)


def still_there(place: str, moment: datetime) -> Event:
    """It is still there after closing time."""
    return Event(EventKind.STILL_THERE, moment, place)


def again(place: str, back_to: int, moment: datetime = MONDAY) -> Event:
    """It is as it was."""
    return Event(EventKind.AGAIN, moment, place, back_to=back_to)


class Teller:
    """Makes up events that a text permits, some minutes apart at most."""

    def __init__(
        self, random: Random, procedure: Procedure, in_force: InForce, choices: Choices
    ) -> None:
        """The events are for this text with these lines in force, under this reading."""
        self.random = random
        self.procedure = procedure
        self.events: list[Event] = []
        self._compiled = compiled_of(procedure)
        self._terms = Terms(self._compiled, in_force, choices, unnamed=GOOD)

    def tell(self, length: int) -> list[Event]:
        """Up to so many events, all permitted; none where no start was hit upon."""
        for _ in range(length * 4):
            event = self._event()
            if event is not None and self.walk([*self.events, event]) is not None:
                self.events.append(event)
            if len(self.events) == length:
                break
        return self.events

    def walk(self, events: list[Event]) -> Walk | None:
        """The case after these events; None where one is refused."""
        walk = Walk(self._compiled, self._terms, calendar_of(self.procedure))
        for event in events:
            if walk.take(event) is not None:
                return None
        return walk

    def _event(self) -> Event | None:
        moment = self.events[-1].moment if self.events else MONDAY
        moment += timedelta(minutes=self.random.choice((0, 0, 0, 5)))
        if not self.events:
            stages = [stage.name for stage in self.procedure.stages]
            return raised(self.random.choice(stages), *self._facts(), moment=moment)
        walk = self.walk(self.events)
        if walk is None or walk.at is None:
            return None
        form = self.random.random()
        if form < 0.2:
            return facts(walk.at.stage.name, *self._facts(self._names(walk.facts)), moment=moment)
        if form < 0.6 and walk.pending is None:
            outcomes = sorted(
                o.value for o in walk.at.outcomes(walk.facts, self._terms.duties_of(walk.at.stage))
            )
            return outcome(walk.at.stage.name, self.random.choice(outcomes), moment)
        moves = [(m, t) for m in walk.at.stage.moves for t in m.targets]
        if not moves:
            return None
        move, target = self.random.choice(moves)
        return moved(target.name, move.line.number, moment)

    def _names(self, mask: int) -> frozenset[Atom]:
        return frozenset(atom for atom, bit in self._compiled.values.bits.items() if mask & bit)

    def _facts(self, before: frozenset[Atom] = frozenset()) -> set[Atom]:
        found: set[Atom] = set()
        for fact in self.procedure.facts:
            if before and fact.kind is FactKind.FIXED:
                found |= before & set(fact.atoms)
            elif fact.options:
                found.add(self.random.choice(fact.options))
            elif fact.own != OUT_OF_HOURS and (
                (fact.kind is FactKind.ARISES and fact.own in before) or self.random.random() < 0.5
            ):
                found.add(fact.own)
        if UNDERSTOOD_HARM in before or self.random.random() < 0.5:
            found.add(UNDERSTOOD_HARM)
        return found
