"""How late a case can end, day by day, from every working day of the years (MEANING, section 7).

A moment is a day: every limit that is counted here ends at closing time of a day, and so does
every wait. A list of moments has one for each start.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import cache
from operator import gt
from typing import TYPE_CHECKING, TypeAlias

import holidays
from msgspec.structs import replace

from checker.procedure.model import Outcome, Start, Strength, TargetKind, Trigger, Unit
from tests.proof.third.parts import Judge, outcome_moves
from tests.proof.third.walk import State, Walk, true, used

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.procedure.model import Duration, Header, Limit, Move, Stage, Target, TotalLimit

Days: TypeAlias = tuple[int, ...]

FIRST = date(2026, 1, 1).toordinal()
LAST = date(2030, 12, 31).toordinal()
YEARS = range(2025, 2040)
NATIONS = {"scotland": "SCT", "northern-ireland": "NIR"}
SATURDAY = 6
MOST_VISITS = 4000


class TooLongError(Exception):
    """There are more runs than are followed here."""


class WorkingDays:
    """The working days of a text, and when limits in days run out on them."""

    def __init__(self, header: Header) -> None:
        """Monday to Friday, without bank holidays and what the text says is closed."""
        nation = NATIONS.get(header.nation or "", "ENG")
        bank = holidays.country_holidays("GB", nation, years=YEARS)
        self.closed = {day.toordinal() for day in bank}
        for each in header.closures:
            self.closed |= set(range(each.first.toordinal(), each.last.toordinal() + 1))
        self.starts: Days = tuple(day for day in range(FIRST, LAST + 1) if self.works(day))
        self.known: dict[tuple[Duration, int], int] = {}

    def works(self, day: int) -> bool:
        """Whether it is a working day."""
        return date.fromordinal(day).isoweekday() < SATURDAY and day not in self.closed

    def worked(self, day: int, amount: int) -> int:
        """The working day that many on."""
        while amount:
            day += 1
            amount -= self.works(day)
        return day

    def end(self, duration: Duration, start: int) -> int:
        """The day at whose closing time a duration runs out."""
        key = (duration, start)
        if key not in self.known:
            self.known[key] = self._end(duration, start)
        return self.known[key]

    def _end(self, duration: Duration, start: int) -> int:
        unit = duration.unit
        if unit is Unit.SAME_WORKING_DAY:
            return start if self.works(start) else self.worked(start, 1)
        if unit in {Unit.WORKING_DAYS, Unit.NEXT_WORKING_DAY}:
            return self.worked(start, duration.amount)
        if unit is Unit.MONTHS:
            first = date.fromordinal(start)
            year, month = divmod(first.month - 1 + duration.amount, 12)
            days = monthrange(first.year + year, month + 1)[1]
            return date(first.year + year, month + 1, min(days, first.day)).toordinal()
        return start + duration.amount * {Unit.WEEKS: 7, Unit.CALENDAR_DAYS: 1}[unit]


@cache
def working_days(header: Header) -> WorkingDays:
    """Those of a text's head, worked out once."""
    return WorkingDays(header)


def soonest(ends: Iterable[Days | None]) -> Days | None:
    """The soonest of some ends; None, for never, apart."""
    found = [end for end in ends if end is not None]
    if len(found) > 1:
        return tuple(map(min, *found))
    return found[0] if found else None


def _from_what_is_behind(move: Move) -> Limit | None:
    """The limit of a move, which counts from its outcome also by the name of the event behind it
    (section 6, Dated).
    """
    behind = None
    if set(move.outcomes) == {Outcome.DECIDED}:
        behind = Start.DECISION
    elif move.outcomes and set(move.outcomes) <= {Outcome.AGREED, Outcome.NOT_AGREED}:
        behind = Start.ANSWER
    if move.limit is None or any(e.kind is not behind for e in move.limit.starts):
        return move.limit
    return replace(move.limit, starts=())


