"""What ends a wait in a stage: a lane or a limit that is good enough and on whatever changes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from checker.semantics.places import Exit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.semantics.places import Bound, Compiled, Place, WaitEnd
    from checker.semantics.terms import Terms


class Settling(ABC):
    """One notion of good enough; `held`: atoms that keep their value."""

    def __init__(self, compiled: Compiled, terms: Terms, held: int = 0) -> None:
        """With the lines in force."""
        self.compiled = compiled
        self.terms = terms
        self.held = held

    @abstractmethod
    def move(self, e: Exit, mask: int) -> bool:
        """Whether an exit is good enough at these values."""

    @abstractmethod
    def bound(self, bound: Bound, mask: int) -> bool:
        """Whether a limit on the end of a stage is."""

    def enough(self, line: WaitEnd, mask: int) -> bool:
        """Whether an exit or a limit is."""
        return self.move(line, mask) if isinstance(line, Exit) else self.bound(line, mask)

    def lanes(self, place: Place, mask: int, left: int) -> Iterator[Exit]:
        """The lanes that end a wait that begins at these values."""
        for e in place.lanes:
            if self.move(e, mask) and place.lane_unbroken(e, mask, left, self.held):
                yield e

    def bounds(self, place: Place, mask: int) -> Iterator[Bound]:
        """The limits that end it."""
        for bound in place.bounds:
            if self.bound(bound, mask) and place.bound_unbroken(bound, mask, self.held):
                yield bound

    def ends(self, place: Place, mask: int, left: int) -> bool:
        """Whether a lane or a limit ends it."""
        return any(self.lanes(place, mask, left)) or any(self.bounds(place, mask))

    def moves(self, opened: Iterable[Exit], mask: int) -> Iterator[Exit]:
        """Those of the exits that an outcome opened at these values which end the wait after it."""
        return (e for e in opened if self.move(e, mask))


class _Always(Settling):
    """A notion that is the same at all values; it remembers."""

    def __init__(self, compiled: Compiled, terms: Terms, held: int = 0) -> None:
        super().__init__(compiled, terms, held)
        self._moves: dict[Exit, bool] = {}
        self._bounds: dict[Bound, bool] = {}

    def move(self, e: Exit, mask: int) -> bool:
        del mask
        if e not in self._moves:
            self._moves[e] = self._enough(e)
        return self._moves[e]

    def bound(self, bound: Bound, mask: int) -> bool:
        del mask
        if bound not in self._bounds:
            self._bounds[bound] = self._bound_enough(bound)
        return self._bounds[bound]

    @abstractmethod
    def _enough(self, e: Exit) -> bool: ...

    @abstractmethod
    def _bound_enough(self, bound: Bound) -> bool: ...


class InForce(_Always):
    """What binds, whether or not it is ever taken."""

    def _enough(self, e: Exit) -> bool:
        return self.terms.binds(e.move)

    def _bound_enough(self, bound: Bound) -> bool:
        return self.terms.complied(bound.line.line, bound.line.strength)


class InTheEnd(_Always):
    """What ends a wait in the end, whenever that is."""

    def _enough(self, e: Exit) -> bool:
        return self.terms.in_the_end(e.move)

    def _bound_enough(self, bound: Bound) -> bool:
        return self.terms.finite(bound.line)


class Soon(_Always):
    """What ends a wait within the day."""

    def _enough(self, e: Exit) -> bool:
        return self.terms.soon(e.move)

    def _bound_enough(self, bound: Bound) -> bool:
        stage = self.compiled.procedure.stage(bound.stage)
        return self.terms.soon_bound(bound, stage)
