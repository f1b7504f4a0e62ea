"""What can happen in a stage, as formulas over one moment: outcomes, matches, lanes, progress."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, assert_never

from msgspec import Struct

from checker.procedure.force import move_force
from checker.procedure.holes import HoleKind
from checker.procedure.model import Force, Outcome, Strength, TargetKind, Trigger, Verb
from checker.procedure.remember import remembering
from checker.proof.encoding.universe import good, standing
from checker.proof.formula import FALSE, TRUE, Formula, conj, disj, negate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from checker.procedure.model import Duty, Limit, Move, Stage, StageLimit, Target
    from checker.proof.encoding.universe import Universe
    from checker.proof.formula import Var

CHECK_OUTCOMES = frozenset({Outcome.NOT_JUSTIFIED, Outcome.NO_FINDING, Outcome.JUSTIFIED})


class Transition(Struct, frozen=True):
    """One way out of a stage: `move` to `target`, when `guard` holds.

    `outcome` is None for a lane. `guard` is over the moment of the outcome (of the lane).
    """

    move: Move
    target: Target
    outcome: Outcome | None
    guard: Formula


def stage_transitions(
    universe: Universe, stage: Stage, spent: frozenset[int] = frozenset()
) -> StageTransitions:
    """The formulas of one stage over `universe`, built once for all that ask."""
    key = (stage.name, spent)
    known: StageTransitions | None = universe.transitions.get(key)
    if known is None:
        known = universe.transitions[key] = StageTransitions(universe, stage, spent)
    return known


def due(universe: Universe, duty: Duty, duties: Iterable[Duty]) -> Formula:
    """That the duty's condition holds and no `instead` duty of its verb, out of those of its place,
    replaces it, one that runs beside or holds nothing up among them.
    """
    replacing = (
        universe.formula(other.condition)
        for other in duties
        if other.instead and not duty.instead and other.verb is duty.verb
    )
    return conj((universe.formula(duty.condition), *(negate(each) for each in replacing)))


def of_limits(move: Move, one: Callable[[Limit, str], Formula], *, lane: bool) -> Formula:
    """What `one` says of the limit of a move and of its consultation's, each with its holes' name.

    A move without a limit is made at once, and a lane at some time; a consultation without one may
    never be over.
    """
    limits = move_limits(move)
    if limits is None or (lane and move.limit is None):
        return FALSE
    return conj([one(limit, name) for limit, name in limits]) if limits else TRUE


def move_limits(move: Move) -> tuple[tuple[Limit, str], ...] | None:
    """A move's limit and its consultation's, each with its holes' name; None where the consultation
    has none.
    """
    number = str(move.line.number)
    found = [(move.limit, number)] if move.limit is not None else []
    if move.consultation is not None:
        if move.consultation.limit is None:
            return None
        found.append((move.consultation.limit, f"{number}/consulting"))
    return tuple(found)


class StageTransitions:
    """The formulas of one stage, with the turns of its `at most` lines as they stand."""

    def __init__(self, universe: Universe, stage: Stage, spent: frozenset[int]) -> None:
        """`spent`: numbers of the `at most` lines of the stage whose turns are used up."""
        self.stage = stage
        self.universe = universe
        self.moves = tuple(m for m in stage.moves if m.line.number not in spent)

    # --- outcomes ---

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes of the stage, in the order in which reports list them."""
        return tuple(outcome for outcome in Outcome if self._has(outcome))

    def _has(self, outcome: Outcome) -> bool:
        """Whether the stage can turn out so at some moment."""
        match outcome:
            case Outcome.AGREED | Outcome.NOT_AGREED | Outcome.NO_ANSWER:
                return not self.stage.deciding
            case Outcome.DECIDED | Outcome.NOT_DECIDED:
                return self.stage.deciding
            case Outcome.JUSTIFIED:
                return bool(self._checks) and any(outcome in m.outcomes for m in self.stage.moves)
            case Outcome.NOT_JUSTIFIED | Outcome.NO_FINDING:
                return bool(self._checks)
            case _:
                assert_never(outcome)

    @cached_property
    def _checks(self) -> tuple[Duty, ...]:
        return tuple(d for d in self.stage.duties if d.verb is Verb.CHECK and d.holds_up)

    def due(self, duty: Duty) -> Formula:
        """That a duty of the stage is due now: see `due`."""
        return due(self.universe, duty, self.stage.duties)

    def _taken_away(self, duties: tuple[Duty, ...]) -> Formula:
        return disj(
            conj((self.due(duty), self.universe.force(duty.line)))
            for duty in duties
            if duty.strength is not Strength.MAY
        )

    @remembering
    def possible(self, outcome: Outcome) -> Formula:
        """That `outcome` can come about at this moment."""
        if outcome is Outcome.NOT_DECIDED:
            decides = tuple(d for d in self.stage.duties if d.verb is Verb.DECIDE and not d.also)
            return negate(self._taken_away(decides))
        if outcome in CHECK_OUTCOMES:
            applies = disj(self.due(d) for d in self._checks)
            if outcome is Outcome.NO_FINDING:
                return conj((applies, negate(self._taken_away(self._checks))))
            return applies
        return TRUE

    # --- matching ---

    def _ready(self, move: Move) -> Formula:
        """That a move can be taken for all its condition says, and has turns left."""
        left = self.universe.left.get(move.line.number, TRUE)
        return conj((self.universe.formula(move.condition), left))

    @remembering
    def match(self, move: Move, outcome: Outcome) -> Formula:
        """That `move` matches `outcome`, as MEANING section 1 has it."""
        if move.trigger is Trigger.OUTCOME:
            if outcome not in move.outcomes:
                return FALSE
            rivals = [m for m in self._on(outcome) if m.instead]
            return self._unless_replaced(move, rivals)
        if move.trigger is Trigger.OTHERWISE:
            rivals = [m for m in self.moves if m.trigger is Trigger.OTHERWISE and m.instead]
            others = (negate(self.match(m, outcome)) for m in self._on(outcome))
            return conj((self._unless_replaced(move, rivals), *others))
        return FALSE

    def matched(self, move: Move) -> list[Outcome]:
        """The outcomes that a move may match."""
        return [each for each in self.outcomes if self.match(move, each) != FALSE]

    def _on(self, outcome: Outcome) -> list[Move]:
        return [m for m in self.moves if m.trigger is Trigger.OUTCOME and outcome in m.outcomes]

    def _unless_replaced(self, move: Move, rivals: Iterable[Move]) -> Formula:
        own = self._ready(move)
        if move.instead:
            return own
        return conj((own, *(negate(self._ready(rival)) for rival in rivals)))

    @remembering
    def on(self, lane: Move) -> Formula:
        """That `lane` can be taken at this moment."""
        atoms = {literal.atom for literal in lane.condition.literals}
        rivals = [
            m
            for m in self.lanes
            if m.instead and atoms <= {literal.atom for literal in m.condition.literals}
        ]
        return self._unless_replaced(lane, rivals)

    @cached_property
    def lanes(self) -> tuple[Move, ...]:
        """The lanes that have turns left."""
        return tuple(m for m in self.moves if m.trigger is Trigger.LANE)

    def exits(self) -> Iterator[Move]:
        """The moves that lead out on some outcome of the stage, and its lanes, whatever their
        conditions and whatever replaces them; an `otherwise` where an outcome is left for it.
        """
        always = (
            move
            for move in self.moves
            if move.trigger is Trigger.OUTCOME
            and move.at_most is None
            and not move.condition.literals
        )
        left = set(self.outcomes).difference(*(move.outcomes for move in always))
        for move in self.moves:
            on = left if move.trigger is Trigger.OTHERWISE else {*self.outcomes} & {*move.outcomes}
            if not move.hole and (move.trigger is Trigger.LANE or on):
                yield move

    @remembering
    def all(self) -> tuple[Transition, ...]:
        """Every way out, whatever its strength."""
        return tuple(self._guarded())

    def _guarded(self) -> Iterator[Transition]:
        for move in self.moves:
            if move.hole:
                continue
            for target in move.targets:
                if move.trigger is Trigger.LANE:
                    yield Transition(move, target, None, self.on(move))
                    continue
                for outcome in self.matched(move):
                    guard = conj((self.possible(outcome), self.match(move, outcome)))
                    if guard != FALSE:
                        yield Transition(move, target, outcome, guard)

    # --- what is in force ---

    @remembering
    def binding(self, move: Move) -> Formula:
        """That `move` is in force and leads somewhere, its consultation aside."""
        if move_force(move) is Force.PERMISSION:
            return FALSE
        hole = good(HoleKind.MISSING_MOVE, str(move.line.number))
        missing = any(t.kind is TargetKind.MISSING for t in move.targets)
        if move.hole:
            return hole
        return conj((self.universe.force(move.line), hole if missing else TRUE))

    @remembering
    def immediate(self, outcome: Outcome) -> Formula:
        """That some move in force is taken as soon as `outcome` comes about."""
        return disj(
            conj((self.match(move, outcome), self.binding(move)))
            for move in self.moves
            if _immediate(move)
        )

    def met(self, move: Move) -> Formula:
        """That the consultation that holds `move` up is over in the end."""
        if move.consultation is None:
            return TRUE
        limit = move.consultation.limit
        return FALSE if limit is None else _there(limit, f"{move.line.number}/consulting")

    def settles(self, move: Move) -> Formula:
        """That `move`, where it matches or is on, is taken in the end."""
        return conj((self.binding(move), self.met(move)))

    def limit_on(self, limit: StageLimit) -> Formula:
        """That a limit of the stage is on: its condition holds and nothing replaces it."""
        own = self.universe.formula(limit.condition)
        if limit.instead:
            return own
        replacing = [self.universe.formula(m.condition) for m in self.stage.limits if m.instead]
        # A lane replaces it while its condition holds, turns or no turns.
        replacing += [
            self.universe.formula(lane.condition)
            for lane in self.stage.moves
            if lane.trigger is Trigger.LANE and lane.instead
        ]
        return conj((own, *(negate(r) for r in replacing)))

    def binding_limit(self, limit: StageLimit) -> Formula:
        """That a limit of the stage is in force and there is one."""
        if limit.strength is Strength.MAY:
            return FALSE
        there = _there(limit.limit, str(limit.line.number))
        return conj((self.universe.force(limit.line), there))

    def by_lane(
        self,
        ends: Callable[[Move], Formula],
        held: Var | None = None,
        on: Callable[[Move], Formula] | None = None,
    ) -> Formula:
        """That some lane in force of which `ends` is so takes the case out, whatever changes while
        `held` stays true; `on`: that a lane is on as is asked (None: on at all).
        """
        on, unbroken = on or self.on, self.universe.unbroken
        return disj(
            conj((self.binding(lane), ends(lane), unbroken(on(lane), held))) for lane in self.lanes
        )

    def by_limit(self, ends: Callable[[StageLimit], Formula], held: Var | None = None) -> Formula:
        """The same of the limits on the stage's end."""
        unbroken = self.universe.unbroken
        return disj(
            conj((self.binding_limit(each), ends(each), unbroken(self.limit_on(each), held)))
            for each in self.stage.limits
        )

    @remembering
    def lane_settles(self) -> Formula:
        """That some lane takes the case out in the end, whatever changes."""
        return self.by_lane(self.met)

    @remembering
    def left_in_the_end(self) -> Formula:
        """That something in force ends the wait for an outcome, whatever changes."""
        totals = (
            conj(
                (
                    self.universe.force(total.line),
                    _there(total.limit, str(total.line.number)),
                    self.universe.unbroken(self.universe.formula(total.condition)),
                )
            )
            for total in self.universe.procedure.totals
            if self.stage.name in total.stages and total.strength is not Strength.MAY
        )
        calls_time = FALSE if self.stage.board or self.stage.missing else standing(self.stage.name)
        return disj((self.by_limit(lambda _: TRUE), *totals, self.lane_settles(), calls_time))


def _there(limit: Limit, name: str) -> Formula:
    """That there is a limit, `name` being its holes'."""
    return good(HoleKind.MISSING_LIMIT, name) if limit.missing else TRUE


def _immediate(move: Move) -> bool:
    """Whether a move in force is taken at its outcome."""
    return (
        move.limit is None
        and move.consultation is None
        and move_force(move) is not Force.PERMISSION
        and not move.hole
    )
