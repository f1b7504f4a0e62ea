"""The story variant: the route in red with numbered circles, everything else in grey."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from checker.answers.story import Event, EventKind, Story
from checker.flowchart.from_procedure import chart_of
from checker.flowchart.layout import sheets_of
from checker.flowchart.place import Wishes
from checker.flowchart.route import route_of
from checker.flowchart.runs import said
from checker.flowchart.sheet import Shape, stacked
from checker.procedure.model import UNDERSTOOD_HARM, Atom, Outcome
from tests.flowchart.builder import four_steps, story

PROCEDURE = four_steps()
HARM = Atom("harm")
IN_DANGER = "a child is at risk of significant harm"
MOMENT = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)
ROUTE = route_of(story(PROCEDURE), PROCEDURE)
(WHOLE,) = sheets_of(chart_of(PROCEDURE), Wishes(narrow=True, route=ROUTE))
PAGES = sheets_of(chart_of(PROCEDURE), Wishes(route=ROUTE))


def test_every_event_has_its_number_and_date_where_it_happens() -> None:
    """The numbers are those of the story's sentences."""
    steps = [tag.text for tag in WHOLE.tags if tag.shape is Shape.STEP and "legend" not in tag.name]
    assert sorted(steps, key=int) == ["1", "2", "3", "4", "5", "6", "7", "8"]
    card = next(box for box in WHOLE.boxes if box.name == "step-1")
    assert [said(line.text) for line in card.strips[-1].lines] == [
        "Mon 2 Nov 2026, 10:00: the case is raised",
        "Tue 3 Nov 2026, 10:00: no answer",
    ]


def test_the_route_is_red_and_the_rest_is_grey() -> None:
    """Edges taken, the hole it is stuck at, and the stages it visits."""
    taken = {(path.tail, path.head) for path in WHOLE.paths if path.route}
    assert taken == {("step-1", "step-2"), ("step-2", "step-3"), ("step-3", "step-3/beside/1")}
    assert {box.name for box in WHOLE.boxes if box.route} >= {"step-1", "step-2", "step-3"}
    others = [path for path in WHOLE.paths if not path.route and "legend" not in path.tail]
    assert all(path.faded for path in others)
    assert next(box for box in WHOLE.boxes if box.about == "step-4").faded


def test_the_route_goes_on_over_the_page() -> None:
    """The edges to and from the next page are red where the route takes them."""
    joints = [path for page in PAGES for path in page.paths if "-page" in path.head + path.tail]
    joints += [path for page in PAGES for path in page.paths if "page-" in path.tail]
    assert joints
    assert all(path.route and not path.faded for path in joints)


def test_an_ending_that_is_reached_is_on_the_route() -> None:
    """At the foot and beside a card, with the date."""
    four = PROCEDURE.stages[3]
    first = PROCEDURE.stages[0]
    for stage, place in ((four, "decision"), (first, "resolved")):
        events = (
            Event(EventKind.RAISED, MOMENT, stage.name),
            Event(EventKind.OUTCOME, MOMENT, stage.name, outcome=Outcome.AGREED),
            Event(EventKind.MOVED, MOMENT, place, line=stage.moves[0].line.number),
        )
        wishes = Wishes(route=route_of(Story(events), PROCEDURE))
        whole = stacked(sheets_of(chart_of(PROCEDURE), wishes))
        end = next(box for box in whole.boxes if box.about == place and box.route)
        assert "Mon 2 Nov" in said(end.strips[-1].lines[0].text)
        tags = {tag.name: tag.text for tag in whole.tags}
        assert tags[f"{end.name}/stop3"] == "3"


def test_a_lane_that_is_taken_is_red() -> None:
    """Rails belong to the route too."""
    fast = PROCEDURE.stages[0].moves[2]
    events = (
        Event(EventKind.RAISED, MOMENT, "step-1"),
        Event(EventKind.MOVED, MOMENT, "step-4", line=fast.line.number),
    )
    pages = sheets_of(chart_of(PROCEDURE), Wishes(route=route_of(Story(events), PROCEDURE)))
    red = {(path.tail, path.head) for path in stacked(pages).paths if path.route and path.fast}
    assert red <= {("step-1", "step-4"), ("step-2", "step-4")}


@pytest.mark.parametrize(
    ("kind", "more", "words"),
    [
        (EventKind.AGAIN, {"back_to": 1}, "as at 2 again"),
        (EventKind.AGAIN, {}, "as before"),
        (EventKind.STILL_THERE, {}, "the case is still here"),
        (EventKind.NOBODY_LEADS, {}, "nobody leads"),
        (EventKind.TORN, {"line": 3}, "two lines bind at once"),
        (EventKind.OUTCOME, {"outcome": Outcome.NO_ANSWER}, "no answer"),
        (EventKind.OUTCOME, {}, ""),
    ],
)
def test_each_kind_of_event_has_words(kind: EventKind, more: dict[str, Any], words: str) -> None:
    """Short ones: the sentences stand elsewhere."""
    event = replace(Event(kind, MOMENT, None), **more)
    route = route_of(Story((Event(EventKind.RAISED, MOMENT, "one"), event)), PROCEDURE)
    assert route.stops["one"][1].words == f"Mon 2 Nov 2026, 10:00: {words}"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ((), (HARM,), f"now {IN_DANGER}"),
        ((HARM,), (), "now a child is not at risk of significant harm"),
        ((), (HARM, Atom("complaint")), f"now it is a complaint and {IN_DANGER}"),
        ((), (UNDERSTOOD_HARM,), "now there is a risk of harm"),
        ((UNDERSTOOD_HARM,), (), "now there is no risk of harm"),
        ((HARM,), (HARM,), "nothing changes"),
    ],
)
def test_a_change_of_facts_says_which(
    before: tuple[Atom, ...], after: tuple[Atom, ...], words: str
) -> None:
    """What has come to be true first; an outcome between does not matter."""
    events = (
        Event(EventKind.RAISED, MOMENT, "one", frozenset(before)),
        Event(EventKind.OUTCOME, MOMENT, "one", outcome=Outcome.AGREED),
        Event(EventKind.FACTS, MOMENT, "one", frozenset(after)),
    )
    stops = route_of(Story(events), PROCEDURE).stops["one"]
    assert stops[2].words == f"Mon 2 Nov 2026, 10:00: {words}"


def test_an_outcome_that_is_followed_is_not_stuck() -> None:
    """Only the last one is, and a move to what is missing leads to the hole."""
    route = route_of(story(PROCEDURE), PROCEDURE)
    assert route.stuck == {("step-3", Outcome.NO_ANSWER)}
    chart = chart_of(PROCEDURE)
    hole = chart.cards[2].ways[-1]
    assert route.takes("step-3", hole)
    assert not route.takes("step-2", chart.cards[1].ways[-1])
