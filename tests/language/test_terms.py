"""The closed word lists hold just the words of the grammar."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.language.terms import Outcome, RequireKind, Slot, Start, Strength, Unit, Verb

GRAMMAR = (Path(__file__).parents[2] / "grammar" / "stagecheck.lark").read_text("utf-8")


def alternatives(rule: str) -> set[str]:
    """The words that a rule of the grammar stands for, one entry an alternative."""
    body = re.search(rf"^{rule}: ((?:.*\n)(?: +\|.*\n)*)", GRAMMAR, re.MULTILINE)
    assert body is not None, rule
    return {" ".join(re.findall(r'"([^"]+)"', part)) for part in body[1].split("|")}


def test_verbs_are_those_of_the_grammar() -> None:
    """A verb is one member and one word of the grammar."""
    assert alternatives("verb") == {verb.value for verb in Verb} - {Verb.OWN.value}


def test_strengths_are_those_of_the_grammar() -> None:
    """A modal verb belongs to one strength."""
    modals = [modal for strength in Strength for modal in strength.modals]
    assert alternatives("strength") == set(modals)
    assert len(modals) == len(set(modals))


def test_outcomes_are_those_of_the_grammar() -> None:
    """`not resolved` stands for two outcomes, and is none of them."""
    assert alternatives("outcome") == {outcome.value for outcome in Outcome} | {"not resolved"}


def test_slots_are_those_of_the_grammar() -> None:
    """`led by` and the like."""
    body = re.search(r'^slot: \((.*)\) "by"$', GRAMMAR, re.MULTILINE)
    assert body is not None
    words = re.findall(r'"(\w+)"', body[1])
    assert [f"{word} by" for word in words] == [slot.value for slot in Slot]


def test_units_are_those_of_the_grammar() -> None:
    """Every unit is written with its words, or names a day; the grammar knows no other word."""
    body = re.search(r"^unit: ((?:.*\n)(?: +\|.*\n)*)", GRAMMAR, re.MULTILINE)
    assert body is not None
    plain = {word for unit in Unit if not unit.names_a_day for word in unit.value.split()}
    singular = {word.removesuffix("s") for word in plain}
    assert set(re.findall(r'"(\w+)"', body[1])) == plain | singular


@pytest.mark.parametrize("kind", RequireKind)
def test_promises_are_those_of_the_grammar(kind: RequireKind) -> None:
    """Each pattern of a promise has a rule, whose words hold its own."""
    body = GRAMMAR[GRAMMAR.index("promise:") : GRAMMAR.index("_response:")]
    words = set(re.findall(r'"(\w+)"', body)) | {"outcome"}
    assert set(kind.value.split()) <= words
    assert len(re.findall(r"-> \w+", body)) == len(RequireKind)


def test_members_carry_what_is_asked_of_them() -> None:
    """No fact of a member is left empty that has to be there."""
    assert all(outcome.happens and outcome.spoken for outcome in Outcome)
    assert {verb.brings for verb in Verb} == {None, Start.MEETING, Start.DECISION, Start.NOTICE}
    assert all(unit.each > 0 for unit in Unit if unit is not Unit.SAME_WORKING_DAY)
    said = [word for verb in Verb for word in verb.synonyms]
    assert len(said) == len(set(said))
    assert not set(said) & {verb.value for verb in Verb}


def test_an_amount_is_said_in_words() -> None:
    """One is singular; the units that name a day stand without a number."""
    assert Unit.WORKING_DAYS.words(1) == "1 working day"
    assert Unit.HOURS.words(48) == "48 hours"
    assert Unit.SAME_WORKING_DAY.words(1) == "the same working day"
    assert Unit.NEXT_WORKING_DAY.words(1) == "the end of the next working day"


def test_a_word_is_found_by_its_spelling() -> None:
    """A word that is none is a KeyError."""
    assert Unit.spelt("weeks") is Unit.WEEKS
    with pytest.raises(KeyError):
        Verb.spelt("whisper")
