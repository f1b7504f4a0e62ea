"""What the text points to and does not give: the lines with `missing`, and tracks never started."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.procedure.holes import HoleKind, holes
from checker.procedure.model import ActorKind, Slot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Actor, Duty, Ending, Line, Procedure, Stage


class Missing(Enum):
    """What is not there."""

    STAGE = "a stage that is never described"
    DOCUMENT = "a document"
    LIMIT = "a time limit"
    LEAD = "a lead"
    MOVE = "a next step"
    HOLDER = "who holds a role"
    ATTENDING = "who attends"
    ACTOR = "who acts"
    CONSULTED = "whom to consult"
    RECIPIENT = "whom a duty is towards"
    THING = "what a duty is about"
    FORM = "a form"
    TRACK = "whoever starts a track that is waited for"


class Dangling(Struct, frozen=True):
    """One thing that is not there, the place or the name that it is missed at, and the line."""

    what: Missing
    name: str
    line: Line


_HOLES = {
    HoleKind.MISSING_STAGE: Missing.STAGE,
    HoleKind.MISSING_DOCUMENT: Missing.DOCUMENT,
    HoleKind.MISSING_LIMIT: Missing.LIMIT,
    HoleKind.MISSING_LEAD: Missing.LEAD,
    HoleKind.MISSING_MOVE: Missing.MOVE,
}


def dangling(procedure: Procedure) -> Iterator[Dangling]:
    """Everything that the text points to and does not give; what it never mentions is no such."""
    for hole in holes(procedure):
        if hole.kind in _HOLES:
            yield Dangling(_HOLES[hole.kind], hole.name, hole.line)
    for role in procedure.roles:
        missing = (holder for holder in role.holders if holder.missing)
        yield from (Dangling(Missing.HOLDER, role.name, holder.line) for holder in missing)
    for stage in procedure.stages:
        yield from _of_stage(stage)
    places: tuple[Stage | Ending, ...] = (*procedure.stages, *procedure.endings)
    for place in places:
        for duty in place.duties:
            yield from (Dangling(what, place.name, duty.line) for what in _of_duty(duty))
    yield from _never_started(procedure)


def _never_started(procedure: Procedure) -> Iterator[Dangling]:
    """Tracks that a stage waits for and that no line of the text starts."""
    started = {duty.track for stage in procedure.stages for duty in stage.duties}
    for stage in procedure.stages:
        for wait in stage.waits:
            if wait.track not in started:
                yield Dangling(Missing.TRACK, wait.track, wait.line)


def _of_stage(stage: Stage) -> Iterator[Dangling]:
    """Those who attend, take a case on or are consulted, and are `missing`."""
    for who in stage.who:
        if who.slot is Slot.ATTENDED and _missing(*who.actors):
            yield Dangling(Missing.ATTENDING, stage.name, who.line)
    for move in stage.moves:
        if _missing(move.actor):
            yield Dangling(Missing.ACTOR, stage.name, move.line)
        if move.consultation is not None and _missing(move.consultation.actor):
            yield Dangling(Missing.CONSULTED, stage.name, move.line)


def _of_duty(duty: Duty) -> Iterator[Missing]:
    """What a duty points to and does not give, its limit apart, which is a hole."""
    if _missing(duty.actor):
        yield Missing.ACTOR
    if _missing(*duty.recipients):
        yield Missing.RECIPIENT
    if duty.thing_missing:
        yield Missing.THING
    if duty.form_missing:
        yield Missing.FORM


def _missing(*actors: Actor) -> bool:
    return any(actor.kind is ActorKind.MISSING for actor in actors)
