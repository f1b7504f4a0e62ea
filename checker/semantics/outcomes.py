"""How a stage can turn out."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from checker.procedure.model import Outcome, Verb

if TYPE_CHECKING:
    from checker.procedure.model import Stage

OF_CHECKS = frozenset({Outcome.JUSTIFIED, Outcome.NOT_JUSTIFIED, Outcome.NO_FINDING})
"""The outcomes that come about while a check before moving on is due, and at no other moment."""


def outcomes_of(stage: Stage) -> tuple[Outcome, ...]:
    """The outcomes that the stage can have at some moment, whichever duties take away."""
    return tuple(outcome for outcome in Outcome if _can_have(stage, outcome))


def _can_have(stage: Stage, outcome: Outcome) -> bool:
    """Whether the stage can turn out so."""
    match outcome:
        case Outcome.AGREED | Outcome.NOT_AGREED | Outcome.NO_ANSWER:
            return not stage.deciding
        case Outcome.DECIDED | Outcome.NOT_DECIDED:
            return stage.deciding
        case Outcome.NOT_JUSTIFIED | Outcome.NO_FINDING:
            return _checks(stage)
        case Outcome.JUSTIFIED:
            return _checks(stage) and any(outcome in move.outcomes for move in stage.moves)
        case _:
            assert_never(outcome)


def _checks(stage: Stage) -> bool:
    """Whether something is checked there before the case moves on."""
    return any(duty.verb is Verb.CHECK and duty.holds_up for duty in stage.duties)
