"""Small procedures for the tests of the checks, and what is said of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.answers.verdict import Row
from checker.language.diagnostics import SourceText
from checker.procedure.from_syntax import load_text
from checker.procedure.model import RequireKind
from checker.review.examine import review

if TYPE_CHECKING:
    from checker.procedure.model import Procedure
    from checker.review.findings import Finding, Result, Review

_ROWS = (Row.OUT_OF_HOURS, Row.SILENT, Row.CONSULTED, Row.BOARD, Row.AWAY)
ASIDE = frozenset(row.value for row in _ROWS)
"""The rows of `same-day-escalation` that leave its verdict alone."""

UNDECIDED = {RequireKind.NO_SINGLE_ROLE, RequireKind.EITHER_SIDE, RequireKind.INDEPENDENT}
"""The patterns of promises that are not decided yet."""
_BLOCK = re.compile(r"```procedure\n(.*?)```\n\n```output\n(.*?)```", re.DOTALL)

HEAD = """procedure example "An example"
  start at one
role worker "Worker", tier 1, on each side
role manager "Manager", tier 2, on each side
role chair "Chair of the board", tier 3
"""
"""Five lines: what a text of these tests begins with."""

ONE = """stage one "One"
  led by the worker of the raising side, with their counterpart
  the worker must record "the concern"
  this stage must end within 1 working day
  if agreed, go to done
"""

TWO = """stage two "Two"
  led by the manager of the raising side, with their counterpart
  the manager must record "the concern"
  this stage must end within 1 working day
  if agreed, go to done
"""

BOARD = """stage board "The board"
  led by the chair
  this stage is the board's
  the chair must decide "the matter"
  this stage must end within 5 working days
  if decided, go to ruled
  if not decided, go to ruled
"""

ENDS = """ending done "Agreed", by agreement
ending ruled "Decided", by decision
"""

UP = "  if not resolved, the case must go to two\n"
ON = "  if not resolved, the case must go to board\n"

SOUND = HEAD + ONE + UP + TWO + ON + BOARD + ENDS
"""Two stages and the board, each leading on."""


def reviewed(text: str) -> Review:
    """The review of a text that can be read."""
    found, diagnostics = review(SourceText(text, "x.procedure"))
    assert found is not None, diagnostics
    return found


def procedure_of(review: Review) -> Procedure:
    """The model of the text that a review is of."""
    procedure, _ = load_text(review.source.text, review.path)
    assert procedure is not None
    return procedure


def of_check(text: str, check: str) -> Result:
    """The one result of a check on a text, remarks and the parts of their rows left out."""
    (result,) = (r for r in reviewed(text).results if r.check == check)
    findings = tuple(finding for finding in result.findings if not finding.remark)
    parts = tuple(part for part in result.parts if part.row not in ASIDE)
    return replace(result, findings=findings, parts=parts)


def remarks_of(text: str, check: str) -> tuple[Finding, ...]:
    """The remarks of a check on a text."""
    (result,) = (r for r in reviewed(text).results if r.check == check)
    return tuple(finding for finding in result.findings if finding.remark)


def said(result: Result) -> list[tuple[int, str, str | None]]:
    """The line, message and help of each finding."""
    return [(f.line, f.message, f.help) for f in result.findings]


def blocks_of(name: str) -> list[tuple[str, str]]:
    """The procedures of a check's document, each with what is said of it."""
    document = Path(__file__).with_name(f"{name}.md").read_text(encoding="utf-8")
    return [(match[1], match[2]) for match in _BLOCK.finditer(document)]
