"""Proves or refutes a promise with Z3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.model import Force
from checker.proof.encoding.decider import Decider, UndecidedError
from checker.proof.encoding.ladder import ALL_CLASSES, Ladder, classified
from checker.proof.encoding.path_ends import accepted, path_end_parts
from checker.proof.encoding.reach import reach_of
from checker.proof.encoding.roles import named_role_parts
from checker.proof.encoding.same_day import same_day_parts
from checker.proof.encoding.stories import Question, shortest_story
from checker.proof.encoding.structure import structure_parts
from checker.proof.encoding.table import TooManyVariablesError
from checker.proof.encoding.universe import universe_of
from checker.proof.formula import Formula, Var, conj, disj, exists, negate
from checker.proof.story import UNDERSTOOD_HARM
from checker.proof.verdict import Answer, PartAnswer, PartKey, Promise, Row, Verdict

if TYPE_CHECKING:
    from checker.procedure.model import Procedure
    from checker.proof.encoding.parts import PartFormula
    from checker.proof.encoding.reach import Reach
    from checker.proof.encoding.universe import Universe


_CLASSES = {
    Promise.SAME_DAY_ESCALATION: ALL_CLASSES - {Force.STANDING},
    Promise.NAMED_ROLE: frozenset[Force](),
}
"""The lines that a promise admits, where not all: who leads is a fact of the text."""


def prove(procedure: Procedure, promise: Promise) -> Answer:
    """The verdict on `promise`, part by part, each with its minimal lines or its shortest story.

    Unknown where Z3's resource limit is reached or the exits depend on too many facts.
    """
    try:
        return _prove(procedure, promise)
    except (UndecidedError, TooManyVariablesError):
        return Answer(promise, Verdict.UNKNOWN)


def _prove(procedure: Procedure, promise: Promise) -> Answer:
    timed = promise is Promise.SAME_DAY_ESCALATION
    universe = universe_of(
        procedure, in_hours=timed, understood_harm=UNDERSTOOD_HARM if timed else None
    )
    reach, parts = _parts(procedure, promise, universe)
    vacuous = not parts if timed else not procedure.stages
    if vacuous:
        return Answer(promise, Verdict.VACUOUS)
    decider = Decider(universe)
    ladder = Ladder(procedure, decider, _CLASSES.get(promise, ALL_CLASSES))
    question = Question(procedure, universe, decider, ladder, reach)
    return answer(question, promise, parts)


def answer(question: Question, promise: Promise, parts: list[PartFormula]) -> Answer:
    """The ladder's answer on these parts."""
    ladder = question.ladder
    verdict, level, reading = ladder.verdict(parts)
    lines = ladder.level(level)
    answers = []
    for part in parts:
        if ladder.holds(part, lines, reading):
            supports = ladder.supports(part, level, reading)
            kind, story = classified(supports), None
            if kind is Verdict.OPEN:
                story = shortest_story(question, part, lines, ())
        else:
            supports, kind = (), Verdict.REFUTED
            story = shortest_story(question, part, lines, reading)
        answers.append(PartAnswer(part.key, kind, supports, story))
    return Answer(promise, verdict, tuple(answers))


def _parts(
    procedure: Procedure, promise: Promise, universe: Universe
) -> tuple[Reach | None, list[PartFormula]]:
    if promise is Promise.NAMED_ROLE:
        return None, named_role_parts(procedure, universe)
    if promise is Promise.SAME_DAY_ESCALATION:
        return same_day_parts(procedure, universe)
    if promise is Promise.EVERY_PATH_ENDS:
        return path_end_parts(procedure, universe, accepted(procedure))
    return structure_parts(procedure, universe, promise)


def unreachable(procedure: Procedure) -> tuple[tuple[PartKey, Verdict], ...]:
    """For each stage, whether some case comes to it: proved, refuted, or open where it hangs on
    how the text is read. A stage of a track is reached where a stage that is reached starts it.

    The set of states that cases come to is closed under every exit, so a stage outside it is
    reached by none; one inside it is reached by the path that the closure followed.
    """
    universe = universe_of(procedure)
    reach = reach_of(procedure, universe, frozenset())
    readings = {o for reading in procedure.readings for o in reading.options}
    others = tuple((var,) for var in reach.table.variables if var.name not in readings)
    decider = Decider(universe)
    started = {
        duty.track
        for stage in procedure.stages
        if any(True for _ in reach.at(stage.name))
        for duty in stage.duties
    }
    found = []
    for stage in procedure.stages:
        somehow = exists(disj(reach.formula(node) for node in reach.at(stage.name)), others)
        if stage.track is not None and stage.track in started:
            verdict = Verdict.PROVED
        elif not decider.possible(somehow):
            verdict = Verdict.REFUTED
        else:
            never = decider.possible(conj((Var("reading"), negate(somehow))))
            verdict = Verdict.OPEN if never else Verdict.PROVED
        found.append((PartKey(stage.name, Row.REACHED.value), verdict))
    return tuple(found)


def never_true(procedure: Procedure) -> tuple[int, ...]:
    """Numbers of the lines of moves that no case can ever take, in stages that cases come to."""
    universe = universe_of(procedure)
    reach = reach_of(procedure, universe, frozenset())
    decider = Decider(universe)
    tried: dict[int, list[Formula]] = {}
    for node, exits in reach.stages.items():
        if node not in reach.nodes:
            continue
        for move in exits.stage.moves:
            if not move.hole:
                tried.setdefault(move.line.number, [])
        for exit_ in exits.exits():
            tried[exit_.move.line.number].append(conj((reach.formula(node), exit_.guard)))
    return tuple(
        number
        for number, formulas in sorted(tried.items())
        if not any(decider.possible(formula) for formula in formulas)
    )
