"""The drawings of a report, from the models alone: no proof is needed for them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec import to_builtins

from checker.cli.drawn import Drawn
from checker.cli.failures import attempt

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from checker.cli.loaded import Loaded
    from checker.cli.store.results import Results
    from checker.output.report import Failed


def drawings(loaded: Iterable[Loaded], as_of: date, results: Results) -> list[Drawn | Failed]:
    """The drawings of each procedure, in the same order; they are kept."""
    return [
        attempt(each.source.path, "be drawn", partial(_drawing, each, as_of, results))
        for each in loaded
    ]


def _drawing(loaded: Loaded, as_of: date, results: Results) -> Drawn:
    """The drawings of one procedure."""
    from checker.flowchart import picture, text_equivalent
    from checker.output.waits import of_stages
    from checker.worktime.real_waits import real_waits

    procedure, fingerprint = loaded.procedure, loaded.fingerprint
    waits = of_stages(real_waits(procedure))
    wide = picture(procedure, fingerprint=fingerprint, waits=waits)
    narrow = picture(procedure, fingerprint=fingerprint, narrow=True, waits=waits)
    words = to_builtins(text_equivalent(procedure, waits))
    drawn = Drawn(words, wide.svg(), narrow.svg(), wide.pdf(as_of))
    results.keep_drawn(loaded.source, drawn)
    return drawn
