"""Which lines bind, and how soon, with given lines in force under one reading of the holes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from checker.answers.verdict import Promise
from checker.audit.explorer.asked import documents
from checker.audit.explorer.space import UNLED
from checker.procedure.holes import BAD, GOOD, HoleKind
from checker.procedure.model import Atom, Start, Strength, TargetKind, Unit

if TYPE_CHECKING:
    from checker.answers.verdict import Choices, InForce
    from checker.audit.explorer.space import Bound, Exit, Space
    from checker.procedure.model import Duration, Limit, Line, StartEvent


class _Counted(Struct, frozen=True):
    """Where a limit stands: whose limit it is decides what it may count from."""

    name: str
    stage: str | None


_SOON = frozenset(
    {
        Promise.SAME_DAY_ESCALATION,
        Promise.HARM_SILENT,
        Promise.HARM_CONSULTED,
        Promise.HARM_BOARD,
    }
)
"""The promises for which a line has to be soon."""


class Terms:
    """The lines that bind. A hole for which no choice is given is read as bad.

    `settling`, `bounds`: the exits and the limits that settle a wait where they are unbroken; for
    a promise that asks for a date, those that do if they have one.
    """

    def __init__(self, space: Space, in_force: InForce, choices: Choices) -> None:
        """Work out what binds. An `assume` line in force goes before a choice.

        For a promise about who leads none is in force.
        """
        self._choices = choices
        self._lines = in_force.lines
        procedure = space.procedure
        usable = () if space.promise in UNLED else procedure.assumptions
        assumed = [a for a in usable if self._complied(a.line)]
        self._assumed = assumed
        self._words = {a.words: a.limit for a in reversed(assumed) if a.words and a.limit}
        self.chosen = 0
        for reading in procedure.readings:
            named = choices.get(f"{HoleKind.READING.value}:{reading.name}")
            option = Atom(named) if named else reading.options[0]
            held = next((a.option for a in assumed if a.option in reading.options), option)
            self.chosen |= space.values.bits.get(held, 0)
        self.standing = in_force.standing
        self.duties = frozenset(
            duty.line.number
            for stage in procedure.stages
            for duty in stage.duties
            if duty.strength is not Strength.MAY and self._complied(duty.line)
        )
        if space.promise not in UNLED:
            self._settle(space)

    def _settle(self, space: Space) -> None:
        """Tell the lines in force that settle a wait, as the promise has it."""
        exits = [e for p in space.places for e in (*p.lanes, *p.ifs, *p.others)]
        binding = [e for e in exits if self._binds(e)]
        kept = [e for e in exits if e.move.hole and self.exit_known(e)]
        on = [b for p in space.places for b in p.bounds if b.line.strength is not Strength.MAY]
        on = [b for b in on if self._complied(b.line.line)]
        if space.promise is Promise.EVERY_PATH_ENDS:
            binding = [e for e in binding if self.consulted(e)]
            on = [b for b in on if self._finite(b)]
        elif space.promise in _SOON:
            self.at_once = frozenset(
                [*kept, *(e for e in binding if not (e.move.limit or e.move.consultation))]
            )
            binding = [e for e in binding if self._soon(e)]
            on = [b for b in on if self._soon_bound(space, b)]
        self.settling = frozenset([*kept, *binding])
        self.bounds = frozenset(on)

    def good(self, kind: HoleKind, name: str) -> bool:
        """Whether the hole is read as good."""
        return self._choices.get(f"{kind.value}:{name}", BAD) == GOOD

    def exit_known(self, e: Exit) -> bool:
        """Whether a move to `missing`, or an outcome mentioned and left, is read as good."""
        return self.good(HoleKind.MISSING_MOVE, str(e.move.line.number))

    def _complied(self, line: Line) -> bool:
        return line.number in self._lines and all(
            self._choices.get(identity, GOOD) == GOOD for identity in documents(line)
        )

    def _binds(self, e: Exit) -> bool:
        if e.move.hole or e.move.strength is Strength.MAY or not self._complied(e.move.line):
            return False
        return self.exit_known(e) or all(t.kind is not TargetKind.MISSING for t in e.move.targets)

    def consulted(self, e: Exit) -> bool:
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
        limit = self.settled(written)
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

    def settled(self, limit: Limit) -> Limit:
        """The limit with what an `assume` line in force says that its vague words mean."""
        means = self._words.get(limit.vague) if limit.vague else None
        if means is None:
            return limit
        return replace(limit, durations=(*limit.durations, *means.durations), vague=means.vague)

    def meanings(self, limit: Limit) -> list[Limit]:
        """What the `assume` lines in force say that its vague words mean."""
        return [a.limit for a in self._assumed if a.limit and a.words and a.words == limit.vague]

    def there_out_of_hours(self, e: Exit) -> bool:
        """Whether the limit of a lane, if it has one, is there and leaves no gap."""
        limit = e.move.limit
        if limit is None:
            return True
        if limit.missing:
            return self.good(HoleKind.MISSING_LIMIT, str(e.move.line.number))
        return not leaves_a_gap(limit)

    def covers(self, limit: Limit, line: Line) -> bool:
        """Whether the limit of a line leaves no gap; a vague one that an `assume` line in force
        says the meaning of, none where that does not.
        """
        if limit.definite:
            return not leaves_a_gap(limit)
        if limit.missing:
            return self.good(HoleKind.MISSING_LIMIT, str(line.number))
        means = self._words.get(limit.vague or "")
        settled = means is not None and not leaves_a_gap(means)
        return settled or self.good(HoleKind.VAGUE_LIMIT, str(line.number))


def leaves_a_gap(limit: Limit) -> bool:
    """Whether all the figures of a limit are `the same working day`, and not from a receipt."""
    figures: list[Duration] = [*limit.durations, *limit.also]
    return (
        bool(figures)
        and all(figure.unit is Unit.SAME_WORKING_DAY for figure in figures)
        and not any(start.receiving for start in limit.starts)
    )


def _own_start(start: StartEvent, stage: str | None) -> bool:
    """Whether a limit counts from where its place has it count: of a stage, the stage's start."""
    if start.kind is Start.DEFAULT:
        return True
    return stage is not None and start.kind is Start.STAGE and start.name == stage
