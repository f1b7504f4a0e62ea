"""Plain English for the parts of a procedure: who, when, by when, with which outcome.

Each function gives a phrase that fits into a sentence: no capital at its start unless the policy's
own title has one, no final period. The policy's own words stand in curly quotes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.procedure.model import (
    OUT_OF_HOURS,
    ActorKind,
    Outcome,
    Side,
    Start,
    Strength,
    TargetKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from checker.procedure.model import (
        Actor,
        Condition,
        Duration,
        Fact,
        Limit,
        Literal,
        Procedure,
        StartEvent,
        Target,
    )

SILENT = "the policy does not say"
NO_FIXED_TIME = "(no fixed time)"
NOBODY_NAMED = "(nobody named)"
MISSING_LIMIT = "the policy points to a time limit and does not give it"

AGENCY = "agency:"
"""How the atoms begin that say which agency the other side is; nothing after it: none declared."""

_NUMBERS = re.compile(
    r"\d+|[ivx]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_STARTS = {
    Start.PROCEDURE: "the start of the procedure",
    Start.MEETING: "the meeting",
    Start.NOTICE: "the notice",
    Start.ANSWER: "the answer",
    Start.DECISION: "the decision",
}
_SIDES = {
    Side.RAISING: "the raising side",
    Side.OTHER: "the other side",
    Side.BOTH: "both sides",
    Side.UNSTATED: "a side",
}
_ACTORS = {
    ActorKind.PERSON: "a named person",
    ActorKind.LEAD: "the lead",
    ActorKind.LAST_LEAD: "whoever led last",
    ActorKind.SOMEONE: "someone",
    ActorKind.THE_CASE: "the case",
    ActorKind.MISSING: "somebody whom the policy does not name",
    ActorKind.NOT_STATED: "nobody named",
}


def capital(text: str) -> str:
    """The text with its first letter in capitals."""
    return text[:1].upper() + text[1:]


def quoted(words: str) -> str:
    """The policy's own words, in curly quotes."""
    return f"“{words}”"


