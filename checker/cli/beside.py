"""Work in processes of its own, beside what the command does meanwhile."""

from __future__ import annotations

import gc
import os
import pickle
import warnings
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

S = TypeVar("S")
T = TypeVar("T")


class Beside(Generic[T]):
    """`job` is begun at once where the system can fork a process, else when its result is wanted.

    Fork before large libraries are loaded: what each side needs alone it then loads alone. A job
    that fails over there is done again here, so that its error is seen where it can be told.
    """

    def __init__(self, job: Callable[[], T]) -> None:
        """Begin."""
        self._job = job
        self._child: int | None = None
        if hasattr(os, "fork"):
            self._begin()

    def _begin(self) -> None:
        reading, writing = os.pipe()
        gc.freeze()  # so that neither side writes into what both share
        with warnings.catch_warnings():  # a test runner may have threads, and the job needs none
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if child:
            os.close(writing)
            self._child, self._pipe = child, reading
            return
        code = 1  # pragma: no cover, this is the other process
        try:  # pragma: no cover
            os.close(reading)
            with os.fdopen(writing, "wb") as pipe:
                pickle.dump(self._job(), pipe, protocol=pickle.HIGHEST_PROTOCOL)
            code = 0
        finally:  # pragma: no cover
            os._exit(code)

    def result(self) -> T:
        """What the job gives; call it once."""
        if self._child is None:
            return self._job()
        with os.fdopen(self._pipe, "rb") as pipe:
            content = pipe.read()
        _, status = os.waitpid(self._child, 0)
        if status:
            return self._job()
        given: T = pickle.loads(content)  # noqa: S301, written by this very program
        return given


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(function: Callable[[S], T], items: Sequence[S], processes: int) -> list[T]:
    """What the function gives for each item, in their order, in at most so many processes.

    Each process takes every so-manyth item, this one too.
    """
    strides = max(1, min(processes, len(items)))

    def share(start: int) -> list[T]:
        return [function(item) for item in items[start::strides]]

    others = [Beside(partial(share, start)) for start in range(1, strides)]
    parts = [share(0), *(other.result() for other in others)]
    return [parts[at % strides][at // strides] for at in range(len(items))]
