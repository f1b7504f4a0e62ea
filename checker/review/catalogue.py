"""The checks, in the order in which reports list them, each found by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.review.checks import (
    conditions_are_exclusive,
    every_outcome_has_a_next_step,
    every_path_ends,
    named_role,
    no_endless_loop,
    no_unreachable_stage,
    nothing_dangling,
    require,
    same_day_escalation,
    silence_has_a_next_step,
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
    require,
)


def checks() -> tuple[Check, ...]:
    """Every check, the three promises of the mission first."""
    return tuple(Check(m.NAME, (m.__doc__ or "").strip(), m.run) for m in _MODULES)
