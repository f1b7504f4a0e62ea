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

from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from checker.procedure.model import BARE_DAYS, Unit
from checker.proof.encoding.runs import ITEM, effective
from checker.proof.encoding.tables import ITEM_COST, Table
from checker.proof.encoding.undecided import UndecidedError
from checker.proof.encoding.visits import joined, sooner
from checker.proof.formula import (
    IN_FORCE,
    Formula,
    GoodReading,
    Helper,
    Var,
    conj,
    in_order,
)
from checker.proof.formula import variables as variables_of
from checker.worktime.steps import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.proof.encoding.runs import Run
    from checker.proof.encoding.spots import Network, Spot
    from checker.proof.encoding.tables import Onward, Step, World
    from checker.proof.encoding.visits import Visit
    from checker.worktime.steps import Row

MOST_ENTRIES = 40_000_000
"""So many entries of the tables of one part are worked out, at most."""
MOST_TRACKED = 12
"""So many facts are told apart at one node, at most."""
LIKELY = 8
"""So many starts from which cases were late are tried before all others."""
_Speaking: TypeAlias = "dict[Spot, set[Var | None]]"


class Way(Struct, frozen=True):
    """A way that some case goes, past a limit from `start` on.

    `formula`: that a case goes it, and that nothing ends a step of it sooner; `named`: a variable
    for each item of `run`; `ends`: when it ends, from each start that it is dated from.
    """

    start: int
    run: Run
    named: tuple[Var, ...]
    formula: Formula
    ends: Row


class Passes:
    """Passes over one network; what one of them teaches, the next knows."""

    def __init__(self, whole: Network, starts: Sequence[int], *, everywhere: bool = False) -> None:
        """`starts`: the moments at which cases start, as ticks, in order. `everywhere`: the ways
        that are found are dated from all of them; else from the start of each alone.
        """
        self._everywhere = everywhere
        self.paths, self.network, self.starts = whole.visits.paths, whole, starts
        self.sets, self.rows = whole.visits.sets, whole.visits.rows
        self.tracked: list[Var] = []
        self.lines = {
            spot: frozenset(
                var for visit, _ in own for var in visit.variables if isinstance(var.name, IN_FORCE)
            )
            for spot, own in whole.onward.items()
        }
        self.known: dict[tuple[object, ...], tuple[Onward, ...]] = {}
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

        `places`: the numbers of the starts that count; `over`: the stages whose waits do (None:
        all). `worst`: the way that is furthest past.
        """
        while True:
            self.rows.forget()
            table = Table(self, world, places)
            late = table.late(self.rows.row(due[n] for n in places), over, worst=worst)
            if late is None:
                return None
            step, number = late
            way, parts = self._decided(table.way(step, number), places[number], due, world.kind)
            if self.paths.decider.possible(way.formula, world.whole(way.formula)):
                return way
            self.spend(ITEM_COST * (1 + len(way.named)) * len(parts))
            self._refine(parts, world)

    # --- one way ---

    def _decided(
        self, way: Sequence[Step], index: int, due: Sequence[int], kind: Unit
    ) -> tuple[Way, list[Formula]]:
        """A way from a start, as a formula; and what each of its parts needs."""
        start = self.starts[index]
        first, _ = way[0].source
        begun = self.network.first[first]
        starts = tuple(self.starts) if self._everywhere else (start,)
        visits, arrivals = [], starts
        for step, begins, came, ends in self._dated(way, starts, kind):
            timed = partial(self._timed, step.visit, kind, begins, came)
            visits.append((step.visit, sooner(step.visit, step.kept, timed)))
            arrivals = ends
        if arrivals[index if self._everywhere else 0] <= due[index]:
            raise UndecidedError  # one way comes latest, a total begins latest on another
        run, parts = joined(self.paths.begun(first.node, begun), visits, self.paths)
        named, defined = effective(run)
        formula = conj((run.formula, defined))
        return Way(start, run, named, formula, arrivals), parts

    def _timed(
        self, visit: Visit, kind: Unit, begins: Sequence[Row], came: Row, kept: frozenset[int]
    ) -> Sequence[int]:
        """When a visit ends, from each start; of one start alone, when each of its steps does."""
        dated = visit.dated(self.paths, kept, kind)
        if self._everywhere:
            return dated.steps.last(begins, came)
        return dated.ends([begin for (begin,) in begins], came[0])

    def _dated(
        self, way: Iterable[Step], starts: Row, kind: Unit
    ) -> Iterator[tuple[Step, Sequence[Row], Row, Row]]:
        """For each step of a way, from each start, when totals began, when the case comes, and when
        the step ends.
        """
        arrivals, begins = starts, [starts, *((NEVER,) * len(starts) for _ in self.totals)]
        for step in way:
            for number, stages in enumerate(self.totals, 1):
                if step.visit.node.place in stages:
                    begins[number] = tuple(map(min, begins[number], arrivals))
            came = arrivals
            arrivals = step.visit.dated(self.paths, step.kept, kind).steps.last(begins, came)
            yield step, tuple(begins), came, arrivals

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
                raise UndecidedError(facts=found[spot], stages=(spot.node.place,))
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
            places = (spot.node.place for spot in self.network.order)
            raise UndecidedError(facts=self.tracked, stages=places)
