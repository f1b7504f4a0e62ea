"""Small procedures for the commands to work on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """procedure good "A good one"
  calendar england-and-wales
  working day 09:00 to 17:00
  start at one
role worker "Worker", tier 1, on each side
  held by "Worker"
role chair "Chair of the board", tier 3
  held by "Chair"
fact harm "a child is at risk of harm", can arise, is harm
stage one "One"
  led by the worker of the raising side, with their counterpart
  this stage must end within 1 working day
  whenever harm, the worker must take the case to board within the same working day
  whenever harm and out of hours, the worker must take the case to board within 2 hours
  if agreed, go to done
  if not resolved, the worker must take the case to board
stage board "The board"
  led by the chair
  this stage is the board's
  this stage must end within 5 working days
  the chair must decide "the matter"
  if decided, go to ruled
ending done "Agreed", by agreement
ending ruled "Decided", by decision
"""

BAD = GOOD.replace("good", "bad").replace("if not resolved", "if not agreed")
"""Silence leads nowhere."""

BROKEN = GOOD.replace("this stage must end within 1 working day", "this stage shall end soon")
"""One line of it cannot be read."""


def write(folder: Path, **texts: str) -> Path:
    """A folder with a file `NAME.procedure` for each text."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.procedure").write_text(text, encoding="utf-8")
    return folder
