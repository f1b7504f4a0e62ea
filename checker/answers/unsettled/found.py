"""A line whose meaning no page settles yet, and which parts of an answer that can change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.answers.story import EventKind
from checker.answers.verdict import TIMED, Promise, Row, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.answers.story import Event, Story
    from checker.answers.verdict import PartAnswer
    from checker.procedure.model import Atom, Line

UNTIMED = frozenset(Promise) - TIMED
REQUIRED = frozenset({Promise.REQUIRE, Promise.REQUIRE_IN_TIME})
OF_SEVERAL = frozenset(
    row.value for row in (Row.BY_THEN, Row.LOOP, Row.HANDED_ROUND, Row.RETURNS, Row.REACHED)
)
"""Rows of parts that speak of what happens in several stages, whatever stage they are named for."""


class Unsettled(Struct, frozen=True):
    """What `line` says, `why` in words, and what it can change.

    A part of one of `promises` that is *kept*, or that some reading keeps, can be wrong where it
    rests on one of `lines` (which may bind less than they say, or later), or, with `whole`,
    whatever it rests on. A *broken* part can be
    wrong where its story is taken on by one of `taken` out of one of `stages`, ends with one of
    `blamed` as what is wrong, or ends as one of `ends` in one of `stages`, at facts of which `at`
    holds; or, with `passing`, passes one of `stages` before it ends so; with `both`, wherever a
    kept one can. With `waiting`, no story counts that ends after an outcome has come about.

    `stages`: only the parts of these count, and parts over several stages. None: those of all.
    `rows`: only parts of these rows count; None: of all. `bare`: it can change an answer without
    parts. `help`: what to write instead, beside leaving the line out.
    """

    line: Line
    why: str
    promises: frozenset[Promise] = frozenset(Promise)
    lines: frozenset[int] = frozenset()
    whole: bool = False
    both: bool = False
    stages: frozenset[str] | None = None
    rows: frozenset[str] | None = None
    taken: frozenset[int] = frozenset()
    blamed: frozenset[int] = frozenset()
    ends: frozenset[EventKind] = frozenset()
    passing: bool = False
    waiting: bool = False
    at: Callable[[frozenset[Atom]], bool] | None = None
    bare: bool = False
    help: str | None = None

    def touches(self, promise: Promise, part: PartAnswer) -> bool:
        """Whether the verdict on `part` can be another one for it."""
        if promise not in self.promises:
            return False
        keeps = part.verdict.kept or part.verdict is Verdict.OPEN or self.both
        if keeps and self._here(part) and (self.whole or self._rests(part)):
            return True
        return part.story is not None and self._tells(part.story)

    def _here(self, part: PartAnswer) -> bool:
        key = part.key
        stage = self.stages is None or key.place in self.stages or key.row in OF_SEVERAL
        return stage and (self.rows is None or key.row in self.rows)

    def _rests(self, part: PartAnswer) -> bool:
        return any(support.line in self.lines for support in part.rests_on)

    def _tells(self, story: Story) -> bool:
        last = story.events[-1]
        left = set(_ways_taken(story))
        if any(line in self.taken and self._in(place) for place, line in left):
            return True
        if not self.blamed.isdisjoint({last.line, last.other}):
            return True
        if last.kind not in self.ends or (self.waiting and _pending(story)):
            return False
        if self.at is not None and not self.at(_facts(story)):
            return False
        if self.passing:
            return any(self._in(event.place) for event in story.events)
        return self._in(last.place)

    def _in(self, place: str | None) -> bool:
        return self.stages is None or place in self.stages


def _ways_taken(story: Story) -> Iterator[tuple[str | None, int]]:
    """The stages that a story leaves, each with the number of the line by which it does."""
    place: str | None = None
    for event in story.events:
        if event.kind is EventKind.MOVED and event.line is not None:
            yield place, event.line
        place = _place(event, place)


def _place(event: Event, before: str | None) -> str | None:
    return event.place if event.place is not None else before


def _pending(story: Story) -> bool:
    """Whether an outcome has come about since the case last moved."""
    kinds = [event.kind for event in reversed(story.events)]
    moved = kinds.index(EventKind.MOVED) if EventKind.MOVED in kinds else len(kinds)
    return EventKind.OUTCOME in kinds[:moved]


def _facts(story: Story) -> frozenset[Atom]:
    """What is true when a story ends."""
    changes = (EventKind.RAISED, EventKind.FACTS)
    return next(
        (event.facts for event in reversed(story.events) if event.kind in changes), frozenset()
    )
