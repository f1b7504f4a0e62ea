"""Writes certificates: what a proof rests on, for a checker that shares nothing with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.certificate import Certificate, CertifiedLine, CertifiedPart
from checker.answers.verdict import Ground

if TYPE_CHECKING:
    from checker.answers.verdict import Answer, PartAnswer
    from checker.procedure.model import Procedure


def certificate(
    procedure: Procedure, sha256: str, answer: Answer, require: int | None = None
) -> Certificate | None:
    """The certificate of a proof; None where the promise is not kept, or speaks of nothing.

    `sha256`: of the bytes of the text. `require`: the number of the line that makes the promise.
    """
    if not answer.verdict.kept:
        return None
    parts = tuple(_part(part) for part in answer.parts)
    promise, verdict = answer.promise, answer.verdict
    return Certificate(2, procedure.name, sha256, promise, require, verdict, parts)


def _part(part: PartAnswer) -> CertifiedPart:
    return CertifiedPart(
        part.key.place,
        part.key.row,
        tuple(
            CertifiedLine(
                support.line,
                support.stage if support.ground is Ground.STANDING else None,
                support.ground,
            )
            for support in part.rests_on
        ),
    )
