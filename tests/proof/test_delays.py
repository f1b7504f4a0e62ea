"""`F never delays X`: worked cases, the story that is told, and random texts played out."""

from __future__ import annotations

from datetime import datetime
from random import Random

import pytest
from msgspec.structs import replace

from checker.answers.story import EventKind, Story
from checker.answers.verdict import Answer, Ground, Row, Verdict
from checker.procedure.from_syntax import load_text
from checker.procedure.model import Atom
from checker.proof.encoding import delays
from checker.proof.promises import prove_require
from checker.proof.prove import Prover, everything_in_force
from checker.semantics.replay import replay
from tests.explorer import asking
from tests.proof.agreement import Tally, compare
from tests.proof.lateness import comparison, run
from tests.proof.test_lateness import CHAIN, LANE

FIXED = CHAIN.replace("can arise", "fixed")
LIMIT = "  this stage must end within 5 working days\n"
MOVE = "  if not resolved, the case must go to two\n"
OPTIONS = 'fact grade "Grade", either grave or light, fixed\nstage one'
GRAVE = 'fact grave "It is grave", fixed\nstage one'


def asked(text: str, promise: str) -> Answer:
    """The answer on a promise at the end of a text; every story has to replay."""
    procedure, diagnostics = load_text(f"{text}require that {promise}\n", "chain.procedure")
    assert procedure is not None, diagnostics
    answer = prove_require(Prover(procedure), procedure.requires[-1])
    assert answer is not None
    assert [part.bug for part in answer.parts if part.bug is not None] == []
    return answer


def verdict(text: str, promise: str) -> Verdict:
    """The verdict alone."""
    return asked(text, promise).verdict


def story(text: str, promise: str) -> Story:
    """The story of the one part that is broken."""
    (part,) = asked(text, promise).parts
    assert part.key.row == Row.BY_THEN.value
    assert part.story is not None
    return part.story


