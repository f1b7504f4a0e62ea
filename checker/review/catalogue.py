"""The checks, in the order in which reports list them, each found by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.review.checks import (
    bounded_end,
    conditions_are_exclusive,
    every_outcome_has_a_next_step,
    every_path_ends,
    extension_is_bounded,
    harm_never_slower,
    limit_for_every_stage,
    limit_has_a_start,
    named_role,
    no_endless_loop,
    no_unreachable_stage,
    nothing_dangling,
    out_of_hours_covered,
    require,
    same_day_escalation,
    silence_has_a_next_step,
    stages_fit_the_total,
    unit_is_clear,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.review.context import Context
    from checker.review.findings import Result


class Check(Struct, frozen=True):
    """One promise that procedures are held to.

    `documentation` is the docstring of its module: what it does, why it matters, an example and
    what to write instead. `run` gives its results: one, or one for each `require` line.
    """

    name: str
    documentation: str
    run: Callable[[Context], tuple[Result, ...]]


_MODULES = (
    every_path_ends,
    same_day_escalation,
    named_role,
    no_unreachable_stage,
    every_outcome_has_a_next_step,
    silence_has_a_next_step,
    nothing_dangling,
    no_endless_loop,
    conditions_are_exclusive,
    limit_for_every_stage,
    bounded_end,
    limit_has_a_start,
    extension_is_bounded,
    out_of_hours_covered,
    harm_never_slower,
    unit_is_clear,
    stages_fit_the_total,
    require,
)


def checks() -> tuple[Check, ...]:
    """Every check, the three promises of the mission first."""
    return tuple(Check(m.NAME, (m.__doc__ or "").strip(), m.run) for m in _MODULES)
