"""The second engine: every state of a small procedure looked at in turn, with no solver.

It is written from the definition alone and shares no code with the encoding, so that the two can
be held against each other. Here it knows the promises of which certificates are written; the tests
teach it the others. Procedures with many atoms, turns or holes raise `TooLarge`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from checker.answers.verdict import (
    HARM_ROWS,
    LADDER,
    TIMED,
    InForce,
    PartKey,
    Promise,
    Row,
    Verdict,
)
from checker.audit.explorer import ends, harm, named, readings, slower, timed
from checker.audit.explorer.reach import Explorer
from checker.audit.explorer.space import UNLED, Space, TooLarge
from checker.procedure.force import binding_lines, standing_stages
from checker.procedure.model import Force, Outcome
from checker.semantics.dates import Dates
from checker.semantics.settling import InTheEnd
from checker.semantics.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from checker.answers.verdict import Choices
    from checker.procedure.model import Procedure

NOTHING = InForce()

_LEVELS = (
    frozenset({Force.MUST}),
    frozenset({Force.MUST, Force.GUIDANCE}),
    frozenset({Force.MUST, Force.ASSUMPTION, Force.STANDING}),
    frozenset({Force.MUST, Force.GUIDANCE, Force.ASSUMPTION, Force.STANDING}),
)

_ROWS = (*(outcome.value for outcome in Outcome), *(row.value for row in Row))


def levels(procedure: Procedure, promise: Promise) -> tuple[InForce, ...]:
    """What is complied with at each level, in order."""
    lines = binding_lines(procedure)
    untimed = promise not in TIMED | {Promise.NAMED_ROLE}
    standing = frozenset(standing_stages(procedure)) if untimed else frozenset[str]()
    return tuple(
        InForce(
            frozenset(number for number, (_, force) in lines.items() if force in level),
            standing if Force.STANDING in level else frozenset(),
        )
        for level in _LEVELS
    )


class Question:
    """One promise of one procedure, with what was found out about it."""

    parts: tuple[PartKey, ...]
    """The parts of the promise in the order of the text."""

    def __init__(self, space: Space) -> None:
        """Find the parts. Raises `TooLarge`."""
        self.space = space
        self.procedure = space.procedure
        self.levels = dict(zip(LADDER, levels(space.procedure, space.promise), strict=True))
        self._past: dict[str, frozenset[int]] = {}
        self._walks: dict[tuple[int, frozenset[int], int | None], Explorer] = {}
        self._level: dict[frozenset[int], Verdict | None] = {}
        self._held: dict[tuple[PartKey, InForce, frozenset[tuple[str, str]]], bool] = {}
        self.parts = tuple(sorted(set(self._found()), key=self._place_in_text))

    def _found(self) -> Iterator[PartKey]:
        """The parts, in any order."""
        space = self.space
        if space.promise is Promise.NAMED_ROLE:
            return named.parts(space)
        walks = self.uncomplying()
        self._keep_to(walks)
        return _PARTS[space.promise](space, walks)

    def _keep_to(self, walks: Iterable[Explorer]) -> None:
        """Parts are about what these walks come to."""
        self.space.keep_to(
            frozenset(s.stage for w in walks for s in w.reached.states),
            frozenset(s.stage for w in walks for s in w.reached.board),
        )

    def vacuous(self) -> bool:
        """No stages; of a promise about those that can be reached, no part."""
        if self.space.promise in TIMED - {Promise.BOUNDED_END}:
            return not self.parts
        return not self.procedure.stages

    def level(self, without: frozenset[int] = frozenset()) -> Verdict | None:
        """The first level at which every part holds under every reading; None where none does.

        `without`: lines that nobody complies with, at any level.
        """
        if without not in self._level:
            kept = (
                verdict
                for verdict, each in self.levels.items()
                if not any(self.each_reading(InForce(each.lines - without, each.standing), {}))
            )
            self._level[without] = next(kept, None)
        return self._level[without]

    def holds(self, key: PartKey, in_force: InForce, choices: Choices | None = None) -> bool:
        """Whether a part holds with these lines in force, under these choices and every reading."""
        given = choices or {}
        asked = (key, in_force, frozenset(given.items()))
        if asked not in self._held:
            self._held[asked] = all(key not in b for b in self.each_reading(in_force, given))
        return self._held[asked]

    def each_reading(self, in_force: InForce, given: Choices) -> Iterator[frozenset[PartKey]]:
        """The parts that are broken, under each reading in turn."""
        lines = NOTHING if self.space.promise in UNLED else in_force
        return (self._broken(terms) for terms in self._read(lines, given))

    def _read(self, in_force: InForce, given: Choices) -> Iterator[Terms]:
        """These lines, under each reading that can matter to what each is asked; see `readings`."""
        return readings.each_reading(self.procedure, given, partial(Terms, self.space, in_force))

    def _broken(self, terms: Terms) -> frozenset[PartKey]:
        """The parts that some case breaks, with these lines in force."""
        return frozenset(_BREAKS[self.space.promise](self, terms))

    def come_to(self, terms: Terms) -> Explorer:
        """What cases come to, with these lines in force."""
        return self._walk(terms.chosen, terms.duties)

    def dates(self, terms: Terms) -> Dates:
        """Where a case has a date, with these lines in force."""
        return Dates(self.space, terms, self._avoiding)

    def _avoiding(self, stage: str) -> frozenset[int]:
        """The stages that some case comes to without having been in that one, when nothing is
        complied with, under some reading.
        """
        if stage not in self._past:
            past = [walk.reached for walk in self.uncomplying(self.space.index[stage])]
            self._past[stage] = frozenset(s.stage for r in past for s in (*r.states, *r.board))
        return self._past[stage]

    def uncomplying(self, without: int | None = None) -> list[Explorer]:
        """The walks that comply with nothing, one for each reading's options."""
        return [self._walk(terms.chosen, frozenset(), without) for terms in self._nothing()]

    def _nothing(self) -> list[Terms]:
        """Nothing in force, once for each reading's options."""
        return list(self._read(NOTHING, {}))

    def _walk(self, chosen: int, complied: frozenset[int], without: int | None = None) -> Explorer:
        """What cases come to."""
        key = (chosen, complied, without)
        if key not in self._walks:
            self._walks[key] = Explorer(self.space, *key)
        return self._walks[key]

    def _place_in_text(self, key: PartKey) -> tuple[bool, int, int]:
        """Stages and endings by their line, outcomes before other rows; sets of stages last."""
        procedure = self.space.procedure
        lines = {stage.name: stage.line.number for stage in procedure.stages}
        lines |= {ending.name: ending.line.number for ending in procedure.endings}
        of_a_set = key.row in {Row.LOOP.value, Row.HANDED_ROUND.value}
        place = lines.get(key.place, 0)
        if key.row not in _ROWS:
            number = key.row.removeprefix("line ")
            return of_a_set, place, len(_ROWS) + (int(number) if number.isdigit() else 0)
        return of_a_set, place, _ROWS.index(key.row)


