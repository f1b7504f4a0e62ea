"""Stories about time, told by hand, good and bad."""

from __future__ import annotations

import pytest

from checker.answers.story import Event, EventKind
from checker.answers.verdict import Promise
from checker.procedure.model import OUT_OF_HOURS
from tests.proof.agreement import Tally, compare
from tests.proof.harm_cases import SLOW
from tests.proof.meaning_cases import (
    AGREED,
    DAY,
    HARM,
    LANE,
    OUT,
    SAME_DAY,
    TO_TWO,
    two,
)
from tests.proof.stories import at, facts, moved, outcome, raised
from tests.proof.time_cases import (
    AFTER,
    ANY_TIME,
    APPENDIX,
    ARISES,
    BOTH,
    CHANGES,
    CLOCK,
    CONVENE,
    EXTEND,
    FIVE,
    FIXED,
    MISSING,
    NIGHT,
    OF_MEETING,
    OF_SENT,
    PROMPT,
    SENT,
    SOME_TIME,
    TO_BOARD,
    TOTAL,
    VAGUE,
    VOID,
    board,
)
from tests.proof.told import ONE, ROUND_TRIP, Told, breaks, last, there_and_back

EVENING = at(0, 20)


def undated(place: str = "one") -> Event:
    """From here there is no date."""
    return last(EventKind.UNDATED, place)


@pytest.mark.parametrize(
    ("lines", "others", "declared", "choices", "settled"),
    [
        (BOTH, "", "", {}, False),
        ((DAY,), "", "", {}, True),
        ((DAY.replace("must", "may"),), "", "", {}, False),
        ((VAGUE,), "", "", {"vague_limit": "bad"}, False),
        ((VAGUE,), "", "", {"vague_limit": "good"}, True),
        ((VAGUE,), PROMPT, "", {"vague_limit": "bad"}, True),
        ((MISSING,), "", "", {"missing_limit": "bad"}, False),
        ((MISSING,), "", "", {}, True),
        ((OF_SENT,), "", SENT, {}, False),
        ((f"{OF_SENT} or the start",), "", SENT, {}, True),
        ((f"{FIVE} of the start of one",), "", "", {}, True),
        ((OF_MEETING,), "", "", {}, False),
        ((OF_MEETING, CONVENE), "", "", {}, True),
        ((OF_MEETING, SOME_TIME), "", "", {}, False),
        ((OF_MEETING, f"{CONVENE} of the start"), "", "", {}, False),
        ((OF_MEETING, f"if agreed, {CONVENE}"), "", "", {}, False),
        ((OF_MEETING, f"when risk, {CONVENE}"), "", CHANGES, {}, False),
        ((OF_MEETING, f"unless risk, {CONVENE}"), "", ARISES, {}, True),
        (
            (OF_MEETING, CONVENE.replace(" within", " on appendix within")),
            "",
            APPENDIX,
            {"missing_document": "bad"},
            False,
        ),
        (
            (OF_MEETING, CONVENE, f"unless risk, {CONVENE.replace('must', 'may')} instead"),
            "",
            FIXED,
            {},
            False,
        ),
        ((DAY, CLOCK), "", SENT, {}, False),
        ((CLOCK,), f"{TOTAL}\n", SENT, {}, True),
        ((CONVENE,), f"{TOTAL} of the meeting\n", "", {}, False),
        ((), f"{TOTAL} of the start of one\n", "", {}, True),
        ((), f"{TOTAL} of the start of board\n", "", {}, False),
        ((ANY_TIME,), "", "", {}, False),
        ((f"{ANY_TIME} within 2 days",), "", "", {}, True),
        ((f"{ANY_TIME} within 2 days, {AFTER}",), "", "", {}, False),
        ((f"{ANY_TIME} within 2 days, {AFTER} within 1 day",), "", "", {}, True),
        ((f"when risk, {DAY}",), "", CHANGES, {}, False),
        ((f"unless risk, {DAY}",), "", ARISES, {}, True),
    ],
)
def test_wait_without_a_date(
    lines: tuple[str, ...], others: str, declared: str, choices: dict[str, str], *, settled: bool
) -> None:
    """A case waits without a date where nothing in force gives one, and only there."""
    told = Told(*lines, others=others, declared=declared)
    reason = breaks(told, Promise.STAGE_LIMIT, "one: limit", ONE, undated(), choices=choices)
    assert ("date" in str(reason)) if settled else reason is None


