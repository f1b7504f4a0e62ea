"""Where a promise of a writer's own wants cases to come, and what kind of promise it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.answers.verdict import Promise
from checker.audit.explorer.space import Goal
from checker.procedure.model import EndingKind, FactKind, RequireKind, Start, TargetKind

if TYPE_CHECKING:
    from checker.procedure.model import Limit, Procedure, Require

RESPONSES = frozenset(
    {RequireKind.WHENEVER, RequireKind.IF_OUTCOME, RequireKind.AFTER, RequireKind.AT_EVERY_STAGE}
)
_ENDS = frozenset({RequireKind.EVERY_CASE_ENDS, RequireKind.EVERY_CASE_REACHES})
_OF_TEXT = frozenset(
    {RequireKind.NEVER_LEADS, RequireKind.EVERY_ROLE_HAS, RequireKind.EVERY_DOCUMENT}
)
_UNTIMED = (
    _ENDS
    | _OF_TEXT
    | {
        RequireKind.EVERY_STAGE_HAS,
        RequireKind.SOME_CASE_REACHES,
        RequireKind.NO_CASE_REACHES,
        RequireKind.NO_CASE_STAYS,
        RequireKind.NO_CASE_RETURNS,
        RequireKind.ONLY_AFTER,
    }
)


def wanted(procedure: Procedure, require: Require) -> Goal:
    """Where a promise wants cases to come; every ending is, where it says nothing of it."""
    handed = frozenset(e.name for e in procedure.endings if e.kind is EndingKind.HAND_OVER)
    every = frozenset(ending.name for ending in procedure.endings)
    if reaches(require):
        names = {kind: {p.name or "" for p in require.places if p.kind is kind} for kind in _PLACES}
        return Goal(*(frozenset(names[kind]) for kind in _PLACES))
    if require.kind is RequireKind.EVERY_CASE_ENDS:
        board = frozenset(stage.name for stage in procedure.stages if stage.board)
        return Goal(board, every - handed, handed)
    return Goal(frozenset(), every)


_PLACES = (TargetKind.STAGE, TargetKind.ENDING)


def is_onward(require: Require) -> bool:
    """Whether a promise is that cases come to a place from some moment on."""
    return require.kind in RESPONSES and not require.moves_on and require.duty is None


def reaches(require: Require) -> bool:
    """Whether a promise is about how cases come to a place."""
    kinds = {RequireKind.EVERY_CASE_REACHES, RequireKind.NEVER_DELAYS}
    return require.kind in kinds or is_onward(require)


def promised(procedure: Procedure, require: Require) -> tuple[Promise, Require] | None:
    """The promise that a `require` line makes, its duty's limit being its own; None where it is of
    a kind, or under a condition that can change, of which nothing is defined.
    """
    if require.duty is not None and require.limit is None:
        require = replace(require, limit=require.duty.limit)
    named = {literal.atom for literal in require.condition.literals}
    fixed = {a for f in procedure.facts if f.kind is FactKind.FIXED for a in f.atoms}
    fixed |= {option for reading in procedure.readings for option in reading.options}
    if not named <= (set() if require.kind in _OF_TEXT else fixed) or not _defined(require):
        return None
    led = require.what if require.kind is RequireKind.EVERY_STAGE_HAS else None
    if require.kind is RequireKind.NEVER_LEADS or led in {"lead", "counterpart"}:
        return Promise.NAMED_ROLE, require
    timed = require.limit is not None or require.kind is RequireKind.NEVER_DELAYS
    return Promise.REQUIRE_IN_TIME if timed else Promise.REQUIRE, require


def _defined(require: Require) -> bool:
    kind, limit = require.kind, require.limit
    if kind in RESPONSES and not is_onward(require):
        starts = {Start.DEFAULT, Start.PROCEDURE, Start.STAGE}
        return limit is None or (limit.definite and _forward(limit, starts))
    if limit is None:
        return kind in _UNTIMED | {RequireKind.NEVER_DELAYS} or is_onward(require)
    if kind not in _ENDS | {RequireKind.TOTAL} and not is_onward(require):
        return False
    return limit.definite and not limit.also and _forward(limit, {Start.DEFAULT, Start.PROCEDURE})


def _forward(limit: Limit, starts: set[Start]) -> bool:
    return not limit.backward and all(start.kind in starts for start in limit.starts)
