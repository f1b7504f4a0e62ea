"""The README says what is so: its example is really printed, and its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.cli import main

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
EXAMPLE = re.compile(r"```procedure\n(.*?)```", re.DOTALL)
PRINTED = re.compile(r"(```text\n)(.*?)(```)", re.DOTALL)
NAME = "disagreement.procedure"


def test_the_example_prints_what_is_shown(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    """The procedure of the README, checked under the name that it has there."""
    text = README.read_text(encoding="utf-8")
    (example,) = EXAMPLE.findall(text)
    (tmp_path / NAME).write_text(example, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check", NAME]) == 1
    printed = capsys.readouterr().out
    if request.config.getoption("--update"):
        text = PRINTED.sub(lambda match: match[1] + printed + match[3], text)
        README.write_text(text, encoding="utf-8")
    assert [match[2] for match in PRINTED.finditer(text)] == [printed]


def test_what_is_said_of_the_example_is_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With `not resolved` in place of `not agreed`, one finding is left."""
    (example,) = EXAMPLE.findall(README.read_text(encoding="utf-8"))
    assert example.count("if not agreed") == 1
    mended = example.replace("if not agreed", "if not resolved")
    (tmp_path / NAME).write_text(mended, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check", NAME, "--output-format", "concise"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert ": same-day-escalation: " in line


def test_links_and_pictures_lead_to_files_of_the_project() -> None:
    """Every path in a link is there."""
    links = re.findall(r"\]\(([^)]+)\)", README.read_text(encoding="utf-8"))
    assert len(links) > 3
    assert [link for link in links if not (ROOT / link).is_file()] == []


@pytest.mark.parametrize("name", ["check", "explain", "report", "draw", "new"])
def test_every_command_is_named(name: str) -> None:
    """Whoever reads the README knows what there is."""
    assert f"stagecheck {name}" in README.read_text(encoding="utf-8")
