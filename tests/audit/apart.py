"""Parts looked at apart, held against the same with all states: `python -m tests.audit.apart
--count 2000 --seed 1`.

What is kept wherever cases come to a stage from is kept; and each part that a promise has is among
those that are looked at, or within one of them.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

from checker.answers.certificate import CERTIFIED
from checker.answers.verdict import InForce, Row
from checker.audit.apart import Apart
from checker.audit.explorer import Question, Space, TooLarge
from checker.audit.required import OwnQuestion
from checker.audit.required.apart import KINDS, RequiredApart
from checker.audit.required.goals import promised
from checker.audit.required.spaces import Required
from checker.procedure.from_syntax import load_text
from checker.procedure.model import ALWAYS
from tests.proof.optioned import random_optioned
from tests.proof.strategies import random_promises

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Procedure


def differences(procedure: Procedure, random: Random, tally: Counter[str]) -> Iterator[str]:
    """What is said of a procedure apart that is not so; how much is said is counted."""
    for promise in CERTIFIED:
        try:
            question, apart = Question(Space(procedure, promise)), Apart(procedure, promise)
            yield from _of(question, apart, random, tally)
        except TooLarge:
            tally["too large"] += 1
    for require in procedure.requires:
        found = promised(procedure, require)
        if found is not None and require.kind in KINDS and require.condition == ALWAYS:
            try:
                own = RequiredApart(procedure, *found)
                yield from _of(OwnQuestion(Required(procedure, *found)), own, random, tally)
            except TooLarge as large:
                tally[f"require: {large}"] += 1


def _of(question: Question, apart: Apart, random: Random, tally: Counter[str]) -> Iterator[str]:
    promise = apart.promise
    for key in question.parts:
        within = apart.of(key)
        if within is None:
            yield f"{promise.value}: {key} is no part apart"
            continue
        for level in question.levels.values():
            some = frozenset(line for line in sorted(level.lines) if random.random() < 0.7)
            for in_force in (level, InForce(some, level.standing)):
                kept, so = apart.holds(within, in_force), question.holds(key, in_force)
                row = f", {key.row}" if key.row == Row.BY_THEN.value else ""
                verdict = "kept" if kept else "not known" if so else "broken"
                tally[f"{promise.value}{row}: {verdict}"] += 1
                if kept and not so:
                    yield f"{promise.value}: {key} is kept apart, and is not, with {in_force}"


def run(seed: int, count: int) -> tuple[Counter[str], list[str]]:
    """Look at so many random procedures; the wrong ones are told."""
    random, tally, wrong = Random(seed), Counter[str](), []  # noqa: S311
    for number in range(count):
        text = random_optioned(random) if number % 3 == 2 else random_promises(random)
        procedure, _ = load_text(text, "random.procedure")
        if procedure is not None:
            wrong += [f"{each}\n{text}" for each in differences(procedure, random, tally)]
    return tally, wrong


def main() -> int:
    """Look at random procedures, and print what went wrong; 1 if something did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    tally, wrong = run(asked.seed, asked.count)
    for each in wrong:
        print(each)
    print(f"{asked.count} procedures: {len(wrong)} differences")
    for what, times in sorted(tally.items()):
        print(f"  {what}: {times}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
