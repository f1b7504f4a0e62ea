"""Each rule of the definition, in one small procedure, as the explorer sees it."""

from __future__ import annotations

import pytest

from checker.answers.verdict import PartKey, Promise, Verdict
from checker.procedure.holes import HoleKind, holes
from tests.explorer import explore, holds, levels, parts
from tests.proof.meaning_cases import (
    AGREED,
    CHECK,
    DAY,
    HARM,
    LANE,
    LIMBO,
    RISK,
    SAME_DAY,
    UNRESOLVED,
    Case,
    two,
)
from tests.proof.told import ENDS, ESCALATION, NAMED, model


def verdict(promise: Promise, *one: str, others: str = "", declared: str = "") -> Verdict:
    """The verdict on a small procedure whose stage one has these lines."""
    case = Case("own", Verdict.UNKNOWN, one, others, declared=declared)
    return explore(model(case.text), promise).verdict


BOTH = (AGREED, UNRESOLVED)
RISKS = RISK.format("can change")
READ = 'reading r, either each "one way" or total "another"\n'


@pytest.mark.parametrize(
    ("expected", "lines", "others", "declared"),
    [
        # Limits and what replaces them.
        (Verdict.PROVED, (DAY, f"when risk, {DAY} instead", *BOTH), "", RISK.format("fixed")),
        (Verdict.PROVED_IF_ASSUMED, (DAY, f"when risk, {DAY} instead", *BOTH), "", RISKS),
        (
            Verdict.PROVED_IF_ASSUMED,
            (DAY, f"when risk, {DAY.replace('must', 'may')} instead", *BOTH),
            "",
            RISK.format("can arise"),
        ),
        (
            Verdict.PROVED_IF_ASSUMED,
            (DAY, "whenever risk, the case may go to board instead", *BOTH),
            "",
            RISK.format("fixed"),
        ),
        (Verdict.PROVED, BOTH, "stages one to one must end within 5 days\n", ""),
        (Verdict.PROVED_IF_ASSUMED, BOTH, "stages one to one may end within 5 days\n", ""),
        # Lanes: progress in the end, and with turns only while these are left.
        (Verdict.PROVED, ("at any time, the case must go to board", *BOTH), "", ""),
        (Verdict.PROVED_IF_ASSUMED, ("whenever risk, the case must go to board", *BOTH), "", RISKS),
        (
            Verdict.PROVED_IF_ASSUMED,
            ("at any time, the case must go to one, at most once", *BOTH),
            "",
            "",
        ),
        (
            Verdict.REFUTED,
            (
                "at any time, the case must go to board",
                "whenever risk, the case may go to limbo instead",
                *BOTH,
            ),
            LIMBO,
            RISKS,
        ),
        # A lane settles the wait after an outcome too; a limit of the stage does not.
        (Verdict.PROVED, ("at any time, the case must go to board", AGREED), "", ""),
        (Verdict.REFUTED, (DAY, AGREED), "", ""),
        # Consultations: met in the end with a limit alone.
        (Verdict.REFUTED, (DAY, AGREED, f"{UNRESOLVED}, after consulting their manager"), "", ""),
        (
            Verdict.PROVED,
            (DAY, AGREED, f'{UNRESOLVED}, after consulting their manager, timing "soon"'),
            "",
            "",
        ),
        (
            Verdict.OPEN,
            (DAY, AGREED, f"{UNRESOLVED}, after consulting their manager, timing missing"),
            "",
            "",
        ),
        # Moves: conditions, exceptions, `otherwise`.
        (Verdict.REFUTED, (DAY, AGREED, UNRESOLVED.replace(",", " and risk,")), "", RISKS),
        (
            Verdict.PROVED,
            (DAY, AGREED, UNRESOLVED.replace(",", " and risk,"), "otherwise, go to done"),
            "",
            RISKS,
        ),
        (
            Verdict.REFUTED,
            (DAY, *BOTH, "if not resolved and risk, the case must go to limbo instead"),
            LIMBO,
            RISKS,
        ),
        (Verdict.OPEN, (DAY, AGREED, "if not resolved, the case must go to missing"), "", ""),
        (Verdict.OPEN, (DAY, *BOTH, "if no answer, the case may go to missing"), "", ""),
        (Verdict.PROVED, (DAY, *BOTH, "if no answer, missing"), "", ""),
        (Verdict.OPEN, (DAY, *BOTH, "at any time, the case may go to missing"), "", ""),
        # Duties: to check and to decide, replaced, on a missing document.
        (
            Verdict.REFUTED,
            (DAY, CHECK, *BOTH, "if not justified, go to done", "if justified, go to limbo"),
            LIMBO,
            "",
        ),
        (
            Verdict.PROVED,
            (
                DAY,
                CHECK,
                f"when risk, {CHECK} instead",
                *BOTH,
                "if not justified, go to done",
            ),
            "",
            RISKS,
        ),
        (
            Verdict.REFUTED,
            (
                DAY,
                CHECK,
                f"when risk, {CHECK.replace('must', 'may')} instead",
                *BOTH,
                "if not justified, go to done",
            ),
            "",
            RISKS,
        ),
        (
            Verdict.OPEN,
            (DAY, 'the manager must decide "it" on form', "if decided, go to done"),
            "",
            'document form "Form", missing\n',
        ),
        (
            Verdict.REFUTED,
            (DAY, 'when risk, the manager must decide "it"', "if decided, go to done"),
            "",
            RISKS,
        ),
        # Loops: counted, and switched off by what stays.
        (Verdict.REFUTED, (DAY, AGREED, "if not resolved, the case must go to one"), "", ""),
        (
            Verdict.REFUTED,
            (DAY, *BOTH, "whenever risk, the case may go to two"),
            two(DAY, AGREED, "if not resolved, the case must go to one"),
            RISK.format("can arise"),
        ),
        (
            Verdict.PROVED,
            (DAY, *BOTH, "whenever risk, the case may go to two"),
            two(DAY, AGREED, UNRESOLVED, "whenever not risk, the case may go to one"),
            RISK.format("can arise"),
        ),
        # Readings and what is assumed of them.
        (
            Verdict.OPEN,
            (f"when each, {DAY}", AGREED, UNRESOLVED.replace(",", " and each,")),
            "",
            READ,
        ),
        (
            Verdict.PROVED_IF_ASSUMED,
            (f"when each, {DAY}", AGREED, UNRESOLVED.replace(",", " and each,")),
            'assume each, because "confirmed"\n',
            READ,
        ),
        # A missing stage under its good reading keeps what is about it; its exits stand.
        (
            Verdict.REFUTED,
            (DAY, AGREED, "if not resolved, the case must go to void"),
            'stage void "Void", missing\nat stages void\n  at any time, the case may go to limbo\n'
            + LIMBO,
            "",
        ),
    ],
)
def test_every_path_ends(
    expected: Verdict, lines: tuple[str, ...], others: str, declared: str
) -> None:
    """Each rule of the definition that `every-path-ends` turns on, in one small procedure."""
    assert verdict(ENDS, *lines, others=others, declared=declared) is expected


