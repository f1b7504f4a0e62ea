"""Measured text, compared with the library that fonts are made with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.flowchart.metrics import FOLDER, FontFile, width, wrap
from checker.flowchart.runs import Face, Run, plain, said

if TYPE_CHECKING:
    from pathlib import Path

    from checker.flowchart.runs import Runs

fonts = pytest.importorskip("fontTools.ttLib")


@pytest.mark.parametrize("face", list(Face))
def test_widths_are_those_of_the_font(face: Face) -> None:
    """Letters, quotes and accents; what the font does not have is as wide as it is high."""
    font = fonts.TTFont(FOLDER / f"Roboto-{face.value}.ttf")
    names, metrics = font.getBestCmap(), font["hmtx"]
    text = "Wij “zëé” \u2013 fifty 5 ŵ☃\U0001f600"
    em = font["head"].unitsPerEm
    expected = sum(metrics[names[ord(c)]][0] if ord(c) in names else em for c in text)
    assert width(text, em, face) == pytest.approx(expected)


def long(line: Runs) -> float:
    """The width of a line set at 10 points."""
    return sum(width(run.text, 10, run.face) for run in line)


def test_lines_fit_the_room_and_keep_the_words() -> None:
    """Emphasis stays with its words, within a word too."""
    runs = (Run("Not "), Run("resol", Face.BOLD), Run("ved, ", Face.ITALIC), Run("and so on " * 9))
    lines = wrap(runs, 90, 10)
    assert all(long(line) <= 90 for line in lines)
    assert " ".join(said(line) for line in lines).split() == said(runs).split()
    assert [run.face for run in lines[0]][:3] == [Face.REGULAR, Face.BOLD, Face.ITALIC]


def test_a_word_wider_than_the_room_is_cut() -> None:
    """Even where it goes on from another run."""
    lines = wrap((Run("a"), Run("W" * 40, Face.BOLD)), 60, 10)
    assert len(lines) > 1
    assert all(long(line) <= 60 for line in lines)
    assert "".join(said(line) for line in lines) == "a" + "W" * 40


def test_no_words_are_one_empty_line() -> None:
    """So that a row is never without height."""
    assert wrap((), 50, 10) == ((),)
    assert wrap(plain(" \n "), 50, 10) == ((),)
    assert wrap(plain("a\tb\u00a0"), 50, 10) == ((Run("a b"),),)


def test_glyphs_in_any_order_are_found(tmp_path: Path) -> None:
    """A font may list the glyphs of a segment one by one."""
    builder = pytest.importorskip("fontTools.fontBuilder").FontBuilder(1000, isTTF=False)
    order = [".notdef", "c", "a", "d", "b"]
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({ord(name): name for name in "abcd"})
    pen = pytest.importorskip("fontTools.pens.t2CharStringPen").T2CharStringPen(500, None)
    builder.setupCFF("Test", {}, dict.fromkeys(order, pen.getCharString()), {})
    builder.setupHorizontalMetrics({name: (100 * at, 0) for at, name in enumerate(order)})
    builder.setupHorizontalHeader()
    builder.setupPost()
    builder.save(tmp_path / "test.otf")
    font = FontFile(tmp_path / "test.otf")
    assert [font.of(character) for character in "abcdx"] == [0.2, 0.4, 0.1, 0.3, 1.0]
