"""Walks from other places than the start, of some of the cases, or on beyond the goal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.audit.explorer.reach import Explorer, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.audit.required.spaces import Required
    from checker.semantics.places import Exit
    from checker.semantics.values import Guard


class Walk(Explorer):
    """What cases come to, as a promise of a writer's own looks at them."""

    space: Required

    def __init__(  # noqa: PLR0913, a walk has this many conditions
        self,
        space: Required,
        chosen: int,
        complied: frozenset[int],
        without: int | None = None,
        *,
        case: Guard | None = None,
        entries: Iterable[tuple[State, Exit | None]] | None = None,
        absorbs: bool = True,
    ) -> None:
        """`case`: what holds of the cases that are looked at. `entries`: where they are looked at
        first; None: where they start. `absorbs`: whether the goal ends them.
        """
        self._case = case
        self._entries = entries
        self._ends = absorbs
        self._first: tuple[State, ...] | None = None
        super().__init__(space, chosen, complied, without)

    @property
    def starts(self) -> tuple[State, ...]:
        """Where cases are looked at first."""
        return self._first or ()

    def entered(self, entries: Iterable[tuple[State, Exit | None]]) -> Walk:
        """The walk on from these states, or from where an exit leads from them, until the goal."""
        return Walk(self.space, self._chosen, self._complied, entries=entries)

    def lanes(self, state: State) -> tuple[Exit, ...]:
        """The lanes that are on at some values of the changing atoms."""
        place, values = self.space.places[state.stage], self.space.values
        on = (e for c in values.changing for e in place.lanes_on(state.base | c, state.left))
        return tuple(dict.fromkeys(on))

    def first(self) -> Iterator[State]:
        """Where cases are looked at first."""
        if self._first is None:
            entries = self._entries
            self._first = tuple(super().first() if entries is None else self._enters(entries))
        yield from self._first

    def _enters(self, entries: Iterable[tuple[State, Exit | None]]) -> Iterator[State]:
        for state, e in dict.fromkeys(entries):
            yield from (state,) if e is None else self.moved(state, e)

    def _fixed(self) -> Iterable[int]:
        case, chosen = self._case, self._chosen
        return (f for f in super()._fixed() if case is None or case.holds(f | chosen))

    def _absorbs(self, stage: str) -> bool:
        return self._ends and super()._absorbs(stage)
