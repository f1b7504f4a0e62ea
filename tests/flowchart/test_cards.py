"""From the model to cards: who, by when, duties, and the ways on."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from checker.flowchart.cards import Card, GoalKind, WayKind
from checker.flowchart.from_procedure import chart_of
from checker.flowchart.runs import said
from checker.procedure.model import (
    Actor,
    ActorKind,
    Atom,
    Clock,
    Duration,
    Ending,
    EndingKind,
    Entry,
    Extension,
    Header,
    Holder,
    Limit,
    Move,
    Named,
    Outcome,
    Procedure,
    Quorum,
    Reading,
    Role,
    Side,
    Slot,
    Stage,
    StageLimit,
    Strength,
    TotalLimit,
    Trigger,
    Unit,
    Verb,
    Waits,
    Who,
)
from tests.flowchart.builder import (
    BOTH,
    LEAD,
    NOT_RESOLVED,
    agreed,
    duty,
    four_steps,
    go,
    head,
    if_,
    lane,
    line,
    role,
    talk,
    target,
    with_stage,
    within,
)

MUST = Strength.MUST


def alone(*moves: Move, **more: object) -> Card:
    """The card of a procedure of two stages whose first has these moves and lines."""
    procedure = Procedure(
        **head(
            stages=(
                talk("step-1", "One", "worker", *moves, **more),
                talk("step-2", "Two", "manager", agreed()),
            ),
            readings=(Reading("r", (Atom("a"), Atom("b")), ("as a", "as b"), line()),),
        )
    )
    return chart_of(procedure).cards[0]


def by_when(card: Card) -> list[str]:
    """The limits of a card."""
    return [said(runs) for runs in card.by_when]


def who(card: Card) -> list[str]:
    """The lines about who of a card."""
    return [said(runs) for runs in card.who]


# --- the whole ------------------------------------------------------------------------------------


def test_a_chart_has_a_card_for_each_stage_and_the_duties_of_all_apart() -> None:
    """A duty that stands at every stage is told once."""
    chart = chart_of(four_steps())
    assert [card.label for card in chart.cards] == ["Step 1", "Step 2", "Step 3", "Step 4"]
    assert [phrase.action for phrase in chart.standing] == ["record the discussion in writing"]
    assert all("record" not in phrase.action for card in chart.cards for phrase in card.duties)
    assert [end.title for end in chart.ends] == ["Resolved", "Panel decision"]
    assert chart.about == "A partnership · version draft 3 · last updated 24 February 2026"
    assert chart.card("step-3").title == "Where differences remain unresolved"


def test_what_the_head_leaves_out_is_left_out() -> None:
    """No publisher, no version, no date: nothing to say; no title: the name."""
    chart = chart_of(four_steps(header=Header(), title=" "))
    assert chart.about == ""
    assert chart.title == "four-steps"
    assert chart_of(four_steps(header=Header(last_updated=date(2026, 5, 1)))).about == (
        "last updated 1 May 2026"
    )


def test_a_stage_in_a_track_comes_after_the_others_and_names_it() -> None:
    """The ladder is not interrupted by what runs beside it."""
    procedure = four_steps(tracks=(Named("police", "Police investigation", line()),))
    chart = chart_of(with_stage(procedure, "step-2", track="police"))
    assert [card.name for card in chart.cards] == ["step-1", "step-3", "step-4", "step-2"]
    assert chart.cards[3].track == "Police investigation"


@pytest.mark.parametrize("before", [True, False])
def test_a_single_stage_tells_its_own_duties_from_those_of_every_stage(before: bool) -> None:  # noqa: FBT001
    """Only the block's place in the text can tell them apart."""
    own, wide = duty("own", at=line(number=12)), duty("wide", at=line(number=5 if before else 15))
    moves = (go(None, NOT_RESOLVED, stage_wide=True, at=line(number=14)),)
    stage = talk("two", "Two", "worker", *moves, duties=(own, wide), at=line(number=10))
    chart = chart_of(Procedure(**head(stages=(stage,))))
    assert [phrase.action for phrase in chart.standing] == ["wide"]
    assert [phrase.action for phrase in chart.cards[0].duties] == ["own"]


def test_a_procedure_without_stages_has_no_cards() -> None:
    """Nothing is invented."""
    chart = chart_of(Procedure(**head()))
    assert (chart.cards, chart.standing, chart.ends) == ((), (), ())


# --- before the first stage -----------------------------------------------------------------------


def starts(procedure: Procedure) -> list[str]:
    """What is to be known before the first stage."""
    return [said(runs) for runs in chart_of(procedure).starts]


