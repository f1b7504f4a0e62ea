"""Colour for a terminal: a few styles by what they say, or none at all."""

from __future__ import annotations

from enum import Enum

from checker.answers.verdict import Verdict


class Style(Enum):
    """What a piece of text is; the value is its code in an escape sequence."""

    BAD = "1;31"
    UNSURE = "1;33"
    GOOD = "1;32"
    ASIDE = "1;36"
    STRONG = "1"
    FAINT = "2"


def style_of(verdict: Verdict) -> Style:
    """The style in which a verdict is shown."""
    if verdict is Verdict.REFUTED:
        return Style.BAD
    if verdict in {Verdict.OPEN, Verdict.UNKNOWN, Verdict.VACUOUS}:
        return Style.UNSURE
    return Style.GOOD


def painted(text: str, style: Style, *, colour: bool) -> str:
    """The text in its style where there is colour, else the text."""
    return f"\x1b[{style.value}m{text}\x1b[0m" if colour and text else text
