"""The syntax tree: the statements of a stage, promises, and the blocks that hold all statements.

A `Document` is a tuple of `Block`s in the order of the text. A block is its `head` and the `lines`
that stand in it; a statement that opens nothing (`event …`, `assume …`, `require …`) is a block
without lines. Heads and the lines of the head of the procedure and of roles are in
`declarations`. Nothing is resolved here: a `Name` may name anything, or nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from checker.language.declarations import (
    ActsFor,
    AgencyHead,
    AtStages,
    BodyHead,
    CalendarOf,
    Closed,
    Deputy,
    DocumentHead,
    EndingHead,
    EventHead,
    FactHead,
    HeldBy,
    LastUpdated,
    ProcedureHead,
    ProcedureLimit,
    PublishedBy,
    ReadingHead,
    ReviewDue,
    RoleHead,
    SamePerson,
    Scope,
    SourceFile,
    StageHead,
    StartAt,
    TrackHead,
    Version,
    WorkingDay,
)

if TYPE_CHECKING:
    from checker.language.diagnostics import Diagnostic
    from checker.language.parts import (
        ActorRef,
        Condition,
        Consultation,
        Duration,
        Hole,
        Limit,
        Line,
        Name,
        Number,
        Opening,
        OutcomeRef,
        Target,
        Trigger,
        Word,
        Words,
    )
    from checker.language.terms import RequireKind

# --- lines of a stage ---------------------------------------------------------------------------


class Who(Struct, frozen=True):
    """`led by …`, `decided by …`, `chaired by …`, `mediated by …`, `attended by …`."""

    line: Line
    slot: Word
    actors: tuple[ActorRef, ...]
    joined_by: Literal["and", "or"] = "or"
    counterpart: bool = False
    conditions: tuple[Condition, ...] = ()
    instead: bool = False


class Quorum(Struct, frozen=True):
    """`quorum 3 "…"`."""

    line: Line
    number: Number
    words: Words | None = None
    conditions: tuple[Condition, ...] = ()


class BoardsStage(Struct, frozen=True):
    """`this stage is the board's`."""

    line: Line


class WaitsFor(Struct, frozen=True):
    """`waits for TRACK`."""

    line: Line
    track: Name
    conditions: tuple[Condition, ...] = ()


class StageLimit(Struct, frozen=True):
    """`this stage must end LIMIT`."""

    line: Line
    strength: Word
    limit: Limit
    conditions: tuple[Condition, ...] = ()
    instead: bool = False


class Extension(Struct, frozen=True):
    """`the ROLE may extend by DURATION` (`with reasons`)."""

    line: Line
    actor: ActorRef
    duration: Duration
    with_reasons: bool = False
    conditions: tuple[Condition, ...] = ()


class ClockStops(Struct, frozen=True):
    """`clock stops from EVENT to EVENT`."""

    line: Line
    first: Name
    last: Name


class ClockRestarts(Struct, frozen=True):
    """`clock restarts on EVENT`."""

    line: Line
    event: Name


class Duty(Struct, frozen=True):
    """`WHO must|should|may|will VERB …`.

    `verb`: one of the language's (`Word`) or the writer's own (`Words`). `things`: own words,
    documents or the track that it speaks of, in order; `forms`: those of `on FORM`. `recipients`:
    whoever stands after the verb, after `to` or after `with`. `with_counterpart`: `with their
    counterpart` (or `their counterpart` as the recipient). In a `require`, `line` is that line's.
    """

    line: Line
    actor: ActorRef
    strength: Word
    verb: Word | Words
    things: tuple[Words | Name | Hole, ...] = ()
    recipients: tuple[ActorRef, ...] = ()
    forms: tuple[Words | Name | Hole, ...] = ()
    with_counterpart: bool = False
    in_writing: bool = False
    limit: Limit | None = None
    before_moving_on: bool = False
    also: bool = False
    instead: bool = False
    conditions: tuple[Condition, ...] = ()
    trigger: Trigger | None = None


class Move(Struct, frozen=True):
    """One way on: `TRIGGER, go to …`, `TRIGGER, WHO must … take the case to …`, `TRIGGER, missing`.

    `strength` is None for a plain `go to`; `actor` is then `the case`. Several `targets`: any one
    of them. `outcome_only`: nothing but a hole after the trigger (`if no answer, not stated`), of
    which `targets` holds the one; `go to missing` is a move whose target is `missing`.
    """

    line: Line
    trigger: Trigger
    actor: ActorRef
    strength: Word | None
    targets: tuple[Target, ...]
    outcome_only: bool = False
    limit: Limit | None = None
    at_most: Number | None = None
    consultation: Consultation | None = None
    instead: bool = False
    conditions: tuple[Condition, ...] = ()


# --- the rest -----------------------------------------------------------------------------------


class TotalLimit(Struct, frozen=True):
    """`stages A to B must end LIMIT`."""

    line: Line
    first: Name
    last: Name
    strength: Word
    limit: Limit
    conditions: tuple[Condition, ...] = ()


class AssumeWords(Struct, frozen=True):
    """`assume "…" means LIMIT, because "…"`."""

    line: Line
    words: Words
    limit: Limit
    because: Words


class AssumeReading(Struct, frozen=True):
    """`assume OPTION, because "…"`."""

    line: Line
    option: Name
    because: Words


class AssumeWorkingDay(Struct, frozen=True):
    """`assume the working day is 09:00 to 17:00, because "…"`."""

    line: Line
    opening: Opening
    because: Words


class SetAside(Struct, frozen=True):
    """`set aside "phrase", because "…"`."""

    line: Line
    phrase: Words
    because: Words


class Require(Struct, frozen=True):
    """`require that …`; what is filled depends on `kind`.

    `places`: stages and endings, in the order of the line (`X only after Y`: X, then Y; `after X`:
    X; `stages A to B`: A, then B; `whoever leads X never leads Y`: X, then Y; `whenever C, the case
    reaches X`: X). `trigger`: the C of `whenever C`. `outcomes`: of `if OUTCOME`, and of `a way on
    for OUTCOME`. `what`: `limit`, `lead`, `counterpart`, `record`, `way on`, `deputy`, or
    `consulting`, or `leads`, `decides`, `chairs`. `fact`: the F of `F never delays X`. `duty`: what
    follows in `the R must VERB`. `times`: of `more than twice`. `excepted`: of `except X`.
    `conditions`: at the end.
    """

    line: Line
    kind: RequireKind
    places: tuple[Target, ...] = ()
    trigger: Condition | None = None
    outcomes: tuple[OutcomeRef, ...] = ()
    limit: Limit | None = None
    times: Number | None = None
    what: Word | None = None
    fact: Name | None = None
    excepted: tuple[Name, ...] = ()
    moves_on: bool = False
    duty: Duty | None = None
    conditions: tuple[Condition, ...] = ()


# --- the document -------------------------------------------------------------------------------

Head: TypeAlias = (
    ProcedureHead
    | AgencyHead
    | BodyHead
    | RoleHead
    | FactHead
    | ReadingHead
    | EventHead
    | DocumentHead
    | TrackHead
    | StageHead
    | AtStages
    | EndingHead
    | TotalLimit
    | AssumeWords
    | AssumeReading
    | AssumeWorkingDay
    | SetAside
    | Require
)
"""A statement of the outermost level. Procedure, role, stage, `at …`, ending open blocks; a total,
an assumption, what is set aside and a promise may also stand between the lines of a block."""

ProcedureLine: TypeAlias = (
    PublishedBy
    | Version
    | LastUpdated
    | ReviewDue
    | SourceFile
    | CalendarOf
    | WorkingDay
    | Closed
    | Scope
    | StartAt
    | ProcedureLimit
)
"""A line under `procedure`."""

RoleLine: TypeAlias = HeldBy | ActsFor | SamePerson | Deputy
"""A line under `role`."""

StageLine: TypeAlias = (
    Who
    | Quorum
    | BoardsStage
    | WaitsFor
    | StageLimit
    | Extension
    | ClockStops
    | ClockRestarts
    | Duty
    | Move
)
"""A line under `stage`, `at every stage`, `at stages`; an ending holds `Duty` lines alone."""

BlockLine: TypeAlias = ProcedureLine | RoleLine | StageLine
"""A line inside some block."""

Statement: TypeAlias = Head | BlockLine
"""Any statement."""


class Block(Struct, frozen=True):
    """A statement of the outermost level and the lines that stand in it."""

    head: Head
    lines: tuple[BlockLine, ...] = ()


class Document(Struct, frozen=True):
    """A parsed text: its blocks in order.

    `broken`: every name that is mentioned in statements which were reported and are in no block. A
    name that is nowhere declared and stands there is no second mistake. `unread`: what is said
    where the rest of the text was not read.
    """

    blocks: tuple[Block, ...]
    broken: frozenset[str] = frozenset()
    unread: Diagnostic | None = None
