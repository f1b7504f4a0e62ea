"""The worst case along a way: the one that runs furthest past what it is held against.

Where few combinations of what its limits depend on hold together, each is tried. Where there are
more, the way is first taken with every stretch at its latest, whatever lets it be so, from every
start at once: no case runs further. If what that supposes holds together, it is the worst case; if
not, it is asked again with one fact true, and with it false (branch and bound).
"""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.proof.formula import (
    FALSE,
    TRUE,
    Formula,
    Var,
    conj,
    disj,
    in_order,
    negate,
    variables,
    where,
)
from checker.proof.ways import Options, TooManyCasesError, case_of, cases_of
from checker.worktime.calendar import calendar_of
from checker.worktime.stretches import covers, is_by_day, latest_at_best

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.procedure.model import Limit, Unit
    from checker.proof.prove import Prover
    from checker.proof.ways import Case

MOST_TRIED = 1_000
"""So many times a way is asked again with one fact more, at most."""


class Found(Struct, frozen=True):
    """A case, and how far it runs past what it is held against. `lacking`: the places on the way
    that some case passes without a date for the time there.
    """

    past: int
    case: Case
    lacking: frozenset[int]


def worst_case(
    prover: Prover,
    stretches: Sequence[Options],
    kind: Unit,
    past: Callable[[Case], int],
    bound: Limit | None = None,
) -> Found | None:
    """The case along a way that runs furthest, by `past`; None where none is possible.

    `past`: how far one runs past `bound` (without it, past its start) in minutes; less than any
    where it has no time. TooManyCasesError where there is too much to try.
    """
    try:
        cases = [*cases_of(prover, stretches, kind)]
    except TooManyCasesError:
        if not is_by_day(_limits(stretches), bound):
            raise
        return _Search(prover, kind, past, bound).run(stretches)
    lacking = frozenset(at for case in cases for at in case.way.lacking)
    found = (Found(past(case), case, lacking) for case in cases)
    return max(found, key=lambda each: each.past, default=None)


def _limits(stretches: Sequence[Options]) -> list[Limit]:
    return [b.limit for each in stretches for _, b in each.options if b.limit is not None]


class _Search:
    """The search among all cases of a way."""

    def __init__(
        self,
        prover: Prover,
        kind: Unit,
        past: Callable[[Case], int],
        bound: Limit | None,
    ) -> None:
        """As for `worst_case`."""
        self._prover, self._kind, self._past, self._bound = prover, kind, past, bound
        self._calendar = calendar_of(prover.procedure)
        self._ahead: list[tuple[int, int, Formula, Sequence[Options], tuple[int, ...]]] = []
        self._numbers = count()

    def run(self, stretches: Sequence[Options]) -> Found | None:
        """The worst case."""
        universe = self._prover.universe
        timed = [
            Options(
                each.stretch,
                tuple((universe.at(when, each.stretch.first), b) for when, b in each.options),
            )
            for each in stretches
        ]
        self._put(TRUE, timed)
        lacking = self._lacking(timed)
        best: Found | None = None
        for _ in range(MOST_TRIED):
            if not self._ahead:
                return best
            far, _, facts, options, chosen = heappop(self._ahead)
            if best is not None and -far <= best.past:
                return best
            picked = [each.options[n] for each, n in zip(options, chosen, strict=True)]
            supposed = conj((facts, *(when for when, _ in picked)))
            if self._holds(supposed):
                found = case_of(options, [b for _, b in picked], self._kind, supposed)
                past = self._past(found)
                if best is None or past > best.past:
                    best = Found(past, found, lacking)
                if past >= -far:
                    continue
            self._part(facts, options, [when for when, _ in picked])
        raise TooManyCasesError

    def _holds(self, facts: Formula) -> bool:
        universe = self._prover.universe
        return facts == TRUE or (
            facts != FALSE
            and universe.can_be(facts)
            and self._prover.decider(universe).possible(facts)
        )

    def _lacking(self, options: Sequence[Options]) -> frozenset[int]:
        """The places that a case may pass without a date, no total being over them then."""
        off = {
            each.stretch: disj(when for when, bounding in each.options if bounding.limit is None)
            for each in options
            if each.stretch.total
        }
        return frozenset(
            each.stretch.first
            for each in options
            for when, bounding in each.options
            if bounding.lacks
            and self._prover.universe.can_be(
                conj((when, *(free for total, free in off.items() if covers(total, each.stretch))))
            )
        )

    def _part(
        self, facts: Formula, options: Sequence[Options], supposed: Sequence[Formula]
    ) -> None:
        """Ask again with one fact more: one that was supposed; else any that makes a difference."""
        rest = [when for each in options for when, _ in each.options]
        for among in (supposed, rest):
            spoken = frozenset[Var]().union(*map(variables, among))
            open_facts = in_order(spoken - variables(facts))
            if open_facts:
                break
        else:
            raise TooManyCasesError  # figures alone differ, and the latest of them has no time
        asked = open_facts[0]
        self._put(conj((facts, asked)), [_where(each, asked, TRUE) for each in options])
        self._put(conj((facts, negate(asked))), [_where(each, asked, FALSE) for each in options])

    def _put(self, facts: Formula, options: Sequence[Options]) -> None:
        """Look at a way at some facts, unless they do not hold or leave a stretch without any."""
        if not all(each.options for each in options) or not self._prover.universe.can_be(facts):
            return
        found = latest_at_best(
            [(each.stretch, [b for _, b in each.options]) for each in options],
            self._kind,
            self._bound,
            self._calendar,
        )
        if found is not None:
            past, chosen = found
            heappush(self._ahead, (-past, next(self._numbers), facts, options, chosen))


def _where(each: Options, var: Var, value: Formula) -> Options:
    """What is left of the options of a stretch where a fact has a value."""
    left = ((where(when, var, value), bounding) for when, bounding in each.options)
    return Options(each.stretch, tuple(pair for pair in left if pair[0] != FALSE))
