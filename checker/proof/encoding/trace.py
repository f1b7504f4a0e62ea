"""From values at which a part is broken to a dated story, event by event."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from checker.answers.story import Event, EventKind, Story
from checker.procedure.model import OUT_OF_HOURS, UNDERSTOOD_HARM, Atom, FactKind, Strength, Trigger
from checker.proof.encoding.canonical import LOCAL
from checker.proof.encoding.delays import Delay
from checker.proof.encoding.timing import short
from checker.proof.encoding.universe import in_force
from checker.proof.formula import GoodReading, Var, conj, evaluate, in_order, negate, variables
from checker.worktime.calendar import to_local

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from checker.procedure.model import Outcome, Procedure
    from checker.proof.encoding.decider import Decider
    from checker.proof.encoding.ladder import Ladder
    from checker.proof.encoding.parts import LoopEdge, Violation
    from checker.proof.encoding.reach import Node, Onward, Reach
    from checker.proof.encoding.runs import Late
    from checker.proof.encoding.timing import Clock
    from checker.proof.encoding.transitions import Transition
    from checker.proof.encoding.universe import Universe
    from checker.proof.formula import Formula, Name

Values = dict[Var, bool]

OF_TEXT = frozenset({EventKind.NOBODY_LEADS, EventKind.NO_DEPUTY, EventKind.LACKING})
"""How a story ends that tells of one moment alone, whether or not a case comes there."""


class Question(Struct, frozen=True):
    """What stories of one promise share."""

    procedure: Procedure
    universe: Universe
    decider: Decider
    ladder: Ladder
    reach: Reach | None


def states_of(question: Question, violation: Violation) -> Reach | None:
    """The states that a violation is among."""
    reach = question.reach
    return reach.onward.before if violation.before and reach and reach.onward else reach


def completed(reach: Reach, bits: int, known: Values, lines: frozenset[Var]) -> Values:
    """Values for every variable of the table, out of `bits`, that agree with those known; `lines`
    are those in force.
    """
    table = reach.table
    for var in table.variables:
        column = table.bits(var)
        wanted = known.get(var, var in lines or isinstance(var.name, GoodReading))
        preferred = bits & (column if wanted else ~column)
        bits = preferred or bits
    return table.valuation(bits)


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
        """`model`: values at which the violation is met; `lines`: those in force; `clock`: at the
        moment of the start.
        """
        self.question = question
        self.lines = lines
        self.violation = violation
        self.model = model
        self.events: list[Event] = []
        procedure = question.procedure
        self.kinds = {atom: fact.kind for fact in procedure.facts for atom in fact.atoms}
        self.stages = procedure.stages_by_name
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
            self.question.ladder.choices(self.model),
            harm if isinstance(harm, Atom) else None,
            frozenset(name for name in names if isinstance(name, Atom)),
            frozenset(name.hole for name in names if isinstance(name, GoodReading)),
        )

    def cut_short(self) -> bool:
        """Whether a limit in hours is over before the closing time at which the story ends."""
        violation, reach = self.violation, self.question.reach
        if violation.kind is not EventKind.STILL_THERE or violation.node is None or reach is None:
            return False
        out, here = reach.stages[violation.node], self._here()
        waits = [] if violation.outcome is not None else out.stage.limits
        moves = [move for move in out.lanes if evaluate(out.on(move), here)]
        moves += [m for m in out.stage.moves if violation.outcome in m.outcomes]
        limits = [
            *(each.limit for each in waits if evaluate(out.limit_on(each), here)),
            *(m.limit for m in moves if m.limit is not None and m.strength is not Strength.MAY),
        ]
        return any(
            due < self.clock.now
            for limit in limits
            if short(limit)
            for due in self.clock.due(limit, self.entered)
        )

    # --- facts ---

    def _here(self) -> Values:
        """The values of all variables, the facts as they stand."""
        other = {v: b for v, b in self.model.items() if not self._is_fact(v.name)}
        return other | {Var(name): True for name in self.facts}

    def _known(self, values: Values, moment: int) -> frozenset[Atom]:
        return frozenset(
            var.name
            for var, value in values.items()
            if value and var.moment == moment and isinstance(var.name, Atom)
            if self._is_fact(var.name)
        )

    def _is_fact(self, name: Name) -> bool:
        return name in self.kinds or name in {UNDERSTOOD_HARM, OUT_OF_HOURS}

    def _fixed(self, name: Name) -> bool:
        return isinstance(name, Atom) and self.kinds.get(name) is FactKind.FIXED

    def _free(self, name: Name) -> bool:
        known = self.kinds.get(name) if isinstance(name, Atom) else None
        return known is FactKind.CHANGES or (known is None and name == OUT_OF_HOURS)

    def _defaults(self, facts: frozenset[Atom]) -> frozenset[Atom]:
        """`facts`, with one option true of each either-or fact that has none."""
        for fact in self.question.procedure.facts:
            if len(fact.options) > 1 and facts.isdisjoint(fact.options):
                held = self.facts & frozenset(fact.options)
                facts |= held or {fact.options[-1]}
        return facts

    def _turn(self, facts: frozenset[Atom]) -> None:
        facts = self._defaults(facts)
        if facts != self.facts:
            self.facts = facts
            place = self.events[-1].place
            self.events.append(Event(EventKind.FACTS, self._now(), place, facts))

    def _now(self) -> datetime:
        return to_local(self.clock.now)

    def _add(self, kind: EventKind, place: str | None, **more: object) -> None:
        event = Event(kind, self._now(), place, self.facts)
        self.events.append(replace(event, **more))

    # --- the way there ---

    def _prefix(self, node: Node, reach: Reach) -> None:
        table = set(reach.table.variables)
        here = {v: b for v, b in self.model.items() if v in table}
        steps, start = reach.path(node, here)
        fixed = {n for n in self._known(self.model, 0) if self._fixed(n)}
        first = steps[0].source if steps else node
        if isinstance(self.violation.late, Delay):
            # Compared are cases that are alike as they start.
            fixed |= self._known(self.model, 0)
        if reach.onward is not None:
            self._enter(first, reach.onward, reach.start[first], start)
        else:
            self._raise(first, reach, start, fixed)
        for step in steps:
            self._walk(step.source, step.transition, step.values, fixed)

    def _enter(self, node: Node, onward: Onward, guard: Formula, start: Values) -> None:
        """Lead a case to the node from which it is looked at."""
        before, decider = onward.before, self.question.decider
        given = [
            var if value else negate(var)
            for var, value in ({**self.model, **start}).items()
            if var.moment == 0
            and (self._fixed(var.name) or var in start or isinstance(var.name, LOCAL))
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
                self._turn(self._lasting(self._known(self.model, 0)))
                if transition is not None:
                    self._take(source.place, transition, later=later)
                self.model = outer
                return
        message = f"nothing leads to {node} as {guard}"
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
        stage, universe = onward.before.stages[source], self.question.universe
        came, on = stage.possible(transition.outcome), conj((stage.on(transition.move), given))
        yield False, conj((came, on))
        yield True, conj((came, negate(stage.immediate(transition.outcome)), universe.at(on, 1)))

    def _raise(self, first: Node, reach: Reach, start: Values, fixed: set[Atom]) -> None:
        """Start a case."""
        facts = self._known(start, 0) | fixed
        free = self._meeting(reach.start[first], start) if first in reach.start else frozenset()
        self.facts = self._defaults(facts | free)
        self._add(EventKind.RAISED, first.place)

    def _walk(self, source: Node, transition: Transition, values: Values, fixed: set[Atom]) -> None:
        self.clock.wait(self.stages[source.place], self.entered)
        steady = (
            self._known(values, 0) | fixed | {atom for atom in self.facts if not self._free(atom)}
        )
        self._turn(frozenset(steady | self._meeting(transition.guard, values)))
        self._take(source.place, transition)

    def _take(self, place: str, transition: Transition, *, later: bool = False) -> None:
        if transition.outcome is not None:
            self._outcome(place, transition.outcome)
        if later:
            self._turn(self._lasting(self._known(self.model, 1)))
        self._add(EventKind.MOVED, transition.target.name, line=transition.move.line.number)
        self.entered = self.clock.now

    def _outcome(self, place: str, outcome: Outcome) -> None:
        self._add(EventKind.OUTCOME, place, outcome=outcome)

    def _meeting(self, guard: Formula, values: Values) -> frozenset[Atom]:
        """Facts that can change, valued so that `guard` is met at `values`."""
        self.matters |= variables(guard)
        if not any(self._free(var.name) for var in variables(guard)):
            return frozenset()
        known = {**self.model, **values}
        given = [
            var if known.get(var, False) else negate(var)
            for var in in_order(variables(guard))
            if not self._free(var.name)
        ]
        model = self.question.decider.model(conj((guard, *given))) or {}
        return frozenset(n for n in self._known(model, 0) if self._free(n))

    # --- how it ends ---

    def _end(self) -> None:
        violation = self.violation
        place = violation.node.place if violation.node else ""
        if place not in self.stages:
            return
        first = self._known(self.model, 0)
        if not self._already(violation):
            self.clock.wait(self.stages[place], self.entered)
        self._turn(self._lasting(first))
        if violation.outcome is not None:
            self._outcome(place, violation.outcome)
        later = self._known(self.model, 1)
        if later or any(v.moment == 1 for v in self.model):
            kept = {atom for atom in self.facts if not self._free(atom)}
            named = {v.name for v in self.model if v.moment == 1}
            kept |= {atom for atom in self.facts if atom not in named}
            self._turn(frozenset(kept | later))
        if violation.kind is EventKind.MOVED and violation.transition is not None:
            transition = violation.transition
            self._add(EventKind.MOVED, transition.target.name, line=transition.move.line.number)
        elif violation.transition is not None and violation.rival is not None:
            one, other = violation.transition.move.line.number, violation.rival.move.line.number
            self._add(EventKind.TORN, place, line=one, other=other)
        elif violation.kind is EventKind.STILL_THERE:
            self._break_conditions()
            self.clock.after_closing()
            self._add(EventKind.STILL_THERE, place)
        else:
            self._add(violation.kind, place, line=violation.line)

    def _break_conditions(self) -> None:
        """Let facts that can change switch off, one after another, what they can."""
        reach, node = self.question.reach, self.violation.node
        if reach is None or node is None:
            return
        out = reach.stages[node]
        lines = [(out.on(lane), lane.line.number) for lane in out.lanes]
        lines += [(out.limit_on(limit), limit.line.number) for limit in out.stage.limits]
        harm = self.violation.harm
        for on, number in lines:
            self.matters |= variables(on)
            if not self.model.get(in_force(number), False):
                continue
            if not evaluate(on, self._here()):
                continue
            steady = [
                var if var.name in self.facts else negate(var)
                for var in in_order(variables(on))
                if not self._free(var.name) or var == harm
            ]
            off = self.question.decider.model(conj((negate(on), *steady)))
            if off is not None:
                named = {var.name for var in off}
                kept = {atom for atom in self.facts if atom not in named or not self._free(atom)}
                self._turn(frozenset(kept | self._known(off, 0)))

    def _already(self, violation: Violation) -> bool:
        """Whether the violation needs no outcome and no move before the case waits."""
        return violation.outcome is None and violation.transition is None

    def _lasting(self, facts: frozenset[Atom]) -> frozenset[Atom]:
        return facts | {atom for atom in self.facts if not self._free(atom)}

    def _snapshot(self) -> None:
        place = self.violation.node.place if self.violation.node else None
        self.facts = self._defaults(self._known(self.model, 0))
        self._add(self.violation.kind, place, outcome=self.violation.outcome)

    # --- runs ---

    def _run_late(self, late: Late | Delay) -> None:
        """Each step of a run until it has to be over, and what happens then."""
        start = self.clock.now
        past = late.deadline(start) + timedelta(minutes=1)
        ends = late.times(self.kept, start)
        self._turn(self._lasting(self._known(self.model, 0)))
        came = [len(self.events) - 1]
        for told in late.run.happened:
            self.clock.hold(ends[told.after] or max(self.clock.now, past))
            if told.transition is None or told.transition.outcome is None:
                self._turn(self._at_moment(told.moment))
            if told.kind is EventKind.OUTCOME and told.outcome is not None:
                self._outcome(told.place, told.outcome)
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
        free = {name for name in self.kinds if self._free(name)}
        back_to = next(
            index
            for node, index in zip(nodes, came, strict=True)
            if node == nodes[-1] and self.events[index].facts - free == self.facts - free
        )
        self._add(EventKind.AGAIN, nodes[-1].place, back_to=back_to)

    def _at_moment(self, moment: int) -> frozenset[Atom]:
        """The facts of a moment; what the model says nothing of stays as it is."""
        named = {var.name for var in self.model if var.moment == moment}
        kept = {atom for atom in self.facts if atom not in named or self._fixed(atom)}
        return frozenset(kept | self._known(self.model, moment))

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
        steady = {n for n in self._known(self.model, 0) if not self._free(n)}
        harm = self.violation.harm
        held = {harm.name} if harm is not None and isinstance(harm.name, Atom) else set[Atom]()
        back_to = None
        for edge in [*self._loop(), None]:
            if back_to is None:
                self._turn(
                    frozenset(steady | held | {atom for atom in self.facts if self._free(atom)})
                )
                back_to = len(self.events) - 1
            if edge is None:
                self._add(EventKind.AGAIN, self.events[-1].place, back_to=back_to)
                return
            self.clock.wait(self.stages[edge.source.place], self.entered)
            own = self._known(self.model, edge.moment)
            self._turn(frozenset(steady | held | own))
            self._take(edge.source.place, edge.transition)
