"""Statements put into blocks: which line may stand where, and what a broken head leaves behind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast, get_args

from msgspec import Struct, field

from checker.language.declarations import (
    AtStages,
    EndingHead,
    ProcedureHead,
    RoleHead,
    StageHead,
)
from checker.language.diagnostics import Diagnostic, Note, Span
from checker.language.suggest import did_you_mean
from checker.language.syntax import (
    AssumeReading,
    AssumeWords,
    AssumeWorkingDay,
    Block,
    BlockLine,
    Document,
    Duty,
    Head,
    ProcedureLine,
    Require,
    RoleLine,
    SetAside,
    StageLine,
    TotalLimit,
)

if TYPE_CHECKING:
    from checker.language.lines import RawStatement
    from checker.language.parts import Line
    from checker.language.syntax import Statement

_HEADS: tuple[type, ...] = get_args(Head)
_PROCEDURE_LINES: tuple[type, ...] = get_args(ProcedureLine)
_ROLE_LINES: tuple[type, ...] = get_args(RoleLine)
_STAGE_LINES: tuple[type, ...] = get_args(StageLine)
_ENDS_NO_BLOCK = (TotalLimit, AssumeWords, AssumeReading, AssumeWorkingDay, SetAside, Require)
"""Statements of the outermost level that may stand between the lines of a block."""

HEAD_WORDS = (
    *("procedure", "agency", "body", "role", "fact", "reading", "event", "document", "track"),
    *("stage", "stages", "ending", "assume", "set", "require", "at"),
)
"""First words of statements of the outermost level."""

_NO_BLOCK_WORDS = ("stages", "assume", "set", "require")

LINE_WORDS = (
    *("published", "version", "last", "review", "source", "calendar", "working", "closed"),
    *("scope", "start", "when", "the", "held", "in", "deputy", "led", "chaired", "decided"),
    *("mediated", "attended", "quorum", "this", "waits", "clock", "if", "whenever", "otherwise"),
    *("unless", "out", "each", "both", "someone", "their", "at"),
)
"""First words of the lines inside blocks."""

_NAME_LIKE = re.compile(r'"[^"]*"|([a-z0-9]+(?:[-_][a-z0-9]+)*)')
_SHOWN = 4
_RUN = 3
"""How many words are tried as one name that was meant."""


def names_in(mask: str) -> frozenset[str]:
    """Every name that a statement holds or may have meant: words, and neighbours joined."""
    words = [m[1].replace("_", "-") for m in _NAME_LIKE.finditer(mask) if m[1]]
    runs = ("-".join(words[i : i + n]) for n in range(1, _RUN + 1) for i in range(len(words)))
    return frozenset(runs)


def _allowed(head: Head) -> tuple[type, ...]:
    """The lines that may stand under a head."""
    if isinstance(head, ProcedureHead):
        return _PROCEDURE_LINES
    if isinstance(head, RoleHead):
        return _ROLE_LINES
    if isinstance(head, StageHead | AtStages):
        return _STAGE_LINES
    return (Duty,) if isinstance(head, EndingHead) else ()


def _belongs(statement: BlockLine) -> tuple[str, str]:
    """What a line is a line of, and where it goes."""
    if isinstance(statement, _PROCEDURE_LINES):
        return "the head of the procedure", "put it under `procedure`, at the top"
    if isinstance(statement, _ROLE_LINES):
        return "a role", "put it under its `role`"
    if isinstance(statement, Duty):
        return "a stage or an ending", "put it under its `stage` or `ending`"
    return "a stage", "put it under its `stage`"


def _opening(line: Line) -> str:
    """The first words of a line, as they are spoken of."""
    words = line.text.split()
    return " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")


class Assembly(Struct):
    """Blocks while they are put together, in the order of the text.

    `current`: the block that lines go into. `lost`: its head was reported, so that nothing under it
    is a second mistake. `misplaced`: a line that does not belong in it was reported.
    """

    diagnostics: list[Diagnostic] = field(default_factory=list)
    blocks: list[tuple[Head, list[BlockLine]]] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    current: tuple[Head, list[BlockLine]] | None = None
    lost: bool = False
    misplaced: bool = False
    head_indent: int = 0
    indented: bool = False
    procedure: Span | None = None
    head_lost: bool = False

    def add(self, statement: Statement, raw: RawStatement) -> None:
        """Put a statement where it belongs."""
        if isinstance(statement, _HEADS):
            self._add_head(cast("Head", statement), raw)
        else:
            self._add_line(cast("BlockLine", statement), raw)

    def _add_head(self, head: Head, raw: RawStatement) -> None:
        """Open a block, unless the head is one that ends none; a text holds one procedure."""
        if isinstance(head, _ENDS_NO_BLOCK):
            self.blocks.append((head, []))
            return
        self.lost, self.misplaced, self.head_indent = False, False, raw.indent
        if isinstance(head, ProcedureHead):
            if self.procedure is not None:
                self._second(head, self.procedure)
                return
            self.procedure = head.line.span
        self.current = (head, [])
        self.blocks.append(self.current)

    def _second(self, head: ProcedureHead, first: Span) -> None:
        """A second `procedure`: its lines are no second mistake."""
        self.diagnostics.append(
            Diagnostic(
                "a file holds one procedure, and this is a second one",
                head.line.span,
                "put it into a file of its own",
                notes=(Note("the first one is here", first),),
            )
        )
        self.broken.add(head.name.text)
        self.lost = True

    def _add_line(self, statement: BlockLine, raw: RawStatement) -> None:
        """Put a line into the block at hand, or report the first that does not belong there."""
        head = self.current[0] if self.current else None
        if self.current and not self.lost and isinstance(statement, _allowed(self.current[0])):
            self.indented |= raw.indent > self.head_indent
            self.current[1].append(statement)
            return
        if not self.lost and not self.misplaced:
            self._misplaced(statement, head)
        self.broken |= names_in(raw.mask)

    def _misplaced(self, statement: BlockLine, head: Head | None) -> None:
        """The first line of a run that stands in the wrong block."""
        self.misplaced = True
        of, where = _belongs(statement)
        notes = (Note("the block starts here", head.line.span),) if head else ()
        place = f"under `{_opening(head.line)}`" if head else "before any block"
        said = _opening(statement.line)
        message = f"`{said}` is a line of {of}, and stands {place}"
        self.diagnostics.append(Diagnostic(message, statement.line.span, where, notes=notes))

    def add_broken(self, raw: RawStatement) -> None:
        """Keep what a reported statement mentions; after a head, lines of it are no mistake."""
        names = names_in(raw.mask)
        self.broken |= names
        self.head_lost |= "procedure" in names
        word = re.split(r"[^a-z]", raw.mask, maxsplit=1)[0]
        in_line = word in LINE_WORDS and (word != "at" or raw.mask.startswith("at any"))
        if in_line:
            return
        near = did_you_mean(word, HEAD_WORDS)
        if word in _NO_BLOCK_WORDS or near in _NO_BLOCK_WORDS:
            return
        outside = self.indented and raw.indent <= self.head_indent
        if word in HEAD_WORDS or near or outside or not self.blocks:
            self.lost, self.head_indent = True, raw.indent
            self.head_lost |= "procedure" in (word, near) or not self.blocks

    def finish(self) -> None:
        """Report a text that has no procedure."""
        if self.procedure is None and not self.head_lost:
            first = min((head.line.span for head, _ in self.blocks), default=None)
            self.diagnostics.append(
                Diagnostic(
                    "the text does not say what procedure it is",
                    first or Span(0, 0),
                    'start it with `procedure NAME "title"`',
                )
            )

    def document(self, unread: Diagnostic | None = None) -> Document:
        """The blocks as they are; `unread`: what is said where the rest was not read."""
        blocks = tuple(Block(head, tuple(lines)) for head, lines in self.blocks)
        return Document(blocks, frozenset(self.broken), unread)
