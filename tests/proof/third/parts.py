"""The parts of each promise, and which of them some case breaks (MEANING, sections 2 to 6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from msgspec.structs import replace

from checker.procedure.model import (
    ActorKind,
    EndingKind,
    Outcome,
    Slot,
    Start,
    TargetKind,
    Trigger,
    Unit,
    Verb,
)
from tests.proof.third.walk import Atoms, State, Walk, subsets, true

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.procedure.model import Atom, Limit, Move, Stage, Target

T = TypeVar("T")
Part: TypeAlias = tuple[str, str]
"""The place of a part, and the words of its row."""

BROUGHT = {
    Start.MEETING: {Verb.CONVENE, Verb.MEET},
    Start.DECISION: {Verb.DECIDE},
    Start.NOTICE: {Verb.TELL, Verb.SEND},
}
"""What brings about what a limit counts from."""
SLOTS = (Slot.LED, Slot.DECIDED, Slot.CHAIRED, Slot.MEDIATED)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a limit stands: `what` is `stage`, `total`, `move` (lanes too) or `consulting`."""

    what: str
    line: int
    stage: Stage
    state: State
    own: frozenset[str]
    outcomes: tuple[Outcome, ...] = ()


class Judge:
    """Which limits and moves settle a wait, some lines being complied with, under one reading.

    `how`: `end` (a wait ends one day), `date` (by a date), `soon` (on the same working day).
    `held`: atoms that stay true meanwhile.
    """

    def __init__(self, walk: Walk, how: str, held: Atoms = frozenset()) -> None:
        """The values that can change while the held atoms stay."""
        self.walk, self.how = walk, how
        changing = frozenset().union(*walk.world.changing)
        self.changing = [c for c in walk.world.changing if held & changing <= c]

    def meant(self, limit: Limit) -> Limit:
        """The limit, its vague words being what an `assume` line in force says that they mean."""
        means = self.walk.level.words.get(limit.vague or "")
        if means is None:
            return limit
        figures = (*limit.durations, *means.durations)
        return replace(limit, durations=figures, also=(*limit.also, *means.also), vague=None)

    def counts(self, limit: Limit, place: Place) -> bool:
        """Whether a limit settles a wait."""
        hole = f"{'consulting' if place.what == 'consulting' else 'limit'} {place.line}"
        if self.how == "end":
            return not limit.missing or self.walk.good(hole)
        limit = self.meant(limit)
        if self.how == "soon":
            return self.soon(limit, place, self.walk.good(hole))
        figure = bool(limit.durations) or self.walk.good(hole)
        stopped = place.what == "stage" and place.stage.clocks
        return figure and not stopped and not limit.backward and self.starts(limit, place)

    def soon(self, limit: Limit, place: Place, good: bool) -> bool:  # noqa: FBT001
        """Section 4, Soon."""
        events = [e for e in limit.starts if e.kind is not Start.DEFAULT]
        if place.what == "stage":
            if place.stage.extensions or place.stage.clocks:
                return False
            events = [e for e in events if e.name != place.stage.name]
        if place.what == "total" or events or limit.backward:
            return False
        if limit.missing:
            return good
        if not limit.durations:
            return good and place.what != "stage"
        figures = [any(d.unit is Unit.SAME_WORKING_DAY for d in limit.durations)]
        figures += [d.unit is Unit.SAME_WORKING_DAY for d in limit.also]
        return any(figures) if good else all(figures)

    def starts(self, limit: Limit, place: Place) -> bool:
        """Whether one of the events that a limit counts from comes about (section 6, Dated)."""
        return not limit.starts or any(
            event.kind in {Start.DEFAULT, Start.PROCEDURE}
            or (event.kind is Start.STAGE and self.behind(event.name or "", place))
            or (event.kind is Start.DECISION and set(place.outcomes) == {Outcome.DECIDED})
            or (
                event.kind is Start.ANSWER
                and bool(place.outcomes)
                and set(place.outcomes) <= {Outcome.AGREED, Outcome.NOT_AGREED}
            )
            or self.brought(event.kind, place)
            for event in limit.starts
        )

    def behind(self, name: str, place: Place) -> bool:
        """Whether no case comes to the place without having been in that stage."""
        return name in place.own or place.stage.name not in self.walk.free.places_without(name)

    def brought(self, event: Start, place: Place) -> bool:
        """Whether a duty of the stage brings the event about, whatever changes."""
        return place.what != "total" and any(
            duty.verb in BROUGHT.get(event, ())
            and self.walk.complied(duty.line)
            and not duty.outcomes
            and duty.limit is not None
            and bool(duty.limit.durations)
            and not duty.limit.starts
            and all(
                self.walk.due(duty, place.stage, place.state[1] | place.state[2] | now)
                for now in self.changing
            )
            for duty in place.stage.duties
        )

    def met(self, move: Move, place: Place) -> bool:
        """Whether nothing holds the move up beyond what counts."""
        if move.consultation is None:
            return True
        limit = move.consultation.limit
        return limit is not None and self.counts(limit, replaced(place, "consulting"))

    def settles(self, move: Move, state: State) -> bool:
        """Whether a move in force is taken in time, once it can be: a lane needs a limit for it."""
        walk = self.walk
        if move.hole:
            return walk.leads(move)
        stage = walk.procedure.stage(state[0])
        place = Place(
            "move", move.line.number, stage, state, frozenset({stage.name}), move.outcomes
        )
        if not walk.leads(move) or not self.met(move, place):
            return False
        if self.how == "end":
            return True
        if move.limit is None:
            return move.trigger is not Trigger.LANE
        return self.counts(move.limit, place)

    def lanes(self, state: State) -> list[Move]:
        """The lanes in force that are on whatever changes, and settle a wait."""
        stage, (_, fixed, arisen, turns) = self.walk.procedure.stage(state[0]), state
        on = [self.walk.lanes(stage, fixed | arisen | now, turns) for now in self.changing]
        return [m for m in on[0] if all(m in each for each in on) and self.settles(m, state)]

    def ended(self, state: State) -> bool:
        """Whether a limit, a total or a lane ends the wait in a state with no outcome."""
        stage, (_, fixed, arisen, _) = self.walk.procedure.stage(state[0]), state
        own = frozenset({stage.name})
        on = [self.walk.limited(stage, fixed | arisen | now) for now in self.changing]
        for n, limit in enumerate(stage.limits):
            if all(n in each for each in on) and self.walk.complied(limit.line):
                place = Place("stage", limit.line.number, stage, state, own)
                if self.counts(limit.limit, place):
                    return True
        for total in self.walk.procedure.totals:
            if stage.name in total.stages and self.walk.complied(total.line):
                held = all(true(total.condition, fixed | arisen | now) for now in self.changing)
                place = Place("total", total.line.number, stage, state, frozenset(total.stages))
                if held and self.counts(total.limit, place):
                    return True
        return bool(self.lanes(state))

    def later(self, state: State) -> Iterator[State]:
        """The state, and what it is once more has arisen."""
        name, fixed, arisen, turns = state
        for more in subsets(set(self.walk.world.arising) - arisen):
            yield name, fixed, arisen | more, turns


