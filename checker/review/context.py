"""What checks share: the text, its model, and answers that several of them ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.proof.prove import Prover
from checker.review.findings import Finding

if TYPE_CHECKING:
    from checker.language.diagnostics import SourceText
    from checker.procedure.model import Line, Procedure
    from checker.proof.verdict import Answer, Promise
    from checker.review.findings import Telling


class Context:
    """One procedure under review; each promise is proved once."""

    def __init__(self, procedure: Procedure, source: SourceText) -> None:
        """Of a text that could be read."""
        self.procedure = procedure
        self.source = source
        self.lines = {line.number: line for line in _lines(procedure)}
        self.prover = Prover(procedure)
        self._answers: dict[Promise, Answer] = {}

    def answer(self, promise: Promise) -> Answer:
        """The engine's answer on `promise`."""
        if promise not in self._answers:
            self._answers[promise] = self.prover.prove(promise)
        return self._answers[promise]

    def place_line(self, place: str) -> Line:
        """The line that declares a stage or an ending, the procedure's own for neither."""
        declared = {ending.name: ending.line for ending in self.procedure.endings}
        declared |= {stage.name: stage.line for stage in self.procedure.stages}
        return declared.get(place, self.procedure.line)

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
        *(e.line for e in procedure.entries),
    ]
    return [*found, *(line for stage in procedure.stages for line in stage.lines)]
