"""Stages, their lines, and endings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.language.terms import Member, Outcome, Slot, Verb
from checker.procedure.model.conditions import ALWAYS

if TYPE_CHECKING:
    from checker.language.terms import Strength
    from checker.procedure.model.conditions import Condition
    from checker.procedure.model.limits import Duration, Limit
    from checker.procedure.model.lines import Line
    from checker.procedure.model.people import Actor


class Who(Struct, frozen=True):
    """`led by …`, `decided by …` and the like. `actors`: any one of these. `instead`: replaces the
    plain line of the same slot while `condition` holds.
    """

    line: Line
    slot: Slot
    actors: tuple[Actor, ...]
    counterpart: bool = False
    condition: Condition = ALWAYS
    instead: bool = False


class StageLimit(Struct, frozen=True):
    """`this stage must end …`. An `instead` line replaces the plain ones while its condition holds.
    What a `MUST` or `SHOULD` one has in its favour is progress; `MAY` never helps.
    """

    line: Line
    strength: Strength
    limit: Limit
    condition: Condition = ALWAYS
    instead: bool = False


class TotalLimit(Struct, frozen=True):
    """`stages A to B must end within LIMIT`, or, for the whole procedure, over all stages."""

    line: Line
    strength: Strength
    limit: Limit
    stages: tuple[str, ...]
    whole_procedure: bool = False
    condition: Condition = ALWAYS


class Duty(Struct, frozen=True):
    """`the ROLE must VERB …`.

    `outcomes`: the duty is due on one of these (empty: whenever its stage is on). `holds_up`:
    `before moving on`. `also`: it runs beside. `words`: the writer's own, verb included where the
    verb is `OWN`. `recipients`: who is told, asked, met, sent to. `track`: the one it starts.
    `whenever`: it is due anew from every moment at which `condition` becomes true. `thing_missing`,
    `form_missing`: what it speaks of, or the form (`on missing`), is pointed to and not there.
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
    whenever: bool = False
    thing_missing: bool = False
    form_missing: bool = False


class Extension(Struct, frozen=True):
    """`the ROLE may extend by …`: the adversary may use it on the stage's own limits."""

    line: Line
    actor: Actor
    duration: Duration
    with_reasons: bool = False
    condition: Condition = ALWAYS


class Clock(Struct, frozen=True):
    """`clock stops from EVENT to EVENT` or `clock restarts on EVENT` (`until` is None)."""

    line: Line
    event: str
    until: str | None = None


class TargetKind(Member):
    """Where a move leads."""

    STAGE = "stage"
    ENDING = "ending"
    MISSING = "missing"


class Target(Struct, frozen=True):
    """A stage or an ending by name, or a hole."""

    kind: TargetKind
    name: str | None = None


class Trigger(Member):
    """When a move can be taken: on an outcome, on whatever outcome no other move of the stage
    matches, or at any moment at which its condition is true (a *lane*).
    """

    OUTCOME = "if"
    OTHERWISE = "otherwise"
    LANE = "whenever"


class Consultation(Struct, frozen=True):
    """`after consulting WHO LIMIT`: it holds that move alone; with no limit it may never be met."""

    actor: Actor
    limit: Limit | None = None


class Move(Struct, frozen=True, cache_hash=True):
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


class Silence(Struct, frozen=True):
    """`if no answer, not stated`: the text is known to be silent there; it obliges nobody."""

    line: Line
    outcomes: tuple[Outcome, ...]


class Quorum(Struct, frozen=True):
    """`quorum 3 "…"`."""

    line: Line
    number: int
    words: str | None = None
    condition: Condition = ALWAYS


class Waits(Struct, frozen=True):
    """`waits for TRACK`: it holds up the stage's ordinary moves, never a lane."""

    line: Line
    track: str
    condition: Condition = ALWAYS


class Stage(Struct, frozen=True):
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
    def lines(self) -> tuple[Line, ...]:
        """The lines that stand in it, its own first."""
        return (
            self.line,
            *(each.line for each in self.who),
            *(each.line for each in self.duties),
            *(each.line for each in self.limits),
            *(each.line for each in self.moves),
            *(each.line for each in self.silences),
            *(each.line for each in self.extensions),
            *(each.line for each in self.clocks),
            *(each.line for each in self.quorums),
            *(each.line for each in self.waits),
        )

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions of the lines that stand in it."""
        return (
            *(each.condition for each in self.who),
            *(each.condition for each in self.duties),
            *(each.condition for each in self.limits),
            *(each.condition for each in self.moves),
            *(each.condition for each in self.extensions),
            *(each.condition for each in self.quorums),
            *(each.condition for each in self.waits),
        )

    @property
    def deciding(self) -> bool:
        """Whether its outcomes are `decided` and `not decided`."""
        return any(w.slot is Slot.DECIDED for w in self.who) or any(
            d.verb is Verb.DECIDE and not d.also for d in self.duties
        )


class EndingKind(Member):
    """How a case ends there."""

    AGREEMENT = "by agreement"
    DECISION = "by decision"
    REFERRAL = "by referral"
    HAND_OVER = "by hand-over"
    WITHOUT_OUTCOME = "without outcome"


class Ending(Struct, frozen=True):
    """An ending and the duties on reaching it. `to`: the procedure it is handed over to."""

    name: str
    title: str
    kind: EndingKind
    line: Line
    to: str | None = None
    duties: tuple[Duty, ...] = ()
