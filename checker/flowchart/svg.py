"""From the SVG that Graphviz writes to one for a web page: named for a screen reader, scaling freely."""

from __future__ import annotations

import re
from zlib import crc32

from checker.flowchart.dot import escaped
from checker.flowchart.metrics import FAMILY

FAMILIES = f"{FAMILY}, 'Helvetica Neue', Arial, sans-serif"
"""The family that the drawing was measured with first, common ones after it."""

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
    body = re.sub(r'stroke-dasharray="5,2"', 'stroke-dasharray="7,4"', body)
    body = re.sub(r'stroke-dasharray="1,5"', 'stroke-dasharray="2,4"', body)
    body = re.sub(r"  +", " ", body)
    prefix = f"{_NAME.sub('-', name).strip('-').lower() or 'flowchart'}-{crc32(body.encode()):08x}"
    body = re.sub(r'(<g) id="([a-z]+\d+)"', rf'\1 id="{prefix}-\2"', body)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}" lang="en-GB" xml:lang="en-GB" '
        f'role="img" aria-labelledby="{prefix}-title {prefix}-desc" font-family="{FAMILIES}">\n'
        f'<title id="{prefix}-title">{escaped(title)}</title>\n'
        f'<desc id="{prefix}-desc">{escaped(description)}</desc>'
    )
    return (head + body).encode("utf-8")


def _short(number: str) -> str:
    return f"{float(number):.2f}".rstrip("0").rstrip(".")
