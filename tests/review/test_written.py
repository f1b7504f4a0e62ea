"""Promises of the writer's own about the text itself."""

from __future__ import annotations

import pytest

from checker.answers.verdict import Verdict
from tests.review.test_require import promised
from tests.review.texts import BOARD, ENDS, HEAD, ON, ONE, SOUND, TWO, UP, of_check

FACTS = (
    'fact grave "the matter is grave", fixed\n'
    'fact kind "The kind", either urgent or routine, fixed\n'
)
LIMIT = "  this stage must end within 1 working day\n"
BROKEN = "the text does not keep this promise: "
NOTHING = "the text has nothing that this promise is about"
CHECK_NAMES = "check the names in the promise, or take the line out"


def lacks(text: str, promise: str) -> list[tuple[int, str]]:
    """The lines and messages of what breaks a promise; empty where it is proved."""
    verdict, message, found = promised(text, promise)
    assert verdict is Verdict.REFUTED if found else verdict.kept
    assert message == (BROKEN + promise if found else promise)
    assert all(help_ for _, _, help_ in found)
    return [(line, text) for line, text, _ in found]


@pytest.mark.parametrize(
    ("promise", "found"),
    [
        ("every stage has a limit", []),
        ("every stage has a lead", []),
        ("every stage has a way on", []),
        ("every stage has a record except board", []),
        ("every stage has a record", [(18, "`board` has no record")]),
        ("every stage has a counterpart", [(18, "`board` has no counterpart")]),
        ("every stage has a way on for no answer", []),
        ("every stage has a way on for not decided", []),
    ],
)
def test_every_stage_has(promise: str, found: list[tuple[int, str]]) -> None:
    """It is asked of every stage but those excepted, and of outcomes where they can come about."""
    assert lacks(SOUND, promise) == found


@pytest.mark.parametrize(
    ("limit", "found"),
    [
        ("", ["`one` has no limit"]),
        (
            "  when grave, this stage must end within 1 day\n",
            ["`one` has a limit only in some cases"],
        ),
        (
            (
                "  when urgent, this stage must end within 1 day\n"
                "  when routine, this stage must end within 2 days\n"
            ),
            [],
        ),
        ("  this stage may end within 1 day\n", ["`one` has no limit"]),
        ('  this stage should end, timing "soon"\n', []),
    ],
)
def test_every_stage_has_a_limit(limit: str, found: list[str]) -> None:
    """One that is only permitted is none; conditions that cover every case are enough."""
    text = HEAD + FACTS + ONE.replace(LIMIT, limit) + ON + BOARD + ENDS
    assert [message for _, message in lacks(text, "every stage has a limit")] == found


@pytest.mark.parametrize(
    ("lines", "verdict"),
    [
        ("  this stage must end within 1 day\n", Verdict.PROVED),
        ("  this stage should end within 1 day\n", Verdict.PROVED_IF_GUIDED),
        ("  this stage must end, timing missing\n", Verdict.OPEN),
    ],
)
def test_strength_of_a_limit(lines: str, verdict: Verdict) -> None:
    """What rests on guidance is said to; what the text points to and does not give is open."""
    text = HEAD + ONE.replace(LIMIT, lines) + ON + BOARD + ENDS
    assert promised(text, "every stage has a limit")[0] is verdict


@pytest.mark.parametrize(
    ("lines", "more", "promise", "told"),
    [
        (
            LIMIT,
            "  when grave, this stage may end within 5 working days instead\n",
            "every stage has a limit",
            ("`one` has a limit only in some cases", "line 12 only permits it"),
        ),
        (
            LIMIT,
            "  whenever grave, the worker may take the case to board instead\n",
            "every stage has a limit",
            ("`one` has a limit only in some cases", "line 12 stands in the place"),
        ),
        (
            '  the worker must record "the concern"\n',
            '  when grave, someone may record "the concern" instead\n',
            "every stage has a record except board",
            ("`one` has a record only in some cases", 'write `the … must record "…"`'),
        ),
        (
            "  led by the worker of the raising side, with their counterpart\n",
            "  when grave, led by the manager of the raising side instead\n",
            "every stage has a counterpart except board",
            ("`one` has a counterpart only in some cases", "with their counterpart"),
        ),
    ],
)
def test_what_is_replaced(lines: str, more: str, promise: str, told: tuple[str, str]) -> None:
    """A line that an exception replaces gives nothing while the exception holds."""
    text = HEAD + FACTS + ONE.replace(lines, lines + more) + ON + BOARD + ENDS
    verdict, _, found = promised(text, promise)
    assert verdict is Verdict.REFUTED
    ((line, message, help_),) = found
    assert (line, message) == (8, told[0])
    assert help_ is not None
    assert told[1] in help_


