"""The lines of stages and endings, from the syntax tree to the model."""

from __future__ import annotations

from functools import singledispatchmethod
from typing import TYPE_CHECKING

from msgspec import Struct, field

from checker.language import parts, syntax
from checker.language.terms import STRENGTHS
from checker.procedure.from_syntax.leaves import duration, outcomes
from checker.procedure.model import (
    Actor,
    Clock,
    Duty,
    Extension,
    Move,
    Quorum,
    Side,
    Silence,
    Slot,
    StageLimit,
    Strength,
    Target,
    TargetKind,
    Trigger,
    Verb,
    Waits,
    Who,
)

if TYPE_CHECKING:
    from checker.procedure.from_syntax.leaves import Leaves
    from checker.procedure.from_syntax.wide import Room

_TRIGGERS = {
    "if": Trigger.OUTCOME,
    "otherwise": Trigger.OTHERWISE,
    "whenever": Trigger.LANE,
    "at any time": Trigger.LANE,
}
_PLACES = ("a stage", "an ending")


class Contents(Struct):
    """What has been read of one stage."""

    board: bool = False
    who: list[Who] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    limits: list[StageLimit] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    silences: list[Silence] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    quorums: list[Quorum] = field(default_factory=list)
    waits: list[Waits] = field(default_factory=list)


