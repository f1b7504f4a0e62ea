"""Every path of a case from some start, stage by stage, with what can end each step of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from checker.answers.story import EventKind
from checker.procedure.force import move_force
from checker.procedure.model import Force, Outcome, Start, StartEvent, Strength
from checker.proof.encoding.dates import BEHIND, over
from checker.proof.encoding.runs import MOST_PLACES, Figure, Happening, Item, Run, both, figures
from checker.proof.encoding.undecided import UndecidedError
from checker.proof.encoding.universe import Turns
from checker.proof.formula import FALSE, TRUE, Formula, conj, disj, negate, where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.procedure.model import Extension, Limit, Move, Stage, TotalLimit
    from checker.proof.encoding.decider import Decider
    from checker.proof.encoding.parts import Violation
    from checker.proof.encoding.reach import Node, Reach
    from checker.proof.encoding.runs import Effort
    from checker.proof.encoding.transitions import StageTransitions, Transition
    from checker.proof.encoding.universe import Universe

_HERE = frozenset({StartEvent(Start.DEFAULT)})
_FROM_THE_START = StartEvent(Start.PROCEDURE)


class Judge(Protocol):
    """What a promise makes of the runs of its cases."""

    @property
    def effort(self) -> Effort:
        """How much has been looked at."""

    def waits(self, run: Run) -> tuple[list[Violation], bool]:
        """The violations by a case that waits as long as it may where a run ends; and whether the
        runs that go on from there can be left out.
        """

    def comes(self, run: Run) -> list[Violation]:
        """The violations by a case that comes to its ends, or to where nothing follows."""

    def returns(self, run: Run) -> list[Violation]:
        """The violations by a case that comes where it has been before."""


class Leg(Struct, frozen=True):
    """What a case does on one visit to a stage: it waits there, or moves on.

    `outcome`: what comes about meanwhile, if something does; `held`: and is pending for a time.
    `transition`, `to`: by which it moves where; None: it does not. `meanwhile`: where the visit is
    looked at from the moment of its outcome on, what holds while that is pending; else None.
    """

    outcome: Outcome | None = None
    held: bool = False
    transition: Transition | None = None
    to: Node | None = None
    meanwhile: Formula | None = None


class Paths(Struct, frozen=True):
    """The runs of one promise, which `judge` looks at. `ends`: the places that end them.

    `since`: for lines of totals, the step from which they count, where that is given. `to_the_end`:
    whether it matters that a fact may arise just as a case is moved on while an outcome is pending.
    """

    decider: Decider
    reach: Reach
    ends: frozenset[str]
    judge: Judge
    since: dict[int, int] = field(default_factory=dict)
    to_the_end: bool = False

    @property
    def universe(self) -> Universe:
        """The atoms of the text."""
        return self.reach.universe

    def judged(self, starts: Iterable[Run]) -> Iterator[Violation]:
        """The violations by runs that go on from these."""
        ahead = list(starts)
        if len(self.reach.nodes) > MOST_PLACES or self.universe.turns is Turns.FREE:
            raise UndecidedError(stages=(node.place for node in self.reach.nodes))
        while ahead:
            run = ahead.pop()
            node = run.nodes[-1]
            if node in run.nodes[:-1]:
                yield from self.judge.returns(run)
                if not self._again(run):
                    continue
            self.judge.effort.spend(1 + len(run.items))
            out = self.reach.stages.get(node)
            if node.place in self.ends or out is None or out.stage.missing:
                yield from self.judge.comes(run)
                continue
            if not self.decider.possible(run.formula):
                continue
            waited = self._waited(run, out)
            found, always = self.judge.waits(waited)
            yield from found
            if not always:
                yield from self._left(waited, node, out, ahead)

    def judged_after(
        self, run: Run, outcome: Outcome, meanwhile: Formula = TRUE
    ) -> Iterator[Violation]:
        """The same from the moment of an outcome; `meanwhile`: what holds while it is pending."""
        ahead: list[Run] = []
        node = run.nodes[-1]
        if node.place not in self.ends:
            yield from self._after(run, node, outcome, ahead, meanwhile)
            yield from self.judged(ahead)

    def begun(self, node: Node, formula: Formula) -> Run:
        """A run that begins as a case comes to `node`, at moment 0."""
        return Run((node,), (0,), 0, (), formula, 1)

    def pending(self, run: Run, outcome: Outcome) -> Iterator[tuple[Run, bool]]:
        """The runs at the moment at which `outcome` comes about, each with whether it waits.

        A run that does not wait goes on at once: its move takes no time.
        """
        node = run.nodes[-1]
        out = self.reach.stages[node]
        moment = run.moments
        formula = conj((run.formula, self.universe.at(out.possible(outcome), moment)))
        told = Happening(EventKind.OUTCOME, run.steps, moment, node.place, outcome)
        opened = replace(run, formula=formula, moments=moment + 1, happened=(*run.happened, told))
        if formula == FALSE:
            return
        yield opened, False
        immediate = self.universe.at(out.immediate(outcome), moment)
        held = conj((formula, negate(immediate)))
        if held != FALSE:
            yield self._held(replace(opened, formula=held), out, outcome, moment), True

    # --- leg by leg ---

    def legs(self, node: Node) -> Iterator[Leg]:
        """Whatever a case may do on one visit to a node at which it does not end."""
        out = self.reach.stages[node]
        onward = self.reach.transitions.get(node, ())
        yield Leg()
        lanes = [(each, to) for each, to in onward if each.outcome is None]
        yield from (Leg(transition=each, to=to) for each, to in lanes)
        for outcome in _unlike(out):
            yield from self.legs_after(node, outcome)

    def legs_after(
        self, node: Node, outcome: Outcome, meanwhile: Formula | None = None
    ) -> Iterator[Leg]:
        """Those on which an outcome comes about."""
        for held in (False, True):
            if held:
                yield Leg(outcome, held, meanwhile=meanwhile)
            for each, to in self.reach.transitions.get(node, ()):
                if each.outcome is outcome or (held and each.outcome is None):
                    yield Leg(outcome, held, each, to, meanwhile)

    def gone(self, run: Run, leg: Leg) -> Run | None:
        """The run after one more leg; None where no case goes it."""
        waited, meanwhile = run, leg.meanwhile
        if meanwhile is None:
            waited, meanwhile = self._waited(run, self.reach.stages[run.nodes[-1]]), TRUE
        if leg.outcome is None:
            return waited if leg.to is None else self._taken(waited, leg, waited)
        for opened, held in self.pending(waited, leg.outcome):
            if held is leg.held and (held or meanwhile == TRUE):
                while_held = self.universe.at(meanwhile, waited.moments + 1)
                going = replace(opened, formula=conj((opened.formula, while_held)))
                return going if leg.to is None else self._taken(going, leg, waited)
        return None

    def _taken(self, run: Run, leg: Leg, waited: Run) -> Run | None:
        """The run after the move of a leg; `waited`: as it was before its outcome."""
        transition, target = leg.transition, leg.to
        assert transition is not None  # noqa: S101, a leg that comes somewhere has a move
        assert target is not None  # noqa: S101
        if transition.outcome is None:
            return self._moved(run, transition, target, self._now(run, transition))
        opened = self._released(run, transition.move, waited.steps) if leg.held else run
        return self._moved(opened, transition, target, self._now(waited, transition))

    # --- one visit ---

    def _waited(self, run: Run, out: StageTransitions) -> Run:
        """The run after the wait for an outcome, as long as that may be."""
        entered = run.steps
        lanes = [out.on(lane) for lane in out.lanes]
        limits = [out.limit_on(each) for each in out.stage.limits]
        totals = [self.universe.formula(t.condition) for t in self._totals(out.stage)]
        switches = self._switches((*lanes, *limits, *totals))
        for _ in range(1 + switches):
            items = [*self._limits(run, out, entered), *self._beside(run, out)]
            run = self._step(run, items)
        dated = out.stage.limits and not out.stage.clocks
        for extension in out.stage.extensions if dated else ():
            run = self._extended(run, out, extension, switches)
        return run

    def _extended(
        self, run: Run, out: StageTransitions, extension: Extension, switches: int
    ) -> Run:
        """The run after an extension of the stage's limits, used where its condition holds."""
        on = self.universe.at(self.universe.formula(extension.condition), run.moments)
        number = extension.line.number
        own = [Figure((extension.duration,), TRUE), Figure((), negate(on))]
        began = run.steps
        for _ in range(1 + switches):
            items = [*_items(run, number, own, TRUE, began), *self._beside(run, out)]
            run = self._step(run, items)
        return run

    def _step(self, run: Run, items: Iterable[Item]) -> Run:
        """The run with one more step, at a moment of its own."""
        place = run.nodes[-1].place
        told = Happening(EventKind.FACTS, run.steps, run.moments, place)
        return replace(
            run,
            steps=run.steps + 1,
            items=(*run.items, *(i for i in items if i.effective != FALSE)),
            moments=run.moments + 1,
            happened=(*run.happened, told),
        )

    def _switches(self, conditions: Iterable[Formula]) -> int:
        """How often one of these can be switched off: the number of facts that can arise."""
        found = set()
        for on in conditions:
            steady = self.universe.unbroken(on)
            for (var,) in self.universe.arising:
                before, after = (where(steady, var, value) for value in (FALSE, TRUE))
                if conj((before, negate(after))) != FALSE:
                    found.add(var)
        return len(found)

    def _on(self, condition: Formula, run: Run) -> Formula:
        """That something holds all through the step that comes next."""
        return self.universe.at(self.universe.unbroken(condition), run.moments)

    def _limits(self, run: Run, out: StageTransitions, entered: int) -> Iterator[Item]:
        """The items that end a wait by the stage's own limits."""
        stage = out.stage
        for each in stage.limits if not stage.clocks else ():
            here = {StartEvent(Start.STAGE), StartEvent(Start.STAGE, stage.name)}
            first = entered
            if _FROM_THE_START in each.limit.starts:
                here, first = {_FROM_THE_START}, 0
            on = conj((out.binding_limit(each), self._on(out.limit_on(each), run)))
            found = self._figures(each.limit, each.line.number, frozenset(here) | _HERE)
            yield from _items(run, each.line.number, found, on, first)

    def _beside(
        self,
        run: Run,
        out: StageTransitions,
        totals: Iterable[TotalLimit] | None = None,
        pending: Formula = TRUE,
    ) -> Iterator[Item]:
        """The items of lanes, and of `totals` (None: all over the stage), under `pending`."""
        for lane in out.lanes:
            if lane.limit is not None:
                on = conj((out.binding(lane), self._on(out.on(lane), run)))
                yield from _items(run, lane.line.number, self._move(lane), on, None)
        for total in self._totals(out.stage) if totals is None else totals:
            on = self._on(self.universe.formula(total.condition), run)
            on = conj((self.universe.force(total.line), on, pending))
            found = self._figures(total.limit, total.line.number, _HERE | {_FROM_THE_START})
            yield from _items(run, total.line.number, found, on, self.counts_from(total, run))

    def _totals(self, stage: Stage) -> list[TotalLimit]:
        return [total for total in self.universe.procedure.totals if over(total, stage)]

    def counts_from(self, total: TotalLimit, run: Run) -> int:
        """The step from which a total counts that is over the stage where a run is."""
        if total.line.number in self.since:
            return self.since[total.line.number]
        if not begins_late(total):
            return 0
        visits = zip(run.nodes, run.visits, strict=True)
        return next(step for node, step in visits if node.place in total.stages)

    def _held(self, run: Run, out: StageTransitions, outcome: Outcome, moment: int) -> Run:
        """The run after the time for which an outcome may be pending where no move is immediate."""
        stage = out.stage
        guards = [(m, self.universe.at(out.match(m, outcome), moment)) for m in out.moves]
        matched = [(move, guard) for move, guard in guards if guard != FALSE]
        binding = disj(conj((guard, out.binding(move))) for move, guard in matched)
        began = run.steps
        for _ in range(1 + self._switches([out.on(lane) for lane in out.lanes])):
            items: list[Item] = []
            for move, guard in matched:
                if move_force(move) is not Force.PERMISSION:
                    on = conj((guard, out.binding(move)))
                    number = move.line.number
                    items += _items(run, number, self._move(move), on, began)
            inside = [total for total in self._totals(stage) if not _last_of(total, stage)]
            items += self._beside(run, out, inside, binding)
            run = self._step(run, items)
        return run

    def _move(self, move: Move) -> list[Figure]:
        """The figures of a move's limit, and of its consultation's where that is later."""
        number = move.line.number
        own = [Figure((), TRUE)]
        if move.limit is not None:
            own = self._figures(move.limit, number, _HERE | _behind(move))
        if move.hole:
            own = [Figure((), TRUE)]
        if move.consultation is None:
            return own
        held = move.consultation.limit
        if held is None:
            return []
        name = f"{number}/consulting"
        consulted = figures(self.universe.procedure, held, name, _HERE, f"figure {name}")
        if move.limit is None:
            return consulted
        return both(own, consulted, f"later {number}")

    def _figures(self, limit: Limit, number: int, plain: frozenset[StartEvent]) -> list[Figure]:
        return figures(self.universe.procedure, limit, str(number), plain, f"figure {number}")

    # --- going on ---

    def _left(
        self, run: Run, node: Node, out: StageTransitions, ahead: list[Run]
    ) -> Iterator[Violation]:
        """The runs that go on from a stage, each put on `ahead`; and those that end in it."""
        onward = self.reach.transitions.get(node, ())
        ahead += [self._moved(run, e, t, self._now(run, e)) for e, t in onward if e.outcome is None]
        for outcome in _unlike(out):
            yield from self._after(run, node, outcome, ahead)

    def _after(
        self, run: Run, node: Node, outcome: Outcome, ahead: list[Run], meanwhile: Formula = TRUE
    ) -> Iterator[Violation]:
        """The runs that go on after an outcome, each put on `ahead`; and those that end there."""
        onward = self.reach.transitions.get(node, ())
        for opened, held in self.pending(run, outcome):
            going = opened
            if held:
                while_held = self.universe.at(meanwhile, run.moments + 1)
                going = replace(opened, formula=conj((opened.formula, while_held)))
                if not self.decider.possible(going.formula):
                    continue
                found, always = self.judge.waits(going)
                yield from found
                if always:
                    continue
            elif meanwhile != TRUE:
                continue
            for transition, target in onward:
                if transition.outcome is outcome:
                    guard = self._now(run, transition)
                    open_ = self._released(going, transition.move, run.steps) if held else going
                    ahead.append(self._moved(open_, transition, target, guard))
                elif transition.outcome is None and held:
                    ahead.append(
                        self._moved(going, transition, target, self._now(going, transition))
                    )

    def _released(self, run: Run, move: Move, began: int) -> Run:
        """The run as it is moved on after an outcome was pending."""
        opened = self._window(run, move, began)
        return self._turned(opened) if self.to_the_end else opened

    def _turned(self, run: Run) -> Run:
        """The run at one more moment, by which more may have arisen or changed."""
        turned = Happening(EventKind.FACTS, run.steps, run.moments, run.nodes[-1].place)
        return replace(run, moments=run.moments + 1, happened=(*run.happened, turned))

    def _window(self, run: Run, move: Move, began: int) -> Run:
        """The run on which a permission is used within the window after its outcome."""
        if move.strength is not Strength.MAY or move.limit is None or not move.limit.definite:
            return run
        found = self._figures(move.limit, move.line.number, _HERE)
        last = replace(run, steps=run.steps - 1)
        return replace(run, items=(*run.items, *_items(last, move.line.number, found, TRUE, began)))

    def _now(self, run: Run, transition: Transition) -> Formula:
        return self.universe.at(transition.guard, run.moments)

    def _again(self, run: Run) -> bool:
        """Whether a run may come back to where it has been: no more often than facts can arise."""
        return run.nodes.count(run.nodes[-1]) <= 1 + len(self.universe.arising)

    def _moved(self, run: Run, transition: Transition, target: Node, guard: Formula) -> Run:
        """The run after it has taken a transition, whose guard holds at the last moment."""
        if transition.outcome is None:
            run = self._turned(run)
        told = Happening(
            EventKind.MOVED, run.steps, run.moments - 1, target.place, transition=transition
        )
        return replace(
            run,
            nodes=(*run.nodes, target),
            visits=(*run.visits, run.steps),
            formula=conj((run.formula, guard)),
            happened=(*run.happened, told),
        )


