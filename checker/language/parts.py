"""What statements are made of: names, words, conditions, actors, limits. All with their places.

Closed vocabularies are plain strings, spelt as in the language. `Span`s are offsets into the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import date, time

    from checker.language.diagnostics import Span
    from checker.language.terms import Start, Unit


# --- leaves -------------------------------------------------------------------------------------


class Name(Struct, frozen=True):
    """A name of the writer's, declared or referred to: lower case, joined with hyphens."""

    text: str
    span: Span


class Words(Struct, frozen=True):
    """The writer's own words, without quotes, white space folded. `span` has the quotes."""

    text: str
    span: Span


class Word(Struct, frozen=True):
    """A word of the language that says which of several things is meant, such as `must`."""

    text: str
    span: Span


class Number(Struct, frozen=True):
    """A whole number."""

    value: int
    span: Span


class Day(Struct, frozen=True):
    """A date."""

    value: date
    span: Span


class Opening(Struct, frozen=True):
    """Opening and closing time of a working day; opening is earlier."""

    opens: time
    closes: time
    span: Span


class Hole(Struct, frozen=True):
    """`missing` (the text points to something that is not there) or `not stated` (it is silent)."""

    kind: Literal["missing", "not stated"]
    span: Span


class Citation(Struct, frozen=True):
    """`[HEADING: "phrase"]`, `[HEADING]` or `["phrase"]`. At least one of the two is given."""

    heading: Words | None
    phrase: Words | None
    span: Span


class Judgement(Struct, frozen=True):
    """`left to judgement, because "…"` at the end of a line: the discretion is meant."""

    because: Words
    span: Span


class Line(Struct, frozen=True):
    """What every statement has, whatever it says.

    `number` is the line of the text on which it starts, from 1. `text` is the statement without
    comments and citation, white space folded. `span` runs from its first word to the last one, the
    citation included, over all its continuation lines.
    """

    number: int
    text: str
    span: Span
    citation: Citation | None = None
    judgement: Judgement | None = None


# --- conditions ---------------------------------------------------------------------------------


class Atom(Struct, frozen=True):
    """One thing that is true or, `negated`, false. Exactly one of the kinds below.

    `fact`: `name` is a fact, an option of a fact, or an option of a reading. `free`: `words` are
    the policy's own. `out of hours`. `the other side is`: `name` is an agency.
    """

    kind: Literal["fact", "free", "out of hours", "the other side is"]
    span: Span
    negated: bool = False
    name: Name | None = None
    words: Words | None = None


class Condition(Struct, frozen=True):
    """Literals joined by one of `and`, `or` (`and` for a single one).

    `word`: `when` (or `out of hours`, or `whenever`) means that they hold, `unless` that they do
    not, as a whole. Conditions that stand side by side on one line hold together.
    """

    word: Literal["when", "unless", "whenever", "if", "out of hours"]
    literals: tuple[Atom, ...]
    joined_by: Literal["and", "or"]
    span: Span


class OutcomeRef(Struct, frozen=True):
    """An outcome as written; `not resolved` is `not agreed` or `no answer`."""

    text: str
    span: Span


class Trigger(Struct, frozen=True):
    """What sets off a move or a duty.

    `if`: `outcomes` (any of them), and with `condition` only while it holds. `otherwise`: neither.
    `whenever`: `condition`. `at any time`: neither.
    """

    kind: Literal["if", "otherwise", "whenever", "at any time"]
    span: Span
    outcomes: tuple[OutcomeRef, ...] = ()
    condition: Condition | None = None


# --- who ----------------------------------------------------------------------------------------

SideText = Literal["raising", "other", "both"]


class ActorRef(Struct, frozen=True):
    """Someone whom a line names.

    `named`: `name` is a role or a body, with `the`, `each` or `their` (`determiner`; `a` for a bare
    name), `side` where written. `side`: the side itself (`the raising side`, `both sides`).
    `the lead` may have a side. `words`: the writer's own words. `missing`, `not stated`: holes.
    `a named person`: a person, where a role is wanted. `the case`: nobody is named (the passive).
    """

    kind: Literal[
        "named",
        "side",
        "the lead",
        "the last lead",
        "someone",
        "a named person",
        "words",
        "missing",
        "not stated",
        "the case",
    ]
    span: Span
    name: Name | None = None
    determiner: Literal["the", "each", "their"] | None = None
    side: SideText | None = None
    words: Words | None = None


# --- limits -------------------------------------------------------------------------------------


class Duration(Struct, frozen=True):
    """A definite time: `amount` units, at least 1 (and 1 for the two units that name a day)."""

    amount: int
    unit: Unit
    span: Span


class StartRef(Struct, frozen=True):
    """What a limit counts from. `name` is the stage of `the start of a stage`, or the event.

    `the start` is the start of the procedure. `receiving`: it counts from the receipt.
    """

    kind: Start
    span: Span
    name: Name | None = None
    receiving: bool = False


class Limit(Struct, frozen=True):
    """When something is due.

    `durations`: the sooner of these. `vague`: own words that name no time (all of the limit, or a
    part of the `sooner of`). `hole`: `timing missing` or `timing not stated`, and nothing else.
    `also`: other figures that the text gives for the same limit (`or 2 working days as also
    written`). `starts`: the event it counts from, whichever of several happened; empty: the
    default of its place. `backward`: `at least … before …` one event.
    """

    span: Span
    durations: tuple[Duration, ...] = ()
    vague: Words | None = None
    hole: Hole | None = None
    also: tuple[Duration, ...] = ()
    starts: tuple[StartRef, ...] = ()
    backward: bool = False


# --- where --------------------------------------------------------------------------------------


class Target(Struct, frozen=True):
    """Where a move leads, or what a promise names. `named`: a stage or an ending."""

    kind: Literal["named", "the next stage", "any later stage", "missing", "not stated"]
    span: Span
    name: Name | None = None


class Consultation(Struct, frozen=True):
    """`after consulting WHO [LIMIT]`: it holds up the one move that it stands on."""

    actor: ActorRef
    span: Span
    limit: Limit | None = None


class Option(Struct, frozen=True):
    """One of `either A "…" or B "…"`; a fact's options need no words."""

    name: Name
    words: Words | None
    span: Span
