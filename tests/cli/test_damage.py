"""Damaged texts and odd characters through the real command; `damage.py` runs as many as wanted."""

from __future__ import annotations

import os
from random import Random
from typing import TYPE_CHECKING

import pytest

from checker.output.formats import FORMATS
from checker.review.checks import named_role
from tests.cli import damage
from tests.cli.damage import SOUND, damaged, told_wrong, with_odd_characters
from tests.cli.samples import BAD, GOOD, write
from tests.cli.test_program import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from checker.review.context import Context
    from checker.review.findings import Result


def test_damaged_texts() -> None:
    """None is got wrong; some are read, and most are not."""
    tally, wrong = damage.run(160, 80, seed=7, processes=1)
    assert wrong == []
    assert tally["ended with 1"] > 20
    assert tally["ended with 2"] > 80
    assert tally.total() == 240


@pytest.mark.parametrize("form", [form.name for form in FORMATS])
def test_a_fault_would_be_seen(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One check that fails on one text: the comparison says so in every format."""
    write(tmp_path, **{SOUND: BAD.replace("procedure bad", f"procedure {SOUND}")})
    assert told_wrong(GOOD, form, tmp_path) == (1, None)
    before = named_role.run

    def failing(context: Context) -> tuple[Result, ...]:
        if context.procedure.name == "good":
            raise ZeroDivisionError
        return before(context)

    monkeypatch.setattr(named_role, "run", failing)
    code, problem = told_wrong(GOOD, form, tmp_path)
    assert code == 2
    assert problem is not None
    assert "mistake of the program" in problem


@pytest.mark.parametrize("form", [form.name for form in FORMATS])
@pytest.mark.parametrize("make", [damaged, with_odd_characters])
def test_in_processes_of_their_own(
    make: Callable[[Random], str], form: str, tmp_path: Path
) -> None:
    """As a user runs it, with several files at once."""
    random = Random(form)  # noqa: S311, the same texts in every run
    write(tmp_path, **{SOUND: GOOD})
    for number in range(4):
        text = make(random)
        (tmp_path / f"{number}.procedure").write_bytes(text.encode("utf-8", "surrogatepass"))
    done = run("check", os.fspath(tmp_path), "--output-format", form)
    assert done.returncode in {1, 2}
    assert b"Traceback" not in done.stderr
    assert b"mistake of the program" not in done.stderr
    assert not set(done.stdout + done.stderr) & {*range(10), *range(11, 32), 127}
