"""Maximal runs: every path of a case to some places, and every one that need never come there.

What ends elsewhere, or can come there no more by any transition, is none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from checker.procedure.graph import leading_to
from checker.procedure.holes import HoleKind
from checker.proof.encoding.paths import Paths
from checker.proof.encoding.runs import Effort
from checker.proof.encoding.universe import good
from checker.proof.formula import FALSE, Formula, Var, conj, disj, negate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.proof.encoding.decider import Decider
    from checker.proof.encoding.parts import Violation
    from checker.proof.encoding.reach import Node, Reach
    from checker.proof.encoding.runs import Run
    from checker.proof.encoding.universe import Universe


class MaximalRun(Struct, frozen=True):
    """A run that comes to the places; or (`endless`) one after which it never need come there.

    `formula`: that a case can take it. `round`: it ends where it has been before. `waits`: for each
    step, that nothing ends it, and the last moment before that wait.
    """

    run: Run
    formula: Formula
    endless: bool = False
    round: bool = False
    waits: tuple[tuple[Formula, int], ...] = ()


class Text(Struct, frozen=True):
    """A text, with its atoms and what its cases come to. `whole`: what they come to where nothing
    is out of the question, if something is; exits lead on whatever their conditions.
    """

    decider: Decider
    reach: Reach
    whole: Reach | None = None

    @property
    def universe(self) -> Universe:
        """Its atoms."""
        return self.reach.universe

    def maximal_runs(
        self, ends: frozenset[str], starts: Iterable[tuple[Node, Formula]], effort: Effort
    ) -> tuple[MaximalRun, ...]:
        """The maximal runs from these starts; UndecidedError where there are too many."""
        ways, gathered = self._paths(ends, effort)
        for _ in ways.judged([ways.begun(node, guard) for node, guard in starts]):
            pass
        return tuple(gathered.found)

    def paths(self, ends: frozenset[str]) -> Paths:
        """What its cases do until they come to some places."""
        return self._paths(ends, Effort())[0]

    def _paths(self, ends: frozenset[str], effort: Effort) -> tuple[Paths, _Gathered]:
        gathered = _Gathered(self, ends, leading_to_places(self, ends), effort)
        return Paths(self.decider, self.reach, ends, gathered, to_the_end=True), gathered


class _Gathered(Struct, frozen=True):
    """A judge that breaks nothing, and keeps what it sees."""

    side: Text
    ends: frozenset[str]
    onto: frozenset[Node]
    effort: Effort
    found: list[MaximalRun] = field(default_factory=list)

    def waits(self, run: Run) -> tuple[list[Violation], bool]:
        """An endless run, where nothing ends some step of the run."""
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
        """A run that comes there; in a missing stage nothing follows under its bad reading."""
        node = run.nodes[-1]
        if node.place in self.ends:
            if self.side.decider.possible(run.formula):
                self.found.append(MaximalRun(run, run.formula))
        elif node in self.side.reach.stages:
            self._keep(run, negate(good(HoleKind.MISSING_STAGE, node.place)))
        return []

    def returns(self, run: Run) -> list[Violation]:
        """An endless run that goes round: nothing has arisen since the case was there."""
        node = run.nodes[-1]
        if node in self.onto:
            arrivals = _arrivals(run)
            before = [arrivals[n] for n, each in enumerate(run.nodes[:-1]) if each == node]
            same = disj(self._same(moment, arrivals[-1]) for moment in before)
            self._keep(run, same, comes_round=True)
        return []

    def _same(self, one: int, other: int) -> Formula:
        """That nothing has arisen between one moment and another, later one."""
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
            maximal = MaximalRun(run, formula, endless=True, round=comes_round, waits=waits)
            self.found.append(maximal)


def _arrivals(run: Run) -> list[int]:
    """The moment at which the case comes to each of its nodes."""
    moved = [told.moment for told in run.happened if told.transition is not None]
    return [0, *moved]


def leading_to_places(side: Text, ends: frozenset[str]) -> frozenset[Node]:
    """Nodes from which transitions lead to the ends, whatever their guards; missing stages."""
    reach = side.reach if side.whole is None else side.whole
    transitions = [
        (source, target)
        for source, transitions in reach.transitions.items()
        for _, target in transitions
    ]
    found = {node for node, out in reach.stages.items() if out.stage.missing}
    found |= {node for step in transitions for node in step if node.place in ends}
    return leading_to(transitions, found)
