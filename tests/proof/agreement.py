"""Two engines on random procedures: `python tests/proof/agreement.py --count 30000 --seed 1`.

For each procedure and each promise of the mission, or about time, the explorer and Z3 give a
verdict; they must be the same. Every story is replayed, and for each part that is kept its minimal
set alone keeps it and its set less one line does not, as the explorer sees it. Printed: how often
each verdict came up.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing import Pool
from random import Random
from typing import TYPE_CHECKING

from checker.answers.verdict import HARM_ROWS, SPINE, Ground, InForce, Promise, Verdict
from checker.audit.explorer import TooLarge, explore, holds
from checker.procedure.from_syntax import load_text
from checker.procedure.holes import HoleKind, holes
from checker.proof.prove import Prover
from tests.proof.strategies import random_procedure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.answers.verdict import Answer, PartAnswer, Support
    from checker.procedure.model import Procedure


PROMISES = (
    *SPINE,
    Promise.STAGE_LIMIT,
    Promise.BOUNDED_END,
    Promise.LIMIT_START,
    Promise.EXTENSION,
    Promise.OUT_OF_HOURS_COVERED,
    *HARM_ROWS,
    Promise.NEVER_SLOWER,
)
"""Promises that both engines know."""
STRUCTURE = (
    Promise.OUTCOMES,
    Promise.SILENCE,
    Promise.NO_LOOP,
    Promise.EXCLUSIVE,
)
"""Promises whose stories are replayed; the explorer does not know them."""


@dataclass(slots=True)
class Tally:
    """What a run has seen."""

    verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)
    procedures: int = 0
    too_large: int = 0
    stories: int = 0
    sets: int = 0
    failures: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count what another run has seen, too."""
        self.verdicts.update(other.verdicts)
        self.procedures += other.procedures
        self.too_large += other.too_large
        self.stories += other.stories
        self.sets += other.sets
        self.failures += other.failures


def compare(text: str, tally: Tally, *, minimal: bool = True) -> None:
    """Compare the engines on one procedure; what Z3 finds wrong with itself counts too.

    The first promise on which they differ is told: the rest would follow from it.
    """
    try:
        _compare(text, tally, minimal=minimal)
    except AssertionError as error:
        tally.failures.append(f"{error}\n{text}")


def _compare(text: str, tally: Tally, *, minimal: bool) -> None:
    procedure, diagnostics = load_text(text, "random.procedure")
    if procedure is None:
        tally.failures.append(f"unreadable: {diagnostics[0].message}\n{text}")
        return
    prover, before = Prover(procedure), len(tally.failures)
    for promise in PROMISES:
        if len(tally.failures) > before:
            return
        try:
            explored = explore(procedure, promise)
        except TooLarge:
            tally.too_large += 1
            continue
        answer = prover.prove(promise)
        tally.verdicts[promise.value, answer.verdict.value] += 1
        for problem in _problems(procedure, promise, answer, explored, tally, minimal=minimal):
            tally.failures.append(f"{promise.value}: {problem}\n{text}")
    for promise in STRUCTURE:
        for part in prover.prove(promise).parts:
            tally.stories += part.story is not None
            if part.bug is not None:
                tally.failures.append(f"{promise.value}: {part.key}: {part.bug}\n{text}")


def _problems(  # noqa: PLR0913
    procedure: Procedure,
    promise: Promise,
    answer: Answer,
    explored: Answer,
    tally: Tally,
    *,
    minimal: bool,
) -> Iterator[str]:
    bugs = any(part.bug is not None for part in answer.parts)
    if answer.verdict is not explored.verdict and not bugs:
        yield f"Z3 says {answer.verdict.value}, the explorer {explored.verdict.value}"
        return
    ours, theirs = ({part.key: part for part in each.parts} for each in (answer, explored))
    if list(ours) != list(theirs):
        yield f"Z3 has the parts {list(ours)}, the explorer {list(theirs)}"
        return
    for key, part in ours.items() if not answer.verdict.kept else ():
        other = theirs[key].verdict
        if part.verdict is not other and not (part.verdict.kept and other.kept):
            yield f"Z3 says {part.verdict.value} of {key}, the explorer {other.value}"
    for part in answer.parts:
        if part.bug is not None:
            yield f"a story of {part.key} does not replay: {part.bug}"
        if part.story is not None:
            tally.stories += 1
        elif not part.verdict.kept:
            yield f"{part.key} is {part.verdict.value} without a story"
        if minimal and part.verdict is not Verdict.REFUTED:
            tally.sets += 1
            yield from _not_minimal(procedure, promise, part)


def _not_minimal(procedure: Procedure, promise: Promise, part: PartAnswer) -> Iterator[str]:
    if not _kept(procedure, promise, part, part.rests_on):
        yield f"{part.key} is not kept by the set it rests on, {part.rests_on}"
    for left_out in part.rests_on:
        others = [support for support in part.rests_on if support is not left_out]
        if _kept(procedure, promise, part, others):
            yield f"{part.key} does not need {left_out}"


def _kept(
    procedure: Procedure, promise: Promise, part: PartAnswer, supports: Iterable[Support]
) -> bool:
    """Whether the explorer sees the part kept with just these in force."""
    supports = tuple(supports)
    in_force = InForce(
        frozenset(s.line for s in supports if s.line is not None and s.hole is None),
        frozenset(s.stage for s in supports if s.ground is Ground.STANDING and s.stage is not None),
    )
    choices = {s.hole: s.choice for s in supports if s.hole is not None and s.choice is not None}
    for hole in holes(procedure):
        if hole.kind is not HoleKind.READING:
            choices.setdefault(hole.identity, "bad")
    return holds(procedure, promise, part.key, in_force, choices)


def run(seed: int, count: int, *, minimal: bool = True, stop: bool = False) -> Tally:
    """Compare the engines on `count` random procedures; `stop` at the first difference."""
    random, tally = Random(seed), Tally()  # noqa: S311
    for _ in range(count):
        tally.procedures += 1
        compare(random_procedure(random), tally, minimal=minimal)
        if stop and tally.failures:
            break
    return tally


def _job(arguments: tuple[int, int]) -> Tally:
    return run(*arguments)


def main() -> int:
    """Run as a command; 1 where the engines differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--count", type=int, default=30_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    block = 250
    jobs = [(given.seed * 1_000_003 + i, block) for i in range(-(-given.count // block))]
    tally = Tally()
    with Pool(given.jobs) as pool:
        for done, each in enumerate(pool.imap_unordered(_job, jobs), 1):
            tally.add(each)
            for failure in each.failures:
                print(failure, file=sys.stderr)
            if sys.stderr.isatty() or done % 10 == 0:
                print(
                    f"{done * block} procedures, {len(tally.failures)} differences", file=sys.stderr
                )
    for promise in PROMISES:
        print(promise.value)
        for verdict in Verdict:
            print(f"  {verdict.value:32}{tally.verdicts[promise.value, verdict.value]:7}")
    print(
        f"stories replayed: {tally.stories}; minimal sets checked: {tally.sets}; "
        f"too large for the explorer: {tally.too_large}"
    )
    for failure in tally.failures[:5]:
        print(failure)
    print(f"differences: {len(tally.failures)}")
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
