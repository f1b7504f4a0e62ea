"""The formats for people at a terminal: full, concise and plain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from checker.answers.verdict import Verdict
from checker.output.colour import Style, painted, style_of
from checker.output.summary import summary_table
from checker.review.findings import Result
from tests.output.made import (
    BROKEN,
    EVERYTHING,
    FAILED,
    GOOD,
    KEPT,
    OPEN,
    OWN_VACUOUS,
    REFUTED,
    REMARK,
    UNREADABLE,
    finding,
    review_of,
    written,
)

if TYPE_CHECKING:
    from checker.output.report import Unread
    from checker.review.findings import Review

FULL = """\
Leaving & entering (drafts/leaving.procedure)

every-path-ends: refuted
  not so that every case ends
  in `one`, after `no answer`, nobody has to move the case
 --> drafts/leaving.procedure:4:3
  |
4 |   if agreed, go to done
  |   ^^^^^^^^^^^^^^^^^^^^^
  = heading: Step 1 <of 2>
  = help: write what follows
  = read so: line 3 read as later
  = such a case:
      Monday 2 March 2026, 09:00: A case starts in “One”.
      Wednesday 1 July 2026, 10:30: nobody has answered

1 procedure: 1 finding
"""

PLAIN = """\
The procedure Leaving & entering. In the file drafts/leaving.procedure.

every-path-ends: refuted. Not so that every case ends.
Line 4, column 3: In "one", after "no answer", nobody has to move the case.
The text there: if agreed, go to done
The heading in the policy: Step 1 <of 2>
What to do: Write what follows.
Read so: Line 3 read as later.
Such a case, in 2 steps:
Monday 2 March 2026, 09:00: A case starts in “One”.
Wednesday 1 July 2026, 10:30: Nobody has answered.


1 procedure: 1 finding.
"""


def test_full_shows_place_help_and_story() -> None:
    """The verdict, why, the source line underlined, the policy's heading, help, and the case."""
    assert written("full", [review_of(REFUTED)]) == FULL


def test_plain_says_the_same_in_sentences() -> None:
    """Place, message, text, heading, help, and the case, a line each."""
    assert written("plain", [review_of(REFUTED)]) == PLAIN


def test_a_kept_promise_takes_one_line_and_names_its_lines() -> None:
    """Both formats say what it rests on."""
    rests = "lines 3 and 4, guidance in line 5, assumed in line 6, someone calls time in one"
    full = written("full", [review_of(KEPT)]).split("\n")
    title = "named-role: proved under assumptions, if guidance is followed"
    assert f"{title}: every stage is led by a named role; rests on {rests}" in full
    assert full[-2] == "1 procedure: no finding"
    plain = written("plain", [review_of(KEPT)])
    assert f"{title}. Every stage is led by a named role. It rests on {rests}.\n" in plain


def test_one_message_is_said_once() -> None:
    """Where the finding says what the verdict says, it is not repeated."""
    assert written("full", [review_of(OPEN)]).count("it hangs on line 3") == 1
    plain = written("plain", [review_of(OPEN)])
    assert plain.count("hangs on line 3") == 1
    assert "same-day-escalation: open.\n" in plain


def test_a_failing_check_without_findings_points_to_its_line() -> None:
    """A promise of the writer's own is a line of the text."""
    review = review_of(OWN_VACUOUS)
    full = written("full", [review])
    assert "require: vacuous\n  no case can do it\n --> drafts/leaving.procedure:6:1\n" in full
    assert "6 | require that some case can reach done\n" in full
    assert (
        written("concise", [review]) == "drafts/leaving.procedure:6:1: require: no case can do it\n"
    )
    assert "require, in line 6: vacuous. No case can do it.\n" in written("plain", [review])


def test_a_failing_check_without_any_line_points_to_the_procedure() -> None:
    """There is always a place to open."""
    unknown = Result("named-role", Verdict.UNKNOWN, "it could not be decided")
    assert written("concise", [review_of(unknown)]).startswith("drafts/leaving.procedure:1:1: ")


