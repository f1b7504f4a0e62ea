"""Lines on the left side, from a row of a card to a stage that is not the next one.

Lines to the same stage that are drawn alike share one rail. A line that would cross another, or
find no free rail, is shown by a letter at both its ends instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.flowchart.sheet import Path, Shape, Tag

if TYPE_CHECKING:
    from checker.flowchart.sheet import Stroke

MOST_RAILS = 3
LETTER = 9.0
"""Between a card and the middle of a letter, in points."""
LIFT = 14.0
"""How far above an arrow that enters a card a letter stands that leads there too, in points."""
RAIL = 12.0
"""The distance of two rails, in points."""
JOIN = 1.0
"""How far from the middle of a rail a line ends that joins it, in points."""
ROOM = 10.0
"""Between a card and the first rail, in points."""


class Leap(Struct, frozen=True):
    """A line to draw: from the height `start` at the stage `source` to the height `end` at
    `target`; None where that stage is on another page.
    """

    source: str
    target: str
    start: float
    end: float | None
    stroke: Stroke
    fast: bool
    faded: bool = False
    route: bool = False


class _Rail(Struct, frozen=True):
    leaps: tuple[Leap, ...]
    end: float
    lane: int

    @property
    def span(self) -> tuple[float, float]:
        heights = [*(leap.start for leap in self.leaps), self.end]
        return min(heights), max(heights)


class Rails(Struct, frozen=True):
    """The rails of a page: how many lie side by side, and the leaps that are shown by letters."""

    rails: tuple[_Rail, ...]
    lettered: tuple[Leap, ...]

    @property
    def room(self) -> float:
        """The room that they take at the left of the cards, in points."""
        rails = ROOM + RAIL * (1 + max((rail.lane for rail in self.rails), default=-1))
        letters = 2 * LETTER if self.lettered else 0.0
        return max(rails if self.rails else 0.0, letters)


def rails_of(leaps: list[Leap]) -> Rails:
    """Lays the leaps on rails, the shortest nearest to the cards."""
    groups: dict[tuple[object, ...], list[Leap]] = {}
    lettered = []
    for leap in leaps:
        if leap.end is None:
            lettered.append(leap)
        else:
            key = (leap.target, leap.stroke, leap.fast, leap.faded, leap.route)
            groups.setdefault(key, []).append(leap)
    rails: list[_Rail] = []
    candidates = [_Rail(tuple(group), group[0].end or 0.0, 0) for group in groups.values()]
    for candidate in sorted(candidates, key=lambda rail: rail.span[1] - rail.span[0]):
        laid = _laid(candidate, rails)
        if laid is None:
            lettered += candidate.leaps
        else:
            rails.append(laid)
    return Rails(tuple(rails), tuple(sorted(lettered, key=lambda leap: leap.start)))


def _laid(candidate: _Rail, rails: list[_Rail]) -> _Rail | None:
    """The candidate on the innermost rail on which it meets no other; None where there is none."""
    for lane in range(MOST_RAILS):
        rail = _Rail(candidate.leaps, candidate.end, lane)
        if not any(_meet(rail, other) for other in rails):
            return rail
    return None


def _meet(rail: _Rail, other: _Rail) -> bool:
    """Whether two rails overlap, or the ends of the outer one cross the inner one."""
    inner, outer = sorted((rail, other), key=lambda each: each.lane)
    low, high = inner.span
    if inner.lane == outer.lane:
        return low <= outer.span[1] and outer.span[0] <= high
    heights = [*(leap.start for leap in outer.leaps), outer.end]
    return any(low - 2 < height < high + 2 for height in heights)


def drawn(
    rails: Rails, letters: dict[str, str], bands: dict[str, float]
) -> tuple[list[Path], list[Tag]]:
    """The paths of the rails and the letters, at the left of cards whose edge is at 0.

    `letters` names every stage that a letter leads to; `bands` gives the heights of those that
    stand on this page.
    """
    paths = []
    for rail in rails.rails:
        line = -ROOM - RAIL * rail.lane
        starts = [leap.start for leap in rail.leaps]
        for leap in rail.leaps:
            whole = min(starts) == leap.start < rail.end or max(starts) == leap.start > rail.end
            points = [(0.0, leap.start), (line + (0.0 if whole else JOIN), leap.start)]
            if whole:
                points += [(line, rail.end), (0.0, rail.end)]
            paths.append(_path(leap, points, arrow=whole))
    tags = [
        Tag(
            f"{leap.source}/to/{leap.target}/{number}",
            -LETTER,
            leap.start,
            Shape.CONNECTOR,
            letters[leap.target],
            leap.faded,
        )
        for number, leap in enumerate(rails.lettered)
    ]
    reached = {leap.target for rail in rails.rails for leap in rail.leaps}
    tags += [
        Tag(
            f"{target}/from",
            -LETTER,
            bands[target] - (LIFT if target in reached else 0.0),
            Shape.CONNECTOR,
            letter,
        )
        for target, letter in letters.items()
        if target in bands
    ]
    return paths, tags


def _path(leap: Leap, points: list[tuple[float, float]], *, arrow: bool) -> Path:
    return Path(
        leap.source,
        leap.target,
        tuple(points),
        leap.stroke,
        arrow=arrow,
        fast=leap.fast,
        faded=leap.faded,
        route=leap.route,
    )
