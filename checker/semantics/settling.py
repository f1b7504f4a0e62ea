"""What ends a wait in a stage: a lane or a limit that is good enough and on whatever changes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.semantics.places import Bound, Compiled, Exit, Place, WaitEnd
    from checker.semantics.terms import Terms


class Settling(ABC):
    """One notion of good enough; `held`: atoms that keep their value."""

    def __init__(self, compiled: Compiled, terms: Terms, held: int = 0) -> None:
        """With the lines in force."""
        self.compiled = compiled
        self.terms = terms
        self.held = held

    @abstractmethod
    def enough(self, line: WaitEnd, mask: int) -> bool:
        """Whether an exit or a limit is good enough at these values."""

    def lanes(self, place: Place, mask: int, left: int) -> Iterator[Exit]:
        """The lanes that end a wait that begins at these values."""
        for e in place.lanes:
            if self.enough(e, mask) and place.unbroken(e, mask, left, self.held):
                yield e

    def bounds(self, place: Place, mask: int) -> Iterator[Bound]:
        """The limits that end it."""
        for bound in place.bounds:
            if self.enough(bound, mask) and place.unbroken(bound, mask, held=self.held):
                yield bound

    def ends(self, place: Place, mask: int, left: int) -> bool:
        """Whether a lane or a limit ends it."""
        return any(self.lanes(place, mask, left)) or any(self.bounds(place, mask))

    def moves(self, opened: Iterable[Exit], mask: int) -> Iterator[Exit]:
        """Those of the exits that an outcome opened at these values which end the wait after it."""
        return (e for e in opened if self.enough(e, mask))


class _Always(Settling):
    """A notion that is the same at all values; it remembers."""

    def __init__(self, compiled: Compiled, terms: Terms, held: int = 0) -> None:
        super().__init__(compiled, terms, held)
        self._known: dict[WaitEnd, bool] = {}

    def enough(self, line: WaitEnd, mask: int) -> bool:
        del mask
        if line not in self._known:
            self._known[line] = self._good(line)
        return self._known[line]

    @abstractmethod
    def _good(self, line: WaitEnd) -> bool: ...


class InTheEnd(_Always):
    """What ends a wait in the end, whenever that is."""

    def _good(self, line: WaitEnd) -> bool:
        return self.terms.in_the_end(line)


class Soon(_Always):
    """What ends a wait within the day."""

    def _good(self, line: WaitEnd) -> bool:
        return self.terms.soon(line, self.compiled.procedure.stage(line.stage))