def _items(
    run: Run, number: int, found: Iterable[Figure], on: Formula, first: int | None
) -> Iterator[Item]:
    """The items of one line in the step that comes next."""
    for figure in found:
        effective = conj((on, figure.when))
        if effective != FALSE:
            yield Item(run.steps, number, figure.durations, figure.receiving, first, effective)


def _unlike(out: StageTransitions) -> list[Outcome]:
    """The outcomes of a stage; of several that come about and match alike, the first alone."""
    found: dict[tuple[Formula, ...], Outcome] = {}
    for outcome in out.outcomes:
        matches = (out.match(move, outcome) for move in out.moves)
        found.setdefault((out.possible(outcome), *matches), outcome)
    return list(found.values())


def begins_late(total: TotalLimit) -> bool:
    """Whether a total counts from when a case comes to one of its stages, not from its start."""
    return not total.whole_procedure and _FROM_THE_START not in total.limit.starts


def _last_of(total: TotalLimit, stage: Stage) -> bool:
    """Whether a stage is the last that a total covers, so that a move from it is past the total."""
    return not total.whole_procedure and total.stages[-1] == stage.name


def _behind(move: Move) -> frozenset[StartEvent]:
    """The events that have come about with every outcome of a move."""
    return frozenset(
        StartEvent(kind)
        for kind, outcomes in BEHIND.items()
        if move.outcomes and outcomes.issuperset(move.outcomes)
    )
