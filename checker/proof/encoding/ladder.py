"""The verdict ladder: four levels of lines in force, readings of holes, minimal sets.

Polarity: `Decider.possible` of a violation means that the promise can be broken; a part holds when
it is impossible for all its violations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.answers.verdict import LADDER, Ground, Support, Verdict
from checker.procedure.force import binding_lines, standing_stages
from checker.procedure.holes import HoleKind
from checker.procedure.model import Force
from checker.procedure.remember import remembered
from checker.proof.encoding.canonical import LOCAL, CanonicalForm, CanonicalForms
from checker.proof.encoding.readings import Readings
from checker.proof.encoding.universe import exactly_one, in_force, read_well, standing
from checker.proof.formula import (
    IN_FORCE,
    Formula,
    GoodReading,
    Not,
    Var,
    conj,
    disj,
    in_order,
    negate,
    substitute,
    variables,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from checker.answers.verdict import PartKey
    from checker.procedure.model import Procedure
    from checker.proof.encoding.decider import Decider
    from checker.proof.encoding.parts import PartFormula, Search

_ORDER = tuple(force for force in Force if force is not Force.PERMISSION)
ALL_CLASSES = frozenset(_ORDER)
"""What can be complied with; a promise with a time admits no standing line."""

_LEVELS = (
    frozenset({Force.MUST}),
    frozenset({Force.MUST, Force.GUIDANCE}),
    frozenset({Force.MUST, Force.ASSUMPTION, Force.STANDING}),
    ALL_CLASSES,
)


_TRIED = 4
"""So many of the violations that were found last are tried before one more is looked for."""


class AssumptionLiteral(Struct, frozen=True):
    """The variable of a line that can be in force, its class, and how a verdict names it."""

    var: Var
    force: Force
    support: Support


@remembered
def assumption_literals(procedure: Procedure) -> tuple[AssumptionLiteral, ...]:
    """The lines of a text that can be in force, in the order in which verdicts name them."""
    return (*_standing_lines(procedure), *_text_lines(procedure))


def _standing_lines(procedure: Procedure) -> Iterator[AssumptionLiteral]:
    for name in standing_stages(procedure):
        support = Support(Ground.STANDING, None, stage=name)
        yield AssumptionLiteral(standing(name), Force.STANDING, support)


def _text_lines(procedure: Procedure) -> Iterator[AssumptionLiteral]:
    for number, (_, force) in binding_lines(procedure).items():
        yield AssumptionLiteral(in_force(number), force, Support(Ground(force.value), number))


class Ladder:
    """Decides the parts of one promise at one level after another."""

    def __init__(
        self,
        decider: Decider,
        classes: frozenset[Force] = ALL_CLASSES,
        left_out: frozenset[int] = frozenset(),
    ) -> None:
        """`classes`: the lines that the promise admits at all, but for those `left_out`."""
        procedure, self._decider = decider.universe.procedure, decider
        every = assumption_literals(procedure)
        self._lines = [
            line for line in every if line.force in classes and line.support.line not in left_out
        ]
        self._order = {line.var: index for index, line in enumerate(self._lines)}
        self._levels = tuple(
            frozenset(line.var for line in self._lines if line.force in level) for level in _LEVELS
        )
        self.readings = Readings(procedure)
        self._forms = CanonicalForms()
        self._last: tuple[tuple[Formula, ...], dict[Var, bool], list[Formula]] | None = None
        self._canonical: dict[PartKey, tuple[PartFormula, CanonicalForm]] = {}
        self._broken: dict[tuple[object, ...], int | None] = {}
        self._kept: dict[tuple[object, ...], tuple[int, ...]] = {}
        self._spoken_of: dict[Formula, tuple[list[AssumptionLiteral], list[Formula]]] = {}
        self._assumed = conj(
            disj((negate(in_force(a.line.number)), Var(a.option)))
            for a in procedure.assumptions
            if a.option is not None and Force.ASSUMPTION in classes
        )
        self.assumed = variables(self._assumed)
        """What the assumption of options speaks of: it is part of every question."""
        self._always = [self._assumed] if self.assumed else []

    # --- levels ---

    def level(self, index: int) -> frozenset[Var]:
        """The lines of a level, as variables."""
        return self._levels[index]

    def holds(
        self, part: PartFormula, lines: frozenset[Var], reading: Iterable[Formula] = ()
    ) -> bool:
        """Whether `part` holds with `lines` in force, under every reading that agrees with
        `reading`.
        """
        return self.broken(part, lines, reading) is None

    def broken(
        self, part: PartFormula, lines: frozenset[Var], reading: Iterable[Formula] = ()
    ) -> int | None:
        """The index of the first violation of `part` that can be met; None where `part` holds."""
        if part.search is not None:
            return self._searched(part, part.search, lines, tuple(reading))
        form, reading = self._form(part), tuple(reading)
        given = [*self._given(form, lines), *self._read(form, reading), *self._always]
        key = (form.formulas, tuple(given))
        if key not in self._broken:
            self._broken[key] = next(
                (
                    index
                    for index, formula in enumerate(form.formulas)
                    if self._decider.possible(formula, given)
                ),
                None,
            )
        return self._broken[key]

    def _searched(
        self, part: PartFormula, search: Search, lines: frozenset[Var], reading: tuple[Formula, ...]
    ) -> int | None:
        """`broken` of a part whose violations are found as they are asked for."""
        key = (part.key, lines, reading)
        if key not in self._broken:
            known = [(n, violation.formula) for n, violation in enumerate(part.known)]
            given = _Fixed(self, lines, reading)
            again = (n for n, each in known[-_TRIED:] if self._decider.possible(each, given(each)))
            self._broken[key] = next(again, None)
            if self._broken[key] is None and search.further(given) is not None:
                self._broken[key] = len(part.known) - 1
        return self._broken[key]

    def _form(self, part: PartFormula) -> CanonicalForm:
        """The canonical form of a part; with its own names where assumptions settle readings."""
        known, form = self._canonical.get(part.key, (None, None))
        if form is None or known is not part:
            formulas = tuple(violation.formula for violation in part.violations)
            if self._always:
                named = frozenset().union(*(variables(f) for f in (*formulas, self._assumed)))
                local = (var for var in in_order(named) if isinstance(var.name, LOCAL))
                form = CanonicalForm(formulas, {var: var for var in local})
            else:
                form = self._forms.of(formulas)
            self._canonical[part.key] = (part, form)
        return form

    def _given(self, form: CanonicalForm, lines: frozenset[Var]) -> list[Formula]:
        """For each line that a form speaks of, that it is in force, or that it is not."""
        return [
            called if name in lines else negate(called)
            for name, called in form.aliases.items()
            if isinstance(name.name, IN_FORCE)
        ]

    def _read(self, form: CanonicalForm, reading: tuple[Formula, ...]) -> list[Formula]:
        """A reading in the names of a form, without the holes that the form does not speak of."""
        if not reading:
            return []
        good, others = self._literals(reading)
        found: list[Formula] = [
            called if good[name] else negate(called)
            for name, called in form.aliases.items()
            if name in good
        ]
        return [*found, *others]

    def _literals(self, reading: tuple[Formula, ...]) -> tuple[dict[Var, bool], list[Formula]]:
        """How a reading reads each hole that is good or bad; and the options that it takes."""
        if self._last is None or self._last[0] is not reading:
            good: dict[Var, bool] = {}
            others: list[Formula] = []
            for each in reading:
                var = each.part if isinstance(each, Not) else each
                if isinstance(var, Var) and isinstance(var.name, GoodReading):
                    good[var] = not isinstance(each, Not)
                else:
                    others.append(each)
            self._last = (reading, good, others)
        return self._last[1], self._last[2]

    def relevant(self, part: PartFormula, reading: tuple[Formula, ...]) -> tuple[Formula, ...]:
        """The choices of a reading that a part can turn on: its own holes', and all options."""
        if not reading or self._always or part.search is not None:
            return reading
        good, others = self._literals(reading)
        names = self._form(part).aliases
        return (*(n if good[n] else negate(n) for n in in_order(names) if n in good), *others)

    def fixed(
        self, formula: Formula, lines: frozenset[Var], reading: Iterable[Formula] = ()
    ) -> list[Formula]:
        """The assumptions of a question about `formula`: the lines in force, and a reading."""
        ours, others = self._selectors(formula)
        given = [line.var if line.var in lines else negate(line.var) for line in ours]
        return [*given, *others, *reading, *self._always]

    def _selectors(self, formula: Formula) -> tuple[list[AssumptionLiteral], list[Formula]]:
        """The admitted lines that `formula` speaks of; and the denials of the others in it."""
        known = self._spoken_of.get(formula)
        if known is None:
            spoken = variables(formula) | variables(self._assumed)
            named = {var for var in spoken if isinstance(var.name, IN_FORCE)}
            ours = self._those(named)
            rest = named - self._order.keys()
            others: list[Formula] = [negate(var) for var in in_order(rest)]
            known = self._spoken_of[formula] = (ours, others)
        return known

    def _those(self, variables_: Iterable[Var]) -> list[AssumptionLiteral]:
        """The lines of these variables, in the order in which verdicts name them."""
        indices = sorted(self._order[var] for var in variables_ if var in self._order)
        return [self._lines[index] for index in indices]

    # --- verdicts ---

    def verdict(self, parts: Iterable[PartFormula]) -> tuple[Verdict, int, tuple[Formula, ...]]:
        """The verdict, the level at which it is read, and the reading that `open` hangs on."""
        parts = tuple(parts)
        for index, verdict in enumerate(LADDER):
            lines = self.level(index)
            if all(self.holds(part, lines) for part in parts):
                return verdict, index, ()
        reading, kept = self._best_reading(parts, self.level(len(LADDER) - 1))
        return (Verdict.OPEN if kept else Verdict.REFUTED), len(LADDER) - 1, reading

    def reading_of(
        self, part: PartFormula, lines: frozenset[Var], given: tuple[Formula, ...]
    ) -> tuple[Formula, ...] | None:
        """A reading under which `part` alone holds, `given` if it is one; None where there is none.

        Where no reading keeps all the parts, each may yet be kept by one of its own.
        """
        if self.holds(part, lines, self.relevant(part, given)):
            return given
        options = {Var(option) for hole in self.readings.holes for option in hole.options}
        options |= part.either
        if options.isdisjoint(part.speaks_of):
            return None
        reading, kept = self._best_reading((part,), lines)
        return reading if kept else None

    def _best_reading(
        self, parts: tuple[PartFormula, ...], lines: frozenset[Var]
    ) -> tuple[tuple[Formula, ...], bool]:
        """A reading under which every part holds, by counterexample; else the first one tried.

        Most holes but readings with options are simply good or bad, and read the good way; the
        options, and the holes of which either reading may be better, are proposed by Z3, and each
        broken part rules out, with the case that breaks it, every choice under which that same
        case does.
        """
        either = frozenset[Var]().union(*(part.either for part in parts))
        every = self.readings.holes
        simple = [read_well(h.identity) for h in every if h.kind is not HoleKind.READING]
        goods = [var for var in simple if var not in either]
        groups = [tuple(map(Var, hole.options)) for hole in every if hole.options]
        settled = substitute(
            self._assumed, lambda v: _truth(v in lines) if isinstance(v.name, IN_FORCE) else v
        )
        ruled_out: list[Formula] = []
        first: tuple[Formula, ...] | None = None
        while True:
            choice = self._propose(groups, in_order(either), [*ruled_out, settled])
            if choice is None:
                return (first if first is not None else (*goods,)), False
            reading = (*goods, *choice)
            first = first if first is not None else reading
            failed = self._first_broken(parts, lines, reading)
            if failed is None:
                return reading, True
            ruled_out.append(self._excluding(failed, lines, reading, [*groups, (*either,)]))

    def _propose(
        self, groups: list[tuple[Var, ...]], either: list[Var], given: list[Formula]
    ) -> tuple[Formula, ...] | None:
        """A choice of options, and of readings of the holes of which either may be better."""
        formula = conj((*(exactly_one(g) for g in groups), *given))
        model = self._decider.model(formula)
        if model is None:
            return None
        firsts = [(var, index == 0) for group in groups for index, var in enumerate(group)]
        firsts += [(var, True) for var in either]
        return tuple(var if model.get(var, first) else negate(var) for var, first in firsts)

    def _first_broken(
        self, parts: tuple[PartFormula, ...], lines: frozenset[Var], reading: tuple[Formula, ...]
    ) -> Formula | None:
        for part in parts:
            index = self.broken(part, lines, reading)
            if index is not None:
                return part.known[index].formula
        return None

    def _excluding(
        self,
        failed: Formula,
        lines: frozenset[Var],
        reading: tuple[Formula, ...],
        groups: list[tuple[Var, ...]],
    ) -> Formula:
        """The choices of options under which the case that breaks `failed` would not break it."""
        model = self._decider.model(failed, self.fixed(failed, lines, reading)) or {}
        options = {var for group in groups for var in group}
        given = {var: True for var in reading if isinstance(var, Var)} | model
        rest = substitute(
            failed, lambda var: var if var in options else _truth(given.get(var, var in lines))
        )
        return negate(rest)

    # --- what a part rests on ---

    def supports(
        self, part: PartFormula, level: int, reading: tuple[Formula, ...] = ()
    ) -> tuple[Support, ...]:
        """The minimal set that keeps `part`, found by leaving out one thing at a time.

        Readings first, then standing lines, assumptions, guidance and must, each in the order of
        the text; a thing that can be left out is.
        """
        if not reading and not self._always and part.search is None:
            return self._remembered(part, level)
        return self._supports(part, level, reading)

    def _remembered(self, part: PartFormula, level: int) -> tuple[Support, ...]:
        """What a part rests on under every reading; taken over from a part with the same form."""
        form = self._form(part)
        ranks = sorted(
            (self._order[name], index)
            for index, name in enumerate(form.aliases)
            if name in self._order
        )
        classes = tuple((index, self._lines[rank].force) for rank, index in ranks)
        key = (form.formulas, classes, level)
        if key not in self._kept:
            kept = self._supports(part, level, ())
            places = {self._lines[rank].support: index for rank, index in ranks}
            self._kept[key] = tuple(places[support] for support in kept)
            return kept
        names = tuple(form.aliases)
        return tuple(self._lines[self._order[names[index]]].support for index in self._kept[key])

    def _supports(
        self, part: PartFormula, level: int, reading: tuple[Formula, ...]
    ) -> tuple[Support, ...]:
        present = part.speaks_of | variables(self._assumed)
        lines = self.level(level)
        fixed = list(reading)
        for each in self.readings.units(reading):
            fewer = [f for f in fixed if f not in each]
            if self.holds(part, lines, fewer):
                fixed = fewer
        candidates = self._those(present & lines)
        ordered = [line.var for force in _ORDER for line in candidates if line.force is force]
        kept = least(
            frozenset(line.var for line in candidates),
            ordered,
            lambda fewer: self.holds(part, fewer, fixed),
        )
        named = [line.support for line in candidates if line.var in kept]
        return (*named, *self.readings.named(fixed))


