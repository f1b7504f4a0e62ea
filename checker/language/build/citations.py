"""The builder of citations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.language.diagnostics import Span
from checker.language.parts import Citation, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    Told = Callable[[str, Span, str], None]

LONGEST_PHRASE = 12
"""Words of the source that a citation may repeat."""

_BOTH = re.compile(r'\[\s*(.*\S)\s*:\s*("[^"]*")\s*\]')
_PHRASE = re.compile(r'\[\s*("[^"]*")\s*\]')
_HEADING = re.compile(r'\[\s*([^"]*?)\s*\]')
_HELP = 'write `[HEADING: "phrase"]`, `[HEADING]` or `["phrase"]`'


def _folded(text: str, start: int, *, quoted: bool) -> Words:
    """Words at their place, white space folded."""
    inner = text[1:-1] if quoted else text
    return Words(" ".join(inner.split()), Span(start, start + len(text)))


def citation(text: str, start: int, tell: Told) -> Citation | None:
    """A citation from its text in square brackets, which starts at `start`.

    `tell` is given message, place and help of each mistake; None where nothing is cited.
    """
    span = Span(start, start + len(text))
    heading = phrase = None
    if match := _PHRASE.fullmatch(text):
        phrase = _folded(match[1], start + match.start(1), quoted=True)
    elif match := _BOTH.fullmatch(text):
        heading = _folded(match[1], start + match.start(1), quoted=False)
        phrase = _folded(match[2], start + match.start(2), quoted=True)
    elif match := _HEADING.fullmatch(text):
        heading = _folded(match[1], start + match.start(1), quoted=False)
    else:
        tell("this is not how a citation is written", span, _HELP)
        return None
    if (heading and not heading.text) or (phrase and not phrase.text):
        tell("this citation names nothing", span, _HELP)
        return None
    if phrase and len(phrase.text.split()) > LONGEST_PHRASE:
        count = len(phrase.text.split())
        tell(
            f"this citation repeats {count} words of the source",
            phrase.span,
            f"cite at most {LONGEST_PHRASE}, enough to find the place",
        )
    return Citation(heading, phrase, span)
