"""`harm-never-slower`, state by state and start by start."""

from __future__ import annotations

from datetime import date, time
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from checker.answers.verdict import PartKey, Row
from checker.audit.explorer.space import Bound, Exit
from checker.procedure.holes import HoleKind
from checker.procedure.model import Limit, Strength, Unit
from checker.worktime.calendar import calendar_of, from_local
from checker.worktime.longest import side_by_side
from checker.worktime.real_waits import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.audit.explorer.reach import Explorer, State
    from checker.audit.explorer.space import Place, Space
    from checker.audit.explorer.terms import Terms
    from checker.worktime.calendar import Calendar

_SPAN = (
    from_local(date(FIRST_YEAR, 1, 1), time(0)),
    from_local(date(LAST_YEAR, 12, 31), time(23, 59)),
)
_Line: TypeAlias = Exit | Bound
_DAYS = (Unit.CALENDAR_DAYS, Unit.WORKING_DAYS)
"""What bare days may be read as, all of them alike."""


class _Timed(Struct, frozen=True):
    """A limit that a line has to keep, with its hole's name; a total's is counted from now."""

    limit: Limit
    name: str
    total: bool

    @property
    def from_now(self) -> bool:
        """Whether it counts from where the case stands, forward."""
        return not self.limit.backward and (self.total or not self.limit.starts)


def parts(space: Space, states: list[State]) -> Iterator[PartKey]:
    """A part for each stage among these states with an ordinary line that harm can switch off."""
    for i in sorted({state.stage for state in states}):
        place = space.places[i]
        if place.stage.missing:
            continue
        lefts = {state.left for state in states if state.stage == i}
        if any(
            _switched_off(place, line, harm, base, left)
            for line in _ordinary(place)
            for harm in _harms(space)
            for base in _bases(space)
            for left in lefts
        ):
            yield PartKey(place.stage.name, Row.UNDER_HARM.value)


def broken(explorer: Explorer, terms: Terms) -> Iterator[PartKey]:
    """The parts that some case of this walk breaks."""
    space = explorer.space
    changing = {bit for c in space.values.changing for bit in _harms(space) if c & bit}
    for state in explorer.reached.states:
        place = space.places[state.stage]
        if place.stage.missing:
            continue
        for harm in _harms(space):
            there = harm in changing or state.base & harm
            if there and any(
                _switched_off(place, line, harm, state.base, state.left)
                and _outrun(space, terms, place, line, _going(place, state, harm))
                for line in _ordinary(place)
            ):
                yield PartKey(place.stage.name, Row.UNDER_HARM.value)


def _harms(space: Space) -> list[int]:
    """The bits of the facts that are marked as harm."""
    marked = {fact.own for fact in space.procedure.facts if fact.harm}
    return [bit for atom, bit in space.values.bits.items() if atom in marked]


def _bases(space: Space) -> Iterator[int]:
    """Every value of the atoms that do not change, options of readings included."""
    options = [[space.values.bits.get(o, 0) for o in r.options] for r in space.procedure.readings]
    chosen = [0]
    for each in options:
        chosen = [mask | option for mask in chosen for option in each]
    rest = dict.fromkeys(mask & ~_moving(space) for mask in space.values.every())
    return (mask | option for mask in rest for option in chosen)


def _moving(space: Space) -> int:
    moving = 0
    for mask in space.values.changing:
        moving |= mask
    return moving


def _ordinary(place: Place) -> Iterator[_Line]:
    """The lines with a time that harm could take away."""
    for line in _lines(place):
        own = _own(line)
        strength = line.move.strength if isinstance(line, Exit) else line.line.strength
        plain = own is not None and own.limit.definite and own.from_now
        if plain and strength is not Strength.MAY:
            yield line


def _lines(place: Place) -> Iterator[_Line]:
    """Whatever can end the wait in a stage."""
    yield from place.bounds
    yield from place.lanes


def _own(line: _Line) -> _Timed | None:
    """The limit of a line; None where it has none."""
    if isinstance(line, Bound):
        return _Timed(line.line.limit, str(line.line.line.number), line.total)
    limit = line.move.limit
    return None if limit is None else _Timed(limit, str(line.move.line.number), total=False)


def _on(place: Place, line: _Line, mask: int, left: int) -> bool:
    if isinstance(line, Exit):
        return line in place.lanes_on(mask, left)
    return place.bound_on(line, mask)


