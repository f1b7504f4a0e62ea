"""The longest real wait by each route: every limit along it, one after the other.

A *route* is a way through the stages by moves on outcomes, from where a case starts, on for as long
as a move leads to a stage where it has not been. Each stage takes until the soonest of its limits
that are on, an extension where one may be used, then its move until the move's own limit; totals
hold over the stages that they cover.
No fact marked as harm holds, since the lanes for harm are there to cut a route short; whatever else
the limits depend on is taken at its worst, and each reading of the text by itself.
"""

from __future__ import annotations

from datetime import date, time
from functools import lru_cache
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from checker.procedure.model import Limit, Start, Strength, TargetKind, Trigger, Unit
from checker.proof.encoding.decider import UndecidedError
from checker.proof.formula import FALSE, TRUE, Formula, Var, conj, negate, substitute, variables
from checker.review.context import Context
from checker.worktime.answer import working_days_on
from checker.worktime.calendar import calendar_of, from_local
from checker.worktime.longest import Waits, waits
from checker.worktime.paths import Total
from checker.worktime.real_waits import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.language.diagnostics import SourceText
    from checker.procedure.model import Condition, Procedure, Stage
    from checker.worktime.calendar import Calendar
    from checker.worktime.longest import Wait

MOST_STAGES = 40
"""Routes are told of texts of up to so many stages."""
MOST_ROUTES = 60
"""So many routes are told, at most; a text with more of them is told none."""
MOST_CHOICES = 256
"""So many combinations of what limits depend on are tried for a route, at most."""

_SPAN = (
    from_local(date(FIRST_YEAR, 1, 1), time(0)),
    from_local(date(LAST_YEAR, 12, 31), time(23, 59)),
)
_DAYS = {Unit.CALENDAR_DAYS: "calendar days", Unit.WORKING_DAYS: "working days"}


_BY_THE_TOTAL = Limit()
"""The limit of a stage that only a total bounds."""


class Route(Struct, frozen=True):
    """One route, and how long a case may really take along it, started in hours.

    `lines`: those whose limits are added up, at the worst. `reading`: how the text is read, where
    that matters. `longest`: None where it cannot be counted. `working_days`: after the start's day,
    up to the end's. `lacking`: the stages for which, or for the move on from which, there need be
    no date; that time is not in it.
    """

    stages: tuple[str, ...]
    lines: tuple[int, ...]
    reading: str | None
    longest: Wait | None
    working_days: int | None
    lacking: tuple[str, ...]


class _Option(Struct, frozen=True):
    """What may bound a stretch of a route while `when`: the soonest of some figures, or none; then
    it takes no time, or, if it `lacks` a date, any.
    """

    when: Formula
    limit: Limit | None
    lines: tuple[int, ...]
    lacks: bool = False


class _Stretch(Struct, frozen=True):
    """The time in a stage, that of an extension (`longer`) and of the move on from it (`on`); or,
    of a total, that over the stages `first` to `last`.
    """

    options: tuple[_Option, ...]
    first: int
    last: int
    longer: bool = False
    on: bool = False
    total: bool = False


def longest_routes(procedure: Procedure, source: SourceText) -> tuple[Route, ...]:
    """Each route through several stages along which time is counted, in the order of the text."""
    if len(procedure.stages) > MOST_STAGES or not any(_figures_along(procedure)):
        return ()
    ways = list(_ways(procedure))
    if len(ways) > MOST_ROUTES:
        return ()
    context = Context(procedure, source)
    try:
        return tuple(
            route for way in ways if len(way) > 1 for route in _along(context, way) if route.lines
        )
    except UndecidedError:
        return ()


def _figures_along(procedure: Procedure) -> Iterator[bool]:
    """For each limit that routes count, whether it has a figure."""
    yield from (total.limit.definite for total in procedure.totals)
    for stage in procedure.stages:
        yield from (each.limit.definite for each in stage.limits)
        yield from (
            move.limit.definite
            for move in stage.moves
            if move.limit is not None and move.trigger is not Trigger.LANE
        )
        yield from (
            move.consultation.limit.definite
            for move in stage.moves
            if move.consultation is not None and move.consultation.limit is not None
        )


def _ways(procedure: Procedure) -> Iterator[tuple[str, ...]]:
    """The longest ways through the stages by moves on outcomes, none twice in one stage."""
    places = procedure.stages_by_name
    starts = [entry.target.name for entry in procedure.entries]
    if procedure.start is not None:
        starts.insert(0, procedure.start.name)
    elif not procedure.start_not_stated:
        starts += [stage.name for stage in procedure.stages if stage.track is None][:1]
    first = [name for name in dict.fromkeys(starts) if name is not None and name in places]
    ahead: list[tuple[str, ...]] = [(name,) for name in reversed(first)]
    given = 0
    while ahead and given <= MOST_ROUTES:
        way = ahead.pop()
        further = [n for n in _after(places[way[-1]]) if n in places and n not in way]
        ahead += [(*way, name) for name in reversed(further)]
        if not further:
            given += 1
            yield way


