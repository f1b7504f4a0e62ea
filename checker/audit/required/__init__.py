"""The second engine on promises of a writer's own: every `require` line that is decided.

As there, nothing here knows the encoding or a solver, and what is too large raises `TooLarge`.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from checker.answers.verdict import InForce, Verdict
from checker.audit.explorer import NOTHING, Near, Question
from checker.audit.required import onward, places, written
from checker.audit.required.delays import Delays
from checker.audit.required.goals import is_onward, promised
from checker.audit.required.spaces import Required
from checker.audit.required.walk import Walk
from checker.procedure.force import binding_lines
from checker.procedure.model import RequireKind
from checker.semantics.values import subsets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.answers.verdict import PartKey
    from checker.audit.explorer.reach import Explorer
    from checker.procedure.model import Procedure, Require
    from checker.semantics.terms import Terms

__all__ = ["OwnQuestion", "question_of"]

MOST_RUNS = 20_000
"""So many runs are looked at for one promise, at most."""

_ASKED_OF_PLACES = frozenset(
    {
        RequireKind.ONLY_AFTER,
        RequireKind.NO_CASE_RETURNS,
        RequireKind.NO_CASE_STAYS,
        RequireKind.AFTER,
    }
)
"""The patterns that speak of those who come to their first place."""


def question_of(procedure: Procedure, require: Require) -> OwnQuestion | None:
    """What a `require` line asks; None where it is of a kind that is not decided. Raises
    `TooLarge`.
    """
    found = promised(procedure, require)
    return None if found is None else OwnQuestion(Required(procedure, *found, MOST_RUNS))


class OwnQuestion(Question):
    """A promise of a writer's own, with what was found out about it."""

    space: Required

    def __init__(self, space: Required) -> None:
        """Find the parts. Raises `TooLarge`."""
        self.require = space.require
        compared = self.require.kind is RequireKind.NEVER_DELAYS
        self._delays = Delays(space) if compared else None
        self._looked: dict[tuple[int, frozenset[int], int | None, bool], Walk] = {}
        super().__init__(space)

    def _found(self) -> Iterator[PartKey]:
        if self.require.kind in written.KINDS:
            return written.parts(self.space, self.require, self._nothing())
        if self._delays is not None:
            return iter(self._compared(self._delays))
        walks = [self.looked_at(terms.chosen, frozenset()) for terms in self._nothing()]
        short = [onward.followed(walk) for walk in walks] if is_onward(self.require) else walks
        self._keep_to(short)
        return places.parts(walks, self.require)

    def _compared(self, delays: Delays) -> set[PartKey]:
        """The parts of a promise that something never delays, under any reading."""
        return {
            key
            for terms in self._read(NOTHING, {})
            for key in delays.parts(self.looked_at(terms.chosen, frozenset()), terms)
        }

    def vacuous(self) -> bool:
        """No part."""
        return not self.parts

    def hollow(self) -> bool:
        """Nothing of which the promise asks is ever so, or no case comes to its first place."""
        space, require = self.space, self.require
        trigger, case = (space.values.guard(c) for c in (require.trigger, require.condition))
        if not any(trigger.holds(mask) and case.holds(mask) for mask in self._all_values()):
            return True
        if require.kind not in _ASKED_OF_PLACES:
            return False
        walks = [Walk(space, terms.chosen, frozenset(), absorbs=False) for terms in self._nothing()]
        stages = {space.procedure.stages[s.stage].name for w in walks for s in w.reached.states}
        come_to = stages.union(*(walk.reached.endings for walk in walks))
        every = require.kind is RequireKind.NO_CASE_STAYS
        return come_to.isdisjoint(p.name for p in require.places[: None if every else 1])

    def _all_values(self) -> Iterator[int]:
        """All values of the atoms."""
        values = self.space.values
        for terms, fixed in product(self._nothing(), values.fixed):
            for arisen, changing in product(subsets(values.arising), values.changing):
                yield terms.chosen | fixed | arisen | changing

    @property
    def told(self) -> tuple[PartKey, ...]:
        """That some case comes somewhere is no promise about each place."""
        return () if self._some else self.parts

    @property
    def _some(self) -> bool:
        return self.require.kind is RequireKind.SOME_CASE_REACHES

    def level(self, without: frozenset[int] = frozenset()) -> Verdict | None:
        """The first level at which every part holds under every reading; that some case comes
        somewhere needs no line, and only one reading.
        """
        if not self._some:
            return super().level(without)
        comes = any(self._broken(terms, None) for terms in self._nothing())
        return Verdict.PROVED if comes else None

    def bears_on(self, key: PartKey) -> InForce:
        """Every line can make a difference, as what a case did before does."""
        del key
        procedure = self.procedure
        standing = (stage.name for stage in procedure.stages)
        return InForce(frozenset(binding_lines(procedure)), frozenset(standing))

    def _broken(self, terms: Terms, near: Near | None) -> frozenset[PartKey]:  # noqa: ARG002
        require = self.require
        if require.kind in written.KINDS:
            return frozenset(written.broken(self.space, require, terms))
        past = places.past(self.space, require)
        walk = self.looked_at(terms.chosen, terms.duties, past, cased=True)
        if self._delays is not None:
            return frozenset(self._delays.broken(walk, terms))
        return frozenset(places.broken(walk, terms, self.dates(terms), require))

    def walk(self, chosen: int, complied: frozenset[int], without: int | None = None) -> Explorer:
        """What cases come to."""
        return self.looked_at(chosen, complied, without)

    def looked_at(
        self,
        chosen: int,
        complied: frozenset[int],
        without: int | None = None,
        *,
        cased: bool = False,
    ) -> Walk:
        """What cases come to; `cased`: those that the promise speaks of."""
        key = (chosen, complied, without, cased)
        if key not in self._looked:
            case = self.space.values.guard(self.require.condition) if cased else None
            self._looked[key] = Walk(
                self.space,
                chosen,
                complied,
                without,
                case=case,
                absorbs=not is_onward(self.require),
            )
        return self._looked[key]
