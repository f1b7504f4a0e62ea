"""What a check costs, and what it leaves undecided: `python -m tests.proof.bounded --count 5000`.

Random texts, and those of the tests that have fewer than 100 lines, are checked as `stagecheck
check` does. None may take more than 10 seconds of the processor, or 400 MiB; and where the limit on
work leaves a verdict unknown, the reason names the facts or the stages of which there is too much.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from multiprocessing import Pool
from operator import attrgetter
from pathlib import Path
from random import Random
from resource import RUSAGE_SELF, getrusage
from time import process_time
from typing import TYPE_CHECKING, TypeAlias, assert_never

from checker.answers.verdict import Reason, Verdict
from checker.language.diagnostics import SourceText
from checker.review.examine import review
from tests.benchmarks import grown
from tests.proof.optioned import random_optioned
from tests.proof.strategies import random_procedure, random_promises

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.answers.verdict import Unknown

MOST_SECONDS = 10.0
MOST_MEBIBYTES = 400.0
SHORT = 100
"""Texts with fewer lines than this are checked."""

_TESTS = Path(__file__).resolve().parent.parent
_DRAWN = (random_procedure, random_promises, random_optioned)
_BLOCK = re.compile(r"^```procedure\n(.*?)^```", re.MULTILINE | re.DOTALL)
_CHUNK = 20
"""So many texts are checked by one process; then a new one begins, and with it its memory."""

Text: TypeAlias = "tuple[str, str]"
"""What a text is called, and the text."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What the check of one text took, and what it left undecided without a name."""

    text: Text
    seconds: float
    mebibytes: float
    """The most that the process has had, with all that it checked before."""
    nameless: tuple[str, ...] = ()

    @property
    def passes(self) -> bool:
        """Whether it takes more than it may."""
        return self.seconds > MOST_SECONDS or self.mebibytes > MOST_MEBIBYTES

    @property
    def told(self) -> str:
        """In one line."""
        return f"{self.text[0]}: {self.seconds:.2f} s, {self.mebibytes:.0f} MiB"


def random_text(seed: int, number: int) -> Text:
    """The random text of this number, the generators taking turns."""
    draw = _DRAWN[number % len(_DRAWN)]
    return f"text {number} of seed {seed}", draw(Random(f"{seed} {number}"))  # noqa: S311


def short_texts() -> Iterator[Text]:
    """The short ones among the texts of the tests: files, blocks of documents, texts that grow."""
    for file in sorted(_TESTS.rglob("*.procedure")):
        yield from _if_short(_name(file), file.read_text(encoding="utf-8"))
    for file in sorted(_TESTS.rglob("*.md")):
        for at, block in enumerate(_BLOCK.findall(file.read_text(encoding="utf-8")), 1):
            yield from _if_short(f"{_name(file)}, block {at}", block)
    for name, (text, _) in grown.TEXTS.items():
        yield from _if_short(f"grown, {name}", text)


def _name(file: Path) -> str:
    return file.relative_to(_TESTS.parent).as_posix()


def _if_short(name: str, text: str) -> Iterator[Text]:
    if len(text.splitlines()) < SHORT:
        yield name, text


def costs(texts: Sequence[Text]) -> list[Cost]:
    """What each takes in this process; a text that cannot be read is left out."""
    return [cost for text in texts for cost in _cost(text)]


def _cost(text: Text) -> Iterator[Cost]:
    begun = process_time()
    found, _ = review(SourceText(text[1], text[0]))
    seconds = process_time() - begun
    if found is not None:
        nameless = tuple(
            f"{result.check}: {result.message}"
            for result in found.results
            if result.verdict is Verdict.UNKNOWN and not accounted_for(result.unknown)
        )
        yield Cost(text, seconds, getrusage(RUSAGE_SELF).ru_maxrss / 1024, nameless)


def accounted_for(unknown: Unknown | None) -> bool:
    """Whether it is told well enough why a verdict is unknown: of a limit on work, by names."""
    if unknown is None:
        return False
    match unknown.reason:
        case Reason.WORK | Reason.LENGTH:
            return bool(unknown.facts or unknown.stages)
        case Reason.REPLAY:
            return False
        case Reason.MEANING | Reason.TERMS | Reason.YEARS | Reason.CLOSED | Reason.KIND:
            return True
    assert_never(unknown.reason)


def run(texts: Sequence[Text], jobs: int) -> list[Cost]:
    """What each takes; one that seems to take too much is checked again by a process of its own."""
    chunks = [texts[at : at + _CHUNK] for at in range(0, len(texts), _CHUNK)]
    found: list[Cost] = []
    with Pool(jobs, maxtasksperchild=1) as pool:
        for done, each in enumerate(pool.imap_unordered(costs, chunks), 1):
            again = [[cost.text] for cost in each if cost.passes]
            found += (cost for cost in each if not cost.passes)
            found += (cost for alone in pool.map(costs, again, chunksize=1) for cost in alone)
            if sys.stderr.isatty() or done % 10 == 0:
                print(f"{done * _CHUNK} texts", file=sys.stderr)
    return found


def main() -> int:
    """Run as a command; 1 where a text takes too much, or is undecided without a name."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--count", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", type=int, help="the number of the one random text to check")
    given = parser.parse_args()
    only = given.only is not None
    numbers = [given.only] if only else range(given.count)
    texts = [*(() if only else short_texts()), *(random_text(given.seed, n) for n in numbers)]
    found = run(texts, given.jobs)
    failures = [f"{each.told}\n{each.text[1]}" for each in found if each.passes]
    failures += [f"{e.text[0]}: {why}\n{e.text[1]}" for e in found for why in e.nameless]
    for failure in failures:
        print(failure, file=sys.stderr)
    print(f"texts: {len(found)}, beside {len(texts) - len(found)} that cannot be read")
    for key in ("seconds", "mebibytes"):
        print(f"most {key}: {max(found, key=attrgetter(key)).told}")
    print(f"texts that take too much, or are undecided without a name: {len(failures)}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
