"""Proves or refutes a promise with Z3."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from checker.procedure.force import binding_lines, standing_stages
from checker.procedure.model import Force
from checker.proof.encoding.decider import Decider, Engine, UndecidedError
from checker.proof.encoding.ladder import ALL_CLASSES, Ladder, classified
from checker.proof.encoding.path_ends import accepted, path_end_parts
from checker.proof.encoding.reach import confirm
from checker.proof.encoding.roles import named_role_parts
from checker.proof.encoding.same_day import same_day_parts
from checker.proof.encoding.stories import Question, shortest_story
from checker.proof.encoding.structure import everywhere, never_taken, reached, structure_parts
from checker.proof.encoding.table import TooManyVariablesError
from checker.proof.encoding.universe import universe_of
from checker.proof.replay import replay
from checker.proof.story import UNDERSTOOD_HARM
from checker.proof.verdict import Answer, InForce, PartAnswer, Promise, Verdict

if TYPE_CHECKING:
    from checker.procedure.model import Procedure
    from checker.proof.encoding.parts import PartFormula
    from checker.proof.encoding.reach import Reach
    from checker.proof.encoding.universe import Universe
    from checker.proof.formula import Formula
    from checker.proof.verdict import PartKey, Support


_CLASSES = {
    Promise.SAME_DAY_ESCALATION: ALL_CLASSES - {Force.STANDING},
    Promise.NAMED_ROLE: frozenset[Force](),
}
"""The lines that a promise admits, where not all: who leads is a fact of the text."""


def prove(procedure: Procedure, promise: Promise) -> Answer:
    """The verdict on one promise; `Prover` gives several without doing things twice."""
    return Prover(procedure).prove(promise)


class Prover:
    """Decides promises about one procedure; what several of them need is built once."""

    def __init__(self, procedure: Procedure) -> None:
        """Nothing is built before it is asked for."""
        self.procedure = procedure
        self._engine = Engine()

    def prove(self, promise: Promise) -> Answer:
        """The verdict on `promise`, part by part, each with its minimal lines or its story.

        Unknown where Z3's resource limit is reached or the exits depend on too many facts.
        """
        try:
            return self._prove(promise)
        except (UndecidedError, TooManyVariablesError):
            return Answer(promise, Verdict.UNKNOWN)

    def _prove(self, promise: Promise) -> Answer:
        timed = promise is Promise.SAME_DAY_ESCALATION
        universe = self.in_hours if timed else self.universe
        reach, parts = self._parts(promise)
        vacuous = not parts if timed else not self.procedure.stages
        if vacuous:
            return Answer(promise, Verdict.VACUOUS)
        return self.answer(promise, universe, reach, parts)

    def answer(
        self,
        promise: Promise,
        universe: Universe,
        reach: Reach | None,
        parts: list[PartFormula],
    ) -> Answer:
        """The ladder's answer on these parts."""
        decider = self.decider(universe)
        if reach is not None:
            confirm(reach, universe, decider)
        ladder = Ladder(self.procedure, decider, _CLASSES.get(promise, ALL_CLASSES))
        return answer(Question(self.procedure, universe, decider, ladder, reach), promise, parts)

    @cached_property
    def universe(self) -> Universe:
        """The atoms of the text."""
        return universe_of(self.procedure)

    @cached_property
    def in_hours(self) -> Universe:
        """The atoms of the text, every moment being in hours, with harm understood."""
        return universe_of(self.procedure, in_hours=True, understood_harm=UNDERSTOOD_HARM)

    def decider(self, universe: Universe) -> Decider:
        """Questions over `universe`."""
        return Decider(universe, self._engine)

    @cached_property
    def _to_accepted_ends(self) -> tuple[Reach, list[PartFormula]]:
        return path_end_parts(self.procedure, self.universe, accepted(self.procedure))

    @cached_property
    def everywhere(self) -> tuple[Reach, list[PartFormula]]:
        """What cases come to where the board's stages are stages like others, and its parts."""
        return path_end_parts(self.procedure, self.universe, everywhere(self.procedure))

    def _parts(self, promise: Promise) -> tuple[Reach | None, list[PartFormula]]:
        match promise:
            case Promise.NAMED_ROLE:
                return None, named_role_parts(self.procedure, self.universe)
            case Promise.SAME_DAY_ESCALATION:
                return same_day_parts(self.procedure, self.in_hours)
            case Promise.EVERY_PATH_ENDS:
                return self._to_accepted_ends
            case _:
                reach, parts = self.everywhere
                return reach, structure_parts(self.procedure, reach, parts, promise)

    def unreachable(self) -> tuple[tuple[PartKey, Verdict], ...]:
        """For each stage, whether some case comes to it; see `reached`."""
        reach, _ = self.everywhere
        decider = self.decider(self.universe)
        confirm(reach, self.universe, decider)
        return tuple(reached(self.procedure, reach, decider))

    def never_true(self) -> tuple[int, ...]:
        """Numbers of the lines of moves that no case can take, in stages that cases come to."""
        reach, _ = self.everywhere
        return never_taken(reach, self.decider(self.universe))


def answer(question: Question, promise: Promise, parts: list[PartFormula]) -> Answer:
    """The ladder's answer on these parts; unknown where a story does not replay."""
    verdict, level, reading = question.ladder.verdict(parts)
    answers = tuple(_part(question, promise, part, level, reading) for part in parts)
    if any(part.bug is not None for part in answers):
        verdict = Verdict.UNKNOWN
    return Answer(promise, verdict, answers)


def _part(
    question: Question,
    promise: Promise,
    part: PartFormula,
    level: int,
    reading: tuple[Formula, ...],
) -> PartAnswer:
    ladder = question.ladder
    lines = ladder.level(level)
    supports: tuple[Support, ...] = ()
    verdict, broken_under = Verdict.REFUTED, reading
    if ladder.holds(part, lines, reading):
        supports = ladder.supports(part, level, reading)
        verdict, broken_under = classified(supports), ()
    if verdict.kept:
        return PartAnswer(part.key, verdict, supports)
    story = shortest_story(question, part, lines, broken_under)
    if story is None:
        return PartAnswer(part.key, Verdict.UNKNOWN, supports, bug="there is no story of it")
    everything = everything_in_force(question.procedure, promise)
    bug = replay(question.procedure, promise, part.key, story, everything)
    if bug is not None:
        return PartAnswer(part.key, Verdict.UNKNOWN, supports, bug=bug)
    return PartAnswer(part.key, verdict, supports, story)


def everything_in_force(procedure: Procedure, promise: Promise) -> InForce:
    """Every line that can be complied with; a promise with a time admits no standing line."""
    standing = frozenset(standing_stages(procedure))
    if promise is Promise.SAME_DAY_ESCALATION:
        standing = frozenset()
    return InForce(frozenset(binding_lines(procedure)), standing)
