"""Ways on in words: the sentences of the text equivalent and the labels of the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.flowchart.cards import GoalKind, WayKind
from checker.procedure.model import NOT_RESOLVED, EndingKind, Strength
from checker.words.facts import outcome_words
from checker.words.places import SILENT
from checker.words.text import capital, listed

if TYPE_CHECKING:
    from checker.flowchart.cards import Goal, Way

_ANY_OUTCOME = "Whatever the outcome"


def trigger_words(way: Way) -> str:
    """When the way is taken, as a label: `Not resolved and a child is at risk`, `At any moment`."""
    joint = "and " if way.kind is WayKind.OUTCOME else "if "
    when = f"{joint}{way.when}" if way.when else ""
    if way.whatever:
        return f"{_ANY_OUTCOME}, {when}" if when else _ANY_OUTCOME
    if way.kind is WayKind.OUTCOME:
        return capital(" ".join(part for part in (outcome_words(way.outcomes), when) if part))
    start = "Otherwise" if way.kind is WayKind.OTHERWISE else "At any moment"
    return f"{start}, {when}" if when else start


def trigger_clause(way: Way) -> str:
    """When the way is taken, as the start of a sentence: `If nobody answers`."""
    if way.kind is not WayKind.OUTCOME or way.whatever:
        return trigger_words(way)
    clause = outcome_words(way.outcomes)
    if way.outcomes == NOT_RESOLVED:
        clause = "not resolved (no agreement, or no answer)"
    elif len(way.outcomes) == 1:
        clause = way.outcomes[0].spoken
    return f"If {clause}{f' and {way.when}' if way.when else ''}"


def goals_words(goals: tuple[Goal, ...]) -> str:
    """Where a way leads: `Step 3`, `Step 2, Step 3 or Step 4`."""
    return listed([goal.words for goal in goals], "or")


def terms_words(way: Way) -> tuple[str, str]:
    """By when, after what and how often, and the note that is not the policy's."""
    terms = ", ".join(part for part in (way.by_when, *way.extra) if part)
    return terms.replace(", (", " ("), way.note


def action_words(way: Way) -> str:
    """Who takes it where, how strongly, by when: `the lead should take the case to Step 3`."""
    if way.hole and not way.actor and way.strength is Strength.PLAIN:
        return _with_terms(SILENT, way)
    where = goals_words(way.goals)
    if way.hole:
        where = f"a place that {SILENT}"
    modal = way.strength.words
    if not way.actor:
        return _with_terms(f"the case {modal or 'can'} go to {where}", way)
    return _with_terms(f"{way.actor} {modal or 'can'} take the case to {where}", way)


def next_words(way: Way) -> str:
    """What follows, in a sentence after `trigger_clause`: `the matter is resolved`."""
    goal = way.goal
    if goal is None or goal.kind is not GoalKind.ENDING or way.actor:
        return _hole_words(way) if way.hole else _step_words(way)
    if goal.ending is EndingKind.AGREEMENT:
        return _with_terms(f"the case ends by agreement: {goal.words}", way)
    return _with_terms(f"the case ends: {goal.words}", way) + _bracketed(way)


def _step_words(way: Way) -> str:
    if way.actor or way.by_when or way.kind is WayKind.LANE:
        return action_words(way)
    return _with_terms(f"go to {goals_words(way.goals)}{_bracketed(way)}", way)


def _hole_words(way: Way) -> str:
    if way.strength is Strength.PLAIN:
        return SILENT
    actor = way.actor or "the case"
    verb = "take the case on" if way.actor else "go on"
    words = f"{actor} {way.strength.words} {verb}"
    return f"{_with_terms(words, way)}; {SILENT} where"


def _bracketed(way: Way) -> str:
    modal = way.strength.words
    return f" ({modal})" if modal else ""


def _with_terms(words: str, way: Way) -> str:
    terms, note = terms_words(way)
    joint = ", " if terms.startswith(("“", "after", "at most")) else " "
    return " ".join(part for part in (f"{words}{joint}{terms}" if terms else words, note) if part)
