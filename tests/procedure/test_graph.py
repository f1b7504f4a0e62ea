"""The stage graph: which places there are, and which line leads from where to where."""

from __future__ import annotations

import subprocess
import sys

from checker.procedure.graph import ENDING, ENTRY, NOWHERE, STAGE, first_stages, stage_graph
from tests.procedure.makers import HEAD, loaded, moves_of, stage

TWO = stage("if agreed, go to done", name="two")


def test_places_in_the_order_of_the_text() -> None:
    """Every stage and every ending is a node, used or not, with its kind and its title."""
    graph = stage_graph(loaded(stage() + TWO))
    assert [*graph.nodes.items()] == [
        (ENTRY, {"kind": "start", "title": ""}),
        ((STAGE, "one"), {"kind": "stage", "title": "one"}),
        ((STAGE, "two"), {"kind": "stage", "title": "two"}),
        ((ENDING, "done"), {"kind": "ending", "title": "Agreed"}),
        ((ENDING, "out"), {"kind": "ending", "title": "Elsewhere"}),
    ]


def test_ways_carry_their_line() -> None:
    """An edge knows the number of its line and the move of the model."""
    procedure = loaded(
        stage("if agreed, go to done", "if no answer, the case must go to two") + TWO
    )
    graph = stage_graph(procedure)
    first = HEAD.count("\n") + 1
    assert [(a, b, d["line"]) for a, b, d in graph.edges(data=True)] == [
        (ENTRY, (STAGE, "one"), 2),
        ((STAGE, "one"), (ENDING, "done"), first + 1),
        ((STAGE, "one"), (STAGE, "two"), first + 2),
        ((STAGE, "two"), (ENDING, "done"), first + 4),
    ]
    assert (
        graph.edges[(STAGE, "one"), (STAGE, "two"), first + 2]["move"]
        is moves_of(procedure, "one")[1]
    )


def test_two_lines_to_one_place_are_two_ways() -> None:
    """The number of the line is the key of the edge."""
    graph = stage_graph(loaded(stage("if agreed, go to two", "if no answer, go to two") + TWO))
    assert graph.number_of_edges((STAGE, "one"), (STAGE, "two")) == 2


def test_a_way_to_nowhere() -> None:
    """A place that is missing is a node of its own, there only if some line leads to it."""
    graph = stage_graph(loaded(stage("if agreed, go to done", "if no answer, missing")))
    assert graph.nodes[NOWHERE] == {"kind": "missing", "title": ""}
    assert graph.has_edge((STAGE, "one"), NOWHERE)


def test_any_later_stage_is_a_way_to_each() -> None:
    """A move with several targets has an edge to each of them."""
    text = stage("at any time, the worker may take the case to any later stage")
    graph = stage_graph(loaded(text + TWO + stage(name="three")))
    assert set(graph.successors((STAGE, "one"))) == {(STAGE, "two"), (STAGE, "three")}


def test_conditional_starts() -> None:
    """Each start is a way from the entry, the conditional ones too."""
    head = HEAD.replace(
        "start at one\n", "start at one\n  when urgent, start at two instead\n"
    ).replace("instead\n", "instead\n  when not urgent and small, start at done instead\n")
    procedure = loaded(stage() + TWO, head)
    assert [(n, d["line"]) for _, n, d in stage_graph(procedure).out_edges(ENTRY, data=True)] == [
        ((STAGE, "one"), 2),
        ((STAGE, "two"), 3),
        ((ENDING, "done"), 4),
    ]
    assert first_stages(procedure) == ("one", "two")


def test_a_start_that_is_not_stated() -> None:
    """A case may then begin in every stage."""
    head = HEAD.replace("start at one", "start at not stated")
    assert first_stages(loaded(stage() + TWO, head)) == ("one", "two")


def test_no_start_at_all() -> None:
    """A case then begins in the first stage that is in no track, and no line says so."""
    procedure = loaded(
        'stage aside "Aside", in inquiry\n' + TWO + stage(), HEAD.replace("  start at one\n", "")
    )
    assert first_stages(procedure) == ("two",)
    assert stage_graph(procedure).edges[ENTRY, (STAGE, "two"), 0]["line"] is None


def test_no_stages() -> None:
    """A text without stages has no way in."""
    procedure = loaded("", HEAD.replace("  start at one\n", ""))
    assert first_stages(procedure) == ()
    assert stage_graph(procedure).out_degree(ENTRY) == 0


def test_reading_a_text_needs_no_graph() -> None:
    """The library of graphs takes longer to load than a procedure takes to read."""
    load = "import sys, checker.procedure.from_syntax"
    program = f"{load}; print({{'networkx', 'z3'}} & {{*sys.modules}})"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout == "set()\n"
