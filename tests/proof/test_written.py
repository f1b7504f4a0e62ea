"""Promises about the text beside the checks that ask the same of what cases come to."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from checker.answers.verdict import Promise, Verdict
from checker.procedure.from_syntax import load_text
from checker.procedure.model import FactKind
from checker.proof.promises import prove_require
from checker.proof.prove import Prover
from tests.proof.strategies import random_procedure

if TYPE_CHECKING:
    from checker.answers.verdict import Answer
    from checker.procedure.model import Procedure

WHAT = ("limit", "lead", "counterpart", "record", "way on")
SEEDS = range(150)


def answers(seed: int) -> tuple[Procedure, Prover, dict[str, Answer]]:
    """What is said of a random procedure: that every stage has each of the things."""
    text = random_procedure(Random(seed))  # noqa: S311
    text += "".join(f"\nrequire that every stage has a {what}" for what in WHAT)
    procedure, diagnostics = load_text(text, "random.procedure")
    assert procedure is not None, diagnostics
    prover = Prover(procedure)
    found = {}
    for require in procedure.requires:
        answer = prove_require(prover, require)
        assert answer is not None
        assert not [part for part in answer.parts if part.bug is not None], text
        found[require.what or ""] = answer
    return procedure, prover, found


def places(answer: Answer) -> set[tuple[str, str]]:
    """The parts that are refuted."""
    return {(p.key.place, p.key.row) for p in answer.parts if p.verdict is Verdict.REFUTED}


@pytest.mark.parametrize("seed", SEEDS)
def test_laws_between_promises_and_checks(seed: int) -> None:
    """A check that is refuted at some place refutes the promise of the text at that place: who
    leads, what follows each outcome, and by when a stage ends.
    """
    procedure, prover, found = answers(seed)
    named = prover.prove(Promise.NAMED_ROLE)
    assert found["lead"].verdict is named.verdict
    assert places(found["lead"]) == places(named)
    followed = prover.prove(Promise.OUTCOMES), prover.prove(Promise.SILENCE)
    for answer in followed:
        assert places(answer) <= places(found["way on"])
    if found["limit"].verdict.kept and _dated_and_steady(procedure):
        ended = prover.prove(Promise.STAGE_LIMIT)
        assert ended.verdict.kept or ended.verdict is Verdict.VACUOUS


@pytest.mark.parametrize("seed", SEEDS[:60])
def test_laws_of_coming_to_a_stage(seed: int) -> None:
    """A stage is out of reach if and only if no case can reach it, and then that no case reaches it
    is kept, and rests on no line; tracks apart, which a duty starts.
    """
    text = random_procedure(Random(seed))  # noqa: S311
    plain, diagnostics = load_text(text, "random.procedure")
    assert plain is not None, diagnostics
    names = [stage.name for stage in plain.stages if stage.track is None]
    text += "".join(
        f"\nrequire that no case reaches {name}\nrequire that some case can reach {name}"
        for name in names
    )
    procedure, diagnostics = load_text(text, "random.procedure")
    assert procedure is not None, diagnostics
    prover = Prover(procedure)
    reached = {part.key.place: part.verdict for part in prover.prove(Promise.REACHABLE).parts}
    pairs = iter(procedure.requires)
    for name, none, some in zip(names, pairs, pairs, strict=True):
        never, ever = prove_require(prover, none), prove_require(prover, some)
        assert never is not None
        assert ever is not None
        bare = never.verdict is Verdict.PROVED and not any(p.rests_on for p in never.parts)
        assert (reached[name] is Verdict.REFUTED) is bare
        assert (reached[name] is Verdict.REFUTED) is (ever.verdict is Verdict.REFUTED)


def _dated_and_steady(procedure: Procedure) -> bool:
    """Whether every limit on a stage has a figure, counts from the stage's start and is on whatever
    changes: that several cover every moment together is no date yet.
    """
    changing = {
        atom
        for fact in procedure.facts
        for atom in fact.atoms
        if fact.kind is FactKind.CHANGES or (fact.options and fact.kind is FactKind.ARISES)
    }
    limits = [each for stage in procedure.stages for each in stage.limits]
    spoken = {lit.atom for each in limits for lit in each.condition.literals}
    spoken |= {
        literal.atom
        for stage in procedure.stages
        for move in stage.moves
        if move.instead
        for literal in move.condition.literals
    }
    dated = all(e.limit.definite and not e.limit.starts and not e.limit.backward for e in limits)
    clocks = any(stage.clocks for stage in procedure.stages)
    return dated and not clocks and changing.isdisjoint(spoken)
