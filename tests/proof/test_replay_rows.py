"""Stories of the rows about harm, told by hand, good and bad."""

from __future__ import annotations

import pytest

from checker.answers.story import Event, EventKind
from checker.answers.verdict import Promise
from checker.procedure.model import OUT_OF_HOURS
from tests.proof.harm_cases import ALPHA, LED, SLOW
from tests.proof.meaning_cases import (
    DAY,
    HARM,
    LANE,
    LIMBO,
    SAME_DAY,
    TO_TWO,
)
from tests.proof.stories import at, atoms, facts, moved, outcome, raised, still_there
from tests.proof.time_cases import (
    AFTER,
    BOTH,
    CHANGES,
    FIXED,
    NIGHT,
    TO_BOARD,
    VOID,
    board,
)
from tests.proof.told import ONE, Told, breaks, last

EVENING = at(0, 20)
LATE = at(0, 17, 1)


@pytest.mark.parametrize(
    ("lines", "choices", "broken"),
    [
        ((LANE,), {}, True),
        ((TO_BOARD,), {}, False),
        ((NIGHT,), {}, False),
        ((TO_BOARD.replace("must", "may"),), {}, True),
        ((f'{TO_BOARD}, timing "promptly"',), {"vague_limit": "bad"}, False),
        ((f"{TO_BOARD}, timing missing",), {"missing_limit": "bad"}, True),
        ((f"{TO_BOARD}, timing missing",), {}, False),
        ((f"{TO_BOARD}, {AFTER}",), {}, True),
        ((f"{TO_BOARD}, {AFTER} within 1 hour",), {}, False),
        ((TO_BOARD.replace("board", "limbo"),), {}, True),
        ((f"{TO_BOARD[:13]} and risk{TO_BOARD[13:]}",), {}, True),
    ],
)
def test_no_route_at_night(
    lines: tuple[str, ...], choices: dict[str, str], *, broken: bool
) -> None:
    """Harm is taken on out of hours by a lane in force, whatever else changes, the right way."""
    told = Told(*lines, others=LIMBO, declared=HARM + CHANGES)
    dark = raised("one", "harm", "risk", OUT_OF_HOURS, moment=EVENING)
    end = last(EventKind.NO_ROUTE, "one", moment=EVENING)
    key = "one: out of hours"
    reason = breaks(told, Promise.HARM_OUT_OF_HOURS, key, dark, end, choices=choices)
    assert (reason is None) if broken else ("takes harm on" in str(reason))


def test_story_of_no_route_is_of_the_night_and_of_harm() -> None:
    """With harm, out of hours, at a moment that is."""
    told, key = Told(LANE, declared=HARM), "one: out of hours"

    def ends(now: Event) -> str | None:
        end = last(EventKind.NO_ROUTE, "one", moment=now.moment)
        return breaks(told, Promise.HARM_OUT_OF_HOURS, key, now, end)

    assert "without harm" in str(ends(raised("one", OUT_OF_HOURS, moment=EVENING)))
    assert "not said" in str(ends(raised("one", "harm", moment=EVENING)))
    assert "in hours" in str(ends(raised("one", "harm", OUT_OF_HOURS)))


def test_side_that_is_silent() -> None:
    """After `no answer`, past closing time of a day with harm; a soon move or lane answers it."""
    harmed, silent, wait = (
        raised("one", "harm"),
        outcome("one", "no answer"),
        still_there("one", LATE),
    )
    key = "one: the other side is silent"

    def told(*lines: str, then: tuple[Event, ...] = (harmed, silent, wait)) -> str | None:
        case = Told(*lines, declared=HARM)
        return breaks(case, Promise.HARM_SILENT, key, *then)

    assert told(SAME_DAY, SLOW) is None
    assert told(LANE, SLOW) is not None
    assert "another outcome" in str(told(SLOW, then=(harmed, wait)))
    differ = outcome("one", "not agreed")
    assert "another outcome" in str(told(SLOW, then=(harmed, differ, wait)))
    early = still_there("one", at(0, 17))
    assert "not closed" in str(told(SLOW, then=(harmed, silent, early)))


