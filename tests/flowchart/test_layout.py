"""From cards to sheets: what stands where, on how many pages, and nothing on something else."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import pytest
from msgspec.structs import replace

from checker.flowchart.dot import dot_of
from checker.flowchart.from_procedure import chart_of
from checker.flowchart.layout import sheets_of
from checker.flowchart.pages import CAPACITY, LEAST_SCALE, PAPER_MARGIN, PAPER_WIDTH
from checker.flowchart.place import Mark, Wishes
from checker.flowchart.rails import Leap, drawn, rails_of
from checker.flowchart.render import pictured
from checker.flowchart.route import route_of
from checker.flowchart.routes import routes_of
from checker.flowchart.runs import said
from checker.flowchart.sheet import Box, Fill, Outline, Shape, Sheet, Stroke, stacked
from checker.procedure.model import (
    Ending,
    EndingKind,
    Entry,
    Named,
    Outcome,
    Procedure,
    Strength,
    TotalLimit,
    Trigger,
)
from tests.flowchart.builder import (
    NOT_RESOLVED,
    agreed,
    duty,
    four_steps,
    go,
    head,
    if_,
    ladder,
    lane,
    line,
    role,
    story,
    talk,
    target,
    with_stage,
    within,
)

MUST, MAY, SHOULD = Strength.MUST, Strength.MAY, Strength.SHOULD


def sheets(procedure: Procedure, **wishes: object) -> tuple[Sheet, ...]:
    """The pages of a procedure."""
    return sheets_of(chart_of(procedure), Wishes(**wishes))  # type: ignore[arg-type]


def sheet(procedure: Procedure, **wishes: object) -> Sheet:
    """The only page of a procedure."""
    (only,) = sheets(procedure, **wishes)
    return only


def words(box: Box) -> str:
    """All that a box says."""
    return " ".join(said(line.text) for strip in box.strips for line in strip.lines)


def box(on: Sheet, name: str) -> Box:
    """The box of that name."""
    return next(each for each in on.boxes if each.name == name)


def overlap(first: Box, second: Box) -> bool:
    """Whether two boxes cover the same spot."""
    return (
        first.x < second.x + second.width - 0.5
        and second.x < first.x + first.width - 0.5
        and first.y < second.bottom - 0.5
        and second.y < first.bottom - 0.5
    )


def busy(count: int = 5, words: int = 1) -> Procedure:
    """Cards with everything that can stand on or beside one."""
    endings = (
        *head()["endings"],
        Ending("hub", "The hub", EndingKind.HAND_OVER, line(), "the hub"),
        Ending("limbo", "Limbo", EndingKind.WITHOUT_OUTCOME, line()),
    )
    stages = []
    for number in range(1, count + 1):
        after = f"step-{number + 1}" if number < count else "end:decision"
        moves = [
            agreed(),
            go("end:hub", (Outcome.JUSTIFIED,), MUST, actor=role("chair"), limit=within(3)),
            go(after, (Outcome.NOT_AGREED,), MAY, limit=within(20), actor=role("worker")),
            go(after, (Outcome.NO_ANSWER,), SHOULD, condition=if_("complaint")),
            go(after, (), MUST, trigger=Trigger.OTHERWISE),
            go("step-1", (Outcome.NO_FINDING,), MUST, at_most=2),
            lane(f"step-{count}", "harm", limit=within(1)) if number < count else agreed(),
            lane(None, "complaint", strength=MAY),
        ]
        todo = [duty("act " * 12 * words, strength) for strength in (MUST, SHOULD, MAY)]
        stages.append(talk(f"step-{number}", "A title " * 4, "worker", *moves, duties=tuple(todo)))
    return Procedure(**head(stages=tuple(stages), endings=endings))


PROCEDURES = {
    "four": four_steps(),
    "busy": busy(),
    "wordy": busy(3, words=40),
    "long": ladder(11),
    "tall": ladder(6, duties=18),
    "giant": ladder(2, duties=150),
    "one": Procedure(**head(stages=(talk("one", "One", "worker"),))),
    "none": Procedure(**head()),
}


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("name", PROCEDURES)
def test_no_box_covers_another_and_none_leaves_its_sheet(name: str, narrow: bool) -> None:  # noqa: FBT001
    """Labels of edges are boxes too."""
    for on in sheets(PROCEDURES[name], narrow=narrow):
        labels = [path.label for path in on.paths if path.label is not None]
        boxes = [each for each in (*on.boxes, *labels) if not each.name.startswith("/legend")]
        covered = [(a.name, b.name) for a, b in combinations(boxes, 2) if overlap(a, b)]
        assert covered == []
        for each in (*on.boxes, *labels):
            assert each.x >= 0
            assert each.y >= 0
            assert each.x + each.width <= on.width
            assert each.bottom <= on.height


@pytest.mark.parametrize("name", PROCEDURES)
@pytest.mark.parametrize("marked", [False, True])
def test_text_is_never_smaller_than_eight_points_on_paper(name: str, marked: bool) -> None:  # noqa: FBT001
    """Pages are added instead; connectors, rails and stories count too."""
    procedure = PROCEDURES[name]
    route = route_of(story(procedure), procedure) if marked and len(procedure.stages) > 3 else None
    chart = chart_of(procedure)
    picture = pictured(chart, sheets_of(chart, Wishes(route=route)), narrow=False)
    assert picture.scale >= LEAST_SCALE
    assert all(
        each.width * picture.scale <= PAPER_WIDTH - 2 * PAPER_MARGIN for each in picture.sheets
    )
    assert all(each.height <= CAPACITY for each in picture.sheets)


def test_the_ladder_is_one_column_of_equal_cards() -> None:
    """In stage order, joined by straight edges from one to the next."""
    on = sheet(four_steps())
    cards = [box(on, f"step-{number}") for number in (1, 2, 3, 4)]
    assert len({(card.x, card.width) for card in cards}) == 1
    assert all(upper.bottom < lower.y for upper, lower in pairwise(cards))
    down = [path for path in on.paths if path.head == "step-2" and path.tail == "step-1"]
    assert [path.stroke for path in down] == [Stroke.MUST]
    (start, end) = down[0].points
    assert start[0] == end[0]
    assert (start[1], end[1]) == (cards[0].bottom, cards[1].y)


def test_strength_is_drawn() -> None:
    """Must, should, may, plain, and what nothing is said of."""
    on = sheet(four_steps())
    strokes = {(path.tail, path.head): path.stroke for path in on.paths}
    assert strokes["step-1", "step-2"] is Stroke.MUST
    assert strokes["step-2", "step-3"] is Stroke.SHOULD
    assert strokes["step-3", "step-4"] is Stroke.MAY
    assert strokes["step-1", "step-1/beside/0"] is Stroke.PLAIN
    assert strokes["step-3", "step-3/beside/1"] is Stroke.SILENT
    labels = {path.head: words(path.label) for path in on.paths if path.label}
    assert labels["step-2"] == "Not resolved (must)"
    assert labels["step-3"] == (
        "Not resolved the line manager of the raising side should take the case on"
    )
    assert labels["step-4"] == "Not agreed (may) within 20 working days"


def test_holes_are_open_boxes_and_endings_stand_where_they_belong() -> None:
    """Dashed, green, and with a thick outline at the foot."""
    on = sheet(four_steps())
    hole = box(on, "step-3/beside/1")
    assert (hole.outline, words(hole)) == (Outline.DASHED, "the policy does not say")
    green = box(on, "step-1/beside/0")
    assert [strip.fill for strip in green.strips] == [Fill.AGREED]
    end = box(on, "step-4/end/decision")
    assert end.outline is Outline.THICK
    assert end.y > box(on, "step-4").bottom
    assert box(on, "step-1/beside/0").x > box(on, "step-1").x + box(on, "step-1").width


def test_harm_is_the_black_row() -> None:
    """It stands on every card of which the lane is a line."""
    on = sheet(four_steps())
    black = {each.name for each in on.boxes for strip in each.strips if strip.fill is Fill.HARM}
    assert black >= {"step-1", "step-2", "step-3"}
    assert "step-4" not in black


def test_a_lane_to_a_far_stage_is_a_double_rail_and_one_to_the_next_needs_none() -> None:
    """Both sources share the rail; step 3's lane follows the ladder."""
    fast = [path for path in sheet(four_steps()).paths if path.fast and path.head == "step-4"]
    assert {path.tail for path in fast} == {"step-1", "step-2"}
    assert [path.arrow for path in fast].count(True) == 1


