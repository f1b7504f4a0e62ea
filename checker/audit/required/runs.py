"""Dated runs: every way of a case on from some state, each stretch of it as long as it may be.

The end of a limit never falls as its start rises. So a case is latest where it waits as long as the
lines let it: until the soonest of their ends. Where a line's own end is the later of two (of its
limit and its consultation's; of figures `as also written`), the later is found by trying each: each
choice of one alternative a line gives a path of working time, and the latest of the paths counts.
"""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from checker.audit.explorer.reach import State
from checker.audit.explorer.space import TooLarge
from checker.procedure.model import (
    FactKind,
    Strength,
    TargetKind,
)
from checker.semantics.places import Exit, used_once
from checker.semantics.waiting import HERE, Waits, ends_of, from_the_start
from checker.worktime.paths import Bound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from checker.audit.required.walk import Walk
    from checker.procedure.model import Extension, Target
    from checker.semantics.places import Place
    from checker.semantics.terms import Terms
    from checker.semantics.waiting import Ends, WaitOver

MOST_RUNS = 20_000
"""So many runs are looked at for one question, at most."""

Lines: TypeAlias = "dict[int, tuple[list[Ends], int]]"
"""What may end a stretch: by its number its alternatives, and the step from which it counts."""


class Run(Struct, frozen=True):
    """A case on its way.

    `visits`: the stages it came to, with the turns and the atoms then. `steps`, `bounds`: its
    stretches so far, as a path. `entered`, `lanes`, `totals`: the steps from which the stage's
    limits, each lane that is on, and totals count. `endless`: a stretch had nothing to end it.
    """

    state: State
    visits: tuple[tuple[int, tuple[int, ...], int], ...]
    steps: int = 0
    bounds: tuple[Bound, ...] = ()
    entered: int = 0
    lanes: tuple[tuple[int, int], ...] = ()
    totals: tuple[tuple[int, int], ...] = ()
    endless: bool = False


class Seen(Struct, frozen=True):
    """What a run does: it has waited as long as it may; or (`came`) comes to a place that it does
    not go on from; or (`again`) to where it was, with the turns and the atoms that it had there.
    """

    run: Run
    came: str | None = None
    again: bool = False


