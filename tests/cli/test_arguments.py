"""Odd arguments: whatever a command is given, it ends with a code and words, and obeys nothing."""

from __future__ import annotations

import io
import json
import re
import sys
from typing import TYPE_CHECKING

import pytest

from checker.cli import main
from checker.output.formats import FORMATS
from checker.words.characters import legible
from tests.cli.samples import BAD, BROKEN, GOOD, write

if TYPE_CHECKING:
    from pathlib import Path

ODD = {
    "nothing": "",
    "a blank": " ",
    "an escape sequence": "\x1b[31m\x1b]0;title\x07",
    "a direction": "\u202egnp.exe",
    "a hidden mark": "a\u200bb\u2060c\ufeff",
    "lines": "a\nb\r\nc\u2028d",
    "a zero": "a\0b",
    "no text": "caf\udce9",
    "long": "x" * 5000,
    "deep": "a/" * 2500,
    "dots": "..",
    "a dash": "-",
    "dashes": "--",
    "braces": "{0}%s%n$(id)`id`",
    "a picture": "👩\u200d⚕️",
    "a number": "9" * 400,
    "quotes": "\"'\\",
}
COMMANDS = {
    "check": ["check", "{}"],
    "check two": ["check", "{}", "good.procedure"],
    "check as": ["check", "good.procedure", "--output-format", "{}"],
    "check on": ["check", "good.procedure", "--as-of", "{}"],
    "certificates": ["check", "good.procedure", "--certificates", "{}"],
    "questions": ["check", "good.procedure", "--smtlib", "out/{}"],
    "report": ["report", "{}", "--into", "out"],
    "report into": ["report", "good.procedure", "--into", "out/{}"],
    "draw": ["draw", "{}", "-o", "out.svg"],
    "draw onto": ["draw", "good.procedure", "-o", "{}"],
    "draw onto a picture": ["draw", "good.procedure", "-o", "{}.svg"],
    "draw as": ["draw", "good.procedure", "-o", "out.svg", "--form", "{}"],
    "explain": ["explain", "{}"],
    "new": ["new", "{}"],
    "new procedure": ["new", "{}.procedure"],
    "when": ["when", "{}", "--from", "2026-03-02 09:00"],
    "when from": ["when", "5 days", "--from", "{}"],
    "when closed": ["when", "5 days", "--from", "2026-03-02 09:00", "--closed", "{}"],
    "when open": ["when", "5 days", "--from", "2026-03-02 09:00", "--open", "{}"],
    "audit": ["audit", "{}", "good.procedure"],
    "audit of": ["audit", ".", "{}"],
    "no command": ["{}"],
    "no option": ["check", "good.procedure", "--{}"],
}
_STRAY = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u200b]")


@pytest.mark.parametrize("argument", ODD)
@pytest.mark.parametrize("command", COMMANDS)
def test_odd_arguments(
    command: str,
    argument: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Zero, one or two; nothing printed is a control character, and the procedure is as it was."""
    monkeypatch.chdir(write(tmp_path / "here", good=GOOD))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    given = [part.replace("{}", ODD[argument]) for part in COMMANDS[command]]
    try:
        code: object = main(given)
    except SystemExit as end:
        code = end.code
    captured = capsys.readouterr()
    assert code in {0, 1, 2}
    said = captured.out + captured.err
    assert _STRAY.search(said) is None
    assert "mistake of the program" not in said
    assert "Traceback" not in said
    assert said or code == 0
    source = tmp_path / "here" / "good.procedure"
    assert source.read_text(encoding="utf-8") == GOOD


def test_the_last_guard_is_the_place_where_it_is_printed() -> None:
    """What shows as itself stays, parts of letters and of pictures among it."""
    assert legible(ODD["a picture"]) == ODD["a picture"]
    flag = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
    assert legible(f"Ynys Môn {flag}\n") == f"Ynys Môn {flag}\n"
    assert legible("a\u00adb\u061cc\ufff9d\x9be") == "a\ufffdb\ufffdc\ufffdd\ufffde"


NAMED = "a\x1b[31m\u202eb\u200bc\x9bd\ue000"
"""A name that a file system takes."""


@pytest.mark.parametrize("form", [form.name for form in FORMATS])
def test_names_of_files_are_shown_and_not_obeyed(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of what is checked, and of what cannot be read."""
    write(tmp_path, **{NAMED: BAD, f"{NAMED}2": BROKEN})
    assert main(["check", str(tmp_path), "--output-format", form]) == 2
    captured = capsys.readouterr()
    assert _STRAY.search(captured.out + captured.err) is None
    assert "\ue000" not in captured.out + captured.err
    shown = "a\ufffd[31m\ufffdb\ufffdc\ufffdd\ufffd"
    assert f"{shown}2.procedure" in captured.err
    if form == "json":
        assert [each["path"] for each in json.loads(captured.out)["procedures"]] == [
            str(tmp_path / f"{NAMED}.procedure")
        ]
    else:
        assert f"{shown}.procedure" in captured.out


def test_names_of_files_are_not_obeyed_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In pages and their summary, in audits, and where a folder is told."""
    source = str(write(tmp_path / NAMED, **{NAMED: GOOD}))
    (tmp_path / NAMED / "empty").mkdir()
    into = tmp_path / "out"
    assert main(["report", source, f"{source}/empty", "--into", f"{source}-pages"]) == 2
    assert main(["check", source, "--certificates", str(into)]) == 0
    assert main(["audit", str(into), source]) == 0
    captured = capsys.readouterr()
    assert _STRAY.search(captured.out + captured.err) is None
    page = (tmp_path / f"{NAMED}-pages" / f"{NAMED}.html").read_text(encoding="utf-8")
    assert _STRAY.search(page) is None
