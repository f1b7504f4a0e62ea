"""From the moves and the silences of a stage to the ways on from its card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.flowchart.cards import Goal, GoalKind, Way, WayKind
from checker.procedure.model import (
    ActorKind,
    Condition,
    Strength,
    TargetKind,
    Trigger,
    Verb,
)
from checker.semantics.outcomes import outcomes_of
from checker.words.facts import condition_words
from checker.words.limits import limit_parts, limit_words
from checker.words.people import actor_words
from checker.words.places import SILENT, stage_label
from checker.words.text import quoted

if TYPE_CHECKING:
    from checker.procedure.model import Literal, Move, Outcome, Procedure, Stage, Target

_KINDS = {
    Trigger.OUTCOME: WayKind.OUTCOME,
    Trigger.OTHERWISE: WayKind.OTHERWISE,
    Trigger.LANE: WayKind.LANE,
}
_RANK = (Strength.MUST, Strength.PLAIN, Strength.SHOULD, Strength.MAY)


def ways_of(procedure: Procedure, stage: Stage) -> tuple[Way, ...]:
    """The ways on from a stage in the order of the text; what nothing is said of comes last."""
    ways: list[Way] = []
    for group in _alike(procedure, stage.moves):
        _join(ways, _way(procedure, group))
    silent = _unsaid(stage)
    if silent:
        hole = Goal(GoalKind.HOLE, SILENT)
        _join(ways, Way(WayKind.OUTCOME, (hole,), Strength.PLAIN, silent, silent=True))
    every = {*_possible(stage), *(_spoken(stage) & {*outcomes_of(stage)})}
    return tuple(
        replace(way, whatever=len(every) > 1 and every.issubset(way.outcomes)) for way in ways
    )


def goal_of(procedure: Procedure, target: Target) -> Goal:
    """Where a move leads, with the words for it."""
    if target.kind is TargetKind.STAGE and target.name is not None:
        return Goal(GoalKind.STAGE, stage_label(procedure, target.name), target.name)
    if target.kind is TargetKind.ENDING and target.name is not None:
        ending = procedure.ending(target.name)
        title = " ".join(ending.title.split()) or ending.name
        return Goal(GoalKind.ENDING, title, ending.name, ending.kind)
    return Goal(GoalKind.HOLE, SILENT)


# --- one way ------------------------------------------------------------------------------------


def _way(procedure: Procedure, moves: list[Move]) -> Way:
    """The way that a move is; several differ in the reading of the text alone."""
    move = moves[0]
    literals, readings = _split(procedure, move)
    by_when, note = limit_parts(procedure, move.limit) if move.limit else ("", "")
    extra = list(_extras(procedure, move))
    if len(moves) > 1:
        by_when, note = "", ""
        extra.append(f"({'; '.join(_as_read(procedure, each) for each in moves)})")
    else:
        literals = [*literals, *readings]
    condition = Condition(tuple(literals), move.condition.conjunction)
    harm = {atom for fact in procedure.facts if fact.harm for atom in fact.atoms}
    passive = move.actor.kind is ActorKind.THE_CASE
    return Way(
        kind=_KINDS[move.trigger],
        goals=tuple(dict.fromkeys(goal_of(procedure, target) for target in move.targets)),
        strength=move.strength,
        outcomes=move.outcomes,
        when=condition_words(procedure, condition),
        actor="" if passive else actor_words(procedure, move.actor),
        by_when=by_when,
        note=note,
        extra=tuple(extra),
        harm=any(literal.positive and literal.atom in harm for literal in literals),
        lines=tuple(each.line.number for each in moves),
    )


def _extras(procedure: Procedure, move: Move) -> list[str]:
    extra = []
    if move.at_most is not None:
        turns = {1: "once", 2: "twice"}.get(move.at_most, f"{move.at_most} times")
        extra.append(f"at most {turns}")
    if move.consultation is not None:
        words = f"after consulting {actor_words(procedure, move.consultation.actor)}"
        if move.consultation.limit is not None:
            words += f" {limit_words(procedure, move.consultation.limit)}"
        extra.append(words)
    if move.instead:
        extra.append("instead")
    return extra


def _as_read(procedure: Procedure, move: Move) -> str:
    readings = Condition(tuple(_split(procedure, move)[1]))
    limit = limit_parts(procedure, move.limit)[0] if move.limit else "with no time limit"
    titles = [
        quoted(reading.titles[reading.options.index(literal.atom)])
        for literal in readings.literals
        for reading in procedure.readings
        if literal.atom in reading.options
    ]
    return f"if it means {' and '.join(titles)}, {limit}"


def _split(procedure: Procedure, move: Move) -> tuple[list[Literal], list[Literal]]:
    """The condition's literals: those about the case, and those about how the text is read."""
    options = {option for reading in procedure.readings for option in reading.options}
    literals = move.condition.literals
    if not move.condition.conjunction:
        return list(literals), []
    return (
        [literal for literal in literals if literal.atom not in options or not literal.positive],
        [literal for literal in literals if literal.atom in options and literal.positive],
    )


