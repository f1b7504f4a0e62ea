"""Whether the limits of stages fit a total over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.answers.route import Fit
from checker.answers.settled import unsettled_by
from checker.answers.unsettled.totals import not_added_up
from checker.answers.verdict import Verdict
from checker.procedure.graph import following, longest_ways
from checker.proof.encoding.undecided import UndecidedError, lacking
from checker.proof.ways import Along, Options, read, readings_of
from checker.proof.worst import worst_case
from checker.worktime.calendar import calendar_of
from checker.worktime.latest import Untabled
from checker.worktime.longest import overrun
from checker.worktime.real_waits import SPAN
from checker.worktime.stretches import Bounding, Stretch

if TYPE_CHECKING:
    from checker.procedure.model import Limit, TotalLimit, Unit
    from checker.proof.prove import Prover
    from checker.proof.ways import Case
    from checker.worktime.longest import Overrun

MOST_READINGS = 4_096
"""A total over stages whose limits have more readings is not decided."""
MOST_WAYS = 2_000
"""A total over stages through which so many ways lead is not decided."""

_WORST_FIRST = (Verdict.REFUTED, Verdict.UNKNOWN, Verdict.OPEN, Verdict.PROVED)


def whole_fit(prover: Prover) -> tuple[Verdict, tuple[Fit, ...]]:
    """The verdict on `stages-fit-the-total`, and how the limits of stages stand to each total that
    has a figure and runs forward.
    """
    totals = (t for t in prover.procedure.totals if t.limit.definite and not t.limit.backward)
    found = tuple(_fit(prover, total) for total in totals)
    verdicts = {fit.verdict for fit in found}
    return next((v for v in _WORST_FIRST if v in verdicts), Verdict.VACUOUS), found


def _fit(prover: Prover, total: TotalLimit) -> Fit:
    line = total.line.number
    longer = not_added_up(prover.procedure, total)
    try:
        prover.count_days()
        found = _sums(prover, total)
    except UndecidedError as error:
        return Fit(line, Verdict.UNKNOWN, unknown=error.unknown)
    broken = {reading: fit for reading, fit in found.items() if fit.overrun is not None}
    if longer and len(broken) < len(found):
        return Fit(line, Verdict.UNKNOWN, unknown=unsettled_by(longer))
    if not broken:
        return Fit(line, Verdict.PROVED)
    reading, worst = list(broken.items())[-1]
    verdict = Verdict.REFUTED if len(broken) == len(found) else Verdict.OPEN
    kept = next((each for each in found if each not in broken), "")
    return replace(worst, verdict=verdict, reading=reading, kept=kept)


def _sums(prover: Prover, total: TotalLimit) -> dict[str, Fit]:
    """For each reading of the text, the way that runs furthest past a total."""
    after = following(prover.procedure, lanes=True)
    covered = {n: after[n] for n in after if total.whole_procedure or n in total.stages}
    ways = longest_ways(covered, covered, MOST_WAYS)
    if len(ways) == MOST_WAYS:
        raise UndecidedError(stages=covered)
    when = prover.universe.formula(total.condition)
    holding = Options(Stretch(0, 0, total=True), ((when, Bounding(None)),))
    options = Along(prover, calm=False)
    stretches = {way: [*options.stages(way), holding] for way in ways}
    every = [each for own in stretches.values() for each in own]
    return {
        "; ".join(titles): _furthest(
            prover, total, {way: read(own, valued) for way, own in stretches.items()}, kind
        )
        for titles, kind, valued in readings_of(prover, every, MOST_READINGS, bare=total.limit.bare)
    }


def _furthest(
    prover: Prover, total: TotalLimit, ways: dict[tuple[str, ...], list[Options]], kind: Unit
) -> Fit:
    """The way that runs furthest past a total, in one reading."""
    calendar = calendar_of(prover.procedure)
    (bound, *_) = total.limit.counted(kind)
    worst = Fit(total.line.number, Verdict.PROVED)
    tried: dict[tuple[Limit, ...], Overrun | Untabled | None] = {}

    def run(case: Case) -> Overrun | None:
        path = case.way.path
        if path and path not in tried:
            tried[path] = overrun(path, bound, SPAN, calendar)
        found = tried[path] if path else None
        if isinstance(found, Untabled):
            raise lacking(found)
        return found

    def past(case: Case) -> int:
        found = run(case)
        return -1 if found is None else int(found.past.total_seconds() // 60)

    for way, stretches in ways.items():
        most = worst_case(prover, stretches, kind, past, bound)
        found = most and run(most.case)
        if most and found and (worst.overrun is None or found.past > worst.overrun.past):
            counted = tuple(way[at] for at in most.case.stages)
            worst = replace(worst, stages=counted, overrun=found)
    return worst
