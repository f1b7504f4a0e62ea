"""Limits in words, in one way for charts, pages, findings and `stagecheck when`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.model import Start
from checker.words.places import stage_label
from checker.words.text import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.procedure.model import Duration, Limit, Procedure, StartEvent

NO_FIXED_TIME = "(no fixed time)"
MISSING_LIMIT = "the policy points to a time limit and does not give it"

_STARTS = {
    Start.PROCEDURE: "the start of the procedure",
    Start.MEETING: "the meeting",
    Start.NOTICE: "the notice",
    Start.ANSWER: "the answer",
    Start.DECISION: "the decision",
}


def duration_words(duration: Duration) -> str:
    """`5 working days`, `1 hour`, `the same working day`."""
    return duration.unit.words(duration.amount)


def sooner_words(durations: Iterable[Duration], vague: str | None = None) -> str:
    """One duration, or `the sooner of 48 hours or 2 working days`; `vague` is a last part."""
    parts = [duration_words(duration) for duration in durations]
    parts += [] if vague is None else [quoted(vague)]
    return parts[0] if len(parts) == 1 else f"the sooner of {listed(parts, 'or')}"


def also_words(also: Iterable[Duration]) -> str:
    """The figures that the text gives beside another: `or 2 working days as also written`."""
    return " ".join(f"or {duration_words(other)} as also written" for other in also)


def amount_words(limit: Limit) -> str:
    """The time that a limit gives, as a noun: `48 hours or 2 working days as also written`."""
    parts = (sooner_words(limit.durations, limit.vague), also_words(limit.also))
    return " ".join(part for part in parts if part)


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
    amount = sooner_words(limit.durations, limit.vague)
    within = "by" if amount.startswith("the end of") else "within"
    words = f"{'at least' if limit.backward else within} {amount}"
    starts = [start for event in limit.starts if (start := start_words(procedure, event))]
    if starts:
        words += f" {'before' if limit.backward else 'of'} {' or '.join(starts)}"
    return words, also_words(limit.also)


def limit_words(procedure: Procedure, limit: Limit) -> str:
    """A limit as a phrase: `within 5 working days of the meeting`, `“quickly” (no fixed time)`."""
    return " ".join(part for part in limit_parts(procedure, limit) if part)
