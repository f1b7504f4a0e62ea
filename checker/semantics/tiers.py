"""How high a move takes a case with harm."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from checker.procedure.holes import HoleKind
from checker.procedure.model import EndingKind, TargetKind
from checker.semantics.leads import BELOW_ALL
from checker.semantics.settling import Soon
from checker.semantics.values import joined

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from checker.procedure.model import Target
    from checker.semantics.places import Compiled, Exit, Place
    from checker.semantics.terms import Terms


class Direction(Enum):
    """Where a move takes a case."""

    UP = "up"
    """To a higher tier, an accepted end or by hand-over."""
    LEVEL = "level"
    DOWN = "down"


class Tiers:
    """The directions of moves under one reading; it remembers. `held`: atoms that keep their value
    where it is asked what holds whatever changes.
    """

    def __init__(self, compiled: Compiled, terms: Terms, held: int = 0) -> None:
        """With the lines in force."""
        self._compiled = compiled
        self._terms = terms
        self._held = held
        self.soon = Soon(compiled, terms, held)
        self._known: dict[tuple[Exit, int], tuple[Direction, ...]] = {}

    def directions(self, e: Exit, mask: int) -> tuple[Direction, ...]:
        """For each place that an exit leads to; an outcome mentioned and left leads nowhere."""
        key = (e, mask)
        if key not in self._known:
            targets = () if e.move.hole else e.move.targets
            self._known[key] = tuple(self.direction(e, target, mask) for target in targets)
        return self._known[key]

    def direction(self, e: Exit, target: Target, mask: int) -> Direction:
        """Whether one of its targets takes a case up, on within the tier, or down."""
        terms, compiled = self._terms, self._compiled
        if target.kind is TargetKind.MISSING or target.name is None:
            return Direction.UP if terms.known(e.move) else Direction.DOWN
        if target.kind is TargetKind.ENDING:
            lost = compiled.procedure.ending(target.name).kind is EndingKind.WITHOUT_OUTCOME
            return Direction.DOWN if lost else Direction.UP
        stage = compiled.procedure.stage(target.name)
        if stage.board:
            return Direction.UP
        own, its = self._tier(e.stage, mask), self._tier(stage.name, mask)
        if stage.missing and its == BELOW_ALL:
            good = terms.good(HoleKind.MISSING_STAGE, stage.name)
            return Direction.UP if good else Direction.DOWN
        if its == own:
            return Direction.LEVEL
        return Direction.UP if its > own else Direction.DOWN

    def lifting(self, place: Place, mask: int, left: int) -> Iterator[Exit]:
        """The soon lanes in force that, whatever changes, are on and lead up, to an end or out."""
        lanes = (e for e in place.lanes if self.soon.enough(e, mask))
        return (e for e in lanes if self._takes(e, mask, left, {Direction.UP}))

    def at_night(self, place: Place, mask: int, left: int) -> Iterator[Exit]:
        """The lanes in force that, whatever changes, are on and take harm on out of hours."""
        terms, on = self._terms, {Direction.UP, Direction.LEVEL}
        lanes = (e for e in place.lanes if terms.in_the_end(e) and terms.covers_harm(e.move))
        return (e for e in lanes if self._takes(e, mask, left, on))

    def _takes(self, lane: Exit, mask: int, left: int, wanted: Container[Direction]) -> bool:
        """Whether a lane is on, and takes a case in one of these directions, whatever changes."""
        compiled = self._compiled
        place = compiled.place(lane.stage)
        names = [lane.stage, *(t.name for t in lane.move.targets if t.kind is TargetKind.STAGE)]
        leads = joined(compiled.leads[compiled.index[name]].spoken for name in names if name)
        return all(
            lane in place.lanes_on(m, left) and all(d in wanted for d in self.directions(lane, m))
            for m in compiled.values.free(place.spoken | leads, self._held).around(mask)
        )

    def _tier(self, stage: str, mask: int) -> float:
        return self._compiled.leads[self._compiled.index[stage]].tier(mask)
