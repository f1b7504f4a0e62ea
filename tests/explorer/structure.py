"""What cases come to, and which lines they take, state by state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import PartKey, Row, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.audit.explorer.reach import Explorer


def reached(walks: Sequence[Explorer]) -> Iterator[tuple[PartKey, Verdict]]:
    """For each stage, whether cases come to it: under every reading, under some, or under none."""
    stages = walks[0].space.procedure.stages
    come = [{state.stage for state in walk.reached.states} for walk in walks]
    some, every = set.union(*come), set.intersection(*come)
    started = {duty.track for i in some for duty in stages[i].duties}
    for i, stage in enumerate(stages):
        beside = stage.track is not None and stage.track in started
        verdict = Verdict.OPEN if i in some else Verdict.REFUTED
        yield (
            PartKey(stage.name, Row.REACHED.value),
            Verdict.PROVED if beside or i in every else verdict,
        )
