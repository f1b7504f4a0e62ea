"""What is drawn, placed: boxes of lines, paths and tags on a sheet. Points, y downwards."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from checker.flowchart.runs import Runs

SIZE = 10.0
"""Text size in points."""
PITCH = 13.0
"""Distance of two lines in points."""


SHEET_GAP = 24.0
"""Between two sheets that are shown beneath one another, in points."""


class Fill(Enum):
    """The ground of a strip, which decides its ink."""

    PAPER = "paper"
    BAND = "band"
    HARM = "harm"
    ROW = "row"
    AGREED = "agreed"


class Outline(Enum):
    """How a box is drawn; a hole is dashed, an ending that is not an agreement is thick."""

    NONE = "none"
    PLAIN = "plain"
    THICK = "thick"
    DASHED = "dashed"


class Stroke(Enum):
    """How a path is drawn: by what must, should or may be done, is stated plainly, or not said."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"
    PLAIN = "plain"
    SILENT = "silent"


class TextLine(Struct, frozen=True):
    """One line: a label in the first column and a bullet in the second (either may be empty), and
    the text beside them.
    """

    text: Runs
    label: Runs = ()
    bullet: bool = False


class Strip(Struct, frozen=True):
    """Lines on one ground across a box. `column`: the width of the labels' column, 0 for none;
    `indent`: of the bullets'. `route`: drawn in a story's colour.
    """

    lines: tuple[TextLine, ...]
    fill: Fill = Fill.PAPER
    size: float = SIZE
    pitch: float = PITCH
    column: float = 0.0
    indent: float = 0.0
    pad: float = 4.0
    centred: bool = False
    route: bool = False

    @property
    def height(self) -> float:
        """Its height in points."""
        return len(self.lines) * self.pitch + 2 * self.pad


class Box(Struct, frozen=True):
    """Strips in an outline; `x`, `y` is the corner at the top left, `width` the outer width.

    `faded`: in the background of a story. `route`: outlined in a story's colour.
    """

    name: str
    x: float
    y: float
    width: float
    strips: tuple[Strip, ...]
    outline: Outline = Outline.PLAIN
    faded: bool = False
    route: bool = False
    about: str | None = None
    """Name of the stage or ending that it stands for."""

    @property
    def height(self) -> float:
        """Its outer height in points."""
        return sum(strip.height for strip in self.strips)

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.y + self.height

    def moved(self, x: float, y: float) -> Box:
        """The box with its corner elsewhere."""
        return replace(self, x=x, y=y)

    def middle(self, index: int) -> float:
        """The height at the middle of a strip."""
        above = sum(strip.height for strip in self.strips[:index])
        return self.y + above + self.strips[index].height / 2


class Path(Struct, frozen=True):
    """Straight pieces from box to box; `arrow` at the last point. `fast`: a double line."""

    tail: str
    head: str
    points: tuple[tuple[float, float], ...]
    stroke: Stroke
    arrow: bool = True
    fast: bool = False
    faded: bool = False
    route: bool = False
    label: Box | None = None


class Shape(Enum):
    """What a tag is: a place where a line goes on, a step of a story, a finding."""

    CONNECTOR = "connector"
    STEP = "step"
    FINDING = "finding"


class Tag(Struct, frozen=True):
    """A small shape with one or two characters, centred at `x`, `y`."""

    name: str
    x: float
    y: float
    shape: Shape
    text: str
    faded: bool = False


class Sheet(Struct, frozen=True):
    """One page, or everything on one long sheet."""

    width: float
    height: float
    boxes: tuple[Box, ...] = ()
    paths: tuple[Path, ...] = ()
    tags: tuple[Tag, ...] = ()


def stacked(sheets: tuple[Sheet, ...]) -> Sheet:
    """All sheets beneath one another as one."""
    boxes: list[Box] = []
    paths: list[Path] = []
    tags: list[Tag] = []
    top = 0.0
    for number, sheet in enumerate(sheets):
        mark = f"page{number + 1}/" if number else ""
        boxes += [_named(box, mark, top) for box in sheet.boxes]
        tags += [replace(tag, name=mark + tag.name, y=tag.y + top) for tag in sheet.tags]
        paths += [
            replace(
                path,
                tail=mark + path.tail,
                head=mark + path.head,
                points=tuple((x, y + top) for x, y in path.points),
                label=_named(path.label, mark, top) if path.label else None,
            )
            for path in sheet.paths
        ]
        top += sheet.height + SHEET_GAP
    width = max((sheet.width for sheet in sheets), default=0.0)
    return Sheet(width, max(top - SHEET_GAP, 0.0), tuple(boxes), tuple(paths), tuple(tags))


def _named(box: Box, mark: str, top: float) -> Box:
    return replace(box, name=mark + box.name, y=box.y + top)
