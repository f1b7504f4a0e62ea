"""From a sheet to DOT: every node and edge with its position, for Graphviz to draw as it stands.

`neato -n2` draws the same picture from the DOT.
"""

from __future__ import annotations

import re
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

import graphviz

from checker.flowchart.colours import AGREED, BAND, FADED, HARM, INK, PAPER, ROUTE, ROW
from checker.flowchart.metrics import FAMILY
from checker.flowchart.runs import Face, bold, plain
from checker.flowchart.shapes import MARGIN
from checker.flowchart.sheet import SIZE, Fill, Outline, Shape, Stroke

if TYPE_CHECKING:
    from checker.flowchart.runs import Runs
    from checker.flowchart.sheet import Box, Path, Sheet, Strip, Tag, TextLine

_GROUNDS = {
    Fill.PAPER: (PAPER, INK),
    Fill.BAND: (BAND, PAPER),
    Fill.HARM: (HARM, PAPER),
    Fill.ROW: (ROW, INK),
    Fill.AGREED: (AGREED, INK),
}
_PENS = {
    Stroke.MUST: 2.2,
    Stroke.SHOULD: 2.2,
    Stroke.MAY: 2.2,
    Stroke.PLAIN: 1.0,
    Stroke.SILENT: 1.0,
}
_DASHES = {Stroke.SHOULD: (8.0, 4.0), Stroke.MAY: (2.2, 3.8)}
"""The lengths of a dash and of the gap after it, in points; Graphviz's own are too short."""
_FINE = 2
"""How much larger everything is set than it is drawn: text is placed on whole dots of a screen."""
_HEAD = 8.0
"""The length of an arrow's head, in points; Graphviz's own is 10."""
_THICK, _ROUTE_PEN, _FAST_PEN, _FAST_CORE = 2.5, 3.4, 4.6, 2.0
_FACES = {Face.REGULAR: "{}", Face.BOLD: "<B>{}</B>", Face.ITALIC: "<I>{}</I>"}
_TABLE = '<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">'
JOINER = "\u2060"
"""Has no width; after a backslash it keeps Graphviz from filling in a node's name for `\\N`."""
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML does not allow: control characters, surrogates and the two last of the basic plane."""


def dot_of(sheet: Sheet, name: str) -> str:
    """The DOT source of a sheet."""
    drawing = graphviz.Digraph(
        name=name,
        graph_attr={
            "bb": f"0,0,{_n(_FINE * sheet.width)},{_n(_FINE * sheet.height)}",
            "bgcolor": PAPER,
            "fontname": FAMILY,
            "margin": "0",
            "outputorder": "edgesfirst",
            "pad": "0",
            "size": f"{_inches(sheet.width / _FINE)},{_inches(sheet.height / _FINE)}",
            "splines": "line",
        },
        node_attr={
            "fontcolor": INK,
            "fontname": FAMILY,
            "fontsize": _n(_FINE * SIZE),
            "margin": "0",
            "shape": "plain",
        },
        edge_attr={
            "fontcolor": INK,
            "fontname": FAMILY,
            "fontsize": _n(_FINE * SIZE),
            "arrowsize": _n(_FINE * _HEAD / 10),
        },
    )
    drawing.node(
        "/page",
        label="",
        shape="box",
        style="invis",
        width=_inches(sheet.width),
        height=_inches(sheet.height),
        pos=_at(sheet, sheet.width / 2, sheet.height / 2),
    )
    for box in sheet.boxes:
        middle = _at(sheet, box.x + box.width / 2, box.y + box.height / 2)
        drawing.node(box.name, label=f"<{_table(box)}>", pos=middle, **_outline(box))
    known = {box.name for box in sheet.boxes}
    for path in sheet.paths:
        for end, point in ((path.tail, path.points[0]), (path.head, path.points[-1])):
            if end not in known:
                known.add(end)
                drawing.node(end, shape="point", style="invis", width="0", pos=_at(sheet, *point))
        _add_path(drawing, sheet, path)
    for tag in sheet.tags:
        _add_tag(drawing, sheet, tag)
    return str(drawing.source)


def _n(number: float) -> str:
    """A number with at most three decimals."""
    return f"{number:.3f}".rstrip("0").rstrip(".")


def _at(sheet: Sheet, x: float, y: float) -> str:
    """A point as Graphviz has it: upwards from the bottom."""
    return f"{_n(_FINE * x)},{_n(_FINE * (sheet.height - y))}"


def _inches(points: float) -> str:
    """A length as Graphviz has that of nodes: never less, or a label would not fit into its box."""
    return _n(ceil(_FINE * points / 72 * 1000) / 1000)


# --- boxes ----------------------------------------------------------------------------------------


def _outline(box: Box) -> dict[str, str]:
    """The attributes of the outline; the fixed table inside reaches to the middle of it."""
    if box.outline is Outline.NONE:
        return {}
    pen = _THICK if box.outline is Outline.THICK or box.route else 1.4
    return {
        "shape": "box",
        "fixedsize": "true",
        "width": _inches(round(box.width)),
        "height": _inches(box.height),
        "color": _line_colour(route=box.route, faded=box.faded),
        "penwidth": _n(_FINE * pen),
        "style": "dashed" if box.outline is Outline.DASHED else "solid",
    }


def _line_colour(*, route: bool, faded: bool) -> str:
    if route:
        return ROUTE
    return FADED if faded else INK


def _table(box: Box) -> str:
    """The strips of a box as an HTML-like label whose measures are all fixed."""
    rows = "".join(_strip(strip, box.width, faded=box.faded) for strip in box.strips)
    return f"{_TABLE}{rows}</TABLE>"


def _strip(strip: Strip, width: float, *, faded: bool) -> str:
    ground, ink = (PAPER, FADED) if faded else _GROUNDS[strip.fill]
    if strip.route:
        ink = ROUTE
    filled = "" if ground == PAPER else f' BGCOLOR="{ground}"'
    wide = round(width)
    rows = "".join(f"<TR>{_row(line, strip, wide, ink)}</TR>" for line in strip.lines)
    content = ""
    if rows:
        pad = f"<TR>{_cell(wide, round(strip.pad), extra=_span(strip))}</TR>"
        content = f"{_TABLE}{pad}{rows}{pad}</TABLE>"
    return f"<TR>{_cell(wide, round(strip.height), content, extra=filled)}</TR>"


def _span(strip: Strip) -> str:
    """The attribute of a cell that is as wide as all those of a line."""
    columns = 1 + (not strip.centred) + bool(strip.column) + bool(strip.indent)
    return f' COLSPAN="{columns}"' if columns > 1 else ""


def _row(line: TextLine, strip: Strip, width: int, ink: str) -> str:
    """The cells of one line: margin, label, bullet, text."""
    height = round(strip.pitch)
    cells = []
    room = width
    if not strip.centred:
        cells.append(_cell(round(MARGIN), height))
        room -= round(MARGIN)
    if strip.column:
        cells.append(_cell(round(strip.column), height, _text(line.label, strip.size, ink)))
        room -= round(strip.column)
    if strip.indent:
        bullet = plain("•") if line.bullet and not strip.route else ()
        cells.append(_cell(round(strip.indent), height, _text(bullet, strip.size, ink)))
        room -= round(strip.indent)
    align = "CENTER" if strip.centred else "LEFT"
    cells.append(_cell(room, height, _text(line.text, strip.size, ink), align=align))
    return "".join(cells)


def _cell(
    width: int, height: int, content: str = "", *, align: str = "LEFT", extra: str = ""
) -> str:
    if content:
        extra = f' ALIGN="{align}"{extra}'
    return (
        f'<TD FIXEDSIZE="TRUE" WIDTH="{_FINE * width}" HEIGHT="{_FINE * height}"{extra}>'
        f"{content}</TD>"
    )


def _text(runs: Runs, size: float, ink: str) -> str:
    """Runs of text with their emphasis; what is the drawing's default is not said."""
    texts = [(run.face, escaped(run.text).replace("\\", f"\\{JOINER}")) for run in runs]
    pieces = [_FACES[face].format(text) for face, text in texts if text]
    if not pieces:
        return ""
    words = "".join(pieces)
    points = "" if size == SIZE else f' POINT-SIZE="{_n(_FINE * size)}"'
    colour = "" if ink == INK else f' COLOR="{ink}"'
    return f"<FONT{colour}{points}>{words}</FONT>" if colour or points else words