class StageLines:
    """Reads one line after another into the stage in which it stands."""

    def __init__(self, leaves: Leaves, tracks: dict[str, str | None], room: Room) -> None:
        """`tracks`: each stage, in the order of the text, with the track that it is in."""
        self._room = room
        self._leaves = leaves
        self._names = leaves.names
        self._lines: dict[str | None, list[str]] = {track: [] for track in tracks.values()}
        self._place: dict[str, tuple[str | None, int]] = {}
        for name, track in tracks.items():
            self._place[name] = track, len(self._lines[track])
            self._lines[track].append(name)

    @singledispatchmethod
    def read(self, line: object, stage: str, into: Contents, *, wide: bool) -> None:
        """Read `line` as it stands in `stage`; `wide`: it stands in several."""
        raise TypeError(line, stage, into, wide)

    @read.register
    def _(self, line: syntax.Who, stage: str, into: Contents, *, wide: bool) -> None:
        del stage, wide
        own = self._leaves.line(line.line)
        actors = tuple(self._leaves.actor(actor) for actor in line.actors)
        shared = {actor.side for actor in actors} - {Side.UNSTATED}
        if len(shared) == 1:
            side = shared.pop()
            actors = tuple(
                Actor(a.kind, a.name, side, a.each, a.possessive, a.words) for a in actors
            )
        condition = self._leaves.condition(line.conditions, own)
        slot = Slot(line.slot.text if line.slot.text.endswith(" by") else f"{line.slot.text} by")
        into.who.append(Who(own, slot, actors, line.counterpart, condition, line.instead))

    @read.register
    def _(self, line: syntax.Quorum, stage: str, into: Contents, *, wide: bool) -> None:
        del stage, wide
        words = line.words.text if line.words is not None else None
        own = self._leaves.line(line.line)
        condition = self._leaves.condition(line.conditions, own)
        into.quorums.append(Quorum(own, line.number.value, words, condition))

    @read.register
    def _(self, line: syntax.BoardsStage, stage: str, into: Contents, *, wide: bool) -> None:
        del line, stage, wide
        into.board = True

    @read.register
    def _(self, line: syntax.WaitsFor, stage: str, into: Contents, *, wide: bool) -> None:
        del stage, wide
        track = self._names.resolve(line.track, "a track")
        if track is not None:
            own = self._leaves.line(line.line)
            condition = self._leaves.condition(line.conditions, own)
            into.waits.append(Waits(own, track, condition))

    @read.register
    def _(self, line: syntax.StageLimit, stage: str, into: Contents, *, wide: bool) -> None:
        del stage, wide
        own = self._leaves.line(line.line)
        limit = self._leaves.limit(line.limit)
        condition = self._leaves.condition(line.conditions, own)
        if limit is not None:
            strength = STRENGTHS[line.strength.text]
            into.limits.append(StageLimit(own, strength, limit, condition, line.instead))

    @read.register
    def _(self, line: syntax.Extension, stage: str, into: Contents, *, wide: bool) -> None:
        del stage, wide
        own = self._leaves.line(line.line)
        into.extensions.append(
            Extension(
                own,
                self._leaves.actor(line.actor),
                duration(line.duration),
                line.with_reasons,
                self._leaves.condition(line.conditions, own),
            )
        )

    @read.register
    def _(self, line: syntax.ClockStops, stage: str, into: Contents, *, wide: bool) -> None:
        del stage, wide
        first = self._names.resolve(line.first, "an event")
        last = self._names.resolve(line.last, "an event")
        if first is not None and last is not None:
            into.clocks.append(Clock(self._leaves.line(line.line), first, last))

    @read.register
    def _(self, line: syntax.ClockRestarts, stage: str, into: Contents, *, wide: bool) -> None:
        del stage, wide
        event = self._names.resolve(line.event, "an event")
        if event is not None:
            into.clocks.append(Clock(self._leaves.line(line.line), event))

    @read.register
    def _(self, line: syntax.Duty, stage: str, into: Contents, *, wide: bool) -> None:
        del stage, wide
        into.duties.append(self.duty(line))

    @read.register
    def _(self, line: syntax.Move, stage: str, into: Contents, *, wide: bool) -> None:
        own = self._leaves.line(line.line)
        found = line.trigger.condition
        conditions = (*line.conditions, *(() if found is None else (found,)))
        condition = self._leaves.condition(conditions, own)
        if any(target.kind == "not stated" for target in line.targets):
            into.silences.append(Silence(own, outcomes(line.trigger.outcomes)))
            return
        meant = (target for written in line.targets for target in self.targets(written, stage))
        targets = tuple(
            target
            for target in dict.fromkeys(meant)
            if not (wide and target.kind is TargetKind.STAGE and target.name == stage)
        )
        move = Move(
            own,
            _TRIGGERS[line.trigger.kind],
            targets,
            Strength.PLAIN if line.strength is None else STRENGTHS[line.strength.text],
            self._leaves.actor(line.actor),
            outcomes(line.trigger.outcomes),
            condition,
            at_any_time=line.trigger.kind == "at any time",
            limit=self._leaves.limit(line.limit),
            at_most=line.at_most.value if line.at_most is not None else None,
            consultation=self._leaves.consultation(line.consultation),
            instead=line.instead,
            hole=line.outcome_only,
            stage_wide=wide,
        )
        if targets:
            into.moves.append(move)

    def targets(
        self, target: parts.Target, stage: str | None, kinds: tuple[str, ...] = _PLACES
    ) -> tuple[Target, ...]:
        """The places that a target means, seen from `stage`; it must be one of `kinds`."""
        if target.name is not None:
            name = self._names.resolve(target.name, *kinds)
            if name is None:
                return ()
            ending = self._names.is_a(name, "an ending")
            return (Target(TargetKind.ENDING if ending else TargetKind.STAGE, name),)
        track, place = self._place.get(stage or "", (None, 0))
        below = self._lines.get(track, []) if stage in self._place else []
        if target.kind == "any later stage":
            if not self._room.take(max(0, len(below) - place - 1), target.span):
                return ()
            return tuple(Target(TargetKind.STAGE, name) for name in below[place + 1 :])
        if target.kind == "the next stage" and place + 1 < len(below):
            return (Target(TargetKind.STAGE, below[place + 1]),)
        return (Target(TargetKind.MISSING),)

    def duty(self, line: syntax.Duty) -> Duty:
        """A duty, wherever it stands."""
        verb, words = self._verb(line)
        documents, track = self._things(line)
        own = self._leaves.line(line.line, documents)
        trigger = line.trigger
        if trigger is not None and trigger.kind == "otherwise":
            self._names.say(
                "`otherwise` stands before a duty, and only a way on can be what is left over",
                trigger.span,
                "write `if`, and the outcome on which it is a duty",
            )
        if trigger is not None and trigger.kind == "at any time":
            self._names.say(
                "`at any time` stands before a duty, which is due while its stage is on anyway",
                trigger.span,
                "take the words out, or write `whenever`, and the fact that makes it a duty",
            )
        conditions = line.conditions
        if trigger is not None and trigger.condition is not None:
            conditions = (*conditions, trigger.condition)
        return Duty(
            own,
            self._leaves.actor(line.actor),
            STRENGTHS[line.strength.text],
            verb,
            words,
            tuple(self._leaves.actor(recipient) for recipient in line.recipients),
            line.with_counterpart,
            line.in_writing,
            self._leaves.condition(conditions, own),
            outcomes(trigger.outcomes) if trigger is not None else (),
            self._leaves.limit(line.limit),
            line.before_moving_on,
            line.also,
            line.instead,
            track,
            whenever=trigger is not None and trigger.kind == "whenever",
            thing_missing=_has_gap(line.things),
            form_missing=_has_gap(line.forms),
        )

    def _verb(self, line: syntax.Duty) -> tuple[Verb, str | None]:
        said = [thing.text for thing in line.things if not isinstance(thing, parts.Hole)]
        if isinstance(line.verb, parts.Word):
            return Verb.spelt(line.verb.text), " ".join(said) or None
        return Verb.OWN, " ".join((line.verb.text, *said))

    def _things(self, line: syntax.Duty) -> tuple[tuple[str, ...], str | None]:
        """The documents that a duty refers to, and the track that it starts."""
        documents: list[str] = []
        track = None
        for thing in (*line.things, *line.forms):
            if not isinstance(thing, parts.Name):
                continue
            name = self._names.resolve(thing, "a document", "a track")
            if name is None:
                continue
            if self._names.is_a(name, "a track"):
                track = name
            else:
                documents.append(name)
        return tuple(documents), track


def _has_gap(things: tuple[parts.Words | parts.Name | parts.Hole, ...]) -> bool:
    """Whether one of the things is `missing`."""
    return any(isinstance(thing, parts.Hole) and thing.kind == "missing" for thing in things)
