"""White space and characters that cannot be seen: read, or refused with a place, in every place."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from checker.language.diagnostics import SourceText
from checker.language.parser import parse
from tests.language.shown import document

EVERY = [chr(code) for code in range(sys.maxunicode + 1)]
SPACES = [each for each in EVERY if unicodedata.category(each) == "Zs"]
ODD = [
    each
    for each in EVERY
    if each != "\n" and (each.isspace() or unicodedata.category(each) in {"Cc", "Cf", "Zl", "Zp"})
]
TEXT = """procedure p "A title"
stage one "One" [Step 1: "the phrase"]
  this stage must end within 5 working days
  if agreed, go to done # so far
  the worker must record "the concern"
    and "the reply"
ending done "Done", by agreement
"""
PLAIN = document(parse(SourceText(TEXT, "plain.procedure"))[0])
PLACES = [at for at, each in enumerate(TEXT) if each in ' \n"' or TEXT[at - 1] in ' \n"']


def _said(text: str) -> tuple[str, ...]:
    """The messages about a text; each has its place in the text."""
    found = parse(SourceText(text, "odd.procedure"))[1]
    assert all(0 <= told.span.start <= told.span.end <= len(text) for told in found)
    return tuple(told.message for told in found)


@pytest.mark.parametrize("space", SPACES, ids=[f"U+{ord(each):04X}" for each in SPACES])
def test_every_space_is_read_as_the_plain_one(space: str) -> None:
    """Between words, before a line, in quotes and after a continuation."""
    parsed, told = parse(SourceText(TEXT.replace(" ", space), "spaced.procedure"))
    assert told == ()
    assert document(parsed) == PLAIN


@pytest.mark.parametrize("odd", ODD, ids=[f"U+{ord(each):04X}" for each in ODD])
def test_an_odd_character_is_read_or_told(odd: str) -> None:
    """At the start of a line, before and after a space, at a quote: every fourth such place."""
    for at in PLACES[ord(odd) % 4 :: 4]:
        text = TEXT[:at] + odd + TEXT[at:]
        said = _said(text)
        if unicodedata.category(odd) != "Zs" and not said:
            parsed = document(parse(SourceText(text, "odd.procedure"))[0])
            assert parsed == PLAIN or odd in parsed


@pytest.mark.parametrize("line_break", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_another_line_break_is_told_and_a_space_mends_it(line_break: str) -> None:
    """What word processors put between two lines of one paragraph."""
    text = TEXT.replace("must end within", f"must end{line_break}within")
    said = _said(text)
    assert said == (f"there is a line break of another kind here (U+{ord(line_break):04X})",)
    assert _said(text.replace(line_break, " ")) == ()
    two = TEXT.replace("go to done", f"go to done{line_break}  this stage must end within 2 days")
    assert len(_said(two)) == 1
    assert _said(two.replace(line_break, "\n")) == ()


@pytest.mark.parametrize(
    "title",
    [
        "\U0001f469\u200d\U0001f467 A family",
        "\U0001f469\U0001f3fd\u200d\U0001f52c shaded, at work",
        "\u2764\ufe0f\u200d\U0001f525",
        "क्\u200dष",
        "ක්\u200dර",
        "می\u200cروم",
    ],
    ids=["emoji", "shade", "variant", "Hindi", "Sinhala", "Persian"],
)
def test_joiners_stand_where_scripts_and_emoji_need_them(title: str) -> None:
    """In own words and in comments; outside they are told as any other character is."""
    parsed, told = parse(SourceText(TEXT.replace("A title", title) + f"# {title}", "p.procedure"))
    assert told == ()
    assert title in document(parsed)
    assert _said(TEXT.replace("record", f"{title} record"))


@pytest.mark.parametrize("joiner", ["\u200c", "\u200d"])
@pytest.mark.parametrize("before", ["a", " ", "1"])
def test_joiners_that_join_nothing_are_told(joiner: str, before: str) -> None:
    """Else two words could look alike and be two."""
    text = TEXT.replace('"the concern"', f'"the {before}{joiner}concern"')
    assert _said(text) == (f"there is a character here that cannot be seen (U+{ord(joiner):04X})",)
