"""`F never delays X` and `consulting never delays X`, run by run."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from checker.answers.verdict import InForce, PartKey, Row
from checker.audit.explorer.space import TooLarge
from checker.audit.required.late import read
from checker.audit.required.runs import Runs
from checker.audit.required.spaces import Required
from checker.audit.required.walk import Walk
from checker.procedure.force import binding_lines
from checker.procedure.holes import HoleKind
from checker.procedure.model import BARE_DAYS, FactKind, Unit
from checker.semantics.places import used_once
from checker.semantics.terms import Terms
from checker.semantics.values import kind_of, subsets
from checker.semantics.waiting import without_consultations
from checker.worktime.behind import Way, behind
from checker.worktime.calendar import calendar_of
from checker.worktime.latest import Untabled
from checker.worktime.real_waits import SPAN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.audit.explorer.reach import State
    from checker.audit.required.runs import Run, Seen
    from checker.procedure.model import Atom, Procedure, Require
    from checker.semantics.values import Values

    _Alike = tuple[frozenset[Atom], int | None]
    _At = tuple[int, int]


class _Arrivals(Struct, frozen=True):
    """How cases come to X, each way as it may take longest; `endless`: one need never come."""

    ways: frozenset[Way]
    endless: bool = False


_NONE = _Arrivals(frozenset())


class _Side:
    """A text under one reading, with some lines in force."""

    def __init__(self, walk: Walk, terms: Terms, require: Require) -> None:
        self.walk, self.terms = walk, terms
        self.space = walk.space
        self.goal = frozenset(place.name or "" for place in require.places)
        self._onto = self._leading()

    def arrivals(self, state: State, wanted: int) -> _Arrivals:
        """How cases come that start there; with one of the atoms `wanted`, where there are any."""
        ways: dict[Way, None] = {}
        for seen in Runs(self.walk, self.terms, self.goal).on(state):
            if wanted and not seen.run.state.base & wanted:
                continue
            if seen.came in self.goal and not seen.again and not seen.run.endless:
                ways[Way(seen.run.bounds, seen.run.steps)] = None
            elif self._never(seen):
                return _Arrivals(frozenset(), endless=True)
        return _Arrivals(frozenset(ways))

    def _never(self, seen: Seen) -> bool:
        """Whether the case comes later than any, or never, where it still can come."""
        run = seen.run
        if seen.came is None:
            return run.endless and self._at(run) in self._onto
        if seen.again:
            at = (self.space.index[seen.came], self.space.left(run.state.turns))
            return at in self._onto
        if seen.came in self.goal:
            return run.endless
        missing = {stage.name for stage in self.space.procedure.stages if stage.missing}
        return seen.came in missing and not self.terms.good(HoleKind.MISSING_STAGE, seen.came)

    def _at(self, run: Run) -> _At:
        return run.state.stage, run.state.left

    def _leading(self) -> set[_At]:
        """The stages, with the turns left, from which exits lead on to X or to a missing stage,
        whatever the conditions and whoever complies with what.
        """
        onward: dict[_At, set[_At]] = {}
        found: set[_At] = set()
        ahead = [(start.stage, start.turns) for start in self.walk.starts]
        known = set(ahead)
        while ahead:
            stage, turns = ahead.pop()
            at, place = (stage, self.space.left(turns)), self.space.places[stage]
            if place.stage.missing:
                found.add(at)
            taken = () if place.stage.name in self.goal else place.exits()
            for e in (e for e in taken if not e.move.hole and e.has_turns(at[1])):
                if any(target.name in self.goal for target in e.move.targets):
                    found.add(at)
                used = used_once(turns, e)
                after = [(to, used) for to in self.space.led_to(e)]
                onward.setdefault(at, set()).update((to, self.space.left(used)) for to, _ in after)
                ahead += [each for each in after if each not in known]
                known.update(after)
        while more := {at for at, to in onward.items() if at not in found and to & found}:
            found |= more
        return found


class Delays:
    """A text beside the text without what may delay: the fact never being true, or nobody being
    consulted.
    """

    def __init__(self, space: Required) -> None:
        """Nothing is looked at yet. Raises `TooLarge`."""
        require = space.require
        self.space, self.require = space, require
        facts = [fact for fact in space.procedure.facts if require.fact in fact.atoms]
        self._beside = {atom for fact in facts for atom in fact.atoms}
        changes = any(kind_of(fact) is FactKind.CHANGES for fact in facts)
        bit = space.values.mask([require.fact] if require.fact is not None else [])
        self._wanted = 0 if changes else bit
        self._other = _Never(_without(space.procedure, require), space.promise, require)
        self._idle = self._other.procedure == space.procedure and require.fact is None
        self._known: dict[object, tuple[dict[_Alike, _Arrivals], dict[str, str]]] = {}

    def parts(self, walk: Walk, terms: Terms) -> Iterator[PartKey]:
        """The stages in which a case starts that is compared with others."""
        return (self._key(state) for state, _, _ in self._compared(walk, terms))

    def broken(self, walk: Walk, terms: Terms) -> Iterator[PartKey]:
        """Those in which one starts that is behind them all."""
        for state, ours, others in self._compared(walk, terms):
            if ours.endless or self._behind(ours.ways, others.ways):
                yield self._key(state)

    def _key(self, state: State) -> PartKey:
        return PartKey(self.space.procedure.stages[state.stage].name, Row.BY_THEN.value)

    def _compared(self, walk: Walk, terms: Terms) -> Iterator[tuple[State, _Arrivals, _Arrivals]]:
        """How cases come that start in a state, beside those that they are compared with."""
        ours = _Side(walk, terms, self.require)
        for state in dict.fromkeys(walk.starts) if not self._idle else ():
            others = self._others(terms).get(self._alike(self.space, state), _NONE)
            if others.ways and not others.endless:
                found = ours.arrivals(state, self._wanted)
                if found.endless or found.ways:
                    yield state, found, others

    def _others(self, terms: Terms) -> dict[_Alike, _Arrivals]:
        """How the cases come that are compared with, by what they are alike in."""
        key = (terms.chosen, tuple(sorted(terms.choices.items())))
        if key not in self._known:
            every = InForce(frozenset(binding_lines(self._other.procedure)))
            own = Terms(self._other, every, terms.choices)
            bits = self.space.values.bits.items()
            own.chosen = self._other.values.mask(atom for atom, bit in bits if bit & terms.chosen)
            self._known[key] = (self._without(own), own.asked)
        found, asked = self._known[key]
        terms.asked |= asked
        return found

    def _without(self, terms: Terms) -> dict[_Alike, _Arrivals]:
        walk = Walk(self._other, terms.chosen, terms.duties)
        side = _Side(walk, terms, self.require)
        fact = self.require.fact
        never = self._other.values.mask([fact] if fact is not None else [])
        found: dict[_Alike, _Arrivals] = {}
        for state in dict.fromkeys(walk.starts):
            if not state.base & never:
                alike, came = self._alike(self._other, state), side.arrivals(state, 0)
                known = found.get(alike, _NONE)
                found[alike] = _Arrivals(known.ways | came.ways, known.endless or came.endless)
        for base in self._there(terms) if not self.space.procedure.start_not_stated else ():
            if not base & never:
                alike = self._held(self._other, base), None
                known = found.get(alike, _NONE)
                found[alike] = _Arrivals(known.ways | {Way((), 0)}, known.endless)
        return found

    def _there(self, terms: Terms) -> Iterator[int]:
        """What does not change of the cases that start where the promise looks."""
        space = self._other
        goal = {place.name for place in self.require.places}
        for fixed, arisen in product(space.values.fixed, subsets(space.values.arising)):
            base = fixed | arisen | terms.chosen
            targets = (t for c in space.values.changing for t in space.starts(base | c))
            if any(target.name in goal for target in targets):
                yield base

    def _alike(self, space: Required, state: State) -> _Alike:
        """What is fixed and has arisen, the fact itself apart; and where both start, where that is
        not stated.
        """
        held = self._held(space, state.base)
        return held, state.stage if self.space.procedure.start_not_stated else None

    def _held(self, space: Required, base: int) -> frozenset[Atom]:
        bits = space.values.bits.items()
        return frozenset(a for a, bit in bits if base & bit and a not in self._beside)

    def _behind(self, ways: frozenset[Way], others: frozenset[Way]) -> bool:
        """Whether, from some start, one of these ways ends later than all of the others."""
        durations = {b.duration.unit for way in (*ways, *others) for b in way.bounds}
        calendar = calendar_of(self.space.procedure)
        for kind in BARE_DAYS[: None if Unit.DAYS in durations else 1]:
            theirs = tuple(dict.fromkeys(_read(way, kind) for way in others))
            for way in dict.fromkeys(_read(way, kind) for way in ways):
                found = behind(way, theirs, SPAN, calendar)
                if isinstance(found, Untabled):
                    raise TooLarge("a limit beyond all tables")
                if found is not None:
                    return True
        return False


def _read(way: Way, kind: Unit) -> Way:
    return Way(read(way.bounds, kind), way.steps)


class _Never(Required):
    """What is compared with: of the options of a fact, the one in question is none."""

    def values_of(self, procedure: Procedure, atoms: Iterable[Atom]) -> Values:
        """The values of these atoms, the others of its fact alone."""
        found = super().values_of(procedure, atoms)
        fact = self.require.fact
        bit = found.mask([fact] if fact is not None else [])
        options = {o for each in procedure.facts if len(each.atoms) > 1 for o in each.atoms}
        if fact not in options:
            return found
        groups = (
            replace(group, values=tuple(value for value in group.values if not value & bit))
            for group in found.groups
        )
        return replace(found, groups=tuple(groups))


def _without(procedure: Procedure, require: Require) -> Procedure:
    """The text that is compared with; a fact without options is fixed there, so that it may never
    be true.
    """
    if require.fact is not None:
        facts = tuple(
            replace(fact, kind=FactKind.FIXED)
            if require.fact in fact.atoms and not fact.options
            else fact
            for fact in procedure.facts
        )
        return replace(procedure, facts=facts)
    return without_consultations(procedure)
