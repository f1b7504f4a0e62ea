"""The longest real wait by each route: every limit along it, one after the other; and whether the
limits of stages fit a total over them.

A *route* is a way through the stages by moves on outcomes, from where a case starts, on for as long
as a move leads to a stage where it has not been. Each stage takes until the soonest of its limits
that are on, an extension where one may be used, then its move until the move's own limit; totals
hold over the stages that they cover.
No fact marked as harm holds, since the lanes for harm are there to cut a route short; whatever else
the limits depend on is taken at its worst, and each reading of the text by itself.
"""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from checker.answers.route import Fit, Route, told_apart
from checker.answers.settled import unsettled_by
from checker.answers.unsettled.totals import not_added_up
from checker.answers.verdict import Unknown, Verdict
from checker.procedure.graph import first_stages, following, longest_ways
from checker.procedure.model import BARE_DAYS, Limit, Start, Strength, Trigger
from checker.proof.encoding.transitions import stage_transitions
from checker.proof.encoding.undecided import UndecidedError, lacking
from checker.proof.formula import FALSE, TRUE, Formula, Var, conj, negate, substitute, variables
from checker.worktime.answer import working_days_on
from checker.worktime.calendar import calendar_of
from checker.worktime.latest import Untabled
from checker.worktime.longest import overrun
from checker.worktime.real_waits import SPAN, limited_lines
from checker.worktime.stretches import Bounding, Stretch, longest, stretched

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.procedure.model import Stage, TotalLimit, Unit
    from checker.proof.prove import Prover
    from checker.worktime.longest import Overrun, Wait
    from checker.worktime.stretches import Stretched

MOST_STAGES = 40
"""Routes are told of texts of up to so many stages."""
MOST_ROUTES = 60
"""So many routes are told, at most; a text with more of them is told none."""
MOST_CASES = 256
"""So many combinations of what limits depend on are tried for a way, at most."""
MOST_READINGS = 256
"""Of a text whose limits along a way have more readings, no route is told."""
MOST_READINGS_OF_A_TOTAL = 4_096
"""A total over stages whose limits have more readings is not decided."""
MOST_WAYS = 2_000
"""A total over stages through which so many ways lead is not decided."""


class TooManyCasesError(UndecidedError):
    """What the limits along a way depend on has too many combinations to try."""


class _Options(Struct, frozen=True):
    """What may bound a stretch, and when."""

    stretch: Stretch
    options: tuple[tuple[Formula, Bounding], ...]


class _Case(Struct, frozen=True):
    """A way with its stretches bounded by these lines, at some facts; `stages`: the places on it of
    which a figure counts.
    """

    lines: tuple[int, ...]
    stages: tuple[int, ...]
    way: Stretched


def longest_routes(prover: Prover) -> tuple[Route, ...]:
    """Each route through several stages along which time is counted, in the order of the text."""
    procedure = prover.procedure
    if len(procedure.stages) > MOST_STAGES or not any(True for _ in limited_lines(procedure)):
        return ()
    firsts = first_stages(procedure)
    if procedure.start_not_stated:
        firsts = tuple(entry.target.name or "" for entry in procedure.entries)
    ways = longest_ways(following(procedure, lanes=False), firsts, MOST_ROUTES + 1)
    if len(ways) > MOST_ROUTES:
        return ()
    try:
        return tuple(
            route for way in ways if len(way) > 1 for route in _along(prover, way) if route.lines
        )
    except UndecidedError:
        return ()


def _along(prover: Prover, way: tuple[str, ...]) -> Iterator[Route]:
    """The route along a way, once for each reading that makes a difference."""
    options = _Along(prover, calm=True)
    stretches = [*options.stages(way), *options.totals(way)]
    if all(bounding.limit is None for each in stretches for _, bounding in each.options):
        return
    found: dict[tuple[str, ...], Route] = {}
    for titles, kind, valued in _readings(prover, stretches, MOST_READINGS, bare=False):
        try:
            route = _at_worst(prover, way, _read(stretches, valued), kind)
        except TooManyCasesError:
            continue
        if route is not None:
            found[titles] = route
    yield from told_apart(found)


def _at_worst(
    prover: Prover, way: tuple[str, ...], stretches: Sequence[_Options], kind: Unit
) -> Route | None:
    """The longest wait along a way, whatever the facts; None where no case takes it so, or there is
    too much to try.
    """
    calendar = calendar_of(prover.procedure)
    worst: Route | None = None
    lacking: set[int] = set()
    for case in _cases(prover, stretches, kind):
        wait = longest(case.way, calendar).longest
        days = None if wait is None else working_days_on(wait.start, wait.end, calendar)
        lacking |= {*case.way.lacking}
        if worst is None or _length(wait) > _length(worst.longest):
            worst = Route(way, case.lines, None, wait, days, ())
    return worst and replace(worst, lacking=tuple(way[at] for at in sorted(lacking)))


