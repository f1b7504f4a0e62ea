"""The plain English of limits, conditions, actors, outcomes and places."""

from __future__ import annotations

import pytest

from checker.procedure.model import (
    OUT_OF_HOURS,
    Actor,
    ActorKind,
    Agency,
    Atom,
    AtomKind,
    Citation,
    Condition,
    Duration,
    Fact,
    FactKind,
    Limit,
    Literal,
    Named,
    Outcome,
    Procedure,
    Reading,
    Side,
    Stage,
    Start,
    StartEvent,
    Unit,
)
from checker.words.facts import condition_words, fact_words, outcome_words
from checker.words.limits import amount_words, limit_words
from checker.words.people import actor_words
from checker.words.places import stage_heading
from checker.words.text import in_running_text, listed
from tests.flowchart.builder import four_steps, head, if_, line, role, within

DAYS = Unit.WORKING_DAYS


_NECESSARY = Atom("necessary", AtomKind.WORDS)
_POLICE = Atom("police", AtomKind.AGENCY)


def procedure() -> Procedure:
    """Declares one of each thing that conditions and limits speak of."""
    facts = (
        *head()["facts"],
        Fact(
            Atom("priority"),
            "Priority",
            FactKind.FIXED,
            line(),
            (Atom("urgent"), Atom("very-late")),
        ),
        Fact(_NECESSARY, "necessary", FactKind.CHANGES, line()),
        Fact(Atom("told"), "a parent has been told", FactKind.CHANGES, line()),
        Fact(Atom("met"), "they met", FactKind.CHANGES, line()),
        Fact(Atom("able"), "the child can stay", FactKind.CHANGES, line()),
    )
    return four_steps(
        facts=facts,
        agencies=(Agency("police", "The Police", line()),),
        readings=(Reading("days", (Atom("each"), Atom("total")), ("for each", "in all"), line()),),
        events=(Named("letter", "a letter is sent", line()),),
    )


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (within(5), "within 5 working days"),
        (within(1, Unit.HOURS), "within 1 hour"),
        (within(1, Unit.SAME_WORKING_DAY), "within the same working day"),
        (Limit(vague="promptly"), "“promptly” (no fixed time)"),
        (Limit(missing=True), "the policy points to a time limit and does not give it"),
        (
            within(1, Unit.WEEKS, vague="a safe time"),
            "within the sooner of 1 week or “a safe time”",
        ),
        (
            within(48, Unit.HOURS, also=(Duration(2, DAYS),)),
            "within 48 hours or 2 working days as also written",
        ),
        (
            within(5, starts=(StartEvent(Start.MEETING), StartEvent(Start.ANSWER))),
            "within 5 working days of the meeting or the answer",
        ),
        (
            within(5, starts=(StartEvent(Start.MEETING),), backward=True),
            "at least 5 working days before the meeting",
        ),
        (
            within(3, starts=(StartEvent(Start.EVENT, "letter", receiving=True),)),
            "within 3 working days of receiving “a letter is sent”",
        ),
        (
            within(3, starts=(StartEvent(Start.EVENT, "unknown"),)),
            "within 3 working days of “unknown”",
        ),
        (
            within(3, starts=(StartEvent(Start.STAGE, "step-2"),)),
            "within 3 working days of the start of Step 2",
        ),
        (
            within(3, starts=(StartEvent(Start.STAGE),)),
            "within 3 working days of the start of the stage",
        ),
        (within(3, starts=(StartEvent(Start.DEFAULT),)), "within 3 working days"),
    ],
)
def test_a_limit_reads_as_a_phrase(limit: Limit, words: str) -> None:
    """Each part of a limit has its place in the phrase."""
    assert limit_words(procedure(), limit) == words


@pytest.mark.parametrize(
    ("atoms", "words"),
    [
        (("harm",), "a child is at risk of significant harm"),
        (("-harm",), "a child is not at risk of significant harm"),
        (("-told",), "a parent has not been told"),
        (("-met",), "it is not so that they met"),
        (("-able",), "the child cannot stay"),
        (("urgent",), "it is urgent (priority)"),
        (("-very-late",), "it is not very late (priority)"),
        (("each",), "the policy means “for each”"),
        (("-total",), "the policy does not mean “in all”"),
        (("not-declared",), "not declared"),
        (("harm", "complaint"), "a child is at risk of significant harm and it is a complaint"),
        ((), ""),
    ],
)
def test_a_condition_reads_as_a_clause(atoms: tuple[str, ...], words: str) -> None:
    """Facts by their titles, denials inside the clause, readings and agencies as what they are."""
    assert condition_words(procedure(), if_(*atoms)) == words