def test_the_legend_holds_what_occurs_and_nothing_else() -> None:
    """A ladder of plain talks has neither harm nor holes."""
    named = {words(each) for each in sheet(four_steps()).boxes if each.name.startswith("/legend")}
    assert {"must", "should", "may", "risk of harm, at any moment", "at any moment (must)"} <= named
    plain = {words(each) for each in sheet(ladder(2)).boxes if each.name.startswith("/legend")}
    assert plain == {"must", "stated without must, should or may"}


def test_marks_are_numbered_triangles_on_their_cards() -> None:
    """In order from left to right, on the band."""
    tags = sheet(four_steps(), marks=(Mark("step-2", 3), Mark("step-2", 4))).tags
    found = sorted(
        (tag.x, tag.text) for tag in tags if tag.shape is Shape.FINDING and tag.text != "1"
    )
    assert [text for _, text in found] == ["3", "4"]


def test_the_source_names_file_and_text() -> None:
    """The short hash is left out where none is given."""
    with_hash = words(box(sheet(four_steps(), fingerprint="1a2b3c4"), "/source"))
    assert with_hash == "Made from four-steps.procedure (text 1a2b3c4)"
    without = replace(four_steps(), path="")
    assert words(box(sheet(without), "/source")) == "Made from four-steps"


