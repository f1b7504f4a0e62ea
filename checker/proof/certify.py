"""Certificates: what a proof rests on, part by part, for a checker that shares nothing with it.

A certificate is a JSON object: `version`; `procedure`, its name; `sha256` of its text; `check` and
`verdict`, as slugs; `parts`, each with `stage`, `row` and `rests_on`, a list of `line` (null for a
standing line, whose stage is in `stage`) and `as`, the class of the line. There is one for each
promise that is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.answers.verdict import TIMED, Ground, Promise

if TYPE_CHECKING:
    from checker.answers.verdict import Answer, PartAnswer
    from checker.procedure.model import Procedure

VERSION = 1

CERTIFIED = (
    Promise.EVERY_PATH_ENDS,
    Promise.SAME_DAY_ESCALATION,
    Promise.NAMED_ROLE,
    *(
        promise
        for promise in Promise
        if promise in TIMED
        and promise not in {Promise.SAME_DAY_ESCALATION, Promise.REQUIRE_IN_TIME}
    ),
)
"""The promises whose proofs are written down: those that the second engine knows."""


def certificate(procedure: Procedure, sha256: str, answer: Answer) -> dict[str, Any] | None:
    """The certificate of a proof; None where the promise is not kept, or speaks of nothing."""
    if not answer.verdict.kept:
        return None
    return {
        "version": VERSION,
        "procedure": procedure.name,
        "sha256": sha256,
        "check": answer.promise.value,
        "verdict": answer.verdict.value,
        "parts": [_part(part) for part in answer.parts],
    }


def _part(part: PartAnswer) -> dict[str, Any]:
    return {
        "stage": part.key.place,
        "row": part.key.row,
        "rests_on": [
            {
                "line": support.line,
                "stage": support.stage if support.ground is Ground.STANDING else None,
                "as": support.ground.value,
            }
            for support in part.rests_on
        ],
    }
