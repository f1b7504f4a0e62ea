"""Answers about a procedure that are worked out once for each."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.procedure.model import Procedure

T = TypeVar("T")


def remembered(function: Callable[[Procedure], T]) -> Callable[[Procedure], T]:
    """`function`, whose answer is kept with the procedure and not worked out again.

    As `cached_property` does for what the model itself can say. Nobody changes the answer.
    """
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def answer(procedure: Procedure) -> T:
        known = procedure.__dict__
        if name not in known:
            known[name] = function(procedure)
        return cast("T", known[name])

    return answer
