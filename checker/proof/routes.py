"""The longest real wait by each route: every limit along it, one after the other.

A *route* is a way through the stages by moves on outcomes, from where a case starts, on for as long
as a move leads to a stage where it has not been. Each stage takes until the soonest of its limits
that are on, an extension where one may be used, then its move until the move's own limit; totals
hold over the stages that they cover.
No fact marked as harm holds, since the lanes for harm are there to cut a route short; whatever else
the limits depend on is taken at its worst, the readings of the text among it. How long a route is
at its worst under the kindest reading is told beside.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.answers.route import Route, Routes, named
from checker.procedure.graph import first_stages, following, longest_ways
from checker.procedure.model import BARE_DAYS
from checker.proof.encoding.undecided import UndecidedError
from checker.proof.formula import Var, conj, negate, variables
from checker.proof.ways import Along, TooManyReadingsError, read, readings_of
from checker.proof.worst import worst_case
from checker.worktime.answer import working_days_on
from checker.worktime.calendar import calendar_of
from checker.worktime.real_waits import limited_lines
from checker.worktime.stretches import Stretched, longest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.procedure.model import Limit, Unit
    from checker.proof.formula import Formula
    from checker.proof.prove import Prover
    from checker.proof.ways import Case, Options
    from checker.worktime.longest import Wait

MOST_STAGES = 200
"""Routes are told of texts of up to so many stages."""
MOST_ROUTES = 1_000
"""So many routes are counted, at most."""
MOST_MEASURED = 40
"""Of so many routes, those whose limits add up to most, the time is worked out."""
MOST_TOLD = 5
"""So many routes are told."""
MOST_READINGS = 64
"""Under so many readings of what limits along a way depend on, each is looked at by itself; of more
the worst alone is told.
"""


def longest_routes(prover: Prover) -> Routes:
    """The longest routes through several stages along which time is counted: for each stage where
    one ends the longest, then the next by length; with how many there are.
    """
    procedure = prover.procedure
    if len(procedure.stages) > MOST_STAGES or not any(True for _ in limited_lines(procedure)):
        return Routes()
    firsts = first_stages(procedure)
    if procedure.start_not_stated:
        firsts = tuple(entry.target.name or "" for entry in procedure.entries)
    ways = longest_ways(following(procedure, lanes=False), firsts, MOST_ROUTES + 1)
    along = Along(prover, calm=True)
    counted = [way for way in ways[:MOST_ROUTES] if len(way) > 1 and along.counts(way)]
    measured = [route for way in _likely(along, counted) for route in _measured(along, way)]
    return Routes(_told(measured), len(counted), more=len(ways) > MOST_ROUTES)


def _told(routes: Sequence[Route]) -> tuple[Route, ...]:
    """Those that are told, the longest first."""
    ordered = sorted(routes, key=lambda route: -_length(route.longest))
    firsts = {route.stages[-1]: route for route in reversed(ordered)}
    chosen = [each for each in ordered if firsts[each.stages[-1]] is each][:MOST_TOLD]
    chosen += [each for each in ordered if each not in chosen][: MOST_TOLD - len(chosen)]
    return tuple(each for each in ordered if each in chosen)


def _likely(along: Along, ways: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The ways whose limits add up to most, as many for each stage where some end."""
    if len(ways) <= MOST_MEASURED:
        return [*ways]
    sums = _Sums(along)
    by_end: dict[str, list[tuple[str, ...]]] = {}
    for way in sorted(ways, key=lambda way: -sums.of(way)):
        by_end.setdefault(way[-1], []).append(way)
    ranked = sorted(
        (rank, -sums.of(way), way) for each in by_end.values() for rank, way in enumerate(each)
    )
    return [way for _, _, way in ranked[:MOST_MEASURED]]


