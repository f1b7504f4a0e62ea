"""What a finding tells the writer to write mends it, written as it stands there."""

from __future__ import annotations

import re

import pytest

from checker.answers.verdict import Verdict
from checker.language.diagnostics import SourceText
from checker.language.parser import parse
from tests.review.texts import of_check, said

QUOTED = re.compile(r"`([^`]*)`")


def _helps(text: str, check: str) -> list[str]:
    """The helps of a check."""
    return [help_ or "" for _, _, help_ in said(of_check(text, check))]


# --- a list of leads ---

LISTED = """procedure example "An example"
role worker "Worker", on each side
role manager "Manager", on each side
stage one "One"
  {}
  this stage must end within 5 working days
  if agreed or not resolved, go to done
ending done "Done", by agreement
"""


@pytest.mark.parametrize("slot", ["led by", "decided by", "chaired by", "mediated by"])
@pytest.mark.parametrize(
    ("line", "either", "each"),
    [
        (
            "{} the worker and the manager",
            "{} the worker or the manager",
            ["{} the worker", "{} the manager"],
        ),
        (
            "{} the worker and the manager of the raising side, with their counterpart",
            "{} the worker or the manager of the raising side, with their counterpart",
            [
                "{} the worker of the raising side, with their counterpart",
                "{} the manager of the raising side, with their counterpart",
            ],
        ),
        (
            'when "it is urgent", {} the worker and the manager instead  [Step 1: "both"]',
            'when "it is urgent", {} the worker or the manager instead',
            [
                'when "it is urgent", {} the worker instead',
                'when "it is urgent", {} the manager instead',
            ],
        ),
    ],
)
def test_who_leads_in_a_list(slot: str, line: str, either: str, each: list[str]) -> None:
    """`and` is refused; each of the two ways to say it is a whole line, and is read."""
    source = SourceText(LISTED.format(line.format(slot)), "example.procedure")
    (told,) = parse(source)[1]
    assert told.message.startswith(f"`{slot} … and …` does not say")
    assert source.slice(told.span).startswith("the worker and the manager")
    assert QUOTED.findall(told.help or "") == [text.format(slot) for text in (either, *each)]
    for written in ([either], each):
        lines = "\n  ".join(text.format(slot) for text in written)
        assert parse(SourceText(LISTED.format(lines), "mended.procedure"))[1] == ()


def test_who_attends_in_a_list() -> None:
    """There `and` has one meaning."""
    text = LISTED.format("attended by the worker and the manager")
    assert parse(SourceText(text, "example.procedure"))[1] == ()


# --- clocks, and limits under a condition ---

TIMED = """procedure example "An example"
role worker "Worker"
event asked "the worker has asked"
event told "the answer is here"
fact urgent "it is urgent", can change
stage one "One"
  led by the worker
{}
  if agreed or not resolved, go to done
ending done "Done", by agreement
"""
LIMIT = "  this stage must end within 20 working days"


@pytest.mark.parametrize(
    ("clocks", "named"),
    [
        (("clock stops from asked to told",), "line 9"),
        (("clock restarts on told",), "line 9"),
        (("clock stops from asked to told", "clock restarts on told"), "lines 9 and 10"),
    ],
)
def test_a_clock_that_stops(clocks: tuple[str, ...], named: str) -> None:
    """A bounded extension in its place has a bound, and the stage a date."""
    text = TIMED.format("\n".join((LIMIT, *(f"  {clock}" for clock in clocks))))
    for check in ("limit-for-every-stage", "bounded-end", "extension-is-bounded"):
        helps = _helps(text, check)
        assert helps
        assert all(help_.startswith(f"in place of {named}, which can") for help_ in helps)
        mended = TIMED.format(f"{LIMIT}\n  {QUOTED.findall(helps[0])[0]}")
        assert of_check(mended, check).verdict is Verdict.PROVED


