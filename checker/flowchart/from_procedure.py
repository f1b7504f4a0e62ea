"""From the typed model to cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.flowchart.cards import Card, Chart, End
from checker.flowchart.from_moves import ways_of
from checker.flowchart.phrases import duty_phrase, when_words
from checker.flowchart.runs import Face, Run, bold, italic, plain
from checker.procedure.graph import led_to, plain_starts
from checker.procedure.model import (
    LEADING_SLOTS,
    ActorKind,
    EndingKind,
    Slot,
    Strength,
    TargetKind,
)
from checker.words.facts import condition_words
from checker.words.limits import duration_words, limit_parts
from checker.words.people import actor_words, other_side
from checker.words.places import SILENT, stage_heading, stage_label
from checker.words.text import capital, listed, quoted
from checker.words.times import date_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.flowchart.runs import Runs
    from checker.procedure.model import (
        Actor,
        Condition,
        Duty,
        Ending,
        Entry,
        Header,
        Limit,
        Procedure,
        Stage,
        Who,
    )

NO_LIMIT = "no time limit stated"
POINTS_TO_SOMEBODY = "the policy points to somebody and does not name them"
NEVER_DESCRIBED = "the policy names this stage and does not describe it"
_FOLLOWS = {
    EndingKind.AGREEMENT: "",
    EndingKind.DECISION: "by decision",
    EndingKind.REFERRAL: "by referral",
    EndingKind.HAND_OVER: "by hand-over",
    EndingKind.WITHOUT_OUTCOME: "without outcome",
}


def chart_of(procedure: Procedure, waits: Mapping[str, str] | None = None) -> Chart:
    """The cards of a procedure; `waits` gives the longest real wait of stages, in words."""
    standing = _standing(procedure)
    stages = [stage for stage in procedure.stages if stage.track is None]
    stages += [stage for stage in procedure.stages if stage.track is not None]
    cards = tuple(_card(procedure, stage, standing, waits or {}) for stage in stages)
    reached = led_to(procedure)
    return Chart(
        name=procedure.name,
        title=" ".join(procedure.title.split()) or procedure.name,
        about=_about(procedure.header),
        path=procedure.path,
        starts=tuple(_starts(procedure)),
        cards=cards,
        ends=tuple(_end(procedure, end) for end in procedure.endings if end.name in reached),
        limits=tuple(_totals(procedure)),
        standing=tuple(
            duty_phrase(procedure, duty)
            for duty in _first_of_each(procedure)
            if duty.line.number in standing
        ),
        absent=tuple(_absent(procedure)),
    )


# --- the head -----------------------------------------------------------------------------------


def _about(header: Header) -> str:
    parts = [header.published_by or ""]
    if header.version:
        parts.append(f"version {header.version}")
    if header.last_updated:
        parts.append(f"last updated {date_words(header.last_updated)}")
    return " · ".join(part for part in parts if part)


def _starts(procedure: Procedure) -> Iterator[Runs]:
    if procedure.start_not_stated:
        yield italic("The policy does not say at which stage a case starts.")
    else:
        first = procedure.stages[0].name if procedure.stages else None
        for start in plain_starts(procedure):
            if start != first:
                yield (Run("A case starts at "), *bold(_place(procedure, start)), Run("."))
    for entry in procedure.entries:
        yield _entry(procedure, entry)


def _entry(procedure: Procedure, entry: Entry) -> Runs:
    clause = condition_words(procedure, entry.condition)
    if entry.target.kind is TargetKind.MISSING:
        return (Run(f"If {clause}: "), Run(SILENT, Face.ITALIC), Run(" where to start."))
    place = _place(procedure, entry.target.name)
    return (Run(f"If {clause}: start at "), *bold(place), Run(" instead."))


def _place(procedure: Procedure, name: str | None) -> str:
    """A stage's label or an ending's title with where it hands over to."""
    for ending in procedure.endings:
        if ending.name == name:
            to = f" (hand-over to {ending.to})" if ending.to else ""
            return ending.title + to
    return stage_label(procedure, name) if name else SILENT


# --- one stage ----------------------------------------------------------------------------------


def _card(
    procedure: Procedure, stage: Stage, standing: frozenset[int], waits: Mapping[str, str]
) -> Card:
    label, title = stage_heading(procedure, stage.name)
    leads = _leads(stage)
    duties = [duty for duty in stage.duties if duty.line.number not in standing]
    track = next((t.title for t in procedure.tracks if t.name == stage.track), None)
    return Card(
        name=stage.name,
        label=label,
        title=title,
        who=tuple(_who(procedure, stage)),
        counterpart=_counterpart(stage),
        by_when=tuple(_by_when(procedure, stage)),
        duties=tuple(duty_phrase(procedure, duty, leads) for duty in duties),
        ways=ways_of(procedure, stage),
        missing=stage.missing,
        wait=waits.get(stage.name),
        track=track,
    )


def _leads(stage: Stage) -> tuple[Actor, ...]:
    """Those who lead under every condition."""
    plain_lines = [who for who in stage.who if not who.condition.literals and not who.instead]
    for slot in LEADING_SLOTS:
        named = [actor for who in plain_lines if who.slot is slot for actor in who.actors]
        if named:
            return tuple(named)
    return ()


def _counterpart(stage: Stage) -> str:
    for who in stage.who:
        if who.slot is Slot.LED and who.counterpart:
            return f"their counterpart on {other_side(who.actors[0].side)}"
    return ""


def _who(procedure: Procedure, stage: Stage) -> Iterator[Runs]:
    order = [*Slot]
    lines = sorted(stage.who, key=lambda who: order.index(who.slot))
    if not any(who.slot is not Slot.ATTENDED for who in lines):
        yield italic(NEVER_DESCRIBED if stage.missing else SILENT)
    for who in lines:
        yield _who_line(procedure, who, _leads(stage) if lines[0].slot is Slot.LED else ())
    for quorum in stage.quorums:
        words = f": {quorum.words}" if quorum.words else ""
        yield plain(f"{_if(procedure, quorum.condition)}quorum {quorum.number}{words}")


def _who_line(procedure: Procedure, who: Who, leads: tuple[Actor, ...]) -> Runs:
    clause = condition_words(procedure, who.condition)
    slot = "" if who.slot is Slot.LED else f"{who.slot.value} "
    unnamed = [actor for actor in who.actors if actor.kind is ActorKind.MISSING]
    silent = [actor for actor in who.actors if actor.kind is ActorKind.NOT_STATED]
    joint = "and" if who.slot is Slot.ATTENDED else "or"
    if unnamed or silent:
        words: Runs = (Run(slot), Run(POINTS_TO_SOMEBODY if unnamed else SILENT, Face.ITALIC))
    else:
        names = listed([actor_words(procedure, actor) for actor in who.actors], joint)
        if who.slot is Slot.CHAIRED and who.actors == leads:
            names = "the lead"
        named = f"{slot}{names}" if slot else names.removeprefix("the ")
        words = plain(named if clause else capital(named))
    return (Run(f"If {clause}: "), *words) if clause else words


# --- limits -------------------------------------------------------------------------------------


def _by_when(procedure: Procedure, stage: Stage) -> Iterator[Runs]:
    for limit in stage.limits:
        yield _limit_line(procedure, limit.limit, limit.strength, limit.condition)
    for extension in stage.extensions:
        reasons = ", with reasons" if extension.with_reasons else ""
        yield plain(
            f"{_if(procedure, extension.condition)}{actor_words(procedure, extension.actor)} "
            f"may extend it by {duration_words(extension.duration)}{reasons}"
        )
    for clock in stage.clocks:
        event = quoted(_event(procedure, clock.event))
        if clock.until is None:
            yield plain(f"the clock restarts on {event}")
        else:
            yield plain(f"the clock stops from {event} to {quoted(_event(procedure, clock.until))}")
    for wait in stage.waits:
        titles = [track.title for track in procedure.tracks if track.name == wait.track]
        yield plain(f"{_if(procedure, wait.condition)}waits for {listed(titles)}")
    if not stage.limits:
        yield italic(NO_LIMIT)


def _if(procedure: Procedure, condition: Condition) -> str:
    clause = when_words(procedure, (), condition)
    return f"{clause}: " if clause else ""


def _event(procedure: Procedure, name: str) -> str:
    return next((event.title for event in procedure.events if event.name == name), name)


def _limit_line(
    procedure: Procedure, limit: Limit, strength: Strength, condition: Condition
) -> Runs:
    words, note = limit_parts(procedure, limit)
    if limit.definite:
        runs: Runs = (Run(words, Face.BOLD),)
    else:
        runs = (Run(words), Run(f" {note}" if words else note, Face.ITALIC))
        note = ""
    modal = strength.words if strength in {Strength.SHOULD, Strength.MAY} else ""
    clause = when_words(procedure, (), condition)
    rest = f"{f' ({modal})' if modal else ''}{f', {clause}' if clause else ''}"
    rest += f" {note}" if note else ""
    return tuple(run for run in (*runs, Run(rest)) if run.text)


def _totals(procedure: Procedure) -> Iterator[Runs]:
    for total in procedure.totals:
        labels = [stage_label(procedure, name) for name in total.stages]
        span = "The whole procedure" if total.whole_procedure else f"{listed(labels)} together"
        line = _limit_line(procedure, total.limit, total.strength, total.condition)
        yield (Run(f"{span}: "), *line)


# --- endings, what stands everywhere, what is not there -------------------------------------------


def _end(procedure: Procedure, ending: Ending) -> End:
    follows = _FOLLOWS[ending.kind]
    if ending.kind is EndingKind.HAND_OVER and ending.to:
        follows = f"hand-over to {ending.to}"
    duties = tuple(duty_phrase(procedure, duty) for duty in ending.duties)
    title = " ".join(ending.title.split()) or ending.name
    return End(ending.name, title, ending.kind, follows, duties)


def _first_of_each(procedure: Procedure) -> list[Duty]:
    duties = {duty.line.number: duty for stage in procedure.stages for duty in stage.duties}
    return [duties[number] for number in sorted(duties)]


def _standing(procedure: Procedure) -> frozenset[int]:
    """The lines of duties that stand in every stage outside tracks.

    With a single stage, those that stand before its block or in a block of later lines: after a
    move that is known to stand in an `at every stage` block.
    """
    stages = [stage for stage in procedure.stages if stage.track is None]
    numbers = [frozenset(duty.line.number for duty in stage.duties) for stage in stages]
    if not numbers:
        return frozenset()
    if len(stages) > 1:
        return frozenset.intersection(*numbers)
    stage = stages[0]
    first = stage.line.number
    wide = [m.line.number for m in stage.moves if m.stage_wide and m.line.number > first]
    return frozenset(n for n in numbers[0] if n < first or (wide and n > min(wide)))


def _absent(procedure: Procedure) -> Iterator[str]:
    for document in procedure.documents:
        if document.missing:
            yield f"{document.title}: the policy refers to it, and it is not there"
    for role in procedure.roles:
        if any(holder.missing for holder in role.holders):
            yield f"{role.title}: the policy does not say who this is"
