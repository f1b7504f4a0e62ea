"""A new member of an enumeration is not forgotten in what the proofs know of each member."""

from __future__ import annotations

import pytest

from checker.answers.verdict import Ground, Promise
from checker.procedure.model import Force, Start, Verb
from checker.proof.encoding.dates import BEHIND
from checker.proof.encoding.ladder import ALL_CLASSES
from checker.proof.prove import Prover
from tests.proof.meaning_cases import CASES
from tests.proof.told import model

OF_REQUIRES = (Promise.REQUIRE, Promise.REQUIRE_IN_TIME)
"""Promises of the writer's own, which are proved with their lines."""


@pytest.mark.parametrize("promise", [p for p in Promise if p not in OF_REQUIRES])
def test_every_promise_is_proved_by_parts_of_its_own(promise: Promise) -> None:
    """None falls to the parts of another."""
    assert Prover(model(CASES[0].text)).prove(promise).promise is promise


@pytest.mark.parametrize("promise", OF_REQUIRES)
def test_a_promise_without_its_line_is_not_proved(promise: Promise) -> None:
    """What belongs to a `require` line has no parts without it."""
    with pytest.raises(KeyError):
        Prover(model(CASES[0].text)).prove(promise)


def test_every_class_of_lines_is_a_ground() -> None:
    """What can be in force can be rested on."""
    assert {Ground(force.value) for force in ALL_CLASSES} == set(Ground) - {Ground.READING}
    assert set(Force) - {Force.PERMISSION} == ALL_CLASSES


def test_every_event_has_what_brings_it_about() -> None:
    """A limit counts from where it stands, from a stage, or from what duties or outcomes bring."""
    here = {Start.DEFAULT, Start.PROCEDURE, Start.STAGE}
    brought = {verb.brings for verb in Verb if verb.brings is not None}
    assert here | {Start.EVENT} | brought | BEHIND.keys() == set(Start)