def test_lacking_is_told() -> None:
    """The story has the one moment, with the facts on which it hangs."""
    more = "  when grave, this stage may end within 5 working days instead\n"
    text = HEAD + FACTS + ONE + more + ON + BOARD + ENDS
    (finding,) = of_check(f"{text}require that every stage has a limit\n", "require").findings
    assert finding.telling is not None
    assert [each.text for each in finding.telling.sentences] == [
        "When the matter is grave, “One” lacks what the promise asks for."
    ]


@pytest.mark.parametrize(
    ("ways", "found"),
    [
        (ON, []),
        ("  if not agreed, the case must go to board\n", "no way on for `no answer`"),
        ("  otherwise, the case must go to board\n", []),
        (
            (
                "  if no answer, the worker may take the case to board\n"
                "  otherwise, the case must go to board\n"
            ),
            "no way on for `no answer`",
        ),
        (
            (
                "  if no answer and grave, the case must go to board\n"
                "  otherwise, the case must go to board\n"
            ),
            [],
        ),
        ("  if no answer, the case must go to board, at most twice\n", "no way on for `no answer`"),
        (
            (
                "  if no answer, the case must go to board, at most twice\n"
                "  otherwise, the case must go to board\n"
            ),
            [],
        ),
        (
            f"{ON}  if no answer and grave, the worker may take the case to done instead\n",
            "a way on for `no answer` only in some cases",
        ),
    ],
)
def test_way_on_for_silence(ways: str, found: str | list[str]) -> None:
    """`otherwise` is a way on where no line of the outcome's own keeps it away."""
    text = HEAD + FACTS + ONE + ways + BOARD + ENDS
    expected = [(8, f"`one` has {found}")] if found else []
    assert lacks(text, "every stage has a way on for no answer") == expected


def test_way_on_that_is_missing() -> None:
    """A next step that the text points to and does not give is open."""
    text = HEAD + ONE + "  if no answer, missing\n" + BOARD + ENDS
    verdict, _, found = promised(text, "every stage has a way on for no answer")
    assert verdict is Verdict.OPEN
    ((_, message, _),) = found
    lost = "the next step that line 11 does not give keeps this promise"
    assert message == f"`one` has no way on for `no answer`, unless {lost}"


def test_ways_on_by_bounded_lines_without_number() -> None:
    """Many lines with turns, each used or not, are too much to try, and it is said."""
    ways = "".join(
        f"  if no answer, the case must go to board, at most {n} times\n" for n in range(3, 13)
    )
    text = HEAD + ONE + ways + BOARD + ENDS
    assert promised(text, "every stage has a way on for no answer")[0] is Verdict.UNKNOWN


def test_way_on_for_several_outcomes() -> None:
    """Each outcome without a way on is named by itself; a check brings its own outcomes."""
    check = '  the worker must check "the grounds", before moving on\n'
    text = HEAD + ONE + check + "  if justified, the case must go to board\n" + BOARD + ENDS
    promise = "every stage has a way on for not agreed or justified or not justified"
    assert lacks(text, promise) == [
        (6, "`one` has no way on for `not agreed`"),
        (6, "`one` has no way on for `not justified`"),
    ]


def test_no_way_on_at_all() -> None:
    """A way that is only permitted is none; without `for`, each outcome is asked after."""
    may = "  if agreed, the worker may take the case to done\n"
    text = HEAD + ONE.replace("  if agreed, go to done\n", may) + ENDS
    assert lacks(text, "every stage has a way on") == [
        (6, f"`one` has no way on for `{outcome}`")
        for outcome in ("agreed", "not agreed", "no answer")
    ]


def led(line: str, extra: str = "") -> str:
    """A text whose second stage is led as `line` has it."""
    plain = "led by the manager of the raising side, with their counterpart\n"
    two = TWO.replace(plain, f"{line}\n{extra}").replace("the manager must", "someone must")
    return HEAD + FACTS + ONE + UP + two + ON + BOARD + ENDS


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("led by not stated", ["nobody is named to lead `two`"]),
        ("attended by both sides", ["nobody is named to lead `two`"]),
        ("when grave, led by the manager", ["`two` is led by a role only under some conditions"]),
        ("led by a named person", ["`two` is led by a person, and no role"]),
        ("led by the panel", ["`two` is led by a body, and no role"]),
        ("decided by the manager", []),
    ],
)
def test_every_stage_has_a_lead(line: str, found: list[str]) -> None:
    """A role leads: no body, no person, nobody who is not stated or only attends."""
    text = led(line).replace("stage one", 'body panel "The panel"\nstage one')
    assert [message for _, message in lacks(text, "every stage has a lead")] == found


def test_a_lead_that_is_missing() -> None:
    """The text points to it, so it may be a role."""
    assert promised(led("led by missing"), "every stage has a lead")[0] is Verdict.OPEN


def test_a_stage_that_is_never_described() -> None:
    """It may have what the promise asks for; or not."""
    text = SOUND.replace(ENDS, 'stage later "Later", missing\n' + ENDS)
    verdict, _, found = promised(text, "every stage has a limit")
    assert verdict is Verdict.OPEN
    ((_, message, _),) = found
    assert message.startswith("the text never describes `later`, so it has no limit, unless")


