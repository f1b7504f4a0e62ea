"""The shortest case that breaks a part: after how many moves, at which values, from which day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.story import EventKind
from checker.proof.encoding.timing import Clock, days_told
from checker.proof.encoding.trace import OF_TEXT, TraceBuilder, completed, states_of
from checker.proof.formula import Not, Var, conj
from checker.worktime.calendar import calendar_of
from checker.worktime.moments import night_after

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.answers.story import Story
    from checker.procedure.model import Procedure
    from checker.proof.encoding.parts import LoopEdge, PartFormula, Violation
    from checker.proof.encoding.trace import Question
    from checker.proof.encoding.trace_facts import Values
    from checker.proof.formula import Formula


def shortest_story(
    question: Question, part: PartFormula, lines: frozenset[Var], reading: tuple[Formula, ...]
) -> Story | None:
    """The story with the fewest moves that breaks `part`; None where nothing does."""
    found: list[tuple[int, Violation, Values]] = []
    for violation in part.known:
        met = _nearest(question, violation, lines, reading)
        if met is not None:
            found.append((met[0], violation, met[1]))
    if not found:
        return None
    _, violation, model = min(found, key=lambda each: each[0])
    return _told(question, violation, model, lines)


def _told(question: Question, violation: Violation, model: Values, lines: frozenset[Var]) -> Story:
    """The story of one violation, at the plainest times at which no limit cuts it short."""
    model = question.ladder.readings.whole(model, lines)
    for clock in _clocks(question.procedure, violation.kind):
        builder = TraceBuilder(question, violation, model, lines, clock)
        story = builder.tell()
        if builder.fits():
            break
    return story


def _clocks(procedure: Procedure, kind: EventKind) -> Iterator[Clock]:
    """Clocks for a story that ends so, the plainest first: from the morning on, or all at night, as
    a case that came in hours may have to be gone by then.
    """
    calendar = calendar_of(procedure)
    if kind is EventKind.STILL_THERE:
        yield from days_told(procedure, calendar)
        return
    yield Clock(procedure, calendar)
    night = Clock(procedure, calendar)
    night.hold(night_after(night.now, calendar))
    yield night


def _nearest(
    question: Question, violation: Violation, lines: frozenset[Var], reading: tuple[Formula, ...]
) -> tuple[int, Values] | None:
    """The fewest moves after which `violation` can be met, and values at which it is."""
    ladder, decider = question.ladder, question.decider
    reach = states_of(question, violation)
    given = {var: True for var in reading if isinstance(var, Var)}
    for each in reading:
        if isinstance(each, Not) and isinstance(each.part, Var):
            given[each.part] = False
    if violation.kind in OF_TEXT:
        reach = None
    if reach is None or violation.node is None:
        model = decider.model(violation.formula, ladder.fixed(violation.formula, lines, reading))
        if model is None:
            return None
        whole = given | model
        if reach is not None:
            node = _first_edge(violation, model).source
            whole |= completed(reach, reach.nodes[node], whole, lines)
        return (len(reach.layers) if reach else 0), whole
    for depth in reach.depths[violation.node]:
        bits = reach.table.later(reach.layers[depth][violation.node])
        near = conj((violation.formula, reach.table.formula(bits)))
        fixed = ladder.fixed(near, lines, reading)
        model = decider.model(near, fixed) if bits else None
        if model is not None:
            whole = given | model
            return depth, whole | completed(reach, bits, whole, lines)
    return None


def _first_edge(violation: Violation, model: Values) -> LoopEdge:
    """A step that a loop takes, the first in the order of the text."""
    return next(edge for edge in violation.loop if model.get(edge.chosen))
