"""A message with its place in the text, as it is drawn for a terminal.

The drawing is ASCII, so that it survives whatever encoding the terminal has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.output.colour import Style, painted
from checker.words.characters import legible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.output.excerpt import SourceLine


def block(  # noqa: PLR0913, the parts of a message are this many
    message: str,
    place: tuple[str, int, int],
    rows: Sequence[SourceLine],
    notes: Sequence[tuple[str, str]] = (),
    *,
    label: str | None = None,
    colour: bool = False,
) -> str:
    """The message, `--> path:line:column`, the source lines underlined, then the notes.

    A note is a word and its text, which may have several lines. A label stands beside the last
    underline.
    """
    width = max((len(str(row.number)) for row in rows if row.number is not None), default=1)
    gutter = painted(f"{'':{width}} |", Style.FAINT, colour=colour)
    path, line, column = place
    lines = [
        *(f"  {text}" for text in legible(message).split("\n")),
        f"{'':{width}}{painted('-->', Style.FAINT, colour=colour)} {legible(path)}:{line}:{column}",
    ]
    if rows:
        lines += [gutter, *_source(rows, width, gutter, label, colour=colour)]
    for word, text in notes:
        lines += _note(word, text, width, colour=colour)
    return "\n".join(lines)


def _source(
    rows: Sequence[SourceLine], width: int, gutter: str, label: str | None, *, colour: bool
) -> list[str]:
    """The numbered source lines, each with its underline below it."""
    lines = []
    for row in rows:
        number = "" if row.number is None else str(row.number)
        rule = painted(f"{number:>{width}} |", Style.FAINT, colour=colour)
        lines.append(f"{rule} {row.shown}".rstrip())
        if row.underline:
            words = f" {legible(label)}" if label and row is rows[-1] else ""
            space = row.underline[: len(row.underline) - len(row.underline.lstrip())]
            carets = painted(row.underline.lstrip() + words, Style.BAD, colour=colour)
            lines.append(f"{gutter} {space}{carets}")
    return lines


def _note(word: str, text: str, width: int, *, colour: bool) -> list[str]:
    """A note; further lines of its text stand below it, indented."""
    first, *others = legible(text).split("\n")
    head = painted(f"{word}:", Style.STRONG, colour=colour)
    indent = " " * (width + 5)
    return [f"{'':{width}} = {head} {first}".rstrip(), *(f"{indent}{other}" for other in others)]
