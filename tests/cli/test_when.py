"""`stagecheck when`."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.cli import main
from checker.cli.when import NATIONS, read_limit
from checker.output.report import Broken
from checker.worktime import bank_holidays

ROOT = Path(__file__).resolve().parents[2]
EASTER = "2026-04-02 16:55"
TAKEN = (
    "note: taken as meant: the working day is 09:00 to 17:00",
    "note: taken as meant: the bank holidays are those of England and Wales",
)


class Told:
    """What a run printed and ended with."""

    def __init__(self, code: int, out: str, err: str) -> None:
        """From the exit code and the two streams."""
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> dict[str, Any]:
        """The object printed, of a run that answered."""
        assert self.code == 0, self.err
        found: dict[str, Any] = json.loads(self.out)
        return found


@pytest.fixture
def when(capsys: pytest.CaptureFixture[str]) -> Any:  # noqa: ANN401, a function of any options
    """The command with a limit, a moment and further options."""

    def run(limit: str, start: str, *options: str) -> Told:
        try:
            code = main(["when", limit, "--from", start, *options])
        except SystemExit as end:
            code = int(end.code or 0)
        captured = capsys.readouterr()
        return Told(code, captured.out, captured.err)

    return run


@pytest.mark.parametrize(
    ("limit", "start", "options", "latest", "minutes"),
    [
        ("1 working day", EASTER, [], "2026-04-07T17:00:00+01:00", 5 * 1440 + 5),
        ("the same working day", "2026-05-01 16:59", [], "2026-05-01T17:00:00+01:00", 1),
        ("the same working day", "2026-05-01 17:00", [], "2026-05-01T17:00:00+01:00", 0),
        ("same working day", "2026-05-01 16:59", [], "2026-05-01T17:00:00+01:00", 1),
        (
            "sooner of 48 hours and 2 working days",
            "2026-03-27 16:00",
            [],
            "2026-03-29T17:00:00+01:00",
            2880,
        ),
        ("the same working day", "2026-05-01 17:01", [], None, None),
        ("the same working day", "2026-05-02 11:00", [], None, None),
        ("the same working day", "2026-05-01 07:30", [], "2026-05-01T17:00:00+01:00", 570),
        ("48 hours", "2026-03-27 16:00", [], "2026-03-29T17:00:00+01:00", 2880),
        ("48 hours", "2026-10-23 16:00", [], "2026-10-25T15:00:00+00:00", 2880),
        ("2 working days", "2026-03-27 16:00", [], "2026-03-31T17:00:00+01:00", 4 * 1440),
        (
            "the sooner of 48 hours or 2 working days",
            "2026-03-27 16:00",
            [],
            "2026-03-29T17:00:00+01:00",
            2880,
        ),
        ("1 working day", "2026-04-04 11:00", [], "2026-04-07T17:00:00+01:00", 3 * 1440 + 360),
        (
            "1 working day",
            "2026-04-04 11:00",
            ["--receiving"],
            "2026-04-08T17:00:00+01:00",
            4 * 1440 + 360,
        ),
        ("1 working day", "2026-04-02 17:30", [], "2026-04-07T17:00:00+01:00", 5 * 1440 - 30),
        (
            "1 working day",
            "2026-04-02 17:30",
            ["--receiving"],
            "2026-04-08T17:00:00+01:00",
            6 * 1440 - 30,
        ),
    ],
)
def test_worked_cases(  # noqa: PLR0913, PLR0917 - one argument a column
    when: Any,  # noqa: ANN401
    limit: str,
    start: str,
    options: list[str],
    latest: str | None,
    minutes: int | None,
) -> None:
    """Cases computed twice, through the command itself."""
    found = when(limit, start, "--output-format", "json", *options).json
    assert (found["latest"], found["elapsed_minutes"]) == (latest, minutes)


def test_the_next_days_reading_stands_beside_a_gap(when: Any) -> None:  # noqa: ANN401
    """After closing time: the rule says nothing, and what it could mean."""
    found = when("the same working day", "2026-05-01 17:01", "--output-format", "json").json
    assert found["working_days"] is None
    (reading,) = found["readings"]
    assert reading["silent"] == ["the same working day"]
    assert reading["next_working_day"] == {
        "latest": "2026-05-05T17:00:00+01:00",
        "elapsed_minutes": 4 * 1440 - 1,
        "working_days": 1,
    }


def test_an_answer_says_what_was_taken(when: Any) -> None:  # noqa: ANN401
    """Opening hours and bank holidays that nobody gave; nothing where they were given."""
    sentence = (
        "From Thursday 2 April 2026 at 16:55, 1 working day permits until Tuesday 7 April 2026 at "
        "17:00: 5 days and 5 minutes later, 1 working day on."
    )
    assert when("1 working day", EASTER).out.splitlines() == [sentence, *TAKEN]
    given = ("--open", "9:00", "--close", "17:00", "--calendar", "england-and-wales")
    assert when("within 1 working day", EASTER, *given).out == f"{sentence}\n"
    half = when("1 working day", EASTER, "--close", "16:00").out.splitlines()
    assert half[1] == "note: taken as meant: the working day is 09:00 to 16:00"
    assert when('timing "promptly"', EASTER).out.count("\n") == 1


def test_calendars_hours_and_closures_count(when: Any) -> None:  # noqa: ANN401
    """Easter Monday is a working day in Scotland; closures are none."""
    json_ = ("--output-format", "json")
    scotland = when("1 working day", EASTER, "--calendar", "scotland", *json_).json
    assert scotland["latest"] == "2026-04-06T17:00:00+01:00"
    closed = ("--closed", "2026-04-07", "--closed", "2026-04-08..2026-04-10")
    shut = when("1 working day", EASTER, *closed, "--close", "16:30", *json_).json
    assert shut["latest"] == "2026-04-13T16:30:00+01:00"
    assert shut["closed"] == [["2026-04-07", "2026-04-07"], ["2026-04-08", "2026-04-10"]]
    assert (shut["open"], shut["close"]) == ("09:00", "16:30")


def test_the_nations_are_those_of_the_table() -> None:
    """The command names them itself, so that its help loads no table."""
    assert NATIONS == bank_holidays.NATIONS


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        ("within 1 working day", "1 working day permits"),
        ("Within  48 HOURS", "48 hours permit "),
        ("by the end of the next working day", "the end of the next working day permits"),
        ("the end of the next working day", "the end of the next working day permits"),
        ("the sooner of 48 hours or 2 working days", "the sooner of 48 hours or 2 working days"),
        ('the sooner of 1 week and "now and then"', "the sooner of 1 week or “now and then”"),
        ("48 hours, or 2 working days as also written", "can be read in 2 ways:"),
        ("5 days", "- as 5 calendar days, it permits until Tuesday 7 April"),
        ("5 days", "- as 5 working days, it permits until Monday 13 April"),
        ("1 working day of receiving the notice", "note: it counts from the receipt"),
        ("2 weeks of hearing or the start of step-2", "2 weeks permit until"),
        ('timing "as soon as\npracticable"', "no moment is named: “as soon as practicable” says"),
        ("timing missing", "the text points to a limit and does not give it"),
        ("timing not stated", "no limit is stated"),
        ("10000 minutes", "6 days, 22 hours and 40 minutes later"),
    ],
)
def test_limits_are_written_as_in_the_language(
    when: Any,  # noqa: ANN401
    limit: str,
    words: str,
) -> None:
    """With or without `within`, in every form that counts on from a moment."""
    found = when(limit, EASTER)
    assert found.code == 0, found.err
    assert words in found.out


@pytest.mark.parametrize(
    ("limit", "message", "underlined", "help_"),
    [
        ("5 workin days", "`workin` is not a unit of time", "workin", "write `working`"),
        ("within 5 workin days", "`workin` is not a unit of time", "workin", "write `working`"),
        ("withn 5 days", "`withn` is not a word", "withn", "did you mean `within`?"),
        ("0 days", "`0 days` leaves no time", "0 days", "at least 1"),
        ("1 days", "`1` and `days` do not go together", "days", "write `1 day`"),
        ("1000000000 days", "`1000000000` is too large", "1000000000", "at most 10,000"),
        ("promptly", "needs a number", "promptly", 'write `timing "promptly"`'),
        ("five days", "a number in words", "five", "write it in figures: `5`"),
        ("-1 day", "`-` has no meaning outside quotes", "-", ""),
        ("5 dæys", "", "", ""),
        ("within", "stops short after `within`", "within", "write a number"),
        ("# 5 days", "stops short after `within`", "#", "write a number"),
        ('1 day "x', "a quote is opened and not closed", '"x', "close it"),
        ("3 days\n\nstage x", "`stage` does not belong here", "stage", "write `of` or `or`"),
        ("at least 5 days before the meeting", "counts back", "at least", "5 working days"),
        ('the sooner of "a" or "b"', "no part of this limit is a number", "", ""),
        ("the sooner of 1 day or", "stops short after `or`", "or", ""),
        ("\udcff", "has no meaning", "", ""),
        ("1 day\x1b[31m", "cannot be seen (U+001B)", "", ""),
    ],
)
def test_a_wrong_limit_is_told_as_the_language_tells_it(
    when: Any,  # noqa: ANN401
    limit: str,
    message: str,
    underlined: str,
    help_: str,
) -> None:
    """The place is the one in the limit as it was given."""
    found = when(limit, EASTER)
    assert (found.code, found.out) == (2, "")
    assert message in found.err
    assert help_ in found.err
    assert "\x1b" not in found.err
    shown = re.search(r"^1 \| (.*)\n  \| ( *)(\^+)$", found.err, re.MULTILINE)
    assert shown is not None
    if underlined:
        start = len(shown[2])
        assert shown[1][start : start + len(shown[3])] == underlined


def test_json_readers_get_a_mistake_in_one_line(when: Any) -> None:  # noqa: ANN401
    """On the error stream, as from the other commands."""
    found = when("5 workin days", EASTER, "--output-format", "json")
    assert found.out == ""
    assert found.err == "LIMIT:1:3: `workin` is not a unit of time\n"


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ("", "the limit is empty"),
        (" \t\n", "the limit is empty"),
        ("1 day " * 1_000, "the limit has 6,000 characters, and 1,000 are read"),
        ("5 school days", "school days cannot be counted"),
        ("10000 working days", "outside the years whose bank holidays are known: 2019 to 2035"),
    ],
)
def test_what_cannot_be_read_or_counted(
    when: Any,  # noqa: ANN401
    limit: str,
    message: str,
) -> None:
    """One line that says so."""
    found = when(limit, EASTER)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("stagecheck: ")
    assert message in found.err


@pytest.mark.parametrize(
    ("start", "latest"),
    [
        ("2026-04-02T16:55", "2026-04-02T17:55:00+01:00"),
        ("2026-04-02T16:55:00", "2026-04-02T17:55:00+01:00"),
        (" 2026-04-02 16:55 ", "2026-04-02T17:55:00+01:00"),
        ("2026-04-02T16:55+01:00", "2026-04-02T17:55:00+01:00"),
        ("2026-04-02T15:55Z", "2026-04-02T17:55:00+01:00"),
        ("2026-04-02 11:55-04:00", "2026-04-02T17:55:00+01:00"),
        ("2026-10-25 01:30", "2026-10-25T01:30:00+00:00"),
        ("2026-10-25T01:30+00:00", "2026-10-25T02:30:00+00:00"),
        ("2026-03-29 00:30", "2026-03-29T02:30:00+01:00"),
        ("9999-12-31 22:59", "9999-12-31T23:59:00+00:00"),
    ],
)
def test_moments_are_read_in_local_time_or_with_an_offset(
    when: Any,  # noqa: ANN401
    start: str,
    latest: str,
) -> None:
    """An hour later, right across the changes of the clocks."""
    assert when("1 hour", start, "--output-format", "json").json["latest"] == latest


def test_what_was_taken_in_reading_a_moment_is_said(when: Any) -> None:  # noqa: ANN401
    """A time that is twice, and one by other clocks than London's."""
    twice = when("1 hour", "2026-10-25 01:30").out
    assert "01:30 is twice on that day, as the clocks go back: the first is taken" in twice
    assert "(the second is 2026-10-25T01:30+00:00)" in twice
    assert "note: by London's clocks that is 15:55" in when("1 hour", "2026-04-02T16:55+02:00").out
    assert "by London's clocks" not in when("1 hour", "2026-04-02T16:55+01:00").out


