"""Texts whose turns are used in too many ways to count them all."""

from __future__ import annotations

import pytest

from checker.answers.verdict import Answer, PartAnswer, PartKey, Promise, Reason, Unknown, Verdict
from checker.procedure.from_syntax import load_text
from checker.proof.bracket import between
from checker.proof.prove import Prover
from tests.proof.turns import Tally, compare, run

PROVED, REFUTED, UNKNOWN = Verdict.PROVED, Verdict.REFUTED, Verdict.UNKNOWN
WORK = Unknown(Reason.WORK)


def loops(count: int) -> str:
    """A chain of stages in each of which a case may go on three times and back twice."""
    stages = "".join(
        f'stage s{n} "Stage"\n'
        "  led by the worker\n"
        "  this stage must end within 2 working days\n"
        "  if agreed, go to done\n"
        f"  if no answer, the case must go to {f's{n + 1}' if n + 1 < count else 'out'},"
        " at most 3 times\n"
        f"  if not agreed, the case must go to s{max(0, n - 1)}, at most twice\n"
        "  otherwise, the case must go to out\n"
        for n in range(count)
    )
    return (
        'procedure loops "Loops"\nrole worker "Worker", tier 1\n'
        f'fact harm "harm", can arise, is harm\n{stages}'
        'ending done "Done", by agreement\nending out "Out", by referral\n'
    )


@pytest.mark.parametrize("count", [8, 12])
def test_chains_of_loops(count: int) -> None:
    """Turns grow threefold with each stage; every check is decided all the same."""
    procedure, _ = load_text(loops(count), "loops.procedure")
    assert procedure is not None
    prover = Prover(procedure)
    escalated = prover.prove(Promise.SAME_DAY_ESCALATION)
    broken = {part.key.place for part in escalated.parts if part.verdict is REFUTED}
    assert broken == {f"s{n}" for n in range(count)}
    assert all(part.bug is None for part in escalated.parts)
    assert all(part.story for part in escalated.parts if part.verdict is REFUTED)
    assert prover.prove(Promise.EVERY_PATH_ENDS).verdict is PROVED
    assert prover.prove(Promise.NO_LOOP).verdict is PROVED
    assert prover.prove(Promise.REACHABLE).verdict is PROVED
    assert prover.exclusive().verdict is PROVED


def test_as_where_turns_are_counted() -> None:
    """Nothing else is told; `python -m tests.proof.turns` compares many more."""
    tally = run(seed=5, count=15)
    assert tally.failures == []
    assert tally.seen["the same"] > 10 * tally.seen["less"]


SPENT = """\
procedure spent "Spent"
role worker "Worker", tier 1
fact urgent "It is urgent", fixed
stage one "One"
  led by the worker
  this stage must end within 2 working days
  {line}, at most 6 times
  if not agreed, the case must go to done
  otherwise, the case must go to done
ending done "Done", by agreement
require that every case ends
require that whenever urgent, the case reaches done
require that some case can reach done
require that no case stays in one
"""


@pytest.mark.parametrize(
    "line",
    [
        "at any time when urgent, the case must go to one instead",
        "at any time when urgent, the case must go to one",
        "if agreed, the case must go to one",
        "if agreed and urgent, the case must go to one",
    ],
)
def test_more_turns_than_are_tried(line: str) -> None:
    """What only a case shows that has used all of them is never told to be otherwise."""
    procedure, diagnostics = load_text(SPENT.format(line=line), "spent.procedure")
    assert procedure is not None, diagnostics
    assert list(compare(procedure, Tally())) == []


def test_what_some_case_can_do_is_not_refuted_by_few() -> None:
    """It takes more turns than are tried."""
    text = SPENT.format(line="if agreed, the case must go to one")
    text = text.replace("otherwise, the case must go to done", "otherwise, go to late")
    text = text.replace("reach done", "reach late").replace("not agreed", "not resolved")
    text = text.replace("ending done", 'ending late "Late", by referral\nending done')
    procedure, diagnostics = load_text(text, "spent.procedure")
    assert procedure is not None, diagnostics
    assert list(compare(procedure, Tally())) == []


def answer(verdict: Verdict, **parts: Verdict) -> Answer:
    """An answer with the verdicts of its parts."""
    found = tuple(PartAnswer(PartKey(name, "waiting"), each) for name, each in parts.items())
    unknown = WORK if verdict is UNKNOWN else None
    return Answer(Promise.EVERY_PATH_ENDS, verdict, found, unknown)


@pytest.mark.parametrize(
    ("more", "fewer", "verdict", "parts"),
    [
        (answer(PROVED, one=PROVED), answer(PROVED, one=PROVED), PROVED, [PROVED]),
        (answer(PROVED, one=PROVED), answer(PROVED), PROVED, [PROVED]),
        (answer(REFUTED, one=REFUTED), answer(REFUTED, one=REFUTED), REFUTED, [REFUTED]),
        (answer(REFUTED, one=REFUTED), answer(PROVED, one=PROVED), UNKNOWN, [UNKNOWN]),
        (answer(REFUTED, one=REFUTED), answer(PROVED), UNKNOWN, [UNKNOWN]),
        (answer(UNKNOWN), answer(REFUTED, one=REFUTED), UNKNOWN, []),
        (answer(PROVED, one=PROVED), answer(UNKNOWN), UNKNOWN, []),
        (answer(Verdict.OPEN), answer(Verdict.OPEN), Verdict.OPEN, []),
        (answer(REFUTED), answer(REFUTED), REFUTED, []),
        (answer(PROVED), answer(REFUTED), UNKNOWN, []),
        (
            answer(Verdict.PROVED_IF_GUIDED, one=Verdict.PROVED_IF_GUIDED, two=PROVED),
            answer(Verdict.PROVED_IF_GUIDED, one=PROVED, two=Verdict.PROVED_IF_GUIDED),
            UNKNOWN,
            [UNKNOWN, UNKNOWN],
        ),
        (
            answer(REFUTED, one=REFUTED, two=REFUTED),
            answer(REFUTED, one=REFUTED, two=PROVED),
            REFUTED,
            [REFUTED, UNKNOWN],
        ),
        (
            answer(Verdict.PROVED_IF_GUIDED, one=Verdict.PROVED_IF_GUIDED),
            answer(PROVED, one=PROVED),
            UNKNOWN,
            [UNKNOWN],
        ),
    ],
)
def test_between(more: Answer, fewer: Answer, verdict: Verdict, parts: list[Verdict]) -> None:
    """Only what both say is told."""
    found = between(more, fewer, WORK)
    assert found.verdict is verdict
    assert [part.verdict for part in found.parts] == parts
    assert (found.unknown is not None) is (verdict is UNKNOWN)
