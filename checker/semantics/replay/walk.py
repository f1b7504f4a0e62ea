"""A case walked event by event; each step is refused with a plain reason, or permitted."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from msgspec import Struct, field
from msgspec.structs import replace

from checker.answers.story import EventKind
from checker.procedure.model import Strength
from checker.semantics.places import used_once
from checker.semantics.replay.facts import forbidden_change, impossible, told
from checker.semantics.terms import counts_from_its_place
from checker.worktime.latest import latest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.answers.story import Event
    from checker.answers.verdict import PartKey
    from checker.procedure.model import Limit, Outcome, Target, Unit
    from checker.semantics.places import Bound, Compiled, Exit, Place
    from checker.semantics.settling import Settling
    from checker.semantics.terms import Terms
    from checker.worktime.calendar import Calendar


P = ParamSpec("P")


class Pending(Struct, frozen=True):
    """An outcome that came about, the facts of that moment, and the exits that it opened then."""

    outcome: Outcome
    moment: datetime
    opened: tuple[Exit, ...]
    facts: int


class Snapshot(Struct, frozen=True):
    """How a case stood after an event: all that going round has to leave as it was."""

    place: str | None
    lasting: int
    turns: tuple[int, ...]
    pending: bool


class Step(Struct, frozen=True):
    """An exit that was taken: at which event, by which target, with which facts."""

    event: int
    taken: Exit
    target: Target
    facts: int
    outcome: Outcome | None


class Walk(Struct):
    """A case so far. `facts` and `history` are masks of what is true, now and after each event;
    `seen`: the facts since the case entered its stage, each with its moment.

    `at` is None before the start, and once the case has ended or gone to what is missing; then
    `place` tells where. `held`: atoms that keep their value where it is asked what holds whatever
    changes. `boards_end`: a case that comes to a stage of the board's has ended; `boards_wait`:
    what is written of that stage is looked at all the same. `kind`: what bare days mean, where
    that is given.
    """

    compiled: Compiled
    terms: Terms
    calendar: Calendar
    held: int = 0
    boards_end: bool = True
    boards_wait: bool = False
    kind: Unit | None = None
    place: str | None = None
    at: Place | None = None
    facts: int = 0
    turns: tuple[int, ...] = ()
    seen: list[tuple[datetime, int]] = field(default_factory=list)
    pending: Pending | None = None
    steps: list[Step] = field(default_factory=list)
    snapshots: list[Snapshot] = field(default_factory=list)
    history: list[int] = field(default_factory=list)
    moments: list[datetime] = field(default_factory=list)

    @property
    def left(self) -> int:
        """Which of the lines with turns have some left."""
        return self.compiled.left(self.turns)

    @property
    def came(self) -> str | None:
        """The outcome that is pending, if one is."""
        return None if self.pending is None else self.pending.outcome.value

    def not_pending(self, outcome: str | None) -> Iterator[str]:
        """Why that outcome is not pending; None: why one is."""
        if self.came != outcome:
            yield "another outcome is pending, or none is"

    def onward(self, i: int) -> list[int]:
        """The stages that moves lead to from a stage, whatever their conditions."""
        place = self.compiled.places[i]
        ended = place.stage.board and self.boards_end
        return [] if ended else [to for e in place.moves for to in self.compiled.led_to(e)]

    def not_again(self, last: Event) -> Iterator[str]:
        """Why the case is not as it was at that event, or did not move since."""
        if last.kind is not EventKind.AGAIN or last.back_to is None:
            yield "the story does not end by coming round"
            return
        if not 0 <= last.back_to < len(self.snapshots) - 1:
            yield "it comes back to no earlier event"
            return
        before, now = self.snapshots[last.back_to], self.snapshots[-1]
        if (before.place, before.pending) != (now.place, now.pending):
            yield f"the case was in {before.place} then, and is in {now.place} now"
        if before.lasting != now.lasting:
            yield "a fact that stays has come about since"
        if before.turns != now.turns:
            yield "a turn has been used since"
        if not self.round_trip(last):
            yield "nothing moved in between"

    def round_trip(self, last: Event) -> list[Step]:
        """The steps since the event that the case comes back to."""
        since = last.back_to
        return [step for step in self.steps if since is not None and step.event > since]

    def runs_out(self, limit: Limit, since: datetime) -> datetime | None:
        """When a definite limit counted from then runs out; None: it says nothing of that."""
        if self.kind is not None:
            limit = replace(limit, durations=tuple(d.read(self.kind) for d in limit.durations))
        last = latest(limit, since, self.calendar)
        return last if isinstance(last, datetime) else None

    def settled(self, settling: Settling, how: str = "") -> Iterator[str]:
        """Why the case does not stay where it is, by one notion of what ends a wait."""
        if self.at is None:
            return
        for _ in settling.lanes(self.at, self.facts, self.left):
            yield f"a lane takes the case out of {self.place} {how or 'in the end'}"
        for e in settling.moves(self.pending.opened, self.pending.facts) if self.pending else ():
            yield f"line {e.number} moves the case {how or 'on'}"
        for _ in settling.bounds(self.at, self.facts) if self.pending is None else ():
            yield f"a limit has {self.place} end {how}".rstrip()

    # --- event by event ---

    def take(self, event: Event) -> str | None:
        """Let the event happen; the reason why it cannot, or None."""
        if not self.moments:
            self.turns = (0,) * len(self.compiled.turns)
        reason = next(self._untimely(event), None) or next(self._let(event), None)
        self.moments.append(event.moment)
        lasting = self.facts & self.compiled.values.lasting
        self.snapshots.append(
            Snapshot(self.place, lasting, self.turns, pending=self.pending is not None)
        )
        self.history.append(self.facts)
        return reason

    def _untimely(self, event: Event) -> Iterator[str]:
        if event.moment.tzinfo is None:
            yield "the moment has no time zone"
        if self.moments and event.moment < self.moments[-1]:
            yield "the moment goes back"
        if self.moments and self.at is None and event.kind is not EventKind.DELAYED:
            yield f"the case has ended in {self.place}"
        if self.at is not None:
            yield from _overrun(self, self.at, event.moment)

    def _let(self, event: Event) -> Iterator[str]:
        """Why the event cannot happen; where nothing is yielded, it has."""
        if (event.kind is EventKind.RAISED) is bool(self.moments):
            yield "a case is raised once, at its start"
        match event.kind:
            case EventKind.RAISED:
                yield from self._raise(event)
            case EventKind.FACTS:
                yield from self._change(event)
            case EventKind.OUTCOME:
                yield from self._come_about(event)
            case EventKind.MOVED:
                yield from self._move(event)
            case _ if event.place != self.place:
                yield f"the case is in {self.place}"

    def _raise(self, event: Event) -> Iterator[str]:
        self.facts = told(self.compiled, self.terms.chosen, event.facts)
        yield from impossible(self.compiled, self.facts)
        if event.place not in {target.name for target in self.compiled.starts(self.facts)}:
            yield f"a case does not start in {event.place}"
        self._enter(event.place, event.moment)

    def _enter(self, place: str | None, moment: datetime) -> None:
        self.place, self.pending = place, None
        self.at = self.compiled.place(place) if place and place in self.compiled.index else None
        if self._ended() and not self.boards_wait:
            self.at = None
        self.seen = [(moment, self.facts)]

    def _change(self, event: Event) -> Iterator[str]:
        after = told(self.compiled, self.terms.chosen, event.facts)
        yield from impossible(self.compiled, after)
        yield from forbidden_change(self.compiled, self.facts, after)
        if event.place != self.place:
            yield f"the case is in {self.place}"
        for e in self.pending.opened if self.pending is not None else ():
            if self.terms.at_once(e.move):
                yield f"line {e.number} is taken at its outcome"
        self.facts = after
        self.seen.append((event.moment, after))

    def _ended(self) -> bool:
        """Whether the board has the case, which then goes no further."""
        return self.at is not None and self.at.stage.board and self.boards_end

    def _come_about(self, event: Event) -> Iterator[str]:
        if self.at is None or event.place != self.place or self._ended():
            yield f"the case is in {self.place}"
        elif event.outcome is None:
            yield "no outcome is named"
        elif self.pending is not None:
            yield f"`{self.pending.outcome.value}` has come about already"
        else:
            duties = self.terms.duties_of(self.at.stage)
            if event.outcome not in self.at.outcomes(self.facts, duties):
                yield f"`{event.outcome.value}` cannot come about in {self.place}"
            opened = self.at.matching(event.outcome, self.facts, self.left)
            self.pending = Pending(event.outcome, event.moment, opened, self.facts)

    def _move(self, event: Event) -> Iterator[str]:
        if self.at is None or self._ended():
            yield f"the case has ended in {self.place}"
            return
        step = next(self._steps_by(self.at, event), None)
        if step is None:
            yield f"line {event.line} does not lead from {self.place} to {event.place} now"
            return
        if step.taken.move.hole:
            yield f"line {event.line} leads nowhere that is known"
        if self._window_closed(step.taken, event.moment):
            yield f"the window of line {event.line} has closed"
        self.turns = used_once(self.turns, step.taken)
        self.steps.append(step)
        self._enter(event.place, event.moment)

    def _steps_by(self, place: Place, event: Event) -> Iterator[Step]:
        """The ways in which that line can take the case there."""
        opened = self.pending.opened if self.pending is not None else ()
        outcome = self.pending.outcome if self.pending is not None else None
        open_now = [e for e in opened if e.has_turns(self.left)]
        open_now += place.lanes_on(self.facts, self.left)
        for e in open_now:
            for target in e.move.targets:
                if e.number == event.line and target.name == event.place:
                    came = None if e.lane else outcome
                    yield Step(len(self.moments), e, target, self.facts, came)

    def _window_closed(self, e: Exit, moment: datetime) -> bool:
        """Whether a permission is gone: a `may` move with a limit is a window after its outcome."""
        limit = e.move.limit
        if e.move.strength is not Strength.MAY or limit is None or self.pending is None:
            return False
        if e.lane or limit.starts or limit.backward:
            return False
        last = self.runs_out(limit, self.pending.moment)
        return last is not None and moment > last


def in_its_stage(
    reasons: Callable[Concatenate[Walk, Place, PartKey, P], Iterator[str]],
) -> Callable[Concatenate[Walk, PartKey, P], Iterator[str]]:
    """The reasons why not, given the stage of the part; one is that the story ends elsewhere."""

    def every_reason(
        walk: Walk, key: PartKey, /, *args: P.args, **kwargs: P.kwargs
    ) -> Iterator[str]:
        if walk.at is None or walk.place != key.place:
            return iter((f"the story ends in {walk.place}",))
        return reasons(walk, walk.at, key, *args, **kwargs)

    return every_reason


# --- what was due by when ---


def _overrun(case: Walk, place: Place, moment: datetime) -> Iterator[str]:
    """The lines that had taken the case out of its stage before this moment.

    Only what is definite and counts from where its place has it count is looked at: limits of the
    stage that were on ever since the case entered, whatever changed (no outcome being pending);
    lanes since they came on for good; moves that the pending outcome opened. Passed over: a limit
    that may be extended, whose clock may stop, or that needs a table that is not there; what a
    consultation holds up.
    """
    entered = case.seen[0][0]
    for bound in place.bounds if case.pending is None else ():
        limit = bound.line.limit
        due = not bound.total and _is_due(case, limit, entered, moment, place.stage.name)
        if due and _always(case, place, bound):
            yield f"line {bound.number} has the stage end before then"
    for lane in place.lanes:
        # Counted from a later moment it is due no sooner: most lanes are not even from the first.
        if _binding_due(case, lane, entered, moment):
            since = _on_since(case, place, lane)
            if since is not None and _binding_due(case, lane, since, moment):
                yield f"line {lane.number} moves the case before then"
    if case.pending is not None:
        for e in case.pending.opened:
            at_once = case.terms.at_once(e.move) and moment > case.pending.moment
            if at_once or _binding_due(case, e, case.pending.moment, moment):
                yield f"line {e.number} moves the case before then"


def _always(case: Walk, place: Place, bound: Bound) -> bool:
    """Whether a limit is in force and has been on since the case entered, and nothing delays it."""
    return (
        case.terms.in_the_end(bound)
        and not place.stage.extensions
        and not place.stage.clocks
        and all(place.unbroken(bound, facts, held=case.held) for _, facts in case.seen)
    )


def _on_since(case: Walk, place: Place, lane: Exit) -> datetime | None:
    """Since when a lane has been on, whatever changed; None where something can switch it off.

    A story need not tell how often such a lane was switched off and on before it was due.
    """
    since = None
    for moment, facts in case.seen:
        if not place.unbroken(lane, facts, case.left, case.held):
            since = None
        elif since is None:
            since = moment
    return since


def _binding_due(case: Walk, e: Exit, since: datetime, moment: datetime) -> bool:
    limit = e.move.limit
    return (
        limit is not None
        and e.move.consultation is None
        and case.terms.binds(e.move)
        and _is_due(case, limit, since, moment, None)
    )


def _is_due(case: Walk, limit: Limit, since: datetime, moment: datetime, stage: str | None) -> bool:
    """Whether a definite limit counted from then has run out before this moment."""
    if moment <= since:  # no limit falls before its start
        return False
    if not limit.definite or limit.backward or limit.also:
        return False
    if not counts_from_its_place(limit, stage):
        return False
    last = case.runs_out(limit, since)
    return last is not None and moment > last