TO_TWO = "whenever harm, the case must go to two within the same working day"
WORKERS = "led by the worker of the raising side"


@pytest.mark.parametrize(
    ("expected", "lines", "others", "declared"),
    [
        # What is soon.
        (Verdict.REFUTED, (LANE.replace("the same", "1"),), "", HARM),
        (Verdict.REFUTED, (f"{LANE} of the meeting",), "", HARM),
        (Verdict.OPEN, (LANE.split(" within")[0] + ", timing missing",), "", HARM),
        (Verdict.OPEN, (f"{LANE}, or 1 working day as also written",), "", HARM),
        (Verdict.PROVED, (f"{LANE}, or the same working day as also written",), "", HARM),
        (
            Verdict.PROVED_IF_ASSUMED,
            (LANE.split(" within")[0] + ', timing "quickly"',),
            'assume "quickly" means the same working day, because "of harm"\n',
            HARM,
        ),
        (
            Verdict.REFUTED,
            (LANE.split(" within")[0] + ', timing "quickly"',),
            'assume "quickly" means 2 working days, because "of harm"\n',
            HARM,
        ),
        (Verdict.OPEN, (f"{LANE}, after consulting their manager, timing missing",), "", HARM),
        (
            Verdict.PROVED,
            (f"{LANE}, after consulting their manager within the same working day",),
            "",
            HARM,
        ),
        # Limits of the stage.
        (Verdict.PROVED, (f"{SAME_DAY} of the start of one", *BOTH), "", HARM),
        (Verdict.REFUTED, (f"{SAME_DAY} of the meeting", *BOTH), "", HARM),
        (Verdict.OPEN, ("this stage must end, timing missing", *BOTH), "", HARM),
        (
            Verdict.PROVED_IF_ASSUMED,
            ('this stage must end, timing "promptly"', *BOTH),
            'assume "promptly" means the same working day, because "of harm"\n',
            HARM,
        ),
        (Verdict.REFUTED, (SAME_DAY, "the manager may extend by 1 day", *BOTH), "", HARM),
        (Verdict.REFUTED, (SAME_DAY, "clock restarts on answer-sent", *BOTH), "", HARM),
        (Verdict.REFUTED, BOTH, "stages one to one must end within 1 working day\n", HARM),
        (Verdict.REFUTED, (SAME_DAY, AGREED), "", HARM),
        (Verdict.REFUTED, (SAME_DAY, AGREED, f"{UNRESOLVED} within 2 working days"), "", HARM),
        (
            Verdict.PROVED,
            (SAME_DAY, AGREED, f"{UNRESOLVED} within the same working day"),
            "",
            HARM,
        ),
        (Verdict.OPEN, (SAME_DAY, AGREED, "if not resolved, missing"), "", HARM),
        # Harm that changes, or is fixed; a condition beside it.
        (Verdict.PROVED, (LANE,), "", HARM.replace("can arise", "fixed")),
        (Verdict.REFUTED, (LANE.replace("harm,", "harm and risk,"),), "", HARM + RISKS),
        (
            Verdict.PROVED,
            (LANE.replace("harm,", "harm and risk,"), LANE.replace("harm,", "harm and not risk,")),
            "",
            HARM + RISK.format("can arise"),
        ),
        # The wrong way.
        (Verdict.REFUTED, (LANE, "if agreed, go to limbo"), LIMBO, HARM),
        (Verdict.PROVED, (LANE, "if agreed and not harm, go to limbo"), LIMBO, HARM),
        (Verdict.REFUTED, (LANE, "if agreed and not harm, the case may go to limbo"), LIMBO, HARM),
        (Verdict.OPEN, (LANE, "if agreed, the case may go to missing"), "", HARM),
        (
            Verdict.PROVED,
            (LANE, "if agreed, go to out"),
            'ending out "Out", by hand-over to "it"\n',
            HARM,
        ),
        # Tiers, and being handed round.
        (Verdict.PROVED, (TO_TWO,), two(LANE), HARM),
        (Verdict.REFUTED, (TO_TWO,), two(TO_TWO.replace("two", "one"), led=WORKERS), HARM),
        (Verdict.REFUTED, (LANE,), "", HARM.replace("fact harm", "fact danger")),
        # Missing stages.
        (Verdict.OPEN, (LANE.replace("board", "void"),), 'stage void "Void", missing\n', HARM),
    ],
)
def test_same_day_escalation(
    expected: Verdict, lines: tuple[str, ...], others: str, declared: str
) -> None:
    """Each rule of the definition that `same-day-escalation` turns on."""
    declared += 'event answer-sent "an answer is sent"\n'
    if "fact danger" in declared:
        declared += 'fact harm "no harm", can arise\n'
    assert verdict(ESCALATION, *lines, others=others, declared=declared) is expected