def test_every_stage_is_excepted() -> None:
    """A promise that excepts every stage is about nothing."""
    promise = "every stage has a lead except one and two and board"
    assert promised(SOUND, promise) == (Verdict.VACUOUS, NOTHING, [(27, NOTHING, CHECK_NAMES)])


NEVER = "whoever leads one never leads two"


@pytest.mark.parametrize(
    "line",
    [
        "led by the manager of the raising side",
        "led by the manager of the raising side\n  chaired by the worker of the raising side",
    ],
)
def test_never_leads(line: str) -> None:
    """Another role is another person, and a chair leads only where nobody else does."""
    assert lacks(led(line), NEVER) == []


@pytest.mark.parametrize(
    "line",
    [
        "led by the worker of the raising side",
        "led by the worker of the other side",
        "decided by the worker of the raising side",
    ],
)
def test_leads_both(line: str) -> None:
    """The role counts, whichever side's; the finding stands at the promise."""
    text = led(line)
    expected = (len(text.splitlines()) + 1, "`worker` leads `one` and `two`")
    assert lacks(text, NEVER) == [expected]


@pytest.mark.parametrize(
    ("role", "more"),
    [
        ('role worker "Worker", tier 1, on each side\n', "  deputy manager\n"),
        (
            'role manager "Manager", tier 2, on each side\n',
            "  in small: the same person as worker\n",
        ),
        (
            'role manager "Manager", tier 2, on each side\n',
            "  in small: worker acts\n  in large: not stated\n",
        ),
    ],
)
def test_one_person_in_two_roles(role: str, more: str) -> None:
    """A deputy, and whoever holds both posts in some agency, may lead both stages."""
    text = led("led by the manager of the raising side")
    text = text.replace(role, role + more).replace(
        "role worker", 'agency small "Small"\nagency large "Large"\nrole worker'
    )
    assert [message for _, message in lacks(text, NEVER)] == [
        "`worker` leads `one`, `manager` leads `two`, and one person may act as both"
    ]


def test_never_leads_under_conditions() -> None:
    """Under some facts in the one stage, and under others in the next, it is the same role."""
    text = led(
        "led by the manager of the raising side",
        "  when grave, led by the worker of the raising side instead\n",
    )
    assert promised(text, NEVER)[0] is Verdict.REFUTED


def test_never_leads_under_a_reading() -> None:
    """Where it hangs on how the text is read who leads, it is open, and says which reading."""
    text = led(
        "led by the manager of the raising side",
        "  when strict, led by the worker of the raising side instead\n",
    ).replace("stage one", 'reading r, either strict "strictly" or mild "mildly"\nstage one')
    verdict, _, found = promised(text, NEVER)
    assert verdict is Verdict.OPEN
    ((_, message, _),) = found
    assert message.startswith("`worker` leads `one` and `two`, unless ")


@pytest.mark.parametrize("line", ["led by a named person", "led by the panel"])
def test_nobody_leads(line: str) -> None:
    """Where no role leads one of the two, the promise is about nothing."""
    text = led(line).replace("stage one", 'body panel "The panel"\nstage one')
    assert promised(text, NEVER)[:2] == (Verdict.VACUOUS, NOTHING)


def test_who_leads_is_not_there() -> None:
    """A lead that is missing may be the same role, and so may that of an undescribed stage."""
    verdict, _, found = promised(led("led by missing"), NEVER)
    assert verdict is Verdict.OPEN
    assert found[0][1].startswith("the text does not say who leads `two`, unless")
    text = SOUND.replace(ENDS, 'stage later "Later", missing\n' + ENDS)
    assert promised(text, "whoever leads one never leads later")[0] is Verdict.OPEN


def test_every_role_has_a_deputy() -> None:
    """Each role without one is a finding at its own line."""
    text = SOUND.replace(
        '"Worker", tier 1, on each side\n', '"Worker", tier 1, on each side\n  deputy manager\n'
    )
    assert lacks(text, "every role has a deputy") == [
        (5, "`manager` has no deputy"),
        (6, "`chair` has no deputy"),
    ]
    whole = text.replace(
        '"Manager", tier 2, on each side\n', '"Manager", tier 2, on each side\n  deputy worker\n'
    )
    whole = whole.replace('board", tier 3\n', 'board", tier 3\n  deputy manager\n')
    assert lacks(whole, "every role has a deputy") == []


def test_every_document_is_present() -> None:
    """A document that is missing breaks it; a text without documents has none to speak of."""
    promise = "every document is present"
    there = HEAD + 'document form "Form"\n' + SOUND.removeprefix(HEAD)
    assert lacks(there, promise) == []
    missing = there.replace('"Form"\n', '"Form", missing\n')
    assert lacks(missing, promise) == [(6, "`form` is missing")]
    assert promised(SOUND, promise)[:2] == (Verdict.VACUOUS, NOTHING)
