"""Dated runs: the ways of a case through the stages, and how late each can be, as MEANING section 7
defines it for promises with a limit over several stages.

A run is a list of *steps*, stretches of time in which a case stays where it is. Each line that can
end such a stretch is an *item* with a formula that says when it does: it is in force, on, and
nothing that changes switches it off.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from checker.procedure.holes import HoleKind
from checker.procedure.model import Duration, Unit
from checker.proof.encoding.meanings import assumed
from checker.proof.encoding.undecided import UndecidedError, lacking
from checker.proof.encoding.universe import good
from checker.proof.formula import FALSE, TRUE, Formula, Helper, Var, conj, disj, negate
from checker.worktime.calendar import calendar_of
from checker.worktime.latest import Untabled
from checker.worktime.longest import goes_past, start_past
from checker.worktime.moments import ordinary_opening
from checker.worktime.paths import Bound, Path
from checker.worktime.real_waits import SPAN
from checker.worktime.timeline import from_tick, to_tick

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from checker.answers.story import EventKind
    from checker.procedure.model import Limit, Outcome, Procedure, StartEvent
    from checker.proof.encoding.reach import Node
    from checker.proof.encoding.transitions import Transition
    from checker.worktime.calendar import Calendar

MOST_PLACES = 16
"""So many places, with the turns used, a promise over several stages is decided for, at most."""
MOST_ITEMS = 60_000
"""So many items, of all runs and all sets of them, are looked at for one promise, at most."""


ITEM = "item"
"""What the variable of an item is for."""


class Item(Struct, frozen=True):
    """One figure that may end a step; no `durations`: at once.

    `first`: the step from whose beginning it counts; None: from that of the step with which it
    came on (`line` tells it there). `effective`: that it ends the step.
    """

    step: int
    line: int
    durations: tuple[Duration, ...]
    receiving: bool
    first: int | None
    effective: Formula


class Happening(Struct, frozen=True):
    """What happens at the end of a number of steps, with the facts of a moment."""

    kind: EventKind
    after: int
    moment: int
    place: str
    outcome: Outcome | None = None
    transition: Transition | None = None


class Run(Struct, frozen=True):
    """One path of a case, step by step.

    `visits`: for each stage on the path the number of steps before it. `formula`: that the case can
    go so. `moments`: how many moments it speaks of.
    """

    nodes: tuple[Node, ...]
    visits: tuple[int, ...]
    steps: int
    items: tuple[Item, ...]
    formula: Formula
    moments: int
    happened: tuple[Happening, ...] = ()


class Timed(Struct, frozen=True):
    """A run with its dates, bare days read as `kind`.

    `effective`: a variable for each of its items, which its violation's formula defines.
    """

    procedure: Procedure
    run: Run
    kind: Unit
    effective: tuple[Var, ...]

    def times(self, kept: frozenset[int], start: datetime) -> list[datetime | None]:
        """When each step ends, from that start; None from the first on that need never end."""
        bounds, _, _ = self.bounds(kept)
        at = self.places(kept)
        dated = {bound.last for bound in bounds}
        whole = next((n for n in range(at[-1]) if n not in dated), at[-1])
        within = [bound for bound in bounds if bound.last < whole]
        ends = Path(within, whole, calendar_of(self.procedure)).ends(to_tick(start))
        found: list[datetime | None] = [start, *(from_tick(end) for end in ends)]
        found += [None] * (at[-1] + 1 - len(found))
        return [found[at[step]] for step in range(self.run.steps + 1)]

    def places(self, kept: frozenset[int]) -> list[int]:
        """For each step, and for the end, how many steps before it take time at all."""
        at_once = {self.run.items[n].step for n in kept if not self.run.items[n].durations}
        found = [0]
        for step in range(self.run.steps):
            found.append(found[-1] + (step not in at_once))
        return found

    def bounds(self, kept: frozenset[int]) -> tuple[tuple[Bound, ...], int, bool]:
        """The bounds of the steps that take time, with these items ending its steps; their number,
        and whether each has one.
        """
        at, items = self.places(kept), self.run.items
        lines = {(items[n].step, items[n].line) for n in kept}
        found: dict[Bound, None] = {}
        for number in sorted(kept):
            item = items[number]
            if at[item.step] == at[item.step + 1]:
                continue
            first = item.first
            if first is None:
                first = item.step
                begin = max(visit for visit in self.run.visits if visit <= item.step)
                while first > begin and (first - 1, item.line) in lines:
                    first -= 1
            for each in item.durations:
                read = each.read(self.kind)
                place = at[item.step]
                # Out of hours it is the next working day's: else being early could be late.
                received = item.receiving or each.unit is Unit.SAME_WORKING_DAY
                found[Bound(read, received, at[first], place, place)] = None
        dated = {bound.last for bound in found}
        return tuple(found), at[-1], all(step in dated for step in range(at[-1]))


class Late(Timed, frozen=True):
    """A run that may run past a limit."""

    bound: Limit

    def start(self, kept: frozenset[int]) -> datetime | None:
        """A start from which the run is past the limit with these items ending its steps; None
        where there is none. UndecidedError where a table is lacking.
        """
        bounds, steps, dated = self.bounds(kept)
        calendar = calendar_of(self.procedure)
        if not dated:
            return ordinary_opening(calendar)
        found = start_past(bounds, steps, self._read(self.bound), SPAN, calendar) if steps else None
        if isinstance(found, Untabled):
            raise lacking(found)
        return found

    def is_late(self, kept: frozenset[int]) -> bool:
        """Whether there is such a start. UndecidedError where a table is lacking."""
        bounds, steps, dated = self.bounds(kept)
        calendar = calendar_of(self.procedure)
        return not dated or _goes_past(bounds, steps, self._read(self.bound), calendar)

    def deadline(self, start: datetime) -> datetime:
        """When the limit runs out."""
        limit = self._read(self.bound)
        receiving = any(event.receiving for event in limit.starts)
        bounds = [Bound(each, receiving, 0, 0) for each in limit.durations]
        end = Path(bounds, 1, calendar_of(self.procedure)).end(to_tick(start))
        if not isinstance(end, int):
            raise lacking(end) if isinstance(end, Untabled) else UndecidedError
        return from_tick(end)

    def _read(self, limit: Limit) -> Limit:
        """A limit with its bare days read."""
        durations = tuple(d.read(self.kind) for d in limit.durations)
        return replace(limit, durations=durations)


class Delay(Timed, frozen=True):
    """A maximal run from `begin` on, past `due`: when the last of the cases without F has come."""

    begin: datetime
    due: datetime

    def start(self, _: frozenset[int]) -> datetime:
        """The start from which it is furthest behind."""
        return self.begin

    def deadline(self, _: datetime) -> datetime:
        """When the last of the cases without F has come."""
        return self.due


class Effort:
    """How much has been looked at for one promise: bounded, and never by the clock."""

    items = 0

    def spend(self, items: int) -> None:
        """Count so many more; UndecidedError where that is too much."""
        self.items += items
        if self.items > MOST_ITEMS:
            raise UndecidedError


@lru_cache(maxsize=4096)
def _goes_past(bounds: tuple[Bound, ...], steps: int, bound: Limit, calendar: Calendar) -> bool:
    found = goes_past(bounds, steps, bound, SPAN, calendar) if steps else False
    if isinstance(found, Untabled):
        raise lacking(found)
    return found


def effective(run: Run) -> tuple[tuple[Var, ...], Formula]:
    """A variable for each item of a run, and the definition of these: true where the item ends its
    step.
    """
    named = tuple(Var(Helper(ITEM, number)) for number in range(len(run.items)))
    defined = conj(
        conj((disj((negate(var), item.effective)), disj((var, negate(item.effective)))))
        for var, item in zip(named, run.items, strict=True)
    )
    return named, defined


def has_bare_days(run: Run) -> bool:
    """Whether it makes a difference to a run how bare days are read."""
    return any(d.unit is Unit.DAYS for item in run.items for d in item.durations)


# --- what a limit comes to ---


class Figure(Struct, frozen=True):
    """One meaning of a limit; `when`: that it has it; no `durations`: it is over at once."""

    durations: tuple[Duration, ...]
    when: Formula
    receiving: bool = False


def figures(
    procedure: Procedure, limit: Limit, name: str, plain: frozenset[StartEvent], pick: str
) -> list[Figure]:
    """What a limit may mean. `name`: its holes'; `plain`: the events that it may count from here;
    `pick`: the name of the choice between figures `as also written`, under their bad reading.
    """
    if limit.missing:
        return [Figure((), good(HoleKind.MISSING_LIMIT, name))]
    if limit.backward or any(replace(s, receiving=False) not in plain for s in limit.starts):
        return []
    receiving = any(event.receiving for event in limit.starts)
    settled = assumed(procedure, limit)
    if limit.definite:
        either = good(HoleKind.DOUBLE_LIMIT, name)
        found = _written(limit, receiving=receiving, either=either, pick=pick)
    else:
        unsettled = (negate(force) for force, _ in settled)
        found = [Figure((), conj((good(HoleKind.VAGUE_LIMIT, name), *unsettled)))]
    for number, (force, each) in enumerate(settled):
        own = f"{pick}/{number}"
        found += [
            Figure(f.durations, conj((force, f.when)), receiving)
            for f in _written(each, receiving=receiving, either=FALSE, pick=own)
        ]
    return found


def _written(limit: Limit, *, receiving: bool, either: Formula, pick: str) -> list[Figure]:
    """The figures of a definite limit: the soonest counts where `either` holds, else any one."""
    variants = [limit.durations, *((also,) for also in limit.also)]
    if len(variants) == 1:
        return [Figure(limit.durations, TRUE, receiving)]
    picks = _picks(pick, len(variants))
    return [
        Figure(durations, disj((either, picked)), receiving)
        for durations, picked in zip(variants, picks, strict=True)
    ]


def both(one: Iterable[Figure], other: Iterable[Figure], pick: str) -> list[Figure]:
    """The figures of two limits that both have to be over: the later one, which `pick` chooses."""
    first, second = list(one), list(other)
    ours, theirs = _picks(pick, 2)
    in_one = disj(figure.when for figure in first)
    in_other = disj(figure.when for figure in second)
    found = [Figure(f.durations, conj((f.when, in_other, ours)), f.receiving) for f in first]
    return found + [
        Figure(f.durations, conj((f.when, in_one, theirs)), f.receiving) for f in second
    ]


def _picks(pick: str, count: int) -> list[Formula]:
    """Formulas of which exactly one holds, at all values of the variables of a choice."""
    found: list[Formula] = []
    rest: Formula = TRUE
    for number in range(count - 1):
        var = Var(Helper(pick, number))
        found.append(conj((rest, var)))
        rest = conj((rest, negate(var)))
    return [*found, rest]