def replaced(place: Place, what: str) -> Place:
    """The same place for another limit of the line."""
    return Place(what, place.line, place.stage, place.state, place.own, place.outcomes)


def outcome_moves(walk: Walk, state: State) -> Iterator[tuple[Outcome, list[Move], Atoms]]:
    """Each outcome that can come about in a state, what matches then, and the values then."""
    stage = walk.procedure.stage(state[0])
    for now in walk.world.changing:
        atoms = state[1] | state[2] | now
        for outcome in walk.outcomes(stage, atoms):
            yield outcome, walk.matching(stage, outcome, atoms, state[3]), atoms


def lost(walk: Walk, move: Move) -> bool:
    """Whether the move leads to what is missing, read badly; a mentioned outcome leads nowhere."""
    missing = any(to.kind is TargetKind.MISSING for to in move.targets)
    return missing and not move.hole and not walk.good(f"move {move.line.number}")


def broken_ends(walk: Walk, how: str, *, any_end: bool = False) -> set[Part]:
    """The parts of `every-path-ends` (`end`) or `bounded-end` (`date`) that some case breaks.

    `any_end`: an ending without outcome is an end, too.
    """
    judge = Judge(walk, how)
    states, places = walk.reach()
    broken: set[Part] = set()
    for ending in walk.procedure.endings:
        refused = ending.kind is EndingKind.WITHOUT_OUTCOME and not any_end
        if ending.kind is EndingKind.HAND_OVER:
            refused = not walk.good(f"ending {ending.name}")
        if ending.name in places and refused:
            broken.add((ending.name, "ending"))
    for state in states:
        stage = walk.procedure.stage(state[0])
        if stage.missing:
            if not walk.good(f"stage {stage.name}"):
                broken.add((stage.name, "never described"))
        elif not stage.board:
            broken |= {(stage.name, row) for row in rows(judge, state)}
    return broken | {(first_of_set(walk, each), "loop") for each in rounds(walk, states)}


