"""Promises about the text itself, as MEANING section 9 defines them: what each stage has, and that
whoever leads one stage never leads another.

They are asked of every stage of the text, whether or not a case comes there, and of every moment.
"""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.answers.story import EventKind
from checker.answers.verdict import PartKey, Row
from checker.procedure.holes import HoleKind
from checker.procedure.model import Strength, Trigger, Verb
from checker.proof.encoding.leads import Leads, named_role_parts, undescribed
from checker.proof.encoding.parts import PartFormula, Violation
from checker.proof.encoding.reach import Node
from checker.proof.encoding.transitions import stage_transitions
from checker.proof.encoding.undecided import UndecidedError
from checker.proof.encoding.universe import good
from checker.proof.formula import FALSE, TRUE, Formula, Var, conj, disj, negate, variables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Outcome, Require, Role, Stage
    from checker.proof.encoding.decider import Decider
    from checker.proof.encoding.transitions import StageTransitions
    from checker.proof.encoding.universe import Universe

MOST_BOUNDED = 8
"""So many `at most` lines of a stage that match one outcome, at most, are tried used and unused."""
_ROWS = {"limit": Row.LIMIT, "counterpart": Row.COUNTERPART, "record": Row.RECORD}


def stage_parts(decider: Decider, require: Require) -> list[PartFormula]:
    """What every stage has to have: one part for each stage that is not excepted; of a way on, one
    for each outcome that the stage can have.
    """
    universe = decider.universe
    stages = [stage for stage in universe.procedure.stages if stage.name not in require.excepted]
    if require.what == "lead":
        names = {stage.name for stage in stages}
        return [p for p in named_role_parts(universe) if p.key.place in names]
    return [part for stage in stages for part in _of_stage(universe, stage, require)]


def _of_stage(universe: Universe, stage: Stage, require: Require) -> Iterator[PartFormula]:
    out = stage_transitions(universe, stage)
    bad = negate(good(HoleKind.MISSING_STAGE, stage.name)) if stage.missing else TRUE
    if require.what != "way on":
        row = _ROWS[require.what or ""]
        lacks = conj((bad, negate(_has(out, row))))
        violation = Violation(Node(stage.name), lacks, EventKind.LACKING)
        yield PartFormula(PartKey(stage.name, row.value), (violation,))
        return
    for outcome in out.outcomes:
        if outcome in (require.outcomes or out.outcomes):
            asked = conj((bad, out.possible(outcome)))
            if universe.can_be(asked):
                yield _way_on(out, outcome, asked)


def _has(out: StageTransitions, row: Row) -> Formula:
    """That what the promise asks for is there now, and in force."""
    stage, universe = out.stage, out.universe
    if row is Row.LIMIT:
        return disj(conj((out.binding_limit(e), out.limit_on(e))) for e in stage.limits)
    if row is Row.COUNTERPART:
        return Leads(universe).counterpart(stage)
    return disj(
        conj((universe.force(duty.line), out.due(duty)))
        for duty in stage.duties
        if duty.verb is Verb.RECORD and duty.strength is not Strength.MAY and not duty.outcomes
    )


def _way_on(out: StageTransitions, outcome: Outcome, asked: Formula) -> PartFormula:
    """The part that a move in force is taken in the end, whatever turns are left."""
    stage = out.stage
    bounded = [
        move.line.number
        for move in stage.moves
        if move.at_most is not None
        and (outcome in move.outcomes or move.trigger is Trigger.OTHERWISE)
    ]
    if len(bounded) > MOST_BOUNDED:
        raise UndecidedError(stages=(stage.name,))
    found = []
    for spent in (s for n in range(len(bounded) + 1) for s in combinations(bounded, n)):
        left = stage_transitions(out.universe, stage, frozenset(spent))
        ways = (conj((left.match(move, outcome), left.settles(move))) for move in left.moves)
        lacks = conj((asked, negate(disj(ways))))
        found.append(Violation(Node(stage.name), lacks, EventKind.LACKING, outcome=outcome))
    return PartFormula(PartKey(stage.name, outcome.value), tuple(found))


def never_leads_parts(decider: Decider, require: Require) -> list[PartFormula]:
    """The parts: for each role that can lead the one stage and each that can lead the other, that
    no one person may act as both; for each lead that is not there, that it is somebody else.

    The facts may be others in the one stage than in the other; the text is read in one way.
    """
    procedure = decider.universe.procedure
    asked = _Leaders(decider, Leads(decider.universe))
    stages = [procedure.stage(place.name or "") for place in require.places]
    ours, theirs = (asked.roles(stage) for stage in stages)
    gone = [asked.gone(stage) for stage in stages]
    if not (ours or gone[0]) or not (theirs or gone[1]):
        return []
    people = {role.name: _people(role) for role in procedure.roles}
    found = {
        PartKey(mine, other): conj((when, then)) if people[mine] & people[other] else FALSE
        for mine, when in ours.items()
        for other, then in theirs.items()
    }
    for stage, missing in zip(stages, gone, strict=True):
        if missing:
            found[PartKey(stage.name, Row.LEAD.value)] = disj(missing)
    return [
        PartFormula(key, (Violation(None, formula, EventKind.NOBODY_LEADS),))
        for key, formula in found.items()
    ]


class _Leaders(Struct, frozen=True):
    """Under which readings of the text somebody leads a stage, whatever the facts are then."""

    decider: Decider
    leads: Leads

    def roles(self, stage: Stage) -> dict[str, Formula]:
        """Each role that can lead, and the readings under which it can."""
        found: dict[str, list[Formula]] = {}
        for guard, name in self.leads.roles(stage):
            found.setdefault(name, []).append(self._read(guard))
        whole = ((name, disj(guards)) for name, guards in found.items())
        return {name: when for name, when in whole if when != FALSE}

    def gone(self, stage: Stage) -> list[Formula]:
        """For each lead that is not there, that nobody leads in its place, read in the bad way."""
        led = disj(guard for guard, _ in self.leads.roles(stage))
        holes = [*self.leads.unnamed(stage), *((TRUE, hole) for hole in undescribed(stage))]
        found = ((self._read(conj((on, negate(led)))), hole) for on, hole in holes)
        return [conj((when, negate(hole))) for when, hole in found if when != FALSE]

    def _read(self, formula: Formula) -> Formula:
        """The readings under which some facts meet a formula."""
        spoken, procedure = variables(formula), self.decider.universe.procedure
        readings = [tuple(Var(o) for o in reading.options) for reading in procedure.readings]
        groups = [group for group in readings if not spoken.isdisjoint(group)]
        return disj(
            conj(chosen)
            for chosen in product(*groups)
            if self.decider.possible(conj((formula, *chosen)))
        )


def _people(role: Role) -> set[str]:
    """The roles whose holders may act where `role` is named."""
    found = {role.name, *role.deputies}
    for holder in role.holders:
        found |= {name for name in (holder.acts, holder.same_as) if name is not None}
    return found