def test_an_ordinary_start_needs_no_words() -> None:
    """The first stage is the first stage."""
    assert starts(four_steps()) == []
    assert starts(four_steps(start=target("step-1"))) == []


def test_another_start_is_said() -> None:
    """Elsewhere, not stated, or elsewhere under a condition."""
    assert starts(four_steps(start=target("step-2"))) == ["A case starts at Step 2."]
    assert starts(four_steps(start=target("end:decision"))) == ["A case starts at Panel decision."]
    assert starts(four_steps(start_not_stated=True)) == [
        "The policy does not say at which stage a case starts."
    ]
    endings = (*head()["endings"], Ending("hub", "Hub", EndingKind.HAND_OVER, line(), "the hub"))
    entries = tuple(Entry(line(), target(to), if_("complaint")) for to in ("end:hub", None))
    assert starts(four_steps(endings=endings, entries=entries)) == [
        "If it is a complaint: start at Hub (hand-over to the hub) instead.",
        "If it is a complaint: the policy does not say where to start.",
    ]
    hub = chart_of(four_steps(endings=endings, entries=entries)).ends[-1]
    assert (hub.title, hub.follows) == ("Hub", "hand-over to the hub")


# --- who and by when ------------------------------------------------------------------------------


def test_who_is_told_slot_by_slot() -> None:
    """The lead first, with the counterpart; a chair who is the lead is not named again."""
    lead = Who(line(), Slot.LED, (role("worker", Side.OTHER),), counterpart=True)
    lines = (
        Who(line(), Slot.ATTENDED, (BOTH, role("chair"))),
        Who(line(), Slot.CHAIRED, lead.actors),
        Who(line(), Slot.CHAIRED, (role("chair"),), condition=if_("harm"), instead=True),
        lead,
    )
    card = alone(
        agreed(), who=lines, quorums=(Quorum(line(), 3, "two agencies"), Quorum(line(), 2))
    )
    assert who(card) == [
        "Practitioner of the other side",
        "Chaired by the lead",
        "If a child is at risk of significant harm: chaired by the independent chair",
        "Attended by both sides and the independent chair",
        "quorum 3: two agencies",
        "quorum 2",
    ]
    assert card.counterpart == "their counterpart on the raising side"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((), ["the policy does not say"]),
        ((Slot.ATTENDED, BOTH), ["the policy does not say", "Attended by both sides"]),
        ((Slot.LED, Actor(ActorKind.NOT_STATED)), ["the policy does not say"]),
        (
            (Slot.LED, Actor(ActorKind.MISSING)),
            ["the policy points to somebody and does not name them"],
        ),
        ((Slot.DECIDED, role("chair")), ["Decided by the independent chair"]),
    ],
)
def test_a_lead_that_is_not_there_is_said_to_be_missing(
    lines: tuple[Slot, Actor] | tuple[()], expected: list[str]
) -> None:
    """Silence and a pointer to nobody are two things."""
    given = (Who(line(), lines[0], (lines[1],)),) if lines else ()
    assert who(alone(agreed(), who=given)) == expected


def test_limits_are_told_with_their_strength_and_condition() -> None:
    """The time first, then how far it binds."""
    limits = (
        StageLimit(line(), MUST, within(5)),
        StageLimit(line(), Strength.SHOULD, Limit(vague="soon"), if_("harm")),
        StageLimit(line(), MUST, within(2, Unit.HOURS, also=(Duration(1, Unit.DAYS),))),
        StageLimit(line(), MUST, Limit(missing=True)),
    )
    extension = Extension(line(), LEAD, Duration(10, Unit.DAYS), with_reasons=True)
    another = Extension(line(), LEAD, Duration(1, Unit.DAYS), condition=if_("harm"))
    card = alone(
        agreed(),
        limits=limits,
        extensions=(extension, another),
        clocks=(Clock(line(), "fee", "paid"), Clock(line(), "paid")),
        waits=(Waits(line(), "police"),),
    )
    assert by_when(card) == [
        "within 5 working days",
        "“soon” (no fixed time) (should), if a child is at risk of significant harm",
        "within 2 hours or 1 day as also written",
        "the policy points to a time limit and does not give it",
        "the lead may extend it by 10 days, with reasons",
        "if a child is at risk of significant harm: the lead may extend it by 1 day",
        "the clock stops from “fee” to “paid”",
        "the clock restarts on “paid”",
        "waits for ",
    ]
    assert by_when(alone(agreed())) == ["no time limit stated"]


def test_limits_over_stages_are_told_once() -> None:
    """A total, and one over the whole procedure."""
    totals = (
        TotalLimit(line(), MUST, within(5), ("step-1", "step-2")),
        TotalLimit(line(), MUST, within(20), ("step-1",), whole_procedure=True),
    )
    assert [said(runs) for runs in chart_of(four_steps(totals=totals)).limits] == [
        "Step 1 and Step 2 together: within 5 working days",
        "The whole procedure: within 20 working days",
    ]


