"""What bounds the time along a way through the stages, and at which facts: shared by the routes and
by the totals over stages.
"""

from __future__ import annotations

from itertools import chain, product
from math import prod
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from checker.procedure.model import BARE_DAYS, Limit, Start, StartEvent, Strength, Trigger
from checker.proof.encoding.transitions import stage_transitions
from checker.proof.encoding.undecided import UndecidedError
from checker.proof.formula import (
    FALSE,
    TRUE,
    Formula,
    Var,
    conj,
    disj,
    negate,
    substitute,
    variables,
)
from checker.worktime.stretches import Bounding, Stretch, stretched

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.procedure.model import Stage, Unit
    from checker.proof.prove import Prover
    from checker.worktime.stretches import Stretched

MOST_CASES = 256
"""So many combinations of what limits depend on are tried one by one."""


class TooManyCasesError(UndecidedError):
    """What the limits along a way depend on has too many combinations to try."""


class TooManyReadingsError(UndecidedError):
    """What the limits along a way depend on has too many readings to look at each."""


class Options(Struct, frozen=True):
    """What may bound a stretch, and when."""

    stretch: Stretch
    options: tuple[tuple[Formula, Bounding], ...]


class Case(Struct, frozen=True):
    """A way with its stretches bounded by these lines, at `facts`; `stages`: the places on it of
    which a figure counts.
    """

    lines: tuple[int, ...]
    stages: tuple[int, ...]
    way: Stretched
    facts: Formula


# --- readings, and what holds together ---


def readings_of(
    prover: Prover, stretches: Sequence[Options], most: int, *, bare: bool
) -> Iterator[tuple[tuple[str, ...], Unit, dict[Var, Formula]]]:
    """Each way to read what stretches depend on: its words, what bare days are, and its options;
    `bare`: how bare days are read matters in any case. TooManyReadingsError where there are more
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
        raise TooManyReadingsError
    for chosen in product(*dimensions):
        titles, holding = tuple(title for title, _ in chosen), {var for _, var in chosen}
        valued = {var: TRUE if var in holding else FALSE for one in dimensions for _, var in one}
        for kind in BARE_DAYS if bare else BARE_DAYS[:1]:
            yield (*titles, *((kind.value,) if bare else ())), kind, valued


def read(stretches: Sequence[Options], valued: dict[Var, Formula]) -> list[Options]:
    """The same under one reading of the text."""
    return [
        Options(
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


def cases_of(prover: Prover, stretches: Sequence[Options], kind: Unit) -> Iterator[Case]:
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
            yield case_of(stretches, chosen, kind, facts)


def case_of(
    stretches: Sequence[Options], chosen: Sequence[Bounding], kind: Unit, facts: Formula
) -> Case:
    """A way with each stretch bounded so, at these facts."""
    pairs = list(zip((each.stretch for each in stretches), chosen, strict=True))
    lines = {number for bounding in chosen for number in bounding.lines}
    counted = {at.first for at, each in pairs if each.limit and not at.total}
    return Case(tuple(sorted(lines)), tuple(sorted(counted)), stretched(pairs, kind), facts)


# --- what a way is made of ---


class Along:
    """What may bound the stretches of ways; `calm`: no fact marked as harm holds on them."""

    def __init__(self, prover: Prover, *, calm: bool) -> None:
        """Of the prover's procedure."""
        self.prover, self.calm = prover, calm
        self._known: dict[tuple[str, str | None], tuple[Options, ...]] = {}

    def stages(self, way: tuple[str, ...]) -> Iterator[Options]:
        """The stages, what extends them, and the moves between them."""
        for index, (name, after) in enumerate(zip(way, (*way[1:], None), strict=True)):
            for each in self.of(name, after):
                at = replace(each.stretch, first=index, last=index)
                yield Options(at, each.options)

    def of(self, name: str, after: str | None) -> tuple[Options, ...]:
        """The stretches of one stage, with the move on to `after`, as if it were the first."""
        known = self._known.get((name, after))
        if known is None:
            known = self._known[name, after] = tuple(self._of(name, after))
        return known

    def _of(self, name: str, after: str | None) -> Iterator[Options]:
        stage = self.prover.procedure.stages_by_name[name]
        yield Options(Stretch(0, 0), tuple(self._of_stage(stage)))
        for extension in stage.extensions:
            when = self._when(self.prover.universe.formula(extension.condition))
            used = Bounding(Limit((extension.duration,)), (extension.line.number,))
            free = (TRUE, Bounding(None))
            yield Options(Stretch(0, 0, longer=True), ((when, used), free))
        if after is not None:
            yield Options(Stretch(0, 0, on=True), tuple(self._of_moves(stage, after)))

    def counts(self, way: tuple[str, ...]) -> bool:
        """Whether time is counted somewhere along a way."""
        after = (*way[1:], None)
        stages = (each for pair in zip(way, after, strict=True) for each in self.of(*pair))
        return any(
            bounding.limit is not None
            for each in chain(stages, self.totals(way))
            for _, bounding in each.options
        )

    def totals(self, way: tuple[str, ...]) -> Iterator[Options]:
        """The totals over stretches of a way."""
        for total in self.prover.procedure.totals:
            covered = [at for at, n in enumerate(way) if total.whole_procedure or n in total.stages]
            if not covered or covered != list(range(covered[0], covered[-1] + 1)):
                continue
            plain = _plain(total.limit, Start.PROCEDURE, way[covered[0]])
            if plain and total.strength is not Strength.MAY:
                when = self._when(self.prover.universe.formula(total.condition))
                line = (total.line.number,)
                on = ((when, Bounding(figure, line)) for figure in _figures([total.limit]))
                stretch = Stretch(covered[0], covered[-1], total=True)
                yield Options(stretch, (*on, (negate(when), Bounding(None))))

    def _of_stage(self, stage: Stage) -> Iterator[tuple[Formula, Bounding]]:
        """Each set of the stage's limits that may be on together."""
        prover = self.prover
        ways = stage_transitions(prover.universe, stage)
        limits = [
            each
            for each in stage.limits
            if each.strength is not Strength.MAY and _plain(each.limit, Start.STAGE, stage.name)
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
        """Each move to the next stage, where it matches some outcome; one without a limit takes no
        time, and one that nobody has to take, or that waits for a consultation without a date, any;
        one at any moment none. Its limit and its consultation's have both to be over: the later of
        them counts.
        """
        out = stage_transitions(self.prover.universe, stage)
        for move in stage.moves:
            lane = move.trigger is Trigger.LANE
            if (lane and self.calm) or all(t.name != after for t in move.targets):
                continue
            matched = disj(out.match(move, outcome) for outcome in out.outcomes)
            when = self._when(out.on(move) if lane else matched)
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


def _plain(limit: Limit, own: Start, stage: str | None = None) -> bool:
    """Whether a limit has a figure and counts from where it stands: `own`, the start of `stage`."""
    here = {StartEvent(Start.DEFAULT), StartEvent(own)}
    here |= {StartEvent(Start.STAGE, stage)} if stage is not None else set()
    counted = {replace(start, receiving=False) for start in limit.starts}
    return limit.definite and not limit.backward and counted <= here


def _figures(limits: Sequence[Limit]) -> Iterator[Limit | None]:
    """The soonest of some limits, once for each of the figures that one gives twice; of none,
    None.
    """
    for chosen in product(*(limit.figures for limit in limits)) if limits else ():
        yield Limit(tuple(dict.fromkeys(duration for figure in chosen for duration in figure)))
    if not limits:
        yield None
