"""The holes that a promise can hang on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Promise
from checker.audit.explorer.goals import IN_THE_END, STRUCTURE
from checker.procedure.holes import Hole, HoleKind, holes
from checker.procedure.model import Strength, Trigger
from checker.semantics.terms import documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.audit.explorer.space import Space
    from checker.procedure.model import Line, Move, Procedure

_PATHS = frozenset(
    {
        HoleKind.READING,
        HoleKind.MISSING_LIMIT,
        HoleKind.MISSING_STAGE,
        HoleKind.MISSING_MOVE,
        HoleKind.MISSING_DOCUMENT,
    }
)
_DATES = _PATHS | {HoleKind.VAGUE_LIMIT}
_SOON = _DATES | {HoleKind.DOUBLE_LIMIT}
_LEAD = frozenset({HoleKind.READING, HoleKind.MISSING_LEAD, HoleKind.MISSING_STAGE})

_ASKED = {
    Promise.EVERY_PATH_ENDS: _PATHS | {HoleKind.HAND_OVER},
    Promise.SAME_DAY_ESCALATION: _SOON,
    Promise.NAMED_ROLE: _LEAD,
    Promise.STAGE_LIMIT: _DATES,
    Promise.BOUNDED_END: _DATES | {HoleKind.HAND_OVER},
    Promise.LIMIT_START: frozenset(
        {HoleKind.READING, HoleKind.MISSING_DOCUMENT, HoleKind.MISSING_STAGE}
    ),
    Promise.EXTENSION: _DATES - {HoleKind.MISSING_MOVE},
    Promise.OUT_OF_HOURS_COVERED: _DATES,
    Promise.HARM_OUT_OF_HOURS: _PATHS,
    Promise.HARM_SILENT: _SOON,
    Promise.HARM_CONSULTED: _SOON,
    Promise.HARM_BOARD: _SOON,
    Promise.HARM_AWAY: _LEAD,
    Promise.NEVER_SLOWER: _SOON,
    **dict.fromkeys(STRUCTURE, _PATHS),
    Promise.REQUIRE: _PATHS | {HoleKind.HAND_OVER},
    Promise.REQUIRE_IN_TIME: _SOON | {HoleKind.HAND_OVER},
}
"""The kinds of holes that a promise can hang on."""
KNOWN = frozenset(_ASKED) - {Promise.REQUIRE, Promise.REQUIRE_IN_TIME}
"""The promises that this engine knows."""

_OF_LINES = frozenset(
    {
        HoleKind.VAGUE_LIMIT,
        HoleKind.MISSING_LIMIT,
        HoleKind.DOUBLE_LIMIT,
        HoleKind.MISSING_DOCUMENT,
    }
)

_WITHOUT_MOVES = frozenset({Promise.EXTENSION})
_LANES_ALONE = frozenset(
    {
        Promise.STAGE_LIMIT,
        Promise.OUT_OF_HOURS_COVERED,
        Promise.HARM_OUT_OF_HOURS,
        Promise.HARM_CONSULTED,
        Promise.HARM_BOARD,
        Promise.NEVER_SLOWER,
    }
)
"""Promises for which no move on an outcome helps."""

_TOTALS = frozenset(
    {
        Promise.EVERY_PATH_ENDS,
        Promise.STAGE_LIMIT,
        Promise.BOUNDED_END,
        Promise.EXTENSION,
        Promise.NEVER_SLOWER,
        Promise.REQUIRE,
        Promise.REQUIRE_IN_TIME,
        *STRUCTURE,
    }
)
"""Promises that a total helps to keep."""


def asked(space: Space) -> tuple[Hole, ...]:
    """The holes that the promise can hang on; those that touch no line that could help are out."""
    kinds = _ASKED[space.promise]
    responds = space.require is not None and space.require.duty is not None
    useful = set(_of_duties(space.procedure) if responds else _useful(space))
    return tuple(
        hole
        for hole in holes(space.procedure)
        if hole.kind in kinds and (hole.kind not in _OF_LINES or hole.identity in useful)
    )


def _of_duties(procedure: Procedure) -> Iterator[str]:
    """The identities of the holes of limits and documents that touch duties."""
    for assumption in procedure.assumptions:
        yield from documents(assumption.line)
    stages, endings = procedure.stages, procedure.endings
    for duties in (*(each.duties for each in stages), *(each.duties for each in endings)):
        for duty in duties:
            yield from documents(duty.line)
            yield from _of_limit(duty.line)


def _useful(space: Space) -> Iterator[str]:
    """The identities of the holes of limits and documents that some helpful line touches."""
    procedure, promise = space.procedure, space.promise
    for assumption in procedure.assumptions:
        yield from documents(assumption.line)
    for total in procedure.totals:
        yield from documents(total.line)
        if promise in _TOTALS:
            yield from _of_limit(total.line)
    for stage in procedure.stages:
        for duty in stage.duties:
            yield from documents(duty.line)
        for bound in stage.limits:
            yield from documents(bound.line)
            if promise is not Promise.HARM_OUT_OF_HOURS:
                yield from _of_limit(bound.line)
        for move in stage.moves:
            yield from documents(move.line)
            yield from _of_move(move, promise)


def _of_move(move: Move, promise: Promise) -> Iterator[str]:
    lane = move.trigger is Trigger.LANE
    if move.strength is Strength.MAY or promise in _WITHOUT_MOVES:
        return
    if promise in _LANES_ALONE and not lane:
        return
    if promise not in IN_THE_END:
        yield from _of_limit(move.line)
    yield from _of_limit(move.line, "/consulting")


def _of_limit(line: Line, suffix: str = "") -> Iterator[str]:
    for kind in (HoleKind.MISSING_LIMIT, HoleKind.DOUBLE_LIMIT, HoleKind.VAGUE_LIMIT):
        yield f"{kind.value}:{line.number}{suffix}"
