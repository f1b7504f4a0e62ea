"""What checks share: the text, its model, and the engine that answers about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Row, line_of_row
from checker.procedure.holes import holes
from checker.proof.prove import Prover
from checker.proof.settled import settled_promise, settled_require
from checker.review.findings import Finding
from checker.review.telling import tell

if TYPE_CHECKING:
    from checker.answers.story import Story
    from checker.answers.verdict import Answer, PartKey, Promise
    from checker.language.diagnostics import SourceText
    from checker.procedure.model import Line, Procedure, Require
    from checker.review.findings import Telling


class Context:
    """One procedure under review."""

    def __init__(self, procedure: Procedure, source: SourceText) -> None:
        """Of a text that could be read."""
        self.procedure = procedure
        self.source = source
        self.lines = {line.number: line for line in _lines(procedure)}
        self.prover = Prover(procedure)
        self._answers: dict[Promise | int, Answer] = {}
        self.holes = {hole.identity: hole for hole in holes(procedure)}

    def answer(self, promise: Promise) -> Answer:
        """The engine's answer on `promise`."""
        if promise not in self._answers:
            self._answers[promise] = settled_promise(self.prover, promise)
        return self._answers[promise]

    def answer_to(self, require: Require) -> Answer:
        """The engine's answer on a promise of the writer's own."""
        number = require.line.number
        if number not in self._answers:
            self._answers[number] = settled_require(self.prover, require)
        return self._answers[number]

    def line_of(self, key: PartKey) -> Line | None:
        """The line that declares what a part is about; None where no one line does."""
        procedure = self.procedure
        match key.row:
            case Row.DEPUTY.value:
                return next(role.line for role in procedure.roles if role.name == key.place)
            case Row.PRESENT.value:
                return next(doc.line for doc in procedure.documents if doc.name == key.place)
        number = line_of_row(key.row)
        if not key.place and number is not None:
            return self.lines[number]
        places = procedure.stages_by_name.get(key.place) or procedure.endings_by_name.get(key.place)
        return places.line if places is not None else None

    def tell(self, story: Story | None) -> Telling | None:
        """A story in sentences, if there is one."""
        return None if story is None else tell(self.procedure, story, self.holes.values())

    def finding(
        self,
        line: Line,
        message: str,
        help: str | None = None,  # noqa: A002
        *,
        telling: Telling | None = None,
        remark: bool = False,
    ) -> Finding:
        """A finding at `line`."""
        at = self.source.position(line.span.start)
        heading = line.citation.heading if line.citation is not None else None
        return Finding(message, line.span, at.line, at.column, help, heading, telling, remark)


def _lines(procedure: Procedure) -> list[Line]:
    found = [
        *(t.line for t in procedure.totals),
        *(a.line for a in procedure.assumptions),
        *(r.line for r in procedure.readings),
        *(d.line for d in procedure.documents),
        *(e.line for e in procedure.endings),
        *(duty.line for e in procedure.endings for duty in e.duties),
        *(e.line for e in procedure.entries),
        *(f.line for f in procedure.facts),
        *([procedure.start_line] if procedure.start_line is not None else []),
    ]
    return [*found, *(line for stage in procedure.stages for line in stage.lines)]
