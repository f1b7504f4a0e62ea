"""The stage graph: which places there are, and which line leads from where to where."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from checker.procedure.graph import (
    ENDING,
    ENTRY,
    NOWHERE,
    STAGE,
    between,
    first_stages,
    following,
    leading_to,
    led_to,
    longest_ways,
    out_of_reach,
    plain_starts,
    stage_graph,
    strongly_connected,
    ways_back,
)
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


def test_all_stages_in_tracks() -> None:
    """A case then begins in the first of all."""
    text = 'stage aside "Aside", in inquiry\nstage beyond "Beyond", in inquiry\n'
    procedure = loaded(text, HEAD.replace("  start at one\n", ""))
    assert plain_starts(procedure) == ("aside",)
    assert first_stages(procedure) == ("aside",)


ROUND = (
    stage("if agreed, go to done", "if not resolved, the case must go to two")
    + stage(
        "if not agreed, the case may go to one, at most twice",
        "if no answer, the case must go to three",
        "at any time, the case must go to one",
        name="two",
    )
    + stage("if agreed, go to out", "otherwise, the case must go to two", name="three")
    + stage("if agreed, the case must go to one", name="four")
)
"""Three stages that lead round, and one from which a case comes there, and to which none leads."""


def test_which_stages_follow_which() -> None:
    """By moves on outcomes; by those at any moment, too, if these are asked for."""
    procedure = loaded(ROUND)
    plain = {"one": ("two",), "two": ("one", "three"), "three": ("two",), "four": ("one",)}
    assert following(procedure, lanes=False) == plain
    assert following(procedure, lanes=True) == plain
    fast = loaded(stage("at any time, the case must go to two") + TWO)
    assert following(fast, lanes=False)["one"] == ()
    assert following(fast, lanes=True)["one"] == ("two",)


def test_longest_ways() -> None:
    """On for as long as a stage is new; in order, and no more than are asked for."""
    after = {"a": ("b", "c", "gone"), "b": ("a", "c"), "c": ("b",)}
    ways = (("a", "b", "c"), ("a", "c", "b"), ("c", "b", "a"))
    assert longest_ways(after, ("a", "c", "a"), 9) == ways
    assert longest_ways(after, ("a", "c"), 2) == ways[:2]


def test_what_lies_between() -> None:
    """Both ends included, in the order given."""
    assert between(("a", "b", "c", "d"), "b", "d") == ("b", "c", "d")
    assert between(("a", "b"), "b", "b") == ("b",)
    assert between(("a", "b"), "b", "a") == ()


def test_places_that_are_led_to() -> None:
    """Endings too; not where a case only begins."""
    assert led_to(loaded(ROUND)) == {"one", "two", "three", "done", "out"}


def test_stages_out_of_reach() -> None:
    """Whatever is asked on the way; a track is reached where a stage that is starts it."""
    assert out_of_reach(loaded(ROUND)) == {"four"}
    track = stage(name="aside").replace('"aside"', '"aside", in inquiry')
    assert out_of_reach(loaded(stage() + track)) == {"aside"}
    assert out_of_reach(loaded(stage("the worker must start inquiry") + track)) == set()


def test_ways_back() -> None:
    """The lines that lead back among the stages of a loop, bounded ones apart."""
    procedure = loaded(ROUND)
    first = HEAD.count("\n") + 1
    assert ways_back(procedure, "one") == (first + 6, first + 9)
    assert ways_back(procedure, "four") == ()


def test_sets_that_lead_to_each_other() -> None:
    """In the order given; a place alone where it leads to itself."""
    ways = [("a", "b"), ("b", "a"), ("c", "c"), ("d", "a"), ("a", "elsewhere")]
    assert strongly_connected(ways, "dcba") == [{"c"}, {"a", "b"}]
    assert strongly_connected([("a", "b"), ("b", "c")], "abc") == []
    assert strongly_connected([("b", "a")], "ab") == []


def test_what_leads_somewhere() -> None:
    """The ends themselves are among it."""
    assert leading_to([(1, 2), (2, 3), (3, 2), (4, 5)], [3, 7]) == {1, 2, 3, 7}


@pytest.mark.parametrize(
    "program",
    [
        "import checker.procedure.from_syntax",
        (
            "from checker.cli import main; main(['check', '--output-format', 'full', "
            "'procedures/northamptonshire.procedure'])"
        ),
    ],
)
def test_a_text_that_leads_forward_needs_no_graph(program: str) -> None:
    """The library of graphs takes longer to load than a procedure takes to read."""
    told = "print('networkx' in sys.modules, file=sys.stderr)"
    run = subprocess.run(
        [sys.executable, "-c", f"import sys; {program}; {told}"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert run.stderr == "False\n"


def test_lines_by_which_cases_go_back_are_told_of_each_way_round() -> None:
    """Two ways round in one text: each has the lines of its own."""
    procedure = loaded(
        "".join(
            stage(f"if agreed, the case must go to {back}", f"if no answer, go to {on}", name=name)
            for name, back, on in (("one", "one", "b"), ("b", "one", "c"), ("c", "c", "done"))
        )
    )
    numbers = {stage.name: [move.line.number for move in stage.moves] for stage in procedure.stages}
    assert ways_back(procedure, "one") == (numbers["one"][0], numbers["b"][0])
    assert ways_back(procedure, "b") == ways_back(procedure, "one")
    assert ways_back(procedure, "c") == (numbers["c"][0],)
    assert ways_back(procedure, "done") == ()
