"""Whether a story breaks a promise that asks for a date: the reasons why not are yielded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.story import EventKind
from checker.answers.verdict import Row, line_row
from checker.semantics.cycles import closure
from checker.semantics.dates import Dates
from checker.semantics.replay import harm, responses
from checker.semantics.replay.walk import in_its_stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.answers.story import Story
    from checker.answers.verdict import PartKey
    from checker.semantics.places import Place
    from checker.semantics.replay.walk import Walk

_BEFORE = {Row.LIMIT.value, Row.LEFT_IN_THE_END.value}


def _dates(walk: Walk) -> Dates:
    """What is dated; the start of a stage has come about where nothing leads but through it."""
    compiled = walk.compiled
    starts = [*(entry.target for entry in compiled.procedure.entries), *compiled.usual_starts]
    first = [compiled.index[target.name] for target in starts if target.name in compiled.index]

    def avoiding(name: str) -> set[int]:
        """The stages that lines lead to when none leads on from that one, whatever conditions."""

        def onward(i: int) -> list[int]:
            """From -1, where a case may start."""
            return first if i < 0 else walk.onward(i) if i != compiled.index[name] else []

        return closure(onward, -1)

    return Dates(compiled, walk.terms, avoiding)


@in_its_stage
def undated(walk: Walk, _: Place, key: PartKey, __: Story) -> Iterator[str]:
    """Why the wait has a date."""
    yield from walk.not_pending(None if key.row in _BEFORE else key.row)
    yield from walk.settled(_dates(walk), "by a date")


@in_its_stage
def unstarted(walk: Walk, place: Place, key: PartKey, story: Story) -> Iterator[str]:
    """Why what the line counts from comes about."""
    number = story.events[-1].line
    if key.row != line_row(number or 0):
        yield f"the story ends in {walk.place}, and not with {key.row}"
    if number not in {line.number for line in _dates(walk).unstarted(place, walk.facts)}:
        yield f"line {number} does not apply, or what it counts from comes about"


@in_its_stage
def unbounded(walk: Walk, place: Place, _: PartKey, story: Story) -> Iterator[str]:
    """Why what puts the stage's end off has a bound."""
    number = story.events[-1].line
    if any(clock.line.number == number for clock in place.stage.clocks):
        return
    used = [guard for e, guard in place.extensions if e.line.number == number]
    if not any(guard.holds(walk.facts) for guard in used):
        yield f"line {number} extends nothing here now"
    for bound in _dates(walk).bounds(place, walk.facts):
        yield f"line {number} extends the limit of line {bound.number}"


@in_its_stage
def uncovered(walk: Walk, place: Place, _: PartKey, story: Story) -> Iterator[str]:
    """Why the time out of hours is covered, or the line says something then."""
    yield from harm.at_night(walk)
    number = story.events[-1].line
    lines = _dates(walk).uncovered(place, walk.facts, walk.left)
    if number not in {line.number for line in lines}:
        yield f"line {number} does not apply now, or says something, or a line covers the night"


REASONS: dict[EventKind, Callable[[Walk, PartKey, Story], Iterator[str]]] = {
    EventKind.UNDATED: undated,
    EventKind.UNSTARTED: unstarted,
    EventKind.UNBOUNDED: unbounded,
    EventKind.UNCOVERED: uncovered,
    EventKind.NO_ROUTE: harm.no_route,
    EventKind.SLOWER: responses.slower,
}
"""By how a story ends: why it does not break its part."""
