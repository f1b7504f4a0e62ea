"""A laid-out flowchart in each format."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.flowchart.dot import dot_of
from checker.flowchart.engine import rendered
from checker.flowchart.pages import PAPER_HEIGHT, PAPER_MARGIN, PAPER_WIDTH
from checker.flowchart.pdf import Leaf, document
from checker.flowchart.sheet import SHEET_GAP, stacked
from checker.flowchart.svg import accessible
from checker.flowchart.text import summary

if TYPE_CHECKING:
    from datetime import date

    from checker.flowchart.cards import Chart
    from checker.flowchart.sheet import Sheet

LANGUAGE = "en-GB"
DOTS_PER_INCH = 200


class Picture(Struct, frozen=True, dict=True):
    """A flowchart on one or more sheets; SVG, PNG and DOT hold the sheets beneath one another.

    What Graphviz drew is kept, since SVG and PDF come from one layout.
    """

    name: str
    title: str
    description: str
    sheets: tuple[Sheet, ...]
    narrow: bool = False

    @cached_property
    def _drawn(self) -> tuple[tuple[bytes, ...], ...]:
        """Each sheet as SVG and PDF from one layout; a narrow one, which is for screens, as SVG."""
        formats = ("svg",) if self.narrow else ("svg", "pdf")
        return tuple(rendered(dot_of(sheet, self.name), formats) for sheet in self.sheets)

    def dot(self) -> bytes:
        """The DOT source, every position given."""
        return dot_of(stacked(self.sheets), self.name).encode("utf-8")

    def svg(self) -> bytes:
        """The drawing for a web page."""
        return accessible(
            [drawn[0] for drawn in self._drawn],
            [sheet.height + SHEET_GAP for sheet in self.sheets],
            name=self.name,
            title=self.title,
            description=self.description,
        )

    def pdf(self, as_of: date) -> bytes:
        """The drawing on A4 paper, a page each sheet; a narrow one on paper of its own size."""
        drawings = [drawn[-1] for drawn in self._drawn]
        if self.narrow:
            drawings = [rendered(dot_of(sheet, self.name), ("pdf",))[0] for sheet in self.sheets]
        return document(
            [self._leaf(pdf, sheet) for pdf, sheet in zip(drawings, self.sheets, strict=True)],
            title=self.title,
            description=f"{self.title}. {self.description}",
            language=LANGUAGE,
            as_of=as_of,
        )

    def png(self) -> bytes:
        """The drawing in dots, for where no other format goes."""
        return self.png_of(stacked(self.sheets))

    def png_of(self, sheet: Sheet) -> bytes:
        """One sheet in dots."""
        dot = dot_of(sheet, self.name)
        start = dot.index("{") + 1
        (drawn,) = rendered(f"{dot[:start]}\n\tdpi={DOTS_PER_INCH}{dot[start:]}", ("png:cairo",))
        return drawn

    @property
    def scale(self) -> float:
        """How large the drawing stands on paper; 1 is text of 10 points."""
        if self.narrow:
            return 1.0
        room = (PAPER_WIDTH - 2 * PAPER_MARGIN, PAPER_HEIGHT - 2 * PAPER_MARGIN)
        widest = max(sheet.width for sheet in self.sheets)
        tallest = max(sheet.height for sheet in self.sheets)
        return min(1.0, room[0] / widest, room[1] / tallest)

    def _leaf(self, drawing: bytes, sheet: Sheet) -> Leaf:
        if self.narrow:
            return Leaf(drawing, sheet.width + 24, sheet.height + 24, 12.0, 12.0, 1.0)
        scale = self.scale
        x = (PAPER_WIDTH - scale * sheet.width) / 2
        y = PAPER_HEIGHT - PAPER_MARGIN - scale * sheet.height
        return Leaf(drawing, PAPER_WIDTH, PAPER_HEIGHT, x, y, scale)


def pictured(chart: Chart, sheets: tuple[Sheet, ...], *, narrow: bool) -> Picture:
    """The picture of a chart."""
    description = f"{summary(chart)} The full text stands in the numbered steps beside it."
    return Picture(chart.name, chart.title, description, sheets, narrow)
