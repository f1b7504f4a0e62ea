"""The text equivalent: sentences and a table that say what the picture says."""

from __future__ import annotations

import pytest

from checker.flowchart import text_equivalent
from checker.flowchart.cards import Goal, GoalKind, Way, WayKind
from checker.flowchart.way_words import action_words, next_words, trigger_clause, trigger_words
from checker.procedure.model import (
    Ending,
    EndingKind,
    Header,
    Outcome,
    Procedure,
    Slot,
    Strength,
    Who,
)
from tests.flowchart.builder import agreed, duty, four_steps, go, head, line, role, talk, with_stage

STEP = (Goal(GoalKind.STAGE, "Step 3", "step-3"),)
HOLE = (Goal(GoalKind.HOLE, "the policy does not say"),)
DONE = (Goal(GoalKind.ENDING, "Resolved", "resolved", EndingKind.AGREEMENT),)
RULED = (Goal(GoalKind.ENDING, "Ombudsman", "ombudsman", EndingKind.REFERRAL),)
MUST, MAY, PLAIN = Strength.MUST, Strength.MAY, Strength.PLAIN
SILENCE = (Outcome.NO_ANSWER,)
ALL = (Outcome.AGREED, Outcome.NOT_AGREED, Outcome.NO_ANSWER)


def test_a_step_reads_aloud() -> None:
    """Who, by when, what must, should and may be done, and where each outcome leads."""
    step = text_equivalent(four_steps()).steps[1]
    assert (step.anchor, step.heading) == ("step-2", "Step 2. Direct manager to manager discussion")
    assert step.sentences == (
        "Who: Line manager of the raising side, with their counterpart on the other side.",
        "By when: “as soon as practicable” (no fixed time) (should).",
        "The line manager should check that the concern is justified, before moving on.",
        "If agreed: the case ends by agreement: Resolved.",
        (
            "If not resolved (no agreement, or no answer): "
            "the line manager of the raising side should take the case to Step 3."
        ),
        (
            "At any moment, if a child is at risk of significant harm: "
            "the case must go to Step 4 within the same working day."
        ),
        "If not justified or no finding: the policy does not say.",
    )


def test_the_whole_is_summed_up() -> None:
    """The number of stages, where they lead, and what stands everywhere."""
    words = text_equivalent(four_steps())
    assert words.title == "Resolving professional disagreements"
    assert words.summary == "A flowchart of 4 stages, leading to: Resolved; Panel decision."
    assert words.every_stage == ("The lead must record the discussion in writing.",)
    assert [ending.sentences for ending in words.endings] == [
        ("The case ends by agreement.",),
        ("The case ends by decision.",),
    ]


def test_the_table_has_a_row_for_each_stage() -> None:
    """The cells are lists in the order of the columns."""
    table = text_equivalent(four_steps()).table
    assert table.caption == "The stages of Resolving professional disagreements"
    assert [len(row.cells) for row in table.rows] == [len(table.columns)] * 4
    assert table.rows[3].cells == (
        ("Step 4. Panel",),
        ("Decided by the independent chair",),
        (),
        ("no time limit stated",),
        ("decide the matter",),
        (),
        (),
        ("If decided: the case ends: Panel decision",),
    )


def test_little_is_said_of_little() -> None:
    """One stage, no ending; no stage at all."""
    one = Procedure(**head(stages=(talk("a", "Talk", "worker"),), header=Header(), endings=()))
    none = Procedure(**head())
    assert text_equivalent(one).summary == (
        "A flowchart of 1 stage, without an ending that the policy names."
    )
    assert text_equivalent(none).summary.startswith("A flowchart of no stages")
    assert text_equivalent(none).table.rows == ()


def test_tracks_waits_and_further_slots_have_their_sentences() -> None:
    """Later lines about who go on in the same sentence."""
    chair = Who(line(), Slot.CHAIRED, (role("chair"),))
    procedure = four_steps()
    who = (*procedure.stages[2].who, chair)
    step = text_equivalent(
        with_stage(procedure, "step-3", who=who, track="police"), {"step-3": "5 days"}
    ).steps[3]
    assert step.sentences[0] == (
        "Who: Designated Safeguarding Lead of the raising side, with their counterpart on the "
        "other side; chaired by the independent chair."
    )
    assert step.sentences[1] == "By when: no time limit stated; longest real wait: 5 days."


def test_a_track_is_named() -> None:
    """What runs beside the ladder says so."""
    from checker.procedure.model import Named  # noqa: PLC0415

    tracks = (Named("police", "Police investigation", line()),)
    step = text_equivalent(with_stage(four_steps(tracks=tracks), "step-3", track="police")).steps[3]
    assert step.sentences[0] == "This stage runs beside the others: Police investigation."


