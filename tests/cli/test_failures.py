"""What goes wrong inside is told of its file, ends with 2, and keeps no other from being told."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.answers.verdict import Promise
from checker.audit import Auditor
from checker.cli import beside, main, reading
from checker.cli.failures import TRACEBACK
from checker.output import page
from checker.output.formats import FORMATS
from checker.review import catalogue
from checker.review.checks import named_role
from tests.cli.samples import BAD, GOOD, write

if TYPE_CHECKING:
    from checker.answers.certificate import Certificate
    from checker.audit import Judgement

ROOT = Path(__file__).resolve().parents[2]
ERRORS = (
    KeyError("a\nb" + "c" * 500),
    RecursionError("maximum recursion depth exceeded"),
    MemoryError(),
    OSError(28, "No space left on device", "away/somewhere"),
    SystemError("\x1b[31m"),
)
NAMES = ("other-1", "hard", "other-2")
"""Three procedures: the program fails on the second."""


@pytest.fixture
def texts(tmp_path: Path) -> list[str]:
    """The paths of three procedures."""
    named = {name: BAD.replace("procedure bad", f"procedure {name}") for name in NAMES}
    folder = write(tmp_path / "in", **named)
    return [str(folder / f"{name}.procedure") for name in NAMES]


def _failing(patch: pytest.MonkeyPatch, where: str, name: str, error: Exception) -> None:
    """Have a function fail wherever it works on the second procedure."""
    module, _, function = where.rpartition(".")
    real = pytest.importorskip(module)
    before = getattr(real, function)

    def failing(*given: object, **named: object) -> object:
        if any(name in repr(each)[:400] for each in given):
            raise error
        return before(*given, **named)

    patch.setattr(real, function, failing)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize(
    "place", ["checker.procedure.from_syntax.load_text", "checker.review.examine.examined"]
)
@pytest.mark.parametrize("cores", [1, 3])
def test_the_others_are_reported_all_the_same(  # noqa: PLR0913, PLR0917, each varies
    error: Exception,
    place: str,
    cores: int,
    texts: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In this process and in others, whatever the error; one line tells what to report."""
    monkeypatch.setattr(beside, "cores", lambda: cores)
    _failing(monkeypatch, place, "hard", error)
    assert main(["check", *texts, "--output-format", "json"]) == 2
    captured = capsys.readouterr()
    found = json.loads(captured.out)
    assert [each["name"] for each in found["procedures"]] == ["other-1", "other-2"]
    assert [each["path"] for each in found["unread"]] == [texts[1]]
    (line,) = captured.err.splitlines()
    assert line.startswith(f"stagecheck: {texts[1]}: ")
    assert "\x1b" not in line
    if not isinstance(error, MemoryError | OSError):
        assert "this is a mistake of the program, not of the text" in line
        assert type(error).__name__ in line
        assert "please report it, with the file" in line
    assert len(line) < 800


