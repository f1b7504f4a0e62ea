"""What can happen in a stage at given facts, and which lines bind there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.procedure.holes import GOOD, HoleKind
from checker.procedure.model import (
    Outcome,
    StageLimit,
    Start,
    Strength,
    TargetKind,
    Trigger,
    Unit,
    Verb,
)
from checker.procedure.remember import remembered
from checker.semantics.replay.facts import atoms_of, true, whatever_changes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checker.answers.verdict import InForce
    from checker.procedure.model import (
        Atom,
        Duty,
        Limit,
        Line,
        Move,
        Procedure,
        Stage,
        TotalLimit,
    )


class Rules(Struct, frozen=True):
    """A text under one reading of its holes, with these lines complied with.

    A hole that `choices` does not name is read as good, so that a story has to name each bad
    reading that it needs. `held`: atoms that keep their value where a limit is looked at.
    `boards_end`: a case that comes to a stage of the board's has ended; `boards_wait`: what is
    written of that stage is looked at all the same.
    """

    procedure: Procedure
    in_force: InForce
    choices: Mapping[str, str]
    held: frozenset[Atom] = frozenset()
    boards_end: bool = True
    boards_wait: bool = False

    # --- what can happen ---

    def outcomes(self, stage: Stage, facts: frozenset[Atom]) -> set[Outcome]:
        """The outcomes that can come about now."""
        if stage.deciding:
            found = {Outcome.DECIDED, Outcome.NOT_DECIDED}
        else:
            found = {Outcome.AGREED, Outcome.NOT_AGREED, Outcome.NO_ANSWER}
        checks = [duty for duty in self.due(stage, Verb.CHECK, facts) if duty.holds_up]
        if checks:
            found |= {Outcome.NOT_JUSTIFIED, Outcome.NO_FINDING}
            if any(Outcome.JUSTIFIED in move.outcomes for move in stage.moves):
                found.add(Outcome.JUSTIFIED)
        if any(self._obliges(duty) for duty in checks):
            found.discard(Outcome.NO_FINDING)
        decides = self.due(stage, Verb.DECIDE, facts)
        if any(self._obliges(duty) for duty in decides if not duty.also):
            found.discard(Outcome.NOT_DECIDED)
        return found

    def due(self, stage: Stage, verb: Verb, facts: frozenset[Atom]) -> list[Duty]:
        """The duties of that verb that apply now, those that replace others alone."""
        duties = [d for d in stage.duties if d.verb is verb and true(d.condition, facts)]
        if any(duty.instead for duty in duties):
            return [duty for duty in duties if duty.instead]
        return duties

    def matching(
        self, stage: Stage, outcome: Outcome, facts: frozenset[Atom], used: Mapping[int, int]
    ) -> tuple[Move, ...]:
        """The moves that an outcome opens now."""
        open_now = [m for m in stage.moves if true(m.condition, facts) and has_turns(m, used)]
        moves = [m for m in open_now if m.trigger is Trigger.OUTCOME and outcome in m.outcomes]
        if not moves:
            moves = [m for m in open_now if m.trigger is Trigger.OTHERWISE]
        if any(move.instead for move in moves):
            moves = [move for move in moves if move.instead]
        return tuple(moves)

    def lanes(
        self, stage: Stage, facts: frozenset[Atom], used: Mapping[int, int]
    ) -> tuple[Move, ...]:
        """The lanes that are on now."""
        lanes = [
            move
            for move in stage.moves
            if move.trigger is Trigger.LANE
            and true(move.condition, facts)
            and has_turns(move, used)
        ]
        instead = [atoms_of([move.condition]) for move in lanes if move.instead]
        return tuple(
            move
            for move in lanes
            if move.instead or not any(atoms_of([move.condition]) <= atoms for atoms in instead)
        )

    def limits(self, stage: Stage, facts: frozenset[Atom]) -> tuple[StageLimit | TotalLimit, ...]:
        """The limits on the stage's end that are on now, totals over it included."""
        replaced = any(lim.instead and true(lim.condition, facts) for lim in stage.limits) or any(
            move.trigger is Trigger.LANE and move.instead and true(move.condition, facts)
            for move in stage.moves
        )
        own = [
            lim
            for lim in stage.limits
            if true(lim.condition, facts) and (lim.instead or not replaced)
        ]
        totals = [
            total
            for total in self.procedure.totals
            if (total.whole_procedure or stage.name in total.stages)
            and true(total.condition, facts)
        ]
        return (*own, *totals)

    # --- what binds ---

    def good(self, kind: HoleKind, name: str) -> bool:
        """Whether a hole is read as good."""
        return self.choices.get(f"{kind.value}:{name}", GOOD) == GOOD

    def complied_with(self, line: Line, strength: Strength) -> bool:
        """Whether a line is in force, no document that it refers to being missed."""
        return (
            strength is not Strength.MAY
            and line.number in self.in_force.lines
            and all(self.good(HoleKind.MISSING_DOCUMENT, name) for name in line.documents)
        )

    def _obliges(self, duty: Duty) -> bool:
        return self.complied_with(duty.line, duty.strength)

    def leads_somewhere(self, move: Move) -> bool:
        """Whether no target of a move is missing, or what is missing is read as good."""
        return all(target.kind is not TargetKind.MISSING for target in move.targets) or self.good(
            HoleKind.MISSING_MOVE, str(move.line.number)
        )

    def binds(self, move: Move) -> bool:
        """Whether a move is in force; an outcome mentioned and left is where it is read as good."""
        if move.hole:
            return self.leads_somewhere(move)
        return self.complied_with(move.line, move.strength) and self.leads_somewhere(move)

    def at_once(self, move: Move) -> bool:
        """Whether a move that matched is taken at its outcome."""
        return self.binds(move) and move.limit is None and move.consultation is None

    def in_the_end(self, move: Move) -> bool:
        """Whether a move is in force, and the consultation that holds it up is met in the end."""
        if not self.binds(move) or move.consultation is None:
            return self.binds(move)
        limit = move.consultation.limit
        name = f"{move.line.number}/consulting"
        return limit is not None and (not limit.missing or self.good(HoleKind.MISSING_LIMIT, name))

    def finite(self, limit: StageLimit | TotalLimit) -> bool:
        """Whether a limit is in force, and there is one."""
        return self.complied_with(limit.line, limit.strength) and (
            not limit.limit.missing or self.good(HoleKind.MISSING_LIMIT, str(limit.line.number))
        )

    # --- what is soon ---

    def soon_move(self, move: Move) -> bool:
        """Whether a move or a lane in force takes the case on within the day."""
        if not self.binds(move):
            return False
        if move.hole:
            return True
        number = str(move.line.number)
        if move.limit is None and move.trigger is Trigger.LANE:
            return False
        if move.limit is not None and not self._soon(move.limit, number, None):
            return False
        if move.consultation is None:
            return True
        held_up = move.consultation.limit
        return held_up is not None and self._soon(held_up, f"{number}/consulting", None)

    def soon_limit(self, stage: Stage, limit: StageLimit | TotalLimit) -> bool:
        """Whether a limit in force on a stage's end falls within the day."""
        return (
            isinstance(limit, StageLimit)
            and self.complied_with(limit.line, limit.strength)
            and not stage.extensions
            and not stage.clocks
            and self._soon(limit.limit, str(limit.line.number), stage.name)
        )

    def _soon(self, limit: Limit, name: str, stage: str | None) -> bool:
        if limit.backward or not counts_from_its_place(limit, stage):
            return False
        if limit.missing:
            return self.good(HoleKind.MISSING_LIMIT, name)
        units = {duration.unit for duration in limit.durations}
        means = self.means(limit)
        if means is not None:
            units |= {duration.unit for duration in means.durations}
        if not units:
            return stage is None and self.good(HoleKind.VAGUE_LIMIT, name)
        figures = [Unit.SAME_WORKING_DAY in units]
        figures += [duration.unit is Unit.SAME_WORKING_DAY for duration in limit.also]
        if self.good(HoleKind.DOUBLE_LIMIT, name):
            return any(figures)
        return all(figures)

    def means(self, limit: Limit) -> Limit | None:
        """What an `assume` line in force says the vague words mean."""
        for assumption in self.procedure.assumptions:
            if (
                limit.vague is not None
                and assumption.words == limit.vague
                and self.complied_with(assumption.line, Strength.PLAIN)
            ):
                return assumption.limit
        return None

    # --- what settles a wait ---

    def lane_settles(
        self, stage: Stage, facts: frozenset[Atom], used: Mapping[int, int], *, soon: bool
    ) -> bool:
        """Whether a lane in force (`soon`: within the day) is on whatever changes."""
        enough = self.soon_move if soon else self.in_the_end
        return any(
            self.lane_unbroken(stage, move, facts, used)
            for move in stage.moves
            if move.trigger is Trigger.LANE and enough(move)
        )

    def lane_unbroken(
        self, stage: Stage, lane: Move, facts: frozenset[Atom], used: Mapping[int, int]
    ) -> bool:
        """Whether a lane is on whatever changes."""

        def on(values: frozenset[Atom]) -> bool:
            return lane in self.lanes(stage, values, used)

        return self.unbroken(stage, facts, on)

    def limit_settles(self, stage: Stage, facts: frozenset[Atom], *, soon: bool) -> bool:
        """Whether a limit in force (`soon`: within the day) is on whatever changes."""
        limits: list[StageLimit | TotalLimit] = [*stage.limits, *self.procedure.totals]
        return any(
            self.limit_unbroken(stage, limit, facts)
            for limit in limits
            if (self.soon_limit(stage, limit) if soon else self.finite(limit))
        )

    def limit_unbroken(
        self, stage: Stage, limit: StageLimit | TotalLimit, facts: frozenset[Atom]
    ) -> bool:
        """Whether a limit is on whatever changes."""

        def on(values: frozenset[Atom]) -> bool:
            return limit in self.limits(stage, values)

        return self.unbroken(stage, facts, on)

    def unbroken(
        self, stage: Stage, facts: frozenset[Atom], holds: Callable[[frozenset[Atom]], bool]
    ) -> bool:
        """Whether something about a stage's lanes, limits and leads holds whatever changes."""
        conditions = [limit.condition for limit in stage.limits]
        conditions += [total.condition for total in self.procedure.totals]
        conditions += [move.condition for move in stage.moves if move.trigger is Trigger.LANE]
        atoms = atoms_of(conditions) | _atoms_of_leads(self.procedure)
        return whatever_changes(self.procedure, facts, atoms, self.held, holds)


@remembered
def _atoms_of_leads(procedure: Procedure) -> set[Atom]:
    """The atoms on which it hangs who leads."""
    return atoms_of(who.condition for stage in procedure.stages for who in stage.who)


def has_turns(move: Move, used: Mapping[int, int]) -> bool:
    """Whether an `at most` move has turns left; another always has."""
    return move.at_most is None or used.get(move.line.number, 0) < move.at_most


def counts_from_its_place(limit: Limit, stage: str | None) -> bool:
    """Whether a limit counts from where its place has it count; that of a stage, from its start."""
    return all(
        start.kind is Start.DEFAULT
        or (stage is not None and start.kind is Start.STAGE and start.name == stage)
        for start in limit.starts
    )