_HARM = (Promise.SAME_DAY_ESCALATION, *HARM_ROWS)
_PARTS: dict[Promise, Callable[[Space, list[Explorer]], Iterator[PartKey]]] = {
    **dict.fromkeys(
        (Promise.EVERY_PATH_ENDS, Promise.BOUNDED_END), lambda _, walks: ends.parts(walks)
    ),
    **dict.fromkeys(timed.BREAKS, lambda space, _: timed.parts(space)),
    **dict.fromkeys(_HARM, lambda space, _: harm.parts(space)),
    Promise.HARM_AWAY: lambda space, _: named.parts(space),
    Promise.NEVER_SLOWER: slower.parts,
}
"""The parts of each promise, of which these walks, that comply with nothing, are."""

_BREAKS: dict[Promise, Callable[[Question, Terms], Iterator[PartKey]]] = {
    **dict.fromkeys(timed.BREAKS, lambda q, terms: timed.broken(q.come_to(terms), q.dates(terms))),
    **dict.fromkeys(_HARM, lambda q, terms: harm.broken(q.come_to(terms), terms)),
    **dict.fromkeys(UNLED, lambda q, terms: named.broken(q.space, terms)),
    Promise.EVERY_PATH_ENDS: lambda q, terms: ends.broken(
        q.come_to(terms), InTheEnd(q.space, terms)
    ),
    Promise.BOUNDED_END: lambda q, terms: ends.broken(q.come_to(terms), q.dates(terms)),
    Promise.NEVER_SLOWER: lambda q, terms: slower.broken(q.come_to(terms), terms),
}
"""The parts that some case breaks."""

__all__ = ["NOTHING", "Question", "Space", "TooLarge", "levels"]
