"""Holes, and the lines that bind: what the text leaves undefined, and what can be complied with."""

from __future__ import annotations

import pytest

from checker.procedure.force import binding_lines, move_force, standing_stages
from checker.procedure.holes import HoleKind, holes
from checker.procedure.model import Force
from tests.procedure.makers import HEAD, loaded, moves_of, stage

FIRST = HEAD.count("\n") + 2
"""The number of the first line inside the first stage."""

OF_HEAD = {
    "reading:days": ("each", "whole"),
    "missing-document:annex": ("good", "bad"),
    "hand-over:out": ("good", "bad"),
}


@pytest.mark.parametrize(
    ("line", "holes_of_it"),
    [
        ("if agreed, missing", ["missing-move:{}"]),
        ("if agreed, go to missing", ["missing-move:{}"]),
        ("led by missing", ["missing-lead:{}"]),
        ("when urgent, chaired by missing", ["missing-lead:{}"]),
        ("attended by missing", []),
        ("led by not stated", []),
        ("this stage must end, timing missing", ["missing-limit:{}"]),
        ('this stage must end, timing "soon"', ["vague-limit:{}"]),
        ('this stage must end within the sooner of 1 week or "soon"', []),
        (
            "this stage must end within 48 hours, or 2 days as also written",
            ["double-limit:{}"],
        ),
        ('the worker must record, timing "soon"', ["vague-limit:{}"]),
        ("the worker must record, timing missing", ["missing-limit:{}"]),
        ('if agreed, go to done, timing "soon"', ["vague-limit:{}"]),
        (
            'whenever risk, the case must go to done, after consulting the chair, timing "soon"',
            ["vague-limit:{}/consulting"],
        ),
        ("if no answer, not stated", []),
    ],
)
def test_holes_of_a_line(line: str, holes_of_it: list[str]) -> None:
    """Each is known by its line."""
    found = {hole.identity: hole.choices for hole in holes(loaded(stage(line)))}
    assert {name: found.pop(name) for name in OF_HEAD} == OF_HEAD
    assert [*found] == [each.format(FIRST) for each in holes_of_it]


def test_a_stage_that_is_missing() -> None:
    """It is a hole of its own; and each is told once, in the order of the text."""
    text = (
        stage("if agreed, missing")
        + 'stage two "Two", missing\nat every stage\n  if no answer, missing\n'
        + "stages one to two must end, timing missing\n"
    )
    found = holes(loaded(text))
    assert [(h.kind, h.line.number) for h in found[3:]] == [
        (HoleKind.MISSING_MOVE, FIRST),
        (HoleKind.MISSING_STAGE, FIRST + 1),
        (HoleKind.MISSING_MOVE, FIRST + 3),
        (HoleKind.MISSING_LIMIT, FIRST + 4),
    ]


@pytest.mark.parametrize(
    ("line", "force"),
    [
        ("if agreed, go to done", Force.MUST),
        ("if agreed, go to one", Force.ASSUMPTION),
        ("if agreed, the case will go to one", Force.MUST),
        ("if agreed, the case should go to done", Force.GUIDANCE),
        ("if agreed, the case may go to done", Force.PERMISSION),
    ],
)
def test_force_of_a_move(line: str, force: Force) -> None:
    """A plain move binds towards an ending alone."""
    (move,) = moves_of(loaded(stage(line)), "one")
    assert move_force(move) is force


def test_lines_that_bind() -> None:
    """Permissions, holes and what says who are not among them."""
    text = (
        stage(
            "led by the worker",
            "this stage should end within 2 days",
            "the worker must record",
            "the worker may consult the manager",
            "if agreed, missing",
            "if not agreed, go to done",
            "if no answer, the case may go to done",
            "this stage may end within 5 days",
        )
        + stage("this stage is the board's", name="two")
        + 'stage three "Three", missing\n'
        + "stages one to two must end within 9 days\n"
        + "stages one to two may end within 9 days\n"
        + 'assume each, because "so"\n'
    )
    procedure = loaded(text)
    assert {n: force for n, (_, force) in binding_lines(procedure).items()} == {
        FIRST + 1: Force.GUIDANCE,
        FIRST + 2: Force.MUST,
        FIRST + 5: Force.MUST,
        FIRST + 11: Force.MUST,
        FIRST + 13: Force.ASSUMPTION,
    }
    assert standing_stages(procedure) == ("one",)


def test_duties_of_an_ending() -> None:
    """They bind like any other, and what they leave undefined is a hole."""
    text = stage("if agreed, go to told") + 'ending told "Told", by decision\n'
    plain = loaded(text)
    duty = '  the worker must tell the manager "it", timing "soon"\n'
    may = '  the worker may tell the manager "that"\n'
    own = loaded(text + duty + may)
    assert len(binding_lines(own)) == len(binding_lines(plain)) + 1
    (more,) = {hole.kind for hole in holes(own)} - {hole.kind for hole in holes(plain)}
    assert more is HoleKind.VAGUE_LIMIT
