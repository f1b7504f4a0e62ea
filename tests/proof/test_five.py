"""The five policies: minimal sets, stories, and the same answer in every process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from checker.procedure.from_syntax import load_text
from tests.proof.agreement import PROMISES, Tally, compare, name_of

ROOT = Path(__file__).resolve().parents[2]
FIVE = sorted((ROOT / "procedures").glob("*.procedure"))


def test_there_are_five() -> None:
    """The five published policies are there."""
    assert len(FIVE) == 5


@pytest.mark.parametrize("path", FIVE, ids=[p.stem for p in FIVE])
def test_five(path: Path) -> None:
    """The explorer agrees, every story replays, and every set is minimal."""
    tally = Tally()
    compare(path.read_text(encoding="utf-8"), tally)
    assert tally.failures == []
    assert tally.too_large == 0
    assert {name_of(promise) for promise in PROMISES} <= {name for name, _ in tally.verdicts}


@pytest.mark.parametrize("path", FIVE, ids=[p.stem for p in FIVE])
def test_readable(path: Path) -> None:
    """The file loads without a diagnostic."""
    procedure, diagnostics = load_text(path.read_text(encoding="utf-8"), path.name)
    assert procedure is not None
    assert diagnostics == ()


def test_same_answer_in_ten_processes() -> None:
    """Ten fresh processes with ten hash seeds print the same bytes."""
    command = [sys.executable, "-m", "checker.cli", "check", "procedures"]
    command += ["--output-format", "json", "--as-of", "2026-11-23"]
    printed = {
        subprocess.run(
            command,
            cwd=ROOT,
            env={"PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
        ).stdout
        for seed in range(10)
    }
    assert len(printed) == 1
    assert len(printed.pop()) > 1000
