"""What was due by when: a case does not wait past a definite limit that is complied with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.model import StageLimit, Trigger
from checker.semantics.replay.rules import counts_from_its_place
from checker.worktime.latest import Untabled, latest

if TYPE_CHECKING:
    from datetime import datetime

    from checker.procedure.model import Limit, Move, Stage
    from checker.semantics.replay.walk import Walk


def overrun(case: Walk, stage: Stage, moment: datetime) -> str | None:
    """The line that had taken the case out of its stage before this moment, or None.

    Only what is definite and counts from where its place has it count is looked at: limits of the
    stage that were on ever since the case entered, whatever changed (no outcome being pending);
    lanes since they came on for good; moves that the pending outcome opened. Passed over: a limit
    that may be extended, whose clock may stop, or that needs a table that is not there; what a
    consultation holds up.
    """
    for limit in stage.limits if case.pending is None else ():
        if _is_due(case, limit.limit, case.seen[0][0], moment, stage) and _always(
            case, stage, limit
        ):
            return f"line {limit.line.number} has the stage end before then"
    entered = case.seen[0][0]
    for move in stage.moves:
        # Counted from a later moment it is due no sooner: most lanes are not even from the first.
        if move.trigger is not Trigger.LANE or not _binding_due(case, move, entered, moment):
            continue
        since = _on_since(case, stage, move)
        if since is not None and _binding_due(case, move, since, moment):
            return f"line {move.line.number} moves the case before then"
    for move in case.pending.moves if case.pending is not None else ():
        opened = case.pending.moment if case.pending is not None else moment
        at_once = case.rules.at_once(move) and moment > opened
        if at_once or _binding_due(case, move, opened, moment):
            return f"line {move.line.number} moves the case before then"
    return None


def _always(case: Walk, stage: Stage, limit: StageLimit) -> bool:
    """Whether a limit is in force and has been on since the case entered, and nothing delays it."""
    return (
        case.rules.finite(limit)
        and not stage.extensions
        and not stage.clocks
        and all(case.rules.limit_unbroken(stage, limit, facts) for _, facts in case.seen)
    )


def _on_since(case: Walk, stage: Stage, lane: Move) -> datetime | None:
    """Since when a lane has been on, whatever changed; None where something can switch it off.

    A story need not tell how often such a lane was switched off and on before it was due.
    """
    since = None
    for moment, facts in case.seen:
        if not case.rules.lane_unbroken(stage, lane, facts, case.used):
            since = None
        elif since is None:
            since = moment
    return since


def _binding_due(case: Walk, move: Move, since: datetime, moment: datetime) -> bool:
    return (
        move.limit is not None
        and move.consultation is None
        and case.rules.binds(move)
        and _is_due(case, move.limit, since, moment, None)
    )


def _is_due(
    case: Walk, limit: Limit, since: datetime, moment: datetime, stage: Stage | None
) -> bool:
    """Whether a definite limit counted from then has run out before this moment."""
    if moment <= since:  # no limit falls before its start
        return False
    if not limit.definite or limit.backward or limit.also:
        return False
    if not counts_from_its_place(limit, None if stage is None else stage.name):
        return False
    last = latest(limit, since, case.calendar)
    return last is not None and not isinstance(last, Untabled) and moment > last
