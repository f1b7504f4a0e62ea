"""What the checks of the structure say: messages, helps and places."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from checker.answers.story import Event, EventKind, Story
from checker.answers.verdict import Ground, Verdict
from checker.procedure.model import Atom
from checker.review.findings import RestsOn
from checker.review.telling import tell
from tests.review.texts import (
    BOARD,
    ENDS,
    HEAD,
    ON,
    ONE,
    SOUND,
    TWO,
    UP,
    of_check,
    procedure_of,
    reviewed,
    said,
)

FACTS = """fact grave "the matter is grave", fixed
fact odd "it is odd", can change
fact mood "the mood", either calm or tense, can change
reading scope, either here "the one way" or wide "the other way"
"""
EVEN_SO = ", even if everyone does all that the text asks"
MORE = """ending out "Handed over", by hand-over to "another procedure"
ending given-up "Given up", without outcome
"""
GONE = 'stage gone "Gone", missing\n'
PATHS = "every-path-ends"
TO_UP = "  if not agreed, the case must go to two\n"


def text(ways: str, *, more: str = "") -> str:
    """Two stages and the board, with these ways out of the first."""
    return HEAD + FACTS + ONE + ways + TWO + ON + BOARD + ENDS + more


@pytest.mark.parametrize(
    ("way", "help_"),
    [
        (
            "",
            (
                "write `if no answer, the case must go to …`, "
                "or `if not resolved, …` for silence and difference"
            ),
        ),
        (
            "  if no answer, not stated\n",
            "line 16 leaves it open: write `if no answer, the case must go to …`",
        ),
        (
            "  if no answer, the worker may take the case to two\n",
            "line 16 only permits it: write `must` or `should` instead of `may`",
        ),
        (
            "  if no answer and grave, the case must go to two\n",
            "line 16 holds only under its condition: write what follows in all other cases",
        ),
        (
            "  if no answer, the case must go to two, after consulting their manager\n",
            (
                "line 16 leans on something that may never come: "
                "say by when, and what follows without it"
            ),
        ),
        (
            "  if no answer, the case must go to one, at most twice\n",
            "line 16 may be used only so often: write what follows then, with `otherwise, …`",
        ),
    ],
)
def test_silence(way: str, help_: str) -> None:
    """The help names the line that falls short, in both checks that ask about silence."""
    whole = text(TO_UP + way)
    silence = of_check(whole, "silence-has-a-next-step")
    assert (silence.verdict, silence.message) == (
        Verdict.REFUTED,
        f"when nobody answers, a case can be left without a next step{EVEN_SO}",
    )
    assert said(silence) == [
        (10, "in `one`, when nobody answers, nobody has to move the case", help_)
    ]
    message = "in `one`, after `no answer`, nobody has to move the case"
    assert said(of_check(whole, PATHS)) == [(10, message, help_)]


def test_outcome_that_is_only_mentioned() -> None:
    """A next step that is missing leaves it open whether the promise is kept."""
    found = of_check(text(TO_UP + "  if no answer, missing\n"), "silence-has-a-next-step")
    assert (found.verdict, found.message) == (
        Verdict.OPEN,
        "whether silence has a next step depends on how the text is read",
    )
    unless = "unless the next step that line 16 does not give keeps this promise"
    assert said(found) == [
        (
            10,
            f"in `one`, when nobody answers, nobody has to move the case, {unless}",
            "line 16 points to a next step that the text does not give: write where the case goes",
        )
    ]
    told = found.findings[0].telling
    assert told is not None
    assert told.readings == ("the next step that line 16 does not give leads nowhere",)


def test_other_outcomes() -> None:
    """An outcome that is no silence has a check of its own."""
    whole = text("  if no answer, the case must go to two\n")
    found = of_check(whole, "every-outcome-has-a-next-step")
    assert found.message == f"a stage can turn out in a way that has no next step{EVEN_SO}"
    assert said(found) == [
        (
            10,
            "in `one`, `not agreed` has no next step that anybody has to take",
            "write `if not agreed, the case must go to …`",
        )
    ]


@pytest.mark.parametrize(
    ("ways", "finding"),
    [
        (
            "  if not resolved, the case must go to gone\n",
            (
                33,
                (
                    "the text names `gone` and never describes it, so cases may be lost there, "
                    "unless the stage that line 33 only names keeps this promise"
                ),
                "describe the stage: who leads it, by when it ends, and what follows",
            ),
        ),
        (
            "  if not resolved, the case must go to out\n",
            (
                31,
                (
                    "`out` hands the case over to another procedure, which is not at hand, unless "
                    "the procedure that line 31 hands over to brings the case to an end"
                ),
                "check that procedure too, or have the case come back",
            ),
        ),
        (
            "  if not resolved, the case must go to given-up\n",
            (
                32,
                "`given-up` ends a case without an outcome",
                "end by agreement, by decision or by referral, or say who decides",
            ),
        ),
        (
            UP + "  whenever grave, the case must go to missing\n",
            (
                10,
                (
                    "a line of `one` takes the case somewhere that the text does not give, unless "
                    "the next step that line 16 does not give keeps this promise"
                ),
                "write where the case goes",
            ),
        ),
    ],
)
def test_where_cases_are_lost(ways: str, finding: tuple[int, str, str]) -> None:
    """Endings and stages that are none are told at their own lines."""
    assert said(of_check(text(ways, more=MORE + GONE), PATHS)) == [finding]


def test_going_round() -> None:
    """A loop is told by both checks that ask about it, and its story says so."""
    whole = text(UP).replace(ON, "  if not resolved, the case must go to one\n")
    finding = (
        10,
        "a case can go round through `one` for ever",
        "bound the way back (line 21), for example `, at most twice`, and say what follows then",
    )
    assert said(of_check(whole, PATHS)) == [finding]
    found = of_check(whole, "no-endless-loop")
    assert (found.verdict, found.message) == (
        Verdict.REFUTED,
        f"a case can go round for ever{EVEN_SO}",
    )
    assert said(found) == [finding]


def test_nothing_brings_it_to_an_end() -> None:
    """A stage in which nobody ever has to come to an outcome."""
    whole = text("  if not resolved, the worker may take the case to two\n")
    kept = of_check(SOUND, PATHS)
    assert (kept.verdict, kept.findings) == (Verdict.PROVED, ())
    broken = of_check(whole, PATHS)
    assert [line for line, _, _ in said(broken)] == [10, 10]


@pytest.mark.parametrize(
    ("who", "message", "help_"),
    [
        (
            "led by not stated",
            "nobody is named to lead `two`",
            "write `led by the …` with a role that is declared",
        ),
        (
            "led by missing",
            (
                "the text points to a lead of `two` and does not name one, "
                "unless the lead that line 18 does not name is a role"
            ),
            "write `led by the …` with a role that is declared",
        ),
        (
            "led by the panel",
            "`two` is led by a body, and no role",
            "declare the post that acts for the body as a `role`, and write `led by the …`",
        ),
        (
            "led by a named person",
            "`two` is led by a person, and no role",
            "declare the post that this person holds as a `role`, and write `led by the …`",
        ),
    ],
)
def test_no_named_role(who: str, message: str, help_: str) -> None:
    """What leads instead is said, with a moment at which nobody leads."""
    found = of_check(led(who), "named-role")
    assert said(found) == [(17, message, help_)]
    telling = found.findings[0].telling
    assert telling is not None
    assert [sentence.text[:9] for sentence in telling.sentences] == ["No named "]


def led(who: str) -> str:
    """A text whose second stage is led so."""
    plain = "led by the manager of the raising side, with their counterpart"
    whole = text(UP).replace(FACTS, f'{FACTS}body panel "The panel"\n')
    return whole.replace(plain, who).replace("the manager must", "someone must")


@pytest.mark.parametrize(
    ("who", "story"),
    [
        ("when odd, led by the manager", "when it is not odd"),
        ("unless odd, led by the manager", "when it is odd"),
        ("when calm, led by the manager", "when the mood is tense"),
    ],
)
def test_role_under_conditions(who: str, story: str) -> None:
    """The story says under which facts nobody leads."""
    found = of_check(led(who), "named-role")
    assert found.message == "not every stage is led by a named role"
    assert said(found) == [
        (
            17,
            "`two` is led by a role only under some conditions",
            "add a plain `led by the …` for all other cases",
        )
    ]
    told = found.findings[0].telling
    assert told is not None
    assert [step.text for step in told.sentences] == [f"No named role leads “Two” {story}."]


@pytest.mark.parametrize(
    ("who", "story"),
    [
        ("when the other side is health, led by the manager", "the other side is another agency"),
        (
            "unless the other side is health, led by the manager",
            "the other side is The health trust",
        ),
        ("out of hours, led by the manager", "it is not out of hours"),
    ],
)
def test_role_for_some_agencies(who: str, story: str) -> None:
    """The other side is told by the agency's title."""
    whole = led(who).replace(FACTS, f'agency health "The health trust"\n{FACTS}')
    told = of_check(whole, "named-role").findings[0].telling
    assert told is not None
    assert [step.text for step in told.sentences] == [f"No named role leads “Two” when {story}."]


