"""Every pair of colours that meets can be told apart."""

from __future__ import annotations

import pytest

from checker.flowchart import colours
from checker.flowchart.colours import SHAPE_PAIRS, TEXT_PAIRS, contrast
from checker.flowchart.dot import dot_of
from checker.flowchart.from_procedure import chart_of
from checker.flowchart.layout import sheets_of
from checker.flowchart.place import Mark, Wishes
from checker.flowchart.route import route_of
from checker.flowchart.sheet import stacked
from tests.flowchart.builder import four_steps, story

TEXT_LEAST, SHAPE_LEAST = 4.5, 3.0


@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_can_be_read(ink: str, ground: str) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    assert contrast(ink, ground) >= TEXT_LEAST


@pytest.mark.parametrize(("line", "ground"), SHAPE_PAIRS)
def test_lines_and_shapes_can_be_seen(line: str, ground: str) -> None:
    """WCAG 2.2, 1.4.11: at least 3 to 1."""
    assert contrast(line, ground) >= SHAPE_LEAST


@pytest.mark.parametrize("first", range(3))
@pytest.mark.parametrize(("line", "ground"), SHAPE_PAIRS)
def test_nobody_depends_on_telling_hues_apart(line: str, ground: str, first: int) -> None:
    """With one of the three channels lost, lines and shapes can be seen still."""

    def without(colour: str) -> str:
        channels = [colour[at : at + 2] for at in (1, 3, 5)]
        channels[first] = channels[(first + 1) % 3]
        return "#" + "".join(channels)

    assert contrast(without(line), without(ground)) >= SHAPE_LEAST


def test_contrast_is_that_of_the_standard() -> None:
    """Black on white is 21 to 1, a colour on itself 1 to 1, and the order does not matter."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)
    assert contrast("#767676", "#FFFFFF") == contrast("#FFFFFF", "#767676")
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_no_colour_is_used_that_is_not_in_the_pairs() -> None:
    """What the drawing writes comes from the palette, and the palette is compared."""
    procedure = four_steps()
    used: set[str] = set()
    for route in (None, route_of(story(procedure), procedure)):
        wishes = Wishes(marks=(Mark("step-1", 1),), route=route)
        dot = dot_of(stacked(sheets_of(chart_of(procedure), wishes)), "x")
        used |= {part[:7] for part in dot.split('"#')[1:] for part in (f"#{part}",)}
    palette = {value for name, value in vars(colours).items() if name.isupper() and value[0] == "#"}
    compared = {colour for pair in (*TEXT_PAIRS, *SHAPE_PAIRS) for colour in pair}
    assert used <= palette
    assert palette == compared
