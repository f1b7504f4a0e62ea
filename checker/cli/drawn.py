"""What is drawn of a procedure for a report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from datetime import date

_DATES = re.compile(rb"/CreationDate \(D:\d{8}000000Z\) /ModDate \(D:\d{8}000000Z\)")
"""The dates of a PDF as the flowchart writes them: as long on every day. They are found first,
since what stands before them has words of the text in hexadecimal alone.
"""


class Drawn(Struct, frozen=True):
    """What is drawn of one procedure: its words, and the flowchart for paper, phone and print.

    The words are in plain dictionaries, so that whoever is sent them need not load the flowchart.
    """

    words: dict[str, Any]
    wide: bytes
    narrow: bytes
    pdf: bytes


def redated(drawn: Drawn, as_of: date) -> Drawn:
    """The same drawings as they are made on this day: the PDF alone tells it."""
    day = b"(D:%s000000Z)" % as_of.isoformat().replace("-", "").encode("ascii")
    dates = b"/CreationDate %s /ModDate %s" % (day, day)
    return replace(drawn, pdf=_DATES.sub(dates, drawn.pdf, count=1))
