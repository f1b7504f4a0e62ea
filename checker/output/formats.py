"""The one list of the formats in which reviews are written. A format is one module of this room.

The module has `written(report, *, colour)`, which gives the whole text, with a line break at its
end; it is loaded when the format is used.
"""

from __future__ import annotations

from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from checker.output.report import Report


class Manner(Enum):
    """How the mistakes of an input are laid out on the error stream."""

    FULL = "full"
    CONCISE = "concise"
    PLAIN = "plain"


class Format(Struct, frozen=True):
    """One format: its name, what `--help` says of it, its module, and how mistakes go with it.

    `colours`: whether it takes colour where the stream does. `dated`: whether it shows the longest
    real waits, which take time to work out.
    """

    name: str
    about: str
    module: str
    manner: Manner = Manner.CONCISE
    colours: bool = False
    dated: bool = True

    def written(self, report: Report, *, colour: bool = False) -> str:
        """The report in this format; empty where it has nothing to say."""
        text: str = import_module(f"checker.output.{self.module}").written(
            report, colour=colour and self.colours
        )
        return text


FORMATS = (
    Format("full", "for a terminal (default)", "full", Manner.FULL, colours=True),
    Format("concise", "a line a finding", "concise", dated=False),
    Format("plain", "sentences, for a screen reader", "plain", Manner.PLAIN),
    Format("json", "for programs", "as_json"),
)
"""Every format, the default first."""


def format_named(name: str) -> Format:
    """The format of a name that stands in the list."""
    return next(each for each in FORMATS if each.name == name)