def test_the_longest_real_wait_stands_on_its_card() -> None:
    """It is computed elsewhere and passed in."""
    chart = chart_of(four_steps(), {"step-2": "at most 5 days over Easter"})
    assert [card.wait for card in chart.cards] == [None, "at most 5 days over Easter", None, None]


def test_a_missing_stage_says_so() -> None:
    """It is named and never described; its outcomes are not asked after."""
    missing = Stage("step-2", "Two", line(), missing=True)
    chart = chart_of(with_stage(four_steps(), "step-2", who=(), missing=True, moves=()))
    assert chart.cards[1].missing
    assert who(chart.cards[1]) == ["the policy names this stage and does not describe it"]
    assert chart.cards[1].ways == ()
    assert missing.missing


def test_what_is_absent_is_listed() -> None:
    """Missing documents, and roles of which nobody says who they are."""
    documents = (Named("a", "Appendix 1", line(), missing=True), Named("b", "Form", line()))
    roles = (
        *head()["roles"],
        Role("x", "Officer", line(), holders=(Holder(line(), missing=True),)),
    )
    assert chart_of(four_steps(documents=documents, roles=roles)).absent == (
        "Appendix 1: the policy refers to it, and it is not there",
        "Officer: the policy does not say who this is",
    )


# --- ways -----------------------------------------------------------------------------------------


def test_outcomes_without_a_move_are_a_hole() -> None:
    """Nobody answers, and the policy does not say what then."""
    card = alone(agreed(), go("step-2", (Outcome.NOT_AGREED,)))
    hole = card.ways[-1]
    assert (hole.outcomes, hole.silent, hole.hole) == ((Outcome.NO_ANSWER,), True, True)


def test_otherwise_leaves_no_hole() -> None:
    """Unless it has a condition of its own."""
    otherwise = go("step-2", (), trigger=Trigger.OTHERWISE)
    assert [way.kind for way in alone(agreed(), otherwise).ways] == [
        WayKind.OUTCOME,
        WayKind.OTHERWISE,
    ]
    conditional = replace(otherwise, condition=if_("harm"))
    assert alone(agreed(), conditional).ways[-1].silent


@pytest.mark.parametrize(
    ("verb", "strength", "condition", "expected"),
    [
        (Verb.CHECK, MUST, (), (Outcome.NOT_JUSTIFIED,)),
        (Verb.CHECK, Strength.SHOULD, (), (Outcome.NOT_JUSTIFIED, Outcome.NO_FINDING)),
        (Verb.CHECK, MUST, ("harm",), (Outcome.NOT_JUSTIFIED, Outcome.NO_FINDING)),
    ],
)
def test_a_check_has_outcomes_of_its_own(
    verb: Verb, strength: Strength, condition: tuple[str, ...], expected: tuple[Outcome, ...]
) -> None:
    """A check that must be made leaves no `no finding`."""
    check = duty("it", strength, verb=verb, holds_up=True, condition=if_(*condition))
    card = alone(agreed(), go("step-2", NOT_RESOLVED), duties=(check,))
    assert card.ways[-1].outcomes == expected


@pytest.mark.parametrize(
    ("strength", "also", "expected"),
    [
        (MUST, False, ()),
        (Strength.SHOULD, False, (Outcome.NOT_DECIDED,)),
        (MUST, True, (Outcome.NOT_AGREED, Outcome.NO_ANSWER)),
    ],
)
def test_a_duty_to_decide_takes_the_undecided_away(
    strength: Strength,
    also: bool,  # noqa: FBT001
    expected: tuple[Outcome, ...],
) -> None:
    """With `should` it may stay undecided; with `also` the stage is a talk still."""
    decide = duty("it", strength, verb=Verb.DECIDE, also=also)
    decided = go("end:decision", (Outcome.DECIDED, Outcome.AGREED), Strength.PLAIN)
    silent = [way for way in alone(decided, duties=(decide,)).ways if way.silent]
    assert tuple(outcome for way in silent for outcome in way.outcomes) == expected


