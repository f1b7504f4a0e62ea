"""Reading what a command was given: each file alone, so that a broken one stops no other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.cli.beside import Beside, spread
from checker.cli.options import warn
from checker.cli.progress import Progress
from checker.language.diagnostics import Unreadable
from checker.language.source import read_source
from checker.output.broken import Broken, Manner, broken_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from checker.language.diagnostics import SourceText
    from checker.procedure.model import Procedure
    from checker.review.findings import Review


LONG = 200
"""From so many stages on, a text that is reviewed alone is reviewed in two processes."""
BESIDE = frozenset(
    {
        "no-unreachable-stage",
        "every-outcome-has-a-next-step",
        "silence-has-a-next-step",
        "no-endless-loop",
        "conditions-are-exclusive",
        "limit-for-every-stage",
        "bounded-end",
    }
)
"""Checks that take about as long, together, as all the others."""


class Loaded(Struct, frozen=True):
    """A text that could be read, and its model."""

    source: SourceText
    procedure: Procedure

    @property
    def fingerprint(self) -> str:
        """What a drawing names the text by."""
        return self.source.fingerprint


def load_file(file: Path) -> Loaded | Broken | Unreadable:
    """The model of one file, without checking it, or what keeps it from being read."""
    from checker.procedure.from_syntax import load_text

    source = read_source(file)
    if isinstance(source, Unreadable):
        return source
    procedure, diagnostics = load_text(source.text, source.path)
    if procedure is None or diagnostics:
        return Broken(source, diagnostics)
    return Loaded(source, procedure)


def reviews_of(readable: Sequence[Loaded], processes: int, *, dated: bool = True) -> list[Review]:
    """What the checks say of each, in the same order, worked out in at most so many processes.

    `dated`: whether the longest real waits are wanted, too.
    """
    if len(readable) == 1 and processes > 1 and len(readable[0].procedure.stages) >= LONG:
        return [_review_beside(readable[0], dated=dated)]
    progress = Progress(len(readable), max(1, min(processes, len(readable))))
    review = partial(_review, dated=dated)
    found = spread(progress.follow(review), readable, processes)
    progress.end()
    return found


def _review_beside(loaded: Loaded, *, dated: bool) -> Review:
    """A long text reviewed in two processes: each takes some of the checks."""
    from checker.review import checks, examined, said_by

    procedure, source = loaded.procedure, loaded.source
    names = [check.name for check in checks() if check.name in BESIDE]
    beside = Beside(lambda: said_by(procedure, source, names))
    others = [check.name for check in checks() if check.name not in BESIDE]
    progress = Progress(len(others) + 1)
    ours = said_by(procedure, source, others, progress.step)
    whole = examined(procedure, source, ours | beside.result(), dated=dated)
    progress.end()
    return whole


def _review(loaded: Loaded, *, dated: bool) -> Review:
    from checker.review import examined

    return examined(loaded.procedure, loaded.source, dated=dated)


def tell_broken(broken: Broken | Unreadable, manner: Manner, *, colour: bool = False) -> None:
    """Say on the error stream what is wrong with an input."""
    warn(broken_in_words(broken, manner, colour=colour))
