"""Latest arrivals: whether a limit over several stages is kept, by passes over the stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.answers.story import EventKind
from checker.answers.verdict import Reason
from checker.procedure.model import BARE_DAYS, Unit
from checker.proof.encoding.parts import Violation
from checker.proof.encoding.passes import LIKELY, Passes
from checker.proof.encoding.runs import Late
from checker.proof.encoding.starts import starts_of
from checker.proof.encoding.tables import World
from checker.proof.encoding.undecided import UndecidedError, lacking
from checker.worktime.calendar import calendar_of
from checker.worktime.latest import Untabled
from checker.worktime.paths import Path, bounds_of
from checker.worktime.steps import NEVER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from checker.proof.encoding.lateness import Deadline
    from checker.proof.encoding.parts import Given
    from checker.proof.encoding.passes import Way
    from checker.proof.encoding.spots import Network
    from checker.proof.formula import Var
    from checker.worktime.paths import Bound


class LatestArrivals:
    """The violations of one part, found by passes over the stages: see `Search`.

    `judge`: the limit, and where a case must not be past it. `before`: cases come somewhere before
    they are looked at. `otherwise`: all of the violations, where passes are too much work.
    """

    def __init__(
        self,
        whole: Network,
        judge: Deadline,
        otherwise: Callable[[], Iterable[Violation]],
        *,
        before: bool = False,
    ) -> None:
        """Nothing is looked at yet."""
        self._otherwise = otherwise
        self._listed: tuple[Violation, ...] | None = None
        self.found: list[Violation] = []
        self._judge, self._before = judge, before
        bare = any(duration.unit is Unit.DAYS for duration in judge.bound.durations)
        limits = {kind: self._read(kind) for kind in BARE_DAYS}
        every = dict.fromkeys(bound for each in limits.values() for bound in each)
        self._passes = Passes(whole, starts_of((whole,), tuple(every)))
        self._kinds = BARE_DAYS if bare else self._passes.kinds
        self._due = {kind: self._deadlines(limits[kind]) for kind in self._kinds}
        self._likely = [0]

    @property
    def speaks_of(self) -> frozenset[Var]:
        """The variables that any of the violations can have."""
        return self._passes.speaks_of

    def _read(self, kind: Unit) -> list[Bound]:
        """The limit, bare days read as `kind`."""
        bound = self._judge.bound
        durations = tuple(duration.read(kind) for duration in bound.durations)
        return bounds_of((replace(bound, durations=durations),), ())

    def _deadlines(self, bounds: list[Bound]) -> list[int]:
        """The end of the limit from each start; `NEVER` where it says nothing.

        UndecidedError where a table is lacking.
        """
        path = Path(bounds, 1, calendar_of(self._passes.paths.universe.procedure))
        found = []
        for start in self._passes.starts:
            end = path.end(start)
            if isinstance(end, Untabled):
                raise lacking(end)
            found.append(NEVER if end is None else end)
        return found

    def further(self, given: Given) -> Violation | None:
        """One more violation, which can be met; None where none can.

        UndecidedError where there is too much to do in any way.
        """
        if self._listed is None:
            try:
                return self._by_passes(given)
            except UndecidedError as error:
                if error.reason is not Reason.WORK:
                    raise
                self._listed = tuple(self._otherwise())
        possible = self._passes.paths.decider.possible
        for each in self._listed:
            if possible(each.formula, given(each.formula)):
                self.found.append(each)
                return each
        return None

    def _by_passes(self, given: Given) -> Violation | None:
        for places in (self._likely, range(len(self._passes.starts))):
            for kind in self._kinds:
                found = self._looked_for(kind, given, places)
                if found is not None:
                    self.found.append(found)
                    return found
        return None

    def _looked_for(self, kind: Unit, given: Given, places: Sequence[int]) -> Violation | None:
        """One more from some starts, told by their numbers; bare days are read as `kind`."""
        world, over = World(kind, given), self._judge.over
        way = self._passes.past(world, self._due[kind], places, over)
        if way is None:
            return None
        number = self._passes.starts.index(way.start)
        if number not in self._likely:
            self._likely = [number, *self._likely][:LIKELY]
        return self._told(way, kind)

    def _told(self, way: Way, kind: Unit) -> Violation:
        procedure = self._passes.paths.universe.procedure
        late = Late(procedure, way.run, kind, way.named, self._judge.bound)
        first = way.run.nodes[0]
        return Violation(first, way.formula, EventKind.LATE, late=late, before=self._before)