@pytest.mark.parametrize(
    ("atom", "words", "denied"),
    [
        (_NECESSARY, "“necessary”", "not “necessary”"),
        (_POLICE, "the other side is The Police", "the other side is not The Police"),
        (
            Atom("", AtomKind.AGENCY),
            "the other side is another agency",
            "the other side is not another agency",
        ),
        (OUT_OF_HOURS, "it is out of hours", "it is not out of hours"),
    ],
)
def test_what_no_line_declares_reads_as_what_it_is(atom: Atom, words: str, denied: str) -> None:
    """Own words in quotes, the agency of the other side, the time of day."""
    literals = (Literal(atom), Literal(atom, positive=False))
    said = [condition_words(procedure(), Condition((literal,))) for literal in literals]
    assert said == [words, denied]


def test_either_of_two_facts_is_joined_with_or() -> None:
    """`or` stays `or`."""
    words = condition_words(procedure(), if_("complaint", "urgent", either=True))
    assert words == "it is a complaint or it is urgent (priority)"


@pytest.mark.parametrize(
    ("actor", "words"),
    [
        (role("manager", Side.RAISING), "the line manager of the raising side"),
        (role("manager", each=True), "each line manager"),
        (role("manager", possessive=True), "their line manager"),
        (role("lead"), "the Designated Safeguarding Lead"),
        (role("unknown"), "the unknown"),
        (Actor(ActorKind.BODY, "board"), "the Partnership board"),
        (Actor(ActorKind.SIDE, side=Side.OTHER), "the other side"),
        (Actor(ActorKind.WORDS, words="relevant personnel"), "relevant personnel"),
        (Actor(ActorKind.LAST_LEAD), "whoever led last"),
        (Actor(ActorKind.PERSON), "a named person"),
    ],
)
def test_an_actor_reads_as_a_subject(actor: Actor, words: str) -> None:
    """Roles by their titles, in running text, with the side that is meant."""
    assert actor_words(procedure(), actor) == words


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Line manager", "line manager"),
        ("Head of Service", "Head of Service"),
        ("LSCB Manager", "LSCB Manager"),
        ("Nominated WSCB representative", "nominated WSCB representative"),
        ("", ""),
    ],
)
def test_a_title_in_running_text_keeps_its_names(title: str, words: str) -> None:
    """Only the capital that begins an ordinary phrase is dropped."""
    assert in_running_text(title) == words


@pytest.mark.parametrize(
    ("outcomes", "words"),
    [
        ((Outcome.NO_ANSWER, Outcome.NOT_AGREED), "not resolved"),
        ((Outcome.NO_ANSWER,), "no answer"),
        ((Outcome.NOT_JUSTIFIED, Outcome.AGREED), "agreed or not justified"),
        ((), ""),
    ],
)
def test_outcomes_are_joined_in_their_order(outcomes: tuple[Outcome, ...], words: str) -> None:
    """No agreement and silence together are `not resolved`."""
    assert outcome_words(outcomes) == words


@pytest.mark.parametrize(
    ("name", "title", "heading", "expected"),
    [
        ("step-2", "Direct discussion", "Step 2", ("Step 2", "Direct discussion")),
        ("stage-one", "Talk", "Stage One \u2013 Prevention", ("Stage One", "Talk")),
        ("stage-one-managers", "Talk", "Stage One", ("Stage One managers", "Talk")),
        ("step-4", "Step 4: the board", None, ("Step 4", "the board")),
        ("stage-two", "Stage Two", None, ("Stage Two", "")),
        ("step-5", "Talk", "Other words", ("Step 5", "Talk")),
        ("pre-talk", "Before: the first talk", None, ("Before", "the first talk")),
        ("panel", "Panel", None, ("Panel", "")),
        ("panel", " ", None, ("Panel", "")),
    ],
)
def test_a_stage_is_called_by_its_number_or_its_title(
    name: str, title: str, heading: str | None, expected: tuple[str, str]
) -> None:
    """A counting name in the policy's own spelling, and no words twice."""
    at = line(citation=Citation(heading, None)) if heading else line()
    stage = Stage(name, title, at)
    assert stage_heading(Procedure(**head(stages=(stage,))), name) == expected


def test_a_list_has_commas_and_one_conjunction() -> None:
    """`a, b or c`."""
    assert listed(["a", "b", "c"], "or") == "a, b or c"
    assert listed([]) == ""


def test_chart_and_command_word_a_limit_alike() -> None:
    """What `stagecheck when` says of a limit stands in the phrase on the chart."""
    limit = Limit((Duration(48, Unit.HOURS), Duration(2, DAYS)), also=(Duration(1, Unit.WEEKS),))
    spoken = "the sooner of 48 hours or 2 working days or 1 week as also written"
    assert amount_words(limit) == spoken
    assert limit_words(procedure(), limit) == f"within {spoken}"


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("the kind of concern", "the kind of concern is urgent"),
        ("how urgent the case is", "it is urgent (how urgent the case is)"),
        ("Priority", "it is urgent (priority)"),
    ],
)
def test_an_option_is_said_of_its_fact(title: str, words: str) -> None:
    """A title that can be a subject is one; any other stands behind."""
    urgent, late = Atom("urgent"), Atom("late")
    fact = Fact(Atom("kind"), title, FactKind.FIXED, line(), (urgent, late))
    assert fact_words(four_steps(facts=(fact,)), urgent) == words