class Runs:
    """Every run of a case, each wait as long as what is complied with permits."""

    def __init__(self, walk: Walk, limit: Limit, bare: Unit) -> None:
        """`limit`: by when the case has to have ended; `bare`: what bare days are."""
        self.walk, self.bare = walk, bare
        self.judge = Judge(walk, "date")
        self.days = working_days(walk.procedure.header)
        self.starts = self.days.starts
        self.due = self.ends(limit, self.starts)
        self.seen: set[object] = set()

    def ends(self, limit: Limit, start: Days, *, good: bool = False) -> Days:
        """When a limit with a figure runs out."""
        figures = [self.figure(limit.durations, start)]
        figures += [self.figure((each,), start) for each in limit.also]
        return tuple(map(min if good else max, *figures)) if limit.also else figures[0]

    def figure(self, durations: Iterable[Duration], start: Days) -> Days:
        """When the soonest of some durations runs out."""
        read = [replace(d, unit=self.bare) if d.unit is Unit.DAYS else d for d in durations]
        each = [tuple(self.days.end(d, day) for day in start) for d in read]
        return tuple(map(min, *each)) if len(each) > 1 else each[0]

    def end(self, limit: Limit | None, hole: str, start: Days, own: str = "") -> Days | None:
        """When a limit ends the wait, counted from there; None for never.

        `own`: the stage in which it stands, for a limit on its end or a total; these alone may
        count from the start of the case.
        """
        if limit is None:
            return None
        limit, good = self.judge.meant(limit), self.walk.good(hole)
        if limit.backward:
            return None
        if limit.starts:
            if own and any(e.kind is Start.PROCEDURE for e in limit.starts):
                start = self.starts
            elif not any(e.kind is Start.STAGE and e.name == own for e in limit.starts):
                return None
        if not limit.durations:
            return start if good else None
        return self.ends(limit, start, good=good)

    def of_move(self, move: Move, start: Days) -> Days | None:
        """When a move in force is taken by, counted from there."""
        if not self.walk.leads(move):
            return None
        number = move.line.number
        end = self.end(_from_what_is_behind(move), f"limit {number}", start)
        if move.limit is None and move.trigger is not Trigger.LANE:
            end = start
        if move.consultation is None or end is None:
            return end
        over = self.end(move.consultation.limit, f"consulting {number}", start)
        return None if over is None else tuple(map(max, end, over))

    def late(self) -> bool:
        """Whether some case is short of an end when the limit is over."""
        return any(
            self.come(target, (fixed, arisen, frozenset()), self.starts, {})
            for fixed in self.walk.fixed
            for target, arisen, _ in self.walk.starts(fixed)
        )

    def past(self, now: Days) -> bool:
        """Whether it is too late."""
        return any(map(gt, now, self.due))

    def come(self, target: Target, rest: tuple, now: Days, totals: dict[int, Days]) -> bool:  # type: ignore[type-arg]
        """Whether a case that comes to a place then can be late."""
        if self.past(now):
            return True
        if target.kind is not TargetKind.STAGE or target.name is None:
            return False
        stage = self.walk.procedure.stage(target.name)
        key = (target.name, rest, now, tuple(sorted(totals.items())))
        if stage.board or stage.missing or key in self.seen:
            return False
        if len(self.seen) > MOST_VISITS:
            raise TooLongError
        self.seen.add(key)
        covering = {t.line.number: now for t in self.totals(stage)}
        state: State = (target.name, *rest)
        return Visit(self, state, now, {**covering, **totals}).late(state, now, {})

    def totals(self, stage: Stage) -> list[TotalLimit]:
        """The totals over a stage."""
        return [t for t in self.walk.procedure.totals if stage.name in t.stages]


