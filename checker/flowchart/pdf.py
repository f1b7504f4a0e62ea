"""From the one-page PDFs that Graphviz writes to one document on A4 paper, named and dated.

Objects are taken over as they are and numbered anew; only the catalogue, the page tree and the
document's information are written here. See ISO 32000-1, sections 7.5 (file structure) and 14.8
(tagged PDF): each page is one figure with an alternative text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_OBJECT = re.compile(rb"(\d+) 0 obj\b")
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_ENTRY = re.compile(rb"^(\d{10}) \d{5} n", re.MULTILINE)


class Leaf(Struct, frozen=True):
    """One page: the PDF of the drawing, the size of the paper, and where on it the drawing's lower
    left corner comes to lie, at which scale.
    """

    drawing: bytes
    width: float
    height: float
    x: float
    y: float
    scale: float


def document(
    leaves: Sequence[Leaf], *, title: str, description: str, language: str, as_of: date
) -> bytes:
    """All pages as one document; its dates are `as_of`."""
    objects: dict[int, bytes] = {}
    pages = []
    count = len(leaves)
    catalogue, tree, info, structure, parents = 1, 2, 3, 4, 5
    free = 6
    for number, leaf in enumerate(leaves):
        page, before, after, figure = free, free + 1, free + 2, free + 3
        free += 4
        moved, original = _renumbered(leaf.drawing, free)
        free += len(moved) + 1
        body = moved.pop(original)
        objects.update(moved)
        open_ = f"/Figure <</MCID 0>> BDC q {leaf.scale:.5f} 0 0 {leaf.scale:.5f} {leaf.x:.3f} "
        objects[before] = _stream(f"{open_}{leaf.y:.3f} cm\n".encode())
        objects[after] = _stream(b"\nQ EMC")
        objects[page] = _page(body, leaf, tree, (before, after), number)
        objects[figure] = (
            b"<< /Type /StructElem /S /Figure /P %d 0 R /Pg %d 0 R /K 0 /Alt %s >>"
            % (structure, page, _string(description))
        )
        pages.append((page, figure))
    kids = b" ".join(b"%d 0 R" % page for page, _ in pages)
    figures = b" ".join(b"%d 0 R" % figure for _, figure in pages)
    nums = b" ".join(b"%d [%d 0 R]" % (at, figure) for at, (_, figure) in enumerate(pages))
    objects[catalogue] = (
        b"<< /Type /Catalog /Pages %d 0 R /Lang (%s) /MarkInfo << /Marked true >> "
        b"/StructTreeRoot %d 0 R /ViewerPreferences << /DisplayDocTitle true >> >>"
        % (tree, language.encode("ascii"), structure)
    )
    objects[tree] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    day = b"(D:%s000000Z)" % as_of.isoformat().replace("-", "").encode("ascii")
    objects[info] = b"<< /Title %s /Producer (Stagecheck) /CreationDate %s /ModDate %s >>" % (
        _string(title),
        day,
        day,
    )
    objects[structure] = b"<< /Type /StructTreeRoot /K [%s] /ParentTree %d 0 R >>" % (
        figures,
        parents,
    )
    objects[parents] = b"<< /Nums [%s] >>" % nums
    return _file(objects, catalogue, info)


def _page(body: bytes, leaf: Leaf, tree: int, around: tuple[int, int], number: int) -> bytes:
    """A page object of the paper's size, the drawing moved into place and marked as a figure."""
    body = re.sub(rb"/Parent \d+ 0 R", b"/Parent %d 0 R" % tree, body)
    size = f"/MediaBox [ 0 0 {leaf.width:.2f} {leaf.height:.2f} ]".encode()
    body = re.sub(rb"/MediaBox \[[^\]]*\]", size, body)
    content = re.search(rb"/Contents (\d+ 0 R)", body)
    drawn = content[1] if content else b""
    return re.sub(
        rb"/Contents \d+ 0 R",
        b"/Contents [ %d 0 R %s %d 0 R ] /StructParents %d" % (around[0], drawn, around[1], number),
        body,
    )


def _renumbered(data: bytes, first: int) -> tuple[dict[int, bytes], int]:
    """The objects that a page needs, numbered from `first`; the number of the page object.

    The catalogue, the page tree and the information are left out.
    """
    table = data[int(data.rpartition(b"startxref")[2].split()[0]) :]
    offsets = sorted(int(offset) for offset in _ENTRY.findall(table))
    found: dict[int, bytes] = {}
    for offset, end in zip(offsets, [*offsets[1:], len(data)], strict=True):
        head = _OBJECT.match(data, offset)
        if head is None:
            raise ValueError("not a PDF that can be taken over")
        body = data[head.end() : end]
        found[int(head[1])] = body[: body.rindex(b"endobj")].strip()
    numbers = {old: first + index for index, old in enumerate(sorted(found))}
    page = next(old for old, body in found.items() if re.match(rb"<< /Type /Page\b(?!s)", body))
    left_out = (b"/Type /Catalog", b"/Type /Pages", b"/Producer")
    moved = {
        numbers[old]: _pointed(body, numbers)
        for old, body in found.items()
        if not any(mark in body[:40] for mark in left_out)
    }
    return moved, numbers[page]


def _pointed(body: bytes, numbers: dict[int, int]) -> bytes:
    """An object with its references numbered anew; a stream's data is left alone."""
    head, stream, data = body.partition(b"stream\n")
    return _REFERENCE.sub(lambda found: b"%d 0 R" % numbers[int(found[1])], head) + stream + data


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _string(text: str) -> bytes:
    """A text string: UTF-16 with its byte order mark, in hexadecimal."""
    clean = text.encode("utf-16-be", "ignore")
    return b"<FEFF" + clean.hex().upper().encode("ascii") + b">"


def _file(objects: dict[int, bytes], catalogue: int, info: int) -> bytes:
    """The objects with header, cross-reference table and trailer."""
    out = bytearray(b"%PDF-1.5\n%\xb5\xed\xae\xfb\n")
    offsets: dict[int, int] = {}
    for number in sorted(objects):
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    size = max(objects) + 1
    start = len(out)
    out += b"xref\n0 %d\n" % size
    out += b"0000000000 65535 f \n"
    for number in range(1, size):
        out += (
            b"%010d 00000 n \n" % offsets[number] if number in offsets else b"0000000000 65535 f \n"
        )
    out += b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        catalogue,
        info,
        start,
    )
    return bytes(out)
