"""Until when a case may wait, before an outcome and after it: what ends that, counted from when."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from checker.procedure.model import Duration, Start, StartEvent, Unit
from checker.semantics.dates import behind
from checker.semantics.timely import alternatives

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.procedure.model import Limit, Procedure, TotalLimit
    from checker.semantics.places import Bound, Compiled, Exit, Place, WaitEnd
    from checker.semantics.terms import Terms

Ends: TypeAlias = tuple[tuple[Duration, bool], ...]
"""The soonest of these, each with whether it counts from a receipt; none: at once."""

HERE = StartEvent(Start.DEFAULT)
_RAISED = StartEvent(Start.PROCEDURE)


class WaitOver(Struct, frozen=True):
    """A line that ends a wait: by the latest of `ends`; a limit of the stage's own counts from the
    start of the case (`raised`) or from when it came there.
    """

    line: WaitEnd
    ends: list[Ends]
    raised: bool = False


class Waits:
    """What ends waits with some lines in force; `held`: atoms that keep their value."""

    def __init__(self, compiled: Compiled, terms: Terms, held: int = 0) -> None:
        """Under the reading of `terms`."""
        self._compiled, self._terms, self._held = compiled, terms, held

    def before(self, place: Place, mask: int, left: int) -> Iterator[WaitOver]:
        """What ends the wait for an outcome."""
        own = [b for b in place.bounds if not b.total and not b.endless]
        yield from self._bounds(place, mask, own)
        yield from self.put_off(place, mask, left)

    def put_off(self, place: Place, mask: int, left: int) -> Iterator[WaitOver]:
        """What ends it beside the stage's own limits, which an extension puts off."""
        yield from self._lanes(place, mask, left)
        yield from self._bounds(place, mask, [b for b in place.bounds if b.total])

    def after(
        self, place: Place, mask: int, left: int, opened: Iterable[Exit]
    ) -> Iterator[WaitOver]:
        """What ends the time for which an outcome is pending that opened these exits."""
        yield from self._lanes(place, mask, left)
        binding = [e for e in opened if self._terms.binds(e.move)]
        yield from self._told((e, ends_of_move(self._terms, e)) for e in binding)
        inside = [b for b in place.bounds if binding and b.goes_on]
        yield from self._bounds(place, mask, inside)

    def _lanes(self, place: Place, mask: int, left: int) -> Iterator[WaitOver]:
        for e in place.lanes:
            if place.unbroken(e, mask, left, self._held):
                yield from self._told([(e, ends_of_move(self._terms, e))])

    def _bounds(self, place: Place, mask: int, among: Iterable[Bound]) -> Iterator[WaitOver]:
        for bound in among:
            written, name = bound.line, str(bound.number)
            raised = _RAISED in written.limit.starts
            stage = {StartEvent(Start.STAGE), StartEvent(Start.STAGE, bound.stage)}
            home = {HERE, _RAISED} if bound.total or raised else {HERE, *stage}
            on = place.unbroken(bound, mask, held=self._held)
            if on and self._terms.in_force(bound):
                ends = ends_of(self._terms, written.limit, name, home)
                yield from self._told([(bound, ends)], raised=raised)

    @staticmethod
    def _told(
        found: Iterable[tuple[WaitEnd, list[Ends]]], *, raised: bool = False
    ) -> Iterator[WaitOver]:
        return (WaitOver(line, ends, raised) for line, ends in found if ends)


def ends_of_move(terms: Terms, e: Exit) -> list[Ends]:
    """The ends of a move's limit and of its consultation's; none: it is never over."""
    needed = terms.needed(e)
    if not needed:
        return [] if needed is None else [()]
    own = {HERE, StartEvent(behind(e) or Start.DEFAULT)}
    each = [
        ends_of(terms, limit, name, own if limit is e.move.limit else {HERE})
        for name, limit in needed
    ]
    return [ends for found in each for ends in found] if all(each) else []


def ends_of(terms: Terms, limit: Limit, name: str, home: Iterable[StartEvent]) -> list[Ends]:
    """The ends of a limit of which the latest counts; none: it ends nothing. `home`: the events
    that it may count from where it stands. Out of hours `the same working day` is the next
    working day's.
    """
    plain = {replace(start, receiving=False) for start in limit.starts}
    if limit.backward or not plain <= set(home):
        return []
    receiving = any(start.receiving for start in limit.starts)
    return [
        tuple((d, receiving or d.unit is Unit.SAME_WORKING_DAY) for d in soonest)
        for soonest in alternatives(terms, limit, name)
    ]


def from_the_start(total: TotalLimit) -> bool:
    """Whether a total counts from the start of the case, and not from the first of its stages."""
    return total.whole_procedure or any(s.kind is Start.PROCEDURE for s in total.limit.starts)


def without_consultations(procedure: Procedure) -> Procedure:
    """The text in which nobody has to be consulted."""
    stages = tuple(
        replace(stage, moves=tuple(replace(move, consultation=None) for move in stage.moves))
        for stage in procedure.stages
    )
    return replace(procedure, stages=stages)
