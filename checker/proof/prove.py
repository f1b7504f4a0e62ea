"""Proves or refutes a promise with Z3."""

from __future__ import annotations

from copy import copy
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from checker.answers.verdict import (
    HARM_ROWS,
    TIMED,
    Answer,
    InForce,
    PartAnswer,
    PartKey,
    Promise,
    Reason,
    Unknown,
    Verdict,
    line_row,
)
from checker.procedure.force import binding_lines, standing_stages
from checker.procedure.model import OUT_OF_HOURS, Force, RequireKind
from checker.proof.bracket import between
from checker.proof.encoding.decider import Decider, Engine
from checker.proof.encoding.harm_rows import harm_row_parts
from checker.proof.encoding.ladder import ALL_CLASSES, Ladder, classified
from checker.proof.encoding.leads import named_role_parts
from checker.proof.encoding.path_ends import accepted, path_end_parts
from checker.proof.encoding.reach import confirm, reach_of
from checker.proof.encoding.same_day import SameDay
from checker.proof.encoding.slower import slower_parts
from checker.proof.encoding.stories import shortest_story
from checker.proof.encoding.structure import everywhere, never_taken, reached, structure_parts
from checker.proof.encoding.timed import timed_parts
from checker.proof.encoding.trace import Question
from checker.proof.encoding.undecided import TooManyTurnsError, UndecidedError
from checker.proof.encoding.universe import Turns, universe_of
from checker.semantics.replay import replay
from checker.worktime.calendar import calendar_of
from checker.worktime.real_waits import has_working_days

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.answers.verdict import Support
    from checker.procedure.model import Procedure, Require
    from checker.proof.encoding.decider import Query
    from checker.proof.encoding.parts import PartFormula
    from checker.proof.encoding.path_ends import Goal
    from checker.proof.encoding.reach import Reach
    from checker.proof.encoding.universe import Universe
    from checker.proof.formula import Formula


T = TypeVar("T")

MOST_EVENTS = 50_000
"""So many events the stories of one promise have together, at most; of further parts none is told,
and their verdict is unknown.
"""

_IN_HOURS = frozenset({Promise.SAME_DAY_ESCALATION, Promise.NEVER_SLOWER, *HARM_ROWS})
"""Promises about harm, every moment in hours but for one, which `_universe` tells apart."""
_OF_TEXT = frozenset({Promise.NAMED_ROLE, Promise.HARM_AWAY})
"""Promises that rest on no line: who leads is a fact of the text."""


def admitted(promise: Promise) -> frozenset[Force]:
    """The classes of lines that a promise admits."""
    if promise in _OF_TEXT:
        return frozenset()
    return ALL_CLASSES - {Force.STANDING} if promise in TIMED else ALL_CLASSES


