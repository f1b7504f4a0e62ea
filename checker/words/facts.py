"""What is true of a case, or denied of it, and how a stage turns out, in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.procedure.model import NOT_RESOLVED, OUT_OF_HOURS, AtomKind, Outcome
from checker.words.text import in_running_text, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.procedure.model import Atom, Condition, Fact, Procedure

_NAMED = re.compile(r"(the|a|an|its|their) ")
"""Begins a title that can be the subject of a clause: `the kind of concern`."""
_SAYS = re.compile(r"\b(is|are|was|were|has|have|can|could|will|would)\b")
"""Stands in a title that is a clause itself: `how urgent the concern is`."""


def condition_words(procedure: Procedure, condition: Condition) -> str:
    """A condition as a clause that can follow `if`; empty where it is always true."""
    clauses = [
        fact_words(procedure, literal.atom, positive=literal.positive)
        for literal in condition.literals
    ]
    return (" and " if condition.conjunction else " or ").join(clauses)


def fact_words(procedure: Procedure, atom: Atom, *, positive: bool = True) -> str:
    """That an atom is true, or is not, as a clause: `a child is at risk`, `it is not urgent
    (priority)`; the writer's own words in quotes.
    """
    nots = "" if positive else "not "
    if atom == OUT_OF_HOURS:
        return f"it is {nots}out of hours"
    if atom.kind is AtomKind.AGENCY:
        titles = [agency.title for agency in procedure.agencies if agency.name == atom.name]
        return f"the other side is {nots}{titles[0] if titles else 'another agency'}"
    for reading in procedure.readings:
        if atom in reading.options:
            title = reading.titles[reading.options.index(atom)]
            return f"the policy {'means' if positive else 'does not mean'} {quoted(title)}"
    fact = next((fact for fact in procedure.facts if atom in fact.atoms), None)
    if fact is None:
        return nots + " ".join(atom.name.split("-"))
    return _of_fact(fact, atom, positive=positive)


def _of_fact(fact: Fact, atom: Atom, *, positive: bool) -> str:
    nots = "" if positive else "not "
    clause = in_running_text(fact.title)
    if fact.options:
        option = " ".join(atom.name.split("-"))
        named = _NAMED.match(clause) and not _SAYS.search(clause)
        return f"{clause} is {nots}{option}" if named else f"it is {nots}{option} ({clause})"
    if atom.kind is AtomKind.WORDS:
        return nots + quoted(fact.title)
    return clause if positive else _denied(clause)


def _denied(clause: str) -> str:
    """A clause with its first auxiliary verb denied, else as a whole."""
    found = re.search(r"\b(is|are|was|were|has been|have been|can|could|will|would)\b", clause)
    if found is None:
        return f"it is not so that {clause}"
    if found[1].endswith("been"):
        auxiliary = found[1].split()[0]
        return f"{clause[: found.start()]}{auxiliary} not been{clause[found.end() :]}"
    joined = "not" if found[1] == "can" else " not"
    return clause[: found.end()] + joined + clause[found.end() :]


def outcome_words(outcomes: Iterable[Outcome]) -> str:
    """Outcomes joined by `or`; `not agreed` with `no answer` is `not resolved`."""
    given = set(outcomes)
    unresolved = given >= set(NOT_RESOLVED)
    words = [
        "not resolved" if unresolved and outcome is Outcome.NOT_AGREED else outcome.value
        for outcome in Outcome
        if outcome in given and not (unresolved and outcome is Outcome.NO_ANSWER)
    ]
    return listed(words, "or")
