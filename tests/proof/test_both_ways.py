"""Texts that were once decided wrongly by passes over the stages: by passes, and path by path."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.answers.verdict import Verdict
from checker.procedure.from_syntax import load_text
from checker.proof.encoding import delays, end_to_end
from checker.proof.promises import prove_require
from checker.proof.prove import Prover
from tests.proof.agreement import PROMISES
from tests.proof.test_passes import asked

if TYPE_CHECKING:
    from checker.answers.verdict import Promise

TEXTS = Path(__file__).with_name("both_ways")
EXPECTED = {
    "a-total-on-one-way": Verdict.REFUTED,
    "a-total-on-one-way-in-time": Verdict.PROVED_IF_ASSUMED,
    "an-extension-of-hours": Verdict.REFUTED,
    "arises-as-the-case-is-moved-on": Verdict.PROVED_IF_ASSUMED_AND_GUIDED,
    "facts-that-all-hang-together": Verdict.PROVED_IF_ASSUMED,
    "later-than-some-that-start-like-it": Verdict.REFUTED,
    "many-least-sets": Verdict.PROVED,
    "names-that-look-alike": Verdict.OPEN,
    "names-that-look-alike-in-time": Verdict.PROVED_IF_GUIDED,
    "one-of-two-other-options": Verdict.PROVED_IF_ASSUMED,
    "the-only-other-option": Verdict.REFUTED,
    "the-only-other-option-for-now": Verdict.REFUTED,
    "sooner-from-other-starts": Verdict.REFUTED,
    "settled-as-sooner-than-the-figure": Verdict.PROVED_IF_ASSUMED,
    "settled-as-too-late": Verdict.REFUTED,
    "settled-in-two-ways": Verdict.PROVED_IF_ASSUMED,
    "starts-elsewhere": Verdict.REFUTED,
    "starts-elsewhere-in-time": Verdict.PROVED_IF_ASSUMED,
    "starts-there": Verdict.REFUTED,
    "starts-there-or-elsewhere": Verdict.REFUTED,
}


@pytest.mark.parametrize("way", ["by passes", "path by path"])
@pytest.mark.parametrize("name", EXPECTED)
def test_the_same_verdict(name: str, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The right one, both ways."""
    if way == "path by path":
        monkeypatch.setattr(end_to_end, "network", lambda *_: None)
        monkeypatch.setattr(delays, "course", lambda *_: None)
    text = (TEXTS / f"{name}.procedure").read_text(encoding="utf-8")
    assert asked(text).verdict is EXPECTED[name]


@pytest.mark.parametrize("first", PROMISES)
def test_a_story_hangs_on_nothing_that_was_asked_before(first: Promise) -> None:
    """When the others come, to which a delayed case is held, is told as it is for that case."""
    text = TEXTS / "later-than-some-that-start-like-it.procedure"
    procedure, _ = load_text(text.read_text(encoding="utf-8"), text.name)
    assert procedure is not None
    prover = Prover(procedure)
    prover.prove(first)
    answer = prove_require(prover, procedure.requires[0])
    assert answer is not None
    assert [(part.verdict, part.bug) for part in answer.parts] == [(Verdict.REFUTED, None)]


def test_each_text_has_its_verdict() -> None:
    """No text of the folder is left out."""
    assert {file.stem for file in TEXTS.iterdir()} == set(EXPECTED)
