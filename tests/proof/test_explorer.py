"""The explorer on the cases that settle the definition, on single rules, and on random texts."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.answers.verdict import LADDER, SPINE, InForce, PartKey, Promise, Verdict
from checker.procedure.from_syntax import load_text
from checker.procedure.holes import holes
from tests.explorer import TooLarge, explore, holds, levels, parts, vacuous
from tests.proof.meaning_cases import (
    AGREED,
    CASES,
    DAY,
    HARM,
    LANE,
    LIMBO,
    RISK,
    Case,
)
from tests.proof.strategies import damaged_texts, procedure_texts, random_procedure
from tests.proof.told import ENDS, ESCALATION, NAMED, model, numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.procedure.model import Procedure


def in_force(case: Case, lines: Iterable[str]) -> InForce:
    """These lines of a case, and these standing lines."""
    lines = tuple(lines)
    standing = (line.removeprefix("standing ") for line in lines if line.startswith("standing "))
    return InForce(numbers(case.text, lines), frozenset(standing))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.says)
def test_case_gets_its_verdict(case: Case) -> None:
    """Each case that settles the definition has the verdict it must have."""
    assert explore(model(case.text), case.promise).verdict is case.verdict


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.rests_on is not None], ids=lambda case: case.says
)
def test_case_rests_on_its_lines(case: Case) -> None:
    """The lines that a case rests on keep every part, and each of them is needed."""
    procedure, lines = model(case.text), case.rests_on or ()
    keys = parts(procedure, case.promise)
    assert all(holds(procedure, case.promise, key, in_force(case, lines)) for key in keys)
    assert not set(lines) & set(case.not_on)
    for left_out in lines:
        fewer = in_force(case, [line for line in lines if line != left_out])
        assert not all(holds(procedure, case.promise, key, fewer) for key in keys)


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.verdict is Verdict.OPEN], ids=lambda case: case.says
)
def test_open_case_hangs_on_its_hole(case: Case) -> None:
    """An open case holds with its hole read as good and does not with it read as bad."""
    procedure = model(case.text)
    last = levels(procedure, case.promise)[-1]
    keys = parts(procedure, case.promise)
    for choice in ("good", "bad"):
        choices = {hole.identity: choice for hole in holes(procedure)}
        kept = all(holds(procedure, case.promise, key, last, choices) for key in keys)
        assert kept is (choice == "good")


def test_parts_stand_in_the_order_of_the_text() -> None:
    """Stages and endings by their lines; of a stage the outcomes, then the wait, then its loop."""
    text = Case("own", Verdict.REFUTED, (DAY, "if not resolved, the case must go to one")).text
    assert parts(model(text), ENDS) == (
        PartKey("one", "agreed"),
        PartKey("one", "not agreed"),
        PartKey("one", "no answer"),
        PartKey("one", "left in the end"),
        PartKey("one", "loop"),
    )
    harmed = Case("own", Verdict.PROVED, (LANE,), declared=HARM).text
    assert parts(model(harmed), ESCALATION) == (PartKey("one", "in hours"),)
    assert parts(model(harmed), NAMED) == (PartKey("one", "lead"), PartKey("board", "lead"))


def test_parts_of_what_a_case_can_end_in_and_of_what_is_missing() -> None:
    """Endings that are no accepted end, lanes to `missing` and missing stages have parts."""
    text = Case(
        "1",
        Verdict.REFUTED,
        (AGREED, "if not resolved, the case must go to limbo", "at any time, go to missing"),
        LIMBO + 'stage void "Void", missing\n',
        start="start at one\nwhen risk, start at void instead",
        declared=RISK.format("fixed"),
    ).text
    keys = parts(model(text), ENDS)
    assert PartKey("limbo", "ending") in keys
    assert PartKey("one", "at any moment") in keys
    assert PartKey("void", "never described") in keys
    assert PartKey("done", "ending") not in keys


def test_each_part_of_a_refuted_promise_has_its_own_verdict() -> None:
    """A part that is kept, one that hangs on a hole, and one that no reading keeps."""
    text = Case(
        "6", Verdict.REFUTED, (DAY, AGREED, "if no answer, missing", "if not agreed, not stated")
    ).text
    answer = explore(model(text), ENDS)
    assert answer.verdict is Verdict.REFUTED
    assert {part.key.row: part.verdict for part in answer.parts} == {
        "agreed": Verdict.PROVED_IF_ASSUMED_AND_GUIDED,
        "no answer": Verdict.OPEN,
        "not agreed": Verdict.REFUTED,
        "left in the end": Verdict.PROVED_IF_ASSUMED_AND_GUIDED,
    }


def test_nothing_is_promised_of_no_stages() -> None:
    """A procedure without stages is vacuous, for each promise."""
    procedure = model('procedure none "None"\nending done "Agreed", by agreement\n')
    assert all(vacuous(procedure, promise) for promise in SPINE)
    assert [explore(procedure, promise).verdict for promise in SPINE] == [Verdict.VACUOUS] * 3


def test_too_large() -> None:
    """Too many atoms, turns or holes are refused rather than looked at for ever."""
    facts = [f"danger-{n}" for n in range(20)]
    many = "".join(f'fact {fact} "it is so", can change\n' for fact in facts)
    lanes = tuple(f"whenever {fact}, the case must go to board" for fact in facts)
    with pytest.raises(TooLarge):
        explore(model(Case("own", Verdict.UNKNOWN, lanes, declared=many).text), ENDS)
    turns = tuple(f"whenever {fact}, go to one, at most 9 times" for fact in facts[:4])
    with pytest.raises(TooLarge):
        explore(model(Case("own", Verdict.UNKNOWN, turns, declared=many).text), ENDS)
    gone = [f"gone-{n}" for n in range(11)]
    stages = "".join(f'stage {name} "It is not written", missing\n' for name in gone)
    ways = tuple(f"if agreed, the case may go to {name}" for name in gone)
    with pytest.raises(TooLarge):
        explore(model(Case("own", Verdict.UNKNOWN, ways, stages).text), ENDS)


def test_holes_that_nothing_hangs_on_are_not_read_each_way() -> None:
    """Where one of many lines is enough, so many readings more are looked at, and not all."""
    lanes = tuple(f'at any time, the case must go to board, timing "{n}"' for n in range(40))
    assert explore(model(Case("own", Verdict.UNKNOWN, lanes).text), ESCALATION).verdict is (
        Verdict.OPEN
    )


def _small(procedure: Procedure) -> list[Promise]:
    """The promises of the mission that have few enough readings to look at each."""
    found = []
    for promise in SPINE:
        with suppress(TooLarge):
            explore(procedure, promise)
            found.append(promise)
    return found


@settings(max_examples=120)
@given(procedure_texts(), st.randoms(use_true_random=False))
def test_more_in_force_never_breaks_a_part(text: str, random: Random) -> None:
    """Compliance only takes away: what some lines keep, more lines keep."""
    procedure = model(text)
    for promise in _small(procedure):
        full = levels(procedure, promise)[-1]
        some = InForce(
            frozenset(n for n in full.lines if random.random() < 0.7),
            frozenset(s for s in full.standing if random.random() < 0.7),
        )
        for key in parts(procedure, promise):
            if holds(procedure, promise, key, some):
                assert holds(procedure, promise, key, full)


@settings(max_examples=120)
@given(procedure_texts())
def test_a_verdict_is_the_first_level_that_keeps_every_part(text: str) -> None:
    """`explore` and `holds` agree, and a good reading never harms."""
    procedure = model(text)
    for promise in _small(procedure):
        keys, answer = parts(procedure, promise), explore(procedure, promise)
        kept = [
            verdict
            for verdict, level in zip(LADDER, levels(procedure, promise), strict=True)
            if all(holds(procedure, promise, key, level) for key in keys)
        ]
        if answer.verdict is Verdict.VACUOUS:
            assert vacuous(procedure, promise)
        elif kept:
            assert answer.verdict is kept[0]
        else:
            assert answer.verdict in {Verdict.OPEN, Verdict.REFUTED}
            assert {part.key for part in answer.parts} == set(keys)


@settings(max_examples=80)
@given(damaged_texts())
def test_whatever_can_be_read_can_be_explored(text: str) -> None:
    """A text with lines left out is unreadable, or has a verdict on each promise."""
    procedure, diagnostics = load_text(text, "damaged.procedure")
    assert (procedure is None) is bool(diagnostics)
    if procedure is not None:
        with suppress(TooLarge):
            verdicts = [explore(procedure, promise).verdict for promise in SPINE]
            assert Verdict.UNKNOWN not in verdicts


def test_every_verdict_comes_up_often() -> None:
    """The random procedures are readable, and no verdict is rarer than one in a hundred."""
    random, count = Random(1), 1500  # noqa: S311
    seen: dict[Promise, Counter[Verdict]] = {promise: Counter() for promise in SPINE}
    for _ in range(count):
        procedure = model(random_procedure(random))
        for promise in SPINE:
            with suppress(TooLarge):
                seen[promise][explore(procedure, promise).verdict] += 1
    reachable = set(Verdict) - {Verdict.UNKNOWN}
    for promise, verdicts in seen.items():
        wanted = reachable - set(LADDER[1:]) if promise is NAMED else reachable
        assert {v for v, times in verdicts.items() if times * 100 >= count} == wanted
