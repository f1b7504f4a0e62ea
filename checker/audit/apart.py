"""Stages apart: what is kept wherever a case comes to a stage from, whatever is true of it.

Of a text with too many facts to look at each of their values, each part is looked at in a text cut
down to the stages that it is about. Cases are taken to be there at all values, with all turns left
or used up: that is more than can be, so what is kept so is kept, and of the rest nothing is known.
"""

from __future__ import annotations

from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from checker.answers.verdict import LADDER, PartKey, Promise, Row, Verdict
from checker.audit.explorer import OF_A_SET, Question, Space, levels
from checker.audit.explorer.reach import Explorer, State
from checker.procedure.model import (
    OUT_OF_HOURS,
    Duty,
    Extension,
    Move,
    Quorum,
    Stage,
    StageLimit,
    TargetKind,
    TotalLimit,
    Waits,
    Who,
)
from checker.semantics.cycles import closure, strongly_connected
from checker.semantics.places import Compiled
from checker.semantics.values import subsets, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.answers.verdict import InForce
    from checker.audit.explorer.space import Goal
    from checker.procedure.model import Atom, Condition, Procedure
    from checker.semantics.places import Exit

L = TypeVar("L", Who, Duty, StageLimit, Move, Extension, Quorum, Waits, TotalLimit)

_ROUND = {
    Promise.EVERY_PATH_ENDS: Row.LOOP,
    Promise.BOUNDED_END: Row.LOOP,
    Promise.NO_LOOP: Row.LOOP,
    Promise.REQUIRE: Row.LOOP,
    Promise.REQUIRE_IN_TIME: Row.LOOP,
    Promise.SAME_DAY_ESCALATION: Row.HANDED_ROUND,
}
"""The promises with a part for each set of stages in which a case may go round."""
_ENDING = frozenset(
    {Promise.EVERY_PATH_ENDS, Promise.BOUNDED_END, Promise.REQUIRE, Promise.REQUIRE_IN_TIME}
)
"""Those with a part for each ending that is not accepted."""


