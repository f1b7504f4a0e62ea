"""Text with emphasis, as data: what the cards hold, and what is wrapped and drawn."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct


class Face(StrEnum):
    """The faces that the drawing uses; values are the style's name in the family's file names."""

    REGULAR = "Regular"
    BOLD = "Bold"
    ITALIC = "Italic"


class Run(Struct, frozen=True):
    """A piece of text in one face."""

    text: str
    face: Face = Face.REGULAR


Runs: TypeAlias = tuple[Run, ...]
"""One paragraph."""


def plain(text: str) -> Runs:
    """A paragraph in the regular face."""
    return (Run(text),)


def bold(text: str) -> Runs:
    """A paragraph in bold."""
    return (Run(text, Face.BOLD),)


def italic(text: str) -> Runs:
    """A paragraph in italics."""
    return (Run(text, Face.ITALIC),)


def said(runs: Runs) -> str:
    """The words of a paragraph without their emphasis."""
    return "".join(run.text for run in runs)