def first_of_set(walk: Walk, some: set[str]) -> str:
    """The first stage of the strongly connected set in which some stages are, turns aside."""
    name, ways = min(some), walk.free.ways
    return min(s for s in after(name, ways) | {name} if name in after(s, ways) | {s})


def stages_of(walk: Walk, move: Move) -> list[Stage]:
    """The stages that a move leads to."""
    named = [to.name for to in move.targets if to.kind is TargetKind.STAGE]
    return [walk.procedure.stage(name) for name in named if name is not None]


def rows(judge: Judge, state: State) -> Iterator[str]:
    """The rows of the stage's parts that are broken from a state."""
    walk = judge.walk
    if not walk.level.standing and not judge.ended(state):
        yield "left in the end"
    unled = any(not judge.lanes(each) for each in judge.later(state))
    for outcome, moves, _ in outcome_moves(walk, state):
        kept = any(judge.settles(move, state) for move in moves)
        if any(lost(walk, move) for move in moves) or (unled and not kept):
            yield outcome.value
    for move, _ in walk.exits(state):
        if move.trigger is Trigger.LANE and lost(walk, move):
            yield "at any moment"


def rounds(walk: Walk, states: set[State]) -> list[set[str]]:
    """Sets of stages round which a case can go for ever, with nothing arising and no turn used."""
    ways: dict[State, set[State]] = {}
    for state in states:
        if not walk.procedure.stage(state[0]).board:
            ways[state] = {
                (to.name, *state[1:])
                for move, _ in walk.exits(state)
                if move.at_most is None
                for to in stages_of(walk, move)
            }
    return circles(ways)


def circles(ways: dict[State, set[State]]) -> list[set[str]]:
    """The stages of each set of states that lead to one another."""
    known = {state: after(state, ways) for state in ways}
    return [
        {other[0] for other in known[state] if state in known.get(other, ())}
        for state in ways
        if state in known[state]
    ]


def after(place: T, ways: dict[T, set[T]]) -> set[T]:
    """What follows a place, one step or more on."""
    found: set[T] = set()
    work = [place]
    while work:
        for each in ways.get(work.pop(), set()) - found:
            found.add(each)
            work.append(each)
    return found


# --- same-day-escalation ---------------------------------------------------------------------


def leaders(stage: Stage, atoms: Atoms) -> set[str]:
    """Who leads at these values: roles of the first slot that names one, else bodies."""
    for kind in (ActorKind.ROLE, ActorKind.BODY):
        for slot in SLOTS:
            held = [w for w in stage.who if w.slot is slot and true(w.condition, atoms)]
            held = [w for w in held if w.instead] or held
            found = {a.name for w in held for a in w.actors if a.kind is kind and a.name}
            if found:
                return found
    return set()


def tier(walk: Walk, stage: Stage, atoms: Atoms) -> int:
    """The highest tier among those who lead then; -1 where nobody has one."""
    tiers = {role.name: role.tier for role in walk.procedure.roles}
    tiers |= {body.name: body.tier for body in walk.procedure.bodies}
    found = (tiers[name] for name in leaders(stage, atoms))
    return max((each for each in found if each is not None), default=-1)


