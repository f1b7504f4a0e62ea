"""What a writer puts in quotes is never taken for a name of the program's, nor of the text's."""

from __future__ import annotations

import re
from contextlib import suppress
from random import Random
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from checker.answers.verdict import Promise, Verdict
from checker.procedure.model import Atom, AtomKind
from checker.proof.encoding.decider import Query
from checker.proof.formula import GoodReading, Helper, LineInForce, StandingLine, Var, conj
from checker.proof.promises import prove_require
from checker.proof.prove import Prover
from checker.proof.smtlib import script
from tests.explorer import TooLarge, explore
from tests.proof.agreement import PROMISES
from tests.proof.generator import OWN_WORDS
from tests.proof.strategies import random_procedure
from tests.proof.told import model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.answers.verdict import Answer
    from checker.procedure.model import Procedure

HEAD = """\
procedure p "P"
role worker "Worker", tier 1, on each side
role chair "Chair", tier 2
agency school "School"
agency police "Police"
reading days, either apart "for each" or together "for all"
fact risk "there is a risk", can arise
"""
TAIL = """\
stage board "The board"
  led by the chair
  this stage is the board's
ending done "Agreed", by agreement
"""
TEXTS = (
    (
        """\
stage one "One"
  led by the worker of the raising side, with their counterpart
  this stage must end within 1 working day
  if agreed, go to done
  if not resolved and not "own words", the case must go to board
""",
        "",
    ),
    (
        """\
stage one "One"
  led by the worker of the raising side, with their counterpart
  this stage must end, timing "soon"
  when "own words" and "other words", this stage must end within 2 hours instead
  if agreed, go to done
  if not resolved, the case must go to board
  whenever "own words", the case must go to board within the same working day
  whenever risk, the worker must send "a letter" to "the parents"
""",
        """\
require that whenever risk, the worker must send "a letter" to "the parents"
require that whenever risk, the worker must send "a letter" to "the school"
""",
    ),
    (
        """\
stage one "One"
  led by the worker
  when "own words", led by the chair instead
  this stage should end, timing "soon"
  out of hours, the worker must tell "the parents"
  if agreed, go to done
  if not resolved and the other side is police, go to board
  if not resolved and "own words" and apart, the case must go to board within 3 days
  whenever "other words" or risk, the case must go to board within 2 hours
""",
        """\
assume "soon" means 1 working day, because "the board said so"
""",
    ),
    (
        """\
stage one "One"
  led by the worker
  if agreed, go to done
  if not resolved and "own words", the case must go to two within 2 days
  if not resolved and not "own words", go to board
  whenever risk, the case must go to two within the same working day
stage two "Two"
  led by the chair
  if agreed, go to done
  if not resolved, the case must go to one, timing "own words"
""",
        """\
require that risk never delays board
require that every case reaches board or done
""",
    ),
)
"""Stages, and what stands at the end of the text."""
HOSTILE = (
    *(words for words in OWN_WORDS[1:] if "{" not in words),
    "the other side",
    "?vague-limit:11",
    "vague-limit:11",
    "@node 0",
    "@figure 11/consulting 0",
    "own words@0",
    "ask 0",
    "v 0",
    "|",
    "#124;",
)
"""Words that are near to what the program calls its own things."""
_QUOTED = re.compile(r'"([^"]+)"')


def verdicts(procedure: Procedure) -> Iterator[tuple[object, ...]]:
    """What the program says of every promise, part by part, and what it rests on."""
    prover = Prover(procedure)
    for promise in Promise:
        if promise not in {Promise.REQUIRE, Promise.REQUIRE_IN_TIME, Promise.REACHABLE}:
            yield _told(prover.prove(promise))
        if promise in PROMISES:
            with suppress(TooLarge):
                yield promise, explore(procedure, promise).verdict
    yield from (_told(prove_require(prover, require)) for require in procedure.requires)
    yield prover.unreachable(), prover.never_true()


def _told(answer: Answer | None) -> tuple[object, ...]:
    if answer is None:
        return ()
    parts = tuple(
        (part.key, part.verdict, part.rests_on, part.bug, part.story is None)
        for part in answer.parts
    )
    return answer.promise, answer.verdict, parts


def places() -> Iterator[tuple[str, str]]:
    """Each text with each of the own words that stand in its stages and below them."""
    for stages, below in TEXTS:
        for words in dict.fromkeys(_QUOTED.findall(stages + below)):
            yield HEAD + stages + TAIL + below, words


@pytest.mark.parametrize(("text", "words"), [*places()])
def test_own_words_are_like_any_others(text: str, words: str) -> None:
    """Whatever stands in one place of a text, each verdict and what it rests on are the same."""
    expected = list(verdicts(model(text.replace(f'"{words}"', '"harmless"'))))
    assert any(found for found in expected)
    lines = enumerate(text.splitlines(), 1)
    numbers = (f"#{number}" for number, line in lines if "go to" in line or words in line)
    for hostile in (*HOSTILE, *numbers):
        found = list(verdicts(model(text.replace(f'"{words}"', f'"{hostile}"'))))
        assert found == expected, hostile