def test_being_handed_round_is_a_part_of_its_own() -> None:
    """Two stages that pass harm to each other the same day, for ever, break that part alone."""
    back = TO_TWO.replace("two", "one")
    text = Case("own", Verdict.REFUTED, (TO_TWO,), two(back, led=WORKERS), declared=HARM).text
    answer = explore(model(text), ESCALATION)
    assert {part.key: part.verdict for part in answer.parts} == {
        PartKey("one", "in hours"): Verdict.PROVED_IF_ASSUMED_AND_GUIDED,
        PartKey("one", "handed round"): Verdict.REFUTED,
        PartKey("two", "in hours"): Verdict.PROVED_IF_ASSUMED_AND_GUIDED,
    }


def test_out_of_hours_is_another_matter() -> None:
    """What happens out of hours alone breaks no promise about moments in hours."""
    lines = (LANE, "out of hours, this stage must end within 2 weeks instead")
    assert verdict(ESCALATION, *lines, declared=HARM) is Verdict.PROVED


@pytest.mark.parametrize(
    ("expected", "led"),
    [
        (
            Verdict.OPEN,
            "led by the worker\nwhen risk, led by missing instead",
        ),
        (Verdict.PROVED, "led by missing\nled by the worker of the raising side"),
        (Verdict.PROVED, "led by the committee\nmediated by the chair"),
        (Verdict.REFUTED, "led by the worker\nwhen risk, led by the committee instead"),
        (Verdict.PROVED, "led by both sides\nchaired by the chair"),
    ],
)
def test_named_role(expected: Verdict, led: str) -> None:
    """Who leads when several lines speak of it."""
    case = Case("own", expected, (), led=f"{led}\n", declared=RISKS)
    assert explore(model(case.text), NAMED).verdict is expected


