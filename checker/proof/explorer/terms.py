"""Which lines bind, and how soon, with given lines in force under one reading of the holes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from checker.procedure.holes import BAD, GOOD, Hole, HoleKind, holes
from checker.procedure.model import Start, Strength, TargetKind, Unit
from checker.proof.verdict import Promise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Limit, Line, StartEvent
    from checker.proof.explorer.space import Bound, Exit, Space
    from checker.proof.verdict import Choices, InForce

_ASKED = {
    Promise.EVERY_PATH_ENDS: frozenset(
        {
            HoleKind.READING,
            HoleKind.MISSING_LIMIT,
            HoleKind.MISSING_STAGE,
            HoleKind.MISSING_MOVE,
            HoleKind.MISSING_DOCUMENT,
            HoleKind.HAND_OVER,
        }
    ),
    Promise.SAME_DAY_ESCALATION: frozenset(
        {
            HoleKind.READING,
            HoleKind.VAGUE_LIMIT,
            HoleKind.MISSING_LIMIT,
            HoleKind.DOUBLE_LIMIT,
            HoleKind.MISSING_STAGE,
            HoleKind.MISSING_MOVE,
            HoleKind.MISSING_DOCUMENT,
        }
    ),
    Promise.NAMED_ROLE: frozenset(
        {HoleKind.READING, HoleKind.MISSING_LEAD, HoleKind.MISSING_STAGE}
    ),
}
"""The holes that a promise can hang on."""


def asked(space: Space) -> tuple[Hole, ...]:
    """The holes that the promise can hang on; those that touch no line that could help are out."""
    kinds = _ASKED[space.promise]
    useful = set(_useful(space))
    return tuple(
        hole
        for hole in holes(space.procedure)
        if hole.kind in kinds and (hole.kind not in _OF_LINES or hole.identity in useful)
    )


_OF_LINES = frozenset(
    {
        HoleKind.VAGUE_LIMIT,
        HoleKind.MISSING_LIMIT,
        HoleKind.DOUBLE_LIMIT,
        HoleKind.MISSING_DOCUMENT,
    }
)


def _useful(space: Space) -> Iterator[str]:
    """The identities of the holes of limits and documents that some helpful line touches."""
    procedure = space.procedure
    timed = space.promise is Promise.SAME_DAY_ESCALATION
    for assumption in procedure.assumptions:
        yield from _documents(assumption.line)
    for total in procedure.totals:
        yield from _documents(total.line)
        if not timed:
            yield _identity(HoleKind.MISSING_LIMIT, total.line)
    for stage in procedure.stages:
        for duty in stage.duties:
            yield from _documents(duty.line)
        for bound in stage.limits:
            yield from _documents(bound.line)
            yield _identity(HoleKind.MISSING_LIMIT, bound.line)
            yield _identity(HoleKind.DOUBLE_LIMIT, bound.line)
        for move in stage.moves:
            yield from _documents(move.line)
            if move.strength is not Strength.MAY:
                for suffix in ("", "/consulting") if timed else ("/consulting",):
                    yield _identity(HoleKind.MISSING_LIMIT, move.line, suffix)
                    yield _identity(HoleKind.DOUBLE_LIMIT, move.line, suffix)
                    yield _identity(HoleKind.VAGUE_LIMIT, move.line, suffix)


def _documents(line: Line) -> Iterator[str]:
    return (f"{HoleKind.MISSING_DOCUMENT.value}:{name}" for name in line.documents)


def _identity(kind: HoleKind, line: Line, suffix: str = "") -> str:
    return f"{kind.value}:{line.number}{suffix}"


class _Counted(Struct, frozen=True):
    """Where a limit stands: whose limit it is decides what it may count from."""

    name: str
    stage: str | None


class Terms:
    """The lines that bind. A hole for which no choice is given is read as bad."""

    def __init__(self, space: Space, in_force: InForce, choices: Choices) -> None:
        """Work out what binds. An `assume` line in force goes before a choice.

        For `named-role` none is in force.
        """
        self._choices = choices
        self._lines = in_force.lines
        procedure = space.procedure
        usable = () if space.promise is Promise.NAMED_ROLE else procedure.assumptions
        assumed = [a for a in usable if self._complied(a.line)]
        self._words = {a.words: a.limit for a in reversed(assumed) if a.words and a.limit}
        self.chosen = 0
        for reading in procedure.readings:
            held = next((a.option for a in assumed if a.option in reading.options), None)
            option = held or choices.get(f"{HoleKind.READING.value}:{reading.name}")
            self.chosen |= space.values.bits.get(option or reading.options[0], 0)
        self.standing = in_force.standing
        self.duties = frozenset(
            duty.line.number
            for stage in procedure.stages
            for duty in stage.duties
            if duty.strength is not Strength.MAY and self._complied(duty.line)
        )
        if space.promise is Promise.NAMED_ROLE:
            return
        exits = [e for p in space.places for e in (*p.lanes, *p.ifs, *p.others)]
        bounds = [b for p in space.places for b in p.bounds]
        binding = [e for e in exits if self._binds(e)]
        kept = [e for e in exits if e.move.hole and self.exit_known(e)]
        on = [b for b in bounds if b.line.strength is not Strength.MAY]
        on = [b for b in on if self._complied(b.line.line)]
        if space.promise is Promise.EVERY_PATH_ENDS:
            self.settling = frozenset([*kept, *(e for e in binding if self._consulted(e))])
            self.bounds = frozenset(b for b in on if self._finite(b))
        else:
            self.settling = frozenset([*kept, *(e for e in binding if self._soon(e))])
            self.bounds = frozenset(b for b in on if self._soon_bound(space, b))
            self.at_once = frozenset(
                [*kept, *(e for e in binding if not (e.move.limit or e.move.consultation))]
            )

    def good(self, kind: HoleKind, name: str) -> bool:
        """Whether the hole is read as good."""
        return self._choices.get(f"{kind.value}:{name}", BAD) == GOOD

    def exit_known(self, e: Exit) -> bool:
        """Whether a move to `missing`, or an outcome mentioned and left, is read as good."""
        return self.good(HoleKind.MISSING_MOVE, str(e.move.line.number))

    def _complied(self, line: Line) -> bool:
        return line.number in self._lines and all(
            self._choices.get(identity, GOOD) == GOOD for identity in _documents(line)
        )

    def _binds(self, e: Exit) -> bool:
        if e.move.hole or e.move.strength is Strength.MAY or not self._complied(e.move.line):
            return False
        return self.exit_known(e) or all(t.kind is not TargetKind.MISSING for t in e.move.targets)

    def _consulted(self, e: Exit) -> bool:
        """Whether the consultation that holds the move up is met in the end."""
        consultation = e.move.consultation
        if consultation is None:
            return True
        limit = consultation.limit
        if limit is None:
            return False
        return not limit.missing or self.good(
            HoleKind.MISSING_LIMIT, f"{e.move.line.number}/consulting"
        )

    def _finite(self, bound: Bound) -> bool:
        number = str(bound.line.line.number)
        return not bound.line.limit.missing or self.good(HoleKind.MISSING_LIMIT, number)

    def _soon(self, e: Exit) -> bool:
        """Whether the move is taken within the day; a lane without a limit is not."""
        number = e.move.line.number
        if e.move.limit is None:
            if e.move.trigger.value == "whenever":
                return False
        elif not self._soon_limit(e.move.limit, _Counted(str(number), None)):
            return False
        consultation = e.move.consultation
        if consultation is None:
            return True
        return consultation.limit is not None and self._soon_limit(
            consultation.limit, _Counted(f"{number}/consulting", None)
        )

    def _soon_bound(self, space: Space, bound: Bound) -> bool:
        stage = space.procedure.stages[space.index[bound.stage]]
        if bound.total or stage.extensions or stage.clocks:
            return False
        return self._soon_limit(bound.line.limit, _Counted(str(bound.line.line.number), stage.name))

    def _soon_limit(self, written: Limit, counted: _Counted) -> bool:
        limit = written
        means = self._words.get(written.vague) if written.vague else None
        if means is not None:
            limit = replace(
                written, durations=(*written.durations, *means.durations), vague=means.vague
            )
        if limit.backward or not all(_own_start(start, counted.stage) for start in limit.starts):
            return False
        if limit.missing:
            return self.good(HoleKind.MISSING_LIMIT, counted.name)
        if not limit.definite:
            return counted.stage is None and self.good(HoleKind.VAGUE_LIMIT, counted.name)
        soon = any(d.unit is Unit.SAME_WORKING_DAY for d in limit.durations)
        also = [d.unit is Unit.SAME_WORKING_DAY for d in limit.also]
        if also and self.good(HoleKind.DOUBLE_LIMIT, counted.name):
            return soon or any(also)
        return soon and all(also)


def _own_start(start: StartEvent, stage: str | None) -> bool:
    """Whether a limit counts from where its place has it count: of a stage, the stage's start."""
    if start.kind is Start.DEFAULT:
        return True
    return stage is not None and start.kind is Start.STAGE and start.name == stage
