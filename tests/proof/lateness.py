"""Limits over several stages, decided once more by playing cases: `python -m
tests.proof.lateness`.

Random procedures, each with a promise about time at its end, are decided by Z3 for two weeks around
Easter, and played from every half hour of them; the answers have to agree at every level.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import product
from math import prod
from multiprocessing import Pool
from random import Random
from typing import TYPE_CHECKING
from unittest.mock import patch

from msgspec.structs import replace

from checker.answers.verdict import InForce, Promise, Row
from checker.audit.explorer.space import Space
from checker.procedure.from_syntax import load_text
from checker.procedure.holes import HoleKind, holes
from checker.procedure.model import BARE_DAYS, Require, RequireKind
from checker.proof import promises
from checker.proof.encoding import delays, runs, starts
from checker.proof.encoding.ladder import Ladder
from checker.proof.encoding.undecided import UndecidedError
from checker.proof.prove import Prover, admitted
from checker.semantics.terms import Terms
from checker.worktime.calendar import calendar_of, from_local
from checker.worktime.moments import in_hours
from tests.explorer import TooLarge, levels
from tests.proof.arrivals import pair_of
from tests.proof.played import Play
from tests.proof.strategies import random_procedure

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.answers.verdict import Choices
    from checker.procedure.model import Procedure

FIRST, LAST = (datetime(2026, 3, 30), datetime(2026, 4, 10, 23, 59))  # noqa: DTZ001, local days
MOST_READINGS = 24
_HALF_AN_HOUR = timedelta(minutes=30)
_MINUTE = timedelta(minutes=1)


def starts_of(procedure: Procedure) -> list[datetime]:
    """Each half hour in hours, and the minute after it."""
    calendar = calendar_of(procedure)
    found = []
    local = FIRST
    while local < LAST:
        moment = from_local(local.date(), local.time())
        found += [m for m in (moment, moment + _MINUTE) if in_hours(m, calendar)]
        local += _HALF_AN_HOUR
    return found


def broken(
    procedure: Procedure, require: Require, in_force: InForce, choices: Choices, space: Space
) -> set[str]:
    """The places of the parts that some case breaks."""
    if require.kind is RequireKind.NEVER_DELAYS:
        pair, every = pair_of(procedure, require), levels(procedure, Promise.EXTENSION)[-1]
        return {
            name
            for kind in BARE_DAYS
            for start in starts_of(procedure)[::2]
            for name in pair.delayed(in_force, every, choices, kind, start)
        }
    terms = Terms(space, in_force, choices)
    found: set[str] = set()
    for kind in BARE_DAYS:
        play = Play(space, require, terms, kind)
        for start in starts_of(procedure):
            for spot in play.starts(start):
                name = procedure.stages[spot.stage].name
                play.seen.clear()
                if name not in found and play.plays(spot):
                    found.add(name)
    return found


def spoken_of(space: Space, require: Require) -> bool:
    """Whether lines of the text speak of the facts that a promise speaks of."""
    named = {literal.atom for literal in require.trigger.literals}
    if require.fact is not None:
        named.add(require.fact)
    return named <= space.values.bits.keys()


@dataclass
class Tally:
    """What a run has seen."""

    procedures: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def compare(text: str, tally: Tally) -> None:
    """Hold the engines against each other on the last line of a text."""
    procedure, diagnostics = load_text(text, "random.procedure")
    if procedure is None:
        tally.failures.append(f"unreadable: {diagnostics[0].message}\n{text}")
        return
    span = tuple(from_local(m.date(), m.time()) for m in (FIRST, LAST))
    with (
        patch.object(runs, "SPAN", span),
        patch.object(delays, "SPAN", span),
        patch.object(starts, "SPAN", span),
    ):
        runs._goes_past.cache_clear()  # noqa: SLF001
        try:
            _compare(procedure, text, tally)
        except (TooLarge, UndecidedError) as error:
            tally.skipped[str(error) or "undecided"] += 1


def _compare(procedure: Procedure, text: str, tally: Tally) -> None:
    require, prover = procedure.requires[-1], Prover(procedure)
    _, parts = promises._parts(prover, require)  # noqa: SLF001
    space = Space(procedure, Promise.EXTENSION)
    readings = _readings(procedure, require)
    if readings is None or not spoken_of(space, require):
        tally.skipped["readings, or facts that no line speaks of"] += 1
        return
    answer = promises.prove_require(prover, require)
    assert answer is not None
    tally.verdicts[f"{require.kind.value}: {answer.verdict.value}"] += 1
    bugs = [f"{part.key}: {part.bug}\n{text}" for part in answer.parts if part.bug]
    tally.failures += bugs
    if bugs:
        return
    ladder = Ladder(prover.decider(prover.universe), admitted(Promise.REQUIRE_IN_TIME))
    ours = [part for part in parts if part.key.row == Row.BY_THEN.value]
    rounds = [part for part in parts if part.key.row == Row.LOOP.value]
    for index, in_force in enumerate(levels(procedure, Promise.EXTENSION)):
        lines = ladder.level(index)
        if not all(ladder.holds(part, lines) for part in rounds):
            continue  # whoever goes round for ever is late, and told of in a part apart
        late = set().union(*(broken(procedure, require, in_force, c, space) for c in readings))
        held = {part.key.place: ladder.holds(part, lines) for part in ours}
        if require.kind not in _BY_START:
            held, late = {"all": all(held.values())}, {"all"} if late else set()
        told = {place for place, kept in held.items() if not kept}
        if told != late:
            tally.failures.append(f"level {index}: late by Z3 {told}, played {late}\n{text}")
            return


_BY_START = frozenset(
    {RequireKind.EVERY_CASE_ENDS, RequireKind.EVERY_CASE_REACHES, RequireKind.NEVER_DELAYS}
)
"""The patterns of which each part is about cases that start in one stage."""


def _readings(procedure: Procedure, require: Require) -> list[Choices] | None:
    """The readings on which it may hang whether a case is late; None: they are too many.

    A case is latest where all holes but the options of readings are read as bad. Of a comparison
    neither reading is the worse one, so every one counts.
    """
    duties = {str(duty.line.number) for stage in procedure.stages for duty in stage.duties}
    found = [h for h in holes(procedure) if h.kind not in _ELSEWHERE and h.name not in duties]
    if require.kind is not RequireKind.NEVER_DELAYS:
        found = [
            h if h.kind is HoleKind.READING else replace(h, choices=(h.choices[-1],)) for h in found
        ]
    if prod(len(hole.choices) for hole in found) > MOST_READINGS:
        return None
    names = [hole.identity for hole in found]
    return [
        dict(zip(names, chosen, strict=True)) for chosen in product(*(h.choices for h in found))
    ]


_ELSEWHERE = {HoleKind.HAND_OVER, HoleKind.MISSING_LEAD}
"""The holes that have nothing to do with time."""
_LIMITS = (
    "3 working days",
    "5 working days",
    "8 working days",
    "10 working days",
    "12 working days",
    "15 working days",
    "20 working days",
    "1 week",
    "2 weeks",
    "1 month",
    "10 days",
    "48 hours",
    "the same working day",
)


def comparison(random: Random) -> str:
    """A random procedure with a promise that something delays nothing at the end."""
    while True:
        text = random_procedure(random).rstrip("\n") + "\n"
        stages = re.findall(r"^stage (\S+)", text, re.MULTILINE)
        facts = re.findall(r"^fact (\S+) \"[^\"]*\"(?!, either)", text, re.MULTILINE)
        for options in re.findall(r"^fact .*, either (\S+) or ([a-z-]+)", text, re.MULTILINE):
            facts += options
        facts = [fact for fact in facts if re.search(rf"^ .*\b{fact}\b", text, re.MULTILINE)]
        consulted = ["consulting"] * 2 if "after consulting" in text else []
        if len(stages) > 1 and (facts or consulted):
            what = random.choice((*facts, *consulted))
            place = random.choice((*stages[1:], "ruled", "done"))
            return f"{text}require that {what} never delays {place}\n"


def question(random: Random) -> str:
    """A random procedure with a promise about its time at the end."""
    while True:
        text = random_procedure(random).rstrip("\n") + "\n"
        stages = [line.split()[1] for line in text.splitlines() if line.startswith("stage ")]
        if not stages:
            continue
        limit = random.choice(_LIMITS)
        form = random.random()
        if form < 0.5:
            return f"{text}require that every case ends within {limit}\n"
        if form < 0.7:
            place = random.choice((*stages, "ruled", "done"))
            return f"{text}require that every case reaches {place} or done within {limit}\n"
        if form < 0.85:
            place = random.choice((*stages, "ruled", "done"))
            asked = random.choice(
                ("whenever harm", "if no answer", "if not agreed", "whenever danger")
            )
            if asked.split()[-1] in {"harm", "danger"} and f"fact {asked.split()[-1]}" not in text:
                continue
            return f"{text}require that {asked}, the case reaches {place} or done within {limit}\n"
        first = random.randrange(len(stages))
        last = random.randrange(first, len(stages))
        limit = limit.replace("the same working day", "1 working day")
        return f"{text}require that stages {stages[first]} to {stages[last]} take at most {limit}\n"


def run(
    seed: int, count: int, ask: Callable[[Random], str] = question, *, stop: bool = False
) -> Tally:
    """Compare on so many random procedures; `stop` at the first difference."""
    random, tally = Random(seed), Tally()  # noqa: S311
    for _ in range(count):
        tally.procedures += 1
        compare(ask(random), tally)
        if stop and tally.failures:
            break
    return tally


def _job(arguments: tuple[int, int, bool]) -> Tally:
    seed, count, delays_alone = arguments
    return run(seed, count, comparison if delays_alone else question)


def main() -> int:
    """Run as a command; 1 where the engines differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--delays", action="store_true", help="`never delays` alone")
    given = parser.parse_args()
    block = 10
    jobs = [
        (given.seed * 1_000_003 + i, block, given.delays) for i in range(-(-given.count // block))
    ]
    tally = Tally()
    with Pool(given.jobs) as pool:
        for each in pool.imap_unordered(_job, jobs):
            tally.verdicts.update(each.verdicts)
            tally.skipped.update(each.skipped)
            tally.failures += each.failures
            for failure in each.failures:
                print(failure, file=sys.stderr)
    for name, count in sorted((*tally.verdicts.items(), *tally.skipped.items())):
        print(f"{name:60}{count:7}")
    print(f"differences: {len(tally.failures)}")
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
