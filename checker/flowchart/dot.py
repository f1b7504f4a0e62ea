"""From a sheet to DOT: every node and edge with its position, for Graphviz to draw as it stands.

`neato -n2` draws the same picture from the DOT.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import graphviz

from checker.flowchart.colours import AGREED, BAND, FADED, HARM, INK, PAPER, ROUTE, ROW
from checker.flowchart.metrics import FAMILY
from checker.flowchart.runs import Face, bold
from checker.flowchart.shapes import MARGIN
from checker.flowchart.sheet import BORDER, SIZE, Fill, Outline, Shape, Stroke

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
    Stroke.MUST: ("solid", 2.2),
    Stroke.SHOULD: ("dashed", 2.2),
    Stroke.MAY: ("dotted", 2.2),
    Stroke.PLAIN: ("solid", 1.0),
    Stroke.SILENT: ("solid", 1.0),
}
_HEAD = 8.0
"""The length of an arrow's head, in points; Graphviz's own is 10."""
_ROUTE_PEN, _FAST_PEN, _FAST_CORE = 3.4, 4.6, 1.8
_FACES = {Face.REGULAR: "{}", Face.BOLD: "<B>{}</B>", Face.ITALIC: "<I>{}</I>"}
_TABLE = '<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">'
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML does not allow: control characters, surrogates and the two last of the basic plane."""


def dot_of(sheet: Sheet, name: str) -> str:
    """The DOT source of a sheet."""
    drawing = graphviz.Digraph(
        name=name,
        graph_attr={
            "bb": f"0,0,{_n(sheet.width)},{_n(sheet.height)}",
            "bgcolor": PAPER,
            "fontname": FAMILY,
            "outputorder": "edgesfirst",
            "pad": "0",
            "splines": "line",
        },
        node_attr={"fontname": FAMILY, "fontsize": _n(SIZE), "margin": "0", "shape": "plain"},
        edge_attr={"fontname": FAMILY, "fontsize": _n(SIZE), "arrowsize": _n(_HEAD / 10)},
    )
    drawing.node(
        "page",
        label="",
        shape="box",
        style="invis",
        width=_n(sheet.width / 72),
        height=_n(sheet.height / 72),
        pos=_at(sheet, sheet.width / 2, sheet.height / 2),
    )
    for box in sheet.boxes:
        middle = _at(sheet, box.x + box.width / 2, box.y + box.height / 2)
        drawing.node(box.name, label=f"<{_table(box)}>", pos=middle)
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
    return f"{_n(x)},{_n(sheet.height - y)}"


# --- boxes ----------------------------------------------------------------------------------------


def _table(box: Box) -> str:
    """A box as an HTML-like label whose measures are all fixed."""
    border = BORDER[box.outline]
    colour = ROUTE if box.route else FADED if box.faded else INK
    style = ' STYLE="DASHED"' if box.outline is Outline.DASHED else ""
    inner = box.width - 2 * border
    rows = "".join(_strip(strip, inner, faded=box.faded) for strip in box.strips)
    return (
        f'<TABLE BORDER="{border}" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0" '
        f'COLOR="{colour}"{style}>{rows}</TABLE>'
    )


def _strip(strip: Strip, width: float, *, faded: bool) -> str:
    ground, ink = (PAPER, FADED) if faded else _GROUNDS[strip.fill]
    if strip.route:
        ink = ROUTE
    filled = "" if ground == PAPER else f' BGCOLOR="{ground}"'
    rows = "".join(_row(line, strip, width, ink) for line in strip.lines)
    content = f"{_TABLE}{rows}</TABLE>" if rows else ""
    return f"<TR>{_cell(width, strip.height, content, extra=filled)}</TR>"


def _row(line: TextLine, strip: Strip, width: float, ink: str) -> str:
    """One line of text: margin, label, bullet, text."""
    height = strip.pitch
    cells = []
    room = width
    if not strip.centred:
        cells.append(_cell(MARGIN, height))
        room -= MARGIN
    if strip.column:
        cells.append(_cell(strip.column, height, _text(line.label, strip.size, ink)))
        room -= strip.column
    if strip.indent:
        bullet = "•" if line.bullet and not strip.route else ""
        mark = f'<FONT COLOR="{ink}">{bullet}</FONT>' if bullet else ""
        cells.append(_cell(strip.indent, height, mark))
        room -= strip.indent
    align = "CENTER" if strip.centred else "LEFT"
    cells.append(_cell(room, height, _text(line.text, strip.size, ink), align=align))
    return f"<TR>{''.join(cells)}</TR>"


def _cell(
    width: float, height: float, content: str = "", *, align: str = "LEFT", extra: str = ""
) -> str:
    return (
        f'<TD FIXEDSIZE="TRUE" WIDTH="{round(width)}" HEIGHT="{round(height)}" '
        f'ALIGN="{align}"{extra}>{content}</TD>'
    )


def _text(runs: Runs, size: float, ink: str) -> str:
    pieces = [_FACES[run.face].format(text) for run in runs if (text := escaped(run.text))]
    if not pieces:
        return ""
    points = "" if size == SIZE else f' POINT-SIZE="{_n(size)}"'
    return f'<FONT COLOR="{ink}"{points}>{"".join(pieces)}</FONT>'


def escaped(text: str) -> str:
    """Text as it can stand in markup: characters that XML forbids are dropped."""
    text = _FORBIDDEN.sub("", text).replace("&", "&amp;").replace("<", "&lt;")
    return text.replace(">", "&gt;").replace('"', "&quot;")


# --- edges and tags -------------------------------------------------------------------------------


def _add_path(drawing: graphviz.Digraph, sheet: Sheet, path: Path) -> None:
    style, pen = _PENS[path.stroke]
    colour = ROUTE if path.route else FADED if path.faded else INK
    if path.route:
        pen = _ROUTE_PEN
    attributes = {"color": colour, "style": style, "penwidth": _n(pen)}
    if path.label is not None:
        label = path.label
        attributes["label"] = f"<{_table(label)}>"
        middle = (label.x + label.width / 2, label.y + label.height / 2)
        attributes["lp"] = _at(sheet, *middle)
    position = _spline(sheet, path)
    if path.fast:
        attributes["penwidth"] = _n(_FAST_PEN)
    drawing.edge(
        path.tail, path.head, pos=position, dir="forward" if path.arrow else "none", **attributes
    )
    if path.fast:
        core = position.partition(" ")[2] if path.arrow else position
        drawing.edge(
            path.tail, path.head, pos=core, dir="none", color=PAPER, penwidth=_n(_FAST_CORE)
        )


def _spline(sheet: Sheet, path: Path) -> str:
    """The straight pieces as Graphviz has them: cubic curves with their control points on them."""
    points = list(path.points)
    start = ""
    if path.arrow:
        (x0, y0), (x1, y1) = points[-2:]
        length = max(abs(x1 - x0), abs(y1 - y0), 1e-6)
        share = min(_HEAD / length, 1.0)
        start = f"e,{_at(sheet, x1, y1)} "
        points[-1] = (x1 - (x1 - x0) * share, y1 - (y1 - y0) * share)
    found = [_at(sheet, *points[0])]
    for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
        for part in (1 / 3, 2 / 3, 1.0):
            found.append(_at(sheet, x0 + (x1 - x0) * part, y0 + (y1 - y0) * part))
    return start + " ".join(found)


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
        width=_n(width / 72),
        height=_n(height / 72),
        pos=_at(sheet, tag.x, tag.y),
    )
