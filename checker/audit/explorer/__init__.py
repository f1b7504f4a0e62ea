"""The second engine: every state of a small procedure looked at in turn, with no solver.

It is written from the definition alone and shares no code with the encoding, so that the two can
be held against each other. Here it knows the promises of which certificates are written; the tests
teach it the others. Procedures with many atoms, turns or holes raise `TooLarge`.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from msgspec import Struct

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
from checker.audit.explorer import ends, harm, named, readings, slower, structure, timed
from checker.audit.explorer.reach import Explorer
from checker.audit.explorer.space import STRUCTURE, UNLED, Space, TooLarge
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

OF_A_SET = frozenset({Row.LOOP.value, Row.HANDED_ROUND.value})
"""The rows of parts about a set of stages, which its first one names."""
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


class Near(Struct, frozen=True):
    """The stages that have to be looked at for one part, and whether the endings have."""

    stages: frozenset[int]
    endings: bool = False


class Question:
    """One promise of one procedure, with what was found out about it."""

    space: Space
    parts: tuple[PartKey, ...]
    """The parts of the promise in the order of the text."""

    def __init__(self, space: Space, others: Iterable[Question] = ()) -> None:
        """Find the parts. `others`: questions about the same procedure; what one of them found out
        that looks at the same values serves this one. Raises `TooLarge`.
        """
        self._like = next((each for each in others if space.is_like(each.space)), None)
        if self._like is not None:
            space.places, space.leads = self._like.space.places, self._like.space.leads
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

    def hollow(self) -> bool:
        """Whether no case comes to what the promise speaks of, though it has parts."""
        return False

    @property
    def told(self) -> tuple[PartKey, ...]:
        """The parts of which an answer tells."""
        return self.parts

    def level(self, without: frozenset[int] = frozenset()) -> Verdict | None:
        """The first level at which every part holds under every reading; None where none does.

        `without`: lines that nobody complies with, at any level.
        """
        if without not in self._level:
            self._level[without] = next(
                (
                    verdict
                    for verdict, each in self.levels.items()
                    for in_force in (InForce(each.lines - without, each.standing),)
                    if all(self.holds(key, in_force) for key in self.parts)
                ),
                None,
            )
        return self._level[without]

    def holds(self, key: PartKey, in_force: InForce, choices: Choices | None = None) -> bool:
        """Whether a part holds with these lines in force, under these choices and every reading."""
        given = choices or {}
        asked = (key, in_force, frozenset(given.items()))
        if asked not in self._held:
            lines = NOTHING if self.space.promise in UNLED else in_force
            near = self._near(key)
            broken = (self._broken(terms, near) for terms in self._read(lines, given))
            self._held[asked] = all(key not in b for b in broken)
        return self._held[asked]

    def _near(self, key: PartKey) -> Near:
        """What has to be looked at for one part."""
        index = self.space.index
        if key.row == Row.ENDING.value:
            return Near(frozenset(), endings=True)
        if key.row in OF_A_SET:
            first = index[key.place]
            return Near(frozenset(i for loop in self.space.loops if loop[0] == first for i in loop))
        return Near(frozenset((index[key.place],)) if key.place in index else frozenset())

    def bears_on(self, key: PartKey) -> InForce:
        """The lines that can make a difference to a part: those of its stages, and those that say
        what cases come to, or how the text is read.
        """
        procedure, near = self.procedure, self._near(key)
        stages = [procedure.stages[i] for i in near.stages]
        lines = {line.number for stage in stages for line in stage.lines}
        lines |= {total.line.number for total in procedure.totals}
        lines |= {assumption.line.number for assumption in procedure.assumptions}
        return InForce(
            frozenset(lines) | self.space.rulings.keys(), frozenset(s.name for s in stages)
        )

    def _read(self, in_force: InForce, given: Choices) -> Iterator[Terms]:
        """These lines, under each reading that can matter to what each is asked; see `readings`."""
        return readings.each_reading(self.procedure, given, partial(Terms, self.space, in_force))

    def _broken(self, terms: Terms, near: Near | None) -> frozenset[PartKey]:
        """The parts that some case breaks, with these lines in force; `near`: those of what is near
        to a part, at the least.
        """
        return frozenset(_BREAKS[self.space.promise](self, terms, near))

    def come_to(self, terms: Terms, near: Near | None = None) -> Explorer:
        """What cases come to, with these lines in force; `near`: as far as that is looked at."""
        walk = self.walk(terms.chosen, terms.rulings)
        return walk if near is None else walk.within(near.stages, endings=near.endings)

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

    def never_taken(self) -> tuple[int, ...]:
        """The lines of moves that no case takes; each is a refuted part of the promise that
        conditions are exclusive.
        """
        exclusive = self.space.promise is Promise.EXCLUSIVE
        return structure.never_taken(self.uncomplying()) if exclusive else ()

    def uncomplying(self, without: int | None = None) -> list[Explorer]:
        """The walks that comply with nothing, one for each reading's options."""
        return [self.walk(terms.chosen, frozenset(), without) for terms in self._nothing()]

    def _nothing(self) -> list[Terms]:
        """Nothing in force, once for each reading's options."""
        return list(self._read(NOTHING, {}))

    def walk(self, chosen: int, complied: frozenset[int], without: int | None = None) -> Explorer:
        """What cases come to."""
        key = (chosen, complied, without)
        if key not in self._walks:
            like = self._like
            walk = Explorer(self.space, *key) if like is None else like.walk(*key).of(self.space)
            self._walks[key] = walk
        return self._walks[key]

    @cached_property
    def _lines(self) -> dict[str, int]:
        """The line of each stage and ending."""
        endings = {ending.name: ending.line.number for ending in self.procedure.endings}
        return endings | {stage.name: stage.line.number for stage in self.procedure.stages}

    def _place_in_text(self, key: PartKey) -> tuple[bool, int, int]:
        """Stages and endings by their line, outcomes before other rows; sets of stages last."""
        of_a_set = key.row in OF_A_SET
        place = self._lines.get(key.place, 0)
        if key.row not in _ROWS:
            number = key.row.removeprefix("line ")
            return of_a_set, place, len(_ROWS) + (int(number) if number.isdigit() else 0)
        return of_a_set, place, _ROWS.index(key.row)