def test_wait_is_of_the_part_that_is_asked_for() -> None:
    """In its stage, and before or after the outcome that its row names."""
    told = Told(AGREED, SLOW)
    silent = outcome("one", "no answer")
    before = "one: left in the end"
    assert breaks(told, Promise.BOUNDED_END, before, ONE, undated()) is None
    pending = breaks(told, Promise.BOUNDED_END, before, ONE, silent, undated())
    assert pending == "another outcome is pending, or none is"
    elsewhere = breaks(told, Promise.STAGE_LIMIT, "two: limit", ONE, undated())
    assert elsewhere == "the story ends in one"
    on = breaks(told, Promise.STAGE_LIMIT, "one: limit", ONE, undated(), silent)
    assert on == "event 1, no date: the story goes on after its end"


def test_wait_after_an_outcome() -> None:
    """A dated move ends it, and a lane; what a move counts from is asked at its outcome."""
    silent, key = outcome("one", "no answer"), "one: no answer"
    slow = Told(AGREED, SLOW)
    assert "by a date" in str(breaks(slow, Promise.BOUNDED_END, key, ONE, silent, undated()))
    assert breaks(slow, Promise.BOUNDED_END, key, ONE, silent, undated(), fewer=(SLOW,)) is None
    answer = Told(AGREED, "if no answer, the case must go to board within 1 day of the answer")
    assert breaks(answer, Promise.BOUNDED_END, key, ONE, silent, undated()) is None
    differ = Told("if not agreed, the case must go to board within 1 day of the answer")
    said = (ONE, outcome("one", "not agreed"), undated())
    assert "by a date" in str(breaks(differ, Promise.BOUNDED_END, "one: not agreed", *said))
    then = Told(
        "if agreed, go to done within 2 days of the decision",
        'when risk, the manager must also decide "it" within 2 days',
        declared=ARISES,
    )
    agreed = outcome("one", "agreed")
    story = (ONE, agreed, facts("one", "risk"), undated())
    assert breaks(then, Promise.BOUNDED_END, "one: agreed", *story) is None
    risky = (raised("one", "risk"), agreed, undated())
    assert "by a date" in str(breaks(then, Promise.BOUNDED_END, "one: agreed", *risky))


def test_other_parts_of_a_bounded_end() -> None:
    """Told as those of `every-path-ends` are."""
    back = "if not resolved, the case must go to one"
    told = Told(DAY, TO_TWO, others=two(DAY, back))
    story = there_and_back(told, back, *ROUND_TRIP)
    assert breaks(told, Promise.BOUNDED_END, "one: loop", *story) is None
    out = Told("if agreed, go to out", others=OUT)
    gone = (ONE, outcome("one", "agreed"), moved("out", out.line("if agreed, go to out")))
    assert (
        breaks(out, Promise.BOUNDED_END, "out: ending", *gone, choices={"hand_over": "bad"}) is None
    )
    assert "accepted" in str(breaks(out, Promise.BOUNDED_END, "out: ending", *gone))
    void = Told(DAY, TO_TWO, others=f"{VOID}stages one to two must end within 20 days\n")
    lost = (ONE, outcome("one", "no answer"), moved("two", void.line(TO_TWO)), undated("two"))
    described = "two: never described"
    assert (
        breaks(void, Promise.BOUNDED_END, described, *lost, choices={"missing_stage": "bad"})
        is None
    )
    assert "read as good" in str(breaks(void, Promise.BOUNDED_END, described, *lost))


def unstarted(told: Told, words: str, place: str = "one") -> tuple[str, Event]:
    """A part about a line, and the end of a story of it."""
    number = told.line(words)
    return f"{place}: line {number}", last(EventKind.UNSTARTED, place, line=number)


