"""What a text says and no promise speaks of: said, never dropped in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.review.unused import unused
from checker.words.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.procedure.model import Line, Procedure


def notes(procedure: Procedure) -> tuple[str, ...]:
    """One sentence for each kind of line that no check looks at yet, with where it stands."""
    return tuple(_notes(procedure))


def _notes(procedure: Procedure) -> Iterator[str]:
    beside = [stage.line for stage in procedure.stages if stage.track]
    if beside:
        yield f"not yet checked: what runs on a track ({_places(beside)})"
    for what, lines in _kinds(procedure).items():
        if lines:
            yield f"no promise speaks of {what} ({_places(lines)})"
    judged = {line.number: line for line in _lines(procedure) if line.left_to_judgement}
    for number in sorted(judged):
        yield f"left to judgement, line {number}: {judged[number].left_to_judgement}"
    for role in procedure.roles:
        if role.unclear is not None:
            words = f"whose side `{role.name}` is on is not clear: “{role.unclear}”"
            yield f"{words} (line {role.line.number})"
    idle = unused(procedure)
    if idle:
        every = listed(f"{words} (line {line.number})" for line, words in idle)
        yield f"declared, and named by no other line: {every}"


def _kinds(procedure: Procedure) -> dict[str, list[Line]]:
    holders = [holder for role in procedure.roles for holder in role.holders]
    return {
        "quorums": [quorum.line for stage in procedure.stages for quorum in stage.quorums],
        "holders that are named persons": [h.line for h in holders if h.person],
        "holders that are not stated": [h.line for h in holders if h.not_stated],
        "who is independent": [role.line for role in procedure.roles if role.independent],
        "who is never the same person": [r.line for r in procedure.roles if r.never_same_as],
    }


def _lines(procedure: Procedure) -> Iterator[Line]:
    yield from (total.line for total in procedure.totals)
    yield from (line for stage in procedure.stages for line in stage.lines)
    yield from (duty.line for ending in procedure.endings for duty in ending.duties)


def _places(lines: Iterable[Line]) -> str:
    numbers = sorted({line.number for line in lines})
    return f"line{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"
