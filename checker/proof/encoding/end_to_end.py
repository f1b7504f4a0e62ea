"""Promises of a writer's own about the time over several stages, as MEANING section 7 has them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.answers.verdict import PartKey, Row
from checker.procedure.graph import between
from checker.procedure.model import RequireKind, Start
from checker.proof.encoding.arrivals import LatestArrivals
from checker.proof.encoding.lateness import Deadline
from checker.proof.encoding.parts import PartFormula
from checker.proof.encoding.path_ends import loop_parts
from checker.proof.encoding.paths import Paths
from checker.proof.encoding.spots import Outset, network
from checker.proof.encoding.starts import countable
from checker.proof.encoding.undecided import TooManyJumpsError
from checker.proof.encoding.visits import Visits
from checker.proof.formula import conj, disj

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.procedure.model import Procedure, Require
    from checker.proof.encoding.decider import Decider
    from checker.proof.encoding.parts import Violation
    from checker.proof.encoding.path_ends import Goal
    from checker.proof.encoding.reach import Reach

END_TO_END = frozenset(
    {RequireKind.EVERY_CASE_ENDS, RequireKind.EVERY_CASE_REACHES, RequireKind.TOTAL}
)
"""The patterns whose limit is over several stages."""


def sums(require: Require) -> bool:
    """Whether the limit of such a promise can be counted."""
    limit = require.limit
    return (
        limit is not None
        and limit.definite
        and not limit.also
        and not limit.backward
        and all(start.kind in {Start.DEFAULT, Start.PROCEDURE} for start in limit.starts)
    )


def by_then(decider: Decider, reach: Reach, goal: Goal, require: Require) -> list[PartFormula]:
    """The parts, one for each stage in which a case may start: it comes to the goal in time."""
    assert require.limit is not None  # noqa: S101, `sums` holds
    ends = goal.stages | goal.endings
    judge = Deadline(decider, require.limit)
    ways = Visits(Paths(decider, reach, ends, judge))
    case = reach.universe.formula(require.condition)
    return [
        in_time_part(node.place, [Outset(node, conj((guard, case)))], ways, judge)
        for node, guard in reach.start.items()
        if node in reach.nodes and node in reach.stages and node.place not in ends
    ]


def in_time_part(
    place: str,
    starts: Sequence[Outset],
    ways: Visits,
    judge: Deadline,
    *,
    before: bool = False,
) -> PartFormula:
    """The part that cases are in time from these starts on: by latest arrivals where all can be
    counted, and that is not too much work; else path by path. `before`: they come somewhere before.
    """

    def path_by_path() -> Iterator[Violation]:
        paths = replace(ways.paths, since={})
        for each in starts:
            run = paths.begun(each.node, each.when)
            late = paths.judged([run])
            if each.outcome is not None:
                late = paths.judged_after(run, each.outcome, each.meanwhile)
            yield from (replace(violation, before=before) for violation in late)

    key = PartKey(place, Row.BY_THEN.value)
    found = network(ways, starts)
    if found is not None and countable((found,), judge.bound.durations):
        with suppress(TooManyJumpsError):
            search = LatestArrivals(found, judge, path_by_path, before=before)
            return PartFormula(key, (), search=search)
    return PartFormula(key, tuple(path_by_path()))


def total_parts(decider: Decider, reach: Reach, require: Require) -> list[PartFormula]:
    """The parts, one for each stage from one to another: no case is there past the limit."""
    assert require.limit is not None  # noqa: S101, `sums` holds
    over = _covered(reach.universe.procedure, require)
    case = reach.universe.formula(require.condition)
    judge = Deadline(decider, require.limit, frozenset(over))
    ways = Visits(Paths(decider, reach, frozenset(), judge))
    entered = {node: [guard] for node, guard in reach.start.items()}
    for source in reach.nodes:
        outside = reach.transitions.get(source, ()) if source.place not in over else ()
        for each, target in outside:
            came = conj((reach.formula(source), each.guard))
            entered.setdefault(target, []).append(came)
    found = []
    for place in over:
        when = ((node, disj(entered.get(node, ()))) for node in reach.at(place))
        starts = [
            Outset(node, conj((came, case))) for node, came in when if reach.universe.can_be(came)
        ]
        if starts:
            found.append(in_time_part(place, starts, ways, judge))
    # A run comes back only so often as facts arise: who goes round for ever is told apart.
    rounds = (part for places, part in loop_parts(reach) if not places.isdisjoint(over))
    return [*found, *rounds]


def _covered(procedure: Procedure, require: Require) -> tuple[str, ...]:
    """The stages from one to another, in the order of the text, whichever is named first."""
    names = [stage.name for stage in procedure.stages]
    one, other = (place.name or "" for place in (require.places[0], require.places[-1]))
    return between(names, one, other) or between(names, other, one)
