"""From broken parts to verdicts: the levels, the readings of the holes, and what is asked."""

from __future__ import annotations

from enum import Enum
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from checker.procedure.model import (
    UNDERSTOOD_HARM,
    EndingKind,
    Fact,
    FactKind,
    Strength,
    TargetKind,
    Unit,
)
from tests.proof.third.parts import Part, broken_ends, broken_same_day
from tests.proof.third.runs import Runs
from tests.proof.third.walk import Level, Walk, world_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Limit, Procedure, Require

Result: TypeAlias = tuple[str, dict[Part, str]]
"""The verdict, and, where the promise is not kept, that of each part that is not."""

MOST_READINGS = 96
LEVELS = ("proved", "proved-if-guided", "proved-if-assumed", "proved-if-assumed-and-guided")


class TooManyReadingsError(Exception):
    """The text has more readings than are tried here."""


class Question(Enum):
    """What is asked; values are the names of the checks."""

    ENDS = "every-path-ends"
    BOUNDED = "bounded-end"
    SAME_DAY = "same-day-escalation"
    WITHIN = "every case ends within"


def classes(procedure: Procedure) -> tuple[set[int], set[int], set[int]]:
    """The numbers of the lines that must, that should, and that are assumed, be complied with."""
    must, guidance = set(), set()
    assumed = {assumption.line.number for assumption in procedure.assumptions}
    bound = [(t.line, t.strength) for t in procedure.totals]
    for stage in procedure.stages:
        bound += [(each.line, each.strength) for each in stage.limits]
        bound += [(each.line, each.strength) for each in stage.duties]
        for move in stage.moves:
            if move.hole:
                continue
            stages = any(to.kind is TargetKind.STAGE for to in move.targets)
            if move.strength is Strength.PLAIN and stages:
                assumed.add(move.line.number)
            bound.append((move.line, move.strength))
    for line, strength in bound:
        if strength in {Strength.MUST, Strength.PLAIN}:
            must.add(line.number)
        elif strength is Strength.SHOULD:
            guidance.add(line.number)
    return must - assumed, guidance, assumed


def holes(procedure: Procedure, question: Question) -> dict[str, tuple[str, ...]]:
    """The holes that matter to the question, each with its readings."""
    both = ("good", "bad")
    found: dict[str, tuple[str, ...]] = {
        f"reading {r.name}": tuple(o.name for o in r.options) for r in procedure.readings
    }
    found |= {f"document {d.name}": both for d in procedure.documents if d.missing}
    if question is not Question.SAME_DAY:
        handed = [e for e in procedure.endings if e.kind is EndingKind.HAND_OVER]
        found |= {f"ending {e.name}": both for e in handed}

    for stage in procedure.stages:
        found |= {f"stage {stage.name}": both} if stage.missing else {}
        for move in stage.moves:
            if any(to.kind is TargetKind.MISSING for to in move.targets):
                found[f"move {move.line.number}"] = both
    for name, limit, of_move in limits(procedure):
        if question is Question.ENDS:
            hole = limit.missing and not of_move
        else:
            vague = limit.vague is not None and not limit.durations
            hole = limit.missing or vague or bool(limit.also)
        found |= {name: both} if hole else {}
    return found


def limits(procedure: Procedure) -> Iterator[tuple[str, Limit, bool]]:
    """Each limit that can settle a wait, with the name of its hole, and whether it is a move's."""
    for total in procedure.totals:
        yield f"limit {total.line.number}", total.limit, False
    for stage in procedure.stages:
        for limit in stage.limits:
            yield f"limit {limit.line.number}", limit.limit, False
        for move in stage.moves:
            if move.limit is not None:
                yield f"limit {move.line.number}", move.limit, True
            if move.consultation is not None and move.consultation.limit is not None:
                yield f"consulting {move.line.number}", move.consultation.limit, False


class Asked:
    """One question about one procedure."""

    def __init__(
        self, procedure: Procedure, question: Question, require: Require | None = None
    ) -> None:
        """For `same-day-escalation` harm is understood where no fact is marked as harm."""
        self.question, self.require = question, require
        self.harms = [fact.own for fact in procedure.facts if fact.harm]
        if question is Question.SAME_DAY and not self.harms:
            harm = Fact(UNDERSTOOD_HARM, "harm", FactKind.ARISES, procedure.line)
            procedure = replace(procedure, facts=(*procedure.facts, harm))
            self.harms = [UNDERSTOOD_HARM]
        self.procedure = procedure
        self.world = world_of(procedure, in_hours=question is Question.SAME_DAY)
        self.free = Walk(
            procedure, self.world, Level(frozenset(), standing=False, reading={}, words={})
        )
        self.holes = holes(procedure, question)

    def answer(self) -> Result:
        """The verdict, with those of the parts that are not kept (MEANING, section 2)."""
        if self.vacuous():
            return "vacuous", {}
        must, guidance, assumed = classes(self.procedure)
        for lines, standing, name in (
            (must, False, LEVELS[0]),
            (must | guidance, False, LEVELS[1]),
            (must | assumed, True, LEVELS[2]),
        ):
            if not any(self.broken(frozenset(lines), standing=standing)):
                return name, {}
        last = list(self.broken(frozenset(must | guidance | assumed), standing=True))
        if not any(last):
            return LEVELS[3], {}
        parts = {
            part: "refuted" if all(part in each for each in last) else "open"
            for part in set().union(*last)
        }
        return ("refuted" if all(last) else "open"), parts

    def vacuous(self) -> bool:
        """Whether there is nothing to ask."""
        if self.question in {Question.ENDS, Question.BOUNDED}:
            return not self.procedure.stages
        states, places = self.free.reach()
        handed = {e.name for e in self.procedure.endings if e.kind is EndingKind.HAND_OVER}
        if self.question is Question.WITHIN and places & handed:
            return False
        return all(self.procedure.stage(state[0]).board for state in states)

    def broken(self, lines: frozenset[int], *, standing: bool) -> Iterator[set[Part]]:
        """The parts that some case breaks, for each reading."""
        words: dict[str, Limit] = {}
        choices = dict(self.holes)
        for assumption in self.procedure.assumptions:
            if assumption.line.number in lines:
                if assumption.words is not None and assumption.limit is not None:
                    words[assumption.words] = assumption.limit
                for each in self.procedure.readings:
                    if assumption.option is not None and assumption.option in each.options:
                        choices[f"reading {each.name}"] = (assumption.option.name,)
        every = list(product(*choices.values()))
        if len(every) > MOST_READINGS:
            raise TooManyReadingsError
        standing = standing and self.question is Question.ENDS
        for chosen in every:
            reading = dict(zip(choices, chosen, strict=True))
            level = Level(lines, standing, reading, words)
            yield self.parts(Walk(self.procedure, self.world, level, self.free))

    def parts(self, walk: Walk) -> set[Part]:
        """The parts that some case breaks."""
        if self.question is Question.ENDS:
            return broken_ends(walk, "end")
        if self.question is Question.BOUNDED:
            return broken_ends(walk, "date")
        if self.question is Question.SAME_DAY:
            return set().union(*(broken_same_day(walk, harm) for harm in self.harms))
        broken = broken_ends(walk, "date", any_end=True)
        if broken or self.require is None or self.require.limit is None:
            return broken
        limit = self.require.limit
        late = any(Runs(walk, limit, b).late() for b in (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS))
        return {("", "by then")} if late else set()
