"""The colours of the flowchart, and every pair of them that meets."""

from __future__ import annotations

PAPER = "#FFFFFF"
INK = "#1A1A1A"
BAND = "#1D3F5E"
HARM = "#000000"
ROW = "#E8ECF1"
AGREED = "#DDEFE3"
ROUTE = "#B00020"
FADED = "#6B6B6B"
"""What a story leaves in the background: as pale as text may be."""

TEXT_PAIRS = (
    (INK, PAPER),
    (INK, ROW),
    (INK, AGREED),
    (PAPER, BAND),
    (PAPER, HARM),
    (PAPER, ROUTE),
    (ROUTE, PAPER),
    (FADED, PAPER),
)
"""Ink and ground of every text."""

SHAPE_PAIRS = (
    (INK, PAPER),
    (INK, ROW),
    (INK, AGREED),
    (BAND, PAPER),
    (HARM, PAPER),
    (ROUTE, PAPER),
    (ROUTE, AGREED),
    (FADED, PAPER),
)
"""Lines and filled shapes that carry meaning, and what they stand on."""


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """The relative luminance of `#RRGGBB`."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