def _length(wait: Wait | None) -> float:
    return wait.length.total_seconds() if wait is not None else -1.0


# --- totals ---


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
        return Fit(line, Verdict.UNKNOWN, unknown=Unknown(error.reason))
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
        raise UndecidedError
    when = prover.universe.formula(total.condition)
    holding = _Options(Stretch(0, 0, total=True), ((when, Bounding(None)),))
    options = _Along(prover, calm=False)
    stretches = {way: [*options.stages(way), holding] for way in ways}
    every = [each for own in stretches.values() for each in own]
    return {
        "; ".join(titles): _furthest(
            prover, total, {way: _read(own, valued) for way, own in stretches.items()}, kind
        )
        for titles, kind, valued in _readings(
            prover, every, MOST_READINGS_OF_A_TOTAL, bare=total.limit.bare
        )
    }


def _furthest(
    prover: Prover, total: TotalLimit, ways: dict[tuple[str, ...], list[_Options]], kind: Unit
) -> Fit:
    """The way that runs furthest past a total, in one reading."""
    calendar = calendar_of(prover.procedure)
    (bound, *_) = total.limit.counted(kind)
    worst = Fit(total.line.number, Verdict.PROVED)
    tried: dict[tuple[Limit, ...], Overrun | Untabled | None] = {}
    for way, stretches in ways.items():
        for case in _cases(prover, stretches, kind):
            path = case.way.path
            if path and path not in tried:
                tried[path] = overrun(path, bound, SPAN, calendar)
            found = tried[path] if path else None
            if isinstance(found, Untabled):
                raise lacking(found)
            if found is not None and (worst.overrun is None or found.past > worst.overrun.past):
                counted = tuple(way[at] for at in case.stages)
                worst = replace(worst, stages=counted, overrun=found)
    return worst


# --- readings, and what holds together ---


def _readings(
    prover: Prover, stretches: Sequence[_Options], most: int, *, bare: bool
) -> Iterator[tuple[tuple[str, ...], Unit, dict[Var, Formula]]]:
    """Each way to read what stretches depend on: its words, what bare days are, and its options;
    `bare`: how bare days are read matters in any case. UndecidedError where there are more
    than `most`.
    """
    options = [option for each in stretches for option in each.options]
    spoken = {var for when, _ in options for var in variables(when)}
    dimensions = [
        [(title, Var(option)) for option, title in zip(r.options, r.titles, strict=True)]
        for r in prover.procedure.readings
        if not spoken.isdisjoint(Var(option) for option in r.options)
    ]
    limits = (bounding.limit for _, bounding in options if bounding.limit is not None)
    bare = bare or any(limit.bare for limit in limits)
    if prod(map(len, dimensions)) > most:
        raise UndecidedError
    for chosen in product(*dimensions):
        titles, holding = tuple(title for title, _ in chosen), {var for _, var in chosen}
        valued = {var: TRUE if var in holding else FALSE for one in dimensions for _, var in one}
        for kind in BARE_DAYS if bare else BARE_DAYS[:1]:
            yield (*titles, *((kind.value,) if bare else ())), kind, valued


def _read(stretches: Sequence[_Options], valued: dict[Var, Formula]) -> list[_Options]:
    """The same under one reading of the text."""
    return [
        _Options(
            each.stretch,
            tuple(
                (when, bounding)
                for given, bounding in each.options
                for when in (substitute(given, lambda var: valued.get(var, var)),)
                if when != FALSE
            ),
        )
        for each in stretches
    ]


def _cases(prover: Prover, stretches: Sequence[_Options], kind: Unit) -> Iterator[_Case]:
    """Each set of boundings of some stretches that hold together, at some facts; TooManyCasesError
    where there are too many to try.
    """
    universe = prover.universe
    decider = prover.decider(universe)
    ahead: list[tuple[Formula, tuple[Bounding, ...]]] = [(TRUE, ())]
    for each in stretches:
        at = each.stretch.first
        further = (
            (conj((before, universe.at(when, at))), (*chosen, bounding))
            for before, chosen in ahead
            for when, bounding in each.options
        )
        ahead = [(facts, chosen) for facts, chosen in further if universe.can_be(facts)]
        if len(ahead) > MOST_CASES:
            raise TooManyCasesError
    for facts, chosen in ahead:
        if facts == TRUE or decider.possible(facts):
            pairs = list(zip((each.stretch for each in stretches), chosen, strict=True))
            lines = {number for bounding in chosen for number in bounding.lines}
            counted = {at.first for at, each in pairs if each.limit and not at.total}
            yield _Case(tuple(sorted(lines)), tuple(sorted(counted)), stretched(pairs, kind))


