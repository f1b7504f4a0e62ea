"""Every reading of the holes that a question turns out to hang on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from checker.audit.explorer.space import TooLarge
from checker.procedure.holes import holes
from checker.procedure.remember import remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.answers.verdict import Choices
    from checker.procedure.model import Procedure


class Asked(Protocol):
    """What notes the holes that it was asked after, each with the choice that it took."""

    asked: dict[str, str]


T = TypeVar("T", bound=Asked)

MOST_READINGS = 1 << 10
"""How many readings of the holes together are looked at, at most."""


def each_reading(procedure: Procedure, given: Choices, read: Callable[[Choices], T]) -> Iterator[T]:
    """What `read` makes of each reading that agrees with the choices given.

    Ask it all that there is to ask before the next is taken. Of holes that it was not asked after,
    every reading gives the same: the others are those in which some hole asked after is read in
    another way, and those asked after before it as they were. Raises `TooLarge`.
    """
    choices = _choices(procedure)
    ahead, looked = [dict(given)], 0
    while ahead:
        named = ahead.pop()
        looked += 1
        if looked > MOST_READINGS:
            raise TooLarge(f"{looked} readings")
        found = read(named)
        yield found
        for identity, taken in found.asked.items():
            if identity in choices and identity not in named:
                others = (choice for choice in choices[identity] if choice != taken)
                ahead += [{**named, identity: choice} for choice in others]
                named = {**named, identity: taken}


@remembered
def _choices(procedure: Procedure) -> dict[str, tuple[str, ...]]:
    """How each hole of a text can be read."""
    return {hole.identity: hole.choices for hole in holes(procedure)}
