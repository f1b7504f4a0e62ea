"""What cannot be decided, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Reason
from checker.worktime.latest import Table

if TYPE_CHECKING:
    from checker.worktime.latest import Untabled


class UndecidedError(Exception):
    """What is asked cannot be decided, for `reason`: the limit on work, Z3's own or that of those
    who ask it, where there is no other.
    """

    def __init__(self, reason: Reason = Reason.WORK) -> None:
        """Told of by its reason."""
        super().__init__(reason.value)
        self.reason = reason


class TooManyTurnsError(UndecidedError):
    """Turns used in too many ways to tell them all apart."""


class TooManyJumpsError(UndecidedError):
    """Ends that jump at too many moments to look at each."""


def lacking(found: Untabled) -> UndecidedError:
    """The error that tells that a table is lacking."""
    terms = found.table is Table.SCHOOL_TERMS
    return UndecidedError(Reason.TERMS if terms else Reason.YEARS)
