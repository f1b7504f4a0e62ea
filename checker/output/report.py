"""What a format is given: the reviews, and what could not be read or was not got through."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from checker.language.diagnostics import Diagnostic, SourceText, Unreadable

if TYPE_CHECKING:
    from checker.review.findings import Review


class Broken(Struct, frozen=True):
    """A text with the mistakes that keep it from being checked."""

    source: SourceText
    diagnostics: tuple[Diagnostic, ...]

    @property
    def path(self) -> str:
        """Where the text came from."""
        return self.source.path


class Failed(Struct, frozen=True):
    """An input on which the program failed, by a mistake of its own or for want of room.

    `message` says what happened, in one line, and `help` what to do.
    """

    path: str
    message: str
    help: str


Unread: TypeAlias = Broken | Unreadable | Failed
"""An input of which nothing is reported, with the reason."""


class Report(Struct, frozen=True):
    """All that a format writes of: each procedure's review, and the inputs without one."""

    reviews: tuple[Review, ...]
    unread: tuple[Unread, ...] = ()
