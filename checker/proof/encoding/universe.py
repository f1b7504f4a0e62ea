"""The atoms of a procedure and how they may change: what every formula of the encoding is about."""

from __future__ import annotations

from enum import Enum
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from checker.procedure.holes import HoleKind
from checker.procedure.model import OUT_OF_HOURS, UNDERSTOOD_HARM, Atom, FactKind
from checker.procedure.remember import remembering
from checker.proof.encoding.diagrams import EMPTY, Diagrams, for_all
from checker.proof.formula import (
    FALSE,
    TRUE,
    Formula,
    GoodReading,
    Helper,
    LineInForce,
    StandingLine,
    Var,
    conj,
    disj,
    in_order,
    negate,
    substitute,
    variables,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.procedure.model import Condition, Line, Procedure

TURNS = "turns left"
"""What the variable of free turns is for."""


@cache
def in_force(line: int) -> Var:
    """The variable that says that line number `line` is complied with."""
    return Var(LineInForce(line))


@cache
def standing(stage: str) -> Var:
    """The variable that says that somebody calls time in `stage`."""
    return Var(StandingLine(stage))


@cache
def good(kind: HoleKind, name: str) -> Var:
    """The variable that says that a hole is read in the good way."""
    return read_well(f"{kind.value}:{name}")


@cache
def read_well(hole: str) -> Var:
    """The variable that says that the hole of that identity is read in the good way."""
    return Var(GoodReading(hole))


class Turns(Enum):
    """What is known of the turns that `at most` lines have left."""

    COUNTED = "all of them are counted"
    FEW = "used in the order of the text, but for a few: some of what cases do"
    FREE = "whenever a case comes to a stage, some or none, as may be: all that cases do, and more"


class Universe(Struct, frozen=True, dict=True, eq=False):
    """The atoms of a procedure, by how they change.

    `fixed`, `arising`, `changing` are groups: a group of one is free, of several exactly one holds.
    `never`: atoms that are false throughout (`out of hours`, for promises about opening hours);
    `always`: options that are true throughout, as no other of their fact can be.
    """

    procedure: Procedure
    fixed: tuple[tuple[Var, ...], ...]
    arising: tuple[tuple[Var, ...], ...]
    changing: tuple[tuple[Var, ...], ...]
    harm: tuple[Var, ...]
    never: frozenset[Atom]
    always: frozenset[Atom]
    missing_documents: frozenset[str]
    turns: Turns = Turns.COUNTED

    @cached_property
    def transitions(self) -> dict[tuple[str, frozenset[int]], Any]:
        """What `stage_transitions` remembers, by stage and `at most` lines used up."""
        return {}

    @cached_property
    def left(self) -> dict[int, Var]:
        """Where turns are free, for each line a variable that says that it has some left; it keeps
        its value while a case is in a stage, and is free when it comes there.
        """
        moves = (move for stage in self.procedure.stages for move in stage.moves)
        lines = [m.line.number for m in moves if m.at_most is not None]
        return {n: Var(Helper(TURNS, n)) for n in lines if self.turns is Turns.FREE}

    @cached_property
    def between(self) -> tuple[tuple[Var, ...], ...]:
        """What may be otherwise after each move: what can change, and free turns."""
        return (*self.changing, *((var,) for var in self.left.values()))

    @cached_property
    def _moving(self) -> frozenset[Var]:
        return frozenset(v for group in (*self.arising, *self.changing) for v in group)

    @remembering
    def formula(self, condition: Condition) -> Formula:
        """A condition of the text at moment 0."""
        parts = [
            literal if each.positive else negate(literal)
            for each in condition.literals
            for literal in (self._literal(each.atom),)
        ]
        return conj(parts) if condition.conjunction else disj(parts)

    def _literal(self, atom: Atom) -> Formula:
        if atom in self.never:
            return FALSE
        return TRUE if atom in self.always else Var(atom)

    def force(self, line: Line) -> Formula:
        """That a line is in force: complied with, and its documents are there."""
        missing = (doc for doc in line.documents if doc in self.missing_documents)
        return conj((in_force(line.number), *(good(HoleKind.MISSING_DOCUMENT, d) for d in missing)))

    def unbroken(self, formula: Formula, held: Var | None = None) -> Formula:
        """That `formula` holds at every value of what can change, `held` staying true."""
        return self._unbroken(formula, held)

    @remembering
    def _unbroken(self, formula: Formula, held: Var | None) -> Formula:
        if held is not None and any(held in group for group in self.changing):
            others = [group for group in self.changing if held not in group]
            siblings = {v for group in self.changing if held in group for v in group}
            formula = substitute(
                formula,
                lambda var: var if var not in siblings else conj(()) if var == held else FALSE,
            )
            return for_all(formula, others)
        return for_all(formula, self.changing)

    @remembering
    def at(self, formula: Formula, moment: int) -> Formula:
        """`formula` at a later moment: what can arise or change has a copy there."""
        moving = self._moving
        return substitute(formula, lambda var: Var(var.name, moment) if var in moving else var)

    def kept(self, formula: Formula) -> Formula:
        """That the atoms of `formula` that have arisen at moment 0 are still true at moment 1."""
        present = variables(formula)
        arisen = (var for (var,) in self.arising if var in present)
        return conj(disj((negate(var), Var(var.name, 1))) for var in arisen)

    @remembering
    def can_be(self, formula: Formula) -> bool:
        """Whether a formula holds at some values. UndecidedError where it is too large."""
        if formula in {TRUE, FALSE}:
            return formula == TRUE
        groups, kept = self.ties(variables(formula))
        tied = dict.fromkeys(var for group in groups for var in group)
        tied |= dict.fromkeys(var for pair in kept for var in pair)
        made = Diagrams((*in_order(variables(formula) - tied.keys()), *tied))
        found = made.both(made.of(formula), made.groups(groups))
        for earlier, later in kept:
            found = made.both(found, made.of(disj((negate(earlier), later))))
        return found != EMPTY

    def ties(self, present: frozenset[Var]) -> tuple[list[tuple[Var, ...]], list[tuple[Var, Var]]]:
        """What ties these variables: groups of several, at each moment; and pairs of which the
        second is true if the first is, as what arose stays.
        """
        moments = sorted({var.moment for var in present})
        groups = [
            copies
            for group in (*self.fixed, *self.changing)
            if len(group) > 1
            for moment in moments
            for copies in (tuple(Var(v.name, moment) for v in group),)
            if not present.isdisjoint(copies)
        ]
        kept = [
            (Var(var.name, earlier), Var(var.name, later))
            for (var,) in self.arising
            for earlier, later in pairwise(m for m in moments if Var(var.name, m) in present)
        ]
        return groups, kept

    @remembering
    def with_dynamics(self, formula: Formula) -> Formula:
        """`formula`, and what ties its variables."""
        groups, kept = self.ties(variables(formula))
        stays = (disj((negate(earlier), later)) for earlier, later in kept)
        return conj((formula, *map(exactly_one, groups), *stays))


def exactly_one(group: Iterable[Var]) -> Formula:
    """Exactly one of `group` is true."""
    members = tuple(group)
    pairs = (negate(conj((a, b))) for i, a in enumerate(members) for b in members[i + 1 :])
    return conj((disj(members), *pairs))


def universe_of(
    procedure: Procedure,
    *,
    in_hours: bool = False,
    understood_harm: bool = False,
    never: frozenset[Atom] = frozenset(),
    turns: Turns = Turns.COUNTED,
) -> Universe:
    """The atoms of `procedure`; those of `never` are false throughout; `in_hours`: so is `out of
    hours`. `understood_harm`: where the text marks no fact as harm, there is one.
    """
    never |= frozenset((OUT_OF_HOURS,)) if in_hours else frozenset[Atom]()
    groups: dict[FactKind, list[tuple[Var, ...]]] = {kind: [] for kind in FactKind}
    always = set[Atom]()
    for fact in procedure.facts:
        group = tuple(Var(atom) for atom in fact.atoms if atom not in never)
        single = len(fact.atoms) == 1
        kind = fact.kind if single or fact.kind is FactKind.FIXED else FactKind.CHANGES
        if len(group) == 1 and not single:
            always.add(next(atom for atom in fact.atoms if atom not in never))
        elif group:
            groups[kind].append(group)
    for reading in procedure.readings:
        groups[FactKind.FIXED].append(tuple(map(Var, reading.options)))
    harm = [Var(fact.own) for fact in procedure.facts if fact.harm and not fact.options]
    if not harm and understood_harm:
        harm = [Var(UNDERSTOOD_HARM)]
        groups[FactKind.ARISES].append((harm[0],))
    return Universe(
        procedure=procedure,
        fixed=tuple(groups[FactKind.FIXED]),
        arising=tuple(groups[FactKind.ARISES]),
        changing=tuple(groups[FactKind.CHANGES]),
        harm=tuple(harm),
        never=never,
        always=frozenset(always),
        missing_documents=frozenset(d.name for d in procedure.documents if d.missing),
        turns=turns,
    )
