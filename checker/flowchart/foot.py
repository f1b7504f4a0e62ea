"""Head and foot of a drawing: title, what to know first, what stands everywhere, legend, source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.flowchart.metrics import width as text_width
from checker.flowchart.metrics import wrap
from checker.flowchart.runs import bold, plain
from checker.flowchart.shapes import (
    MARGIN,
    SPARE,
    band,
    duty_strips,
    labelled,
    text_strip,
)
from checker.flowchart.sheet import (
    SIZE,
    Box,
    Fill,
    Outline,
    Path,
    Shape,
    Strip,
    Stroke,
    Tag,
    TextLine,
)
from checker.procedure.model import EndingKind
from checker.words.characters import base_name, legible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.flowchart.cards import Chart

TITLE_SIZE, TITLE_PITCH = 16.0, 20.0
_SAMPLE = 34.0
"""The width of a sample line in the legend, in points."""


def title_box(chart: Chart, width: float, *, continued: bool = False) -> Box:
    """The title of the policy, its publisher, version and date."""
    room = width * SPARE
    title = f"{chart.title}, continued" if continued else chart.title
    size, pitch = (12.0, 16.0) if continued else (TITLE_SIZE, TITLE_PITCH)
    lines = tuple(TextLine(line) for line in wrap(bold(title), room, size))
    strips = [Strip(lines, size=size, pitch=pitch, pad=2.0)]
    if chart.about and not continued:
        about = tuple(TextLine(line) for line in wrap(plain(chart.about), room, SIZE))
        strips.append(Strip(about, pad=1.0))
    return Box("/title", 0, 0, width, tuple(strips), Outline.NONE)


def start_box(chart: Chart, width: float) -> Box | None:
    """What to know before the first stage, where the policy says something of it or hides it."""
    if not chart.starts:
        return None
    return Box("/start", 0, 0, width, (text_strip(chart.starts, width - 2),))


def panels(chart: Chart, width: float, shown: Iterable[str | None]) -> list[Box]:
    """The boxes at the foot; the duties of the endings `shown` with a card stand there already."""
    found = []
    inner = width - 2
    standing = list(duty_strips(chart.standing, inner))
    if chart.limits:
        standing.insert(0, labelled("By when", chart.limits, inner))
    if standing:
        head = band("At every stage", "", inner, fill=Fill.ROW)
        found.append(Box("/every-stage", 0, 0, width, (head, *standing)))
    for end in chart.ends:
        if end.duties and end.name not in shown:
            green = end.kind is EndingKind.AGREEMENT
            head = band(
                f"{end.title}:", "what follows", inner, fill=Fill.AGREED if green else Fill.ROW
            )
            found.append(
                Box(f"/on/{end.name}", 0, 0, width, (head, *duty_strips(end.duties, inner)))
            )
    if chart.absent:
        head = band("Missing from the policy", "", inner, fill=Fill.PAPER)
        items = text_strip([plain(words) for words in chart.absent], inner)
        found.append(Box("/absent", 0, 0, width, (head, items), Outline.DASHED))
    return found


def source_box(chart: Chart, fingerprint: str, width: float, page: str) -> Box:
    """The file that the drawing was made from, the short hash of its text, the page's number."""
    name = legible(base_name(chart.path)) or chart.name
    words = f"Made from {name}"
    if fingerprint:
        words += f" (text {fingerprint})"
    if page:
        words += f" · {page}"
    return Box(
        "/source", 0, 0, width, (text_strip([plain(words)], width + 2 * MARGIN),), Outline.NONE
    )


# --- legend ---------------------------------------------------------------------------------------


class Legend(Struct, frozen=True):
    """The legend: what occurs in the drawing, each with a sample; placed at 0, 0."""

    boxes: tuple[Box, ...]
    paths: tuple[Path, ...]
    tags: tuple[Tag, ...]
    height: float


class _Entry(Struct, frozen=True):
    words: str
    stroke: Stroke | None = None
    fast: bool = False
    fill: Fill | None = None
    outline: Outline = Outline.PLAIN
    shape: Shape | None = None
    sample: str = ""


_STROKES = {
    Stroke.MUST: "must",
    Stroke.SHOULD: "should",
    Stroke.MAY: "may",
    Stroke.PLAIN: "stated without must, should or may",
}


def legend(
    paths: Iterable[Path],
    tags: Iterable[Tag],
    fills: set[Fill],
    outlines: set[Outline],
    width: float,
) -> Legend:
    """Says what each kind of line and box means that occurs in the drawing."""
    lines = list(paths)
    shapes = {tag.shape for tag in tags}
    strokes = {path.stroke for path in lines if not path.fast}
    entries = [_Entry(words, stroke) for stroke, words in _STROKES.items() if stroke in strokes]
    fast = {path.stroke for path in lines if path.fast}
    entries += [
        _Entry(f"at any moment ({words})", stroke, fast=True)
        for stroke, words in _STROKES.items()
        if stroke in fast
    ]
    if Fill.HARM in fills:
        entries.append(_Entry("risk of harm, at any moment", fill=Fill.HARM))
    if Outline.DASHED in outlines:
        entries.append(_Entry("the policy does not say", outline=Outline.DASHED, fill=Fill.PAPER))
    if Shape.CONNECTOR in shapes:
        entries.append(_Entry("goes on at the same letter", shape=Shape.CONNECTOR, sample="A"))
    if Shape.STEP in shapes:
        entries.append(_Entry("step of the story", shape=Shape.STEP, sample="1"))
    if Shape.FINDING in shapes:
        entries.append(_Entry("finding of the review", shape=Shape.FINDING, sample="1"))
    return _flowed(entries, width)


def _flowed(entries: list[_Entry], width: float) -> Legend:
    """The entries in lines, each as wide as its words ask for."""
    boxes: list[Box] = []
    paths: list[Path] = []
    tags: list[Tag] = []
    x = y = 0.0
    for index, entry in enumerate(entries):
        strip = text_strip([plain(entry.words)], width, pad=2.0)
        words = _words_width(entry)
        if x and x + _SAMPLE + words > width:
            x, y = 0.0, y + strip.height + 2
        name = f"/legend/{index}"
        middle = y + strip.height / 2
        if entry.stroke is not None:
            points = ((x, middle), (x + _SAMPLE - 4, middle))
            sample = Path(f"{name}/sample", name, points, entry.stroke, fast=entry.fast)
            paths.append(sample)
        elif entry.shape is not None:
            tags.append(Tag(f"{name}/sample", x + 14, middle, entry.shape, entry.sample))
        else:
            patch = Strip((), entry.fill or Fill.PAPER, pad=5.0)
            boxes.append(
                Box(f"{name}/sample", x + 2, middle - 6, _SAMPLE - 8, (patch,), entry.outline)
            )
        boxes.append(Box(name, x + _SAMPLE - MARGIN + 6, y, words, (strip,), Outline.NONE))
        x += _SAMPLE + words
    height = y + 17.0 + 2 if entries else 0.0
    return Legend(tuple(boxes), tuple(paths), tuple(tags), height)


def _words_width(entry: _Entry) -> float:
    return text_width(entry.words, SIZE) / SPARE + 2 * MARGIN
