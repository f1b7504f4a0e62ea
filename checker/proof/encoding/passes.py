"""Passes: the latest moment at which a case can come to each stage, from every start at once.

The end of a limit never falls as its start rises. So of all the ways by which a case may come to a
node, only the latest matters: a table has for each node, and each start, the latest moment at which
a case comes there. Whatever happens on a visit ends no later than one of the least sets of lines
has it; so the table is never too early, and where nothing in it is past a limit, nothing is. Where
something is, the worst way is read off and decided as a whole. If no case can go it, the facts by
which its visits exclude one another are told apart from then on, and the pass is made anew
(counterexample-guided refinement, E. Clarke et al., CAV 2000).
"""

from __future__ import annotations

from itertools import product
from operator import sub
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from checker.procedure.model import BARE_DAYS, Unit
from checker.proof.encoding.runs import ITEM, effective
from checker.proof.encoding.undecided import UndecidedError
from checker.proof.encoding.visits import joined, sooner
from checker.proof.formula import (
    IN_FORCE,
    Formula,
    GoodReading,
    Helper,
    Not,
    Var,
    conj,
    in_order,
    negate,
)
from checker.proof.formula import variables as variables_of
from checker.worktime.steps import NEVER, Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.proof.encoding.parts import Given
    from checker.proof.encoding.runs import Run
    from checker.proof.encoding.spots import Network, Spot
    from checker.proof.encoding.visits import Visit
    from checker.worktime.steps import Row

MOST_ENTRIES = 40_000_000
"""So many entries of the tables of one part are worked out, at most."""
_ONE = 10
"""What it costs to look up the end of a visit that is known, as so many entries."""
MOST_TRACKED = 12
"""So many facts are told apart at one node, at most."""
LIKELY = 8
"""So many starts from which cases were late are tried before all others."""
Told: TypeAlias = "frozenset[tuple[Var, bool]]"
"""The values of the facts that are told apart where a case is."""
State: TypeAlias = "tuple[Spot, Told]"
_Speaking: TypeAlias = "dict[Spot, set[Var | None]]"


class _Step(Struct, frozen=True):
    """One visit on a way: from which state, and the items that end its steps."""

    source: State
    visit: Visit
    kept: frozenset[int]


class _Latest(Struct, frozen=True):
    """For each start the latest moment at which a case comes to a state, and for each total the
    latest at which it began; `NEVER` where it did not.
    """

    arrivals: Row
    begins: tuple[Row, ...]

    def or_later(self, other: _Latest | None, rows: Rows) -> _Latest:
        """The later of two, by each of their moments."""
        if other is None:
            return self
        pairs = zip(self.begins, other.begins, strict=True)
        begins = tuple(rows.later(ours, theirs) for ours, theirs in pairs)
        return _Latest(rows.later(self.arrivals, other.arrivals), begins)


_Onward: TypeAlias = "tuple[_Step, Spot | None, Told]"


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


class Way(Struct, frozen=True):
    """A way that some case goes, past a limit from `start` on.

    `formula`: that a case goes it, and that nothing ends a step of it sooner; `named`: a variable
    for each item of `run`.
    """

    steps: tuple[_Step, ...]
    start: int
    run: Run
    named: tuple[Var, ...]
    formula: Formula


