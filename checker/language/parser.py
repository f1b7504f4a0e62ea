"""The parser: a text in, its syntax tree and everything that is wrong with it out."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from lark.exceptions import UnexpectedInput

from checker.language.blocks import Assembly
from checker.language.build.statement import build
from checker.language.diagnostics import MOST_TOLD, Diagnostic, Span
from checker.language.glued import glued
from checker.language.lines import statements
from checker.language.tables import load_parser

if TYPE_CHECKING:
    from lark import Lark, Token, Tree

    from checker.language.diagnostics import SourceText
    from checker.language.lines import RawStatement
    from checker.language.syntax import Document

MOST_MISTAKES = 1_000
"""A text with so many is most likely no procedure, and nobody reads further."""
MOST_STATEMENTS = 70_000
"""Statements of one text; a manual of ten thousand stages has nine tenths of that."""
_MOST_TREES = 1_000
"""Parse trees that are kept at once; then they are made anew."""


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
        if len(self) >= _MOST_TREES:
            self.clear()
        found = self[mask] = None if tree is None or glued(tree, mask) else tree
        return found


def _statement(source: SourceText, raw: RawStatement, parsed: _Trees, into: Assembly) -> None:
    """Parse one statement and put it where it belongs, or report it."""
    into.diagnostics.extend(raw.diagnostics)
    tree = None if raw.lost else parsed[raw.mask]
    if tree is None:
        if not raw.diagnostics:
            into.diagnostics.append(_explained(source, raw, parsed.lark, into))
        into.add_broken(raw)
        return
    statement, told = build(source, raw, tree)
    into.diagnostics.extend(told)
    if statement is None:
        into.add_broken(raw)
    else:
        into.add(statement, raw)


def _explained(source: SourceText, raw: RawStatement, lark: Lark, into: Assembly) -> Diagnostic:
    """What is wrong with a statement; of one that will not be told of, that something is."""
    if len(into.diagnostics) < MOST_TOLD:
        from checker.language.mistakes.explain import explain  # few texts need it

        return explain(source, raw, lark)
    return Diagnostic("this line cannot be read", _place(raw))


def _place(raw: RawStatement) -> Span:
    """The first line of a statement."""
    return Span(raw.start, raw.pieces[0].end)


def _why_no_further(count: int, mistakes: int, *, too_many: bool) -> str | None:
    """Why nothing is read after so many statements and mistakes, if there is a reason. Of a text
    with too many statements the first are read, for the mistakes in them.
    """
    if mistakes >= MOST_MISTAKES:
        return f"it has {MOST_MISTAKES:,} mistakes already"
    if too_many and count >= min(MOST_MISTAKES, MOST_STATEMENTS):
        return f"it has more than the {MOST_STATEMENTS:,} statements that are read"
    return None


def _no_further(raw: RawStatement, why: str, mistakes: int) -> Diagnostic:
    """That the text is not read from a statement on."""
    help_ = "mend the ones above first" if mistakes else "write each procedure in a file of its own"
    return Diagnostic(f"the text is not read from here on: {why}", _place(raw), help_)


def parse(source: SourceText) -> tuple[Document, tuple[Diagnostic, ...]]:
    """The syntax tree of a text, and its mistakes in the order of the text.

    What could not be read is left out of the blocks. No text makes this fail.
    """
    assembly = Assembly()
    parsed = _Trees(load_parser())
    unread = None
    raws = list(islice(statements(source), MOST_STATEMENTS + 1))
    too_many = len(raws) > MOST_STATEMENTS
    for count, raw in enumerate(raws):
        why = _why_no_further(count, len(assembly.diagnostics), too_many=too_many)
        if why is not None:
            unread = _no_further(raw, why, len(assembly.diagnostics))
            assembly.head_lost = True
            break
        _statement(source, raw, parsed, assembly)
    if not raws:
        nothing = "there is no procedure in this text"
        if source.text.strip():
            nothing = "there are only comments in this text"
        told = Diagnostic(nothing, Span(0, 0), 'start it with `procedure NAME "title"`')
        return assembly.document(), (told,)
    assembly.finish()
    ordered = sorted(assembly.diagnostics, key=lambda told: told.span)
    return assembly.document(unread), tuple(ordered)
