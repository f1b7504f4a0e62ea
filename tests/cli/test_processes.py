"""Streams that are closed or full, places without room, and processes that are ended from without.

Each runs the real command.
"""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.manual import manual
from tests.cli.samples import BAD, BROKEN, GOOD, write
from tests.output.test_files import below

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
COMMAND = f"{shlex.quote(sys.executable)} -m checker.cli"
PATIENCE = 20.0
"""Seconds after which a process that should have ended is taken to go on for ever."""


def shell(line: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """A line of a shell, in which `stagecheck` is the command."""
    return subprocess.run(
        ["/bin/sh", "-c", re.sub(r"\bstagecheck\b", COMMAND, line)],
        input=given,
        capture_output=True,
        check=False,
        cwd=ROOT,
        timeout=4 * PATIENCE,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a good procedure, a bad one and one that cannot be read."""
    return write(tmp_path, good=GOOD, bad=BAD, broken=BROKEN)


@pytest.mark.parametrize(
    ("line", "code", "out", "err"),
    [
        ("check {0}/bad.procedure 2>&-", 1, "1 procedure: ", ""),
        ("check {0} 2>&-", 2, "1 file could not be read", ""),
        ("check {0} 2>/dev/full", 2, "1 file could not be read", ""),
        ("check {0} >&-", 2, "", "broken.procedure:12"),
        ("check {0}/bad.procedure >&- 2>&- <&-", 1, "", ""),
        ("check {0}/good.procedure <&-", 0, "1 procedure: no finding", ""),
        ("check - <&-", 2, "nothing was checked", "there is no standard input"),
        ("check - < {0}/bad.procedure", 1, "(<stdin>)", ""),
        ("check {0} --output-format json >/dev/full", 2, "", "cannot write the output: no space"),
        ("explain 2>&- >&-", 0, "", ""),
        ("--help >/dev/full", 2, "", "cannot write the output: no space"),
        ("--help >&-", 0, "", ""),
        ("nonsense 2>&-", 2, "", ""),
        ("nonsense 2>/dev/full", 2, "", ""),
        ("draw {0}/good.procedure -o - >/dev/full", 2, "", "cannot write the output: no space"),
        ("report {0}/good.procedure --into {0}/out >&- 2>&-", 0, "", ""),
        ("when '5 days' --from '2026-03-02 09:00' >/dev/full", 2, "", "cannot write the output"),
        ("new {0}/new.procedure >&- 2>&-", 0, "", ""),
    ],
)
def test_streams_that_are_closed_or_full(
    line: str, code: int, out: str, err: str, folder: Path
) -> None:
    """A message that nobody can read is no error; a report that cannot be written is one."""
    done = shell(f"stagecheck {line.format(folder)}")
    assert done.returncode == code, done
    assert out in done.stdout.decode()
    assert err in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    if not err:
        assert done.stderr == b""


def test_a_closed_stream_is_not_written_into_a_file(folder: Path) -> None:
    """The number of a closed error stream would be the next file's."""
    done = shell(f"stagecheck draw {folder}/good.procedure -o {folder}/a.svg 2>&- >&- <&-")
    assert done.returncode == 0
    usual = shell(f"stagecheck draw {folder}/good.procedure -o -")
    assert (folder / "a.svg").read_bytes() == usual.stdout


def test_a_reader_of_messages_who_has_gone(folder: Path) -> None:
    """As when the error stream goes to a pipe that is shut."""
    line = f"(stagecheck check {folder} --output-format concise; echo $? >{folder}/code) 2>&1 >&2"
    shell(f"({line}) | true")
    assert (folder / "code").read_text() in {"2\n", "141\n"}


@pytest.mark.parametrize(
    "line",
    [
        "draw {0}/good.procedure -o {0}/out/a.svg",
        "report {0}/good.procedure --into {0}/out",
        "check {0}/good.procedure --certificates {0}/out --smtlib {0}/out",
        "new {0}/out/a.procedure",
        "check {0}/bad.procedure > {0}/out/told",
        "draw {0}/good.procedure -o - > {0}/out/told",
    ],
)
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_file_that_may_not_grow(line: str, unbuffered: str, folder: Path) -> None:
    """As on a full disk: two, a message, and nothing in part, but for what a shell has opened."""
    (folder / "out").mkdir()
    limit = f"export PYTHONUNBUFFERED={unbuffered} PYTHONDONTWRITEBYTECODE=1; ulimit -f 1"
    done = shell(f"{limit}; stagecheck {line.format(folder)}")
    assert done.returncode == 2, done
    assert b"file too large" in done.stderr
    assert b"Traceback" not in done.stderr
    if ">" not in line:
        assert below(folder / "out") == {}


@pytest.mark.parametrize("kind", ["svg", "pdf", "png", "dot"])
def test_no_folder_for_temporary_files(kind: str, folder: Path) -> None:
    """None is needed: it may be full, or not be there."""
    code = "import sys, tempfile\n"
    code += "tempfile._candidate_tempdir_list = lambda: ['nowhere']\n"
    code += "from checker.cli import main\n"
    code += f"sys.exit(main(['draw', '{folder}/good.procedure', '-o', '{folder}/a.{kind}'])"
    code += f" or main(['report', '{folder}/bad.procedure', '--into', '{folder}/out']))"
    done = shell(f"{shlex.quote(sys.executable)} -c {shlex.quote(code)}")
    assert (done.returncode, done.stderr) == (0, b"")
    assert (folder / f"a.{kind}").stat().st_size > 1000


def test_a_pipe_as_output_is_not_waited_for(folder: Path) -> None:
    """Nor one as input."""
    os.mkfifo(folder / "p.svg")
    os.mkfifo(folder / "p.procedure")
    for line in (
        f"draw {folder}/good.procedure -o {folder}/p.svg",
        f"draw {folder}/p.procedure -o {folder}/a.svg",
        f"check {folder}/p.procedure",
        f"audit {folder} {folder}/p.procedure",
    ):
        assert shell(f"stagecheck {line}").returncode == 2


# --- processes that are ended -------------------------------------------------------------------


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """A folder with procedures enough for some seconds of work in two processes."""
    texts = {f"m{number}": manual(60, seed=number) for number in range(12)}
    return write(tmp_path / "long", **texts)


@pytest.fixture
def begun(long: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The command at work on them, with a process beside it, in a group of its own."""
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from checker.cli import beside, main\n"
        "beside.cores = lambda: 3\n"
        "import sys; sys.exit(main())"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, "check", str(long)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        start_new_session=True,
    ) as process:
        yield process
        if process.poll() is None:
            process.kill()


def _until(what: str, check: object) -> None:
    """Wait until something is so."""
    assert callable(check)
    end = time.monotonic() + PATIENCE
    while not check():
        assert time.monotonic() < end, what
        time.sleep(0.02)


def _children(process: int) -> list[int]:
    """The processes that a process has begun."""
    listed = Path(f"/proc/{process}/task/{process}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


def _alive(process: int) -> bool:
    """Whether a process is still there, and no mere entry that waits to be collected."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in {"Z", "X"}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are counted by Linux")
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGTERM, -signal.SIGTERM),
        (signal.SIGHUP, -signal.SIGHUP),
        (signal.SIGKILL, -signal.SIGKILL),
        (signal.SIGINT, 130),
    ],
)
def test_processes_end_with_the_command(
    number: int, code: int, begun: subprocess.Popen[bytes]
) -> None:
    """Whatever ends it, and though they alone are not told."""
    _until("it begins others", lambda: len(_children(begun.pid)) == 2)
    others = _children(begun.pid)
    time.sleep(0.2)
    begun.send_signal(number)
    _, told = begun.communicate(timeout=PATIENCE)
    assert begun.returncode == code
    assert told == b""
    _until("they end", lambda: not any(map(_alive, others)))


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are counted by Linux")
def test_an_interrupt_of_all_is_silent(begun: subprocess.Popen[bytes]) -> None:
    """As from the keyboard, which reaches every process of the group."""
    _until("it begins others", lambda: len(_children(begun.pid)) == 2)
    os.killpg(begun.pid, signal.SIGINT)
    out, told = begun.communicate(timeout=PATIENCE)
    assert (begun.returncode, out, told) == (130, b"", b"")


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are counted by Linux")
def test_what_a_killed_process_was_to_do_is_done_here(
    begun: subprocess.Popen[bytes], long: Path
) -> None:
    """Nothing is missing from the report."""
    _until("it begins others", lambda: len(_children(begun.pid)) == 2)
    os.kill(_children(begun.pid)[0], signal.SIGKILL)
    out, told = begun.communicate(timeout=3 * PATIENCE)
    assert begun.returncode == 1
    assert told == b""
    assert [line for line in out.decode().splitlines() if line.startswith(str(long))] == []
    assert f"{len(list(long.iterdir()))} procedures: " in out.decode()


def test_children_that_nobody_may_wait_for(folder: Path) -> None:
    """Some programs that begin others have SIGCHLD ignored."""
    code = "import signal, os, sys; signal.signal(signal.SIGCHLD, signal.SIG_IGN); "
    code += "from checker.cli import beside, main; beside.cores = lambda: 3; sys.exit(main())"
    done = shell(f"{shlex.quote(sys.executable)} -c {shlex.quote(code)} check {folder}")
    assert done.returncode == 2
    assert b"2 procedures: " in done.stdout
    assert b"SIGCHLD" not in done.stderr
    assert b"Traceback" not in done.stderr