def test_an_ending_tells_what_follows() -> None:
    """Its duties, and where it hands over to."""
    hub = Ending(
        "hub", "Hub", EndingKind.HAND_OVER, line(), "the hub", (duty("tell", MUST, role("lead")),)
    )
    stage = talk("one", "One", "worker", agreed("end:hub"), go("one", (Outcome.NO_ANSWER,)))
    words = text_equivalent(Procedure(**head(stages=(stage,), endings=(hub,))))
    assert words.endings[0].sentences == (
        "Then: hand-over to the hub.",
        "The Designated Safeguarding Lead must tell.",
    )


@pytest.mark.parametrize(
    ("way", "label", "clause"),
    [
        (Way(WayKind.OUTCOME, STEP, MUST, SILENCE), "No answer", "If nobody answers"),
        (
            Way(WayKind.OUTCOME, STEP, MUST, (Outcome.AGREED,), "it rains"),
            "Agreed and it rains",
            "If agreed and it rains",
        ),
        (
            Way(WayKind.OUTCOME, STEP, MUST, (Outcome.NO_FINDING,)),
            "No finding",
            "If the check gives no finding",
        ),
        (
            Way(WayKind.OUTCOME, HOLE, PLAIN, ALL, whatever=True),
            "Whatever the outcome",
            "Whatever the outcome",
        ),
        (
            Way(WayKind.OUTCOME, HOLE, PLAIN, ALL, "it rains", whatever=True),
            "Whatever the outcome, and it rains",
            "Whatever the outcome, and it rains",
        ),
        (Way(WayKind.OTHERWISE, STEP, MUST), "Otherwise", "Otherwise"),
        (
            Way(WayKind.OTHERWISE, STEP, MUST, when="it rains"),
            "Otherwise, if it rains",
            "Otherwise, if it rains",
        ),
        (Way(WayKind.LANE, STEP, MUST), "At any moment", "At any moment"),
    ],
)
def test_when_a_way_is_taken(way: Way, label: str, clause: str) -> None:
    """As a label of the picture and as the start of a sentence."""
    assert (trigger_words(way), trigger_clause(way)) == (label, clause)


@pytest.mark.parametrize(
    ("way", "follows"),
    [
        (Way(WayKind.OUTCOME, STEP, MUST, SILENCE), "go to Step 3 (must)"),
        (Way(WayKind.OUTCOME, STEP, PLAIN, SILENCE), "go to Step 3"),
        (
            Way(WayKind.OUTCOME, STEP, MUST, SILENCE, extra=("at most twice",)),
            "go to Step 3 (must), at most twice",
        ),
        (
            Way(WayKind.OUTCOME, STEP, MAY, SILENCE, actor="the lead", by_when="within 2 days"),
            "the lead may take the case to Step 3 within 2 days",
        ),
        (Way(WayKind.OUTCOME, HOLE, PLAIN, SILENCE), "the policy does not say"),
        (
            Way(WayKind.OUTCOME, HOLE, MUST, SILENCE),
            "the case must go on; the policy does not say where",
        ),
        (
            Way(WayKind.OUTCOME, HOLE, MUST, SILENCE, actor="the lead"),
            "the lead must take the case on; the policy does not say where",
        ),
        (Way(WayKind.OUTCOME, DONE, PLAIN, SILENCE), "the case ends by agreement: Resolved"),
        (Way(WayKind.OUTCOME, RULED, MUST, SILENCE), "the case ends: Ombudsman (must)"),
        (
            Way(WayKind.OUTCOME, RULED, MUST, SILENCE, actor="the chair"),
            "the chair must take the case to Ombudsman",
        ),
        (Way(WayKind.LANE, (*STEP, *RULED), PLAIN), "the case can go to Step 3 or Ombudsman"),
    ],
)
def test_what_follows(way: Way, follows: str) -> None:
    """The place, the strength, who takes it there, and the terms."""
    assert next_words(way) == follows


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (Way(WayKind.LANE, HOLE, PLAIN), "the policy does not say"),
        (
            Way(WayKind.LANE, HOLE, MUST, actor="the lead"),
            "the lead must take the case to a place that the policy does not say",
        ),
        (
            Way(WayKind.LANE, STEP, MUST, by_when="“quickly”", note="(no fixed time)"),
            "the case must go to Step 3, “quickly” (no fixed time)",
        ),
    ],
)
def test_the_words_of_a_row(way: Way, words: str) -> None:
    """What stands on a card after the trigger."""
    assert action_words(way) == words
