"""Names: unknown, doubled, of another kind. One mistake gives one message."""

from __future__ import annotations

import pytest

from checker.procedure.from_syntax import load_text
from checker.procedure.model import AtomKind
from tests.procedure.makers import HEAD, loaded, mistakes, stage


@pytest.mark.parametrize(
    ("line", "message", "underlined", "help_"),
    [
        (
            "led by the manger",
            "no role or body is called `manger`",
            "manger",
            "did you mean `manager`?",
        ),
        (
            "led by the governor",
            "no role or body is called `governor`",
            "governor",
            'declare it: `role governor "…"`; put own words in quotes',
        ),
        (
            "if agreed, go to don",
            "no stage or ending is called `don`",
            "don",
            "did you mean `done`?",
        ),
        (
            "when rik, the worker must tell the manager",
            "no fact or option is called `rik`",
            "rik",
            "did you mean `risk`?",
        ),
        (
            "when the other side is scool, the worker must tell the manager",
            "no agency is called `scool`",
            "scool",
            "did you mean `school`?",
        ),
        (
            "the worker must send fom to the manager",
            "no document or track is called `fom`",
            "fom",
            "did you mean `form`?",
        ),
        (
            "this stage must end within 2 days of reciept",
            "no event is called `reciept`",
            "reciept",
            "did you mean `receipt`?",
        ),
        (
            "clock stops from receipt to payment",
            "no event is called `payment`",
            "payment",
            'declare it: `event payment "…"`',
        ),
        ("clock restarts on payment", "no event is called `payment`", "payment", None),
        ("waits for inquest", "no track is called `inquest`", "inquest", None),
        (
            "this stage must end within 2 days of the start of two",
            "no stage is called `two`",
            "two",
            'declare it: `stage two "…"`',
        ),
    ],
)
def test_unknown(line: str, message: str, underlined: str, help_: str | None) -> None:
    """The name is underlined; the help has the nearest name, or how to declare it."""
    ((said, words, told),) = mistakes(stage(line))
    assert (said, words) == (message, underlined)
    assert help_ is None or told == help_


def test_an_unknown_name_is_one_mistake_however_often_it_stands() -> None:
    """The first place is underlined, a few others are named."""
    lines = ["led by the governor", *["the governor must record"] * 6]
    procedure, (told,) = load_text(HEAD + stage(*lines), "p.procedure")
    assert procedure is None
    assert told.message == "no role or body is called `governor`"
    assert [note.message for note in told.notes] == ["`governor` stands here too"] * 4
    assert told.span < told.notes[0].span


def test_a_line_of_every_stage_is_told_of_once() -> None:
    """It is read in each stage, and written once."""
    text = stage() + stage(name="two") + "at every stage\n  the governor must record\n"
    assert [said for said, _, _ in mistakes(text)] == ["no role or body is called `governor`"]


def test_lines_that_stand_in_no_stage_are_read_too() -> None:
    """Nothing covers them, and a mistake in them is told all the same."""
    text = 'stage two "Two", in inquiry\nat every stage\n  the governor must record\n'
    head = HEAD.replace("  start at one\n", "")
    assert [said for said, _, _ in mistakes(text, head)] == ["no role or body is called `governor`"]


def test_a_safe_edit_is_offered_for_a_slip() -> None:
    """What stands in the place of the span mends it."""
    text = HEAD + stage("led by the manger")
    _, (told,) = load_text(text, "p.procedure")
    assert told.edit == "manager"
    mended = text[: told.span.start] + told.edit + text[told.span.end :]
    assert load_text(mended, "p.procedure")[1] == ()


def test_another_kind() -> None:
    """A name that is declared as something else, with the place where it is."""
    text = HEAD + stage("led by the risk")
    _, (told,) = load_text(text, "p.procedure")
    assert told.message == "`risk` is a fact, and a role or a body is wanted here"
    assert told.help == "write the name of a role or a body"
    assert [(n.message, text[n.span.start : n.span.end]) for n in told.notes] == [
        ("`risk` is declared here", "risk")
    ]


@pytest.mark.parametrize(("name", "kind"), [("size", "a fact with options"), ("days", "a reading")])
def test_the_name_of_a_choice_is_no_condition(name: str, kind: str) -> None:
    """One of its options is meant."""
    ((message, _, help_),) = mistakes(stage(f"when {name}, the worker must record"))
    assert message == f"`{name}` is {kind}, and a fact or an option is wanted here"
    assert help_ == "write one of its options"


@pytest.mark.parametrize(
    "again", ['role risk "R"', 'stage manager "M"', "fact f, either each or b"]
)
def test_declared_twice(again: str) -> None:
    """All names share one list, options too."""
    text = HEAD + stage() + again + "\n"
    _, (told,) = load_text(text, "p.procedure")
    name = text[told.span.start : told.span.end]
    assert told.message == f"`{name}` is declared twice"
    assert told.span.start > len(HEAD)
    assert told.notes[0].message.startswith(f"`{name}` is a")


def test_no_second_mistake_after_a_broken_line() -> None:
    """A name whose declaration was reported is not unknown."""
    text = stage("led by the chief", "if agreed, go to done") + 'role chief "C" tier\n'
    assert len(mistakes(text)) == 1


def test_a_text_without_a_head_is_read_to_its_end() -> None:
    """Its other mistakes are told beside the head that is not there."""
    found = mistakes('stage one "One"\n  led by the worker\n', "")
    assert [said for said, _, _ in found] == [
        "the text does not say what procedure it is",
        "no role or body is called `worker`",
    ]


@pytest.mark.parametrize("words", ["risk", "small", "each"])
def test_quoted_words_that_are_a_name(words: str) -> None:
    """A condition in the policy's own words is not mistaken for a declared one."""
    ((message, underlined, help_),) = mistakes(stage(f'when "{words}", the worker must record'))
    assert message == f"`{words}` stands here in quotes, and is a name as well"
    assert underlined == f'"{words}"'
    assert help_ is not None


def test_quoted_words_that_are_a_role_are_a_condition() -> None:
    """Only facts and options are conditions."""
    procedure = loaded(stage('when "manager", the worker must record'))
    words = [fact.name for fact in procedure.facts if fact.own.kind is AtomKind.WORDS]
    assert words == ["manager"]
