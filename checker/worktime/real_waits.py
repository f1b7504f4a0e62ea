"""The longest real wait that each limit permits, over every start in hours of five years."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from checker.procedure.model import Limit, Trigger, Unit
from checker.worktime.answer import working_days_on
from checker.worktime.calendar import calendar_of, from_local
from checker.worktime.longest import Wait, Waits, waits
from checker.worktime.moments import next_opening

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Ending, Line, Move, Procedure, Stage
    from checker.worktime.calendar import Calendar

FIRST_YEAR = 2026
LAST_YEAR = 2030
"""The years over which every start is tried; the same for every report, whatever its date."""
SPAN = (
    from_local(date(FIRST_YEAR, 1, 1), time(0)),
    from_local(date(LAST_YEAR, 12, 31), time(23, 59)),
)
"""From the first minute of these years to the last."""


class Limited(Enum):
    """What a limit limits; values are those of the JSON report."""

    PROCEDURE = "the whole procedure"
    STAGES = "the stages together"
    STAGE = "the stage"
    MOVE = "the move"
    LANE = "the move at any moment"
    CONSULTATION = "the consultation"
    DUTY = "the duty"


_MINUTE = timedelta(minutes=1)


class LimitedLine(Struct, frozen=True):
    """A line of the text with a figure by when: where it stands, and what it limits.

    `place` is a stage, an ending, or empty for the whole. `readings`: the limits that it can be
    read as, each without bare days, and of one figure.
    """

    place: str
    limited: Limited
    line: Line
    limit: Limit
    readings: tuple[Limit, ...]


class RealWait(Struct, frozen=True):
    """What a limit comes to at its worst: how long a case, started in hours, may really wait.

    `longest`: at its earliest start; None where the limit cannot be counted. `reading`: how the
    limit is read then, where it can be read in several ways. `working_days`: after the start's day,
    up to the end's. `least`: the least time that the rule leaves, at its latest start, read as
    `least_reading`. `gap`: of a start out of hours it says nothing. `places`: the stages or endings
    in which the line stands.
    """

    places: tuple[str, ...]
    limited: Limited
    line: int
    reading: Limit | None
    longest: Wait | None
    working_days: int | None
    least: Wait | None
    least_reading: Limit | None
    gap: bool


def limited_lines(procedure: Procedure) -> Iterator[LimitedLine]:
    """Every line with a definite limit that runs forward, in the order of the text."""
    found = [
        LimitedLine(place, limited, line, limit, tuple(_ways(limit)))
        for place, limited, line, limit in _limits(procedure)
        if limit.definite and not limit.backward
    ]
    yield from sorted(found, key=lambda each: each.line.number)


def _limits(procedure: Procedure) -> Iterator[tuple[str, Limited, Line, Limit]]:
    for total in procedure.totals:
        limited = Limited.PROCEDURE if total.whole_procedure else Limited.STAGES
        yield "", limited, total.line, total.limit
    for stage in procedure.stages:
        for each in stage.limits:
            yield stage.name, Limited.STAGE, each.line, each.limit
        for move in stage.moves:
            yield from _of_move(stage, move)
        yield from _duties(stage)
    for ending in procedure.endings:
        yield from _duties(ending)


def _of_move(stage: Stage, move: Move) -> Iterator[tuple[str, Limited, Line, Limit]]:
    if move.limit is not None:
        limited = Limited.LANE if move.trigger is Trigger.LANE else Limited.MOVE
        yield stage.name, limited, move.line, move.limit
    if move.consultation is not None and move.consultation.limit is not None:
        yield stage.name, Limited.CONSULTATION, move.line, move.consultation.limit


def _duties(place: Stage | Ending) -> Iterator[tuple[str, Limited, Line, Limit]]:
    for duty in place.duties:
        if duty.limit is not None:
            yield place.name, Limited.DUTY, duty.line, duty.limit


def _ways(limit: Limit) -> Iterator[Limit]:
    """Each figure that the text gives, bare days as calendar days first."""
    for durations in limit.meanings:
        yield replace(limit, durations=durations, also=(), vague=None)


def real_waits(procedure: Procedure) -> tuple[RealWait, ...]:
    """The longest real wait of every line with a limit, and the least, over all ways to read it."""
    calendar = calendar_of(procedure)
    found: dict[tuple[int, Limited, tuple[Limit, ...]], tuple[LimitedLine, dict[str, None]]] = {}
    for line in limited_lines(procedure):
        key = (line.line.number, line.limited, line.readings)
        found.setdefault(key, (line, {}))[1][line.place] = None
    return tuple(
        _wait(line, tuple(filter(None, places)), calendar) for line, places in found.values()
    )


def _wait(line: LimitedLine, places: tuple[str, ...], calendar: Calendar) -> RealWait:
    ways = {way: _waits(way, calendar) for way in line.readings}
    longest = {way: each.longest for way, each in ways.items() if each.longest is not None}
    least = {way: each.least for way, each in ways.items() if each.least is not None}
    gap = any(map(leaves_a_gap, ways))
    if len(longest) < len(ways):
        return RealWait(places, line.limited, line.line.number, None, None, None, None, None, gap)
    worst = max(longest, key=lambda way: longest[way].length)
    kindest = min(least, key=lambda way: least[way].length)
    wait, fewest = longest[worst], least[kindest]
    if not fewest.length:
        fewest = Wait(fewest.start - _MINUTE, fewest.end)
    several = len(ways) > 1
    return RealWait(
        places,
        line.limited,
        line.line.number,
        worst if several else None,
        wait,
        working_days_on(wait.start, wait.end, calendar),
        fewest,
        kindest if several else None,
        gap,
    )


@lru_cache(maxsize=1024)
def _waits(limit: Limit, calendar: Calendar) -> Waits:
    return waits((limit,), SPAN, calendar, starts_in_hours=True)


@lru_cache(maxsize=64)
def has_working_days(calendar: Calendar) -> bool:
    """Whether there is a start in hours in these years."""
    first = next_opening(SPAN[0], calendar)
    return first is not None and first <= SPAN[1]


def leaves_a_gap(limit: Limit) -> bool:
    """Whether a limit with figures says nothing of a start out of hours."""
    units = {duration.unit for figure in limit.figures for duration in figure}
    received = any(start.receiving for start in limit.starts)
    return not received and units == {Unit.SAME_WORKING_DAY}


class Apart(Struct, frozen=True):
    """When the readings of a limit lie furthest apart: a start, and where each of them ends."""

    start: datetime
    ends: tuple[tuple[Limit, datetime], ...]


def apart(procedure: Procedure, line: LimitedLine) -> Apart | None:
    """When the readings of a limit lie furthest apart; None where that is not known."""
    calendar = calendar_of(procedure)
    longest = [_waits(way, calendar).longest for way in line.readings]
    known = [wait for wait in longest if wait is not None]
    if len(known) < len(longest):
        return None
    start = max(known, key=lambda wait: wait.length).start
    ends = []
    for way in line.readings:
        only = waits((way,), (start, start), calendar, starts_in_hours=False).longest
        if only is None:
            return None
        ends.append((way, only.end))
    return Apart(start, tuple(ends))
