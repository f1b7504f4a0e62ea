"""The typed, frozen model of a procedure: what a text says, with names resolved and defaults told.

A model is separate from the syntax tree: blocks such as ``at every stage`` have been distributed
over the stages that they cover, ``the next stage`` is the stage it names, and every reference is
to something declared. What the text leaves out is absent here too; what it points to and does not
give is a *hole* (``MISSING``, ``Stage.missing``, ``Document.missing``).

A line of the text is known by its number (``Line.number``, from 1). The same line may stand in
several stages; complying with it means complying with it wherever it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, time

    from checker.language.diagnostics import Span


class Strength(Enum):
    """How strongly a line binds; `PLAIN` is a line without a modal verb."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"
    PLAIN = "plain"


class Force(Enum):
    """What kind of line a binding line is, in the order in which verdicts try to do without it."""

    STANDING = "standing"
    ASSUMPTION = "assumption"
    GUIDANCE = "guidance"
    MUST = "must"
    PERMISSION = "permission"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where the source says it: a heading, a phrase of at most twelve words, or both."""

    heading: str | None
    phrase: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One statement of the text: its number (from 1), its words without comment, its place."""

    number: int
    text: str
    span: Span
    citation: Citation | None = None
    documents: tuple[str, ...] = ()
    """Names of the declared documents that the line refers to."""


# --- conditions ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Literal:
    """An atom or its negation. The atom is the name of a fact, of an option of an either-or fact,
    of a reading's option, of a free condition, of `agency:NAME` (the other side is that agency) or
    `OUT_OF_HOURS`; see `Procedure.atoms`."""

    atom: str
    positive: bool = True


OUT_OF_HOURS = "out of hours"


@dataclass(frozen=True, slots=True)
class Condition:
    """Literals joined by `and` (`conjunction`) or by `or`; no literals and `and`: always true."""

    literals: tuple[Literal, ...] = ()
    conjunction: bool = True


ALWAYS = Condition()


class FactKind(Enum):
    """How a fact may change while a case runs."""

    FIXED = "fixed"
    ARISES = "can arise"
    CHANGES = "can change"


@dataclass(frozen=True, slots=True)
class Fact:
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


@dataclass(frozen=True, slots=True)
class Reading:
    """A text that can be read in several ways: exactly one option holds, throughout."""

    name: str
    options: tuple[str, ...]
    titles: tuple[str, ...]
    line: Line


# --- limits -------------------------------------------------------------------------------------


class Unit(Enum):
    """The units of a definite limit, in the language's own words."""

    MINUTES = "minutes"
    HOURS = "hours"
    WORKING_HOURS = "working hours"
    WORKING_DAYS = "working days"
    SCHOOL_DAYS = "school days"
    DAYS = "days"
    CALENDAR_DAYS = "calendar days"
    WEEKS = "weeks"
    MONTHS = "months"
    SAME_WORKING_DAY = "same working day"
    NEXT_WORKING_DAY = "end of the next working day"


@dataclass(frozen=True, slots=True)
class Duration:
    """A definite time: `amount` units (1 for the two that name a day)."""

    amount: int
    unit: Unit


class Start(Enum):
    """The event that a limit counts from; `DEFAULT` is the one its place gives it."""

    DEFAULT = "default"
    PROCEDURE = "the start"
    STAGE = "the start of a stage"
    MEETING = "the meeting"
    NOTICE = "the notice"
    ANSWER = "the answer"
    DECISION = "the decision"
    EVENT = "an event"


@dataclass(frozen=True, slots=True)
class StartEvent:
    """A start event; `name` is the stage or the declared event. `receiving`: counted from receipt."""

    kind: Start
    name: str | None = None
    receiving: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """When something is due.

    `durations`: the sooner of these, where there are several. `vague`: the policy's own words that
    name no time (`timing "…"`); beside durations, the vague part of a `sooner of`. `also`: other
    figures that the text gives for the same limit ("within 48 hours, or 2 working days as also
    written"). `missing`: the text points to a limit and does not give it; then all else is empty.
    `backward`: at least the duration *before* the event, instead of within it. `starts`: whichever
    event happened. At least one of `durations`, `vague`, `missing` is there.
    """

    durations: tuple[Duration, ...] = ()
    vague: str | None = None
    missing: bool = False
    also: tuple[Duration, ...] = ()
    starts: tuple[StartEvent, ...] = ()
    backward: bool = False

    @property
    def definite(self) -> bool:
        """Whether it has a figure; the vague part of a `sooner of` is dropped."""
        return bool(self.durations)


