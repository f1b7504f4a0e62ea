"""A short table for the terminal: the promises, procedure by procedure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.output.excerpt import cells
from checker.output.titles import MISSION
from checker.output.totals import finding_count
from checker.words.characters import legible
from checker.words.text import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.review.findings import Review

GAP = "  "


def summary_table(reviews: Sequence[Review]) -> str:
    """A row a procedure: its name, the slug of its verdict on each promise, and its findings."""
    rows = [("procedure", *(promise.value for promise in MISSION), "findings")]
    rows += [_row(review) for review in reviews]
    widths = [max(cells(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "".join(f"{_line(row, widths)}\n" for row in rows)


def _row(review: Review) -> tuple[str, ...]:
    verdicts = {result.check: result.verdict.value for result in review.results}
    promises = (verdicts.get(promise.value, "-") for promise in MISSION)
    found = counted(finding_count(review), "finding")
    return (legible(review.subject.name), *promises, found)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True))
    return GAP.join(padded).rstrip()
