"""The texts that grow, at sizes that are soon decided: right answers, and nothing unknown."""

from __future__ import annotations

import pytest

from checker.answers.verdict import Promise, Verdict
from checker.procedure.from_syntax import load_text
from checker.proof.promises import prove_require
from checker.proof.prove import Prover
from tests.benchmarks import grown
from tests.proof.agreement import PROMISES

SMALL = {
    "all of": (grown.all_of(20), None),
    "any of": (grown.any_of(20), None),
    "lanes": (grown.lanes(14), None),
    "options": (grown.options(20), None),
    "readings of moves": (grown.moves_read(10), None),
    "readings of limits": (grown.limits_read(4), Verdict.PROVED),
    "readings of limits, a day less": (grown.limits_read(4, 39), Verdict.OPEN),
    "pairs": (grown.pairs(4), Verdict.PROVED),
    "pairs, a day less": (grown.pairs(4, 29), Verdict.REFUTED),
    "mirrored pairs": (grown.mirror(6), Verdict.PROVED),
    "mirrored pairs, a day less": (grown.mirror(6, 44), Verdict.REFUTED),
    "each on the fact before": (grown.correlated(4), Verdict.PROVED),
    "each on the fact before, a day less": (grown.correlated(4, 39), Verdict.REFUTED),
    "end": (grown.ends(10, 50), Verdict.PROVED),
    "end, a day less": (grown.ends(10, 49), Verdict.REFUTED),
    "a total": (grown.total(10), Verdict.PROVED),
    "from harm on": (grown.whenever(6), Verdict.PROVED),
    "no delay": (grown.delays(8), Verdict.PROVED),
    "loops": (grown.loops(5), None),
    "facts": (grown.guarded(20, 40), None),
    "fixed facts": (grown.guarded(20, 20, ("fixed",)), None),
}


@pytest.mark.parametrize(("text", "expected"), SMALL.values(), ids=SMALL)
def test_right_answers(text: str, expected: Verdict | None) -> None:
    """The verdict on the promise, and no check of the text is unknown."""
    procedure, diagnostics = load_text(text, "grown.procedure")
    assert procedure is not None, diagnostics
    prover = Prover(procedure)
    verdicts = {promise: prover.prove(promise) for promise in PROMISES}
    unknown = [promise for promise, answer in verdicts.items() if answer.unknown is not None]
    assert unknown == []
    assert Promise.SAME_DAY_ESCALATION in verdicts
    answers = [prove_require(prover, require) for require in procedure.requires]
    assert [each and each.verdict for each in answers] == ([expected] if expected else [])


def test_every_text_that_is_measured_can_be_read() -> None:
    """Whatever its size."""
    for name, (text, expected) in grown.TEXTS.items():
        procedure, diagnostics = load_text(text, "grown.procedure")
        assert procedure is not None, (name, diagnostics)
        assert len(procedure.requires) == (expected is not None)
