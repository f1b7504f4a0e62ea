"""Which way is drawn where: down the ladder, beside its card, at the foot, or in a row of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.flowchart.cards import GoalKind, WayKind
from checker.procedure.model import EndingKind

if TYPE_CHECKING:
    from checker.flowchart.cards import Card, Chart, Way

MOST_ABREAST = 3
"""How many edges can leave a card side by side, or boxes stand beside it."""


class Routes(Struct, frozen=True):
    """The ways of one card by where they are drawn.

    `down`: to the next card, or (`last`) to endings at the foot. `beside`: to endings and holes at
    its side. `rows`: told in a row of the card, whether or not a line is drawn to a far stage.
    """

    down: tuple[Way, ...]
    beside: tuple[Way, ...]
    rows: tuple[Way, ...]
    last: bool


def routes_of(chart: Chart, abreast: int = MOST_ABREAST) -> dict[str, Routes]:
    """The routes of every card, by its name; `abreast`: how many edges can go down together."""
    found = {}
    for index, card in enumerate(chart.cards):
        following = chart.cards[index + 1] if index + 1 < len(chart.cards) else None
        if following is not None and following.track != card.track:
            following = None
        found[card.name] = _routes(card, following, abreast)
    return found


def _routes(card: Card, following: Card | None, abreast: int) -> Routes:
    down: list[Way] = []
    beside: list[Way] = []
    rows: list[Way] = []
    for way in card.ways:
        goal = way.goal
        if way.kind is WayKind.LANE or goal is None:
            rows.append(way)
        elif goal.kind is GoalKind.STAGE:
            ladder = following is not None and goal.name == following.name
            (down if ladder and len(down) < abreast else rows).append(way)
        else:
            final = goal.kind is GoalKind.ENDING and goal.ending is not EndingKind.AGREEMENT
            at_foot = following is None and final and len(down) < abreast
            room = len(beside) < MOST_ABREAST
            if at_foot:
                down.append(way)
            elif room:
                beside.append(way)
            if _wordy(way) or not (at_foot or room):
                rows.append(way)
    return Routes(tuple(down), tuple(beside), tuple(rows), last=following is None)


def _wordy(way: Way) -> bool:
    """Whether more is to be said than fits beside an edge."""
    return bool(way.by_when or way.extra or (way.actor))
