"""Which lines give a date in a case that is being walked, as MEANING section 6 has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.procedure.holes import HoleKind
from checker.procedure.model import (
    Outcome,
    StageLimit,
    Start,
    Strength,
    TargetKind,
    TotalLimit,
    Trigger,
    Unit,
    Verb,
)
from checker.semantics.replay.facts import atoms_of, whatever_changes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.procedure.model import Atom, Duty, Limit, Move, Stage, StartEvent
    from checker.semantics.replay.rules import Rules

_DUTIES = {
    Start.MEETING: (Verb.CONVENE, Verb.MEET),
    Start.DECISION: (Verb.DECIDE,),
    Start.NOTICE: (Verb.TELL, Verb.SEND),
}
_TALKED = {Outcome.AGREED, Outcome.NOT_AGREED}


class Dates(Struct, frozen=True):
    """What gives a date in `stage` with these facts, as the rules read the text."""

    rules: Rules
    stage: Stage
    facts: frozenset[Atom]

    # --- one limit ---

    def has_time(self, limit: Limit, name: str) -> bool:
        """Whether there is a time, whatever it counts from."""
        if limit.missing:
            return self.rules.good(HoleKind.MISSING_LIMIT, name)
        if limit.definite or self.rules.means(limit) is not None:
            return True
        return self.rules.good(HoleKind.VAGUE_LIMIT, name)

    def always(self, limit: Limit, name: str) -> bool:
        """Whether there is a time for a start out of hours, too."""
        if limit.missing:
            return self.rules.good(HoleKind.MISSING_LIMIT, name)
        if limit.definite or any(start.receiving for start in limit.starts):
            return not gap(limit)
        means = self.rules.means(limit)
        settled = means is not None and not gap(means)
        return settled or self.rules.good(HoleKind.VAGUE_LIMIT, name)

    def dated(self, limit: Limit, name: str, move: Move | None = None) -> bool:
        """Whether a limit that stands in this stage gives a date."""
        return (
            not limit.backward
            and self.has_time(limit, name)
            and (not limit.starts or any(self.happens(s, move) for s in limit.starts))
        )

    def happens(self, start: StartEvent, move: Move | None = None) -> bool:
        """Whether an event that a limit counts from comes about."""
        if start.kind in {Start.DEFAULT, Start.PROCEDURE}:
            return True
        if start.kind is Start.STAGE:
            return start.name in {None, self.stage.name} or self._been_in(start.name or "")
        outcomes = set(move.outcomes) if move is not None else set()
        if outcomes and start.kind is Start.DECISION and outcomes == {Outcome.DECIDED}:
            return True
        if outcomes and start.kind is Start.ANSWER and outcomes <= _TALKED:
            return True
        return any(
            self._done(d) for d in self.stage.duties if d.verb in _DUTIES.get(start.kind, ())
        )

    def _done(self, duty: Duty) -> bool:
        limit = duty.limit
        if limit is None or duty.outcomes or limit.starts or limit.backward or not limit.definite:
            return False
        same = [each for each in self.stage.duties if each.verb is duty.verb]
        return self.rules.complied_with(duty.line, duty.strength) and self.steady(
            lambda facts: duty in self.rules.due(self.stage, duty.verb, facts),
            atoms_of(each.condition for each in same),
        )

    def steady(self, holds: Callable[[frozenset[Atom]], bool], atoms: set[Atom]) -> bool:
        """Whether something about these atoms holds whatever changes."""
        held = self.rules.held
        return whatever_changes(self.rules.procedure, self.facts, atoms, held, holds)

    def _been_in(self, name: str) -> bool:
        """Whether nothing leads here but through the stage `name`, whatever the facts are."""
        return self.stage.name not in _without(self.rules, name)

    # --- what is in force ---

    def limits(self) -> Iterator[StageLimit | TotalLimit]:
        """The limits on the stage's end that are in force, dated and on whatever changes."""
        every: list[StageLimit | TotalLimit] = [*self.stage.limits, *self.rules.procedure.totals]
        for limit in every:
            if (
                self.rules.complied_with(limit.line, limit.strength)
                and self.counts(limit)
                and self.rules.limit_unbroken(self.stage, limit, self.facts)
            ):
                yield limit

    def counts(self, limit: StageLimit | TotalLimit) -> bool:
        """Whether a limit on the stage's end gives a date, where it is in force."""
        name = str(limit.line.number)
        if isinstance(limit, StageLimit):
            return not self.stage.clocks and self.dated(limit.limit, name)
        starts = limit.limit.starts
        return (
            not limit.limit.backward
            and self.has_time(limit.limit, name)
            and (not starts or any(self.total_happens(limit, start) for start in starts))
        )

    def total_happens(self, total: TotalLimit, start: StartEvent) -> bool:
        """Whether an event that a total counts from comes about."""
        if start.kind in {Start.DEFAULT, Start.PROCEDURE}:
            return True
        if start.kind is not Start.STAGE:
            return False
        own = {None, self.stage.name, *total.stages}
        return start.name in own or self._been_in(start.name or "")

    def move_dated(self, move: Move) -> bool:
        """Whether a move gives a date by which it is taken, its consultation included."""
        number = str(move.line.number)
        if move.limit is None and move.trigger is Trigger.LANE:
            return False
        if move.limit is not None and not self.dated(move.limit, number, move):
            return False
        if move.consultation is None:
            return True
        held = move.consultation.limit
        return held is not None and self.dated(held, f"{number}/consulting", move)

    def lanes(self, used: dict[int, int]) -> Iterator[Move]:
        """The lanes in force, dated and on whatever changes."""
        for lane in self.stage.moves:
            if (
                lane.trigger is Trigger.LANE
                and self.rules.binds(lane)
                and self.move_dated(lane)
                and self.rules.lane_unbroken(self.stage, lane, self.facts, used)
            ):
                yield lane


def gap(limit: Limit) -> bool:
    """Whether a limit with figures says nothing of a start out of hours."""
    if any(start.receiving for start in limit.starts):
        return False
    figures = {duration.unit for duration in (*limit.durations, *limit.also)}
    return figures == {Unit.SAME_WORKING_DAY}


def elsewhere(limit: Limit, places: set[str]) -> bool:
    """Whether a limit counts from nothing but events that need not come about where it stands."""
    here = {Start.DEFAULT, Start.PROCEDURE}
    return bool(limit.starts) and not any(
        start.kind in here or (start.kind is Start.STAGE and (start.name or "") in {*places, ""})
        for start in limit.starts
    )


def _without(rules: Rules, name: str) -> set[str]:
    """The stages that lines lead to when none leads on from the stage `name`."""
    procedure = rules.procedure
    places = {stage.name: stage for stage in procedure.stages}
    found: set[str] = set()
    ahead = [entry.target.name or "" for entry in procedure.entries]
    if procedure.start is not None:
        ahead.append(procedure.start.name or "")
    elif procedure.start_not_stated:
        ahead += list(places)
    else:
        untracked = [s.name for s in procedure.stages if s.track is None]
        ahead += (untracked or list(places))[:1]
    while ahead:
        place = ahead.pop()
        if place in found or place not in places:
            continue
        found.add(place)
        if place == name or (places[place].board and rules.boards_end):
            continue
        ahead += [
            target.name or ""
            for move in places[place].moves
            for target in move.targets
            if target.kind is TargetKind.STAGE
        ]
    return found


def strong(strength: Strength) -> bool:
    """Whether a line of this strength is more than a permission."""
    return strength is not Strength.MAY