class Passes:
    """Passes over one network; what one of them teaches, the next knows."""

    def __init__(self, whole: Network, starts: Sequence[int]) -> None:
        """`starts`: the moments at which cases start, as ticks, in order."""
        self.paths, self.network, self.starts = whole.visits.paths, whole, starts
        self.sets, self.rows = whole.visits.sets, whole.visits.rows
        self.tracked: list[Var] = []
        self.lines = {
            spot: frozenset(
                var for visit, _ in own for var in visit.variables if isinstance(var.name, IN_FORCE)
            )
            for spot, own in whole.onward.items()
        }
        self.known: dict[tuple[object, ...], tuple[_Onward, ...]] = {}
        self._told_apart: tuple[int, dict[Spot, list[Var]]] = (0, {})
        self._entries = 0
        totals = {t.line.number: t for t in self.paths.universe.procedure.totals}
        self.totals = [frozenset(totals[number].stages) for number in self.paths.since]
        every = {visit: None for own in whole.onward.values() for visit, _ in own}
        self.speaks_of = frozenset[Var]().union(
            *(each.variables for each in every), *map(variables_of, whole.first.values())
        )
        bare = any(duration.unit is Unit.DAYS for duration in whole.durations)
        self.kinds = BARE_DAYS if bare else BARE_DAYS[1:]

    def past(
        self,
        world: World,
        due: Sequence[int],
        places: Sequence[int],
        over: frozenset[str] | None = None,
        *,
        worst: bool = False,
    ) -> Way | None:
        """A way on which a case is past its limit, which is at `due` from each start; None where
        there is none.

        `places`: the numbers of the starts that are looked at; `over`: the stages at whose waits
        they are looked at (None: all). `worst`: the way that is furthest past.
        """
        while True:
            self.rows.forget()
            table = _Table(self, world, places)
            late = table.late(self.rows.row(due[n] for n in places), over, worst=worst)
            if late is None:
                return None
            step, number = late
            way, parts = self._decided(table.way(step, number), places[number], due, world.kind)
            if self.paths.decider.possible(way.formula, world.whole(way.formula)):
                return way
            self._refine(parts, world)

    # --- one way ---

    def _decided(
        self, way: Sequence[_Step], index: int, due: Sequence[int], kind: Unit
    ) -> tuple[Way, list[Formula]]:
        """A way from a start, as a formula; and what each of its parts needs."""
        start = self.starts[index]
        first, _ = way[0].source
        begun = self.network.first[first]
        visits, arrival = [], start
        begins = [start, *([NEVER] * len(self.totals))]
        for step in way:
            for number, stages in enumerate(self.totals, 1):
                if step.visit.node.place in stages:
                    begins[number] = min(begins[number], arrival)
            at = (tuple(begins), arrival)
            visits.append((step.visit, sooner(step.visit, self.paths, step.kept, kind, at)))
            arrival = step.visit.dated(self.paths, step.kept, kind).ends(*at)[-1]
        if arrival <= due[index]:  # one way comes latest, a total begins latest on another
            raise UndecidedError
        run, parts = joined(self.paths.begun(first.node, begun), visits, self.paths)
        named, defined = effective(run)
        return Way(tuple(way), start, run, named, conj((run.formula, defined))), parts

    def ends(self, way: Way, kind: Unit) -> Row:
        """When the way ends from each start, whether a case goes it from there or not."""
        arrivals = tuple(self.starts)
        begins = [arrivals, *((NEVER,) * len(arrivals) for _ in self.totals)]
        for step in way.steps:
            for number, stages in enumerate(self.totals, 1):
                if step.source[0].node.place in stages:
                    begins[number] = tuple(map(min, begins[number], arrivals))
            dated = step.visit.dated(self.paths, step.kept, kind)
            arrivals = dated.steps.last(begins, arrivals)
        return arrivals

    def _refine(self, parts: list[Formula], world: World) -> None:
        """Tell those facts apart by which parts of a way that no case goes exclude one another."""
        kept = list(range(len(parts)))
        possible = self.paths.decider.possible
        for number in reversed(range(len(parts))):
            fewer = [n for n in kept if n != number]
            whole = conj(parts[n] for n in fewer)
            if not possible(whole, world.whole(whole)):
                kept = fewer
        speaking: dict[Var, int] = {}
        for number in kept:
            for var in dict.fromkeys(map(self.carried, variables_of(parts[number]))):
                if var is not None:
                    speaking[var] = speaking.get(var, 0) + 1
        shared = [var for var in in_order(speaking) if speaking[var] > 1]
        new = [var for var in shared if var not in self.tracked]
        if not new:  # the tables do not see what excludes them
            raise UndecidedError
        self.tracked += [each for var in new for each in self._group(var)]

    def told_apart(self) -> dict[Spot, list[Var]]:
        """The facts that are told apart at each spot: of which something before it speaks, and
        something from it on. UndecidedError where these are too many.
        """
        count, found = self._told_apart
        if count == len(self.tracked) and found:
            return found
        before, after = self._spoken({self.carried(var) for var in self.tracked})
        found = {}
        for spot in self.network.order:
            both = before[spot] & after[spot]
            found[spot] = [var for var in self.tracked if self.carried(var) in both]
            if len(found[spot]) > MOST_TRACKED:
                raise UndecidedError
        self._told_apart = (len(self.tracked), found)
        return found

    def _spoken(self, firsts: set[Var | None]) -> tuple[_Speaking, _Speaking]:
        """Of which of these something speaks before each spot, and from it on."""
        order = self.network.order

        def spoken(those: Iterable[Var]) -> set[Var | None]:
            return firsts.intersection(map(self.carried, those)) if firsts else set()

        own = {
            spot: [(spoken(each.variables), to) for each, to in self.network.onward[spot]]
            for spot in order
        }
        before: _Speaking = {spot: set() for spot in order}
        for spot, when in self.network.first.items():
            before[spot] |= spoken(variables_of(when))
        for spot in order:
            for names, to in own[spot]:
                if to is not None:
                    before[to] |= before[spot] | names
        after: _Speaking = {}
        for spot in reversed(order):
            after[spot] = set()
            for names, to in own[spot]:
                after[spot] |= names | (after[to] if to is not None else set())
        return before, after

    def carried(self, var: Var) -> Var | None:
        """What tells of a variable from one visit to another: itself at moment 0, or the first of
        the options that it is one of; None where nothing does.
        """
        universe, plain = self.paths.universe, Var(var.name)
        if isinstance(var.name, GoodReading):
            return plain
        if isinstance(var.name, Helper):
            return plain if var.name.purpose != ITEM else None
        if any(plain in group for group in universe.arising):
            return plain
        return next((group[0] for group in universe.fixed if plain in group), None)

    def _group(self, var: Var) -> tuple[Var, ...]:
        groups = self.paths.universe.fixed
        return next((group for group in groups if var in group), (var,))

    def arises(self, var: Var) -> bool:
        """Whether it can come to be true on the way."""
        return any(var in group for group in self.paths.universe.arising)

    def spend(self, entries: int) -> None:
        """Count so many more; UndecidedError where that is too much."""
        self._entries += entries
        if self._entries > MOST_ENTRIES:
            raise UndecidedError


