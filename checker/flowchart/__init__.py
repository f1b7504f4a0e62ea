"""A procedure (and a story to highlight) to its flowchart and its text equivalent.

Everything is computed from the same cards. The same procedure gives the same bytes on every
machine: the font comes with the program, and the dates that a PDF carries are set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from checker.flowchart.from_procedure import chart_of
from checker.flowchart.layout import sheets_of
from checker.flowchart.place import Mark, Wishes
from checker.flowchart.render import Picture, pictured
from checker.flowchart.route import route_of
from checker.flowchart.text import TextEquivalent, from_chart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from checker.answers.story import Story
    from checker.procedure.model import Procedure

__all__ = ["Format", "Mark", "Picture", "TextEquivalent", "draw", "picture", "text_equivalent"]

Format = Literal["svg", "pdf", "png", "dot"]


def picture(  # noqa: PLR0913  each is a wish of its own
    procedure: Procedure,
    *,
    marks: Sequence[Mark] = (),
    narrow: bool = False,
    story: Story | None = None,
    fingerprint: str = "",
    waits: Mapping[str, str] | None = None,
) -> Picture:
    """A flowchart, laid out; `Picture` gives it in each format. See `draw` for the wishes."""
    chart = chart_of(procedure, waits)
    route = route_of(story, procedure) if story is not None else None
    wishes = Wishes(narrow, tuple(marks), route, fingerprint)
    return pictured(chart, sheets_of(chart, wishes), narrow=narrow)


def draw(  # noqa: PLR0913  each is a wish of its own
    procedure: Procedure,
    fmt: Format,
    *,
    as_of: date,
    marks: Sequence[Mark] = (),
    narrow: bool = False,
    story: Story | None = None,
    fingerprint: str = "",
    waits: Mapping[str, str] | None = None,
) -> bytes:
    """The flowchart of a procedure.

    `marks`: findings to number on their cards. `narrow`: for a phone. `story`: a case whose route
    is highlighted. `fingerprint`: the short hash of the text, for the foot. `waits`: the longest
    real wait of stages, in words. `as_of`: the date that a PDF carries.
    """
    drawing = picture(
        procedure, marks=marks, narrow=narrow, story=story, fingerprint=fingerprint, waits=waits
    )
    if fmt == "pdf":
        return drawing.pdf(as_of)
    return {"svg": drawing.svg, "png": drawing.png, "dot": drawing.dot}[fmt]()


def text_equivalent(procedure: Procedure, waits: Mapping[str, str] | None = None) -> TextEquivalent:
    """All that the flowchart says, in words."""
    return from_chart(chart_of(procedure, waits))