def escaped(text: str) -> str:
    """Text as it can stand in markup: characters that XML forbids are dropped."""
    text = _FORBIDDEN.sub("", text).replace("&", "&amp;").replace("<", "&lt;")
    return text.replace(">", "&gt;").replace('"', "&quot;")


# --- edges and tags -------------------------------------------------------------------------------


def _add_path(drawing: graphviz.Digraph, sheet: Sheet, path: Path) -> None:
    pen = _ROUTE_PEN if path.route else _PENS[path.stroke]
    attributes = {
        "color": _line_colour(route=path.route, faded=path.faded),
        "penwidth": _n(_FINE * pen),
        "dir": "forward" if path.arrow else "none",
    }
    if path.label is not None:
        label = path.label
        attributes["label"] = f"<{_table(label)}>"
        middle = (label.x + label.width / 2, label.y + label.height / 2)
        attributes["lp"] = _at(sheet, *middle)
    if path.fast:
        _add_double(drawing, sheet, path, attributes)
    else:
        position = _position(sheet, path.points, path.stroke, arrow=path.arrow)
        drawing.edge(path.tail, path.head, pos=position, **attributes)


def _add_double(
    drawing: graphviz.Digraph, sheet: Sheet, path: Path, attributes: dict[str, str]
) -> None:
    """A double line: a thick one, a thin one of the ground on it, and a usual arrow."""
    points = path.points
    if path.arrow:
        points = (*points[:-1], _short_of(points[-2], points[-1], _HEAD + 1))
    thick = attributes | {"penwidth": _n(_FINE * _FAST_PEN), "dir": "none"}
    core = {"color": PAPER, "penwidth": _n(_FINE * _FAST_CORE), "dir": "none"}
    line = _position(sheet, points, path.stroke, arrow=False)
    drawing.edge(path.tail, path.head, pos=line, **thick)
    line = _position(sheet, points, Stroke.MUST, arrow=False)
    drawing.edge(path.tail, path.head, pos=line, **core)
    if path.arrow:
        tip = _position(sheet, (points[-1], path.points[-1]), Stroke.MUST, arrow=True)
        drawing.edge(path.tail, path.head, pos=tip, color=attributes["color"], penwidth=_n(_FINE))


