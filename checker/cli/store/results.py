"""What was found out of texts, looked up and kept."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from checker.cli.store.circumstances import circumstances
from checker.cli.store.entries import Entries
from checker.cli.store.folder import open_folder, place

if TYPE_CHECKING:
    from datetime import date

    from checker.cli.drawn import Drawn
    from checker.language.diagnostics import SourceText
    from checker.review.findings import Review

NO_STORE = "STAGECHECK_NO_STORE"
"""The environment variable that has nothing looked up and nothing kept, where it is not empty."""
FORMAT = b"stagecheck results 1"
"""What an entry begins with; its number is raised when the form of entries changes."""


class Results:
    """What was found out of texts under the same circumstances.

    Without `entries` nothing is known, and nothing is kept. What is told hangs neither on the path
    of a text nor on the day: both come from whoever asks.
    """

    def __init__(
        self, entries: Entries | None = None, circumstances: tuple[bytes, ...] = ()
    ) -> None:
        """Those of a store, or none."""
        self._entries = entries
        self._circumstances = circumstances
        self._missed = False

    def review_of(self, source: SourceText, *, dated: bool) -> Review | None:
        """What the checks say of a text, with the longest real waits (`dated`) or without them."""
        packed = self._get(_review(dated=dated), source)
        if packed is None:
            return None
        from checker.cli.store.values import review_from

        return review_from(packed, source)

    def keep_review(self, review: Review, *, dated: bool) -> None:
        """Keep what the checks say of a text."""
        if self._entries is not None:
            from checker.cli.store.values import packed_review

            parts = self._parts(_review(dated=dated), review.source)
            self._entries.put(parts, packed_review(review))

    def drawn_of(self, source: SourceText, as_of: date) -> Drawn | None:
        """The drawings of a text; the PDF carries this day."""
        packed = self._get(_DRAWN, source)
        if packed is None:
            return None
        from checker.cli.drawn import redated
        from checker.cli.store.values import drawn_from

        drawn = drawn_from(packed)
        return None if drawn is None else redated(drawn, as_of)

    def keep_drawn(self, source: SourceText, drawn: Drawn) -> None:
        """Keep the drawings of a text."""
        if self._entries is not None:
            from checker.cli.store.values import packed_drawn

            self._entries.put(self._parts(_DRAWN, source), packed_drawn(drawn))

    def keep_bounds(self) -> None:
        """Hold the store to its bounds, if anything can have been kept."""
        if self._entries is not None and self._missed:
            self._entries.keep_bounds()

    def _get(self, what: bytes, source: SourceText) -> bytes | None:
        if self._entries is None:
            return None
        found = self._entries.get(self._parts(what, source))
        self._missed |= found is None
        return found

    def _parts(self, what: bytes, source: SourceText) -> tuple[bytes, ...]:
        """All that a result hangs on: what is asked, under which circumstances, of which text."""
        return FORMAT, what, *self._circumstances, source.text.encode()


_DRAWN = b"drawings"


def _review(*, dated: bool) -> bytes:
    """What is asked of the checks, with every option that makes a difference to what they say."""
    return b"review, dated" if dated else b"review"


def open_results(*, wanted: bool) -> Results:
    """The user's store; one without anything where it is not `wanted` or cannot be had."""
    if not wanted or os.environ.get(NO_STORE):
        return Results()
    folder = place()
    told = None if folder is None else circumstances()
    handle = None if folder is None or told is None else open_folder(folder)
    if handle is None or told is None:
        return Results()
    return Results(Entries(handle), told)
