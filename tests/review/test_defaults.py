"""What was taken as meant is told."""

from __future__ import annotations

from checker.procedure.from_syntax import load_text
from checker.review.defaults import defaults

BARE = """procedure p "P"
role worker "Worker"
role chair "Chair"
body committee "Committee"
fact risk "there is a risk"
stage one "One"
  led by the worker
  someone must record "it"
  if agreed, go to done
  if not agreed, the case must go to two
stage two "Two"
  chaired by the chair
ending done "Done", by agreement
  someone should tell the worker
"""

TIERS = (
    "taken as meant: tiers follow the order of the stages that roles lead: `worker` 1 and `chair` 2"
)

STATED = """procedure p "P"
  start at one
  calendar scotland
  working day 08:00 to 16:00
role worker "Worker", tier 1
fact risk "there is a risk", fixed
stage one "One"
  led by the worker
  the worker must record "it"
  if agreed, go to done
ending done "Done", by agreement
"""


def _told(text: str) -> tuple[str, ...]:
    procedure, diagnostics = load_text(text, "p.procedure")
    assert procedure is not None, diagnostics
    return defaults(procedure)


def test_every_default_is_told() -> None:
    """The start, the hours, the nation, the tiers, the kinds, the lead, and the passive."""
    assert _told(BARE) == (
        "taken as meant: a case starts in the first stage, `one`",
        "taken as meant: the working day is 09:00 to 17:00, wherever a clock time is shown",
        "taken as meant: the bank holidays are those of England and Wales",
        TIERS,
        "taken as meant: what can change at any moment, since its kind is not said: `risk`",
        "taken as meant: `two` is led by whoever line 12 names, since it has no `led by`",
        "nobody is named to act on lines 8, 10 and 14",
    )


def test_what_is_stated_is_not_told() -> None:
    """A text that says it all leaves nothing to take as meant."""
    assert _told(STATED) == ()


def test_an_assumed_working_day_is_stated() -> None:
    """An assumption is the writer's own."""
    text = STATED.replace("  working day 08:00 to 16:00\n", "")
    text += 'assume the working day is 08:00 to 16:00, because "the office opens then"\n'
    assert _told(text) == ()
