"""Promises over several stages by latest arrivals: long chains, and facts that exclude ways."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from checker.answers.verdict import Answer, Verdict
from checker.procedure.from_syntax import load_text
from checker.proof.encoding import passes, spots
from checker.proof.promises import prove_require
from checker.proof.prove import Prover
from tests.proof.agreement import Tally, compare
from tests.proof.passes import run

HEAD = """\
procedure chain "A chain"
  working day 09:00 to 17:00
role worker "Worker", tier 1
role chair "Chair", tier 4
"""
TAIL = """\
stage board "The board"
  led by the chair
  this stage is the board's
  this stage must end within 10 working days
  otherwise, go to ruled
ending resolved "Resolved", by agreement
ending ruled "Ruled", by decision
"""
LIMIT = "this stage must end within 5 working days"


def chain(promise: str, *limits: tuple[str, ...], head: str = "") -> str:
    """A chain of stages with these lines each, up to the board."""
    stages = ""
    for number, lines in enumerate(limits):
        after = f"s{number + 1}" if number + 1 < len(limits) else "board"
        own = "".join(f"  {line}\n" for line in lines)
        stages += f'stage s{number} "Stage"\n  led by the worker\n{own}'
        stages += f"  if agreed, go to resolved\n  if not resolved, the case must go to {after}\n"
    return f"{HEAD}{head}{stages}{TAIL}require that {promise}\n"


def asked(text: str) -> Answer:
    """The answer on the promise at the end of a text; every story has to replay."""
    procedure, diagnostics = load_text(text, "chain.procedure")
    assert procedure is not None, diagnostics
    answer = prove_require(Prover(procedure), procedure.requires[-1])
    assert answer is not None
    assert [part.bug for part in answer.parts if part.bug is not None] == []
    return answer


@pytest.mark.parametrize("count", [1, 15, 30])
def test_chains(count: int) -> None:
    """A day less than the stages take together is too little; every limit counts."""
    stages = [(LIMIT,)] * count
    kept = asked(chain(f"every case ends within {5 * count} working days", *stages))
    assert kept.verdict is Verdict.PROVED
    (part,) = [part for part in kept.parts if part.key.row == "by then"]
    lines = {support.line for support in part.rests_on}
    assert len(lines) == 3 * count
    late = asked(chain(f"every case ends within {5 * count - 1} working days", *stages))
    assert late.verdict is Verdict.REFUTED


def pairs(number: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Two stages: a fact lengthens the one, its absence the other."""
    longer = "this stage must end within 10 working days instead"
    return (LIMIT, f"when f{number}, {longer}"), (LIMIT, f"when not f{number}, {longer}")


def facts(count: int) -> str:
    """So many facts that do not change."""
    return "".join(f'fact f{number} "Fact {number}", fixed\n' for number in range(count))


@pytest.mark.parametrize("mirrored", [False, True])
def test_ways_that_facts_exclude(mirrored: bool) -> None:  # noqa: FBT001
    """Where only one of two stages can be long, the worst way of each alone is none of a case;
    side by side, or all of the one kind before all of the other.
    """
    stages = [stage for number in range(3) for stage in pairs(number)]
    if mirrored:
        stages = [*stages[::2], *reversed(stages[1::2])]
    for days, verdict in ((45, Verdict.PROVED), (44, Verdict.REFUTED)):
        text = chain(f"every case ends within {days} working days", *stages, head=facts(3))
        assert asked(text).verdict is verdict


def test_readings() -> None:
    """Of limits that are read in two ways each, the longest count; one reading less keeps it."""
    ways = "".join(
        f'reading way{n}, either long{n} "as ten" or short{n} "as five"\n' for n in range(4)
    )
    stages = [
        (
            f"when long{n}, this stage must end within 10 working days",
            f"when short{n}, this stage must end within 5 working days",
        )
        for n in range(4)
    ]
    kept = asked(chain("every case ends within 40 working days", *stages, head=ways))
    assert kept.verdict is Verdict.PROVED
    hanging = asked(chain("every case ends within 39 working days", *stages, head=ways))
    assert hanging.verdict is Verdict.OPEN


def test_a_condition_on_the_case_excludes_ways() -> None:
    """A promise about some cases is not broken by others."""
    longer = f"when f0, {LIMIT.replace('5', '10')} instead"
    text = chain("every case ends within 10 working days when f0", (LIMIT,), (LIMIT, longer))
    text = text.replace("stage s0", f"{facts(1)}stage s0", 1)
    assert asked(text).verdict is Verdict.REFUTED
    assert asked(text.replace("when f0\n", "when not f0\n")).verdict is Verdict.PROVED


def test_what_arises_on_the_way_stays() -> None:
    """A fact that arises in one stage has arisen in the next; both engines say so."""
    head = 'fact late "It is late", can arise\n'
    longer = "this stage must end within 10 working days instead"
    stages = [(LIMIT, f"when late, {longer}"), (LIMIT, f"when not late, {longer}")]
    verdicts = {}
    for order in (stages, stages[::-1]):
        for days in (10, 15, 20):
            text = chain(f"every case ends within {days} working days", *order, head=head)
            verdicts[order is stages, days] = asked(text).verdict
            tally = Tally()
            compare(text, tally)
            assert tally.failures == []
    assert verdicts[True, 15] is verdicts[False, 20] is Verdict.PROVED
    assert verdicts[True, 10] is verdicts[False, 15] is Verdict.REFUTED