def _switched_off(place: Place, line: _Line, harm: int, base: int, left: int) -> bool:
    """Whether a line is on whatever changes without this harm, and is not so while it lasts."""
    masks = [base | c for c in place.changing]
    return all(_on(place, line, mask & ~harm, left) for mask in masks) and not all(
        _on(place, line, mask | harm, left) for mask in masks
    )


def _going(place: Place, state: State, harm: int) -> list[_Line]:
    """The lines that are on whatever changes while harm lasts."""
    masks = [state.base | harm | c for c in place.changing]
    return [
        line for line in _lines(place) if all(_on(place, line, mask, state.left) for mask in masks)
    ]


def _outrun(space: Space, terms: Terms, place: Place, line: _Line, going: list[_Line]) -> bool:
    """Whether, from some start, none of the lines that go on ends the wait as soon as `line`."""
    own = _own(line)
    if own is None:
        return False
    needs = [
        need
        for each in going
        if each is not line
        for need in (_needs(terms, place, each),)
        if need is not None
    ]
    calendar = calendar_of(space.procedure)
    return any(
        not any(all(_timely(terms, n, kind, ends, latest) for n in need) for need in needs)
        for kind in _DAYS
        for ends, latest in _starts(terms, own, needs, kind, calendar)
    )


def _needs(terms: Terms, place: Place, line: _Line) -> list[_Timed] | None:
    """What has to be in time for a line to be so; None where it never is."""
    own = _own(line)
    if own is None or (line not in terms.settling and line not in terms.bounds):
        return None
    if isinstance(line, Bound):
        return [own] if line.total or not place.stage.clocks else None
    held = line.move.consultation
    if held is None:
        return [own]
    if held.limit is None:
        return None
    return [own, _Timed(held.limit, f"{own.name}/consulting", total=False)]


def _starts(
    terms: Terms, own: _Timed, needs: list[list[_Timed]], kind: Unit, calendar: Calendar
) -> Iterator[tuple[dict[Limit, int | None], int]]:
    """Starts that tell the figures apart in every way: each figure's end, and that of `own`."""
    bounds = _figures(own.limit, kind)
    every = dict.fromkeys(bounds)
    for timed in (timed for need in needs for timed in need):
        for limit in (timed.limit, *terms.meanings(timed.limit)):
            every.update(dict.fromkeys(_figures(limit, kind)))
    figures = tuple(every)
    for order in _orders(figures, calendar):
        ends = dict(zip(figures, order, strict=True))
        told = [end for bound in bounds for end in (ends[bound],) if end is not None]
        if len(told) == len(bounds):
            yield ends, max(told)


def _figures(limit: Limit, kind: Unit) -> list[Limit]:
    """Each figure of a limit by itself, those also written included, bare days read as `kind`."""
    written = [limit.durations, *((also,) for also in limit.also)]
    return [Limit(tuple(d.read(kind) for d in durations)) for durations in written if durations]


@lru_cache(maxsize=1024)
def _orders(figures: tuple[Limit, ...], calendar: Calendar) -> tuple[tuple[int | None, ...], ...]:
    """The orders in which the ends of these can come, each end as its rank."""
    found = dict.fromkeys(_ranks(ends) for _, ends in side_by_side(figures, _SPAN, calendar))
    return tuple(found)


def _ranks(ends: tuple[int | None, ...]) -> tuple[int | None, ...]:
    told = sorted({end for end in ends if end is not None})
    return tuple(None if end is None else told.index(end) for end in ends)


def _timely(
    terms: Terms, timed: _Timed, kind: Unit, ends: dict[Limit, int | None], latest: int
) -> bool:
    """Whether a limit is over by `latest`."""
    if not timed.from_now:
        return False
    if timed.limit.missing:
        return terms.good(HoleKind.MISSING_LIMIT, timed.name)
    if not timed.limit.definite:
        settled = (_by(_figures(m, kind), ends, latest) for m in terms.meanings(timed.limit))
        return any(settled) or terms.good(HoleKind.VAGUE_LIMIT, timed.name)
    figures = _figures(timed.limit, kind)
    if terms.good(HoleKind.DOUBLE_LIMIT, timed.name):
        return any(_by([figure], ends, latest) for figure in figures)
    return _by(figures, ends, latest)


def _by(figures: list[Limit], ends: dict[Limit, int | None], latest: int) -> bool:
    told = [end for figure in figures for end in (ends[figure],) if end is not None]
    return bool(figures) and len(told) == len(figures) and max(told) <= latest
