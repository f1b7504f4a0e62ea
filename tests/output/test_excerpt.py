"""Source lines as they are shown: the place underlined, long lines cut, wide characters counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.language.diagnostics import SourceText, Span
from checker.output.excerpt import DOTS, WIDEST, SourceLine, cells, excerpt_of, excerpt_of_line
from tests.output.made import span_of


def shown(text: str, words: str) -> tuple[SourceLine, ...]:
    """The excerpt of words that stand once in a text."""
    return excerpt_of(SourceText(text, "x"), span_of(words, text))


def test_a_place_is_underlined_in_its_line() -> None:
    """The carets stand beneath the words, and the row says which they are."""
    (row,) = shown("one\n  two three\nfour", "three")
    assert (row.number, row.shown) == (2, "  two three")
    assert row.underline == "      ^^^^^"
    assert row.underlined == "three"
    assert row.shown[row.start :].startswith("three")


def test_a_place_of_no_length_has_one_caret() -> None:
    """The end of a line, and of the text, can be pointed at."""
    source = SourceText("ab\ncd", "x")
    (row,) = excerpt_of(source, Span(2, 2))
    assert (row.number, row.underline) == (1, "  ^")
    (row,) = excerpt_of(source, Span(5, 5))
    assert (row.number, row.underline) == (2, "  ^")


def test_a_place_of_several_lines_is_underlined_in_each() -> None:
    """From its start, over what follows without the indentation, to its end."""
    first, second = shown(
        "  the lead must go,\n    within 2 days  # soon", "must go,\n    within 2 days"
    )
    assert first.underlined == "must go,"
    assert second.underlined == "within 2 days"
    assert second.underline.startswith("    ^")


def test_a_place_of_many_lines_is_shortened() -> None:
    """Its first two lines and its last are enough."""
    rows = shown("a\nb\nc\nd\ne", "a\nb\nc\nd\ne")
    assert [row.number for row in rows] == [1, 2, None, 5]
    assert rows[2].shown == DOTS


def test_a_line_break_at_the_end_of_a_place_adds_no_line() -> None:
    """A span that takes in its line's break still is one line."""
    rows = excerpt_of(SourceText("ab\ncd", "x"), Span(0, 3))
    assert [row.number for row in rows] == [1]
    assert rows[0].underlined == "ab"


@pytest.mark.parametrize("at", [0, 1, 500, 4990])
def test_a_long_line_is_cut_around_the_place(at: int) -> None:
    """What is shown is short, holds the place, and tells where it was cut."""
    text = "x" * at + "HERE" + "y" * (5000 - at)
    (row,) = shown(text, "HERE")
    assert row.underlined == "HERE"
    assert len(row.shown) <= WIDEST + 2 * len(DOTS)
    assert row.underline == " " * row.start + "^^^^"
    assert row.shown.startswith(DOTS) == (at > 50)
    assert row.shown.endswith(DOTS) == (at < 4900)


def test_a_place_longer_than_what_is_shown_is_cut_too() -> None:
    """The underline ends where the line is cut."""
    (row,) = shown("a" + "b" * 900 + "c", "b" * 900)
    assert len(row.underline) <= WIDEST + len(DOTS)
    assert row.underlined.strip("b") == ""


def test_wide_and_combining_characters_are_counted_in_cells() -> None:
    """The carets stand beneath the words whatever stands before them."""
    (row,) = shown("日本 e\u0301 word", "word")
    assert row.underline == " " * 7 + "^^^^"
    assert cells("日") == 2
    assert cells("e\u0301\u200b") == 1


def test_what_a_terminal_would_obey_is_not_passed_on() -> None:
    """Escape sequences and turned directions are replaced, tabs become spaces."""
    (row,) = shown("\ta\x1b[31m\u202e word", "word")
    assert row.shown == " a\ufffd[31m\ufffd word"


def test_an_empty_text_has_nothing_to_show() -> None:
    """No line is made up."""
    assert excerpt_of(SourceText("", "x"), Span(0, 0)) == ()


def test_a_whole_line_is_underlined_without_its_indentation() -> None:
    """Its column is where its words start."""
    column, row = excerpt_of_line(SourceText("a\n   b c  \n", "x"), 2)
    assert (column, row.underlined) == (4, "b c")


@given(st.text(max_size=400), st.integers(0, 400), st.integers(0, 60))
def test_any_place_of_any_text_can_be_shown(text: str, start: int, length: int) -> None:
    """The underline never reaches beyond what is shown, and is never empty."""
    begin = min(start, len(text))
    rows = excerpt_of(SourceText(text, "x"), Span(begin, min(begin + length, len(text))))
    for row in rows:
        if row.number is not None:
            assert "^" in row.underline
            assert len(row.shown) <= WIDEST + 2 * len(DOTS)
            assert row.shown[row.start : row.start + len(row.underlined)] == row.underlined
            assert cells(row.shown) + 1 >= len(row.underline)
