"""Short ways to write limits and moments, and the strategies that draw them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from checker.procedure.model import Duration, Limit, Start, StartEvent, Unit
from checker.worktime.calendar import Calendar, from_local
from checker.worktime.paths import Path, Total, bounds_of
from checker.worktime.timeline import from_tick, to_tick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.worktime.latest import Untabled

OFFICE = Calendar()
RECEIPT = (StartEvent(Start.NOTICE, receiving=True),)
COUNTED = tuple(unit for unit in Unit if unit is not Unit.SCHOOL_DAYS)
PLAIN = tuple(unit for unit in COUNTED if unit is not Unit.SAME_WORKING_DAY)


def limit(*durations: tuple[int, Unit], received: bool = False) -> Limit:
    """The sooner of some durations."""
    return Limit(
        durations=tuple(Duration(amount, unit) for amount, unit in durations),
        starts=RECEIPT if received else (),
    )


def working_days(amount: int, *, received: bool = False) -> Limit:
    """That many working days."""
    return limit((amount, Unit.WORKING_DAYS), received=received)


def hours(amount: int) -> Limit:
    """That many clock hours."""
    return limit((amount, Unit.HOURS))


def at(text: str) -> datetime:
    """The moment that a clock in London shows, as `2026-04-02 16:55`."""
    day, clock = text.split()
    return from_local(date.fromisoformat(day), time.fromisoformat(clock))


durations = st.builds(Duration, st.integers(0, 40), st.sampled_from(COUNTED))
moments = st.datetimes(
    datetime(2019, 1, 1),  # noqa: DTZ001 - Hypothesis sets the zone itself
    datetime(2031, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
near_easter = st.datetimes(
    datetime(2026, 3, 27),  # noqa: DTZ001
    datetime(2026, 4, 8),  # noqa: DTZ001
    timezones=st.just(UTC),
).map(lambda moment: moment.replace(second=0, microsecond=0))
steps = st.lists(
    st.builds(
        limit,
        st.tuples(st.integers(1, 30), st.sampled_from((Unit.HOURS, Unit.WORKING_HOURS)))
        | st.tuples(st.integers(0, 3), st.sampled_from(COUNTED)),
        received=st.booleans(),
    )
    | st.builds(
        limit,
        st.tuples(st.integers(1, 50), st.just(Unit.HOURS)),
        st.tuples(st.integers(0, 3), st.sampled_from(COUNTED)),
        received=st.booleans(),
    ),
    min_size=1,
    max_size=3,
)
calendars = st.sampled_from(
    (
        OFFICE,
        Calendar("scotland", time(8, 30), time(17)),
        Calendar("northern-ireland", time(0), time(23, 59)),
        Calendar(closures=((date(2026, 3, 30), date(2026, 4, 1)),)),
        Calendar(
            opens=time(9),
            closes=time(12),
            closures=((date(2026, 4, 8), date(2026, 4, 8)), (date(2026, 4, 10), date(2026, 4, 14))),
        ),
    )
)
by_day = st.lists(
    st.builds(
        limit,
        st.tuples(
            st.integers(0, 6),
            st.sampled_from((Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.WEEKS)),
        )
        | st.sampled_from(((1, Unit.SAME_WORKING_DAY), (1, Unit.NEXT_WORKING_DAY))),
        received=st.booleans(),
    ),
    min_size=2,
    max_size=4,
)


def end_of_path(
    limits: Sequence[Limit], start: datetime, calendar: Calendar, totals: Sequence[Total] = ()
) -> datetime | Untabled | None:
    """The latest moment at which a path may end, one limit after the other; None: a gap."""
    end = Path(bounds_of(limits, totals), len(limits), calendar).end(to_tick(start))
    return from_tick(end) if isinstance(end, int) else end
