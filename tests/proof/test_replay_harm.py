"""Stories about harm, told by hand, good and bad."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from checker.procedure.model import OUT_OF_HOURS, UNDERSTOOD_HARM, Atom
from tests.proof.meaning_cases import (
    AGREED,
    HARM,
    LANE,
    LIMBO,
    RISK,
    SAME_DAY,
    TO_TWO,
    UNRESOLVED,
    two,
)
from tests.proof.stories import at, facts, moved, outcome, raised, still_there
from tests.proof.told import ONE, ROUND_TRIP, Told, there_and_back

BOTH = (AGREED, UNRESOLVED)

LATE = at(0, 17, 1)


def test_harm_waits() -> None:
    """Still there after closing time of the day of the later of harm and entry."""
    told = Told(*BOTH)
    harmed, key = raised("one", UNDERSTOOD_HARM), "one: in hours"
    understood = partial(told.harms, harm=UNDERSTOOD_HARM)
    assert understood(key, harmed, still_there("one", LATE)) is None
    early = understood(key, harmed, still_there("one", at(0, 17)))
    assert early == "the day has not closed yet"
    later = facts("one", UNDERSTOOD_HARM, moment=at(1))
    assert "not closed" in str(understood(key, ONE, later, still_there("one", at(1, 16))))
    assert understood(key, ONE, later, still_there("one", at(1, 18))) is None
    passes = facts("one", moment=at(1))
    lost = understood(key, harmed, passes, still_there("one", at(1, 18)))
    assert "has arisen and stays" in str(lost)
    assert understood(key, ONE, still_there("one", LATE)) == "there is no harm"
    assert "no harm that" in str(
        told.harms(key, harmed, still_there("one", LATE), harm=Atom("risk"))
    )
    assert "does not end in one" in str(understood(key, harmed))
    night = raised("one", UNDERSTOOD_HARM, moment=at(0, 8))
    assert "out of hours" in str(understood(key, night, still_there("one", LATE)))


def test_harm_is_answered() -> None:
    """A soon lane, limit or move in force takes the case on; a slow one does not."""
    harmed, key, late = raised("one", "harm"), "one: in hours", still_there("one", LATE)
    assert "moves the case before then" in str(Told(LANE, declared=HARM).harms(key, harmed, late))
    slow = LANE.split(" within", maxsplit=1)[0]
    assert Told(slow, declared=HARM).harms(key, harmed, late) is None
    vague = Told(f'{slow}, timing "quickly"', declared=HARM)
    assert vague.harms(key, harmed, late, vague_limit="bad") is None
    assert "within the day" in str(vague.harms(key, harmed, late, vague_limit="good"))
    assumed = Told(
        f'{slow}, timing "quickly"',
        others='assume "quickly" means the same working day, because "of harm"\n',
        declared=HARM,
    )
    assert "within the day" in str(assumed.harms(key, harmed, late, vague_limit="bad"))
    consulting = Told(f"{LANE}, after consulting their manager", declared=HARM)
    assert consulting.harms(key, harmed, late) is None
    consulting = Told(f"{LANE}, after consulting their manager {LANE[-27:]}", declared=HARM)
    assert "within the day" in str(consulting.harms(key, harmed, late))
    limit = Told(f"{SAME_DAY}, or 1 working day as also written", declared=HARM)
    assert limit.harms(key, harmed, late, double_limit="bad") is None
    assert "limit has one end" in str(limit.harms(key, harmed, late))
    assert Told(f"{SAME_DAY} of the meeting", declared=HARM).harms(key, harmed, late) is None
    extended = Told(SAME_DAY, "the manager may extend by 1 day", declared=HARM)
    assert extended.harms(key, harmed, late) is None
    missing = Told("this stage must end, timing missing", declared=HARM)
    assert missing.harms(key, harmed, late, missing_limit="bad") is None
    assert "limit has one end" in str(missing.harms(key, harmed, late))


def test_harm_waits_after_an_outcome() -> None:
    """No limit of the stage helps then; a move without a limit is taken at once."""
    harmed, key = raised("one", "harm"), "one: in hours"
    silent = outcome("one", "no answer")
    slow = Told(SAME_DAY, f"{UNRESOLVED} within 2 working days", declared=HARM)
    assert slow.harms(key, harmed, silent, still_there("one", LATE)) is None
    soon = Told(f"{UNRESOLVED} within the same working day", declared=HARM)
    assert "before then" in str(soon.harms(key, harmed, silent, still_there("one", LATE)))
    at_once = Told(UNRESOLVED, declared=HARM)
    assert "before then" in str(at_once.harms(key, harmed, silent, still_there("one", LATE)))
    later = (ONE, silent, facts("one", "harm"))
    assert "is taken at its outcome" in str(at_once.harms(key, *later))
    vague = Told(f'{UNRESOLVED}, timing "quickly"', declared=HARM)
    late = still_there("one", LATE)
    assert vague.harms(key, harmed, silent, late, vague_limit="bad") is None
    assert "within the day" in str(vague.harms(key, harmed, silent, late, vague_limit="good"))
    hole = Told("if not resolved, missing", declared=HARM)
    assert hole.harms(key, harmed, silent, still_there("one", LATE), missing_move="bad") is None
    assert "before then" in str(hole.harms(key, harmed, silent, still_there("one", LATE)))


def test_harm_goes_the_wrong_way() -> None:
    """Down, to an end without outcome, or to what is missing."""
    down = "if not resolved, the worker may take the case to zero"
    zero = 'stage zero "Zero"\n  led by the assistant of the raising side\n'
    declared = HARM + 'role assistant "Assistant", tier 0, on each side\n'
    told = Told(AGREED, UNRESOLVED, down, others=zero, declared=declared)
    harmed, silent, key = raised("one", "harm"), outcome("one", "no answer"), "one: in hours"
    assert told.harms(key, harmed, silent, moved("zero", told.line(down))) is None
    assert "there is no harm" in str(told.harms(key, ONE, silent, moved("zero", told.line(down))))
    up = told.harms(key, harmed, silent, moved("board", told.line(UNRESOLVED)))
    assert "does not take harm the wrong way" in str(up)
    other = told.harms("board: in hours", harmed, silent, moved("zero", told.line(down)))
    assert "that move was in one" in str(other)
    limbo = Told("if agreed, the case may go to limbo", others=LIMBO, declared=HARM)
    gone = moved("limbo", limbo.line("if agreed, the case may go to limbo"))
    assert limbo.harms(key, harmed, outcome("one", "agreed"), gone) is None
    since = (ONE, outcome("one", "agreed"), facts("one", "harm", moment=at(1)))
    assert limbo.harms(key, *since, replace(gone, moment=at(1))) is None
    lost_move = "if agreed, the case may go to missing"
    nowhere = Told(lost_move, declared=HARM)
    lost = (harmed, outcome("one", "agreed"), moved(None, nowhere.line(lost_move)))
    assert nowhere.harms(key, *lost, missing_move="bad") is None
    assert "wrong way" in str(nowhere.harms(key, *lost, missing_move="good"))
    void = Told(TO_TWO, others='stage two "Two", missing\n', declared=HARM)
    lost = (harmed, silent, moved("two", void.line(TO_TWO)))
    assert void.harms(key, *lost, missing_stage="bad") is None
    assert "wrong way" in str(void.harms(key, *lost, missing_stage="good"))
    waits = (*lost, still_there("two", LATE))
    assert void.harms("two: in hours", *waits, missing_stage="bad") is None
    assert "read as good" in str(void.harms("two: in hours", *waits, missing_stage="good"))
    assert "within the day" not in str(void.harms("two: in hours", *lost, missing_stage="bad"))


def test_harm_is_handed_round() -> None:
    """Within a tier, for ever, with no soon lane up on the way."""
    back = "if not resolved, the case may go to one"
    workers = "led by the worker of the raising side"
    told = Told(TO_TWO, others=two(back, led=workers), declared=HARM)
    events = [raised("one", "harm"), *ROUND_TRIP[1:]]
    story, key = there_and_back(told, back, *events), "one: handed round"
    assert told.harms(key, *story) is None
    calm = [ONE, *story[1:]]
    assert told.harms(key, *calm) == "the harm does not last"
    up = Told(TO_TWO, others=two(back), declared=HARM)
    assert "leaves the tier" in str(up.harms(key, *there_and_back(up, back, *events)))
    lifted = Told(TO_TWO, others=two(back, LANE, led=workers), declared=HARM)
    reason = lifted.harms(key, *there_and_back(lifted, back, *events))
    assert reason == "a lane takes harm up from two within the day"
    changing = HARM.replace("can arise", "can change") + RISK.format("can change")
    half = LANE.replace("harm,", "harm and risk,")
    sometimes = Told(TO_TWO, others=two(back, half, led=workers), declared=changing)
    assert sometimes.harms(key, *there_and_back(sometimes, back, *events)) is None


def test_harm_out_of_hours_is_another_matter() -> None:
    """A story about moments in hours has none at which `out of hours` holds."""
    told = Told("out of hours, this stage must end within 2 weeks", declared=HARM)
    night = raised("one", "harm", OUT_OF_HOURS)
    assert told.harms("one: in hours", night, still_there("one", LATE)) == "it happens out of hours"
    day = raised("one", "harm")
    assert told.harms("one: in hours", day, still_there("one", LATE)) is None
