"""A duty as a phrase: who, under which condition, does what, by when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.procedure.model import ActorKind, Side, Verb
from checker.words.facts import condition_words, outcome_words
from checker.words.limits import limit_words
from checker.words.people import NOBODY_NAMED, actor_words
from checker.words.text import listed, quoted

if TYPE_CHECKING:
    from checker.procedure.model import Actor, Condition, Duty, Outcome, Procedure, Strength


class Phrase(Struct, frozen=True):
    """One duty in words.

    `when`: a clause with its own `if`, or empty. `actor`: as in a sentence. `action`: an infinitive
    with all that belongs to it. `aside`: a note that is not the policy's. `own`: the lead's own
    duty. `nobody`: the policy names nobody.
    """

    line: int
    strength: Strength
    when: str
    actor: str
    action: str
    aside: str = ""
    own: bool = False
    nobody: bool = False

    @property
    def sentence(self) -> str:
        """The duty as a sentence with its strength, without a period at the end."""
        parts = (f"{self.when}," if self.when else "", self.actor, self.strength.words)
        words = " ".join(part for part in (*parts, self.action, self.aside) if part)
        return words[:1].upper() + words[1:]

    @property
    def brief(self) -> tuple[str, str]:
        """The duty on a card under its strength, and the note beside it."""
        actor = "" if self.own or self.nobody else f"{self.actor}: "
        when = f"{self.when}: " if self.when else ""
        note = NOBODY_NAMED if self.nobody else ""
        return f"{when}{actor}{self.action}", " ".join(part for part in (note, self.aside) if part)


def when_words(procedure: Procedure, outcomes: tuple[Outcome, ...], condition: Condition) -> str:
    """`if agreed and a child is at risk`; empty where nothing is asked."""
    clauses = [outcome_words(outcomes), condition_words(procedure, condition)]
    joined = " and ".join(clause for clause in clauses if clause)
    return f"if {joined}" if joined else ""


def duty_phrase(procedure: Procedure, duty: Duty, leads: tuple[Actor, ...] = ()) -> Phrase:
    """The duty in words; `leads` are those who lead its stage, whose duties need no name."""
    own = duty.actor.kind is ActorKind.LEAD or (
        len(leads) == 1
        and not duty.actor.each
        and (duty.actor.kind, duty.actor.name) == (leads[0].kind, leads[0].name)
        and duty.actor.side in {Side.UNSTATED, leads[0].side}
        and duty.actor.kind in {ActorKind.ROLE, ActorKind.BODY}
    )
    judgement = duty.line.left_to_judgement
    return Phrase(
        line=duty.line.number,
        strength=duty.strength,
        when=when_words(procedure, duty.outcomes, duty.condition),
        actor=actor_words(procedure, duty.actor),
        action=_action(procedure, duty),
        aside=f"(left to judgement: {judgement})" if judgement else "",
        own=own,
        nobody=duty.actor.kind in {ActorKind.SOMEONE, ActorKind.NOT_STATED},
    )


def _action(procedure: Procedure, duty: Duty) -> str:
    words = f"also {_deed(procedure, duty)}" if duty.also else _deed(procedure, duty)
    if duty.with_counterpart:
        words += " with their counterpart"
    if duty.in_writing:
        words += " in writing"
    if duty.limit is not None:
        by_when = limit_words(procedure, duty.limit)
        words += f", {by_when}" if by_when.startswith(("“", "the policy")) else f" {by_when}"
    if duty.holds_up:
        words += ", before moving on"
    if duty.instead:
        words += " instead"
    return words


def _deed(procedure: Procedure, duty: Duty) -> str:
    """The verb with its objects, in the order that the verb asks for."""
    verb = "" if duty.verb is Verb.OWN else duty.verb.value
    recipients = _recipients(procedure, duty)
    words = _words(procedure, duty)
    if duty.verb.whom_first:
        parts = [verb, recipients, words]
    elif recipients:
        parts = [verb, words, _preposition(duty), recipients]
    else:
        parts = [verb, words]
    return " ".join(part for part in parts if part)


def _words(procedure: Procedure, duty: Duty) -> str:
    """Own words with the documents and the track that they speak of by their titles."""
    words = duty.words or ""
    titles = {document.name: quoted(document.title) for document in procedure.documents}
    titles |= {track.name: track.title for track in procedure.tracks}
    apart = []
    for name in (*duty.line.documents, *((duty.track,) if duty.track else ())):
        title = titles.get(name, name)
        named = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
        if named.search(words):
            words = named.sub(lambda _, title=title: title, words)  # type: ignore[misc]
        else:
            apart.append(title)
    joint = " on " if words and apart else ""
    return f"{words}{joint}{listed(apart)}"


def _recipients(procedure: Procedure, duty: Duty) -> str:
    """Those whom the duty is towards, joined as the line joins them."""
    names = [actor_words(procedure, actor) for actor in duty.recipients]
    outside = re.sub(r'"[^"]*"', "", duty.line.text)
    both = re.search(r"\band\b", outside.partition(f" {duty.strength.value} ")[2])
    return listed(names, "and" if both or " or " not in outside else "or")


def _preposition(duty: Duty) -> str:
    """The word before those whom the duty is towards, where the line has one or the verb asks for
    one.
    """
    if duty.verb.towards == "to":
        return "to"
    outside = re.sub(r'"[^"]*"', '""', duty.line.text)
    found = re.search(r'"" (with|to|from|on)\b', outside)
    if found is not None:
        return found[1]
    return duty.verb.towards
