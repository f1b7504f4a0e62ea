"""Small pieces of wording that every format shares: dates, counts and lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.answers.verdict import Ground
from checker.words.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.review.findings import Finding, RestsOn, Result


def unquoted(text: str) -> str:
    """A message in which words of the text stand in double quotes, not in backticks."""
    return re.sub(r"`([^`]*)`", r'"\1"', text)


def supports(result: Result) -> tuple[RestsOn, ...]:
    """What the parts of a result rest on, each thing once, in the order of the text."""
    seen = dict.fromkeys(support for part in result.parts for support in part.rests_on)
    return tuple(
        sorted(seen, key=lambda support: (support.line is None, support.line or 0, support.text))
    )


def lines_in_words(supports: Iterable[RestsOn]) -> str:
    """The lines that something rests on: `lines 3 and 7, guidance in line 9`; empty for none."""
    by_ground: dict[Ground, list[RestsOn]] = {ground: [] for ground in Ground}
    for support in supports:
        by_ground[support.ground].append(support)
    return ", ".join(
        words
        for ground, those in by_ground.items()
        if those
        for words in _one_ground(ground, those)
    )


def _one_ground(ground: Ground, supports: Sequence[RestsOn]) -> tuple[str, ...]:
    """The words for the lines of one ground; those without a line are named by their text."""
    numbers = [str(line) for line in dict.fromkeys(s.line for s in supports) if line is not None]
    place = f"{'line' if len(numbers) == 1 else 'lines'} {listed(numbers)}"
    kinds = {
        Ground.MUST: place,
        Ground.GUIDANCE: f"guidance in {place}",
        Ground.ASSUMPTION: f"assumed in {place}",
        Ground.STANDING: f"standing in {place}",
    }
    wordless = tuple(s.text for s in supports if s.line is None or ground is Ground.READING)
    numbered = numbers and ground in kinds
    return (*((kinds[ground],) if numbered else ()), *dict.fromkeys(wordless))


def faults(result: Result) -> tuple[Finding, ...]:
    """The findings of a result that are more than remarks."""
    return tuple(finding for finding in result.findings if not finding.remark)


def remarks(result: Result) -> tuple[Finding, ...]:
    """The findings of a result that are no reason to fail."""
    return tuple(finding for finding in result.findings if finding.remark)
