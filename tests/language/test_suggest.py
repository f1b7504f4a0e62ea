"""`did you mean` finds slips and leaves other words alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.language.suggest import did_you_mean, distance

WORDS = st.text(alphabet="abc", max_size=6)


@pytest.mark.parametrize(
    ("left", "right", "far"),
    [("", "", 0), ("", "abc", 3), ("stage", "satge", 1), ("led", "lead", 1), ("ca", "abc", 3)],
)
def test_distance(left: str, right: str, far: int) -> None:
    """Letters put in, left out, changed, or swapped with the next count one each."""
    assert distance(left, right) == far
    assert distance(right, left) == far


@given(WORDS, WORDS)
def test_distance_is_one_of_words(left: str, right: str) -> None:
    """It is nought for the same word alone, and never more than the longer word."""
    assert (distance(left, right) == 0) == (left == right)
    assert distance(left, right) <= max(len(left), len(right))


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("chared", "chaired"),
        ("satge", "stage"),
        ("line-manger", "line-manager"),
        ("xyz", None),
        ("o", None),
        ("s" * 50, None),
        ("on", None),
    ],
)
def test_did_you_mean(word: str, meant: str | None) -> None:
    """Near words are offered, others not."""
    assert did_you_mean(word, ["stage", "chaired", "line-manager", "s"]) == meant


def test_the_first_of_equals() -> None:
    """Of words that are equally near, the first in the alphabet, whatever their order."""
    assert did_you_mean("cat", ["rat", "bat", "hat"]) == "bat"
