"""The third engine agrees with the proofs, and would say so if it did not."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from checker.answers.verdict import Verdict
from checker.procedure.from_syntax import load_text
from checker.proof.prove import Prover
from tests.proof.third import compare
from tests.proof.third.texts import random_text
from tests.proof.third.verdicts import Asked, Question

if TYPE_CHECKING:
    from checker.answers.verdict import Answer, Promise

HEAD = """procedure small "Small"
role worker "Worker", on each side
fact harm "a child is at risk", can arise, is harm
stage talk "Talk"
  led by the worker
"""
TAIL = """ending settled "Done", by agreement
ending complaints "Complaints", by hand-over to "them"
require that every case ends within 5 working days
"""
KEPT = """  this stage must end within 2 working days
  whenever harm, the case must go to settled within the same working day
  otherwise, the case must go to settled
"""
HANDED = KEPT.replace(
    "otherwise, the case must go to settled", "otherwise, the case must go to complaints"
)
MENTIONED = """  this stage must end within 2 working days
  whenever harm, the case must go to settled within the same working day
  if not agreed, missing
  otherwise, the case must go to settled
"""
QUICK = (0, 1, 3, 7, 9, 10, 13, 14, 15, 21, 22)
"""Texts that take Z3 no second each."""
ASKED = (Question.ENDS, Question.BOUNDED, Question.SAME_DAY, Question.WITHIN)
EXAMPLES = {
    KEPT: ("proved",) * 4,
    KEPT.replace("stage must", "stage should"): (
        "proved-if-guided",
        "proved-if-guided",
        "proved",
        "proved-if-guided",
    ),
    KEPT.replace("2 working days", "6 working days"): ("proved", "proved", "proved", "refuted"),
    KEPT.replace("same working day", "next working day"): (
        "proved",
        "proved",
        "refuted",
        "proved",
    ),
    HANDED: ("open", "open", "proved", "open"),
    MENTIONED: ("open", "open", "proved", "open"),
    MENTIONED.replace("otherwise", "if not agreed, the case must go to settled\n  otherwise"): (
        "proved",
    )
    * 4,
    MENTIONED.replace("missing", "not stated").replace("otherwise", "if agreed or no answer"): (
        "refuted",
        "refuted",
        "proved",
        "refuted",
    ),
}


@pytest.mark.parametrize(("lines", "verdicts"), EXAMPLES.items())
def test_it_decides_what_the_meaning_says(lines: str, verdicts: tuple[str, ...]) -> None:
    """Each verdict of a small text, on the page here; the proofs give the same."""
    text = HEAD + lines + TAIL
    procedure, _ = load_text(text, "small.procedure")
    assert procedure is not None
    require = procedure.requires[0]
    found = tuple(Asked(procedure, question, require).answer()[0] for question in ASKED)
    assert found == verdicts
    assert list(compare.compare_text(text, Counter())) == []


def test_it_agrees_on_texts_of_its_own() -> None:
    """Texts at random, each promise of each; every promise is kept in some, and broken in some."""
    counts: Counter[tuple[str, str]] = Counter()
    for number in QUICK:
        assert list(compare.compare(Random(f"short {number}"), counts)) == []  # noqa: S311
    for question in Question:
        verdicts = {verdict for asked, verdict in counts if asked == question.value}
        assert {"proved", "refuted"} <= verdicts


def test_a_difference_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proof that says otherwise is printed with the text and both verdicts."""

    class Wrong(Prover):
        """A prover that calls everything proved."""

        def prove(self, promise: Promise) -> Answer:
            """The answer, with another verdict."""
            return replace(super().prove(promise), verdict=Verdict.PROVED)

    monkeypatch.setattr(compare, "Prover", Wrong)
    lines = MENTIONED.replace("missing", "not stated").replace("otherwise", "if agreed")
    told = list(compare.compare_text(HEAD + lines + TAIL, Counter()))
    assert [each.split(":")[0] for each in told][:2] == ["every-path-ends", "bounded-end"]
    assert "here refuted" in told[0]
    assert "there proved" in told[0]


def test_its_texts_can_be_read() -> None:
    """Every text drawn is a procedure."""
    texts = [random_text(Random(f"read {number}")) for number in range(60)]  # noqa: S311
    assert [d.message for text in texts for d in load_text(text, "drawn.procedure")[1]] == []
    assert len(set(texts)) == len(texts)