@pytest.mark.parametrize(
    ("verb", "outcomes", "whatever"),
    [
        (Verb.RECORD, (Outcome.AGREED, *NOT_RESOLVED), True),
        (Verb.RECORD, NOT_RESOLVED, False),
        (Verb.CHECK, (Outcome.AGREED, *NOT_RESOLVED), False),
        (Verb.CHECK, (Outcome.AGREED, *NOT_RESOLVED, Outcome.NOT_JUSTIFIED), True),
        (Verb.DECIDE, (Outcome.AGREED, *NOT_RESOLVED), False),
        (Verb.DECIDE, (Outcome.DECIDED,), False),
    ],
)
def test_a_way_whatever_the_outcome_leaves_none_out(
    verb: Verb,
    outcomes: tuple[Outcome, ...],
    whatever: bool,  # noqa: FBT001
) -> None:
    """What is checked, or decided, has outcomes beside those of a talk, or in their place."""
    done = duty("it", MUST, verb=verb, holds_up=verb is Verb.CHECK)
    way = alone(go("step-2", outcomes), duties=(done,)).ways[0]
    assert way.whatever is whatever


def test_a_way_is_not_taken_on_what_another_line_speaks_of() -> None:
    """`if no finding`, though the check must be made."""
    check = duty("it", MUST, verb=Verb.CHECK, holds_up=True)
    talked = go("step-2", (Outcome.AGREED, *NOT_RESOLVED, Outcome.NOT_JUSTIFIED))
    ways = alone(talked, go("end:resolved", (Outcome.NO_FINDING,)), duties=(check,)).ways
    assert [way.whatever for way in ways] == [False, False]


def test_a_stated_hole_and_a_silence_are_one_box() -> None:
    """`if not agreed, missing`, and not a word on no answer."""
    stated = go(None, (Outcome.NOT_AGREED,), Strength.PLAIN, hole=True)
    ways = alone(agreed(), stated).ways
    assert [way.outcomes for way in ways] == [
        (Outcome.AGREED,),
        (Outcome.NOT_AGREED, Outcome.NO_ANSWER),
    ]
    assert ways[1].goal is not None
    assert ways[1].goal.kind is GoalKind.HOLE


def test_a_move_written_twice_is_drawn_once_as_the_stronger() -> None:
    """Both lines stand behind it."""
    should = go("step-2", NOT_RESOLVED, Strength.SHOULD)
    must = go("step-2", NOT_RESOLVED)
    way = alone(agreed(), should, must).ways[1]
    assert way.strength is MUST
    assert way.lines == (should.line.number, must.line.number)


def test_moves_that_differ_in_their_terms_stay_apart() -> None:
    """One with a limit, one without."""
    ways = alone(
        agreed(),
        go("step-2", (Outcome.NOT_AGREED,), limit=within(2)),
        go("step-2", (Outcome.NO_ANSWER,)),
        go("step-2", (Outcome.NO_ANSWER,), Strength.MAY, condition=if_("harm")),
    ).ways
    assert [(way.by_when, way.when) for way in ways[1:]] == [
        ("within 2 working days", ""),
        ("", ""),
        ("", "a child is at risk of significant harm"),
    ]


def test_moves_that_differ_in_the_reading_alone_are_one_way() -> None:
    """The row says what each reading means; other conditions stay."""
    fast = [
        lane("step-2", "harm", "a", limit=Limit(vague="direct")),
        lane("step-2", "harm", "b"),
        lane("step-2", "complaint", "b"),
    ]
    ways = alone(agreed(), go("step-2", NOT_RESOLVED), *fast).ways[2:]
    assert [way.when for way in ways] == [
        "a child is at risk of significant harm",
        "it is a complaint and the policy means “as b”",
    ]
    assert ways[0].extra == (
        "(if it means “as a”, “direct”; if it means “as b”, with no time limit)",
    )
    assert [way.harm for way in ways] == [True, False]


def test_either_or_conditions_are_never_split() -> None:
    """With `or`, a reading is one of the things that may hold."""
    move = replace(lane("step-2", "harm"), condition=if_("harm", "a", either=True))
    way = alone(agreed(), move).ways[1]
    assert way.when == "a child is at risk of significant harm or the policy means “as a”"


def test_terms_are_told() -> None:
    """Turns, a consultation, an exception."""
    from checker.procedure.model import Consultation  # noqa: PLC0415

    manager = role("manager", possessive=True)
    moves = [
        go("step-1", (Outcome.NOT_AGREED,), at_most=turns, condition=if_(atom))
        for turns, atom in ((1, "harm"), (2, "complaint"), (3, "-harm"))
    ]
    consulted = lane("step-2", "harm", consultation=Consultation(manager, Limit(vague="quickly")))
    unlimited = lane("step-2", "complaint", consultation=Consultation(manager), instead=True)
    ways = alone(agreed(), *moves, consulted, unlimited).ways
    assert [way.extra for way in ways[1:6]] == [
        ("at most once",),
        ("at most twice",),
        ("at most 3 times",),
        ("after consulting their line manager “quickly” (no fixed time)",),
        ("after consulting their line manager", "instead"),
    ]
