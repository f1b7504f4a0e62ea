"""What is decided by reading the text alone: what it points to, and which days its limits count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Verdict
from checker.procedure.dangling import dangling
from checker.worktime.real_waits import limited_lines

if TYPE_CHECKING:
    from checker.procedure.dangling import Dangling
    from checker.procedure.model import Procedure
    from checker.worktime.real_waits import LimitedLine


def nothing_dangling(procedure: Procedure) -> tuple[Verdict, tuple[Dangling, ...]]:
    """The verdict on `nothing-dangling`, and what is not there."""
    found = tuple(dangling(procedure))
    return (Verdict.REFUTED if found else Verdict.PROVED), found


def unit_is_clear(procedure: Procedure) -> tuple[Verdict, dict[LimitedLine, Verdict]]:
    """The verdict on `unit-is-clear`, and that on each limit: open if it has several readings."""
    found = {
        line: Verdict.OPEN if len(line.readings) > 1 else Verdict.PROVED
        for line in limited_lines(procedure)
    }
    whole = Verdict.OPEN if Verdict.OPEN in found.values() else Verdict.PROVED
    return (whole if found else Verdict.VACUOUS), found
