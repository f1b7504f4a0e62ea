"""Tables of latest arrivals: one pass over the stages, under some lines, readings and facts."""

from __future__ import annotations

from itertools import product
from operator import sub
from typing import TYPE_CHECKING, Protocol, TypeAlias

from msgspec import Struct

from checker.proof.formula import Formula, Not, Var, conj, in_order, negate
from checker.proof.formula import variables as variables_of
from checker.worktime.steps import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.procedure.model import Unit
    from checker.proof.encoding.parts import Given
    from checker.proof.encoding.paths import Paths
    from checker.proof.encoding.spots import Network, Spot
    from checker.proof.encoding.visits import LeastSets, Visit
    from checker.worktime.steps import Row, Rows

_ONE = 10
"""What it costs to look up the end of a visit that is known, as so many entries."""
ITEM_COST = 1_000
"""What it costs to ask the solver of one line in one step, as so many entries."""
Told: TypeAlias = "frozenset[tuple[Var, bool]]"
"""The values of the facts that are told apart where a case is."""
State: TypeAlias = "tuple[Spot, Told]"


class Step(Struct, frozen=True):
    """One visit on a way: from which state, and the items that end its steps."""

    source: State
    visit: Visit
    kept: frozenset[int]


class Latest(Struct, frozen=True):
    """For each start the latest moment at which a case comes to a state, and for each total the
    latest at which it began; `NEVER` where it did not.
    """

    arrivals: Row
    begins: tuple[Row, ...]

    def or_later(self, other: Latest | None, rows: Rows) -> Latest:
        """The later of two, by each of their moments."""
        if other is None:
            return self
        pairs = zip(self.begins, other.begins, strict=True)
        begins = tuple(rows.later(ours, theirs) for ours, theirs in pairs)
        return Latest(rows.later(self.arrivals, other.arrivals), begins)


Onward: TypeAlias = "tuple[Step, Spot | None, Told]"


class World(Struct, frozen=True):
    """What is assumed in every question: `given` has it for a formula, of lines and readings;
    `facts`: of the case as it starts. Bare days are read as `kind`.
    """

    kind: Unit
    given: Given
    facts: tuple[Formula, ...] = ()

    def whole(self, formula: Formula) -> list[Formula]:
        """For a question about a whole way, or about its start: what has arisen then stays."""
        return self.later(formula, variables_of(formula), self.facts)

    def later(
        self, formula: Formula, named: Iterable[Var], facts: Iterable[Formula]
    ) -> list[Formula]:
        """For a question about what follows, of the facts of the start those that hold then.
        `named`: the variables of the formula.
        """
        facts = tuple(facts)
        told = {fact.name for fact in facts if isinstance(fact, Var)}
        stays = in_order(var for var in named if var.moment and var.name in told) if told else ()
        return [*self.given(formula), *facts, *stays]


class Known(Protocol):
    """What the passes over one network know, and share.

    `totals`: for each total that begins on the way its stages. `tracked`: the facts that are told
    apart; `lines`: those of which the visits of a spot speak; `known`: what follows a state.
    """

    paths: Paths
    network: Network
    starts: Sequence[int]
    totals: list[frozenset[str]]
    rows: Rows
    sets: LeastSets
    tracked: list[Var]
    lines: dict[Spot, frozenset[Var]]
    known: dict[tuple[object, ...], tuple[Onward, ...]]

    def told_apart(self) -> dict[Spot, list[Var]]:
        """The facts that are told apart at each spot."""

    def arises(self, var: Var) -> bool:
        """Whether it can come to be true on the way."""

    def spend(self, entries: int) -> None:
        """Count so many more entries; UndecidedError where that is too much."""


