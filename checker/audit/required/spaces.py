"""A procedure with the values that other promises turn on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Promise
from checker.audit.explorer.space import Goal, Space, TooLarge, conditions_of, rulings
from checker.audit.required.goals import wanted
from checker.procedure.model import Condition, Literal, RequireKind, Verb
from checker.semantics.values import subsets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Procedure, Require
    from checker.semantics.values import Values


def grown(values: Values, base: int) -> Iterator[int]:
    """These atoms, with more of those that can arise."""
    return (base | more for more in subsets(bit for bit in values.arising if not base & bit))


class Required(Space):
    """Of a `require` line."""

    def __init__(
        self,
        procedure: Procedure,
        promise: Promise,
        require: Require,
        most_runs: int | None = None,
    ) -> None:
        """`promise`: what kind of promise the line makes. `most_runs`: so many runs are looked at
        for all that is asked, at most; None: there is no bound. Raises `TooLarge`.
        """
        self.require = require
        self._runs_left = most_runs
        super().__init__(procedure, promise)

    def looked_at_one_more(self) -> None:
        """One more run has been looked at. Raises `TooLarge` where that is one too many."""
        if self._runs_left is not None:
            self._runs_left -= 1
            if self._runs_left < 0:
                raise TooLarge("too many ways of a case")

    def _wanted(self, procedure: Procedure) -> Goal:
        return wanted(procedure, self.require)

    def _turns_on(self, procedure: Procedure) -> Iterator[Condition]:
        require, verbs = self.require, rulings(self.promise)
        verbs |= {Verb.RECORD} if require.what == "record" else set()
        verbs |= {require.duty.verb} if require.duty is not None else set()
        led = self.promise is Promise.NAMED_ROLE
        led = led and require.kind is not RequireKind.EVERY_STAGE_HAS
        yield from (require.condition, require.trigger)
        if require.fact is not None:  # what may delay, though no line speaks of it
            yield Condition((Literal(require.fact, positive=True),))
        for ending in procedure.endings:
            yield from (duty.condition for duty in ending.duties if duty.verb in verbs)
        yield from conditions_of(procedure, self.promise, verbs, led=led)
