"""What every builder is handed: the statement at hand, and where to tell of its mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from lark import Token, Tree
from msgspec import Struct, field

from checker.language.diagnostics import Diagnostic, SourceText, Span
from checker.language.parts import Name, Word, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.language.lines import RawStatement
    from checker.language.parts import Line

Node: TypeAlias = Tree[Token] | Token


def first_token(node: Node) -> Token:
    """The leftmost token. Every rule of the grammar holds at least one."""
    while isinstance(node, Tree):
        node = node.children[0]
    return node


def last_token(node: Node) -> Token:
    """The rightmost token."""
    while isinstance(node, Tree):
        node = node.children[-1]
    return node


def tokens(node: Tree[Token], kind: str) -> list[Token]:
    """The tokens of one terminal directly under a node, in order."""
    return [c for c in node.children if isinstance(c, Token) and c.type == kind]


def has(node: Tree[Token], kind: str) -> bool:
    """Whether a token of that terminal stands directly under a node."""
    return any(isinstance(c, Token) and c.type == kind for c in node.children)


def trees(node: Tree[Token], *rules: str) -> list[Tree[Token]]:
    """The subtrees of any of those rules directly under a node, in order."""
    return [c for c in node.children if isinstance(c, Tree) and c.data in rules]


class Context(Struct):
    """One statement while it is built.

    `diagnostics` grows; `broken` turns true with the first mistake that leaves no sure meaning.
    """

    source: SourceText
    raw: RawStatement
    line: Line
    diagnostics: list[Diagnostic] = field(default_factory=list)
    broken: bool = False

    def span(self, node: Node, last: Node | None = None) -> Span:
        """The place of a node, or from one node to another."""
        start = first_token(node).start_pos or 0
        end = last_token(last or node).end_pos or 0
        return Span(self.raw.start + start, self.raw.start + end)

    def shown(self, node: Node) -> str:
        """A node as the writer wrote it, white space folded."""
        return " ".join(self.source.slice(self.span(node)).split())

    def report(self, message: str, span: Span, help_: str, *, edit: str | None = None) -> None:
        """Tell of a mistake that leaves no sure meaning; of the first in a statement alone."""
        if not self.broken:
            self.diagnostics.append(Diagnostic(message, span, help_, edit=edit))
        self.broken = True

    def remark(self, message: str, span: Span, help_: str, *, edit: str | None = None) -> None:
        """Tell of a mistake beside which the statement's meaning is plain."""
        self.diagnostics.append(Diagnostic(message, span, help_, edit=edit))

    def name(self, token: Token) -> Name:
        """A name."""
        return Name(str(token), self.span(token))

    def names(self, node: Tree[Token]) -> tuple[Name, ...]:
        """The names directly under a node."""
        return tuple(self.name(token) for token in tokens(node, "NAME"))

    def words(self, token: Token) -> Words:
        """Own words; that there are any is checked."""
        text = " ".join(token[1:-1].split())
        if not text:
            self.report("these quotes are empty", self.span(token), "put the policy's words there")
        return Words(text, self.span(token))

    def word(self, node: Node) -> Word:
        """The word, or words, of the language that a node is."""
        if isinstance(node, Token):
            return Word(str(node), self.span(node))
        return Word(" ".join(str(c) for c in node.scan_values(_always)), self.span(node))

    def once(self, found: Sequence[Tree[Token]], what: str) -> Tree[Token] | None:
        """The only one of several parts that may stand once; a second one is reported."""
        if len(found) > 1:
            self.report(
                f"{what} stands here twice",
                self.span(found[1]),
                "keep one of the two, or write a line for each",
            )
        return found[0] if found else None


def _always(_: object) -> bool:
    """Every token."""
    return True
