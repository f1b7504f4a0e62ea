"""The checks, in the order in which reports list them, each found by its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.review.context import Context
    from checker.review.findings import Result


@dataclass(frozen=True, slots=True)
class Check:
    """One promise that procedures are held to.

    `documentation` is the docstring of its module: what it does, why it matters, an example and
    what to write instead. `run` gives its results: one, or one a `require` line.
    """

    name: str
    documentation: str
    run: Callable[[Context], tuple[Result, ...]]
