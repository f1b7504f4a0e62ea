"""`stages-fit-the-total`, way by way."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from checker.answers.verdict import Promise, Verdict
from checker.audit.explorer.space import Space, TooLarge
from checker.audit.required.spaces import grown
from checker.procedure.model import BARE_DAYS, Limit, Start, Strength
from checker.worktime.calendar import calendar_of
from checker.worktime.latest import Untabled
from checker.worktime.longest import overrun
from checker.worktime.real_waits import SPAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Procedure, TotalLimit, Unit
    from checker.semantics.places import Place
    from checker.worktime.calendar import Calendar

MOST_PATHS = 4_000
"""So many paths along one way are looked at, at most."""


def fits(procedure: Procedure) -> tuple[tuple[int, Verdict], ...]:
    """For the line of each total with a figure that runs forward, whether the limits along every
    way through its stages fit it: under every reading, under some or under none. Raises `TooLarge`.
    """
    space = Space(procedure, Promise.EXTENSION)
    options = [space.values.mask([o]) for r in procedure.readings for o in r.options]
    groups = [[options.pop(0) for _ in reading.options] for reading in procedure.readings]
    found = []
    for total in procedure.totals:
        if total.limit.definite and not total.limit.backward:
            over = [
                _over(space, total, sum(chosen), kind)
                for chosen in product(*groups)
                for kind in BARE_DAYS
            ]
            verdict = Verdict.OPEN if any(over) else Verdict.PROVED
            found.append((total.line.number, Verdict.REFUTED if all(over) else verdict))
    return tuple(found)


def _over(space: Space, total: TotalLimit, chosen: int, kind: Unit) -> bool:
    """Whether the limits along some way can end after the total."""
    calendar = calendar_of(space.procedure)
    bound = Limit(tuple(each.read(kind) for each in total.limit.durations))
    paths = {
        tuple(Limit(tuple(d.read(kind) for d in each.durations)) for each in path)
        for way in _ways(space, total)
        for path in _paths(space, total, way, chosen)
    }
    return any(_past(path, bound, calendar) for path in paths if path)


def _past(path: tuple[Limit, ...], bound: Limit, calendar: Calendar) -> bool:
    found = overrun(path, bound, SPAN, calendar)
    if isinstance(found, Untabled):
        raise TooLarge("a limit beyond all tables")
    return found is not None


def _ways(space: Space, total: TotalLimit) -> Iterator[tuple[int, ...]]:
    """The ways through the stages of a total by their moves, none twice, as far as they lead."""
    covered = {i for n, i in space.index.items() if total.whole_procedure or n in total.stages}
    ahead: list[tuple[int, ...]] = [(i,) for i in sorted(covered)]
    while ahead:
        way = ahead.pop()
        moves = space.places[way[-1]].stage.moves
        names = {target.name for move in moves for target in move.targets}
        further = [i for i in covered if i not in way and space.procedure.stages[i].name in names]
        ahead += [(*way, i) for i in further]
        if not further:
            yield way


def _paths(
    space: Space, total: TotalLimit, way: tuple[int, ...], chosen: int
) -> set[tuple[Limit, ...]]:
    """The limits along a way, one after the other, at whatever facts."""
    values, on = space.values, space.values.guard(total.condition)
    ahead: set[tuple[int, tuple[Limit, ...]]] = {(base | chosen, ()) for base in values.fixed}
    for at, i in enumerate(way):
        after = space.procedure.stages[way[at + 1]].name if at + 1 < len(way) else None
        found = set[tuple[int, tuple[Limit, ...]]]()
        for base, path in ahead:
            for later, c in product(grown(values, base), values.changing):
                if at or on.holds(later | c):
                    more = _stretches(space.places[i], later | c, after)
                    found |= {(later, (*path, *each)) for each in more}
        ahead = found
        if len(ahead) > MOST_PATHS:
            raise TooLarge("paths")
    return {path for _, path in ahead}


def _stretches(place: Place, mask: int, after: str | None) -> Iterator[tuple[Limit, ...]]:
    """What bounds the time in a stage at these values, an extension, and the move on from it."""
    limits = [
        bound.line.limit
        for bound in place.bounds
        if not bound.total and not place.stage.clocks and place.bound_on(bound, mask)
        if bound.line.strength is not Strength.MAY
        if _from_here(bound.line.limit, Start.STAGE, place.stage.name)
    ]
    each = product(*(limit.figures for limit in limits)) if limits else ()
    stretches: list[set[tuple[Limit, ...]]] = [
        {(Limit(tuple(d for figure in chosen for d in figure)),) for chosen in each} or {()}
    ]
    for extension, guard in place.extensions:
        used = {(Limit((extension.duration,)),)} if guard.holds(mask) else set()
        stretches.append({(), *used})
    if after is not None:
        stretches.append(set(_moves(place, mask, after)))
    return (tuple(x for part in chosen for x in part) for chosen in product(*stretches))


_ALL_LEFT = -1
"""Every line has turns left."""


def _moves(place: Place, mask: int, after: str) -> Iterator[tuple[Limit, ...]]:
    """The limit of each move there, or its consultation's, whichever is the later."""
    matched = {e for o in place.possible for e in place.matching(o, mask, _ALL_LEFT)}
    for e in matched | {*place.lanes_on(mask, _ALL_LEFT)}:
        move = e.move
        if any(target.name == after for target in move.targets):
            held = move.consultation.limit if move.consultation is not None else None
            limits = [each for each in (move.limit, held) if each is not None]
            own = [each for each in limits if _from_here(each, Start.ANSWER)]
            if e.lane or move.strength is Strength.MAY or not own:
                yield ()
            else:
                yield from ((Limit(figure),) for each in own for figure in each.figures)


def _from_here(limit: Limit, own: Start, stage: str | None = None) -> bool:
    """Whether a limit has a figure that counts from where it stands."""
    plain = all(
        (s.kind in {Start.DEFAULT, own} and s.name is None)
        or (s.kind is Start.STAGE and s.name is not None and s.name == stage)
        for s in limit.starts
    )
    return limit.definite and not limit.backward and plain
