"""A procedure made ready for looking at each of its states: guards over bits, exits, memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.answers.verdict import HARM_ROWS, Promise
from checker.audit.explorer.cycles import strongly_connected
from checker.audit.explorer.leads import SLOTS, Leads
from checker.audit.explorer.values import TooLarge, values
from checker.procedure.model import (
    OUT_OF_HOURS,
    Outcome,
    StageLimit,
    Start,
    TargetKind,
    TotalLimit,
    Trigger,
    Verb,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.audit.explorer.values import Guard, Values
    from checker.procedure.model import (
        Condition,
        Duty,
        Extension,
        Move,
        Procedure,
        Stage,
    )

MOST_TURNS = 1 << 10
"""How many combinations of turns used are looked at, at most."""

BRINGS = {
    Start.MEETING: frozenset({Verb.CONVENE, Verb.MEET}),
    Start.DECISION: frozenset({Verb.DECIDE}),
    Start.NOTICE: frozenset({Verb.TELL, Verb.SEND}),
}
"""The verbs of the duties that bring an event about."""

RULES = frozenset({Verb.DECIDE, Verb.CHECK})
"""The verbs of the duties that take outcomes away."""

DATED = frozenset(
    {
        Promise.STAGE_LIMIT,
        Promise.BOUNDED_END,
        Promise.LIMIT_START,
        Promise.EXTENSION,
        Promise.OUT_OF_HOURS_COVERED,
    }
)
"""The promises that ask for a date."""

ABOUT_HARM = frozenset({Promise.SAME_DAY_ESCALATION, Promise.NEVER_SLOWER, *HARM_ROWS})
IN_HOURS = ABOUT_HARM - {Promise.HARM_OUT_OF_HOURS}
"""The promises for which every moment is in hours."""

UNLED = frozenset({Promise.NAMED_ROLE, Promise.HARM_AWAY})
"""The promises that rest on no line."""

RANKED = UNLED | {Promise.SAME_DAY_ESCALATION, Promise.HARM_OUT_OF_HOURS}
"""The promises that turn on who leads."""

TALK = (Outcome.AGREED, Outcome.NOT_AGREED, Outcome.NO_ANSWER)
DECISION = (Outcome.DECIDED, Outcome.NOT_DECIDED)


class Exit(Struct, frozen=True, eq=False):
    """A move where it stands: `turn` is its place among the lines that have turns."""

    move: Move
    stage: str
    guard: Guard
    turn: int | None

    def holds(self, mask: int, left: int) -> bool:
        """Whether its condition holds and it has turns left."""
        return self.guard.holds(mask) and (self.turn is None or bool(left >> self.turn & 1))


class Bound(Struct, frozen=True, eq=False):
    """A limit on the end of a stage where it stands."""

    line: StageLimit | TotalLimit
    stage: str
    guard: Guard

    @property
    def total(self) -> bool:
        """Whether it is over several stages."""
        return isinstance(self.line, TotalLimit)

    @property
    def instead(self) -> bool:
        """Whether it replaces the plain ones while its condition holds."""
        return isinstance(self.line, StageLimit) and self.line.instead


class Place:
    """One stage. Each method is a reading of one paragraph of the definition, and remembers."""

    def __init__(
        self,
        procedure: Procedure,
        stage: Stage,
        values: Values,
        turns: list[int],
        promise: Promise,
    ) -> None:
        """Compile the stage; `turns`: numbers of the lines with turns."""
        self.stage = stage
        self.changing = values.changing
        exits = [
            Exit(
                move,
                stage.name,
                values.guard(move.condition),
                None if move.at_most is None else turns.index(move.line.number),
            )
            for move in stage.moves
        ]
        self.lanes = [e for e in exits if e.move.trigger is Trigger.LANE]
        self.ifs = [e for e in exits if e.move.trigger is Trigger.OUTCOME]
        self.others = [e for e in exits if e.move.trigger is Trigger.OTHERWISE]
        self.bounds = [
            Bound(limit, stage.name, values.guard(limit.condition)) for limit in stage.limits
        ] + [
            Bound(total, stage.name, values.guard(total.condition))
            for total in procedure.totals
            if total.whole_procedure or stage.name in total.stages
        ]
        verbs = _verbs(promise)
        self.duties: list[tuple[Duty, Guard]] = [
            (duty, values.guard(duty.condition)) for duty in stage.duties if duty.verb in verbs
        ]
        self.extensions: list[tuple[Extension, Guard]] = [
            (extension, values.guard(extension.condition))
            for extension in stage.extensions
            if promise is Promise.EXTENSION
        ]
        self.names_justified = any(Outcome.JUSTIFIED in e.move.outcomes for e in self.ifs)
        self._matching: dict[tuple[Outcome, int, int], tuple[Exit, ...]] = {}
        self._lanes_on: dict[tuple[int, int], tuple[Exit, ...]] = {}
        self._outcomes: dict[tuple[int, frozenset[int]], tuple[Outcome, ...]] = {}

    def exits(self) -> list[Exit]:
        """Its exits, whatever their conditions; a move on none of its outcomes is no exit, nor is
        an `otherwise` where other moves match each outcome always.
        """
        possible = set(DECISION if self.stage.deciding else TALK)
        if any(duty.verb is Verb.CHECK and duty.holds_up for duty in self.stage.duties):
            possible |= {Outcome.NOT_JUSTIFIED, Outcome.NO_FINDING, Outcome.JUSTIFIED}
        ifs = [e for e in self.ifs if not possible.isdisjoint(e.move.outcomes)]
        always = [e for e in ifs if e.turn is None and not e.move.condition.literals]
        left = possible.difference(*(e.move.outcomes for e in always))
        return [*ifs, *(self.others if left else ()), *self.lanes]

    def matching(self, outcome: Outcome, mask: int, left: int) -> tuple[Exit, ...]:
        """The moves that match this outcome at these values, with these turns left."""
        key = (outcome, mask, left)
        if key not in self._matching:
            found = [e for e in self.ifs if outcome in e.move.outcomes and e.holds(mask, left)]
            if not found:
                found = [e for e in self.others if e.holds(mask, left)]
            instead = [e for e in found if e.move.instead]
            self._matching[key] = tuple(instead or found)
        return self._matching[key]

    def lanes_on(self, mask: int, left: int) -> tuple[Exit, ...]:
        """The lanes that are on."""
        key = (mask, left)
        if key not in self._lanes_on:
            hold = [e for e in self.lanes if e.holds(mask, left)]
            instead = [e.guard.atoms for e in hold if e.move.instead]
            self._lanes_on[key] = tuple(
                e
                for e in hold
                if e.move.instead or not any(e.guard.atoms & ~atoms == 0 for atoms in instead)
            )
        return self._lanes_on[key]

    def bound_on(self, bound: Bound, mask: int) -> bool:
        """Whether a limit is on: its condition holds, and nothing replaces it."""
        if not bound.guard.holds(mask):
            return False
        if bound.total or bound.instead:
            return True
        return not any(b.instead and b.guard.holds(mask) for b in self.bounds) and not any(
            e.move.instead and e.guard.holds(mask) for e in self.lanes
        )

    def outcomes(self, mask: int, complied: frozenset[int]) -> tuple[Outcome, ...]:
        """What can come about, when the duties with these line numbers are complied with."""
        key = (mask, complied)
        if key not in self._outcomes:
            self._outcomes[key] = tuple(self._come_about(mask, complied))
        return self._outcomes[key]

    def _come_about(self, mask: int, complied: frozenset[int]) -> Iterator[Outcome]:
        decides = self._duties_on(Verb.DECIDE, mask)
        checks = [duty for duty in self._duties_on(Verb.CHECK, mask) if duty.holds_up]
        taken = set[Outcome]()
        if any(duty.line.number in complied and not duty.also for duty in decides):
            taken.add(Outcome.NOT_DECIDED)
        if any(duty.line.number in complied for duty in checks):
            taken.add(Outcome.NO_FINDING)
        found = list(DECISION if self.stage.deciding else TALK)
        if checks:
            found += [Outcome.NOT_JUSTIFIED, Outcome.NO_FINDING]
            found += [Outcome.JUSTIFIED] if self.names_justified else []
        return (outcome for outcome in found if outcome not in taken)

    def _duties_on(self, verb: Verb, mask: int) -> list[Duty]:
        hold = [duty for duty, guard in self.duties if duty.verb is verb and guard.holds(mask)]
        return [duty for duty in hold if duty.instead] or hold

    def lane_unbroken(self, lane: Exit, base: int, left: int) -> bool:
        """Whether a lane is on whatever the changing atoms are."""
        return all(lane in self.lanes_on(base | c, left) for c in self.changing)

    def bound_unbroken(self, bound: Bound, base: int) -> bool:
        """Whether a limit is on whatever the changing atoms are."""
        return all(self.bound_on(bound, base | c) for c in self.changing)

    def duty_unbroken(self, duty: Duty, base: int) -> bool:
        """Whether a duty is one whatever the changing atoms are: nothing replaces it."""
        return all(duty in self._duties_on(duty.verb, base | c) for c in self.changing)


class Space:
    """A procedure with the values that one promise turns on; it remembers what it worked out."""

    def __init__(self, procedure: Procedure, promise: Promise) -> None:
        """Compile the procedure. Raises `TooLarge`."""
        self.procedure = procedure
        self.promise = promise
        harm = promise in ABOUT_HARM
        atoms = [
            literal.atom
            for condition in _conditions(procedure, promise)
            for literal in condition.literals
        ]
        self.harms = (
            [a for fact in procedure.facts if fact.harm for a in fact.atoms] if harm else []
        )
        self.values = values(procedure, atoms + self.harms, in_hours=promise in IN_HOURS)
        self.out_of_hours = self.values.bits.get(OUT_OF_HOURS, 0)
        lanes = {
            move.line.number: move.at_most
            for stage in procedure.stages
            for move in stage.moves
            if move.at_most is not None
        }
        self.most = list(lanes.values())
        size = 1
        for most in self.most:
            size *= most + 1
        if size > MOST_TURNS:
            raise TooLarge(f"{size} combinations of turns")
        self.index = {stage.name: i for i, stage in enumerate(procedure.stages)}
        if promise is not Promise.NAMED_ROLE:
            self.places = [
                Place(procedure, stage, self.values, list(lanes), promise)
                for stage in procedure.stages
            ]
        if promise in RANKED:
            self.leads = [Leads(procedure, stage, self.values) for stage in procedure.stages]
        self.reachable = frozenset[int]()
        self.boards = frozenset[int]()
        self.loops: list[list[int]] = []

    def keep_to(self, reachable: frozenset[int], boards: frozenset[int]) -> None:
        """Tell which stages, and which of the board's, can be come to when nothing is complied
        with, under some reading.
        """
        self.reachable, self.boards = reachable, boards
        self.loops = strongly_connected(self._onward(reachable))

    def left(self, turns: tuple[int, ...]) -> int:
        """Which of the lines with turns have some left, as bits."""
        pairs = zip(turns, self.most, strict=True)
        return sum(1 << i for i, (used, most) in enumerate(pairs) if used < most)

    def _onward(self, among: frozenset[int]) -> dict[int, set[int]]:
        """From each of these stages but the board's, its exits whatever their conditions."""
        stages = self.procedure.stages
        inside = {i for i in among if not stages[i].board}
        return {
            i: inside
            & {
                self.index[target.name]
                for e in self.places[i].exits()
                for target in e.move.targets
                if target.kind is TargetKind.STAGE and target.name is not None
            }
            for i in inside
        }


def _verbs(promise: Promise) -> frozenset[Verb]:
    """The verbs of the duties that a promise turns on."""
    return RULES.union(*BRINGS.values()) if promise in DATED else RULES


def _conditions(procedure: Procedure, promise: Promise) -> Iterator[Condition]:
    """The conditions that a promise turns on."""
    for stage in procedure.stages:
        if promise in RANKED:
            yield from (who.condition for who in stage.who if who.slot in SLOTS)
        if promise is not Promise.NAMED_ROLE:
            yield from (limit.condition for limit in stage.limits)
            yield from (move.condition for move in stage.moves)
            verbs = _verbs(promise)
            yield from (duty.condition for duty in stage.duties if duty.verb in verbs)
        if promise is Promise.EXTENSION:
            yield from (extension.condition for extension in stage.extensions)
    if promise is not Promise.NAMED_ROLE:
        yield from (entry.condition for entry in procedure.entries)
        yield from (total.condition for total in procedure.totals)
