"""What is said of lines about significant harm, and of their absence."""

from __future__ import annotations

import pytest

from checker.answers.verdict import Verdict
from tests.review.texts import BOARD, ENDS, HEAD, ON, ONE, TWO, UP, of_check, said

CHECK = "same-day-escalation"
FACTS = """fact grave "a child is at risk of significant harm", can arise, is harm
fact odd "it is odd", can change
reading scope, either here "the one way" or wide "the other way"
"""
LANE = "  whenever grave, the case must go to board within the same working day\n"
TO_TWO = "whenever grave, the case must go to two"
KEPT = "significant harm, whenever it arises in working hours, is escalated the same working day"
BROKEN = (
    "significant harm can go without escalation on the same working day, "
    "even if everyone does all that the text asks"
)
CAN_MISS = "in `one`, the rule for significant harm (line 15) can miss the same working day"
NO_RULE = "`one` has no rule that escalates significant harm within the same working day"
NO_TIME = "line 15: write `within the same working day`, since no definite time is set"


def text(*lanes: str, facts: str = FACTS) -> str:
    """Two stages; the second has its rule for harm, the first these lines."""
    own = "".join(f"  {lane}\n" for lane in lanes)
    return HEAD + facts + ONE + UP + own + TWO + ON + LANE + BOARD + ENDS


def test_kept() -> None:
    """A rule with `must` and the same working day in every stage leaves nothing to mend."""
    found = of_check(text(f"{TO_TWO} within the same working day"), CHECK)
    assert (found.verdict, found.message, found.findings) == (Verdict.PROVED, KEPT, ())


@pytest.mark.parametrize(
    ("lane", "help_"),
    [
        (
            "whenever grave, the worker may take the case to two within the same working day",
            "line 15: write `must`, since `may` only permits",
        ),
        (TO_TWO, NO_TIME),
        (
            f"{TO_TWO} within the same working day, after consulting their manager",
            "line 15: write by when the consultation is over, or move the case without it",
        ),
        (
            "whenever grave and odd, the case must go to two within the same working day",
            "line 15: write `whenever` with the harm alone, since some cases are left out",
        ),
        (
            f"{TO_TWO} within 5 working days",
            "line 15: write `must … within the same working day`, and a place at a higher tier",
        ),
    ],
)
def test_what_the_rule_lacks(lane: str, help_: str) -> None:
    """The help names the line and what it lacks; the finding stands at the stage."""
    found = of_check(text(lane), CHECK)
    assert (found.verdict, found.message) == (Verdict.REFUTED, BROKEN)
    assert said(found) == [(9, CAN_MISS, help_)]


@pytest.mark.parametrize(
    ("lane", "unless", "help_", "reading"),
    [
        (
            f'{TO_TWO}, timing "quickly"',
            "line 15 means soon enough",
            NO_TIME,
            "line 15 means too late",
        ),
        (
            "whenever grave and here, the case must go to two within the same working day",
            "line 8 means “the one way”",
            "line 15: have the text say which of its readings is meant",
            "line 8 means “the other way”",
        ),
        (
            f"{TO_TWO}, timing missing",
            "the limit that line 15 does not give is soon enough",
            NO_TIME,
            "line 15 gives no limit",
        ),
    ],
)
def test_it_depends_on_the_reading(lane: str, unless: str, help_: str, reading: str) -> None:
    """An open verdict says which reading keeps the promise, and its story which one breaks it."""
    found = of_check(text(lane), CHECK)
    assert (found.verdict, found.message) == (
        Verdict.OPEN,
        f"whether {KEPT} depends on how the text is read",
    )
    assert said(found) == [(9, f"{CAN_MISS}, unless {unless}", help_)]
    told = found.findings[0].telling
    assert told is not None
    assert told.readings == (reading,)


def test_several_rules() -> None:
    """Lines that lack the same are named together."""
    late = f"{TO_TWO} within 3 days"
    permitted = "whenever grave, the worker may take the case to two within the same working day"
    untimed = "whenever grave and odd, the case must go to two"
    found = of_check(text(permitted, untimed, f"{untimed}, timing missing", late), CHECK)
    (finding,) = found.findings
    assert finding.message.startswith(
        "in `one`, the rule for significant harm (lines 15 and 16 and 17 and 18)"
    )
    assert finding.help == (
        "line 15: write `must`, since `may` only permits; "
        "lines 16 and 17: write `within the same working day`, since no definite time is set; "
        "line 18: write `must … within the same working day`, and a place at a higher tier"
    )


@pytest.mark.parametrize(
    ("lanes", "facts", "name", "line"),
    [
        ((), FACTS, "grave", 9),
        (
            ("whenever odd, the case must go to done within the same working day",),
            FACTS,
            "grave",
            9,
        ),
        ((), 'fact grave "it is grave", can arise\n', "significant-harm", 7),
    ],
)
def test_no_rule(lanes: tuple[str, ...], facts: str, name: str, line: int) -> None:
    """A line about something else is no rule; the help uses the text's own name for harm."""
    found = of_check(text(*lanes, facts=facts), CHECK)
    write = f"write `whenever {name}, the case must go to … within the same working day`"
    assert said(found)[0] == (line, NO_RULE, write)


def test_wrong_way() -> None:
    """A line that leads down a tier is named."""
    back = "  if not resolved, the case must go to one, at most twice\n"
    whole = text(f"{TO_TWO} within the same working day").replace(
        ON, f"{back}  otherwise, the case must go to board\n"
    )
    assert said(of_check(whole, CHECK)) == [
        (
            16,
            "in `two`, line 21 takes a case of significant harm where it is not escalated",
            "write where it goes instead: a stage led at a higher tier, or an accepted end",
        )
    ]


def test_stage_that_is_only_named() -> None:
    """A stage that the text never describes has no rule, unless its description will have one."""
    gone = ENDS + 'stage gone "Gone", missing\n'
    whole = HEAD + FACTS + ONE + "  if not resolved, the case must go to gone\n" + LANE
    found = of_check(whole + BOARD + gone, CHECK)
    assert said(found)[-1] == (
        25,
        (
            "the text never describes `gone`, so it has no rule for significant harm, "
            "unless the stage that line 25 only names keeps this promise"
        ),
        "describe the stage, and write what happens on significant harm",
    )


def test_handed_round() -> None:
    """Two stages of one tier that hand harm to each other never take it up."""
    peer = 'stage peer "Peer"\n  led by the worker of the other side\n  if agreed, go to done\n'
    over = "  whenever grave, the case must go to {} within the same working day\n"
    whole = HEAD + FACTS + ONE + ON + over.format("peer") + peer + ON + over.format("one")
    found = of_check(whole + BOARD + ENDS, CHECK)
    assert said(found) == [
        (
            9,
            "with significant harm, a case can be handed round within one tier through `one`",
            "write a line that takes it to a higher tier",
        )
    ]
    told = found.findings[0].telling
    assert told is not None
    assert told.sentences[-1].text == (
        "The case is where it was before, and can go round like this for ever."
    )
