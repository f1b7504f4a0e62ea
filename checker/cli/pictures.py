"""The drawings of a report, from the texts alone: no proof is needed for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from checker.flowchart import TextEquivalent


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn of one procedure: its words, and the flowchart for paper, phone and print."""

    words: TextEquivalent
    wide: bytes
    narrow: bytes
    pdf: bytes


def drawings(texts: Iterable[tuple[str, str]], as_of: date) -> dict[str, Drawn]:
    """The drawings of each path with its text, where the text can be read."""
    from checker.cli.reading import fingerprint
    from checker.flowchart import picture, text_equivalent
    from checker.procedure.from_syntax import load_text

    found = {}
    for path, text in texts:
        procedure, _ = load_text(text, path)
        if procedure is not None:
            mark = fingerprint(text)
            wide = picture(procedure, fingerprint=mark)
            narrow = picture(procedure, fingerprint=mark, narrow=True)
            words = text_equivalent(procedure)
            found[path] = Drawn(words, wide.svg(), narrow.svg(), wide.pdf(as_of))
    return found