def test_remarks_are_shown_and_counted_but_not_in_concise() -> None:
    """They are no reason to fail."""
    review = review_of(REMARK)
    full = written("full", [review])
    assert "nothing-dangling: remark\n  the default is taken\n" in full
    assert full.endswith("1 procedure: no finding, 1 remark\n")
    assert "nothing-dangling: a remark.\nLine 3, column 3:" in written("plain", [review])
    assert written("concise", [review]) == ""


def test_several_findings_stand_apart_and_are_numbered_aloud() -> None:
    """A blank line between them; in sentences, a number each."""
    two = Result("x", Verdict.REFUTED, "two", findings=(finding(), finding("led by the worker")))
    assert "nobody has answered\n\n  in `one`" in written("full", [review_of(two)])
    plain = written("plain", [review_of(two)])
    assert plain.index("Finding 1 of 2.") < plain.index("Finding 2 of 2.")


def test_what_is_not_checked_is_said() -> None:
    """Silence would read as approval."""
    assert "note: a quorum is not checked\n" in written("full", [EVERYTHING])
    assert "Note: A quorum is not checked.\n" in written("plain", [EVERYTHING])


def test_concise_is_one_line_a_finding() -> None:
    """Path, line, column, check, message; a line break in a message is folded."""
    lines = written("concise", [EVERYTHING]).splitlines()
    assert [line.split(": ")[1] for line in lines] == [
        "every-path-ends",
        "same-day-escalation",
        "require",
    ]
    assert all(re.match(r"drafts/leaving\.procedure:\d+:\d+: ", line) for line in lines)
    broken = Result("x", Verdict.OPEN, "m", findings=(finding(message="a\nb"),))
    assert written("concise", [review_of(broken)]).endswith(": x: a b\n")


@pytest.mark.parametrize(
    ("reviews", "unread", "line"),
    [
        ([GOOD], (), "1 procedure: no finding"),
        ([GOOD], (UNREADABLE, BROKEN), "1 procedure: no finding; 2 files could not be read"),
        ([], (UNREADABLE,), "nothing was checked; 1 file could not be read"),
        ([], (FAILED,), "nothing was checked; the program failed on 1 file"),
        (
            [GOOD],
            (BROKEN, FAILED),
            "1 procedure: no finding; 1 file could not be read; the program failed on 1 file",
        ),
    ],
)
def test_the_last_line_says_what_is_missing(
    reviews: list[Review], unread: tuple[Unread, ...], line: str
) -> None:
    """Whoever reads that alone knows that something was not checked."""
    assert written("full", reviews, unread).splitlines()[-1] == line
    last = written("plain", reviews, unread).splitlines()[-1]
    assert last.removesuffix(".").lower() == line.lower()
    assert len(written("concise", reviews, unread).splitlines()) == 0


def test_plain_draws_nothing() -> None:
    """No rules, arrows, carets, backticks or escape sequences, and no runs of spaces."""
    plain = written("plain", [EVERYTHING, GOOD])
    assert not re.search(r"[|^`\x1b]|-->|==|  ", plain)


def test_colour_is_added_around_the_same_words() -> None:
    """Without its escape sequences the coloured report is the plain one."""
    coloured = written("full", [EVERYTHING], colour=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == written("full", [EVERYTHING])
    assert painted("refuted", Style.BAD, colour=True) in coloured


def test_verdicts_differ_in_colour_by_what_they_ask_for() -> None:
    """To be mended, to be looked at, and well."""
    assert style_of(Verdict.REFUTED) is Style.BAD
    assert style_of(Verdict.OPEN) is style_of(Verdict.VACUOUS) is Style.UNSURE
    assert style_of(Verdict.PROVED_IF_GUIDED) is Style.GOOD


def test_the_summary_is_a_table_of_the_promises() -> None:
    """A promise that was not asked has a dash; columns stand in line."""
    head, first, second = summary_table([EVERYTHING, GOOD]).splitlines()
    assert head.split() == [
        *("procedure", "every-path-ends", "same-day-escalation", "named-role", "findings")
    ]
    assert first.split() == [
        "leaving",
        "refuted",
        "open",
        "proved-if-assumed-and-guided",
        "3",
        "findings",
    ]
    assert second.split()[1:3] == ["-", "-"]
    assert first.index("open") == head.index("same-day")
