"""Duties as sentences and as bullets."""

from __future__ import annotations

import pytest

from checker.flowchart.phrases import duty_phrase
from checker.procedure.model import (
    Actor,
    ActorKind,
    Duty,
    Limit,
    Named,
    Outcome,
    Side,
    Strength,
    Verb,
)
from tests.flowchart.builder import BOTH, SOMEONE, duty, four_steps, if_, line, role, within

MANAGER = role("manager", Side.RAISING)
WORDS = Actor(ActorKind.WORDS, words="relevant personnel")
MUST = Strength.MUST
PROCEDURE = four_steps(
    documents=(Named("form-a", "Form A", line()),),
    tracks=(Named("police", "Police track", line()),),
)


def text_of(text: str, words: str, *people: Actor) -> Duty:
    """A duty whose line has that text."""
    return duty(words, recipients=people, at=line(text))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (duty("talk", actor=BOTH), "Both sides should talk"),
        (
            duty("the concern", MUST, MANAGER, verb=Verb.RECORD, in_writing=True, limit=within(2)),
            (
                "The line manager of the raising side must record the concern in writing "
                "within 2 working days"
            ),
        ),
        (
            duty("that it is justified", verb=Verb.CHECK, holds_up=True, actor=MANAGER),
            (
                "The line manager of the raising side should check that it is justified, "
                "before moving on"
            ),
        ),
        (
            duty(
                "the outcome",
                MUST,
                SOMEONE,
                verb=Verb.TELL,
                recipients=(BOTH,),
                outcomes=(Outcome.AGREED,),
            ),
            "If agreed, someone must tell both sides the outcome",
        ),
        (
            duty("", verb=Verb.MEET, with_counterpart=True, condition=if_("-harm")),
            (
                "If a child is not at risk of significant harm, the lead should meet "
                "with their counterpart"
            ),
        ),
        (
            duty("", verb=Verb.MEET, recipients=(MANAGER,)),
            "The lead should meet with the line manager of the raising side",
        ),
        (
            duty("talk", limit=Limit(vague="soon"), instead=True),
            "The lead should talk, “soon” (no fixed time) instead",
        ),
        (
            duty("talk", at=line(left_to_judgement="urgency differs")),
            "The lead should talk (left to judgement: urgency differs)",
        ),
        (duty("", verb=Verb.START, track="police"), "The lead should start Police track"),
        (
            duty("the concern", verb=Verb.RECORD, at=line(documents=("form-a",))),
            "The lead should record the concern on “Form A”",
        ),
        (
            duty("form-a", verb=Verb.SEND, recipients=(WORDS,), at=line(documents=("form-a",))),
            "The lead should send “Form A” to relevant personnel",
        ),
        (
            text_of('the lead should "listen" to both sides', "listen", BOTH),
            "The lead should listen to both sides",
        ),
        (
            text_of('the lead should "seek advice from" the manager', "seek advice from", MANAGER),
            "The lead should seek advice from the line manager of the raising side",
        ),
        (
            text_of('the lead should "talk" with a or b', "talk", MANAGER, BOTH),
            "The lead should talk with the line manager of the raising side or both sides",
        ),
        (
            text_of('if a or b, the lead should "talk" with a and b', "talk", MANAGER, BOTH),
            "The lead should talk with the line manager of the raising side and both sides",
        ),
    ],
)
def test_a_duty_is_a_sentence(given: Duty, sentence: str) -> None:
    """Who, how strongly, what, to whom, by when, and what holds."""
    assert duty_phrase(PROCEDURE, given).sentence == sentence


def test_the_leads_own_duty_needs_no_name_on_its_card() -> None:
    """The lead's side counts: the same post on the other side is somebody else."""
    own = duty_phrase(PROCEDURE, duty("act", actor=role("manager")), (MANAGER,))
    other = duty_phrase(PROCEDURE, duty("act", actor=role("manager", Side.OTHER)), (MANAGER,))
    assert own.brief == ("act", "")
    assert other.brief == ("the line manager of the other side: act", "")


def test_a_card_says_that_nobody_is_named() -> None:
    """The policy's passive is shown as what it is."""
    phrase = duty_phrase(PROCEDURE, duty("act", actor=SOMEONE, at=line(left_to_judgement="so")))
    assert phrase.brief == ("act", "(nobody named) (left to judgement: so)")