def test_a_limit_under_a_condition() -> None:
    """The same line without the condition, for all other cases, gives a date whatever changes."""
    limited = "  when urgent, this stage must end within 2 working days"
    text = TIMED.format(limited)
    for check in ("limit-for-every-stage", "bounded-end"):
        (help_,) = _helps(text, check)
        written = QUOTED.findall(help_)[0].replace("…", "20 working days")
        mended = TIMED.format(f"{limited}\n  {written}")
        assert of_check(mended, check).verdict is Verdict.PROVED


# --- own words that exclude each other ---

SUMS = """procedure example "An example"
role clerk "Clerk", tier 1
stage ask "Ask"
  led by the clerk
  the clerk must decide "the claim"
  this stage must end within 2 working days
  if decided and "the sum is small", go to done
  if decided and "the sum is large", go to ruled
ending done "Done", by agreement
ending ruled "Ruled", by decision
"""
DECLARED = 'fact which either first "the sum is small" or second "the sum is large"'


@pytest.mark.parametrize(
    "check", ["conditions-are-exclusive", "every-outcome-has-a-next-step", "every-path-ends"]
)
def test_own_words_that_exclude_each_other(check: str) -> None:
    """Both may hold, or neither, until a fact says that always one of the two does."""
    result = of_check(SUMS, check)
    assert result.verdict is Verdict.REFUTED
    (help_,) = _helps(SUMS, check)
    assert QUOTED.findall(help_)[:3] == [DECLARED, "first", "second"]
    assert "`first` in line 7 and `second` in line 8" in help_
    mended = SUMS.replace("stage ask", f"{DECLARED}\nstage ask", 1)
    mended = mended.replace('and "the sum is small"', "and first")
    mended = mended.replace('and "the sum is large"', "and second")
    assert of_check(mended, check).verdict in {Verdict.PROVED, Verdict.PROVED_IF_ASSUMED}


def test_names_that_the_text_uses_are_left_alone() -> None:
    """The names that are offered are free."""
    text = SUMS.replace("role clerk", 'role first "First clerk"\nrole clerk')
    assert "either second" in _helps(text, "conditions-are-exclusive")[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('decided and "the sum is small"', 'decided and not "the sum is large"'),
        ("decided", 'decided and "the sum is large"'),
        ('decided and "the sum is small"', 'decided and "the sum is small"'),
    ],
)
def test_other_conditions_have_the_plain_help(one: str, other: str) -> None:
    """Nothing is said of own words where they are not what makes the difference."""
    text = SUMS.replace('decided and "the sum is small"', one)
    text = text.replace('decided and "the sum is large"', other)
    (help_,) = _helps(text, "conditions-are-exclusive")
    assert help_ == "give one of them a condition, or mark the exception with `instead`"


# --- a duty that is asked for, and not by then ---

ASKED = """procedure example "An example"
role owner "Owner"
event received "the complaint is received"
stage one "One"
  led by the owner
  the owner must acknowledge{}
  this stage must end within 5 working days
  if agreed or not resolved, go to done
ending done "Done", by agreement
require that after one, the owner must acknowledge within 5 working days
"""


@pytest.mark.parametrize(
    ("limit", "why", "help_", "mended"),
    [
        (
            " within 5 working days of receiving received",
            "counts from receiving “the complaint is received”, which nothing dates",
            "leave out what the limit counts from",
            " within 5 working days",
        ),
        (
            " within 5 working days of the meeting or received",
            "counts from the meeting or “the complaint is received”, which nothing dates",
            "leave out what the limit counts from",
            " within 5 working days",
        ),
        (
            "",
            "names no time",
            "write a limit that is no longer than the promise's",
            " within 5 working days",
        ),
        (
            ', timing "soon"',
            "names no definite time",
            "write a limit that is no longer than the promise's",
            " within 1 working day",
        ),
        (
            " within 2 weeks",
            "can give more time than the promise does",
            "write a limit that is no longer than the promise's",
            " within 2 working days",
        ),
    ],
)
def test_a_duty_that_is_not_denied(limit: str, why: str, help_: str, mended: str) -> None:
    """The line that asks it is named, and why it does not ask it by then."""
    result = of_check(ASKED.format(limit), "require")
    assert result.verdict in {Verdict.REFUTED, Verdict.OPEN}
    (found,) = result.findings
    assert found.message.startswith(f"at `one`, line 6 asks it, and {why}")
    assert found.help == f"in line 6, {help_}"
    assert found.telling is not None
    assert found.telling.sentences[-1].text == f"In “One”, line 6 asks it, and {why}."
    assert of_check(ASKED.format(mended), "require").verdict is Verdict.PROVED