def test_what_comes_before_the_first_stage_stands_above_it() -> None:
    """Only where there is something to say."""
    on = sheet(four_steps(entries=(Entry(line(), target("step-2"), if_("complaint")),)))
    assert words(box(on, "/start")) == "If it is a complaint: start at Step 2 instead."
    assert box(on, "/start").bottom < box(on, "step-1").y
    assert "/start" not in {each.name for each in sheet(four_steps()).boxes}


def test_long_procedures_have_pages_with_joints() -> None:
    """Each page but the first is headed `continued`, and says where the ladder comes from."""
    pages = sheets(ladder(11))
    assert len(pages) > 1
    assert words(box(pages[1], "/title")) == "Resolving professional disagreements, continued"
    assert words(box(pages[0], "/source")).endswith(f"page 1 of {len(pages)}")
    joints = [each for on in pages for each in on.boxes if "/next-page" in each.name]
    assert [words(joint) for joint in joints] == [
        f"{words(box(on, joint.name)).split(' is')[0]} is on the next page"
        for on, joint in zip(pages, joints, strict=False)
    ]
    assert any("/page-before" in each.name for each in pages[1].boxes)
    cards = [
        each.name
        for on in pages
        for each in on.boxes
        if each.about and each.x == pages[0].boxes[0].x
    ]
    assert [name for name in cards if "/" not in name] == [f"step-{n}" for n in range(1, 12)]


def test_pages_hold_alike_many_stages() -> None:
    """No page is left with a single card."""
    counts = [
        sum(1 for each in on.boxes if each.about and "/" not in each.name)
        for on in sheets(ladder(11))
    ]
    assert max(counts) - min(counts) <= 2


def test_a_card_taller_than_a_page_goes_on() -> None:
    """Nothing is lost: every duty stands on some page."""
    pages = sheets(PROCEDURES["giant"])
    text = " ".join(words(each) for on in pages for each in on.boxes)
    assert all(f"do thing {n} of" in text for n in range(150))
    assert any("Step 1 continued" in words(each) for on in pages for each in on.boxes)


def test_a_panel_taller_than_a_page_goes_on() -> None:
    """The duties at every stage can be many."""
    many = tuple(duty(f"do thing {n} everywhere") for n in range(200))
    stages = tuple(replace(stage, duties=many) for stage in ladder(2).stages)
    pages = sheets(Procedure(**head(stages=stages)))
    panels = [
        each.name for on in pages for each in on.boxes if each.name.startswith("/every-stage")
    ]
    assert panels[:2] == ["/every-stage/0", "/every-stage/1"]


def test_broader_cards_are_taken_where_they_save_a_page() -> None:
    """Only then: cards are of one width otherwise."""
    words_of_one = "act as is fitting " * 8 + "here"
    stages = tuple(
        replace(stage, duties=tuple(duty(words_of_one) for _ in range(3)))
        for stage in ladder(4).stages
    )
    assert box(sheet(Procedure(**head(stages=stages))), "step-1").width == 440
    assert box(sheet(four_steps()), "step-1").width == 372


def test_a_narrow_drawing_is_one_sheet_without_rails() -> None:
    """Endings stand beneath their cards, and the ladder runs at the left."""
    on = sheet(four_steps(), narrow=True)
    assert on.width < 340
    assert box(on, "step-1/beside/0").y > box(on, "step-1").bottom
    assert not any(path.fast for path in on.paths)
    assert len(sheets(ladder(30), narrow=True)) == 1