def test_facts_that_come_and_go() -> None:
    """A story says what becomes true and what is no longer so; an option denies its others."""
    procedure = procedure_of(reviewed(text(UP)))
    at = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Europe/London"))
    calm, tense, odd = map(Atom, ("calm", "tense", "odd"))
    facts = [frozenset({calm, odd}), frozenset({tense, odd}), frozenset({tense})]
    kinds = [EventKind.RAISED, EventKind.FACTS, EventKind.FACTS]
    events = tuple(Event(kind, at, "one", held) for kind, held in zip(kinds, facts, strict=True))
    reached = Event(EventKind.REACHED, at, "two", facts[-1])
    nowhere = Event(EventKind.MOVED, at, None, facts[-1], line=15)
    story = Story((*events, reached, nowhere), matters=frozenset({calm, odd}))
    assert [step.text for step in tell(procedure, story).sentences] == [
        "A case starts in “One”. The mood is calm and it is odd.",
        "Now the mood is tense.",
        "It is no longer so that it is odd.",
        "The case is in “Two”.",
        "By line 15 the case goes to a place that the text does not give.",
    ]


def test_stage_without_description_has_no_lead() -> None:
    """It is open, since the description may name one."""
    found = of_check(text("  if not resolved, the case must go to gone\n", more=GONE), "named-role")
    (finding,) = found.findings
    assert finding.message == (
        "the text never describes `gone`, so nobody leads it, "
        "unless the stage that line 31 only names keeps this promise"
    )


