"""What the limits of stages add up to, beside the limit over all of them."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from checker.procedure.model import Strength, TargetKind, Unit
from checker.worktime.calendar import calendar_of, from_local
from checker.worktime.longest import Overrun, overrun
from checker.worktime.real_waits import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.procedure.model import Condition, Limit, Procedure, Stage, TotalLimit

    Together = Callable[[Condition, Condition], bool]

MOST_WAYS = 2_000
"""How many ways through the stages are looked at, at most."""
_KINDS = {Unit.CALENDAR_DAYS: "calendar days", Unit.WORKING_DAYS: "working days"}


class Sum(Struct, frozen=True):
    """A reading of bare days (empty: there are none), the stages of the way that runs furthest past
    the total under it, and by how much; None: no way does.
    """

    reading: str
    stages: tuple[str, ...]
    overrun: Overrun | None


def past_total(procedure: Procedure, total: TotalLimit, together: Together) -> tuple[Sum, ...]:
    """For each reading of bare days, the worst way through the stages of `total`.

    `together`: whether two conditions can hold at one moment.
    """
    covered = [s for s in procedure.stages if total.whole_procedure or s.name in total.stages]
    own = {stage.name: _own(stage, total, together) for stage in covered}
    limits = [limit for found in own.values() for limit in found]
    bare = any(d.unit is Unit.DAYS for each in (*limits, total.limit) for d in each.durations)
    return tuple(
        _worst(procedure, total, covered, own, kind)
        for kind in ((Unit.CALENDAR_DAYS, Unit.WORKING_DAYS) if bare else (None,))
    )


def _own(stage: Stage, total: TotalLimit, together: Together) -> list[Limit]:
    """The definite limits of a stage that can apply when the total does."""
    return [
        each.limit
        for each in stage.limits
        if each.strength is not Strength.MAY
        and each.limit.definite
        and not each.limit.starts
        and together(each.condition, total.condition)
    ]


def _worst(
    procedure: Procedure,
    total: TotalLimit,
    covered: list[Stage],
    own: dict[str, list[Limit]],
    kind: Unit | None,
) -> Sum:
    calendar = calendar_of(procedure)
    span = (
        from_local(date(FIRST_YEAR, 1, 1), time(0)),
        from_local(date(LAST_YEAR, 12, 31), time(23, 59)),
    )
    bound = _read(total.limit, kind)
    reading = _KINDS[kind] if kind is not None else ""
    worst = Sum(reading, (), None)
    tried: dict[tuple[Limit, ...], Overrun | None] = {}
    for way in _ways(covered):
        path = tuple(_shortest([_read(limit, kind) for limit in own[s]]) for s in way if own[s])
        if not path:
            continue
        if path not in tried:
            tried[path] = overrun(path, bound, span, calendar)
        found = tried[path]
        if found is not None and (worst.overrun is None or _past(found) > _past(worst.overrun)):
            worst = Sum(reading, tuple(s for s in way if own[s]), found)
    return worst


def _past(found: Overrun) -> float:
    return (found.end - found.allowed).total_seconds()


def _shortest(limits: list[Limit]) -> Limit:
    """Several limits of one stage as one: the sooner of all their figures."""
    durations = tuple(dict.fromkeys(d for limit in limits for d in limit.durations))
    return replace(limits[0], durations=durations)


def _read(limit: Limit, kind: Unit | None) -> Limit:
    """A limit with its bare days read in one way."""
    durations = tuple(d if kind is None else d.read(kind) for d in limit.durations)
    return replace(limit, durations=durations, starts=(), also=(), vague=None)


def _ways(covered: list[Stage]) -> Iterator[tuple[str, ...]]:
    """The longest ways through the stages by their moves, none twice in one stage."""
    inside = {stage.name for stage in covered}
    after = {
        stage.name: [
            target.name
            for move in stage.moves
            for target in move.targets
            if target.kind is TargetKind.STAGE and target.name in inside
        ]
        for stage in covered
    }
    given = 0
    ahead: list[tuple[str, ...]] = [(stage.name,) for stage in reversed(covered)]
    while ahead and given < MOST_WAYS:
        way = ahead.pop()
        further = [name for name in dict.fromkeys(after[way[-1]]) if name and name not in way]
        ahead.extend((*way, name) for name in further)
        if not further:
            given += 1
            yield way