@pytest.mark.parametrize("form", [form.name for form in FORMATS])
def test_every_format_tells_it(
    form: str,
    texts: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Also where it is the format that fails."""
    module = next(each.module for each in FORMATS if each.name == form)
    writer = pytest.importorskip(f"checker.output.{module}")
    before = writer.written

    def failing(report: object, *, colour: bool) -> str:
        if any(review.subject.name == "hard" for review in report.reviews):  # type: ignore[attr-defined]
            raise ZeroDivisionError("division by zero")
        written: str = before(report, colour=colour)
        return written

    monkeypatch.setattr(writer, "written", failing)
    assert main(["check", *texts, "--output-format", form]) == 2
    captured = capsys.readouterr()
    assert re.fullmatch(r"stagecheck: .*/hard\.procedure: .*ZeroDivisionError.*\n", captured.err)
    assert ("other-1" in captured.out, "other-2" in captured.out) == (True, True)
    assert ("hard" in captured.out) == (form == "json")  # which has it among the unread
    if form in {"full", "plain"}:
        assert captured.out.rstrip().rstrip(".").endswith("the program failed on 1 file")


def test_the_check_at_work_is_named(
    texts: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the line of the program, without a place of the machine."""
    monkeypatch.setattr(named_role, "result", None)
    assert main(["check", texts[0]]) == 2
    told = capsys.readouterr().err
    assert "TypeError, 'NoneType' object is not callable, in named-role, at checker/review" in told
    assert str(ROOT) not in told


def test_a_traceback_is_for_whoever_asks(
    texts: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By a variable of the environment."""
    monkeypatch.setattr(named_role, "result", None)
    monkeypatch.setenv(TRACEBACK, "1")
    assert main(["check", texts[0]]) == 2
    assert "Traceback (most recent call last)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("where", "what"),
    [
        ("checker.review.examine.examined", "be checked"),
        ("checker.flowchart.picture", "be drawn"),
        ("checker.output.page.procedure_page", "be written"),
        ("checker.procedure.from_syntax.load_text", "be read"),
    ],
)
def test_a_report_leaves_out_what_failed(  # noqa: PLR0913, PLR0917, each is a part of the test
    where: str,
    what: str,
    texts: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It has no page, and the index says why; the others have theirs."""
    into = tmp_path / "out"
    _failing(monkeypatch, where, "hard", LookupError("gone"))
    assert main(["report", *texts, "--into", str(into), "--as-of", "2026-03-02"]) == 2
    told = capsys.readouterr().err
    assert re.fullmatch(rf"stagecheck: .*/hard\.procedure: it could not {what}: .*\n", told)
    names = {path.stem for path in into.iterdir()}
    assert names == {"index", "other-1", "other-2"}
    index = (into / "index.html").read_text(encoding="utf-8")
    assert f"hard.procedure: it could not {what}" in index
    assert str(tmp_path) not in index


def test_a_long_text_that_fails_is_told(
    texts: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that is reviewed in two processes."""
    monkeypatch.setattr(reading, "LONG", 1)
    monkeypatch.setattr(beside, "cores", lambda: 2)
    monkeypatch.setattr(named_role, "result", None)
    assert main(["check", texts[0]]) == 2
    assert "in named-role" in capsys.readouterr().err


def test_a_drawing_that_fails_is_told(
    texts: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """And nothing is written."""
    _failing(monkeypatch, "checker.flowchart.draw", "hard", OSError(28, "No space left on device"))
    assert main(["draw", texts[1], "-o", str(tmp_path / "a.svg")]) == 2
    assert "it could not be drawn: no space left on device" in capsys.readouterr().err
    assert not (tmp_path / "a.svg").exists()


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_what_is_caught_nowhere_else_is_caught_in_the_end(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two, and one line: never the code of findings."""

    def failing() -> None:
        raise error

    monkeypatch.setattr(catalogue, "checks", failing)
    assert main(["explain"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("stagecheck: ")
    assert ("please report it" in line) == (not isinstance(error, MemoryError | OSError))


def test_an_audit_tells_what_it_failed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is not called refused, and the rest is audited."""
    source = write(tmp_path / "in", good=GOOD)
    proofs = tmp_path / "proofs"
    assert main(["check", str(source), "--certificates", str(proofs)]) == 0
    before = Auditor.judge

    def failing(self: Auditor, certificate: Certificate) -> Judgement:
        if certificate.check is Promise.NAMED_ROLE:
            raise ZeroDivisionError
        return before(self, certificate)

    monkeypatch.setattr(Auditor, "judge", failing)
    capsys.readouterr()
    assert main(["audit", str(proofs), str(source)]) == 2
    captured = capsys.readouterr()
    assert "it could not be audited: this is a mistake of the program" in captured.err
    assert "good.every-path-ends.json: " in captured.out
    assert "refused: " not in captured.out.replace("0 refused", "")


def test_one_place_alone_catches_every_exception() -> None:
    """The room for one input's failures, and `main` for what is left: elsewhere a bug is seen."""
    catching = re.compile(r"except\s*(Exception|BaseException)?\s*(as \w+)?:")
    found = [
        module.relative_to(ROOT).as_posix()
        for module in sorted((ROOT / "checker").rglob("*.py"))
        if catching.search(module.read_text(encoding="utf-8"))
    ]
    assert found == ["checker/cli/failures.py", "checker/cli/program.py"]


def test_a_report_without_an_index_is_none(
    texts: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What no report can be made without is a failure of the whole, told once."""

    def failing(*_: object) -> None:
        raise ValueError("bad template")

    monkeypatch.setattr(page, "index_page", failing)
    assert main(["report", *texts, "--into", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err.count("bad template") == 1
    assert not (tmp_path / "out").exists()
