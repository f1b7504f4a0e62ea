"""The courses that a case may take to some places: every way there, and every way never to come.

What ends elsewhere, or can come there no more by any exit, is none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from checker.procedure.graph import leading_to
from checker.procedure.holes import HoleKind
from checker.proof.encoding.universe import good
from checker.proof.encoding.ways import Ways
from checker.proof.formula import FALSE, Formula, Var, conj, disj, negate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.procedure.model import Procedure
    from checker.proof.encoding.decider import Decider
    from checker.proof.encoding.parts import Violation
    from checker.proof.encoding.reach import Node, Reach
    from checker.proof.encoding.runs import Effort, Run
    from checker.proof.encoding.universe import Universe


class Course(Struct, frozen=True):
    """A run that comes to the places, or (`endless`) one of which the case never need come there.

    `formula`: that a case can go so. `round`: that it comes back to where it was. `waits`: for each
    step that may have nothing to end it, that it has not, and the last moment that it comes to.
    """

    run: Run
    formula: Formula
    endless: bool = False
    round: bool = False
    waits: tuple[tuple[Formula, int], ...] = ()


class Side(Struct, frozen=True):
    """A text, with its atoms and what its cases come to."""

    procedure: Procedure
    universe: Universe
    decider: Decider
    reach: Reach

    def courses(
        self, ends: frozenset[str], starts: Iterable[tuple[Node, Formula]], effort: Effort
    ) -> tuple[Course, ...]:
        """The courses from these starts; UndecidedError where there are too many."""
        gathered = _Gathered(self, ends, _leading_to(self.reach, ends), effort)
        ways = Ways(self.procedure, self.universe, self.decider, self.reach, ends, gathered)
        for _ in ways.judged([ways.begun(node, guard) for node, guard in starts]):
            pass
        return tuple(gathered.found)


class _Gathered(Struct, frozen=True):
    """A judge that breaks nothing, and keeps what it sees."""

    side: Side
    ends: frozenset[str]
    onto: frozenset[Node]
    effort: Effort
    found: list[Course] = field(default_factory=list)

    def waits(self, run: Run) -> tuple[list[Violation], bool]:
        """A course for the case that some step of the run has nothing to end it."""
        if run.nodes[-1] not in self.onto:
            return [], True
        moments = {told.after: told.moment for told in run.happened if told.outcome is None}
        ending = [
            [item.effective for item in run.items if item.step == step] for step in range(run.steps)
        ]
        waits = tuple(
            (conj(negate(each) for each in found), moments[step])
            for step, found in enumerate(ending)
        )
        self._keep(run, disj(undated for undated, _ in waits), waits=waits)
        return [], not all(ending)

    def comes(self, run: Run) -> list[Violation]:
        """A course that comes there; in a missing stage nothing follows under its bad reading."""
        node = run.nodes[-1]
        if node.place in self.ends:
            if self.side.decider.possible(run.formula):
                self.found.append(Course(run, run.formula))
        elif node in self.side.reach.stages:
            self._keep(run, negate(good(HoleKind.MISSING_STAGE, node.place)))
        return []

    def returns(self, run: Run) -> list[Violation]:
        """A course that goes round for ever: nothing has arisen since the case was there."""
        node = run.nodes[-1]
        if node in self.onto:
            arrivals = _arrivals(run)
            before = [arrivals[n] for n, each in enumerate(run.nodes[:-1]) if each == node]
            same = disj(self._same(moment, arrivals[-1]) for moment in before)
            self._keep(run, same, comes_round=True)
        return []

    def _same(self, one: int, other: int) -> Formula:
        """That all that can arise is at one moment as at another, later one."""
        return conj(
            disj((negate(Var(var.name, other)), Var(var.name, one)))
            for (var,) in self.side.universe.arising
        )

    def _keep(
        self,
        run: Run,
        more: Formula,
        *,
        comes_round: bool = False,
        waits: tuple[tuple[Formula, int], ...] = (),
    ) -> None:
        formula = conj((run.formula, more))
        if formula != FALSE and self.side.decider.possible(formula):
            course = Course(run, formula, endless=True, round=comes_round, waits=waits)
            self.found.append(course)


def _arrivals(run: Run) -> list[int]:
    """The moment at which the case comes to each of its nodes."""
    moved = [told.moment for told in run.happened if told.exit is not None]
    return [0, *moved]


def _leading_to(reach: Reach, ends: frozenset[str]) -> frozenset[Node]:
    """The nodes from which exits lead to the ends, whatever their guards; missing stages, too."""
    found = {node for node, exits in reach.stages.items() if exits.stage.missing}
    found |= {node for node in reach.nodes if node.place in ends}
    exits = ((source, target) for source, exits in reach.exits.items() for _, target in exits)
    return leading_to(exits, found)
