"""The committed reports are what the program says of the procedures today."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli import main

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).resolve().parents[1]
AS_OF = "2026-11-23"
"""The date that the Makefile gives the committed reports."""


def test_reports_are_fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made again, as `make` makes them, they have the same bytes."""
    assert f"AS_OF := {AS_OF}" in (ROOT / "Makefile").read_text(encoding="utf-8")
    monkeypatch.chdir(ROOT)
    assert main(["report", "procedures", "--into", str(tmp_path), "--as-of", AS_OF]) == 0
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    committed = {path.name: path.read_bytes() for path in (ROOT / "reports").iterdir()}
    assert made.keys() == committed.keys()
    assert [name for name in made if made[name] != committed[name]] == []