def _alike(procedure: Procedure, moves: tuple[Move, ...]) -> list[list[Move]]:
    """Moves in the order of the text; those that differ in the reading alone stand together."""
    groups: list[list[Move]] = []
    for move in moves:
        key = _sameness(procedure, move)
        for group in groups:
            if key is not None and key == _sameness(procedure, group[0]):
                group.append(move)
                break
        else:
            groups.append([move])
    return groups


def _sameness(procedure: Procedure, move: Move) -> tuple[object, ...] | None:
    """What two moves have in common that differ in reading and limit; None without a reading."""
    literals, readings = _split(procedure, move)
    if not readings:
        return None
    rest = (move.trigger, move.targets, move.strength, move.actor, move.outcomes, move.at_most)
    return (*rest, move.consultation, move.instead, tuple(literals))


def _join(ways: list[Way], way: Way) -> None:
    """Adds a way; one to the same place under the same condition is joined with it: their outcomes
    where nothing else differs, else their lines, with the stronger words kept.
    """
    for index, other in enumerate(ways):
        if (way.kind, way.goals, way.when) != (other.kind, other.goals, other.when):
            continue
        terms = (way.strength, way.actor, way.by_when, way.note, way.extra, way.silent)
        others = (other.strength, other.actor, other.by_when, other.note, other.extra, other.silent)
        lines = (*other.lines, *way.lines)
        if terms == others or (way.hole and other.hole):
            outcomes = tuple(dict.fromkeys((*other.outcomes, *way.outcomes)))
            ways[index] = replace(other, outcomes=outcomes, lines=lines)
            return
        plain_terms = not (way.by_when or way.note or way.extra)
        plain_others = not (other.by_when or other.note or other.extra)
        if way.outcomes == other.outcomes and plain_terms and plain_others:
            stronger = min(way, other, key=lambda each: _RANK.index(each.strength))
            ways[index] = replace(stronger, lines=lines)
            return
    ways.append(way)


# --- what nothing is said of --------------------------------------------------------------------


def _unsaid(stage: Stage) -> tuple[Outcome, ...]:
    """The outcomes that can come about and that no move of the stage speaks of."""
    if stage.missing or any(_always(move) for move in stage.moves):
        return ()
    spoken = _spoken(stage)
    return tuple(outcome for outcome in _possible(stage) if outcome not in spoken)


def _spoken(stage: Stage) -> set[Outcome]:
    """The outcomes that some move of the stage speaks of."""
    return {outcome for move in stage.moves for outcome in move.outcomes}


def _always(move: Move) -> bool:
    return move.trigger is Trigger.OTHERWISE and not move.condition.literals


def _possible(stage: Stage) -> tuple[Outcome, ...]:
    """The outcomes that can come about when every duty that must be done is done."""
    bound = {
        duty.verb
        for duty in stage.duties
        if duty.strength is Strength.MUST
        and not duty.condition.literals
        and (duty.holds_up or duty.verb is Verb.DECIDE)
        and not duty.also
    }
    return tuple(outcome for outcome in outcomes_of(stage) if outcome.taken_by not in bound)
