"""Words that are written as one: the parser takes them apart, and no reader would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lark import Tree

if TYPE_CHECKING:
    from lark import Token


def glued(tree: Tree[Token], mask: str) -> bool:
    """Whether a word of the language is the start of a longer word: `goto` is not `go to`."""
    stack: list[Tree[Token] | Token] = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, Tree):
            stack.extend(node.children)
        elif sticks(node, mask):
            return True
    return False


def sticks(token: Token, mask: str) -> bool:
    """Whether a word goes on after a token."""
    end = token.end_pos or 0
    return end < len(mask) and (mask[end].isalnum() or mask[end] in "-_'") and token[-1] not in '"]'
