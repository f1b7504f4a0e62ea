"""Promises over several stages, by latest arrivals and path by path, on random procedures:
`python -m tests.proof.passes --count 5000 --seed 1`.

The two share the legs of a case and the dates of a limit, and nothing of how ways are put together,
bounded, told apart and decided. Where one leaves a text alone, the other is not compared.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING
from unittest.mock import patch

from checker.procedure.from_syntax import load_text
from checker.proof.encoding import delays, end_to_end
from checker.proof.encoding.arrivals import LatestArrivals
from checker.proof.encoding.delayed import Delays
from checker.proof.promises import prove_require
from checker.proof.prove import Prover
from tests.proof.command import ended, given
from tests.proof.lateness import comparison
from tests.proof.strategies import random_procedure

if TYPE_CHECKING:
    from checker.answers.verdict import Answer
    from checker.procedure.model import Procedure

_LIMITS = (
    *("1 working day", "2 working days", "3 working days", "5 working days", "8 working days"),
    *("12 working days", "20 working days", "25 working days", "10 days", "20 days"),
    *("15 calendar days", "1 month", "30 hours", "10 working hours", "100 hours"),
)
_HOURS = re.compile(r"(?:\d+|one|two) (?:working )?hours?(?: and \d+ minutes?)?")


@dataclass(slots=True)
class Tally:
    """What a run has seen: verdicts, and the texts on which the two differ."""

    verdicts: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def timed_procedure(random: Random) -> str:
    """A random procedure with one promise over several stages, often without hours."""
    text = ""
    if random.random() < 0.3:
        text = _begun(random, comparison(random))
        text = _HOURS.sub("2 working days", text) if random.random() < 0.8 else text
        return f"{text.rstrip()}{_when(random, text)}\n"
    while not (names := re.findall(r"(?m)^stage (\S+)", text)):
        text = re.sub(r"(?m)^require.*\n?", "", random_procedure(random))
    text = _begun(random, text)
    if random.random() < 0.5:
        text = _HOURS.sub("2 working days", text)
    limit, one, other = random.choice(_LIMITS), random.choice(names), random.choice(names)
    fact = random.choice(
        [f for f in ("harm", "complaint") if f"fact {f} " in text] or ["out of hours"]
    )
    promise = random.choice(
        (
            f"every case ends within {limit}",
            f"every case reaches {one} or done within {limit}",
            f"stages {one} to {other} take at most {limit}",
            f"whenever {fact}, the case reaches {one} or done within {limit}",
            f"if not resolved, the case reaches {one} within {limit}",
            f"if no answer, the case reaches {one} or done within {limit}",
        )
    )
    return f"{text.rstrip()}\nrequire that {promise}{_when(random, text)}\n"


def _begun(random: Random, text: str) -> str:
    """The same text, now and then with a total over all of it, or another start for some cases."""
    found = re.search(r"(?m)^  start at (\S+)\n", text)
    if found is None:
        return text
    lines = found.group()
    facts = re.findall(r"(?m)^fact (\S+) \"[^\"]*\", (?:fixed|can arise)", text)
    others = [name for name in re.findall(r"(?m)^stage (\S+)", text) if name != found.group(1)]
    if facts and others and random.random() < 0.25:
        lines += f"  when {random.choice(facts)}, start at {random.choice(others)} instead\n"
    if random.random() < 0.25:
        lines += f"  the procedure should end within {random.choice(_LIMITS)} of the start\n"
    return text.replace(found.group(), lines, 1)


def _when(random: Random, text: str) -> str:
    """Now and then, a condition on the cases that a promise is about."""
    facts = re.findall(r"(?m)^fact (\S+) \"[^\"]*\", (?:fixed|can arise)", text)
    if not facts or random.random() < 0.7:
        return ""
    return f" {random.choice(('when', 'unless'))} {random.choice(facts)}"


def run(seed: int, count: int) -> Tally:
    """Compare the two on so many random procedures."""
    random, tally = Random(seed), Tally()  # noqa: S311
    for _ in range(count):
        text = timed_procedure(random)
        procedure, diagnostics = load_text(text, "random.procedure")
        if procedure is None:
            tally.failures.append(f"unreadable: {diagnostics[0].message}\n{text}")
            continue
        compare(procedure, text, tally)
    return tally


def compare(procedure: Procedure, text: str, tally: Tally) -> None:
    """Compare the two on one procedure."""
    with (
        patch.object(end_to_end, "LatestArrivals", side_effect=LatestArrivals) as late,
        patch.object(delays, "Delays", side_effect=Delays) as delayed,
    ):
        ours = _answer(procedure)
    if not late.called and not delayed.called:
        tally.verdicts["path by path alone"] += 1
        return
    with (
        patch.object(end_to_end, "network", return_value=None),
        patch.object(delays, "course", return_value=None),
    ):
        theirs = _answer(procedure)
    if ours is None or theirs is None:
        return
    if theirs.unknown is not None and not theirs.parts:
        tally.verdicts["by latest arrivals alone"] += 1
        return
    tally.verdicts[ours.verdict.value] += 1
    if _told(ours) != _told(theirs):
        tally.failures.append(f"{_told(ours)}\n{_told(theirs)}\n{text}")


def _answer(procedure: Procedure) -> Answer | None:
    return prove_require(Prover(procedure), procedure.requires[-1])


def _told(answer: Answer) -> tuple[object, ...]:
    """The verdicts, part by part; and how many lines each part rests on is left open."""
    parts = tuple((part.key, part.verdict, part.bug) for part in answer.parts)
    return (answer.verdict, answer.unknown, parts)


def main() -> int:
    """Run as a command; 1 where the two differ."""
    asked = given(__doc__, 5_000)
    tally = run(asked.seed, asked.count)
    for name, number in tally.verdicts.most_common():
        print(f"{name:32}{number:7}")
    return ended(tally.failures)


if __name__ == "__main__":
    sys.exit(main())
