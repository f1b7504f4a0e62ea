"""Which cards stand on which page of A4 paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from checker.flowchart.shapes import band
from checker.flowchart.sheet import Fill, Strip
from checker.flowchart.tiles import placed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.flowchart.cards import Way
    from checker.flowchart.sheet import Box
    from checker.flowchart.tiles import Geometry, Tile

PAPER_WIDTH, PAPER_HEIGHT = 595.0, 842.0
"""A4 in points."""
PAPER_MARGIN = 30.0
SMALLEST = 8.0
"""The smallest text on paper, in points."""
LEAST_SCALE = 0.8
"""How far a page may be made smaller: text of 10 points to the smallest."""
CAPACITY = (PAPER_HEIGHT - 2 * PAPER_MARGIN) / LEAST_SCALE
"""The height of a page's content before it is made smaller, in points."""
MOST_STAGES = 8
"""How many stages stand on one page."""
PANEL_GAP = 10.0
JOINT_ABOVE, JOINT_BENEATH = 42.0, 30.0
"""The heights taken by the boxes that say where the ladder comes from and goes on, in points."""


class Page(Struct, frozen=True):
    """What stands on one page, in order, not yet placed."""

    tiles: tuple[Tile, ...]
    panels: tuple[Box, ...]


class Room(Struct, frozen=True):
    """The heights that are taken on the first page, on each later one, and at each foot."""

    first: float
    later: float
    foot: float


def pages_of(
    tiles: Sequence[Tile], panels: Sequence[Box], taken: Room, geometry: Geometry
) -> tuple[Page, ...]:
    """Fills pages in order. A narrow drawing is for a screen and has one page."""
    whole = sum(tile.height for tile in tiles) + sum(panel.height + PANEL_GAP for panel in panels)
    stages = len({tile.card.name for tile in tiles})
    fits = whole <= CAPACITY - taken.first - taken.foot and stages <= MOST_STAGES
    if geometry.narrow or fits:
        return (Page(tuple(tiles), tuple(panels)),)
    room = CAPACITY - max(taken.first, taken.later) - taken.foot - JOINT_ABOVE - JOINT_BENEATH
    pieces = [piece for tile in tiles for piece in _split(tile, room, geometry)]
    parts = [part for panel in panels for part in _split_panel(panel, room)]
    pages = _filled(pieces, parts, taken, 1.0)
    for percent in range(95, 40, -5):
        tighter = _filled(pieces, parts, taken, percent / 100)
        if len(tighter) > len(pages):
            break
        pages = tighter
    return pages


def _filled(pieces: list[Tile], panels: list[Box], taken: Room, share: float) -> tuple[Page, ...]:
    """Fills page after page up to a share of its room; each takes one block at least."""
    filled: list[tuple[list[Tile], list[Box]]] = [([], [])]
    used = taken.first
    limit = CAPACITY * share - taken.foot
    before: Tile | None = None
    for number, piece in enumerate(pieces):
        beneath = JOINT_BENEATH if number + 1 < len(pieces) and piece.downs else 0.0
        full = used + piece.height + beneath > limit or len(filled[-1][0]) >= MOST_STAGES
        if full and filled[-1][0]:
            filled.append(([], []))
            used = taken.later + (JOINT_ABOVE if before is not None and before.downs else 0.0)
        filled[-1][0].append(piece)
        used += piece.height
        before = piece
    for panel in panels:
        if used + panel.height + PANEL_GAP > limit and any(filled[-1]):
            filled.append(([], []))
            used = taken.later
        filled[-1][1].append(panel)
        used += panel.height + PANEL_GAP
    return tuple(Page(tuple(tiles), tuple(beneath)) for tiles, beneath in filled)


def _split(tile: Tile, room: float, geometry: Geometry) -> list[Tile]:
    """A tile too tall for a page as several cards, the later ones headed with `continued`."""
    if tile.height <= room:
        return [tile]
    ends = tile.height - tile.body
    ways = dict(tile.rows)
    strips = [(strip, ways.get(index)) for index, strip in enumerate(tile.box.strips)]
    inner = tile.box.width - 2
    fill = Fill.PAPER if tile.card.missing else Fill.BAND
    head = band(tile.card.label, "continued", inner, fill=fill)
    chunks = _chunks(strips, room - ends - head.height - 2)
    found = []
    for number, chunk in enumerate(chunks):
        if number:
            chunk.insert(0, (head, None))
        last = number == len(chunks) - 1
        name = f"{tile.card.name}{f'/{number + 1}' if number else ''}"
        box = replace(tile.box, name=name, strips=tuple(strip for strip, _ in chunk))
        rows = tuple((at, way) for at, (_, way) in enumerate(chunk) if way is not None)
        beside, body = placed(tile.beside if last else (), box, geometry)
        found.append(
            replace(
                tile,
                box=box,
                rows=rows,
                beside=beside,
                downs=tile.downs if last else (),
                ends=tile.ends if last else (),
                body=body,
                gap=tile.gap if last else 10.0,
            )
        )
    return found


def _split_panel(panel: Box, room: float) -> list[Box]:
    if panel.height <= room:
        return [panel]
    chunks = _chunks([(strip, None) for strip in panel.strips], room)
    return [
        replace(panel, name=f"{panel.name}/{number}", strips=tuple(strip for strip, _ in chunk))
        for number, chunk in enumerate(chunks)
    ]


def _chunks(
    strips: list[tuple[Strip, Way | None]], room: float
) -> list[list[tuple[Strip, Way | None]]]:
    """Strips in chunks no taller than the room; a strip that is too tall itself is cut."""
    chunks: list[list[tuple[Strip, Way | None]]] = [[]]
    used = 0.0
    for strip, way in strips:
        for part in _cut(strip, room):
            if chunks[-1] and used + part.height > room:
                chunks.append([])
                used = 0.0
            chunks[-1].append((part, way if part.lines[:1] == strip.lines[:1] else None))
            used += part.height
    return chunks


def _cut(strip: Strip, room: float) -> list[Strip]:
    most = max(int((room - 2 * strip.pad) / strip.pitch), 1)
    if len(strip.lines) <= most:
        return [strip]
    return [
        replace(strip, lines=strip.lines[at : at + most]) for at in range(0, len(strip.lines), most)
    ]
