"""A duty that runs beside replaces a plain one of its verb, in every engine."""

from __future__ import annotations

from checker.answers.verdict import Promise, Verdict
from checker.procedure.from_syntax import load_text
from checker.proof.prove import Prover
from tests.explorer import explore

TEXT = """procedure example "An example"
  start at one
role manager "Manager", tier 2, on each side
fact routine "it is routine", fixed
stage one "One"
  led by the manager of the raising side, with their counterpart
  this stage must end within 2 weeks
  the manager must decide "it"
  when routine, the manager should also decide "what to do" instead
  if decided, go to ruled
  if not decided, the case should go to ruled
ending ruled "Ruled", by decision
"""


def test_it_replaces() -> None:
    """On routine matters nobody must decide, so the way on for no decision is needed."""
    procedure, diagnostics = load_text(TEXT, "x.procedure")
    assert procedure is not None, diagnostics
    assert Prover(procedure).prove(Promise.EVERY_PATH_ENDS).verdict is Verdict.PROVED_IF_GUIDED
    assert explore(procedure, Promise.EVERY_PATH_ENDS).verdict is Verdict.PROVED_IF_GUIDED