class Prover:
    """Decides promises about one procedure; what several of them need is built once."""

    def __init__(self, procedure: Procedure, turns: Turns = Turns.COUNTED) -> None:
        """Nothing is built before it is asked for. `turns`: what is known of those left."""
        self.procedure, self._turns = procedure, turns
        self.engine = Engine()
        self._left_out = frozenset[int]()

    def without(self, lines: frozenset[int]) -> Prover:
        """A prover of the same text where nobody complies with `lines`."""
        other = copy(self)
        other._left_out = lines  # noqa: SLF001, of its own kind
        return other

    def prove(self, promise: Promise) -> Answer:
        """The verdict on `promise`, part by part, each with its minimal lines or its story.

        Unknown where Z3's resource limit is reached or the transitions depend on too many facts.
        """
        return self.counted(promise, lambda prover: prover._prove(promise))  # noqa: SLF001

    def counted(self, promise: Promise, prove: Callable[[Prover], Answer]) -> Answer:
        """The answer that `prove` gives of a prover that counts turns; where these are used in too
        many ways, what those that count fewer of them agree on. Unknown where it is undecided.
        """
        try:
            return prove(self)
        except TooManyTurnsError as error:
            if self._turns is not Turns.COUNTED:
                return undecided(promise, error)
            more, fewer = (other.counted(promise, prove) for other in self._others())
            return between(more, fewer, error.unknown)
        except UndecidedError as error:
            return undecided(promise, error)

    def _others(self) -> tuple[Prover, Prover]:
        """Provers of the same text, of more than cases can do and of some of it."""
        more, fewer = self._uncounted
        return more.without(self._left_out), fewer.without(self._left_out)

    @cached_property
    def _uncounted(self) -> tuple[Prover, Prover]:
        return Prover(self.procedure, Turns.FREE), Prover(self.procedure, Turns.FEW)

    def agreed(self, ask: Callable[[Prover], T]) -> T:
        """What a prover that counts turns says, or those that count fewer agree on.

        UndecidedError where they do not.
        """
        try:
            return ask(self)
        except TooManyTurnsError as error:
            if self._turns is not Turns.COUNTED:
                raise
            more, fewer = map(ask, self._uncounted)
            if more != fewer:
                raise UndecidedError(stages=error.stages) from None
            return fewer

    def _prove(self, promise: Promise) -> Answer:
        if promise is Promise.REACHABLE:
            return self._reachable()
        if promise in TIMED:
            self.count_days()
        universe = self._universe(promise)
        reach, parts = self._parts(promise)
        by_stages = promise not in TIMED or promise is Promise.BOUNDED_END
        if not (self.procedure.stages if by_stages else parts):
            return Answer(promise, Verdict.VACUOUS)
        return self.answer(promise, universe, reach, parts)

    def answer(
        self,
        promise: Promise,
        universe: Universe,
        reach: Reach | None,
        parts: list[PartFormula],
        require: Require | None = None,
    ) -> Answer:
        """The ladder's answer on these parts; unknown where a story does not replay. `require`: the
        writer's own promise that they are of.
        """
        decider = self.decider(universe)
        if reach is not None:
            confirm(reach, decider)
        ladder = Ladder(decider, admitted(promise), self._left_out)
        verdict, level, reading = ladder.verdict(parts)
        question = Question(decider, ladder, reach)
        everything = everything_in_force(self.procedure, promise)
        asked = _Asked(question, promise, level, reading, everything, require, [])
        answers = tuple(asked.answer(part) for part in parts)
        if any(part.bug is not None for part in answers):
            return Answer(promise, Verdict.UNKNOWN, answers, Unknown(Reason.REPLAY))
        return Answer(promise, verdict, answers)

    def count_days(self) -> None:
        """UndecidedError where no case can start in hours in the years that are looked at."""
        if not has_working_days(calendar_of(self.procedure)):
            raise UndecidedError(Reason.CLOSED)

    @cached_property
    def universe(self) -> Universe:
        """The atoms of the text."""
        return universe_of(self.procedure, turns=self._turns)

    @cached_property
    def in_hours(self) -> Universe:
        """The atoms of the text, every moment being in hours, with harm understood."""
        return universe_of(self.procedure, in_hours=True, understood_harm=True, turns=self._turns)

    @cached_property
    def with_harm(self) -> Universe:
        """The atoms of the text, with harm understood; where none of them speaks of the hours, all
        is as it is in hours.
        """
        if not any(OUT_OF_HOURS in fact.atoms for fact in self.procedure.facts):
            return self.in_hours
        return universe_of(self.procedure, understood_harm=True, turns=self._turns)

    def _universe(self, promise: Promise) -> Universe:
        if promise is Promise.HARM_OUT_OF_HOURS:
            return self.with_harm
        return self.in_hours if promise in _IN_HOURS else self.universe

    def decider(self, universe: Universe) -> Decider:
        """Questions over `universe`."""
        return Decider(universe, self.engine)

    @cached_property
    def _short_of_ends(self) -> Reach:
        return reach_of(self.universe, accepted(self.procedure).stages)

    @cached_property
    def _same_day(self) -> SameDay:
        return SameDay(self.in_hours)

    @cached_property
    def everywhere(self) -> tuple[Reach, list[PartFormula]]:
        """What cases come to where the board's stages are stages like others, and its parts."""
        return self.to(everywhere(self.procedure))

    def to(self, goal: Goal) -> tuple[Reach, list[PartFormula]]:
        """What cases come to short of a goal, and the parts of "every case comes to the goal"."""
        reach = reach_of(self.universe, goal.stages)
        return reach, path_end_parts(reach, goal)

    def _parts(self, promise: Promise) -> tuple[Reach | None, list[PartFormula]]:
        if promise is Promise.NAMED_ROLE:
            return None, named_role_parts(self.universe)
        if promise in _IN_HOURS:
            return self._harm_parts(promise)
        if promise in TIMED:
            return self._short_of_ends, timed_parts(self._short_of_ends, promise)
        if promise is Promise.EVERY_PATH_ENDS:
            reach = self._short_of_ends
            return reach, path_end_parts(reach, accepted(self.procedure))
        reach, parts = self.everywhere
        return reach, structure_parts(reach, parts, promise)

    def _harm_parts(self, promise: Promise) -> tuple[Reach, list[PartFormula]]:
        apart = promise is Promise.HARM_OUT_OF_HOURS and self.with_harm is not self.in_hours
        day = SameDay(self.with_harm) if apart else self._same_day
        if promise is Promise.SAME_DAY_ESCALATION:
            return day.reach, day.parts()
        slower = promise is Promise.NEVER_SLOWER
        return day.reach, slower_parts(day) if slower else harm_row_parts(day, promise)

    @property
    def asked(self) -> tuple[Query, ...]:
        """Every question that was put to Z3 so far, with its answer."""
        return tuple(self.engine.asked)

    def _reachable(self) -> Answer:
        parts = tuple(PartAnswer(key, verdict) for key, verdict in self.unreachable())
        found = {part.verdict for part in parts}
        worst = (Verdict.REFUTED, Verdict.OPEN, Verdict.PROVED, Verdict.VACUOUS)
        whole = next(v for v in worst if v in found or v is Verdict.VACUOUS)
        return Answer(Promise.REACHABLE, whole, parts)

    def exclusive(self) -> Answer:
        """The verdict on `conditions-are-exclusive`: no two lines tear a case apart, and there is
        none that no case can take, each of which is a part.
        """
        rivals = self.prove(Promise.EXCLUSIVE)
        try:
            dead = self.never_true()
        except UndecidedError as error:
            given_up = replace(rivals, verdict=Verdict.UNKNOWN, unknown=error.unknown)
            return rivals if rivals.verdict is Verdict.REFUTED else given_up
        parts = tuple(PartAnswer(PartKey("", line_row(n)), Verdict.REFUTED) for n in dead)
        whole = Verdict.REFUTED if dead else rivals.verdict
        return replace(rivals, verdict=whole, parts=(*rivals.parts, *parts))

    def unreachable(self) -> tuple[tuple[PartKey, Verdict], ...]:
        """For each stage, whether some case comes to it; see `reached`."""

        def come_to(prover: Prover) -> tuple[tuple[PartKey, Verdict], ...]:
            reach, _ = prover.everywhere
            decider = prover.decider(prover.universe)
            confirm(reach, decider)
            return tuple(reached(reach, decider))

        return self.agreed(come_to)

    def never_true(self) -> tuple[int, ...]:
        """Numbers of the lines of moves that no case can take, in stages that cases come to."""

        def never(prover: Prover) -> tuple[int, ...]:
            reach, _ = prover.everywhere
            return never_taken(reach, prover.decider(prover.universe))

        return self.agreed(never)


