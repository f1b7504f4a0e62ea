"""Promises of a writer's own and about the structure: what each means, as both engines see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.answers.verdict import PartKey, Promise, Row, Verdict
from checker.proof.promises import prove_require
from checker.proof.prove import Prover
from checker.proof.totals import whole_fit
from tests.explorer import asking, explore, fits, never_taken, reached
from tests.proof.meaning_cases import (
    AGREED,
    CHECK,
    DAY,
    LANE,
    OUT,
    RISK,
    RULED,
    TO_TWO,
    TWO,
    UNRESOLVED,
    Case,
)
from tests.proof.told import model
from tests.review.texts import UNDECIDED, blocks_of

if TYPE_CHECKING:
    from checker.procedure.model import Procedure, Require

BOTH = (AGREED, UNRESOLVED)
ON = (DAY, AGREED, TO_TWO)
DECIDES = 'the manager must decide "it"'
SECOND = f"{TWO}  led by the worker\n  {DAY}\n  {AGREED}\n  {UNRESOLVED}\n"
DECIDED = f"{TWO}  led by the worker\n  {DECIDES}\n  if decided, go to ruled\n"
LEDLESS = f"{TWO}  led by a named person\n"
RECORD = 'the worker must record "it"'
SHOULD = DAY.replace("must", "should")
TO_ENDING = "if not resolved, the case must go to ruled within 1 working day"
THREE_DAYS = DAY.replace("1 working day", "3 working days")
PROMPT = 'this stage must end, timing "promptly"'
RISK_LANE = "whenever not risk, the case must go to board within 1 working day"
TO_THREE = "if not resolved, the case must go to three"
THREE = f'stage three "Three"\n  led by the worker\n  {DAY}\n  {AGREED}\n  otherwise, go to done\n'
STAYING = "at stage board\n  at any time, the case must go to done\n"
MAY_DECIDE = DECIDED.replace("must decide", "may decide")
VOID = 'stage void "Void", missing\n'
RISKS = RISK.format("can arise")
READ = 'reading r, either each "one way" or total "another"\n'
SAFE = 'fact harm "a child is at risk of harm", can arise, is harm\n'


def both(text: str) -> Verdict:
    """The verdict of both engines on the last line of a text."""
    procedure = model(text)
    verdict = alike(procedure, procedure.requires[-1])
    assert verdict is not None
    return verdict


def alike(procedure: Procedure, require: Require) -> Verdict | None:
    """The verdict of both engines on a promise; their parts are alike, too. None where neither
    decides it.
    """
    answer, question = prove_require(Prover(procedure), require), asking(procedure, require)
    assert (answer is None) is (question is None)
    if answer is None or question is None:
        return None
    explored = question.answer()
    assert answer.verdict is explored.verdict
    assert {part.key for part in answer.parts} == {part.key for part in explored.parts}
    if not answer.verdict.kept:
        theirs = {part.key: part.verdict for part in explored.parts}
        alike = [p for p in answer.parts if p.verdict is theirs[p.key] or p.verdict.kept]
        assert alike == list(answer.parts)
    assert [part.bug for part in answer.parts if part.bug is not None] == []
    return answer.verdict


@pytest.mark.parametrize(
    ("expected", "promise", "lines", "others", "declared"),
    [
        # Where cases come to.
        (Verdict.PROVED, "every case ends", (DAY, *BOTH), "", ""),
        (Verdict.PROVED_IF_ASSUMED, "every case ends", BOTH, "", ""),
        (Verdict.REFUTED, "every case reaches board", (DAY, *BOTH), "", ""),
        (Verdict.VACUOUS, "every case reaches one", BOTH, "", ""),
        (Verdict.REFUTED, "every case reaches done", (DAY, *BOTH), "", ""),
        (Verdict.PROVED, "some case can reach board", (AGREED, UNRESOLVED), "", ""),
        (Verdict.REFUTED, "some case can reach two", (AGREED, UNRESOLVED), SECOND, ""),
        (Verdict.PROVED, "no case reaches two", (AGREED, UNRESOLVED), SECOND, ""),
        (Verdict.PROVED, "board only after two", (AGREED, TO_TWO), SECOND, ""),
        (Verdict.REFUTED, "done only after two", (AGREED, TO_TWO), SECOND, ""),
        (
            Verdict.REFUTED,
            "void only after two",
            (AGREED, "if not resolved, the case must go to void"),
            SECOND + VOID,
            "",
        ),
        (Verdict.PROVED, "no case stays in one", (DAY, *BOTH), "", ""),
        (Verdict.REFUTED, "no case stays in board", (DAY, *BOTH), "", ""),
        # A duty that is complied with takes an outcome away, and so an exit.
        (
            Verdict.PROVED_IF_GUIDED,
            "no case reaches board",
            (DECIDES.replace("must", "should"), "if not decided, the case must go to board"),
            "",
            "",
        ),
        # A case returns once where it can go back, and as often as there are turns.
        (
            Verdict.REFUTED,
            "no case returns to one",
            ("if agreed, the case must go to one, at most once",),
            "",
            "",
        ),
        (
            Verdict.PROVED,
            "no case returns to one more than once",
            ("if agreed, the case must go to one, at most once",),
            "",
            "",
        ),
        # A condition that is fixed: other cases break nothing.
        (
            Verdict.PROVED,
            "no case reaches board when risk",
            (AGREED, f"if not resolved and not risk, {UNRESOLVED[17:]}"),
            "",
            RISK.format("fixed"),
        ),
        (
            Verdict.REFUTED,
            "no case reaches board unless risk",
            (AGREED, f"if not resolved and not risk, {UNRESOLVED[17:]}"),
            "",
            RISK.format("fixed"),
        ),
        # From some moment on.
        (Verdict.REFUTED, "if agreed, the case reaches board", (DAY, *BOTH), "", ""),
        (Verdict.PROVED, "if not resolved, the case reaches board", (DAY, *BOTH), "", ""),
        (
            Verdict.REFUTED,
            "if not agreed, the case reaches two",
            (DAY, AGREED, TO_TWO, LANE),
            SECOND,
            SAFE,
        ),
        (
            Verdict.PROVED,
            "if not agreed, the case reaches two or board",
            (DAY, AGREED, TO_TWO, LANE),
            SECOND,
            SAFE,
        ),
        *(
            (
                expected,
                "if no finding, the case reaches two",
                (
                    DAY,
                    f"unless risk, {CHECK.replace('must', 'may')}",
                    f"if no finding, the case must go to two{when}",
                    "otherwise, the case must go to two",
                    "whenever risk, the case must go to board within 1 working day",
                ),
                SECOND,
                RISKS,
            )
            for expected, when in (
                (Verdict.REFUTED, " within 2 working days"),
                (Verdict.PROVED, ""),
            )
        ),
        (
            Verdict.OPEN,
            "whenever risk, the case reaches done",
            (DAY, AGREED, "if not resolved, missing"),
            "",
            RISKS,
        ),
        # Responses.
        (Verdict.PROVED, "if not resolved, the case moves on", BOTH, STAYING, ""),
        (Verdict.REFUTED, "if not decided, the case moves on", ON, MAY_DECIDE + RULED, ""),
        (Verdict.PROVED, "whenever risk, the case moves on", (DAY, *BOTH), STAYING, RISKS),
        (
            Verdict.OPEN,
            "if not agreed, the case moves on",
            (AGREED, "if not resolved, the case must go to void"),
            VOID,
            "",
        ),
        (
            Verdict.OPEN,
            'at every stage, the manager must decide "it"',
            (DECIDES, "if decided, the case must go to void", "if not decided, go to done"),
            VOID,
            "",
        ),
        (Verdict.PROVED, 'after two, the manager must decide "it"', ON, DECIDED + RULED, ""),
        (Verdict.REFUTED, 'after two, the worker must decide "it"', ON, DECIDED + RULED, ""),
        (
            Verdict.PROVED,
            "whenever risk, the case moves on",
            (DAY, "if agreed and risk, go to done", UNRESOLVED),
            STAYING,
            RISK.format("fixed"),
        ),
        *(
            (
                expected,
                f'if {outcome}, the worker must record "it"',
                (DAY, *BOTH, f"if agreed, {RECORD}"),
                f"at stage board\n  {RECORD}\n",
                "",
            )
            for expected, outcome in (
                (Verdict.PROVED, "agreed"),
                (Verdict.REFUTED, "no answer"),
            )
        ),
        # A limit over several stages.
        (Verdict.PROVED, "every case ends within 1 working day", (DAY, *BOTH), "", ""),
        (Verdict.REFUTED, "every case ends within 12 hours", (DAY, *BOTH), "", ""),
        (Verdict.REFUTED, "every case ends within 1 working day", ON, SECOND, ""),
        (Verdict.PROVED, "every case ends within 2 working days", ON, SECOND, ""),
        (
            Verdict.REFUTED,
            "every case ends within 1 working day",
            (DAY, *BOTH, "the manager may extend by 1 working day"),
            "",
            "",
        ),
        (
            Verdict.PROVED,
            "every case ends within 2 working days",
            (DAY, *BOTH, "the manager may extend by 1 working day"),
            "",
            "",
        ),
        # A permission is used in its time or not at all; a move waits for whom it has to consult.
        (
            Verdict.PROVED,
            "every case ends within 2 working days",
            (DAY, AGREED, TO_ENDING, "if not resolved, the case may go to two within 1 hour"),
            SECOND + RULED,
            "",
        ),
        (
            Verdict.REFUTED,
            "every case ends within 2 working days",
            (DAY, AGREED, f"{UNRESOLVED}, after consulting their manager within 2 working days"),
            "",
            "",
        ),
        # What is vague ends the wait at once, or never; of two figures the later may count.
        (Verdict.OPEN, "every case ends within 2 working days", (PROMPT, *BOTH), "", ""),
        (
            Verdict.OPEN,
            "every case ends within 2 working days",
            (f"{DAY}, or 3 working days as also written", *BOTH),
            "",
            "",
        ),
        # What arises may switch off what would end the wait.
        (
            Verdict.REFUTED,
            "every case ends within 2 working days",
            (
                f"unless risk, {DAY}",
                f"when risk, {DAY.replace('1 working day', '3 working days')}",
                *BOTH,
                RISK_LANE,
            ),
            "",
            RISKS,
        ),
        # The limit over some stages counts for those who come there from outside.
        (Verdict.PROVED, "stages two to two take at most 1 working day", ON, SECOND, ""),
        (Verdict.REFUTED, "stages one to two take at most 1 working day", ON, SECOND, ""),
        (
            Verdict.REFUTED,
            "stages one to one take at most 5 working days",
            (DAY, AGREED, UNRESOLVED.replace("board", "one")),
            "",
            "",
        ),
        (
            Verdict.PROVED,
            "if no answer, the case reaches board within 1 working day",
            (DAY, *BOTH),
            "",
            "",
        ),
        (
            Verdict.REFUTED,
            "if no answer, the case reaches two within 1 working day",
            (DAY, *BOTH),
            SECOND,
            "",
        ),
        (
            Verdict.REFUTED,
            "whenever risk, the case reaches board or done within 1 working day",
            (
                DAY,
                AGREED,
                "if not agreed and risk, the case must go to board",
                "if no answer, go to done",
            ),
            "",
            RISKS,
        ),
        # A limit of a stage that a case need not have been in gives no date.
        (
            Verdict.REFUTED,
            "if not agreed, the case reaches one or done within 1 month",
            ON,
            SECOND.replace(UNRESOLVED, f"{TO_THREE} within 1 day of the start of three") + THREE,
            "",
        ),
        # What delays a case beside those that are like it.
        (Verdict.PROVED, "risk never delays board", (DAY, *BOTH), "", RISKS),
        (
            Verdict.REFUTED,
            "risk never delays board",
            (f"unless risk, {DAY}", f"when risk, {THREE_DAYS}", *BOTH),
            "",
            RISKS,
        ),
        (
            Verdict.PROVED,
            "risk never delays board",
            (f"unless risk, {THREE_DAYS}", f"when risk, {DAY}", *BOTH),
            "",
            RISK.format("fixed"),
        ),
        (
            Verdict.PROVED_IF_GUIDED,
            "risk never delays board",
            (f"unless risk, {DAY}", f"when risk, {SHOULD}", *BOTH),
            "",
            RISK.format("fixed"),
        ),
        (
            Verdict.REFUTED,
            "risk never delays board",
            (f"unless risk, {DAY}", *BOTH),
            "",
            RISK.format("fixed"),
        ),
        (Verdict.VACUOUS, "risk never delays board", (f"when risk, {DAY}", *BOTH), "", RISKS),
        (Verdict.VACUOUS, "risk never delays two", (DAY, *BOTH), SECOND, RISKS),
        (Verdict.VACUOUS, "consulting never delays board", (DAY, *BOTH), "", ""),
        (
            Verdict.REFUTED,
            "consulting never delays board",
            (DAY, AGREED, f"{UNRESOLVED}, after consulting their manager within 1 day"),
            "",
            "",
        ),
        (
            Verdict.OPEN,
            "consulting never delays board",
            (DAY, AGREED, f'{UNRESOLVED}, after consulting their manager, timing "promptly"'),
            "",
            "",
        ),
        # What is written.
        (Verdict.PROVED, "every stage has a lead", BOTH, "", ""),
        (Verdict.REFUTED, "every stage has a lead", BOTH, LEDLESS, ""),
        (Verdict.PROVED, "every stage has a lead except two", BOTH, LEDLESS, ""),
        (Verdict.OPEN, "every stage has a lead", BOTH, VOID, ""),
        (Verdict.REFUTED, "every stage has a counterpart", BOTH, "", ""),
        (Verdict.PROVED, "every stage has a counterpart except board", BOTH, "", ""),
        (Verdict.PROVED, "every stage has a limit except board", (DAY, *BOTH), "", ""),
        (Verdict.PROVED_IF_GUIDED, "every stage has a limit except board", (SHOULD, *BOTH), "", ""),
        (
            Verdict.REFUTED,
            "every stage has a limit except board",
            (DAY, "whenever risk, the case may go to board instead", *BOTH),
            "",
            RISKS,
        ),
        (Verdict.PROVED, "every stage has a record except board", (*BOTH, RECORD), "", ""),
        (
            Verdict.REFUTED,
            "every stage has a record except board",
            (*BOTH, RECORD, f"when risk, {RECORD.replace('must', 'may')} instead"),
            "",
            RISKS,
        ),
        (
            Verdict.REFUTED,
            "every stage has a record except board",
            (*BOTH, f"if agreed, {RECORD}"),
            "",
            "",
        ),
        (Verdict.PROVED, "every stage has a way on except board", BOTH, "", ""),
        (Verdict.REFUTED, "every stage has a way on for agreed", BOTH, "", ""),
        (
            Verdict.REFUTED,
            "every stage has a way on except board",
            (AGREED, f"{UNRESOLVED}, at most once"),
            "",
            "",
        ),
        (
            Verdict.PROVED,
            "every stage has a way on except board",
            (AGREED, f"{UNRESOLVED}, at most once", "otherwise, the case must go to board"),
            "",
            "",
        ),
        (Verdict.VACUOUS, "every stage has a way on for decided", BOTH, "", ""),
        (Verdict.PROVED, "whoever leads one never leads board", BOTH, "", ""),
        (Verdict.REFUTED, "whoever leads one never leads two", BOTH, SECOND, ""),
        (Verdict.OPEN, "whoever leads one never leads void", BOTH, VOID, ""),
        (
            Verdict.VACUOUS,
            "whoever leads one never leads two",
            BOTH,
            f"{TWO}  led by not stated\n",
            "",
        ),
        (
            Verdict.OPEN,
            "whoever leads one never leads two",
            BOTH,
            f"{TWO}  when each, led by the worker\n  when total, led by the chair\n",
            READ,
        ),
        (
            Verdict.REFUTED,
            "whoever leads one never leads two",
            BOTH,
            f"{TWO}  led by the deputy-chair\n",
            'role deputy-chair "Deputy", tier 3\n  deputy worker\n',
        ),
        (Verdict.REFUTED, "every role has a deputy", BOTH, "", ""),
        (Verdict.PROVED, "every document is present", BOTH, "", 'document form "Form"\n'),
        (Verdict.REFUTED, "every document is present", BOTH, "", 'document form "Form", missing\n'),
        (Verdict.VACUOUS, "every document is present", BOTH, "", ""),
    ],
)
def test_promise_means_what_it_says(
    expected: Verdict, promise: str, lines: tuple[str, ...], others: str, declared: str
) -> None:
    """Each kind of promise, kept and broken."""
    case = Case("own", expected, lines, others, declared=declared)
    assert both(f"{case.text.rstrip()}\nrequire that {promise}\n") is expected


@pytest.mark.parametrize("number", [0, 1], ids=["kept", "broken"])
def test_every_pattern_is_decided_alike(number: int) -> None:
    """What both engines decide is what the document on `require` has, kept and broken."""
    procedure = model(blocks_of("require")[number][0])
    expected = Verdict.REFUTED if number else Verdict.PROVED
    found = {require.kind: alike(procedure, require) for require in procedure.requires}
    assert found == {kind: None if kind in UNDECIDED else expected for kind in found}


def test_time_counts_from_stages_and_from_outside() -> None:
    """Whoever starts at an ending waits for nothing; whoever comes from outside, comes as it is."""
    begun = "start at one\n  when risk, start at out instead"
    risk = RISK.format("fixed")
    case = Case("1", Verdict.REFUTED, (DAY, *BOTH), OUT, start=begun, declared=risk)
    text = f"{case.text.rstrip()}\nrequire that every case reaches board within 1 working day\n"
    assert both(text) is Verdict.REFUTED
    procedure = model(text)
    answer = prove_require(Prover(procedure), procedure.requires[0])
    assert answer is not None
    parts = {part.key for part in answer.parts if part.key.row == Row.BY_THEN.value}
    assert parts == {PartKey("one", Row.BY_THEN.value)}
    lines = (DAY, AGREED, TO_TWO, "whenever risk, the case must go to three within 1 working day")
    two = SECOND.replace("board", "three")
    three = THREE + "  whenever risk, go to done within 1 hour\n"
    case = Case("1", Verdict.REFUTED, lines, two + three, declared=risk)
    text = f"{case.text.rstrip()}\nrequire that stages two to three take at most 1 working day\n"
    assert both(text) is Verdict.REFUTED


def test_parts_are_about_what_can_be() -> None:
    """No part is about a stage in which a condition, or an outcome of it, never can be."""
    fixed = RISK.format("fixed")
    two = SECOND + f"  when risk, {CHECK.replace('must', 'may')}\n"
    to_two = "if not resolved and not risk, the case must go to two"
    lines = (DAY, AGREED, to_two, "otherwise, missing")
    for promise, row in (
        ("whenever risk, the case reaches board or done within 5 working days", Row.BY_THEN.value),
        ("if no finding, the case moves on", "no finding"),
    ):
        case = Case("1", Verdict.REFUTED, lines, two, declared=fixed)
        text = f"{case.text.rstrip()}\nrequire that {promise}\n"
        both(text)
        procedure = model(text)
        question = asking(procedure, procedure.requires[0])
        assert question is not None
        assert PartKey("two", row) not in question.parts


def test_story_of_what_follows_keeps_to_the_lines_in_force() -> None:
    """A case is led to an outcome by ways that are open, whatever duties take away."""
    lines = (DAY, AGREED, TO_TWO)
    two = f"{TWO}  led by the worker\n  {DECIDES}\n  if not decided, the case must go to one\n"
    two += "  if decided, go to ruled\n  at any time, the case must go to three within 5 days\n"
    three = f'stage three "Three"\n  led by the worker\n  {DAY}\n  {AGREED}\n  {UNRESOLVED}\n'
    case = Case("own", Verdict.REFUTED, lines, two + three + RULED)
    text = f"{case.text.rstrip()}\nrequire that if not resolved, the case reaches one\n"
    assert both(text) is Verdict.REFUTED


def test_parts_about_two_lines_are_those_that_can_meet() -> None:
    """Two lanes that replace one another are no part; of two that meet both are told of."""
    apart = (DAY, *BOTH, LANE, "whenever harm and risk, the case must go to one instead")
    case = Case("own", Verdict.PROVED, apart, declared=SAFE + RISKS)
    procedure = model(case.text)
    for answer in (
        Prover(procedure).prove(Promise.EXCLUSIVE),
        explore(procedure, Promise.EXCLUSIVE),
    ):
        assert (answer.verdict, answer.parts) == (Verdict.PROVED, ())
    met = model(case.text.replace("harm and risk", "risk"))
    ours, theirs = Prover(met).prove(Promise.EXCLUSIVE), explore(met, Promise.EXCLUSIVE)
    assert [part.key for part in ours.parts] == [part.key for part in theirs.parts]
    assert ours.verdict is theirs.verdict is Verdict.REFUTED


def test_stages_come_to_and_lines_taken() -> None:
    """A stage that hangs on a reading is open, one that nothing leads to refuted; so its lines."""
    never = "if justified and total and each, the case must go to board"
    lines = (DAY, AGREED, "if not resolved and each, the case must go to two", CHECK, never)
    case = Case("own", Verdict.REFUTED, lines, SECOND, declared=READ)
    procedure = model(case.text.replace(f"  {UNRESOLVED}\n", "", 1))
    prover = Prover(procedure)
    found = {key.place: verdict for key, verdict in reached(procedure)}
    assert found == {
        "one": Verdict.PROVED,
        "two": Verdict.OPEN,
        "board": Verdict.REFUTED,
    }
    assert prover.unreachable() == reached(procedure)
    assert prover.never_true() == never_taken(procedure) != ()


@pytest.mark.parametrize(
    ("expected", "within", "allowed"),
    [
        (Verdict.PROVED, "within 1 working day", "3 working days"),
        (Verdict.REFUTED, "within 1 working day", "2 working days"),
        (
            Verdict.REFUTED,
            "within 1 working day, after consulting their manager within 5 working days",
            "5 working days",
        ),
        (
            Verdict.PROVED,
            "within 1 working day, after consulting their manager within 5 working days",
            "7 working days",
        ),
        (Verdict.OPEN, "within 5 days", "6 working days"),
    ],
)
def test_limits_along_a_way_fit_the_total(expected: Verdict, within: str, allowed: str) -> None:
    """A move takes until it and its consultation are over, as both engines see it."""
    case = Case("1", expected, (DAY, AGREED, f"{TO_TWO} {within}"), SECOND)
    total = f"stages one to two must end within {allowed}"
    procedure = model(f"{case.text.rstrip()}\n{total}\n")
    whole, found = whole_fit(Prover(procedure))
    assert whole is expected
    assert tuple((fit.line, fit.verdict) for fit in found) == fits(procedure)
