"""Facts, readings, and conditions over them."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from checker.procedure.model.lines import Line


class Literal(Struct, frozen=True):
    """An atom or its negation. The atom is the name of a fact, of an option of an either-or fact,
    of a reading's option, of a free condition, of `agency:NAME` (the other side is that agency) or
    `OUT_OF_HOURS`; see `Procedure.atoms`.
    """

    atom: str
    positive: bool = True


OUT_OF_HOURS = "out of hours"


class Condition(Struct, frozen=True):
    """Literals joined by `and` (`conjunction`) or by `or`; no literals and `and`: always true."""

    literals: tuple[Literal, ...] = ()
    conjunction: bool = True


ALWAYS = Condition()


class FactKind(Enum):
    """How a fact may change while a case runs."""

    FIXED = "fixed"
    ARISES = "can arise"
    CHANGES = "can change"


class Fact(Struct, frozen=True):
    """One thing that is true or false of a case, or one of several (`options`: exactly one holds).

    A fact without options is an atom by its own name. `free` marks a condition in the policy's own
    words, which can change. `kind_stated` is false where the default (`can change`) was taken.
    """

    name: str
    title: str
    kind: FactKind
    line: Line
    options: tuple[str, ...] = ()
    harm: bool = False
    free: bool = False
    kind_stated: bool = True

    @property
    def atoms(self) -> tuple[str, ...]:
        """The names by which conditions speak of it."""
        return self.options or (self.name,)


class Reading(Struct, frozen=True):
    """A text that can be read in several ways: exactly one option holds, throughout."""

    name: str
    options: tuple[str, ...]
    titles: tuple[str, ...]
    line: Line
