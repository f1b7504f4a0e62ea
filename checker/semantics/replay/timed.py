"""Whether a story breaks a promise that asks for a date: the reasons why not are yielded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.story import EventKind
from checker.answers.verdict import Row, line_row
from checker.semantics.cycles import closure
from checker.semantics.dates import Dates
from checker.semantics.replay import harm, responses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.answers.story import Story
    from checker.answers.verdict import PartKey
    from checker.semantics.places import Place
    from checker.semantics.replay.walk import Walk

_BEFORE = {Row.LIMIT.value, Row.LEFT_IN_THE_END.value}


def _dates(walk: Walk) -> Dates:
    """What is dated; the start of a stage has come about where nothing leads but through it."""

    def avoiding(name: str) -> set[int]:
        """The stages that lines lead to when none leads on from that one, whatever conditions."""
        procedure, index = walk.compiled.procedure, walk.compiled.index
        starts = [*(entry.target for entry in procedure.entries), *walk.compiled.usual_starts]

        def onward(i: int) -> list[int]:
            """From -1, where a case may start."""
            stage = procedure.stages[i]
            if i >= 0 and (stage.name == name or (stage.board and walk.boards_end)):
                return []
            moves = [target for move in stage.moves for target in move.targets]
            return [index[t.name] for t in (starts if i < 0 else moves) if t.name in index]

        return closure(onward, -1)

    return Dates(walk.compiled, walk.terms, avoiding)


def _place(walk: Walk, key: PartKey) -> Place | None:
    """The stage that the case is in, if it is the part's; one of the board's that ends it too."""
    known = walk.place == key.place and key.place in walk.compiled.index
    return walk.compiled.place(key.place) if known else None


def undated(walk: Walk, _: Story, key: PartKey) -> Iterator[str]:
    """Why the wait has a date."""
    if walk.at is None or walk.place != key.place:
        yield f"the story ends in {walk.place}"
        return
    outcome = walk.pending.outcome.value if walk.pending is not None else None
    if outcome != (None if key.row in _BEFORE else key.row):
        yield "another outcome is pending, or none is"
    yield from walk.settled(_dates(walk), "by a date")


def unstarted(walk: Walk, story: Story, key: PartKey) -> Iterator[str]:
    """Why what the line counts from comes about."""
    place, number = _place(walk, key), story.events[-1].line
    if place is None or key.row != line_row(number or 0):
        yield f"the story ends in {walk.place}, and not with {key.row}"
        return
    lines = _dates(walk).unstarted(place, walk.facts)
    if number not in {line.number for line in lines}:
        yield f"line {number} does not apply, or what it counts from comes about"


def unbounded(walk: Walk, story: Story, key: PartKey) -> Iterator[str]:
    """Why what puts the stage's end off has a bound."""
    place, number = walk.at, story.events[-1].line
    if place is None or walk.place != key.place:
        yield f"the story ends in {walk.place}"
        return
    if any(clock.line.number == number for clock in place.stage.clocks):
        return
    used = [guard for e, guard in place.extensions if e.line.number == number]
    if not any(guard.holds(walk.facts) for guard in used):
        yield f"line {number} extends nothing here now"
    for bound in _dates(walk).bounds(place, walk.facts):
        yield f"line {number} extends the limit of line {bound.number}"


def uncovered(walk: Walk, story: Story, key: PartKey) -> Iterator[str]:
    """Why the time out of hours is covered, or the line says something then."""
    place, number = walk.at, story.events[-1].line
    if place is None or walk.place != key.place:
        yield f"the story ends in {walk.place}"
        return
    yield from harm.at_night(walk)
    lines = _dates(walk).uncovered(place, walk.facts, walk.left)
    if number not in {line.number for line in lines}:
        yield f"line {number} does not apply now, or says something, or a line covers the night"


REASONS: dict[EventKind, Callable[[Walk, Story, PartKey], Iterator[str]]] = {
    EventKind.UNDATED: undated,
    EventKind.UNSTARTED: unstarted,
    EventKind.UNBOUNDED: unbounded,
    EventKind.UNCOVERED: uncovered,
    EventKind.NO_ROUTE: harm.no_route,
    EventKind.SLOWER: responses.slower,
}
"""By how a story ends: why it does not break its part."""
