"""From values at which a part is broken to a dated story, event by event."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from checker.answers.story import Event, EventKind, Story
from checker.procedure.model import OUT_OF_HOURS, Atom, Trigger
from checker.proof.encoding.canonical import LOCAL
from checker.proof.encoding.runs import Delay
from checker.proof.encoding.timing import short
from checker.proof.encoding.trace_bounds import bounds, running
from checker.proof.encoding.trace_facts import TraceFacts
from checker.proof.encoding.universe import in_force
from checker.proof.formula import (
    TRUE,
    GoodReading,
    Var,
    conj,
    evaluate,
    in_order,
    negate,
    variables,
)
from checker.worktime.calendar import to_local

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from checker.procedure.model import Limit, Procedure
    from checker.proof.encoding.decider import Decider
    from checker.proof.encoding.ladder import Ladder
    from checker.proof.encoding.parts import LoopEdge, Violation
    from checker.proof.encoding.reach import Node, Onward, Reach
    from checker.proof.encoding.runs import Late
    from checker.proof.encoding.timing import Clock
    from checker.proof.encoding.trace_facts import Values
    from checker.proof.encoding.transitions import StageTransitions, Transition
    from checker.proof.formula import Formula

OF_TEXT = frozenset({EventKind.NOBODY_LEADS, EventKind.NO_DEPUTY, EventKind.LACKING})
"""How a story ends that tells of one moment alone, whether or not a case comes there."""


class Question(Struct, frozen=True):
    """What stories of one promise share."""

    decider: Decider
    ladder: Ladder
    reach: Reach | None

    @property
    def procedure(self) -> Procedure:
        """The text that they are of."""
        return self.decider.universe.procedure


def states_of(question: Question, violation: Violation) -> Reach | None:
    """The states that a violation is among."""
    reach = question.reach
    return reach.onward.before if violation.before and reach and reach.onward else reach


def completed(reach: Reach, bits: int, known: Values, lines: frozenset[Var]) -> Values:
    """Values for every variable of the table, out of `bits`, that agree with those known; `lines`
    are those in force.
    """
    table = reach.table
    for var in reversed(table.variables):
        wanted = known.get(var, var in lines or isinstance(var.name, GoodReading))
        bits = table.chosen(bits, var, value=wanted)
    return table.valuation(bits)


_WAITS = frozenset({EventKind.STAYS, EventKind.UNDATED, EventKind.STILL_THERE})
"""How a story ends that tells of a wait which nothing ends whatever changes."""


class TraceBuilder:
    """Tells one violation at the values of one model."""

    def __init__(
        self,
        question: Question,
        violation: Violation,
        model: Values,
        lines: frozenset[Var],
        clock: Clock,
    ) -> None:
        """`model`: values at which the violation is met with these `lines` in force; `clock`: at
        the moment of the start.
        """
        self.question = question
        self.violation = violation
        self.model = model
        self.lines = lines
        self.events: list[Event] = []
        self.about = TraceFacts(question.procedure)
        self.stages = question.procedure.stages_by_name
        self.clock = clock
        self.kept: frozenset[int] = frozenset()
        start = violation.start
        if violation.late is not None:
            named = enumerate(violation.late.effective)
            self.kept = frozenset(n for n, var in named if model.get(var))
            start = violation.late.start(self.kept)
        if start is not None:
            self.clock.hold(start)
        self.entered = self.clock.now
        self.facts: frozenset[Atom] = frozenset()
        self.matters = set(variables(violation.formula))
        self._at_odds = False

    def tell(self) -> Story:
        """The whole story."""
        violation, reach = self.violation, states_of(self.question, self.violation)
        placed = reach is not None and (violation.node is None or violation.node in reach.nodes)
        if reach is None or not placed or violation.kind in OF_TEXT:
            self._snapshot()
        else:
            node = violation.node if violation.node is not None else self._loop()[0].source
            self._prefix(node, reach)
            if violation.loop:
                self._go_round()
            elif violation.late is not None:
                self._run_late(violation.late)
            else:
                self._end()
        harm = violation.harm.name if violation.harm is not None else None
        names = {var.name for var in self.matters}
        return Story(
            tuple(self.events),
            self.question.ladder.readings.choices(self.model),
            harm if isinstance(harm, Atom) else None,
            frozenset(name for name in names if isinstance(name, Atom)),
            frozenset(name.hole for name in names if isinstance(name, GoodReading)),
        )

    def fits(self) -> bool:
        """Whether the facts of the story go with its times: it is out of hours at night alone, and
        no limit in hours is over before the closing time at which the story ends.
        """
        return not self._at_odds and not self._cut_short()

    def _cut_short(self) -> bool:
        out, here = self._last_stage(), self.about.at(self.model, self.facts)
        if self.violation.kind is not EventKind.STILL_THERE or out is None:
            return False
        return any(
            due < self.clock.now
            for limit in running(out, here, self.violation.outcome)
            if short(limit)
            for due in self.clock.due(limit, self.entered)
        )

    def _last_stage(self) -> StageTransitions | None:
        """What can happen in the stage in which the story ends."""
        reach, node = states_of(self.question, self.violation), self.violation.node
        return reach.stages.get(node) if reach is not None and node is not None else None

    # --- facts ---

    def _turn(self, facts: frozenset[Atom], moment: int = 0) -> None:
        facts = self.about.whole(facts, self.facts, self.model, moment)
        if facts == self.facts:
            return
        place = self.events[-1].place
        stage = self.stages.get(place or "")
        if OUT_OF_HOURS in self.facts ^ facts and stage is not None:
            limits = self._running(place)
            self.clock.turn(stage, self.entered, night=OUT_OF_HOURS in facts, limits=limits)
        self.facts = facts
        self.events.append(Event(EventKind.FACTS, self._now(), place, facts))

    def _running(self, place: str | None) -> list[Limit] | None:
        """The limits that run in the place at which the story ends; None in another place."""
        out = self._last_stage()
        if out is None or place != out.stage.name:
            return None
        outcome = self.violation.outcome
        pending = outcome if self.events[-1].kind is EventKind.OUTCOME else None
        return running(out, self.about.at(self.model, self.facts), pending)

    def _held(self) -> frozenset[Atom]:
        """The facts as they stay unless something turns on their change; the clock tells whether it
        is out of hours.
        """
        return self.facts - {OUT_OF_HOURS} | ({OUT_OF_HOURS} if self._night() else set())

    def _night(self) -> bool:
        """Whether it is out of hours by the clock, and hours are what the story is about."""
        return self.clock.night and any(var.name == OUT_OF_HOURS for var in self.matters)

    def _settle(self, facts: frozenset[Atom], moment: int) -> None:
        """Turn to the facts of a moment of the model, or to others that break the part as well and
        change less.
        """
        formula = self.violation.formula
        facts = self.about.nearest(formula, self.model, facts, self._held(), moment)
        self.model = self.about.at(self.model, facts, moment)
        self._turn(facts)

    def _now(self) -> datetime:
        return to_local(self.clock.now)

    def _add(self, kind: EventKind, place: str | None, **more: object) -> None:
        self._at_odds |= (OUT_OF_HOURS in self.facts) is not self._night()
        event = Event(kind, self._now(), place, self.facts)
        self.events.append(replace(event, **more))

    # --- the way there ---

    def _prefix(self, node: Node, reach: Reach) -> None:
        table = set(reach.table.variables)
        here = {v: b for v, b in self.model.items() if v in table}
        steps, start, end = reach.path(node, here)
        self.model |= end
        first = steps[0].source if steps else node
        if reach.onward is not None:
            came = self._enter(first, reach, reach.onward, start)
            gone = {var: came.get(var, False) for var in reach.forgotten[first]}
            steps = [replace(step, values={**step.values, **gone}) for step in steps]
            self.model |= gone
        fixed = {n for n in self.about.known(self.model, 0) if self.about.fixed(n)}
        if isinstance(self.violation.late, Delay):
            # Compared are cases that are alike as they start.
            fixed |= self.about.known(self.model, 0)
        if reach.onward is None:
            self._raise(first, reach, start, fixed)
        for step in steps:
            self._walk(step.source, step.transition, step.values, fixed)

    def _enter(self, node: Node, reach: Reach, onward: Onward, start: Values) -> Values:
        """Lead a case to the node from which it is looked at; what is true then, of that of which
        nothing speaks any more, too.
        """
        before, decider, gone = onward.before, self.question.decider, reach.forgotten[node]
        given = [
            var if value else negate(var)
            for var, value in ({**self.model, **start}).items()
            if var.moment == 0
            and var not in gone
            and (self.about.fixed(var.name) or var in start or isinstance(var.name, LOCAL))
        ]
        for source, transition in onward.entries[node]:
            for later, wanted in self._entering(onward, source, transition, conj(given)):
                whole = conj((before.formula(source), wanted))
                model = decider.model(whole, self.question.ladder.fixed(whole, self.lines))
                if model is None:
                    continue
                outer, self.model = self.model, {**self.model, **start, **model}
                self.model |= completed(before, before.nodes[source], self.model, self.lines)
                self._prefix(source, before)
                self._turn(self.about.known(self.model, 0) | self.about.lasting(self.facts))
                if transition is not None:
                    self._take(source.place, transition, later=later)
                came, self.model = self.model, outer
                return came
        message = f"nothing leads to {node} as {reach.start[node]}"
        raise AssertionError(message)

    def _entering(
        self, onward: Onward, source: Node, transition: Transition | None, given: Formula
    ) -> Iterator[tuple[bool, Formula]]:
        """When a case leaves for where it is looked at; of a lane after an outcome, whether it is
        on at a later moment, moment 1.
        """
        if (
            transition is None
            or transition.outcome is None
            or transition.move.trigger is not Trigger.LANE
        ):
            yield False, conj((onward.asked if transition is None else transition.guard, given))
            return
        stage, universe = onward.before.stages[source], onward.before.universe
        came, on = stage.possible(transition.outcome), conj((stage.on(transition.move), given))
        yield False, conj((came, on))
        yield True, conj((came, negate(stage.immediate(transition.outcome)), universe.at(on, 1)))

    def _raise(self, first: Node, reach: Reach, start: Values, fixed: set[Atom]) -> None:
        """Start a case."""
        facts = self.about.known(start, 0) | fixed
        free = self._meeting(reach.start.get(first, TRUE), start)
        self.facts = self.about.whole(facts | free, frozenset(), {**self.model, **start})
        self._add(EventKind.RAISED, first.place)

    def _walk(self, source: Node, transition: Transition, values: Values, fixed: set[Atom]) -> None:
        self.clock.wait(self.stages[source.place], self.entered)
        steady = self.about.known(values, 0) | fixed | self.about.lasting(self.facts)
        self._turn(frozenset(steady | self._meeting(transition.guard, values)))
        self._take(source.place, transition)

    def _take(self, place: str, transition: Transition, *, later: bool = False) -> None:
        if transition.outcome is not None:
            self._add(EventKind.OUTCOME, place, outcome=transition.outcome)
        if later:
            self._turn(self.about.known(self.model, 1) | self.about.lasting(self.facts), 1)
        self._add(EventKind.MOVED, transition.target.name, line=transition.move.line.number)
        self.entered = self.clock.now

    def _meeting(self, guard: Formula, values: Values) -> frozenset[Atom]:
        """The facts that can change: as they are, or as `guard` needs them at `values`."""
        self.matters |= variables(guard)
        known = {**self.model, **values}
        steady = self.about.lasting(self.about.known(known, 0))
        held = self._held() - self.about.lasting(self.facts)
        kept = self.about.whole(steady | held, held, known)
        if evaluate(guard, self.about.at(known, kept)):
            return kept - self.about.lasting(kept)
        given = [
            var if known.get(var, False) else negate(var)
            for var in in_order(variables(guard))
            if not self.about.free(var.name)
        ]
        model = self.question.decider.model(conj((guard, *given))) or {}
        named = {var.name for var in model}
        facts = steady | self.about.known(model, 0) | (held - named)
        facts = self.about.whole(facts, held, {**known, **model})
        facts = self.about.nearest(guard, known, facts, held)
        return facts - self.about.lasting(facts)

    # --- how it ends ---

    def _end(self) -> None:
        violation = self.violation
        place = violation.node.place if violation.node else ""
        if place not in self.stages:
            return
        if violation.outcome is not None or violation.transition is not None:
            self.clock.wait(self.stages[place], self.entered)
        self._settle(self.about.known(self.model, 0) | self.about.lasting(self.facts), 0)
        if violation.outcome is not None:
            self._add(EventKind.OUTCOME, place, outcome=violation.outcome)
        if any(var.moment == 1 for var in self.model):
            self._settle(self._at_moment(1) | self.about.lasting(self.facts), 1)
        if violation.kind in _WAITS:
            self._lapse(violation.kind)
        if violation.kind is EventKind.MOVED and violation.transition is not None:
            transition = violation.transition
            self._add(EventKind.MOVED, transition.target.name, line=transition.move.line.number)
        elif violation.transition is not None and violation.rival is not None:
            one, other = violation.transition.move.line.number, violation.rival.move.line.number
            self._add(EventKind.TORN, place, line=one, other=other)
        elif violation.kind is EventKind.STILL_THERE:
            self.clock.after_closing()
            self._add(EventKind.STILL_THERE, place)
        else:
            self._add(violation.kind, place, line=violation.line)

    def _lapse(self, kind: EventKind) -> None:
        """Let facts that can change switch off, one after another, what would end the wait."""
        harm, seen = self.violation.harm, [self.facts]
        out = self._last_stage()
        for on, line in () if out is None else bounds(out, kind, self.violation.outcome):
            if in_force(line.number) not in self.lines:
                continue
            self.matters |= variables(on)
            if any(not evaluate(on, self.about.at(self.model, facts)) for facts in seen):
                continue
            here = self.about.at(self.model, self.facts)
            steady = [
                var if here.get(var, False) else negate(var)
                for var in in_order(variables(on))
                if not self.about.free(var.name) or var == harm
            ]
            off = self.question.decider.model(conj((negate(on), *steady)))
            if off is not None:
                named = {var.name for var in off if self.about.free(var.name)}
                facts = self.facts - named | (self.about.known(off, 0) & named)
                here |= off
                self._turn(self.about.nearest(negate(on), here, facts, self._held()))
                seen.append(self.facts)

    def _snapshot(self) -> None:
        place = self.violation.node.place if self.violation.node else None
        facts, nothing = self.about.known(self.model, 0), frozenset[Atom]()
        facts = self.about.nearest(self.violation.formula, self.model, facts, nothing)
        self.facts = self.about.whole(facts, nothing)
        self._add(self.violation.kind, place, outcome=self.violation.outcome)

    # --- runs ---

    def _run_late(self, late: Late | Delay) -> None:
        """Each step of a run until it has to be over, and what happens then."""
        start = self.clock.now
        past = late.deadline(start) + timedelta(minutes=1)
        ends = late.times(self.kept, start)
        self._settle(self.about.known(self.model, 0) | self.about.lasting(self.facts), 0)
        came = [len(self.events) - 1]
        for told in late.run.happened:
            self.clock.hold(ends[told.after] or max(self.clock.now, past))
            if told.transition is None or told.transition.outcome is None:
                self._settle(self._at_moment(told.moment), told.moment)
            if told.kind is EventKind.OUTCOME:
                self._add(EventKind.OUTCOME, told.place, outcome=told.outcome)
            if told.kind is EventKind.MOVED and told.transition is not None:
                self._add(EventKind.MOVED, told.place, line=told.transition.move.line.number)
                came.append(len(self.events) - 1)
        if self.violation.kind is EventKind.AGAIN:
            self._come_back(late, came)
            return
        last = ends[late.run.steps]
        self.clock.hold(max(self.clock.now, past if last is None else min(last, past)))
        due = to_local(late.due) if isinstance(late, Delay) else None
        self._add(self.violation.kind, late.run.nodes[-1].place, due=due)

    def _come_back(self, late: Late | Delay, came: list[int]) -> None:
        """The case is where it was when nothing more had arisen; `came`: the events by which."""
        nodes = late.run.nodes
        lasting = self.about.lasting(self.facts)
        back_to = next(
            index
            for node, index in zip(nodes, came, strict=True)
            if node == nodes[-1] and self.about.lasting(self.events[index].facts) == lasting
        )
        self._add(EventKind.AGAIN, nodes[-1].place, back_to=back_to)

    def _at_moment(self, moment: int) -> frozenset[Atom]:
        """The facts of a moment; what the model says nothing of stays as it is."""
        named = {var.name for var in self.model if var.moment == moment}
        kept = {atom for atom in self.facts if atom not in named or self.about.fixed(atom)}
        return frozenset(kept | self.about.known(self.model, moment))

    # --- loops ---

    def _loop(self) -> list[LoopEdge]:
        ways = {e.source: e for e in reversed(self.violation.loop) if self.model.get(e.chosen)}
        seen: list[LoopEdge] = []
        edge = next(iter(ways.values()))
        while edge not in seen:
            seen.append(edge)
            edge = ways[edge.target]
        return seen[seen.index(edge) :]

    def _go_round(self) -> None:
        steady = self.about.lasting(self.about.known(self.model, 0))
        harm = self.violation.harm
        held = {harm.name} if harm is not None and isinstance(harm.name, Atom) else set[Atom]()
        self._settle(frozenset(self.facts | steady | held), 0)
        back_to = len(self.events) - 1
        for edge in self._loop():
            self.clock.wait(self.stages[edge.source.place], self.entered)
            self._settle(self._at_moment(edge.moment) | held, edge.moment)
            self._take(edge.source.place, edge.transition)
        self._add(EventKind.AGAIN, self.events[-1].place, back_to=back_to)