class Apart:
    """One promise of one procedure. Whatever it asks can raise `TooLarge`."""

    def __init__(self, procedure: Procedure, promise: Promise, goal: Goal | None = None) -> None:
        """Find the ways between the stages, whatever the conditions. `goal`: where the promise
        wants cases to come, where it does not say that itself.
        """
        self.procedure, self.promise = procedure, promise
        self.levels = dict(zip(LADDER, levels(procedure, promise), strict=True))
        atoms = dict.fromkeys(_atoms(procedure, procedure.stages))
        self.whole = Compiled(procedure, values(procedure, atoms))
        self.goal = Space.goal_of(procedure, promise) if goal is None else goal
        self._questions: dict[frozenset[int], Near] = {}
        self._past: dict[str, frozenset[str]] = {}

    # --- the ways ---

    def _exits(self, stage: int) -> Iterator[Exit]:
        """The exits of a stage, whatever their conditions; of one that ends a case, none."""
        if self.procedure.stages[stage].name not in self.goal.stages:
            yield from self.whole.places[stage].exits()

    def onward(self, stage: int) -> set[int]:
        """The stages that it leads to, whatever the conditions."""
        return {to for e in self._exits(stage) for to in self.whole.led_to(e)}

    @cached_property
    def starts(self) -> frozenset[int]:
        """The stages in which cases may start."""
        entries = [entry.target for entry in self.procedure.entries]
        names = [target.name for target in (*self.whole.usual_starts, *entries)]
        return frozenset(self.whole.index[name] for name in names if name in self.whole.index)

    @cached_property
    def reached(self) -> list[int]:
        """The stages that cases may come to."""
        after = (closure(self.onward, start) for start in self.starts)
        return sorted(self.starts.union(*after))

    def past(self, stage: str) -> frozenset[str]:
        """The stages that cases may come to without having been in that one."""
        if stage not in self._past:
            barred = self.whole.index[stage]
            found = self.starts - {barred}
            ahead = [*found]
            while ahead:
                new = self.onward(ahead.pop()) - found - {barred}
                found |= new
                ahead += new
            self._past[stage] = frozenset(self.procedure.stages[i].name for i in found)
        return self._past[stage]

    @cached_property
    def _sets(self) -> dict[str, list[int]]:
        """The sets of stages in which a case may go round, by the names of their first stages."""
        if self.promise not in _ROUND:
            return {}
        goal = {i for i in self.reached if self.procedure.stages[i].name in self.goal.stages}
        among = set(self.reached) - goal
        found = strongly_connected({i: self.onward(i) & among for i in among})
        return {self.procedure.stages[each[0]].name: each for each in found}

    # --- the parts ---

    @cached_property
    def parts(self) -> tuple[PartKey, ...]:
        """The parts that there may be; each that there is, is among them, or is that of a set which
        is a part of one of these.
        """
        named = self.promise is Promise.NAMED_ROLE
        stages = range(len(self.procedure.stages)) if named else self.reached
        found = [key for i in stages for key in self._near(frozenset((i,))).alone]
        if self.promise in _ENDING:
            ended = {t.name for i in self.reached for e in self._exits(i) for t in e.move.targets}
            ended |= {target.name for target in self.whole.usual_starts}
            ended |= {entry.target.name for entry in self.procedure.entries}
            refused = (e.name for e in self.procedure.endings if e.name not in self.goal.endings)
            found += [PartKey(name, Row.ENDING.value) for name in refused if name in ended]
        return (*found, *(PartKey(name, _ROUND[self.promise].value) for name in self._sets))

    def of(self, key: PartKey) -> PartKey | None:
        """The part that a part of the promise is, or is within; None where there is none."""
        if key.row not in OF_A_SET:
            return key if key in self.parts else None
        index = self.whole.index.get(key.place)
        mates = (name for name, stages in self._sets.items() if index in stages)
        return next((PartKey(name, key.row) for name in mates), None)

    def holds(self, key: PartKey, in_force: InForce) -> bool:
        """Whether one of `parts` holds with these lines in force, under every reading."""
        if key.row == Row.ENDING.value:
            return False  # it is broken if a case comes there
        if key.row not in OF_A_SET:
            near = self._near(frozenset((self.whole.index[key.place],)))
            return near.holds(key, in_force)
        return all(
            near.holds(each, in_force) for near in self._rounds(key.place) for each in near.together
        )

    def level(self) -> Verdict | None:
        """The first level at which every part holds; None where that is not known of any."""
        for verdict, in_force in self.levels.items():
            if all(self.holds(key, in_force) for key in self.parts):
                return verdict
        return None

    def _rounds(self, first: str) -> Iterator[Near]:
        """The stages of a set in which a case may go round without using a turn."""
        among = set(self._sets[first])
        onward: dict[int, set[int]] = {}
        for i in among:
            free = (e for e in self._exits(i) if e.turn is None)
            onward[i] = among & {to for e in free for to in self.whole.led_to(e)}
        return (self._near(frozenset(stages)) for stages in strongly_connected(onward))

    def _near(self, stages: frozenset[int]) -> Near:
        if stages not in self._questions:
            self._questions[stages] = self.asked_of(stages)
        return self._questions[stages]

    def asked_of(self, stages: frozenset[int]) -> Near:
        """What the promise asks of the text cut down to some stages."""
        return Near(self, Space(cut(self.procedure, stages), self.promise), stages)


class Near(Question):
    """The promise of a text cut down to some stages, `near` among what stands in it."""

    def __init__(self, apart: Apart, space: Space, stages: frozenset[int]) -> None:
        """`space`: of the text that is cut down to these stages of the whole."""
        self._apart = apart
        names = {apart.procedure.stages[i].name for i in stages}
        self.near = frozenset(i for name, i in space.index.items() if name in names)
        super().__init__(space)

    def walk(self, chosen: int, complied: frozenset[int], without: int | None = None) -> Explorer:
        """What cases may come to there."""
        key = (chosen, complied, without)
        if key not in self._walks:
            self._walks[key] = Anywhere(self.space, self.near, *key)
        return self._walks[key]

    def _avoiding(self, stage: str) -> frozenset[int]:
        names = self._apart.past(stage)
        return frozenset(i for name, i in self.space.index.items() if name in names)

    @cached_property
    def alone(self) -> list[PartKey]:
        """The parts about one stage."""
        names = {self.procedure.stages[i].name for i in self.near}
        return [k for k in self.parts if k.place in names and k.row not in OF_A_SET]

    @cached_property
    def together(self) -> list[PartKey]:
        """The parts about sets of them."""
        return [key for key in self.parts if key.row in OF_A_SET]


class Anywhere(Explorer):
    """Cases in the stages that are looked at, at all values, with turns left or used up."""

    def __init__(
        self,
        space: Space,
        near: frozenset[int],
        chosen: int,
        complied: frozenset[int],
        without: int | None = None,
    ) -> None:
        """`near`: the stages that are looked at."""
        self._near = near
        super().__init__(space, chosen, complied, without)

    def first(self) -> Iterator[State]:
        """Each state there is."""
        space = self.space
        for state in anywhere(space, self._near, self._chosen):
            if self._absorbs(space.procedure.stages[state.stage].name):
                self._board.add(state)
            else:
                yield state

    def _next(self, state: State) -> Iterator[State]:
        """Nothing that is not looked at already."""
        del state
        return iter(())


