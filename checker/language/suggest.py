"""`did you mean`: the word that a misspelt one was most likely to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_COMPARED = 200
"""Words with which one misspelt word is compared letter by letter, the likeliest first."""

_LONG = 40
"""Longer words are no slips of the finger."""
_KINDS = 40
"""So many kinds of letter are told apart where letters are counted."""


def distance(left: str, right: str, most: int | None = None) -> int:
    """The least number of letters put in, left out, changed, or swapped with the next.

    The optimal string alignment distance (Damerau 1964, restricted). Where it is more than `most`,
    any number that is more.
    """
    most = len(left) + len(right) if most is None else most
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        last, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                best = min(best, last[j - 2] + 1)
            row.append(best)
        if min(row) > most and min(before) >= most:
            return most + 1
    return row[-1]


def _letters(word: str) -> int:
    """The letters of a word, counted: the bits of each kind of letter that are set are as many."""
    found = 0
    for letter in word:
        bit = 1 << ord(letter) % _KINDS
        while found & bit:
            bit <<= _KINDS
        found |= bit
    return found


def _fewest(
    ours: int, words: list[tuple[str, int]], allowed: int, longer: int
) -> Iterator[tuple[int, str]]:
    """The words with at most so many letters that only one of the two has, and how many they are.

    `longer`: by so much they are longer, all alike; so they have as many more letters of their own.
    """
    most = allowed - longer
    for word, letters in words:
        missing = (ours & ~letters).bit_count()
        if missing <= most:
            yield missing + longer, word


class Nearest:
    """Words among which misspelt ones are looked up."""

    def __init__(self, candidates: Iterable[str]) -> None:
        """The words in any order."""
        self._by_length: dict[int, list[tuple[str, int]]] = {}
        for word in set(candidates):
            self._by_length.setdefault(len(word), []).append((word, _letters(word)))

    def to(self, word: str) -> str | None:
        """The nearest, if it is near: one slip in a short word, up to a third in a long one.

        Of several that are equally near the first in the alphabet. The distance is at least the
        number of letters that one of the two words has and the other has not: who has the fewest
        of them is compared first, and those that have too many are not.
        """
        if len(word) > _LONG:
            return None
        length = len(word)
        likely: list[tuple[int, str, int]] = []
        for other, words in self._by_length.items():
            allowed = max(1, min(length, other) // 3)
            if abs(length - other) <= allowed and min(length, other) > 1:
                fewest = _fewest(_letters(word), words, allowed, max(0, other - length))
                likely += ((least, candidate, allowed) for least, candidate in fewest)
        best: tuple[int, str] | None = None
        for least, candidate, allowed in sorted(likely)[:MOST_COMPARED]:
            if best is not None and least > best[0]:
                break
            far = distance(word, candidate, allowed if best is None else min(allowed, best[0]))
            if far <= allowed and (best is None or (far, candidate) < best):
                best = (far, candidate)
        return best[1] if best else None


def did_you_mean(word: str, candidates: Iterable[str]) -> str | None:
    """The nearest of a few candidates, as `Nearest` has it."""
    return Nearest(candidates).to(word)