def test_sheets_beneath_one_another_keep_their_names_apart() -> None:
    """Titles and joints occur on each of them."""
    pages = sheets(ladder(11))
    whole = stacked(pages)
    names = [box.name for box in whole.boxes] + [tag.name for tag in whole.tags]
    assert len(names) == len(set(names))
    assert whole.height > sum(page.height for page in pages)
    assert stacked(()).height == 0


# --- routes and rails -----------------------------------------------------------------------------


def routes(procedure: Procedure, name: str, abreast: int = 3) -> tuple[int, int, int]:
    """How many ways of a stage go down, beside and into rows."""
    found = routes_of(chart_of(procedure), abreast)[name]
    return len(found.down), len(found.beside), len(found.rows)


def test_more_edges_than_fit_side_by_side_are_rows() -> None:
    """Three go down; a fourth is told on the card."""
    conditions = ("complaint", "-complaint", "harm", "-harm")
    moves = [
        go("step-2", NOT_RESOLVED, condition=if_(atom), at_most=n + 1)
        for n, atom in enumerate(conditions)
    ]
    procedure = with_stage(four_steps(), "step-1", moves=(agreed(), *moves))
    assert routes(procedure, "step-1") == (3, 1, 1)
    assert routes(procedure, "step-1", abreast=1) == (1, 1, 3)


def test_more_boxes_than_fit_beside_are_rows() -> None:
    """Three stand beside; of the other endings the card tells."""
    moves = [
        go("end:resolved", (Outcome.AGREED,), MUST, condition=if_(atom))
        for atom in ("complaint", "-complaint", "harm", "-harm")
    ]
    procedure = with_stage(four_steps(), "step-1", moves=(*moves, go("step-2", NOT_RESOLVED)))
    assert routes(procedure, "step-1") == (1, 3, 1)


def test_what_is_wordy_beside_is_told_on_the_card_too() -> None:
    """Who takes it there and by when does not fit above a short edge."""
    move = go("end:resolved", (Outcome.AGREED,), MUST, actor=role("chair"), limit=within(2))
    procedure = with_stage(four_steps(), "step-1", moves=(move, go("step-2", NOT_RESOLVED)))
    assert routes(procedure, "step-1") == (1, 1, 1)


def leap(
    source: str, to: str, start: float, end: float | None, stroke: Stroke = Stroke.MUST
) -> Leap:
    """A line of a rail."""
    return Leap(source, to, start, end, stroke, fast=True)


def test_lines_to_one_stage_share_a_rail() -> None:
    """From above and from below; one arrow from each direction."""
    leaps = [leap("a", "z", 0, 100), leap("b", "z", 40, 100), leap("c", "z", 150, 100)]
    rails = rails_of(leaps)
    assert len(rails.rails) == 1
    paths, tags = drawn(rails, {}, {"z": 100})
    assert [path.arrow for path in paths] == [True, False, True]
    assert tags == []


def test_nested_rails_lie_beside_one_another() -> None:
    """The shortest is nearest to the cards."""
    rails = rails_of([leap("a", "z", 0, 100), leap("b", "y", 20, 80)])
    assert [(rail.leaps[0].source, rail.lane) for rail in rails.rails] == [("b", 0), ("a", 1)]
    assert rails.room > 20


def test_crossing_lines_are_lettered() -> None:
    """A line that starts inside another's span cannot leave it."""
    rails = rails_of([leap("a", "y", 0, 60), leap("b", "z", 30, 120)])
    assert [rail.leaps[0].source for rail in rails.rails] == ["a"]
    assert [each.source for each in rails.lettered] == ["b"]
    _, tags = drawn(rails, {"z": "A"}, {"y": 60, "z": 120})
    assert [(tag.text, tag.y) for tag in tags] == [("A", 30), ("A", 120)]


def test_a_fourth_rail_is_lettered() -> None:
    """Three lines share the side at most."""
    leaps = [leap(str(n), f"t{n}", n, 100 - n) for n in range(0, 40, 10)]
    assert len(rails_of(leaps).rails) == 3
    assert len(rails_of(leaps).lettered) == 1


def test_a_line_to_another_page_is_lettered_at_both_ends() -> None:
    """And the letter at an arrow that enters the same card stands above it."""
    rails = rails_of([leap("a", "z", 10, None), leap("b", "y", 5, 40)])
    _, tags = drawn(rails, {"z": "A", "y": "B"}, {"y": 40})
    assert [(tag.name, tag.y) for tag in tags] == [("a/to/z/0", 10), ("y/from", 26)]
    assert rails_of([]).room == 0


