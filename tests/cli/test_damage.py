"""Five hundred damaged copies of the five: a message with a place, and never a traceback."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from checker.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
FIVE = sorted((ROOT / "procedures").glob("*.procedure"))
COPIES = 100
_PLACE = re.compile(r":(\d+):(\d+): ")
_SCRAPS = ('"', "[", "]", "#", "(", "_", "->", "not ", "must ", "\n", "\n  and ", "\t", "\x00", "é")


def _cut(random: Random, text: str) -> str:
    start = random.randrange(len(text))
    return text[:start] + text[start + random.randint(1, 40) :]


def _insert(random: Random, text: str) -> str:
    at = random.randrange(len(text))
    return text[:at] + random.choice(_SCRAPS) + text[at:]


def _swap_lines(random: Random, text: str) -> str:
    lines = text.split("\n")
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _drop_line(random: Random, text: str) -> str:
    lines = text.split("\n")
    del lines[random.randrange(len(lines))]
    return "\n".join(lines)


def _double_line(random: Random, text: str) -> str:
    lines = text.split("\n")
    at = random.randrange(len(lines))
    return "\n".join([*lines[:at], lines[at], *lines[at:]])


def _drop_word(random: Random, text: str) -> str:
    words = text.split(" ")
    del words[random.randrange(len(words))]
    return " ".join(words)


def _truncate(random: Random, text: str) -> str:
    return text[: random.randrange(len(text))]


DAMAGES: tuple[Callable[[Random, str], str], ...] = (
    _cut, _insert, _swap_lines, _drop_line, _double_line, _drop_word, _truncate,
)  # fmt: skip


@pytest.mark.parametrize("path", FIVE, ids=[path.stem for path in FIVE])
def test_damaged_copies(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every copy ends with 0, 1 or 2, and each 2 names a line and a column that the file has."""
    random = Random(path.stem)  # noqa: S311, the same damage in every run
    text = path.read_text(encoding="utf-8")
    codes = set()
    for number in range(COPIES):
        damaged = random.choice(DAMAGES)(random, text)
        copy = tmp_path / f"copy-{number}.procedure"
        copy.write_text(damaged, encoding="utf-8", newline="")
        code = main(["check", str(copy), "--output-format", "concise"])
        said = capsys.readouterr().err
        codes.add(code)
        assert code in {0, 1, 2}
        if code == 2 and damaged.strip():
            lines = damaged.split("\n")
            places = _PLACE.findall(said)
            assert places, said
            for line, column in places:
                assert 1 <= int(line) <= len(lines)
                assert 1 <= int(column) <= len(lines[int(line) - 1]) + 1
    assert codes >= {1, 2}


def test_no_handler_of_last_resort() -> None:
    """Nothing catches every exception, so a traceback would be seen."""
    for module in (ROOT / "checker").rglob("*.py"):
        code = module.read_text(encoding="utf-8")
        assert not re.search(r"except\s*(Exception|BaseException)?\s*:", code), module
