"""Cycles of a small graph, by the plainest means."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

T = TypeVar("T", bound="Hashable")


def has_cycle(onward: Mapping[int, set[int]]) -> bool:
    """Whether some node comes back to itself; one that leads on to none need not be told."""
    return any(i in closure(lambda j: onward.get(j, ()), i) for i in onward)


def closure(onward: Callable[[T], Iterable[T]], start: T) -> set[T]:
    """Whatever can be come to from there in one step or more."""
    found = set[T]()
    waiting = list(onward(start))
    while waiting:
        i = waiting.pop()
        if i not in found:
            found.add(i)
            waiting += onward(i)
    return found


def strongly_connected(onward: Mapping[int, set[int]]) -> list[list[int]]:
    """The strongly connected sets in which a cycle runs, each in order, by their first nodes."""
    reach = {i: closure(onward.__getitem__, i) for i in onward}
    found: list[list[int]] = []
    for i in sorted(onward):
        mates = [j for j in reach[i] if i in reach[j]]
        if mates and i == min(mates):
            found.append(sorted(mates))
    return found
