"""`harm-never-slower`, state by state and start by start."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from checker.answers.verdict import Row
from checker.audit.explorer.space import TooLarge
from checker.procedure.model import BARE_DAYS, Limit
from checker.semantics.timely import Timely, needs, ordinary
from checker.semantics.values import joined, subsets
from checker.worktime.calendar import calendar_of
from checker.worktime.latest import Untabled
from checker.worktime.longest import side_by_side
from checker.worktime.real_waits import SPAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.answers.verdict import PartKey
    from checker.audit.explorer.reach import Explorer, State
    from checker.audit.explorer.space import Space
    from checker.procedure.model import Unit
    from checker.semantics.places import Place, WaitEnd
    from checker.semantics.terms import Terms
    from checker.semantics.timely import Soonest, Timed
    from checker.worktime.calendar import Calendar
    from checker.worktime.latest import Tick


def parts(space: Space, walks: list[Explorer]) -> Iterator[PartKey]:
    """A part for each stage that these come to with an ordinary line that harm can switch off."""
    states = [state for walk in walks for state in walk.reached.states]
    for i in sorted({state.stage for state in states}):
        place = space.places[i]
        if place.stage.missing:
            continue
        lefts = {state.left for state in states if state.stage == i}
        if any(
            _switched_off(place, line, harm, base, left)
            for line in filter(ordinary, place.wait_ends)
            for harm in _harms(space)
            for base in _bases(space)
            for left in lefts
        ):
            yield space.key(i, Row.UNDER_HARM)


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
                and _outrun(space, terms, line, state, harm)
                for line in filter(ordinary, place.wait_ends)
            ):
                yield space.key(state.stage, Row.UNDER_HARM)


def _harms(space: Space) -> list[int]:
    """The bits of the facts that are marked as harm."""
    marked = {fact.own for fact in space.procedure.facts if fact.harm}
    return [bit for atom, bit in space.values.bits.items() if atom in marked]


def _bases(space: Space) -> Iterator[int]:
    """Every value of the atoms that do not change, options of readings included."""
    options = [[space.values.bits.get(o, 0) for o in r.options] for r in space.procedure.readings]
    return map(joined, product(space.values.fixed, subsets(space.values.arising), *options))


def _switched_off(place: Place, line: WaitEnd, harm: int, base: int, left: int) -> bool:
    """Whether a line is on whatever changes without this harm, and is not so while it lasts."""
    without = place.unbroken(line, base & ~harm, left, harm)
    return without and not place.unbroken(line, base | harm, left, harm)


def _outrun(space: Space, terms: Terms, line: WaitEnd, state: State, harm: int) -> bool:
    """Whether, from some start, no other line that is on whatever changes while harm lasts ends the
    wait as soon as `line`.
    """
    place, own = space.places[state.stage], ordinary(line)
    going = [
        need
        for each in place.wait_ends
        if each is not line
        for need in (needs(terms, each),)
        if need is not None and place.unbroken(each, state.base | harm, state.left, harm)
    ]
    return own is not None and outrun(space, terms, own.limit, going)


def outrun(space: Space, terms: Terms, own: Limit, going: list[list[Timed]]) -> bool:
    """Whether from some start none of these is over, each with all its limits, as soon as `own`."""
    calendar = calendar_of(space.procedure)
    return any(
        not any(map(Timely(terms, kind, ends.__getitem__, latest).keeps, going))
        for kind in BARE_DAYS
        for ends, latest in _starts(terms, own, going, kind, calendar)
    )


def _starts(
    terms: Terms, own: Limit, going: list[list[Timed]], kind: Unit, calendar: Calendar
) -> Iterator[tuple[dict[Soonest, int | None], int]]:
    """Starts that tell the figures apart in every way: each figure's end, and that of `own`."""
    bounds = [tuple(d.read(kind) for d in figure) for figure in own.figures]
    needed = (end for need in going for timed in need for end in timed.ends(terms, kind))
    every = dict.fromkeys((*bounds, *filter(None, needed)))
    for order in _orders(tuple(every), calendar):
        ends = dict(zip(every, order, strict=True))
        told = [end for bound in bounds for end in (ends[bound],) if end is not None]
        if len(told) == len(bounds):
            yield ends, max(told)


@lru_cache(maxsize=1024)
def _orders(each: tuple[Soonest, ...], calendar: Calendar) -> tuple[tuple[int | None, ...], ...]:
    """The orders in which the ends of these can come, each end as its rank."""
    limits = tuple(map(Limit, each))
    found = dict.fromkeys(_ranks(ends) for _, ends in side_by_side(limits, SPAN, calendar))
    return tuple(found)


def _ranks(ends: tuple[Tick, ...]) -> tuple[int | None, ...]:
    if any(isinstance(end, Untabled) for end in ends):
        raise TooLarge("a limit beyond all tables")
    told = sorted({end for end in ends if isinstance(end, int)})
    return tuple(told.index(end) if isinstance(end, int) else None for end in ends)
