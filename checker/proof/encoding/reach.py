"""Which states a case can come to: proposed on decision diagrams, decided by Z3.

The nodes are stages with the turns that their `at most` lines have used, and endings. A
breadth-first closure over the product with the facts that guards speak of gives, for each node, the
valuations at which a case can be there, and the number of moves that it takes at least. `Decider`
then has Z3 confirm that this set is inductive (for proofs) or that a path is possible (for
stories).
"""

from __future__ import annotations

from functools import cached_property, reduce
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from checker.procedure.graph import plain_starts
from checker.procedure.holes import HoleKind
from checker.proof.encoding.diagrams import EMPTY, Diagrams, exists
from checker.proof.encoding.relevance import backward, forgotten_at
from checker.proof.encoding.transitions import stage_transitions
from checker.proof.encoding.undecided import TooManyTurnsError
from checker.proof.encoding.universe import Turns, good
from checker.proof.formula import (
    FALSE,
    TRUE,
    Formula,
    Var,
    conj,
    disj,
    in_order,
    negate,
    variables,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.procedure.model import Procedure
    from checker.proof.encoding.decider import Decider
    from checker.proof.encoding.transitions import StageTransitions, Transition
    from checker.proof.encoding.universe import Universe


MOST_COUNTED = 10_000
"""So many nodes with turns used are told apart, at most; else turns are `FREE`, and `FEW`."""


MOST_FEW = 10_000
"""So many, where few turns are used."""
FEW = 3
"""So many turns are used out of order where turns are used in too many ways to count them all."""


class Node(Struct, frozen=True, order=True):
    """A stage or an ending, with the turns used so far: numbers of lines and how many."""

    place: str
    turns: tuple[tuple[int, int], ...] = ()

    def in_order(self, transition: Transition) -> bool:
        """Whether it has no turns, or none of its line's, or a later line's, has been used."""
        number = transition.move.line.number
        return transition.move.at_most is None or all(used < number for used, _ in self.turns)

    def has_few(self, transition: Transition) -> bool:
        """Whether few turns were used out of order, should the transition be taken."""
        return self.in_order(transition) or dict(self.turns).get(OUT_OF_ORDER, 0) < FEW

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

    `nodes` has, for each, the valuations of what still matters there; `start` when a case may start
    there, and `begun` at which valuations; `forgotten` the variables of which nothing that follows
    speaks.
    """

    table: Diagrams
    nodes: dict[Node, int]
    begun: dict[Node, int]
    transitions: dict[Node, tuple[tuple[Transition, Node], ...]]
    stages: dict[Node, StageTransitions]
    start: dict[Node, Formula]
    guards: dict[Formula, int]
    universe: Universe
    forgotten: dict[Node, frozenset[Var]]
    onward: Onward | None = None

    @cached_property
    def _places(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for node in self.nodes:
            found.setdefault(node.place, []).append(node)
        return found

    @cached_property
    def layers(self) -> list[dict[Node, int]]:
        """For each number of moves, the valuations at which a case first comes to a node."""
        table = self.table
        layers = [self.first()]
        seen = dict(layers[0])
        while layers[-1]:
            fresh: dict[Node, int] = {}
            for node, first_met in layers[-1].items():
                for target, come in self.followed(node, first_met):
                    new = table.without(come, seen.get(target, EMPTY))
                    if new:
                        fresh[target] = table.either(fresh.get(target, EMPTY), new)
            for node, bits in fresh.items():
                seen[node] = table.either(seen.get(node, EMPTY), bits)
            layers.append(fresh)
        return layers

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

    def first(self) -> dict[Node, int]:
        """The nodes at which a case may start, and at which valuations it can be there so."""
        return {
            node: self.table.later(self.table.some(bits, self.forgotten[node]))
            for node, bits in self.begun.items()
            if bits
        }

    def somehow(self, place: str, kept: Iterable[Var]) -> Formula:
        """That a case can be at a place, as far as the variables `kept` go."""
        others = frozenset(self.table.variables) - frozenset(kept)
        come = (self.table.some(self.nodes[node], others) for node in self.at(place))
        return self.table.formula(reduce(self.table.either, come, EMPTY))

    def followed(self, node: Node, bits: int) -> Iterator[tuple[Node, int]]:
        """Where cases come from a node by each transition, and at which valuations."""
        table, bits = self.table, self.table.later(bits)
        for transition, target in self.transitions.get(node, ()):
            taken = table.both(bits, self.guards[transition.guard])
            if taken:
                yield target, table.later(table.some(taken, self.forgotten[target]))

    def path(
        self, node: Node, values: dict[Var, bool]
    ) -> tuple[list[Step], dict[Var, bool], dict[Var, bool]]:
        """A shortest path to `node` at `values`; the values with which it starts, and those with
        which it ends, where what is forgotten is as it was last.
        """
        table, last, bits = self.table, node, self._whole(node, values)
        index = next(i for i in self.depths[node] if table.both(self.layers[i][node], bits))
        steps: list[Step] = []
        while index:
            index -= 1
            source, transition, before = self._back(index, node, bits)
            taken = table.valuation(before)
            steps.append(Step(source, transition, node, taken))
            node = source
            come = table.earlier(self._whole(node, taken))
            bits = self._whole(node, table.valuation(table.both(come, self.layers[index][node])))
        start = table.valuation(table.both(table.earlier(bits), self.begun[node]))
        told, known = [], start
        for step in reversed(steps):
            known = self._remembered(step.source, step.values, known)
            told.append(replace(step, values=known))
        return told, start, self._remembered(last, values, known)

    def _remembered(
        self, node: Node, values: dict[Var, bool], before: dict[Var, bool]
    ) -> dict[Var, bool]:
        """Values at a node, with what is forgotten there as it was before."""
        return {**values, **{var: before[var] for var in self.forgotten[node]}}

    def _whole(self, node: Node, values: dict[Var, bool]) -> int:
        """The valuations that agree with these on what still matters at a node."""
        gone = self.forgotten[node]
        return self.table.cube({v: b for v, b in values.items() if v not in gone})

    def _back(self, index: int, node: Node, bits: int) -> tuple[Node, Transition, int]:
        """The first step that leads from a layer to `node`, in the order of the layer."""
        layer, ranks = self.layers[index], self._ranks[index]
        earlier = self.table.earlier(bits)
        for _, source in sorted((ranks[s], s) for s in self._sources[node] if s in layer):
            open_now = self.table.both(self.table.later(layer[source]), earlier)
            for transition, target in self.transitions[source] if open_now else ():
                guard = self.guards[transition.guard] if target == node else EMPTY
                before = self.table.both(open_now, guard)
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
OUT_OF_ORDER = -1
"""That under which turns are counted that are used after those of a later line, or again."""


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
        begin = starts(universe).items()
        start = {Node(place): guard for place, guard in begin if universe.can_be(guard)}
    if count is not None:
        start = {count.entered(node, node): guard for node, guard in start.items()}
    transitions, stages = _unfold(universe, absorbing, count, start)
    guards = [transition.guard for found in transitions.values() for transition, _ in found]
    table = _table(universe, (*guards, *start.values()))
    possible = {g: table.of(exists(g, universe.between)) for g in dict.fromkeys(guards)}
    inside = frozenset(table.variables)
    forgotten = forgotten_at(universe, inside, transitions, start)
    consistent = table.groups(group for group in universe.fixed if inside.issuperset(group))
    begun = {
        node: table.both(table.of(exists(guard, universe.between)), consistent)
        for node, guard in start.items()
    }
    reach = Reach(
        table, {}, begun, transitions, stages, start, possible, universe, forgotten, onward
    )
    _close(reach)
    return reach


def _close(reach: Reach) -> None:
    """Find what cases come to: each node looked at anew while more comes there, in an order in
    which those before come first.
    """
    table, order = reach.table, reversed(backward(reach.transitions, reach.start))
    place = {node: n for n, node in enumerate(order)}
    fresh = reach.first()
    ahead = [(place[node], node) for node in fresh]
    heapify(ahead)
    while ahead:
        _, node = heappop(ahead)
        new = table.without(fresh.pop(node, EMPTY), reach.nodes.get(node, EMPTY))
        if not new:
            continue
        reach.nodes[node] = table.either(reach.nodes.get(node, EMPTY), new)
        for target, come in reach.followed(node, new):
            if target not in fresh:
                heappush(ahead, (place[target], target))
            fresh[target] = table.either(fresh.get(target, EMPTY), come)


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


def _table(universe: Universe, formulas: Iterable[Formula]) -> Diagrams:
    """Diagrams of the formulas' variables that cannot change, those of one group side by side."""
    names = {var: None for formula in formulas for var in in_order(variables(formula))}
    group_of = {var: group for group in universe.fixed for var in group}
    moving = {var for group in universe.between for var in group}
    order: dict[Var, None] = {}
    for var in names:
        order |= dict.fromkeys(group_of.get(var, (var,)) if var not in moving else ())
    return Diagrams(order, (var for group in universe.arising for var in group))


def _unfold(
    universe: Universe, absorbing: frozenset[str], count: Count | None, start: Iterable[Node]
) -> tuple[dict[Node, tuple[tuple[Transition, Node], ...]], dict[Node, StageTransitions]]:
    """The transitions of every node that some sequence of them leads to, whatever the guards."""
    procedure = universe.procedure
    seen: set[Node] = set()
    transitions: dict[Node, tuple[tuple[Transition, Node], ...]] = {}
    stages: dict[Node, StageTransitions] = {}
    ahead, counted = list(start), 0
    most = MOST_COUNTED if universe.turns is Turns.COUNTED else MOST_FEW
    while ahead:
        node = ahead.pop()
        if node in seen:
            continue
        seen.add(node)
        counted += any(number != VISITS for number, _ in node.turns)
        if counted > most:
            raise TooManyTurnsError(stages=procedure.stages_with_turns)
        stage = procedure.stages_by_name.get(node.place)
        if stage is None:
            continue
        stages[node] = stage_transitions(universe, stage, node.spent(procedure))
        if node.place in absorbing:
            continue
        found = tuple(
            (transition, _after(universe, node, transition, transition.target.name))
            for transition in stages[node].all()
            if transition.target.name is not None
            if universe.turns is not Turns.FEW or node.has_few(transition)
        )
        if count is not None:
            found = tuple((transition, count.entered(node, target)) for transition, target in found)
        transitions[node] = found
        ahead.extend(target for _, target in found)
    return transitions, stages


def _after(universe: Universe, node: Node, transition: Transition, place: str) -> Node:
    """The node that a transition leads to, with the turns that are counted."""
    if universe.turns is Turns.FREE:
        return Node(place, node.turns)
    after = node.after(transition, place)
    if universe.turns is Turns.FEW and not node.in_order(transition):
        return after.counting(OUT_OF_ORDER, place, dict(node.turns).get(OUT_OF_ORDER, 0) + 1)
    return after


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
