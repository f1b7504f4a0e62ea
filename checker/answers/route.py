"""Ways of a case and how long they may take: what a report tells beside the verdicts, and what
shows that limits do not fit the limit over all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.worktime.longest import Wait  # noqa: TC001, msgspec reads the types of what is stored

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.answers.verdict import Unknown, Verdict
    from checker.worktime.longest import Overrun


class Route(Struct, frozen=True):
    """One route, and how long a case may really take along it, started in hours.

    `lines`: those whose limits are added up, at the worst. `reading`: how the text is read then,
    where that matters. `longest`: None where it cannot be counted. `working_days`: after the
    start's day, up to the end's. `lacking`: the stages for which, or for the move on from which,
    there need be no date; that time is not in it. `least`, `least_reading`, `least_lacking`: the
    same under the reading that is kindest to it; None where that makes no difference or is not
    told.
    """

    stages: tuple[str, ...]
    lines: tuple[int, ...]
    reading: str | None
    longest: Wait | None
    working_days: int | None
    lacking: tuple[str, ...]
    least: Wait | None = None
    least_reading: str | None = None
    least_lacking: tuple[str, ...] = ()


class Routes(Struct, frozen=True):
    """The routes that are told of, and how many there are in all; `more`: there are more than that
    many.
    """

    told: tuple[Route, ...] = ()
    in_all: int = 0
    more: bool = False


def named(found: Mapping[tuple[str, ...], Route]) -> dict[tuple[str, ...], str | None]:
    """A name for each reading, of no more than what makes a difference; None where nothing does."""
    width = len(next(iter(found), ()))
    matters = [at for at in range(width) if _matters(found, at)]
    return {names: "; ".join(names[at] for at in matters) or None for names in found}


def _matters(found: Mapping[tuple[str, ...], Route], at: int) -> bool:
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
