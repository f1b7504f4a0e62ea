"""Loops that open only where turns are used up: found, and not missed for being rare."""

from __future__ import annotations

import pytest

from checker.answers.verdict import Promise, Row, Verdict
from checker.proof.prove import Prover
from tests.explorer import explore
from tests.proof.told import model

TEXT = """\
procedure example "An example"
  start at one
role worker "Worker", tier 1, on each side
stage one "One"
  led by the worker of the raising side
  if agreed, go to done
  if not resolved, the case must go to two
stage two "Two"
  led by the worker of the raising side
  if agreed, go to done
  otherwise, the case must go to three
  if not resolved, the case must go to one, at most twice
stage three "Three"
  led by the worker of the raising side
  if agreed, go to done
  otherwise, the case must go to two
ending done "Agreed", by agreement
"""


def test_a_loop_behind_the_last_turn() -> None:
    """Once both turns back are used, a case goes round between the last two for ever."""
    procedure = model(TEXT)
    for promise in (Promise.EVERY_PATH_ENDS, Promise.NO_LOOP):
        parts = {p.key: p for p in Prover(procedure).prove(promise).parts}
        (loop,) = [part for key, part in parts.items() if key.row == Row.LOOP.value]
        assert loop.verdict is Verdict.REFUTED
        assert loop.story is not None
    theirs = explore(procedure, Promise.EVERY_PATH_ENDS)
    assert [p.verdict for p in theirs.parts if p.key.row == Row.LOOP.value] == [Verdict.REFUTED]


def test_a_loop_that_turns_end() -> None:
    """Where the way round takes a turn, nobody goes round for ever."""
    text = TEXT.replace("otherwise, the case must go to two", "if not resolved, go to done")
    procedure = model(text)
    for promise in (Promise.EVERY_PATH_ENDS, Promise.NO_LOOP):
        found = Prover(procedure).prove(promise).parts
        loops = [part.verdict for part in found if part.key.row == Row.LOOP.value]
        assert loops == [Verdict.PROVED]


@pytest.mark.parametrize(
    "back",
    [
        'whenever "a" and not "a", the case must go to one',
        'whenever "a", the case must go to one\n  whenever "a", the case must go to done instead',
        "if agreed, the case must go to one\n  if agreed, go to done instead",
        "if agreed, the case must go to one\n  if agreed, the case must go to done instead",
    ],
)
def test_a_way_back_that_is_never_open_is_one_of_the_set(back: str) -> None:
    """A loop is told of the first stage of its set, whatever replaces the moves that make it."""
    text = TEXT.replace("if not resolved, the case must go to one, at most twice", back)
    procedure = model(
        text.replace(
            "  if agreed, go to done\n  otherwise, the case must go to th",
            "  otherwise, the case must go to th",
        )
    )
    for promise in (Promise.EVERY_PATH_ENDS, Promise.NO_LOOP):
        mine = Prover(procedure).prove(promise).parts
        theirs = explore(procedure, promise).parts
        for parts in (mine, theirs):
            loops = [part.key.place for part in parts if part.key.row == Row.LOOP.value]
            assert loops == ["one"]
