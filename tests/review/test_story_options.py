"""Stories of what hangs on the options of a fact: one of them is so at every moment."""

from __future__ import annotations

import pytest

from checker.answers.verdict import Verdict
from checker.language.diagnostics import SourceText
from checker.review.examine import review

TEXT = """procedure p "P"
  start at s0
{start}role w "W", on each side
fact f "F", either {options}, {kind}
stage s0 "S"
  when {one}, led by the w of the raising side
  when {one}, this stage must end within 2 working days
  if agreed, go to done
  if not resolved and {one}, the case must go to done
ending done "D", by agreement
require that every stage has a limit
require that every stage has a lead
require that every stage has a way on
require that every case ends
"""
REFUTED = {
    "every-path-ends": Verdict.REFUTED,
    "named-role": Verdict.REFUTED,
    "limit-for-every-stage": Verdict.REFUTED,
    "bounded-end": Verdict.REFUTED,
}


@pytest.mark.parametrize("start", ["", "  when {one}, start at done instead\n"])
@pytest.mark.parametrize("options", ["x or y", "y or x", "x or y or z", "z or x or y"])
@pytest.mark.parametrize("kind", ["can change", "can arise", "fixed"])
@pytest.mark.parametrize("one", ["x", "y", "not x"])
def test_what_breaks_is_told(start: str, options: str, kind: str, one: str) -> None:
    """Whichever option it takes, in whatever order they stand, from wherever the case starts."""
    text = TEXT.format(start=start.format(one=one), options=options, kind=kind, one=one)
    found, mistakes = review(SourceText(text, "p.procedure"))
    assert found is not None, mistakes
    told = {result.check: result.verdict for result in found.results}
    assert {check: told[check] for check in REFUTED} == REFUTED
    required = [r.verdict for r in found.results if r.check == "require"]
    assert required == [Verdict.REFUTED] * 4
