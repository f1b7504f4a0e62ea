"""`F never delays X` and `consulting never delays X`, as MEANING section 7 defines them.

A case with F is compared with the cases without it that are like it at the start: in what is fixed
and what has arisen, under the same reading. That is a question of the form "is there a case such
that no other …", so it is answered by counterexample, as in `runs`: Z3 proposes a case; which
maximal runs there are without F under its facts and readings is asked then; working time decides;
and what was found is widened, to more lines or fewer, and to other facts and readings, before the
next case is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from checker.answers.story import EventKind
from checker.answers.verdict import PartKey, Reason, Row
from checker.procedure.model import BARE_DAYS, Atom
from checker.procedure.remember import remembering
from checker.proof.encoding.decider import Decider
from checker.proof.encoding.delayed import Delays, course
from checker.proof.encoding.maximal_runs import Text
from checker.proof.encoding.parts import PartFormula, Violation
from checker.proof.encoding.reach import confirm, reach_of
from checker.proof.encoding.runs import Delay, Effort, Timed, effective, has_bare_days
from checker.proof.encoding.starts import by_day
from checker.proof.encoding.undecided import UndecidedError, lacking
from checker.proof.encoding.universe import universe_of
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
from checker.worktime.behind import Behind, Way, behind
from checker.worktime.calendar import calendar_of
from checker.worktime.latest import Untabled
from checker.worktime.real_waits import SPAN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.procedure.model import Procedure, Require, Unit
    from checker.proof.encoding.maximal_runs import MaximalRun
    from checker.proof.encoding.reach import Node, Reach


class _Other(Struct, frozen=True, cache_hash=True):
    """A maximal run without F with all lines complied with; `when`: that some case takes it.

    `kept`: the items that end its steps; None where it never need come there.
    """

    maximal: MaximalRun
    when: Formula
    kept: frozenset[int] | None


def delay_parts(decider: Decider, require: Require) -> tuple[Reach, list[PartFormula]]:
    """What cases come to short of the places; and a part for each stage in which a case may start,
    that none which starts there is delayed. A stage of which no two cases can be compared has none.
    """
    ends = frozenset(place.name or "" for place in require.places)
    procedure = decider.universe.procedure
    reach = reach_of(decider.universe, ends)
    ours = Text(decider, reach)
    plain = without(procedure, require)
    if require.fact is None and plain == procedure:
        return reach, []
    theirs = _side(plain, require, ours, ends)
    effort = Effort()
    parts = []
    for node, guard in reach.start.items():
        if node not in reach.nodes or node.place in ends:
            continue
        others = list(theirs.reach.start.items())
        if procedure.start_not_stated:
            others = [(each, on) for each, on in others if each == node]
        key = PartKey(node.place, Row.BY_THEN.value)
        search = _by_passes(ours, theirs, require, (node, guard), others)
        compared = None if search is None else _compared(search)
        if search is not None and compared is not None:
            parts += [PartFormula(key, (), search.either, search)] if compared else []
            continue
        question = _Question(
            ours, theirs, require, effort, theirs.maximal_runs(ends, others, effort)
        )
        found = [
            violation
            for maximal in ours.maximal_runs(ends, [(node, guard)], effort)
            for violation in question.delayed(node, maximal)
        ]
        if question.compared:
            parts.append(PartFormula(key, tuple(found), question.either(found)))
    return reach, parts


def _by_passes(
    ours: Text,
    theirs: Text,
    require: Require,
    start: tuple[Node, Formula],
    others: Iterable[tuple[Node, Formula]],
) -> Delays | None:
    """The search by passes over the stages, from a start with F and these without; None where cases
    can come back, or not all is counted in days.
    """
    ends = frozenset(place.name or "" for place in require.places)
    fact = None if require.fact is None else Var(require.fact)
    ways, plain = (course(ours, ends, (start,), fact), course(theirs, ends, others, None))
    if ways is None or plain is None or not by_day((ways, plain)):
        return None
    case = ours.universe.formula(require.condition)
    return Delays(ways, plain, Pairing(ours, theirs, require).pairs, case)


def _compared(search: Delays) -> bool | None:
    """Whether some two cases can be held against each other; None where that is too much work."""
    try:
        return search.compared()
    except UndecidedError as error:
        if error.reason is not Reason.WORK:
            raise
        return None


class Pairing:
    """What cases that are compared agree in, as they start."""

    def __init__(self, ours: Text, theirs: Text, require: Require) -> None:
        """A fact that is fixed or can arise, but for the one that the promise is about."""
        facts = ours.universe.procedure.facts
        beside = {atom for fact in facts if require.fact in fact.atoms for atom in fact.atoms}
        self._paired = {
            var
            for group in (*theirs.universe.fixed, *theirs.universe.arising)
            for var in group
            if var.name not in beside and require.fact not in {each.name for each in group}
        }

    def pairs(self, var: Var) -> bool:
        """Whether they agree in a variable: a fact as they start, a reading."""
        return isinstance(var.name, GoodReading) or var in self._paired


def without(procedure: Procedure, require: Require) -> Procedure:
    """The text that a case is compared with: without consultations, where that is asked."""
    if require.fact is not None:
        return procedure
    stages = tuple(
        replace(stage, moves=tuple(replace(move, consultation=None) for move in stage.moves))
        for stage in procedure.stages
    )
    return replace(procedure, stages=stages)


def _side(plain: Procedure, require: Require, ours: Text, ends: frozenset[str]) -> Text:
    """The text without what may delay."""
    never = frozenset[Atom]() if require.fact is None else frozenset((require.fact,))
    universe = universe_of(plain, never=never, turns=ours.universe.turns)
    decider = Decider(universe, ours.decider.engine)
    reach = reach_of(universe, ends)
    confirm(reach, decider)
    return Text(decider, reach, ours.reach)


class _Question:
    """The question whether cases that start in one stage are delayed."""

    def __init__(
        self,
        ours: Text,
        theirs: Text,
        require: Require,
        effort: Effort,
        maximal_runs: tuple[MaximalRun, ...],
    ) -> None:
        """`maximal_runs`: those without F."""
        self.ours, self.theirs, self.require = ours, theirs, require
        self.effort, self.maximal_runs = effort, maximal_runs
        self.compared = False
        self._others: dict[tuple[Formula, ...], tuple[_Other, ...]] = {}
        self._wholes = {id(each): self._complied(each) for each in maximal_runs}
        self._pairs = Pairing(ours, theirs, require).pairs
        self._present = self._spoken_of()

    def _spoken_of(self) -> Formula:
        """A tautology over the variables in which cases are alike: so a model values them."""
        named = frozenset[Var]().union(
            *(variables(self.theirs.universe.with_dynamics(each)) for each in self._wholes.values())
        )
        paired = in_order(var for var in named if self._pairs(var))
        return And(tuple(Or((var, Not(var))) for var in paired))

    def either(self, found: list[Violation]) -> frozenset[Var]:
        """The holes whose good reading can break the promise as well as keep it."""
        named = frozenset[Var]().union(*(variables(violation.formula) for violation in found))
        return frozenset(var for var in named if isinstance(var.name, GoodReading))

    def delayed(self, node: Node, maximal: MaximalRun) -> Iterator[Violation]:
        """The violations: a case with F takes this run, and is behind all those without F."""
        # What never ends does so however days are read.
        runs = [each.run for each in (maximal, *self.maximal_runs) if not maximal.endless]
        bare = any(has_bare_days(run) for run in runs)
        for kind in BARE_DAYS if bare else BARE_DAYS[1:]:
            yield from self._delayed(node, maximal, kind)

    def _delayed(self, node: Node, maximal: MaximalRun, kind: Unit) -> Iterator[Violation]:
        named, defined = effective(maximal.run)
        whole = conj((maximal.formula, defined, self._with(maximal)))
        timed = Timed(self.ours.universe.procedure, maximal.run, kind, named)
        every = frozenset(range(len(named)))
        settled: list[Formula] = []
        while True:
            self.effort.spend(1 + len(every))
            model = self.ours.decider.model(And((conj((whole, *settled)), self._present)))
            if model is None:
                return
            kept = frozenset(n for n in every if model.get(named[n], False))
            world = tuple(
                var if model[var] else negate(var) for var in in_order(model) if self._pairs(var)
            )
            others = self.others(world)
            found = self._behind(maximal, timed, kept, others)
            if found is None:
                settled.append(negate(self._in_time(maximal, timed, kept, world)))
                continue
            self.compared = True
            when = others[found.latest].when
            kept, world, found = self._widened(maximal, timed, kept, world, found)
            off = (negate(named[n]) for n in sorted(every - kept))
            region = conj((*off, *world, when))
            late = Delay(
                self.ours.universe.procedure,
                maximal.run,
                kind,
                named,
                found.start,
                found.end,
            )
            last = EventKind.AGAIN if maximal.round else EventKind.DELAYED
            yield Violation(node, conj((whole, region)), last, late=late)
            settled.append(negate(region))

    def _with(self, maximal: MaximalRun) -> Formula:
        """That F becomes true on the run; of a run that waits for ever, before that wait."""
        if self.require.fact is None:
            return TRUE
        var = Var(self.require.fact)
        if any(var in group for group in self.ours.universe.fixed):
            return var
        at = [Var(var.name, moment) for moment in range(maximal.run.moments)]
        if not maximal.waits:
            return disj(at)
        return disj(conj((undated, disj(at[: last + 1]))) for undated, last in maximal.waits)

    def _behind(
        self, maximal: MaximalRun, timed: Timed, kept: frozenset[int], others: tuple[_Other, ...]
    ) -> Behind | None:
        """A start from which the maximal run is behind all the others; None where there is none."""
        if not others or any(other.kept is None for other in others):
            return None
        bounds, steps, dated = timed.bounds(kept)
        own = None if maximal.endless or not dated else Way(bounds, steps)
        ways = tuple(self._way(other, timed.kind) for other in others)
        found = behind(own, ways, SPAN, calendar_of(self.ours.universe.procedure))
        if isinstance(found, Untabled):
            raise lacking(found)
        return found

    @remembering
    def _way(self, other: _Other, kind: Unit) -> Way:
        timed = Timed(self.theirs.universe.procedure, other.maximal.run, kind, ())
        bounds, steps, _ = timed.bounds(other.kept or frozenset())
        return Way(bounds, steps)

    def _in_time(
        self, maximal: MaximalRun, timed: Timed, kept: frozenset[int], world: tuple[Formula, ...]
    ) -> Formula:
        """Items in effect, and values, with which the run is not behind: as few as can be found."""
        others = self.others(world)
        if not others:
            for each in world:
                fewer = tuple(other for other in world if other != each)
                if not self.others(fewer):
                    world = fewer
            return conj(world)
        endless = next((other for other in others if other.kept is None), None)
        if endless is not None:
            return endless.when
        self.compared = True
        for other in others:
            fewer_others = tuple(each for each in others if each != other)
            if fewer_others and self._behind(maximal, timed, kept, fewer_others) is None:
                others = fewer_others
        for number in sorted(kept):
            self.effort.spend(1)
            if self._behind(maximal, timed, kept - {number}, others) is None:
                kept -= {number}
        on = (timed.effective[number] for number in sorted(kept))
        return conj((*on, *(other.when for other in others)))

    def _widened(
        self,
        maximal: MaximalRun,
        timed: Timed,
        kept: frozenset[int],
        world: tuple[Formula, ...],
        found: Behind,
    ) -> tuple[frozenset[int], tuple[Formula, ...], Behind]:
        """More items, and fewer facts and readings, with which the run is still behind."""
        every = world
        for fewer in ((), *(tuple(o for o in every if o != each) for each in every)):
            narrowed = tuple(each for each in fewer if each in world)
            still = self._behind(maximal, timed, kept, self.others(narrowed)) if world else None
            if still is not None:
                world, found = narrowed, still
        for number in range(len(timed.effective)):
            self.effort.spend(1)
            still = self._behind(maximal, timed, kept | {number}, self.others(world))
            if still is not None:
                kept, found = kept | {number}, still
        return kept, world, found

    # --- without F ---

    def others(self, world: tuple[Formula, ...]) -> tuple[_Other, ...]:
        """The maximal runs without F at these facts and readings: the latest of each."""
        known = self._others.get(world)
        if known is None:
            found = (other for each in self.maximal_runs for other in self._latest(each, world))
            known = self._others[world] = tuple(found)
        return known

    def _latest(self, maximal: MaximalRun, world: tuple[Formula, ...]) -> Iterator[_Other]:
        """A run with each least set of items that ends its steps, where every line is in force."""
        named, _ = effective(maximal.run)
        whole = self._wholes[id(maximal)]
        if maximal.endless:
            model = self._model(whole, world)
            if model is not None:
                yield _Other(maximal, self._when(whole, model), None)
            return
        rest: list[Formula] = []
        while (model := self._model(whole, (*world, *rest))) is not None:
            on = {var for var in named if model.get(var, False)}
            while on:
                off = [negate(var) for var in named if var not in on]
                fewer = disj(negate(var) for var in named if var in on)
                less = self._model(whole, (*world, *off, fewer))
                if less is None:
                    break
                model, on = less, {var for var in on if less.get(var, False)}
            kept = frozenset(n for n, var in enumerate(named) if var in on)
            yield _Other(maximal, self._when(whole, model), kept)
            rest.append(disj(negate(var) for var in named if var in on))
            if rest[-1] == FALSE:
                return

    def _complied(self, maximal: MaximalRun) -> Formula:
        """That a case takes this run with every line in force; what has arisen stays true."""
        formula = conj((maximal.formula, effective(maximal.run)[1]))
        found = substitute(formula, lambda var: TRUE if isinstance(var.name, IN_FORCE) else var)
        arising = {var.name for (var,) in self.theirs.universe.arising}
        kept = (
            disj((negate(Var(var.name)), var))
            for var in in_order(variables(found))
            if var.moment and var.name in arising
        )
        return conj((found, *kept))

    def _model(self, whole: Formula, more: tuple[Formula, ...]) -> dict[Var, bool] | None:
        self.effort.spend(1)
        return self.theirs.decider.model(conj((whole, *more)))

    def _when(self, whole: Formula, model: dict[Var, bool]) -> Formula:
        """That a case can go just as in this model: over what cases are alike in."""

        def at(var: Var) -> Formula:
            if self._pairs(var):
                return var
            return TRUE if model.get(var, False) else FALSE

        return substitute(self.theirs.universe.with_dynamics(whole), at)
