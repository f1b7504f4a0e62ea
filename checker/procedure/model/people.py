"""Who acts, and what else a text declares by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.language.terms import Member

if TYPE_CHECKING:
    from checker.procedure.model.lines import Line


class Side(Member):
    """Whose role it is."""

    RAISING = "raising"
    OTHER = "other"
    BOTH = "both"
    UNSTATED = "unstated"


class ActorKind(Member):
    """What a line names as the one who acts or leads."""

    ROLE = "role"
    BODY = "body"
    PERSON = "a named person"
    SIDE = "a side"
    LEAD = "the lead"
    LAST_LEAD = "the last lead"
    SOMEONE = "someone"
    THE_CASE = "the case"
    MISSING = "missing"
    NOT_STATED = "not stated"
    WORDS = "own words"


class Actor(Struct, frozen=True):
    """One who acts, leads or is told. `name` is a role or a body; `words` the writer's own.

    `each`: "each ROLE". `possessive`: "their ROLE", relative to the line's own actor.
    """

    kind: ActorKind
    name: str | None = None
    side: Side = Side.UNSTATED
    each: bool = False
    possessive: bool = False
    words: str | None = None

    @property
    def who(self) -> tuple[ActorKind, str | None, str | None]:
        """Whom it names, on whichever side: own words name another than other words do."""
        return self.kind, self.name, self.words

    @property
    def of_each_side(self) -> bool:
        """Whether it names both sides, or the role that each of them has, and not one of these."""
        return self.each or self.side is Side.BOTH

    def covers(self, wanted: Actor) -> bool:
        """Whether whom `wanted` names is among whom this names, as far as their sides are said."""
        if self.who != wanted.who or self.of_each_side:
            return self.who == wanted.who
        return not wanted.of_each_side and {self.side, wanted.side} != {Side.RAISING, Side.OTHER}


class Holder(Struct, frozen=True):
    """Who holds a role, in `agency` (None: everywhere).

    `titles`: published titles. `person`: only a named person. `missing`, `not_stated`: as in the
    language. `acts`: another role acts there. `same_as`: the same person holds that other role.
    """

    line: Line
    agency: str | None = None
    titles: tuple[str, ...] = ()
    person: bool = False
    missing: bool = False
    not_stated: bool = False
    acts: str | None = None
    same_as: str | None = None


class Role(Struct, frozen=True):
    """A post that acts in the procedure. `tier` is its rank, as written or by default (None: it
    leads no stage and none was written).
    """

    name: str
    title: str
    line: Line
    tier: int | None = None
    tier_stated: bool = False
    side: Side = Side.UNSTATED
    unclear: str | None = None
    agencies: tuple[str, ...] = ()
    independent: bool = False
    never_same_as: tuple[str, ...] = ()
    holders: tuple[Holder, ...] = ()
    deputies: tuple[str, ...] = ()


class Agency(Struct, frozen=True):
    """An organisation whose professionals can be a party."""

    name: str
    title: str
    line: Line


class Body(Struct, frozen=True):
    """A board or a committee: not a role. `tier`: its rank by default, where it leads a stage."""

    name: str
    title: str
    line: Line
    tier: int | None = None


class Named(Struct, frozen=True):
    """An event, a document or a track that is declared. `missing`: referred to and not there."""

    name: str
    title: str
    line: Line
    missing: bool = False
