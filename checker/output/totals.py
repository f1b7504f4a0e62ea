"""The last line of a report: what it told of, and what it could not tell of, in figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.output.report import Failed
from checker.output.wording import faults, remarks
from checker.words.text import counted

if TYPE_CHECKING:
    from checker.output.report import Report
    from checker.review.findings import Review


def finding_count(review: Review) -> int:
    """How many findings there are; a failing check without one of its own counts once."""
    return sum(max(len(faults(result)), 1) for result in review.results if result.failing)


def totals(report: Report) -> str:
    """The counts: `2 procedures: 3 findings, 1 remark; 1 file could not be read`."""
    reviews = report.reviews
    found = sum(map(finding_count, reviews))
    beside = sum(len(remarks(result)) for review in reviews for result in review.results)
    findings = counted(found, "finding") if found else "no finding"
    tail = f", {counted(beside, 'remark')}" if beside else ""
    told = f"{counted(len(reviews), 'procedure')}: {findings}{tail}" if reviews else ""
    return "; ".join(part for part in (told or "nothing was checked", *_unread(report)) if part)


def _unread(report: Report) -> tuple[str, str]:
    """How much is missing from the counts, each empty where nothing is."""
    failed = sum(isinstance(each, Failed) for each in report.unread)
    unread = len(report.unread) - failed
    return (
        f"{counted(unread, 'file')} could not be read" if unread else "",
        f"the program failed on {counted(failed, 'file')}" if failed else "",
    )
