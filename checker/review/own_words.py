"""Lines that turn on own words which exclude each other for a reader, and not for the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.model import AtomKind
from checker.words.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.procedure.model import Move, Procedure

_NAMES = ("which", "first", "second", "third", "fourth", "fifth", "sixth")
"""Names for a fact and for its options, where the text has no other use for them."""


def one_of_several(procedure: Procedure, moves: Iterable[Move]) -> str | None:
    """How to declare that always one of the conditions of `moves` holds, where each is in own words
    and they are not all the same; None where it is otherwise.
    """
    lines: dict[str, list[int]] = {}
    for move in moves:
        literals = move.condition.literals
        if len(literals) != 1 or literals[0].atom.kind is not AtomKind.WORDS:
            return None
        if not literals[0].positive:
            return None
        lines.setdefault(literals[0].atom.name, []).append(move.line.number)
    taken = set(_taken(procedure))
    fact, *names = (name for name in _NAMES if name not in taken)
    if not 1 < len(lines) <= len(names):
        return None
    options = [f'{name} "{words}"' for name, words in zip(names, lines, strict=False)]
    places = [
        f"`{name}` in line{'s' if len(numbers) > 1 else ''} {listed([str(n) for n in numbers])}"
        for name, numbers in zip(names, lines.values(), strict=False)
    ]
    return (
        "own words are unrelated to one another: if always one of these holds, declare "
        f"`fact {fact} either {' or '.join(options)}`, and write {listed(places)}"
    )


def _taken(procedure: Procedure) -> Iterator[str]:
    """The names that the text has given away."""
    yield procedure.name
    yield from (agency.name for agency in procedure.agencies)
    yield from (body.name for body in procedure.bodies)
    yield from (role.name for role in procedure.roles)
    yield from (event.name for event in procedure.events)
    yield from (document.name for document in procedure.documents)
    yield from (track.name for track in procedure.tracks)
    yield from (stage.name for stage in procedure.stages)
    yield from (ending.name for ending in procedure.endings)
    for fact in procedure.facts:
        yield from (fact.name, *(atom.name for atom in fact.atoms))
    for reading in procedure.readings:
        yield from (reading.name, *(atom.name for atom in reading.options))
