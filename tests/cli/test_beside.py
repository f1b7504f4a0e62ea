"""Work in other processes: the same results, in the same order, and errors told here."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from checker.cli.beside import Beside, cores, spread

if TYPE_CHECKING:
    from collections.abc import Callable


def refuse() -> int:
    """A job that cannot be done."""
    message = "it cannot be done"
    raise ValueError(message)


def test_the_job_is_done_in_another_process() -> None:
    """And what it gives comes back."""
    one, two = Beside(os.getpid), Beside(os.getpid)
    assert len({one.result(), two.result(), os.getpid()}) == 3


def test_without_forks_the_job_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the system has none."""
    monkeypatch.delattr(os, "fork")
    assert Beside(os.getpid).result() == os.getpid()


def test_an_error_over_there_is_raised_here() -> None:
    """Since the job is done again."""
    job = Beside(refuse)
    with pytest.raises(ValueError, match="it cannot be done"):
        job.result()


def test_what_cannot_be_sent_is_made_here() -> None:
    """A function of its own has no name to send it by."""
    job: Beside[Callable[[], int]] = Beside(lambda: lambda: 7)
    made = job.result()
    assert made() == 7


@pytest.mark.parametrize("processes", [-1, 0, 1, 2, 3, 7, 8, 50])
def test_a_spread_keeps_the_order(processes: int) -> None:
    """However many processes there are."""
    assert spread(str, range(7), processes) == [*"0123456"]
    assert spread(str, (), processes) == []


def test_a_spread_uses_as_many_processes_as_it_may() -> None:
    """This one among them; no more than there are items."""
    for processes, used in ((1, 1), (3, 3), (9, 5)):
        found = spread(lambda _: os.getpid(), range(5), processes)
        assert len(set(found)) == used
        assert os.getpid() in found


def test_there_is_a_core(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the system does not say which ones."""
    assert cores() >= 1
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert cores() == 1


def test_more_than_a_pipe_holds_is_sent() -> None:
    """While nobody reads yet."""
    made = Beside(lambda: (os.getpid(), b"1" * 3_000_000))
    process, content = made.result()
    assert process != os.getpid()
    assert content == b"1" * 3_000_000


def test_where_no_process_can_be_had_the_job_is_done_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As many processes, or open files, as there may be; nothing stays open."""

    def refusing() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    before = os.dup(0)
    os.close(before)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fork", refusing)
        assert Beside(os.getpid).result() == os.getpid()
        assert spread(str, range(7), 3) == [*"0123456"]
    after = os.dup(0)
    os.close(after)
    assert after == before


def test_an_error_here_ends_the_others() -> None:
    """They are not waited for."""
    with pytest.raises(ZeroDivisionError), Beside(lambda: time.sleep(60)):
        1 / 0  # noqa: B018, it raises
