"""Promises of a writer's own that ask for a response, state by state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import PartKey, Row
from checker.audit.explorer.slower import outrun
from checker.audit.required.spaces import grown
from checker.procedure.holes import HoleKind
from checker.procedure.model import RequireKind
from checker.semantics.duties import Duties, asks
from checker.semantics.settling import InTheEnd
from checker.semantics.timely import Timed, needs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.audit.explorer.reach import State
    from checker.audit.required.walk import Walk
    from checker.procedure.model import Ending, Require, Stage
    from checker.semantics.places import Exit, WaitEnd
    from checker.semantics.terms import Terms


def parts(walks: Sequence[Walk], require: Require) -> Iterator[PartKey]:
    """The parts that these walks come upon; they comply with nothing. One may come twice."""
    for walk in walks:
        asked = _Response(walk, None, require)
        if require.kind is RequireKind.AFTER and require.places[0].name in walk.reached.endings:
            yield PartKey(require.places[0].name or "", Row.DUTY.value)
        for state in walk.reached.states:
            yield from (key for key, _ in asked.at(state))


def broken(walk: Walk, terms: Terms, require: Require) -> Iterator[PartKey]:
    """The parts that some case of this walk breaks."""
    asked = _Response(walk, terms, require)
    stages = walk.space.procedure.stages
    for state in walk.reached.states:
        stage = stages[state.stage]
        if not (stage.missing and terms.good(HoleKind.MISSING_STAGE, stage.name)):
            yield from (key for key, kept in asked.at(state) if not kept)
    if require.kind is RequireKind.AFTER:
        yield from (key for key, kept in asked.after_ending() if not kept)


class _Response:
    """What one promise asks of the states of a walk; without `terms`, only where it asks."""

    def __init__(self, walk: Walk, terms: Terms | None, require: Require) -> None:
        self.walk, self.terms, self.require = walk, terms, require
        self.space = walk.space
        self.trigger = self.space.values.guard(require.trigger)
        self._duties: dict[str, Duties] = {}

    def at(self, state: State) -> Iterator[tuple[PartKey, bool]]:
        """The parts that are about this state, and whether the promise is kept there."""
        stage, kind = self.space.procedure.stages[state.stage], self.require.kind
        named = {each.value for each in self.require.outcomes}
        if kind is RequireKind.IF_OUTCOME:
            for mask, matched, outcome in self.walk.outcomes(state):
                if outcome in named:
                    kept = (
                        self._left_after(state, matched)
                        if self.require.moves_on
                        else self._asks(stage, [mask], outcome)
                    )
                    yield PartKey(stage.name, outcome), kept
        elif self.require.moves_on:
            yield PartKey(stage.name, Row.WHENEVER.value), self._moves_on(state)
        elif kind is RequireKind.WHENEVER:
            for mask in self._asking(state):
                yield PartKey(stage.name, Row.DUTY.value), self._asks(stage, [mask])
        elif kind is RequireKind.AT_EVERY_STAGE or stage.name == self.require.places[0].name:
            masks = [state.base | c for c in self.space.values.changing]
            yield PartKey(stage.name, Row.DUTY.value), self._asks(stage, masks)

    def after_ending(self) -> Iterator[tuple[PartKey, bool]]:
        """The part of an ending, for each of the ways in which it is come to."""
        name = self.require.places[0].name or ""
        for base in self.walk.reached.endings.get(name, ()):
            ending = self.space.procedure.ending(name)
            for more in grown(self.space.values, base):
                masks = [more | c for c in self.space.values.changing]
                yield PartKey(name, Row.DUTY.value), self._asks(ending, masks)

    # --- the case moves on ---

    def _asking(self, state: State) -> list[int]:
        masks = (state.base | c for c in self.space.values.changing)
        return [mask for mask in masks if self.trigger.holds(mask)]

    def _moves_on(self, state: State) -> bool:
        """Whether a case moves on in time from when the condition holds."""
        place = self.space.places[state.stage]
        standing = self.terms is not None and place.stage.name in self.terms.standing
        for later in self.walk.later(state) if not standing and self._asking(state) else ():
            bounds = [b for b in place.bounds if place.unbroken(b, later.base)]
            if self.require.limit is not None:
                bounds = [b for b in bounds if not b.total]
            if not self._over([*self._lanes(later), *bounds], state.base):
                return False
        return all(self._left_after(state, moves) for _, moves, _ in self.walk.outcomes(state))

    def _left_after(self, state: State, matched: tuple[Exit, ...]) -> bool:
        """Whether a case moves on in time after an outcome, for which these moves match."""
        whenever = self.require.kind is RequireKind.WHENEVER
        return all(
            self._over([*matched, *self._lanes(later)], state.base)
            for later in self.walk.later(state)
            if not whenever or self._asking(later)
        )

    def _lanes(self, state: State) -> list[Exit]:
        """The lanes that are on whatever changes."""
        place = self.space.places[state.stage]
        return [e for e in place.lanes if place.unbroken(e, state.base, state.left)]

    def _over(self, lines: Iterable[WaitEnd], base: int) -> bool:
        """Whether one of these lines ends the wait in time."""
        if self.terms is None:
            return True
        if self.require.limit is None:
            settling = InTheEnd(self.space, self.terms)
            return any(settling.enough(line, base) for line in lines)
        found = (needs(self.terms, line) for line in lines)
        return self._won([each for each in found if each is not None])

    def _won(self, going: list[list[Timed]]) -> bool:
        """Whether, from every start, one of these is over in time with all its limits."""
        if self.terms is None or self.require.limit is None or any(not each for each in going):
            return True
        return not outrun(self.space, self.terms, self.require.limit, going)

    # --- a duty ---

    def _asks(self, where: Stage | Ending, masks: list[int], outcome: str | None = None) -> bool:
        """Whether a duty of that place asks what the promise does, due at all of these values."""
        wanted, terms = self.require.duty, self.terms
        if wanted is None or terms is None:
            return True
        if where.name not in self._duties:
            self._duties[where.name] = Duties(where.duties, self.space.values)
        own = self._duties[where.name]
        due = [
            duty
            for duty in own.written
            if terms.complied(duty.line, duty.strength)
            and asks(duty, wanted, outcome)
            and all(duty in own.due(duty.verb, mask) for mask in masks)
        ]
        if self.require.limit is None:
            return bool(due)
        limits = ((duty.limit, str(duty.line.number)) for duty in due)
        return self._won([[Timed(limit, name)] for limit, name in limits if limit is not None])
