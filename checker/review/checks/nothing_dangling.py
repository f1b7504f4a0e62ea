"""Everything that the text points to is there.

What it does: lists the stages, documents, leads, limits, holders and next steps that the text
mentions and does not give, and who acts, is told, attends or is consulted and what is sent or
filled in. They are the lines with `missing`; beside them stand tracks that are waited for and that
no line starts. What the text never mentions (`not stated`) is no finding here.

Why it matters: "within the time scale" and "see Appendix 2" help nobody when there is no time scale
and no appendix.

Example: `document appendix-1 "Appendix 1", missing`, or `held by missing`.

What to write instead: the thing itself, in the procedure or beside it, and the line without
`missing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Verdict
from checker.procedure.holes import HoleKind, holes
from checker.procedure.model import ActorKind, Slot
from checker.review.findings import Part, Result
from checker.review.promise import Clauses, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Actor, Duty, Line, Procedure, Stage
    from checker.review.context import Context

NAME = "nothing-dangling"

_WORDS = {
    HoleKind.MISSING_STAGE: (
        "the text names `{}` and never describes it",
        "describe the stage: who leads it, by when it ends, and what follows",
    ),
    HoleKind.MISSING_DOCUMENT: (
        "the text refers to `{}`, which is not there",
        "publish the document with the procedure, or take the mention out",
    ),
    HoleKind.MISSING_LIMIT: (
        "the text points to a time limit that it does not give",
        "write the time, for example `within 5 working days`",
    ),
    HoleKind.MISSING_LEAD: (
        "the text points to a lead that it does not name",
        "write `led by the …` with a role that is declared",
    ),
    HoleKind.MISSING_MOVE: (
        "the text points to a next step that it does not give",
        "write where the case goes",
    ),
}
_CLAUSES = Clauses(
    "everything that the text points to is there",
    "the text points to something that is not there",
)


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure."""
    found = list(_dangling(context))
    verdict = Verdict.REFUTED if found else Verdict.PROVED
    findings = tuple(context.finding(line, message, help_) for _, line, message, help_ in found)
    parts = tuple(Part(name, "mentioned", Verdict.REFUTED) for name, _, _, _ in found)
    message = sentence(verdict, _CLAUSES)
    return (Result(NAME, verdict, message, parts=parts, findings=findings),)


def _dangling(context: Context) -> Iterator[tuple[str, Line, str, str]]:
    for hole in holes(context.procedure):
        if hole.kind in _WORDS:
            message, help_ = _WORDS[hole.kind]
            yield hole.name, hole.line, message.format(hole.name), help_
    for role in context.procedure.roles:
        for holder in role.holders:
            if holder.missing:
                message = f"the text does not say who holds `{role.name}`"
                yield role.name, holder.line, message, "write `held by` with the title of the post"
    for stage in context.procedure.stages:
        yield from _of_stage(stage)
    places = [(place.name, place.duties) for place in context.procedure.stages]
    places += [(place.name, place.duties) for place in context.procedure.endings]
    for name, duties in places:
        for duty in duties:
            for what, help_ in _of_duty(duty):
                yield name, duty.line, f"the text points to {what}", help_
    yield from _never_started(context.procedure)


_NOBODY = "write who it is, such as `the ROLE`"


def _of_stage(stage: Stage) -> Iterator[tuple[str, Line, str, str]]:
    """Those who attend, take a case on or are consulted, and are `missing`."""
    for who in stage.who:
        if who.slot is Slot.ATTENDED and _missing(*who.actors):
            yield stage.name, who.line, "the text points to who is there and names nobody", _NOBODY
    for move in stage.moves:
        if _missing(move.actor):
            yield stage.name, move.line, "the text points to who acts and names nobody", _NOBODY
        if move.consultation is not None and _missing(move.consultation.actor):
            message = "the text points to whom to consult and names nobody"
            yield stage.name, move.line, message, _NOBODY


def _of_duty(duty: Duty) -> Iterator[tuple[str, str]]:
    """What a duty points to and does not give, each with what to write instead."""
    if _missing(duty.actor):
        yield "who acts and names nobody", _NOBODY
    if _missing(*duty.recipients):
        yield "whom it is towards and names nobody", _NOBODY
    if duty.thing_missing:
        yield "something that it does not name", "write what it is, in quotes"
    if duty.form_missing:
        yield "a form that it does not name", "declare it: `document NAME`, and its title"
    if duty.limit is not None and duty.limit.missing:
        yield "a time limit that it does not give", _WORDS[HoleKind.MISSING_LIMIT][1]


def _missing(*actors: Actor) -> bool:
    return any(actor.kind is ActorKind.MISSING for actor in actors)


def _never_started(procedure: Procedure) -> Iterator[tuple[str, Line, str, str]]:
    """Tracks that a stage waits for and that no line of the text starts."""
    started = {duty.track for stage in procedure.stages for duty in stage.duties}
    for stage in procedure.stages:
        for wait in stage.waits:
            if wait.track not in started:
                message = f"the text waits for `{wait.track}`, which no line starts"
                help_ = f"write who starts it: `the ROLE must start {wait.track}`"
                yield wait.track, wait.line, message, help_
