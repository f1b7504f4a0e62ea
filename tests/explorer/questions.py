"""Questions with an answer; those about the structure, and those that a `require` line asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import LADDER, Answer, PartAnswer, Verdict
from checker.audit.explorer import NOTHING, Question, levels
from checker.audit.explorer.space import UNLED
from checker.audit.required import OwnQuestion, written
from checker.procedure.model import RequireKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.answers.verdict import InForce, PartKey
    from checker.audit.required.spaces import Required


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


class OfWriter(OwnQuestion, Asked):
    """A promise of the writer's own."""

    of_a_writer = True

    def __init__(self, space: Required) -> None:
        """Find the parts. Raises `TooLarge`."""
        self.either_way = space.require.kind is RequireKind.NEVER_DELAYS
        self.of_the_text = space.require.kind in written.WITHOUT_CASES
        super().__init__(space)

    def answer(self) -> Answer:
        """The verdict; that some case comes somewhere needs only one reading."""
        if self.require.kind is RequireKind.SOME_CASE_REACHES:
            some = any(self._in_each_reading(NOTHING))
            return Answer(self.space.promise, Verdict.PROVED if some else Verdict.REFUTED)
        return super().answer()
