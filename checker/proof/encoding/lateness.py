"""Which runs come too late, and which sets of lines keep them in time.

That a set of items keeps a run within the promise's limit is a monotone question, so the sets are
found as in M. H. Liffiton et al., "Fast, flexible MUS enumeration" (Constraints 21, 2016): Z3
proposes a set that no answer settles yet, working time decides it, and it is shrunk or grown to one
that settles as many others as it can.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from checker.answers.story import EventKind
from checker.procedure.model import BARE_DAYS, Unit
from checker.proof.encoding.parts import Violation
from checker.proof.encoding.runs import Effort, Late, effective, has_bare_days
from checker.proof.formula import FALSE, Formula, conj, disj, negate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Limit
    from checker.proof.encoding.decider import Decider
    from checker.proof.encoding.runs import Run


class Deadline(Struct, frozen=True):
    """Judges runs by a limit that counts from their start. `over`: the stages in which a case must
    not be past it (None: all).
    """

    decider: Decider
    bound: Limit
    over: frozenset[str] | None = None
    effort: Effort = field(default_factory=Effort)

    def waits(self, run: Run) -> tuple[list[Violation], bool]:
        """The violations that the run's last step ends past the limit; and whether it does whatever
        lines are in force.
        """
        if self.over is not None and run.nodes[-1].place not in self.over:
            return [], False
        found = list(self._past(run))
        violations = [
            Violation(run.nodes[0], formula, EventKind.LATE, late=late)
            for formula, late, _ in found
        ]
        return violations, bool(found) and all(always for _, _, always in found)

    def comes(self, _: Run) -> list[Violation]:
        """None: a case that has come there was in time."""
        return []

    def returns(self, _: Run) -> list[Violation]:
        """None: loops have parts of their own."""
        return []

    def _past(self, run: Run) -> Iterator[tuple[Formula, Late, bool]]:
        """For each reading of bare days, as `_past` has it."""
        named, defined = effective(run)
        bare = has_bare_days(run) or any(d.unit is Unit.DAYS for d in self.bound.durations)
        for kind in BARE_DAYS if bare else BARE_DAYS[1:]:
            found = Late(self.decider.universe.procedure, run, kind, named, self.bound)
            whole = conj((run.formula, defined))
            formula, always = _past(found, whole, self.decider, self.effort)
            if formula != FALSE:
                yield formula, found, always


def _past(late_: Late, whole: Formula, decider: Decider, effort: Effort) -> tuple[Formula, bool]:
    """That some case takes the run and is late; and whether it is with every item in effect."""
    every = frozenset(range(len(late_.run.items)))
    if late_.is_late(every):
        return whole, True
    keeping: list[Formula] = []
    told: list[Formula] = []
    while True:
        effort.spend(len(every))
        model = decider.model(conj((whole, *keeping, *told)))
        if model is None:
            return (conj((whole, *keeping)) if told else FALSE), False
        kept = frozenset(n for n in every if model.get(late_.effective[n], False))
        if not late_.is_late(kept):
            least = sorted(_shrunk(late_, kept, effort))
            keeping.append(disj(negate(late_.effective[n]) for n in least))
        else:
            grown = _grown(late_, kept, every, effort)
            told.append(disj(late_.effective[n] for n in sorted(every - grown)))


def _shrunk(late_: Late, kept: frozenset[int], effort: Effort) -> frozenset[int]:
    """A least subset of these items that keeps the run in time."""
    for number in sorted(kept):
        effort.spend(1)
        if not late_.is_late(kept - {number}):
            kept -= {number}
    return kept


def _grown(
    late_: Late, kept: frozenset[int], every: frozenset[int], effort: Effort
) -> frozenset[int]:
    """A greatest superset of these items that does not keep the run in time."""
    for number in sorted(every - kept):
        effort.spend(1)
        if late_.is_late(kept | {number}):
            kept |= {number}
    return kept