# --- what a way is made of ---


class _Along(Struct, frozen=True):
    """What may bound the stretches of ways; `calm`: no fact marked as harm holds on them."""

    prover: Prover
    calm: bool

    def stages(self, way: tuple[str, ...]) -> Iterator[_Options]:
        """The stages, what extends them, and the moves between them."""
        places = self.prover.procedure.stages_by_name
        for index, name in enumerate(way):
            stage = places[name]
            yield _Options(Stretch(index, index), tuple(self._of_stage(stage)))
            for extension in stage.extensions:
                when = self._when(self.prover.universe.formula(extension.condition))
                used = Bounding(Limit((extension.duration,)), (extension.line.number,))
                free = (TRUE, Bounding(None))
                yield _Options(Stretch(index, index, longer=True), ((when, used), free))
            if index + 1 < len(way):
                moves = tuple(self._of_moves(stage, way[index + 1]))
                yield _Options(Stretch(index, index, on=True), moves)

    def totals(self, way: tuple[str, ...]) -> Iterator[_Options]:
        """The totals over stretches of a way."""
        for total in self.prover.procedure.totals:
            covered = [at for at, n in enumerate(way) if total.whole_procedure or n in total.stages]
            plain = total.strength is not Strength.MAY and _plain(total.limit, Start.PROCEDURE)
            if covered and plain and covered == list(range(covered[0], covered[-1] + 1)):
                when = self._when(self.prover.universe.formula(total.condition))
                line = (total.line.number,)
                on = ((when, Bounding(figure, line)) for figure in _figures([total.limit]))
                stretch = Stretch(covered[0], covered[-1], total=True)
                yield _Options(stretch, (*on, (negate(when), Bounding(None))))

    def _of_stage(self, stage: Stage) -> Iterator[tuple[Formula, Bounding]]:
        """Each set of the stage's limits that may be on together."""
        prover = self.prover
        ways = stage_transitions(prover.universe, stage)
        limits = [
            each
            for each in stage.limits
            if each.strength is not Strength.MAY and _plain(each.limit, Start.STAGE)
            if not stage.clocks
        ]
        on = [self._when(ways.limit_on(each)) for each in limits]
        for held in product((True, False), repeat=len(limits)):
            when = conj(w if h else negate(w) for w, h in zip(on, held, strict=True))
            kept = [each for each, h in zip(limits, held, strict=True) if h]
            for figure in _figures([each.limit for each in kept]) if when != FALSE else ():
                lines = tuple(each.line.number for each in kept)
                yield when, Bounding(figure, lines, lacks=figure is None)

    def _of_moves(self, stage: Stage, after: str) -> Iterator[tuple[Formula, Bounding]]:
        """Each move to the next stage; one without a limit takes no time, and one that nobody has
        to take, or that waits for a consultation without a date, any; one at any moment none. Its
        limit and its consultation's have both to be over: the later of them counts.
        """
        for move in stage.moves:
            lane = move.trigger is Trigger.LANE
            if (lane and self.calm) or all(t.name != after for t in move.targets):
                continue
            when = self._when(self.prover.universe.formula(move.condition))
            held = move.consultation.limit if move.consultation is not None else None
            limits = [limit for limit in (move.limit, held) if limit is not None]
            plain = [limit for limit in limits if _plain(limit, Start.ANSWER)]
            may = move.strength is Strength.MAY
            if lane:
                yield when, Bounding(None)
            elif may or not plain:
                free = not limits and move.consultation is None and not may
                yield when, Bounding(None, lacks=not free)
            else:
                for limit in plain:
                    for figure in _figures([limit]):
                        yield when, Bounding(figure, (move.line.number,))

    def _when(self, formula: Formula) -> Formula:
        harm = set(self.prover.universe.harm) if self.calm else set[Var]()
        return substitute(formula, lambda var: FALSE if var in harm else var)


def _plain(limit: Limit, own: Start) -> bool:
    """Whether a limit has a figure that counts from where it stands."""
    here = {Start.DEFAULT, own}
    return (
        limit.definite
        and not limit.backward
        and all(start.kind in here and start.name is None for start in limit.starts)
    )


def _figures(limits: Sequence[Limit]) -> Iterator[Limit | None]:
    """The soonest of some limits, once for each of the figures that one gives twice; of none,
    None.
    """
    for chosen in product(*(limit.figures for limit in limits)) if limits else ():
        yield Limit(tuple(dict.fromkeys(duration for figure in chosen for duration in figure)))
    if not limits:
        yield None
