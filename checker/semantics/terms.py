"""Which lines bind, and how soon, with given lines in force under one reading of the holes."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from checker.procedure.holes import BAD, GOOD, HoleKind
from checker.procedure.model import Atom, Start, Strength, TargetKind, Unit
from checker.semantics.places import Exit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.answers.verdict import Choices, InForce
    from checker.procedure.model import Duration, Limit, Line, Move, Stage
    from checker.semantics.places import Compiled, WaitEnd


class Terms:
    """The lines that bind."""

    def __init__(
        self, compiled: Compiled, in_force: InForce, choices: Choices, unnamed: str = BAD
    ) -> None:
        """An `assume` line in force goes before a choice. `unnamed`: how a hole is read for which
        no choice is given, but a document, which is then there.
        """
        self.choices = choices
        self._unnamed = unnamed
        self.asked: dict[str, str] = {}
        """The holes that were asked after, by their identities, and how each was read."""
        self._lines = in_force.lines
        self._stages = compiled.procedure.stages
        self.standing = in_force.standing
        assumptions = compiled.procedure.assumptions
        self._assumed = [a for a in assumptions if self.complied(a.line, Strength.PLAIN)]
        self.chosen = 0
        for reading in compiled.procedure.readings:
            held = next((a.option for a in self._assumed if a.option in reading.options), None)
            if held is None:
                hole = f"{HoleKind.READING.value}:{reading.name}"
                held = Atom(self._read(hole, reading.options[0].name))
            self.chosen |= compiled.values.bits.get(held, 0)
        self._duties: frozenset[int] | None = None
        self._ruling = compiled.rulings

    # --- what binds ---

    def good(self, kind: HoleKind, name: str) -> bool:
        """Whether the hole is read as good."""
        return self._read(f"{kind.value}:{name}", self._unnamed) == GOOD

    def read_as_good(self, stage: Stage) -> bool:
        """Whether a stage is missing, and read as good."""
        return stage.missing and self.good(HoleKind.MISSING_STAGE, stage.name)

    def _read(self, hole: str, unnamed: str) -> str:
        if hole not in self.asked:
            self.asked[hole] = self.choices.get(hole, unnamed)
        return self.asked[hole]

    def complied(self, line: Line, strength: Strength) -> bool:
        """Whether a line is in force, no document that it refers to being missed."""
        return (
            strength is not Strength.MAY
            and line.number in self._lines
            and all(self._read(hole, GOOD) == GOOD for hole in _documents(line))
        )

    @property
    def duties(self) -> frozenset[int]:
        """The numbers of the duties in force."""
        if self._duties is None:
            self._duties = frozenset[int]().union(*map(self.duties_of, self._stages))
        return self._duties

    @property
    def rulings(self) -> frozenset[int]:
        """The numbers of the duties in force that take outcomes away: to decide, and to check."""
        return frozenset(
            number
            for number in self._ruling.keys() & self._lines
            if any(self.complied(duty.line, duty.strength) for duty in self._ruling[number])
        )

    def duties_of(self, stage: Stage) -> frozenset[int]:
        """Those that stand in one stage."""
        return frozenset(
            duty.line.number for duty in stage.duties if self.complied(duty.line, duty.strength)
        )

    def known(self, move: Move) -> bool:
        """Whether a move to `missing`, or an outcome mentioned and left, is read as good."""
        return self.good(HoleKind.MISSING_MOVE, str(move.line.number))

    def binds(self, move: Move) -> bool:
        """Whether a move is in force; an outcome mentioned and left is where it is read as good."""
        if move.hole:
            return self.known(move)
        if not self.complied(move.line, move.strength):
            return False
        return all(t.kind is not TargetKind.MISSING for t in move.targets) or self.known(move)

    def at_once(self, move: Move) -> bool:
        """Whether a move that matched is taken at its outcome."""
        return move.limit is None and move.consultation is None and self.binds(move)

    def in_force(self, line: WaitEnd) -> bool:
        """Whether an exit or a limit is in force."""
        if isinstance(line, Exit):
            return self.binds(line.move)
        return self.complied(line.line.line, line.line.strength)

    def in_the_end(self, line: WaitEnd) -> bool:
        """Whether a line is in force and over some time: a limit, or the consultation that holds
        a move up, has one.
        """
        name, limit = str(line.number), line.written.limit
        if not self.in_force(line):
            return False
        if isinstance(line, Exit):
            if line.move.consultation is None:
                return True
            name, limit = f"{name}/consulting", line.move.consultation.limit
        return limit is not None and (not limit.missing or self.good(HoleKind.MISSING_LIMIT, name))

    def needed(self, line: WaitEnd) -> list[tuple[str, Limit]] | None:
        """The limits that are over when a line in force is, each with the name of its hole; None
        where it is not in force, or need never be over.
        """
        return None if line.endless or not self.in_force(line) else line.limits

    # --- what is soon ---

    def soon(self, line: WaitEnd, stage: Stage) -> bool:
        """Whether a line of a stage is in force and over within the day; no total is."""
        own = None if isinstance(line, Exit) else stage.name
        if line.total or (own is not None and stage.extensions):
            return False
        needed = self.needed(line)
        return needed is not None and all(
            self._soon_limit(limit, name, own) for name, limit in needed
        )

    def _soon_limit(self, limit: Limit, name: str, stage: str | None) -> bool:
        if limit.backward or not counts_from_its_place(limit, stage):
            return False
        figures = self.figures(limit, name)
        if not figures:
            kept = stage is None or limit.missing  # a stage's vague words are never soon
            return kept and self.hole_is_good(limit, name)
        return all(any(d.unit is Unit.SAME_WORKING_DAY for d in each) for each in figures)

    # --- what a limit says ---

    def figures(self, limit: Limit, name: str) -> list[tuple[Duration, ...]]:
        """The ends of which the latest is the limit's, each the soonest of some durations; none
        where it is `missing`, or words of which no line in force says what they mean.
        """
        means = [a.limit for a in self._assumed if a.limit and a.words and a.words == limit.vague]
        every = [each.figures for each in (limit, *means) if each.definite]
        if limit.also and self.good(HoleKind.DOUBLE_LIMIT, name):
            every[0] = (sum(limit.figures, ()),)
        return [sum(chosen, ()) for chosen in product(*every)] if every else []

    def hole_is_good(self, limit: Limit, name: str) -> bool:
        """Whether a limit without a figure is read as good."""
        return self.good(HoleKind.MISSING_LIMIT if limit.missing else HoleKind.VAGUE_LIMIT, name)

    def has_time(self, limit: Limit, name: str) -> bool:
        """Whether there is a time, whatever the limit counts from."""
        return bool(self.figures(limit, name)) or self.hole_is_good(limit, name)

    def covers(self, limit: Limit, name: str) -> bool:
        """Whether there is a time for a start out of hours, too."""
        figures = self.figures(limit, name)
        if not figures:
            return self.hole_is_good(limit, name)
        received = any(start.receiving for start in limit.starts)
        units = {duration.unit for each in figures for duration in each}
        return received or units != {Unit.SAME_WORKING_DAY}

    def covers_harm(self, lane: Move) -> bool:
        """Whether a lane has no limit, or one with a time out of hours; vague words count as one,
        whatever an `assume` line says that they mean.
        """
        limit = lane.limit
        if limit is None or (limit.vague and not limit.definite):
            return True
        return self.covers(limit, str(lane.line.number))


def counts_from_its_place(limit: Limit, stage: str | None) -> bool:
    """Whether a limit counts from where its place has it count; that of a stage, from its start."""
    return all(
        start.kind is Start.DEFAULT
        or (stage is not None and start.kind is Start.STAGE and start.name == stage)
        for start in limit.starts
    )


def _documents(line: Line) -> Iterator[str]:
    """The identities of the holes that a line's documents are, if they are missing."""
    return (f"{HoleKind.MISSING_DOCUMENT.value}:{name}" for name in line.documents)