def test_the_first_year_is_counted_in(when: Any) -> None:  # noqa: ANN401
    """Hours need no table; how many working days they are is not known."""
    found = when("1 hour", "0001-01-01 00:00", "--output-format", "json").json
    assert found["latest"].startswith("0001-01-01T01:00:00")
    assert found["working_days"] is None
    assert when("1 day", "0001-01-01 00:00").code == 2
    late = when("2 hours", "9999-12-31 22:59")
    assert (late.code, late.out) == (2, "")
    assert "after the year 9999" in late.err


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("2026-03-29 01:30", "2026-03-29 01:30 does not exist: the clocks go forward over it"),
        ("2026-02-30 10:00", "`2026-02-30 10:00` is a moment that no calendar has"),
        ("2026-04-02 25:00", "is a moment that no calendar has"),
        ("2026-04-02T10:00+99:00", "is a moment that no calendar has"),
        ("2026-04-02", "`2026-04-02` is no moment; write it as 2026-04-02 16:55"),
        ("2026-04-02 16:55:30", "is no moment"),
        ("٢٠٢٦-04-02 16:55", "is no moment"),
        ("", "`` is no moment"),
        ("\x1b[31m\udcff", "is no moment"),
        ("9" * 5_000, f"`{'9' * 40}...` is no moment"),
        ("0000-01-01 00:00", "is a moment that no calendar has"),
        ("10000-01-01 00:00", "is no moment"),
        ("0001-01-01T00:00Z", "is outside the years 1 to 9999"),
        ("0001-01-01T00:00+14:00", "is outside the years 1 to 9999"),
        ("9999-12-31T23:59-14:00", "is outside the years 1 to 9999"),
    ],
)
def test_a_wrong_moment_is_refused(when: Any, start: str, words: str) -> None:  # noqa: ANN401
    """In one line, with what to write."""
    found = when("1 hour", start)
    assert (found.code, found.out) == (2, "")
    assert "argument --from: " in found.err
    assert words in found.err
    assert "\x1b" not in found.err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--open", "17:00", "--close", "09:00"], "a working day opens before it closes"),
        (["--open", "18:00"], "a working day opens before it closes"),
        (["--open", "nine"], "`nine` is no time of day; write it as 09:00"),
        (["--close", "25:00"], "`25:00` is no time of day"),
        (["--closed", "2026-12-32"], "`2026-12-32` is no date"),
        (["--closed", "2026-12-24.."], "`` is no date"),
        (["--closed", "2026-12-25..2026-12-24"], "ends before it begins"),
        (["--calendar", "wales"], "invalid choice: 'wales'"),
        (["--output-format", "xml"], "invalid choice: 'xml'"),
    ],
)
def test_a_wrong_option_is_refused(
    when: Any,  # noqa: ANN401
    options: list[str],
    words: str,
) -> None:
    """With code 2, and nothing printed."""
    found = when("1 day", EASTER, *options)
    assert (found.code, found.out) == (2, "")
    assert words in found.err


