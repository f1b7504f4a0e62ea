"""The drawings of a report, from the models alone: no proof is needed for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, to_builtins

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from checker.cli.reading import Loaded


class Drawn(Struct, frozen=True):
    """What is drawn of one procedure: its words, and the flowchart for paper, phone and print.

    The words are in plain dictionaries, so that whoever is sent them need not load the flowchart.
    """

    words: Mapping[str, Any]
    wide: bytes
    narrow: bytes
    pdf: bytes


def drawings(loaded: Iterable[Loaded], as_of: date) -> list[Drawn]:
    """The drawings of each procedure, in the same order."""
    from checker.flowchart import picture, text_equivalent
    from checker.output.waits import of_stages
    from checker.worktime.real_waits import real_waits

    found = []
    for each in loaded:
        waits = of_stages(real_waits(each.procedure))
        wide = picture(each.procedure, fingerprint=each.fingerprint, waits=waits)
        narrow = picture(each.procedure, fingerprint=each.fingerprint, narrow=True, waits=waits)
        words = to_builtins(text_equivalent(each.procedure, waits))
        found.append(Drawn(words, wide.svg(), narrow.svg(), wide.pdf(as_of)))
    return found
