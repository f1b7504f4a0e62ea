"""The second engine: every state of a small procedure looked at in turn, with no solver.

It is written from the definition alone and shares no code with the encoding, so that the two can
be held against each other. `explore` gives a verdict; `holds` asks after one part with given lines
in force. Procedures with many atoms, turns or holes raise `TooLarge`.
"""

from __future__ import annotations

from functools import lru_cache
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
from checker.audit.explorer import harm, named, onward, required, slower, structure, timed, written
from checker.audit.explorer.delays import Delays
from checker.audit.explorer.goals import is_onward, promised
from checker.audit.explorer.reach import Explorer
from checker.audit.explorer.readings import each_reading
from checker.audit.explorer.space import UNLED, Space, TooLarge
from checker.procedure.force import binding_lines, standing_stages
from checker.procedure.model import Force, Outcome, Require, RequireKind
from checker.semantics.dates import Dates
from checker.semantics.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def explore(procedure: Procedure, promise: Promise) -> Answer:
    """The verdict on a promise. Raises `TooLarge`."""
    return _question(procedure, promise).answer()


def asking(procedure: Procedure, asked: Promise | Require) -> Question | None:
    """What a promise asks; None of a `require` line of which nothing is defined. Raises
    `TooLarge`.
    """
    if isinstance(asked, Promise):
        return _question(procedure, asked)
    found = promised(procedure, asked)
    return None if found is None else _question(procedure, *found)


def reached(procedure: Procedure) -> tuple[tuple[PartKey, Verdict], ...]:
    """For each stage, whether some case comes to it. Raises `TooLarge`."""
    return tuple(structure.reached(_question(procedure, Promise.NO_LOOP).uncomplying()))


