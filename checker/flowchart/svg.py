"""From the SVG that Graphviz writes to one for a web page: named for a screen reader, scaling."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from zlib import crc32

from checker.flowchart.dot import JOINER, escaped
from checker.flowchart.metrics import FAMILY, width
from checker.flowchart.runs import Face

if TYPE_CHECKING:
    from collections.abc import Sequence

FAMILIES = f"{FAMILY}, 'Helvetica Neue', Arial, sans-serif"
"""The family that the drawing was measured with first, common ones after it."""

_TEXT = re.compile(
    r'<text text-anchor="start" x="(?P<x>[^"]*)" y="(?P<y>[^"]*)"'
    r'(?P<style>(?: font-(?:weight|style)="\w+")*) font-size="(?P<size>[^"]*)" '
    r'fill="(?P<fill>[^"]*)">(?P<text>[^<]*)</text>'
)
_SIZE = re.compile(rb'viewBox="\S+ \S+ (\S+) (\S+)"')
_ID = re.compile(r'(<g) id="([a-z]+\d+)"')
_NAME = re.compile(r"[^A-Za-z0-9-]+")


def accessible(
    drawings: Sequence[bytes],
    heights: Sequence[float],
    *,
    name: str,
    title: str,
    description: str,
) -> bytes:
    """Drawings beneath one another as one, with title and description, ids that no other drawing
    has, and no fixed size. `heights`: how far each is from the one beneath it, in points.
    """
    bodies = [_body(drawing) for drawing in drawings]
    whole = "".join(bodies)
    slug = _NAME.sub("-", name).strip("-").lower() or "flowchart"
    prefix = f"{slug}-{crc32(whole.encode()):08x}"
    sizes = [_SIZE.search(drawing) for drawing in drawings]
    width = max(float(size[1]) for size in sizes if size)
    height = sum(heights[:-1]) + max(float(size[2]) for size in sizes[-1:] if size)
    pages = []
    top = 0.0
    for number, (body, down) in enumerate(zip(bodies, heights, strict=True), start=1):
        named = _ID.sub(rf'\1 id="{prefix}-p{number}-\2"', body)
        pages.append(f'<g transform="translate(0 {_short(top)})">\n{named}</g>\n')
        top += down
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_short(width)} {_short(height)}" '
        f'lang="en-GB" xml:lang="en-GB" role="img" '
        f'aria-labelledby="{prefix}-title {prefix}-desc" font-family="{FAMILIES}">\n'
        f'<title id="{prefix}-title">{escaped(title)}</title>\n'
        f'<desc id="{prefix}-desc">{escaped(description)}</desc>\n'
    )
    return f"{head}{''.join(pages)}</svg>\n".encode()


def _body(drawing: bytes) -> str:
    """What stands in the drawing, without comments, names of nodes and repeated attributes."""
    text = drawing.decode("utf-8")
    body = text[text.index("<g ") : text.rindex("</svg>")]
    body = re.sub(r"<!--.*?-->\s*|<title>[^<]*</title>\s*", "", body, flags=re.DOTALL)
    body = body.replace(f"\\{JOINER}", "\\")
    for attribute in (' xml:space="preserve"', f' font-family="{FAMILY}"'):
        body = body.replace(attribute, "")
    return _joined(body.replace('stroke-dasharray="5,2"', 'stroke-dasharray="10,8"'))


def _joined(body: str) -> str:
    """Pieces of one line of text as one text, so that it stays whole in another font."""
    lines: list[list[re.Match[str]]] = []
    for piece in _TEXT.finditer(body):
        before = lines[-1][-1] if lines else None
        if before is not None and piece.start() == before.end() + 1 and _adjoin(before, piece):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    found: list[str] = []
    at = 0
    for line in lines:
        found += [body[at : line[0].start()], _line(line)]
        at = line[-1].end()
    return "".join([*found, body[at:]])


def _adjoin(before: re.Match[str], piece: re.Match[str]) -> bool:
    """Whether a piece goes on where the one before it ends."""
    size = float(before["size"])
    end = float(before["x"]) + _width(before)
    return before["y"] == piece["y"] and abs(end - float(piece["x"])) < size / 3


def _width(piece: re.Match[str]) -> float:
    """How wide a piece of text is in the family that the drawing was measured with."""
    style = piece["style"]
    face = Face.BOLD if "bold" in style else Face.ITALIC if "italic" in style else Face.REGULAR
    text = piece["text"]
    return width(unescape(text) if "&" in text else text, float(piece["size"]), face)


def _line(pieces: list[re.Match[str]]) -> str:
    """One line of text; its length is given, so that a wider font is set more closely."""
    first, last = pieces[0], pieces[-1]
    length = float(last["x"]) + _width(last) - float(first["x"])
    return (
        f'<text x="{_short(first["x"])}" y="{_short(first["y"])}" '
        f'font-size="{_short(first["size"])}" fill="{first["fill"]}" '
        f'textLength="{_short(length)}" lengthAdjust="spacingAndGlyphs">'
        f"{''.join(map(_span, pieces))}</text>"
    )


def _span(piece: re.Match[str]) -> str:
    """A piece in its style; a space before it stands outside, where every reader keeps it."""
    style = piece["style"].strip()
    if not style:
        return piece["text"]
    words = piece["text"].lstrip(" ")
    return f"{piece['text'][: -len(words)] if words else ''}<tspan {style}>{words}</tspan>"


def _short(number: str | float) -> str:
    return f"{float(number):.2f}".rstrip("0").rstrip(".")
