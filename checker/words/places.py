"""Stages and endings as sentences name them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.words.text import capital

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.procedure.model import Procedure

SILENT = "the policy does not say"

_NUMBERS = re.compile(
    r"\d+|[ivx]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
)


def stage_heading(procedure: Procedure, name: str) -> tuple[str, str]:
    """A stage's short label and the rest of its title (either may hold the whole; the second may
    be empty).

    A name that counts (`step-2`, `stage-one`) is the label, spelt as the cited heading or the
    title spells it; else what stands before the colon in the title, else the whole title.
    """
    stage = procedure.stage(name)
    words = name.split("-")
    title = " ".join(stage.title.split()) or capital(" ".join(words))
    counting = any(_NUMBERS.fullmatch(word) for word in words)
    if not counting:
        head, colon, rest = title.partition(": ")
        return (head, rest) if colon and rest else (title, "")
    heading = stage.line.citation.heading if stage.line.citation else None
    label = _spelt(words, (heading or "").split()) or _spelt(words, title.split())
    label = label or capital(" ".join(words))
    rest = title
    if title.casefold().startswith(label.casefold()):
        rest = re.sub(r"^[\s:.–—-]+", "", title[len(label) :])  # noqa: RUF001
    return label, rest


def _spelt(words: Sequence[str], published: Sequence[str]) -> str:
    """The words of a name in the spelling of a heading that begins with some of them."""
    shared = 0
    for word, other in zip(words, published, strict=False):
        if re.sub(r"\W+$", "", other).casefold() != word:
            break
        shared += 1
    if not shared:
        return ""
    spelt = [re.sub(r"\W+$", "", word) for word in published[:shared]]
    return " ".join([*spelt, *words[shared:]])


def stage_label(procedure: Procedure, name: str) -> str:
    """How sentences and edges name a stage: `Step 2`."""
    return stage_heading(procedure, name)[0]
