"""The cases that define the meaning, decided by both engines."""

from __future__ import annotations

import pytest

from checker.answers.verdict import Ground
from checker.procedure.from_syntax import load_text
from checker.proof.prove import Prover
from tests.explorer import explore
from tests.proof.meaning_cases import CASES, Case


@pytest.mark.parametrize("case", CASES, ids=[case.says for case in CASES])
def test_both_engines_give_the_verdict(case: Case) -> None:
    """The verdict is that of the definition, and so are the lines that it rests on."""
    procedure, diagnostics = load_text(case.text, "case.procedure")
    assert procedure is not None, diagnostics
    answer = Prover(procedure).prove(case.promise)
    assert answer.verdict is case.verdict
    assert explore(procedure, case.promise).verdict is case.verdict
    texts = case.text.split("\n")
    named = {
        f"standing {s.stage}" if s.ground is Ground.STANDING else texts[(s.line or 0) - 1].strip()
        for part in answer.parts
        for s in part.rests_on
    }
    if case.rests_on is not None:
        assert named == set(case.rests_on)
    assert named.isdisjoint(case.not_on)


def test_every_case_says_something_else() -> None:
    """None stands for another."""
    assert len({case.says for case in CASES}) == len(CASES)
    assert len({(case.promise, case.text) for case in CASES}) == len(CASES)
