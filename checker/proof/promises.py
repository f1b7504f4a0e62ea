"""Promises of a writer's own (`require`): those that need no clock, decided by the same engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.procedure.model import ALWAYS, EndingKind, FactKind, RequireKind, TargetKind
from checker.proof.encoding.decider import UndecidedError
from checker.proof.encoding.parts import PartFormula, Violation
from checker.proof.encoding.path_ends import Goal, path_end_parts
from checker.proof.encoding.reach import reach_of
from checker.proof.encoding.table import TooManyVariablesError
from checker.proof.formula import conj
from checker.proof.story import EventKind
from checker.proof.verdict import Answer, PartKey, Promise, Row, Verdict

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
    }
)


def prove_require(prover: Prover, require: Require) -> Answer | None:
    """The answer on a promise of the writer's own; None where it is of a kind, or under a condition
    on what is not fixed, that is not decided yet.
    """
    procedure = prover.procedure
    fixed = {a for f in procedure.facts if f.kind is FactKind.FIXED for a in f.atoms}
    fixed |= {o for r in procedure.readings for o in r.options}
    named = {literal.atom for literal in require.condition.literals}
    if require.kind not in _DECIDED or require.limit is not None or not named <= fixed:
        return None
    try:
        return _prove(prover, require)
    except (UndecidedError, TooManyVariablesError):
        return Answer(Promise.REQUIRE, Verdict.UNKNOWN)


def _prove(prover: Prover, require: Require) -> Answer:
    universe = prover.universe
    reach, parts = _parts(prover, require)
    if require.condition != ALWAYS:
        case = universe.formula(require.condition)
        parts = [
            PartFormula(
                part.key,
                tuple(replace(v, formula=conj((v.formula, case))) for v in part.violations),
            )
            for part in parts
        ]
    if require.kind is RequireKind.SOME_CASE_REACHES:
        decider = prover.decider(universe)
        possible = any(decider.possible(v.formula) for part in parts for v in part.violations)
        return Answer(Promise.REQUIRE, Verdict.PROVED if possible else Verdict.REFUTED)
    if not parts:
        return Answer(Promise.REQUIRE, Verdict.VACUOUS)
    return prover.answer(Promise.REQUIRE, universe, reach, parts)


def _parts(prover: Prover, require: Require) -> tuple[Reach, list[PartFormula]]:
    procedure, universe = prover.procedure, prover.universe
    stages = frozenset(p.name or "" for p in require.places if p.kind is TargetKind.STAGE)
    endings = frozenset(p.name or "" for p in require.places if p.kind is TargetKind.ENDING)
    match require.kind:
        case RequireKind.EVERY_CASE_ENDS:
            return path_end_parts(procedure, universe, _any_end(procedure))
        case RequireKind.EVERY_CASE_REACHES:
            return path_end_parts(procedure, universe, Goal(stages, endings))
        case RequireKind.NO_CASE_STAYS:
            reach, parts = prover.everywhere
            return reach, [
                p for p in parts if p.key.place in stages and p.key.row != Row.LOOP.value
            ]
        case RequireKind.ONLY_AFTER:
            before = frozenset((require.places[1].name or "",))
            return _comes_to(procedure, universe, require.places[:1], before)
        case _:
            return _comes_to(procedure, universe, require.places, frozenset())


def _any_end(procedure: Procedure) -> Goal:
    handed = frozenset(e.name for e in procedure.endings if e.kind is EndingKind.HAND_OVER)
    return Goal(
        frozenset(s.name for s in procedure.stages if s.board),
        frozenset(e.name for e in procedure.endings) - handed,
        handed,
    )


def _comes_to(
    procedure: Procedure, universe: Universe, places: tuple[Target, ...], absorbing: frozenset[str]
) -> tuple[Reach, list[PartFormula]]:
    """One part for each place: that a case comes there without passing through `absorbing`."""
    reach = reach_of(procedure, universe, absorbing)
    parts = []
    for place in places:
        name = place.name or ""
        nodes = [] if name in absorbing else list(reach.at(name))
        violations = tuple(
            Violation(node, reach.formula(node), EventKind.REACHED) for node in nodes
        )
        parts.append(PartFormula(PartKey(name, Row.REACHED.value), violations))
    return reach, parts
