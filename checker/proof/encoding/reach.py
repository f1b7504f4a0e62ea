"""Which states a case can come to: proposed on truth tables, decided by Z3.

The nodes are stages with the turns that their `at most` lines have used, and endings. A
breadth-first closure over the product with the facts that guards speak of gives, for each node, the
valuations at which a case can be there, and the number of moves that it takes at least. `Decider`
then has Z3 confirm that this set is inductive (for proofs) or that a path is possible (for
stories).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.procedure.graph import plain_starts
from checker.procedure.holes import HoleKind
from checker.proof.encoding.bit_table import BitTable
from checker.proof.encoding.transitions import stage_transitions
from checker.proof.encoding.universe import exactly_one, good
from checker.proof.formula import (
    FALSE,
    TRUE,
    Formula,
    Var,
    conj,
    disj,
    exists,
    in_order,
    negate,
    variables,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checker.procedure.model import Procedure
    from checker.proof.encoding.decider import Decider
    from checker.proof.encoding.transitions import StageTransitions, Transition
    from checker.proof.encoding.universe import Universe


class Node(Struct, frozen=True, order=True):
    """A stage or an ending, with the turns used so far: numbers of lines and how many."""

    place: str
    turns: tuple[tuple[int, int], ...] = ()

    def spent(self, procedure: Procedure) -> frozenset[int]:
        """The `at most` lines of this stage that have no turn left."""
        used = dict(self.turns)
        return frozenset(
            m.line.number
            for m in procedure.stage(self.place).moves
            if m.at_most is not None and used.get(m.line.number, 0) >= m.at_most
        )

    def after(self, transition: Transition, place: str) -> Node:
        """The node that `transition` leads to."""
        if transition.move.at_most is None:
            return Node(place, self.turns)
        number = transition.move.line.number
        return self.counting(number, place, dict(self.turns).get(number, 0) + 1)

    def counting(self, number: int, place: str, times: int) -> Node:
        """A node at `place` that has counted `times` under `number`."""
        return Node(place, tuple(sorted({**dict(self.turns), number: times}.items())))


class Step(Struct, frozen=True):
    """One move along a path: from `source`, with `values` at that moment, to `target`."""

    source: Node
    transition: Transition
    target: Node
    values: dict[Var, bool]


class Reach(Struct, dict=True):
    """The nodes that cases come to and the valuations at which they are there.

    `layers[n]` has, for each node, the valuations first met after n moves; `start` says when a case
    may start there, `first` at which valuations.
    """

    table: BitTable
    nodes: dict[Node, int]
    layers: list[dict[Node, int]]
    first: dict[Node, int]
    transitions: dict[Node, tuple[tuple[Transition, Node], ...]]
    stages: dict[Node, StageTransitions]
    start: dict[Node, Formula]
    guards: dict[Formula, int]
    universe: Universe
    onward: Onward | None = None

    @cached_property
    def _places(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for node in self.nodes:
            found.setdefault(node.place, []).append(node)
        return found

    @cached_property
    def depths(self) -> dict[Node, list[int]]:
        """For each node, after how many moves it is first met at some valuation, in order."""
        found: dict[Node, list[int]] = {}
        for index, layer in enumerate(self.layers):
            for node in layer:
                found.setdefault(node, []).append(index)
        return found

    @cached_property
    def _ranks(self) -> list[dict[Node, int]]:
        """For each layer, where in it its nodes stand."""
        return [{node: rank for rank, node in enumerate(layer)} for layer in self.layers]

    @cached_property
    def _sources(self) -> dict[Node, list[Node]]:
        """For each node, those from which a transition leads there, each once."""
        found: dict[Node, dict[Node, None]] = {}
        for source, transitions in self.transitions.items():
            for _, target in transitions:
                found.setdefault(target, {})[source] = None
        return {target: list(sources) for target, sources in found.items()}

    def at(self, place: str) -> Iterator[Node]:
        """The nodes of one place."""
        return iter(self._places.get(place, ()))

    def formula(self, node: Node) -> Formula:
        """That a case can be at `node`."""
        return self.table.formula(self.nodes[node])

    def here(self, node: Node) -> Formula:
        """The same, a missing stage being read in the bad way: read well it keeps every promise."""
        out = self.stages.get(node)
        missing = out is not None and out.stage.missing
        bad = negate(good(HoleKind.MISSING_STAGE, node.place)) if missing else TRUE
        return conj((self.formula(node), bad))

    def path(self, node: Node, values: dict[Var, bool]) -> tuple[list[Step], dict[Var, bool]]:
        """A shortest path to `node` at `values`, and the values with which it starts."""
        bits = self.table.single(values)
        index = next(i for i in self.depths[node] if self.layers[i][node] & bits)
        steps: list[Step] = []
        while index:
            index -= 1
            source, transition, before = self._back(index, node, bits)
            steps.append(Step(source, transition, node, self.table.valuation(before)))
            node, bits = source, before & -before
            bits = self.table.earlier(bits) & self.layers[index][node]
            bits &= -bits
        return steps[::-1], self.table.valuation(self.table.earlier(bits) & self.first[node])

    def _back(self, index: int, node: Node, bits: int) -> tuple[Node, Transition, int]:
        """The first step that leads from a layer to `node`, in the order of the layer."""
        layer, ranks = self.layers[index], self._ranks[index]
        earlier = self.table.earlier(bits)
        for _, source in sorted((ranks[s], s) for s in self._sources[node] if s in layer):
            open_now = self.table.later(layer[source]) & earlier
            for transition, target in self.transitions[source] if open_now else ():
                before = open_now & self.guards[transition.guard] if target == node else 0
                if before:
                    return source, transition, before
        message = "a layer without predecessors"
        raise AssertionError(message)


class Count(Struct, frozen=True):
    """A count of the visits to a place, up to `most`, kept in the turns of nodes as line 0."""

    place: str
    most: int

    def of(self, node: Node) -> int:
        """How often a case has been there, at least, when it is at `node`."""
        return dict(node.turns).get(VISITS, 0)

    def entered(self, before: Node, node: Node) -> Node:
        """`node`, with the visits counted of a case that comes there from `before`."""
        if node.place != self.place:
            return node
        return node.counting(VISITS, node.place, min(self.most, self.of(before) + 1))


class Onward(Struct, frozen=True):
    """The points from which cases are looked at, to which `before` leads them.

    `entries`: for each node from which they are looked at, the nodes that they come from and the
    transitions by which they come; None for those that are there already, where `asked` holds.
    """

    before: Reach
    entries: dict[Node, tuple[tuple[Node, Transition | None], ...]]
    asked: Formula = TRUE

    def start(self) -> dict[Node, Formula]:
        """When cases are looked at from each node."""
        return {
            node: disj(
                conj((self.before.formula(source), self.asked if by is None else by.guard))
                for source, by in found
            )
            for node, found in self.entries.items()
        }


VISITS = 0
"""The number under which visits are counted: no line has it."""


def reach_of(
    universe: Universe,
    absorbing: frozenset[str],
    count: Count | None = None,
    onward: Onward | None = None,
) -> Reach:
    """What cases come to; they stay in `absorbing` places and in endings."""
    if onward is not None:
        start = onward.start()
    else:
        start = {Node(place): guard for place, guard in starts(universe).items()}
    if count is not None:
        start = {count.entered(node, node): guard for node, guard in start.items()}
    transitions, stages = _unfold(universe, absorbing, count, start)
    guards = [transition.guard for found in transitions.values() for transition, _ in found]
    table, consistent = _table(universe, (*guards, *start.values()))
    possible = {g: table.bits(exists(g, universe.changing)) for g in dict.fromkeys(guards)}
    first = {node: table.bits(exists(on, universe.changing)) for node, on in start.items()}
    layers = _layers(table, consistent, possible, transitions, first)
    reached: dict[Node, int] = {}
    for layer in layers:
        for node, bits in layer.items():
            reached[node] = reached.get(node, 0) | bits
    return Reach(
        table, reached, layers, first, transitions, stages, start, possible, universe, onward
    )


def confirm(reach: Reach, decider: Decider) -> None:
    """Have Z3 decide that the closure is one: no start and no transition leads outside it.

    AssertionError, a bug, where one does. Arrivals that are alike are decided once.
    """
    for node, guard in reach.start.items():
        _inside(reach, node, guard, decider)
    seen: set[tuple[int, Formula, int]] = set()
    for source, bits in reach.nodes.items():
        for transition, target in reach.transitions.get(source, ()):
            alike = (bits, transition.guard, reach.nodes.get(target, 0))
            if alike not in seen:
                seen.add(alike)
                arrival = conj((reach.formula(source), transition.guard))
                _inside(reach, target, arrival, decider)


def _inside(reach: Reach, node: Node, arrival: Formula, decider: Decider) -> None:
    """Have Z3 decide that cases arrive at `node` inside the closure, however facts arise then."""
    outside = negate(reach.table.formula(reach.nodes.get(node, 0)))
    escape = conj((arrival, reach.universe.at(outside, 1), reach.universe.kept(outside)))
    if escape != FALSE and decider.possible(escape):
        message = f"a case comes to {node} outside the closure"
        raise AssertionError(message)


def _table(universe: Universe, formulas: Iterable[Formula]) -> tuple[BitTable, int]:
    """A table of the formulas' variables that cannot change; and its consistent valuations."""
    moving = {var for group in universe.changing for var in group}
    names: dict[Var, None] = {}
    for formula in formulas:
        for var in in_order(variables(formula)):
            if var not in moving:
                names[var] = None
    present = [g for g in universe.fixed if any(var in names for var in g)]
    for group in present:
        names.update(dict.fromkeys(group))
    table = BitTable(names, (var for group in universe.arising for var in group))
    return table, table.bits(conj(exactly_one(g) for g in present if len(g) > 1))


