"""What a text declares and never names again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import astuple

from checker.procedure.model import (
    Actor,
    Assumption,
    AtomKind,
    Clock,
    Duty,
    Holder,
    Limit,
    Line,
    Literal,
    Require,
    Role,
    Stage,
    StartEvent,
    Target,
    Waits,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.procedure.model import Atom, Procedure


def unused(procedure: Procedure) -> tuple[tuple[Line, str], ...]:
    """The lines that declare what no other line names, in the order of the text, each with what
    it declares.

    A fact that is harm is used: the checks are about it.
    """
    text = {name: getattr(procedure, name) for name in procedure.__struct_fields__}
    assumed = _by_kind(text.pop("assumptions"))
    said = _by_kind(tuple(text.values()))
    named = {*_named(said), *_named(assumed)}
    vague = {limit.vague for limit in said.get(Limit, ())}
    found = [(line, words) for line, words, used in _declared(procedure, named, vague) if not used]
    return tuple(sorted(found, key=lambda each: each[0].number))


def _declared(
    procedure: Procedure, named: set[str | Atom], vague: set[str | None]
) -> Iterator[tuple[Line, str, bool]]:
    """What is declared: its line, its words, and whether it is named; `vague`: the vague words of
    the text's own limits.
    """
    plain = [
        *(("agency", each.name, each.line) for each in procedure.agencies),
        *(("body", each.name, each.line) for each in procedure.bodies),
        *(("role", each.name, each.line) for each in procedure.roles),
        *(("event", each.name, each.line) for each in procedure.events),
        *(("document", each.name, each.line) for each in procedure.documents),
        *(("track", each.name, each.line) for each in procedure.tracks),
        *(("ending", each.name, each.line) for each in procedure.endings),
    ]
    for kind, name, line in plain:
        yield line, f"{kind} `{name}`", name in named
    for fact in procedure.facts:
        used = fact.harm or not named.isdisjoint(fact.atoms)
        yield fact.line, f"fact `{fact.name}`", used
    for reading in procedure.readings:
        yield reading.line, f"reading `{reading.name}`", not named.isdisjoint(reading.options)
    for assumption in procedure.assumptions:
        words = assumption.words
        yield assumption.line, f"the assumed “{words}”", words is None or words in vague


def _by_kind(whole: tuple[object, ...]) -> dict[type, list[Any]]:
    """Each node of the model in it, under its class."""
    found: dict[type, list[Any]] = {}
    open_nodes: list[tuple[object, ...] | Struct] = [whole]
    while open_nodes:
        node = open_nodes.pop()
        if isinstance(node, Struct):
            found.setdefault(type(node), []).append(node)
            node = astuple(node)
        open_nodes += [each for each in node if isinstance(each, _INNER)]
    return found


_INNER = (tuple, Struct)
"""What other nodes can be in."""


def _named(nodes: dict[type, list[Any]]) -> Iterator[str | Atom]:
    """Every name that some line uses."""
    for kind, names in _NAMED.items():
        for node in nodes.get(kind, ()):
            yield from (name for name in names(node) if name is not None)


def _of_literal(literal: Literal) -> tuple[str | Atom | None, ...]:
    atom = literal.atom
    return (atom, atom.name if atom.kind is AtomKind.AGENCY else None)


_NAMED: dict[type, Callable[[Any], tuple[str | Atom | None, ...]]] = {
    Literal: _of_literal,
    Role: lambda role: (*role.agencies, *role.never_same_as, *role.deputies),
    Line: lambda line: line.documents,
    Actor: lambda actor: (actor.name,),
    StartEvent: lambda event: (event.name,),
    Target: lambda target: (target.name,),
    Duty: lambda duty: (duty.track,),
    Waits: lambda waits: (waits.track,),
    Stage: lambda stage: (stage.track,),
    Require: lambda require: (require.fact,),
    Assumption: lambda assumption: (assumption.option,),
    Holder: lambda holder: (holder.agency, holder.acts, holder.same_as),
    Clock: lambda clock: (clock.event, clock.until),
}
"""The names that a node uses; None where it names nothing."""
