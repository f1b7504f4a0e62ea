"""The published policies, drawn."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from checker.flowchart import picture, text_equivalent
from checker.flowchart.pages import LEAST_SCALE
from checker.flowchart.runs import said
from checker.procedure.from_syntax import load_text
from tests.flowchart.test_layout import overlap

FOLDER = Path(__file__).resolve().parent.parent.parent / "procedures"
FILES = sorted(FOLDER.glob("*.procedure"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_published_policy_fits_on_two_pages(file: Path) -> None:
    """Text of eight points or more, nothing on something else, and every stage in both forms."""
    procedure, mistakes = load_text(file.read_text(encoding="utf-8"), file.name)
    assert mistakes == ()
    assert procedure is not None
    drawing = picture(procedure)
    assert len(drawing.sheets) <= 2
    assert drawing.scale >= LEAST_SCALE
    for sheet in drawing.sheets:
        labels = [path.label for path in sheet.paths if path.label is not None]
        assert not any(overlap(a, b) for a, b in combinations((*sheet.boxes, *labels), 2))
    cards = {box.about for sheet in drawing.sheets for box in sheet.boxes}
    words = text_equivalent(procedure)
    assert {stage.name for stage in procedure.stages} <= cards
    assert [step.anchor for step in words.steps] == [stage.name for stage in procedure.stages]
    shown = " ".join(
        said(line.text)
        for sheet in drawing.sheets
        for box in sheet.boxes
        for strip in box.strips
        for line in strip.lines
    )
    for title in (ending.title for ending in procedure.endings):
        assert title in shown


def test_the_published_policies_are_there() -> None:
    """All five."""
    assert len(FILES) >= 5
