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
    """The strongly connected sets in which a cycle runs, each in order, by their first nodes.

    Every node leads to nodes of `onward`. By Kosaraju and Sharir: what is left last, walking on,
    is asked first what leads to it.
    """
    back: dict[int, set[int]] = {node: set() for node in onward}
    for node, others in onward.items():
        for other in others:
            back[other].add(node)
    seen: set[int] = set()
    taken: set[int] = set()
    found = []
    for start in reversed([node for first in onward for node in _left(onward, first, seen)]):
        mates = _left(back, start, taken)
        if len(mates) > 1 or (mates and start in onward[start]):
            found.append(sorted(mates))
    return sorted(found)


def _left(onward: Mapping[int, set[int]], start: int, seen: set[int]) -> list[int]:
    """What a walk from there comes to that is not seen yet, in the order in which it is left."""
    left: list[int] = []
    ahead = [(start, iter(onward[start]))] if start not in seen else []
    seen.add(start)
    while ahead:
        node, others = ahead[-1]
        further = next((other for other in others if other not in seen), None)
        if further is None:
            left.append(node)
            ahead.pop()
        else:
            seen.add(further)
            ahead.append((further, iter(onward[further])))
    return left
