"""Questions with an answer; those about the structure, and those that a `require` line asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import LADDER, Answer, PartAnswer, Verdict
from checker.audit.explorer import NOTHING, Near, Question, levels
from checker.audit.explorer.space import UNLED
from checker.procedure.model import RequireKind
from tests.explorer import onward, required, written
from tests.explorer.delays import Delays
from tests.explorer.goals import is_onward
from tests.explorer.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.answers.verdict import InForce, PartKey
    from checker.audit.explorer.reach import Explorer
    from checker.semantics.terms import Terms
    from tests.explorer.spaces import Required


class Asked(Question):
    """One of the program's promises."""

    of_a_writer = False
    either_way = False
    """Whether neither reading of a hole is the worse one."""
    of_the_text = False
    """Whether no case is told of that breaks it."""

    def answer(self) -> Answer:
        """The verdict; `rests_on` and the stories are left out.

        Where no level keeps it, a part that every reading keeps at the last level has that level's
        verdict, one that some reading keeps is open, and the rest are refuted.
        """
        promise = self.space.promise
        if self.vacuous():
            return Answer(promise, Verdict.VACUOUS)
        verdict = self.level()
        if verdict is not None:
            return Answer(promise, verdict, tuple(PartAnswer(k, verdict) for k in self.parts))
        last = levels(self.procedure, promise)[-1]
        broken = list(self._in_each_reading(last))
        every, some = frozenset.intersection(*broken), frozenset.union(*broken)
        verdicts = {
            key: Verdict.REFUTED if key in every else Verdict.OPEN if key in some else LADDER[-1]
            for key in self.parts
        }
        whole = Verdict.REFUTED if all(broken) else Verdict.OPEN
        return Answer(promise, whole, tuple(PartAnswer(k, v) for k, v in verdicts.items()))

    def _in_each_reading(self, in_force: InForce) -> Iterator[frozenset[PartKey]]:
        """The parts that are broken, under each reading in turn."""
        lines = NOTHING if self.space.promise in UNLED else in_force
        return (self._broken(terms, None) for terms in self._read(lines, {}))


class OfWriter(Asked):
    """A promise of the writer's own."""

    space: Required
    of_a_writer = True

    def __init__(self, space: Required) -> None:
        """Find the parts. Raises `TooLarge`."""
        require = space.require
        self.require = require
        self.either_way = require.kind is RequireKind.NEVER_DELAYS
        self.of_the_text = require.kind in written.WITHOUT_CASES
        self._delays = Delays(space) if self.either_way else None
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
        return required.parts(walks, self.require)

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

    def answer(self) -> Answer:
        """The verdict; that some case comes somewhere needs only one reading."""
        if self.require.kind is RequireKind.SOME_CASE_REACHES:
            some = any(self._in_each_reading(NOTHING))
            return Answer(self.space.promise, Verdict.PROVED if some else Verdict.REFUTED)
        return super().answer()

    def _broken(self, terms: Terms, near: Near | None) -> frozenset[PartKey]:  # noqa: ARG002
        require = self.require
        if require.kind in written.KINDS:
            return frozenset(written.broken(self.space, require, terms))
        past = required.past(self.space, require)
        walk = self.looked_at(terms.chosen, terms.duties, past, cased=True)
        if self._delays is not None:
            return frozenset(self._delays.broken(walk, terms))
        return frozenset(required.broken(walk, terms, self.dates(terms), require))

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
