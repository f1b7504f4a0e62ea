"""The stage graph of a procedure: stages and endings, and the ways between them.

Whatever asks about a procedure as a graph, outside the engines' inner loops, asks here. What a look
at the lines answers is answered from the lines; the rest is asked of networkx, which takes longer
to load than a text takes to check: it is loaded when such a question is first asked, and by no
other module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from checker.procedure.model import TargetKind, Trigger
from checker.procedure.remember import remembered

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    import networkx as nx

    from checker.procedure.model import Move, Procedure, Target

STAGE = "stage"
ENDING = "ending"
MISSING = "missing"
START = "start"

Node = tuple[str, str]
"""A kind of node and a name: stages and endings may not share names, but `missing` has none."""

ENTRY: Node = (START, "")
NOWHERE: Node = (MISSING, "")

T = TypeVar("T", bound="Hashable")


# --- read off the lines ---


def plain_starts(procedure: Procedure) -> tuple[str, ...]:
    """Where a case begins unless a conditional start says otherwise: stages, or one ending.

    The place of `start at`; every stage where the start is not stated; where the text says nothing,
    the first stage outside all tracks (the first of all, if there is none).
    """
    if procedure.start_not_stated:
        return tuple(stage.name for stage in procedure.stages)
    if procedure.start is not None:
        return (procedure.start.name or "",)
    untracked = (stage for stage in procedure.stages if stage.track is None)
    first = next(untracked, next(iter(procedure.stages), None))
    return () if first is None else (first.name,)


def first_stages(procedure: Procedure) -> tuple[str, ...]:
    """The stages in which a case can begin, in the order of the text."""
    found = {*plain_starts(procedure), *(entry.target.name for entry in procedure.entries)}
    return tuple(stage.name for stage in procedure.stages if stage.name in found)


def led_to(procedure: Procedure) -> frozenset[str]:
    """The places to which some line leads, a conditional start among them."""
    targets = [entry.target for entry in procedure.entries]
    targets += [to for stage in procedure.stages for move in stage.moves for to in move.targets]
    return frozenset(target.name for target in targets if target.name is not None)


def between(places: Sequence[str], first: str, last: str) -> tuple[str, ...]:
    """The places from `first` to `last`, both included, in the order of the text; none where they
    stand the other way round.
    """
    return tuple(places[places.index(first) : places.index(last) + 1])


def following(procedure: Procedure, *, lanes: bool) -> dict[str, tuple[str, ...]]:
    """For each stage, those to which its moves lead, in the order of the text; those of its moves
    at any moment, too, if `lanes`.
    """
    return {
        stage.name: tuple(
            dict.fromkeys(
                target.name
                for move in stage.moves
                if lanes or move.trigger is not Trigger.LANE
                for target in move.targets
                if target.kind is TargetKind.STAGE and target.name is not None
            )
        )
        for stage in procedure.stages
    }


def longest_ways(
    after: Mapping[str, Sequence[str]], firsts: Iterable[str], most: int
) -> tuple[tuple[str, ...], ...]:
    """The ways through the stages of `after` that begin in `firsts`, on for as long as one leads to
    a stage where it has not been; no more than `most` of them.
    """
    found: list[tuple[str, ...]] = []
    ahead: list[tuple[str, ...]] = []
    ahead += [(name,) for name in dict.fromkeys(firsts) if name in after]
    ahead.reverse()
    while ahead and len(found) < most:
        way = ahead.pop()
        further = [name for name in after[way[-1]] if name in after and name not in way]
        ahead += [(*way, name) for name in reversed(further)]
        if not further:
            found.append(way)
    return tuple(found)


# --- asked of networkx ---


def stage_graph(procedure: Procedure) -> nx.MultiDiGraph[Node]:
    """The graph of the ways that a case can take, conditions and strengths left aside.

    Nodes are `(kind, name)`, with the attributes `kind` and `title`: `stage` and `ending` in the
    order of the text, `start` where a case begins, and `missing` where a move points to a place
    that the text does not give. Each edge is a way of one line: `line` is its number (None for a
    start that no line gives), `move` the model's move (None for a start), and the number is the
    edge's key. A move with several targets has an edge to each.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[Node] = nx.MultiDiGraph(name=procedure.name)
    graph.add_node(ENTRY, kind=START, title="")
    for stage in procedure.stages:
        graph.add_node((STAGE, stage.name), kind=STAGE, title=stage.title)
    for ending in procedure.endings:
        graph.add_node((ENDING, ending.name), kind=ENDING, title=ending.title)
    for source, target, number, move in _ways(procedure):
        if target == NOWHERE:
            graph.add_node(NOWHERE, kind=MISSING, title="")
        graph.add_edge(source, target, key=number, line=number, move=move)
    return graph


