"""The stage graph of a procedure: stages and endings, and the ways between them.

The one module that knows networkx; whatever asks about a procedure as a graph asks here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from checker.procedure.model import TargetKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.procedure.model import Entry, Procedure, Target

STAGE = "stage"
ENDING = "ending"
MISSING = "missing"
START = "start"

Node = tuple[str, str]
"""A kind of node and a name: stages and endings may not share names, but `missing` has none."""

ENTRY: Node = (START, "")
NOWHERE: Node = (MISSING, "")


def stage_graph(procedure: Procedure) -> nx.MultiDiGraph[Node]:
    """The graph of the ways that a case can take, conditions and strengths left aside.

    Nodes are `(kind, name)`, with the attributes `kind` and `title`: `stage` and `ending` in the
    order of the text, `start` where a case begins, and `missing` where a move points to a place
    that the text does not give. Each edge is a way of one line: `line` is its number (None for a
    start that no line gives), `move` the model's move (None for a start), and the number is the
    edge's key. A move with several targets has an edge to each.
    """
    graph: nx.MultiDiGraph[Node] = nx.MultiDiGraph(name=procedure.name)
    graph.add_node(ENTRY, kind=START, title="")
    for stage in procedure.stages:
        graph.add_node((STAGE, stage.name), kind=STAGE, title=stage.title)
    for ending in procedure.endings:
        graph.add_node((ENDING, ending.name), kind=ENDING, title=ending.title)
    for number, target in _starts(procedure):
        _add(graph, ENTRY, target, number, move=None)
    for stage in procedure.stages:
        for move in stage.moves:
            for to in move.targets:
                target = _node(to)
                _add(graph, (STAGE, stage.name), target, move.line.number, move=move)
    return graph


def strongly_connected(ways: Iterable[tuple[str, str]]) -> list[frozenset[str]]:
    """The sets of places that lead to each other, out of `ways` from one place to another.

    A place alone is such a set where a way leads from it to itself.
    """
    graph: nx.DiGraph[str] = nx.DiGraph(sorted(ways))
    return [
        frozenset(each)
        for each in nx.strongly_connected_components(graph)
        if len(each) > 1 or any(graph.has_edge(place, place) for place in each)
    ]


def first_stages(procedure: Procedure) -> tuple[str, ...]:
    """The stages in which a case can begin, in the order of the text.

    The place of `start at`, those of the conditional starts, and, where the text gives none, the
    first stage outside all tracks; every stage where the start is not stated.
    """
    found = {node[1] for _, node in _starts(procedure) if node[0] == STAGE}
    return tuple(stage.name for stage in procedure.stages if stage.name in found)


def _starts(procedure: Procedure) -> Iterator[tuple[int | None, Node]]:
    """The places where a case can begin, each with the number of the line that says so."""
    number = procedure.start_line.number if procedure.start_line is not None else None
    if procedure.start_not_stated:
        for stage in procedure.stages:
            yield number, (STAGE, stage.name)
    elif procedure.start is not None:
        yield number, _node(procedure.start)
    else:
        main = (stage for stage in procedure.stages if stage.track is None)
        for stage in [*main][:1]:
            yield None, (STAGE, stage.name)
    for entry in procedure.entries:
        yield _of_entry(entry)


def _of_entry(entry: Entry) -> tuple[int, Node]:
    return entry.line.number, _node(entry.target)


def _node(target: Target) -> Node:
    """The node that a target names."""
    if target.kind is TargetKind.MISSING or target.name is None:
        return NOWHERE
    return (STAGE if target.kind is TargetKind.STAGE else ENDING, target.name)


def _add(
    graph: nx.MultiDiGraph[Node], source: Node, target: Node, number: int | None, move: object
) -> None:
    """One edge; the place that is missing becomes a node with the first way that leads there."""
    if target == NOWHERE:
        graph.add_node(NOWHERE, kind=MISSING, title="")
    graph.add_edge(source, target, key=number, line=number, move=move)
