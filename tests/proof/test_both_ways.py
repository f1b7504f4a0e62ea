"""Texts that were once decided wrongly by passes over the stages: by passes, and path by path."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.answers.verdict import Verdict
from checker.proof.encoding import delays, end_to_end
from tests.proof.test_passes import asked

TEXTS = Path(__file__).with_name("both_ways")
EXPECTED = {
    "a-total-on-one-way": Verdict.REFUTED,
    "a-total-on-one-way-in-time": Verdict.PROVED_IF_ASSUMED,
    "an-extension-of-hours": Verdict.REFUTED,
    "facts-that-all-hang-together": Verdict.PROVED_IF_ASSUMED,
    "many-least-sets": Verdict.PROVED,
    "names-that-look-alike": Verdict.OPEN,
    "names-that-look-alike-in-time": Verdict.PROVED_IF_GUIDED,
    "one-of-two-other-options": Verdict.PROVED_IF_ASSUMED,
    "the-only-other-option": Verdict.REFUTED,
    "the-only-other-option-for-now": Verdict.REFUTED,
    "sooner-from-other-starts": Verdict.REFUTED,
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


def test_each_text_has_its_verdict() -> None:
    """No text of the folder is left out."""
    assert {file.stem for file in TEXTS.iterdir()} == set(EXPECTED)
