"""The small pieces of wording that the formats share."""

from __future__ import annotations

from datetime import datetime

import pytest

from checker.answers.verdict import Ground, Verdict
from checker.output.titles import GROUNDS, MEANINGS, TITLES
from checker.output.wording import lines_in_words, supports, unquoted
from checker.review.findings import RestsOn
from checker.words.characters import legible, printable
from checker.words.text import counted, listed, sentence
from checker.words.times import dated
from tests.output.made import KEPT, LONDON, REFUTED


def test_every_verdict_and_ground_has_its_words() -> None:
    """A verdict added later cannot be shown without a title."""
    assert set(TITLES) == set(MEANINGS) == set(Verdict)
    assert set(GROUNDS) == set(Ground)
    assert len(set(TITLES.values())) == len(TITLES)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 3, 2, 9, 0, tzinfo=LONDON), "Monday 2 March 2026, 09:00"),
        (datetime(2026, 12, 27, 16, 59, tzinfo=LONDON), "Sunday 27 December 2026, 16:59"),
    ],
)
def test_a_moment_is_written_as_people_write_it(moment: datetime, words: str) -> None:
    """The names are English, whatever the machine's language."""
    assert dated(moment) == words


def test_numbers_agree_with_their_nouns() -> None:
    """One is singular; a plural of its own can be given."""
    assert [counted(n, "finding") for n in (0, 1, 2)] == ["0 findings", "1 finding", "2 findings"]
    assert counted(2, "case", "cases at once") == "2 cases at once"


def test_lists_read_as_lists() -> None:
    """Commas, and one `and`."""
    assert [listed(list(words)) for words in ("", "a", "ab", "abc")] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_a_message_becomes_a_sentence() -> None:
    """A capital and a full stop, where they are not there."""
    assert sentence("in `one` it rests") == "In `one` it rests."
    assert sentence("It rests.") == "It rests."
    assert sentence("") == ""


def test_backticks_are_read_as_quotes() -> None:
    """A screen reader says nothing of use for a backtick."""
    assert unquoted("in `one`, after `no answer`") == 'in "one", after "no answer"'


def test_hidden_characters_are_replaced_and_breaks_kept() -> None:
    """What shows as itself stays."""
    assert legible("a\r\n\tb\x07é\u2028\ud800") == "a\ufffd\n b\ufffdé\ufffd\ufffd"


def test_a_file_name_that_is_no_text_can_be_written() -> None:
    """Bytes that are no text are replaced."""
    assert printable("a\udcff") == "a?"


def test_the_lines_of_a_result_are_named_once_and_by_their_ground() -> None:
    """What must be done has no word of its own; a standing line is named by its words."""
    assert lines_in_words(supports(KEPT)) == (
        "lines 3 and 4, guidance in line 5, assumed in line 6, someone calls time in one"
    )
    assert lines_in_words(supports(REFUTED)) == "line 4"
    assert lines_in_words(()) == ""


def test_a_reading_is_named_by_its_words() -> None:
    """Its words name the line already."""
    reading = RestsOn(7, "line 7 is read as soon enough", Ground.READING)
    assert lines_in_words((reading,)) == "line 7 is read as soon enough"
