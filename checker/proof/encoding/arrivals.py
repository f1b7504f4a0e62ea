"""Latest arrivals: whether a limit over several stages is kept, by one pass over the stages.

The end of a limit never falls as its start rises. So of all the ways by which a case may come to a
node, only the latest matters: a table has for each node, and each working day on which a case may
start, the last day on which it comes there. Whatever happens on a visit ends no later than one of
the least sets of lines has it; so the table is never too early, and where no wait in it is past the
limit, the promise is kept. Where one is, the worst way is read off and decided as a whole. If no
case can go it, the facts by which its visits exclude one another are told apart from then on, and
the pass is made anew (counterexample-guided refinement, E. Clarke et al., CAV 2000).
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from checker.answers.story import EventKind
from checker.procedure.model import BARE_DAYS, Unit
from checker.proof.encoding.parts import Violation
from checker.proof.encoding.runs import ITEM, Late, effective
from checker.proof.encoding.undecided import UndecidedError, lacking
from checker.proof.encoding.visits import LeastSets, joined, sooner
from checker.proof.formula import Formula, GoodReading, Helper, Var, conj, in_order, negate
from checker.proof.formula import variables as variables_of
from checker.worktime.by_day import NEVER, untils_of
from checker.worktime.calendar import calendar_of
from checker.worktime.latest import BEYOND
from checker.worktime.longest import working_days_in
from checker.worktime.paths import GAP, bounds_of
from checker.worktime.real_waits import SPAN
from checker.worktime.timeline import timeline, to_tick

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from checker.proof.encoding.lateness import Deadline
    from checker.proof.encoding.spots import Network, Spot
    from checker.proof.encoding.visits import Visit

MOST_ENTRIES = 40_000_000
"""So many entries of the tables of one part are worked out, at most."""
MOST_TRACKED = 12
"""So many facts are told apart at one node, at most."""
_LIKELY = 8
"""So many starts from which cases were late are tried before all others."""

Told: TypeAlias = "frozenset[tuple[Var, bool]]"
"""The values of the facts that are told apart where a case is."""
State: TypeAlias = "tuple[Spot, Told]"
_Speaking: TypeAlias = "dict[Spot, set[Var | None]]"
Given: TypeAlias = "Callable[[Formula], Iterable[Formula]]"
"""What is assumed in a question about a formula."""


class _Step(Struct, frozen=True):
    """One visit on a way: from which state, and the items that end its steps."""

    source: State
    visit: Visit
    kept: frozenset[int]


class _Latest(Struct, frozen=True):
    """For each start the last day on which a case comes to a state, and for each total the last on
    which it began; `NEVER` where it did not.
    """

    arrivals: list[int]
    begins: tuple[list[int], ...]

    def or_later(self, other: _Latest | None) -> _Latest:
        """The later of two, by each of their days."""
        if other is None:
            return self
        pairs = zip(self.begins, other.begins, strict=True)
        return _Latest(
            list(map(max, self.arrivals, other.arrivals)),
            tuple(list(map(max, ours, theirs)) for ours, theirs in pairs),
        )


class LatestArrivals:
    """The violations of one part, found by passes over the stages: see `Search`.

    `judge`: the limit, and where a case must not be past it. `before`: cases come somewhere before
    they are looked at.
    """

    def __init__(self, whole: Network, judge: Deadline, *, before: bool = False) -> None:
        """Nothing is looked at yet."""
        self.found: list[Violation] = []
        self.paths, self.network, self._before = whole.paths, whole, before
        self._bound, self.over = judge.bound, judge.over
        self.sets = LeastSets(self.paths.decider)
        self.tracked: list[Var] = []
        self._likely = [0]
        self._entries = 0
        totals = {t.line.number: t for t in self.paths.universe.procedure.totals}
        self.totals = [frozenset(totals[number].stages) for number in self.paths.since]
        self._calendar = calendar_of(self.paths.universe.procedure)
        line = timeline(self._calendar)
        self.days = working_days_in(to_tick(SPAN[0]), to_tick(SPAN[1]), line)
        every = list({visit: None for own in whole.onward.values() for visit, _ in own})
        self.speaks_of = frozenset[Var]().union(
            *(each.variables for each in every), *map(variables_of, whole.first.values())
        )
        bare = {d.unit for each in every for item in each.run.items for d in item.durations}
        bare |= {duration.unit for duration in judge.bound.durations}
        self._kinds = BARE_DAYS if Unit.DAYS in bare else BARE_DAYS[1:]
        self.due = {kind: self._deadlines(kind) for kind in self._kinds}

    def _deadlines(self, kind: Unit) -> list[int]:
        """The last day of the limit from each start; `NEVER` where it says nothing.

        UndecidedError where a table is lacking.
        """
        durations = tuple(d.read(kind) for d in self._bound.durations)
        bounds = bounds_of((replace(self._bound, durations=durations),), ())
        found = untils_of(bounds, 1, self.days, self._calendar)
        if None in found:
            raise lacking(BEYOND)
        return [NEVER if day is None or day == GAP else day for day in found]

    def further(self, given: Given) -> Violation | None:
        """One more violation, which can be met; None where none can."""
        for places in (self._likely, range(len(self.days))):
            for kind in self._kinds:
                found = self._looked_for(kind, given, places)
                if found is not None:
                    self.found.append(found)
                    return found
        return None

    def _looked_for(self, kind: Unit, given: Given, places: Sequence[int]) -> Violation | None:
        """One more from some starts, told by their numbers; bare days are read as `kind`."""
        while True:
            table = _Table(self, kind, given, places)
            late = table.late()
            if late is None:
                return None
            violation, parts = self._decided(table, late, kind)
            if self.paths.decider.possible(violation.formula, given(violation.formula)):
                start = places[late[1]]
                if start not in self._likely:
                    self._likely = [start, *self._likely][:_LIKELY]
                return violation
            self._refine(parts, given)

    # --- one way ---

    def _decided(
        self, table: _Table, late: tuple[_Step, int], kind: Unit
    ) -> tuple[Violation, list[Formula]]:
        """The violation by a way that ends with a wait past the limit; and what each of its parts
        needs.
        """
        way, start = table.way(*late), table.days[late[1]]
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
        if arrival <= table.due[late[1]]:  # one way comes latest, a total begins latest on another
            raise UndecidedError
        run, parts = joined(self.paths.begun(first.node, begun), visits, self.paths)
        named, defined = effective(run)
        told = Late(self.paths.universe.procedure, run, kind, named, self._bound)
        formula = conj((run.formula, defined))
        late_ = Violation(first.node, formula, EventKind.LATE, late=told, before=self._before)
        return late_, parts

    def _refine(self, parts: list[Formula], given: Given) -> None:
        """Tell those facts apart by which parts of a way that no case goes exclude one another."""
        kept = list(range(len(parts)))
        possible = self.paths.decider.possible
        for number in reversed(range(len(parts))):
            fewer = [n for n in kept if n != number]
            whole = conj(parts[n] for n in fewer)
            if not possible(whole, given(whole)):
                kept = fewer
        speaking: dict[Var, int] = {}
        for number in kept:
            for var in dict.fromkeys(map(self.carried, variables_of(parts[number]))):
                if var is not None:
                    speaking[var] = speaking.get(var, 0) + 1
        shared = [var for var in in_order(speaking) if speaking[var] > 1]
        new = [var for var in shared if var not in self.tracked]
        if not new:
            message = "a way that no case goes, though each part of it is possible"
            raise AssertionError(message)
        self.tracked += [each for var in new for each in self._group(var)]

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
    """One pass: the last day of each arrival, under some lines and readings."""

    def __init__(
        self, search: LatestArrivals, kind: Unit, given: Given, places: Sequence[int]
    ) -> None:
        """`places`: the numbers of the starts that are looked at."""
        self.days = [search.days[n] for n in places]
        self.due = [search.due[kind][n] for n in places]
        self._search, self._kind, self._given = search, kind, given
        self._paths, self._network = search.paths, search.network
        self._at: dict[Spot, dict[Told, _Latest]] = {spot: {} for spot in self._network.order}
        self._into: dict[State, list[_Step]] = {}
        self._rank = {var: n for n, var in enumerate(search.tracked)}
        self._matters = self._relevant()

    def _relevant(self) -> dict[Spot, list[Var]]:
        """The facts that are told apart at each spot: of which something before it speaks, and
        something from it on.
        """
        search, order = self._search, self._network.order
        tracked = search.tracked
        if not tracked:
            return {spot: [] for spot in order}
        before, after = self._spoken({search.carried(var) for var in tracked})
        found = {}
        for spot in order:
            both = before[spot] & after[spot]
            found[spot] = [var for var in tracked if search.carried(var) in both]
            if len(found[spot]) > MOST_TRACKED:
                raise UndecidedError
        return found

    def _spoken(self, firsts: set[Var | None]) -> tuple[_Speaking, _Speaking]:
        """Of which of these something speaks before each spot, and from it on."""
        search, order = self._search, self._network.order

        def spoken(those: Iterable[Var]) -> set[Var | None]:
            return firsts.intersection(map(search.carried, those))

        own = {
            spot: [(spoken(each.variables), to) for each, to in self._network.onward[spot]]
            for spot in order
        }
        before: _Speaking = {spot: set() for spot in order}
        for spot, when in self._network.first.items():
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

    def late(self) -> tuple[_Step, int] | None:
        """The first wait that is past the limit from some start, and the number of that start."""
        search, over = self._search, self._search.over
        self._start()
        for spot in self._network.order:
            for told, latest in self._at[spot].items():
                latest_here = self._begun(spot, latest)
                begins = (self.days, *latest_here.begins)
                for step, to, there in self._steps((spot, told)):
                    if to is None and over is not None and spot.node.place not in over:
                        continue
                    search.spend(len(self.days))
                    steps = step.visit.dated(self._paths, step.kept, self._kind).steps
                    ends = steps.last_days(begins, latest_here.arrivals)
                    if to is None:
                        past = (n for n, end in enumerate(ends) if end > self.due[n])
                        index = next(past, None)
                        if index is not None:
                            return step, index
                        continue
                    new = _Latest(ends, latest_here.begins)
                    self._at[to][there] = new.or_later(self._at[to].get(there))
                    self._into.setdefault((to, there), []).append(step)
        return None

    def _start(self) -> None:
        """Put the cases where they start."""
        for spot, when in self._network.first.items():
            for told in self._choices({}, spot):
                whole = conj((when, *self._said(told, 0)))
                if self._paths.decider.possible(whole, self._given(whole)):
                    never = [NEVER] * len(self.days)
                    begins = tuple(never for _ in self._search.totals)
                    self._at[spot][told] = _Latest(list(self.days), begins)
                    self._into.setdefault((spot, told), [])

    def _begun(self, spot: Spot, latest: _Latest) -> _Latest:
        """The same once the case has come: totals over the stage have begun then, or before."""
        begins = tuple(
            list(map(min, began, latest.arrivals)) if spot.node.place in stages else began
            for began, stages in zip(latest.begins, self._search.totals, strict=True)
        )
        return _Latest(latest.arrivals, begins)

    def _steps(self, state: State) -> Iterator[tuple[_Step, Spot | None, Told]]:
        """What can happen from a state on, where it leads to, and what is told of that."""
        spot, told = state
        for visit, to in self._network.onward[spot]:
            given = self._given(visit.whole)
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
        """The last day of a step, from one start."""
        spot, told = step.source
        latest = self._begun(spot, self._at[spot][told])
        begins = (self.days[index], *(began[index] for began in latest.begins))
        dated = step.visit.dated(self._paths, step.kept, self._kind)
        return dated.ends(begins, latest.arrivals[index])[-1]