def test_consultation_that_comes_first() -> None:
    """Before an outcome, a consulted lane being on, with nothing soon."""
    harmed, wait = raised("one", "harm"), still_there("one", LATE)
    key = "one: a consultation comes first"

    def told(*lines: str, then: tuple[Event, ...] = (harmed, wait)) -> str | None:
        case = Told(*lines, declared=HARM + FIXED)
        return breaks(case, Promise.HARM_CONSULTED, key, *then)

    assert told(f"{LANE}, {AFTER}") is None
    assert told(f"{LANE}, {AFTER} within 1 hour") is None
    assert "within the day" in str(told(f"{LANE}, {AFTER} within the same working day"))
    asks = "no lane asks for a consultation"
    assert asks in str(told(TO_BOARD))
    assert asks in str(told(f"{TO_BOARD[:13]} and risk{TO_BOARD[13:]}, {AFTER}"))
    pending = (harmed, outcome("one", "agreed"), wait)
    assert "another outcome" in str(told(f"{LANE}, {AFTER}", then=pending))


def test_board_has_the_case() -> None:
    """Which came there by moves; harm may arise there, and is to be answered within the day."""
    key = "board: the board has the case"

    def told(*lines: str, harmed: bool = True) -> str | None:
        case = Told(*BOTH, others=board(*lines) if lines else "", declared=HARM)
        now = facts("board", *(["harm"] if harmed else []))
        go = (ONE, outcome("one", "no answer"), moved("board", case.line(BOTH[1])), now)
        wait = still_there("board", LATE)
        return breaks(case, Promise.HARM_BOARD, key, *go, wait)

    assert told() is None
    assert told(DAY) is None
    assert told(SAME_DAY) is not None
    assert told("whenever harm, go to done within the same working day") is not None
    assert "there is no harm" in str(told(harmed=False))


def alone(told: Told, place: str, *now: str, choices: dict[str, str] | None = None) -> str | None:
    """Why somebody stands in for whoever leads there."""
    end = Event(EventKind.NO_DEPUTY, at(0), place, atoms(now))
    return breaks(
        told, Promise.HARM_AWAY, f"{place}: the first person is away", end, choices=choices
    )


def test_first_person_is_away() -> None:
    """One role alone, with no deputy and one holder; or nobody. Nothing else counts."""
    assert alone(Told(*BOTH), "one") is None
    assert "stands in" in str(alone(Told(led=LED, declared=f"{ALPHA}  deputy manager\n"), "one"))
    several = Told(led=LED, declared=f'{ALPHA}  held by "A" or "B"\n')
    assert "stands in" in str(alone(several, "one"))
    assert alone(Told(led=LED, declared=f'{ALPHA}  held by "A"\n'), "one") is None
    pair = Told(led="led by the worker or the manager of the raising side\n")
    assert alone(pair, "one") == "2 lead one"
    assert alone(Told(led="led by the committee\n"), "one") == "1 lead one"
    assert alone(Told(led="led by someone\n"), "one") is None
    hole = Told(led="led by missing\n")
    assert alone(hole, "one", choices={"missing_lead": "bad"}) is None
    assert "read as good" in str(alone(hole, "one"))
    void = Told(TO_TWO, others=VOID)
    assert alone(void, "two", choices={"missing_stage": "bad"}) is None
    assert "read as good" in str(alone(void, "two"))
    sometimes = Told(
        led=f"{LED}when risk, led by the manager of the raising side instead\n",
        declared=f"{ALPHA}  deputy manager\n{CHANGES}",
    )
    assert alone(sometimes, "one", "risk") is None
    assert "stands in" in str(alone(sometimes, "one"))
