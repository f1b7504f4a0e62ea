"""Statements that say what there is: the head of the procedure, roles, facts, stages, endings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from checker.language.parts import (
        Condition,
        Day,
        Hole,
        Limit,
        Line,
        Name,
        Number,
        Opening,
        Option,
        Target,
        Word,
        Words,
    )

# --- the head of the procedure ------------------------------------------------------------------


class ProcedureHead(Struct, frozen=True):
    """`procedure NAME "title"`."""

    line: Line
    name: Name
    title: Words


class PublishedBy(Struct, frozen=True):
    """`published by "…"`."""

    line: Line
    words: Words


class Version(Struct, frozen=True):
    """`version "…"`."""

    line: Line
    words: Words


class LastUpdated(Struct, frozen=True):
    """`last updated DATE`."""

    line: Line
    day: Day


class ReviewDue(Struct, frozen=True):
    """`review due DATE`."""

    line: Line
    day: Day


class SourceFile(Struct, frozen=True):
    """`source "file"`: the published text that citations are looked up in."""

    line: Line
    words: Words


class CalendarOf(Struct, frozen=True):
    """`calendar england-and-wales`, `scotland` or `northern-ireland`: whose bank holidays."""

    line: Line
    nation: Name


class WorkingDay(Struct, frozen=True):
    """`working day 09:00 to 17:00`."""

    line: Line
    opening: Opening


class Closed(Struct, frozen=True):
    """`closed DATE to DATE "…"`: both ends are closed days; one date stands for both."""

    line: Line
    first: Day
    last: Day
    words: Words | None


class Scope(Struct, frozen=True):
    """`scope within and between agencies`, or one of the two."""

    line: Line
    within: bool
    between: bool


class StartAt(Struct, frozen=True):
    """`start at PLACE`, `start at not stated`, or `when CONDITION, start at PLACE instead`."""

    line: Line
    target: Target
    conditions: tuple[Condition, ...] = ()
    instead: bool = False


class ProcedureLimit(Struct, frozen=True):
    """`the procedure must|should end within LIMIT`."""

    line: Line
    strength: Word
    limit: Limit
    conditions: tuple[Condition, ...] = ()


# --- declarations -------------------------------------------------------------------------------


class AgencyHead(Struct, frozen=True):
    """`agency NAME "title"`."""

    line: Line
    name: Name
    title: Words


class BodyHead(Struct, frozen=True):
    """`body NAME "title"`."""

    line: Line
    name: Name
    title: Words


class RoleHead(Struct, frozen=True):
    """`role NAME "title"` and what follows.

    `side`: `both` for `on each side`; `unclear` are the words of `of unclear "…"`. `agencies`: of
    `, in AGENCY and AGENCY`. `never_same_as`: of `, never the same person as ROLE`.
    """

    line: Line
    name: Name
    title: Words
    tier: Number | None = None
    side: Word | None = None
    unclear: Words | None = None
    agencies: tuple[Name, ...] = ()
    independent: bool = False
    never_same_as: tuple[Name, ...] = ()


class HeldBy(Struct, frozen=True):
    """`held by "title" or "title"`, `held by a named person`, `held by missing`, `… not stated`.

    `agencies` are those of `in AGENCY: …`, empty: everywhere. Exactly one of `titles`, `person`,
    `hole` is given.
    """

    line: Line
    agencies: tuple[Name, ...] = ()
    titles: tuple[Words, ...] = ()
    person: bool = False
    hole: Hole | None = None


class ActsFor(Struct, frozen=True):
    """`in AGENCY: ROLE acts`."""

    line: Line
    agencies: tuple[Name, ...]
    role: Name


class SamePerson(Struct, frozen=True):
    """`in AGENCY: the same person as ROLE`."""

    line: Line
    agencies: tuple[Name, ...]
    role: Name


class Deputy(Struct, frozen=True):
    """`deputy ROLE`: may stand in on every line."""

    line: Line
    roles: tuple[Name, ...]


class FactHead(Struct, frozen=True):
    """`fact NAME "what is true"`, its kind (None: not said), `is harm`, its options."""

    line: Line
    name: Name
    title: Words
    kind: Word | None = None
    harm: bool = False
    options: tuple[Option, ...] = ()


class ReadingHead(Struct, frozen=True):
    """`reading NAME, either A "…" or B "…"`."""

    line: Line
    name: Name
    options: tuple[Option, ...]


class EventHead(Struct, frozen=True):
    """`event NAME "…"`."""

    line: Line
    name: Name
    title: Words


class DocumentHead(Struct, frozen=True):
    """`document NAME "…"` (`, missing`)."""

    line: Line
    name: Name
    title: Words
    missing: bool = False


class TrackHead(Struct, frozen=True):
    """`track NAME "…"`."""

    line: Line
    name: Name
    title: Words


class StageHead(Struct, frozen=True):
    """`stage NAME "title"` (`, in TRACK`) (`, missing`)."""

    line: Line
    name: Name
    title: Words
    track: Name | None = None
    missing: bool = False


class AtStages(Struct, frozen=True):
    """`at every stage` (`every`), with what is `excepted`, or `at stages A and B` (`stages`)."""

    line: Line
    every: bool
    stages: tuple[Name, ...] = ()
    excepted: tuple[Name, ...] = ()


class EndingHead(Struct, frozen=True):
    """`ending NAME "title", by agreement` and the other kinds; `to` is of `by hand-over to "…"`."""

    line: Line
    name: Name
    title: Words
    kind: Word
    to: Words | None = None