# --- who ----------------------------------------------------------------------------------------


class Side(Enum):
    """Whose role it is."""

    RAISING = "raising"
    OTHER = "other"
    BOTH = "both"
    UNSTATED = "unstated"


class ActorKind(Enum):
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


@dataclass(frozen=True, slots=True)
class Actor:
    """One who acts, leads or is told. `name` is a role or a body; `words` the writer's own.

    `each`: "each ROLE". `possessive`: "their ROLE", relative to the line's own actor.
    """

    kind: ActorKind
    name: str | None = None
    side: Side = Side.UNSTATED
    each: bool = False
    possessive: bool = False
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Holder:
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


@dataclass(frozen=True, slots=True)
class Role:
    """A post that acts in the procedure. `tier` is its rank, as written or by default (None: it
    leads no stage and none was written)."""

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


@dataclass(frozen=True, slots=True)
class Agency:
    """An organisation whose professionals can be a party."""

    name: str
    title: str
    line: Line


@dataclass(frozen=True, slots=True)
class Body:
    """A board or a committee: not a role. `tier`: its rank by default, where it leads a stage."""

    name: str
    title: str
    line: Line
    tier: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """An event, a document or a track that is declared. `missing`: referred to and not there."""

    name: str
    title: str
    line: Line
    missing: bool = False


# --- lines of a stage ---------------------------------------------------------------------------


class Slot(Enum):
    """What a line about who says."""

    LED = "led by"
    DECIDED = "decided by"
    CHAIRED = "chaired by"
    MEDIATED = "mediated by"
    ATTENDED = "attended by"


@dataclass(frozen=True, slots=True)
class Who:
    """`led by …`, `decided by …` and the like. `actors`: any one of these. `instead`: replaces the
    plain line of the same slot while `condition` holds."""

    line: Line
    slot: Slot
    actors: tuple[Actor, ...]
    counterpart: bool = False
    condition: Condition = ALWAYS
    instead: bool = False


class Outcome(Enum):
    """How a stage can turn out."""

    AGREED = "agreed"
    NOT_AGREED = "not agreed"
    NO_ANSWER = "no answer"
    DECIDED = "decided"
    NOT_DECIDED = "not decided"
    JUSTIFIED = "justified"
    NOT_JUSTIFIED = "not justified"
    NO_FINDING = "no finding"


@dataclass(frozen=True, slots=True)
class StageLimit:
    """`this stage must end …`. An `instead` line replaces the plain ones while its condition holds.
    What a `MUST` or `SHOULD` one has in its favour is progress; `MAY` never helps."""

    line: Line
    strength: Strength
    limit: Limit
    condition: Condition = ALWAYS
    instead: bool = False


@dataclass(frozen=True, slots=True)
class TotalLimit:
    """`stages A to B must end within LIMIT`, or, for the whole procedure, over all stages."""

    line: Line
    strength: Strength
    limit: Limit
    stages: tuple[str, ...]
    whole_procedure: bool = False
    condition: Condition = ALWAYS


class Verb(Enum):
    """The verbs of a duty; `OWN` is the writer's own words."""

    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    ASK = "ask"
    CHECK = "check"
    CONSULT = "consult"
    CONVENE = "convene"
    DECIDE = "decide"
    MEET = "meet"
    RECORD = "record"
    REFER = "refer"
    REVIEW = "review"
    SEND = "send"
    START = "start"
    TELL = "tell"
    OWN = "own words"