def test_limit_that_never_starts() -> None:
    """Its line applies, and none of its events comes about."""
    told = Told(OF_SENT, declared=SENT)
    key, end = unstarted(told, OF_SENT)
    assert breaks(told, Promise.LIMIT_START, key, ONE, end) is None
    assert "and not with" in str(breaks(told, Promise.LIMIT_START, "one: line 1", ONE, end))
    when = Told(f"when risk, {OF_SENT}", declared=SENT + CHANGES)
    key, end = unstarted(when, f"when risk, {OF_SENT}")
    calm = breaks(when, Promise.LIMIT_START, key, ONE, end)
    assert "does not apply" in str(calm)
    assert breaks(when, Promise.LIMIT_START, key, raised("one", "risk"), end) is None
    met = Told(OF_MEETING, CONVENE)
    key, end = unstarted(met, OF_MEETING)
    assert "comes about" in str(breaks(met, Promise.LIMIT_START, key, ONE, end))
    assert breaks(met, Promise.LIMIT_START, key, ONE, end, fewer=(CONVENE,)) is None


@pytest.mark.parametrize(
    ("line", "breaking"),
    [
        (f"{ANY_TIME} within 1 day of sent", True),
        (f"if no answer, the case must go to board, {AFTER} within 1 day of sent", True),
        ("if no answer, the case may go to board within 1 day of sent", False),
        ("if agreed, go to done within 1 day of the answer", False),
        (f"{FIVE} of the start", False),
    ],
)
def test_limits_that_count_from_events(line: str, *, breaking: bool) -> None:
    """Of moves, lanes and consultations; not of permissions, nor where the event is behind."""
    told = Told(line, declared=SENT)
    key, end = unstarted(told, line)
    assert (breaks(told, Promise.LIMIT_START, key, ONE, end) is None) is breaking


def test_limits_of_totals_and_of_the_board() -> None:
    """A total's events are as little brought about; the board's stage is looked at."""
    total = f"{TOTAL} of the meeting"
    told = Told(CONVENE, others=f"{total}\n")
    key, end = unstarted(told, total)
    assert breaks(told, Promise.LIMIT_START, key, ONE, end) is None
    own = f"{TOTAL} of the start of one"
    home = Told(others=f"{own}\n")
    assert breaks(home, Promise.LIMIT_START, unstarted(home, own)[0], ONE, end) is not None
    case = Told(*BOTH, others=board(OF_MEETING), declared=ARISES)
    key, end = unstarted(case, OF_MEETING, "board")
    go = (ONE, outcome("one", "no answer"), moved("board", case.line(BOTH[1])))
    assert breaks(case, Promise.LIMIT_START, key, *go, facts("board", "risk"), end) is None
    more = outcome("board", "agreed")
    assert "the case is in board" in str(breaks(case, Promise.LIMIT_START, key, *go, more, end))
    back = moved("done", case.line(AGREED))
    assert "has ended" in str(breaks(case, Promise.LIMIT_START, key, *go, back, end))


def test_extension_without_a_bound() -> None:
    """A clock, or an extension that can be used where nothing gives a date."""

    def told(*lines: str, line: str = EXTEND, now: Event = ONE, others: str = "") -> str | None:
        case = Told(*lines, others=others, declared=SENT + FIXED)
        end = last(EventKind.UNBOUNDED, "one", line=case.line(line))
        return breaks(case, Promise.EXTENSION, "one: extension", now, end)

    assert told(EXTEND) is None
    assert "extends the limit of line" in str(told(DAY, EXTEND))
    assert "extends the limit of line" in str(told(EXTEND, others=f"{TOTAL}\n", line=EXTEND))
    assert told(DAY, CLOCK, line=CLOCK) is None
    assert told(DAY, CLOCK, EXTEND) is None
    risky = f"when risk, {EXTEND}"
    assert "extends nothing" in str(told(risky, line=risky))
    assert told(risky, line=risky, now=raised("one", "risk")) is None
    case = Told(EXTEND)
    end = last(EventKind.UNBOUNDED, "one", line=case.line(EXTEND))
    assert "ends in one" in str(breaks(case, Promise.EXTENSION, "two: extension", ONE, end))


