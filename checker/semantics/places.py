"""A procedure as places: each stage with its guarded exits, limits and duties, over bits."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Generic, TypeAlias, TypeVar

from msgspec import Struct

from checker.procedure.model import (
    Outcome,
    StageLimit,
    Target,
    TargetKind,
    TotalLimit,
    Trigger,
    Verb,
)
from checker.semantics.duties import Duties
from checker.semantics.leads import Leads
from checker.semantics.outcomes import OF_CHECKS, outcomes_of
from checker.semantics.values import joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.procedure.model import Duty, Extension, Limit, Move, Procedure, Stage
    from checker.semantics.values import Free, Guard, Values

T = TypeVar("T")


class Exit(Struct, frozen=True, eq=False):
    """A move where it stands: `turn` is its place among the lines that have turns."""

    move: Move
    stage: str
    guard: Guard
    turn: int | None
    total: ClassVar[bool] = False

    def holds(self, mask: int, left: int) -> bool:
        """Whether its condition holds and it has turns left."""
        return self.guard.holds(mask) and self.has_turns(left)

    def has_turns(self, left: int) -> bool:
        """Whether it has turns left; one without turns always has."""
        return self.turn is None or bool(left >> self.turn & 1)

    @property
    def lane(self) -> bool:
        """Whether it is open whatever has come about."""
        return self.move.trigger is Trigger.LANE

    @property
    def written(self) -> Move:
        """The line as the text has it."""
        return self.move

    @property
    def number(self) -> int:
        """The number of its line."""
        return self.move.line.number

    @property
    def limits(self) -> list[tuple[str, Limit]]:
        """Its limit and its consultation's, each with the name of its hole."""
        own, held = self.move.limit, self.move.consultation
        limits = [] if own is None else [(str(self.number), own)]
        if held is not None and held.limit is not None:
            limits.append((f"{self.number}/consulting", held.limit))
        return limits

    @property
    def endless(self) -> bool:
        """Whether a limit is lacking without which it need never be taken."""
        held = self.move.consultation
        return (self.lane and self.move.limit is None) or (held is not None and held.limit is None)

    @property
    def missing(self) -> bool:
        """Whether it takes a case to `missing`; an outcome mentioned and left takes it nowhere."""
        move = self.move
        return not move.hole and any(t.kind is TargetKind.MISSING for t in move.targets)


class Bound(Struct, frozen=True, eq=False):
    """A limit on the end of a stage where it stands; `endless`: its clock may stop."""

    line: StageLimit | TotalLimit
    stage: str
    guard: Guard
    endless: bool = False

    @property
    def total(self) -> bool:
        """Whether it is over several stages."""
        return isinstance(self.line, TotalLimit)

    @property
    def limits(self) -> list[tuple[str, Limit]]:
        """The limit, with the name of its hole."""
        return [(str(self.number), self.line.limit)]

    @property
    def goes_on(self) -> bool:
        """Whether it is over stages after this one, too."""
        return isinstance(self.line, TotalLimit) and (
            self.line.whole_procedure or self.line.stages[-1] != self.stage
        )

    @property
    def instead(self) -> bool:
        """Whether it replaces the plain ones while its condition holds."""
        return isinstance(self.line, StageLimit) and self.line.instead

    @property
    def written(self) -> StageLimit | TotalLimit:
        """The line as the text has it."""
        return self.line

    @property
    def number(self) -> int:
        """The number of its line."""
        return self.line.line.number


WaitEnd: TypeAlias = Exit | Bound
"""A line that can end the wait in a stage: a lane, or a limit on its end."""


