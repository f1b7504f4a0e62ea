"""How the work grows with a text: `python -m tests.benchmarks.growth`.

Each text of `grown` is checked in a process of its own; its time of the processors is given as a
ratio to that of one of the five policies, checked in the same run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.benchmarks import grown
from tests.benchmarks.five import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

CHECK = (sys.executable, "-m", "checker.cli", "check", "--no-store", "--output-format", "concise")
POLICY = ROOT / "procedures" / "wiltshire.procedure"
SIZES = (5, 15, 40, 100)
CHAINS: dict[str, tuple[Callable[[int], str], tuple[int, ...]]] = {
    "every case ends within": (grown.ends, SIZES),
    "stages A to B take at most": (grown.total, SIZES),
    "whenever, reaches within": (grown.whenever, SIZES),
    "never delays": (grown.delays, SIZES),
    "facts, on 100 stages": (lambda size: grown.guarded(100, 2 * size), SIZES),
    "options": (grown.options, SIZES),
    "readings of moves": (grown.moves_read, SIZES[:3]),
    "loops": (grown.loops, SIZES[:2]),
}
"""What grows, with its sizes."""


def used(file: Path) -> tuple[float, float]:
    """Seconds of the processors, and the most MiB, of one check that may find something."""
    with subprocess.Popen(
        (*CHECK, str(file)), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, status, told = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return told.ru_utime + told.ru_stime, told.ru_maxrss / 1024


def growth(folder: Path, row: Callable[[str, str, str], None]) -> None:
    """A line for each text, and one for each thing that grows."""
    used(POLICY)
    one = median(used(POLICY)[0] for _ in range(3))

    def cost(text: str) -> tuple[float, float]:
        file = folder / "grown.procedure"
        file.write_text(text, encoding="utf-8")
        seconds, memory = used(file)
        return seconds / one, memory

    for name, (text, _) in grown.TEXTS.items():
        ratio, memory = cost(text)
        row(name, f"{ratio:.1f} x, {memory:.0f} MiB", "12 x" if "200" in name else "8 x")
    for name, (make, sizes) in CHAINS.items():
        found = [f"{size}: {cost(make(size))[0]:.1f} x" for size in sizes]
        row(name, ", ".join(found), "")


def _row(what: str, figure: str, aim: str) -> None:
    print(f"{what:40}{figure:>46}   {aim}", flush=True)


def main() -> None:
    """Print the table."""
    _row("what, as a ratio to one policy's check", "measured", "to reach")
    with tempfile.TemporaryDirectory() as folder:
        growth(Path(folder), _row)


if __name__ == "__main__":
    main()
