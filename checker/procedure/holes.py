"""The holes of a text: what it mentions and leaves undefined, each with its readings."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.language.terms import Member
from checker.procedure.model import (
    ActorKind,
    Atom,
    EndingKind,
    Line,
    Slot,
    TargetKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Ending, Limit, Move, Procedure, Stage

GOOD = "good"
BAD = "bad"


class HoleKind(Member):
    """What is left undefined."""

    READING = "reading"
    VAGUE_LIMIT = "vague-limit"
    MISSING_LIMIT = "missing-limit"
    DOUBLE_LIMIT = "double-limit"
    MISSING_STAGE = "missing-stage"
    MISSING_LEAD = "missing-lead"
    MISSING_MOVE = "missing-move"
    MISSING_DOCUMENT = "missing-document"
    HAND_OVER = "hand-over"


class Hole(Struct, frozen=True, dict=True):
    """One hole. `choices`: `good` and `bad`, or the options of a reading. `name`: a line's number
    (`12`, or `12/consulting` for the limit of a consultation), or the declared name.
    """

    kind: HoleKind
    name: str
    line: Line
    choices: tuple[str, ...] = (GOOD, BAD)

    @cached_property
    def identity(self) -> str:
        """A name that no other hole of the text has."""
        return f"{self.kind.value}:{self.name}"

    @cached_property
    def options(self) -> tuple[Atom, ...]:
        """The atoms of its choices, which it has where it is a reading."""
        return tuple(map(Atom, self.choices)) if self.kind is HoleKind.READING else ()


def holes(procedure: Procedure) -> tuple[Hole, ...]:
    """Every hole of the text, in the order of the text, each once."""
    found = {hole.identity: hole for hole in _all(procedure)}
    return tuple(sorted(found.values(), key=lambda h: (h.line.number, h.identity)))


def _all(procedure: Procedure) -> Iterator[Hole]:
    for reading in procedure.readings:
        choices = tuple(option.name for option in reading.options)
        yield Hole(HoleKind.READING, reading.name, reading.line, choices)
    for document in procedure.documents:
        if document.missing:
            yield Hole(HoleKind.MISSING_DOCUMENT, document.name, document.line)
    for ending in procedure.endings:
        if ending.kind is EndingKind.HAND_OVER:
            yield Hole(HoleKind.HAND_OVER, ending.name, ending.line)
        yield from _of_duties(ending)
    for stage in procedure.stages:
        yield from _of_stage(stage)
    for total in procedure.totals:
        yield from _of_limit(total.limit, total.line, "")


def _of_stage(stage: Stage) -> Iterator[Hole]:
    if stage.missing:
        yield Hole(HoleKind.MISSING_STAGE, stage.name, stage.line)
    for who in stage.who:
        if who.slot is not Slot.ATTENDED and any(a.kind is ActorKind.MISSING for a in who.actors):
            yield Hole(HoleKind.MISSING_LEAD, str(who.line.number), who.line)
    for limit in stage.limits:
        yield from _of_limit(limit.limit, limit.line, "")
    yield from _of_duties(stage)
    for move in stage.moves:
        yield from _of_move(move)


def _of_duties(place: Stage | Ending) -> Iterator[Hole]:
    for duty in place.duties:
        if duty.limit is not None:
            yield from _of_limit(duty.limit, duty.line, "")


def _of_move(move: Move) -> Iterator[Hole]:
    if any(target.kind is TargetKind.MISSING for target in move.targets):
        yield Hole(HoleKind.MISSING_MOVE, str(move.line.number), move.line)
    if move.limit is not None:
        yield from _of_limit(move.limit, move.line, "")
    if move.consultation is not None and move.consultation.limit is not None:
        yield from _of_limit(move.consultation.limit, move.line, "/consulting")


def _of_limit(limit: Limit, line: Line, suffix: str) -> Iterator[Hole]:
    name = f"{line.number}{suffix}"
    if limit.missing:
        yield Hole(HoleKind.MISSING_LIMIT, name, line)
    elif limit.vague is not None and not limit.definite:
        yield Hole(HoleKind.VAGUE_LIMIT, name, line)
    if limit.also:
        yield Hole(HoleKind.DOUBLE_LIMIT, name, line)