def test_a_lead_under_one_reading() -> None:
    """A reading is a hole for the lead, too, and what is assumed of it is no matter."""
    case = Case(
        "60",
        Verdict.OPEN,
        (),
        'assume each, because "confirmed"\n',
        led="when each, led by the chair\n",
        declared=READ,
    )
    assert explore(model(case.text), NAMED).verdict is Verdict.OPEN


def test_start_of_a_case() -> None:
    """A case starts where a condition says, and anywhere where that is not stated."""
    case = Case(
        "1",
        Verdict.PROVED,
        (DAY, *BOTH),
        two(),
        declared=RISK.format("fixed"),
        start="start at one\nwhen risk, start at two instead",
    )
    assert explore(model(case.text), ENDS).verdict is Verdict.REFUTED
    keys = parts(model(case.text.replace("start at one\n", "start at not stated\n")), ENDS)
    assert {key.place for key in keys} == {"one", "two"}


def test_the_other_side_is_one_agency() -> None:
    """Two lines for two agencies leave out every other."""
    lines = [f"when the other side is {name}, {DAY}" for name in ("north", "south")]
    declared = 'agency north "North"\nagency south "South"\n'
    assert verdict(ENDS, *lines, *BOTH, declared=declared) is Verdict.PROVED_IF_ASSUMED
    others = f"unless the other side is north or the other side is south, {DAY}"
    assert verdict(ENDS, *lines, others, *BOTH, declared=declared) is Verdict.PROVED


def test_a_reading_settled_by_hand() -> None:
    """A choice given for one hole leaves the others to every reading."""
    lines = (f"when each, {DAY}", AGREED, "if not agreed, the case must go to board")
    case = Case("own", Verdict.OPEN, (*lines, "if no answer, missing"), declared=READ)
    procedure = model(case.text)
    last = levels(procedure, ENDS)[0]
    left, silence = PartKey("one", "left in the end"), PartKey("one", "no answer")
    assert holds(procedure, ENDS, left, last, {"reading:r": "each"})
    assert not holds(procedure, ENDS, left, last, {"reading:r": "total"})
    assert not holds(procedure, ENDS, silence, last, {"reading:r": "each"})
    hole = next(h for h in holes(procedure) if h.kind is HoleKind.MISSING_MOVE)
    assert holds(procedure, ENDS, silence, last, {hole.identity: "good"})
