"""The parser: a text in, its syntax tree and everything that is wrong with it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lark.exceptions import UnexpectedInput

from checker.language.blocks import Assembly
from checker.language.build.statement import build, line_of
from checker.language.diagnostics import Diagnostic, Span
from checker.language.lines import statements
from checker.language.mistakes.explain import explain
from checker.language.mistakes.trouble import glued
from checker.language.tables import load_parser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lark import Lark, Token, Tree

    from checker.language.diagnostics import SourceText
    from checker.language.lines import RawStatement
    from checker.language.syntax import Document

MOST_MISTAKES = 1_000
"""A text with so many is most likely no procedure, and nobody reads further."""


class _Trees(dict[str, "Tree[Token] | None"]):
    """The parse tree of each statement, by its text with quotations masked, lines that are alike
    parsed once; None where it is none.
    """

    def __init__(self, lark: Lark) -> None:
        self.lark = lark

    def __missing__(self, mask: str) -> Tree[Token] | None:
        try:
            tree = self.lark.parse(mask)
        except UnexpectedInput:
            tree = None
        found = self[mask] = None if tree is None or glued(tree, mask) else tree
        return found


def _statement(source: SourceText, raw: RawStatement, parsed: _Trees, into: Assembly) -> None:
    """Parse one statement and put it where it belongs, or report it."""
    into.diagnostics.extend(raw.diagnostics)
    tree = parsed[raw.mask]
    if tree is None:
        if not raw.diagnostics:
            into.diagnostics.append(explain(source, raw, parsed.lark))
        into.add_broken(line_of(source, raw, raw.pieces[-1].end), raw)
        return
    statement, line, told = build(source, raw, tree)
    into.diagnostics.extend(told)
    if statement is None:
        into.add_broken(line, raw)
    else:
        into.add(statement, raw)


def _leave_out(source: SourceText, raws: Sequence[RawStatement], into: Assembly) -> None:
    """Say that the rest is not read; nothing in what was read misses a name that stands there."""
    first = raws[0]
    place = Span(first.start, first.pieces[0].end)
    told = f"the text is not read from here on: it has {MOST_MISTAKES:,} mistakes already"
    into.diagnostics.append(Diagnostic(told, place, "mend the ones above first"))
    into.head_lost = True
    for raw in raws:
        into.add_broken(line_of(source, raw, raw.pieces[-1].end), raw)


def parse(source: SourceText) -> tuple[Document, tuple[Diagnostic, ...]]:
    """The syntax tree of a text, and its mistakes in the order of the text.

    What could not be read is left out of the blocks and kept in `Document.broken`. No text makes
    this fail.
    """
    assembly = Assembly()
    raws = statements(source)
    if not raws:
        nothing = "there is no procedure in this text"
        if source.text.strip():
            nothing = "there are only comments in this text"
        told = Diagnostic(nothing, Span(0, 0), 'start it with `procedure NAME "title"`')
        return assembly.document(), (told,)
    parsed = _Trees(load_parser())
    for at, raw in enumerate(raws):
        if len(assembly.diagnostics) >= MOST_MISTAKES:
            _leave_out(source, raws[at:], assembly)
            break
        _statement(source, raw, parsed, assembly)
    assembly.finish()
    ordered = sorted(assembly.diagnostics, key=lambda told: told.span)
    return assembly.document(), tuple(ordered)
