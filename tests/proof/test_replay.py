"""Stories told by hand, good and bad, and stories made up at random, held against the explorer."""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from checker.answers.story import Event, EventKind, Story
from checker.answers.verdict import PartKey, Promise
from checker.procedure.holes import holes
from checker.procedure.model import UNDERSTOOD_HARM
from checker.semantics.replay import replay
from tests.explorer import holds, levels, parts
from tests.proof.meaning_cases import (
    AGREED,
    CHECK,
    DAY,
    LIMBO,
    OUT,
    RISK,
    TO_TWO,
    UNRESOLVED,
    two,
)
from tests.proof.stories import (
    MONDAY,
    Teller,
    again,
    at,
    facts,
    moved,
    outcome,
    raised,
    stays,
    still_there,
)
from tests.proof.strategies import random_procedure
from tests.proof.told import (
    ENDS,
    ESCALATION,
    NAMED,
    ONE,
    ROUND_TRIP,
    Told,
    led,
    model,
    there_and_back,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.procedure.model import Procedure

BOTH = (AGREED, UNRESOLVED)
BACK = "if not resolved, the case must go to one"


def test_it_stays_before_an_outcome() -> None:
    """Nothing has the stage end; a limit or the standing line would."""
    told = Told(*BOTH)
    key = "one: left in the end"
    assert told.ends(key, ONE, stays("one")) is None
    assert told.ends(key, ONE, stays("one"), standing="one") == "someone calls time in one"
    assert Told(DAY, *BOTH).ends(key, ONE, stays("one")) == "a limit has one end"
    lane = Told("at any time, the case must go to board", *BOTH)
    assert "a lane takes" in str(lane.ends(key, ONE, stays("one")))
    assert "another outcome" in str(told.ends(key, ONE, outcome("one", "agreed"), stays("one")))
    assert "does not end by staying" in str(told.ends(key, ONE))


def test_it_stays_after_an_outcome() -> None:
    """No move in force matched; one that did takes the case on."""
    told = Told(DAY, AGREED)
    assert told.ends("one: no answer", ONE, outcome("one", "no answer"), stays("one")) is None
    agreed = told.ends("one: agreed", ONE, outcome("one", "agreed"), stays("one"))
    assert agreed == f"line {told.line(AGREED)} moves the case on"
    held_up = Told(DAY, f"{AGREED}, after consulting their manager")
    assert held_up.ends("one: agreed", ONE, outcome("one", "agreed"), stays("one")) is None


def test_a_total_and_a_changing_condition() -> None:
    """A total settles the wait; a limit that something can switch off does not."""
    key = "one: left in the end"
    total = Told(*BOTH, others="stages one to one must end within 5 days\n")
    assert total.ends(key, ONE, stays("one")) == "a limit has one end"
    risky = Told(f"unless risk, {DAY}", *BOTH, declared=RISK.format("can change"))
    assert risky.ends(key, ONE, stays("one")) is None
    arisen = Told(f"unless risk, {DAY}", *BOTH, declared=RISK.format("can arise"))
    assert arisen.ends(key, ONE, stays("one")) == "a limit has one end"
    assert arisen.ends(key, ONE, facts("one", "risk"), stays("one")) is None
    missing = Told("this stage must end, timing missing", *BOTH)
    assert missing.ends(key, ONE, stays("one"), missing_limit="bad") is None
    assert missing.ends(key, ONE, stays("one"), missing_limit="good") == "a limit has one end"


def test_what_replaces_what() -> None:
    """An exception takes the plain limit, move, lane and duty away while its condition holds."""
    risk = RISK.format("fixed")
    key = "one: left in the end"
    limit = Told(DAY, f"when risk, {DAY.replace('must', 'may')} instead", *BOTH, declared=risk)
    assert limit.ends(key, raised("one", "risk"), stays("one")) is None
    assert limit.ends(key, ONE, stays("one")) == "a limit has one end"
    lanes = (
        "at any time, the case must go to board",
        "whenever risk, the case may go to two instead",
    )
    lane = Told(*lanes, *BOTH, others=two(), declared=risk)
    assert lane.ends(key, raised("one", "risk"), stays("one")) is None
    away = moved("board", lane.line(lanes[0]))
    assert "does not lead" in str(lane.ends(key, raised("one", "risk"), away))
    moves = (AGREED, "if agreed and risk, the case may go to two instead")
    move = Told(DAY, *moves, others=two(), declared=risk)
    agreed = (raised("one", "risk"), outcome("one", "agreed"))
    assert move.ends("one: agreed", *agreed, stays("one")) is None
    assert "does not lead" in str(
        move.ends("one: agreed", *agreed, moved("done", move.line(AGREED)))
    )
    checks = Told(DAY, CHECK, f"when risk, {CHECK.replace('must', 'may')} instead", declared=risk)
    found = outcome("one", "no finding")
    assert checks.ends("one: no finding", raised("one", "risk"), found, stays("one")) is None
    assert "cannot come about" in str(checks.ends("one: no finding", ONE, found, stays("one")))


def test_which_outcomes_can_come_about() -> None:
    """Those of the stage, of a check, and none that a duty in force takes away."""
    decides = Told('the manager must decide "it"')
    assert "cannot come about" in str(decides.ends("one: agreed", ONE, outcome("one", "agreed")))
    assert "cannot" in str(decides.ends("one: not decided", ONE, outcome("one", "not decided")))
    decided = (ONE, outcome("one", "decided"), stays("one"))
    assert decides.ends("one: decided", *decided) is None
    checks = Told(CHECK, "if justified, the case may go to board")
    assert "cannot" in str(checks.ends("one: no finding", ONE, outcome("one", "no finding")))
    justified = (ONE, outcome("one", "justified"), stays("one"))
    assert checks.ends("one: justified", *justified) is None
    on_form = Told('the manager must decide "it" on form', declared='document form "F", missing\n')
    undecided = (ONE, outcome("one", "not decided"), stays("one"))
    assert on_form.ends("one: not decided", *undecided, missing_document="bad") is None
    assert "cannot" in str(on_form.ends("one: not decided", *undecided))


def test_where_it_goes_is_missing() -> None:
    """A move or a lane to `missing` breaks its part under the bad reading alone."""
    lost = "if agreed, the case must go to missing"
    told = Told(DAY, lost)
    story = (ONE, outcome("one", "agreed"), moved(None, told.line(lost)))
    assert told.ends("one: agreed", *story, missing_move="bad") is None
    assert "read as good" in str(told.ends("one: agreed", *story, missing_move="good"))
    assert "another occasion" in str(told.ends("one: no answer", *story, missing_move="bad"))
    assert "went from one" in str(told.ends("board: agreed", *story, missing_move="bad"))
    waits = (ONE, outcome("one", "agreed"), stays("one"))
    assert told.ends("one: agreed", *waits, missing_move="bad") is None
    assert told.ends("one: agreed", *waits) == f"line {told.line(lost)} moves the case on"
    lane = "at any time, go to missing"
    by_lane = Told(DAY, lane, *BOTH)
    gone = (ONE, moved(None, by_lane.line(lane)))
    assert by_lane.ends("one: at any moment", *gone, missing_move="bad") is None
    assert "does not end by" in str(by_lane.ends("one: at any moment", ONE))


def test_an_outcome_mentioned_and_left() -> None:
    """It keeps its outcome under the good reading; under the bad one it obliges nobody."""
    told = Told(DAY, AGREED, "if no answer, missing")
    silent = (ONE, outcome("one", "no answer"))
    assert told.ends("one: no answer", *silent, stays("one"), missing_move="bad") is None
    assert "moves the case" in str(told.ends("one: no answer", *silent, stays("one")))
    line = told.line("if no answer, missing")
    away = told.ends("one: no answer", *silent, moved(None, line), missing_move="bad")
    assert "leads nowhere that is known" in str(away)


def test_what_is_never_described() -> None:
    """Whoever comes to a missing stage has broken its part, under the bad reading."""
    told = Told(DAY, AGREED, TO_TWO, others='stage two "Two", missing\n')
    story = (ONE, outcome("one", "no answer"), moved("two", told.line(TO_TWO)))
    key = "two: never described"
    assert told.ends(key, *story, missing_stage="bad") is None
    assert told.ends(key, *story, missing_stage="good") == "two is missing, and read as good"
    assert "ends in one" in str(told.ends(key, ONE, missing_stage="bad"))


def test_endings_that_are_no_accepted_end() -> None:
    """Without outcome, or by hand-over under the bad reading."""
    told = Told(DAY, "if agreed, go to limbo", "if no answer, go to out", others=LIMBO + OUT)
    limbo = moved("limbo", told.line("if agreed, go to limbo"))
    out = moved("out", told.line("if no answer, go to out"))
    assert told.ends("limbo: ending", ONE, outcome("one", "agreed"), limbo) is None
    silent = (ONE, outcome("one", "no answer"), out)
    assert told.ends("out: ending", *silent, hand_over="bad") is None
    assert told.ends("out: ending", *silent) == "out is an accepted end"
    assert told.ends("limbo: ending", *silent) == "the story ends in out"


def test_a_loop() -> None:
    """It comes back with the same facts and turns, having moved, on the round of its part."""
    told = Told(DAY, *BOTH, TO_TWO, others=two(DAY, BACK), declared=RISK.format("can arise"))
    story = there_and_back(told, BACK, *ROUND_TRIP)
    assert told.ends("one: loop", *story) is None
    assert told.ends("two: loop", *story) is None
    assert "do not lie on one round" in str(told.ends("board: loop", *story))
    assert told.ends("one: loop", *story[:-1]) == "the story does not end by coming round"
    assert "no earlier event" in str(told.ends("one: loop", *story[:-1], again("one", 9)))
    assert "nothing moved" in str(told.ends("one: loop", *story[:-1], again("one", 4)))
    assert "was in two" in str(told.ends("one: loop", *story[:-1], again("one", 2)))
    arisen = [*story[:-1], facts("one", "risk"), story[-1]]
    assert told.ends("one: loop", *arisen) == "a fact that stays has come about since"


def test_a_loop_that_is_counted() -> None:
    """A turn that is used is no round, and one that is used up cannot be taken."""
    back = f"{BACK}, at most once"
    told = Told(DAY, *BOTH, TO_TWO, others=two(DAY, back))
    story = there_and_back(told, back, *ROUND_TRIP)
    assert told.ends("one: loop", *story) == "a turn has been used since"
    twice = there_and_back(told, back, *ROUND_TRIP[:-1], *ROUND_TRIP[1:])
    assert "does not lead from two to one now" in str(told.ends("one: loop", *twice))


def test_nobody_leads() -> None:
    """A body, a person or nobody; a role, or a hole read as good, leads."""
    assert led(Told(led="led by the committee\n"), "one") is None
    assert led(Told(led="led by a named person\n"), "one") is None
    assert led(Told(led="chaired by the chair\n"), "one") == "the chair leads one"
    missing = Told(led="led by missing\n")
    hole = next(h.identity for h in holes(missing.procedure))
    assert led(missing, "one", choices=((hole, "bad"),)) is None
    assert "calls missing is read as good" in str(led(missing, "one"))
    void = Told(others='stage two "Two", missing\n')
    assert led(void, "two", choices=(("missing-stage:two", "bad"),)) is None
    assert led(void, "two") == "two is missing, and read as good"
    read = 'reading r, either a "one way" or b "another"\n'
    depends = Told(led="when a, led by the chair\n", declared=read)
    assert led(depends, "one", choices=(("reading:r", "b"),)) is None
    assert led(depends, "one", "b") == "the chair leads one"
    kind = Told(led="when x, led by the chair\n", declared='fact k "K", either x or y, fixed\n')
    assert led(kind, "one", "y") is None
    assert "not exactly one of x, y" in str(led(kind, "one", "x", "y"))
    wrong = Story((ONE,))
    assert "does not end where" in str(
        replay(kind.procedure, NAMED, PartKey("one", "lead"), wrong, kind.in_force)
    )


FACTS = (
    RISK.format("fixed")
    + 'fact late "it is late", can arise\n'
    + 'fact kind "Kind", either a or b, can change\n'
    + 'reading r, either c "one way" or d "another"\n'
)


@pytest.mark.parametrize(
    ("events", "reason"),
    [
        ((), "nothing happens"),
        ((stays("one"),), "event 0, stays: a case is raised once"),
        ((raised("one", "a"), raised("one", "a")), "event 1, raised: a case is raised once"),
        ((raised("two", "a"),), "a case does not start in two"),
        ((raised("one", "a", "b"),), "not exactly one of a, b is true"),
        ((raised("one"),), "not exactly one of a, b is true"),
        ((raised("one", "a"), facts("one", "a", "risk")), "risk is fixed"),
        ((raised("one", "a", "late"), facts("one", "b")), "late has arisen and stays"),
        ((raised("one", "a"), facts("one")), "not exactly one of a, b is true"),
        ((raised("one", "a"), facts("two", "a")), "event 1, facts: the case is in one"),
        ((raised("one", "a"), stays("two")), "event 1, stays: the case is in one"),
        ((raised("one", "a"), stays("one"), stays("one")), "the story goes on after its end"),
        ((raised("one", "a"), outcome("two", "agreed")), "the case is in one"),
        ((raised("one", "a"), outcome("one", "decided")), "`decided` cannot come about in one"),
        (
            (raised("one", "a"), outcome("one", "no answer"), outcome("one", "agreed")),
            "`no answer` has come about already",
        ),
        ((raised("one", "a"), Event(EventKind.OUTCOME, MONDAY, "one")), "no outcome is named"),
        ((raised("one", "a"), moved("done", 999)), "line 999 does not lead from one to done now"),
        ((raised("one", "a", moment=datetime(2026, 3, 2, 10)),), "no time zone"),  # noqa: DTZ001
        ((raised("one", "a", moment=at(1)), stays("one")), "event 1, stays: the moment goes back"),
        ((raised("one", "a"), outcome("one", "agreed", at(3))), "has the stage end before then"),
    ],
)
def test_what_cannot_happen(events: Sequence[Event], reason: str) -> None:
    """Each event that the text does not permit is refused with its reason."""
    told = Told(DAY, AGREED, others=two(), declared=FACTS)
    assert reason in str(told.ends("one: left in the end", *events))


def test_a_case_that_has_ended() -> None:
    """Nothing follows an ending, nor the board's stage."""
    told = Told(DAY, *BOTH)
    agreed = (ONE, outcome("one", "agreed"), moved("done", told.line(AGREED)))
    assert "has ended in done" in str(told.ends("one: loop", *agreed, stays("done")))
    referred = (ONE, outcome("one", "no answer"), moved("board", told.line(UNRESOLVED)))
    assert "has ended in board" in str(
        told.ends("one: loop", *referred, outcome("board", "agreed"))
    )


def test_where_a_case_starts() -> None:
    """Where it says, unless a condition says otherwise; anywhere where that is not stated."""
    key, risk = "two: left in the end", RISK.format("fixed")
    start = "start at one\nwhen risk, start at two instead"
    told = Told(DAY, others=two(), declared=risk, start=start)
    assert told.ends(key, raised("two", "risk"), stays("two")) is None
    assert "does not start in two" in str(told.ends(key, raised("two"), stays("two")))
    anywhere = Told(DAY, others=two(), start="start at not stated")
    assert anywhere.ends(key, raised("two"), stays("two")) is None


def test_dates_that_a_case_keeps() -> None:
    """A window closes, and what is taken at its outcome does not wait."""
    window = "if not resolved, the worker may take the case to board within 2 working days"
    told = Told(AGREED, window)
    silent = (ONE, outcome("one", "no answer"))
    key = "board: ending"
    assert "ends in board" not in str(
        told.ends(key, *silent, moved("board", told.line(window), at(1)))
    )
    closed = told.ends(key, *silent, moved("board", told.line(window), at(5)))
    assert "window" in str(closed)
    assert "has closed" in str(closed)
    waits = (ONE, outcome("one", "agreed"), moved("done", told.line(AGREED), at(1)))
    assert "moves the case before then" in str(told.ends(key, *waits))


def test_lines_that_tear_a_case_apart() -> None:
    """Two lines in force that match and lead to different places."""
    other = "if agreed, the case should go to two"
    told = Told(DAY, AGREED, other, UNRESOLVED, others=two())
    one, second = told.line(AGREED), told.line(other)
    torn = Event(EventKind.TORN, MONDAY, "one", line=one, other=second)
    agreed = (ONE, outcome("one", "agreed"))
    assert told.ends("one: agreed", *agreed, torn) is None
    assert "lead to one place" in str(told.ends("one: agreed", *agreed, replace(torn, other=one)))
    assert "does not bind now" in str(told.ends("one: agreed", ONE, torn))
    assert "ends in one" in str(told.ends("two: agreed", *agreed, torn))
    ended = (*agreed, moved("done", one), torn)
    assert "has ended in done" in str(told.ends("one: agreed", *ended))
    lanes = ("at any time, the case must go to board", "at any time, the case must go to two")
    by_lanes = Told(*lanes, others=two())
    first, then = (by_lanes.line(lane) for lane in lanes)
    torn = replace(torn, line=first, other=then)
    assert by_lanes.ends("one: at any moment", ONE, torn) is None


def test_a_place_that_a_promise_of_the_writer_forbids() -> None:
    """The story has to come there, and to nowhere else."""
    told = Told(DAY, *BOTH)
    story = Story((ONE, outcome("one", "agreed"), moved("done", told.line(AGREED))))
    for place, reason in (("done", None), ("board", "the story ends in done")):
        key = PartKey(place, "reached")
        assert replay(told.procedure, Promise.REQUIRE, key, story, told.in_force) == reason


def made_up(random: Random, procedure: Procedure, promise: Promise) -> tuple[int, int]:
    """How many parts made-up stories break, and of these how many the explorer sees kept."""
    in_force = random.choice(levels(procedure, promise))
    choices = {hole.identity: random.choice(hole.choices) for hole in holes(procedure)}
    harm = next((f.own for f in procedure.facts if f.harm), UNDERSTOOD_HARM)
    broken: set[PartKey] = set()
    for _ in range(12):
        events = Teller(random, procedure, in_force, choices).tell(random.choice((1, 2, 3, 4, 5)))
        if not events:
            continue
        moment = events[-1].moment
        places = [event.place for event in events if event.kind is not EventKind.OUTCOME]
        lasts = [stays(str(places[-1]), moment), still_there(str(places[-1]), at(0, 17, 1))]
        lasts += [again(str(places[-1]), back, moment) for back in range(len(events))]
        stories = [Story((*events, e), tuple(choices.items()), harm) for e in lasts]
        stories.append(Story(tuple(events), tuple(choices.items()), harm))
        broken |= {
            key
            for key in parts(procedure, promise)
            for story in stories
            if replay(procedure, promise, key, story, in_force) is None
        }
    kept = [k for k in broken if holds(procedure, promise, k, in_force, choices)]
    return len(broken), len(kept)


def test_a_story_that_replays_breaks_what_the_explorer_sees_broken() -> None:
    """Stories made up at random break no part that the explorer, by other means, sees kept."""
    random = Random(11)  # noqa: S311
    found = 0
    for _ in range(40):
        procedure = model(random_procedure(random))
        for promise in (ENDS, ESCALATION) if procedure.stages else ():
            broken, kept = made_up(random, procedure, promise)
            assert kept == 0
            found += broken
    assert found > 40