def undecided(promise: Promise, error: UndecidedError) -> Answer:
    """The answer that something could not be decided, and why."""
    return Answer(promise, Verdict.UNKNOWN, unknown=error.unknown)


class _Asked(Struct, frozen=True):
    """What the parts of one answer share: the level and the reading at which they are read."""

    question: Question
    promise: Promise
    level: int
    reading: tuple[Formula, ...]
    everything: InForce
    require: Require | None
    told: list[int]
    """How many events the stories so far have."""

    def answer(self, part: PartFormula) -> PartAnswer:
        """The answer on one part."""
        question, ladder = self.question, self.question.ladder
        lines = ladder.level(self.level)
        supports: tuple[Support, ...] = ()
        verdict, broken_under = Verdict.REFUTED, self.reading
        reading = ladder.reading_of(part, lines, self.reading)
        if reading is not None:
            supports = ladder.supports(part, self.level, ladder.relevant(part, reading))
            verdict, broken_under = classified(supports), ()
        if verdict.kept or (self.require and self.require.kind is RequireKind.NEVER_LEADS):
            # Who leads two stages is no case, and nothing that happens in one tells it.
            return PartAnswer(part.key, verdict, supports)
        if question.decider.universe.turns is Turns.FREE:
            return PartAnswer(part.key, verdict, supports)  # it may be none of a case
        if sum(self.told) > MOST_EVENTS:
            return PartAnswer(part.key, Verdict.UNKNOWN, supports, unknown=Unknown(Reason.LENGTH))
        story = shortest_story(question, part, lines, broken_under)
        bug: str | None = "there is no story of it"
        if story is not None:
            self.told.append(len(story.events))
            told = (part.key, story, self.everything, self.require)
            bug = replay(question.procedure, self.promise, *told)
        if bug is not None:
            return PartAnswer(part.key, Verdict.UNKNOWN, supports, bug=bug)
        return PartAnswer(part.key, verdict, supports, story)


def everything_in_force(procedure: Procedure, promise: Promise) -> InForce:
    """Every line that can be complied with; a promise with a time admits no standing line."""
    standing = frozenset(standing_stages(procedure))
    if promise in TIMED:
        standing = frozenset()
    return InForce(frozenset(binding_lines(procedure)), standing)