def test_rivals_at_any_moment() -> None:
    """Two lanes that can both be on are named, with the story of a case that has both."""
    lanes = (
        "  whenever odd, the case must go to board within 1 day\n"
        "  whenever grave, the case must go to two within 1 day\n"
    )
    found = of_check(text(UP + lanes), "conditions-are-exclusive")
    assert found.message == "two lines can send one case to different places"
    assert said(found) == [
        (
            10,
            "in `one`, lines 16 and 17 both apply at the same moment and lead to different places",
            "give one of them a condition, or mark the exception with `instead`",
        )
    ]
    told = found.findings[0].telling
    assert told is not None
    assert [step.text for step in told.sentences] == [
        "A case starts in “One”. The matter is grave.",
        "Now it is odd.",
        "Lines 16 and 17 both apply, and lead to different places.",
    ]


def test_line_that_never_applies() -> None:
    """It is told at the line itself."""
    found = of_check(
        text(f"{UP}  otherwise, the case must go to board\n"), "conditions-are-exclusive"
    )
    assert (found.verdict, found.message) == (Verdict.REFUTED, "a line can never apply")
    dead = (
        16,
        "no case can ever take this line",
        "check its outcome and its condition against the stage that it stands in",
    )
    assert said(found) == [dead]
    both = of_check(
        text(f"{UP}{ON}  otherwise, the case must go to board\n"), "conditions-are-exclusive"
    )
    assert (
        both.message
        == "two lines can send one case to different places, and a line can never apply"
    )
    assert [line for line, _, _ in said(both)] == [10, 10, 17]


