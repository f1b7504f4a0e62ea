"""Moves: where they lead, on what, and what stands in several stages at once."""

from __future__ import annotations

import pytest

from checker.procedure.model import (
    OUT_OF_HOURS,
    ActorKind,
    Atom,
    Condition,
    Duration,
    Limit,
    Literal,
    Outcome,
    Start,
    StartEvent,
    Strength,
    Target,
    TargetKind,
    Trigger,
    Unit,
)
from tests.procedure.makers import HEAD, loaded, mistakes, moves_of, stage

DONE = Target(TargetKind.ENDING, "done")
NOWHERE = Target(TargetKind.MISSING)
UNRESOLVED = (Outcome.NOT_AGREED, Outcome.NO_ANSWER)


def _to(name: str) -> Target:
    return Target(TargetKind.STAGE, name)


def test_a_plain_move() -> None:
    """`go to` has no strength and nobody who takes it."""
    (move,) = moves_of(loaded(stage("if agreed, go to done   [Step 1]")), "one")
    assert (move.trigger, move.outcomes, move.targets) == (
        Trigger.OUTCOME,
        (Outcome.AGREED,),
        (DONE,),
    )
    assert (move.strength, move.actor.kind) == (Strength.PLAIN, ActorKind.THE_CASE)
    assert move.line.text == "if agreed, go to done"
    assert move.line.number == HEAD.count("\n") + 2
    assert move.line.citation is not None
    assert (move.line.citation.heading, move.line.citation.phrase) == ("Step 1", None)


@pytest.mark.parametrize(
    ("word", "strength"),
    [
        ("must", Strength.MUST),
        ("will", Strength.MUST),
        ("should", Strength.SHOULD),
        ("may", Strength.MAY),
    ],
)
def test_strengths(word: str, strength: Strength) -> None:
    """`will` binds like `must`."""
    line = f"if not resolved, the worker {word} take the case to done"
    (move,) = moves_of(loaded(stage(line)), "one")
    assert (move.strength, move.outcomes, move.actor.name) == (strength, UNRESOLVED, "worker")


def test_everything_that_a_move_can_carry() -> None:
    """Condition, window, count, consultation, exception."""
    line = (
        "if not agreed and not risk, the manager may take the case to done within 20 working days"
        " of the answer, at most twice, after consulting the chair within 2 days, instead"
    )
    (move,) = moves_of(loaded(stage(line)), "one")
    assert move.condition == Condition((Literal(Atom("risk"), positive=False),))
    assert move.limit == Limit(
        (Duration(20, Unit.WORKING_DAYS),), starts=(StartEvent(Start.ANSWER),)
    )
    assert (move.at_most, move.instead, move.hole) == (2, True, False)
    assert move.consultation is not None
    assert move.consultation.actor.name == "chair"
    assert move.consultation.limit == Limit((Duration(2, Unit.DAYS),))


def test_lanes() -> None:
    """`whenever` and `at any time` can be taken at any moment."""
    lanes = moves_of(
        loaded(
            stage(
                "whenever risk, the case must go to done",
                "at any time, the worker may take the case to done",
            )
        ),
        "one",
    )
    assert [(m.trigger, m.at_any_time, m.condition.literals) for m in lanes] == [
        (Trigger.LANE, False, (Literal(Atom("risk")),)),
        (Trigger.LANE, True, ()),
    ]


def test_holes_and_silences() -> None:
    """What is missing is a hole; what is not stated obliges nobody and is no move."""
    one = loaded(
        stage(
            "if agreed, missing",
            "if not agreed, go to missing",
            "if no answer, not stated",
            "if not resolved, go to not stated",
            "otherwise, missing",
        )
    ).stage("one")
    assert [(m.trigger, m.targets, m.hole) for m in one.moves] == [
        (Trigger.OUTCOME, (NOWHERE,), True),
        (Trigger.OUTCOME, (NOWHERE,), False),
        (Trigger.OTHERWISE, (NOWHERE,), True),
    ]
    assert [s.outcomes for s in one.silences] == [(Outcome.NO_ANSWER,), UNRESOLVED]


