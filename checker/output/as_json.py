"""The report for programs. `schema.json` beside this file says what it holds.

There is one verdict for every check of every procedure, kept or not, and for each `require` line.
What could not be read, or was not got through, stands in it, too.
The text is ASCII, whatever the encoding of the place that it goes to.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.language.diagnostics import Unreadable
from checker.output.report import Broken
from checker.output.waits import routes_as_json, waits_as_json
from checker.words.characters import printable

if TYPE_CHECKING:
    from checker.answers.verdict import Unknown
    from checker.language.diagnostics import Position
    from checker.output.report import Report, Unread
    from checker.procedure.model import Header
    from checker.review.findings import Finding, Part, Result, Review, Telling

VERSION = 1
"""The version of the form, raised by any change that a reader could stumble over."""
SCHEMA = Path(__file__).with_name("schema.json")
"""The JSON Schema of the report."""


def written(report: Report, *, colour: bool = False) -> str:  # noqa: ARG001, it has none
    """The whole report as JSON, indented, with a line break at its end."""
    whole = {
        "version": VERSION,
        "procedures": [_procedure(review) for review in report.reviews],
        "unread": [_unread(each) for each in report.unread],
    }
    return json.dumps(whole, indent=2) + "\n"


def _procedure(review: Review) -> dict[str, Any]:
    return {
        "name": review.subject.name,
        "path": printable(review.path),
        "head": _head(review.subject.header),
        "set_aside": [
            {"line": each.line.number, "phrase": each.phrase, "because": each.because}
            for each in review.subject.set_aside
        ],
        "verdicts": [_verdict(result) for result in review.results],
        "waits": waits_as_json(review),
        "routes": routes_as_json(review),
        "routes_in_all": None if review.routes.more else review.routes.in_all,
    }


def _head(head: Header) -> dict[str, Any]:
    updated, due = head.last_updated, head.review_due
    return {
        "published_by": head.published_by,
        "version": head.version,
        "last_updated": None if updated is None else updated.isoformat(),
        "review_due": None if due is None else due.isoformat(),
        "source": head.source,
        "scope": list(head.scope),
    }


def _unread(unread: Unread) -> dict[str, Any]:
    """An input that was not checked, with what is wrong with it, each with its place if it has one.

    The end of a place is not included in it. `more`: how many mistakes are left out.
    """
    more = 0
    if isinstance(unread, Broken):
        more = sum(each.told.more for each in unread.mistakes)
        mistakes = [
            _mistake(each.told.message, each.told.help, each.start, each.end)
            for each in unread.mistakes
            if not each.told.more
        ]
    else:
        at = unread.at if isinstance(unread, Unreadable) else None
        mistakes = [_mistake(unread.message, unread.help, at, None)]
    return {"path": printable(unread.path), "mistakes": mistakes, "more": more}


def _mistake(
    message: str, help_: str | None, start: Position | None, end: Position | None
) -> dict[str, Any]:
    return {
        "line": None if start is None else start.line,
        "column": None if start is None else start.column,
        "end_line": None if end is None else end.line,
        "end_column": None if end is None else end.column,
        "message": message,
        "help": help_,
    }


def _verdict(result: Result) -> dict[str, Any]:
    return {
        "check": result.check,
        "verdict": result.verdict.value,
        "unknown": _unknown(result.unknown),
        "message": result.message,
        "line": result.line,
        "parts": [_part(part) for part in result.parts],
        "findings": [_finding(finding) for finding in result.findings],
    }


def _unknown(unknown: Unknown | None) -> dict[str, Any] | None:
    if unknown is None:
        return None
    lines = [{"line": each.line, "why": each.why} for each in unknown.lines]
    return {
        "reason": unknown.reason.value,
        "lines": lines,
        "facts": list(unknown.facts),
        "stages": list(unknown.stages),
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "stage": part.stage,
        "row": part.row,
        "verdict": part.verdict.value,
        "rests_on": [
            {"line": support.line, "text": support.text, "as": support.ground.value}
            for support in part.rests_on
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
        "help": finding.help,
        "story": None if finding.telling is None else _story(finding.telling),
    }


def _story(telling: Telling) -> dict[str, Any]:
    return {
        "sentences": [
            {"when": sentence.moment.isoformat(), "text": sentence.text}
            for sentence in telling.sentences
        ],
        "readings": list(telling.readings),
    }
