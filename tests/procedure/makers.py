"""Texts for the tests of the model: a head, and what a test adds to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.from_syntax import load_text

if TYPE_CHECKING:
    from checker.procedure.model import Move, Procedure

HEAD = """\
procedure p "P"
  start at one
agency school "School"
agency police "Police"
body board "Board"
role worker "Worker", on each side
role manager "Manager", on each side
role chair "Chair"
fact risk "a risk", can arise
fact urgent "it is urgent", fixed
fact size, either small or large, fixed
reading days, either each "for each stage" or whole "for all of them"
event receipt "a receipt"
document form "Form"
document annex "Annex", missing
track inquiry "Inquiry"
ending done "Agreed", by agreement
ending out "Elsewhere", by hand-over to "another procedure"
"""


def loaded(text: str, head: str = HEAD) -> Procedure:
    """The model of the head and `text`, which have no mistake."""
    procedure, diagnostics = load_text(head + text, "p.procedure")
    assert diagnostics == ()
    assert procedure is not None
    return procedure


def stage(*lines: str, name: str = "one") -> str:
    """A stage and its lines."""
    return "".join([f'stage {name} "{name}"\n', *(f"  {line}\n" for line in lines)])


def mistakes(text: str, head: str = HEAD) -> list[tuple[str, str, str | None]]:
    """Message, underlined text and help of each mistake in the head and `text`."""
    whole = head + text
    procedure, diagnostics = load_text(whole, "p.procedure")
    assert procedure is None
    assert diagnostics
    return [(d.message, whole[d.span.start : d.span.end], d.help) for d in diagnostics]


def moves_of(procedure: Procedure, name: str) -> tuple[Move, ...]:
    """The moves of a stage."""
    return procedure.stage(name).moves
