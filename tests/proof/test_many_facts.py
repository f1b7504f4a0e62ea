"""Many facts, options and readings: decided, with stories that replay, and never refused."""

from __future__ import annotations

import pytest

from checker.answers.verdict import Promise, Verdict
from checker.proof.promises import prove_require
from checker.proof.prove import Prover
from tests.proof.told import model

DECIDED = tuple(p for p in Promise if p not in {Promise.REQUIRE, Promise.REQUIRE_IN_TIME})
END = 'ending done "Done", by agreement\nending out "Out", by referral\n'


def answered(text: str) -> dict[Promise, Verdict]:
    """The verdict on each promise; none is unknown, and every story replays."""
    prover = Prover(model(text))
    found = {promise: prover.prove(promise) for promise in DECIDED}
    assert [a.promise for a in found.values() if a.verdict is Verdict.UNKNOWN] == []
    assert [part.bug for a in found.values() for part in a.parts if part.bug is not None] == []
    return {promise: answer.verdict for promise, answer in found.items()}


def chain(count: int, facts: str, move: str) -> str:
    """So many stages, one after the other; `{i}` and `{n}` stand for a stage and the next."""
    lines = [f'procedure p "P"\n  start at s0\nrole r "R", tier 1\n{facts}']
    for i in range(count):
        onward = f"s{i + 1}" if i + 1 < count else "out"
        lines += [
            f'stage s{i} "S {i}"',
            "  led by the r",
            "  this stage must end within 5 working days",
            "  if agreed, go to done",
            move.format(i=i, n=onward),
            f"  otherwise, the case must go to {onward}",
        ]
    return "\n".join(lines) + "\n" + END


@pytest.mark.parametrize("kind", ["fixed", "can arise", "can change"])
def test_a_fact_for_each_of_forty_stages(kind: str) -> None:
    """What a stage alone speaks of is forgotten behind it."""
    facts = "\n".join(f'fact f{i} "f{i}", {kind}' for i in range(40))
    found = answered(chain(40, facts, "  if not resolved and f{i}, the case must go to out"))
    assert found[Promise.EVERY_PATH_ENDS] is Verdict.PROVED
    assert found[Promise.SAME_DAY_ESCALATION] is Verdict.REFUTED


@pytest.mark.parametrize("joined", ["and", "or"])
def test_one_condition_of_thirty_facts(joined: str) -> None:
    """Of every kind, all spoken of at once."""
    kinds = ("fixed", "can arise", "can change")
    facts = "\n".join(f'fact f{i} "f{i}", {kinds[i % 3]}' for i in range(30))
    condition = f" {joined} ".join(f"f{i}" for i in range(30))
    text = chain(2, facts, f"  whenever {condition}, the case must go to out")
    assert answered(text)[Promise.EVERY_PATH_ENDS] is Verdict.PROVED


def test_a_fact_of_forty_options() -> None:
    """Each option sends the case elsewhere: all are needed, and one without a line is found."""
    options = [f"o{i}" for i in range(40)]
    facts = f'fact grade "grade", either {" or ".join(options)}, fixed'
    lines = "\n".join(f"  if not resolved and {o}, the case must go to out" for o in options)
    head = chain(1, facts, "@").split("@")[0]
    assert answered(f"{head}{lines}\n{END}")[Promise.EVERY_PATH_ENDS] is Verdict.PROVED
    fewer = "\n".join(lines.splitlines()[:-1])
    assert answered(f"{head}{fewer}\n{END}")[Promise.EVERY_PATH_ENDS] is Verdict.REFUTED


def test_readings_of_which_one_alone_matters() -> None:
    """Twenty readings, each on a stage of its own; one of them decides whether the case ends."""
    facts = "\n".join(f'reading r{i}, either a{i} "one" or b{i} "other"' for i in range(20))
    text = chain(20, facts, "  if not resolved and a{i}, the case must go to out")
    assert answered(text)[Promise.EVERY_PATH_ENDS] is Verdict.PROVED
    lost = text.replace("  otherwise, the case must go to s7", "  if not resolved and b6, missing")
    assert answered(lost)[Promise.EVERY_PATH_ENDS] is Verdict.OPEN


def test_a_fixed_fact_keeps_its_value_though_nothing_speaks_of_it() -> None:
    """A case that starts at the second stage is one with `late`, which no stage speaks of."""
    text = (
        'procedure p "P"\n  start at s0\n  when late, start at s1 instead\nrole r "R"\n'
        'fact late "it is late", fixed\n'
        'stage s0 "S"\n  led by the r\n  if agreed, go to done\n  otherwise, go to done\n'
        'stage s1 "T"\n  led by the r\n  if agreed, go to done\n' + END
    )
    prover = Prover(model(text))
    (story,) = {
        part.story
        for part in prover.prove(Promise.EVERY_PATH_ENDS).parts
        if part.key.place == "s1"
        if part.story is not None and part.key.row == "not agreed"
    }
    assert [atom.name for atom in story.events[0].facts] == ["late"]


def test_what_is_forgotten_stays_so_from_where_a_promise_asks() -> None:
    """The way to that moment turns on an option of which nothing speaks afterwards."""
    text = (
        'procedure p "P"\nfact grade "the grade", either light or grave, fixed\n'
        'stage s0 "S"\n  if not resolved, the case must go to s1\n'
        'stage s1 "T"\n  if not resolved and grave, the case must go to s2\n'
        'stage s2 "U"\n  if not resolved, go to s3\nstage s3 "V"\n'
    )
    procedure = model(f"{text}require that if not agreed, the case reaches s1\n")
    answer = prove_require(Prover(procedure), procedure.requires[0])
    assert answer is not None
    assert answer.verdict is Verdict.REFUTED
    assert [part.bug for part in answer.parts if part.bug is not None] == []
