"""What is told of texts whose turns are used in too many ways to count them, held against what is
told where they are counted: `python -m tests.proof.turns --count 2000`.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING
from unittest.mock import patch

from checker.answers.verdict import Answer, Promise, Verdict
from checker.procedure.from_syntax import load_text
from checker.proof.encoding import reach
from checker.proof.encoding.undecided import UndecidedError
from checker.proof.promises import prove_require
from checker.proof.prove import Prover
from tests.proof.agreement import PROMISES
from tests.proof.command import ended, given
from tests.proof.strategies import random_promises

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Procedure, Require


@dataclass(slots=True)
class Tally:
    """What a run has seen: how often the two said the same, one said less; where they differ."""

    seen: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def run(seed: int, count: int) -> Tally:
    """Compare the two on so many random procedures with turns."""
    random, tally = Random(seed), Tally()  # noqa: S311
    while tally.seen["procedures"] < count:
        few = random.choice((0, 1, reach.FEW))
        text = random_promises(random)
        procedure, _ = load_text(text, "random.procedure")
        if procedure is not None and "at most" in text:
            tally.seen["procedures"] += 1
            with patch.object(reach, "FEW", few):
                tally.failures += [f"{each}\n{text}" for each in compare(procedure, tally)]
    return tally


def compare(procedure: Procedure, tally: Tally) -> Iterator[str]:
    """What the two differ in on one procedure."""
    counted, bracketed = Prover(procedure), Prover(procedure)
    every: tuple[Promise | Require, ...] = (*PROMISES, *procedure.requires)
    for asked in every:
        exact = _answer(counted, asked)
        with patch.object(reach, "MOST_COUNTED", 0):
            found = _answer(bracketed, asked)
        if exact is not None and found is not None:
            name = asked.value if isinstance(asked, Promise) else asked.line.text.strip()
            yield from (f"{name}: {each}" for each in _differs(exact, found, tally))
    for name, say in (
        (Promise.REACHABLE.value, Prover.unreachable),
        ("never taken", Prover.never_true),
    ):
        with patch.object(reach, "MOST_COUNTED", 0):
            try:
                said: object = say(bracketed)
            except UndecidedError:
                continue
        if said != say(counted):
            yield f"{name}: {said}, not {say(counted)}"


def _answer(prover: Prover, asked: Promise | Require) -> Answer | None:
    return prover.prove(asked) if isinstance(asked, Promise) else prove_require(prover, asked)


def _differs(exact: Answer, found: Answer, tally: Tally) -> Iterator[str]:
    known = {part.key: part for part in exact.parts}
    if exact.verdict is not Verdict.UNKNOWN:
        tally.seen["less" if found.verdict is Verdict.UNKNOWN else "the same"] += 1
    if found.verdict not in {Verdict.UNKNOWN, exact.verdict} and exact.unknown is None:
        yield f"{found.verdict.value}, not {exact.verdict.value}"
    for part in found.parts:
        other = known.get(part.key)
        if part.bug is not None:
            yield f"a story of {part.key} does not replay: {part.bug}"
        if part.verdict is Verdict.UNKNOWN or exact.verdict is Verdict.UNKNOWN:
            continue
        if other is None and not part.verdict.kept:
            yield f"{part.key} is {part.verdict.value}, and there is no such part"
        if other is not None and other.verdict is not part.verdict:
            yield f"{part.key} is {part.verdict.value}, not {other.verdict.value}"


def main() -> int:
    """Run as a command; 1 where the two differ."""
    asked = given(__doc__, 2_000)
    tally = run(asked.seed, asked.count)
    for name, number in tally.seen.items():
        print(f"{name:12}{number:7}")
    return ended(tally.failures)


if __name__ == "__main__":
    sys.exit(main())
