"""Statements that say what there is: the head of the procedure, roles, facts, stages, endings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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


@dataclass(frozen=True, slots=True)
class ProcedureHead:
    """`procedure NAME "title"`."""

    line: Line
    name: Name
    title: Words


@dataclass(frozen=True, slots=True)
class PublishedBy:
    """`published by "…"`."""

    line: Line
    words: Words


@dataclass(frozen=True, slots=True)
class Version:
    """`version "…"`."""

    line: Line
    words: Words


@dataclass(frozen=True, slots=True)
class LastUpdated:
    """`last updated DATE`."""

    line: Line
    day: Day


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """`review due DATE`."""

    line: Line
    day: Day


@dataclass(frozen=True, slots=True)
class SourceFile:
    """`source "file"`: the published text that citations are looked up in."""

    line: Line
    words: Words


@dataclass(frozen=True, slots=True)
class CalendarOf:
    """`calendar england-and-wales`, `scotland` or `northern-ireland`: whose bank holidays."""

    line: Line
    nation: Name


@dataclass(frozen=True, slots=True)
class WorkingDay:
    """`working day 09:00 to 17:00`."""

    line: Line
    opening: Opening


@dataclass(frozen=True, slots=True)
class Closed:
    """`closed DATE to DATE "…"`: both ends are closed days; one date stands for both."""

    line: Line
    first: Day
    last: Day
    words: Words | None


@dataclass(frozen=True, slots=True)
class Scope:
    """`scope within and between agencies`, or one of the two."""

    line: Line
    within: bool
    between: bool


@dataclass(frozen=True, slots=True)
class StartAt:
    """`start at PLACE`, `start at not stated`, or `when CONDITION, start at PLACE instead`."""

    line: Line
    target: Target
    conditions: tuple[Condition, ...] = ()
    instead: bool = False


@dataclass(frozen=True, slots=True)
class ProcedureLimit:
    """`the procedure must|should end within LIMIT`."""

    line: Line
    strength: Word
    limit: Limit
    conditions: tuple[Condition, ...] = ()


# --- declarations -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AgencyHead:
    """`agency NAME "title"`."""

    line: Line
    name: Name
    title: Words


@dataclass(frozen=True, slots=True)
class BodyHead:
    """`body NAME "title"`."""

    line: Line
    name: Name
    title: Words


@dataclass(frozen=True, slots=True)
class RoleHead:
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


@dataclass(frozen=True, slots=True)
class HeldBy:
    """`held by "title" or "title"`, `held by a named person`, `held by missing`, `… not stated`.

    `agencies` are those of `in AGENCY: …`, empty: everywhere. Exactly one of `titles`, `person`,
    `hole` is given.
    """

    line: Line
    agencies: tuple[Name, ...] = ()
    titles: tuple[Words, ...] = ()
    person: bool = False
    hole: Hole | None = None


@dataclass(frozen=True, slots=True)
class ActsFor:
    """`in AGENCY: ROLE acts`."""

    line: Line
    agencies: tuple[Name, ...]
    role: Name


@dataclass(frozen=True, slots=True)
class SamePerson:
    """`in AGENCY: the same person as ROLE`."""

    line: Line
    agencies: tuple[Name, ...]
    role: Name


@dataclass(frozen=True, slots=True)
class Deputy:
    """`deputy ROLE`: may stand in on every line."""

    line: Line
    roles: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class FactHead:
    """`fact NAME "what is true"`, its kind (None: not said), `is harm`, its options."""

    line: Line
    name: Name
    title: Words
    kind: Word | None = None
    harm: bool = False
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingHead:
    """`reading NAME, either A "…" or B "…"`."""

    line: Line
    name: Name
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class EventHead:
    """`event NAME "…"`."""

    line: Line
    name: Name
    title: Words


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """`document NAME "…"` (`, missing`)."""

    line: Line
    name: Name
    title: Words
    missing: bool = False


@dataclass(frozen=True, slots=True)
class TrackHead:
    """`track NAME "…"`."""

    line: Line
    name: Name
    title: Words


@dataclass(frozen=True, slots=True)
class StageHead:
    """`stage NAME "title"` (`, in TRACK`) (`, missing`)."""

    line: Line
    name: Name
    title: Words
    track: Name | None = None
    missing: bool = False


@dataclass(frozen=True, slots=True)
class AtStages:
    """`at every stage` (`every`), with what is `excepted`, or `at stages A and B` (`stages`)."""

    line: Line
    every: bool
    stages: tuple[Name, ...] = ()
    excepted: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class EndingHead:
    """`ending NAME "title", by agreement` and the other kinds; `to` is of `by hand-over to "…"`."""

    line: Line
    name: Name
    title: Words
    kind: Word
    to: Words | None = None
