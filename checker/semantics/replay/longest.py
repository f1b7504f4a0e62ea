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
from checker.procedure.model import Duration, Start, Strength, TotalLimit, Trigger, Unit
from checker.semantics.replay.facts import alternatives, atoms_of, true
from checker.worktime.latest import latest_within

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.procedure.model import Atom, Limit, Move, Procedure, Stage, StageLimit, Target
    from checker.semantics.replay.rules import Rules
    from checker.worktime.calendar import Calendar

ENDLESS = datetime.max.replace(tzinfo=UTC)
"""When a case comes that need never come."""
_HERE = (Start.DEFAULT, None)
_RAISED = (Start.PROCEDURE, None)


class Spot(Struct, frozen=True):
    """A case that comes to a place: with which turns used, and when each total began."""

    place: str
    now: datetime
    used: tuple[tuple[int, int], ...] = ()
    totals: tuple[tuple[int, datetime], ...] = ()


class Longest(Struct, frozen=True):
    """Cases raised at one moment, whose facts are these; `kind`: what bare days mean."""

    rules: Rules
    calendar: Calendar
    goal: frozenset[str]
    raised: datetime
    facts: frozenset[Atom]
    kind: Unit
    known: dict[Spot, datetime | None] = field(default_factory=dict)
    path: list[tuple[str, tuple[tuple[int, int], ...]]] = field(default_factory=list)

    def arrival(self, spot: Spot) -> datetime | None:
        """When the case comes to the goal at the latest; None: it ends elsewhere."""
        if spot.place in self.goal:
            return spot.now
        stage = self.rules.procedure.stages_by_name.get(spot.place)
        if stage is None:
            return None
        if stage.missing:
            return None if self.rules.good(HoleKind.MISSING_STAGE, stage.name) else ENDLESS
        if not leads_to(self.rules.procedure, spot.place, self.goal):
            return None
        if (spot.place, spot.used) in self.path:
            return ENDLESS
        if spot not in self.known:
            self.path.append((spot.place, spot.used))
            self.known[spot] = max(self._arrivals(stage, self._begun(stage, spot)), default=None)
            self.path.pop()
        return self.known[spot]

    def _begun(self, stage: Stage, spot: Spot) -> Spot:
        """The totals that begin here."""
        running = dict(spot.totals)
        for total in self.rules.procedure.totals:
            whole = total.whole_procedure or _RAISED in _starts(total.limit)
            if whole or stage.name in total.stages:
                running.setdefault(total.line.number, self.raised if whole else spot.now)
        return Spot(spot.place, spot.now, spot.used, tuple(sorted(running.items())))

    def _arrivals(self, stage: Stage, spot: Spot) -> Iterator[datetime]:
        end = self._waited(stage, spot)
        if end is None:
            yield ENDLESS
            return
        used = dict(spot.used)
        onward: set[tuple[int, Target, datetime]] = set()
        for facts in self._values(stage):
            lanes = self.rules.lanes(stage, facts, used)
            onward |= {(m.line.number, t, end) for m in lanes for t in m.targets}
            for outcome in self.rules.outcomes(stage, facts):
                opened = self.rules.matching(stage, outcome, facts, used)
                due = self._held(stage, spot, opened, end)
                if due is None:
                    yield ENDLESS
                    return
                onward |= {
                    (m.line.number, t, self._within(m, end, due)) for m in opened for t in m.targets
                }
        limited = {move.line.number for move in stage.moves if move.at_most is not None}
        for number, target, moment in onward:
            if target.name is not None:
                turn = {number: used.get(number, 0) + 1} if number in limited else {}
                turns = tuple(sorted({**used, **turn}.items()))
                found = self.arrival(Spot(target.name, moment, turns, spot.totals))
                if found is not None:
                    yield found

    def _values(self, stage: Stage) -> Iterator[frozenset[Atom]]:
        """The facts with every value of what can change, as far as a stage speaks of it."""
        conditions = [move.condition for move in stage.moves]
        conditions += [duty.condition for duty in stage.duties]
        atoms = atoms_of(conditions)
        return alternatives(self.rules.procedure, self.facts, atoms, self.rules.held)

    # --- until when ---

    def _waited(self, stage: Stage, spot: Spot) -> datetime | None:
        """Until when the case may wait for an outcome; None: without end."""
        limits = [] if stage.clocks else [self._limited(each, stage, spot) for each in stage.limits]
        totals = self._totals(stage)
        end = _soonest([*limits, *self._beside(stage, spot, totals)])
        if stage.clocks or not stage.limits or end is None:
            return end
        for extension in stage.extensions:
            procedure, held = self.rules.procedure, self.rules.held
            atoms = atoms_of([extension.condition])
            values = alternatives(procedure, self.facts, atoms, held)
            if any(true(extension.condition, each) for each in values):
                more = self._figure([extension.duration], end, received=False)
                end = max(end, _soonest([more, *self._beside(stage, spot, totals)]) or end)
        return end

    def _beside(
        self, stage: Stage, spot: Spot, totals: Iterable[TotalLimit]
    ) -> list[datetime | None]:
        """The ends of lanes and of totals."""
        lanes = [
            self._move(lane, spot.now)
            for lane in stage.moves
            if lane.trigger is Trigger.LANE
            and lane.limit is not None
            and self.rules.binds(lane)
            and self.rules.lane_unbroken(stage, lane, self.facts, dict(spot.used))
        ]
        return lanes + [self._limited(total, stage, spot) for total in totals]

    def _totals(self, stage: Stage) -> list[TotalLimit]:
        return [
            total
            for total in self.rules.procedure.totals
            if total.whole_procedure or stage.name in total.stages
        ]

    def _limited(self, line: StageLimit | TotalLimit, stage: Stage, spot: Spot) -> datetime | None:
        """When a limit on the stage's end, or a total over it, runs out; None: never."""
        whole = isinstance(line, TotalLimit)
        here = {_HERE} if whole else {_HERE, (Start.STAGE, None), (Start.STAGE, stage.name)}
        starts = _starts(line.limit)
        raised = starts <= {_HERE, _RAISED} and _RAISED in starts
        if not raised and not starts <= here:
            return None
        if not self.rules.finite(line) or not self.rules.limit_unbroken(stage, line, self.facts):
            return None
        since = dict(spot.totals)[line.line.number] if whole else spot.now
        return self._end(line.limit, str(line.line.number), self.raised if raised else since)

    def _held(
        self, stage: Stage, spot: Spot, opened: tuple[Move, ...], since: datetime
    ) -> datetime | None:
        """Until when an outcome may be pending; None: without end."""
        binding = [move for move in opened if self.rules.binds(move)]
        if any(self.rules.at_once(move) or move.hole for move in binding):
            return since
        due = [self._move(move, since) for move in binding]
        inside = [
            total
            for total in self._totals(stage)
            if binding and (total.whole_procedure or total.stages[-1] != stage.name)
        ]
        end = _soonest([*due, *self._beside(stage, spot, inside)])
        return None if end is None else max(since, end)

    def _within(self, move: Move, since: datetime, due: datetime) -> datetime:
        """When a move is taken at the latest: a permission with a figure has a window."""
        limit = move.limit
        if move.strength is not Strength.MAY or limit is None or not limit.definite:
            return due
        if move.trigger is Trigger.LANE or limit.starts or limit.backward:
            return due
        end = self._end(limit, str(move.line.number), since)
        return due if end is None else min(due, end)

    def _move(self, move: Move, since: datetime) -> datetime | None:
        """When a move has to be taken, its consultation being over; None: never."""
        number, held = str(move.line.number), move.consultation
        ends = []
        if move.limit is not None:
            at_home = {_HERE} | _behind(move)
            there = _starts(move.limit) <= at_home
            ends.append(self._end(move.limit, number, since) if there else None)
        if held is not None:
            there = held.limit is not None and _starts(held.limit) <= {_HERE}
            name = f"{number}/consulting"
            ends.append(self._end(held.limit, name, since) if there and held.limit else None)
        told = [end for end in ends if end is not None]
        return max(told) if told and len(told) == len(ends) else None

    def _end(self, limit: Limit, name: str, since: datetime) -> datetime | None:
        """When a limit that counts from then runs out; None: it never does."""
        if limit.backward:
            return None
        if limit.missing:
            return since if self.rules.good(HoleKind.MISSING_LIMIT, name) else None
        received = any(event.receiving for event in limit.starts)
        if not limit.definite:
            if self.rules.good(HoleKind.VAGUE_LIMIT, name):
                return since
            means = self.rules.means(limit)
            return None if means is None else self._figures(means, since, "", received=received)
        return self._figures(limit, since, name, received=received)

    def _figures(
        self, limit: Limit, since: datetime, name: str, *, received: bool
    ) -> datetime | None:
        """The sooner figure where that is how they are read, else the later one."""
        written = [limit.durations, *((also,) for also in limit.also)]
        ends = [self._figure(each, since, received=received) for each in written]
        if name and self.rules.good(HoleKind.DOUBLE_LIMIT, name):
            return _soonest(ends)
        told = [end for end in ends if end is not None]
        return max(told) if len(told) == len(ends) else None

    def _figure(
        self, durations: Iterable[Duration], since: datetime, *, received: bool
    ) -> datetime | None:
        """The soonest of some durations; the same working day is the next one's out of hours."""
        ends = []
        for each in durations:
            read = each.read(self.kind)
            next_one = received or each.unit is Unit.SAME_WORKING_DAY
            end = latest_within(read, since, self.calendar, receiving=next_one)
            ends.append(end if isinstance(end, datetime) else None)
        return _soonest(ends)


def leads_to(procedure: Procedure, place: str, goal: frozenset[str]) -> bool:
    """Whether moves lead from a place to the goal, or to a missing stage, whatever conditions."""
    seen: set[str] = set()
    edge = {place}
    while edge:
        seen |= edge
        stages = [procedure.stages_by_name[name] for name in edge if name not in goal]
        if len(stages) < len(edge) or any(stage.missing for stage in stages):
            return True
        targets = {t.name for stage in stages for move in stage.moves for t in move.targets}
        known = goal | procedure.stages_by_name.keys()
        edge = {name for name in targets if name is not None and name in known} - seen
    return False


def _soonest(ends: Iterable[datetime | None]) -> datetime | None:
    return min((end for end in ends if end is not None), default=None)


def _starts(limit: Limit) -> set[tuple[Start, str | None]]:
    return {(start.kind, start.name) for start in limit.starts}


def _behind(move: Move) -> set[tuple[Start, str | None]]:
    """The events that a move has behind it."""
    outcomes = {outcome.value for outcome in move.outcomes}
    if outcomes == {"decided"}:
        return {(Start.DECISION, None)}
    return {(Start.ANSWER, None)} if outcomes and outcomes <= {"agreed", "not agreed"} else set()
