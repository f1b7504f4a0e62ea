"""A second engine for promises with a limit over several stages: cases are played forward.

At every point a case may wait as long as the lines let it or go on at once, whatever facts arise.
It is written from the definition and knows nothing of the encoding.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING

from checker.procedure.holes import HoleKind
from checker.procedure.model import (
    Duration,
    Outcome,
    Require,
    RequireKind,
    Start,
    Strength,
    Target,
    TargetKind,
    TotalLimit,
    Unit,
)
from checker.semantics.values import subsets
from checker.worktime.calendar import calendar_of
from checker.worktime.latest import latest_within
from tests.explorer import TooLarge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.audit.explorer.space import Space
    from checker.procedure.model import Limit, Line
    from checker.semantics.places import Bound, Exit
    from checker.semantics.terms import Terms

MOST_PLAYS = 60_000
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Spot:
    """Where a case stands: since when, with what arisen, which turns used, and what has begun.

    `lanes`: since when each lane that ends the wait has been on. `began`: when the promise's time
    began; None: not yet. `totals`: when each total's time began. `extended`: until when the
    stage's limits are put off. `outcome`: what is pending, since when, and the moves it opened.
    """

    stage: int
    entered: datetime
    now: datetime
    base: int
    turns: tuple[int, ...]
    began: datetime | None
    totals: tuple[tuple[int, datetime], ...] = ()
    lanes: tuple[tuple[int, datetime], ...] = ()
    extended: tuple[int, ...] = ()
    until: datetime | None = None
    opened: tuple[Exit, ...] | None = None
    since: datetime | None = None


class Play:
    """A promise played out with some lines in force, holes and bare days being read in one way."""

    def __init__(self, space: Space, require: Require, terms: Terms, kind: Unit) -> None:
        """Nothing is played yet."""
        self.space, self.require, self.terms, self.kind = space, require, terms, kind
        self.procedure = space.procedure
        self.calendar = calendar_of(self.procedure)
        names = [stage.name for stage in self.procedure.stages]
        self.total = require.kind is RequireKind.TOTAL
        self.onward = require.kind in {RequireKind.WHENEVER, RequireKind.IF_OUTCOME}
        at = sorted(names.index(p.name or "") for p in require.places) if self.total else [0]
        self.over = (
            frozenset(range(at[0], at[-1] + 1)) if self.total else frozenset(range(len(names)))
        )
        self.played = 0
        self.raised: datetime
        self.seen: dict[Spot, bool] = {}

    # --- time ---

    def end(self, limit: Limit, since: datetime) -> datetime | None:
        """When a limit with a figure runs out; None: it says nothing."""
        received = any(event.receiving for event in limit.starts)
        return self._soonest(limit.durations, since, received=received)

    def _soonest(
        self, durations: Iterable[Duration], since: datetime, *, received: bool
    ) -> datetime | None:
        ends = []
        for each in durations:
            read = Duration(each.amount, self.kind) if each.unit is Unit.DAYS else each
            received_ = received or each.unit is Unit.SAME_WORKING_DAY
            end = latest_within(read, since, self.calendar, receiving=received_)
            if isinstance(end, datetime):
                ends.append(end)
        return min(ends, default=None)

    def ends(self, limit: Limit, name: str, since: datetime) -> datetime | None:
        """When a limit runs out; None: never."""
        if limit.backward:
            return None
        if limit.missing:
            return since if self.terms.good(HoleKind.MISSING_LIMIT, name) else None
        means = [
            self._figures(a.limit, "", since)
            for a in self.procedure.assumptions
            if a.limit is not None and a.words == limit.vague and self._assumes(a.line)
        ]
        if limit.definite:
            means.append(self._figures(limit, name, since))
        elif not means:
            return since if self.terms.good(HoleKind.VAGUE_LIMIT, name) else None
        return min((end for end in means if end is not None), default=None)

    def _assumes(self, line: Line) -> bool:
        return self.terms.complied(line, Strength.PLAIN)

    def _figures(self, limit: Limit, name: str, since: datetime) -> datetime | None:
        received = any(event.receiving for event in limit.starts)
        figures = [limit.durations, *((also,) for also in limit.also)]
        ends = [self._soonest(each, since, received=received) for each in figures]
        good = bool(name) and self.terms.good(HoleKind.DOUBLE_LIMIT, name)
        told = [end for end in ends if end is not None]
        if good:
            return min(told, default=None)
        return max(told) if len(told) == len(ends) else None

    # --- a case ---

    def starts(self, start: datetime) -> Iterator[Spot]:
        """Where a case may start at a moment."""
        self.raised = start
        values, procedure = self.space.values, self.procedure
        entries = [(e.target, values.guard(e.condition)) for e in procedure.entries]
        usual = (
            [procedure.start]
            if procedure.start is not None
            else [
                Target(TargetKind.STAGE, s.name)
                for s in (
                    procedure.stages
                    if procedure.start_not_stated
                    else [s for s in procedure.stages if s.track is None][:1]
                )
            ]
        )
        turns = (0,) * len(self.space.most)
        found: dict[Spot, None] = {}
        for fixed, arisen, changing in product(
            values.fixed, subsets(values.arising), values.changing
        ):
            base = fixed | arisen | self.terms.chosen
            instead = [target for target, guard in entries if guard.holds(base | changing)]
            for target in instead or usual:
                spot = self._come(target, base, turns, start, None, ())
                if spot is not None:
                    found[spot] = None
        yield from found

    def _come(  # noqa: PLR0913, PLR0917
        self,
        target: Target,
        base: int,
        turns: tuple[int, ...],
        now: datetime,
        began: datetime | None,
        totals: tuple[tuple[int, datetime], ...],
    ) -> Spot | None:
        if target.kind is not TargetKind.STAGE or target.name is None:
            return None
        at = self.space.index[target.name]
        stage = self.procedure.stages[at]
        ended = not self.total and self._is_goal(target.name)
        if stage.missing or (ended and (began is not None or not self.onward)):
            return None
        if began is None and at in self.over and not self.onward:
            began = now
        running = dict(totals)
        for total in self.procedure.totals:
            own = total.line.number
            if own not in running and (
                total.whole_procedure
                or stage.name in total.stages
                or any(s.kind is Start.PROCEDURE for s in total.limit.starts)
            ):
                running[own] = (
                    now
                    if not total.whole_procedure
                    and not any(s.kind is Start.PROCEDURE for s in total.limit.starts)
                    else self.raised
                )
        return Spot(at, now, now, base, turns, began, tuple(sorted(running.items())))

    def _is_goal(self, name: str) -> bool:
        if self.onward or self.require.kind is RequireKind.EVERY_CASE_REACHES:
            return any(p.name == name for p in self.require.places)
        return any(s.name == name and s.board for s in self.procedure.stages)

    def plays(self, spot: Spot) -> bool:
        """Whether a case can be late from here."""
        known = self.seen.get(spot)
        if known is None:
            self.played += 1
            if self.played > MOST_PLAYS:
                raise TooLarge("plays")
            self.seen[spot] = False
            known = self.seen[spot] = self._goes(spot)
        return known

    def _begins(self, spot: Spot) -> bool:
        """Whether the promise can ask for something from this moment on."""
        if self.require.kind is not RequireKind.WHENEVER or spot.began is not None:
            return False
        if self._is_goal(self.procedure.stages[spot.stage].name):
            return False
        guard = self.space.values.guard(self.require.trigger)
        return any(guard.holds(spot.base | c) for c in self.space.values.changing)

    def _goes(self, spot: Spot) -> bool:
        if self._begins(spot) and self.plays(replace(spot, began=spot.now)):
            return True
        deadline = None
        if spot.began is not None:
            assert self.require.limit is not None
            deadline = self.end(self.require.limit, spot.began)
            if deadline is None:
                return False
        place = self.space.places[spot.stage]
        left = self.space.left(spot.turns)
        if spot.opened is not None and any(self._at_once(e) for e in spot.opened):
            return any(self._exits(spot, spot.opened, spot.now))
        since = dict(spot.lanes)
        lanes = {}
        for e in place.lanes:
            if (
                self.terms.binds(e.move)
                and e.move.limit is not None
                and place.unbroken(e, spot.base, left)
            ):
                lanes[e.move.line.number] = since.get(e.move.line.number, spot.now)
        spot = replace(spot, lanes=tuple(sorted(lanes.items())))
        ends = [
            self._move_end(e, lanes[e.move.line.number])
            for e in place.lanes
            if e.move.line.number in lanes
        ]
        ends += self._held(spot) if spot.opened is not None else self._bounds(spot)
        told = [end for end in ends if end is not None]
        due = max(spot.now, min(told)) if told else None
        in_range = spot.stage in self.over and spot.began is not None
        over = due is None or (deadline is not None and due > deadline)
        if over and in_range:
            return True
        moments = [spot.now]
        if deadline is not None:
            moments.append(due if due is not None else max(spot.now, deadline + _MINUTE))
        return any(
            self._from(spot, moment, at_the_end=moment == due) for moment in dict.fromkeys(moments)
        )

    def _bounds(self, spot: Spot) -> list[datetime | None]:
        """The ends of the limits on the stage's end, and of totals over it."""
        place = self.space.places[spot.stage]
        found: list[datetime | None] = []
        for b in place.bounds:
            if not self.terms.complied(b.line.line, b.line.strength) or not place.unbroken(
                b, spot.base
            ):
                continue
            found += self._bound_end(b, spot)
        if spot.until is not None:
            found.append(spot.until)
        return found

    def _bound_end(self, b: Bound, spot: Spot) -> list[datetime | None]:
        limit, name = b.line.limit, str(b.line.line.number)
        stage = self.procedure.stages[spot.stage]
        kinds = {(s.kind, s.name) for s in limit.starts}
        if isinstance(b.line, TotalLimit):
            if not kinds <= {(Start.DEFAULT, None), (Start.PROCEDURE, None)}:
                return []
            return [self.ends(limit, name, dict(spot.totals)[b.line.line.number])]
        if stage.clocks or spot.until is not None:
            return []
        if (Start.PROCEDURE, None) in kinds:
            from_here = kinds <= {(Start.DEFAULT, None), (Start.PROCEDURE, None)}
            return [self.ends(limit, name, self.raised)] if from_here else []
        if not kinds <= {(Start.DEFAULT, None), (Start.STAGE, None), (Start.STAGE, stage.name)}:
            return []
        return [self.ends(limit, name, spot.entered)]

    def _at_once(self, e: Exit) -> bool:
        if not self.terms.binds(e.move):
            return False
        return not e.move.hole and e.move.limit is None and e.move.consultation is None

    def _held(self, spot: Spot) -> list[datetime | None]:
        """The ends of what is due once an outcome is pending."""
        assert spot.opened is not None
        assert spot.since is not None
        binding = [e for e in spot.opened if self.terms.binds(e.move)]
        found = [spot.since if e.move.hole else self._move_end(e, spot.since) for e in binding]
        stage = self.procedure.stages[spot.stage]
        place = self.space.places[spot.stage]
        for b in place.bounds:
            if (
                isinstance(b.line, TotalLimit)
                and binding
                and self.terms.complied(b.line.line, b.line.strength)
                and place.unbroken(b, spot.base)
                and (b.line.whole_procedure or b.line.stages[-1] != stage.name)
            ):
                found += self._bound_end(b, spot)
        return found

    def _move_end(self, e: Exit, since: datetime) -> datetime | None:
        number = str(e.move.line.number)
        pairs = [] if e.move.limit is None else [(e.move.limit, number)]
        if e.move.consultation is not None:
            if e.move.consultation.limit is None:
                return None
            pairs.append((e.move.consultation.limit, f"{number}/consulting"))
        ends = []
        for limit, name in pairs:
            if any(not self._at_home(e, s.kind, s.name) for s in limit.starts):
                return None
            ends.append(self.ends(limit, name, since))
        told = [end for end in ends if end is not None]
        return max(told) if len(told) == len(ends) else None

    def _at_home(self, e: Exit, kind: Start, name: str | None) -> bool:
        if kind is Start.DEFAULT and name is None:
            return True
        outcomes = set(e.move.outcomes)
        if not outcomes or name is not None:
            return False
        if kind is Start.DECISION:
            return outcomes == {Outcome.DECIDED}
        return kind is Start.ANSWER and outcomes <= {Outcome.AGREED, Outcome.NOT_AGREED}

    # --- what may happen ---

    def _from(  # noqa: C901
        self, spot: Spot, now: datetime, *, at_the_end: bool
    ) -> bool:
        place = self.space.places[spot.stage]
        values = self.space.values
        left = self.space.left(spot.turns)
        for more in subsets(bit for bit in values.arising if not spot.base & bit):
            if more and self.plays(replace(spot, base=spot.base | more, now=now)):
                return True
        if at_the_end and spot.opened is None and not place.stage.clocks and place.stage.limits:
            for number, extension in enumerate(place.stage.extensions):
                guard = values.guard(extension.condition)
                allowed = any(guard.holds(spot.base | c) for c in values.changing)
                if number not in spot.extended and allowed:
                    until = self._soonest([extension.duration], now, received=False)
                    nxt = replace(spot, now=now, until=until, extended=(*spot.extended, number))
                    if self.plays(nxt):
                        return True
        for c in values.changing:
            mask = spot.base | c
            if any(self._exits(spot, place.lanes_on(mask, left), now)):
                return True
            if spot.opened is not None:
                continue
            for outcome in place.outcomes(mask, self.terms.duties):
                opened = place.matching(outcome, mask, left)
                nxt = replace(spot, now=now, opened=opened, since=now, until=None)
                asks = self.require.kind is RequireKind.IF_OUTCOME and spot.began is None
                here = self.procedure.stages[spot.stage].name
                if asks and outcome in self.require.outcomes and not self._is_goal(here):
                    nxt = replace(nxt, began=now)
                if self.plays(nxt):
                    return True
        return spot.opened is not None and any(self._exits(spot, spot.opened, now))

    def _exits(self, spot: Spot, exits: Iterable[Exit], now: datetime) -> Iterator[bool]:
        for e in exits:
            if e.move.hole or self._closed(e, spot, now):
                continue
            turns = spot.turns
            if e.turn is not None:
                turns = (*turns[: e.turn], turns[e.turn] + 1, *turns[e.turn + 1 :])
            for target in e.move.targets:
                nxt = self._come(target, spot.base, turns, now, spot.began, spot.totals)
                if nxt is not None:
                    yield self.plays(nxt)

    def _closed(self, e: Exit, spot: Spot, now: datetime) -> bool:
        """Whether the window of a permission is over."""
        move = e.move
        if move.strength is not Strength.MAY or move.limit is None or spot.since is None:
            return False
        if move.trigger.value == "whenever" or move.limit.starts or move.limit.backward:
            return False
        end = self._figures(move.limit, str(move.line.number), spot.since)
        return move.limit.definite and end is not None and now > end
