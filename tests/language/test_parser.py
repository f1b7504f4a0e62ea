"""The parser as a whole: a text that is hardly a procedure is not read to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.language import parser
from checker.language.diagnostics import MOST_TOLD, SourceText
from checker.language.lines import LONGEST_STATEMENT
from checker.language.parser import MOST_MISTAKES
from checker.language.tables import load_parser
from checker.procedure.from_syntax import load_text

if TYPE_CHECKING:
    import pytest

WRONG = "hello world\n"
UNREAD = "the text is not read from here on: it has 1,000 mistakes already"
OWN = 'procedure p "P"\nstage a "A"\n'


def said(text: str) -> list[str]:
    """What is wrong with a text, without the helps."""
    return [each.message for each in load_text(text, "p.procedure")[1]]


def test_a_thousand_mistakes_are_enough() -> None:
    """The rest is left out, which is said at the place, and is the last that is said."""
    text = 'procedure p "P"\n' + WRONG * MOST_MISTAKES * 3
    procedure, told = load_text(text, "p.procedure")
    assert procedure is None
    assert len(told) == MOST_TOLD + 2
    assert told[-1].message == UNREAD
    place = told[-1].span
    assert text[place.start : place.end] == WRONG.strip()
    assert text.count("\n", 0, place.start) == MOST_MISTAKES + 1


def test_the_first_hundred_are_told_and_the_others_counted() -> None:
    """The count stands at the first of those that are not told."""
    text = 'procedure p "P"\n' + WRONG * (MOST_TOLD + 7)
    _, told = load_text(text, "p.procedure")
    assert len(told) == MOST_TOLD + 1
    assert all(each.message == "no line starts with `hello`" for each in told[:-1])
    assert told[-1].message == "and 7 more mistakes, the first of them here"
    assert told[-1].more == 7
    assert told[-1].span.start == told[-2].span.start + len(WRONG)


def test_one_more() -> None:
    """It is told in the singular, and a hundred are told to the last."""
    head = 'procedure p "P"\n'
    assert said(head + WRONG * (MOST_TOLD + 1))[-1] == "and 1 more mistake, here"
    assert said(head + WRONG * MOST_TOLD)[-1] == "no line starts with `hello`"


def test_names_further_down_are_no_mistake() -> None:
    """What was read may speak of what was not."""
    read = 'procedure p "P"\n  start at one\n' + WRONG * MOST_MISTAKES
    assert said(read + 'stage one "One"\n')[-2:] == [
        "and 900 more mistakes, the first of them here",
        UNREAD,
    ]


def test_a_head_further_down_is_no_mistake() -> None:
    """Whether the text says what procedure it is, nobody has looked."""
    told = said(WRONG * MOST_MISTAKES + 'procedure p "P"\n')
    assert told[-1] == UNREAD
    assert "the text does not say what procedure it is" not in told


def test_just_fewer() -> None:
    """A text with one mistake less is read to its end."""
    told = said('procedure p "P"\n' + WRONG * (MOST_MISTAKES - 1) + 'stage one "One"\n')
    assert told[-1] == "and 899 more mistakes, the first of them here"


def test_a_text_of_too_many_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused, with the limit, at the first statement that is not read; comments are none."""
    monkeypatch.setattr(parser, "MOST_STATEMENTS", 5)
    assert said(OWN + "\n# a comment\n" * 50 + 'stage b "B"\n' * 1)[-1:] == []
    procedure, (told,) = load_text(OWN + "".join(f'stage s{n} "S"\n' for n in range(9)), "p")
    assert procedure is None
    assert told.message == (
        "the text is not read from here on: it has more than the 5 statements that are read"
    )
    assert told.help == "write each procedure in a file of its own"
    assert told.span.start == len(OWN) + 3 * len('stage s0 "S"\n')


def test_lines_that_are_alike_are_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """And what is kept of them for it does not grow with the text."""
    monkeypatch.setattr(parser, "_MOST_TREES", 10)
    trees = parser._Trees(load_parser())  # noqa: SLF001
    for number in range(25):
        assert trees[f'stage s{number} "S"'] is not None
        assert len(trees) <= 10
    assert trees['stage s24 "S"'] is trees['stage s24 "S"']


def test_a_statement_that_is_too_long() -> None:
    """It is refused whole, with the limit; what stands around it is read."""
    words = '\n    and "word"' * (LONGEST_STATEMENT // 10)
    _, told = load_text(f'{OWN}  someone must tell "a"{words}\n  goto b\n', "p.procedure")
    assert [each.message for each in told] == [
        "this statement has 20,021 characters, more than the 20,000 that are read",
        "no line starts with `goto`",
    ]
    assert told[0].help == "divide it: write a line for each of the things that it says"


def test_a_long_comment_within_a_statement_counts_for_nothing() -> None:
    """Nor do empty lines: a statement goes on below them."""
    between = f"# {'x' * 70}\n\n" * (LONGEST_STATEMENT // 50)
    text = f"{OWN}  someone must tell both sides\n{between}    within 2 days\n"
    assert load_text(text, "p.procedure")[1] == ()


def test_places_below_many_empty_lines() -> None:
    """Lines without words are passed over and counted all the same."""
    text = f'procedure p "P"\n{"  # x" * 3}\n{" " * 5}\n' + "\n\t\n" * 1_000 + "hello\n"
    source = SourceText(text, "p")
    (told,) = load_text(text, "p")[1]
    assert source.position(told.span.start).line == source.line_count - 1
