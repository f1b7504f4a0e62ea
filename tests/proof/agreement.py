"""Two engines on random procedures: `python tests/proof/agreement.py --count 30000 --seed 1`.

For each procedure, each promise that the ladder decides and each `require` line that is decided the
explorer and Z3 give a verdict; they must be the same, part by part. Every story is replayed, and
for each part that is kept its minimal set alone keeps it and its set less one line does not, as the
explorer sees it. Printed: how often each verdict came up.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing import Pool
from random import Random
from typing import TYPE_CHECKING

from checker.answers.verdict import Ground, InForce, Promise, Reason, Verdict
from checker.procedure.from_syntax import load_text
from checker.procedure.holes import HoleKind, holes
from checker.procedure.model import Require
from checker.proof.promises import prove_require
from checker.proof.prove import Prover
from checker.proof.totals import whole_fit
from tests.explorer import TooLarge, asking, fits, never_taken, reached
from tests.proof.command import ended
from tests.proof.optioned import random_optioned
from tests.proof.strategies import random_procedure, random_promises

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.answers.verdict import Answer, PartAnswer, Support
    from tests.explorer import Asked


_APART = {Promise.REACHABLE, Promise.REQUIRE, Promise.REQUIRE_IN_TIME}
PROMISES = tuple(promise for promise in Promise if promise not in _APART)
"""Those of which the engines are each asked; what cases come to, and what a writer promises, is
compared apart.
"""

LACKING = frozenset({Reason.TERMS, Reason.YEARS})
"""Where limits are compared before it is known whether a case comes to them, Z3 says no more."""


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
    every: tuple[Promise | Require, ...] = (*PROMISES, *procedure.requires)
    for asked in every:
        if len(tally.failures) == before:
            where = asked.line.text.strip() if isinstance(asked, Require) else asked.value
            found = _asked(prover, asked, tally, minimal=minimal)
            tally.failures += [f"{where}: {problem}\n{text}" for problem in found]
    tally.failures += [f"{problem}\n{text}" for problem in _come_to(prover, tally)]
    tally.failures += [f"{problem}\n{text}" for problem in _fit(prover, tally)]


def _asked(
    prover: Prover, asked: Promise | Require, tally: Tally, *, minimal: bool
) -> Iterator[str]:
    """What the engines differ in on one promise."""
    try:
        question = asking(prover.procedure, asked)
        explored = None if question is None else question.answer()
    except TooLarge:
        tally.too_large += 1
        return
    answer = prove_require(prover, asked) if isinstance(asked, Require) else prover.prove(asked)
    if question is None or explored is None or answer is None:
        if answer is not explored:
            yield f"Z3 says {answer}, the explorer {explored}"
        return
    tally.verdicts[name_of(asked), answer.verdict.value] += 1
    if answer.unknown is not None and not answer.parts:
        reason = answer.unknown.reason
        if question.of_a_writer or reason in LACKING:
            return  # its limit on work, or the table that it lacks, is told of, and counted
    try:
        yield from _problems(question, answer, explored, tally, minimal=minimal)
    except TooLarge:  # a limit beyond all tables, with some lines in force and not with others
        tally.too_large += 1


def name_of(asked: Promise | Require) -> str:
    """What the verdicts on a promise are counted under."""
    if isinstance(asked, Promise):
        return asked.value
    timed = " within" if asked.limit is not None or (asked.duty and asked.duty.limit) else ""
    what = ", duty" if asked.duty is not None else ", moves on" if asked.moves_on else ""
    return f"require {asked.kind.value}{what}{timed}"


def _come_to(prover: Prover, tally: Tally) -> Iterator[str]:
    """Compare which stages cases come to, and which moves they never take."""
    procedure = prover.procedure
    try:
        found = (reached(procedure), never_taken(procedure))
    except TooLarge:
        tally.too_large += 1
        return
    for _, verdict in found[0]:
        tally.verdicts[Promise.REACHABLE.value, verdict.value] += 1
    told = (prover.unreachable(), prover.never_true())
    if told != found:
        yield f"come to, never taken: Z3 says {told}, the explorer {found}"


def _fit(prover: Prover, tally: Tally) -> Iterator[str]:
    """Compare how limits stand to totals; what hangs on an unsettled line is not refuted."""
    try:
        theirs = dict(fits(prover.procedure))
    except TooLarge:
        tally.too_large += 1
        return
    for ours in whole_fit(prover)[1]:
        tally.verdicts["stages-fit-the-total", ours.verdict.value] += 1
        other = theirs.pop(ours.line)
        told = ours.verdict is other
        if ours.unknown is not None:
            told = not ours.unknown.lines or other is not Verdict.REFUTED
        if not told:
            yield f"stages-fit-the-total, line {ours.line}: Z3 says {ours.verdict}, not {other}"
    if theirs:
        yield f"stages-fit-the-total: lines {list(theirs)} are not told of"


def _problems(
    question: Asked, answer: Answer, explored: Answer, tally: Tally, *, minimal: bool
) -> Iterator[str]:
    bugs = any(part.bug is not None for part in answer.parts)
    if answer.verdict is not explored.verdict and not bugs:
        yield f"Z3 says {answer.verdict.value}, the explorer {explored.verdict.value}"
        return
    ours, theirs = ({part.key: part for part in each.parts} for each in (answer, explored))
    if sorted(ours) != sorted(theirs) or (not question.of_a_writer and list(ours) != list(theirs)):
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
        elif not part.verdict.kept and not question.of_the_text:
            yield f"{part.key} is {part.verdict.value} without a story"
        if minimal and part.verdict is not Verdict.REFUTED:
            tally.sets += 1
            yield from _not_minimal(question, part)


def _not_minimal(question: Asked, part: PartAnswer) -> Iterator[str]:
    if not _kept(question, part, part.rests_on):
        yield f"{part.key} is not kept by the set it rests on, {part.rests_on}"
    for left_out in part.rests_on:
        others = [support for support in part.rests_on if support is not left_out]
        if _kept(question, part, others):
            yield f"{part.key} does not need {left_out}"


def _kept(question: Asked, part: PartAnswer, supports: Iterable[Support]) -> bool:
    """Whether the explorer sees the part kept with just these in force."""
    supports = tuple(supports)
    in_force = InForce(
        frozenset(s.line for s in supports if s.line is not None and s.hole is None),
        frozenset(s.stage for s in supports if s.ground is Ground.STANDING and s.stage is not None),
    )
    choices = {s.hole: s.choice for s in supports if s.hole is not None and s.choice is not None}
    for hole in holes(question.procedure):
        if hole.kind is not HoleKind.READING and not question.either_way:
            choices.setdefault(hole.identity, "bad")
    return question.holds(part.key, in_force, choices)


def run(  # noqa: PLR0913, what is compared, and how far
    seed: int,
    count: int,
    *,
    minimal: bool = True,
    stop: bool = False,
    promised: bool = True,
    optioned: bool = False,
    skip: int = 0,
) -> Tally:
    """Compare the engines on `count` random procedures, without the first `skip` of them; `stop` at
    the first difference.

    `promised`: on promises of a writer's own, too, which takes most of the time. `optioned`: of
    texts that hang on options.
    """
    draw = random_promises if promised else random_procedure
    if optioned:
        draw = random_optioned
    random, tally = Random(seed), Tally()  # noqa: S311
    for number in range(count):
        text = draw(random)
        tally.procedures += 1
        if number >= skip:
            compare(text, tally, minimal=minimal)
        if stop and tally.failures:
            break
    return tally


def _job(arguments: tuple[int, int, bool]) -> Tally:
    seed, count, optioned = arguments
    return run(seed, count, optioned=optioned)


def main() -> int:
    """Run as a command; 1 where the engines differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--count", type=int, default=30_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--optioned", action="store_true", help="texts that hang on options")
    given = parser.parse_args()
    block = 250
    jobs = [
        (given.seed * 1_000_003 + i, block, given.optioned) for i in range(-(-given.count // block))
    ]
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
    for name in dict.fromkeys((*map(name_of, PROMISES), *sorted(n for n, _ in tally.verdicts))):
        print(name)
        for verdict in Verdict:
            print(f"  {verdict.value:32}{tally.verdicts[name, verdict.value]:7}")
    print(
        f"stories replayed: {tally.stories}; minimal sets checked: {tally.sets}; "
        f"too large for the explorer: {tally.too_large}"
    )
    return ended(tally.failures)


if __name__ == "__main__":
    sys.exit(main())
