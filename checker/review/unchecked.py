"""What a text says and this program does not decide yet: said, never dropped in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Line, Procedure


def notes(procedure: Procedure) -> tuple[str, ...]:
    """One sentence for each kind of line that no check looks at yet, with where it stands."""
    return tuple(_notes(procedure))


def _notes(procedure: Procedure) -> Iterator[str]:
    kinds: dict[str, list[Line]] = {
        "quorums": [quorum.line for stage in procedure.stages for quorum in stage.quorums],
        "what runs on a track": [stage.line for stage in procedure.stages if stage.track],
    }
    for what, lines in kinds.items():
        if lines:
            numbers = sorted({line.number for line in lines})
            listed = ", ".join(str(number) for number in numbers)
            yield f"not yet checked: {what} (line{'s' if len(numbers) > 1 else ''} {listed})"
