"""The second engine: every state of a small procedure looked at in turn, with no solver.

It is written from the definition alone and shares no code with the encoding, so that the two can
be held against each other. `explore` gives a verdict; `holds` asks after one part with given lines
in force. Procedures with many atoms, turns or holes raise `TooLarge`. Known to it are the three
promises of the mission and the promises with a time; another is a KeyError.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from checker.answers.verdict import (
    HARM_ROWS,
    LADDER,
    TIMED,
    Answer,
    InForce,
    PartAnswer,
    PartKey,
    Promise,
    Row,
    Verdict,
)
from checker.audit.explorer import ends, harm, named, slower, timed
from checker.audit.explorer.asked import asked
from checker.audit.explorer.reach import Explorer
from checker.audit.explorer.space import UNLED, Space, TooLarge
from checker.procedure.force import binding_lines, standing_stages
from checker.procedure.holes import HoleKind
from checker.procedure.model import Force, Outcome
from checker.semantics.dates import Dates
from checker.semantics.settling import InTheEnd
from checker.semantics.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.answers.verdict import Choices
    from checker.procedure.model import Procedure

MOST_READINGS = 1 << 10
"""How many readings of the holes together are looked at, at most."""

NOTHING = InForce()

_LEVELS = (
    frozenset({Force.MUST}),
    frozenset({Force.MUST, Force.GUIDANCE}),
    frozenset({Force.MUST, Force.ASSUMPTION, Force.STANDING}),
    frozenset({Force.MUST, Force.GUIDANCE, Force.ASSUMPTION, Force.STANDING}),
)

_ROWS = (*(outcome.value for outcome in Outcome), *(row.value for row in Row))


def explore(procedure: Procedure, promise: Promise) -> Answer:
    """The verdict on a promise; `rests_on` and the stories are left out. Raises `TooLarge`.

    Where no level keeps it, a part that every reading keeps at the last level has that level's
    verdict, one that some reading keeps is open, and the rest are refuted.
    """
    question = _question(procedure, promise)
    if question.vacuous():
        return Answer(promise, Verdict.VACUOUS)
    verdict = question.level()
    if verdict is not None:
        return Answer(promise, verdict, tuple(PartAnswer(k, verdict) for k in question.parts))
    broken = [question.broken(last, c) for last, c in question.at_last()]
    every, some = frozenset.intersection(*broken), frozenset.union(*broken)
    verdicts = {
        key: Verdict.REFUTED if key in every else Verdict.OPEN if key in some else LADDER[-1]
        for key in question.parts
    }
    whole = Verdict.REFUTED if all(broken) else Verdict.OPEN
    return Answer(promise, whole, tuple(PartAnswer(k, v) for k, v in verdicts.items()))


def holds(
    procedure: Procedure,
    promise: Promise,
    key: PartKey,
    in_force: InForce,
    choices: Choices | None = None,
) -> bool:
    """Whether a part holds with exactly these lines in force, under these choices and every reading
    of the holes for which none is given. Raises `TooLarge`.
    """
    return _question(procedure, promise).holds(key, in_force, choices or {})


def parts(procedure: Procedure, promise: Promise) -> tuple[PartKey, ...]:
    """The parts of a promise in the order of the text. Raises `TooLarge`."""
    return _question(procedure, promise).parts


def vacuous(procedure: Procedure, promise: Promise) -> bool:
    """Whether what the promise speaks of can never happen. Raises `TooLarge`."""
    return _question(procedure, promise).vacuous()


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

    def __init__(self, procedure: Procedure, promise: Promise) -> None:
        """Find the parts. Raises `TooLarge`."""
        self._space = Space(procedure, promise)
        self._holes = asked(self._space)
        self._past: dict[str, frozenset[int]] = {}
        self._walks: dict[tuple[int, frozenset[int], int | None], Explorer] = {}
        self._level: tuple[Verdict | None] | None = None
        self._held: dict[tuple[PartKey, InForce], bool] = {}
        if promise is Promise.NAMED_ROLE:
            found = set(named.parts(self._space))
        else:
            walks = self._uncomplying()
            self._space.keep_to(
                frozenset(s.stage for w in walks for s in w.reached.states),
                frozenset(s.stage for w in walks for s in w.reached.board),
            )
            found = set(self._found(walks))
        self.parts = tuple(sorted(found, key=self._place_in_text))

    def _found(self, walks: list[Explorer]) -> Iterator[PartKey]:
        """The parts of a promise about the stages that these walks come to."""
        match self._space.promise:
            case Promise.EVERY_PATH_ENDS | Promise.BOUNDED_END:
                return ends.parts(walks)
            case Promise.SAME_DAY_ESCALATION:
                return harm.parts(self._space)
            case Promise.HARM_AWAY:
                return named.away_parts(self._space)
            case promise if promise in HARM_ROWS:
                return harm.row_parts(self._space)
            case Promise.NEVER_SLOWER:
                return slower.parts(self._space, [s for w in walks for s in w.reached.states])
            case _:
                return timed.parts(self._space)

    def vacuous(self) -> bool:
        """No stages; of a promise about those that can be reached, no part."""
        if self._space.promise in TIMED - {Promise.BOUNDED_END}:
            return not self.parts
        return not self._space.procedure.stages

    def level(self) -> Verdict | None:
        """The first level at which every part holds under every reading; None where none does."""
        if self._level is None:
            tried = levels(self._space.procedure, self._space.promise)
            kept = (v for v, lines in zip(LADDER, tried, strict=True) if self._kept(lines))
            self._level = (next(kept, None),)
        return self._level[0]

    def _kept(self, in_force: InForce) -> bool:
        return not any(self._each_reading(in_force, {}))

    def holds(self, key: PartKey, in_force: InForce, choices: Choices | None = None) -> bool:
        """Whether a part holds with these lines in force, under these choices and every reading."""
        if choices:
            return all(key not in b for b in self._each_reading(in_force, choices))
        if (key, in_force) not in self._held:
            kept = all(key not in b for b in self._each_reading(in_force, {}))
            self._held[key, in_force] = kept
        return self._held[key, in_force]

    def at_last(self) -> Iterator[tuple[InForce, Choices]]:
        """The last level, under each reading."""
        last = levels(self._space.procedure, self._space.promise)[-1]
        return ((last, choices) for choices in self._readings({}))

    def _each_reading(self, in_force: InForce, given: Choices) -> Iterator[frozenset[PartKey]]:
        """The parts that are broken, under each reading in turn."""
        return (self.broken(in_force, c) for c in self._readings(given))

    def broken(self, in_force: InForce, choices: Choices) -> frozenset[PartKey]:
        """The parts that some case breaks, with these lines in force, under this reading."""
        unled = self._space.promise in UNLED
        terms = Terms(self._space, NOTHING if unled else in_force, choices)
        if self._space.promise is Promise.NAMED_ROLE:
            return frozenset(named.broken(self._space, terms))
        if self._space.promise is Promise.HARM_AWAY:
            return frozenset(named.away_broken(self._space, terms))
        return frozenset(self._broken(terms))

    def _broken(self, terms: Terms) -> Iterator[PartKey]:
        """The parts that are broken, of a promise about what cases come to."""
        space = self._space
        walk = self._walk(terms.chosen, terms.duties)
        dates = Dates(space, terms, self._avoiding)
        match space.promise:
            case Promise.EVERY_PATH_ENDS:
                return ends.broken(walk, InTheEnd(space, terms))
            case Promise.BOUNDED_END:
                return ends.broken(walk, dates)
            case Promise.SAME_DAY_ESCALATION:
                return harm.broken(walk, terms)
            case promise if promise in HARM_ROWS:
                return harm.row_broken(walk, terms)
            case Promise.NEVER_SLOWER:
                return slower.broken(walk, terms)
            case _:
                return timed.broken(walk, dates)

    def _avoiding(self, stage: str) -> frozenset[int]:
        """The stages that some case comes to without having been in that one, when nothing is
        complied with, under some reading.
        """
        if stage not in self._past:
            past = [walk.reached for walk in self._uncomplying(self._space.index[stage])]
            self._past[stage] = frozenset(s.stage for r in past for s in (*r.states, *r.board))
        return self._past[stage]

    def _readings(self, given: Choices) -> Iterator[Choices]:
        """Every reading that agrees with the choices given; what an `assume` line in force
        settles comes twice, to the same effect.
        """
        free = [hole for hole in self._holes if hole.identity not in given]
        options = [tuple(reversed(hole.choices)) for hole in free]
        size = 1
        for some in options:
            size *= len(some)
        if size > MOST_READINGS:
            raise TooLarge(f"{size} readings")
        for chosen in product(*options):
            yield {**given, **dict(zip((hole.identity for hole in free), chosen, strict=True))}

    def _uncomplying(self, without: int | None = None) -> list[Explorer]:
        """The walks that comply with nothing, one for each reading's options."""
        readings = [h for h in self._holes if h.kind is HoleKind.READING]
        walks = []
        for chosen in product(*(hole.choices for hole in readings)):
            choices = dict(zip((hole.identity for hole in readings), chosen, strict=True))
            terms = Terms(self._space, NOTHING, choices)
            walks.append(self._walk(terms.chosen, frozenset(), without))
        return walks

    def _walk(self, chosen: int, complied: frozenset[int], without: int | None = None) -> Explorer:
        key = (chosen, complied, without)
        if key not in self._walks:
            self._walks[key] = Explorer(self._space, chosen, complied, without)
        return self._walks[key]

    def _place_in_text(self, key: PartKey) -> tuple[bool, int, int]:
        """Stages and endings by their line, outcomes before other rows; sets of stages last."""
        procedure = self._space.procedure
        lines = {stage.name: stage.line.number for stage in procedure.stages}
        lines |= {ending.name: ending.line.number for ending in procedure.endings}
        of_a_set = key.row in {Row.LOOP.value, Row.HANDED_ROUND.value}
        if key.row not in _ROWS:
            return of_a_set, lines[key.place], len(_ROWS) + int(key.row.removeprefix("line "))
        return of_a_set, lines[key.place], _ROWS.index(key.row)


@lru_cache(maxsize=16)
def _question(procedure: Procedure, promise: Promise) -> Question:
    return Question(procedure, promise)


__all__ = ["Question", "TooLarge", "explore", "holds", "levels", "parts", "vacuous"]
