"""`did you mean`: the word that a misspelt one was most likely to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONG = 40
"""Longer words are no slips of the finger."""


def distance(left: str, right: str) -> int:
    """The least number of letters put in, left out, changed, or swapped with the next.

    The optimal string alignment distance (Damerau 1964, restricted).
    """
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        last, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                best = min(best, last[j - 2] + 1)
            row.append(best)
    return row[-1]


def did_you_mean(word: str, candidates: Iterable[str]) -> str | None:
    """The nearest candidate, if it is near: one slip in a short word, up to a third in a long one.

    Of several that are equally near the first in the alphabet.
    """
    if len(word) > _LONG:
        return None
    best: tuple[int, str] | None = None
    for candidate in sorted(set(candidates)):
        allowed = max(1, min(len(word), len(candidate)) // 3)
        if abs(len(word) - len(candidate)) > allowed or min(len(word), len(candidate)) == 1:
            continue
        far = distance(word, candidate)
        if far <= allowed and (best is None or far < best[0]):
            best = (far, candidate)
    return best[1] if best else None