def _layers(
    table: BitTable,
    consistent: int,
    guards: Mapping[Formula, int],
    transitions: Mapping[Node, tuple[tuple[Transition, Node], ...]],
    first: Mapping[Node, int],
) -> list[dict[Node, int]]:
    """For each number of moves, the valuations at which a case first comes to a node."""
    begun = {node: table.later(bits & consistent) for node, bits in first.items()}
    layers = [{node: bits for node, bits in begun.items() if bits}]
    reached = dict(layers[0])
    while layers[-1]:
        fresh: dict[Node, int] = {}
        for node, first_met in layers[-1].items():
            bits = table.later(first_met)
            for transition, target in transitions.get(node, ()):
                new = table.later(bits & guards[transition.guard]) & ~reached.get(target, 0)
                if new:
                    fresh[target] = fresh.get(target, 0) | new
        for node, bits in fresh.items():
            reached[node] = reached.get(node, 0) | bits
        layers.append(fresh)
    return layers


def _unfold(
    universe: Universe, absorbing: frozenset[str], count: Count | None, start: Iterable[Node]
) -> tuple[dict[Node, tuple[tuple[Transition, Node], ...]], dict[Node, StageTransitions]]:
    """The transitions of every node that some sequence of them leads to, whatever the guards."""
    procedure = universe.procedure
    seen: set[Node] = set()
    transitions: dict[Node, tuple[tuple[Transition, Node], ...]] = {}
    stages: dict[Node, StageTransitions] = {}
    ahead = list(start)
    while ahead:
        node = ahead.pop()
        if node in seen:
            continue
        seen.add(node)
        stage = procedure.stages_by_name.get(node.place)
        if stage is None:
            continue
        stages[node] = stage_transitions(universe, stage, node.spent(procedure))
        if node.place in absorbing:
            continue
        found = tuple(
            (transition, node.after(transition, transition.target.name))
            for transition in stages[node].all()
            if transition.target.name is not None
        )
        if count is not None:
            found = tuple((transition, count.entered(node, target)) for transition, target in found)
        transitions[node] = found
        ahead.extend(target for _, target in found)
    return transitions, stages


def starts(universe: Universe) -> dict[str, Formula]:
    """Where a case may start, and when."""
    procedure = universe.procedure
    conditional = [(e.target.name, universe.formula(e.condition)) for e in procedure.entries]
    otherwise = conj(negate(condition) for _, condition in conditional)
    found: dict[str, list[Formula]] = {}
    for place, condition in conditional:
        found.setdefault(place or "", []).append(condition)
    for place in plain_starts(procedure):
        found.setdefault(place, []).append(otherwise)
    return {place: disj(parts) for place, parts in found.items() if place}
