"""A bar for long work: on a terminal, on the error stream, and gone when the work is done."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, TypeVar

from checker.cli.streams import warn

if TYPE_CHECKING:
    from collections.abc import Callable

S = TypeVar("S")
T = TypeVar("T")

PATIENCE = 1.0
"""Seconds that pass before anything is shown."""
WIDTH = 30


class Progress:
    """How much of so many things is done; silent unless the error stream is a terminal.

    `each`: how many are done, elsewhere too, whenever one is done here.
    """

    def __init__(self, total: int, each: int = 1) -> None:
        """Nothing is done yet."""
        self._total = total
        self._each = each
        self._done = 0
        self._start = time.monotonic()
        self._shown = False

    def follow(self, function: Callable[[S], T]) -> Callable[[S], T]:
        """`function`, with the bar one step further whenever it has been called."""

        def followed(item: S) -> T:
            given = function(item)
            self.step()
            return given

        return followed

    def step(self) -> None:
        """One more is done."""
        self._done = min(self._total, self._done + self._each)
        watched = sys.stderr is not None and sys.stderr.isatty()
        if watched and time.monotonic() - self._start > PATIENCE:
            filled = WIDTH * self._done // max(1, self._total)
            bar = "#" * filled + "." * (WIDTH - filled)
            warn(f"\r[{bar}] {self._done} of {self._total}", styled=True)
            self._shown = True

    def end(self) -> None:
        """The work is done: the bar goes."""
        if self._shown:
            warn("\r\x1b[K", styled=True)
            self._shown = False
