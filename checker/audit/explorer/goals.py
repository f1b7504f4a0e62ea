"""Where a promise wants cases to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.procedure.model import EndingKind

if TYPE_CHECKING:
    from checker.procedure.model import Procedure

_ACCEPTED = frozenset({EndingKind.AGREEMENT, EndingKind.DECISION, EndingKind.REFERRAL})


class Goal(Struct, frozen=True):
    """Stages that end a case, and endings that are accepted; `handed`: under a good reading."""

    stages: frozenset[str] = frozenset()
    endings: frozenset[str] = frozenset()
    handed: frozenset[str] = frozenset()


def accepted(procedure: Procedure) -> Goal:
    """The board, and the endings in which a case is resolved or referred."""
    return Goal(
        frozenset(stage.name for stage in procedure.stages if stage.board),
        frozenset(e.name for e in procedure.endings if e.kind in _ACCEPTED),
        frozenset(e.name for e in procedure.endings if e.kind is EndingKind.HAND_OVER),
    )