def test_a_duty_that_nobody_has() -> None:
    """Where no line asks it, or only under a condition, that is what is said."""
    for line in ("the owner may acknowledge", 'when "it is odd", the owner must acknowledge'):
        text = ASKED.replace("the owner must acknowledge{}", line)
        (found,) = of_check(text, "require").findings
        assert found.message == "at `one`, nobody has to do what the promise asks by then"
        assert (
            found.help == "write the duty there, with a limit that is no longer than the promise's"
        )
        (found,) = of_check(
            text.removesuffix(" within 5 working days\n") + "\n", "require"
        ).findings
        assert found.message == "at `one`, nobody has to do what the promise asks"
        assert found.help == "write the duty there"


# --- causes ---

CAUSES = """procedure example "An example"
role worker "Worker", on each side
stage one "One"
  led by the worker of the raising side
  if agreed, go to done
  if not resolved, the case must go to two
stage two "Two"
  led by the worker of the other side
  this stage must end within 5 working days
  if agreed, go to done
  if not agreed, the case must go to three
stage three "Three"
  led by the worker of the other side
  this stage must end within 5 working days
  if agreed, go to done
  if not agreed, go to done
ending done "Done", by agreement
"""


def test_each_cause_is_told_apart() -> None:
    """What waits for an outcome is one cause, what waits after it another; places of one cause are
    told together.
    """
    messages = [message for _, message, _ in said(of_check(CAUSES, "bounded-end"))]
    after = "after `no answer` in `two`, a case can wait with no date by which it must go on"
    assert messages == [
        "a case can wait in `one` with no date by which it must go on",
        f"{after}; the same can be said of `three`",
    ]


MOVED = """procedure example "An example"
role worker "Worker", on each side
event received "it is received"
stage one "One"
  led by the worker of the raising side
  this stage must end within 5 working days
  if agreed, go to done
  {}
ending done "Done", by agreement
ending away "Away", by referral
"""


@pytest.mark.parametrize(
    ("tail", "help_", "mended"),
    [
        (', timing "soon"', "names no time: write a number of days or hours", " within 2 days"),
        (
            ", timing missing",
            "points to a limit that the text does not give: write it there",
            " within 2 days",
        ),
        (
            " within 2 days of received",
            "counts from something that may never come: leave out what it counts from",
            " within 2 days",
        ),
        (
            " within 2 days, after consulting the worker",
            "waits for a consultation: write by when it has to be over",
            " within 2 days, after consulting the worker within 1 day",
        ),
    ],
)
def test_a_move_without_a_date(tail: str, help_: str, mended: str) -> None:
    """The line on the outcome is named, once for all its outcomes, and what it lacks."""
    line = "if not resolved, the case must go to away"
    assert _helps(MOVED.format(line + tail), "bounded-end") == [f"line 8 {help_}"]
    assert of_check(MOVED.format(line + mended), "bounded-end").verdict is Verdict.PROVED


def test_a_move_that_only_permits() -> None:
    """So does one under a condition lack something else than a time."""
    helps = _helps(MOVED.format("if not resolved, the case may go to away"), "bounded-end")
    assert helps == ["line 8 only permits it: write `must` or `should` instead of `may`"]
