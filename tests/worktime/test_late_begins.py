"""Paths on which a limit counts from an earlier step and bounds only later ones: from every minute
of two weeks, and from the candidates alone.
"""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

from checker.procedure.model import Duration, Unit
from checker.worktime.calendar import Calendar
from checker.worktime.longest import candidates
from checker.worktime.paths import Bound, Path
from checker.worktime.timeline import MINUTE, timeline, to_tick

SPAN = (datetime(2026, 3, 30, tzinfo=UTC), datetime(2026, 4, 12, tzinfo=UTC))
UNITS = (Unit.HOURS, Unit.HOURS, Unit.WORKING_HOURS, Unit.WORKING_DAYS, Unit.DAYS)


def longest(bounds: list[Bound], steps: int, *, every_minute: bool) -> int | None:
    """The longest wait over the starts in hours of the span, in minutes; None: there is none."""
    calendar = Calendar()
    line, (first, last) = timeline(calendar), map(to_tick, SPAN)
    path = Path(bounds, steps, calendar)
    tried = set(range(first, last + 1, MINUTE))
    if not every_minute:
        tried = candidates(bounds, path, (first, last), line, in_hours=True)
    waits = ((path.end(tick), tick) for tick in tried if line.in_hours(tick))
    return max(
        ((end - tick) // MINUTE for end, tick in waits if isinstance(end, int)), default=None
    )


def test_a_limit_from_the_start_that_is_over() -> None:
    """Where it is over before its step begins, that step takes no time: what comes after it jumps
    as if it came at once.
    """
    bounds = [
        Bound(Duration(12, Unit.HOURS), receiving=False, first=0, last=0),
        Bound(Duration(1, Unit.HOURS), receiving=False, first=0, last=1, begin=1),
        Bound(Duration(1, Unit.WORKING_DAYS), receiving=False, first=2, last=2),
    ]
    assert longest(bounds, 3, every_minute=False) == longest(bounds, 3, every_minute=True)


def test_random_paths() -> None:
    """The candidates show the longest wait, wherever limits count from."""
    random = Random(3)  # noqa: S311
    for _ in range(25):
        steps = random.randint(2, 4)
        bounds = []
        for place in range(steps):
            for _ in range(random.choice((1, 1, 2))):
                first = random.randint(0, place)
                unit = random.choice(UNITS)
                amount = random.randint(0, 40 if unit in UNITS[:3] else 2)
                each = Duration(amount, unit)
                bounds.append(Bound(each, receiving=False, first=first, last=place, begin=place))
        found = longest(bounds, steps, every_minute=False)
        assert found == longest(bounds, steps, every_minute=True), bounds
