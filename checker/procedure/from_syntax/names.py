"""The names that a text declares, and what is said of those that it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from checker.language.diagnostics import Diagnostic, Note
from checker.language.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.language.diagnostics import Span
    from checker.language.parts import Name

_DECLARED_BY = {
    "an agency": 'agency {} "…"',
    "a role": 'role {} "…"',
    "a body": 'body {} "…"',
    "a fact": 'fact {} "…", can change',
    "an event": 'event {} "…"',
    "a document": 'document {} "…"',
    "a track": 'track {} "…"',
    "a stage": 'stage {} "…"',
    "an ending": 'ending {} "…", by agreement',
    "an option": 'reading NAME, either {} "…" or OTHER "…"',
}
_BESIDE_WORDS = frozenset({"a role", "a document", "a fact"})
"""What stands where own words can stand too."""
_HAS_OPTIONS = frozenset({"a fact with options", "a reading"})
_MOST_PLACES = 4
"""Further places of one unknown name that are shown."""


class Names(Struct):
    """Every declared name, by what it names; mistakes are collected.

    `broken`: names that stand in lines that were reported already; they are no second mistake.
    """

    broken: frozenset[str] = frozenset()
    declared: dict[str, tuple[str, Span]] = field(default_factory=dict)
    _told: dict[Diagnostic, None] = field(default_factory=dict)
    _unknown: dict[tuple[str, str], tuple[tuple[str, ...], set[Span]]] = field(default_factory=dict)

    def declare(self, name: Name, kind: str) -> None:
        """Take `name` as `kind` ("a role"), or report that it is taken."""
        known = self.declared.setdefault(name.text, (kind, name.span))
        if known != (kind, name.span):
            self.say(
                f"`{name.text}` is declared twice",
                name.span,
                "give one of the two another name",
                Note(f"`{name.text}` is {known[0]} already", known[1]),
            )

    def resolve(self, name: Name, *kinds: str) -> str | None:
        """The text of `name` where it is declared as one of `kinds`; else None and a diagnostic."""
        known = self.declared.get(name.text)
        if known is not None and known[0] in kinds:
            return name.text
        if known is None:
            if name.text not in self.broken:
                self._unknown.setdefault((name.text, kinds[0]), (kinds, set()))[1].add(name.span)
            return None
        help_ = self._close(name.text, kinds) or f"write the name of {' or '.join(kinds)}"
        if known[0] in _HAS_OPTIONS:
            help_ = "write one of its options"
        self.say(
            f"`{name.text}` is {known[0]}, and {' or '.join(kinds)} is wanted here",
            name.span,
            help_,
            Note(f"`{name.text}` is declared here", known[1]),
        )
        return None

    def is_a(self, name: str, *kinds: str) -> bool:
        """Whether `name` is declared as one of `kinds`."""
        return name in self.declared and self.declared[name][0] in kinds

    def say(self, message: str, span: Span, help_: str, *notes: Note) -> None:
        """Collect a mistake, once: a line that stands in several stages is read in each."""
        self._told[Diagnostic(message, span, help_, notes=notes)] = None

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was collected. An unknown name is one mistake, however often it stands there."""
        unknown = (
            self._of_unknown(text, kinds, sorted(spans))
            for (text, _), (kinds, spans) in self._unknown.items()
        )
        return (*self._told, *unknown)

    def _of_unknown(self, text: str, kinds: tuple[str, ...], spans: list[Span]) -> Diagnostic:
        sorts = " or ".join(kind.split(" ", 1)[1] for kind in kinds)
        near = self._near(text, kinds)
        return Diagnostic(
            f"no {sorts} is called `{text}`",
            spans[0],
            self._close(text, kinds) or _declare(text, kinds),
            notes=tuple(Note(f"`{text}` stands here too", s) for s in spans[1 : _MOST_PLACES + 1]),
            edit=near,
        )

    def _near(self, text: str, kinds: Iterable[str]) -> str | None:
        wanted = set(kinds)
        return did_you_mean(text, (n for n, (kind, _) in self.declared.items() if kind in wanted))

    def _close(self, text: str, kinds: Iterable[str]) -> str | None:
        near = self._near(text, kinds)
        return f"did you mean `{near}`?" if near else None


def _declare(text: str, kinds: tuple[str, ...]) -> str:
    """How to declare a name, or what else may have been meant."""
    help_ = f"declare it: `{_DECLARED_BY[kinds[0]].format(text)}`"
    return f"{help_}; put own words in quotes" if kinds[0] in _BESIDE_WORDS else help_