@dataclass(frozen=True, slots=True)
class Duty:
    """`the ROLE must VERB …`.

    `outcomes`: the duty is due on one of these (empty: whenever its stage is on). `holds_up`:
    `before moving on`. `also`: it runs beside. `words`: the writer's own, verb included where the
    verb is `OWN`. `recipients`: who is told, asked, met, sent to. `track`: the one it starts.
    """

    line: Line
    actor: Actor
    strength: Strength
    verb: Verb
    words: str | None = None
    recipients: tuple[Actor, ...] = ()
    with_counterpart: bool = False
    in_writing: bool = False
    condition: Condition = ALWAYS
    outcomes: tuple[Outcome, ...] = ()
    limit: Limit | None = None
    holds_up: bool = False
    also: bool = False
    instead: bool = False
    track: str | None = None
    left_to_judgement: str | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """`the ROLE may extend by …`: the adversary may use it on the stage's own limits."""

    line: Line
    actor: Actor
    strength: Strength
    duration: Duration
    with_reasons: bool = False
    condition: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Clock:
    """`clock stops from EVENT to EVENT` or `clock restarts on EVENT` (`until` is None)."""

    line: Line
    event: str
    until: str | None = None


class TargetKind(Enum):
    """Where a move leads."""

    STAGE = "stage"
    ENDING = "ending"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Target:
    """A stage or an ending by name, or a hole."""

    kind: TargetKind
    name: str | None = None


class Trigger(Enum):
    """When a move can be taken: on an outcome, on whatever outcome no other move of the stage
    matches, or at any moment at which its condition is true (a *lane*)."""

    OUTCOME = "if"
    OTHERWISE = "otherwise"
    LANE = "whenever"


@dataclass(frozen=True, slots=True)
class Consultation:
    """`after consulting WHO LIMIT`: it holds that move alone; with no limit it may never be met."""

    actor: Actor
    limit: Limit | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """One way on. Several targets ("any later stage"): whoever takes it chooses.

    `actor.kind` is `THE_CASE` where the policy uses the passive. `at_most`: how often in one case
    (None: no bound). `hole`: the outcome is mentioned and what follows is `missing`: then `targets`
    is one `MISSING` target and `strength` is `PLAIN`. `condition` of an outcome move is read when
    the outcome comes about. `stage_wide`: it stands in an `at every stage` or `at stages` block.
    """

    line: Line
    trigger: Trigger
    targets: tuple[Target, ...]
    strength: Strength
    actor: Actor
    outcomes: tuple[Outcome, ...] = ()
    condition: Condition = ALWAYS
    at_any_time: bool = False
    limit: Limit | None = None
    at_most: int | None = None
    consultation: Consultation | None = None
    instead: bool = False
    hole: bool = False
    stage_wide: bool = False


@dataclass(frozen=True, slots=True)
class Silence:
    """`if no answer, not stated`: the text is known to be silent there; it obliges nobody."""

    line: Line
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Quorum:
    """`quorum 3 "…"`."""

    line: Line
    number: int
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Waits:
    """`waits for TRACK`: it holds up the stage's ordinary moves, never a lane."""

    line: Line
    track: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: what stands in its own block and what `at every stage` puts there.

    `missing`: named and never described. `board`: entering it is the referral.
    """

    name: str
    title: str
    line: Line
    track: str | None = None
    missing: bool = False
    board: bool = False
    who: tuple[Who, ...] = ()
    duties: tuple[Duty, ...] = ()
    limits: tuple[StageLimit, ...] = ()
    moves: tuple[Move, ...] = ()
    silences: tuple[Silence, ...] = ()
    extensions: tuple[Extension, ...] = ()
    clocks: tuple[Clock, ...] = ()
    quorums: tuple[Quorum, ...] = ()
    waits: tuple[Waits, ...] = ()

    @property
    def deciding(self) -> bool:
        """Whether its outcomes are `decided` and `not decided`."""
        return any(w.slot is Slot.DECIDED for w in self.who) or any(
            d.verb is Verb.DECIDE and not d.also for d in self.duties
        )


class EndingKind(Enum):
    """How a case ends there."""

    AGREEMENT = "by agreement"
    DECISION = "by decision"
    REFERRAL = "by referral"
    HAND_OVER = "by hand-over"
    WITHOUT_OUTCOME = "without outcome"


@dataclass(frozen=True, slots=True)
class Ending:
    """An ending and the duties on reaching it. `to`: the procedure it is handed over to."""

    name: str
    title: str
    kind: EndingKind
    line: Line
    to: str | None = None
    duties: tuple[Duty, ...] = ()


# --- the rest -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """`when CONDITION, start at PLACE instead` (or the plain `start at`, always)."""

    line: Line
    target: Target
    condition: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Assumption:
    """`assume …, because "…"`: exactly one of `words` with `limit`, `option`, `hours` is given.

    `words` means `limit`; or the reading's `option` holds; or the working day is `hours`.
    """

    line: Line
    because: str
    words: str | None = None
    limit: Limit | None = None
    option: str | None = None
    hours: tuple[time, time] | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A sentence of the source that no line needs to carry."""

    line: Line
    phrase: str
    because: str