def test_letters_go_on_after_z() -> None:
    """A procedure may have many stages that far lines lead to."""
    count = 60
    stages = []
    for number in range(1, count + 1):
        to = (number * 7) % count + 1
        move = go(f"step-{to}", NOT_RESOLVED, at_most=2)
        stages.append(talk(f"step-{number}", "Talk", "worker", agreed(), move))
    chart = chart_of(Procedure(**head(stages=tuple(stages))))
    letters = {tag.text for on in sheets_of(chart, Wishes()) for tag in on.tags}
    assert {"A", "Z", "A1"} <= letters


def test_two_endings_at_the_foot_stand_side_by_side() -> None:
    """Each beneath the edges that lead to it, with the duties on reaching it."""
    endings = (
        *head()["endings"],
        Ending(
            "ombudsman", "Ombudsman", EndingKind.REFERRAL, line(), duties=(duty("tell", SHOULD),)
        ),
        Ending("hub", "Hub", EndingKind.HAND_OVER, line(), "the hub", (duty("go", MUST),)),
    )
    moves = (
        agreed("end:hub"),
        go("end:decision", (Outcome.NOT_AGREED,), MUST),
        go("end:ombudsman", (Outcome.NO_ANSWER,), MAY),
    )
    stage = talk("one", "One", "worker", *moves)
    on = sheet(Procedure(**head(stages=(stage,), endings=endings)))
    feet = [box(on, f"one/end/{name}") for name in ("hub", "decision", "ombudsman")]
    assert len({each.y for each in feet}) == 1
    assert [words(each) for each in feet] == [
        "Hub hand-over to the hub go",
        "Panel decision",
        "Ombudsman by referral tell",
    ]


def test_duties_on_an_agreement_stand_at_the_foot() -> None:
    """An agreement stands beside many cards: what follows it is told once."""
    resolved = Ending("resolved", "Resolved", EndingKind.AGREEMENT, line(), duties=(duty("tell"),))
    limbo = Ending("limbo", "Limbo", EndingKind.WITHOUT_OUTCOME, line(), duties=(duty("go"),))
    stage = talk(
        "one", "One", "worker", agreed(), lane("end:limbo", "complaint"), lane("one", "harm")
    )
    on = sheet(Procedure(**head(stages=(stage,), endings=(resolved, limbo))))
    assert words(box(on, "/on/resolved")) == "Resolved: what follows tell"
    assert words(box(on, "/on/limbo")) == "Limbo: what follows go"


def test_what_is_missing_is_a_dashed_panel_and_totals_stand_at_every_stage() -> None:
    """Neither belongs to one card."""
    totals = (TotalLimit(line(), MUST, within(5), ("step-1", "step-2")),)
    documents = (Named("appendix", "Appendix 1", line(), missing=True),)
    on = sheet(replace(four_steps(), totals=totals, documents=documents))
    assert box(on, "/absent").outline is Outline.DASHED
    assert "Appendix 1" in words(box(on, "/absent"))
    assert "Step 1 and Step 2 together: within 5 working days" in words(box(on, "/every-stage"))


def test_tracks_waits_and_missing_stages_show_on_their_cards() -> None:
    """A missing stage is dashed, and nothing leads on from a track to the ladder."""
    procedure = with_stage(four_steps(tracks=(Named("p", "Police", line()),)), "step-2", track="p")
    procedure = with_stage(procedure, "step-3", missing=True, who=())
    chart = chart_of(procedure, {"step-1": "at most 5 days"})
    (on,) = sheets_of(chart, Wishes())
    assert "At most 5 days" in words(box(on, "step-1"))
    assert "Runs beside the other stages: Police" in words(box(on, "step-2"))
    assert box(on, "step-3").outline is Outline.DASHED
    assert routes_of(chart)["step-4"].last


@pytest.mark.parametrize("name", ["title", "start", "source", "page", "absent", "every-stage"])
def test_a_stage_may_be_called_like_a_part_of_the_drawing(name: str) -> None:
    """It has a card of its own beside the drawing's title, source and panels."""
    stages = (talk(name, "Alpha", "worker", agreed()), talk("two", "Beta", "manager", agreed()))
    on = sheet(Procedure(**head(stages=stages)))
    assert words(box(on, name)).startswith("Alpha")
    nodes = re.findall(r"^\t(\S+) \[", dot_of(on, "p"), re.MULTILINE)
    names = [node.strip('"') for node in nodes if node not in {"graph", "node", "edge"}]
    assert {name, "/title", "/source", "/page"} <= set(names)
    assert len(set(names)) == len(names)
