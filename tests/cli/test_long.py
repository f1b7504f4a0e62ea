"""A long text is reviewed in two processes, and says the same as in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.route import Routes
from checker.cli import reading
from checker.cli.inputs import Input
from checker.cli.loaded import Text
from checker.cli.reading import read_file, reviews_of
from checker.cli.store.results import Results
from checker.language.diagnostics import SourceText
from checker.review.findings import Review
from tests.benchmarks.manual import main, manual

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def the_text(file: Path) -> Text:
    """The text of a file."""
    source = read_file(Input(str(file)))
    assert isinstance(source, SourceText)
    return Text(source, file.stem)


def test_two_processes_say_what_one_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Check by check, in the same order."""
    file = tmp_path / "manual.procedure"
    file.write_text(manual(40), encoding="utf-8")
    text = the_text(file)
    alone = reviews_of([text], 1, Results())
    monkeypatch.setattr(reading, "LONG", 2)
    assert reviews_of([text], 2, Results()) == alone
    assert isinstance(alone[0], Review)
    assert alone[0].failing


def test_manuals_are_the_same_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command writes what the function gives, and another seed another text."""
    file = tmp_path / "m.procedure"
    monkeypatch.setattr("sys.argv", ["manual.py", "--stages", "30", "--into", str(file)])
    main()
    assert "30 stages" in capsys.readouterr().out
    assert file.read_text(encoding="utf-8") == manual(30)
    assert manual(30, seed=2) != manual(30)
    assert manual(30).count("\nstage ") == 31


def test_waits_are_worked_out_where_they_are_wanted(tmp_path: Path) -> None:
    """No verdict needs them: without them the results are the same."""
    file = tmp_path / "one.procedure"
    file.write_text(manual(3), encoding="utf-8")
    text = the_text(file)
    (dated,), (bare,) = (
        reviews_of([text], 1, Results()),
        reviews_of([text], 1, Results(), dated=False),
    )
    assert isinstance(dated, Review)
    assert isinstance(bare, Review)
    assert dated.waits
    assert dated.routes.told
    assert (bare.waits, bare.routes) == ((), Routes())
    assert bare.results == dated.results