class _Table:
    """One pass: the latest moment of each arrival, under some lines and readings."""

    def __init__(self, search: Passes, world: World, places: Sequence[int]) -> None:
        """`places`: the numbers of the starts that are looked at."""
        self._starts = search.rows.row(search.starts[n] for n in places)
        self._search, self._kind, self._world = search, world.kind, world
        lasting = (each for each in world.facts if not self._may_change(each))
        self._lasting = tuple(lasting)
        self._paths, self._network = search.paths, search.network
        self._at: dict[Spot, dict[Told, _Latest]] = {spot: {} for spot in self._network.order}
        self._into: dict[State, list[_Step]] = {}
        self._rank = {var: n for n, var in enumerate(search.tracked)}
        self._matters = search.told_apart()

    def _may_change(self, fact: Formula) -> bool:
        """Whether a fact of the start need not hold later: that something has not arisen."""
        off = fact.part if isinstance(fact, Not) else None
        return isinstance(off, Var) and self._search.arises(off)

    def late(
        self, due: Row, over: frozenset[str] | None, *, worst: bool
    ) -> tuple[_Step, int] | None:
        """The first step that is past the limit from some start, or the one that is furthest past
        it; and the number of that start.
        """
        self._start()
        furthest, found = 0, None
        for step, ends in self._judged(over):
            if worst:
                behind = list(map(sub, ends, due))
                most = max(behind)
                if most > furthest:
                    furthest, found = most, (step, behind.index(most))
            else:
                first = self._search.rows.first_past(ends, due)
                if first is not None:
                    return step, first
        return found

    def _judged(self, over: frozenset[str] | None) -> Iterator[tuple[_Step, Row]]:
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
                    new = _Latest(ends, latest_here.begins)
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
                    self._at[spot][told] = _Latest(self._starts, begins)
                    self._into.setdefault((spot, told), [])

    def _begun(self, spot: Spot, latest: _Latest) -> _Latest:
        """The same once the case has come: totals over the stage have begun then, or before."""
        rows = self._search.rows
        begins = tuple(
            rows.sooner(began, latest.arrivals) if spot.node.place in stages else began
            for began, stages in zip(latest.begins, self._search.totals, strict=True)
        )
        return _Latest(latest.arrivals, begins)

    def _steps(self, state: State) -> tuple[_Onward, ...]:
        """What can happen from a state on, where it leads to, and what is told of that."""
        spot, _ = state
        search, world = self._search, self._world
        key = (state, world.given.about(search.lines[spot]), world.facts, len(search.tracked))
        found = search.known.get(key)
        if found is None:
            found = search.known[key] = tuple(self._found(state))
        return found

    def _found(self, state: State) -> Iterator[_Onward]:
        spot, told = state
        facts = self._world.facts if spot in self._network.first else self._lasting
        for visit, to in self._network.onward[spot]:
            given = tuple(self._world.later(visit.whole, visit.variables, facts))
            for there in self._choices(dict(told), to):
                said = (*self._said(told, 0), *self._said(there, visit.end))
                for kept in self._search.sets.of(visit, given, said):
                    yield _Step(state, visit, kept), to, there

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

    def way(self, last: _Step, index: int) -> list[_Step]:
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

    def _end(self, step: _Step, index: int) -> int:
        """When a step ends, from one start."""
        spot, told = step.source
        latest = self._begun(spot, self._at[spot][told])
        begins = (self._starts[index], *(began[index] for began in latest.begins))
        dated = step.visit.dated(self._paths, step.kept, self._kind)
        return dated.ends(begins, latest.arrivals[index])[-1]
