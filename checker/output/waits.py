"""The longest real waits, in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.words.characters import legible
from checker.words.limits import sooner_words
from checker.words.text import counted, listed
from checker.words.times import day_words, elapsed_words, moment_words
from checker.worktime.calendar import to_local
from checker.worktime.real_waits import FIRST_YEAR, LAST_YEAR, Limited

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import timedelta

    from checker.answers.route import Route, Routes
    from checker.procedure.model import Limit
    from checker.review.findings import Review
    from checker.worktime.longest import Wait
    from checker.worktime.real_waits import RealWait

HEADING = f"the longest real waits, over every start in hours from {FIRST_YEAR} to {LAST_YEAR}"
"""What the list is a list of."""


def waits_in_words(review: Review) -> Iterator[tuple[str, str]]:
    """For each line with a limit, then for each route: what it is, and how long a case may wait."""
    for wait in review.waits:
        yield subject(wait), told(wait)
    for route in review.routes.told:
        yield _way(route), _along(route)
    if how_many(review.routes) is not None:
        yield "routes", how_many(review.routes) or ""


def how_many(routes: Routes) -> str | None:
    """How many routes there are and which of them are told; None where all are."""
    told = len(routes.told)
    if told == routes.in_all and not routes.more:
        return None
    many = f"more than {routes.in_all:,}" if routes.more else f"{routes.in_all:,}"
    if not told:
        are = "is 1" if many == "1" else f"are {many}"
        return f"there {are}, with more that bears on the time than is looked at"
    which = "for each stage where one ends the longest, then the next by length"
    return f"{told} of {many}: {which}"


def _way(route: Route) -> str:
    """Which route: `the route step-1, step-2 and board, lines 12 and 15`."""
    lines = f"line{'s' if len(route.lines) > 1 else ''} {listed([str(n) for n in route.lines])}"
    return legible(f"the route {listed(route.stages)}, {lines}")


def _along(route: Route) -> str:
    """The longest wait along it with its moments, the longest under the kindest reading, and what
    they leave out.
    """
    read = f", read as {route.reading}" if route.reading is not None else ""
    if route.longest is None:
        why = "some limit says nothing of where the one before it ends"
        return legible(f"cannot be counted{read}: {why}")
    text = _at_most(route.longest, route.working_days, read) + _undated(route.lacking)
    if route.least is not None:
        text += f"; under the kindest reading, {route.least_reading}, "
        text += _at_most(route.least, None, "") + _undated(route.least_lacking)
    return legible(text)


def _undated(stages: Sequence[str]) -> str:
    if not stages:
        return ""
    return f", and whatever {listed(stages)} may take, for which there need be no date"


def _at_most(wait: Wait, days: int | None, read: str) -> str:
    on = f", {counted(days, 'working day')} on" if days else ""
    return f"{elapsed_words(wait.length)}{on}{read}: {_span(wait)}"


def subject(wait: RealWait) -> str:
    """Which limit: `step-1, the stage, line 12`."""
    place = f"{listed(wait.places)}, " if wait.places else ""
    return legible(f"{place}{wait.limited.value}, line {wait.line}")


def _read_as(reading: Limit | None) -> str:
    return "" if reading is None else f", read as {sooner_words(reading.durations)}"


def told(wait: RealWait) -> str:
    """The longest wait with its moments, and the least."""
    if wait.longest is None:
        return "cannot be counted: there is no table of what it counts"
    text = _at_most(wait.longest, wait.working_days, _read_as(wait.reading))
    if wait.least is not None and wait.least.length != wait.longest.length:
        read = _read_as(wait.least_reading)
        text += f"; at the least {elapsed_words(wait.least.length)}{read}: {_span(wait.least)}"
    return f"{text}; of a start out of hours it says nothing" if wait.gap else text


def _span(wait: Wait) -> str:
    start, end = moment_words(wait.start), moment_words(wait.end)
    return f"from {start} until {end}"


def of_stages(waits: Iterable[RealWait]) -> dict[str, str]:
    """For each stage with a limit of its own, the longest wait that any reading permits, in words:
    `at most 5 days and 8 hours, from Thursday 2 April 2026`.
    """
    worst: dict[str, Wait] = {}
    for wait in waits:
        longest = wait.longest if wait.limited is Limited.STAGE else None
        for place in wait.places if longest is not None else ():
            known = worst.get(place)
            if longest is not None and (known is None or longest.length > known.length):
                worst[place] = longest
    return {
        place: f"at most {elapsed_words(wait.length)}, from {_day(wait)}"
        for place, wait in worst.items()
    }


def _day(wait: Wait) -> str:
    return day_words(to_local(wait.start).date())


def waits_as_json(review: Review) -> list[dict[str, Any]]:
    """Each limit with its longest wait and its least; null where they cannot be counted."""
    return [
        {
            "stages": list(wait.places),
            "row": wait.limited.value,
            "line": wait.line,
            "reading": _reading(wait.reading),
            "longest": _as_json(wait.longest),
            "working_days": wait.working_days,
            "least": _as_json(wait.least),
            "least_reading": _reading(wait.least_reading),
            "gap": wait.gap,
        }
        for wait in review.waits
    ]


def _reading(limit: Limit | None) -> str | None:
    return None if limit is None else sooner_words(limit.durations)


def routes_as_json(review: Review) -> list[dict[str, Any]]:
    """The routes that are told, each with its longest wait; null where it cannot be counted."""
    return [
        {
            "stages": list(route.stages),
            "lines": list(route.lines),
            "reading": route.reading,
            "longest": _as_json(route.longest),
            "working_days": route.working_days,
            "lacking": list(route.lacking),
            "least": _as_json(route.least),
            "least_reading": route.least_reading,
            "least_lacking": list(route.least_lacking),
        }
        for route in review.routes.told
    ]


def _as_json(wait: Wait | None) -> dict[str, Any] | None:
    if wait is None:
        return None
    return {
        "from": to_local(wait.start).isoformat(),
        "until": to_local(wait.end).isoformat(),
        "minutes": _minutes(wait.length),
    }


def _minutes(time: timedelta) -> int:
    return int(time.total_seconds()) // 60