def _position(
    sheet: Sheet, points: tuple[tuple[float, float], ...], stroke: Stroke, *, arrow: bool
) -> str:
    """The line as Graphviz has it: cubic curves that are straight, one for each dash."""
    start = ""
    if arrow:
        start = f"e,{_at(sheet, *points[-1])} "
        points = (*points[:-1], _short_of(points[-2], points[-1], _HEAD))
    pieces = _dashed(points, *_DASHES[stroke]) if stroke in _DASHES else [points]
    curves = []
    for piece in pieces:
        found = [_at(sheet, *piece[0])]
        for (x0, y0), (x1, y1) in pairwise(piece):
            found += [
                _at(sheet, x0 + (x1 - x0) * part, y0 + (y1 - y0) * part)
                for part in (1 / 3, 2 / 3, 1.0)
            ]
        curves.append(" ".join(found))
    return ";".join([*curves[:-1], start + curves[-1]])


def _short_of(
    start: tuple[float, float], end: tuple[float, float], length: float
) -> tuple[float, float]:
    """The point that lies `length` before the end of an upright or level line."""
    (x0, y0), (x1, y1) = start, end
    share = min(length / max(abs(x1 - x0), abs(y1 - y0), length), 1.0)
    return x1 - (x1 - x0) * share, y1 - (y1 - y0) * share


def _dashed(
    points: tuple[tuple[float, float], ...], dash: float, gap: float
) -> list[tuple[tuple[float, float], ...]]:
    """The dashes of each straight piece; a piece ends with a dash where there is room for one."""
    found = []
    for (x0, y0), (x1, y1) in pairwise(points):
        length = max(abs(x1 - x0), abs(y1 - y0))
        count = max(round((length + gap) / (dash + gap)), 1)
        step = (length + gap) / count
        for number in range(count):
            parts = [
                min(at / length, 1.0) if length else 0.0
                for at in (number * step, number * step + step - gap)
            ]
            found.append(tuple((x0 + (x1 - x0) * p, y0 + (y1 - y0) * p) for p in parts))
    return found


def _add_tag(drawing: graphviz.Digraph, sheet: Sheet, tag: Tag) -> None:
    ink, ground, line = {
        Shape.CONNECTOR: (INK, PAPER, INK),
        Shape.STEP: (PAPER, ROUTE, ROUTE),
        Shape.FINDING: (INK, PAPER, INK),
    }[tag.shape]
    if tag.faded:
        ink = line = FADED
    triangle = tag.shape is Shape.FINDING
    width, height = (26.0, 22.0) if triangle else (16.0 + 5 * max(len(tag.text) - 1, 0), 16.0)
    drawing.node(
        tag.name,
        label=f"<{_text(bold(tag.text), SIZE, ink)}>",
        shape="triangle" if triangle else "ellipse",
        style="filled",
        fillcolor=ground,
        color=line,
        fixedsize="true",
        width=_inches(width),
        height=_inches(height),
        penwidth=_n(_FINE),
        pos=_at(sheet, tag.x, tag.y),
    )
