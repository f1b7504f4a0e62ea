"""Damaged texts: nothing that a user can write makes a traceback, and places stay in the text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.procedure.from_syntax import load_text

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).parent
FEATURES = (FOLDER / "features.procedure").read_text(encoding="utf-8")
LINES = FEATURES.splitlines()
EVERY = 12
"""Of so many lines one is damaged at a time."""
SCRAPS = [
    *('"', "[", "]", "#", "“", "”", "\t", "\0", "\u200b", "é", "(", ")", "_", "->", ":", ","),
    *("not", "and", "or", "if", "when", "the", "missing", "0", "999999999999999999999", "99:99"),
    *("of", "in", "to", "instead", "must", "shall", "within", "31 February 2026", "the case"),
    *("require that", "stage", "at every stage", "role", "\n", "\n  ", "\n  and", "\r"),
]


def _check(text: str) -> None:
    """A text is read to its end; it has a model or mistakes, and each mistake a place in it."""
    procedure, diagnostics = load_text(text, "damaged.procedure")
    assert (procedure is None) == bool(diagnostics)
    assert list(diagnostics) == sorted(diagnostics, key=lambda d: d.span)
    for told in diagnostics:
        assert 0 <= told.span.start <= told.span.end <= len(text)
        assert told.message
        assert not told.message.endswith(".")
        assert told.help
        for note in told.notes:
            assert 0 <= note.span.start <= note.span.end <= len(text)


def test_the_undamaged_text_has_no_mistake() -> None:
    """Every form of the language stands in it."""
    procedure, diagnostics = load_text(FEATURES, "features.procedure")
    assert diagnostics == ()
    assert procedure is not None


@settings(max_examples=60)
@given(st.data())
def test_scraps_put_in(data: st.DataObject) -> None:
    """A few pieces anywhere in the text."""
    text = FEATURES
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.sampled_from(SCRAPS)) + text[at:]
    _check(text)


@settings(max_examples=60)
@given(st.data())
def test_stretches_cut_out(data: st.DataObject) -> None:
    """A few stretches of up to thirty characters are gone."""
    text = FEATURES
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + text[at + data.draw(st.integers(1, 30)) :]
    _check(text)


@settings(max_examples=40)
@given(st.lists(st.sampled_from(LINES), max_size=30))
def test_lines_in_any_order(lines: list[str]) -> None:
    """Lines left out, doubled, and in wrong blocks."""
    _check("\n".join(lines))


@settings(max_examples=100)
@given(st.data())
def test_words_in_any_order(data: st.DataObject) -> None:
    """One line of words that the language knows."""
    words = sorted(set(FEATURES.split()))
    _check(" ".join(data.draw(st.lists(st.sampled_from(words), max_size=12))))


@settings(max_examples=100)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    """Characters of all sorts."""
    _check(text)


@pytest.mark.parametrize(
    "make",
    [
        lambda line: line.rsplit(" ", 1)[0],
        lambda line: line.split(" ", 1)[-1],
        lambda line: line.replace('"', "", 1),
        lambda line: line.replace(" the ", " ", 1),
        lambda line: line + " and",
        lambda line: line.upper(),
    ],
    ids=[
        "last word gone",
        "first word gone",
        "quote gone",
        "no the",
        "a word too much",
        "capitals",
    ],
)
def test_each_line_damaged_alone(make: Callable[[str], str]) -> None:
    """Every line in turn, the ones around it whole."""
    for turn in range(EVERY):
        _check(
            "\n".join(
                make(line.split("#")[0].rstrip()) if number % EVERY == turn else line
                for number, line in enumerate(LINES)
            )
        )