def wrong(walk: Walk, stage: Stage, to: Target, atoms: Atoms, move: Move) -> bool:
    """Whether going there, harm being true, breaks the promise."""
    if to.kind is TargetKind.MISSING:
        return lost(walk, move)
    if to.kind is TargetKind.ENDING:
        return walk.procedure.ending(to.name or "").kind is EndingKind.WITHOUT_OUTCOME
    target = walk.procedure.stage(to.name or "")
    if target.board:
        return False
    if target.missing and not leaders(target, atoms):
        return not walk.good(f"stage {target.name}")
    return tier(walk, target, atoms) < tier(walk, stage, atoms)


def broken_same_day(walk: Walk, harm: Atom) -> set[Part]:
    """The parts of `same-day-escalation` that some case breaks with that harm."""
    judge = Judge(walk, "soon", frozenset({harm}))
    states, _ = walk.reach()
    broken: set[Part] = set()
    for state in states:
        stage = walk.procedure.stage(state[0])
        kept = stage.board or (stage.missing and walk.good(f"stage {stage.name}"))
        if not kept and (waits(judge, state, harm) or goes_wrong(judge, state, harm)):
            broken.add((stage.name, "in hours"))
    rounds = handed(judge, states, harm)
    return broken | {(first_of_set(walk, each), "handed round") for each in rounds}


def harmed(judge: Judge, state: State, harm: Atom) -> bool:
    """Whether harm can be true in a state."""
    changing = frozenset().union(*judge.walk.world.changing)
    return harm in state[1] | state[2] | changing


def waits(judge: Judge, state: State, harm: Atom) -> bool:
    """Section 4, 1 and 2."""
    walk = judge.walk
    if harmed(judge, state, harm) and not judge.ended(state):
        return True
    later = [each for each in judge.later(state) if harmed(judge, each, harm)]
    if all(judge.lanes(each) for each in later):
        return False
    return any(
        not any(judge.settles(move, state) for move in moves)
        for _, moves, _ in outcome_moves(walk, state)
    )


def goes_wrong(judge: Judge, state: State, harm: Atom) -> bool:
    """Section 4, 3."""
    walk, stage = judge.walk, judge.walk.procedure.stage(state[0])

    def at(moves: Iterable[Move], atoms: Atoms) -> bool:
        return harm in atoms and any(
            wrong(walk, stage, to, atoms, move) for move in moves for to in move.targets
        )

    for now in walk.world.changing:
        atoms = state[1] | state[2] | now
        if at(walk.lanes(stage, atoms, state[3]), atoms):
            return True
    for _, moves, atoms in outcome_moves(walk, state):
        if at(moves, atoms):
            return True
        if any(walk.leads(m) and m.limit is None and m.consultation is None for m in moves):
            continue
        for _, fixed, arisen, _ in judge.later(state):
            if any(at(moves, fixed | arisen | now) for now in walk.world.changing):
                return True
    return False


def handed(judge: Judge, states: set[State], harm: Atom) -> list[set[str]]:
    """Sets of stages of one tier round which a case can go for ever, harm being true."""
    walk = judge.walk
    ways: dict[State, set[State]] = {}
    for state in states:
        stage = walk.procedure.stage(state[0])
        if stage.board or not harmed(judge, state, harm) or rescued(judge, state):
            continue
        ways[state] = set()
        for move, atoms in walk.exits(state):
            for target in stages_of(walk, move) if harm in atoms and move.at_most is None else ():
                if tier(walk, target, atoms) == tier(walk, stage, atoms):
                    ways[state].add((target.name, *state[1:]))
    return circles(ways)


def rescued(judge: Judge, state: State) -> bool:
    """Whether a soon lane takes the case up, whichever of its places is chosen."""
    walk, stage = judge.walk, judge.walk.procedure.stage(state[0])

    def up(to: Target) -> bool:
        if to.kind is TargetKind.MISSING:
            return True
        if to.kind is TargetKind.ENDING:
            return walk.procedure.ending(to.name or "").kind is not EndingKind.WITHOUT_OUTCOME
        target = walk.procedure.stage(to.name or "")
        values = [state[1] | state[2] | now for now in judge.changing]
        return target.board or all(higher(target, each) for each in values)

    def higher(target: Stage, atoms: Atoms) -> bool:
        if target.missing and not leaders(target, atoms):
            return walk.good(f"stage {target.name}")
        return tier(walk, target, atoms) > tier(walk, stage, atoms)

    return any(all(map(up, move.targets)) for move in judge.lanes(state))
