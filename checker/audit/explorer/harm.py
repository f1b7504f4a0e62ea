"""`same-day-escalation` and its rows, state by state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Promise, Row
from checker.procedure.model import Outcome, Strength
from checker.semantics.tiers import Direction, Tiers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.answers.verdict import PartKey
    from checker.audit.explorer.reach import Explorer, State
    from checker.audit.explorer.space import Space
    from checker.semantics.places import Exit
    from checker.semantics.terms import Terms


def _silent(space: Space, stage: int) -> bool:
    """Whether `no answer` is an outcome of the stage."""
    return not space.procedure.stages[stage].deciding


def _consulted(space: Space, stage: int) -> bool:
    """Whether it has a lane that a consultation holds up."""
    return any(_consulting(e) for e in space.places[stage].lanes)


def _consulting(lane: Exit) -> bool:
    return lane.move.strength is not Strength.MAY and lane.move.consultation is not None


_ROWS: dict[Promise, tuple[Row, Callable[[Space, int], bool]]] = {
    Promise.SAME_DAY_ESCALATION: (Row.IN_HOURS, lambda _, __: True),
    Promise.HARM_OUT_OF_HOURS: (Row.OUT_OF_HOURS, lambda _, __: True),
    Promise.HARM_SILENT: (Row.SILENT, _silent),
    Promise.HARM_CONSULTED: (Row.CONSULTED, _consulted),
    Promise.HARM_BOARD: (Row.BOARD, lambda _, __: True),
}
"""Of the headline and each row: its words, and which of the stages have a part."""


def parts(space: Space) -> Iterator[PartKey]:
    """A part for each stage that the row is about (of those that turn on lines); of the headline,
    one for each set to be handed round in, too.
    """
    row, among = _ROWS[space.promise]
    for i in sorted(space.boards if space.promise is Promise.HARM_BOARD else space.reachable):
        if among(space, i):
            yield space.key(i, row)
    for loop in space.loops if space.promise is Promise.SAME_DAY_ESCALATION else ():
        yield space.key(loop[0], Row.HANDED_ROUND)


def broken(explorer: Explorer, terms: Terms) -> Iterator[PartKey]:
    """The parts that some case of this walk breaks."""
    space, reached = explorer.space, explorer.reached
    row, _ = _ROWS[space.promise]
    for harm in [space.values.bits[atom] for atom in space.harms] or [0]:
        question = _Question(explorer, terms, harm)
        for state in reached.board if space.promise is Promise.HARM_BOARD else reached.states:
            if question.breaks(state):
                yield space.key(state.stage, row)
        if space.promise is Promise.SAME_DAY_ESCALATION:
            yield from question.handed_round()


class _Question:
    """One harm atom (its bit; 0 for harm that no line speaks of) and all that is asked of it."""

    def __init__(self, explorer: Explorer, terms: Terms, harm: int) -> None:
        self._explorer = explorer
        self._space = space = explorer.space
        self._terms = terms
        self._harm = harm
        self._may_change = any(c & harm for c in space.values.changing)
        at_night = space.promise is Promise.HARM_OUT_OF_HOURS
        self._held = harm | (space.out_of_hours if at_night else 0)
        self._meanwhile = space.values.free(-1, self._held)
        self._tiers = Tiers(space, terms, self._held)
        self._soon = self._tiers.soon
        self._waits: dict[tuple[int, int, int], bool] = {}

    def breaks(self, state: State) -> bool:
        """Whether a case breaks, from here, the stage's part, harm being or arising."""
        if self._terms.read_as_good(self._space.procedure.stages[state.stage]):
            return False
        harmed, promise = self._harmed(state.base), self._space.promise
        if promise is Promise.SAME_DAY_ESCALATION:
            now = harmed and (self._no_line(state) or self._wrong_at_once(state))
            return now or self._after_an_outcome(state)
        if promise is Promise.HARM_SILENT:
            return self._waits_in_silence(state)
        if promise is Promise.HARM_OUT_OF_HOURS:
            return harmed and not self._route(state)
        held_up = promise is not Promise.HARM_CONSULTED or self._held_up(state)
        return harmed and held_up and self._no_line(state)

    def _waits_in_silence(self, state: State) -> bool:
        """Whether it waits after `no answer`."""
        later = (s for s in self._explorer.later(state) if self._harmed(s.base))
        return any(self._no_lane(s) for s in later) and any(
            outcome == Outcome.NO_ANSWER.value and not any(self._soon.moves(matched, mask))
            for mask, matched, outcome in self._explorer.outcomes(state)
        )

    def _held_up(self, state: State) -> bool:
        """Whether a lane that a consultation holds up can be on, while harm lasts."""
        place = self._space.places[state.stage]
        return any(
            _consulting(e)
            for mask in self._meanwhile.around(state.base | self._held)
            for e in place.lanes_on(mask, state.left)
        )

    def _route(self, state: State) -> bool:
        """Whether a lane in force takes harm on out of hours, whatever else changes."""
        place = self._space.places[state.stage]
        return any(self._tiers.at_night(place, state.base | self._held, state.left))

    def _harmed(self, base: int) -> bool:
        """Whether harm can be, with these fixed and arisen atoms."""
        return self._may_change or base & self._harm == self._harm

    def _no_lane(self, state: State) -> bool:
        """Whether no soon lane in force is on whatever changes, while harm lasts."""
        key = (state.stage, state.base, state.left)
        if key not in self._waits:
            place = self._space.places[state.stage]
            lanes = self._soon.lanes(place, state.base | self._held, state.left)
            self._waits[key] = not any(lanes)
        return self._waits[key]

    def _no_line(self, state: State) -> bool:
        """Whether neither such a lane nor such a limit of the stage is on."""
        place = self._space.places[state.stage]
        bounds = self._soon.bounds(place, state.base | self._held)
        return self._no_lane(state) and not any(bounds)

    def _wrong_at_once(self, state: State) -> bool:
        """Whether an exit that can be taken at once, with harm, goes the wrong way."""
        return any(
            mask & self._harm == self._harm and self._wrong(e, mask)
            for e, masks in self._explorer.exits(state).items()
            for mask in masks
        )

    def _wrong(self, e: Exit, mask: int) -> bool:
        return Direction.DOWN in self._tiers.directions(e, mask)

    def _after_an_outcome(self, state: State) -> bool:
        """Whether it waits after an outcome, or is moved the wrong way since harm came about."""
        later = [s for s in self._explorer.later(state) if self._harmed(s.base)]
        rests = any(self._no_lane(s) for s in later)
        masks = [m for s in later for m in self._meanwhile.around(s.base | self._held)]
        seen: set[tuple[Exit, ...]] = set()
        for then, matched, _ in self._explorer.outcomes(state):
            if matched in seen:
                continue
            seen.add(matched)
            if rests and not any(self._soon.moves(matched, then)):
                return True
            if not any(self._terms.at_once(e.move) for e in matched) and any(
                self._wrong(e, mask) for e in matched for mask in masks
            ):
                return True
        return False

    def handed_round(self) -> Iterator[PartKey]:
        """The sets in which a case with harm can be handed round for ever within a tier."""
        states = [s for s in self._explorer.reached.states if self._harmed(s.base)]
        for i in self._explorer.rounds(states, self._level):
            yield self._space.key(i, Row.HANDED_ROUND)

    def _lifted(self, state: State) -> bool:
        """Whether a soon lane takes it up."""
        place = self._space.places[state.stage]
        return any(self._tiers.lifting(place, state.base | self._held, state.left))

    def _level(self, state: State) -> Iterator[int]:
        """The stages of the same tier that it can be moved to, using no turn, while harm lasts;
        none where a soon lane takes it up.
        """
        exits = self._explorer.exits(state) if not self._lifted(state) else {}
        for e, masks in exits.items():
            for mask in masks if e.turn is None else ():
                if mask & self._harm == self._harm:
                    ways = self._tiers.directions(e, mask)
                    for target, way in zip(e.move.targets, ways, strict=False):
                        if way is Direction.LEVEL and target.name is not None:
                            yield self._space.index[target.name]