class Runs:
    """The runs of one walk with some lines in force; `ends`: the places that end them."""

    def __init__(self, walk: Walk, terms: Terms, ends: frozenset[str]) -> None:
        """Nothing is looked at yet."""
        self.walk, self.terms, self.ends = walk, terms, ends
        self.space = walk.space
        self._over = Waits(walk.space, terms)
        facts = walk.space.procedure.facts
        self._rounds = sum(f.kind is FactKind.ARISES and len(f.atoms) == 1 for f in facts)
        self._ahead: list[Run] = []
        self._looked = 0

    def on(self, state: State, before: int = 0) -> Iterator[Seen]:
        """What the runs do that begin in this state, after so many steps of which nothing is said
        but that the case starts with them.
        """
        self._ahead = [self._arrived(Run(state, (), before), state, before)]
        yield from self._go_on()

    def after(self, state: State, opened: tuple[Exit, ...], later: State) -> Iterator[Seen]:
        """The same where an outcome is pending that opened these exits, some atoms arising then."""
        self._ahead = []
        run = self._arrived(Run(state, ()), state, 0)
        if later == state:
            yield from self._all_taken(run, opened)
        yield from self._pending(replace(run, state=later), opened)
        yield from self._go_on()

    def _go_on(self) -> Iterator[Seen]:
        seen = set[Run]()
        while self._ahead:
            run = self._ahead.pop()
            if run not in seen:
                seen.add(run)
                for waited in self._waits(run, self.space.places[run.state.stage]):
                    yield self._told(waited)
                    yield from self._left(waited)

    def _left(self, waited: Run) -> Iterator[Seen]:
        """What a run does that leaves a stage, before an outcome or after it."""
        for state in self.walk.later(waited.state):
            now = replace(waited, state=state)
            yield from self._all_taken(now, self.walk.lanes(state))
            for matched in dict.fromkeys(matched for _, matched, _ in self.walk.outcomes(state)):
                yield from self._all_taken(now, matched)
                yield from self._pending(now, matched)

    def _pending(self, run: Run, opened: tuple[Exit, ...]) -> Iterator[Seen]:
        """What it does while an outcome is pending that opened these exits."""
        if any(self.terms.at_once(e.move) and not e.move.hole for e in opened):
            return
        began = run.steps
        for held in self._stretches(run, lambda r, state: self._held(r, state, opened, began)):
            yield self._told(held)
            for later in self.walk.later(held.state):
                now = replace(held, state=later)
                for e in opened:
                    for within in self._windows(now, e, began):
                        yield from self._all_taken(within, (e,))
                yield from self._all_taken(now, self.walk.lanes(later))

    def _told(self, run: Run) -> Seen:
        self._looked += 1
        if self._looked > MOST_RUNS:
            raise TooLarge("too many ways of a case")
        self.space.looked_at_one_more()
        return Seen(run)

    # --- stretches of waiting ---

    def _stretches(
        self,
        run: Run,
        lines_at: Callable[[Run, State], Lines],
        before: frozenset[int] | None = None,
    ) -> Iterator[Run]:
        """A run after a stretch, and after more, each of which some atom that arises lengthens."""
        for state in self.walk.later(run.state):
            lines = lines_at(run, state)
            if before is None or not before <= lines.keys():
                for after in self._step(run, state, lines):
                    yield after
                    if not after.endless:
                        yield from self._stretches(after, lines_at, frozenset(lines))

    def _step(self, run: Run, state: State, lines: Lines) -> Iterator[Run]:
        own = {e.number for e in self.space.places[state.stage].lanes}
        lanes = tuple((number, first) for number, (_, first) in lines.items() if number in own)
        now = replace(run, state=state, lanes=lanes)
        if not lines:
            yield replace(now, endless=True)
        for chosen in product(*(ends for ends, _ in lines.values())):
            if not all(chosen):
                yield now
            elif chosen:
                firsts = [first for _, first in lines.values()]
                yield _longer(now, zip(chosen, firsts, strict=True))

    def _waits(self, run: Run, place: Place) -> Iterator[Run]:
        """The run after the wait for an outcome, extensions used or not."""
        runs = list(self._stretches(run, self._waiting))
        dated = place.stage.limits and not place.stage.clocks
        for extension, guard in place.extensions if dated else ():
            for waited in tuple(each for each in runs if not each.endless):
                for state in self.walk.later(waited.state):
                    if any(guard.holds(state.base | c) for c in self.space.values.changing):
                        runs += self._stretches(
                            replace(waited, state=state),
                            partial(self._extended, extension, waited.steps),
                        )
        return iter(dict.fromkeys(runs))

    def _waiting(self, run: Run, state: State) -> Lines:
        """What ends the wait for an outcome."""
        place = self.space.places[state.stage]
        return self._lines(run, self._over.before(place, state.base, state.left))

    def _extended(self, extension: Extension, began: int, run: Run, state: State) -> Lines:
        """What ends it once an extension is used."""
        place = self.space.places[state.stage]
        lines = self._lines(run, self._over.put_off(place, state.base, state.left))
        return lines | {extension.line.number: ([((extension.duration, False),)], began)}

    def _held(self, run: Run, state: State, opened: tuple[Exit, ...], began: int) -> Lines:
        """What ends the time for which an outcome is pending."""
        place = self.space.places[state.stage]
        return self._lines(run, self._over.after(place, state.base, state.left, opened), began)

    def _lines(self, run: Run, found: Iterable[WaitOver], began: int = 0) -> Lines:
        """These, each with the step from which it counts; `began`: with the outcome."""
        lanes, totals = dict(run.lanes), dict(run.totals)
        lines: Lines = {}
        for each in found:
            line, first = each.line, 0 if each.raised else run.entered
            if isinstance(line, Exit):
                first = lanes.get(line.number, run.steps) if line.lane else began
            elif line.total:
                first = totals[line.number]
            lines[line.number] = (each.ends, first)
        return lines

    def _windows(self, run: Run, e: Exit, began: int) -> Iterator[Run]:
        """The run where a permission with a figure is used within its time after the outcome."""
        move = e.move
        if move.strength is not Strength.MAY or move.limit is None or not move.limit.definite:
            yield run
            return
        found = ends_of(self.terms, move.limit, str(e.number), {HERE})
        for ends in found or [()]:
            within = (Bound(d, r, began, run.steps - 1, began) for d, r in ends)
            bounds = run.bounds if run.steps == began else (*run.bounds, *within)
            yield replace(run, bounds=bounds, endless=run.endless and not ends)

    # --- going on ---

    def _all_taken(self, run: Run, exits: Iterable[Exit]) -> Iterator[Seen]:
        """What a run does that takes one of these exits."""
        for e in exits:
            for target in e.move.targets if not e.move.hole else ():
                if target.name is not None:
                    yield from self._enters(run, e, target)

    def _enters(self, run: Run, e: Exit, target: Target) -> Iterator[Seen]:
        name = target.name or ""
        stage = self.space.index[name] if target.kind is TargetKind.STAGE else None
        if stage is None or name in self.ends or self.space.procedure.stages[stage].missing:
            yield Seen(run, name)
            return
        turns = used_once(run.state.turns, e)
        state = State(stage, run.state.base, turns, self.space.left(turns))
        if (stage, turns, state.base) in run.visits:
            yield Seen(run, name, again=True)
        again = sum(visit[:2] == (stage, turns) for visit in run.visits)
        if again <= self._rounds:
            self._ahead.append(self._arrived(run, state, run.steps))

    def _arrived(self, run: Run, state: State, step: int) -> Run:
        at, name = (
            (state.stage, state.turns, state.base),
            self.space.procedure.stages[state.stage].name,
        )
        totals = dict(run.totals)
        for total in self.space.procedure.totals:
            if total.line.number not in totals and (from_the_start(total) or name in total.stages):
                totals[total.line.number] = 0 if from_the_start(total) else step
        since = tuple(sorted(totals.items()))
        return replace(
            run, state=state, visits=(*run.visits, at), entered=step, lanes=(), totals=since
        )


def _longer(run: Run, ends: Iterable[tuple[Ends, int]]) -> Run:
    """The run with one more step under these bounds."""
    step = run.steps
    found = {Bound(d, r, first, step, step): None for each, first in ends for d, r in each}
    return replace(run, steps=step + 1, bounds=(*run.bounds, *found))
