"""The last line of a report: how many procedures, findings and remarks it told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.output.wording import faults, remarks
from checker.words.text import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.review.findings import Review


def finding_count(review: Review) -> int:
    """How many findings there are; a failing check without one of its own counts once."""
    return sum(max(len(faults(result)), 1) for result in review.results if result.failing)


def totals(reviews: Sequence[Review]) -> str:
    """The counts: `2 procedures: 3 findings, 1 remark`."""
    found = sum(map(finding_count, reviews))
    beside = sum(len(remarks(result)) for review in reviews for result in review.results)
    findings = counted(found, "finding") if found else "no finding"
    tail = f", {counted(beside, 'remark')}" if beside else ""
    return f"{counted(len(reviews), 'procedure')}: {findings}{tail}"
