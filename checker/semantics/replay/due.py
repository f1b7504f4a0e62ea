"""What was due by when: a case does not wait past a definite limit that is complied with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.semantics.terms import counts_from_its_place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from checker.procedure.model import Limit
    from checker.semantics.places import Bound, Exit, Place
    from checker.semantics.replay.walk import Walk


def overrun(case: Walk, place: Place, moment: datetime) -> Iterator[str]:
    """The lines that had taken the case out of its stage before this moment.

    Only what is definite and counts from where its place has it count is looked at: limits of the
    stage that were on ever since the case entered, whatever changed (no outcome being pending);
    lanes since they came on for good; moves that the pending outcome opened. Passed over: a limit
    that may be extended, whose clock may stop, or that needs a table that is not there; what a
    consultation holds up.
    """
    entered = case.seen[0][0]
    for bound in place.bounds if case.pending is None else ():
        limit = bound.line.limit
        due = not bound.total and _is_due(case, limit, entered, moment, place.stage.name)
        if due and _always(case, place, bound):
            yield f"line {bound.number} has the stage end before then"
    for lane in place.lanes:
        # Counted from a later moment it is due no sooner: most lanes are not even from the first.
        if _binding_due(case, lane, entered, moment):
            since = _on_since(case, place, lane)
            if since is not None and _binding_due(case, lane, since, moment):
                yield f"line {lane.number} moves the case before then"
    if case.pending is not None:
        for e in case.pending.opened:
            at_once = case.terms.at_once(e.move) and moment > case.pending.moment
            if at_once or _binding_due(case, e, case.pending.moment, moment):
                yield f"line {e.number} moves the case before then"


def _always(case: Walk, place: Place, bound: Bound) -> bool:
    """Whether a limit is in force and has been on since the case entered, and nothing delays it."""
    return (
        case.terms.finite(bound.line)
        and not place.stage.extensions
        and not place.stage.clocks
        and all(place.bound_unbroken(bound, facts, case.held) for _, facts in case.seen)
    )


def _on_since(case: Walk, place: Place, lane: Exit) -> datetime | None:
    """Since when a lane has been on, whatever changed; None where something can switch it off.

    A story need not tell how often such a lane was switched off and on before it was due.
    """
    since = None
    for moment, facts in case.seen:
        if not place.lane_unbroken(lane, facts, case.left, case.held):
            since = None
        elif since is None:
            since = moment
    return since


def _binding_due(case: Walk, e: Exit, since: datetime, moment: datetime) -> bool:
    limit = e.move.limit
    return (
        limit is not None
        and e.move.consultation is None
        and case.terms.binds(e.move)
        and _is_due(case, limit, since, moment, None)
    )


def _is_due(case: Walk, limit: Limit, since: datetime, moment: datetime, stage: str | None) -> bool:
    """Whether a definite limit counted from then has run out before this moment."""
    if moment <= since:  # no limit falls before its start
        return False
    if not limit.definite or limit.backward or limit.also:
        return False
    if not counts_from_its_place(limit, stage):
        return False
    last = case.runs_out(limit, since)
    return last is not None and moment > last
