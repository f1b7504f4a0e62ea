"""Characters that can be shown: what a terminal would obey, or not show, is replaced."""

from __future__ import annotations

import unicodedata

UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Kinds of character that a terminal would obey, or that do not show as themselves."""
PARTS = frozenset("\u200c\u200d") | frozenset(map(chr, range(0xE0020, 0xE0080)))
"""Those of them that are parts of what shows: scripts, emoji and the flag of England need them."""


def legible(text: str) -> str:
    """The text with a replacement character for whatever would not show as itself.

    Line breaks stay; a tab becomes one space, so that places below it stay in line.
    """
    if text.isprintable():
        return text
    return "\n".join(
        line if line.isprintable() else "".join(map(_legible_character, line))
        for line in text.split("\n")
    )


def _legible_character(character: str) -> str:
    if character.isprintable() or character in PARTS:
        return character
    if character == "\t":
        return " "
    return "\ufffd" if unicodedata.category(character) in UNSEEN else character


def printable(text: str) -> str:
    """The text as valid Unicode: file names may hold bytes that are no text."""
    return text.encode("utf-8", "replace").decode("utf-8")


def base_name(path: str) -> str:
    """The last name in a path: what pages and drawings call a file, wherever it lies."""
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2] or path
