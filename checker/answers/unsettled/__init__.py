"""Lines whose meaning no page settles yet: each, wherever it could change a verdict, makes that
verdict unknown and is named.

One finder for each kind of line, in the module of what it is about. `grammar/MEANING.md` lists
them; a kind that gets a meaning loses its finder here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.unsettled.actors import actors
from checker.answers.unsettled.duties import (
    due_anew,
    due_once,
    left_to_judgement,
    taken_away,
    whose_side,
)
from checker.answers.unsettled.found import Unsettled
from checker.answers.unsettled.harm import harm
from checker.answers.unsettled.hold_ups import delaying, hold_ups, tracks
from checker.answers.unsettled.limits import (
    events,
    other_starts,
    starts_together,
    taken_over,
    together,
    tracks_named,
)
from checker.procedure.model import RequireKind
from checker.procedure.remember import remembered

if TYPE_CHECKING:
    from checker.answers.verdict import PartKey
    from checker.procedure.model import Procedure, Require

__all__ = ["Unsettled", "unsettled"]


def unsettled(
    procedure: Procedure, dated: frozenset[PartKey], require: Require | None = None
) -> tuple[Unsettled, ...]:
    """The unsettled lines of a text, for its checks or for one promise of its writer's.

    `dated`: the parts of `limit-has-a-start` that are proved.
    """
    found = [*_whatever_is_asked(procedure), *events(procedure, dated)]
    found += due_anew(procedure, require)
    if require is not None:
        found += tracks_named(procedure, require)
        found += due_once(procedure, require)
        found += taken_away(procedure, require)
        found += whose_side(procedure, require)
        found += taken_over(procedure, require)
        if require.kind is RequireKind.NEVER_DELAYS:
            found += delaying(procedure, found)
    return tuple(found)


@remembered
def _whatever_is_asked(procedure: Procedure) -> tuple[Unsettled, ...]:
    """Those that are the same for every promise."""
    finders = (
        hold_ups,
        tracks,
        left_to_judgement,
        actors,
        harm,
        other_starts,
        together,
        starts_together,
    )
    return tuple(found for finder in finders for found in finder(procedure))
