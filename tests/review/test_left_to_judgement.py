"""What is said of lines that are left to judgement holds where they are permissions, too."""

from __future__ import annotations

import re
from random import Random

from checker.answers.verdict import LADDER, Promise, Verdict
from checker.procedure.from_syntax import load_text
from checker.proof.prove import Prover
from checker.proof.settled import settled_promise
from tests.proof.strategies import random_procedure

STRONG = re.compile(r"^(?!require|the procedure).* (must|should|will) ")
JUDGED = ', left to judgement, because "it varies"'
ASKED = (
    Promise.EVERY_PATH_ENDS,
    Promise.SAME_DAY_ESCALATION,
    Promise.STAGE_LIMIT,
    Promise.BOUNDED_END,
    Promise.LIMIT_START,
    Promise.NEVER_SLOWER,
    Promise.SILENCE,
)


def judged(text: str, random: Random) -> tuple[str, str]:
    """The text with some lines left to judgement, and with the same lines as permissions."""
    left, may = [], []
    for line in text.split("\n"):
        found = STRONG.match(line.strip()) if random.random() < 0.3 else None
        left.append(f"{line}{JUDGED}" if found else line)
        may.append(line.replace(f" {found[1]} ", " may ", 1) if found else line)
    return "\n".join(left), "\n".join(may)


def problems(text: str, random: Random) -> list[str]:
    """Verdicts that do not hold of the permissions; empty where all do.

    Where permissions leave nothing to ask, what is kept is kept.
    """
    told = []
    provers = []
    for each in judged(text, random):
        procedure, diagnostics = load_text(each, "random.procedure")
        assert procedure is not None, (diagnostics, each)
        provers.append(Prover(procedure))
    left, may = provers
    for promise in ASKED:
        given, holds = settled_promise(left, promise).verdict, may.prove(promise).verdict
        if given.kept and holds is not Verdict.VACUOUS:
            wrong = not holds.kept or LADDER.index(holds) > LADDER.index(given)
        else:
            wrong = given in {Verdict.REFUTED, Verdict.OPEN} and holds is not given
        if wrong:
            told.append(f"{promise.value}: {given.value}, {holds.value}")
    return told


def test_permissions() -> None:
    """Kept, or refuted, with lines left to judgement is so with the same lines as permissions."""
    random = Random(7)  # noqa: S311
    unknown = 0
    for _ in range(12):
        text = random_procedure(random)
        assert problems(text, random) == []
        unknown += JUDGED in judged(text, random)[0]
    assert unknown
