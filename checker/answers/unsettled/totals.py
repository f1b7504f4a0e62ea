"""What `stages-fit-the-total` does not add up: whatever makes a way longer than its limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.unsettled.places import binding
from checker.answers.verdict import Unclear
from checker.procedure.model import Trigger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Procedure, Stage, TotalLimit


def not_added_up(procedure: Procedure, total: TotalLimit) -> tuple[Unclear, ...]:
    """The lines that can make a way through the stages of a total longer than is counted."""
    covered = [s for s in procedure.stages if total.whole_procedure or s.name in total.stages]
    found = [each for stage in covered for each in _of_stage(stage)]
    return tuple(dict.fromkeys([*found, *_loops(covered)]))


def _of_stage(stage: Stage) -> Iterator[Unclear]:
    for extension in stage.extensions:
        yield Unclear(extension.line.number, "what an extension adds to the stages of a total")
    for clock in stage.clocks:
        yield Unclear(clock.line.number, "what a clock that stops adds to the stages of a total")
    for wait in stage.waits:
        yield Unclear(wait.line.number, f"what `waits for {wait.track}` adds to a total")
    for duty in stage.duties:
        if duty.holds_up:
            yield Unclear(duty.line.number, "what a check `before moving on` adds to a total")
    for move in stage.moves:
        timed = move.limit is not None or move.consultation is not None
        if timed and move.trigger is not Trigger.LANE:
            yield Unclear(move.line.number, "what the time of a move adds to the stages of a total")
    yield from _limits(stage)


def _limits(stage: Stage) -> Iterator[Unclear]:
    limits = [each for each in binding(stage.limits) if each.limit.definite]
    for each in limits:
        if each.limit.starts:
            yield Unclear(each.line.number, "what a limit counts in a total that names its start")
        elif len(limits) > 1 and each.condition.literals:
            yield Unclear(each.line.number, "which of the limits on a stage counts in a total")


def _loops(covered: list[Stage]) -> Iterator[Unclear]:
    """Moves by which a case can come back within the stages of a total."""
    after = {
        stage.name: {target.name for move in stage.moves for target in move.targets}
        for stage in covered
    }
    for stage in covered:
        for move in stage.moves:
            for target in move.targets:
                if target.name in after and stage.name in _reached(after, target.name or ""):
                    why = "what coming back adds to the stages of a total"
                    yield Unclear(move.line.number, why)


def _reached(after: dict[str, set[str | None]], start: str) -> set[str]:
    """The stages that a case can come to from one of them, that one included."""
    found, ahead = {start}, [start]
    while ahead:
        for name in after[ahead.pop()]:
            if name in after and name not in found and name is not None:
                found.add(name)
                ahead.append(name)
    return found
