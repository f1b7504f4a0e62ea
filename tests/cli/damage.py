"""Damaged texts and texts with odd characters through the real command, in every format.

`python -m tests.cli.damage --count 10000 --odd 1000` takes some minutes. Each text stands in a
folder beside a sound one, and must make no difference to what is said of that. The command ends
with 0, 1 or 2, tells each mistake with a place that the file has, and prints no traceback, no
mistake of its own, and no character that a terminal would obey.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import sys
import tempfile
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from unittest.mock import patch

from checker.cli import beside, main
from checker.cli.beside import spread
from checker.output.formats import FORMATS
from tests.cli.samples import BAD, GOOD, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).resolve().parents[2]
BLOCK = 250
"""So many texts between two lines that tell how far it is."""
SOUND = "sound"
"""The name of the procedure beside."""
_STRAY = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\u200b\u200e\u200f]")
_PLACE = re.compile(r"hurt\.procedure:(\d+):(\d+): ")
_SCRAPS = (
    *('"', "“", "”", "[", "]", "#", "(", "_", "->", ":", ",", ", ", "must ", "not ", "missing "),
    *("\n", "\n  ", "\n  and ", "\t", "0", "99999999999999999999", " within 2 days", " at least "),
)
_ODD = (
    *("\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\x9b", "\r", "\v", "\f", "\x1c", "\x1f"),
    *("\u00a0", "\u00ad", "\u1680", "\u2009", "\u200b", "\u200d", "\u200e", "\u2028", "\u2029"),
    *("\u202e", "\u202f", "\u2066", "\u2069", "\u3000", "\ufeff", "\ufffd", "\uffff", "\ufff9"),
    *("é", "e\u0301", "İ", "ß", "\ufb01", "\uff11", "\u0663", "Ⅳ", "²", "ǅ", "日本", "\U0001d538"),
    *("\U000e0067", "\U0010ffff", "\ud800", "\u0f3c", "\u05d0", "\u0627\u0644", "👩\u200d⚕️", "🏳️"),
    *("\u2018", "\u2019", "\u2013", "\u2212", "\u00d7"),
)


@cache
def texts() -> tuple[str, ...]:
    """Sound texts to damage: the real procedures, one with every form, and small ones."""
    files = [*sorted((ROOT / "procedures").glob("*.procedure"))]
    files.append(ROOT / "tests" / "language" / "features.procedure")
    return (*(file.read_text(encoding="utf-8") for file in files), *(GOOD, BAD) * 6)


def damaged(random: Random) -> str:
    """A sound text with one thing or two done to it."""
    text = random.choice(texts())
    for _ in range(random.randint(1, 2)):
        text = random.choice(_DAMAGES)(random, text) or "x"
    return text


def with_odd_characters(random: Random) -> str:
    """A sound text with one to four characters in it that are seldom written."""
    text = random.choice(texts())
    for _ in range(random.randint(1, 4)):
        text = _put_in(random, text, random.choice(_ODD))
    return text


def _put_in(random: Random, text: str, scrap: str) -> str:
    """The text with a scrap in it, often in the place of a blank or a quotation mark."""
    where = [at for at, character in enumerate(text) if character in ' "\n']
    if where and random.random() < 0.6:
        at = random.choice(where)
        return text[:at] + scrap + text[at + random.randint(0, 1) :]
    at = random.randrange(len(text))
    return text[:at] + scrap + text[at:]


def _cut(random: Random, text: str) -> str:
    at = random.randrange(len(text))
    return text[:at] + text[at + random.randint(1, 40) :]


def _insert(random: Random, text: str) -> str:
    return _put_in(random, text, random.choice(_SCRAPS))


def _of_lines(random: Random, text: str) -> str:
    """Two lines swapped, one gone, one doubled, one moved in, or a word of one put elsewhere."""
    lines = text.split("\n")
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    what = random.randrange(5)
    if what == 0:
        lines[one], lines[other] = lines[other], lines[one]
    elif what == 1:
        del lines[one]
    elif what == 2:
        lines.insert(other, lines[one])
    elif what == 3:
        lines[one] = f"  {lines[one]}"
    else:
        words = lines[one].split(" ")
        lines[other] += f" {random.choice(words)}"
    return "\n".join(lines)


def _of_words(random: Random, text: str) -> str:
    """A word gone, doubled, or replaced by another of the text."""
    words = text.split(" ")
    at = random.randrange(len(words))
    words[at : at + 1] = random.choice(([], [words[at]] * 2, [random.choice(words)]))
    return " ".join(words)


def _truncate(random: Random, text: str) -> str:
    return text[: random.randrange(len(text))]


def _figures(random: Random, text: str) -> str:
    """A number of the text is another one."""
    found = list(re.finditer(r"\d+", text))
    if not found:
        return text
    match = random.choice(found)
    figure = random.choice(("0", "1", "24", "99", "2026", "000", "31", str(10**30)))
    return text[: match.start()] + figure + text[match.end() :]


_DAMAGES: tuple[Callable[[Random, str], str], ...] = (
    *(_cut, _insert, _of_lines, _of_lines, _of_words, _of_words, _truncate, _figures),
)


def told_wrong(text: str, form: str, folder: Path) -> tuple[int, str | None]:
    """The exit code for a text beside a sound one; and what is wrong with what is printed."""
    (folder / "hurt.procedure").write_bytes(text.encode("utf-8", "surrogatepass"))
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["check", str(folder), "--output-format", form])
    return code, next(_faults(text, form, code, out.getvalue(), err.getvalue()), None)


def _faults(text: str, form: str, code: int, out: str, err: str) -> Iterator[str]:
    """What is wrong with an exit code and what was printed."""
    if code not in {0, 1, 2}:
        yield f"it ends with {code}"
    if "Traceback" in out + err or "mistake of the program" in out + err:
        yield err or out
    if _STRAY.search(out + err):
        yield "a terminal would obey what is printed"
    if f"{SOUND}.procedure" not in out:
        yield "nothing is said of the other file"
    if form == "json":
        yield from _faults_of_json(text, code, json.loads(out))
    elif code == 2 and form == "concise":
        yield from _faults_of_places(text, [(int(a), int(b)) for a, b in _PLACE.findall(err)])
        if "hurt.procedure" not in err:
            yield "nothing is said of the file that could not be read"


def _faults_of_json(text: str, code: int, report: dict[str, object]) -> Iterator[str]:
    """The same of the report for programs: each input is in it, checked or unread."""
    procedures, unread = report["procedures"], report["unread"]
    if not isinstance(procedures, list) or not isinstance(unread, list):
        yield "the report is no report"
        return
    if len(procedures) + len(unread) != 2:
        yield "an input is missing from the report"
    if bool(unread) != (code == 2):
        yield "the code is not that of the report"
    places = [(each["line"], each["column"]) for file in unread for each in file["mistakes"]]
    yield from _faults_of_places(text, [place for place in places if place != (None, None)])


def _faults_of_places(text: str, places: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Places that the text has not; a line ends as files are read."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line, column in places:
        if not (1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1):
            yield f"there is no line {line} with a column {column}"


def run(count: int, odd: int, seed: int, processes: int) -> tuple[Counter[str], list[str]]:
    """So many damaged texts, and so many with odd characters among them: the codes, and what was
    wrong. How far it is, and what is wrong, is also told as it goes.
    """
    total = count + odd
    jobs = [(each, each * odd // total < (each + 1) * odd // total) for each in range(total)]
    tally, wrong = Counter[str](), []
    with tempfile.TemporaryDirectory() as folder:
        one = partial(_one, seed, Path(folder))
        for start in range(0, total, BLOCK):
            for code, problem in spread(one, jobs[start : start + BLOCK], processes):
                tally[f"ended with {code}"] += 1
                if problem is not None:
                    wrong.append(problem)
                    print(problem, end="\n\n")
            told = ", ".join(f"{tally[what]} {what}" for what in sorted(tally))
            print(f"{tally.total()} texts: {told}; {len(wrong)} wrong", flush=True)
    return tally, wrong


def _one(seed: int, folder: Path, job: tuple[int, bool]) -> tuple[int, str | None]:
    """One text, by its number; what was wrong is told with the text."""
    number, odd = job
    random = Random(f"{seed} {number}")  # noqa: S311, the same text in every run
    text = with_odd_characters(random) if odd else damaged(random)
    form = FORMATS[number % len(FORMATS)].name
    own = folder / str(os.getpid())
    if not own.exists():
        write(own, **{SOUND: BAD.replace("procedure bad", f"procedure {SOUND}")})
    with patch.object(beside, "cores", lambda: 1):
        code, problem = told_wrong(text, form, own)
    told = None if problem is None else f"{number}, {form}: {problem}\n{text!r}"
    return code, told


def command() -> int:
    """Run it, and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.cli.damage", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="damaged texts")
    parser.add_argument("--odd", type=int, default=100, help="texts with odd characters")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=beside.cores())
    given = parser.parse_args()
    _, wrong = run(given.count, given.odd, given.seed, given.processes)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(command())
