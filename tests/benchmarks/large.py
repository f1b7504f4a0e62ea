"""Large texts through the real command: `python -m tests.benchmarks.large [--only WORDS]`.

Each kind of `tests/benchmarks/texts.py` at its full size, in every format: CPU seconds, the most
memory that the process held, the exit code, and how much it printed. A run that takes more than
`--seconds` of the processor or more than `--memory` MiB of address space is cut short and marked.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from msgspec import Struct

from checker.output.formats import FORMATS
from tests.benchmarks.texts import LARGE, written

ROOT = Path(__file__).resolve().parents[2]


class Run(Struct, frozen=True):
    """What one run took and gave."""

    seconds: float
    memory: float
    code: int
    printed: int
    traceback: bool


def bounded(seconds: int, memory: int) -> None:
    """Bound what this process may use."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory << 20, memory << 20))


def run(folder: Path, form: str, seconds: int, memory: int) -> Run:
    """Check a folder, in one process and within bounds."""
    command = (sys.executable, "-m", "checker.cli", "check", str(folder), "--output-format", form)
    with tempfile.TemporaryFile() as out:
        with subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=out,
            stderr=out,
            preexec_fn=partial(bounded, seconds, memory),  # noqa: PLW1509, it has no threads
        ) as process:
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        size = out.tell()
        out.seek(0)
        told = out.read()
    wrong = b"Traceback" in told or b"mistake of the program" in told
    taken = used.ru_utime + used.ru_stime
    return Run(taken, used.ru_maxrss / 1024, process.returncode, size, wrong)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--only", default="", metavar="WORDS", help="kinds with these words")
    parser.add_argument(
        "--after", default="", metavar="KIND", help="leave out kinds up to this one"
    )
    parser.add_argument("--formats", default=",".join(form.name for form in FORMATS))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--memory", type=int, default=3_000)
    given = parser.parse_args()
    kinds = list(LARGE)
    first = kinds.index(given.after) + 1 if given.after else 0
    for name in kinds[first:]:
        kind = LARGE[name]
        if given.only not in name:
            continue
        with tempfile.TemporaryDirectory() as folder:
            for file, content in written(kind, kind.size):
                (Path(folder) / file).write_bytes(content)
            for form in given.formats.split(","):
                one = run(Path(folder), form, given.seconds, given.memory)
                mark = "" if one.code in ({2} if kind.refused else {0, 1, 2}) else "  WRONG CODE"
                mark += "  TRACEBACK" if one.traceback else ""
                mark += "  SLOW" if one.seconds > 10 else ""
                mark += "  BIG" if one.memory > 400 else ""
                told = f"{one.seconds:7.1f} s {one.memory:6.0f} MiB  code {one.code:3}"
                print(f"{name:40} {form:8} {told} {one.printed:10,} bytes{mark}", flush=True)


if __name__ == "__main__":
    main()
