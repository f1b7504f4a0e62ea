"""A card with what belongs to it: boxes at its side, labels beneath it, endings at its foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from checker.flowchart.metrics import wrap
from checker.flowchart.runs import bold, plain
from checker.flowchart.shapes import (
    SEPARATOR,
    SPARE,
    card_strips,
    duty_strips,
    edge_words,
    goal_box,
    side_words,
    text_strip,
    way_strip,
)
from checker.flowchart.sheet import SIZE, Box, Outline, Strip, TextLine
from checker.procedure.model import EndingKind

if TYPE_CHECKING:
    from checker.flowchart.cards import Card, Chart, End, Way
    from checker.flowchart.route import Route, Stop
    from checker.flowchart.routes import Routes

ARROW = 14.0
"""The least length of an edge beside or beneath its label, in points."""
GAP = 34.0
"""The least height between two cards, in points."""


class Geometry(Struct, frozen=True):
    """The widths of a drawing in points: a card, the gap to the boxes beside it, and those boxes.

    `narrow`: no side; what would stand there stands beneath the card.
    """

    card: float
    gap: float
    side: float
    narrow: bool = False

    @property
    def width(self) -> float:
        """The width of the whole."""
        return self.card + self.gap + self.side


WIDE = Geometry(card=372.0, gap=76.0, side=98.0)
BROAD = Geometry(card=440.0, gap=76.0, side=98.0)
NARROW = Geometry(card=316.0, gap=0.0, side=0.0, narrow=True)
STEM = 20.0
"""In a narrow drawing, where the ladder's edge runs from the card's left, in points."""


class Beside(Struct, frozen=True):
    """A box at a card's side and the label of the edge to it."""

    way: Way
    box: Box
    label: Box


class Down(Struct, frozen=True):
    """An edge down the ladder: the way, its label, and its place among its neighbours."""

    way: Way
    label: Box
    x: float


class Tile(Struct, frozen=True):
    """A card's boxes, placed as if the card's corner were at 0, 0; `rows` names the strip that
    tells each way; `ends` are the boxes of endings at the foot.
    """

    card: Card
    box: Box
    routes: Routes
    rows: tuple[tuple[int, Way], ...]
    beside: tuple[Beside, ...]
    downs: tuple[Down, ...]
    ends: tuple[Box, ...]
    body: float
    """The height of the card with what stands beside it, or in a narrow drawing beneath it."""
    gap: float
    """The height from there to what comes next."""

    @property
    def height(self) -> float:
        """The height of the whole, with the gap beneath it."""
        ends = max((box.height for box in self.ends), default=0.0)
        return self.body + self.gap + ends


def tile_of(
    chart: Chart, card: Card, routes: Routes, geometry: Geometry, route: Route | None
) -> Tile:
    """The tile of a card."""
    inner = geometry.card - 2
    strips = list(card_strips(card, inner))
    rows: list[tuple[int, Way]] = []
    for way in routes.rows:
        if rows:
            strips.append(SEPARATOR)
        rows.append((len(strips), way))
        strips.append(way_strip(way, inner))
    visited = route is not None and card.name in route.stops
    if route is not None and visited:
        strips.append(stops_strip(route.stops[card.name], inner))
    box = Box(
        card.name,
        0,
        0,
        geometry.card,
        tuple(strips),
        Outline.DASHED if card.missing else Outline.PLAIN,
        faded=route is not None and not visited,
        route=visited,
        about=card.name,
    )
    beside, body = placed(_beside(card, routes, geometry, route), box, geometry)
    downs = _downs(routes, geometry, route, card)
    ends = _ends(chart, card, routes, geometry, route)
    labels = max((down.label.height for down in downs), default=0.0)
    gap = max(GAP, labels + ARROW + 4) if downs else GAP - 10
    return Tile(card, box, routes, tuple(rows), beside, downs, ends, body, gap)


def stops_strip(stops: tuple[Stop, ...], width: float) -> Strip:
    """What happens at a place in a story, with room for numbered circles at the left."""
    room = (width - 40) * SPARE
    lines = tuple(
        TextLine(line, bullet=index == 0)
        for stop in stops
        for index, line in enumerate(wrap(bold(stop.words), room, SIZE))
    )
    return Strip(lines, pitch=17.0, indent=21.0, pad=3.0, route=True)


# --- beside ---------------------------------------------------------------------------------------


