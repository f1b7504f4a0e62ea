"""The answers that are given: an engine's own, less what the text leaves unsettled.

Where a proof rests on lines that may bind less than they say, it is tried without them: a promise
that is kept without them is kept, whatever they mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.settled import settled
from checker.answers.unsettled import unsettled
from checker.answers.verdict import Answer, Promise, Reason, Unknown, Verdict
from checker.procedure.model import RequireKind, Start
from checker.procedure.remember import remembered
from checker.proof.encoding.undecided import UndecidedError
from checker.proof.formula import conj

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.answers.unsettled import Unsettled
    from checker.answers.verdict import PartKey
    from checker.procedure.model import Limit, Procedure, Require
    from checker.proof.prove import Prover


def settled_promise(prover: Prover, promise: Promise) -> Answer:
    """The answer on one of the program's promises."""
    found = unsettled(prover.procedure, _dated(prover))
    if promise is Promise.EXCLUSIVE:
        return _settled(prover, found, lambda asked: asked.exclusive())
    return _settled(prover, found, lambda asked: asked.prove(promise))


def settled_require(prover: Prover, require: Require) -> Answer:
    """The answer on a promise of the writer's own, loading what few texts need."""
    from checker.proof.promises import prove_require

    found = unsettled(prover.procedure, _dated(prover), require)
    undecided = Answer(Promise.REQUIRE, Verdict.UNKNOWN, unknown=Unknown(Reason.KIND))
    answer = _settled(prover, found, lambda asked: prove_require(asked, require) or undecided)
    if answer.verdict.kept and _hollow(prover, require):
        return Answer(answer.promise, Verdict.VACUOUS)
    return answer


_ASKED_OF_PLACES = frozenset(
    {
        RequireKind.ONLY_AFTER,
        RequireKind.NO_CASE_RETURNS,
        RequireKind.NO_CASE_STAYS,
        RequireKind.AFTER,
    }
)
"""The patterns that speak of those who come to their first place."""


def _hollow(prover: Prover, require: Require) -> bool:
    """Whether no case comes to what a promise speaks of."""
    decider, universe = prover.decider(prover.universe), prover.universe
    asked = conj((universe.formula(require.trigger), universe.formula(require.condition)))
    if not decider.possible(asked):
        return True
    if require.kind not in _ASKED_OF_PLACES:
        return False
    try:
        return prover.agreed(lambda each: _nobody_comes(each, require))
    except UndecidedError:
        return False


def _nobody_comes(prover: Prover, require: Require) -> bool:
    """Whether no case comes to the first place that a promise names."""
    reach, _ = prover.everywhere
    decider = prover.decider(prover.universe)
    places = require.places if require.kind is RequireKind.NO_CASE_STAYS else require.places[:1]
    return not any(
        decider.possible(reach.formula(node))
        for place in places
        for node in reach.at(place.name or "")
    )


def _settled(
    prover: Prover, found: tuple[Unsettled, ...], prove: Callable[[Prover], Answer]
) -> Answer:
    answer = prove(prover)
    given = settled(answer, found)
    hopeful = answer.verdict.kept or answer.verdict is Verdict.OPEN
    if given.verdict is not Verdict.UNKNOWN or not hopeful:
        return given
    lines = frozenset[int]().union(*(each.lines for each in found))
    without = settled(prove(prover.without(lines)), found)
    still_open = without.verdict is Verdict.OPEN and answer.verdict is Verdict.OPEN
    return without if without.verdict.kept or still_open else given


def _dated(prover: Prover) -> frozenset[PartKey]:
    """The limits of each stage that begin in every case, where any may not."""
    if not _counts_from_events(prover.procedure):
        return frozenset()
    found = unsettled(prover.procedure, frozenset())
    answer = settled(prover.prove(Promise.LIMIT_START), found)
    return frozenset(part.key for part in answer.parts if part.verdict is Verdict.PROVED)


@remembered
def _counts_from_events(procedure: Procedure) -> bool:
    """Whether some limit counts from anything but a start of its own."""
    limits: list[Limit | None] = [total.limit for total in procedure.totals]
    for stage in procedure.stages:
        limits += [each.limit for each in stage.limits]
        limits += [move.limit for move in stage.moves]
        limits += [m.consultation.limit for m in stage.moves if m.consultation is not None]
    starts = {start.kind for limit in limits if limit is not None for start in limit.starts}
    return bool(starts - {Start.DEFAULT, Start.PROCEDURE})
