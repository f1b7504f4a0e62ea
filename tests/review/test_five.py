"""What is argued for the five policies is what the program says."""

from __future__ import annotations

import contextlib
import io
import json
import re
from pathlib import Path

import pytest

from checker.cli import main
from checker.proof.verdict import SPINE
from checker.review import checks

ROOT = Path(__file__).resolve().parents[2]
ARGUED = (Path(__file__).parent / "five.md").read_text(encoding="utf-8")
_SECTION = re.compile(r"^## (\S+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| ([a-z-]+) \| ([a-z-]+) \|$", re.MULTILINE)
NAMES = {check.name for check in checks()} - {"require"}


@pytest.fixture(scope="module")
def printed() -> dict[str, dict[str, str]]:
    """The verdicts that the command prints, by file and check."""
    return _printed()


def _printed() -> dict[str, dict[str, str]]:

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        main(["check", str(ROOT / "procedures"), "--output-format", "json"])
    found = json.loads(out.getvalue())
    return {
        Path(procedure["path"]).stem: {v["check"]: v["verdict"] for v in procedure["verdicts"]}
        for procedure in found["procedures"]
    }


def test_argued_verdicts_are_printed(printed: dict[str, dict[str, str]]) -> None:
    """Each table of the document has the verdicts of the three promises, as they are printed."""
    argued = {
        name: {check: verdict for check, verdict in _ROW.findall(text) if check in NAMES}
        for name, text in _SECTION.findall(ARGUED)
    }
    spine = {promise.value for promise in SPINE}
    assert set(printed) <= set(argued)
    for name, verdicts in printed.items():
        assert argued[name].keys() >= spine
        assert {check: verdicts[check] for check in argued[name]} == argued[name]


def test_every_check_has_a_verdict(printed: dict[str, dict[str, str]]) -> None:
    """All checks are there for all five."""
    assert len(printed) == 5
    for verdicts in printed.values():
        assert verdicts.keys() == NAMES
