"""Random texts, and the short ones of the tests, are decided, or it is told by name why not."""

from __future__ import annotations

import pytest

from checker.answers.verdict import Reason, Unknown
from tests.proof.bounded import SHORT, accounted_for, costs, random_text, short_texts
from tests.proof.test_turns import SPENT, loops


def test_random_texts_are_accounted_for() -> None:
    """The first of the long run; each can be read."""
    found = costs([random_text(1, number) for number in range(15)])
    assert len(found) == 15
    assert [cost.nameless for cost in found if cost.nameless] == []


def test_short_texts_of_the_tests() -> None:
    """Files, documents and texts that grow are among them, and no long one."""
    found = list(short_texts())
    for kind in (".procedure", ".md, block 1", "grown, "):
        assert any(kind in name for name, _ in found)
    assert all(len(text.splitlines()) < SHORT for _, text in found)


LATE = SPENT.format(line="if agreed, the case must go to one").replace("agreed", "no answer", 1)


@pytest.mark.parametrize("text", [loops(5), LATE], ids=["loops", "spent"])
def test_turns_in_too_many_ways_are_named(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the stages that have them, wherever the answers on fewer turns differ."""
    monkeypatch.setattr("checker.proof.encoding.reach.MOST_COUNTED", 0)
    text += "require that every case ends within 3 working days\n"
    text += "require that no case returns to s0 more than twice\n" * ("s0" in text)
    (found,) = costs([("turns", text)])
    assert found.nameless == ()


@pytest.mark.parametrize("reason", Reason)
def test_what_accounts_for_a_verdict(reason: Reason) -> None:
    """Names do for a limit on work, nothing for a story that does not stand."""
    limited = reason in {Reason.WORK, Reason.LENGTH}
    assert accounted_for(Unknown(reason)) is (not limited and reason is not Reason.REPLAY)
    assert accounted_for(Unknown(reason, stages=("one",))) is (reason is not Reason.REPLAY)
    assert not accounted_for(None)
