"""A procedure with the values that one promise turns on, few enough to look at each state."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.answers.verdict import HARM_ROWS, PartKey, Promise, Row
from checker.procedure.model import OUT_OF_HOURS, EndingKind, Verb
from checker.semantics.cycles import strongly_connected
from checker.semantics.leads import SLOTS
from checker.semantics.places import Compiled
from checker.semantics.values import values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.procedure.model import Atom, Condition, Procedure
    from checker.semantics.values import Values

MOST_VALUES = 1 << 14
"""How many values of all atoms are enumerated at most."""

MOST_TURNS = 1 << 10
"""How many combinations of turns used are looked at, at most."""

RULES = frozenset({Verb.DECIDE, Verb.CHECK})
"""The verbs of the duties that take outcomes away."""
_BRINGING = frozenset(verb for verb in Verb if verb.brings is not None)

DATED = frozenset(
    {
        Promise.STAGE_LIMIT,
        Promise.BOUNDED_END,
        Promise.LIMIT_START,
        Promise.EXTENSION,
        Promise.OUT_OF_HOURS_COVERED,
        Promise.REQUIRE_IN_TIME,
    }
)
"""The promises that ask for a date."""

EXTENDED = frozenset({Promise.EXTENSION, Promise.REQUIRE_IN_TIME})
"""The promises that turn on extensions."""

ABOUT_HARM = frozenset({Promise.SAME_DAY_ESCALATION, Promise.NEVER_SLOWER, *HARM_ROWS})
IN_HOURS = ABOUT_HARM - {Promise.HARM_OUT_OF_HOURS}
"""The promises for which every moment is in hours."""

STRUCTURE = frozenset({Promise.OUTCOMES, Promise.SILENCE, Promise.NO_LOOP, Promise.EXCLUSIVE})
"""The promises about the structure, for which no stage ends a case and every ending does."""

UNLED = frozenset({Promise.NAMED_ROLE, Promise.HARM_AWAY})
"""The promises that rest on no line."""

RANKED = UNLED | {Promise.SAME_DAY_ESCALATION, Promise.HARM_OUT_OF_HOURS}
"""The promises that turn on who leads."""


_ACCEPTED = frozenset({EndingKind.AGREEMENT, EndingKind.DECISION, EndingKind.REFERRAL})


class Goal(Struct, frozen=True):
    """Stages that end a case, and endings that are accepted; `handed`: under a good reading."""

    stages: frozenset[str] = frozenset()
    endings: frozenset[str] = frozenset()
    handed: frozenset[str] = frozenset()


class TooLarge(Exception):  # noqa: N818 - it says what the procedure is, not that something failed
    """The procedure has too many atoms, turns or holes to look at each of their values."""


class Space(Compiled):
    """A procedure with the values that one promise turns on; it remembers what it worked out."""

    def __init__(self, procedure: Procedure, promise: Promise) -> None:
        """Compile the procedure. Raises `TooLarge`."""
        self.promise = promise
        self.goal = self._wanted(procedure)
        conditions = self._turns_on(procedure)
        atoms = [literal.atom for each in conditions for literal in each.literals]
        marked = (a for fact in procedure.facts if fact.harm for a in fact.atoms)
        self.harms = list(marked) if promise in ABOUT_HARM else []
        found = self.values_of(procedure, atoms + self.harms)
        if found.size > MOST_VALUES:
            raise TooLarge(f"{len(found.bits)} atoms")
        super().__init__(procedure, found)
        self.out_of_hours = found.bits.get(OUT_OF_HOURS, 0)
        size = prod(most + 1 for most in self.most)
        if size > MOST_TURNS:
            raise TooLarge(f"{size} combinations of turns")
        self.reachable = frozenset[int]()
        self.boards = frozenset[int]()
        self.loops: list[list[int]] = []

    def values_of(self, procedure: Procedure, atoms: Iterable[Atom]) -> Values:
        """The values of these atoms."""
        return values(procedure, atoms, in_hours=self.promise in IN_HOURS)

    def is_like(self, other: Space) -> bool:
        """Whether cases go the same ways, as far as the two can tell states apart."""
        return (self.values, self.goal) == (other.values, other.goal)

    def _wanted(self, procedure: Procedure) -> Goal:
        """Where the promise wants cases to come."""
        return self.goal_of(procedure, self.promise)

    @staticmethod
    def goal_of(procedure: Procedure, promise: Promise) -> Goal:
        """Where a promise wants cases to come: to the board, and to the endings in which a case
        is resolved or referred; one about the structure, to any ending.
        """
        if promise in STRUCTURE:
            return Goal(endings=frozenset(ending.name for ending in procedure.endings))
        return Goal(
            frozenset(stage.name for stage in procedure.stages if stage.board),
            frozenset(e.name for e in procedure.endings if e.kind in _ACCEPTED),
            frozenset(e.name for e in procedure.endings if e.kind is EndingKind.HAND_OVER),
        )

    def key(self, stage: int, row: Row | str) -> PartKey:
        """The part about a row of a stage."""
        name = self.procedure.stages[stage].name
        return PartKey(name, row.value if isinstance(row, Row) else row)

    def _turns_on(self, procedure: Procedure) -> Iterable[Condition]:
        """The conditions that the promise turns on."""
        led = self.promise is Promise.NAMED_ROLE
        return conditions_of(procedure, self.promise, rulings(self.promise), led=led)

    def keep_to(self, reachable: frozenset[int], boards: frozenset[int]) -> None:
        """Tell which stages, and which of the goal's, can be come to when nothing is complied
        with, under some reading.
        """
        self.reachable, self.boards = reachable, boards
        self.loops = strongly_connected(self._onward(reachable))

    def _onward(self, among: frozenset[int]) -> dict[int, set[int]]:
        """From each of these stages but the goal's, its exits whatever their conditions."""
        stages = self.procedure.stages
        inside = {i for i in among if stages[i].name not in self.goal.stages}
        return {
            i: inside & {to for e in self.places[i].exits() for to in self.led_to(e)}
            for i in inside
        }


def rulings(promise: Promise) -> frozenset[Verb]:
    """The verbs of the duties that a promise turns on."""
    return RULES | _BRINGING if promise in DATED else RULES


def conditions_of(
    procedure: Procedure, promise: Promise, verbs: frozenset[Verb], *, led: bool
) -> Iterator[Condition]:
    """The conditions in a text that a promise turns on; `led`: it does so on who leads alone."""
    for stage in procedure.stages:
        if promise in RANKED:
            yield from (who.condition for who in stage.who if who.slot in SLOTS)
        if not led:
            yield from (limit.condition for limit in stage.limits)
            yield from (move.condition for move in stage.moves)
            yield from (duty.condition for duty in stage.duties if duty.verb in verbs)
        if promise in EXTENDED:
            yield from (extension.condition for extension in stage.extensions)
    if not led:
        yield from (entry.condition for entry in procedure.entries)
        yield from (total.condition for total in procedure.totals)
