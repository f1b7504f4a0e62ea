"""Conditions, limits and actors, from the syntax tree to the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from checker.procedure.model import (
    ALWAYS,
    NOT_RESOLVED,
    OUT_OF_HOURS,
    Actor,
    ActorKind,
    Atom,
    AtomKind,
    Citation,
    Condition,
    Consultation,
    Duration,
    Fact,
    FactKind,
    Limit,
    Line,
    Literal,
    Outcome,
    Side,
    Start,
    StartEvent,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.language import parts
    from checker.procedure.from_syntax.names import Names

_THE_OTHER_SIDE = Atom("the other side", AtomKind.AGENCY)
"""The fact that says which agency the other side is; its options are atoms."""

_CONDITIONS = ("a fact", "an option")
_SIDES = {"raising": Side.RAISING, "other": Side.OTHER, "both": Side.BOTH, None: Side.UNSTATED}
_ACTORS = {
    "side": ActorKind.SIDE,
    "the lead": ActorKind.LEAD,
    "the last lead": ActorKind.LAST_LEAD,
    "someone": ActorKind.SOMEONE,
    "a named person": ActorKind.PERSON,
    "words": ActorKind.WORDS,
    "missing": ActorKind.MISSING,
    "not stated": ActorKind.NOT_STATED,
    "the case": ActorKind.THE_CASE,
}


class Leaves:
    """Turns the leaves of one text; free conditions that it meets become facts."""

    def __init__(self, names: Names, agencies: Iterable[str]) -> None:
        """With the names that the text declares."""
        self.names = names
        self._agencies = tuple(agencies)
        self._undeclared: dict[Atom, Fact] = {}

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Facts that no line declares: free conditions, the other side's agency, out of hours."""
        return tuple(self._undeclared.values())

    def line(self, line: parts.Line, documents: Iterable[str] = ()) -> Line:
        """What every line has."""
        cited = line.citation
        citation = None
        if cited is not None:
            citation = Citation(
                cited.heading.text if cited.heading is not None else None,
                cited.phrase.text if cited.phrase is not None else None,
            )
        judged = line.judgement.because.text if line.judgement is not None else None
        return Line(line.number, line.text, line.span, citation, tuple(documents), judged)

    # --- conditions ---

    def condition(self, conditions: Iterable[parts.Condition], line: Line) -> Condition:
        """The conditions of one line, which hold together."""
        found = [self._one(condition, line) for condition in conditions]
        found = [condition for condition in found if condition.literals]
        if not found:
            return ALWAYS
        if len(found) == 1:
            return found[0]
        if all(c.conjunction or len(c.literals) == 1 for c in found):
            return Condition(tuple(literal for c in found for literal in c.literals))
        self.names.say(
            "this line has one condition with `or` beside another one",
            line.span,
            "write two lines, one for each case",
        )
        return found[0]

    def _one(self, condition: parts.Condition, line: Line) -> Condition:
        literals = [self._literal(atom, line) for atom in condition.literals]
        known = tuple(literal for literal in literals if literal is not None)
        conjunction = condition.joined_by == "and"
        if condition.word == "unless":
            known = tuple(Literal(each.atom, not each.positive) for each in known)
            conjunction = not conjunction or len(known) == 1
        return Condition(known, conjunction or len(known) == 1)

    def _literal(self, atom: parts.Atom, line: Line) -> Literal | None:
        positive = not atom.negated
        if atom.kind == "out of hours":
            self._add(Fact(OUT_OF_HOURS, OUT_OF_HOURS.name, FactKind.CHANGES, line))
            return Literal(OUT_OF_HOURS, positive)
        if atom.words is not None:
            words = atom.words.text
            if self.names.is_a(words, *_CONDITIONS):
                self.names.say(
                    f"`{words}` stands here in quotes, and is a name as well",
                    atom.words.span,
                    "take the quotes off, or put more of the policy's words between them",
                )
            own = Atom(words, AtomKind.WORDS)
            self._add(Fact(own, words, FactKind.CHANGES, line))
            return Literal(own, positive)
        said = cast("parts.Name", atom.name)
        if atom.kind == "the other side is":
            agency = self.names.resolve(said, "an agency")
            options = tuple(Atom(name, AtomKind.AGENCY) for name in (*self._agencies, ""))
            self._add(Fact(_THE_OTHER_SIDE, "the other side", FactKind.FIXED, line, options))
            return Literal(Atom(agency, AtomKind.AGENCY), positive) if agency else None
        name = self.names.resolve(said, *_CONDITIONS)
        return Literal(Atom(name), positive) if name else None

    def _add(self, fact: Fact) -> None:
        self._undeclared.setdefault(fact.own, fact)

    # --- limits ---

    def limit(self, limit: parts.Limit | None) -> Limit | None:
        """A limit; None where there is none or the text is said to be silent."""
        if limit is None or (limit.hole is not None and limit.hole.kind == "not stated"):
            return None
        return Limit(
            durations=tuple(duration(d) for d in limit.durations),
            vague=limit.vague.text if limit.vague is not None else None,
            missing=limit.hole is not None,
            also=tuple(duration(d) for d in limit.also),
            starts=tuple(self._start(start) for start in limit.starts),
            backward=limit.backward,
        )

    def _start(self, start: parts.StartRef) -> StartEvent:
        kind = start.kind
        name = None
        if start.name is not None:
            wanted = "a stage" if kind is Start.STAGE else "an event"
            name = self.names.resolve(start.name, wanted)
        return StartEvent(kind, name, start.receiving)

    # --- who ---

    def actor(self, actor: parts.ActorRef) -> Actor:
        """Someone whom a line names."""
        side = _SIDES[actor.side]
        if actor.kind != "named":
            words = actor.words.text if actor.words is not None else None
            return Actor(_ACTORS[actor.kind], side=side, words=words)
        name = self.names.resolve(cast("parts.Name", actor.name), "a role", "a body")
        kind = ActorKind.ROLE
        if name is not None and self.names.is_a(name, "a body"):
            kind = ActorKind.BODY
        return Actor(
            kind,
            name,
            side,
            each=actor.determiner == "each",
            possessive=actor.determiner == "their",
        )

    def consultation(self, consultation: parts.Consultation | None) -> Consultation | None:
        """Whom to consult first, and by when."""
        if consultation is None:
            return None
        return Consultation(self.actor(consultation.actor), self.limit(consultation.limit))


def duration(found: parts.Duration) -> Duration:
    """A definite time."""
    return Duration(found.amount, found.unit)


def outcomes(found: Iterable[parts.OutcomeRef]) -> tuple[Outcome, ...]:
    """Outcomes as written; `not resolved` is two of them."""
    named: dict[Outcome, None] = {}
    for each in found:
        if each.text == "not resolved":
            named |= dict.fromkeys(NOT_RESOLVED)
        else:
            named[Outcome.spelt(each.text)] = None
    return tuple(named)
