"""The whole procedure, and the promises of its writer."""

from __future__ import annotations

from datetime import date, time  # noqa: TC003, msgspec reads the types of what is stored
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, field

from checker.procedure.model.conditions import ALWAYS
from checker.procedure.model.lines import Line  # noqa: TC001, the same

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.language.terms import Outcome, RequireKind
    from checker.procedure.model.conditions import Atom, Condition, Fact, Reading
    from checker.procedure.model.limits import Limit
    from checker.procedure.model.people import Agency, Body, Named, Role
    from checker.procedure.model.stages import Duty, Ending, Stage, Target, TotalLimit


class Entry(Struct, frozen=True):
    """`when CONDITION, start at PLACE instead` (or the plain `start at`, always)."""

    line: Line
    target: Target
    condition: Condition = ALWAYS


class Assumption(Struct, frozen=True):
    """`assume …, because "…"`: exactly one of `words` with `limit`, `option`, `hours` is given.

    `words` means `limit`; or the reading's `option` holds; or the working day is `hours`.
    """

    line: Line
    because: str
    words: str | None = None
    limit: Limit | None = None
    option: Atom | None = None
    hours: tuple[time, time] | None = None


class SetAside(Struct, frozen=True):
    """A sentence of the source that no line needs to carry."""

    line: Line
    phrase: str
    because: str


class Require(Struct, frozen=True):
    """`require that …`. Which fields are filled depends on `kind`.

    `places`: stages and endings named, in order (X, then Y for `only after` and `never leads`).
    `trigger`: the C of `whenever C` (a trailing `when|unless` is `condition`). `times`: the bound
    of `no case returns to` (None: not once). `what`: `limit`, `lead`, `counterpart`, `record`,
    `way on` or `deputy`; for `whoever …` the slot's words. `fact`: what `never delays` (None:
    consulting). `moves_on`, `duty`: what follows in a response pattern.
    """

    line: Line
    kind: RequireKind
    places: tuple[Target, ...] = ()
    condition: Condition = ALWAYS
    trigger: Condition = ALWAYS
    outcomes: tuple[Outcome, ...] = ()
    limit: Limit | None = None
    times: int | None = None
    what: str | None = None
    fact: Atom | None = None
    excepted: tuple[str, ...] = ()
    moves_on: bool = False
    duty: Duty | None = None


class Closure(Struct, frozen=True):
    """Days on which nobody works, ends included, with the writer's reason."""

    first: date
    last: date
    words: str | None
    line: Line


class Header(Struct, frozen=True):
    """What the head of the text says of itself."""

    published_by: str | None = None
    version: str | None = None
    last_updated: date | None = None
    review_due: date | None = None
    source: str | None = None
    nation: str | None = None
    """`england-and-wales`, `scotland` or `northern-ireland`."""
    working_day: tuple[time, time] | None = None
    closures: tuple[Closure, ...] = ()
    scope: tuple[str, ...] = ()


class Procedure(Struct, frozen=True, dict=True):
    """A procedure as its text has it; names are resolved, order is the order of the text.

    `start`: the plain `start at` (None with `start_not_stated`: any stage may be the first; with no
    line at all it is the first stage and `start_line` is None). `entries`: the conditional starts.
    """

    name: str
    title: str
    line: Line
    path: str
    header: Header = field(default_factory=Header)
    agencies: tuple[Agency, ...] = ()
    bodies: tuple[Body, ...] = ()
    roles: tuple[Role, ...] = ()
    facts: tuple[Fact, ...] = ()
    readings: tuple[Reading, ...] = ()
    events: tuple[Named, ...] = ()
    documents: tuple[Named, ...] = ()
    tracks: tuple[Named, ...] = ()
    stages: tuple[Stage, ...] = ()
    endings: tuple[Ending, ...] = ()
    start: Target | None = None
    start_line: Line | None = None
    start_not_stated: bool = False
    entries: tuple[Entry, ...] = ()
    totals: tuple[TotalLimit, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    requires: tuple[Require, ...] = ()

    @cached_property
    def stages_by_name(self) -> Mapping[str, Stage]:
        """The stages, by their names."""
        return {stage.name: stage for stage in self.stages}

    @property
    def stages_with_turns(self) -> tuple[str, ...]:
        """The stages with lines that a case can take so often and no more, by their names."""
        limited = (s for s in self.stages if any(move.at_most is not None for move in s.moves))
        return tuple(stage.name for stage in limited)

    @cached_property
    def endings_by_name(self) -> Mapping[str, Ending]:
        """The endings, by their names."""
        return {ending.name: ending for ending in self.endings}

    def stage(self, name: str) -> Stage:
        """The stage of that name; KeyError where there is none."""
        return self.stages_by_name[name]

    def ending(self, name: str) -> Ending:
        """The ending of that name; KeyError where there is none."""
        return self.endings_by_name[name]