@pytest.fixture(params=["by passes", "path by path"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cases are compared by passes over the stages; and path by path."""
    if request.param == "path by path":
        monkeypatch.setattr(delays, "course", lambda *_: None)


def limits(harmed: str, calm: str, text: str = FIXED) -> str:
    """The chain whose first stage has one limit with harm and another without."""
    lines = f"  when harm, this stage must {harmed}\n  when not harm, this stage must {calm}\n"
    return text.replace(LIMIT, lines, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CHAIN, Verdict.PROVED),
        (CHAIN + LANE, Verdict.PROVED),
        (CHAIN + LANE.replace("same working day", "same working day instead"), Verdict.PROVED),
        (CHAIN + LANE.replace("the same", "6"), None),
        (limits("end within 5 working days", "end within 5 working days"), Verdict.PROVED),
        (limits("end within 1 week", "end within 5 working days"), Verdict.PROVED),
        (limits("end within 5 working days", "end within 1 week"), Verdict.REFUTED),
        (limits("end within 6 working days", "end within 5 working days"), Verdict.REFUTED),
        (CHAIN.replace("must end", "should end", 1), Verdict.PROVED_IF_GUIDED),
    ],
)
def test_limits_under_harm(text: str, expected: Verdict | None) -> None:
    """Five working days and a week differ at Easter; a lane only ever makes a case sooner."""
    if expected is not None:
        assert verdict(text, "harm never delays two") is expected


def test_a_long_chain() -> None:
    """A lane by which a case comes sooner delays it in none of many stages; one in the place of
    their limits that is a day longer does.
    """
    stages = "".join(
        f'stage s{n} "Stage"\n  led by the worker\n{LIMIT}  if agreed, go to resolved\n'
        f"  if not resolved, the case must go to {f's{n + 1}' if n < 7 else 'board'}\n"
        for n in range(8)
    )
    lane = "at every stage except board\n  whenever harm, the case must go to board within "
    head, board = CHAIN[: CHAIN.index("stage one")], CHAIN[CHAIN.index("stage board") :]
    text = f"{head.replace('start at one', 'start at s0')}{stages}{board}{lane}"
    for limit, expected in (
        ("the same working day", Verdict.PROVED),
        ("6 working days instead", Verdict.REFUTED),
    ):
        assert verdict(f"{text}{limit}\n", "harm never delays board") is expected


def test_bare_days_are_read_alike_in_both() -> None:
    """Five days that are not working days are over before three working days at Easter."""
    text = limits("end within 3 working days", "end within 5 days")
    assert verdict(text, "harm never delays two") is Verdict.REFUTED


@pytest.mark.parametrize(("days", "expected"), [(12, Verdict.PROVED), (13, Verdict.REFUTED)])
def test_all_stages_on_the_way_count(days: int, expected: Verdict) -> None:
    """Five days, five and two for the move, against one lane over all of it."""
    text = FIXED.replace(
        MOVE,
        f"{MOVE}  when harm, this stage must end within {days} working days instead\n"
        "  if not resolved and harm, the case must go to board instead\n",
    )
    assert verdict(text, "harm never delays board") is expected


def test_harm_that_arises_late_begins_anew() -> None:
    """The ordinary limit has almost run out when the lane that replaces it begins to count."""
    lane = LANE.replace("the same working day", "4 working days instead")
    assert verdict(FIXED + lane, "harm never delays board") is Verdict.PROVED
    events = story(CHAIN + lane, "harm never delays board").events
    assert events[-1].kind is EventKind.DELAYED
    assert any(Atom("harm") in event.facts for event in events)
    assert Atom("harm") not in events[0].facts


def test_cases_are_compared_with_those_like_them() -> None:
    """A grave case with harm takes four days instead of three: that others may take five is none
    of its comfort.
    """
    lines = (
        "  when harm and grave, this stage must end within 4 working days instead\n"
        "  when grave, this stage must end within 3 working days\n"
        "  when not grave, this stage must end within 5 working days\n"
    )
    text = FIXED.replace("stage one", GRAVE, 1).replace(LIMIT, lines, 1)
    assert verdict(text, "harm never delays two") is Verdict.REFUTED
    assert verdict(text, "harm never delays two unless grave") is Verdict.PROVED
    assert verdict(text, "grave never delays two") is Verdict.PROVED
    assert {Atom("harm"), Atom("grave")} <= story(text, "harm never delays two").events[0].facts


def test_only_the_lines_of_cases_with_harm_count() -> None:
    """What guidance gives the others is what it is held against, and not what it rests on."""
    text = limits("end within 5 working days", "end within 5 working days")
    text = text.replace("when not harm, this stage must", "when not harm, this stage should")
    assert verdict(text, "harm never delays two") is Verdict.PROVED


def test_another_way_is_a_delay_too() -> None:
    """No limit is longer with harm; but the case goes through one stage more."""
    more = f"{MOVE}  if not resolved and harm, the case must go to between instead\n"
    between = 'stage between "Between"\n  led by the worker of the raising side\n' + LIMIT + MOVE
    text = FIXED.replace(MOVE, more).replace("stage two", f"{between}stage two")
    assert verdict(text, "harm never delays two") is Verdict.REFUTED
    assert verdict(text, "busy never delays two") is Verdict.PROVED


def test_going_round_is_a_delay() -> None:
    """With harm a case may come back to where it was, for ever; without, it may not."""
    back = f"{MOVE}  if no answer and harm, the case must go to one instead\n"
    last = story(FIXED.replace(MOVE, back), "harm never delays board").events[-1]
    assert (last.kind, last.place) == (EventKind.AGAIN, "one")
    once = back.replace("one instead", "one instead, at most once")
    assert verdict(FIXED.replace(MOVE, once), "harm never delays board") is Verdict.REFUTED
    free = FIXED.replace(MOVE, back.replace(" and harm", ""))
    assert verdict(free, "harm never delays board") is Verdict.VACUOUS


@pytest.mark.usefixtures("either_way")
def test_waiting_without_a_date_is_a_delay() -> None:
    """The case is still there when the others have come."""
    last = story(limits('end, timing "soon"', "end within 5 working days"), "harm never delays two")
    assert last.events[-1].place == "one"
    assert last.choices == (("vague-limit:13", "bad"),)


@pytest.mark.usefixtures("either_way")
def test_cases_that_end_elsewhere_delay_nothing() -> None:
    """Agreement in a stage ends a case that never comes to the next."""
    assert verdict(CHAIN, "harm never delays two") is Verdict.PROVED
    assert verdict(CHAIN + LANE, "harm never delays two") is Verdict.PROVED


@pytest.mark.usefixtures("either_way")
def test_only_cases_with_it_are_held_to_it() -> None:
    """What only guides a case without harm is no matter."""
    calm = limits("end within 1 working day", "end within 5 working days")
    calm = calm.replace("not harm, this stage must", "not harm, this stage should")
    assert verdict(calm, "harm never delays two") is Verdict.PROVED


@pytest.mark.usefixtures("either_way")
def test_every_case_without_it_counts() -> None:
    """Of five working days and ten days now the one is later, now the other."""
    stages = "".join(
        f'stage {name} "Stage"\n  led by the worker\n  this stage must end within {limit}\n'
        f"  if agreed, go to resolved\n{MOVE}"
        for name, limit in (("five", "5 working days"), ("ten", "10 calendar days"))
    )
    ways = "  if not agreed, the case must go to five\n  if no answer, the case must go to ten\n"
    text = FIXED.replace(MOVE, ways, 1).replace("stage two", f"{stages}stage two", 1)
    harmed = "  when harm, this stage must end within 4 working days instead\n"
    text = text.replace(LIMIT, f"{LIMIT}{harmed}", 1)
    assert verdict(text, "harm never delays two") is Verdict.PROVED
    later = text.replace("within 4 working", "within 6 working")
    assert verdict(later, "harm never delays two") is Verdict.REFUTED


def test_a_hole_may_be_better_read_badly() -> None:
    """What is soon for a case without harm, nobody with a date can keep up with."""
    vague = limits("end within 5 working days", 'end, timing "soon"')
    answer = asked(vague, "harm never delays two")
    assert answer.verdict is Verdict.OPEN
    (reading,) = answer.parts[0].rests_on
    assert (reading.ground, reading.hole, reading.choice) == (
        Ground.READING,
        "vague-limit:14",
        "bad",
    )
    other = limits('end, timing "soon"', "end within 5 working days")
    answer = asked(other, "harm never delays two")
    assert answer.verdict is Verdict.OPEN
    assert answer.parts[0].rests_on[-1].choice == "good"
    both = limits('end, timing "soon"', 'end, timing "soon"')
    assert verdict(both, "harm never delays two") is Verdict.OPEN


def test_consultations() -> None:
    """They hold a move up, unless they are over before it is due."""
    held = MOVE.replace("\n", ", after consulting their manager within 2 working days\n")
    text = CHAIN.replace(MOVE, held)
    assert verdict(text, "consulting never delays board") is Verdict.REFUTED
    assert verdict(text, "harm never delays board") is Verdict.PROVED
    slack = held.replace("go to two", "go to two within 2 working days")
    assert verdict(CHAIN.replace(MOVE, slack), "consulting never delays board") is Verdict.PROVED
    endless = MOVE.replace("\n", ", after consulting their manager\n")
    last = story(CHAIN.replace(MOVE, endless), "consulting never delays board").events[-1]
    assert (last.kind, last.place) == (EventKind.DELAYED, "one")


def test_one_option_against_the_others() -> None:
    """A fact with options: a case with one is held against the cases with any other."""
    fact = 'fact kind "Its kind", either first or second or third, fixed\nstage one'
    lines = "".join(
        f"  when {option}, this stage must end within {days} working days\n"
        for option, days in (("first", 3), ("second", 5), ("third", 7))
    )
    text = CHAIN.replace("stage one", fact, 1).replace(LIMIT, lines, 1)
    assert verdict(text, "first never delays two") is Verdict.PROVED
    assert verdict(text, "second never delays two") is Verdict.PROVED
    assert verdict(text, "third never delays two") is Verdict.REFUTED


def test_a_start_that_harm_chooses() -> None:
    """It is sooner at the board for starting nearer to it."""
    text = FIXED.replace("  start at one\n", "  start at one\n  when harm, start at two instead\n")
    assert verdict(text, "harm never delays board") is Verdict.PROVED
    other = FIXED.replace("  start at one\n", "  start at two\n  when harm, start at one instead\n")
    assert verdict(other, "harm never delays board") is Verdict.REFUTED
    assert verdict(FIXED.replace("at one", "at not stated", 1), "harm never delays board") is (
        Verdict.PROVED
    )


def test_where_nothing_is_to_be_compared() -> None:
    """No case comes there without harm, or none has to: the promise is about nothing."""
    only = FIXED.replace(MOVE, "  if not resolved and harm, the case must go to two\n")
    assert verdict(only, "harm never delays board") is Verdict.VACUOUS
    assert verdict(CHAIN, "consulting never delays board") is Verdict.VACUOUS
    assert verdict(FIXED.replace(LIMIT, "", 1), "harm never delays two") is Verdict.VACUOUS


def test_a_story_that_is_not_true_does_not_replay() -> None:
    """The cases without harm are gone through once more, by code of its own."""
    text = limits("end within 6 working days", "end within 5 working days")
    procedure, _ = load_text(f"{text}require that harm never delays two\n", "chain.procedure")
    assert procedure is not None
    prover, (require,) = Prover(procedure), procedure.requires
    answer = prove_require(prover, require)
    assert answer is not None
    (part,) = answer.parts
    assert part.story is not None
    every = everything_in_force(procedure, answer.promise)

    def replayed(told: Story) -> str | None:
        return replay(procedure, answer.promise, part.key, told, every, require)

    assert replayed(part.story) is None
    *before, last = part.story.events
    assert isinstance(last.due, datetime)
    early = replace(last, due=before[0].moment)
    reason = replayed(replace(part.story, events=(*before, early)))
    assert reason is not None
    assert "all the same" in reason
    other = replace(require, fact=Atom("busy"))
    assert replay(procedure, answer.promise, part.key, part.story, every, other) is not None
    assert replayed(replace(part.story, events=(*before, replace(last, due=last.moment))))


def test_random_cases_played_out() -> None:
    """Z3 and the played cases agree; `python -m tests.proof.lateness --delays` tries many more."""
    found = run(7, 4, comparison)
    assert found.failures == []
    assert found.verdicts or found.skipped


def test_random_numbers_come_from_the_seed() -> None:
    """The same seed asks the same questions."""
    one, other = (comparison(Random(7)) for _ in range(2))  # noqa: S311
    assert one == other


def test_an_option_that_the_condition_excludes_delays_nothing() -> None:
    """No line speaks of it, and no case that the promise is about has it; both engines say so."""
    text = CHAIN.replace("stage one", OPTIONS, 1).replace("must end", "should end", 1)
    promise = "light never delays two when grave"
    assert verdict(text, promise) is Verdict.PROVED
    procedure, _ = load_text(f"{text}require that {promise}\n", "chain.procedure")
    assert procedure is not None
    question = asking(procedure, procedure.requires[-1])
    assert question is not None
    assert question.answer().verdict is Verdict.PROVED


def test_a_way_on_counts_whoever_complies() -> None:
    """A wait counts as a delay where an exit leads on to the place, though a duty takes away the
    outcome on which it stands; both engines say so, set for set.
    """
    text = FIXED.replace(MOVE, "  if not resolved, the case must go to board\n").replace(
        "  if agreed, go to resolved\n", "  if agreed, go to two\n", 1
    )
    old = """  this stage must end within 5 working days
  if agreed, go to resolved
  if not resolved, the case must go to board within 2 working days
"""
    new = """  when not harm, this stage must end within 5 working days
  the manager must decide "it"
  if decided, go to resolved
  if not decided, the case must go to three
stage three "Three"
  led by the manager of the raising side
  if agreed, go to resolved
  if not resolved, the case must go to board
"""
    assert old in text
    ruled = text.replace(old, new)
    promise = "harm never delays board"
    assert verdict(ruled, promise) is Verdict.REFUTED
    assert verdict(ruled.replace("when not harm, this", "this"), promise).kept
    elsewhere = ruled.replace("the case must go to three", "go to resolved")
    assert verdict(elsewhere, promise).kept
    tally = Tally()
    compare(f"{ruled}require that {promise}\n", tally)
    assert tally.failures == []
