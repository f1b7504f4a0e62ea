"""The drawings of a report, from the models alone: no proof is needed for them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct, to_builtins

from checker.cli.failures import attempt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from checker.cli.loaded import Loaded
    from checker.output.report import Failed


class Drawn(Struct, frozen=True):
    """What is drawn of one procedure: its words, and the flowchart for paper, phone and print.

    The words are in plain dictionaries, so that whoever is sent them need not load the flowchart.
    """

    words: Mapping[str, Any]
    wide: bytes
    narrow: bytes
    pdf: bytes


def drawings(loaded: Iterable[Loaded], as_of: date) -> list[Drawn | Failed]:
    """The drawings of each procedure, in the same order."""
    return [
        attempt(each.source.path, "be drawn", partial(_drawing, each, as_of)) for each in loaded
    ]


def _drawing(loaded: Loaded, as_of: date) -> Drawn:
    """The drawings of one procedure."""
    from checker.flowchart import picture, text_equivalent
    from checker.output.waits import of_stages
    from checker.worktime.real_waits import real_waits

    procedure, fingerprint = loaded.procedure, loaded.fingerprint
    waits = of_stages(real_waits(procedure))
    wide = picture(procedure, fingerprint=fingerprint, waits=waits)
    narrow = picture(procedure, fingerprint=fingerprint, narrow=True, waits=waits)
    words = to_builtins(text_equivalent(procedure, waits))
    return Drawn(words, wide.svg(), narrow.svg(), wide.pdf(as_of))