class Table:
    """One pass: the latest moment of each arrival, under some lines and readings."""

    def __init__(self, search: Known, world: World, places: Sequence[int]) -> None:
        """`places`: the numbers of the starts that are looked at."""
        self._starts = search.rows.row(search.starts[n] for n in places)
        self._search, self._kind, self._world = search, world.kind, world
        lasting = (each for each in world.facts if not self._may_change(each))
        self._lasting = tuple(lasting)
        self._paths, self._network = search.paths, search.network
        self._at: dict[Spot, dict[Told, Latest]] = {spot: {} for spot in self._network.order}
        self._into: dict[State, list[Step]] = {}
        self._rank = {var: n for n, var in enumerate(search.tracked)}
        self._matters = search.told_apart()

    def _may_change(self, fact: Formula) -> bool:
        """Whether a fact of the start need not hold later: that something has not arisen."""
        off = fact.part if isinstance(fact, Not) else None
        return isinstance(off, Var) and self._search.arises(off)

    def late(
        self, due: Row, over: frozenset[str] | None, *, worst: bool
    ) -> tuple[Step, int] | None:
        """The first step that is past the limit from some start, or the one that is furthest past
        it; and the number of that start.
        """
        self._start()
        furthest, found, most = 0, None, NEVER - min(due)
        for step, ends in self._judged(over):
            if worst:
                behind = list(map(sub, ends, due))
                past = max(behind)
                if past > furthest:
                    furthest, found = past, (step, behind.index(past))
                if furthest == most:
                    break
            else:
                first = self._search.rows.first_past(ends, due)
                if first is not None:
                    return step, first
        return found

    def _judged(self, over: frozenset[str] | None) -> Iterator[tuple[Step, Row]]:
        """Fill the table; each step that leads to no other spot, with its ends."""
        rows = self._search.rows
        for spot in self._network.order:
            for told, latest in self._at[spot].items():
                latest_here = self._begun(spot, latest)
                begins = (self._starts, *latest_here.begins)
                for step, to, there in self._steps((spot, told)):
                    if to is None and over is not None and spot.node.place not in over:
                        continue
                    steps = step.visit.dated(self._paths, step.kept, self._kind).steps
                    made = rows.made
                    ends = rows.ends(steps, begins, latest_here.arrivals)
                    self._search.spend(_ONE + rows.made - made)
                    if to is None:
                        yield step, ends
                        continue
                    new = Latest(ends, latest_here.begins)
                    self._at[to][there] = new.or_later(self._at[to].get(there), rows)
                    self._into.setdefault((to, there), []).append(step)

    def _start(self) -> None:
        """Put the cases where they start."""
        for spot, when in self._network.first.items():
            for told in self._choices({}, spot):
                whole = conj((when, *self._said(told, 0)))
                if self._paths.decider.possible(whole, self._world.whole(whole)):
                    never = self._search.rows.row([NEVER] * len(self._starts))
                    begins = tuple(never for _ in self._search.totals)
                    self._at[spot][told] = Latest(self._starts, begins)
                    self._into.setdefault((spot, told), [])

    def _begun(self, spot: Spot, latest: Latest) -> Latest:
        """The same once the case has come: totals over the stage have begun then, or before."""
        rows = self._search.rows
        begins = tuple(
            rows.sooner(began, latest.arrivals) if spot.node.place in stages else began
            for began, stages in zip(latest.begins, self._search.totals, strict=True)
        )
        return Latest(latest.arrivals, begins)

    def _steps(self, state: State) -> tuple[Onward, ...]:
        """What can happen from a state on, where it leads to, and what is told of that."""
        spot, _ = state
        search, world = self._search, self._world
        key = (state, world.given.about(search.lines[spot]), world.facts, len(search.tracked))
        found = search.known.get(key)
        if found is None:
            found = search.known[key] = tuple(self._found(state))
        return found

    def _found(self, state: State) -> Iterator[Onward]:
        (spot, told), sets = state, self._search.sets
        facts = self._world.facts if spot in self._network.first else self._lasting
        for visit, to in self._network.onward[spot]:
            given = tuple(self._world.later(visit.whole, visit.variables, facts))
            for there in self._choices(dict(told), to):
                said = (*self._said(told, 0), *self._said(there, visit.end))
                asked = sets.asked
                found = sets.of(visit, given, said)
                self._search.spend(ITEM_COST * (1 + len(visit.named)) * (sets.asked - asked))
                for kept in found:
                    yield Step(state, visit, kept), to, there

    def _choices(self, told: dict[Var, bool], spot: Spot | None) -> Iterator[Told]:
        """The values of what is told apart at a spot, that go with those before."""
        wanted = self._matters[spot] if spot is not None else []
        choices: list[tuple[bool, ...]] = []
        for var in wanted:
            known = told.get(var)
            stays = known is not None and (known or not self._search.arises(var))
            choices.append((bool(known),) if stays else (False, True))
        for values in product(*choices):
            yield frozenset(zip(wanted, values, strict=True))

    def _said(self, told: Told, moment: int) -> list[Formula]:
        """These values at a moment."""
        found: list[Formula] = []
        for var, value in sorted(told, key=lambda pair: self._rank[pair[0]]):
            there = Var(var.name, moment) if self._search.arises(var) else var
            found.append(there if value else negate(there))
        return found

    def way(self, last: Step, index: int) -> list[Step]:
        """The way by which a case comes latest to the last step, from a start."""
        found = [last]
        while True:
            spot, told = found[0].source
            arrived = self._at[spot][told].arrivals[index]
            into = (each for each in self._into[spot, told] if self._end(each, index) == arrived)
            before = next(into, None)
            if before is None:  # it starts here
                return found
            found.insert(0, before)

    def _end(self, step: Step, index: int) -> int:
        """When a step ends, from one start."""
        spot, told = step.source
        latest = self._begun(spot, self._at[spot][told])
        begins = (self._starts[index], *(began[index] for began in latest.begins))
        dated = step.visit.dated(self._paths, step.kept, self._kind)
        return dated.ends(begins, latest.arrivals[index])[-1]
