"""The two engines agree, on the cases that define the meaning and on random procedures."""

from __future__ import annotations

import pytest

from checker.answers.verdict import SPINE
from tests.proof.agreement import PROMISES, run
from tests.proof.faults import FAULTS, caught

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


def test_faults_are_planted() -> None:
    """At least twenty different changes of the encoding are tried, and ten of the explorer."""
    encoding = {fault.name for fault in FAULTS if fault.room == "proof.encoding"}
    assert len(encoding) >= 20
    assert len({fault.name for fault in FAULTS} - encoding) >= 10


@pytest.mark.parametrize("number", range(len(FAULTS)), ids=[f.name for f in FAULTS])
def test_fault_is_noticed(number: int) -> None:
    """The comparison notices a fault in an engine."""
    assert caught(number, MOST)
