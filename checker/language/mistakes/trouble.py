"""A statement that does not parse, as its mistakes are looked for: words, and what could stand."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from lark.exceptions import UnexpectedInput
from lark.lexer import PatternStr
from msgspec import Struct

from checker.language.diagnostics import Diagnostic, SourceText, Span
from checker.language.glued import sticks
from checker.language.terms import STRENGTHS
from checker.language.vocabulary import VERBS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lark import Lark

    from checker.language.lines import RawStatement

_WORDS = re.compile(
    r"""(?P<string>"[^"]*")|(?P<citation>\[(?:"[^"]*"|[^"\]]++)*+\])
      |(?P<word>[0-9]{1,2}:[0-9]{2}(?![0-9])|[a-z0-9](?:[a-z0-9_'-]*[a-z0-9])?)
      |(?P<mark>(?<![-=])[-=]*+[>→⇒]|[^\s,:])""",
    re.VERBOSE,
)
_SHOWN = {
    "NAME": "a name",
    "STRING": "own words in quotes",
    "NUMBER": "a number",
    "TIME": "a time such as `09:00`",
}
_TOGETHER = (
    (frozenset({"the", "each", "both", "someone"}), "who it is, such as `the ROLE`"),
    (frozenset({"within", "timing"}), "a limit, such as `within 5 working days`"),
    (frozenset(STRENGTHS), "`must`, `should`, `may` or `will`"),
    (frozenset(VERBS), "a verb such as `tell`"),
)
_BESIDE = frozenset({"their", "a", "missing", "not", "by", "at"})
"""Words that go without saying where one of these is wanted."""
_LAST_SHOWN = 8
"""So many things that could stand are listed."""


class Piece(Struct, frozen=True):
    """A word of a statement, quoted words, a citation or a mark, with its place in the mask."""

    text: str
    kind: Literal["word", "string", "citation", "mark"]
    start: int
    end: int

    @property
    def name_like(self) -> bool:
        """Whether it could be a name or a part of one."""
        return self.kind == "word" and self.text[0].isalpha()


END = Piece("", "mark", 0, 0)
"""What stands after the last word."""


@cache
def keywords(lark: Lark) -> dict[str, str]:
    """The words of the language: from the parser's names for them to the words."""
    return {t.name: t.pattern.value for t in lark.terminals if isinstance(t.pattern, PatternStr)}


class Trouble(Struct, frozen=True):
    """A statement that does not parse.

    `at`: the index of the first word that does not fit, the number of words where the line stops
    short. `expected`: the parser's names of what could stand there; `before`: its name of what
    stands before. `words`: the words of the language that could stand there; `words_before`: those
    that could stand one word earlier.
    """

    source: SourceText
    raw: RawStatement
    pieces: tuple[Piece, ...]
    at: int
    expected: frozenset[str]
    before: str
    words: frozenset[str]
    words_before: frozenset[str]
    all_words: frozenset[str]

    def piece(self, index: int) -> Piece:
        """A word by its index; an empty one outside the statement."""
        return self.pieces[index] if 0 <= index < len(self.pieces) else END

    @property
    def odd(self) -> Piece:
        """The word that does not fit."""
        return self.piece(self.at)

    def span(self, first: int, last: int | None = None) -> Span:
        """The place of a word, or from one to another (included)."""
        end = self.pieces[first if last is None else last].end
        return Span(self.raw.start + self.pieces[first].start, self.raw.start + end)

    def written(self, first: int, last: int | None = None) -> str:
        """A word as it was written, or the text from one to another."""
        return " ".join(self.source.slice(self.span(first, last)).split())

    def run(self, first: int, stop: Iterable[str]) -> int:
        """The last of the words from `first` on, before a comma, a mark or a word in `stop`."""
        last, halt = first, frozenset(stop)
        while self.piece(last + 1).name_like and self.piece(last + 1).text not in halt:
            if self.apart(last):
                break
            last += 1
        return last

    def apart(self, index: int) -> bool:
        """Whether a comma stands between a word and the next."""
        return "," in self.raw.mask[self.piece(index).end : self.piece(index + 1).start]

    def could_stand(self) -> str:
        """What could stand there, in words; empty where there is too much."""
        shown = sorted(_SHOWN[name] for name in self.expected if name in _SHOWN)
        left = self.words - {"left"}
        for words, called in _TOGETHER:
            if words <= left:
                shown.append(called)
                left -= words | _BESIDE
        shown += sorted(f"`{word}`" for word in left)
        if not shown or len(shown) > _LAST_SHOWN:
            return ""
        return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


Recogniser: TypeAlias = "Callable[[Trouble], Diagnostic | None]"


def _pieces(mask: str) -> tuple[Piece, ...]:
    """The words of a statement."""
    return tuple(
        Piece(m[0], cast("Literal['word']", m.lastgroup), m.start(), m.end())
        for m in _WORDS.finditer(mask)
    )


def trouble(source: SourceText, raw: RawStatement, lark: Lark) -> Trouble:
    """Where a statement stops to make sense, and what could stand there."""
    pieces = _pieces(raw.mask)
    place = _first_misfit(lark, raw.mask)
    at = next((i for i, p in enumerate(pieces) if p.end > place), len(pieces))
    prefix = raw.mask[: pieces[at].start] if at < len(pieces) else raw.mask
    before, expected = _accepted(lark, prefix)
    earlier = _accepted(lark, raw.mask[: pieces[at - 1].start])[1] if at else frozenset()
    known = keywords(lark)
    return Trouble(
        source,
        raw,
        pieces,
        at,
        expected,
        before,
        frozenset(known[name] for name in expected if name in known),
        frozenset(known[name] for name in earlier if name in known),
        frozenset(known.values()),
    )


def _first_misfit(lark: Lark, mask: str) -> int:
    """The offset of the first word that does not fit; the length where the end does not."""
    parser = lark.parse_interactive(mask)
    try:
        for token in parser.iter_parse():
            if sticks(token, mask):
                return token.start_pos or 0
    except UnexpectedInput as error:
        place = cast("int | None", error.pos_in_stream)
        return len(mask) if place is None else place
    return len(mask)


def _accepted(lark: Lark, prefix: str) -> tuple[str, frozenset[str]]:
    """The last terminal of a prefix, and the terminals that could follow it."""
    parser = lark.parse_interactive(prefix)
    last = ""
    for token in parser.iter_parse():
        last = token.type
    found: set[str] = parser.accepts()  # type: ignore[no-untyped-call]
    return last, frozenset(found)