@pytest.mark.parametrize(
    ("ways", "verdict", "message"),
    [
        (ON, Verdict.REFUTED, "no case can come to `two`"),
        (
            "  if not resolved and here, the case must go to two\n",
            Verdict.OPEN,
            "no case can come to `two`, if the text is read in one of several ways",
        ),
    ],
)
def test_unreachable(ways: str, verdict: Verdict, message: str) -> None:
    """The stage that nothing leads to is told at its own line."""
    found = of_check(
        text(f"{ways}  if no answer, the case must go to board\n"), "no-unreachable-stage"
    )
    assert found.verdict is verdict
    write = "write what leads there: `if …, the case must go to two`"
    assert said(found) == [(17, message, write)]


def test_unreachable_though_lines_lead_there() -> None:
    """Where lines lead to the stage and none can be taken, it is not said that nothing does."""
    never = "  if decided, the case must go to two\n"
    found = of_check(text(f"{ON}{never}"), "no-unreachable-stage")
    ((_, message, help_),) = said(found)
    assert message == "no case can come to `two`"
    assert help_ is not None
    assert help_.startswith("lines lead to `two` that no case can take: mend them")


def test_all_stages_in_tracks() -> None:
    """A case then starts in the first of all, and its story replays."""
    whole = HEAD.replace("  start at one\n", "").replace(
        "role worker", 'track inquiry "Inquiry"\nrole worker'
    )
    whole += ONE.replace('stage one "One"', 'stage one "One", in inquiry') + ENDS
    found = of_check(whole, PATHS)
    assert found.verdict is Verdict.REFUTED
    assert all(finding.telling is not None for finding in found.findings)


def test_dangling() -> None:
    """Each thing that is mentioned and not there has its own message and help, in its place."""
    whole = text("  if not resolved, the case should go to missing\n", more=GONE)
    whole = whole.replace(
        "this stage must end within 1 working day", "this stage should end, timing missing", 1
    )
    whole = whole.replace(
        "led by the manager of the raising side, with their counterpart", "led by missing"
    )
    whole = whole.replace(FACTS, f'{FACTS}document form "Form", missing\n')
    whole = whole.replace('board", tier 3\n', 'board", tier 3\n  held by missing\n')
    found = of_check(whole, "nothing-dangling")
    assert found.message == "the text points to something that is not there"
    assert said(found) == [
        (
            11,
            "the text refers to `form`, which is not there",
            "publish the document with the procedure, or take the mention out",
        ),
        (
            15,
            "the text points to a time limit that it does not give",
            "write the time, for example `within 5 working days`",
        ),
        (17, "the text points to a next step that it does not give", "write where the case goes"),
        (
            19,
            "the text points to a lead that it does not name",
            "write `led by the …` with a role that is declared",
        ),
        (
            33,
            "the text names `gone` and never describes it",
            "describe the stage: who leads it, by when it ends, and what follows",
        ),
        (
            6,
            "the text does not say who holds `chair`",
            "write `held by` with the title of the post",
        ),
    ]


def test_what_a_proof_rests_on() -> None:
    """Its lines, as what each is complied with, and the stages in which someone calls time."""
    limit = "  this stage must end within 1 working day\n"
    whole = text(UP.replace("must", "should")).replace(limit, "", 1)
    found = of_check(whole, PATHS)
    assert found.verdict is Verdict.PROVED_IF_ASSUMED_AND_GUIDED
    rests_on = [support for part in found.parts for support in part.rests_on]
    assert RestsOn(14, "if not resolved, the case should go to two", Ground.GUIDANCE) in rests_on
    assert RestsOn(None, "someone calls time in one", Ground.STANDING) in rests_on
