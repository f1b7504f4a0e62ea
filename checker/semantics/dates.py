"""Whether a limit gives a date, in given states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.procedure.model import Outcome, Start, Strength, TotalLimit
from checker.semantics.places import Exit
from checker.semantics.settling import Settling
from checker.worktime.real_waits import leaves_a_gap

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from checker.procedure.model import Limit, StartEvent
    from checker.semantics.places import Compiled, Place, WaitEnd
    from checker.semantics.terms import Terms

_ANSWERS = frozenset({Outcome.AGREED, Outcome.NOT_AGREED})


class Deadline(Struct, frozen=True):
    """A limit where it stands, while a case is in `stage`.

    `name`: of its hole. `given`: the stages whose start has come about. `brought`: whether duties
    of the stage can bring its event about. `behind`: the event that its move comes after.
    """

    limit: Limit
    name: str
    stage: str
    given: tuple[str, ...]
    brought: bool = True
    behind: Start | None = None

    @property
    def from_an_event(self) -> bool:
        """Whether it counts from named events, none of them the start or one that is given."""
        return bool(self.limit.starts) and not any(self.at_home(s) for s in self.limit.starts)

    def at_home(self, start: StartEvent) -> bool:
        """Whether the event is the start, or the start of the stage where the limit stands."""
        return start.kind in {Start.DEFAULT, Start.PROCEDURE} or (
            start.kind is Start.STAGE and start.name in self.given
        )


def deadlines(compiled: Compiled, line: WaitEnd) -> list[Deadline]:
    """The limits of a line."""
    given: tuple[str, ...] = (line.stage,)
    if isinstance(line.written, TotalLimit):
        given = tuple(compiled.index) if line.written.whole_procedure else line.written.stages
    after = behind(line) if isinstance(line, Exit) else None
    return [
        Deadline(limit, name, line.stage, given, brought=not line.total, behind=after)
        for name, limit in line.limits
    ]


def behind(e: Exit) -> Start | None:
    """What a move on these outcomes has behind it."""
    outcomes = frozenset(e.move.outcomes)
    if outcomes == {Outcome.DECIDED}:
        return Start.DECISION
    return Start.ANSWER if outcomes and outcomes <= _ANSWERS else None


def from_events(compiled: Compiled, place: Place) -> Iterator[tuple[WaitEnd, Deadline]]:
    """The lines of a stage that are no permissions, each with a limit of it that counts from events
    which need not have come about.
    """
    lines: list[WaitEnd] = [*place.bounds, *place.moves]
    for line in lines:
        for deadline in deadlines(compiled, line):
            free = line.written.strength is Strength.MAY or deadline.limit.backward
            if deadline.from_an_event and not free:
                yield line, deadline


def gaps(lines: Iterable[WaitEnd]) -> Iterator[WaitEnd]:
    """Those of some lines that are no permissions, and say nothing of a start out of hours."""
    for line in lines:
        limit, binding = line.written.limit, line.written.strength is not Strength.MAY
        if binding and limit is not None and not line.total and leaves_a_gap(limit):
            yield line


class Dates(Settling):
    """What is in force and dated.

    `avoiding`: the stages that a case can come to without having been in another one.
    """

    def __init__(
        self, compiled: Compiled, terms: Terms, avoiding: Callable[[str], Container[int]]
    ) -> None:
        """Nothing is worked out before it is asked for."""
        super().__init__(compiled, terms)
        self._avoiding = avoiding
        self._needed: dict[WaitEnd, list[Deadline] | None] = {}

    def enough(self, line: WaitEnd, mask: int) -> bool:
        """Whether an exit or a limit is in force and dated."""
        if line not in self._needed:
            there = self.terms.needed(line) is not None
            self._needed[line] = deadlines(self.compiled, line) if there else None
        needed = self._needed[line]
        return needed is not None and all(
            not each.limit.backward
            and self.comes_about(each, mask)
            and self.terms.has_time(each.limit, each.name)
            for each in needed
        )

    def comes_about(self, deadline: Deadline, mask: int) -> bool:
        """Whether one of the events does that the limit counts from."""
        starts = deadline.limit.starts
        return not starts or any(self._event(deadline, start, mask) for start in starts)

    def covers(self, line: WaitEnd, mask: int) -> bool:
        """Whether a line that is on is in force, dated and has a time out of hours."""
        limit = line.written.limit
        if limit is None or not self.terms.covers(limit, str(line.number)):
            return False
        return self.enough(line, mask)

    def uncovered(self, place: Place, mask: int, left: int) -> Iterator[WaitEnd]:
        """The lines that are on and leave a gap which no lane that is on covers; nor, where the
        line is a limit, such a limit.
        """
        lanes = place.lanes_on(mask, left)
        bounds = [b for b in place.bounds if not b.total and place.bound_on(b, mask)]
        if not any(self.covers(lane, mask) for lane in lanes):
            yield from gaps(lanes)
            if not any(self.covers(bound, mask) for bound in bounds):
                yield from gaps(bounds)

    def unstarted(self, place: Place, mask: int) -> Iterator[WaitEnd]:
        """The lines whose own condition holds, with a limit none of whose events comes about."""
        for line, deadline in from_events(self.compiled, place):
            if line.guard.holds(mask) and not self.comes_about(deadline, mask):
                yield line

    def _event(self, deadline: Deadline, start: StartEvent, mask: int) -> bool:
        if deadline.at_home(start) or start.kind is deadline.behind:
            return True
        stage = self.compiled.index[deadline.stage]
        if start.kind is Start.STAGE and start.name is not None:
            return stage not in self._avoiding(start.name)
        return deadline.brought and self._brought(stage, start.kind, mask)

    def _brought(self, stage: int, event: Start, mask: int) -> bool:
        """Whether a duty of the stage brings the event about."""
        place = self.compiled.places[stage]
        return any(
            duty.verb.brings is event
            and self.terms.complied(duty.line, duty.strength)
            and not duty.outcomes
            and duty.limit is not None
            and duty.limit.definite
            and not duty.limit.starts
            and place.duties.unbroken(duty, mask)
            for duty in place.duties.written
        )