def test_rounds_count_with_what_can_arise() -> None:
    """Once, and once again for each fact that can arise, though no line speaks of it."""
    back = ("this stage must end within 5 working days", "if no answer, go to s0")
    for head, days in (("", 5), ('fact late "It is late", can arise\n', 10)):
        for limit, verdict in ((days, Verdict.PROVED), (days - 1, Verdict.REFUTED)):
            text = chain(f"every case ends within {limit} working days", back, head=head)
            (part,) = [each for each in asked(text).parts if each.key.row == "by then"]
            assert part.verdict is verdict
            tally = Tally()
            compare(text, tally)
            assert tally.failures == []


def test_a_stage_that_no_case_comes_to() -> None:
    """Though each line on the way there can be taken by some case; what follows is none's."""
    grade = 'fact grade "Grade", either grave or plain or light, fixed\n'
    text = chain("every case ends within 10 working days", *[(LIMIT,)] * 3, head=grade)
    for to, when in (("s1", "not grave"), ("s2", "not plain and not light")):
        onward = f"  if not resolved and {when}, the case must go to {to}\n"
        other = "  otherwise, the case must go to board\n"
        text = text.replace(f"  if not resolved, the case must go to {to}\n", onward + other)
    assert asked(text).verdict is Verdict.PROVED
    assert asked(text.replace("within 10", "within 9")).verdict is Verdict.REFUTED
    tally = Tally()
    compare(text, tally)
    assert tally.failures == []


def test_spots_are_bounded_where_cases_come_back() -> None:
    """A long text without a way back has as many as it has stages; one with too many ways back is
    decided path by path.
    """
    back = (LIMIT, "if no answer, go to s0")
    for lines, verdict in (((LIMIT,), Verdict.PROVED), (back, Verdict.REFUTED)):
        text = chain("every case ends within 25 working days", *[(LIMIT,)] * 4, lines)
        with patch.object(spots, "MOST_SPOTS", 3):
            answer = asked(text)
        assert answer.verdict is verdict
        (part,) = [each for each in answer.parts if each.key.row == "by then"]
        assert part.verdict is Verdict.PROVED


def test_some_stages_alone_count() -> None:
    """What comes after them, or before, does not."""
    stages = [(LIMIT,)] * 6
    assert asked(chain("stages s1 to s3 take at most 15 working days", *stages)).verdict is (
        Verdict.PROVED
    )
    assert asked(chain("stages s1 to s3 take at most 14 working days", *stages)).verdict is (
        Verdict.REFUTED
    )


def test_what_is_too_much_work_is_decided_path_by_path() -> None:
    """The same verdicts, where few stages lie on the way."""
    with patch.object(passes, "MOST_ENTRIES", 0):
        for days, verdict in ((20, Verdict.PROVED), (19, Verdict.REFUTED)):
            text = chain(f"every case ends within {days} working days", *[(LIMIT,)] * 4)
            assert asked(text).verdict is verdict
        many = chain("every case ends within 100 working days", *[(LIMIT,)] * 20)
        assert asked(many).verdict is Verdict.UNKNOWN


def test_hours() -> None:
    """A chain of many, and not a minute less; no opening is the worst start where hours lead on to
    a day: noon is, as the case then comes to the next stage at midnight.
    """
    stages = [("this stage must end within 4 hours",)] * 20
    for hours, verdict in ((80, Verdict.PROVED), (79, Verdict.REFUTED)):
        text = chain(f"stages s0 to s19 take at most {hours} hours", *stages)
        assert asked(text).verdict is verdict
    stages = [
        ("this stage must end within 12 hours",),
        ("this stage must end within 1 working day",),
    ]
    for minutes, verdict in ((0, Verdict.PROVED), (-1, Verdict.REFUTED)):
        limit = f"{149 * 60 + minutes} minutes"  # a Wednesday's noon, and the Tuesday after Easter
        text = chain(f"stages s0 to s1 take at most {limit}", *stages)
        assert asked(text).verdict is verdict


def test_a_total_that_begins_on_the_way() -> None:
    """It counts from the first of its stages on."""
    total = "stages s1 to s2 must end within 7 working days\n"
    for days, verdict in ((12, Verdict.PROVED), (11, Verdict.REFUTED)):
        text = chain(f"stages s0 to s2 take at most {days} working days", *[(LIMIT,)] * 3)
        assert asked(text.replace("require", f"{total}require")).verdict is verdict


def test_cases_that_start_on_the_way() -> None:
    """From a fact or an outcome on, in any stage of a chain of many."""
    head = 'fact harm "Harm", can arise, is harm\n'
    for what in ("whenever harm", "if not resolved"):
        for days, verdict in ((40, Verdict.PROVED), (39, Verdict.REFUTED)):
            promise = f"{what}, the case reaches board or resolved within {days} working days"
            limits = [(LIMIT,)] * (8 if what == "whenever harm" else 9)
            answer = asked(chain(promise, *limits, head=head))
            assert answer.verdict is verdict
            late = {part.key.place for part in answer.parts if not part.verdict.kept}
            assert late == (set() if verdict is Verdict.PROVED else {"s0"})


def test_beyond_the_tables_years() -> None:
    """Nothing is said of a date that no table has."""
    stages = [("this stage must end within 120 months",)] * 3
    answer = asked(chain("every case ends within 30 months", *stages))
    assert answer.verdict is Verdict.UNKNOWN
    far = asked(chain("every case ends within 400 months", *stages))
    assert far.verdict is Verdict.UNKNOWN


def test_as_path_by_path() -> None:
    """The same verdicts; `python -m tests.proof.passes` compares many more."""
    tally = run(seed=11, count=12)
    assert tally.failures == []
    assert sum(tally.verdicts.values()) > tally.verdicts["path by path alone"]
