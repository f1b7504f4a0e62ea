"""A second engine for `F never delays X`: when cases come to X, played forward.

It is written from the definition and knows nothing of the encoding: a case with F is held against
all cases without it that start at the same moment with the same facts.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace as changed

from checker.answers.verdict import Promise
from checker.audit.explorer.space import Space
from checker.procedure.holes import HoleKind
from checker.procedure.model import Atom, FactKind, TargetKind
from checker.semantics.terms import Terms
from checker.semantics.values import subsets
from tests.explorer import TooLarge
from tests.proof.played import MOST_PLAYS, Play, Spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.answers.verdict import Choices, InForce
    from checker.procedure.model import Procedure, Require, Unit
    from checker.semantics.places import Exit

_Alike = tuple[frozenset[Atom], str]
ENDLESS = datetime.max.replace(tzinfo=UTC)


class Arrivals(Play):
    """Cases played until they come to X. `wanted`: atoms one of which has to come true; 0: none."""

    def __init__(
        self, space: Space, require: Require, terms: Terms, kind: Unit, wanted: int = 0
    ) -> None:
        """Nothing is played yet."""
        super().__init__(space, require, terms, kind)
        self.goal = {place.name for place in require.places}
        self.wanted = wanted
        self.onto = _leading(self.procedure, self.goal)
        self.came: dict[Spot, datetime | None] = {}
        self.path: list[tuple[int, tuple[int, ...], int]] = []

    def _is_goal(self, name: str) -> bool:  # noqa: ARG002, a case is played on from anywhere
        return False

    def latest(self, spot: Spot) -> datetime | None:
        """When the case comes to X at the latest; None: it does not."""
        if self.procedure.stages[spot.stage].name in self.goal:
            return self._told(spot.base, spot.now)
        at = (spot.stage, spot.turns, spot.base)
        entering = spot.now == spot.entered and spot.opened is None and spot.until is None
        if spot not in self.came:
            self.played += 1
            if self.played > MOST_PLAYS:
                raise TooLarge("plays")
            if entering and at in self.path:
                return self._told(spot.base, ENDLESS)
            if entering:
                self.path.append(at)
            self.came[spot] = max(self._arrivals(spot), default=None)
            if entering:
                self.path.pop()
        return self.came[spot]

    def _told(self, base: int, moment: datetime) -> datetime | None:
        return moment if not self.wanted or base & self.wanted else None

    def _arrivals(self, spot: Spot) -> Iterator[datetime]:
        place = self.space.places[spot.stage]
        if place.stage.name not in self.onto:
            return
        left = self.space.left(spot.turns)
        if spot.opened is not None and any(self._at_once(e) for e in spot.opened):
            yield from self._moved(spot, spot.opened, spot.now)
            return
        since = dict(spot.lanes)
        lanes = {
            e.move.line.number: since.get(e.move.line.number, spot.now)
            for e in place.lanes
            if self.terms.binds(e.move)
            and e.move.limit is not None
            and place.unbroken(e, spot.base, left)
        }
        spot = replace(spot, lanes=tuple(sorted(lanes.items())))
        ends = [
            self._move_end(e, lanes[e.move.line.number])
            for e in place.lanes
            if e.move.line.number in lanes
        ]
        ends += self._held(spot) if spot.opened is not None else self._bounds(spot)
        told = [end for end in ends if end is not None]
        due = max(spot.now, min(told)) if told else None
        if due is None:
            endless = self._told(spot.base, ENDLESS)
            if endless is not None:
                yield endless
            # What follows may follow as late as one likes.
            yield from (ENDLESS for _ in self._next(spot, spot.now, at_the_end=False))
            return
        for now in dict.fromkeys((spot.now, due)):
            yield from self._next(spot, now, at_the_end=now == due)

    def _next(self, spot: Spot, now: datetime, *, at_the_end: bool) -> Iterator[datetime]:
        """What may happen at a moment."""
        place, values = self.space.places[spot.stage], self.space.values
        left = self.space.left(spot.turns)
        for more in subsets(bit for bit in values.arising if not spot.base & bit):
            if more:
                yield from self._from_there(replace(spot, base=spot.base | more, now=now))
        if at_the_end and spot.opened is None and not place.stage.clocks and place.stage.limits:
            for number, extension in enumerate(place.stage.extensions):
                guard = values.guard(extension.condition)
                allowed = any(guard.holds(spot.base | c) for c in values.changing)
                if number not in spot.extended and allowed:
                    until = self._soonest([extension.duration], now, received=False)
                    extended = (*spot.extended, number)
                    yield from self._from_there(
                        replace(spot, now=now, until=until, extended=extended)
                    )
        for c in values.changing:
            mask = spot.base | c
            yield from self._moved(spot, place.lanes_on(mask, left), now)
            if spot.opened is not None:
                continue
            for outcome in place.outcomes(mask, self.terms.duties):
                opened = place.matching(outcome, mask, left)
                yield from self._from_there(
                    replace(spot, now=now, opened=opened, since=now, until=None)
                )
        if spot.opened is not None:
            yield from self._moved(spot, spot.opened, now)

    def _from_there(self, spot: Spot) -> Iterator[datetime]:
        found = self.latest(spot)
        if found is not None:
            yield found

    def _moved(self, spot: Spot, exits: Iterable[Exit], now: datetime) -> Iterator[datetime]:
        for e in exits:
            if e.move.hole or self._closed(e, spot, now):
                continue
            turns = spot.turns
            if e.turn is not None:
                turns = (*turns[: e.turn], turns[e.turn] + 1, *turns[e.turn + 1 :])
            for target in e.move.targets:
                if target.kind is not TargetKind.MISSING and target.name in self.goal:
                    told = self._told(spot.base, now)
                elif self._missing(target.name):
                    bad = not self.terms.good(HoleKind.MISSING_STAGE, target.name or "")
                    told = self._told(spot.base, ENDLESS) if bad else None
                else:
                    nxt = self._come(target, spot.base, turns, now, None, spot.totals)
                    told = None if nxt is None else self.latest(nxt)
                if told is not None:
                    yield told

    def _missing(self, name: str | None) -> bool:
        if name in self.goal:
            return False
        return any(s.missing and s.name == name for s in self.procedure.stages)


def _leading(procedure: Procedure, goal: set[str | None]) -> set[str | None]:
    """The stages from which moves lead to the goal, or to a missing stage."""
    found = goal | {stage.name for stage in procedure.stages if stage.missing}
    while True:
        more = {
            stage.name
            for stage in procedure.stages
            if any(target.name in found for move in stage.moves for target in move.targets)
        }
        if more <= found:
            return found
        found |= more


class Pair:
    """A text, and the text without what may delay: F is fixed there, and false."""

    def __init__(self, procedure: Procedure, require: Require) -> None:
        """Both as spaces of states."""
        self.procedure, self.require = procedure, require
        facts = [fact for fact in procedure.facts if require.fact in fact.atoms]
        self.beside = {atom for fact in facts for atom in fact.atoms}
        plain = procedure
        if require.fact is None:
            stages = tuple(
                changed(s, moves=tuple(changed(m, consultation=None) for m in s.moves))
                for s in procedure.stages
            )
            plain = changed(procedure, stages=stages)
        else:
            fixed = tuple(
                changed(f, kind=FactKind.FIXED) if f in facts else f for f in procedure.facts
            )
            plain = changed(procedure, facts=fixed)
        self.known: dict[tuple[object, ...], dict[_Alike, datetime]] = {}
        self.ours = Space(procedure, Promise.EXTENSION)
        self.theirs = Space(plain, Promise.EXTENSION)

    def delayed(
        self, in_force: InForce, every: InForce, choices: Choices, kind: Unit, start: datetime
    ) -> set[str]:
        """The stages from which a case that starts at a moment is delayed."""
        atom = self.ours.values.bits.get(self.require.fact, 0) if self.require.fact else 0
        changes = any(
            self.require.fact in fact.atoms and fact.kind is FactKind.CHANGES
            for fact in self.procedure.facts
        )
        ours = Arrivals(
            self.ours,
            self.require,
            Terms(self.ours, in_force, choices),
            kind,
            0 if changes else atom,
        )
        key = (tuple(sorted(choices.items())), ours.terms.chosen, kind, start)
        if key not in self.known:
            terms = Terms(self.theirs, every, choices)
            read = [name for name, bit in self.ours.values.bits.items() if bit & ours.terms.chosen]
            terms.chosen = sum(self.theirs.values.bits[name] for name in read)
            self.known[key] = self._latest(Arrivals(self.theirs, self.require, terms, kind), start)
        latest = self.known[key]
        late = set()
        for spot in ours.starts(start):
            name = self.procedure.stages[spot.stage].name
            if name in ours.goal:
                continue
            found = ours.latest(spot)
            known = latest.get((self._alike(self.ours, spot), self._place(spot)))
            if found is not None and known is not None and found > known:
                late.add(name)
        return late

    def _latest(self, theirs: Arrivals, start: datetime) -> dict[_Alike, datetime]:
        """When the last of the cases without what may delay come, by what they are alike in."""
        bit = self.theirs.values.bits.get(self.require.fact, 0) if self.require.fact else 0
        latest: dict[_Alike, datetime] = {}
        for spot in theirs.starts(start):
            found = None if spot.base & bit else theirs.latest(spot)
            if found is not None:
                key = (self._alike(self.theirs, spot), self._place(spot))
                latest[key] = max(found, latest.get(key, found))
        return latest

    def _place(self, spot: Spot) -> str:
        """The place where both start, where that is not stated."""
        stage = self.procedure.stages[spot.stage].name
        return stage if self.procedure.start_not_stated else ""

    def _alike(self, space: Space, spot: Spot) -> frozenset[Atom]:
        """What is fixed and what has arisen, the fact that the promise names apart."""
        return frozenset(
            name
            for name, bit in space.values.bits.items()
            if spot.base & bit and name not in self.beside
        )


@lru_cache(maxsize=1)
def pair_of(procedure: Procedure, require: Require) -> Pair:
    """The pair, which remembers when cases without what may delay come."""
    return Pair(procedure, require)
