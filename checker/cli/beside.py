"""Work in processes of its own, beside what the command does meanwhile."""

from __future__ import annotations

import gc
import os
import pickle
import warnings
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

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
        self._other = _Other(lambda send: send(job()))

    def result(self) -> T:
        """What the job gives; call it once."""
        try:
            given: T = self._other.receive()
        except _NOT_SENT:
            self._other.end()
            return self._job()
        self._other.end()
        return given


class Relay(Generic[S, T]):
    """A job in two steps, begun as `Beside` begins one; what the first gives is had early."""

    def __init__(self, first: Callable[[], S], then: Callable[[S], T]) -> None:
        """Begin."""
        self._first, self._then = first, then

        def both(send: Callable[[object], None]) -> None:
            given = first()
            send(given)
            send(then(given))

        self._other = _Other(both)
        self._given: S

    def first(self) -> S:
        """What the first step gives; call it once."""
        try:
            self._given = self._other.receive()
        except _NOT_SENT:
            self._other.end()
            self._given = self._first()
        return self._given

    def result(self) -> T:
        """What the second step gives; call it once, after `first`."""
        try:
            given: T = self._other.receive()
        except _NOT_SENT:
            self._other.end()
            return self._then(self._given)
        self._other.end()
        return given


_NOT_SENT = (EOFError, pickle.UnpicklingError)


class _Other:
    """Another process, and the pipe by which it sends what it makes; or none."""

    def __init__(self, job: Callable[[Callable[[object], None]], None]) -> None:
        """Fork, and have the other process do the job."""
        self._child: int | None = None
        if hasattr(os, "fork"):
            self._begin(job)

    def _begin(self, job: Callable[[Callable[[object], None]], None]) -> None:
        reading, writing = os.pipe()
        _widen(writing)
        gc.freeze()  # so that neither side writes into what both share
        with warnings.catch_warnings():  # a test runner may have threads, and the job needs none
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if child:
            os.close(writing)
            self._child, self._pipe = child, os.fdopen(reading, "rb")
            return
        code = 1  # pragma: no cover, this is the other process
        try:  # pragma: no cover
            os.close(reading)
            with os.fdopen(writing, "wb") as pipe:

                def send(made: object) -> None:
                    pipe.write(pickle.dumps(made, protocol=pickle.HIGHEST_PROTOCOL))
                    pipe.flush()

                job(send)
            code = 0
        finally:  # pragma: no cover
            os._exit(code)

    def receive(self) -> Any:  # noqa: ANN401, it is what the job sends
        """What it sends next; EOFError where there is nothing more, or no other process."""
        if self._child is None:
            raise EOFError
        return pickle.load(self._pipe)  # noqa: S301, written by this very program

    def end(self) -> None:
        """Wait until the other process is no more."""
        if self._child is not None:
            self._pipe.close()
            os.waitpid(self._child, 0)
            self._child = None


def _widen(pipe: int) -> None:
    """Let a pipe hold more than usual where the system can, so that its writer need not wait."""
    import fcntl

    with suppress(AttributeError, OSError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _WIDE)


_WIDE = 1 << 20


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
