"""Blocks of lines that stand in several stages, and how much a text may come to by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.language.declarations import AtStages, StageHead
    from checker.language.diagnostics import Span
    from checker.language.syntax import BlockLine
    from checker.procedure.from_syntax.names import Names

MOST_PLACED = 200_000
"""Lines in the stages of a text, one that stands in several counted in each; likewise the stages to
which `any later stage` leads, and those that a total is about."""


class Wide(Struct, frozen=True):
    """`at every stage` (`every`: all but `named`) or `at stages A and B`, and its lines."""

    every: bool
    named: frozenset[str]
    lines: tuple[BlockLine, ...]
    span: Span


class WideBlocks:
    """All such blocks of a text, by the stages in which their lines stand."""

    def __init__(self, blocks: Iterable[tuple[AtStages, tuple[BlockLine, ...]]]) -> None:
        """Each with its lines, in the order of the text; blocks without lines say nothing."""
        self._blocks: list[Wide] = []
        self._everywhere: list[int] = []
        self._at: dict[str, list[int]] = {}
        for head, lines in blocks:
            named = frozenset(name.text for name in head.stages or head.excepted)
            if not lines:
                continue
            number = len(self._blocks)
            self._blocks.append(Wide(head.every, named, lines, head.line.span))
            if head.every:
                self._everywhere.append(number)
            else:
                for name in named:
                    self._at.setdefault(name, []).append(number)
        self._used: set[int] = set()

    def of(self, stage: StageHead) -> list[Wide]:
        """The blocks whose lines stand in a stage; a track is covered where it is named."""
        name = stage.name.text
        found = self._at.get(name, [])
        if stage.track is None:
            everywhere = (n for n in self._everywhere if name not in self._blocks[n].named)
            found = sorted((*everywhere, *found))
        self._used.update(found)
        return [self._blocks[number] for number in found]

    def unused(self) -> list[Wide]:
        """The blocks that cover none of the stages that were asked for."""
        return [block for at, block in enumerate(self._blocks) if at not in self._used]


class Room:
    """How much is left of `MOST_PLACED`; that it is not enough is a mistake, told once."""

    def __init__(self, names: Names) -> None:
        """All of it."""
        self._names = names
        self._left = MOST_PLACED

    def take(self, count: int, span: Span) -> bool:
        """Whether there is room for so many more, which the line at a place asks for."""
        if 0 <= self._left < count:
            self._names.say(
                "with this the text comes to more than the "
                f"{MOST_PLACED:,} lines that are read, one for several stages counted in each",
                span,
                "write each procedure in a file of its own, or name fewer stages",
            )
        self._left = self._left - count if count <= self._left else -1
        return self._left >= 0
