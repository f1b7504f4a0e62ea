"""Delays by latest arrivals: whether some case with F comes later than every case without it that
is like it at the start.

Z3 proposes what cases are alike in, one set of facts and readings after another. There the latest
way without F from each start is decided; then a pass looks for a way with F that is past it. What
was found is widened to other facts and readings before the next ones are proposed: so the ways of
neither kind of case are listed.
"""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from checker.answers.story import EventKind
from checker.procedure.graph import strongly_connected
from checker.procedure.model import BARE_DAYS
from checker.procedure.remember import remembering
from checker.proof.encoding.maximal_runs import leading_to_places
from checker.proof.encoding.parts import Violation
from checker.proof.encoding.passes import LIKELY, Passes
from checker.proof.encoding.runs import Delay
from checker.proof.encoding.spots import Network, Spot
from checker.proof.encoding.starts import starts_of
from checker.proof.encoding.tables import World
from checker.proof.encoding.undecided import UndecidedError, lacking
from checker.proof.encoding.universe import Turns
from checker.proof.encoding.visits import Beside, Visits, run_of, visit_of
from checker.proof.formula import (
    FALSE,
    IN_FORCE,
    TRUE,
    And,
    Formula,
    GoodReading,
    Not,
    Or,
    Var,
    conj,
    disj,
    in_order,
    negate,
    substitute,
    variables,
)
from checker.worktime.latest import BEYOND
from checker.worktime.steps import FAR, NEVER
from checker.worktime.timeline import from_tick

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from checker.procedure.model import Unit
    from checker.proof.encoding.maximal_runs import Text
    from checker.proof.encoding.parts import Given
    from checker.proof.encoding.passes import Way
    from checker.proof.encoding.reach import Node
    from checker.proof.encoding.visits import Visit

MOST_WORLDS = 2_000
"""So many sets of facts and readings are looked at for one part, at most."""

_Literals = tuple[Formula, ...]


def course(
    side: Text, ends: frozenset[str], starts: Iterable[tuple[Node, Formula]], fact: Var | None
) -> Network | None:
    """What cases do until they come to some places, or need never come there; each such end is one
    visit that leads to no further spot. None where cases can come back, or to a stage of which
    nothing is told.

    `fact`: has to come to be true on the way. UndecidedError where turns are not counted.
    """
    if side.universe.turns is Turns.FREE:
        raise UndecidedError(stages=side.universe.procedure.stages_with_turns)
    onto = leading_to_places(side, ends).intersection(side.reach.nodes)
    if any(node in side.reach.stages and side.reach.stages[node].stage.missing for node in onto):
        return None
    ways = [
        (source, target)
        for source in onto
        if source.place not in ends
        for _, target in side.reach.transitions.get(source, ())
        if target in onto
    ]
    if strongly_connected(ways, list(onto)):
        return None
    return _Course(side, ends, onto, fact).network(starts)


class _Course:
    """The spots and visits of such a network: before `fact` has come to be true, and since."""

    def __init__(
        self, side: Text, ends: frozenset[str], onto: frozenset[Node], fact: Var | None
    ) -> None:
        self._ends, self._onto, self._fact = ends, onto, fact
        self._visits = Visits(side.paths(ends))
        self._paths = self._visits.paths
        universe = side.universe
        self._fixed = any(fact in group for group in universe.fixed)
        self._stays = fact if any(fact in group for group in universe.arising) else None

    def network(self, starts: Iterable[tuple[Node, Formula]]) -> Network:
        """The network from these starts on, each with what holds there."""
        first: dict[Spot, Formula] = {}
        for node, when in starts:
            if node in self._onto and self._fact is None:
                first[Spot(node, first=True, seen=True)] = when
            elif node in self._onto and self._fact is not None:
                first[Spot(node, first=True, seen=True)] = conj((when, self._fact))
                if not self._fixed:
                    first[Spot(node, first=True)] = when
        onward: dict[Spot, tuple[tuple[Visit, Spot | None], ...]] = {}
        before: dict[Spot, set[Spot]] = {spot: set() for spot in first}
        ahead = list(first)
        while ahead:
            spot = ahead.pop()
            if spot not in onward:
                onward[spot] = tuple(self._onward(spot))
                for to in (to for _, to in onward[spot] if to is not None):
                    before.setdefault(to, set()).add(spot)
                    ahead.append(to)
        order = tuple(TopologicalSorter(before).static_order())
        return Network(order, onward, first, self._visits)

    def _onward(self, spot: Spot) -> Iterator[tuple[Visit, Spot | None]]:
        if spot.node.place in self._ends:  # it starts there, and so has come
            run = run_of(self._paths, spot.node, None)
            visit = None if run is None else visit_of(self._paths, None, run)
            if visit is not None and spot.seen:
                yield visit, None
            return
        for leg in self._paths.legs(spot.node):
            run = run_of(self._paths, spot.node, leg)
            if run is None:
                continue
            if leg.to is None:
                steps: Iterable[int | None] = range(run.steps - run.visits[0])
            elif leg.to in self._onto:
                steps = (None,)
            else:
                continue
            over = leg.to is None or leg.to.place in self._ends
            for beside, seen in (each for step in steps for each in self._beside(spot, step)):
                visit = visit_of(self._paths, leg, run, beside)
                if visit is None or (over and not seen):
                    continue
                yield visit, None if over or leg.to is None else Spot(leg.to, seen=seen)

    def _beside(self, spot: Spot, undated: int | None) -> Iterator[tuple[Beside, bool]]:
        """What a visit needs besides, each with whether the fact has come to be true after it."""
        if spot.seen:
            yield Beside(self._stays, undated=undated), True
        else:
            yield Beside(self._fact, comes=True, undated=undated), True
            yield Beside(undated=undated), False


