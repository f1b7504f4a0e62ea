"""Large texts through the real command: what is said of them stays small, and says which limit.

`python -m tests.benchmarks.large` measures the same texts at their full sizes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from checker.cli import main, reading
from checker.language import parser
from checker.language.diagnostics import MOST_TOLD
from checker.output.formats import FORMATS
from checker.procedure.from_syntax import build, load_text, names, wide
from tests.benchmarks.texts import HEAD, LARGE, STAGE, TAIL, written
from tests.cli.samples import GOOD, write

if TYPE_CHECKING:
    from pathlib import Path

WRONG = "goto it\n"
STAGES = "".join(f'stage s{number} "S"\n' for number in range(20))
FACTS = (
    "with this the text has more than the 12 facts, options and conditions in own words that are "
    "read"
)
PLACED = (
    "with this the text comes to more than the 12 lines that are read, one for several stages "
    "counted in each"
)
FORMS = [form.name for form in FORMATS]


def small(size: int) -> int:
    """A small part of a size, still more than one."""
    return max(3, min(12, size // 1_000)) if size < 1_000_000 else size // 20_000


@pytest.mark.parametrize(("at", "name"), list(enumerate(LARGE)), ids=list(LARGE))
def test_a_small_part_of_each(
    at: int, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It ends with a code that is told of, and nothing goes wrong inside; formats take turns."""
    for file, content in written(LARGE[name], small(LARGE[name].size)):
        (tmp_path / file).write_bytes(content)
    code = main(["check", str(tmp_path), "--output-format", FORMS[at % len(FORMS)]])
    told = capsys.readouterr()
    assert code in {0, 1, 2}
    assert (code == 2) == bool(told.err)
    assert "mistake of the program" not in told.err
    assert all(len(line) < 1_000 for line in told.err.splitlines())


@pytest.mark.parametrize("form", FORMS)
def test_the_first_mistakes_are_told_in_every_format(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And how many more there are."""
    write(tmp_path, large=HEAD + WRONG * 250)
    assert main(["check", str(tmp_path), "--output-format", form]) == 2
    told = capsys.readouterr()
    assert told.err.lower().count("no line starts with") == MOST_TOLD
    assert "and 150 more mistakes, the first of them here" in told.err.lower()
    if form == "json":
        (unread,) = json.loads(told.out)["unread"]
        assert (len(unread["mistakes"]), unread["more"]) == (MOST_TOLD, 150)
        assert unread["mistakes"][-1]["message"] == "no line starts with `goto`"


def test_many_broken_files_are_told_of_shortly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond so many mistakes, the first of each file and how many more; sound ones are checked."""
    monkeypatch.setattr(reading, "MOST_TOLD_IN_ALL", 12)
    write(tmp_path, a=HEAD + WRONG * 9, b=HEAD + WRONG * 9, c=HEAD + WRONG * 9, d=HEAD + WRONG)
    write(tmp_path, sound=GOOD)
    assert main(["check", str(tmp_path), "--output-format", "concise"]) == 2
    said = [line.split(": ", 1) for line in capsys.readouterr().err.splitlines()]
    told = {name: [what for at, what in said if f"{name}.procedure" in at] for name in "abcd"}
    assert [len(told[name]) for name in "abcd"] == [9, 4, 2, 1]
    assert told["b"][-1] == "and 6 more mistakes, the first of them here"
    assert told["c"][-1] == "and 8 more mistakes, the first of them here"


LIMITS = {
    "statements": (
        parser,
        "MOST_STATEMENTS",
        HEAD + 'event e "E"\n' * 20,
        "the text is not read from here on: it has more than the 12 statements that are read",
    ),
    "names": (
        names,
        "MOST_NAMES",
        HEAD + "".join(f'event e{number} "E"\n' for number in range(20)) + STAGE + TAIL,
        "with this the text declares more than the 12 names that are read",
    ),
    "conditions": (
        build,
        "MOST_FACTS",
        HEAD + STAGE + "".join(f'  when "c{n}", someone must record\n' for n in range(20)) + TAIL,
        FACTS,
    ),
    "options": (
        build,
        "MOST_FACTS",
        f"{HEAD}fact f, either {' or '.join(f'o{n}' for n in range(20))}\n{STAGE}{TAIL}",
        FACTS,
    ),
    "lines of every stage": (
        wide,
        "MOST_PLACED",
        HEAD + STAGE + STAGES + TAIL + "at every stage\n  someone must record\n",
        PLACED,
    ),
    "later stages": (
        wide,
        "MOST_PLACED",
        HEAD + STAGE + "  at any time, the case may go to any later stage\n" + STAGES + TAIL,
        PLACED,
    ),
    "totals": (
        wide,
        "MOST_PLACED",
        HEAD + STAGE + STAGES + TAIL + "stages s0 to s9 must end within 9 days\n",
        PLACED,
    ),
}


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_is_told_and_refuses_the_text(
    name: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The code is 2, and the message says which limit, once; within it, nothing is said of it."""
    module, limit, text, said = LIMITS[name]
    write(tmp_path, large=text)
    assert said.partition(" more than ")[0] not in " ".join(
        each.message for each in load_text(text, "p.procedure")[1]
    )
    monkeypatch.setattr(module, limit, 12)
    assert main(["check", str(tmp_path), "--output-format", "concise"]) == 2
    told = [line.split(": ", 1)[1] for line in capsys.readouterr().err.splitlines()]
    assert told.count(said) == 1


def test_what_a_message_quotes_is_cut(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody reads a word of thousands of letters to its end."""
    write(tmp_path, large=f"{HEAD}{STAGE}  the {'x' * 5_000} must tell the {'a_' * 2_000}\n{TAIL}")
    assert main(["check", str(tmp_path), "--output-format", "concise"]) == 2
    (told,) = capsys.readouterr().err.splitlines()
    assert f"`{'a_' * 100}…` has an underscore" in told
