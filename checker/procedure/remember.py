"""Answers that are worked out once: for each procedure, and for each question to one thing."""

from __future__ import annotations

from functools import cache, cached_property, wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.procedure.model import Procedure

T = TypeVar("T")
S = TypeVar("S")
P = ParamSpec("P")


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


def remembering(method: Callable[Concatenate[S, P], T]) -> cached_property[Callable[P, T]]:
    """`method`, whose answers are kept with what is asked, one for all equal questions."""

    def asked(one: S) -> Callable[P, T]:
        @cache
        def answer(*args: P.args, **kwargs: P.kwargs) -> T:
            return method(one, *args, **kwargs)

        return cast("Callable[P, T]", answer)

    return cached_property(asked)
