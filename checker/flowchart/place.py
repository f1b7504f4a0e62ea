"""Places the boxes, edges and tags of one card after another on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from checker.flowchart.cards import GoalKind, WayKind
from checker.flowchart.rails import Leap
from checker.flowchart.runs import plain
from checker.flowchart.shapes import MARGIN, text_strip
from checker.flowchart.sheet import Box, Path, Shape, Stroke, Tag
from checker.flowchart.tiles import ARROW
from checker.procedure.model import Strength

if TYPE_CHECKING:
    from checker.flowchart.cards import Way
    from checker.flowchart.route import Route
    from checker.flowchart.tiles import Beside, Geometry, Tile

_STROKES = {
    Strength.MUST: Stroke.MUST,
    Strength.SHOULD: Stroke.SHOULD,
    Strength.MAY: Stroke.MAY,
    Strength.PLAIN: Stroke.PLAIN,
}


class Mark(Struct, frozen=True):
    """A finding to mark on a card: the stage's name and the finding's number."""

    stage: str
    number: int


class Wishes(Struct, frozen=True):
    """What a drawing is asked to show besides the procedure itself; `fingerprint` is the short hash
    of the text.
    """

    narrow: bool = False
    marks: tuple[Mark, ...] = ()
    route: Route | None = None
    fingerprint: str = ""


class Canvas(Struct):
    """A page while it is filled from `top` downwards; the cards' left edge is at 0.

    `bands`: the height at the middle of the band of each card.
    """

    boxes: list[Box] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    leaps: list[Leap] = field(default_factory=list)
    bands: dict[str, float] = field(default_factory=dict)
    top: float = 0.0

    def put(self, box: Box, gap: float) -> None:
        """Puts a box at the left and goes on beneath it."""
        self.boxes.append(box.moved(0, self.top))
        self.top += box.height + gap


def place_tile(canvas: Canvas, tile: Tile, geometry: Geometry, wishes: Wishes) -> None:
    """Puts a card with what stands beside it; what leads on from it is placed apart."""
    box = tile.box.moved(0, canvas.top)
    canvas.boxes.append(box)
    canvas.bands.setdefault(tile.card.name, box.middle(0))
    for at, way in tile.rows:
        goal = way.goal
        if goal is None or goal.kind is not GoalKind.STAGE or goal.name is None:
            continue
        if not (way.kind is WayKind.LANE and _is_next(tile, goal.name)):
            canvas.leaps.append(_leap(tile.card.name, goal.name, box.middle(at), way, wishes.route))
    marks = [mark for mark in wishes.marks if mark.stage == tile.card.name]
    if box.name == tile.card.name:
        for index, mark in enumerate(reversed(marks)):
            x = box.width - 18 - 26 * index
            name = f"{box.name}/finding{index}"
            canvas.tags.append(Tag(name, x, box.middle(0), Shape.FINDING, str(mark.number)))
    _number_stops(canvas, box, wishes.route)
    for each in tile.beside:
        _place_beside(canvas, tile, each, geometry, wishes)
    canvas.top += tile.body


def _is_next(tile: Tile, name: str) -> bool:
    """Whether the ladder leads there already."""
    return any(down.way.goals[0].name == name for down in tile.downs)


def _leap(source: str, target: str, start: float, way: Way, route: Route | None) -> Leap:
    taken = route is not None and route.takes(source, way)
    fast = way.kind is WayKind.LANE
    faded = route is not None and not taken
    return Leap(source, target, start, None, stroke_of(way), fast, faded=faded, route=taken)


def stroke_of(way: Way) -> Stroke:
    """How the line of a way is drawn."""
    return Stroke.SILENT if way.silent else _STROKES[way.strength]


def _number_stops(canvas: Canvas, box: Box, route: Route | None) -> None:
    """Numbered circles beside the lines that tell what happens here in a story."""
    if route is None or box.about is None or not box.strips or not box.strips[-1].route:
        return
    strip = box.strips[-1]
    top = box.bottom - strip.height + strip.pad
    heads = [index for index, line in enumerate(strip.lines) if line.bullet]
    for index, stop in zip(heads, route.stops[box.about][-len(heads) :], strict=False):
        y = top + (index + 0.5) * strip.pitch
        name = f"{box.name}/stop{stop.number}"
        canvas.tags.append(Tag(name, box.x + MARGIN + 7, y, Shape.STEP, str(stop.number)))


def _place_beside(
    canvas: Canvas, tile: Tile, each: Beside, geometry: Geometry, wishes: Wishes
) -> None:
    side = 0.0 if geometry.narrow else tile.box.width
    box = each.box.moved(side + geometry.gap + each.box.x, canvas.top + each.box.y)
    label = each.label.moved(side + each.label.x, canvas.top + each.label.y)
    middle = box.y + box.height / 2
    points = ((tile.box.width, middle), (box.x, middle))
    if geometry.narrow:
        points = ((box.x + 6, canvas.top + tile.box.height), (box.x + 6, box.y))
    stroke = stroke_of(each.way)
    path = Path(tile.box.name, box.name, points, stroke, faded=box.faded, route=box.route)
    canvas.boxes.append(box)
    canvas.paths.append(replace(path, label=label))
    _number_stops(canvas, box, wishes.route)


# --- down the ladder ------------------------------------------------------------------------------


def place_downs(canvas: Canvas, tile: Tile, following: Tile | None, wishes: Wishes) -> None:
    """The edges from a card to the next one, to the endings at the foot, or to the next page."""
    start = canvas.top - tile.body + tile.box.height
    beneath = canvas.top
    canvas.top += tile.gap
    heads: dict[str | None, str] = {}
    for end in tile.ends:
        box = end.moved(end.x, canvas.top)
        canvas.boxes.append(box)
        heads[box.about] = box.name
        _number_stops(canvas, box, wishes.route)
    if tile.ends:
        canvas.top += max(box.height for box in tile.ends) + 16
    elif tile.downs and following is None:
        goal = tile.downs[0].way.goals[0]
        name = f"{tile.card.name}/next-page"
        canvas.put(_joint(name, f"{goal.words} is on the next page", wishes), 10)
        heads[goal.name] = name
    arrow = beneath + tile.gap
    for down in tile.downs:
        goal = down.way.goals[0]
        label_top = beneath + (tile.gap - 4 - down.label.height) / 2
        head = heads.get(goal.name) or (following.box.name if following else "")
        path = Path(
            tile.box.name,
            head,
            ((down.x, start), (down.x, arrow)),
            stroke_of(down.way),
            fast=down.way.kind is WayKind.LANE,
            faded=down.label.faded,
            route=wishes.route is not None and not down.label.faded,
            label=down.label.moved(down.x + 4, label_top),
        )
        canvas.paths.append(path)


def place_joint(canvas: Canvas, before: Tile, tile: Tile, wishes: Wishes) -> None:
    """Where the ladder comes from, at the top of a page."""
    name = f"{tile.card.name}/page-before"
    box = _joint(name, f"from {before.card.label} on the page before", wishes)
    canvas.put(box, ARROW + 8)
    for down in before.downs:
        points = ((down.x, canvas.top - ARROW - 8), (down.x, canvas.top))
        faded = down.label.faded
        path = Path(name, tile.box.name, points, stroke_of(down.way), faded=faded)
        canvas.paths.append(replace(path, route=wishes.route is not None and not faded))


def _joint(name: str, words: str, wishes: Wishes) -> Box:
    strip = text_strip([plain(words)], 238.0, pad=2.0)
    return Box(name, 0, 0, 240.0, (strip,), faded=wishes.route is not None)
