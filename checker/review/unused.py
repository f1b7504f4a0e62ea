"""What a text declares and never names again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

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
    from collections.abc import Iterator

    from checker.procedure.model import Atom, Procedure


def unused(procedure: Procedure) -> tuple[tuple[Line, str], ...]:
    """The lines that declare what no other line names, in the order of the text, each with what
    it declares.

    A fact that is harm is used: the checks are about it.
    """
    named = {*_named(procedure)}
    found = [(line, words) for line, words, used in _declared(procedure, named) if not used]
    return tuple(sorted(found, key=lambda each: each[0].number))


def _declared(procedure: Procedure, named: set[str | Atom]) -> Iterator[tuple[Line, str, bool]]:
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
    vague = {limit.vague for limit in _limits(procedure)}
    for assumption in procedure.assumptions:
        words = assumption.words
        yield assumption.line, f"the assumed “{words}”", words is None or words in vague


def _parts(node: object) -> Iterator[object]:
    """A node of the model and everything in it."""
    yield node
    if isinstance(node, tuple):
        inner: tuple[object, ...] = node
    elif isinstance(node, Struct):
        inner = tuple(getattr(node, name) for name in node.__struct_fields__)
    else:
        return
    for each in inner:
        yield from _parts(each)


def _limits(procedure: Procedure) -> Iterator[Limit]:
    """The limits that are the text's own, and no assumption's."""
    for each in procedure.__struct_fields__:
        if each != "assumptions":
            yield from (p for p in _parts(getattr(procedure, each)) if isinstance(p, Limit))


def _named(procedure: Procedure) -> Iterator[str | Atom]:
    """Every name that some line uses."""
    for node in _parts(procedure):
        match node:
            case Literal(atom=atom):
                yield atom
                if atom.kind is AtomKind.AGENCY:
                    yield atom.name
            case Role(agencies=agencies, never_same_as=others, deputies=deputies):
                yield from (*agencies, *others, *deputies)
            case Line(documents=documents):
                yield from documents
            case _:
                yield from (name for name in _alone(node) if name is not None)


def _alone(node: object) -> tuple[str | Atom | None, ...]:
    """The names that a node uses which names one or two things; None where it names nothing."""
    match node:
        case (
            Actor(name=name)
            | StartEvent(name=name)
            | Target(name=name)
            | Duty(track=name)
            | Waits(track=name)
            | Stage(track=name)
            | Require(fact=name)
            | Assumption(option=name)
        ):
            return (name,)
        case Holder(agency=agency, acts=acts, same_as=same):
            return (agency, acts, same)
        case Clock(event=event, until=until):
            return (event, until)
    return ()
