"""From the syntax tree to the model: names are resolved, blocks distributed, defaults told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.language.diagnostics import SourceText, first_told
from checker.language.parser import parse
from checker.procedure.from_syntax.build import Builder

if TYPE_CHECKING:
    from checker.language.diagnostics import Diagnostic
    from checker.procedure.model import Procedure

__all__ = ["load_text"]


def load_text(text: str, path: str) -> tuple[Procedure | None, tuple[Diagnostic, ...]]:
    """The procedure that `text` says, or the first mistakes in it, in the order of the text.

    The last that is said tells how many more there are, or that the rest was not read.
    """
    document, mistakes = parse(SourceText(text, path))
    procedure, others = Builder(document, path).build()
    diagnostics = first_told((*mistakes, *others))
    if document.unread is not None:
        diagnostics = (*diagnostics, document.unread)
    return (None if diagnostics else procedure), diagnostics