def test_a_calendar_without_working_days_has_no_answer(when: Any) -> None:  # noqa: ANN401
    """Everything closed, for ever."""
    found = when("1 working day", EASTER, "--closed", "0001-01-01..9999-12-31")
    assert (found.code, found.out) == (2, "")


@given(st.text(max_size=40))
def test_no_limit_is_too_odd_to_be_read_or_told(text: str) -> None:
    """Whatever is written there, it is a limit or has a mistake in its place."""
    found = read_limit(text)
    if isinstance(found, Broken):
        assert found.mistakes
        for each in found.mistakes:
            assert 0 <= each.told.span.start <= each.told.span.end <= len(text)


def test_neither_the_solver_nor_a_graph_library_is_loaded() -> None:
    """An answer comes at once."""
    code = (
        "import sys\nfrom checker.cli import main\n"
        f"assert main(['when', '5 days', '--from', {EASTER!r}]) == 0\n"
        f"assert main(['when', '5 dayz', '--from', {EASTER!r}]) == 2\n"
        "print([name for name in ('z3', 'networkx', 'jinja2', 'graphviz') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, text=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "limit",
    [
        "the sooner of 48 hours or 2 working days",
        "5 working days",
        "1 working hour",
        "3 days or 4 working days as also written",
        "the same working day",
        "the end of the next working day",
    ],
)
def test_a_limit_is_worded_alike_on_the_page_and_by_the_command(
    limit: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What `when` answers about, the chart says, and both as it was written."""
    source = tmp_path / "limit.procedure"
    before = "by" if limit.startswith("the end of") else "within"
    source.write_text(
        'procedure p "P"\nrole worker "Worker"\nstage talk "Talk"\n  led by the worker\n'
        f"  this stage must end {before} {limit}\n  if agreed or not resolved, go to done\n"
        'ending done "Done", by agreement\n',
        encoding="utf-8",
    )
    assert main(["report", str(source), "--into", str(tmp_path / "pages")]) in {0, 1}
    page = (tmp_path / "pages" / "limit.html").read_text(encoding="utf-8")
    capsys.readouterr()
    assert main(["when", limit, "--from", "2026-03-02 10:00"]) == 0
    answered = capsys.readouterr().out
    assert f"From Monday 2 March 2026 at 10:00, {limit} " in answered
    first = limit.partition(" or 4 working days as also written")[0]
    assert f"{before} {first}" in page
