"""Every figure of the program's speed, as one table: `python -m tests.benchmarks.table`.

Whole processes, measured from outside, one after another; `--quick` leaves the manual of 10,000
stages out. Memory is the most that one process of a run held. Nothing is looked up in the store of
results but where it is what is measured: there the wheel is installed, in a folder of its own.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING

from tests.benchmarks.five import COMPILE, IMPORTS, ROOT, cost, report_into
from tests.benchmarks.growth import growth
from tests.benchmarks.manual import manual
from tests.wheels import built, unpacked

if TYPE_CHECKING:
    from collections.abc import Mapping

CHECK = (sys.executable, "-m", "checker.cli", "check")
HELP = (sys.executable, "-m", "checker.cli", "--help")
POLICY = ROOT / "procedures" / "leicestershire-rutland.procedure"
SMALL = 1_000
NO_STORE = "STAGECHECK_NO_STORE"
WARM = (
    "import time; from pathlib import Path\n"
    "from statistics import median\n"
    "from checker.language.diagnostics import SourceText\n"
    "from checker.review.examine import review\n"
    "texts = [(p, p.read_text()) for p in sorted(Path('procedures').glob('*.procedure'))]\n"
    "def once(p, text):\n"
    "    start = time.perf_counter(); review(SourceText(text, p.name))\n"
    "    return time.perf_counter() - start\n"
    "[once(*each) for each in texts]\n"
    "print(median(once(*each) for _ in range(3) for each in texts))\n"
)


def timed(
    command: tuple[str, ...], cwd: Path = ROOT, environment: Mapping[str, str] | None = None
) -> tuple[float, float]:
    """Seconds and MiB of one run that may find something (code 1)."""
    start = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - start, used.ru_maxrss / 1024


def row(what: str, figure: str, aim: str) -> None:
    """One line of the table."""
    print(f"{what:52}{figure:>26}   {aim}", flush=True)


def five(folder: str) -> None:
    """Cold commands, as ratios to the bare imports, in seconds of the processors."""
    report, check = report_into(folder), (*CHECK, str(ROOT / "procedures"))
    for command in (COMPILE, report, check, IMPORTS):
        cost(command)
    for what, command, aim in (
        ("the five checked and drawn, cold, to bare imports", report, "3.0"),
        ("the five checked, cold, to bare imports", check, ""),
        ("one of the five checked, cold, to bare imports", (*CHECK, str(POLICY)), "0.8"),
        ("the help, to bare imports", HELP, ""),
    ):
        pairs = [(cost(command).cpu, cost(IMPORTS).cpu) for _ in range(7)]
        row(what, f"{median(ours / bare for ours, bare in pairs):.2f}", aim)


def warm() -> None:
    """One procedure in a process that has seen it before."""
    done = subprocess.run(
        (sys.executable, "-c", WARM), cwd=ROOT, capture_output=True, check=True, text=True
    )
    row("one of the five, warm process, median", f"{float(done.stdout) * 1000:.0f} ms", "50 ms")


def manuals(folder: Path, *, quick: bool) -> None:
    """Generated manuals, all checks, and how the time grows."""
    found = {}
    for count, aim in ((100, ""), (1_000, "5 s"), (10_000, "60 s, 1024 MiB")):
        if quick and count > 1_000:
            continue
        file = folder / f"manual{count}.procedure"
        file.write_text(manual(count), encoding="utf-8")
        seconds, memory = timed((*CHECK, str(file), "--output-format", "concise"))
        found[count] = seconds
        row(f"a manual of {count} stages", f"{seconds:.1f} s, {memory:.0f} MiB", aim)
        if count <= 1_000:
            audited(folder, file, count)
    if not quick:
        row("from 1,000 to 10,000 stages", f"{found[10_000] / found[1_000]:.1f} x", "12 x")


def audited(folder: Path, file: Path, count: int) -> None:
    """The certificates of a manual audited, as a ratio to its check, in seconds of processors."""
    proofs = folder / f"proofs{count}"
    cost((*CHECK, str(file), "--certificates", str(proofs)))
    audit = (sys.executable, "-m", "checker.cli", "audit", str(proofs), str(file))
    ratio = cost(audit).cpu / cost((*CHECK, str(file))).cpu
    row(f"the audit of a manual of {count} stages, to its check", f"{ratio:.1f} x", "3 x")


def many(folder: Path) -> None:
    """Many small procedures in one run, on as many cores as there are."""
    random = Random(1)  # noqa: S311
    place = folder / "many"
    place.mkdir()
    for number in range(SMALL):
        text = manual(random.randrange(2, 6), seed=number)
        (place / f"p{number}.procedure").write_text(text, encoding="utf-8")
    seconds, _ = timed((*CHECK, str(place), "--output-format", "concise"))
    row(f"{SMALL} small procedures", f"{SMALL / seconds:.0f} a second", "50 a second")
    unchanged(folder, place)


def unchanged(folder: Path, place: Path) -> None:
    """The same procedures checked again by the wheel, with its store and without it."""
    site = unpacked(built(folder / "copy"), folder / "site")
    environment = {"PYTHONPATH": str(site), "XDG_CACHE_HOME": str(folder / "cache"), NO_STORE: ""}
    subprocess.run(COMPILE, cwd=site, check=True)
    again = (*CHECK, str(place))
    timed(again, folder, environment)
    with_store = median(timed(again, folder, environment)[0] for _ in range(5))
    without, _ = timed((*again, "--no-store"), folder, environment)
    figure = f"{without:.1f} s / {with_store:.2f} s = {without / with_store:.0f} x"
    row(f"{SMALL} unchanged ones, looked up", figure, "20 x")


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    os.environ[NO_STORE] = "1"
    row("what", "measured", "to reach")
    with tempfile.TemporaryDirectory() as folder:
        five(folder)
        warm()
        many(Path(folder))
        manuals(Path(folder), quick=quick)
        growth(Path(folder), row)


if __name__ == "__main__":
    main()
