"""Whether a case that is said to go round really does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.story import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.answers.story import Event
    from checker.answers.verdict import PartKey
    from checker.semantics.replay.rules import Rules
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
    if before.used != now.used:
        yield "a turn has been used since"
    if not round_trip(walk, last):
        yield "nothing moved in between"


def round_trip(walk: Walk, last: Event) -> list[Step]:
    """The steps since the event that the case comes back to."""
    return [step for step in walk.steps if last.back_to is not None and step.event > last.back_to]


def elsewhere(walk: Walk, last: Event, key: PartKey) -> Iterator[str]:
    """Why the round does not lie in the set of stages that the part speaks of."""
    rules = walk.rules
    place = round_trip(walk, last)[0].stage.name
    if place != key.place and not (
        key.place in _beyond(rules, place) and place in _beyond(rules, key.place)
    ):
        yield f"{place} and {key.place} do not lie on one round"


def _beyond(rules: Rules, place: str) -> set[str]:
    """The stages that exits lead to from there in the end, whatever their conditions."""
    procedure = rules.procedure
    open_stages = {s.name for s in procedure.stages if not (s.board and rules.boards_end)}
    found: set[str] = set()
    edge = {place}
    while edge:
        moves = [move for name in edge for move in procedure.stage(name).moves]
        targets = {target.name for move in moves for target in move.targets}
        edge = (open_stages & targets) - found
        found |= edge
    return found
