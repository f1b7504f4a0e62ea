"""From the SVG that Graphviz writes to one for a web page: named for a screen reader, scaling."""

from __future__ import annotations

import re
from html import unescape
from zlib import crc32

from checker.flowchart.dot import escaped
from checker.flowchart.metrics import FAMILY, width
from checker.flowchart.runs import Face

FAMILIES = f"{FAMILY}, 'Helvetica Neue', Arial, sans-serif"
"""The family that the drawing was measured with first, common ones after it."""

_TEXT = re.compile(
    r'<text text-anchor="start" x="(?P<x>[^"]*)" y="(?P<y>[^"]*)"'
    r'(?P<style>(?: font-(?:weight|style)="\w+")*) font-size="(?P<size>[^"]*)" '
    r'fill="(?P<fill>[^"]*)">(?P<text>[^<]*)</text>'
)
_NAME = re.compile(r"[^A-Za-z0-9-]+")


def accessible(svg: bytes, *, name: str, title: str, description: str) -> bytes:
    """The drawing with title and description, ids that no other drawing has, and no fixed size."""
    text = svg.decode("utf-8")
    start, body = re.search(r"<svg\b[^>]*>", text), ""
    if start is None:
        raise ValueError("not an SVG drawing")
    body = text[start.end() :]
    box = re.search(r'viewBox="([^"]*)"', start[0])
    size = " ".join(_short(number) for number in (box[1] if box else "0 0 1 1").split())
    body = re.sub(r"<!--.*?-->\s*", "", body, flags=re.DOTALL)
    body = re.sub(r"<title>[^<]*</title>\s*", "", body)
    body = body.replace(' xml:space="preserve"', "")
    body = body.replace(f'font-family="{FAMILY}"', "")
    body = body.replace('stroke-dasharray="5,2"', 'stroke-dasharray="10,8"')
    body = _joined(re.sub(r"  +", " ", body))
    prefix = f"{_NAME.sub('-', name).strip('-').lower() or 'flowchart'}-{crc32(body.encode()):08x}"
    body = re.sub(r'(<g) id="([a-z]+\d+)"', rf'\1 id="{prefix}-\2"', body)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}" lang="en-GB" xml:lang="en-GB" '
        f'role="img" aria-labelledby="{prefix}-title {prefix}-desc" font-family="{FAMILIES}">\n'
        f'<title id="{prefix}-title">{escaped(title)}</title>\n'
        f'<desc id="{prefix}-desc">{escaped(description)}</desc>'
    )
    return (head + body).encode("utf-8")


def _joined(body: str) -> str:
    """Pieces of one line of text as one text, so that it stays whole in another font."""
    pieces = list(_TEXT.finditer(body))
    found: list[str] = []
    at = 0
    for number, piece in enumerate(pieces):
        before = pieces[number - 1] if number else None
        if before is not None and piece.start() == before.end() + 1 and _adjoin(before, piece):
            found[-1] = found[-1].removesuffix("</text>") + _span(piece) + "</text>"
        else:
            found += [body[at : piece.start()], f"{_open(piece)}{_span(piece)}</text>"]
        at = piece.end()
    return "".join([*found, body[at:]])


def _adjoin(before: re.Match[str], piece: re.Match[str]) -> bool:
    """Whether a piece goes on where the one before it ends."""
    if before["y"] != piece["y"]:
        return False
    size = float(before["size"])
    end = float(before["x"]) + width(unescape(before["text"]), size, _face(before["style"]))
    return abs(end - float(piece["x"])) < size / 3


def _face(style: str) -> Face:
    if "bold" in style:
        return Face.BOLD
    return Face.ITALIC if "italic" in style else Face.REGULAR


def _open(piece: re.Match[str]) -> str:
    return (
        f'<text x="{_short(piece["x"])}" y="{_short(piece["y"])}" '
        f'font-size="{_short(piece["size"])}" fill="{piece["fill"]}">'
    )


def _span(piece: re.Match[str]) -> str:
    style = piece["style"].strip()
    return f"<tspan {style}>{piece['text']}</tspan>" if style else piece["text"]


def _short(number: str) -> str:
    return f"{float(number):.2f}".rstrip("0").rstrip(".")
