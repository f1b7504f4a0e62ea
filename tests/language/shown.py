"""Syntax trees and diagnostics as text, so that a document can hold what is expected of them."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from msgspec import NODEFAULT, Struct

from checker.language.parts import (
    Citation,
    Day,
    Hole,
    Line,
    Name,
    Number,
    Opening,
    OutcomeRef,
    Word,
    Words,
)

if TYPE_CHECKING:
    from datetime import time

    from checker.language.diagnostics import Diagnostic, SourceText
    from checker.language.syntax import Document, Statement


def _hours(moment: time) -> str:
    """A time of day."""
    return moment.isoformat("minutes")


def _leaf(value: object) -> str | None:
    """A leaf of the tree; None for anything else."""
    if isinstance(value, Words):
        return f'"{value.text}"'
    if isinstance(value, Name | Word | OutcomeRef):
        return value.text
    if isinstance(value, Number | Enum):
        return str(value.value)
    if isinstance(value, Day):
        return value.value.isoformat()
    if isinstance(value, Opening):
        return f"{_hours(value.opens)}-{_hours(value.closes)}"
    return value.kind if isinstance(value, Hole) else None


def _field(node: Any, name: str) -> str:  # noqa: ANN401 - any node
    """One field, by its name unless it says which kind the node is."""
    value = getattr(node, name)
    if value is True:
        return name
    return tree(value) if name == "kind" else f"{name}={tree(value)}"


def tree(value: object) -> str:
    """A value of the syntax tree: places, and what is as if it were not written, left out."""
    leaf = _leaf(value)
    if leaf is not None:
        return leaf
    if isinstance(value, tuple):
        return f"[{', '.join(tree(part) for part in value)}]"
    if not isinstance(value, Struct):
        return str(value)
    names = value.__struct_fields__
    known = value.__struct_defaults__
    defaults = dict(zip(names[len(names) - len(known) :], known, strict=True))
    shown = [
        _field(value, name)
        for name in names
        if name not in {"span", "line"}
        and getattr(value, name) not in (defaults.get(name, NODEFAULT), None, False)
        and (name in defaults or getattr(value, name) != ())
    ]
    return f"{type(value).__name__}({', '.join(shown)})"


def _cited(citation: Citation) -> str:
    """A citation."""
    heading = citation.heading.text if citation.heading else "-"
    return f"  [{heading} | {citation.phrase.text if citation.phrase else '-'}]"


def _statement(statement: Statement, indent: str) -> str:
    """One statement on a line, with its number, its citation and its judgement."""
    line: Line = statement.line
    cited = _cited(line.citation) if line.citation else ""
    judged = f'  (judgement: "{line.judgement.because.text}")' if line.judgement else ""
    return f"{line.number}{indent} {tree(statement)}{judged}{cited}\n"


def document(parsed: Document) -> str:
    """All blocks of a document with their lines."""
    return "".join(
        _statement(block.head, "") + "".join(_statement(line, " ") for line in block.lines)
        for block in parsed.blocks
    )


def diagnostic(source: SourceText, told: Diagnostic) -> str:
    """Place, message, the underlined words, help, the edit, and other places."""
    at = source.position(told.span.start)
    shown = f"{at.line}:{at.column}: {told.message}\n"
    shown += f"    here: {source.slice(told.span)}\n".replace("    here: \n", "")
    shown += f"    help: {told.help}\n"
    if told.edit is not None:
        shown += f"    edit: {told.edit}".rstrip() + "\n"
    for note in told.notes:
        shown += f"    line {source.position(note.span.start).line}: {note.message}\n"
    return shown
