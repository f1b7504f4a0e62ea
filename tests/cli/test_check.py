"""`stagecheck check`: exit codes, streams, formats."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from checker.cli import main
from checker.output.as_json import SCHEMA
from checker.output.formats import FORMATS, Manner, format_named
from checker.review.catalogue import checks
from tests.cli.samples import BAD, BROKEN, GOOD, write
from tests.cli.test_program import run

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA_OF_REPORT = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_no_finding_is_zero_and_findings_are_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The report is on standard output, and nothing on the error stream."""
    write(tmp_path, good=GOOD)
    assert main(["check", str(tmp_path)]) == 0
    captured = capsys.readouterr()
    assert "every-path-ends: proved: " in captured.out
    assert captured.out.endswith("no finding\n") or ": no finding, " in captured.out
    assert captured.err == ""
    write(tmp_path, bad=BAD)
    assert main(["check", str(tmp_path)]) == 1
    assert "every-path-ends: refuted\n" in capsys.readouterr().out


@pytest.mark.parametrize("form", [form.name for form in FORMATS])
def test_an_unreadable_file_is_two_and_stops_no_other(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its mistakes are on the error stream with their places; the others are reported."""
    write(tmp_path, a=BROKEN, b=BAD, c=GOOD)
    (tmp_path / "d.procedure").write_bytes(b"\xff\xfe\x00")
    assert main(["check", str(tmp_path), "--output-format", form]) == 2
    captured = capsys.readouterr()
    assert "a.procedure" in captured.err
    assert "d.procedure" in captured.err
    assert "shall" in captured.err
    assert "every-path-ends" in captured.out
    if form == "json":
        report = json.loads(captured.out)
        SCHEMA_OF_REPORT.validate(report)
        unread = [each["path"] for each in report["unread"]]
        assert unread == [str(tmp_path / "a.procedure"), str(tmp_path / "d.procedure")]
    elif format_named(form).manner is not Manner.CONCISE:
        assert captured.out.splitlines()[-1].rstrip(".").endswith("2 files could not be read")


def test_paths_that_are_wrong_are_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty folder, a path that is not there; nothing is printed as if checked."""
    assert main(["check", str(tmp_path), str(tmp_path / "none")]) == 2
    captured = capsys.readouterr()
    assert captured.out == "nothing was checked; 2 files could not be read\n"
    assert "there is no *.procedure file in this folder" in captured.err
    assert "there is no such file" in captured.err


def test_json_has_every_check_of_every_procedure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Kept or not, in the order of the catalogue, and as the schema says."""
    write(tmp_path, bad=BAD, good=GOOD)
    assert main(["check", str(tmp_path), "--output-format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    SCHEMA_OF_REPORT.validate(report)
    names = [check.name for check in checks() if check.name != "require"]
    for procedure in report["procedures"]:
        found = [v["check"] for v in procedure["verdicts"] if v["line"] is None]
        assert found == names
    assert [procedure["name"] for procedure in report["procedures"]] == ["bad", "good"]


def test_json_without_readable_input_is_json_still(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A program can always parse what it gets."""
    write(tmp_path, a=BROKEN)
    assert main(["check", str(tmp_path), "--output-format", "json"]) == 2
    report = json.loads(capsys.readouterr().out)
    SCHEMA_OF_REPORT.validate(report)
    assert report["procedures"] == []
    (told,) = report["unread"]
    assert told["mistakes"][0]["line"] == 12


def test_concise_lines_can_be_opened_by_an_editor(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Path, line and column lead each line."""
    write(tmp_path, bad=BAD)
    assert main(["check", str(tmp_path), "--output-format", "concise"]) == 1
    for line in capsys.readouterr().out.splitlines():
        path, row, column, name, message = line.split(":", 4)
        assert path == str(tmp_path / "bad.procedure")
        assert 1 <= int(row) <= BAD.count("\n")
        assert int(column) >= 1
        assert name.strip() in {check.name for check in checks()}
        assert message.strip()


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """In processes of their own, whatever the order of their sets, and on every day."""
    write(tmp_path, bad=BAD, good=GOOD)
    days = {"1": "2026-03-02", "2": "2031-12-25"}
    first, second = (
        run("check", str(tmp_path), "--as-of", day, PYTHONHASHSEED=seed)
        for seed, day in days.items()
    )
    assert first.stdout == second.stdout
    assert first.returncode == second.returncode == 1
    assert b"every-path-ends: refuted" in first.stdout
    assert first.stderr == second.stderr == b""
