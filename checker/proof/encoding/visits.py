"""Visits: what a case may do on one visit to a node, and which lines end each of its steps.

What happens on a visit depends on what came before through the facts of the case alone, and through
when the case came there and when it started. So a visit is looked at once, whatever way leads to
it: its first steps are the time before, of any length, since the start and since each total began.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from checker.proof.encoding.canonical import CanonicalForm, CanonicalForms
from checker.proof.encoding.paths import begins_late
from checker.proof.encoding.runs import Run, Timed, effective
from checker.proof.encoding.undecided import UndecidedError
from checker.proof.formula import (
    FALSE,
    TRUE,
    Formula,
    Not,
    Var,
    conj,
    disj,
    in_order,
    negate,
    variables,
)
from checker.worktime.calendar import calendar_of
from checker.worktime.steps import Rows, steps_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from checker.procedure.model import Unit
    from checker.proof.encoding.decider import Decider
    from checker.proof.encoding.paths import Leg, Paths
    from checker.proof.encoding.reach import Node
    from checker.worktime.steps import Steps

MOST_SETS = 200
"""So many least sets of lines that can end the steps of one visit are looked at, at most."""


class Beside(Struct, frozen=True):
    """What is asked of a visit besides: that `fact` holds as it begins, or (`comes`) at some moment
    of it; and that nothing ends a step, told by its number on the visit.
    """

    fact: Var | None = None
    comes: bool = False
    undated: int | None = None

    def needs(self, own: Run, steps: int, moment: int) -> Formula:
        """The same of a visit before which there are so many steps, from a moment on."""
        last, found = own.moments - 1, []
        if self.undated is not None:
            step = steps + self.undated
            found = [negate(item.effective) for item in own.items if item.step == step]
            waits = (told for told in own.happened if told.after == step and told.outcome is None)
            last = next(waits).moment
        if self.fact is not None:
            moments = range(moment, 1 + (last if self.comes else moment))
            found.append(disj(Var(self.fact.name, each) for each in moments))
        return conj(found)


class Visit(Struct, frozen=True, dict=True, eq=False):
    """One visit to a node, up to the leg's end. `run`: the visit alone, its moment 0 the arrival.

    `whole`: that a case that comes there does so; a variable of `named` for each item says that it
    ends its step. `leg`: None where the case goes no further than there.
    """

    node: Node
    leg: Leg | None
    run: Run
    named: tuple[Var, ...]
    whole: Formula
    beside: Beside

    @property
    def to(self) -> Node | None:
        """Where it leads; None: it ends with a wait."""
        return None if self.leg is None else self.leg.to

    @property
    def end(self) -> int:
        """Its last moment."""
        return self.run.moments - 1

    @cached_property
    def variables(self) -> frozenset[Var]:
        """The variables that it speaks of."""
        return variables(self.whole)

    @cached_property
    def _gone(self) -> dict[tuple[int, int], Run]:
        return {}

    def gone(self, paths: Paths, run: Run) -> Run:
        """`run` after this visit; its formula and its items are the visit's alone, and totals
        count in them from where `paths` has it.
        """
        key = (run.steps, run.moments)
        found = self._gone.get(key)
        if found is None:
            begun = Run((self.node,), (run.steps,), run.steps, (), TRUE, run.moments)
            after = begun if self.leg is None else paths.gone(begun, self.leg)
            assert after is not None  # noqa: S101, the visit itself goes this leg
            needs = self.beside.needs(after, run.steps, run.moments - 1)
            after = replace(after, formula=conj((after.formula, needs)))
            found = self._gone[key] = after
        return found

    @cached_property
    def _dated(self) -> dict[tuple[frozenset[int], Unit], Dated]:
        return {}

    def dated(self, paths: Paths, kept: frozenset[int], kind: Unit) -> Dated:
        """Its dates where these items end its steps; bare days are read as `kind`."""
        found = self._dated.get((kept, kind))
        if found is None:
            timed = Timed(paths.universe.procedure, self.run, kind, self.named)
            found = self._dated[kept, kind] = _dated(timed, kept)
        return found


class Dated(Struct, frozen=True):
    """The dates of a visit: `places` has for each step how many before it take time at all;
    `before`: how many steps are the time before.
    """

    steps: Steps
    places: tuple[int, ...]
    before: int

    def ends(self, begins: Sequence[int], arrival: int) -> list[int]:
        """The tick at which each step ends; first, that of the arrival. `begins`: the tick of the
        start, and those at which totals began.
        """
        ends = self.steps.ends(begins, arrival)
        return [ends[place - self.before] for place in self.places[self.before :]]


def _dated(timed: Timed, kept: frozenset[int]) -> Dated:
    bounds, steps, _ = timed.bounds(kept)
    before, calendar = timed.run.visits[0], calendar_of(timed.procedure)
    return Dated(steps_of(bounds, before, steps, calendar), tuple(timed.places(kept)), before)


def visits_of(paths: Paths, node: Node, legs: Iterable[Leg]) -> tuple[Visit, ...]:
    """The visits of a node by these legs, as far as some case can make them."""
    runs = ((leg, run_of(paths, node, leg)) for leg in legs)
    found = (visit_of(paths, leg, run) for leg, run in runs if run is not None)
    return tuple(each for each in found if each is not None)


def run_of(paths: Paths, node: Node, leg: Leg | None) -> Run | None:
    """The run of a visit alone; None where no case goes that leg."""
    before = 1 + len(paths.since)
    begun = Run((node,), (before,), before, (), TRUE, 1)
    return begun if leg is None else paths.gone(begun, leg)


_NOTHING = Beside()


def visit_of(paths: Paths, leg: Leg | None, run: Run, beside: Beside = _NOTHING) -> Visit | None:
    """A visit by its run; None where no case makes it."""
    node = run.nodes[0]
    named, defined = effective(run)
    needs = beside.needs(run, run.visits[0], 0)
    whole = conj((paths.reach.formula(node), run.formula, defined, needs))
    return None if whole == FALSE else Visit(node, leg, run, named, whole, beside)


class Visits:
    """The visits of the cases of one promise, and what is found of them: its parts share it.

    `paths`: with a place for each total that begins on the way.
    """

    def __init__(self, paths: Paths) -> None:
        """None is looked at yet."""
        partial = (t for t in paths.universe.procedure.totals if begins_late(t))
        since = {total.line.number: place for place, total in enumerate(partial, 1)}
        self.paths = replace(paths, since=since)
        self.sets = LeastSets(paths.decider)
        self.rows = Rows()
        self._at: dict[Node, tuple[Visit, ...]] = {}

    def at(self, node: Node) -> tuple[Visit, ...]:
        """Those of a node; none where a case ends there, or none comes there."""
        if node not in self._at:
            paths, out = self.paths, self.paths.reach.stages.get(node)
            ended = node.place in paths.ends or out is None or out.stage.missing
            ended |= node not in paths.reach.nodes
            self._at[node] = () if ended else visits_of(paths, node, paths.legs(node))
        return self._at[node]


class LeastSets:
    """The least sets of items that can end the steps of a visit, alike for visits alike."""

    def __init__(self, decider: Decider) -> None:
        """None is known yet."""
        self.asked = 0
        """How many questions were asked of the solver."""
        self._decider = decider
        self._forms = CanonicalForms()
        self._form_of: dict[Formula, CanonicalForm] = {}
        self._known: dict[tuple[Formula, tuple[Formula, ...]], tuple[frozenset[int], ...]] = {}
        self._asked: dict[tuple[Visit, _Assumed, _Assumed], tuple[frozenset[int], ...]] = {}

    def of(
        self, visit: Visit, given: tuple[Formula, ...], said: tuple[Formula, ...] = ()
    ) -> tuple[frozenset[int], ...]:
        """Whatever happens in it has all the items of one of them; none: it cannot happen.

        `given`: what is assumed of lines and readings, `said`: of the facts. UndecidedError where
        there are too many.
        """
        whole = (visit, given, said)
        if whole not in self._asked:
            asked, assumed = self._alike(conj((visit.whole, *said)), given)
            key = (asked, assumed)
            if key not in self._known:
                self._known[key] = tuple(self._found(visit.named, asked, assumed))
            self._asked[whole] = self._known[key]
        return self._asked[whole]

    def _alike(
        self, whole: Formula, given: tuple[Formula, ...]
    ) -> tuple[Formula, tuple[Formula, ...]]:
        """The question in the names of its canonical form, without what it does not speak of."""
        own = variables(self._decider.universe.with_dynamics(whole))
        if not all(isinstance(_stripped(each), Var) for each in given):
            return whole, given
        form = self._form_of.get(whole)
        if form is None:
            form = self._form_of[whole] = self._forms.of((whole,))
        names = form.aliases
        said = []
        for each in given:
            var = _stripped(each)
            if isinstance(var, Var) and var in own:
                called = names.get(var, var)
                said.append(called if each is var else negate(called))
        return form.formulas[0], tuple(said)

    def _found(
        self, named: tuple[Var, ...], whole: Formula, given: tuple[Formula, ...]
    ) -> Iterator[frozenset[int]]:
        others: list[Formula] = []
        for _ in range(MOST_SETS):
            kept = self._kept(named, whole, (*given, *others))
            if kept is None:
                return
            while True:
                out = [negate(var) for n, var in enumerate(named) if n not in kept]
                fewer = disj(negate(named[n]) for n in sorted(kept))
                less = self._kept(named, whole, (*given, *others, *out, fewer))
                if less is None:
                    break
                kept = less
            yield kept
            if not kept:
                return
            others.append(disj(negate(named[n]) for n in sorted(kept)))
        raise UndecidedError(facts=in_order(variables(whole)))

    def _kept(
        self, named: tuple[Var, ...], whole: Formula, given: tuple[Formula, ...]
    ) -> frozenset[int] | None:
        """The items that end their steps in some case; None where there is none."""
        self.asked += 1
        model = self._decider.model(whole, given)
        if model is None:
            return None
        return frozenset(n for n, var in enumerate(named) if model.get(var, False))


def _stripped(formula: Formula) -> Formula:
    return formula.part if isinstance(formula, Not) else formula


def joined(
    first: Run, visits: Iterable[tuple[Visit, Iterable[int]]], paths: Paths
) -> tuple[Run, list[Formula]]:
    """The run that goes on from `first` by some visits, of each of which certain items end no
    step; and what each of them needs. `paths`: with those of the visits.
    """
    run, parts = first, [first.formula]
    whole = replace(paths, since={})
    totals = {t.line.number: t for t in paths.universe.procedure.totals}
    totals = {number: totals[number] for number in paths.since}
    for visit, excluded in visits:
        own = visit.gone(paths, run)
        parts.append(conj((own.formula, *(negate(own.items[n].effective) for n in excluded))))
        items = (
            replace(each, first=whole.counts_from(totals[each.line], run))
            if each.line in totals
            else each
            for each in own.items
        )
        run = replace(
            run,
            nodes=(*run.nodes, *own.nodes[1:]),
            visits=(*run.visits, *own.visits[1:]),
            steps=own.steps,
            items=(*run.items, *items),
            moments=own.moments,
            happened=(*run.happened, *own.happened),
        )
    return replace(run, formula=conj(parts)), parts


def sooner(
    visit: Visit, kept: frozenset[int], ends: Callable[[frozenset[int]], object]
) -> list[int]:
    """The items without which nothing ends the visit sooner than `kept` alone. `ends`: when the
    visit ends, or its steps do, with these items in effect; more of them never make it later.
    """
    every, ours = range(len(visit.named)), ends(kept)
    found = [n for n in every if n not in kept and ends(kept | {n}) != ours]
    if ends(frozenset(every).difference(found)) != ours:  # two together, as of one lane
        found = [n for n in every if n not in kept]
    return found


_Assumed: TypeAlias = "tuple[Formula, ...]"
