"""Certificates of texts that have too many values to try: each part is looked at apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checker.answers.certificate import CERTIFIED
from checker.answers.verdict import Promise
from checker.audit import Auditor, Standing
from tests.audit.apart import run
from tests.audit.run import certificates, judged
from tests.benchmarks.grown import all_of, any_of, guarded, limits_read, loops, moves_read

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGE = {
    "all of 40 facts": all_of(40),
    "any of 40 facts": any_of(40),
    "readings of moves": moves_read(11),
    "readings of limits": limits_read(12),
    "loops with turns": loops(6),
    "fixed facts": guarded(16, 20, ("fixed",)),
}
FIXED = LARGE["fixed facts"]
"""Sixteen stages, with more fixed facts than can be tried; three stages on each."""
HANGS = {
    ("fixed facts", Promise.OUTCOMES.value),
    ("fixed facts", Promise.SILENCE.value),
    ("fixed facts", Promise.EVERY_PATH_ENDS.value),
    ("fixed facts", Promise.BOUNDED_END.value),
}
"""What is kept by the lines that are named only as cases come to some stages at some values alone;
and that some case takes each move is never seen.
"""


@pytest.mark.parametrize("name", LARGE)
def test_what_is_kept_apart_is_accepted(name: str) -> None:
    """With what was not audited; what hangs on what cases come to is not checked."""
    text = LARGE[name]
    auditor = Auditor(text, "large.procedure")
    proofs = certificates(text)
    assert len(proofs) > 5
    for proof in proofs:
        judgement = judged(auditor, proof)
        hangs = proof["check"] == Promise.EXCLUSIVE.value or (name, proof["check"]) in HANGS
        wanted = Standing.UNCHECKED if hangs else Standing.ACCEPTED
        assert judgement.standing is wanted, judgement.reason
        if judgement.standing is Standing.ACCEPTED and judgement.reason is not None:
            assert judgement.reason.startswith("not audited, with ")


def test_each_change_that_matters_is_noticed() -> None:
    """Without a part, a line of a part or its own text a certificate is not accepted."""
    text = FIXED
    auditor = Auditor(text, "large.procedure")
    (proof,) = _of(Promise.SILENCE, text)
    for changed in _weaker(proof):
        assert judged(auditor, changed).standing is not Standing.ACCEPTED
    parts = proof["parts"]
    claimed = {**proof, "parts": [{**parts[0], "rests_on": [_line(1)]}]}
    assert judged(auditor, claimed).standing is Standing.REFUSED
    odd = {**proof, "parts": [*parts, {"stage": "s0", "row": "odd", "rests_on": []}]}
    assert judged(auditor, odd).standing is Standing.UNCHECKED


def _of(promise: Promise, text: str) -> list[dict[str, Any]]:
    return [proof for proof in certificates(text) if proof["check"] == promise.value]


def _weaker(proof: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The proof with the lines of one of some parts left out, and with another text."""
    yield {**proof, "sha256": "0" * 64}
    parts = proof["parts"]
    for at in range(0, len(parts), 25):
        emptied = {**parts[at], "rests_on": []}
        yield {**proof, "parts": [*parts[:at], emptied, *parts[at + 1 :]]}


def _line(number: int) -> dict[str, object]:
    return {"line": number, "stage": None, "as": "must"}


def test_what_is_lacking_is_told() -> None:
    """A promise that is kept apart is missing; one that speaks of nothing is not."""
    auditor = Auditor(FIXED, "large.procedure")
    told = {promise: auditor.lacking(promise) for promise in CERTIFIED}
    silence, starts = told[Promise.SILENCE], told[Promise.LIMIT_START]
    assert silence is not None
    assert silence.standing is Standing.MISSING
    assert starts is None


def test_nothing_is_kept_apart_that_is_not_kept() -> None:
    """On random procedures, with the lines of each level and with some of them."""
    tally, wrong = run(seed=5, count=12)
    assert wrong == []
    assert sum(times for what, times in tally.items() if what.endswith(": kept")) > 500


def test_moves_that_no_case_takes_are_no_proof() -> None:
    """Conditions exclude one another only where each move is taken by some case."""
    text = """procedure p "P"
  start at a
role r "R", on each side
fact f "f", fixed
stage a "A"
  led by the r
  if agreed, go to done
  if not resolved and f, go to done
  if not resolved and not f, go to b
stage b "B"
  led by the r
  if agreed, go to done
  if not resolved and f, go to done
  if not resolved and not f, go to done
ending done "D", by agreement
"""
    auditor = Auditor(text, "p.procedure")
    assert auditor.lacking(Promise.EXCLUSIVE) is None
    (like,) = _of(Promise.OUTCOMES, text)
    forged = {**like, "check": Promise.EXCLUSIVE.value, "parts": []}
    judgement = judged(auditor, forged)
    assert judgement.standing is Standing.REFUSED
    assert judgement.reason == "no case takes the move of line 13"
