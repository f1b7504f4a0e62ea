"""What the text points to and does not give."""

from __future__ import annotations

import pytest

from checker.procedure.dangling import Missing, dangling
from tests.procedure.makers import HEAD, loaded, stage


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ("this stage must end, timing missing", [Missing.LIMIT]),
        ("the worker must record, timing missing", [Missing.LIMIT]),
        ("led by missing", [Missing.LEAD]),
        ("attended by missing", [Missing.ATTENDING]),
        ("if agreed, missing", [Missing.MOVE]),
        ("the worker must tell missing", [Missing.RECIPIENT]),
        ("led by not stated", []),
        ("waits for inquiry", [Missing.TRACK]),
    ],
)
def test_each_thing_once(line: str, missing: list[Missing]) -> None:
    """The limit of a duty as much as any other; beside it only the document of the head."""
    found = list(dangling(loaded(stage(line))))
    assert [each.what for each in found if each.what is not Missing.DOCUMENT] == missing
    assert [each.name for each in found if each.what is Missing.DOCUMENT] == ["annex"]


def test_stages_and_holders() -> None:
    """A stage that is only named; a role whose holder is missing."""
    head = HEAD.replace('role chair "Chair"\n', 'role chair "Chair"\n  held by missing\n')
    found = dangling(loaded(stage() + 'stage two "Two", missing\n', head))
    told = {(each.what, each.name) for each in found}
    assert {(Missing.STAGE, "two"), (Missing.HOLDER, "chair")} <= told
