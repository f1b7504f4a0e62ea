"""Roles and their holders, from the syntax tree to the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from checker.language import declarations as head
from checker.procedure.model import Holder, Role, Side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.language.parts import Name
    from checker.language.syntax import Block, BlockLine
    from checker.procedure.from_syntax.leaves import Leaves

_SIDES = {"both": Side.BOTH, "raising": Side.RAISING, "other": Side.OTHER}


def read_role(block: Block, leaves: Leaves) -> Role:
    """A role with who holds it, and who may stand in."""
    title = cast("head.RoleHead", block.head)
    names = leaves.names
    agencies = (names.resolve(name, "an agency") for name in title.agencies)
    never = (names.resolve(name, "a role") for name in title.never_same_as)
    deputies = (
        names.resolve(name, "a role")
        for line in block.lines
        if isinstance(line, head.Deputy)
        for name in line.roles
    )
    return Role(
        title.name.text,
        title.title.text,
        leaves.line(title.line),
        title.tier.value if title.tier is not None else None,
        title.tier is not None,
        _SIDES.get(title.side.text, Side.UNSTATED) if title.side is not None else Side.UNSTATED,
        title.unclear.text if title.unclear is not None else None,
        tuple(name for name in agencies if name is not None),
        title.independent,
        tuple(name for name in never if name is not None),
        tuple(holder for line in block.lines for holder in _holders(line, leaves)),
        tuple(name for name in deputies if name is not None),
    )


def _holders(line: BlockLine, leaves: Leaves) -> Iterator[Holder]:
    """One holder for each agency of the line, or one for everywhere."""
    names = leaves.names
    match line:
        case head.HeldBy():
            for agency in _agencies(line.agencies, leaves):
                yield Holder(
                    leaves.line(line.line),
                    agency,
                    tuple(words.text for words in line.titles),
                    line.person,
                    line.hole is not None and line.hole.kind == "missing",
                    line.hole is not None and line.hole.kind == "not stated",
                )
        case head.ActsFor():
            role = names.resolve(line.role, "a role")
            for agency in _agencies(line.agencies, leaves):
                yield Holder(leaves.line(line.line), agency, acts=role)
        case head.SamePerson():
            role = names.resolve(line.role, "a role")
            for agency in _agencies(line.agencies, leaves):
                yield Holder(leaves.line(line.line), agency, same_as=role)
        case _:
            return


def _agencies(found: tuple[Name, ...], leaves: Leaves) -> tuple[str | None, ...]:
    if not found:
        return (None,)
    return tuple(leaves.names.resolve(name, "an agency") for name in found)
