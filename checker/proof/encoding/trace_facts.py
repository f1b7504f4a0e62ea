"""The facts of a story: which atoms are facts, how they change, and which change is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.model import OUT_OF_HOURS, UNDERSTOOD_HARM, Atom, FactKind
from checker.proof.formula import Var, evaluate

if TYPE_CHECKING:
    from checker.procedure.model import Procedure
    from checker.proof.formula import Formula, Name

Values = dict[Var, bool]


class TraceFacts:
    """What the facts of a procedure are to a story."""

    def __init__(self, procedure: Procedure) -> None:
        """Those of `procedure`, harm that goes without saying, and `out of hours`."""
        self._kinds = {OUT_OF_HOURS: FactKind.CHANGES, UNDERSTOOD_HARM: FactKind.ARISES}
        self._either: list[tuple[Atom, ...]] = []
        self._changing = [frozenset((OUT_OF_HOURS,))]
        for fact in procedure.facts:
            several = len(fact.atoms) > 1
            changes = fact.kind is FactKind.CHANGES or (several and fact.kind is FactKind.ARISES)
            kind = FactKind.CHANGES if changes else fact.kind
            self._kinds |= dict.fromkeys(fact.atoms, kind)
            self._either += [fact.atoms] if several else []
            self._changing += [frozenset(fact.atoms)] if changes else []

    def known(self, values: Values, moment: int) -> frozenset[Atom]:
        """The facts that are true at a moment."""
        return frozenset(
            var.name
            for var, value in values.items()
            if value and var.moment == moment and isinstance(var.name, Atom)
            if var.name in self._kinds
        )

    def fixed(self, name: Name) -> bool:
        """Whether it is a fact that keeps its value for the whole case."""
        return isinstance(name, Atom) and self._kinds.get(name) is FactKind.FIXED

    def free(self, name: Name) -> bool:
        """Whether it is a fact that can change."""
        return isinstance(name, Atom) and self._kinds.get(name) is FactKind.CHANGES

    def lasting(self, facts: frozenset[Atom]) -> frozenset[Atom]:
        """Those of `facts` that stay as they are."""
        return frozenset(atom for atom in facts if not self.free(atom))

    def whole(
        self,
        facts: frozenset[Atom],
        held: frozenset[Atom],
        values: Values | None = None,
        moment: int = 0,
    ) -> frozenset[Atom]:
        """`facts`, with one option of each either-or fact that has none: the one that is `held`, if
        `values` do not say that it is false at the moment.
        """
        false = {v.name for v, true in (values or {}).items() if v.moment == moment and not true}
        for options in self._either:
            if facts.isdisjoint(options):
                left = [option for option in options if option not in false] or options
                facts |= held.intersection(left) or {left[-1]}
        return facts

    def at(self, values: Values, facts: frozenset[Atom], moment: int = 0) -> Values:
        """`values`, with these facts at a moment and no others."""
        others = {
            var: value
            for var, value in values.items()
            if var.moment != moment or var.name not in self._kinds
        }
        return others | {Var(atom, moment): True for atom in facts}

    def nearest(
        self,
        formula: Formula,
        values: Values,
        facts: frozenset[Atom],
        held: frozenset[Atom],
        moment: int = 0,
    ) -> frozenset[Atom]:
        """`facts` at a moment, one option of each either-or fact among them, with what can change
        as it is `held` wherever `formula` is met so, too: no change is told on which nothing turns.
        """
        facts = self.whole(facts, held, values, moment)
        for group in self._changing:
            if len(group) > 1 and held.isdisjoint(group):
                continue
            near = (facts - group) | (held & group)
            if near != facts and evaluate(formula, self.at(values, near, moment)):
                facts = near
        return facts
