"""Whether a case that is said to go round really does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.story import EventKind
from checker.semantics.cycles import closure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.answers.story import Event
    from checker.answers.verdict import PartKey
    from checker.semantics.replay.walk import Step, Walk


def not_again(walk: Walk, last: Event) -> Iterator[str]:
    """Why the case is not as it was at that event, or did not move since."""
    if last.kind is not EventKind.AGAIN or last.back_to is None:
        yield "the story does not end by coming round"
        return
    if not 0 <= last.back_to < len(walk.snapshots) - 1:
        yield "it comes back to no earlier event"
        return
    before, now = walk.snapshots[last.back_to], walk.snapshots[-1]
    if (before.place, before.pending) != (now.place, now.pending):
        yield f"the case was in {before.place} then, and is in {now.place} now"
    if before.lasting != now.lasting:
        yield "a fact that stays has come about since"
    if before.turns != now.turns:
        yield "a turn has been used since"
    if not round_trip(walk, last):
        yield "nothing moved in between"


def round_trip(walk: Walk, last: Event) -> list[Step]:
    """The steps since the event that the case comes back to."""
    return [step for step in walk.steps if last.back_to is not None and step.event > last.back_to]


def elsewhere(walk: Walk, last: Event, key: PartKey) -> Iterator[str]:
    """Why the round does not lie in the set of stages that the part speaks of."""
    places = walk.compiled.procedure.stages_by_name

    def onward(name: str) -> Iterator[str]:
        """The stages that exits lead to, whatever their conditions."""
        for move in places[name].moves:
            for target in move.targets:
                to = places.get(target.name or "")
                if to is not None and not (to.board and walk.boards_end):
                    yield to.name

    place = round_trip(walk, last)[0].taken.stage
    if place != key.place and not (
        key.place in closure(onward, place) and place in closure(onward, key.place)
    ):
        yield f"{place} and {key.place} do not lie on one round"
