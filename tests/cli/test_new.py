"""`stagecheck new` and the starter that it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.cli import main
from checker.cli.new import procedure_name

if TYPE_CHECKING:
    from pathlib import Path


def test_the_starter_passes_every_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever starts from it starts well."""
    file = tmp_path / "my-policy.procedure"
    assert main(["new", str(file)]) == 0
    assert f"next: stagecheck check {file}" in capsys.readouterr().out
    assert file.read_text(encoding="utf-8").count("procedure my-policy ") == 1
    assert main(["check", str(file)]) == 0
    assert "every-path-ends: proved: " in capsys.readouterr().out


def test_a_file_that_is_there_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may be someone's work."""
    file = tmp_path / "a.procedure"
    file.write_text("mine")
    assert main(["new", str(file)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert file.read_text() == "mine"


def test_another_ending_is_refused_with_a_better_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder is searched for the ending alone."""
    assert main(["new", str(tmp_path / "policy.txt")]) == 2
    assert f"`{tmp_path / 'policy.procedure'}`" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No folder is made."""
    assert main(["new", str(tmp_path / "none" / "a.procedure")]) == 2
    assert "no such file or directory" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("my-policy", "my-policy"),
        ("My Policy (v2)", "my-policy-v2"),
        ("2026 policy", "my-2026-policy"),
        ("procedure", "my-procedure"),
        ("Überblick", "berblick"),
        ("日本", "my"),
    ],
)
def test_the_name_comes_from_the_file(stem: str, name: str) -> None:
    """Lower case and hyphens, a letter first, no word of the language."""
    assert procedure_name(stem) == name
