"""Cases: what can be true, what can happen, and what cases come to (MEANING, sections 1 and 2)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from checker.procedure.model import (
    OUT_OF_HOURS,
    Atom,
    AtomKind,
    Condition,
    FactKind,
    Limit,
    Outcome,
    Target,
    TargetKind,
    Trigger,
    Verb,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checker.procedure.model import Duty, Line, Move, Procedure, Stage

Atoms: TypeAlias = "frozenset[Atom]"
Turns: TypeAlias = frozenset[tuple[int, int]]
"""The turns used, by line."""
State: TypeAlias = tuple[str, Atoms, Atoms, Turns]
"""The stage, the fixed and the arisen atoms that are true, and the turns used."""


def true(condition: Condition, atoms: Atoms) -> bool:
    """Whether a condition holds where exactly these atoms are true."""
    each = [(literal.atom in atoms) is literal.positive for literal in condition.literals]
    return all(each) if condition.conjunction else any(each)


def subsets(atoms: Iterable[Atom]) -> list[Atoms]:
    """Every set of some of the atoms."""
    found: list[Atoms] = [frozenset()]
    for atom in atoms:
        found += [each | {atom} for each in found]
    return found


@dataclass(slots=True)
class World:
    """The values that a case can meet: each fixed choice, what can arise, and what can change."""

    fixed: list[Atoms]
    arising: list[Atom]
    changing: list[Atoms]


def world_of(procedure: Procedure, *, in_hours: bool) -> World:
    """Section 1 of MEANING, Atoms; an either-or fact that can arise can change."""
    fixed: list[list[Atoms]] = [[frozenset({o}) for o in r.options] for r in procedure.readings]
    changing: list[list[Atoms]] = [] if in_hours else [subsets([OUT_OF_HOURS])]
    arising: list[Atom] = []
    sides = [frozenset({Atom(a.name, AtomKind.AGENCY)}) for a in procedure.agencies]
    fixed.append([*sides, frozenset()])
    for fact in (each for each in procedure.facts if each.own != OUT_OF_HOURS):
        values = [frozenset({o}) for o in fact.options] or subsets([fact.own])
        if fact.kind is FactKind.FIXED:
            fixed.append(values)
        elif fact.kind is FactKind.ARISES and not fact.options:
            arising.append(fact.own)
        else:
            changing.append(values)
    return World(joined(fixed), arising, joined(changing))


def joined(choices: list[list[Atoms]]) -> list[Atoms]:
    """One of each, in every way."""
    return [frozenset().union(*each) for each in product(*choices)]


@dataclass(frozen=True, slots=True)
class Level:
    """What is complied with, under one reading of the holes."""

    lines: frozenset[int]
    standing: bool
    reading: Mapping[str, str]
    words: Mapping[str, Limit]


class Walk:
    """What can happen to a case, some lines being complied with, under one reading."""

    def __init__(
        self, procedure: Procedure, world: World, level: Level, free: Walk | None = None
    ) -> None:
        """`free`: the same with nothing complied with, under any reading."""
        self.procedure, self.world, self.level = procedure, world, level
        self.free = free or self
        self.missing = {d.name for d in procedure.documents if d.missing}
        chosen = {level.reading.get(f"reading {r.name}") for r in procedure.readings} - {None}
        options = {o for r in procedure.readings for o in r.options}
        self.fixed = [
            f for f in world.fixed if not chosen or {atom.name for atom in f & options} == chosen
        ]
        self.known: dict[object, list[Move]] = free.known if free else {}
        self.known_outcomes: dict[object, set[Outcome]] = {}
        self.known_places: dict[str, set[str]] = {}

    def good(self, hole: str) -> bool:
        """Whether that hole is read the good way."""
        return self.level.reading.get(hole) == "good"

    def complied(self, line: Line) -> bool:
        """Whether a line is in force; one that refers to a missing document is not, read badly."""
        return line.number in self.level.lines and all(
            self.good(f"document {name}") for name in line.documents if name in self.missing
        )

    def leads(self, move: Move) -> bool:
        """Whether a move is complied with, and leads somewhere; a mentioned outcome, read well."""
        lost = any(to.kind is TargetKind.MISSING for to in move.targets)
        good = self.good(f"move {move.line.number}")
        return good if move.hole else self.complied(move.line) and (good or not lost)

    def due(self, duty: Duty, stage: Stage, atoms: Atoms) -> bool:
        """Whether the duty's condition holds, and no `instead` duty of its verb replaces it."""
        return true(duty.condition, atoms) and (
            duty.instead
            or not any(
                d.instead and d.verb is duty.verb and true(d.condition, atoms) for d in stage.duties
            )
        )

    def outcomes(self, stage: Stage, atoms: Atoms) -> set[Outcome]:
        """How the stage can turn out at these values."""
        key = (stage.name, atoms)
        if key not in self.known_outcomes:
            self.known_outcomes[key] = self._outcomes(stage, atoms)
        return self.known_outcomes[key]

    def _outcomes(self, stage: Stage, atoms: Atoms) -> set[Outcome]:
        found: set[Outcome]
        if stage.deciding:
            found = {Outcome.DECIDED, Outcome.NOT_DECIDED}
        else:
            found = {Outcome.AGREED, Outcome.NOT_AGREED, Outcome.NO_ANSWER}
        checks = [d for d in stage.duties if d.verb is Verb.CHECK and d.holds_up]
        checks = [d for d in checks if self.due(d, stage, atoms)]
        if checks:
            found |= {Outcome.NOT_JUSTIFIED, Outcome.NO_FINDING}
            if any(Outcome.JUSTIFIED in move.outcomes for move in stage.moves):
                found.add(Outcome.JUSTIFIED)
        if any(self.complied(duty.line) for duty in checks):
            found.discard(Outcome.NO_FINDING)
        for duty in stage.duties:
            if duty.verb is Verb.DECIDE and not duty.also and self.due(duty, stage, atoms):
                found -= {Outcome.NOT_DECIDED} if self.complied(duty.line) else set()
        return found

    def matching(self, stage: Stage, outcome: Outcome, atoms: Atoms, turns: Turns) -> list[Move]:
        """The moves that match on an outcome."""
        key = (stage.name, outcome, atoms, turns)
        if key not in self.known:
            able = [m for m in stage.moves if left(m, turns) and true(m.condition, atoms)]
            ifs = [m for m in able if m.trigger is Trigger.OUTCOME and outcome in m.outcomes]
            found = ifs or [m for m in able if m.trigger is Trigger.OTHERWISE]
            self.known[key] = [m for m in found if m.instead] or found
        return self.known[key]

    def lanes(self, stage: Stage, atoms: Atoms, turns: Turns) -> list[Move]:
        """The lanes that are on."""
        key = (stage.name, atoms, turns)
        if key not in self.known:
            able = [
                m
                for m in stage.moves
                if m.trigger is Trigger.LANE and left(m, turns) and true(m.condition, atoms)
            ]
            exceptions = [named(m) for m in able if m.instead]
            self.known[key] = [
                m for m in able if m.instead or not any(named(m) <= e for e in exceptions)
            ]
        return self.known[key]

    def limited(self, stage: Stage, atoms: Atoms) -> list[int]:
        """The limits on the stage's end that are on, by their place among its limits."""
        replaced = any(x.instead and true(x.condition, atoms) for x in stage.limits) or any(
            m.instead and m.trigger is Trigger.LANE and true(m.condition, atoms)
            for m in stage.moves
        )
        return [
            n
            for n, limit in enumerate(stage.limits)
            if true(limit.condition, atoms) and (limit.instead or not replaced)
        ]

    def starts(self, fixed: Atoms) -> Iterator[tuple[Target, Atoms, Atoms]]:
        """Where a case can start, with the arisen and the changing atoms at that moment."""
        p = self.procedure
        for arisen, now in product(subsets(self.world.arising), self.world.changing):
            entries = [e.target for e in p.entries if true(e.condition, fixed | arisen | now)]
            usual = [p.start] if p.start is not None else []
            if not usual and not p.start_not_stated:
                usual = [stage_target(s) for s in p.stages if s.track is None][:1]
            elif p.start_not_stated:
                usual = [stage_target(s) for s in p.stages]
            for target in entries or usual:
                yield target, arisen, now

    def exits(self, state: State) -> Iterator[tuple[Move, Atoms]]:
        """Each move that can be taken from a state, with the values at which it can."""
        stage = self.procedure.stage(state[0])
        for now in self.world.changing:
            atoms = state[1] | state[2] | now
            for move in self.lanes(stage, atoms, state[3]):
                yield move, atoms
            for outcome in self.outcomes(stage, atoms):
                for move in self.matching(stage, outcome, atoms, state[3]):
                    yield move, atoms

    def places_without(self, name: str) -> set[str]:
        """What cases come to that have not been in that stage."""
        if name not in self.known_places:
            self.known_places[name] = self.reach(without=name)[1]
        return self.known_places[name]

    def _leading(self, stage: Stage) -> Iterator[Move]:
        """The moves on some outcome of the stage, and its lanes; an `otherwise` where some outcome
        has no move of its own that always matches it.
        """
        own = {Outcome.DECIDED, Outcome.NOT_DECIDED}
        if not stage.deciding:
            own = {Outcome.AGREED, Outcome.NOT_AGREED, Outcome.NO_ANSWER}
        if any(duty.verb is Verb.CHECK and duty.holds_up for duty in stage.duties):
            own |= {Outcome.NOT_JUSTIFIED, Outcome.NO_FINDING}
            own |= {o for m in stage.moves for o in m.outcomes if o is Outcome.JUSTIFIED}
        always = [m for m in stage.moves if m.at_most is None and not m.condition.literals]
        left = own.difference(*(m.outcomes for m in always))
        for move in stage.moves:
            some = left if move.trigger is Trigger.OTHERWISE else own & set(move.outcomes)
            if not move.hole and (some or move.trigger is Trigger.LANE):
                yield move

    @cached_property
    def ways(self) -> dict[str, set[str]]:
        """The stages to which exits lead from each stage that cases come to, whatever conditions
        they have, whatever turns are left and whatever replaces them.
        """
        found: dict[str, set[str]] = {}
        for name in {state[0] for state in self.reach()[0]}:
            stage = self.procedure.stage(name)
            if not stage.board:
                found[name] = {
                    to.name
                    for move in self._leading(stage)
                    for to in move.targets
                    if to.kind is TargetKind.STAGE and to.name is not None
                }
        return found

    def reach(self, *, without: str | None = None) -> tuple[set[State], set[str]]:
        """What cases come to: states in stages, and the names of places, endings among them.

        `without`: never entering that stage.
        """
        places: set[str] = set()
        states: set[State] = set()
        work = [
            (target, fixed, arisen, frozenset[tuple[int, int]]())
            for fixed in self.fixed
            for target, arisen, _ in self.starts(fixed)
        ]
        while work:
            target, fixed, arisen, turns = work.pop()
            if target.name is None or target.name == without:
                continue
            places.add(target.name)
            state = (target.name, fixed, arisen, turns)
            if target.kind is not TargetKind.STAGE or state in states:
                continue
            states.add(state)
            if not self.procedure.stage(target.name).board:
                for move, _ in self.exits(state):
                    work += [(to, fixed, arisen, used(move, turns)) for to in move.targets]
                more = set(self.world.arising) - arisen
                work += [(target, fixed, arisen | {atom}, turns) for atom in more]
        return states, places


def stage_target(stage: Stage) -> Target:
    """The stage as a target of a move."""
    return Target(TargetKind.STAGE, stage.name)


def left(move: Move, turns: Turns) -> bool:
    """Whether the move has turns left."""
    return move.at_most is None or dict(turns).get(move.line.number, 0) < move.at_most


def used(move: Move, turns: Turns) -> Turns:
    """The turns used once the move is taken."""
    if move.at_most is None:
        return turns
    before = dict(turns)
    number = move.line.number
    return frozenset({**before, number: before.get(number, 0) + 1}.items())


def named(move: Move) -> Atoms:
    """The atoms that a move's condition speaks of."""
    return frozenset(literal.atom for literal in move.condition.literals)