_HARM = (Promise.SAME_DAY_ESCALATION, *HARM_ROWS)
_PARTS: dict[Promise, Callable[[Space, list[Explorer]], Iterator[PartKey]]] = {
    **dict.fromkeys(
        (Promise.EVERY_PATH_ENDS, Promise.BOUNDED_END), lambda _, walks: ends.parts(walks)
    ),
    **dict.fromkeys(STRUCTURE, lambda _, walks: structure.parts(walks)),
    **dict.fromkeys(timed.BREAKS, lambda space, _: timed.parts(space)),
    **dict.fromkeys(_HARM, lambda space, _: harm.parts(space)),
    Promise.HARM_AWAY: lambda space, _: named.parts(space),
    Promise.NEVER_SLOWER: slower.parts,
}
"""The parts of each promise, of which these walks, that comply with nothing, are."""

_BREAKS: dict[Promise, Callable[[Question, Terms, Near | None], Iterator[PartKey]]] = {
    **dict.fromkeys(
        STRUCTURE, lambda q, terms, near: structure.broken(q.come_to(terms, near), terms)
    ),
    **dict.fromkeys(
        timed.BREAKS, lambda q, terms, near: timed.broken(q.come_to(terms, near), q.dates(terms))
    ),
    **dict.fromkeys(_HARM, lambda q, terms, near: harm.broken(q.come_to(terms, near), terms)),
    **dict.fromkeys(
        UNLED,
        lambda q, terms, near: named.broken(q.space, terms, None if near is None else near.stages),
    ),
    Promise.EVERY_PATH_ENDS: lambda q, terms, near: ends.broken(
        q.come_to(terms, near), InTheEnd(q.space, terms)
    ),
    Promise.BOUNDED_END: lambda q, terms, near: ends.broken(q.come_to(terms, near), q.dates(terms)),
    Promise.NEVER_SLOWER: lambda q, terms, near: slower.broken(q.come_to(terms, near), terms),
}
"""The parts that some case breaks."""

__all__ = ["NOTHING", "OF_A_SET", "Question", "Space", "TooLarge", "levels"]
