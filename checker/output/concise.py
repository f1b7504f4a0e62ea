"""One line a finding: `path:line:column: check: message`, for editors and for searching."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.output.excerpt import excerpt_of_line
from checker.output.wording import faults
from checker.words.characters import legible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.output.report import Report
    from checker.review.findings import Result, Review


def written(report: Report, *, colour: bool = False) -> str:  # noqa: ARG001, it has none
    """The findings of the reviews, remarks left out; empty where there is none.

    What could not be read is told on the error stream in the same form.
    """
    return "".join(
        f"{legible(line)}\n"
        for review in report.reviews
        for result in review.results
        for line in _lines(review, result)
    )


def _lines(review: Review, result: Result) -> Iterator[str]:
    """The lines of one result; a failing one without findings of its own still has one."""
    path = review.path
    found = faults(result)
    for finding in found:
        yield _flat(f"{path}:{finding.line}:{finding.column}: {result.check}: {finding.message}")
    if result.failing and not found:
        line = result.line or review.subject.line
        column, _ = excerpt_of_line(review.source, line)
        yield _flat(f"{path}:{line}:{column}: {result.check}: {result.message}")


def _flat(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split("\n"))