class Place:
    """One stage. Each method is a reading of one paragraph of the definition, and remembers.

    A lane, a limit or a duty is *unbroken* at some values when it is on for every value of the
    atoms that can change, all others staying as they are: then nobody can wait for it to pass.
    `left`: which of the lines with turns have some left. `held`: atoms that keep their value where
    it is asked what is unbroken.
    """

    def __init__(
        self, procedure: Procedure, stage: Stage, values: Values, turns: tuple[int, ...]
    ) -> None:
        """Compile the stage; `turns`: numbers of the lines with turns."""
        self.stage = stage
        self.duties = Duties(stage.duties, values)
        self._values = values
        self.moves = [
            Exit(
                move,
                stage.name,
                values.guard(move.condition),
                None if move.at_most is None else turns.index(move.line.number),
            )
            for move in stage.moves
        ]
        self.lanes = [e for e in self.moves if e.lane]
        self.ifs = [e for e in self.moves if e.move.trigger is Trigger.OUTCOME]
        self.others = [e for e in self.moves if e.move.trigger is Trigger.OTHERWISE]
        self.bounds = [
            Bound(limit, stage.name, values.guard(limit.condition), endless=bool(stage.clocks))
            for limit in stage.limits
        ] + [
            Bound(total, stage.name, values.guard(total.condition))
            for total in procedure.totals
            if total.whole_procedure or stage.name in total.stages
        ]
        self.wait_ends: list[WaitEnd] = [*self.bounds, *self.lanes]
        self.possible = outcomes_of(stage)
        self._matching: dict[tuple[Outcome, int, int], tuple[Exit, ...]] = {}
        self._lanes_on: dict[tuple[int, int], tuple[Exit, ...]] = {}
        self._outcomes: dict[tuple[int, frozenset[int]], tuple[Outcome, ...]] = {}
        self._free: dict[int, Free] = {}
        self._unbroken: dict[tuple[WaitEnd, int, int, int], bool] = {}

    # --- what may happen ---

    def exits(self) -> list[Exit]:
        """Its exits, whatever their conditions; a move on none of its outcomes is no exit, nor is
        an `otherwise` where other moves match each outcome always.
        """
        possible = set(self.possible)
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

    def outcomes(self, mask: int, complied: frozenset[int]) -> tuple[Outcome, ...]:
        """What can come about, when the duties with these line numbers are complied with."""
        key = (mask, complied)
        if key not in self._outcomes:
            self._outcomes[key] = tuple(self._come_about(mask, complied))
        return self._outcomes[key]

    def _come_about(self, mask: int, complied: frozenset[int]) -> Iterator[Outcome]:
        decides = self.duties.due(Verb.DECIDE, mask)
        checks = [duty for duty in self.duties.due(Verb.CHECK, mask) if duty.holds_up]
        taken = set[Outcome]() if checks else {*OF_CHECKS}
        if any(duty.line.number in complied and not duty.also for duty in decides):
            taken.add(Outcome.NOT_DECIDED)
        if any(duty.line.number in complied for duty in checks):
            taken.add(Outcome.NO_FINDING)
        return (outcome for outcome in self.possible if outcome not in taken)

    # --- what is on ---

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

    # --- what holds whatever changes ---

    def unbroken(self, line: WaitEnd, mask: int, left: int = 0, held: int = 0) -> bool:
        """Whether a lane or a limit is on whatever changes."""
        if held not in self._free:
            self._free[held] = self._values.free(self.spoken, held)
        free = self._free[held]
        key = (line, mask & ~free.atoms, left, held)
        if key not in self._unbroken:
            self._unbroken[key] = (
                free.always(line.guard, mask)
                and (isinstance(line, Bound) or line.has_turns(left))
                and all(free.never(guard, mask) for guard in self._replacing(line, left))
            )
        return self._unbroken[key]

    def _replacing(self, line: WaitEnd, left: int) -> Iterator[Guard]:
        """The conditions of what is on in the place of a lane or a limit."""
        lanes = (e for e in self.lanes if e.move.instead)
        if isinstance(line, Exit):
            if not line.move.instead:
                same = (e for e in lanes if e.has_turns(left))
                yield from (e.guard for e in same if not line.guard.atoms & ~e.guard.atoms)
        elif not (line.total or line.instead):
            yield from (e.guard for e in lanes)
            yield from (bound.guard for bound in self.bounds if bound.instead)

    # --- what is compiled when it is asked for ---

    @cached_property
    def spoken(self) -> int:
        """The atoms that its lanes and limits speak of."""
        return joined(line.guard.atoms for line in self.wait_ends)

    @cached_property
    def extensions(self) -> list[tuple[Extension, Guard]]:
        """Its extensions."""
        return [(each, self._values.guard(each.condition)) for each in self.stage.extensions]


class _ByStage(dict[int, T], Generic[T]):
    """Something of each stage, made when it is first asked for."""

    def __init__(self, stages: tuple[Stage, ...], make: Callable[[Stage], T]) -> None:
        self._stages = stages
        self._make = make

    def __missing__(self, i: int) -> T:
        made = self[i] = self._make(self._stages[i])
        return made


class Compiled:
    """A procedure over bits, each stage compiled when it is first asked for.

    `turns`: the numbers of the lines with turns; `most`: how many each has.
    """

    def __init__(self, procedure: Procedure, values: Values) -> None:
        """`values` must know every atom that is asked after."""
        self.procedure = procedure
        self.values = values
        limited = {
            move.line.number: move.at_most
            for stage in procedure.stages
            for move in stage.moves
            if move.at_most is not None
        }
        self.turns, self.most = tuple(limited), tuple(limited.values())
        self.index = {stage.name: i for i, stage in enumerate(procedure.stages)}
        stages = procedure.stages
        self.places = _ByStage(stages, lambda s: Place(procedure, s, values, self.turns))
        self.leads = _ByStage(stages, lambda s: Leads(procedure, s, values))

    @cached_property
    def rulings(self) -> dict[int, list[Duty]]:
        """The duties that take outcomes away, by their numbers."""
        found: dict[int, list[Duty]] = {}
        for stage in self.procedure.stages:
            for duty in stage.duties:
                if duty.verb in {Verb.DECIDE, Verb.CHECK}:
                    found.setdefault(duty.line.number, []).append(duty)
        return found

    def place(self, name: str) -> Place:
        """The stage of that name."""
        return self.places[self.index[name]]

    def led_to(self, e: Exit) -> list[int]:
        """The stages that an exit leads to."""
        targets = [t for t in e.move.targets if t.kind is TargetKind.STAGE]
        return [self.index[target.name] for target in targets if target.name is not None]

    def left(self, turns: tuple[int, ...]) -> int:
        """Which of the lines with turns have some left, as bits."""
        pairs = zip(turns, self.most, strict=True)
        return sum(1 << i for i, (used, most) in enumerate(pairs) if used < most)

    def starts(self, mask: int) -> list[Target]:
        """Where a case may start at these values."""
        return [target for target, guard in self._entries if guard.holds(mask)] or self.usual_starts

    @cached_property
    def _entries(self) -> list[tuple[Target, Guard]]:
        return [(e.target, self.values.guard(e.condition)) for e in self.procedure.entries]

    @cached_property
    def usual_starts(self) -> list[Target]:
        """Where a case starts, unless a conditional start says otherwise."""
        procedure = self.procedure
        if procedure.start is not None:
            return [procedure.start]
        stages = list(procedure.stages)
        if not procedure.start_not_stated:
            stages = ([stage for stage in stages if stage.track is None] or stages)[:1]
        return [Target(TargetKind.STAGE, stage.name) for stage in stages]


def used_once(turns: tuple[int, ...], e: Exit) -> tuple[int, ...]:
    """The turns used after an exit is taken."""
    if e.turn is None:
        return turns
    return (*turns[: e.turn], turns[e.turn] + 1, *turns[e.turn + 1 :])
