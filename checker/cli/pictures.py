"""The drawings of a report, from the model alone: no proof is needed for them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec import to_builtins

from checker.cli.drawn import Drawn
from checker.cli.failures import attempt

if TYPE_CHECKING:
    from datetime import date

    from checker.cli.loaded import Loaded
    from checker.cli.store.results import Results
    from checker.output.report import Failed


def drawn_of(loaded: Loaded, as_of: date, results: Results) -> Drawn | Failed:
    """The drawings of a procedure; they are kept."""
    return attempt(loaded.source.path, "be drawn", partial(_drawn, loaded, as_of, results))


def _drawn(loaded: Loaded, as_of: date, results: Results) -> Drawn:
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
