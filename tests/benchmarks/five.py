"""Report on the five policies, cold, as a ratio to the bare imports: `python
tests/benchmarks/five.py`.

Both are whole processes, run in turn, so that a machine whose speed drifts slows both alike.
Printed are the medians over `--runs` pairs and the median of the ratios pair by pair, for the time
that passed and for the time of the processors (`user+sys`, child processes included). The bytecode
is written beforehand, as an installer writes it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
IMPORTS = (sys.executable, "-c", "import z3, networkx, lark, graphviz")
COMPILE = (sys.executable, "-m", "compileall", "-q", "checker")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took, in seconds: on the clock, and of the processors."""

    wall: float
    cpu: float


def cost(command: tuple[str, ...]) -> Cost:
    """One run of `command`, which may find something (code 1), measured from outside;
    CalledProcessError where it fails.
    """
    before, start = _processors(), time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
    if done.returncode not in {0, 1}:
        raise subprocess.CalledProcessError(done.returncode, command)
    return Cost(time.perf_counter() - start, _processors() - before)


def _processors() -> float:
    """Seconds that the child processes so far had of the processors."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def report_into(folder: str) -> tuple[str, ...]:
    """The command that is measured."""
    made = ("report", "procedures", "--into", folder, "--as-of", "2026-11-23")
    return (sys.executable, "-m", "checker.cli", *made)


def row(name: str, runs: list[Cost]) -> str:
    """A line of the table."""
    return f"{name:38}{median(r.wall for r in runs):8.3f} s {median(r.cpu for r in runs):8.3f} s"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        report = report_into(folder)
        for command in (COMPILE, report, IMPORTS):
            cost(command)
        pairs = [(cost(report), cost(IMPORTS)) for _ in range(runs)]
    ours, bare = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    wall = median(a.wall / b.wall for a, b in pairs)
    cpu = median(a.cpu / b.cpu for a, b in pairs)
    print(f"{f'median of {runs}':38}{'wall':>10} {'user+sys':>10}")
    print(row("report on the five, cold", ours))
    print(row("import z3, networkx, lark, graphviz", bare))
    print(f"{'ratio, pair by pair':38}{wall:8.2f}   {cpu:8.2f}")


if __name__ == "__main__":
    main()
