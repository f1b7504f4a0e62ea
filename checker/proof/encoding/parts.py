"""A promise as parts, each the ways in which it can be broken, as formulas.

Polarity: a part is kept, with some lines in force and under some reading, if and only if every one
of its violations is unsatisfiable there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from checker.procedure.graph import strongly_connected
from checker.proof.encoding.transitions import stage_transitions
from checker.proof.formula import (
    FALSE,
    Formula,
    Helper,
    Var,
    conj,
    disj,
    negate,
    substitute,
    variables,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from datetime import datetime

    from checker.answers.story import EventKind
    from checker.answers.verdict import PartKey
    from checker.procedure.model import Outcome
    from checker.proof.encoding.reach import Node, Reach
    from checker.proof.encoding.runs import Delay, Late
    from checker.proof.encoding.transitions import Transition
    from checker.proof.encoding.universe import Universe

LOOP_MOMENTS = 16
"""The first of the moments at which the steps of a loop have their own changing facts."""


class LoopEdge(Struct, frozen=True):
    """One step that a loop may take; `chosen` says that it does, at `moment`."""

    source: Node
    target: Node
    transition: Transition
    chosen: Var
    moment: int


class Violation(Struct, frozen=True):
    """One way to break a part: a case at `node` for which `formula` can be met.

    Moment 0 is that of `outcome` (or of the lane, or of waiting), moment 1 a later one. `kind` is
    how the story of it ends; `transition` is the one that it ends with, `rival` the one that binds
    as well, `loop` the steps it may go round by, `line` the number of the line that it is about,
    `start` the moment at which it has to begin, `late` the run by which it comes too late.
    `before`: the node is one that a case comes to before it is looked at (`Onward`).
    """

    node: Node | None
    formula: Formula
    kind: EventKind
    outcome: Outcome | None = None
    transition: Transition | None = None
    rival: Transition | None = None
    harm: Var | None = None
    loop: tuple[LoopEdge, ...] = ()
    line: int | None = None
    start: datetime | None = None
    late: Late | Delay | None = None
    before: bool = False


class Given(Protocol):
    """What is assumed in questions: whether each line is in force, and how holes are read."""

    def __call__(self, formula: Formula) -> list[Formula]:
        """The same, of what a formula speaks of."""

    def about(self, lines: frozenset[Var]) -> Hashable:
        """What tells it from others in questions about formulas that speak of no other lines."""


class Search(Protocol):
    """Violations that are too many to write down, found one by one as they are asked for."""

    @property
    def found(self) -> list[Violation]:
        """Those that were found so far."""

    @property
    def speaks_of(self) -> frozenset[Var]:
        """The variables that any of them can have."""

    def further(self, given: Given) -> Violation | None:
        """One more, which can be met; None where none can."""


class PartFormula(Struct, frozen=True):
    """A part and everything that would break it.

    `either`: the holes of which neither reading is the better one for the part. `search`: what
    finds further violations.
    """

    key: PartKey
    violations: tuple[Violation, ...]
    either: frozenset[Var] = frozenset()
    search: Search | None = None

    @property
    def known(self) -> tuple[Violation, ...]:
        """The violations, with those that were found so far."""
        return (*self.violations, *(self.search.found if self.search is not None else ()))

    @property
    def speaks_of(self) -> frozenset[Var]:
        """The variables that stand in any of them."""
        found = [variables(violation.formula) for violation in self.violations]
        return frozenset().union(*found, self.search.speaks_of if self.search else ())


def loops(reach: Reach) -> list[tuple[str, frozenset[str]]]:
    """The strongly connected sets of the stages that cases come to, by their exits whatever
    conditions they have, whatever turns are left and whatever replaces them; each with its first
    stage in the order of the text.
    """
    procedure = reach.universe.procedure
    ways: set[tuple[str, str]] = set()
    for place in dict.fromkeys(node.place for node in reach.transitions if node in reach.nodes):
        out = stage_transitions(reach.universe, procedure.stage(place), frozenset())
        ways |= {(place, t.name or "") for move in out.exits() for t in move.targets}
    order = [stage.name for stage in procedure.stages]
    sets = strongly_connected(ways, order)
    return [(min(places, key=order.index), places) for places in sets]


def loop_violation(  # noqa: PLR0913, PLR0917, one question of this many parts
    reach: Reach,
    places: frozenset[str],
    kind: EventKind,
    step: Callable[[Node, Transition, Node], Formula],
    stage: Callable[[Node], Formula],
    harm: Var | None = None,
) -> Violation | None:
    """The violation that some case goes round in `places` for ever; None where no step leads on.

    A set of nodes, each of which has a step into the set at the same values of what is fixed and
    has arisen, holds an infinite walk, and every infinite walk comes to such a set: facts arise and
    turns are used only finitely often. `step` is what a step needs beside its guard, `stage` what a
    node.
    """
    nodes = [node for node in reach.nodes if node.place in places]
    inside = {node: Var(Helper("node", number)) for number, node in enumerate(nodes)}
    edges: list[LoopEdge] = []
    need: list[Formula] = []
    for node in nodes:
        ways: list[Formula] = []
        for transition, target in reach.transitions.get(node, ()):
            if target not in inside or transition.move.at_most is not None:
                continue
            guard = conj((transition.guard, step(node, transition, target)))
            if guard == FALSE:
                continue
            moment = LOOP_MOMENTS + len(edges)
            chosen = Var(Helper("step", len(edges)))
            edges.append(LoopEdge(node, target, transition, chosen, moment))
            need.append(
                disj(
                    (
                        negate(chosen),
                        conj((_own(reach.universe, guard, moment, harm), inside[target])),
                    )
                )
            )
            ways.append(chosen)
        here = conj((reach.formula(node), stage(node), disj(ways)))
        need.append(disj((negate(inside[node]), here)))
    if not edges:
        return None
    formula = conj((disj(inside.values()), *need))
    return Violation(None, formula, kind, harm=harm, loop=tuple(edges))


def _own(universe: Universe, guard: Formula, moment: int, harm: Var | None) -> Formula:
    """`guard` with changing facts of its own moment, harm apart, which lasts."""
    changing = {v for group in universe.changing for v in group} - {harm}
    return substitute(guard, lambda var: Var(var.name, moment) if var in changing else var)
