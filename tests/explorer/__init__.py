"""The explorer of `checker.audit`, taught the promises of which no certificate is written.

As there, nothing here knows the encoding or a solver. `explore` gives a verdict, `holds` asks after
one part with given lines in force.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from checker.answers.verdict import InForce, PartKey, Promise, Verdict
from checker.audit.explorer import Space, TooLarge, levels
from checker.audit.explorer.structure import never_taken as never_taken_by
from checker.audit.required.goals import promised
from checker.audit.required.spaces import Required
from tests.explorer import structure
from tests.explorer.fits import fits
from tests.explorer.questions import Asked, OfWriter

if TYPE_CHECKING:
    from checker.answers.verdict import Answer, Choices
    from checker.procedure.model import Procedure, Require

__all__ = [
    "Asked",
    "TooLarge",
    "asking",
    "explore",
    "fits",
    "holds",
    "levels",
    "never_taken",
    "parts",
    "reached",
    "vacuous",
]


def explore(procedure: Procedure, promise: Promise) -> Answer:
    """The verdict on a promise. Raises `TooLarge`."""
    return _question(procedure, promise).answer()


def asking(procedure: Procedure, asked: Promise | Require) -> Asked | None:
    """What a promise asks; None of a `require` line of which nothing is defined. Raises
    `TooLarge`.
    """
    if isinstance(asked, Promise):
        return _question(procedure, asked)
    found = promised(procedure, asked)
    return None if found is None else _required(procedure, *found)


def reached(procedure: Procedure) -> tuple[tuple[PartKey, Verdict], ...]:
    """For each stage, whether some case comes to it. Raises `TooLarge`."""
    return tuple(structure.reached(_question(procedure, Promise.NO_LOOP).uncomplying()))


def never_taken(procedure: Procedure) -> tuple[int, ...]:
    """The lines of moves that no case can take, in stages that cases come to. Raises `TooLarge`."""
    return never_taken_by(_question(procedure, Promise.NO_LOOP).uncomplying())


def holds(
    procedure: Procedure,
    promise: Promise,
    key: PartKey,
    in_force: InForce,
    choices: Choices | None = None,
) -> bool:
    """Whether a part holds with exactly these lines in force, under these choices and every reading
    of the holes for which none is given. Raises `TooLarge`.
    """
    return _question(procedure, promise).holds(key, in_force, choices or {})


def parts(procedure: Procedure, promise: Promise) -> tuple[PartKey, ...]:
    """The parts of a promise in the order of the text. Raises `TooLarge`."""
    return _question(procedure, promise).parts


def vacuous(procedure: Procedure, promise: Promise) -> bool:
    """Whether what the promise speaks of can never happen. Raises `TooLarge`."""
    return _question(procedure, promise).vacuous()


@lru_cache(maxsize=16)
def _question(procedure: Procedure, promise: Promise) -> Asked:
    return Asked(Space(procedure, promise))


@lru_cache(maxsize=16)
def _required(procedure: Procedure, promise: Promise, require: Require) -> Asked:
    return OfWriter(Required(procedure, promise, require))
