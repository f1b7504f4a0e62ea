"""A case walked event by event; each step is refused with a plain reason, or permitted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from checker.answers.story import EventKind
from checker.procedure.model import Strength, Target, TargetKind, Trigger
from checker.semantics.replay.due import overrun
from checker.semantics.replay.facts import constant, forbidden_change, impossible, true
from checker.semantics.replay.rules import has_turns
from checker.worktime.latest import Untabled, latest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from checker.answers.story import Event
    from checker.procedure.model import Atom, Move, Outcome, Stage
    from checker.semantics.replay.rules import Rules
    from checker.worktime.calendar import Calendar


class Pending(Struct, frozen=True):
    """An outcome that came about, the facts of that moment, and the moves that it opened then."""

    outcome: Outcome
    moment: datetime
    moves: tuple[Move, ...]
    facts: frozenset[Atom]


class Snapshot(Struct, frozen=True):
    """How a case stood after an event: all that going round has to leave as it was."""

    place: str | None
    lasting: frozenset[Atom]
    used: tuple[tuple[int, int], ...]
    pending: bool


class Step(Struct, frozen=True):
    """A move that was taken: from which stage, by which move, where to, with which facts."""

    event: int
    stage: Stage
    move: Move
    target: Target
    facts: frozenset[Atom]
    outcome: Outcome | None


class Walk(Struct):
    """A case so far. `seen`: the facts since it entered its stage, each with its moment.

    `stage` is None before the start, and once the case has ended or gone to what is missing; then
    `place` tells where.
    """

    rules: Rules
    calendar: Calendar
    read: frozenset[Atom]
    place: str | None = None
    stage: Stage | None = None
    entered: datetime | None = None
    facts: frozenset[Atom] = frozenset()
    seen: list[tuple[datetime, frozenset[Atom]]] = field(default_factory=list)
    used: dict[int, int] = field(default_factory=dict)
    pending: Pending | None = None
    steps: list[Step] = field(default_factory=list)
    snapshots: list[Snapshot] = field(default_factory=list)
    history: list[frozenset[Atom]] = field(default_factory=list)
    moments: list[datetime] = field(default_factory=list)

    def take(self, event: Event) -> str | None:
        """Let the event happen; the reason why it cannot, or None."""
        reason = self._timely(event) or self._let(event)
        self.moments.append(event.moment)
        self.snapshots.append(
            Snapshot(
                self.place,
                constant(self.rules.procedure, self.facts),
                tuple(sorted(self.used.items())),
                self.pending is not None,
            )
        )
        self.history.append(self.facts)
        return reason

    def _timely(self, event: Event) -> str | None:
        if event.moment.tzinfo is None:
            return "the moment has no time zone"
        if self.moments and event.moment < self.moments[-1]:
            return "the moment goes back"
        if self.moments and self.stage is None and event.kind is not EventKind.DELAYED:
            return f"the case has ended in {self.place}"
        if self.stage is not None:
            return overrun(self, self.stage, event.moment)
        return None

    def _let(self, event: Event) -> str | None:
        if (event.kind is EventKind.RAISED) is bool(self.moments):
            return "a case is raised once, at its start"
        match event.kind:
            case EventKind.RAISED:
                return self._raise(event)
            case EventKind.FACTS:
                return self._change(event)
            case EventKind.OUTCOME:
                return self._come_about(event)
            case EventKind.MOVED:
                return self._move(event)
            case _:
                return None if event.place == self.place else f"the case is in {self.place}"

    def _read(self, event: Event) -> frozenset[Atom]:
        """The atoms of an event with the options as the story reads them."""
        options = {o for r in self.rules.procedure.readings for o in r.options}
        return self.read | (event.facts - options)

    def _raise(self, event: Event) -> str | None:
        facts = self._read(event)
        wrong = impossible(self.rules.procedure, facts)
        if wrong is not None:
            return wrong
        self.facts = facts
        places = {target.name for target in self._starts()}
        if event.place not in places:
            return f"a case does not start in {event.place}"
        self._enter(event.place, event.moment)
        return None

    def _starts(self) -> Iterator[Target]:
        procedure = self.rules.procedure
        entries = [e.target for e in procedure.entries if true(e.condition, self.facts)]
        if entries:
            yield from entries
        elif procedure.start is not None:
            yield procedure.start
        else:
            names = [s.name for s in procedure.stages]
            if not procedure.start_not_stated:
                names = ([s.name for s in procedure.stages if s.track is None] or names)[:1]
            yield from (Target(TargetKind.STAGE, name) for name in names)

    def _enter(self, place: str | None, moment: datetime) -> None:
        stage = self.rules.procedure.stages_by_name.get(place or "")
        self.place, self.entered, self.pending = place, moment, None
        ended = stage is not None and stage.board and self.rules.boards_end
        self.stage = None if ended and not self.rules.boards_wait else stage
        self.seen = [(moment, self.facts)]

    def _change(self, event: Event) -> str | None:
        after = self._read(event)
        wrong = impossible(self.rules.procedure, after) or forbidden_change(
            self.rules.procedure, self.facts, after
        )
        if wrong is not None:
            return wrong
        if event.place != self.place:
            return f"the case is in {self.place}"
        if self.pending is not None:
            at_once = [m for m in self.pending.moves if self.rules.at_once(m)]
            if at_once:
                return f"line {at_once[0].line.number} is taken at its outcome"
        self.facts = after
        self.seen.append((event.moment, after))
        return None

    def _ended(self) -> bool:
        """Whether the board has the case, which then goes no further."""
        return self.stage is not None and self.stage.board and self.rules.boards_end

    def _come_about(self, event: Event) -> str | None:
        if self.stage is None or event.place != self.place or self._ended():
            return f"the case is in {self.place}"
        if event.outcome is None:
            return "no outcome is named"
        if self.pending is not None:
            return f"`{self.pending.outcome.value}` has come about already"
        if event.outcome not in self.rules.outcomes(self.stage, self.facts):
            return f"`{event.outcome.value}` cannot come about in {self.place}"
        moves = self.rules.matching(self.stage, event.outcome, self.facts, self.used)
        self.pending = Pending(event.outcome, event.moment, moves, self.facts)
        return None

    def _move(self, event: Event) -> str | None:
        if self.stage is None or self._ended():
            return f"the case has ended in {self.place}"
        step = next(self._steps_by(self.stage, event), None)
        if step is None:
            return f"line {event.line} does not lead from {self.place} to {event.place} now"
        if step.move.hole:
            return f"line {event.line} leads nowhere that is known"
        reason = self._closed_window(step.move, event.moment)
        if reason is not None:
            return reason
        if step.move.at_most is not None:
            number = step.move.line.number
            self.used[number] = self.used.get(number, 0) + 1
        self.steps.append(step)
        self._enter(event.place, event.moment)
        return None

    def _steps_by(self, stage: Stage, event: Event) -> Iterator[Step]:
        """The ways in which that line can take the case there."""
        opened = self.pending.moves if self.pending is not None else ()
        outcome = self.pending.outcome if self.pending is not None else None
        open_now = [m for m in opened if has_turns(m, self.used)]
        open_now += self.rules.lanes(stage, self.facts, self.used)
        for move in open_now:
            for target in move.targets:
                if move.line.number == event.line and target.name == event.place:
                    came = None if move.trigger is Trigger.LANE else outcome
                    yield Step(len(self.moments), stage, move, target, self.facts, came)

    def _closed_window(self, move: Move, moment: datetime) -> str | None:
        """Why a permission is gone: a `may` move with a limit is a window after its outcome."""
        if move.strength is not Strength.MAY or move.limit is None or self.pending is None:
            return None
        if move.trigger is Trigger.LANE or move.limit.starts or move.limit.backward:
            return None
        last = latest(move.limit, self.pending.moment, self.calendar)
        if last is None or isinstance(last, Untabled) or moment <= last:
            return None
        return f"the window of line {move.line.number} has closed"