def never_taken(procedure: Procedure) -> tuple[int, ...]:
    """The lines of moves that no case can take, in stages that cases come to. Raises `TooLarge`."""
    return structure.never_taken(_question(procedure, Promise.NO_LOOP).uncomplying())


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

    def __init__(
        self, procedure: Procedure, promise: Promise, require: Require | None = None
    ) -> None:
        """Find the parts; `require`: the line that makes the promise. Raises `TooLarge`."""
        self.procedure = procedure
        self._space = Space(procedure, promise, require)
        self._require = require
        self.of_a_writer = require is not None
        self.either_way = require is not None and require.kind is RequireKind.NEVER_DELAYS
        self.of_the_text = require is not None and require.kind in written.WITHOUT_CASES
        self._onward = require is not None and is_onward(require)
        self._delays = Delays(self._space, require) if require and self.either_way else None
        self._past: dict[str, frozenset[int]] = {}
        self._walks: dict[tuple[int, frozenset[int], int | None, bool], Explorer] = {}
        self._level: dict[frozenset[int], Verdict | None] = {}
        self._held: dict[tuple[PartKey, InForce], bool] = {}
        if require is not None and require.kind in written.KINDS:
            found = set(written.parts(self._space, require, self._nothing()))
        elif self._delays is not None:
            found = self._compared(self._delays)
        elif promise is Promise.NAMED_ROLE:
            found = set(named.parts(self._space))
        else:
            walks = self.uncomplying()
            short = [onward.followed(walk) for walk in walks] if self._onward else walks
            self._space.keep_to(
                frozenset(s.stage for w in short for s in w.reached.states),
                frozenset(s.stage for w in short for s in w.reached.board),
            )
            mine = self._found(walks) if require is None else required.parts(walks, require)
            found = set(mine)
        self.parts = tuple(sorted(found, key=self._place_in_text))

    def _compared(self, delays: Delays) -> set[PartKey]:
        """The parts of a promise that something never delays, under any reading."""

        def judge(choices: Choices) -> tuple[frozenset[PartKey], dict[str, str]]:
            terms = Terms(self._space, NOTHING, choices)
            walk = self._walk(terms.chosen, frozenset())
            return frozenset(delays.parts(walk, terms)), terms.asked

        return set().union(*each_reading(self.procedure, {}, judge))

    def _found(self, walks: list[Explorer]) -> Iterator[PartKey]:
        """The parts of a promise about the stages that these walks come to."""
        match self._space.promise:
            case promise if promise in structure.ENDS:
                return structure.parts(walks)
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
        if self._require is not None or self._space.promise in TIMED - {Promise.BOUNDED_END}:
            return not self.parts
        return not self._space.procedure.stages

    def answer(self) -> Answer:
        """The verdict; `rests_on` and the stories are left out.

        Where no level keeps it, a part that every reading keeps at the last level has that level's
        verdict, one that some reading keeps is open, and the rest are refuted.
        """
        promise = self._space.promise
        if self._require is not None and self._require.kind is RequireKind.SOME_CASE_REACHES:
            some = any(self._each_reading(NOTHING, {}))
            return Answer(promise, Verdict.PROVED if some else Verdict.REFUTED)
        if self.vacuous():
            return Answer(promise, Verdict.VACUOUS)
        verdict = self.level()
        if verdict is not None:
            return Answer(promise, verdict, tuple(PartAnswer(k, verdict) for k in self.parts))
        last = levels(self._space.procedure, promise)[-1]
        broken = list(self._each_reading(last, {}))
        every, some_ = frozenset.intersection(*broken), frozenset.union(*broken)
        verdicts = {
            key: Verdict.REFUTED if key in every else Verdict.OPEN if key in some_ else LADDER[-1]
            for key in self.parts
        }
        whole = Verdict.REFUTED if all(broken) else Verdict.OPEN
        return Answer(promise, whole, tuple(PartAnswer(k, v) for k, v in verdicts.items()))

    def level(self, without: frozenset[int] = frozenset()) -> Verdict | None:
        """The first level at which every part holds under every reading; None where none does.

        `without`: lines that nobody complies with, at any level.
        """
        if without not in self._level:
            tried = levels(self._space.procedure, self._space.promise)
            fewer = (InForce(each.lines - without, each.standing) for each in tried)
            kept = (v for v, lines in zip(LADDER, fewer, strict=True) if self._kept(lines))
            self._level[without] = next(kept, None)
        return self._level[without]

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

    def _each_reading(self, in_force: InForce, given: Choices) -> Iterator[frozenset[PartKey]]:
        """The parts that are broken, under each reading in turn."""
        lines = NOTHING if self._space.promise in UNLED else in_force

        def judge(choices: Choices) -> tuple[frozenset[PartKey], dict[str, str]]:
            terms = Terms(self._space, lines, choices)
            return self._broken(terms), terms.asked

        return each_reading(self.procedure, given, judge)

    def _broken(self, terms: Terms) -> frozenset[PartKey]:
        """The parts that some case breaks, with these lines in force."""
        if self._require is not None and self._require.kind in written.KINDS:
            return frozenset(written.broken(self._space, self._require, terms))
        if self._space.promise is Promise.NAMED_ROLE:
            return frozenset(named.broken(self._space, terms))
        if self._space.promise is Promise.HARM_AWAY:
            return frozenset(named.away_broken(self._space, terms))
        if self._delays is not None:
            walk = self._walk(terms.chosen, terms.duties, cased=True)
            return frozenset(self._delays.broken(walk, terms))
        return frozenset(self._broken_by_cases(terms))

    def _broken_by_cases(self, terms: Terms) -> Iterator[PartKey]:
        """The parts that are broken, of a promise about what cases come to."""
        space = self._space
        past = None if self._require is None else required.past(space, self._require)
        walk = self._walk(terms.chosen, terms.duties, past, cased=self._require is not None)
        dates = Dates(space, terms, self._avoiding)
        if self._require is not None:
            return required.broken(walk, terms, dates, self._require)
        match space.promise:
            case promise if promise in structure.ENDS:
                return structure.broken(walk, terms, dates)
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
            past = [walk.reached for walk in self.uncomplying(self._space.index[stage])]
            self._past[stage] = frozenset(s.stage for r in past for s in (*r.states, *r.board))
        return self._past[stage]

    def uncomplying(self, without: int | None = None) -> list[Explorer]:
        """The walks that comply with nothing, one for each reading's options."""
        return [self._walk(terms.chosen, frozenset(), without) for terms in self._nothing()]

    def _nothing(self) -> list[Terms]:
        """Nothing in force, once for each reading's options."""

        def judge(choices: Choices) -> tuple[Terms, dict[str, str]]:
            terms = Terms(self._space, NOTHING, choices)
            return terms, terms.asked

        return list(each_reading(self.procedure, {}, judge))

    def _walk(
        self,
        chosen: int,
        complied: frozenset[int],
        without: int | None = None,
        *,
        cased: bool = False,
    ) -> Explorer:
        """What cases come to; `cased`: those that the promise speaks of."""
        key = (chosen, complied, without, cased)
        if key not in self._walks:
            case = self._space.values.guard(self._require.condition) if self._require else None
            self._walks[key] = Explorer(
                self._space,
                chosen,
                complied,
                without,
                case=case if cased else None,
                absorbs=not self._onward,
            )
        return self._walks[key]

    def _place_in_text(self, key: PartKey) -> tuple[bool, int, int]:
        """Stages and endings by their line, outcomes before other rows; sets of stages last."""
        procedure = self._space.procedure
        lines = {stage.name: stage.line.number for stage in procedure.stages}
        lines |= {ending.name: ending.line.number for ending in procedure.endings}
        of_a_set = key.row in {Row.LOOP.value, Row.HANDED_ROUND.value}
        place = lines.get(key.place, 0)
        if key.row not in _ROWS:
            number = key.row.removeprefix("line ")
            return of_a_set, place, len(_ROWS) + (int(number) if number.isdigit() else 0)
        return of_a_set, place, _ROWS.index(key.row)


@lru_cache(maxsize=16)
def _question(procedure: Procedure, promise: Promise, require: Require | None = None) -> Question:
    return Question(procedure, promise, require)


__all__ = [
    "Question",
    "TooLarge",
    "asking",
    "explore",
    "holds",
    "levels",
    "never_taken",
    "parts",
    "reached",
    "vacuous",
]
