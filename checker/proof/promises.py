"""Promises of a writer's own (`require`): those that need no clock, decided by the same engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.answers.story import EventKind
from checker.answers.verdict import Answer, PartAnswer, PartKey, Promise, Row, Verdict
from checker.procedure.model import ALWAYS, EndingKind, FactKind, RequireKind, Start, TargetKind
from checker.proof.encoding.dates import Dates
from checker.proof.encoding.delays import delay_parts
from checker.proof.encoding.end_to_end import END_TO_END, by_then, sums, total_parts
from checker.proof.encoding.onward import onward_parts
from checker.proof.encoding.parts import PartFormula, Violation
from checker.proof.encoding.path_ends import Goal, path_end_parts
from checker.proof.encoding.reach import Count, confirm, reach_of
from checker.proof.encoding.responses import RESPONSES, response_parts
from checker.proof.encoding.written import never_leads_parts, stage_parts
from checker.proof.formula import conj

if TYPE_CHECKING:
    from checker.procedure.model import Procedure, Require, Target
    from checker.proof.encoding.reach import Reach
    from checker.proof.encoding.universe import Universe
    from checker.proof.prove import Prover

_DECIDED = frozenset(
    {
        RequireKind.EVERY_CASE_ENDS,
        RequireKind.EVERY_CASE_REACHES,
        RequireKind.SOME_CASE_REACHES,
        RequireKind.NO_CASE_REACHES,
        RequireKind.NO_CASE_STAYS,
        RequireKind.ONLY_AFTER,
        RequireKind.NO_CASE_RETURNS,
        RequireKind.NEVER_DELAYS,
        RequireKind.EVERY_STAGE_HAS,
    }
)
_OF_TEXT = frozenset(
    {RequireKind.NEVER_LEADS, RequireKind.EVERY_ROLE_HAS, RequireKind.EVERY_DOCUMENT}
)
"""Promises about what is written that no moment of a case bears on: decided without a condition."""
_GOALS = frozenset({RequireKind.EVERY_CASE_ENDS, RequireKind.EVERY_CASE_REACHES})
_FIXED_START = frozenset({Start.DEFAULT, Start.PROCEDURE})


def prove_require(prover: Prover, require: Require) -> Answer | None:
    """The answer on a promise of the writer's own; None where it is of a kind, or under a condition
    on what is not fixed, that is not decided yet.
    """
    procedure = prover.procedure
    fixed = {a for f in procedure.facts if f.kind is FactKind.FIXED for a in f.atoms}
    fixed |= {o for r in procedure.readings for o in r.options}
    named = {literal.atom for literal in require.condition.literals}
    if require.duty is not None and require.limit is None:
        require = replace(require, limit=require.duty.limit)
    if not _decided(require) or not named <= fixed:
        return None
    return prover.counted(Promise.REQUIRE, lambda asked: _prove(asked, require))


def _decided(require: Require) -> bool:
    """Whether a promise is of a kind that is decided."""
    limit = require.limit
    if require.kind in END_TO_END and limit is not None:
        return sums(require)
    if require.kind not in RESPONSES:
        always = require.kind in _OF_TEXT and require.condition == ALWAYS
        return limit is None and (always or require.kind in _DECIDED)
    if not require.moves_on and require.duty is None:
        return limit is None or sums(require)
    return limit is None or (
        limit.definite
        and not limit.backward
        and all(start.kind in _FIXED_START or start.kind is Start.STAGE for start in limit.starts)
    )


def _prove(prover: Prover, require: Require) -> Answer:
    if require.kind in {RequireKind.EVERY_ROLE_HAS, RequireKind.EVERY_DOCUMENT}:
        return _listed(prover.procedure, require)
    universe = prover.universe
    timed = require.limit is not None or require.kind is RequireKind.NEVER_DELAYS
    if timed:
        prover.count_days()
    reach, parts = _parts(prover, require)
    if require.condition != ALWAYS:
        case = universe.formula(require.condition)
        parts = [
            PartFormula(
                part.key,
                tuple(replace(v, formula=conj((v.formula, case))) for v in part.violations),
                part.either,
                part.search,
            )
            for part in parts
        ]
    if require.kind is RequireKind.SOME_CASE_REACHES:
        decider = prover.decider(universe)
        possible = any(decider.possible(v.formula) for part in parts for v in part.violations)
        return Answer(Promise.REQUIRE, Verdict.PROVED if possible else Verdict.REFUTED)
    if not parts:
        return Answer(Promise.REQUIRE, Verdict.VACUOUS)
    promise = Promise.REQUIRE_IN_TIME if timed else Promise.REQUIRE
    if _about_leads(require):
        promise = Promise.NAMED_ROLE
    answer = prover.answer(promise, universe, reach, parts, require)
    return answer if timed else replace(answer, promise=Promise.REQUIRE)


def _about_leads(require: Require) -> bool:
    """Whether a promise is about who leads, and so rests on no line."""
    led = require.kind is RequireKind.EVERY_STAGE_HAS and require.what in {"lead", "counterpart"}
    return led or require.kind is RequireKind.NEVER_LEADS


def _listed(procedure: Procedure, require: Require) -> Answer:
    """The answer on `every role has a deputy`, or on `every document is present`."""
    if require.kind is RequireKind.EVERY_ROLE_HAS:
        row, found = Row.DEPUTY, {role.name: bool(role.deputies) for role in procedure.roles}
    else:
        row, found = Row.PRESENT, {each.name: not each.missing for each in procedure.documents}
    parts = tuple(
        PartAnswer(PartKey(name, row.value), Verdict.PROVED if kept else Verdict.REFUTED)
        for name, kept in found.items()
    )
    whole = Verdict.PROVED if all(found.values()) else Verdict.REFUTED
    return Answer(Promise.REQUIRE, whole if found else Verdict.VACUOUS, parts)


def _parts(prover: Prover, require: Require) -> tuple[Reach | None, list[PartFormula]]:
    decider = prover.decider(prover.universe)
    if require.kind in {RequireKind.EVERY_STAGE_HAS, RequireKind.NEVER_LEADS}:
        each_stage = require.kind is RequireKind.EVERY_STAGE_HAS
        written = stage_parts if each_stage else never_leads_parts
        return None, written(decider, require)
    stages = frozenset(p.name or "" for p in require.places if p.kind is TargetKind.STAGE)
    if require.kind is RequireKind.TOTAL:
        reach, _ = prover.everywhere
        return reach, total_parts(decider, reach, require)
    if require.kind in _GOALS:
        return _to_the_goal(prover, require, stages)
    if require.kind in RESPONSES:
        return _response(prover, require)
    if require.kind is RequireKind.NEVER_DELAYS:
        return delay_parts(decider, require)
    return _structural(prover, require, stages)


def _structural(
    prover: Prover, require: Require, stages: frozenset[str]
) -> tuple[Reach, list[PartFormula]]:
    """What cases come to, and the parts about where, how often, and whether for ever."""
    if require.kind is RequireKind.NO_CASE_STAYS:
        reach, parts = prover.everywhere
        return reach, [p for p in parts if p.key.place in stages and p.key.row != Row.LOOP.value]
    if require.kind is RequireKind.NO_CASE_RETURNS:
        return _returns(prover.universe, require)
    first = require.kind is RequireKind.ONLY_AFTER
    without = frozenset((require.places[1].name or "",)) if first else frozenset[str]()
    places = require.places[:1] if first else require.places
    return _comes_to(prover.universe, places, without)


def _response(prover: Prover, require: Require) -> tuple[Reach, list[PartFormula]]:
    """What cases come to, and the parts of a promise about what follows from some moment on."""
    before, _ = prover.everywhere
    if require.moves_on or require.duty is not None:
        return before, response_parts(before, require)
    decider = prover.decider(prover.universe)
    confirm(before, decider)
    return onward_parts(decider, before, require)


def _to_the_goal(
    prover: Prover, require: Require, stages: frozenset[str]
) -> tuple[Reach, list[PartFormula]]:
    """What cases come to, and the parts of "every case comes to the goal"; with a limit, that each
    wait has a date and that the whole is in time.
    """
    universe = prover.universe
    endings = frozenset(p.name or "" for p in require.places if p.kind is TargetKind.ENDING)
    ends = require.kind is RequireKind.EVERY_CASE_ENDS
    goal = _any_end(prover.procedure) if ends else Goal(stages, endings)
    if require.limit is None:
        return prover.to(goal)
    reach = reach_of(universe, goal.stages)
    parts = path_end_parts(reach, goal, Dates(universe, goal.stages))
    return reach, [*parts, *by_then(prover.decider(universe), reach, goal, require)]


def _returns(universe: Universe, require: Require) -> tuple[Reach, list[PartFormula]]:
    """What cases come to, and the violation that one comes to a place too often: a case that comes
    back n times has been there n + 1 times.
    """
    place = require.places[0].name or ""
    most = (require.times or 0) + 2
    count = Count(place, most)
    reach = reach_of(universe, frozenset(), count)
    violations = tuple(
        Violation(node, reach.formula(node), EventKind.REACHED)
        for node in reach.at(place)
        if count.of(node) == most
    )
    return reach, [PartFormula(PartKey(place, Row.RETURNS.value), violations)]


def _any_end(procedure: Procedure) -> Goal:
    handed = frozenset(e.name for e in procedure.endings if e.kind is EndingKind.HAND_OVER)
    return Goal(
        frozenset(s.name for s in procedure.stages if s.board),
        frozenset(e.name for e in procedure.endings) - handed,
        handed,
    )


def _comes_to(
    universe: Universe, places: tuple[Target, ...], absorbing: frozenset[str]
) -> tuple[Reach, list[PartFormula]]:
    """One part for each place: that a case comes there without passing through `absorbing`."""
    reach = reach_of(universe, absorbing)
    parts = []
    for place in places:
        name = place.name or ""
        nodes = [] if name in absorbing else list(reach.at(name))
        violations = tuple(
            Violation(node, reach.formula(node), EventKind.REACHED) for node in nodes
        )
        parts.append(PartFormula(PartKey(name, Row.REACHED.value), violations))
    return reach, parts
