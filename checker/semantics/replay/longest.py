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
from checker.procedure.model import Strength, Verb
from checker.semantics.cycles import closure
from checker.semantics.places import Exit, used_once
from checker.semantics.values import joined
from checker.semantics.waiting import HERE, Waits, ends_of, from_the_start
from checker.worktime.latest import latest_within

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.procedure.model import Procedure, Target, Unit
    from checker.semantics.places import Place
    from checker.semantics.replay.walk import Walk
    from checker.semantics.waiting import Ends, WaitOver

ENDLESS = datetime.max.replace(tzinfo=UTC)
"""When a case comes that need never come."""


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

    @property
    def _over(self) -> Waits:
        return Waits(self.walk.compiled, self.walk.terms, self.walk.held)

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
            whole = from_the_start(total)
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
        spoken = joined(e.guard.atoms for e in place.moves)
        spoken |= place.duties.spoken(Verb.DECIDE) | place.duties.spoken(Verb.CHECK)
        return self.walk.compiled.values.free(spoken, self.walk.held).around(self.walk.facts)

    # --- until when ---

    def _waited(self, place: Place, spot: Spot) -> datetime | None:
        """Until when the case may wait for an outcome; None: without end."""
        at = (place, self.walk.facts, self.walk.compiled.left(spot.turns))
        end = self._soonest_of(self._over.before(*at), spot)
        if place.stage.clocks or not place.stage.limits or end is None:
            return end
        for extension, guard in place.extensions:
            free = self.walk.compiled.values.free(guard.atoms, self.walk.held)
            if any(map(guard.holds, free.around(self.walk.facts))):
                more = self._latest([((extension.duration, False),)], end)
                beside = self._soonest_of(self._over.put_off(*at), spot)
                end = max(end, _soonest([more, beside]) or end)
        return end

    def _held(
        self, place: Place, spot: Spot, opened: tuple[Exit, ...], since: datetime
    ) -> datetime | None:
        """Until when an outcome may be pending; None: without end."""
        terms, left = self.walk.terms, self.walk.compiled.left(spot.turns)
        if any(terms.at_once(e.move) for e in opened):
            return since
        found = self._over.after(place, self.walk.facts, left, opened)
        end = self._soonest_of(found, spot, since)
        return None if end is None else max(since, end)

    def _within(self, e: Exit, since: datetime, due: datetime) -> datetime:
        """When a move is taken at the latest: a permission with a figure has a window."""
        limit = e.move.limit
        if e.lane or e.move.strength is not Strength.MAY or limit is None or not limit.definite:
            return due
        found = ends_of(self.walk.terms, limit, str(e.number), {HERE})
        return min(due, self._latest(found, since) or due)

    def _soonest_of(
        self, found: Iterable[WaitOver], spot: Spot, began: datetime | None = None
    ) -> datetime | None:
        """When the first of these lines ends a wait; `began`: when the outcome came about."""
        totals, ends = dict(spot.totals), []
        for each in found:
            since = self.raised if each.raised else spot.now
            if isinstance(each.line, Exit):
                since = spot.now if each.line.lane or began is None else began
            elif each.line.total:
                since = totals[each.line.number]
            ends.append(self._latest(each.ends, since))
        return _soonest(ends)

    def _latest(self, ends: list[Ends], since: datetime) -> datetime | None:
        """When the latest of these ends comes that count from then; None: one says nothing."""
        each = [since if not one else _soonest(self._moments(one, since)) for one in ends]
        told = [moment for moment in each if moment is not None]
        return max(told) if told and len(told) == len(each) else None

    def _moments(self, ends: Ends, since: datetime) -> Iterator[datetime | None]:
        for duration, receiving in ends:
            read = duration.read(self.kind)
            end = latest_within(read, since, self.walk.calendar, receiving=receiving)
            yield end if isinstance(end, datetime) else None


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