def listed(words: Sequence[str], conjunction: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def in_running_text(title: str) -> str:
    """A published title inside a sentence: its first letter small, unless the title is written
    with capitals throughout or begins with an abbreviation.
    """
    first, *others = title.split() or [""]
    capitals = any(re.match(r"[A-Z][a-z]", word) for word in others)
    if capitals or not re.fullmatch(r"[A-Z][a-z'’,-]*", first):  # noqa: RUF001
        return title
    return title[0].lower() + title[1:]


def date_words(day: date) -> str:
    """`24 February 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


# --- places -------------------------------------------------------------------------------------


def stage_heading(procedure: Procedure, name: str) -> tuple[str, str]:
    """A stage's short label and the rest of its title (either may hold the whole; the second may
    be empty).

    A name that counts (`step-2`, `stage-one`) is the label, spelt as the cited heading or the
    title spells it; else what stands before the colon in the title, else the whole title.
    """
    stage = procedure.stage(name)
    words = name.split("-")
    title = " ".join(stage.title.split()) or capital(" ".join(words))
    counting = any(_NUMBERS.fullmatch(word) for word in words)
    if not counting:
        head, colon, rest = title.partition(": ")
        return (head, rest) if colon and rest else (title, "")
    heading = stage.line.citation.heading if stage.line.citation else None
    label = _spelt(words, (heading or "").split()) or _spelt(words, title.split())
    label = label or capital(" ".join(words))
    rest = title
    if title.casefold().startswith(label.casefold()):
        rest = re.sub(r"^[\s:.–—-]+", "", title[len(label) :])  # noqa: RUF001
    return label, rest


def _spelt(words: Sequence[str], published: Sequence[str]) -> str:
    """The words of a name in the spelling of a heading that begins with some of them."""
    shared = 0
    for word, other in zip(words, published, strict=False):
        if re.sub(r"\W+$", "", other).casefold() != word:
            break
        shared += 1
    if not shared:
        return ""
    spelt = [re.sub(r"\W+$", "", word) for word in published[:shared]]
    return " ".join([*spelt, *words[shared:]])


def stage_label(procedure: Procedure, name: str) -> str:
    """How sentences and edges name a stage: `Step 2`."""
    return stage_heading(procedure, name)[0]


def target_words(procedure: Procedure, target: Target) -> str:
    """Where a move leads: a stage's label, an ending's title, or that the policy does not say."""
    if target.kind is TargetKind.MISSING or target.name is None:
        return SILENT
    if target.kind is TargetKind.STAGE:
        return stage_label(procedure, target.name)
    return procedure.ending(target.name).title


# --- who ----------------------------------------------------------------------------------------


def post_title(procedure: Procedure, name: str) -> str:
    """The published title of a role or a body; the name itself where it is not declared."""
    titles = {role.name: role.title for role in procedure.roles}
    titles |= {body.name: body.title for body in procedure.bodies}
    return titles.get(name, name)


def actor_words(procedure: Procedure, actor: Actor) -> str:
    """Who acts: `the line manager of the raising side`, `each professional`, `both sides`."""
    if actor.kind is ActorKind.WORDS:
        return actor.words or SILENT
    if actor.kind is ActorKind.SIDE:
        return _SIDES[actor.side]
    if actor.kind not in {ActorKind.ROLE, ActorKind.BODY} or actor.name is None:
        return _ACTORS[actor.kind]
    title = post_title(procedure, actor.name)
    if actor.kind is ActorKind.ROLE:
        title = in_running_text(title)
    if actor.each:
        article = "each"
    elif actor.possessive:
        article = "their"
    else:
        article = "" if title.lower().startswith("the ") else "the"
    side = "" if actor.side is Side.UNSTATED else f" of {_SIDES[actor.side]}"
    return f"{article} {title}{side}".strip()


def other_side(side: Side) -> str:
    """The side that faces a lead of this side: `the raising side` for one of the other."""
    return _SIDES[Side.RAISING if side is Side.OTHER else Side.OTHER]


# --- conditions and outcomes --------------------------------------------------------------------


def condition_words(procedure: Procedure, condition: Condition) -> str:
    """A condition as a clause that can follow `if`; empty where it is always true."""
    clauses = [_literal(procedure, literal) for literal in condition.literals]
    return (" and " if condition.conjunction else " or ").join(clauses)


def _literal(procedure: Procedure, literal: Literal) -> str:
    nots = "" if literal.positive else "not "
    if literal.atom == OUT_OF_HOURS:
        return f"it is {nots}out of hours"
    if literal.atom.startswith(AGENCY):
        name = literal.atom.removeprefix(AGENCY)
        titles = [agency.title for agency in procedure.agencies if agency.name == name]
        return f"the other side is {nots}{titles[0] if titles else 'another agency'}"
    for reading in procedure.readings:
        if literal.atom in reading.options:
            title = reading.titles[reading.options.index(literal.atom)]
            return f"the policy {'means' if literal.positive else 'does not mean'} {quoted(title)}"
    fact = next((fact for fact in procedure.facts if literal.atom in fact.atoms), None)
    return nots + " ".join(literal.atom.split("-")) if fact is None else _fact(fact, literal)


def _fact(fact: Fact, literal: Literal) -> str:
    nots = "" if literal.positive else "not "
    clause = in_running_text(fact.title)
    if fact.options:
        return f"it is {nots}{' '.join(literal.atom.split('-'))} ({clause})"
    if fact.free:
        return nots + quoted(fact.title)
    return clause if literal.positive else _denied(clause)


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
    unresolved = given >= {Outcome.NOT_AGREED, Outcome.NO_ANSWER}
    words = [
        "not resolved" if unresolved and outcome is Outcome.NOT_AGREED else outcome.value
        for outcome in Outcome
        if outcome in given and not (unresolved and outcome is Outcome.NO_ANSWER)
    ]
    return listed(words, "or")


def strength_words(strength: Strength) -> str:
    """`must`, `should`, `may`; empty for a line without a modal verb."""
    return strength.words


# --- limits -------------------------------------------------------------------------------------


def duration_words(duration: Duration) -> str:
    """`5 working days`, `1 hour`, `the same working day`."""
    return duration.unit.words(duration.amount)


def start_words(procedure: Procedure, event: StartEvent) -> str:
    """The event that a limit counts from; empty where its place gives it."""
    if event.kind is Start.DEFAULT:
        return ""
    if event.kind is Start.STAGE and event.name is not None:
        words = f"the start of {stage_label(procedure, event.name)}"
    elif event.kind is Start.EVENT and event.name is not None:
        titles = [named.title for named in procedure.events if named.name == event.name]
        words = quoted(titles[0] if titles else event.name)
    else:
        words = _STARTS.get(event.kind, "the start of the stage")
    return f"receiving {words}" if event.receiving else words


def limit_parts(procedure: Procedure, limit: Limit) -> tuple[str, str]:
    """A limit in words, and a note on it that is not the policy's; either may be empty."""
    if limit.missing:
        return "", MISSING_LIMIT
    if not limit.durations:
        return quoted(limit.vague or ""), NO_FIXED_TIME
    times = [duration_words(duration) for duration in limit.durations]
    if limit.vague is not None:
        times.append(quoted(limit.vague))
    words = f"{'at least' if limit.backward else 'within'} {' or '.join(times)}"
    if len(times) > 1:
        words += " (whichever is sooner)"
    starts = [start_words(procedure, event) for event in limit.starts]
    starts = [start for start in starts if start]
    if starts:
        words += f" {'before' if limit.backward else 'of'} {' or '.join(starts)}"
    also = listed([duration_words(duration) for duration in limit.also], "or")
    return words, f"({also} as also written)" if also else ""


def limit_words(procedure: Procedure, limit: Limit) -> str:
    """A limit as a phrase: `within 5 working days of the meeting`, `“quickly” (no fixed time)`."""
    return " ".join(part for part in limit_parts(procedure, limit) if part)