class _Sums:
    """The longest that each stretch of a way may take by itself, added up."""

    def __init__(self, along: Along) -> None:
        """None is known yet."""
        self._along, self._known = along, dict[tuple[str, str | None], float]()
        self._calendar = calendar_of(along.prover.procedure)

    def of(self, way: tuple[str, ...]) -> float:
        """That of a way, in seconds."""
        return sum(map(self._of_stage, way, (*way[1:], None)))

    def _of_stage(self, name: str, after: str | None) -> float:
        known = self._known.get((name, after))
        if known is None:
            stretches = self._along.of(name, after)
            known = self._known[name, after] = sum(map(self._of_stretch, stretches))
        return known

    def _of_stretch(self, each: Options) -> float:
        limits = [bounding.limit for _, bounding in each.options if bounding.limit is not None]
        return max((self._longest(limit) for limit in limits), default=0.0)

    def _longest(self, limit: Limit) -> float:
        alone = (
            longest(Stretched(limit.counted(kind), (), ()), self._calendar) for kind in BARE_DAYS
        )
        return max(max(_length(each.longest), 0.0) for each in alone)


# --- one route ---


def _measured(along: Along, way: tuple[str, ...]) -> Iterator[Route]:
    """The route along a way, if it can be told how long it takes."""
    stretches = [*along.stages(way), *along.totals(way)]
    with suppress(UndecidedError):
        found = _at_worst(along.prover, way, stretches)
        if found is not None and found.lines:
            yield found


def _at_worst(prover: Prover, way: tuple[str, ...], stretches: Sequence[Options]) -> Route | None:
    """The route with its longest wait under the worst reading, and under the kindest."""
    try:
        every = [*readings_of(prover, stretches, MOST_READINGS, bare=False)]
    except TooManyReadingsError:
        return _at_worst_of_all(prover, way, stretches)
    found: dict[tuple[str, ...], Route] = {}
    for titles, kind, valued in every:
        told = _under(prover, way, read(stretches, valued), kind)
        if told is not None:
            found[titles] = told[0]
    if not found:
        return None
    names = named(found)
    sizes = {
        titles: (len(each.lacking), _length(each.longest)) for titles, each in found.items()
    }  # what need have no date is longer than all that has one
    worst, kindest = max(sizes, key=sizes.__getitem__), min(sizes, key=sizes.__getitem__)
    route, other = replace(found[worst], reading=names[worst]), found[kindest]
    if other.longest is None or sizes[kindest] == sizes[worst]:
        return route
    return replace(
        route, least=other.longest, least_reading=names[kindest], least_lacking=other.lacking
    )


def _at_worst_of_all(
    prover: Prover, way: tuple[str, ...], stretches: Sequence[Options]
) -> Route | None:
    """The same where there are many readings: the worst of all, with what it supposes of them."""
    limits = (b.limit for each in stretches for _, b in each.options if b.limit is not None)
    kinds = BARE_DAYS if any(limit.bare for limit in limits) else BARE_DAYS[:1]
    found = [(told, kind) for kind in kinds for told in (_under(prover, way, stretches, kind),)]
    told = [(*route, kind) for route, kind in found if route is not None]
    if not told:
        return None
    route, facts, kind = max(told, key=lambda each: _length(each[0].longest))
    universe = prover.universe
    supposed = [
        title
        for reading in prover.procedure.readings
        for option, title in zip(reading.options, reading.titles, strict=True)
        if Var(option) in variables(facts)
        and not universe.can_be(conj((facts, negate(Var(option)))))
    ]
    supposed += [kind.value] if len(kinds) > 1 else []
    return replace(route, reading="; ".join(supposed) or None)


def _under(
    prover: Prover, way: tuple[str, ...], stretches: Sequence[Options], kind: Unit
) -> tuple[Route, Formula] | None:
    """The route with its longest wait, whatever the facts, and the facts at which it is so long;
    None where no case takes it so. UndecidedError where there is too much to try.
    """
    calendar = calendar_of(prover.procedure)

    def length(case: Case) -> int:
        return int(_length(longest(case.way, calendar).longest) // 60)

    found = worst_case(prover, stretches, kind, length)
    if found is None:
        return None
    case, wait = found.case, longest(found.case.way, calendar).longest
    days = None if wait is None else working_days_on(wait.start, wait.end, calendar)
    stages = tuple(way[at] for at in sorted(found.lacking))
    return Route(way, case.lines, None, wait, days, stages), case.facts


def _length(wait: Wait | None) -> float:
    return wait.length.total_seconds() if wait is not None else -1.0