def _beside(
    card: Card, routes: Routes, geometry: Geometry, route: Route | None
) -> tuple[Beside, ...]:
    count = len(routes.beside)
    if geometry.narrow:
        pitch = (geometry.card - 2 * STEM - 20) / max(count, 1)
        box_width, label_width = min(pitch - 8, 150.0), pitch - 16
    else:
        box_width, label_width = geometry.side, geometry.gap - 2
    found = []
    for index, way in enumerate(routes.beside):
        goal = way.goals[0]
        name = f"{card.name}/beside/{index}"
        taken = route is not None and route.takes(card.name, way)
        box = replace(
            goal_box(name, goal, box_width), faded=route is not None and not taken, route=taken
        )
        if route is not None and taken and goal.name in route.stops:
            strip = stops_strip(route.stops[goal.name][-1:], box_width - 2)
            box = replace(box, strips=(*box.strips, strip))
        strip = text_strip(side_words(way), label_width + 14, pad=1.0)
        label = Box(f"{name}/label", 0, 0, label_width, (strip,), Outline.NONE, faded=box.faded)
        found.append(Beside(way, box, label))
    return tuple(found)


def placed(
    beside: tuple[Beside, ...], card: Box, geometry: Geometry
) -> tuple[tuple[Beside, ...], float]:
    """What stands beside a card in its place, and the height of card and all."""
    return _placed_beneath(beside, card) if geometry.narrow else _placed(beside, card)


def _placed(beside: tuple[Beside, ...], card: Box) -> tuple[tuple[Beside, ...], float]:
    """The boxes beneath one another, in the middle of the card's height; the height of it all."""
    needs = [
        max(each.label.height + 3, each.box.height / 2) + each.box.height / 2 + 8 for each in beside
    ]
    body = max(card.height, sum(needs))
    slack = (body - sum(needs)) / max(len(beside), 1)
    found = []
    top = slack / 2
    for need, each in zip(needs, beside, strict=True):
        line = top + need - 4 - each.box.height / 2
        box = each.box.moved(0, line - each.box.height / 2)
        label = each.label.moved(0, line - 3 - each.label.height)
        found.append(replace(each, box=box, label=label))
        top += need + slack
    return tuple(found), body


def _placed_beneath(beside: tuple[Beside, ...], card: Box) -> tuple[tuple[Beside, ...], float]:
    """The boxes next to one another beneath the card, to the right of the ladder's edge."""
    if not beside:
        return (), card.height
    labels = max(each.label.height for each in beside)
    top = card.height + max(labels + 6, ARROW + 8)
    pitch = (card.width - 2 * STEM - 20) / len(beside)
    found = []
    for index, each in enumerate(beside):
        x = 2 * STEM + 20 + index * pitch
        label = each.label.moved(x + 12, card.height + 2)
        found.append(replace(each, box=each.box.moved(x, top), label=label))
    return tuple(found), top + max(each.box.height for each in beside)


# --- down -----------------------------------------------------------------------------------------


def _downs(routes: Routes, geometry: Geometry, route: Route | None, card: Card) -> tuple[Down, ...]:
    count = len(routes.down)
    slot = geometry.card / max(count, 1)
    offset = STEM if geometry.narrow else (110.0 if count == 1 else 24.0)
    found = []
    for index, way in enumerate(routes.down):
        x = index * slot + offset
        faded = route is not None and not route.takes(card.name, way)
        strip = text_strip(edge_words(way), slot - offset + 2, pad=1.0)
        label = Box(
            f"{card.name}/down{index or ''}",
            x,
            0,
            slot - offset - 6,
            (strip,),
            Outline.NONE,
            faded=faded,
        )
        found.append(Down(way, label, x))
    return tuple(found)


def _ends(
    chart: Chart, card: Card, routes: Routes, geometry: Geometry, route: Route | None
) -> tuple[Box, ...]:
    """The endings at the foot, each as wide as the edges that lead to it."""
    if not routes.last or not routes.down:
        return ()
    slot = geometry.card / len(routes.down)
    names = [way.goals[0].name for way in routes.down]
    found = []
    for name in dict.fromkeys(names):
        end = next(end for end in chart.ends if end.name == name)
        width = slot * names.count(name) - (12 if len(names) > names.count(name) else 0)
        taken = route is not None and name in route.stops
        box = end_box(f"{card.name}/end/{name}", end, width)
        if route is not None and taken and name is not None:
            strip = stops_strip(route.stops[name][-1:], width - 6)
            box = replace(box, strips=(*box.strips, strip))
        faded = route is not None and not taken
        found.append(replace(box, x=names.index(name) * slot, faded=faded, route=taken, about=name))
    return tuple(found)


def end_box(name: str, end: End, width: float) -> Box:
    """An ending at the foot, with what follows."""
    inner = width - 6
    paragraphs = [bold(end.title)]
    said = end.follows.split()[-1].casefold() in end.title.casefold() if end.follows else True
    if not said or end.kind is EndingKind.HAND_OVER:
        paragraphs.append(plain(end.follows))
    strips = [text_strip(paragraphs, inner, centred=not end.duties)]
    strips += duty_strips(end.duties, inner)
    return Box(name, 0, 0, width, tuple(strips), Outline.THICK)