def anywhere(space: Space, near: frozenset[int], chosen: int) -> Iterator[State]:
    """Each state in these stages: all values with these options, with turns left or used up."""
    arisen = subsets(space.values.arising)
    bases = [fixed | each | chosen for fixed in space.values.fixed for each in arisen]
    used = list(product(*((0, most) for most in space.most)))
    for stage, base, turns in product(sorted(near), bases, used):
        yield State(stage, base, turns, space.left(turns))


def cut(procedure: Procedure, near: frozenset[int]) -> Procedure:
    """The text with some of its stages, and of those that they lead to who leads them."""
    inside = [procedure.stages[i] for i in near]
    names = {stage.name for stage in inside}
    targets = (target for stage in inside for move in stage.moves for target in move.targets)
    led = {target.name for target in targets if target.kind is TargetKind.STAGE} - names
    stages = tuple(
        stage if stage.name in names else _stub(stage)
        for stage in procedure.stages
        if stage.name in names or stage.name in led
    )
    totals = tuple(t for t in procedure.totals if t.whole_procedure or names & {*t.stages})
    small = replace(procedure, stages=stages, totals=totals, entries=(), start=None)
    small = _merged(small)
    spoken = set(_atoms(small, small.stages))
    readings = tuple(r for r in procedure.readings if not spoken.isdisjoint(r.options))
    return replace(small, readings=readings)


def _merged(procedure: Procedure) -> Procedure:
    """The same text, of facts that stand in the same conditions the first alone kept.

    Of facts that change in the same way, and that are only asked whether all of them hold, or only
    whether one does, that answer is itself such a fact, and the only one that matters.
    """
    conditions = dict.fromkeys(_conditions(procedure, procedure.stages))
    standing: dict[Atom, list[tuple[int, bool]]] = {}
    asked: dict[Atom, set[bool]] = {}
    for number, condition in enumerate(conditions):
        for literal in condition.literals:
            standing.setdefault(literal.atom, []).append((number, literal.positive))
            asked.setdefault(literal.atom, set()).add(literal.positive is condition.conjunction)
    found = values(procedure, standing)
    atoms = {bit: atom for atom, bit in found.bits.items()}
    marked = {atom for fact in procedure.facts if fact.harm for atom in fact.atoms}
    first: dict[tuple[object, ...], Atom] = {}
    dropped: set[Atom] = set()
    for group in found.groups:
        atom = atoms.get(group.atoms)  # one atom, and not several that exclude one another
        if atom is None or atom in marked or atom == OUT_OF_HOURS or len(asked[atom]) > 1:
            continue
        if first.setdefault((group.kind, *standing[atom]), atom) != atom:
            dropped.add(atom)
    return _without(procedure, dropped) if dropped else procedure


def _without(procedure: Procedure, dropped: set[Atom]) -> Procedure:
    """The same text, in which no condition speaks of these."""

    def said(lines: tuple[L, ...]) -> tuple[L, ...]:
        return tuple(replace(line, condition=kept(line.condition)) for line in lines)

    def kept(condition: Condition) -> Condition:
        literals = tuple(each for each in condition.literals if each.atom not in dropped)
        return replace(condition, literals=literals)

    stages = tuple(
        replace(
            stage,
            who=said(stage.who),
            duties=said(stage.duties),
            limits=said(stage.limits),
            moves=said(stage.moves),
            extensions=said(stage.extensions),
            quorums=said(stage.quorums),
            waits=said(stage.waits),
        )
        for stage in procedure.stages
    )
    return replace(procedure, stages=stages, totals=said(procedure.totals))


def _stub(stage: Stage) -> Stage:
    """A stage of which it is said alone what it is, and who leads it."""
    return Stage(
        stage.name, stage.title, stage.line, stage.track, stage.missing, stage.board, stage.who
    )


def _conditions(procedure: Procedure, stages: Iterable[Stage]) -> Iterator[Condition]:
    for stage in stages:
        yield from stage.conditions
    yield from (total.condition for total in procedure.totals)
    yield from (entry.condition for entry in procedure.entries)


def _atoms(procedure: Procedure, stages: Iterable[Stage]) -> Iterator[Atom]:
    """What the conditions speak of."""
    return (each.atom for c in _conditions(procedure, stages) for each in c.literals)
