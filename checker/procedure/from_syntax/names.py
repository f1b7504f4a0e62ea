"""The names that a text declares, and what is said of those that it does not."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from checker.language.diagnostics import Diagnostic, Note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.language.diagnostics import Span
    from checker.language.parts import Name

RESERVED = {
    "case": "matter",
    "procedure": "this-policy",
    "side": "one-side",
    "lead": "lead-professional",
    "stage": "stage-one",
    "start": "starting-point",
    "next": "next-step",
    "agreed": "resolved",
    "decided": "decision-made",
    "missing": "not-there",
    "someone": "any-professional",
    "nobody": "no-professional",
    "counterpart": "opposite-number",
    "not": "no",
    "or": "either",
    "and": "both",
}
"""Names that would read as language, each with a better one."""

_KINDS = {
    "an agency": "agency",
    "a role": "role",
    "a body": "body",
    "a fact": "fact",
    "an event": "event",
    "a document": "document",
    "a track": "track",
    "a stage": "stage",
    "an ending": "ending",
    "an option": "reading",
}


@dataclass(slots=True)
class Names:
    """Every declared name, by what it names; mistakes are collected in `diagnostics`.

    `broken`: names that stand in lines that were reported already; they are no second mistake.
    """

    broken: frozenset[str] = frozenset()
    declared: dict[str, tuple[str, Span]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def declare(self, name: Name, kind: str) -> bool:
        """Take `name` as `kind` ("a role"); False, with a diagnostic, where it is taken."""
        if name.text in RESERVED:
            better = RESERVED[name.text]
            self.say(
                f"`{name.text}` is a word of the language and cannot be a name",
                name.span,
                f"choose another name, such as `{better}`",
            )
            return False
        known = self.declared.get(name.text)
        if known is not None:
            self.diagnostics.append(
                Diagnostic(
                    f"`{name.text}` is declared twice",
                    name.span,
                    "give one of the two another name",
                    notes=(Note(f"`{name.text}` is {known[0]} already", known[1]),),
                )
            )
            return False
        self.declared[name.text] = (kind, name.span)
        return True

    def resolve(self, name: Name, *kinds: str) -> str | None:
        """The text of `name` where it is declared as one of `kinds`; else None and a diagnostic."""
        known = self.declared.get(name.text)
        if known is not None and known[0] in kinds:
            return name.text
        if name.text in self.broken and known is None:
            return None
        wanted = " or ".join(kinds)
        if known is not None:
            self.diagnostics.append(
                Diagnostic(
                    f"`{name.text}` is {known[0]}, and {wanted} is wanted here",
                    name.span,
                    self._close(name.text, kinds) or f"write the name of {wanted}",
                    notes=(Note(f"`{name.text}` is declared here", known[1]),),
                )
            )
            return None
        self.say(
            f"no {' or '.join(k.split(' ', 1)[1] for k in kinds)} is called `{name.text}`",
            name.span,
            self._close(name.text, kinds) or f'declare it: `{_KINDS[kinds[0]]} {name.text} "…"`',
        )
        return None

    def is_a(self, name: str, *kinds: str) -> bool:
        """Whether `name` is declared as one of `kinds`."""
        return name in self.declared and self.declared[name][0] in kinds

    def say(self, message: str, span: Span, help_: str | None = None) -> None:
        """Collect a mistake."""
        self.diagnostics.append(Diagnostic(message, span, help_))

    def _close(self, text: str, kinds: Iterable[str]) -> str | None:
        wanted = set(kinds)
        known = [name for name, (kind, _) in self.declared.items() if kind in wanted]
        close = get_close_matches(text, known, 1)
        return f"did you mean `{close[0]}`?" if close else None
