"""Whether a limit gives a date, in given states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.audit.explorer.space import BRINGS
from checker.procedure.holes import HoleKind
from checker.procedure.model import Outcome, StageLimit, Start, Trigger

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.audit.explorer.reach import State
    from checker.audit.explorer.space import Bound, Exit, Space
    from checker.audit.explorer.terms import Terms
    from checker.procedure.model import Limit, StartEvent

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


def of_bound(space: Space, bound: Bound) -> Deadline:
    """A limit on the end of a stage, or a total over it."""
    line, number = bound.line, str(bound.line.line.number)
    if isinstance(line, StageLimit):
        return Deadline(line.limit, number, bound.stage, (bound.stage,))
    every = tuple(stage.name for stage in space.procedure.stages)
    given = every if line.whole_procedure else line.stages
    return Deadline(line.limit, number, bound.stage, given, brought=False)


def of_exit(e: Exit) -> list[Deadline]:
    """The limit of a move, and that of its consultation."""
    move, number = e.move, str(e.move.line.number)
    found = [(move.limit, number)]
    if move.consultation is not None:
        found.append((move.consultation.limit, f"{number}/consulting"))
    return [
        Deadline(limit, name, e.stage, (e.stage,), behind=_behind(e))
        for limit, name in found
        if limit is not None
    ]


def _behind(e: Exit) -> Start | None:
    """What a move on these outcomes has behind it."""
    outcomes = frozenset(e.move.outcomes)
    if outcomes == {Outcome.DECIDED}:
        return Start.DECISION
    return Start.ANSWER if outcomes and outcomes <= _ANSWERS else None


class Dates:
    """What is dated with given lines in force, under one reading.

    `avoiding`: the stages that a case can come to without having been in another one.
    """

    def __init__(
        self, space: Space, terms: Terms, avoiding: Callable[[str], frozenset[int]]
    ) -> None:
        """Nothing is worked out before it is asked for."""
        self._space = space
        self._terms = terms
        self._avoiding = avoiding

    def move(self, e: Exit, base: int) -> bool:
        """Whether a move or a lane is in force and dated, with these fixed and arisen atoms."""
        if e not in self._terms.settling:
            return False
        if e.move.hole:
            return True
        if e.move.trigger is Trigger.LANE and e.move.limit is None:
            return False
        consultation = e.move.consultation
        if consultation is not None and consultation.limit is None:
            return False
        return all(self._dated(deadline, base) for deadline in of_exit(e))

    def bound(self, bound: Bound, base: int) -> bool:
        """Whether a limit on a stage's end, or a total over it, is in force and dated."""
        if bound not in self._terms.bounds:
            return False
        if not bound.total and self._space.places[self._space.index[bound.stage]].stage.clocks:
            return False
        return self._dated(of_bound(self._space, bound), base)

    def lane_settles(self, state: State) -> bool:
        """Whether a lane in force and dated is on whatever the changing atoms are."""
        place = self._space.places[state.stage]
        return any(
            self.move(e, state.base) and place.lane_unbroken(e, state.base, state.left)
            for e in place.lanes
        )

    def bound_settles(self, state: State) -> bool:
        """Whether such a limit on the stage's end, or a total over it, is."""
        place = self._space.places[state.stage]
        return any(
            self.bound(b, state.base) and place.bound_unbroken(b, state.base) for b in place.bounds
        )

    def move_settles(self, e: Exit, state: State) -> bool:
        """Whether a move that matched in this state is in force and dated."""
        return self.move(e, state.base)

    def comes_about(self, deadline: Deadline, base: int) -> bool:
        """Whether one of the events does that the limit counts from."""
        starts = deadline.limit.starts
        return not starts or any(self._event(deadline, start, base) for start in starts)

    def _dated(self, deadline: Deadline, base: int) -> bool:
        limit = deadline.limit
        if limit.backward or not self.comes_about(deadline, base):
            return False
        if self._terms.settled(limit).definite:
            return True
        kind = HoleKind.MISSING_LIMIT if limit.missing else HoleKind.VAGUE_LIMIT
        return self._terms.good(kind, deadline.name)

    def _event(self, deadline: Deadline, start: StartEvent, base: int) -> bool:
        if deadline.at_home(start) or start.kind is deadline.behind:
            return True
        stage = self._space.index[deadline.stage]
        if start.kind is Start.STAGE and start.name is not None:
            return stage not in self._avoiding(start.name)
        return deadline.brought and self._brought(stage, start.kind, base)

    def _brought(self, stage: int, event: Start, base: int) -> bool:
        """Whether a duty of the stage brings the event about."""
        place = self._space.places[stage]
        return any(
            duty.verb in BRINGS.get(event, ())
            and duty.line.number in self._terms.duties
            and not duty.outcomes
            and duty.limit is not None
            and duty.limit.definite
            and not duty.limit.starts
            and place.duty_unbroken(duty, base)
            for duty, _ in place.duties
        )
