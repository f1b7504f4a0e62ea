"""The promises that the writer states: `require that …`.

What it does: decides each `require` line over every case that the text allows. A promise about
time, or of a kind that is not decided yet, is unknown, which is a finding: it is never passed in
silence.

Why it matters: what a procedure is for is known to its writer, and no general check can guess it.

Example: `require that step-3 only after step-2`.

What to write instead: mend the lines that the story shows, or the promise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.model import (
    ActorKind,
    Outcome,
    RequireKind,
    Slot,
    Strength,
    Trigger,
    Verb,
)
from checker.proof.promises import prove_require
from checker.proof.verdict import Verdict
from checker.review.findings import Part, Result
from checker.review.promise import result, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.procedure.model import Require, Stage
    from checker.proof.verdict import PartAnswer
    from checker.review.context import Context

NAME = "require"


def run(context: Context) -> tuple[Result, ...]:
    """One verdict for each `require` line."""
    return tuple(_one(context, require) for require in context.procedure.requires)


def _one(context: Context, require: Require) -> Result:
    promise = require.line.text.removeprefix("require that ")
    textual = _textual(context, require)
    if textual is not None:
        verdict = Verdict.REFUTED if textual else Verdict.PROVED
        findings = tuple(context.finding(require.line, each) for each in textual)
        parts = tuple(Part("", each, Verdict.REFUTED) for each in textual)
        return Result(
            NAME, verdict, sentence(verdict, promise), require.line.number, parts, findings
        )
    answer = prove_require(context.prover, require)
    if answer is None:
        finding = context.finding(
            require.line,
            "this promise is not yet checked",
            "keep the line: a later version decides it; until then it counts as unknown",
        )
        message = f"not yet checked: {promise}"
        return Result(NAME, Verdict.UNKNOWN, message, require.line.number, (), (finding,))
    found = result(context, NAME, answer, promise, _words, require.line)
    if found.failing and not found.findings:
        finding = context.finding(require.line, found.message)
        return Result(NAME, found.verdict, found.message, found.line, found.parts, (finding,))
    return found


def _words(_context: Context, part: PartAnswer) -> tuple[str, str | None]:
    return f"a case breaks this in `{part.key.place}` ({part.key.row})", None


def _textual(context: Context, require: Require) -> tuple[str, ...] | None:
    """What breaks a promise about the text itself; None where the promise is about cases."""
    procedure = context.procedure
    if require.condition.literals:
        return None
    match require.kind:
        case RequireKind.EVERY_STAGE_HAS:
            lacks = _LACKS[require.what or ""]
            return tuple(
                f"`{stage.name}` has no {require.what}"
                for stage in procedure.stages
                if stage.name not in require.excepted and lacks(stage, require)
            )
        case RequireKind.EVERY_ROLE_HAS:
            return tuple(
                f"`{role.name}` has no deputy" for role in procedure.roles if not role.deputies
            )
        case RequireKind.EVERY_DOCUMENT:
            return tuple(
                f"`{document.name}` is missing"
                for document in procedure.documents
                if document.missing
            )
        case RequireKind.NEVER_LEADS:
            one, other = (procedure.stage(place.name or "") for place in require.places)
            return tuple(
                f"`{name}` leads `{one.name}` and `{other.name}`"
                for name in sorted(set(_leads(one)) & set(_leads(other)))
            )
        case _:
            return None


def _leads(stage: Stage) -> Iterator[str]:
    for who in stage.who:
        if who.slot is Slot.LED:
            yield from (a.name for a in who.actors if a.kind is ActorKind.ROLE and a.name)


def _no_way_on(stage: Stage, require: Require) -> bool:
    wanted = set(require.outcomes) or set(Outcome)
    bound = {
        outcome
        for move in stage.moves
        if move.strength is not Strength.MAY and not move.hole
        for outcome in (wanted if move.trigger is Trigger.OTHERWISE else move.outcomes)
    }
    return not (wanted <= bound if require.outcomes else bound)


_LACKS: dict[str, Callable[[Stage, Require], bool]] = {
    "limit": lambda stage, _: not stage.limits,
    "lead": lambda stage, _: not list(_leads(stage)),
    "counterpart": lambda stage, _: not any(who.counterpart for who in stage.who),
    "record": lambda stage, _: not any(d.verb is Verb.RECORD for d in stage.duties),
    "way on": _no_way_on,
}
