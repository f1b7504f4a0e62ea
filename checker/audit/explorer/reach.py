"""The states that a case can come to."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from msgspec import Struct, field

from checker.procedure.model import TargetKind
from checker.semantics.cycles import has_cycle
from checker.semantics.places import used_once
from checker.semantics.values import subsets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from checker.audit.explorer.space import Space
    from checker.procedure.model import Target
    from checker.semantics.places import Exit


class State(Struct, frozen=True):
    """A case in a stage, before an outcome: `base` holds the fixed, the chosen and the arisen
    atoms; `turns` those used; `left` the lines with turns left. The changing atoms are free.
    """

    stage: int
    base: int
    turns: tuple[int, ...]
    left: int

    def grown(self, bits: int) -> State:
        """The same with more atoms arisen."""
        return State(self.stage, self.base | bits, self.turns, self.left)


class Reached(Struct):
    """The states that can be come to, and the endings. `board`: a case in a stage of the goal
    (of most promises, the board's), what can arise having arisen there or not; it goes no further.
    `endings`: the fixed, chosen and arisen atoms with which each is come to.
    """

    states: list[State] = field(default_factory=list)
    board: list[State] = field(default_factory=list)
    endings: dict[str, set[int]] = field(default_factory=dict)


class Explorer:
    """Walks from state to state under one choice of readings' options, with some duties complied
    with; an outcome that these take away does not come about, nor do its moves.
    """

    def __init__(
        self, space: Space, chosen: int, complied: frozenset[int], without: int | None = None
    ) -> None:
        """`chosen`: the options of readings that hold. `without`: a stage that no case enters.
        Walks at once.
        """
        self.space = space
        self._chosen = chosen
        self._complied = complied
        self._without = without
        self._board = set[State]()
        self._exits: dict[tuple[int, int, int], dict[Exit, tuple[int, ...]]] = {}
        self._states: dict[int, list[State]] = {}
        self.narrowed: dict[tuple[frozenset[int], bool], Explorer] = {}
        self.reached = Reached()
        seen = set[State]()
        waiting = list(self.first())
        while waiting:
            state = waiting.pop()
            if state not in seen:
                seen.add(state)
                waiting += self._next(state)
        self.reached.states = sorted(seen, key=_by_stage)
        grown = {later for state in self._board for later in self.later(state)}
        self.reached.board = sorted(grown, key=_by_stage)

    def of(self, space: Space) -> Explorer:
        """The same walk, for a promise that looks at the same values."""
        same = copy(self)
        same.space, same.narrowed = space, {}
        return same

    def within(self, stages: frozenset[int], *, endings: bool = False) -> Explorer:
        """The same walk, of which these stages are looked at alone, and perhaps the endings."""
        if (stages, endings) not in self.narrowed:
            narrow = copy(self)
            reached = self.reached
            narrow.reached = Reached(
                [s for stage in sorted(stages) for s in self._in_stage(stage)],
                [s for s in reached.board if s.stage in stages],
                reached.endings if endings else {},
            )
            self.narrowed[stages, endings] = narrow
        return self.narrowed[stages, endings]

    def _in_stage(self, stage: int) -> list[State]:
        if not self._states:
            for state in self.reached.states:
                self._states.setdefault(state.stage, []).append(state)
        return self._states.get(stage, [])

    def outcomes(self, state: State) -> Iterator[tuple[int, tuple[Exit, ...], str]]:
        """What can come about: the values of all atoms, the moves that match, the outcome."""
        place = self.space.places[state.stage]
        for changing in self.space.values.changing:
            mask = state.base | changing
            for outcome in place.outcomes(mask, self._complied):
                yield mask, place.matching(outcome, mask, state.left), outcome.value

    def exits(self, state: State) -> dict[Exit, tuple[int, ...]]:
        """Every way on, and the values at which the case can take it at once."""
        key = (state.stage, state.base, state.left)
        if key not in self._exits:
            found: dict[Exit, dict[int, None]] = {}
            for changing in self.space.values.changing:
                mask = state.base | changing
                for e in self.space.places[state.stage].lanes_on(mask, state.left):
                    found.setdefault(e, {})[mask] = None
            for mask, matched, _ in self.outcomes(state):
                for e in matched:
                    found.setdefault(e, {})[mask] = None
            self._exits[key] = {e: tuple(masks) for e, masks in found.items()}
        return self._exits[key]

    def later(self, state: State) -> list[State]:
        """This state, and the same with more atoms arisen."""
        found = [state]
        for bit in self.space.values.arising:
            found += [s.grown(bit) for s in found if not s.base & bit]
        return found

    def rounds(
        self, states: list[State], onward: Callable[[State], Iterable[int]]
    ) -> Iterator[int]:
        """The first stages of the sets in which a case can go round for ever, nothing used up."""
        for among in self.space.loops:
            inside = [state for state in states if state.stage in among]
            for constant in sorted({(s.base, s.turns) for s in inside}):
                alike = (s for s in inside if (s.base, s.turns) == constant)
                if has_cycle({s.stage: set(onward(s)) for s in alike}):
                    yield among[0]

    def first(self) -> Iterator[State]:
        """Where cases start."""
        space, chosen = self.space, self._chosen
        turns = (0,) * len(space.most)
        for fixed in self._fixed():
            for base in (fixed | chosen | arisen for arisen in subsets(space.values.arising)):
                for changing in space.values.changing:
                    for target in space.starts(base | changing):
                        yield from self._enter(target, base, turns)

    def _fixed(self) -> Iterable[int]:
        """The fixed atoms of the cases that are looked at."""
        return self.space.values.fixed

    def _absorbs(self, stage: str) -> bool:
        """Whether a case that comes to a stage goes no further."""
        return stage in self.space.goal.stages

    def _next(self, state: State) -> Iterator[State]:
        for bit in self.space.values.arising:
            if not state.base & bit:
                yield state.grown(bit)
        for e in self.exits(state):
            yield from self.moved(state, e)

    def moved(self, state: State, e: Exit) -> Iterator[State]:
        """Where a case comes by an exit, and goes on from there."""
        for target in e.move.targets:
            yield from self._enter(target, state.base, used_once(state.turns, e))

    def _enter(self, target: Target, base: int, turns: tuple[int, ...]) -> Iterator[State]:
        if target.name is None:
            return
        if target.kind is TargetKind.ENDING:
            self.reached.endings.setdefault(target.name, set()).add(base)
        elif target.kind is TargetKind.STAGE:
            stage = self.space.index[target.name]
            state = State(stage, base, turns, self.space.left(turns))
            if stage == self._without:
                return
            if self._absorbs(target.name):
                self._board.add(state)
            else:
                yield state


def _by_stage(state: State) -> tuple[int, int, tuple[int, ...]]:
    return state.stage, state.base, state.turns