class _Others(Struct, frozen=True):
    """The latest ways without F at some facts and readings; `due`: when the last of them ends, from
    each start. `endless`: one that need never end.
    """

    ways: tuple[Way, ...]
    due: Sequence[int]
    endless: Way | None = None


class Delays:
    """The violations of one part, found by passes over the stages: see `Search`."""

    def __init__(
        self, ours: Network, theirs: Network, pairs: Callable[[Var], bool], case: Formula
    ) -> None:
        """`pairs`: whether cases that are compared agree in a variable, as they start; `case`: what
        holds of those that the promise is about.
        """
        self.found: list[Violation] = []
        starts = starts_of((ours, theirs))
        about = {spot: conj((when, case)) for spot, when in ours.first.items()}
        self._every = Passes(ours, starts)
        self._theirs = Passes(theirs, starts, everywhere=True)
        self._ours = Passes(replace(ours, first=about), starts)
        self._pairs = pairs
        every = self._ours.kinds + self._theirs.kinds
        self._kinds = tuple(kind for kind in BARE_DAYS if kind in every)
        self.speaks_of = self._ours.speaks_of | self._theirs.speaks_of
        alike = {Var(var.name) for var in self._theirs.speaks_of if pairs(Var(var.name))}
        self._alike = And(tuple(Or((var, Not(var))) for var in in_order(alike)))
        self._starts = range(len(starts))
        self._likely = [0]

    @property
    def either(self) -> frozenset[Var]:
        """The holes whose good reading can break the promise as well as keep it."""
        return frozenset(Var(v.name) for v in self.speaks_of if isinstance(v.name, GoodReading))

    def compared(self) -> bool:
        """Whether some case with F, whatever the promise is about, can be held against another."""
        kind, ruled_out = self._kinds[-1], list[Formula]()
        for world in self._worlds(self._every, _NOTHING, ruled_out):
            others = self._others(kind, world)
            if others.endless is None and others.ways:
                if self._any(kind, world):
                    return True
                ruled_out.append(self._fewest(world, lambda fewer: not self._any(kind, fewer)))
            else:
                ruled_out.append(self._apart(kind, world, others))
        return False

    def further(self, given: Given) -> Violation | None:
        """One more violation, which can be met; None where none can."""
        ruled_out = list[Formula]()
        for world in self._worlds(self._ours, given, ruled_out):
            for kind in self._kinds:
                others = self._others(kind, world)
                if others.endless is not None or not others.ways:
                    ruled_out.append(self._apart(kind, world, others))
                    break
                found = self._behind(World(kind, given, world), others)
                if found is not None:
                    self.found.append(found)
                    return found
            else:
                ruled_out.append(self._in_time(given, world))
        return None

    def _worlds(self, ours: Passes, given: Given, ruled_out: list[Formula]) -> Iterator[_Literals]:
        """What cases may be alike in as they start, until all of it is ruled out."""
        begun = disj(ours.network.first.values())
        for _ in range(MOST_WORLDS):
            whole = And((conj((begun, *map(negate, ruled_out))), self._alike))
            model = self._ours.paths.decider.model(whole, given(whole))
            if model is None:
                return
            alike = (var for var in in_order(model) if self._pairs(var))
            yield tuple(var if model[var] else negate(var) for var in alike)
        raise UndecidedError

    def _fewest(self, world: _Literals, holds: Callable[[_Literals], bool]) -> Formula:
        """As few of these as can be found for which something still holds, all together."""
        if holds(()):
            return TRUE
        for each in world:
            fewer = tuple(other for other in world if other != each)
            if holds(fewer):
                world = fewer
        return conj(world)

    # --- without F ---

    @remembering
    def _others(self, kind: Unit, world: _Literals) -> _Others:
        """The latest ways without F, every line in force; UndecidedError if a table is lacking."""
        due = [-1 for _ in self._starts]
        ways: list[Way] = []
        while True:
            way = self._theirs.past(World(kind, _COMPLIED, world), due, self._starts, worst=True)
            if way is None:
                return _Others(tuple(ways), due)
            if NEVER in way.ends:
                return _Others((), due, way)
            if FAR in way.ends:
                raise lacking(BEYOND)
            ways.append(way)
            due = list(map(max, due, way.ends))

    def _apart(self, kind: Unit, world: _Literals, others: _Others) -> Formula:
        """Facts and readings at which nothing is held against a case, for the same reason as here:
        one without F need never come there, or none can.
        """
        if others.endless is not None:
            return self._when(others.endless, world)
        return self._fewest(world, lambda fewer: self._alone(kind, fewer))

    def _alone(self, kind: Unit, world: _Literals) -> bool:
        """Whether no case without F comes there or waits on the way."""
        due = [-1 for _ in self._starts]
        return self._theirs.past(World(kind, _COMPLIED, world), due, (0,)) is None

    @remembering
    def _ahead(self, kind: Unit, world: _Literals, number: int) -> Formula:
        """Facts and readings at which the last case without F comes when it does here, from one
        start: some case comes then, and none later.
        """
        others = self._others(kind, world)
        due = [others.due[number] for _ in self._starts]
        none_later = self._fewest(
            world,
            lambda fewer: self._theirs.past(World(kind, _COMPLIED, fewer), due, (number,)) is None,
        )
        last = next(way for way in others.ways if way.ends[number] == due[number])
        return conj((none_later, self._when(last, world)))

    def _when(self, way: Way, world: _Literals) -> Formula:
        """That a case without F can go a way just as it can here: over what cases are alike in."""
        decider = self._theirs.paths.decider
        formula = substitute(way.formula, _in_force)
        arising = {var.name for (var,) in decider.universe.arising}
        stays = (
            disj((negate(Var(var.name)), var))
            for var in in_order(variables(formula))
            if var.moment and var.name in arising
        )
        formula = conj((formula, *stays))
        model = decider.model(formula, list(world)) or {}

        def at(var: Var) -> Formula:
            if self._pairs(var):
                return var
            return TRUE if model.get(var, False) else FALSE

        return substitute(decider.universe.with_dynamics(formula), at)

    # --- with F ---

    def _any(self, kind: Unit, world: _Literals) -> bool:
        """Whether some case with F comes there, or need never come there."""
        due = [-1 for _ in self._starts]
        return self._every.past(World(kind, _NOTHING, world), due, (0,)) is not None

    def _behind(self, world: World, others: _Others) -> Violation | None:
        """The violation by a case with F that is past all the others; None where there is none."""
        way = self._ours.past(world, others.due, self._likely, worst=True)
        way = way or self._ours.past(world, others.due, self._starts, worst=True)
        if way is None:
            return None
        number = self._ours.starts.index(way.start)
        if number not in self._likely:
            self._likely = [number, *self._likely][:LIKELY]
        if FAR in way.ends:
            raise lacking(BEYOND)
        # The story tells when the last of the others comes.
        formula = conj((way.formula, self._ahead(world.kind, world.facts, number)))
        procedure = self._ours.paths.universe.procedure
        start, at = from_tick(way.start), from_tick(others.due[number])
        late = Delay(procedure, way.run, world.kind, way.named, start, at)
        return Violation(way.run.nodes[0], formula, EventKind.DELAYED, late=late)

    def _in_time(self, given: Given, world: _Literals) -> Formula:
        """Facts and readings at which no case with F is past the others, as here."""
        others = [(kind, self._others(kind, world)) for kind in self._kinds]

        def holds(fewer: _Literals) -> bool:
            return all(
                self._ours.past(World(kind, given, fewer), each.due, self._starts) is None
                for kind, each in others
            )

        ways = {way.formula: way for _, each in others for way in each.ways}
        whens = (self._when(way, world) for way in ways.values())
        return conj((self._fewest(world, holds), *whens))


class _Nothing(Struct, frozen=True):
    """Nothing is assumed of lines and readings: see `Given`."""

    def __call__(self, formula: Formula) -> list[Formula]:  # noqa: ARG002
        return []

    def about(self, lines: frozenset[Var]) -> bool:  # noqa: ARG002
        """It is always the same."""
        return False


class _Complied(Struct, frozen=True):
    """Every line is in force: see `Given`."""

    def __call__(self, formula: Formula) -> list[Formula]:
        return [var for var in in_order(variables(formula)) if isinstance(var.name, IN_FORCE)]

    def about(self, lines: frozenset[Var]) -> bool:  # noqa: ARG002
        """It is always the same."""
        return True


_NOTHING = _Nothing()
_COMPLIED = _Complied()


def _in_force(var: Var) -> Formula:
    return TRUE if isinstance(var.name, IN_FORCE) else var
