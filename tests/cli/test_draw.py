"""`stagecheck draw`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.cli import main
from tests.cli.samples import BROKEN, GOOD, write

if TYPE_CHECKING:
    from pathlib import Path

STARTS = {"svg": b"<svg", "pdf": b"%PDF-", "png": b"\x89PNG", "dot": b"digraph"}


@pytest.mark.parametrize("kind", sorted(STARTS))
def test_the_ending_says_what_to_draw(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each form is what its name says."""
    write(tmp_path, good=GOOD)
    target = tmp_path / f"out.{kind.upper()}"
    source = str(tmp_path / "good.procedure")
    assert main(["draw", source, "-o", str(target), "--as-of", "2026-03-02"]) == 0
    assert STARTS[kind] in target.read_bytes()[:400]
    assert capsys.readouterr().out == f"wrote {target}\n"


def test_a_phone_gets_another_drawing(tmp_path: Path) -> None:
    """One column."""
    write(tmp_path, good=GOOD)
    source = str(tmp_path / "good.procedure")
    assert main(["draw", source, "-o", str(tmp_path / "a.svg")]) == 0
    assert main(["draw", source, "-o", str(tmp_path / "b.svg"), "--narrow"]) == 0
    assert (tmp_path / "a.svg").read_bytes() != (tmp_path / "b.svg").read_bytes()


@pytest.mark.parametrize("name", ["chart", "chart.docx", "svg"])
def test_an_unknown_ending_is_refused(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With those that are known."""
    assert main(["draw", "x.procedure", "-o", str(tmp_path / name)]) == 2
    error = capsys.readouterr().err
    assert "cannot tell from" in error
    assert "`.svg`, `.pdf`, `.png`, `.dot`" in error


@pytest.mark.parametrize("name", ["broken", "none"])
def test_what_cannot_be_read_cannot_be_drawn(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written."""
    write(tmp_path, broken=BROKEN)
    source = str(tmp_path / f"{name}.procedure")
    assert main(["draw", source, "-o", str(tmp_path / "a.svg")]) == 2
    assert source in capsys.readouterr().err
    assert not (tmp_path / "a.svg").exists()


def test_a_place_that_cannot_be_written_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder stands there."""
    write(tmp_path, good=GOOD)
    (tmp_path / "a.svg").mkdir()
    arguments = ["draw", str(tmp_path / "good.procedure"), "-o", str(tmp_path / "a.svg")]
    assert main(arguments) == 2
    assert "cannot write" in capsys.readouterr().err