def test_the_next_stage_and_any_later() -> None:
    """In the order of the text, tracks apart; after the last one nothing is given."""
    text = "".join(
        [
            stage("if agreed, go to the next stage", "if no answer, go to any later stage"),
            'stage aside "Aside", in inquiry\n  if agreed, go to the next stage\n',
            stage(name="two"),
            'stage beside "Beside", in inquiry\n  if agreed, go to the next stage\n',
            stage(
                "if agreed, go to the next stage", "if no answer, go to any later stage", name="x"
            ),
        ]
    )
    procedure = loaded(text)
    assert [m.targets for m in moves_of(procedure, "one")] == [
        (_to("two"),),
        (_to("two"), _to("x")),
    ]
    assert [m.targets for m in moves_of(procedure, "aside")] == [(_to("beside"),)]
    assert [m.targets for m in moves_of(procedure, "beside")] == [(NOWHERE,)]
    assert [m.targets for m in moves_of(procedure, "x")] == [(NOWHERE,)]


WIDE = "  whenever risk, the case must go to {}\n"


def test_every_stage() -> None:
    """Each stage outside the tracks has the line, but not one that leads to itself."""
    text = (
        stage()
        + stage("this stage is the board's", name="two")
        + 'stage three "Three", missing\nstage aside "Aside", in inquiry\n'
        + "at every stage\n"
        + WIDE.format("two")
    )
    procedure = loaded(text)
    assert {s.name: [m.targets for m in s.moves] for s in procedure.stages} == {
        "one": [(_to("two"),)],
        "two": [],
        "three": [(_to("two"),)],
        "aside": [],
    }
    assert moves_of(procedure, "one")[0].stage_wide
    assert moves_of(procedure, "one")[0].line == moves_of(procedure, "three")[0].line


@pytest.mark.parametrize(
    ("head", "having"),
    [
        ("at every stage except two", ["one", "three"]),
        ("at stages two and three", ["two", "three"]),
        ("at stages one and aside", ["one", "aside"]),
    ],
)
def test_some_stages(head: str, having: list[str]) -> None:
    """A track is covered where it is named."""
    text = stage() + stage(name="two") + stage(name="three") + 'stage aside "A", in inquiry\n'
    procedure = loaded(f"{text}{head}\n{WIDE.format('done')}")
    assert [s.name for s in procedure.stages if s.moves] == having


def test_one_of_several_targets_is_the_stage_itself() -> None:
    """The others stay."""
    text = stage() + stage(name="two") + "at every stage\n" + WIDE.format("one or two")
    assert [m.targets for m in moves_of(loaded(text), "one")] == [(_to("two"),)]


def test_a_stage_may_lead_to_itself_in_its_own_block() -> None:
    """A loop that the writer wrote is a loop."""
    (move,) = moves_of(loaded(stage("if not agreed, go to one")), "one")
    assert move.targets == (_to("one"),)


def test_unless_turns_a_condition_round() -> None:
    """Neither of two, or not both."""
    one = loaded(
        stage(
            "unless risk or urgent, the worker must record",
            "unless risk and not urgent, the worker must record",
        )
    ).stage("one")
    risk, urgent = Literal(Atom("risk"), positive=False), Literal(Atom("urgent"), positive=False)
    assert [d.condition for d in one.duties] == [
        Condition((risk, urgent)),
        Condition((risk, Literal(Atom("urgent"))), conjunction=False),
    ]


def test_conditions_side_by_side_hold_together() -> None:
    """Two conditions before one line are joined."""
    (duty,) = loaded(stage("out of hours, when risk, the worker must record")).stage("one").duties
    assert duty.condition == Condition((Literal(OUT_OF_HOURS), Literal(Atom("risk"))))


def test_an_alternative_beside_another_condition() -> None:
    """One line cannot say both `and` and `or`."""
    ((message, _, help_),) = mistakes(
        stage("when urgent, whenever risk or small, the case must go to done")
    )
    assert message == "this line has one condition with `or` beside another one"
    assert help_ == "write two lines, one for each case"
