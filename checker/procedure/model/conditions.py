"""Facts, readings, and conditions over them."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.language.terms import Member

if TYPE_CHECKING:
    from checker.procedure.model.lines import Line


class AtomKind(IntEnum):
    """What an atom is about. Atoms of two kinds are never the same, whatever their names."""

    DECLARED = 0
    """A fact, an option of a fact, or an option of a reading, by its declared name."""
    WORDS = 1
    """A condition in the writer's own words."""
    AGENCY = 2
    """The other side is the agency of that name; without a name, an agency that none declares."""
    OUT_OF_HOURS = 3
    UNDERSTOOD_HARM = 4
    """Significant harm, in a text that marks no fact as harm."""


class Atom(Struct, frozen=True, order=True, cache_hash=True):
    """What can be true or false of a case at a moment."""

    name: str
    kind: AtomKind = AtomKind.DECLARED


OUT_OF_HOURS = Atom("out of hours", AtomKind.OUT_OF_HOURS)
UNDERSTOOD_HARM = Atom("understood harm", AtomKind.UNDERSTOOD_HARM)


class Literal(Struct, frozen=True):
    """An atom or its negation."""

    atom: Atom
    positive: bool = True


class Condition(Struct, frozen=True):
    """Literals joined by `and` (`conjunction`) or by `or`; no literals and `and`: always true."""

    literals: tuple[Literal, ...] = ()
    conjunction: bool = True


ALWAYS = Condition()


class FactKind(Member):
    """How a fact may change while a case runs."""

    FIXED = "fixed"
    ARISES = "can arise"
    CHANGES = "can change"


class Fact(Struct, frozen=True):
    """One thing that is true or false of a case, or one of several (`options`: exactly one holds).

    `own`: the atom of a fact without options. `kind_stated` is false where the default
    (`can change`) was taken.
    """

    own: Atom
    title: str
    kind: FactKind
    line: Line
    options: tuple[Atom, ...] = ()
    harm: bool = False
    kind_stated: bool = True

    @property
    def name(self) -> str:
        """Its name, or the words that stand for it."""
        return self.own.name

    @property
    def atoms(self) -> tuple[Atom, ...]:
        """What conditions can say of it."""
        return self.options or (self.own,)


class Reading(Struct, frozen=True):
    """A text that can be read in several ways: exactly one option holds, throughout."""

    name: str
    options: tuple[Atom, ...]
    titles: tuple[str, ...]
    line: Line
