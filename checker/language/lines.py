"""A text cut into statements: comments taken off, continuation lines joined to the line above.

Each statement is a *mask* of its stretch of the text: of the same length, with comments and line
breaks blanked, capitals outside quotes made small, and curly quotes straight. So every place in the
mask is a place in the text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from checker.language.diagnostics import Diagnostic, SourceText, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LINE = 10_000
"""Code points in one line of the text; a longer one is reported and not read."""
LONGEST_STATEMENT = 20_000
"""The same of a statement, with the lines that go on with it, their indentation aside."""

_QUOTED = r'"[^"]*"|“[^”]*”'
_PIECES = re.compile(rf'{_QUOTED}|\[(?:{_QUOTED}|[^"“\]]++)*+\]|[#"“”\[\]]')
_CONTINUES = re.compile(
    r"(and|or|with|within|because|timing|before|after|instead)(?![\w'-])|at\s+least(?![\w'-])|\["
)
_WORDLESS = re.compile(r"(?:[ \t]{0,999}+(?:#[ -~]{0,8999}+)?\n)++")
"""Lines that are empty or hold a comment alone, in plain characters, none of them too long."""
_HIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
"""None of these is printable, as Python has it."""
_SPACES = (
    "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
"""The white space of Unicode (category Zs) besides the plain space, as which each is read."""
_SMALL = str.maketrans(
    f"ABCDEFGHIJKLMNOPQRSTUVWXYZ\u2019\r{_SPACES}",
    f"abcdefghijklmnopqrstuvwxyz' {' ' * len(_SPACES)}",
)
_BREAKS = frozenset("\x0b\x0c\x85\u2028\u2029")
"""What word processors save for a line break that starts no paragraph, and its like."""
_JOINERS = frozenset("\u200c\u200d")
"""The zero-width non-joiner and joiner."""
_JOINED = frozenset({"So", "Sk", "Mn", "Mc", "Lo"})
"""Kinds of character after which a joiner belongs to what is written: an emoji, its shade or its
variant, and the signs and letters of scripts without capitals."""
_TAB = 8


class RawStatement(Struct, frozen=True):
    """One statement before it is parsed.

    `number`: the line on which it starts, from 1. `start`: where its mask starts in the text.
    `pieces`: the stretches of the text without comments, one a line. `indent`: columns before it.
    `lost`: it is reported, and not to be read.
    """

    number: int
    start: int
    mask: str
    indent: int
    pieces: tuple[Span, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    lost: bool = False


class _Code(Struct, frozen=True):
    """What one line of the text holds besides its comment: trimmed at both ends, not empty.

    `lost`: a quote or a citation is not whole, and the line cannot be read.
    """

    number: int
    start: int
    mask: str
    indent: int
    diagnostics: tuple[Diagnostic, ...]
    lost: bool = False


def _straight(piece: str) -> str:
    """Quoted words, or a citation, with straight quotes around; curly ones inside stay."""
    if piece[0] == "“":
        inner = piece[1:-1].replace('"', "”")
        return f'"{inner}"'
    if piece[0] == "[" and "“" in piece:
        return re.sub(r'“([^”"]*)”', r'"\1"', piece)
    return piece


def _unclosed(mark: str, span: Span) -> Diagnostic:
    """A quote or a citation that has one of its two ends alone."""
    if mark in "[]":
        return Diagnostic(
            "a citation is opened and not closed" if mark == "[" else "`]` closes nothing",
            span,
            'write a citation as `[HEADING: "phrase"]`, on one line',
        )
    return Diagnostic(
        "a quote is opened and not closed" if mark != "”" else "`”` closes nothing",
        span,
        "close it on the same line: own words stand between two quotation marks",
    )


def _mask(raw: str, offset: int) -> tuple[str, tuple[Diagnostic, ...]]:
    """The mask of one line without its comment, and the quotes and citations that are not whole."""
    out: list[str] = []
    at = 0
    for match in _PIECES.finditer(raw):
        out.append(raw[at : match.start()].translate(_SMALL))
        piece, at = match[0], match.end()
        if piece == "#":
            return "".join(out), ()
        if len(piece) == 1:
            stop = len(raw.rstrip()) if piece in '"“[' else match.end()
            place = Span(offset + match.start(), offset + stop)
            return "".join(out) + raw[match.start() :], (_unclosed(piece, place),)
        out.append(_straight(piece))
    out.append(raw[at:].translate(_SMALL))
    return "".join(out), ()


def _belongs(raw: str, at: int) -> bool:
    """Whether a character that cannot be seen is a joiner, where emoji and scripts need one."""
    return at > 0 and raw[at] in _JOINERS and unicodedata.category(raw[at - 1]) in _JOINED


def _hidden(raw: str, offset: int) -> tuple[str, tuple[Diagnostic, ...]]:
    """The line without characters that cannot be seen; the first is reported, each blanked."""
    if raw.isprintable():
        return raw, ()
    found = (match for match in re.finditer(_HIDDEN, raw) if not _belongs(raw, match.start()))
    match = next(found, None)
    if match is None:
        return raw, ()
    place = Span(offset + match.start(), offset + match.end())
    code = f"(U+{ord(match[0]):04X})"
    if match[0] in _BREAKS:
        told = Diagnostic(
            f"there is a line break of another kind here {code}",
            place,
            "put a space in its place, or start a new line there",
        )
    else:
        told = Diagnostic(
            f"there is a character here that cannot be seen {code}",
            place,
            "delete it and type the words around it again",
            edit="",
        )
    return re.sub(_HIDDEN, " ", raw), (told,)


def _lines(text: str) -> Iterator[tuple[int, Span]]:
    """The number and the place of each line that may hold more than a comment."""
    at, number = 0, 1
    while at < len(text):
        wordless = _WORDLESS.match(text, at)
        if wordless:
            number += text.count("\n", at, wordless.end())
            at = wordless.end()
            continue
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield number, Span(at, end)
        at, number = end + 1, number + 1


def _code(source: SourceText, number: int, span: Span) -> _Code | None:
    """One line of the text, or None where there is nothing but white space and comment."""
    raw = source.slice(span)
    if not raw or raw.isspace():
        return None
    if len(raw) > LONGEST_LINE:
        told = Diagnostic(
            f"this line has {len(raw):,} characters, more than the {LONGEST_LINE:,} that are read",
            Span(span.start, span.start + 40),
            "write one statement a line",
        )
        indent = len(raw[: len(raw) - len(raw.lstrip())].expandtabs(_TAB))
        return _Code(number, span.start, "", indent, (told,))
    raw, hidden = _hidden(raw, span.start)
    mask, unclosed = _mask(raw, span.start)
    trimmed = mask.rstrip()
    if not trimmed:
        return _Code(number, span.start, "", 0, hidden) if hidden else None
    body = trimmed.lstrip()
    before = len(trimmed) - len(body)
    indent = len(trimmed[:before].expandtabs(_TAB))
    found = (*hidden, *unclosed)
    return _Code(number, span.start + before, body, indent, found, bool(unclosed))


def _too_shallow(line: _Code, above: _Code) -> Diagnostic:
    """A continuation that stands no deeper than what it continues."""
    match = _CONTINUES.match(line.mask)
    word = match[0] if match else ""
    return Diagnostic(
        f"a line that starts with `{word}` goes on with the line above, and is indented no deeper",
        Span(line.start, line.start + len(word)),
        f"indent it deeper than line {above.number}, or start the line with another word",
    )


def _nothing_above(line: _Code) -> Diagnostic:
    """A continuation with no statement before it."""
    match = _CONTINUES.match(line.mask)
    word = match[0] if match else ""
    return Diagnostic(
        f"a line that starts with `{word}` goes on with the line above, and there is none",
        Span(line.start, line.start + len(word)),
        "start the line with another word",
    )


def _joined(lines: list[_Code]) -> RawStatement:
    """A statement from its lines; the gaps between them are blank in the mask."""
    first = lines[0]
    parts = [first.mask]
    told = list(first.diagnostics)
    end = first.start + len(first.mask)
    for line in lines[1:]:
        parts += [" " * (line.start - end), line.mask]
        end = line.start + len(line.mask)
        told.extend(line.diagnostics)
    shallow = next((line for line in lines[1:] if line.indent <= first.indent), None)
    if shallow is not None:
        told.append(_too_shallow(shallow, first))
    mask = "".join(parts)
    pieces = tuple(Span(line.start, line.start + len(line.mask)) for line in lines)
    lost = any(line.lost for line in lines)
    return RawStatement(first.number, first.start, mask, first.indent, pieces, tuple(told), lost)


def _too_long(lines: list[_Code], length: int) -> RawStatement:
    """A statement of which nothing is read: its first line stands for it."""
    first = lines[0]
    place = Span(first.start, first.start + len(first.mask))
    told = Diagnostic(
        f"this statement has {length:,} characters, "
        f"more than the {LONGEST_STATEMENT:,} that are read",
        place,
        "divide it: write a line for each of the things that it says",
    )
    all_told = (told, *(each for line in lines for each in line.diagnostics))
    return RawStatement(
        first.number, first.start, first.mask, first.indent, (place,), all_told, lost=True
    )


def _finished(lines: list[_Code], length: int) -> RawStatement:
    """A statement from the lines that are kept of it, `length` characters in all."""
    if length > LONGEST_STATEMENT:
        return _too_long(lines, length)
    raw = _joined(lines)
    if _CONTINUES.match(raw.mask):
        told = (*raw.diagnostics, _nothing_above(lines[0]))
        raw = replace(raw, diagnostics=told)
    return raw


def statements(source: SourceText) -> Iterator[RawStatement]:
    """Every statement of a text in order. One that carries diagnostics has been told of already."""
    lines: list[_Code] = []
    length = 0
    for number, span in _lines(source.text):
        line = _code(source, number, span)
        if line is None:
            continue
        if lines and not (line.mask and _CONTINUES.match(line.mask)):
            yield _finished(lines, length)
            lines, length = [], 0
        length += len(line.mask)
        if length <= LONGEST_STATEMENT or not lines:
            lines.append(line)
    if lines:
        yield _finished(lines, length)
