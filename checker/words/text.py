"""Small pieces of sentences: lists, counts, quotes, capitals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def capital(text: str) -> str:
    """The text with its first letter in capitals."""
    return text[:1].upper() + text[1:]


def quoted(words: str) -> str:
    """The policy's own words, in curly quotes."""
    return f"“{words}”"


def listed(words: Iterable[str], conjunction: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    every = list(words)
    if len(every) <= 1:
        return "".join(every)
    return f"{', '.join(every[:-1])} {conjunction} {every[-1]}"


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """The number with its noun: `1 finding`, `2 findings`."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def sentence(text: str) -> str:
    """A message (lower case, no final period) as a sentence of its own."""
    told = capital(text.strip())
    return told if told.endswith((".", "!", "?", ":")) or not told else f"{told}."


def in_running_text(title: str) -> str:
    """A published title inside a sentence: its first letter small, unless the title is written
    with capitals throughout or begins with an abbreviation.
    """
    first, *others = title.split() or [""]
    capitals = any(re.match(r"[A-Z][a-z]", word) for word in others)
    if capitals or not re.fullmatch(r"[A-Z][a-z'’,-]*", first):  # noqa: RUF001
        return title
    return title[0].lower() + title[1:]