def test_gap_out_of_hours() -> None:
    """A line that is on then says nothing, and none that is on and in force says more."""
    dark = raised("one", "harm", OUT_OF_HOURS, moment=EVENING)

    def told(
        *lines: str, line: str, now: Event = dark, choices: dict[str, str] | None = None
    ) -> str | None:
        case = Told(*lines, declared=HARM)
        end = last(EventKind.UNCOVERED, "one", line=case.line(line), moment=now.moment)
        key = "one: out of hours"
        return breaks(case, Promise.OUT_OF_HOURS_COVERED, key, now, end, choices=choices)

    assert told(SAME_DAY, line=SAME_DAY) is None
    assert "covers" in str(told(SAME_DAY, DAY, line=SAME_DAY))
    assert told(LANE, DAY, line=LANE) is None
    assert "covers" in str(told(LANE, NIGHT, line=LANE))
    assert told(LANE, TO_BOARD, line=LANE) is None
    assert "says something" in str(told(DAY, line=DAY))
    assert "says something" in str(
        told(SAME_DAY.replace("must", "may"), line=SAME_DAY.replace("must", "may"))
    )
    replaced = f"out of hours, {FIVE} instead"
    assert "does not apply" in str(told(SAME_DAY, replaced, line=SAME_DAY))
    assert told(SAME_DAY, VAGUE, line=SAME_DAY, choices={"vague_limit": "bad"}) is None
    assert "covers" in str(told(SAME_DAY, VAGUE, line=SAME_DAY))
    assert told(SAME_DAY, MISSING, line=SAME_DAY, choices={"missing_limit": "bad"}) is None
    day = raised("one", "harm")
    assert "not said to be out of hours" in str(told(SAME_DAY, line=SAME_DAY, now=day))
    odd = raised("one", OUT_OF_HOURS)
    assert "ends in hours" in str(told(SAME_DAY, line=SAME_DAY, now=odd))


@pytest.mark.parametrize(
    ("promise", "kind", "row", "line"),
    [
        (Promise.STAGE_LIMIT, EventKind.UNDATED, "limit", None),
        (Promise.EXTENSION, EventKind.UNBOUNDED, "extension", EXTEND),
        (Promise.LIMIT_START, EventKind.UNSTARTED, "line 15", OF_SENT),
    ],
)
def test_missing_stage_that_is_read_as_good(
    promise: Promise, kind: EventKind, row: str, line: str | None
) -> None:
    """It is an accepted end, whatever is written of it."""
    told = Told(DAY, TO_TWO, others=f"{VOID}at stage two\n  {OF_SENT}\n  {EXTEND}\n", declared=SENT)
    assert told.line(OF_SENT) == 15
    end = last(kind, "two", line=told.line(line) if line is not None else None)
    story = (ONE, outcome("one", "no answer"), moved("two", told.line(TO_TWO)), end)
    assert breaks(told, promise, f"two: {row}", *story, choices={"missing_stage": "bad"}) is None
    assert "read as good" in str(breaks(told, promise, f"two: {row}", *story))


@pytest.mark.parametrize("assumed", ["one-way", "other-way"])
@pytest.mark.parametrize("on", ["one-way", "other-way"])
def test_story_keeps_to_the_option_that_is_assumed(assumed: str, on: str) -> None:
    """Though what is broken does not turn on it: a limit under an option may end the stage before
    the night comes of which the story tells.
    """
    tally = Tally()
    compare(
        f"""\
procedure ways "Two ways to read it"
  calendar england-and-wales
role worker "Worker", tier 1
reading ways, either one-way "read one way" or other-way "read another way"
fact harm "A child is at risk of harm", can arise, is harm
stage one "One"
  led by the worker
  when {on}, this stage must end within the same working day
  if agreed, go to done within 3 working days
  whenever harm, the case must go to referred within the same working day
  whenever harm and out of hours, the case must go to referred, timing missing
ending done "Agreed", by agreement
ending referred "Referred", by referral
assume {assumed}, because "it was confirmed"
""",
        tally,
    )
    assert tally.failures == []