@remembered
def out_of_reach(procedure: Procedure) -> frozenset[str]:
    """The stages to which no way leads from where a case begins, whatever is asked on the way; a
    track begins wherever a duty starts it.
    """
    import networkx as nx

    graph = stage_graph(procedure)
    tracks: dict[str | None, Node] = {
        stage.track: ("track", stage.track) for stage in procedure.stages if stage.track
    }
    graph.add_edges_from((tracks[s.track], (STAGE, s.name)) for s in procedure.stages if s.track)
    for stage in procedure.stages:
        begun = {duty.track for duty in stage.duties} & tracks.keys()
        graph.add_edges_from(((STAGE, stage.name), tracks[track]) for track in begun)
    found = nx.descendants(graph, ENTRY)
    return frozenset(s.name for s in procedure.stages if (STAGE, s.name) not in found)


def ways_back(procedure: Procedure, place: str) -> tuple[int, ...]:
    """The lines, with turns without end, by which a case goes back on its way round from `place` to
    where it was: from a stage to one that stands no later in the text.
    """
    return _ways_back(procedure).get(place, ())


@remembered
def _ways_back(procedure: Procedure) -> dict[str, tuple[int, ...]]:
    """For each stage on a way round, the lines by which a case goes back on it."""
    order = [stage.name for stage in procedure.stages]
    ranks = {name: rank for rank, name in enumerate(order)}
    ways = [
        (stage.name, target.name or "", move)
        for stage in procedure.stages
        for move in stage.moves
        for target in move.targets
    ]
    sets = strongly_connected(((source, target) for source, target, _ in ways), order)
    home = {place: number for number, places in enumerate(sets) for place in places}
    lines: list[set[int]] = [set() for _ in sets]
    for source, target, move in ways:
        around = source in home and home.get(target) == home[source]
        if around and ranks[target] <= ranks[source] and move.at_most is None:
            lines[home[source]].add(move.line.number)
    return {place: tuple(sorted(lines[number])) for place, number in home.items()}


def strongly_connected(ways: Iterable[tuple[T, T]], order: Sequence[T]) -> list[frozenset[T]]:
    """The sets of places that lead to each other by `ways` from one to another, by which of theirs
    is first in `order`. A place alone is such a set where a way leads from it to itself.
    """
    ranks = {place: index for index, place in enumerate(order)}
    ways = {(source, target) for source, target in ways if target in ranks}
    if all(ranks[source] < ranks[target] for source, target in ways):
        return []
    import networkx as nx

    edges = sorted(ways, key=lambda way: (ranks[way[0]], ranks[way[1]]))
    graph: nx.DiGraph[T] = nx.DiGraph(edges)
    found = [
        frozenset(each)
        for each in nx.strongly_connected_components(graph)
        if len(each) > 1 or any(graph.has_edge(place, place) for place in each)
    ]
    return sorted(found, key=lambda places: min(ranks[place] for place in places))


def leading_to(ways: Iterable[tuple[T, T]], ends: Iterable[T]) -> frozenset[T]:
    """`ends`, and what leads to one of them by `ways` from one node to another."""
    import networkx as nx

    graph: nx.DiGraph[T] = nx.DiGraph(ways)
    found = frozenset(ends)
    return found.union(*(nx.ancestors(graph, end) for end in found if end in graph))


def _ways(procedure: Procedure) -> Iterator[tuple[Node, Node, int | None, Move | None]]:
    """Each way, with the number of its line and its move."""
    line = procedure.start_line.number if procedure.start_line is not None else None
    stages = procedure.stages_by_name
    for name in plain_starts(procedure):
        kind = STAGE if name in stages else ENDING
        yield ENTRY, (kind, name) if name else NOWHERE, line, None
    for entry in procedure.entries:
        yield ENTRY, _node(entry.target), entry.line.number, None
    for stage in procedure.stages:
        for move in stage.moves:
            for target in move.targets:
                yield (STAGE, stage.name), _node(target), move.line.number, move


def _node(target: Target) -> Node:
    """The node that a target names."""
    if target.kind is TargetKind.MISSING or target.name is None:
        return NOWHERE
    return (STAGE if target.kind is TargetKind.STAGE else ENDING, target.name)
