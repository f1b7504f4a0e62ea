"""Where a case may be on its way, for promises about the time over several stages: the nodes, each
with what was passed before, as far as a case can come back.
"""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.procedure.graph import strongly_connected
from checker.proof.encoding.undecided import UndecidedError
from checker.proof.encoding.universe import Turns
from checker.proof.encoding.visits import visits_of
from checker.proof.formula import FALSE, TRUE, disj

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.procedure.model import Duration, Outcome
    from checker.proof.encoding.reach import Node
    from checker.proof.encoding.visits import Visit, Visits
    from checker.proof.formula import Formula

MOST_SPOTS = 400
"""So many spots are told apart where cases can come back to a node, at most; texts with more of
them are decided path by path."""


class Spot(Struct, frozen=True):
    """A node where a case is; `been`: how often it was at this and other nodes to which it can come
    back from here. `begun`: the start, where it is looked at there from an outcome on. `first`: the
    case starts there. `seen`: what is looked for has come about before.
    """

    node: Node
    been: tuple[tuple[Node, int], ...] = ()
    begun: Outset | None = None
    first: bool = False
    seen: bool = False


class Outset(Struct, frozen=True):
    """From when on cases are looked at: as they come to a node, if `when` holds; or as an outcome
    comes about there, where `meanwhile` holds as long as it is pending.
    """

    node: Node
    when: Formula
    outcome: Outcome | None = None
    meanwhile: Formula = TRUE


class Network(Struct, frozen=True):
    """What cases may do from some starts on: the spots that they come to, those before first.

    `onward`: for each the visits that end there or lead on to a spot. `first`: the spots of the
    starts, and what holds of the cases that start there. `visits`: those of all parts.
    """

    order: tuple[Spot, ...]
    onward: dict[Spot, tuple[tuple[Visit, Spot | None], ...]]
    first: dict[Spot, Formula]
    visits: Visits

    @property
    def durations(self) -> frozenset[Duration]:
        """What is counted on any of the visits."""
        every = {visit for own in self.onward.values() for visit, _ in own}
        return frozenset(d for visit in every for item in visit.run.items for d in item.durations)


def network(visits: Visits, starts: Sequence[Outset]) -> Network | None:
    """What cases may do from these starts on; None where there are too many ways to come back.

    UndecidedError where turns are not counted.
    """
    if visits.paths.universe.turns is Turns.FREE:
        raise UndecidedError(stages=visits.paths.universe.procedure.stages_with_turns)
    seen: dict[Node, None] = {}
    ahead = [start.node for start in starts]
    while ahead:
        node = ahead.pop()
        if node not in seen:
            seen[node] = None
            ahead += [each.to for each in visits.at(node) if each.to is not None]
    return _unrolled(visits, starts, list(seen))


def _unrolled(visits: Visits, starts: Sequence[Outset], nodes: list[Node]) -> Network | None:
    """The spots: a case comes to one node no more often than once, and once for each fact that can
    arise.
    """
    ways = [(n, each.to) for n in nodes for each in visits.at(n) if each.to is not None]
    rounds = {n: among for among in strongly_connected(ways, nodes) for n in among}
    most = 1 + len(visits.paths.universe.arising)

    def come(to: Node, spot: Spot | None) -> Spot | None:
        among = rounds.get(to)
        before = dict(spot.been) if spot is not None and rounds.get(spot.node) is among else {}
        times = before.get(to, 0) + 1
        if among is None:
            return Spot(to)
        return Spot(to, tuple(sorted({**before, to: times}.items()))) if times <= most else None

    first: dict[Spot, Formula] = {}
    for start in starts:
        been = ((start.node, 1),) if start.node in rounds else ()
        spot = Spot(start.node, been, None if start.outcome is None else start)
        first[spot] = disj((first.get(spot, FALSE), start.when))
    onward: dict[Spot, tuple[tuple[Visit, Spot | None], ...]] = {}
    before: dict[Spot, set[Spot]] = {}
    ahead = list(first)
    while ahead:
        spot = ahead.pop()
        if spot in onward:
            continue
        if rounds and len(onward) >= MOST_SPOTS:
            return None
        goes_on = (
            (each, None if each.to is None else come(each.to, spot))
            for each in (visits.at(spot.node) if spot.begun is None else _after(visits, spot.begun))
            if each.to is None or visits.at(each.to)  # else it is over there
        )
        onward[spot] = tuple((s, to) for s, to in goes_on if s.to is None or to is not None)
        before.setdefault(spot, set())
        for to in (to for _, to in onward[spot] if to is not None):
            before.setdefault(to, set()).add(spot)
            ahead.append(to)
    return Network(tuple(TopologicalSorter(before).static_order()), onward, first, visits)


def _after(visits: Visits, start: Outset) -> tuple[Visit, ...]:
    """The visits that begin with the outcome of a start."""
    assert start.outcome is not None  # noqa: S101, else it begins as the case comes
    legs = visits.paths.legs_after(start.node, start.outcome, start.meanwhile)
    return visits_of(visits.paths, start.node, legs)
