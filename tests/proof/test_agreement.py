"""The two engines agree, on the cases that define the meaning and on random procedures."""

from __future__ import annotations

from textwrap import indent

import pytest

from checker.answers.verdict import SPINE, Promise, Verdict
from checker.procedure.model import Outcome
from tests.explorer import parts
from tests.proof.agreement import PROMISES, Tally, compare, run
from tests.proof.faults import FAULTS, caught
from tests.proof.meaning_cases import AGREED, CHECK, DAY, LIMBO, RULED, TO_TWO, Case
from tests.proof.told import model

COUNT = 120
MOST = 3000


def test_engines_agree_on_random_procedures() -> None:
    """Verdict for verdict, story for story, and each minimal set is minimal."""
    tally = run(seed=2026, count=COUNT)
    assert tally.failures == []
    assert tally.stories > COUNT // 4
    assert tally.sets > COUNT
    for promise in SPINE:
        seen = {verdict for name, verdict in tally.verdicts if name == promise.value}
        assert {"proved", "open", "refuted"} <= seen
    for promise in PROMISES:
        seen = {verdict for name, verdict in tally.verdicts if name == promise.value}
        assert {"proved", "refuted", "vacuous"} <= seen
        assert "unknown" not in seen


def test_engines_agree_on_texts_that_hang_on_options() -> None:
    """And on readings; nearly all can be read, and promises of each verdict are among them."""
    tally = run(seed=2, count=40, optioned=True)
    assert tally.failures == []
    seen = {verdict for name, verdict in tally.verdicts if name == "require never delays"}
    assert {"proved", "refuted", "vacuous"} <= seen


def test_a_missing_stage_whose_lead_is_not_stated_has_none_written() -> None:
    """It may be led where it is described: that is open, and its story replays."""
    text = (
        'procedure small "Small"\nrole worker "Worker", on each side\n'
        'stage one "One", missing\n  led by not stated\nending done "Done", by agreement\n'
    )
    tally = Tally()
    compare(text, tally)
    assert tally.failures == []
    assert tally.verdicts["named-role", "open"] == 1


@pytest.mark.parametrize("outcome", Outcome)
def test_engines_agree_on_each_outcome(outcome: Outcome) -> None:
    """It comes about where a move names it: in a talk, a decision, or a check."""
    named = f"if {outcome.value}, the case may go to limbo"
    decides = ('the manager must decide "it"', "if decided, the case must go to three")
    checks = (CHECK, AGREED, "if not justified, go to ruled", "otherwise, the case must go to one")
    others = "".join(
        f'stage {name} "Stage"\n'
        + indent("\n".join(("led by the manager", DAY, *lines, named)), "  ")
        + "\n"
        for name, lines in (("two", decides), ("three", checks))
    )
    text = Case("own", Verdict.REFUTED, (DAY, AGREED, TO_TWO, named), others + RULED + LIMBO).text
    require = f"require that if {outcome.value}, the case moves on within 1 working day"
    tally = Tally()
    compare(f"{text}{require}\n", tally)
    assert tally.failures == []
    asked = (Promise.OUTCOMES, Promise.SILENCE)
    rows = {key.row for promise in asked for key in parts(model(text), promise)}
    assert outcome.value in rows


def test_faults_are_planted() -> None:
    """At least twenty different changes of the encoding are tried, and ten of the explorer."""
    encoding = {fault.name for fault in FAULTS if fault.room == "proof.encoding"}
    assert len(encoding) >= 20
    assert len({fault.name for fault in FAULTS} - encoding) >= 10


@pytest.mark.parametrize("number", range(len(FAULTS)), ids=[f.name for f in FAULTS])
def test_fault_is_noticed(number: int) -> None:
    """The comparison notices a fault in an engine."""
    assert caught(number, MOST)
