"""Promises of the writer's own: which pattern, about which places, under what condition."""

from __future__ import annotations

from typing import Any

import pytest

from checker.procedure.from_syntax import load_text
from checker.procedure.model import (
    ALWAYS,
    Atom,
    Condition,
    Duration,
    Limit,
    Literal,
    Outcome,
    Require,
    RequireKind,
    Target,
    TargetKind,
    Unit,
    Verb,
)
from tests.procedure.makers import loaded, mistakes, stage

STAGES = stage() + stage(name="two")
ONE, TWO = Target(TargetKind.STAGE, "one"), Target(TargetKind.STAGE, "two")
DONE = Target(TargetKind.ENDING, "done")
DAY = Limit((Duration(1, Unit.WORKING_DAYS),))
RISK = Condition((Literal(Atom("risk")),))

CASES: list[tuple[str, RequireKind, dict[str, Any]]] = [
    ("every case ends", RequireKind.EVERY_CASE_ENDS, {}),
    ("every case ends within 1 working day", RequireKind.EVERY_CASE_ENDS, {"limit": DAY}),
    (
        "every case reaches done or two",
        RequireKind.EVERY_CASE_REACHES,
        {"places": (DONE, TWO)},
    ),
    ("some case can reach two", RequireKind.SOME_CASE_REACHES, {"places": (TWO,)}),
    (
        "no case reaches two when risk",
        RequireKind.NO_CASE_REACHES,
        {"places": (TWO,), "condition": RISK},
    ),
    ("no case stays in one", RequireKind.NO_CASE_STAYS, {"places": (ONE,)}),
    ("no case returns to one", RequireKind.NO_CASE_RETURNS, {"places": (ONE,)}),
    (
        "no case returns to one more than twice",
        RequireKind.NO_CASE_RETURNS,
        {"places": (ONE,), "times": 2},
    ),
    (
        "two only after one unless risk",
        RequireKind.ONLY_AFTER,
        {"places": (TWO, ONE), "condition": Condition((Literal(Atom("risk"), positive=False),))},
    ),
    (
        "whenever risk, the case reaches two within 1 working day",
        RequireKind.WHENEVER,
        {"places": (TWO,), "trigger": RISK, "limit": DAY},
    ),
    (
        "whenever risk, the case moves on",
        RequireKind.WHENEVER,
        {"trigger": RISK, "moves_on": True},
    ),
    (
        "if no answer, the case moves on",
        RequireKind.IF_OUTCOME,
        {"outcomes": (Outcome.NO_ANSWER,), "moves_on": True},
    ),
    ("risk never delays two", RequireKind.NEVER_DELAYS, {"places": (TWO,), "fact": Atom("risk")}),
    (
        "consulting never delays two",
        RequireKind.NEVER_DELAYS,
        {"places": (TWO,), "what": "consulting"},
    ),
    (
        "stages one to two take at most 1 working day",
        RequireKind.TOTAL,
        {"places": (ONE, TWO), "limit": DAY},
    ),
    (
        "every stage has a limit except two",
        RequireKind.EVERY_STAGE_HAS,
        {"what": "limit", "excepted": ("two",)},
    ),
    (
        "every stage has a way on for not resolved",
        RequireKind.EVERY_STAGE_HAS,
        {"what": "way on", "outcomes": (Outcome.NOT_AGREED, Outcome.NO_ANSWER)},
    ),
    ("every role has a deputy", RequireKind.EVERY_ROLE_HAS, {"what": "deputy"}),
    ("every document is present", RequireKind.EVERY_DOCUMENT, {}),
    ("no single role can stop a case", RequireKind.NO_SINGLE_ROLE, {}),
    ("either side can reach two", RequireKind.EITHER_SIDE, {"places": (TWO,)}),
    (
        "whoever chairs two is independent",
        RequireKind.INDEPENDENT,
        {"places": (TWO,), "what": "chairs"},
    ),
    (
        "whoever leads two never leads one",
        RequireKind.NEVER_LEADS,
        {"places": (TWO, ONE), "what": "leads"},
    ),
]


def _require(line: str) -> Require:
    (found,) = loaded(f"{STAGES}require that {line}\n").requires
    return found


@pytest.mark.parametrize(("line", "kind", "filled"), CASES, ids=[case[0] for case in CASES])
def test_patterns(line: str, kind: RequireKind, filled: dict[str, Any]) -> None:
    """Each pattern fills what it speaks of, and nothing else."""
    found = _require(line)
    assert found == Require(found.line, kind, **filled)
    assert found.line.text == f"require that {line}"


@pytest.mark.parametrize(
    ("when", "kind", "places"),
    [
        ("after two", RequireKind.AFTER, (TWO,)),
        ("at every stage", RequireKind.AT_EVERY_STAGE, ()),
        ("whenever risk", RequireKind.WHENEVER, ()),
        ("if agreed", RequireKind.IF_OUTCOME, ()),
    ],
)
def test_duties(when: str, kind: RequireKind, places: tuple[Target, ...]) -> None:
    """What follows may be a duty, with its own limit."""
    found = _require(f"{when}, the chair must tell both sides within 1 working day")
    assert (found.kind, found.places, found.condition) == (kind, places, ALWAYS)
    assert found.duty is not None
    assert (found.duty.actor.name, found.duty.verb, found.duty.limit) == ("chair", Verb.TELL, DAY)
    assert found.duty.line == found.line


def test_every_pattern_is_tried() -> None:
    """A new pattern needs a case here."""
    tried = {kind for _, kind, _ in CASES} | {RequireKind.AFTER, RequireKind.AT_EVERY_STAGE}
    assert tried == set(RequireKind)


@pytest.mark.parametrize(
    "line",
    [
        "no case stays in done",
        "no case returns to done",
        "stages one to done take at most 5 days",
        "whoever leads done is independent",
        "whoever leads one never leads done",
    ],
)
def test_promises_of_stages(line: str) -> None:
    """An ending has no lead and nobody stays in it."""
    ((message, underlined, _),) = mistakes(f"{STAGES}require that {line}\n")
    assert (message, underlined) == ("`done` is an ending, and a stage is wanted here", "done")


def test_a_reading_is_assumed_in_one_way() -> None:
    """Both options of one reading cannot be assumed."""
    text = (
        'procedure p "P"\nreading r, either one-way "one" or other-way "other"\nstage s "S"\n'
        'assume one-way, because "a"\nassume other-way, because "b"\n'
    )
    procedure, diagnostics = load_text(text, "p.procedure")
    assert procedure is None
    assert [told.message for told in diagnostics] == [
        "`r` is assumed both as `one-way` and as `other-way`"
    ]
