"""Promises of the writer's own about the text itself."""

from __future__ import annotations

import pytest

from checker.answers.verdict import Verdict
from tests.review.test_require import promised
from tests.review.texts import BOARD, ENDS, HEAD, ON, ONE, SOUND, TWO, UP

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
    assert verdict is (Verdict.REFUTED if found else Verdict.PROVED)
    assert message == (BROKEN + promise if found else promise)
    assert all(help_ is None for _, _, help_ in found)
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
        ("  this stage should end, timing missing\n", ["`one` has no limit"]),
        ('  this stage should end, timing "soon"\n', []),
    ],
)
def test_every_stage_has_a_limit(limit: str, found: list[str]) -> None:
    """One that is permitted or missing is none; conditions that cover every case are enough."""
    text = HEAD + FACTS + ONE.replace(LIMIT, limit) + ON + BOARD + ENDS
    assert [message for _, message in lacks(text, "every stage has a limit")] == found


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
        ("  if no answer, missing\n", "no way on for `no answer`"),
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
    """A way that is only permitted is none."""
    may = "  if agreed, the worker may take the case to done\n"
    text = HEAD + ONE.replace("  if agreed, go to done\n", may) + ENDS
    assert lacks(text, "every stage has a way on") == [(6, "`one` has no way on")]


def led(line: str, extra: str = "") -> str:
    """A text whose second stage is led as `line` has it."""
    plain = "led by the manager of the raising side, with their counterpart\n"
    two = TWO.replace(plain, f"{line}\n{extra}").replace("the manager must", "someone must")
    return HEAD + FACTS + ONE + UP + two + ON + BOARD + ENDS


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("led by missing", ["`two` has no lead"]),
        ("led by not stated", ["`two` has no lead"]),
        ("attended by both sides", ["`two` has no lead"]),
        ("when grave, led by the manager", ["`two` has a lead only in some cases"]),
        ("led by a named person", []),
        ("decided by the manager", []),
    ],
)
def test_every_stage_has_a_lead(line: str, found: list[str]) -> None:
    """Whoever is named leads; nobody who is missing, not stated, or only attends."""
    assert [message for _, message in lacks(led(line), "every stage has a lead")] == found


def test_every_stage_is_excepted() -> None:
    """A promise that excepts every stage is about nothing."""
    promise = "every stage has a lead except one and two and board"
    assert promised(SOUND, promise) == (Verdict.VACUOUS, NOTHING, [(27, NOTHING, CHECK_NAMES)])


NEVER = "whoever leads one never leads two"


@pytest.mark.parametrize(
    "line",
    [
        "led by the manager of the raising side",
        "led by the worker of the other side",
        "led by the manager of the raising side\n  chaired by the worker of the raising side",
    ],
)
def test_never_leads(line: str) -> None:
    """Roles of different sides are different people, and a chair leads only where nobody does."""
    assert lacks(led(line), NEVER) == []


@pytest.mark.parametrize(
    "line", ["led by the worker of the raising side", "decided by the worker of the raising side"]
)
def test_leads_both(line: str) -> None:
    """The finding stands at the promise."""
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
    """Where it depends on facts whether the same role leads both, it is not decided."""
    text = led(
        "led by the manager of the raising side",
        "  when grave, led by the worker of the raising side instead\n",
    )
    verdict, message, _ = promised(text, NEVER)
    assert (verdict, message) == (Verdict.UNKNOWN, f"not yet checked: {NEVER}")


@pytest.mark.parametrize("line", ["led by missing", "led by a named person", "led by the panel"])
def test_nobody_leads(line: str) -> None:
    """Where no role leads one of the two, the promise is about nothing."""
    text = led(line).replace("stage one", 'body panel "The panel"\nstage one')
    assert promised(text, NEVER)[:2] == (Verdict.VACUOUS, NOTHING)


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
