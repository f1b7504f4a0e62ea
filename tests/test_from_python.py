"""The Python interface does what its page says, and what the commands do."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

import checker
from checker.cli import main

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "from-python.md"
EXAMPLE = re.compile(r"```python\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)
FILE = ROOT / "procedures" / "wiltshire.procedure"
DAY = date(2026, 11, 23)


def test_the_examples_print_what_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Each example of the page is run after those before it, in an empty folder."""
    text = PAGE.read_text(encoding="utf-8")
    examples = EXAMPLE.findall(text)
    assert len(examples) == text.count("```python")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    printed = []
    for code, _ in examples:
        with redirect_stdout(StringIO()) as output:
            exec(code, names)  # noqa: S102, the page's own examples
        printed.append(output.getvalue())
    if request.config.getoption("--update"):
        outputs = iter(printed)
        text = EXAMPLE.sub(lambda m: f"```python\n{m[1]}```\n\n```text\n{next(outputs)}```", text)
        PAGE.write_text(text, encoding="utf-8")
        examples = EXAMPLE.findall(text)
    assert [shown for _, shown in examples] == printed


def test_every_name_is_on_the_page() -> None:
    """What is exported is described, and is there."""
    table = PAGE.read_text(encoding="utf-8").split("## What there is")[1]
    assert [name for name in checker.__all__ if f"`{name}" not in table] == []
    assert [name for name in checker.__all__ if not hasattr(checker, name)] == []
    with pytest.raises(AttributeError, match="no attribute `nothing`"):
        _ = checker.nothing


def test_it_says_what_the_command_says(capsys: pytest.CaptureFixture[str]) -> None:
    """The same verdicts, findings, places, cases and problems, in the same order."""
    checked = checker.check(FILE)
    assert main(["check", str(FILE), "--output-format", "json"]) == int(checked.failing)
    (reported,) = json.loads(capsys.readouterr().out)["procedures"]
    assert len(checked.verdicts) == len(reported["verdicts"])
    for ours, theirs in zip(checked.verdicts, reported["verdicts"], strict=True):
        assert (ours.check, ours.verdict.value, ours.message, ours.line) == (
            theirs["check"],
            theirs["verdict"],
            theirs["message"],
            theirs["line"],
        )
        places = [(f["line"], f["column"], f["message"], f["help"]) for f in theirs["findings"]]
        assert [(f.line, f.column, f.message, f.help) for f in ours.findings] == places
        cases = [(f["story"] or {"sentences": []})["sentences"] for f in theirs["findings"]]
        told = [[step.text for step in finding.case] for finding in ours.findings]
        assert told == [[sentence["text"] for sentence in case] for case in cases]
    assert any(finding.case for verdict in checked.verdicts for finding in verdict.findings)
    assert (checked.problems, bool(checked.title)) == ((), True)


@pytest.mark.parametrize("form", ["svg", "pdf", "dot"])
def test_it_draws_what_the_command_draws(form: checker.Form, tmp_path: Path) -> None:
    """The same bytes."""
    target = tmp_path / f"chart.{form}"
    assert main(["draw", str(FILE), "-o", str(target), "--as-of", DAY.isoformat()]) == 0
    assert checker.draw(FILE, form, as_of=DAY).content == target.read_bytes()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("\0", "not text"),
        ("\ud800", "not in UTF-8"),
        ("procedure", "name"),
        ("nothing of the kind", "stands without"),
        ("x" * 6_000_000, "larger than"),
    ],
)
def test_bad_text_is_told(text: str, words: str) -> None:
    """No exception, no verdict, and a message."""
    checked = checker.check(text)
    assert checked.failing
    assert checked.verdicts == ()
    assert any(words in f"{problem.message} {problem.help}" for problem in checked.problems)
    assert checker.draw(text).problems == checked.problems
    assert checker.draw(text).content == b""


def test_importing_it_loads_nothing() -> None:
    """The solver, the grammar and the drawing wait until they are asked for."""
    code = "import sys, checker; print([m for m in ('z3', 'lark', 'msgspec') if m in sys.modules])"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"
