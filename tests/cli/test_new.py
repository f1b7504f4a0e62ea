"""`stagecheck new` and the starter that it writes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from checker.cli import main
from checker.cli.new import procedure_name, starter
from checker.language.vocabulary import RESERVED
from checker.procedure.from_syntax import load_text

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


@pytest.mark.parametrize(
    "name", [*sorted(RESERVED), "step-1", "practitioner", "significant-harm", "resolved", "start"]
)
def test_whatever_the_file_is_called_the_starter_can_be_read(name: str) -> None:
    """A word of the language is no name, and the names of the starter are its own."""
    procedure, diagnostics = load_text(starter(name), f"{name}.procedure")
    assert diagnostics == ()
    assert procedure is not None
    assert procedure.name in {name, f"my-{name}"}


@pytest.mark.parametrize(
    ("given", "better"),
    [
        ("", "my-policy.procedure"),
        (".", "my-policy.procedure"),
        ("..", "my-policy.procedure"),
        ("/", "/my-policy.procedure"),
        (".procedure", "my-policy.procedure"),
        ("a/.procedure", "a/my-policy.procedure"),
        ("a.procedure/", "a.procedure"),
        ("-", "-.procedure"),
        ("a.txt", "a.procedure"),
    ],
)
def test_what_is_no_name_is_refused_with_one(
    given: str,
    better: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nothing is written."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", given]) == 2
    told = capsys.readouterr().err
    assert f"and `{given}` has none" in told
    assert f"help: name it `{better}`" in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("what", ["folder", "link", "lost link", "pipe"])
def test_whatever_is_there_is_left_alone(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And nothing is written through it."""
    file, other = tmp_path / "a.procedure", tmp_path / "b"
    if what == "folder":
        file.mkdir()
    elif what == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to(other)
        if what == "link":
            other.write_text("mine")
    before = file.lstat()
    assert main(["new", str(file)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert file.lstat() == before
    assert not other.exists() or other.read_text() == "mine"


def test_a_file_name_prints_no_escape_sequence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither where it is written nor where it is refused."""
    odd = str(tmp_path / "a\x1b[31m.procedure")
    for code in (0, 2):
        assert main(["new", odd]) == code
        captured = capsys.readouterr()
        assert "a\ufffd[31m" in captured.out + captured.err
        assert "\x1b" not in captured.out + captured.err


def test_a_name_that_a_shell_would_take_apart_is_quoted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The next command can be copied."""
    assert main(["new", str(tmp_path / "my policy.procedure")]) == 0
    assert f"next: stagecheck check '{tmp_path}/my policy.procedure'" in capsys.readouterr().out
