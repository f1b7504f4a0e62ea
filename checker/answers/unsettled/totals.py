"""What `stages-fit-the-total` does not add up: whatever makes a way longer than its limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.unsettled.places import binding
from checker.answers.verdict import Unclear
from checker.procedure.graph import strongly_connected
from checker.procedure.model import Trigger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Procedure, Stage, TotalLimit


def not_added_up(procedure: Procedure, total: TotalLimit) -> tuple[Unclear, ...]:
    """The lines that can make a way through the stages of a total longer than is counted."""
    covered = [s for s in procedure.stages if total.whole_procedure or s.name in total.stages]
    names = {stage.name for stage in covered}
    found = [each for s in covered for each in (*_of_stage(s), *_of_moves(s, names))]
    return tuple(dict.fromkeys([*found, *_loops(covered)]))


def _of_stage(stage: Stage) -> Iterator[Unclear]:
    for clock in stage.clocks:
        yield Unclear(clock.line.number, "what a clock that stops adds to the stages of a total")
    for wait in stage.waits:
        yield Unclear(wait.line.number, f"what `waits for {wait.track}` adds to a total")
    for duty in stage.duties:
        if duty.holds_up:
            yield Unclear(duty.line.number, "what a check `before moving on` adds to a total")
    for each in binding(stage.limits):
        if each.limit.definite and each.limit.starts:
            yield Unclear(each.line.number, "what a limit counts in a total that names its start")


def _of_moves(stage: Stage, covered: set[str]) -> Iterator[Unclear]:
    """Moves out of the stages of a total that take time, and those that count it from elsewhere."""
    for move in stage.moves:
        held = move.consultation.limit if move.consultation is not None else None
        limits = [limit for limit in (move.limit, held) if limit is not None]
        out = any(target.name not in covered for target in move.targets)
        elsewhere = any(limit.definite and limit.starts for limit in limits)
        timed = move.limit is not None or move.consultation is not None
        if move.trigger is not Trigger.LANE and timed and (out or elsewhere):
            yield Unclear(move.line.number, "what the time of a move adds to the stages of a total")


def _loops(covered: list[Stage]) -> Iterator[Unclear]:
    """Moves by which a case can come back within the stages of a total."""
    names = [stage.name for stage in covered]
    ways = [(s.name, t.name or "", m) for s in covered for m in s.moves for t in m.targets]
    for places in strongly_connected(((one, other) for one, other, _ in ways), names):
        for one, other, move in ways:
            if {one, other} <= places:
                yield Unclear(move.line.number, "what coming back adds to the stages of a total")