class Visit:
    """A case in one stage, from when it came there."""

    def __init__(self, runs: Runs, state: State, came: Days, totals: dict[int, Days]) -> None:
        """`totals`: when the case first came to a stage of each total, by line."""
        self.runs, self.came, self.totals = runs, came, totals
        self.walk = runs.walk
        self.stage = self.walk.procedure.stage(state[0])

    def late(self, state: State, now: Days, since: dict[int, Days]) -> bool:
        """Whether it can be late, with no outcome so far; `since`: when lanes came to be on."""
        since = self.lanes(state, now, since)
        end = soonest([*self.limits(state), *self.over(state), *self.by_lane(since)])
        if end is None:
            return True
        now = tuple(map(max, now, end))
        if self.runs.past(now) or self.leave(state, now):
            return True
        for each in self.arising(state):
            if self.late(each, now, since):
                return True
        tried = set()
        for _, moves, _ in outcome_moves(self.walk, state):
            key = tuple(move.line.number for move in moves)
            if key not in tried:
                tried.add(key)
                if self.pending(state, moves, now, now, since):
                    return True
        return False

    def pending(
        self, state: State, moves: list[Move], came: Days, now: Days, since: dict[int, Days]
    ) -> bool:
        """Whether it can be late once an outcome has come about at which these moves matched."""
        since = self.lanes(state, now, since)
        ends = [self.runs.of_move(move, came) for move in moves]
        ends += self.by_lane(since)
        if any(self.walk.leads(move) for move in moves):
            ends += self.over(state, last=False)
        end = soonest(ends)
        if end is None:
            return True
        now = tuple(map(max, now, end))
        if self.runs.past(now) or self.leave(state, now):
            return True
        for move in moves:
            gone = now
            if move.strength is Strength.MAY and move.limit is not None and move.limit.durations:
                window = self.runs.end(move.limit, "", came)
                gone = now if window is None else tuple(map(min, now, window))
            if self.go(move, state, gone):
                return True
        return any(self.pending(e, moves, came, now, since) for e in self.arising(state))

    def arising(self, state: State) -> list[State]:
        """The states in which one more atom has arisen."""
        name, fixed, arisen, turns = state
        more = set(self.walk.world.arising) - arisen
        return [(name, fixed, arisen | {atom}, turns) for atom in sorted(more)]

    def go(self, move: Move, state: State, now: Days) -> bool:
        """Whether a case that takes the move then can be late."""
        rest = (state[1], state[2], used(move, state[3]))
        return any(self.runs.come(to, rest, now, self.totals) for to in move.targets)

    def leave(self, state: State, now: Days) -> bool:
        """Whether a case that takes a lane then can be late."""
        on = {
            move.line.number: move
            for each in self.walk.world.changing
            for move in self.walk.lanes(self.stage, state[1] | state[2] | each, state[3])
        }
        return any(self.go(move, state, now) for move in on.values())

    def lanes(self, state: State, now: Days, since: dict[int, Days]) -> dict[int, Days]:
        """The lanes that are on whatever changes, with the moment from which they have been."""
        found = [
            self.walk.lanes(self.stage, state[1] | state[2] | each, state[3])
            for each in self.walk.world.changing
        ]
        steady = [m.line.number for m in found[0] if all(m in each for each in found)]
        return {number: since.get(number, now) for number in steady}

    def by_lane(self, since: dict[int, Days]) -> list[Days | None]:
        """When the lanes in force take the case on by."""
        moves = [m for m in self.stage.moves if m.line.number in since]
        return [self.runs.of_move(move, since[move.line.number]) for move in moves]

    def limits(self, state: State) -> list[Days | None]:
        """When the stage's own limits end the wait, put off by what may extend them."""
        values = [state[1] | state[2] | now for now in self.walk.world.changing]
        on = [self.walk.limited(self.stage, each) for each in values]
        found: list[Days | None] = []
        for n, limit in enumerate(self.stage.limits):
            hole = f"limit {limit.line.number}"
            if not all(n in each for each in on) or not self.walk.complied(limit.line):
                continue
            end = None
            if not self.stage.clocks:
                end = self.runs.end(limit.limit, hole, self.came, self.stage.name)
            for extension in self.stage.extensions:
                if end is not None and any(true(extension.condition, each) for each in values):
                    end = self.runs.figure((extension.duration,), end)
            found.append(end)
        return found

    def over(self, state: State, *, last: bool = True) -> list[Days | None]:
        """When the totals end the wait; `last`: those too of which this is the last stage. The
        whole procedure has none.
        """
        found = []
        for total in self.runs.totals(self.stage):
            steady = all(
                true(total.condition, state[1] | state[2] | now) for now in self.walk.world.changing
            )
            if not steady or not self.walk.complied(total.line):
                continue
            if last or total.whole_procedure or total.stages[-1] != self.stage.name:
                number = total.line.number
                first = self.totals[number]
                names = {e.name for e in total.limit.starts} & set(total.stages)
                own = next(iter(sorted(filter(None, names))), self.stage.name)
                found.append(self.runs.end(total.limit, f"limit {number}", first, own))
        return found
