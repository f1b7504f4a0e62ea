"""What is said of an input that could not be read."""

from __future__ import annotations

import pytest

from checker.language.diagnostics import Diagnostic, Note, Position, SourceText, Unreadable
from checker.output.broken import broken_in_words, in_one_line
from checker.output.formats import Manner
from checker.output.report import Broken
from tests.output.made import span_of

TEXT = 'role line manager "Line manager"\nstage one "One"\nstage one "Again"\n'
NAME = Diagnostic(
    "`line manager` is no name",
    span_of("line manager", TEXT),
    help="write it as one word: `line-manager`",
    label="two words",
)
TWICE = Diagnostic(
    "`one` is described twice",
    span_of('stage one "Again"', TEXT),
    notes=(Note("it is described first here", span_of('stage one "One"', TEXT)),),
)
SOURCE = SourceText(TEXT, "a.procedure")
BROKEN = Broken.of(SOURCE, (NAME, TWICE))
UNREADABLE = Unreadable(
    "b.procedure", "the file is not text", "save it as UTF-8 text", Position(7, 3)
)
ABSENT = Unreadable("c.procedure", "there is no such file", "look at its name")

FULL = """\
mistake: `line manager` is no name
 --> a.procedure:1:6
  |
1 | role line manager "Line manager"
  |      ^^^^^^^^^^^^ two words
  = help: write it as one word: `line-manager`

mistake: `one` is described twice
 --> a.procedure:3:1
  |
3 | stage one "Again"
  | ^^^^^^^^^^^^^^^^^
  = note: it is described first here (line 2: stage one "One")

"""
PLAIN = """\
The file a.procedure, line 1, column 6: "line manager" is no name.
The words there: line manager
That is: Two words.
What to write: Write it as one word: "line-manager".

The file a.procedure, line 3, column 1: "one" is described twice.
The words there: stage one "Again"
See also line 2: It is described first here.

"""
CONCISE = """\
a.procedure:1:6: `line manager` is no name
a.procedure:3:1: `one` is described twice
"""


@pytest.mark.parametrize(
    ("manner", "expected"),
    [
        (Manner.FULL, FULL),
        (Manner.PLAIN, PLAIN),
        (Manner.CONCISE, CONCISE),
    ],
)
def test_every_mistake_is_shown_with_its_place(manner: Manner, expected: str) -> None:
    """In each manner: place, message, the words, help, and the other places."""
    assert broken_in_words(BROKEN, manner) == expected


@pytest.mark.parametrize(
    ("manner", "expected"),
    [
        (
            Manner.FULL,
            """\
cannot be read: the file is not text
 --> b.procedure:7:3
  = help: save it as UTF-8 text

""",
        ),
        (
            Manner.PLAIN,
            """\
The file b.procedure, line 7, column 3: The file is not text.
What to do: Save it as UTF-8 text.

""",
        ),
        (Manner.CONCISE, "b.procedure:7:3: the file is not text\n"),
    ],
)
def test_an_input_without_text_is_named(manner: Manner, expected: str) -> None:
    """With the line where one is known."""
    assert broken_in_words(UNREADABLE, manner) == expected


def test_an_input_may_have_no_line_at_all() -> None:
    """Then its path alone is the place."""
    assert broken_in_words(ABSENT, Manner.CONCISE) == "c.procedure: there is no such file\n"
    assert "The file c.procedure: There is no such file." in broken_in_words(ABSENT, Manner.PLAIN)
    assert " --> c.procedure\n" in broken_in_words(ABSENT, Manner.FULL)


def test_one_line_says_how_many_others_there_are() -> None:
    """For an index."""
    assert in_one_line(BROKEN) == (
        "a.procedure:1:6: `line manager` is no name (and 1 other mistake)"
    )
    only = Broken.of(SOURCE, (TWICE,))
    assert in_one_line(only) == "a.procedure:3:1: `one` is described twice"
    assert in_one_line(ABSENT) == "c.procedure: there is no such file"


def test_a_mistake_at_the_end_of_an_empty_text_has_a_place() -> None:
    """There is no line to show, and none is made up."""
    empty = Broken.of(SourceText("", "e"), (Diagnostic("there is nothing here", span_of("", "")),))
    assert broken_in_words(empty, Manner.FULL) == "mistake: there is nothing here\n --> e:1:1\n\n"
    assert "The words there" not in broken_in_words(empty, Manner.PLAIN)


def test_colour_marks_the_words() -> None:
    """The headline and the underline are red; the words are the same."""
    assert "\x1b[1;31m^^^^^^^^^^^^ two words\x1b[0m" in broken_in_words(
        BROKEN, Manner.FULL, colour=True
    )