def _after(stage: Stage) -> list[str]:
    found = [
        target.name or ""
        for move in stage.moves
        if move.trigger is not Trigger.LANE
        for target in move.targets
        if target.kind is TargetKind.STAGE
    ]
    return list(dict.fromkeys(found))


# --- readings ---


def _along(context: Context, way: tuple[str, ...]) -> Iterator[Route]:
    """The route along a way, once for each reading that makes a difference."""
    stretches = list(_stretches(context, way))
    every = [option for stretch in stretches for option in stretch.options]
    if all(option.limit is None for option in every):
        return
    spoken = {var for option in every for var in variables(option.when)}
    dimensions = [
        [(title, Var(option)) for option, title in zip(r.options, r.titles, strict=True)]
        for r in context.procedure.readings
        if not spoken.isdisjoint(Var(option) for option in r.options)
    ]
    bare = any(d.unit is Unit.DAYS for o in every if o.limit is not None for d in o.limit.durations)
    found: dict[tuple[str, ...], Route] = {}
    for chosen in product(*dimensions):
        holding = {var for _, var in chosen}
        others = {var for dimension in dimensions for _, var in dimension} - holding
        read = [_read(stretch, holding, others) for stretch in stretches]
        for kind in list(_DAYS)[: 1 + bare]:
            route = _at_worst(context, way, read, kind)
            if route is not None:
                titles = [title for title, _ in chosen]
                found[*titles, *([_DAYS[kind]] if bare else [])] = route
    yield from _told_apart(found)


def _told_apart(found: dict[tuple[str, ...], Route]) -> Iterator[Route]:
    """One route for each reading, which is named by no more than what makes a difference."""
    matters = {
        at
        for one in found
        for other in found
        for at in range(len(one))
        if found[one] != found[other] and one[:at] + one[at + 1 :] == other[:at] + other[at + 1 :]
    }
    told: dict[str | None, Route] = {}
    for names, route in found.items():
        reading = "; ".join(names[at] for at in sorted(matters)) or None
        told.setdefault(reading, replace(route, reading=reading))
    yield from told.values()


def _read(stretch: _Stretch, holding: set[Var], others: set[Var]) -> _Stretch:
    """The same where these options of readings hold, and no other ones."""

    def valued(var: Var) -> Formula:
        return TRUE if var in holding else FALSE if var in others else var

    options = (replace(o, when=substitute(o.when, valued)) for o in stretch.options)
    return replace(stretch, options=tuple(o for o in options if o.when != FALSE))


# --- what a route is made of ---


def _stretches(context: Context, way: tuple[str, ...]) -> Iterator[_Stretch]:
    """The stages, the moves between them, and the totals over them."""
    places = context.procedure.stages_by_name
    for index, name in enumerate(way):
        yield _Stretch(tuple(_of_stage(context, places[name])), index, index)
        for extension in places[name].extensions:
            when = _when(context, extension.condition)
            used = _Option(when, Limit((extension.duration,)), (extension.line.number,))
            yield _Stretch((used, _Option(TRUE, None, ())), index, index, longer=True)
        if index + 1 < len(way):
            options = tuple(_of_moves(context, places[name], way[index + 1]))
            yield _Stretch(options, index, index, on=True)
    for total in context.procedure.totals:
        covered = [i for i, name in enumerate(way) if total.whole_procedure or name in total.stages]
        plain = total.strength is not Strength.MAY and _plain(total.limit, Start.PROCEDURE)
        if covered and plain and covered == list(range(covered[0], covered[-1] + 1)):
            when = _when(context, total.condition)
            line = (total.line.number,)
            on = (_Option(when, figure, line) for figure in _figures([total.limit]))
            options = (*on, _Option(negate(when), None, ()))
            yield _Stretch(options, covered[0], covered[-1], total=True)


def _of_stage(context: Context, stage: Stage) -> Iterator[_Option]:
    """Each set of the stage's limits that may be on together."""
    limits = [
        each
        for each in stage.limits
        if each.strength is not Strength.MAY and _plain(each.limit, Start.STAGE)
        if not stage.clocks
    ]
    instead = [_when(context, each.condition) for each in stage.limits if each.instead]
    on = [
        conj((_when(context, e.condition), *(negate(i) for i in instead if not e.instead)))
        for e in limits
    ]
    for held in product((True, False), repeat=len(limits)):
        when = conj(w if h else negate(w) for w, h in zip(on, held, strict=True))
        kept = [each for each, h in zip(limits, held, strict=True) if h]
        for figure in _figures([each.limit for each in kept]) if when != FALSE else ():
            lines = tuple(each.line.number for each in kept)
            yield _Option(when, figure, lines, lacks=figure is None)


