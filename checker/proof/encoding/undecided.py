"""What cannot be decided, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Reason, Unknown
from checker.procedure.model import UNDERSTOOD_HARM, Atom
from checker.worktime.latest import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.proof.formula import Var
    from checker.worktime.latest import Untabled


class UndecidedError(Exception):
    """What is asked cannot be decided, for `reason`: the limit on work, Z3's own or that of those
    who ask it, where there is no other.

    `facts`, `stages`: what there is too much of, as far as that is known.
    """

    def __init__(
        self,
        reason: Reason = Reason.WORK,
        *,
        facts: Iterable[Var] = (),
        stages: Iterable[str] = (),
    ) -> None:
        """Told of by its reason."""
        super().__init__(reason.value)
        self.reason = reason
        atoms = (var.name for var in facts if isinstance(var.name, Atom))
        names = (atom.name for atom in atoms if atom != UNDERSTOOD_HARM)
        self.facts, self.stages = tuple(dict.fromkeys(names)), tuple(dict.fromkeys(stages))

    @property
    def unknown(self) -> Unknown:
        """Why a verdict is unknown."""
        return Unknown(self.reason, facts=self.facts, stages=self.stages)


class TooManyTurnsError(UndecidedError):
    """Turns used in too many ways to tell them all apart."""


class TooManyJumpsError(UndecidedError):
    """Ends that jump at too many moments to look at each."""


def lacking(found: Untabled) -> UndecidedError:
    """The error that tells that a table is lacking."""
    terms = found.table is Table.SCHOOL_TERMS
    return UndecidedError(Reason.TERMS if terms else Reason.YEARS)
