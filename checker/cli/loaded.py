"""What a command works on: a text, and its model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from checker.language.diagnostics import SourceText
    from checker.procedure.model import Procedure


class Text(Struct, frozen=True):
    """A text that could be read; `stem` begins the names of files made from it."""

    source: SourceText
    stem: str


class Loaded(Struct, frozen=True):
    """A text that could be read, and its model; `stem` begins the names of files made from it."""

    source: SourceText
    procedure: Procedure
    stem: str

    @property
    def fingerprint(self) -> str:
        """What a drawing names the text by."""
        return self.source.fingerprint
