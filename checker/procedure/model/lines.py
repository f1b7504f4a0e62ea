"""What every line of a text has."""

from __future__ import annotations

from msgspec import Struct

from checker.language.diagnostics import Span  # noqa: TC001, msgspec reads the types of what is stored
from checker.language.terms import Member


class Force(Member):
    """What kind of line a binding line is, in the order in which verdicts try to do without it."""

    STANDING = "standing"
    ASSUMPTION = "assumption"
    GUIDANCE = "guidance"
    MUST = "must"
    PERMISSION = "permission"


class Citation(Struct, frozen=True):
    """Where the source says it: a heading, a phrase of at most twelve words, or both."""

    heading: str | None
    phrase: str | None


class Line(Struct, frozen=True):
    """One statement of the text: its number (from 1), its words without comment, its place."""

    number: int
    text: str
    span: Span
    citation: Citation | None = None
    documents: tuple[str, ...] = ()
    """Names of the declared documents that the line refers to."""
    left_to_judgement: str | None = None
    """Why the text means to leave open what the line says, in its own words."""