class RequireKind(Enum):
    """The patterns of a promise of the writer's own; each is defined in the language reference."""

    EVERY_CASE_ENDS = "every case ends"
    EVERY_CASE_REACHES = "every case reaches"
    SOME_CASE_REACHES = "some case can reach"
    NO_CASE_REACHES = "no case reaches"
    NO_CASE_STAYS = "no case stays in"
    NO_CASE_RETURNS = "no case returns to"
    ONLY_AFTER = "only after"
    WHENEVER = "whenever"
    IF_OUTCOME = "if outcome"
    AFTER = "after"
    NEVER_DELAYS = "never delays"
    TOTAL = "take at most"
    EVERY_STAGE_HAS = "every stage has"
    AT_EVERY_STAGE = "at every stage"
    EVERY_ROLE_HAS = "every role has"
    EVERY_DOCUMENT = "every document is present"
    NO_SINGLE_ROLE = "no single role can stop a case"
    EITHER_SIDE = "either side can reach"
    INDEPENDENT = "is independent"
    NEVER_LEADS = "never leads"


@dataclass(frozen=True, slots=True)
class Require:
    """`require that …`. Which fields are filled depends on `kind`.

    `places`: stages and endings named, in order (X, then Y for `only after` and `never leads`).
    `trigger`: the C of `whenever C` (a trailing `when|unless` is `condition`). `times`: the bound
    of `no case returns to` (None: not once). `what`: `limit`, `lead`, `counterpart`, `record`,
    `way on` or `deputy`; for `never delays` the fact's atom or `consulting`; for `whoever …` the
    slot's words. `moves_on`, `duty`: what follows in a response pattern.
    """

    line: Line
    kind: RequireKind
    places: tuple[Target, ...] = ()
    condition: Condition = ALWAYS
    trigger: Condition = ALWAYS
    outcomes: tuple[Outcome, ...] = ()
    limit: Limit | None = None
    times: int | None = None
    what: str | None = None
    excepted: tuple[str, ...] = ()
    moves_on: bool = False
    duty: Duty | None = None


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which nobody works, ends included, with the writer's reason."""

    first: date
    last: date
    words: str | None
    line: Line


@dataclass(frozen=True, slots=True)
class Header:
    """What the head of the text says of itself."""

    published_by: str | None = None
    version: str | None = None
    last_updated: date | None = None
    review_due: date | None = None
    source: str | None = None
    nation: str | None = None
    """`england-and-wales`, `scotland` or `northern-ireland`."""
    working_day: tuple[time, time] | None = None
    closures: tuple[Closure, ...] = ()
    scope: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure as its text has it; names are resolved, order is the order of the text.

    `start`: the plain `start at` (None with `start_not_stated`: any stage may be the first; with no
    line at all it is the first stage and `start_line` is None). `entries`: the conditional starts.
    """

    name: str
    title: str
    line: Line
    path: str
    header: Header = field(default_factory=Header)
    agencies: tuple[Agency, ...] = ()
    bodies: tuple[Body, ...] = ()
    roles: tuple[Role, ...] = ()
    facts: tuple[Fact, ...] = ()
    readings: tuple[Reading, ...] = ()
    events: tuple[Named, ...] = ()
    documents: tuple[Named, ...] = ()
    tracks: tuple[Named, ...] = ()
    stages: tuple[Stage, ...] = ()
    endings: tuple[Ending, ...] = ()
    start: Target | None = None
    start_line: Line | None = None
    start_not_stated: bool = False
    entries: tuple[Entry, ...] = ()
    totals: tuple[TotalLimit, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    requires: tuple[Require, ...] = ()

    def stage(self, name: str) -> Stage:
        """The stage of that name; StopIteration where there is none."""
        return next(s for s in self.stages if s.name == name)

    def ending(self, name: str) -> Ending:
        """The ending of that name; StopIteration where there is none."""
        return next(e for e in self.endings if e.name == name)
