"""Which facts still matter where a case is: those of which something speaks from there on.

All others are forgotten: nothing that follows depends on them, so that what cases come to is told
without them. (In model checking: the cone of influence.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from checker.proof.formula import Formula, Var, variables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.procedure.model import Condition
    from checker.proof.encoding.transitions import Transition
    from checker.proof.encoding.universe import Universe


class _Placed(Protocol):
    """A node of what cases come to: a stage or an ending, perhaps with the turns used."""

    @property
    def place(self) -> str:
        """The stage or the ending."""


Node = TypeVar("Node", bound=_Placed)


def forgotten_at(
    universe: Universe,
    among: frozenset[Var],
    transitions: Mapping[Node, tuple[tuple[Transition, Node], ...]],
    start: Iterable[Node],
) -> dict[Node, frozenset[Var]]:
    """For each node, the variables `among` these of which nothing speaks from there on. Those of
    readings, of harm, and of what promises and totals speak of are never among them.
    """
    speaks = _Speaks(universe)
    matters = {
        node: speaks.of_place(node.place, (t.guard for t, _ in transitions.get(node, ())))
        for node in backward(transitions, start)
    }
    changed = True
    while changed:
        changed = False
        for node, own in matters.items():
            whole = own
            for _, target in transitions.get(node, ()):
                whole |= matters[target]
            if whole != own:
                matters[node], changed = whole, True
    known = {mask: among & speaks.others(mask) for mask in set(matters.values())}
    return {node: known[mask] for node, mask in matters.items()}


class _Speaks:
    """What the lines of a text speak of: facts as the bits of a number."""

    def __init__(self, universe: Universe) -> None:
        procedure = universe.procedure
        always = {Var(option) for reading in procedure.readings for option in reading.options}
        always |= set(universe.harm)
        every = (*universe.fixed, *universe.arising)
        self._groups = [group for group in every if always.isdisjoint(group)]
        self._bits = {var: 1 << n for n, group in enumerate(self._groups) for var in group}
        self._always = self._of(total.condition for total in procedure.totals)
        for require in procedure.requires:
            self._always |= self._of((require.condition, require.trigger))
            self._always |= self._bits.get(Var(require.fact), 0) if require.fact else 0
        stages = {stage.name: stage.conditions for stage in procedure.stages}
        ended = {e.name: tuple(d.condition for d in e.duties) for e in procedure.endings}
        self._places = stages | ended

    def _of(self, conditions: Iterable[Condition]) -> int:
        found = 0
        for condition in conditions:
            for literal in condition.literals:
                found |= self._bits.get(Var(literal.atom), 0)
        return found

    def of_place(self, place: str, guards: Iterable[Formula]) -> int:
        """What the lines of a place speak of, and what its transitions turn on."""
        found = self._always | self._of(self._places.get(place, ()))
        for guard in guards:
            for var in variables(guard):
                found |= self._bits.get(var, 0)
        return found

    def others(self, spoken: int) -> frozenset[Var]:
        """The facts that are none of those spoken of."""
        gone = (group for n, group in enumerate(self._groups) if not spoken >> n & 1)
        return frozenset(var for group in gone for var in group)


def backward(
    transitions: Mapping[Node, tuple[tuple[Transition, Node], ...]], start: Iterable[Node]
) -> list[Node]:
    """The nodes in postorder: each after those that it leads to, but for where it goes round."""
    found: dict[Node, None] = {}
    seen: set[Node] = set()
    for first in start:
        ahead: list[tuple[Node, bool]] = [(first, False)]
        while ahead:
            node, left = ahead.pop()
            if left:
                found[node] = None
            elif node not in seen:
                seen.add(node)
                ahead.append((node, True))
                ahead += ((target, False) for _, target in reversed(transitions.get(node, ())))
    return list(found)
