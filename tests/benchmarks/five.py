"""Report on the five policies, cold, as a ratio to the bare imports: `python
tests/benchmarks/five.py`.

Both are whole processes, run in turn, so that a machine whose speed drifts slows both alike.
Printed are the medians over `--runs` pairs, and the median of the ratios pair by pair.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
IMPORTS = (sys.executable, "-c", "import z3, networkx, lark, graphviz")


def seconds(command: tuple[str, ...]) -> float:
    """How long one run of `command` takes, from outside."""
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        report = (
            sys.executable,
            "-m",
            "checker.cli",
            "report",
            "procedures",
            "--into",
            folder,
            "--as-of",
            "2026-11-23",
        )
        seconds(report), seconds(IMPORTS)
        pairs = [(seconds(report), seconds(IMPORTS)) for _ in range(runs)]
    print(f"report on the five, cold      {median(a for a, _ in pairs):.3f} s")
    print(f"import z3, networkx, lark, graphviz {median(b for _, b in pairs):.3f} s")
    print(f"ratio, median of {runs} pairs      {median(a / b for a, b in pairs):.2f}")


if __name__ == "__main__":
    main()
