"""`stagecheck explain`."""

from __future__ import annotations

import pytest

from checker.cli import main
from checker.review.catalogue import checks


def test_a_check_is_explained_by_its_documentation(capsys: pytest.CaptureFixture[str]) -> None:
    """The same words as in its file."""
    for check in checks():
        assert main(["explain", check.name]) == 0
        assert capsys.readouterr().out == f"{check.name}\n\n{check.documentation}\n"


def test_without_a_name_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Each with its first sentence, in the order of reports."""
    assert main(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[::2] == [check.name for check in checks()]
    assert all(line.strip() for line in lines[1::2])


@pytest.mark.parametrize(
    ("name", "help_"),
    [
        ("every-path-end", "did you mean `every-path-ends`?"),
        ("Named-Role", "did you mean `named-role`?"),
        ("zzz", "`stagecheck explain` lists all checks"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(
    name: str, help_: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Or with where to find them all."""
    assert main(["explain", name]) == 2
    error = capsys.readouterr().err
    assert f"there is no check `{name}`" in error
    assert help_ in error
