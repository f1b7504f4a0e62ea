"""The names that a text declares, and what is said of those that it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from checker.language.diagnostics import MOST_TOLD, Diagnostic, Note
from checker.language.suggest import Nearest

if TYPE_CHECKING:
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
MOST_NAMES = 20_000
"""Names that one text declares; a manual of ten thousand stages has half of that."""
_MOST_PLACES = 4
"""Further places of one unknown name that are shown."""


class _Said(Struct, frozen=True):
    """A mistake before it is put into words: what is near a name is looked up for few of them.

    `about`: the name that is no name of one of the `kinds`, where that is the mistake; then `help`
    is what to do where no other name is near.
    """

    message: str
    span: Span
    help: str
    notes: tuple[Note, ...] = ()
    about: str | None = None
    kinds: tuple[str, ...] = ()
    mends: bool = False


class Names(Struct):
    """Every declared name, by what it names; mistakes are collected.

    `broken`: names that stand in lines that were reported already; they are no second mistake.
    `whole`: all that it declares was read; otherwise no name is told to be unknown.
    """

    broken: frozenset[str] = frozenset()
    whole: bool = True
    declared: dict[str, tuple[str, Span]] = field(default_factory=dict)
    _told: dict[_Said, None] = field(default_factory=dict)
    _unknown: dict[tuple[str, str], tuple[tuple[str, ...], set[Span]]] = field(default_factory=dict)
    _nearest: dict[tuple[str, ...], Nearest] = field(default_factory=dict)

    def declare(self, name: Name, kind: str) -> None:
        """Take `name` as `kind` ("a role"), or report that it is taken."""
        if len(self.declared) >= MOST_NAMES and name.text not in self.declared:
            if self.whole:
                self.say(
                    f"with this the text declares more than the {MOST_NAMES:,} names that are read",
                    name.span,
                    "write each procedure in a file of its own",
                )
            self.whole = False
            return
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
            if self.whole and name.text not in self.broken:
                self._unknown.setdefault((name.text, kinds[0]), (kinds, set()))[1].add(name.span)
            return None
        options = known[0] in _HAS_OPTIONS
        said = _Said(
            f"`{name.text}` is {known[0]}, and {' or '.join(kinds)} is wanted here",
            name.span,
            "write one of its options" if options else f"write the name of {' or '.join(kinds)}",
            (Note(f"`{name.text}` is declared here", known[1]),),
            None if options else name.text,
            kinds,
        )
        self._told[said] = None
        return None

    def is_a(self, name: str, *kinds: str) -> bool:
        """Whether `name` is declared as one of `kinds`."""
        return name in self.declared and self.declared[name][0] in kinds

    def say(self, message: str, span: Span, help_: str, *notes: Note) -> None:
        """Collect a mistake, once: a line that stands in several stages is read in each."""
        self._told[_Said(message, span, help_, notes)] = None

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was collected, in the order of the text.

        An unknown name is one mistake, however often it stands there. Of mistakes beyond those that
        are told, the helps are shorter.
        """
        unknown = (
            _of_unknown(text, kinds, sorted(spans))
            for (text, _), (kinds, spans) in self._unknown.items()
        )
        ordered = sorted((*self._told, *unknown), key=lambda said: said.span)
        helped = map(self._in_words, ordered[:MOST_TOLD])
        others = (Diagnostic(said.message, said.span) for said in ordered[MOST_TOLD:])
        return (*helped, *others)

    def _in_words(self, said: _Said) -> Diagnostic:
        """A mistake with what to write instead: a name that is near, if there is one."""
        near = None if said.about is None else self._near(said.about, said.kinds)
        help_ = f"did you mean `{near}`?" if near else said.help
        edit = near if said.mends else None
        return Diagnostic(said.message, said.span, help_, notes=said.notes, edit=edit)

    def _near(self, text: str, kinds: tuple[str, ...]) -> str | None:
        """The declared name of one of the kinds that was most likely meant."""
        if kinds not in self._nearest:
            found = (name for name, (kind, _) in self.declared.items() if kind in kinds)
            self._nearest[kinds] = Nearest(found)
        return self._nearest[kinds].to(text)


def _of_unknown(text: str, kinds: tuple[str, ...], spans: list[Span]) -> _Said:
    """That a name is declared nowhere, at the first of its places."""
    sorts = " or ".join(kind.split(" ", 1)[1] for kind in kinds)
    return _Said(
        f"no {sorts} is called `{text}`",
        spans[0],
        _declare(text, kinds),
        tuple(Note(f"`{text}` stands here too", s) for s in spans[1 : _MOST_PLACES + 1]),
        text,
        kinds,
        mends=True,
    )


def _declare(text: str, kinds: tuple[str, ...]) -> str:
    """How to declare a name, or what else may have been meant."""
    help_ = f"declare it: `{_DECLARED_BY[kinds[0]].format(text)}`"
    return f"{help_}; put own words in quotes" if kinds[0] in _BESIDE_WORDS else help_
