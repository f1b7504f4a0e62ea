"""From cards to sheets: a ladder of stage cards down one column, on as many pages as it needs.

A ladder has one sensible layout and its measures are known beforehand, so it is computed here, and
Graphviz draws what it is given: nothing moves from one version of it to the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.flowchart.foot import legend, panels, source_box, start_box, title_box
from checker.flowchart.pages import PANEL_GAP, Room, pages_of
from checker.flowchart.place import Canvas, place_downs, place_joint, place_tile
from checker.flowchart.rails import Rails, drawn, rails_of
from checker.flowchart.routes import MOST_ABREAST, routes_of
from checker.flowchart.sheet import Sheet
from checker.flowchart.tiles import BROAD, NARROW, WIDE, tile_of

if TYPE_CHECKING:
    from checker.flowchart.cards import Chart
    from checker.flowchart.pages import Page
    from checker.flowchart.place import Wishes
    from checker.flowchart.tiles import Geometry

FOOT_ROOM = 86.0
"""The height kept free on each page for legend and source, in points."""
EDGE = 5.0
"""Around everything, so that no outline is cut, in points."""


def sheets_of(chart: Chart, wishes: Wishes) -> tuple[Sheet, ...]:
    """The pages of a drawing; a narrow one is a single long sheet.

    Where the cards do not fit on one page, broader ones are tried: they are less tall.
    """
    geometry = NARROW if wishes.narrow else WIDE
    pages = _arranged(chart, geometry, wishes)
    if len(pages) > 1:
        broader = _arranged(chart, BROAD, wishes)
        if len(broader) < len(pages):
            geometry, pages = BROAD, broader
    canvases = [_filled(chart, pages, number, geometry, wishes) for number in range(len(pages))]
    rails = [Rails((), ()) if wishes.narrow else rails_of(canvas.leaps) for canvas in canvases]
    _add_rails(canvases, rails)
    for number, canvas in enumerate(canvases):
        page = f"page {number + 1} of {len(pages)}" if len(pages) > 1 else ""
        _foot(canvas, chart, geometry, wishes, page)
    left = max((each.room for each in rails), default=0.0) + EDGE
    return tuple(_shifted(canvas, left, geometry) for canvas in canvases)


def _arranged(chart: Chart, geometry: Geometry, wishes: Wishes) -> tuple[Page, ...]:
    """What stands on which page, with cards of that width."""
    routes = routes_of(chart, 1 if wishes.narrow else MOST_ABREAST)
    tiles = [
        tile_of(chart, card, routes[card.name], geometry, wishes.route) for card in chart.cards
    ]
    shown = [end.about for tile in tiles for end in tile.ends]
    beneath = [
        replace(panel, faded=wishes.route is not None)
        for panel in panels(chart, geometry.width, shown)
    ]
    taken = Room(
        _head(Canvas(), chart, geometry, 0), _head(Canvas(), chart, geometry, 1), FOOT_ROOM
    )
    return pages_of(tiles, beneath, taken, geometry)


def _head(canvas: Canvas, chart: Chart, geometry: Geometry, number: int) -> float:
    """Puts the head on a page; the height where the cards begin."""
    canvas.put(title_box(chart, geometry.width, continued=number > 0), 10)
    start = start_box(chart, geometry.card) if number == 0 else None
    if start is not None:
        canvas.put(start, 14)
    return canvas.top


def _filled(
    chart: Chart, pages: tuple[Page, ...], number: int, geometry: Geometry, wishes: Wishes
) -> Canvas:
    """A page with all but its rails and its foot."""
    canvas = Canvas(top=EDGE)
    _head(canvas, chart, geometry, number)
    tiles = pages[number].tiles
    before = pages[number - 1].tiles[-1:] if number else ()
    if before and tiles and before[0].downs and not before[0].ends:
        place_joint(canvas, before[0], tiles[0], wishes)
    for index, tile in enumerate(tiles):
        place_tile(canvas, tile, geometry, wishes)
        place_downs(canvas, tile, tiles[index + 1] if index + 1 < len(tiles) else None, wishes)
    for panel in pages[number].panels:
        canvas.put(panel, PANEL_GAP)
    canvas.leaps = [replace(leap, end=canvas.bands.get(leap.target)) for leap in canvas.leaps]
    return canvas


def _add_rails(canvases: list[Canvas], rails: list[Rails]) -> None:
    """The lines at the left of each page, and one letter for each stage that letters lead to."""
    targets = dict.fromkeys(leap.target for each in rails for leap in each.lettered)
    letters = {target: _letter(number) for number, target in enumerate(targets)}
    for canvas, each in zip(canvases, rails, strict=True):
        paths, tags = drawn(each, letters, canvas.bands)
        canvas.paths += paths
        canvas.tags += tags


def _letter(number: int) -> str:
    """A to Z, then A1 to Z1, and so on."""
    turn, at = divmod(number, 26)
    return chr(ord("A") + at) + (str(turn) if turn else "")


def _foot(canvas: Canvas, chart: Chart, geometry: Geometry, wishes: Wishes, page: str) -> None:
    """The legend of what occurs on the page, and the source."""
    fills = {strip.fill for box in canvas.boxes for strip in box.strips}
    outlines = {box.outline for box in canvas.boxes if box.name != "/absent"}
    key = legend(canvas.paths, canvas.tags, fills, outlines, geometry.width)
    canvas.boxes += [box.moved(box.x, box.y + canvas.top) for box in key.boxes]
    canvas.tags += [replace(tag, y=tag.y + canvas.top) for tag in key.tags]
    canvas.paths += [
        replace(path, points=tuple((x, y + canvas.top) for x, y in path.points))
        for path in key.paths
    ]
    canvas.top += key.height + 2
    canvas.put(source_box(chart, wishes.fingerprint, geometry.width, page), 0)


def _shifted(canvas: Canvas, left: float, geometry: Geometry) -> Sheet:
    """The finished page, with room for the rails at its left."""
    return Sheet(
        left + geometry.width + EDGE,
        canvas.top + EDGE,
        tuple(box.moved(box.x + left, box.y) for box in canvas.boxes),
        tuple(
            replace(
                path,
                points=tuple((x + left, y) for x, y in path.points),
                label=path.label.moved(path.label.x + left, path.label.y) if path.label else None,
            )
            for path in canvas.paths
        ),
        tuple(replace(tag, x=tag.x + left) for tag in canvas.tags),
    )
