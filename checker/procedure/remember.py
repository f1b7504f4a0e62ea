"""Answers that are worked out once: for each procedure, and for each question to one thing."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

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


def remembering(method: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """`method`, whose answers the object keeps, one for all equal arguments.

    Arguments are given by their places. Nobody changes an answer.
    """
    name = f"answers of {method.__name__}"
    asks: Callable[..., T] = method

    @wraps(method)
    def answer(one: S, *args: Any) -> T:  # noqa: ANN401, as `method` takes them
        try:
            return cast("T", one.__dict__[name][args])
        except KeyError:
            pass
        found = one.__dict__.setdefault(name, {})[args] = asks(one, *args)
        return found

    return cast("Callable[Concatenate[S, P], T]", answer)