def test_own_words_everywhere() -> None:
    """Random texts in which all that stands in quotes is near to a name of the program's."""
    for seed in range(12):
        random = Random(seed)  # noqa: S311
        text = random_procedure(random)
        quoted = list(dict.fromkeys(_QUOTED.findall(text)))
        numbers = [f"#{number}" for number, _ in enumerate(text.splitlines(), 1)]
        hostile = dict(zip(quoted, random.sample([*HOSTILE, *numbers], len(quoted)), strict=True))
        harmless = {words: f"words {number}" for number, words in enumerate(quoted)}
        assert _with(text, hostile) == _with(text, harmless), seed


def _with(text: str, words: dict[str, str]) -> list[tuple[object, ...]]:
    """What is said of the text with other words in quotes."""
    return list(verdicts(model(_QUOTED.sub(lambda found: f'"{words[found[1]]}"', text))))


@pytest.mark.parametrize("options", [("good", "bad"), ("bad", "good"), ("reading-of", "named")])
def test_options_are_like_any_others(options: tuple[str, str]) -> None:
    """The options of a reading may be called what the program calls the readings of a hole."""
    text = HEAD + TEXTS[2][0] + TAIL + TEXTS[2][1]
    renamed = text
    for old, new in zip(("apart", "together"), options, strict=True):
        renamed = re.sub(rf"\b{old}\b", new, renamed)
    assert [_renamed(told, options) for told in verdicts(model(text))] == list(
        verdicts(model(renamed))
    )


def _renamed(told: tuple[object, ...], options: tuple[str, str]) -> tuple[object, ...]:
    """What is told, with the choices of `days` by their other names."""
    if len(told) < 3 or not isinstance(told[2], tuple):
        return told
    names = dict(zip(("apart", "together"), options, strict=True))
    parts = tuple(
        (
            key,
            verdict,
            tuple(
                replace(support, choice=names.get(support.choice or "", support.choice))
                for support in rests_on
            ),
            *rest,
        )
        for key, verdict, rests_on, *rest in told[2]
    )
    return (*told[:2], parts)


def test_exported_names_are_apart() -> None:
    """No two variables have one name in SMT-LIB, whatever the names that they stand for hold."""
    words = ("#8", "|", "#124;", "\\", "#92;", "8", "8 0", "8 0|", "LineInForce 8", "x@1")
    atoms = [
        Var(Atom(each, kind), moment) for each in words for kind in AtomKind for moment in (0, 1)
    ]
    others = (LineInForce(8), StandingLine("8"), GoodReading("8"), Helper("8", 0))
    every = [*atoms, *(Var(name) for name in (*others, Helper("8 0", 0)))]
    asked = script([Query(conj(every), (), satisfiable=True)])
    declared = re.findall(r"^\(declare-const (\|[^|]*\|) Bool\)$", asked, re.MULTILINE)
    assert len(set(declared)) == len(declared) == len(every)
    assert "\\" not in asked


@pytest.mark.parametrize("words", ["#1 priority case", "#11", "#standing:one"])
@pytest.mark.parametrize("promise", [Promise.EVERY_PATH_ENDS, Promise.BOUNDED_END])
def test_a_way_on_under_own_words_is_left_out_at_times(words: str, promise: Promise) -> None:
    """Words that are near to the name of a line in force, or of a standing line, settle nothing."""
    (stages, _), *_ = TEXTS
    procedure = model(HEAD + stages.replace("own words", words) + TAIL)
    assert procedure.stages[0].moves[-1].line.number == 12
    assert Prover(procedure).prove(promise).verdict is Verdict.REFUTED


def test_harm_is_not_meant_by_own_words() -> None:
    """Where no fact is marked as harm, a line that says `understood harm` does not speak of it."""
    stages = TEXTS[0][0].replace('not "own words"', '"understood harm"') + (
        '  whenever "understood harm", the case must go to board within the same working day\n'
    )
    answer = Prover(model(HEAD + stages + TAIL)).prove(Promise.SAME_DAY_ESCALATION)
    assert answer.verdict is Verdict.REFUTED


def test_other_words_name_somebody_else() -> None:
    """A letter to the parents is none to the school."""
    duty = '  whenever risk, the worker must send "a letter" to "the parents"\n'
    at_board = TAIL.replace("board's\n", f"board's\n{duty}")
    procedure = model(HEAD + TEXTS[1][0] + at_board + TEXTS[1][1])
    found = [prove_require(Prover(procedure), require) for require in procedure.requires]
    said = [(answer.verdict, any(part.bug for part in answer.parts)) for answer in found if answer]
    assert said == [(Verdict.PROVED, False), (Verdict.REFUTED, False)]
