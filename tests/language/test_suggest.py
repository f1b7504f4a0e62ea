"""`did you mean` finds slips and leaves other words alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.language import suggest
from checker.language.suggest import MOST_COMPARED, Nearest, did_you_mean, distance

WORDS = st.text(alphabet="abc", max_size=6)
LETTERS = "bcdfgklrtz"
NAMES = st.text(alphabet="abcdefgh-", max_size=12)


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


@given(WORDS, WORDS, st.integers(0, 4))
def test_a_distance_that_is_too_large_is_not_worked_out(left: str, right: str, most: int) -> None:
    """What is given for it is more than what was asked for, and every other distance is true."""
    far = distance(left, right)
    assert min(distance(left, right, most), most + 1) == min(far, most + 1)


def plainly(word: str, candidates: list[str]) -> str | None:
    """The nearest candidate, with each of them compared letter by letter."""
    near = [
        (distance(word, each), each)
        for each in candidates
        if min(len(word), len(each)) > 1
        and distance(word, each) <= max(1, min(len(word), len(each)) // 3)
    ]
    return min(near)[1] if near else None


@given(NAMES | WORDS, st.lists(NAMES | WORDS, max_size=30))
def test_the_nearest_is_found_without_comparing_all(word: str, candidates: list[str]) -> None:
    """Counting letters first leaves no word out that is near."""
    assert did_you_mean(word, candidates) == plainly(word, candidates)


def test_few_of_many_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of ten thousand names, those alone that share nearly all letters; the right one is found."""
    compared: list[str] = []

    def counting(left: str, right: str, most: int | None = None) -> int:
        compared.append(right)
        return distance(left, right, most)

    monkeypatch.setattr(suggest, "distance", counting)
    nearest = Nearest(
        f"head-of-{a}{b}{c}{d}" for a in LETTERS for b in LETTERS for c in LETTERS for d in LETTERS
    )
    assert nearest.to("haed-of-bbbb") == "head-of-bbbb"
    assert len(compared) < 100
    compared.clear()
    assert nearest.to("fo-daeh-bkzt") is None
    assert len(compared) == MOST_COMPARED


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
