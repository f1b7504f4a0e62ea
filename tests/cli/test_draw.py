"""`stagecheck draw`."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from checker.cli import main
from tests.cli.samples import BROKEN, GOOD, write
from tests.cli.test_program import run

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


def test_a_dash_is_standard_output(tmp_path: Path) -> None:
    """The drawing alone, the same bytes as in a file; `--form` says in what form."""
    write(tmp_path, good=GOOD)
    source = str(tmp_path / "good.procedure")
    forms: tuple[tuple[str, tuple[str, ...]], ...] = (("svg", ()), ("pdf", ("--form", "pdf")))
    for kind, options in forms:
        target = tmp_path / f"a.{kind}"
        day = ("--as-of", "2026-03-02")
        assert main(["draw", source, "-o", str(target), *day]) == 0
        done = run("draw", source, "-o", "-", *options, *day)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout == target.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "a.svg", "good.procedure"]


def test_a_form_is_stronger_than_an_ending(tmp_path: Path) -> None:
    """Which need not be there then."""
    write(tmp_path, good=GOOD)
    target = tmp_path / "chart"
    arguments = ["draw", str(tmp_path / "good.procedure"), "-o", str(target), "--form", "dot"]
    assert main(arguments) == 0
    assert target.read_bytes().startswith(b"digraph")


def test_the_procedure_is_not_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever its name ends in."""
    source = tmp_path / "good.svg"
    source.write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.svg").hardlink_to(source)
    for output in ("good.svg", "b.svg"):
        assert main(["draw", str(source), "-o", str(tmp_path / output)]) == 2
        assert "it is what was read" in capsys.readouterr().err
    assert source.read_text(encoding="utf-8") == GOOD


def test_standard_input_can_be_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And where there is none, nothing is."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    assert main(["draw", "-", "-o", str(tmp_path / "a.svg")]) == 0
    assert b"Made from" in (tmp_path / "a.svg").read_bytes()
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["draw", "-", "-o", str(tmp_path / "b.svg")]) == 2


def test_a_file_name_prints_no_escape_sequence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor turns what follows around."""
    write(tmp_path, good=GOOD)
    odd = "a\x1b[31m\u202eb\u200b.svg"
    assert main(["draw", str(tmp_path / "good.procedure"), "-o", str(tmp_path / odd)]) == 0
    assert (tmp_path / odd).exists()
    assert capsys.readouterr().out.endswith("/a\ufffd[31m\ufffdb\ufffd.svg\n")
