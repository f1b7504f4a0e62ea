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
NAMED = (
    # The whole procedure has no last stage: its total ends the time of an answer anywhere.
    (
        """procedure total "Total"
the procedure must end within 20 working days
role worker "Worker", on each side
stage talk "Talk"
  led by the worker
  this stage must end within 5 weeks
  if no answer, the worker must take the case to settled within 5 working days
  otherwise, the case must go to settled
ending settled "Settled", by agreement
require that every case ends within 20 working days
""",
        "proved",
    ),
    # What stages are to end by covers no more than the time in them: here the last one's answer.
    (
        """procedure several "Several"
role worker "Worker", on each side
stage talk "Talk"
  led by the worker
  this stage must end within 5 weeks
  otherwise, the case must go to meeting
stage meeting "Meeting"
  led by the worker
  this stage must end within 5 weeks
  if no answer, the worker must take the case to settled within 5 working days
  otherwise, the case must go to settled
ending settled "Settled", by agreement
stages talk to meeting must end within 20 working days
require that every case ends within 20 working days
""",
        "refuted",
    ),
    # The answer is behind a move on `not agreed`: its limit counts from when it came about.
    (
        """procedure answered "Answered"
role worker "Worker", on each side
stage talk "Talk"
  led by the worker
  this stage must end within 5 working days
  if not agreed, the case must go to settled within 5 working days of the answer
  otherwise, the case must go to settled
ending settled "Settled", by agreement
require that every case ends within 10 working days
""",
        "proved",
    ),
)
"""Texts about the times of which the wording of the meaning was once read in two ways."""
ROUND = """procedure round "Round"
role worker "Worker", tier 1, on each side
role chief "Chief", tier 2, on each side
fact harm "a child is at risk", can arise, is harm
stage early "Early"
  led by the worker
  this stage must end within the same working day
  otherwise, the case must go to settled
  whenever harm, the case must go to any later stage within the same working day
stage late "Late"
  led by the worker
  this stage must end within the same working day
  otherwise, the case must go to settled
  whenever harm, the case must go to early within the same working day
stage top "Top"
  led by the chief
  this stage must end within the same working day
  otherwise, the case must go to settled
  whenever harm, the case must go to settled within the same working day
ending settled "Settled", by agreement
"""
"""A lane leads up, or on within the tier: whoever takes it chooses."""
NOT_DESCRIBED = """procedure round "Round"
role worker "Worker", tier 1
role chief "Chief", tier 1
fact harm "Harm", can arise, is harm
fact known "Known", fixed
stage early "Early"
  led by the worker
  this stage must end within the same working day
  otherwise, the case must go to settled
  whenever harm, the case must go to top within the same working day
  whenever known, the case should go to early within the same working day
stage top "Top", missing
  led by the chief
ending settled "Settled", by agreement
"""
"""A lane leads to a stage of the same tier, whose lead is named and the rest is not."""
NO_TIER = """procedure rank "Rank"
body panel "Panel"
role worker "Worker", tier 1
fact harm "Harm", can arise, is harm
stage early "Early"
  led by the panel
  out of hours, led by the worker
  this stage must end within the same working day
  otherwise, the case must go to late
  whenever harm, the case must go to late within the same working day
stage late "Late"
  led by missing
  this stage must end within the same working day
  otherwise, the case must go to settled
  whenever harm, the case must go to settled within the same working day
ending settled "Settled", by agreement
require that every case ends within 9 working days
"""
"""A body leads that has no tier, and then nobody."""
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


@pytest.mark.parametrize(("text", "verdict"), NAMED)
def test_it_counts_as_the_meaning_says(text: str, verdict: str) -> None:
    """And so do the proofs."""
    procedure, _ = load_text(text, "named.procedure")
    assert procedure is not None
    asked = Asked(procedure, Question.WITHIN, procedure.requires[0])
    assert asked.answer()[0] == verdict
    assert list(compare.compare_text(text, Counter())) == []


def test_a_lane_that_may_lead_on_within_a_tier_rescues_nobody() -> None:
    """Where it may be taken to a higher one as well."""
    procedure, _ = load_text(ROUND, "round.procedure")
    assert procedure is not None
    found = Asked(procedure, Question.SAME_DAY).answer()
    assert found == ("refuted", {("early", "handed round"): "refuted"})
    required = ROUND + "require that every case ends within 9 working days\n"
    assert list(compare.compare_text(required, Counter())) == []


def test_a_stage_that_is_not_described_has_the_tier_of_its_lead() -> None:
    """Where that is written: a lane to it rescues nobody then, whatever is found in it."""
    procedure, _ = load_text(NOT_DESCRIBED, "round.procedure")
    assert procedure is not None
    verdict, parts = Asked(procedure, Question.SAME_DAY).answer()
    assert (verdict, parts["early", "handed round"]) == ("refuted", "refuted")
    for lead, told in (("the chief", "refuted"), ("missing", "open")):
        text = NOT_DESCRIBED.replace("by the chief", f"by {lead}")
        procedure, _ = load_text(text, "round.procedure")
        assert procedure is not None
        assert Asked(procedure, Question.SAME_DAY).answer()[1]["early", "handed round"] == told
        required = f"{text}require that every case ends within 9 working days\n"
        assert list(compare.compare_text(required, Counter())) == []


def test_who_has_no_tier_is_of_none() -> None:
    """As nobody is: from whom has none, there is no way down."""
    text = NO_TIER
    procedure, _ = load_text(text, "tier.procedure")
    assert procedure is not None
    assert [body.tier for body in procedure.bodies] == [None]
    found = Asked(procedure, Question.SAME_DAY).answer()
    assert found == ("proved", {})
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
