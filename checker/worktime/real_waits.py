"""The longest real wait that each limit permits, over every start in hours of five years."""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from checker.procedure.model import Limit, Trigger, Unit
from checker.worktime.answer import working_days_on
from checker.worktime.calendar import calendar_of, from_local, to_local
from checker.worktime.longest import Wait, Waits, waits
from checker.worktime.words import day_in_words

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

OF_A_STAGE = "the stage"
"""The row of a limit on a stage's end."""

_MINUTE = timedelta(minutes=1)


class WayToRead(Struct, frozen=True):
    """One way to read a limit, in words, and the limit that it then is (without bare days)."""

    words: str
    limit: Limit


class LimitedLine(Struct, frozen=True):
    """A line of the text with a figure by when: where it stands, and what it limits.

    `place` is a stage, an ending, or empty for the whole; `row` says what is limited.
    """

    place: str
    row: str
    line: Line
    limit: Limit
    readings: tuple[WayToRead, ...]


class RealWait(Struct, frozen=True):
    """What a limit comes to at its worst: how long a case, started in hours, may really wait.

    `reading`: how the limit is read, where it can be read in several ways. `longest`: at its
    earliest start; None where it cannot be counted. `working_days`: after the start's day, up to
    the end's. `least`: the least time that the rule leaves, at its
    latest start. `gap`: of a start out of hours it says nothing. `places`: the stages or endings in
    which the line stands.
    """

    places: tuple[str, ...]
    row: str
    line: int
    reading: str | None
    longest: Wait | None
    working_days: int | None
    least: Wait | None
    gap: bool


def limited_lines(procedure: Procedure) -> Iterator[LimitedLine]:
    """Every line with a definite limit that runs forward, in the order of the text."""
    found = [
        LimitedLine(place, row, line, limit, tuple(_ways(limit)))
        for place, row, line, limit in _limits(procedure)
        if limit.definite and not limit.backward
    ]
    yield from sorted(found, key=lambda each: each.line.number)


def _limits(procedure: Procedure) -> Iterator[tuple[str, str, Line, Limit]]:
    for total in procedure.totals:
        row = "the whole procedure" if total.whole_procedure else "the stages together"
        yield "", row, total.line, total.limit
    for stage in procedure.stages:
        for each in stage.limits:
            yield stage.name, OF_A_STAGE, each.line, each.limit
        for move in stage.moves:
            yield from _of_move(stage, move)
        yield from _duties(stage)
    for ending in procedure.endings:
        yield from _duties(ending)


def _of_move(stage: Stage, move: Move) -> Iterator[tuple[str, str, Line, Limit]]:
    if move.limit is not None:
        row = "the move at any moment" if move.trigger is Trigger.LANE else "the move"
        yield stage.name, row, move.line, move.limit
    if move.consultation is not None and move.consultation.limit is not None:
        yield stage.name, "the consultation", move.line, move.consultation.limit


def _duties(place: Stage | Ending) -> Iterator[tuple[str, str, Line, Limit]]:
    for duty in place.duties:
        if duty.limit is not None:
            yield place.name, "the duty", duty.line, duty.limit


def _ways(limit: Limit) -> Iterator[WayToRead]:
    """Each figure that the text gives, bare days as calendar days first."""
    for durations in limit.meanings:
        words = " or ".join(d.unit.words(d.amount) for d in durations)
        words = words if len(durations) == 1 else f"the sooner of {words}"
        yield WayToRead(words, replace(limit, durations=durations, also=(), vague=None))


def real_waits(procedure: Procedure) -> tuple[RealWait, ...]:
    """The longest real wait of every line with a limit, once for each way to read it."""
    calendar = calendar_of(procedure)
    found: dict[tuple[int, str, str], tuple[LimitedLine, WayToRead, dict[str, None]]] = {}
    for line in limited_lines(procedure):
        for way in line.readings:
            key = (line.line.number, line.row, way.words)
            found.setdefault(key, (line, way, {}))[2][line.place] = None
    return tuple(
        _wait(line, way, tuple(filter(None, places)), calendar)
        for line, way, places in found.values()
    )


def _wait(
    line: LimitedLine, way: WayToRead, places: tuple[str, ...], calendar: Calendar
) -> RealWait:
    found = _waits(way.limit, calendar)
    reading = way.words if len(line.readings) > 1 else None
    longest, least = found.longest, found.least
    days = None
    if longest is not None:
        days = working_days_on(longest.start, longest.end, calendar)
    if least is not None and not least.length:
        least = Wait(least.start - _MINUTE, least.end)
    number, gap = line.line.number, leaves_a_gap(way.limit)
    return RealWait(places, line.row, number, reading, longest, days, least, gap)


@lru_cache(maxsize=1024)
def _waits(limit: Limit, calendar: Calendar) -> Waits:
    return waits((limit,), SPAN, calendar, starts_in_hours=True)


def leaves_a_gap(limit: Limit) -> bool:
    """Whether a limit with figures says nothing of a start out of hours."""
    units = {duration.unit for figure in limit.figures for duration in figure}
    received = any(start.receiving for start in limit.starts)
    return not received and units == {Unit.SAME_WORKING_DAY}


def apart(procedure: Procedure, line: LimitedLine) -> str | None:
    """When the readings of a limit lie furthest apart, in words; None where that is not known."""
    calendar = calendar_of(procedure)
    ways = [(way, _waits(way.limit, calendar).longest) for way in line.readings]
    if any(longest is None for _, longest in ways):
        return None
    start = max((w for _, w in ways if w is not None), key=lambda wait: wait.length).start
    ends = []
    for way, _ in ways:
        only = waits((way.limit,), (start, start), calendar, starts_in_hours=False).longest
        if only is None:
            return None
        ends.append(f"{way.words}, by {day_in_words(to_local(only.end).date())}")
    return f"from {day_in_words(to_local(start).date())}: {'; '.join(ends)}"