def _of_moves(context: Context, stage: Stage, after: str) -> Iterator[_Option]:
    """Each move on an outcome to the next stage; one without a limit takes no time, and one that
    nobody has to take, or that waits for a consultation without a date, any.
    """
    for move in stage.moves:
        if move.trigger is Trigger.LANE or all(t.name != after for t in move.targets):
            continue
        when = _when(context, move.condition)
        held = move.consultation.limit if move.consultation is not None else None
        limits = [limit for limit in (move.limit, held) if limit is not None]
        plain = [limit for limit in limits if _plain(limit, Start.ANSWER)]
        if move.strength is Strength.MAY or not plain:
            free = not limits and move.consultation is None and move.strength is not Strength.MAY
            yield _Option(when, None, (), lacks=not free)
        else:
            for figure in _figures(plain):
                yield _Option(when, figure, (move.line.number,))


def _when(context: Context, condition: Condition) -> Formula:
    """A condition where no fact marked as harm holds."""
    harm = set(context.prover.universe.harm)
    return substitute(context.formula(condition), lambda var: FALSE if var in harm else var)


def _plain(limit: Limit, own: Start) -> bool:
    """Whether a limit has a figure that counts from where it stands."""
    here = {Start.DEFAULT, own}
    return (
        limit.definite
        and not limit.backward
        and all(start.kind in here and start.name is None for start in limit.starts)
    )


def _figures(limits: Sequence[Limit]) -> Iterator[Limit | None]:
    """The soonest of some limits, once for each of the figures that one gives twice; of none,
    None.
    """
    if not limits:
        yield None
        return
    variants = [(each.durations, *((also,) for also in each.also)) for each in limits]
    for chosen in product(*variants):
        yield Limit(tuple(dict.fromkeys(d for durations in chosen for d in durations)))


# --- the longest ---


def _at_worst(
    context: Context, way: tuple[str, ...], stretches: list[_Stretch], kind: Unit
) -> Route | None:
    """The longest wait along a way, whatever the facts; None where no case takes it so, or there is
    too much to try.
    """
    if prod(len(stretch.options) for stretch in stretches) > MOST_CHOICES:
        return None
    calendar, universe = calendar_of(context.procedure), context.prover.universe
    worst: Route | None = None
    lacking: dict[str, None] = {}
    for options in product(*(stretch.options for stretch in stretches)):
        pairs = list(zip(stretches, options, strict=True))
        facts = conj(universe.at(option.when, stretch.first) for stretch, option in pairs)
        if facts == FALSE or (facts != TRUE and not context.possible(facts)):
            continue
        route = _one(way, pairs, kind, calendar)
        lacking |= dict.fromkeys(route.lacking)
        if worst is None or _length(route) > _length(worst):
            worst = route
    return worst and replace(worst, lacking=tuple(name for name in way if name in lacking))


def _length(route: Route) -> float:
    return route.longest.length.total_seconds() if route.longest is not None else -1.0


def _one(
    way: tuple[str, ...],
    pairs: Sequence[tuple[_Stretch, _Option]],
    kind: Unit,
    calendar: Calendar,
) -> Route:
    """A route where each stretch is bounded in one way."""
    path: list[Limit] = []
    began: list[int] = []
    ended: dict[int, int] = {}
    lacking = []
    over = [(s, o) for s, o in pairs if s.total and o.limit is not None]
    for stretch, option in pairs:
        if stretch.total:
            continue
        if not stretch.on and not stretch.longer:
            began.append(len(path))
        bounded = any(s.first <= stretch.first < s.last + (not stretch.on) for s, _ in over)
        if option.limit is not None:
            path.append(_counted(option.limit, kind))
        elif option.lacks and bounded:
            path.append(_BY_THE_TOTAL)
        elif option.lacks:
            lacking.append(way[stretch.first])
        if not stretch.on:
            ended[stretch.first] = len(path) - 1
    totals = [
        Total(_counted(option.limit, kind), began[stretch.first], ended[stretch.last])
        for stretch, option in over
        if option.limit is not None
    ]
    found = _waits(tuple(path), tuple(t for t in totals if t.last >= t.first), calendar)
    lines = sorted({number for _, option in pairs for number in option.lines})
    days = None
    if found.longest is not None:
        days = working_days_on(found.longest.start, found.longest.end, calendar)
    return Route(way, tuple(lines), None, found.longest, days, tuple(lacking))


def _counted(limit: Limit, kind: Unit) -> Limit:
    """A limit with its bare days read in one way."""
    durations = (d.read(kind) for d in limit.durations)
    return Limit(tuple(durations))


@lru_cache(maxsize=1024)
def _waits(path: tuple[Limit, ...], totals: tuple[Total, ...], calendar: Calendar) -> Waits:
    return waits(path, _SPAN, calendar, totals, starts_in_hours=True)
