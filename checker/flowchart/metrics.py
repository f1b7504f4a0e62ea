"""How wide text is, read from the font files that the drawing brings, and wrapping by that width.

Only three tables of an OpenType font are read: `head` (units per em), `cmap` (character to glyph,
format 4) and `hmtx` with its count in `hhea` (advance widths); see the OpenType specification.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_left
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from checker.flowchart.runs import Face, Run

if TYPE_CHECKING:
    from checker.flowchart.runs import Runs

FAMILY = "Roboto"
FOLDER = Path(__file__).parent / "fonts"
"""Where the font files lie; nothing else is drawn with."""

_SPACE = re.compile(r"\s+")
_SEGMENTS = 4
"""The number of the `cmap` format that maps segments of characters."""
_REPLACEMENT = 0
"""The glyph of every character that the font does not have."""


class FontFile:
    """Advance widths of one font file, in ems."""

    __slots__ = ("_advances", "_known", "_map", "_units")

    def __init__(self, path: Path) -> None:
        """Read the tables of the file."""
        data = path.read_bytes()
        count = struct.unpack_from(">H", data, 4)[0]
        tables = {}
        for index in range(count):
            tag, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * index)
            tables[tag] = offset
        self._units: int = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
        metrics = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]
        self._advances = struct.unpack_from(f">{2 * metrics}H", data, tables[b"hmtx"])[::2]
        self._map = _CharacterMap(data, tables[b"cmap"])
        self._known: dict[str, float] = {}

    def of(self, character: str) -> float:
        """The width of one character in ems; a whole one where another font must draw it."""
        width = self._known.get(character)
        if width is None:
            glyph = self._map.glyph(ord(character))
            advance = self._advances[min(glyph, len(self._advances) - 1)] / self._units
            width = advance if glyph else 1.0
            self._known[character] = width
        return width


class _CharacterMap:
    """The glyphs of the basic plane: the font's first `cmap` subtable of format 4."""

    __slots__ = ("_data", "_deltas", "_ends", "_ranges", "_ranges_at", "_starts")

    def __init__(self, data: bytes, cmap: int) -> None:
        count = struct.unpack_from(">H", data, cmap + 2)[0]
        offsets = [struct.unpack_from(">HHI", data, cmap + 4 + 8 * n)[2] for n in range(count)]
        start = next(
            cmap + offset
            for offset in offsets
            if struct.unpack_from(">H", data, cmap + offset)[0] == _SEGMENTS
        )
        segments = struct.unpack_from(">H", data, start + 6)[0] // 2
        table = struct.Struct(f">{segments}H")
        self._data = data
        self._ends = table.unpack_from(data, start + 14)
        self._starts = table.unpack_from(data, start + 16 + 2 * segments)
        self._deltas = table.unpack_from(data, start + 16 + 4 * segments)
        self._ranges_at = start + 16 + 6 * segments
        self._ranges = table.unpack_from(data, self._ranges_at)

    def glyph(self, code: int) -> int:
        """The number of the glyph of a character; of the empty box where there is none."""
        index = bisect_left(self._ends, code)
        if index == len(self._ends) or code < self._starts[index]:
            return _REPLACEMENT
        if not self._ranges[index]:
            return int(code + self._deltas[index]) & 0xFFFF
        at = self._ranges_at + 2 * index + self._ranges[index] + 2 * (code - self._starts[index])
        found: int = struct.unpack_from(">H", self._data, at)[0]
        return (found + self._deltas[index]) & 0xFFFF if found else _REPLACEMENT


@cache
def _widths(face: Face) -> FontFile:
    return FontFile(FOLDER / f"{FAMILY}-{face.value}.ttf")


@lru_cache(maxsize=8192)
def _ems(text: str, face: Face) -> float:
    """The width of a text in ems; a text has few different words."""
    return sum(map(_widths(face).of, text))


def width(text: str, size: float, face: Face = Face.REGULAR) -> float:
    """The width of a text in points, without kerning."""
    return size * _ems(text, face)


def wrap(runs: Runs, room: float, size: float) -> tuple[Runs, ...]:
    """The paragraph in lines no wider than `room` points, broken at spaces, else in a word.

    Never empty: a paragraph without words is one empty line.
    """
    lines: list[list[Run]] = [[]]
    used = 0.0
    for piece, wide in _pieces(runs, room, size):
        space = size * _ems(" ", piece[0].face) if lines[-1] else 0.0
        if lines[-1] and used + space + wide > room:
            lines.append([])
            used = space = 0.0
        _add(lines[-1], piece)
        used += space + wide
    return tuple(map(tuple, lines))


def _add(line: list[Run], piece: list[Run]) -> None:
    """Adds a word to a line, with a space before it; runs in one face are joined."""
    for number, run in enumerate(piece):
        space = " " if line and not number else ""
        if line and line[-1].face is run.face:
            line[-1] = Run(f"{line[-1].text}{space}{run.text}", run.face)
        else:
            line.append(Run(space + run.text, run.face))


def _pieces(runs: Runs, room: float, size: float) -> list[tuple[list[Run], float]]:
    """Words, each as the runs that it is made of, with its width; a word wider than the room is
    cut.
    """
    words: list[tuple[list[Run], float]] = []
    goes_on = False
    for run in runs:
        for at, part in enumerate(_SPACE.split(run.text)):
            goes_on = goes_on and not at
            for piece in _cut(part, room, size, run.face) if part else ():
                wide = size * _ems(piece, run.face)
                if goes_on and words[-1][1] + wide <= room:
                    words[-1] = ([*words[-1][0], Run(piece, run.face)], words[-1][1] + wide)
                else:
                    words.append(([Run(piece, run.face)], wide))
                goes_on = False
            goes_on = bool(part)
    return words


def _cut(word: str, room: float, size: float, face: Face) -> list[str]:
    if size * _ems(word, face) <= room:
        return [word]
    of = _widths(face).of
    pieces, current, used = [], "", 0.0
    for character in word:
        wide = size * of(character)
        if current and used + wide > room:
            pieces.append(current)
            current, used = "", 0.0
        current += character
        used += wide
    return [*pieces, current]