class _Fixed(Struct, frozen=True):
    """Some lines in force, and a reading, as a ladder has them: see `Given`."""

    ladder: Ladder
    lines: frozenset[Var]
    reading: tuple[Formula, ...]

    def __call__(self, formula: Formula) -> list[Formula]:
        return self.ladder.fixed(formula, self.lines, self.reading)

    def about(self, lines: frozenset[Var]) -> Hashable:
        """Which of the lines are in force, and the reading."""
        return (lines | self.ladder.assumed) & self.lines, self.reading


def classified(supports: Iterable[Support]) -> Verdict:
    """The verdict of a part that rests on `supports`."""
    grounds = {support.ground for support in supports}
    if Ground.READING in grounds:
        return Verdict.OPEN
    assumed = not grounds.isdisjoint({Ground.ASSUMPTION, Ground.STANDING})
    if Ground.GUIDANCE in grounds:
        return Verdict.PROVED_IF_ASSUMED_AND_GUIDED if assumed else Verdict.PROVED_IF_GUIDED
    return Verdict.PROVED_IF_ASSUMED if assumed else Verdict.PROVED


def least(
    every: frozenset[Var], ordered: Sequence[Var], holds: Callable[[frozenset[Var]], bool]
) -> frozenset[Var]:
    """What is left of `every` where one after the other of `ordered` is left out, if what holds of
    a set holds of it and of each that has more.

    Several are tried at once, twice as many as before after each time that they can be left out,
    one alone after the first time that they cannot: where most can, or most cannot, few questions
    are asked (galloping, J. L. Bentley and A. C. Yao, 1976).
    """
    kept, first, count = every, 0, 1
    while first < len(ordered):
        fewer = kept.difference(ordered[first : first + count])
        if holds(fewer):
            kept, first, count = fewer, first + count, 2 * count
        elif count > 1:
            count = 1 if count == 2 else count // 4  # noqa: PLR2004
        else:
            first += 1
    return kept


def _truth(value: bool) -> Formula:  # noqa: FBT001
    return conj(()) if value else disj(())
