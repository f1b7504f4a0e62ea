"""How long a case may take to some places while its facts stay as they are, case by case.

A case waits as long as the lines let it, and then takes any way on that there is. That is one way
in which time passes and not the only one: facts may arise meanwhile. So what is found here is never
later than the longest that a case may take.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct, field

from checker.procedure.holes import HoleKind
from checker.procedure.model import Start, Strength, Unit, Verb
from checker.semantics.cycles import closure
from checker.semantics.dates import behind
from checker.semantics.places import used_once
from checker.semantics.timely import alternatives
from checker.semantics.values import joined
from checker.worktime.latest import latest_within

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.procedure.model import Limit, Procedure, Target
    from checker.semantics.places import Bound, Exit, Place
    from checker.semantics.replay.walk import Walk
    from checker.semantics.timely import Soonest

ENDLESS = datetime.max.replace(tzinfo=UTC)
"""When a case comes that need never come."""
_HERE = (Start.DEFAULT, None)
_RAISED = (Start.PROCEDURE, None)


class Spot(Struct, frozen=True):
    """A case that comes to a place: with which turns used, and when each total began."""

    place: str
    now: datetime
    turns: tuple[int, ...]
    totals: tuple[tuple[int, datetime], ...] = ()


class Longest(Struct, frozen=True):
    """Cases raised at one moment whose facts, text and lines in force are those of `walk`; `kind`:
    what bare days mean.
    """

    walk: Walk
    kind: Unit
    goal: frozenset[str]
    raised: datetime
    known: dict[Spot, datetime | None] = field(default_factory=dict)
    path: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)

    def arrival(self, spot: Spot) -> datetime | None:
        """When the case comes to the goal at the latest; None: it ends elsewhere."""
        compiled = self.walk.compiled
        if spot.place in self.goal:
            return spot.now
        if spot.place not in compiled.index:
            return None
        place = compiled.place(spot.place)
        if place.stage.missing:
            good = self.walk.terms.good(HoleKind.MISSING_STAGE, spot.place)
            return None if good else ENDLESS
        if not leads_to(compiled.procedure, spot.place, self.goal):
            return None
        if (spot.place, spot.turns) in self.path:
            return ENDLESS
        if spot not in self.known:
            self.path.append((spot.place, spot.turns))
            self.known[spot] = max(self._arrivals(place, self._begun(spot)), default=None)
            self.path.pop()
        return self.known[spot]

    def _begun(self, spot: Spot) -> Spot:
        """The totals that begin here."""
        running = dict(spot.totals)
        for total in self.walk.compiled.procedure.totals:
            whole = total.whole_procedure or _RAISED in _starts(total.limit)
            if whole or spot.place in total.stages:
                running.setdefault(total.line.number, self.raised if whole else spot.now)
        return Spot(spot.place, spot.now, spot.turns, tuple(sorted(running.items())))

    def _arrivals(self, place: Place, spot: Spot) -> Iterator[datetime]:
        end = self._waited(place, spot)
        if end is None:
            yield ENDLESS
            return
        left = self.walk.compiled.left(spot.turns)
        duties = self.walk.terms.duties_of(place.stage)
        onward: set[tuple[Exit, Target, datetime]] = set()
        for facts in self._values(place):
            lanes = place.lanes_on(facts, left)
            onward |= {(e, target, end) for e in lanes for target in e.move.targets}
            for outcome in place.outcomes(facts, duties):
                opened = place.matching(outcome, facts, left)
                due = self._held(place, spot, opened, end)
                if due is None:
                    yield ENDLESS
                    return
                onward |= {
                    (e, t, self._within(e, end, due)) for e in opened for t in e.move.targets
                }
        for e, target, moment in onward:
            if target.name is not None:
                turns = used_once(spot.turns, e)
                found = self.arrival(Spot(target.name, moment, turns, spot.totals))
                if found is not None:
                    yield found

    def _values(self, place: Place) -> Iterator[int]:
        """The facts with every value of what can change, as far as a stage speaks of it."""
        exits = [*place.ifs, *place.others, *place.lanes]
        spoken = joined(e.guard.atoms for e in exits)
        spoken |= place.duties.spoken(Verb.DECIDE) | place.duties.spoken(Verb.CHECK)
        return self.walk.compiled.values.free(spoken, self.walk.held).around(self.walk.facts)

    # --- until when ---

    def _waited(self, place: Place, spot: Spot) -> datetime | None:
        """Until when the case may wait for an outcome; None: without end."""
        stage = place.stage
        own = [] if stage.clocks else [self._limited(b, spot) for b in place.bounds if not b.total]
        beside = self._beside(place, spot, [b for b in place.bounds if b.total])
        end = _soonest([*own, *beside])
        if not own or end is None:
            return end
        for extension, guard in place.extensions:
            free = self.walk.compiled.values.free(guard.atoms, self.walk.held)
            if any(map(guard.holds, free.around(self.walk.facts))):
                more = self._soonest((extension.duration.read(self.kind),), end)
                end = max(end, _soonest([more, *beside]) or end)
        return end

    def _beside(self, place: Place, spot: Spot, totals: Iterable[Bound]) -> list[datetime | None]:
        """The ends of lanes and of totals."""
        walk, left = self.walk, self.walk.compiled.left(spot.turns)
        lanes = [
            self._move(lane, spot.now)
            for lane in place.lanes
            if lane.move.limit is not None
            and walk.terms.binds(lane.move)
            and place.lane_unbroken(lane, walk.facts, left, walk.held)
        ]
        return lanes + [self._limited(total, spot) for total in totals]

    def _limited(self, bound: Bound, spot: Spot) -> datetime | None:
        """When a limit on the stage's end, or a total over it, runs out; None: never."""
        walk, limit = self.walk, bound.line.limit
        own = {(Start.STAGE, None), (Start.STAGE, bound.stage)}
        here = {_HERE} if bound.total else {_HERE, *own}
        starts = _starts(limit)
        raised = starts <= {_HERE, _RAISED} and _RAISED in starts
        if not raised and not starts <= here:
            return None
        on = walk.compiled.place(bound.stage).bound_unbroken(bound, walk.facts, walk.held)
        if not on or not walk.terms.finite(bound.line):
            return None
        since = dict(spot.totals)[bound.number] if bound.total else spot.now
        return self._end(limit, str(bound.number), self.raised if raised else since)

    def _held(
        self, place: Place, spot: Spot, opened: tuple[Exit, ...], since: datetime
    ) -> datetime | None:
        """Until when an outcome may be pending; None: without end."""
        terms = self.walk.terms
        binding = [e for e in opened if terms.binds(e.move)]
        if any(terms.at_once(e.move) or e.move.hole for e in binding):
            return since
        due = [self._move(e, since) for e in binding]
        inside = [b for b in place.bounds if binding and b.goes_on]
        end = _soonest([*due, *self._beside(place, spot, inside)])
        return None if end is None else max(since, end)

    def _within(self, e: Exit, since: datetime, due: datetime) -> datetime:
        """When a move is taken at the latest: a permission with a figure has a window."""
        limit = e.move.limit
        if e.move.strength is not Strength.MAY or limit is None or not limit.definite:
            return due
        if e.lane or limit.starts or limit.backward:
            return due
        end = self._end(limit, str(e.number), since)
        return due if end is None else min(due, end)

    def _move(self, e: Exit, since: datetime) -> datetime | None:
        """When a move has to be taken, its consultation being over; None: never."""
        number, limit, held = str(e.number), e.move.limit, e.move.consultation
        ends = []
        if limit is not None:
            at_home = {_HERE, (behind(e), None)}
            there = _starts(limit) <= at_home
            ends.append(self._end(limit, number, since) if there else None)
        if held is not None:
            there = held.limit is not None and _starts(held.limit) <= {_HERE}
            name = f"{number}/consulting"
            ends.append(self._end(held.limit, name, since) if there and held.limit else None)
        told = [end for end in ends if end is not None]
        return max(told) if told and len(told) == len(ends) else None

    def _end(self, limit: Limit, name: str, since: datetime) -> datetime | None:
        """When a limit that counts from then runs out; None: it never does."""
        each = alternatives(self.walk.terms, limit, name, self.kind) if not limit.backward else []
        received = any(event.receiving for event in limit.starts)
        ends = [since if not one else self._soonest(one, since, received=received) for one in each]
        told = [end for end in ends if end is not None]
        return max(told) if told and len(told) == len(ends) else None

    def _soonest(
        self, durations: Soonest, since: datetime, *, received: bool = False
    ) -> datetime | None:
        """The soonest of some durations; the same working day is the next one's out of hours."""
        ends = []
        for each in durations:
            next_one = received or each.unit is Unit.SAME_WORKING_DAY
            end = latest_within(each, since, self.walk.calendar, receiving=next_one)
            ends.append(end if isinstance(end, datetime) else None)
        return _soonest(ends)


def leads_to(procedure: Procedure, place: str, goal: frozenset[str]) -> bool:
    """Whether moves lead from a place to the goal, or to a missing stage, whatever conditions."""
    stages = procedure.stages_by_name

    def onward(name: str) -> list[str]:
        moves = stages[name].moves if name in stages and name not in goal else ()
        return [t.name for move in moves for t in move.targets if t.name is not None]

    return any(
        name in goal or (name in stages and stages[name].missing)
        for name in {place, *closure(onward, place)}
    )


def _soonest(ends: Iterable[datetime | None]) -> datetime | None:
    return min((end for end in ends if end is not None), default=None)


def _starts(limit: Limit) -> set[tuple[Start | None, str | None]]:
    return {(start.kind, start.name) for start in limit.starts}
