"""Ways of a case and how long they may take: what a report tells beside the verdicts, and what
shows that limits do not fit the limit over all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from checker.worktime.longest import Wait  # noqa: TC001, msgspec reads the types of what is stored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.answers.verdict import Unknown, Verdict
    from checker.worktime.longest import Overrun


class Route(Struct, frozen=True):
    """One route, and how long a case may really take along it, started in hours.

    `lines`: those whose limits are added up, at the worst. `reading`: how the text is read, where
    that matters. `longest`: None where it cannot be counted. `working_days`: after the start's day,
    up to the end's. `lacking`: the stages for which, or for the move on from which, there need be
    no date; that time is not in it.
    """

    stages: tuple[str, ...]
    lines: tuple[int, ...]
    reading: str | None
    longest: Wait | None
    working_days: int | None
    lacking: tuple[str, ...]


def told_apart(found: dict[tuple[str, ...], Route]) -> Iterator[Route]:
    """One route for each reading, which is named by no more than what makes a difference."""
    width = len(next(iter(found), ()))
    matters = {at for at in range(width) if _matters(found, at)}
    told: dict[str | None, Route] = {}
    for names, route in found.items():
        reading = "; ".join(names[at] for at in sorted(matters)) or None
        told.setdefault(reading, replace(route, reading=reading))
    yield from told.values()


def _matters(found: dict[tuple[str, ...], Route], at: int) -> bool:
    """Whether two readings that differ in one choice alone have different routes."""
    others: dict[tuple[str, ...], Route] = {}
    return any(
        others.setdefault((*names[:at], *names[at + 1 :]), route) != route
        for names, route in found.items()
    )


class Fit(Struct, frozen=True):
    """How the limits of stages stand to the limit over them, in line `line`.

    `overrun`: the furthest that a case runs past it, through `stages` with limits, where the text
    is read as `reading` (empty: as it stands); None where none does. `kept`: a reading under which
    none does.
    """

    line: int
    verdict: Verdict
    stages: tuple[str, ...] = ()
    reading: str = ""
    overrun: Overrun | None = None
    kept: str = ""
    unknown: Unknown | None = None
