"""The parser as a whole: a text that is hardly a procedure is not read to its end."""

from __future__ import annotations

from checker.language.parser import MOST_MISTAKES
from checker.procedure.from_syntax import load_text

WRONG = "hello world\n"


def test_a_thousand_mistakes_are_enough() -> None:
    """The rest is left out, which is said at the place, and is the last that is said."""
    text = 'procedure p "P"\n' + WRONG * MOST_MISTAKES * 3
    procedure, told = load_text(text, "p.procedure")
    assert procedure is None
    assert len(told) == MOST_MISTAKES + 1
    assert told[-1].message == "the text is not read from here on: it has 1,000 mistakes already"
    assert text[told[-1].span.start : told[-1].span.end] == WRONG.strip()
    assert told[-1].span.start == told[-2].span.start + len(WRONG)


def test_names_further_down_are_no_mistake() -> None:
    """What was read may speak of what was not."""
    read = 'procedure p "P"\n  start at one\n' + WRONG * MOST_MISTAKES
    _, told = load_text(read + 'stage one "One"\n', "p.procedure")
    assert len(told) == MOST_MISTAKES + 1


def test_a_head_further_down_is_no_mistake() -> None:
    """Whether the text says what procedure it is, nobody has looked."""
    _, told = load_text(WRONG * MOST_MISTAKES + 'procedure p "P"\n', "p.procedure")
    assert len(told) == MOST_MISTAKES + 1


def test_just_fewer() -> None:
    """A text with one mistake less is read to its end."""
    text = 'procedure p "P"\n' + WRONG * (MOST_MISTAKES - 1) + 'stage one "One"\n'
    _, told = load_text(text, "p.procedure")
    assert len(told) == MOST_MISTAKES - 1
