"""Work in processes of its own, beside what the command does meanwhile."""

from __future__ import annotations

import gc
import os
import pickle
import warnings
from contextlib import ExitStack, suppress
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

S = TypeVar("S")
T = TypeVar("T")


class Beside(Generic[T]):
    """`job` is begun at once where the system can fork a process, else when its result is wanted.

    Fork before large libraries are loaded that one side needs alone. A job that fails over there is
    done again here, so that its error is seen where it can be told.
    """

    def __init__(self, job: Callable[[], T]) -> None:
        """Begin."""
        self._job = job
        self._other = _Other(job)

    def __enter__(self) -> Self:
        """It has begun already."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the other process, done or not."""
        self._other.end()

    def result(self) -> T:
        """What the job gives; call it once."""
        try:
            given: T = self._other.receive()
        except _NOT_SENT:
            self._other.end()
            return self._job()
        self._other.end()
        return given


_NOT_SENT = (EOFError, pickle.UnpicklingError)


class _Other:
    """Another process, and the pipe by which it sends what it makes; or none.

    It ends when this process ends, however that comes about: it watches a second pipe, of which
    this process holds the other end and never writes to it.
    """

    def __init__(self, job: Callable[[], object]) -> None:
        """Fork, and have the other process do the job; where that cannot be, there is none."""
        self._child: int | None = None
        if hasattr(os, "fork"):
            with suppress(OSError):  # as many processes, or open files, as there may be
                self._begin(job)

    def _begin(self, job: Callable[[], object]) -> None:
        with ExitStack() as unless_begun:
            reading, writing = _pipe(unless_begun)
            watched, held = _pipe(unless_begun)
            _widen(writing)
            gc.freeze()  # so that neither side writes into what both share
            with warnings.catch_warnings():  # a test runner may have threads; the job needs none
                warnings.simplefilter("ignore", DeprecationWarning)
                child = os.fork()
            unless_begun.pop_all()
        if child:
            os.close(writing)
            os.close(watched)
            self._child, self._held, self._pipe = child, held, os.fdopen(reading, "rb")
            return
        code = 1  # pragma: no cover, this is the other process
        try:  # pragma: no cover
            os.close(reading)
            os.close(held)
            Thread(target=_end_after, args=(watched,), daemon=True).start()
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(pickle.dumps(job(), protocol=pickle.HIGHEST_PROTOCOL))
            code = 0
        finally:  # pragma: no cover
            os._exit(code)

    def receive(self) -> Any:  # noqa: ANN401, it is what the job sends
        """What it sends; EOFError where there is nothing, or no other process."""
        if self._child is None:
            raise EOFError
        return pickle.load(self._pipe)  # noqa: S301, written by this very program

    def end(self) -> None:
        """End the other process, done or not, and wait until it is no more."""
        if self._child is not None:
            child, self._child = self._child, None
            os.close(self._held)
            self._pipe.close()
            with suppress(ChildProcessError):  # where SIGCHLD is ignored, nobody can wait for it
                os.waitpid(child, 0)


def _pipe(unless_begun: ExitStack) -> tuple[int, int]:
    """A pipe, closed where the process that it is for cannot be had."""
    ends = os.pipe()
    for each in ends:
        unless_begun.callback(os.close, each)
    return ends


def _end_after(watched: int) -> None:  # pragma: no cover, it runs in the other process
    """End this process when the one that began it has ended."""
    os.read(watched, 1)
    os._exit(1)


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

    with ExitStack() as begun:
        others = [begun.enter_context(Beside(partial(share, n))) for n in range(1, strides)]
        parts = [share(0), *(other.result() for other in others)]
    return [parts[at % strides][at // strides] for at in range(len(items))]
