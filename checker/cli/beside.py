"""A piece of work in a process of its own, beside what the command does meanwhile."""

from __future__ import annotations

import os
import pickle
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

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
        child = os.fork()
        if child:
            os.close(writing)
            self._child, self._pipe = child, reading
            return
        code = 1  # pragma: no cover, this is the other process
        try:  # pragma: no cover
            os.close(reading)
            with os.fdopen(writing, "wb") as pipe:
                pickle.dump(self._job(), pipe)
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
