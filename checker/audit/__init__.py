"""Re-checks certificates against a text, with no part of the encoding and no solver.

The second engine rebuilds stages and moves from the text and tries every value of the facts that
matter. A certificate is accepted when the text is the one it was made for, its parts are just those
that the promise has there, each part is kept with its own lines in force and no longer with one of
them left out, and the verdict is the first of the levels at which all parts are kept.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from checker.answers.verdict import LADDER, InForce, PartKey, Promise, Verdict
from checker.audit.explorer import Question, TooLarge, levels
from checker.audit.explorer.asked import KNOWN
from checker.procedure.force import binding_lines, standing_stages
from checker.procedure.from_syntax import load_text
from checker.procedure.model import Force

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Procedure

__all__ = ["VERSION", "Auditor", "audit"]

VERSION = 1
_KEYS = {"version", "procedure", "sha256", "check", "verdict", "parts"}
_PART_KEYS = {"stage", "row", "rests_on"}
_SUPPORT_KEYS = {"line", "stage", "as"}
_CLASSES = {
    "must": Force.MUST,
    "guidance": Force.GUIDANCE,
    "assumption": Force.ASSUMPTION,
    "standing": Force.STANDING,
}


def audit(text: str, path: str, certificate: object) -> str | None:
    """Why a certificate is refused, or None where it is accepted."""
    return Auditor(text, path).refusal(certificate)


class Auditor:
    """Audits the certificates of one text; what was found out for one serves the next."""

    def __init__(self, text: str, path: str) -> None:
        """Read the text; one that cannot be read has every certificate refused."""
        self._digest = sha256(text.encode()).hexdigest()
        self._procedure, _ = load_text(text, path)
        self._questions: dict[Promise, Question] = {}

    def refusal(self, certificate: object) -> str | None:
        """Why a certificate is refused, or None where it is accepted."""
        if self._procedure is None:
            return "the procedure cannot be read"
        try:
            return next(self._reasons(self._procedure, certificate), None)
        except TooLarge as large:
            return f"the procedure is too large to try every value of its facts: {large}"

    def _reasons(self, procedure: Procedure, certificate: object) -> Iterator[str]:
        """What is wrong with a certificate, the form first."""
        yield from _malformed(certificate)
        told: dict[str, Any] = dict(certificate) if isinstance(certificate, dict) else {}
        if told["sha256"] != self._digest:
            yield "the text has changed since the certificate was made"
        if told["procedure"] != procedure.name:
            yield f"it speaks of the procedure `{told['procedure']}`"
        promise = Promise(told["check"])
        if promise not in self._questions:
            self._questions[promise] = Question(procedure, promise)
        question = self._questions[promise]
        keys = [PartKey(part["stage"], part["row"]) for part in told["parts"]]
        if question.vacuous():
            yield "the promise speaks of nothing here"
        if keys != list(question.parts):
            odd = next((key for key in keys if key not in question.parts), None)
            lacking = next((key for key in question.parts if key not in keys), None)
            which = odd or lacking
            what = f"{which.place}, {which.row}" if which is not None else "their order"
            yield f"its parts are not those of the promise: {what}"
        yield from _wrong_level(question, told["verdict"])
        in_force = dict(zip(LADDER, levels(procedure, promise), strict=True))
        level = in_force[Verdict(told["verdict"])]
        for key, part in zip(keys, told["parts"], strict=True):
            yield from _unproved(procedure, question, key, part["rests_on"], level)


def _malformed(certificate: object) -> Iterator[str]:
    """What is wrong with the form."""
    if not isinstance(certificate, dict) or set(certificate) != _KEYS:
        yield "it is no certificate"
        return
    if certificate["version"] != VERSION or isinstance(certificate["version"], bool):
        yield f"its version is not {VERSION}"
    known = {promise.value for promise in KNOWN}
    if certificate["check"] not in known:
        yield "it speaks of a promise that is not known"
    if certificate["verdict"] not in {verdict.value for verdict in LADDER}:
        yield "it claims no proof"
    given = certificate["parts"]
    if not isinstance(given, list) or not all(_is_part(part) for part in given):
        yield "its parts are not written as parts are"


def _is_part(part: object) -> bool:
    return (
        isinstance(part, dict)
        and set(part) == _PART_KEYS
        and isinstance(part["stage"], str)
        and isinstance(part["row"], str)
        and isinstance(part["rests_on"], list)
        and all(_is_support(support) for support in part["rests_on"])
    )


def _is_support(support: object) -> bool:
    if not isinstance(support, dict) or set(support) != _SUPPORT_KEYS:
        return False
    if support["as"] not in _CLASSES:
        return False
    standing = support["as"] == "standing"
    line, stage = support["line"], support["stage"]
    numbered = isinstance(line, int) and not isinstance(line, bool)
    return (line is None and isinstance(stage, str)) if standing else numbered and stage is None


def _wrong_level(question: Question, claimed: str) -> Iterator[str]:
    """Why the verdict is not the first level at which every part is kept."""
    found = question.level()
    if found is not None and found.value == claimed:
        return
    ladder = [verdict.value for verdict in LADDER]
    if found is not None and LADDER.index(found) < ladder.index(claimed):
        yield f"every part is kept at the level `{found.value}` already"
    else:
        yield f"not every part is kept at the level `{claimed}`"


def _unproved(
    procedure: Procedure,
    question: Question,
    key: PartKey,
    supports: list[dict[str, Any]],
    level: InForce,
) -> Iterator[str]:
    """Why a part is not kept by just what it is said to rest on, at this level."""
    where = f"{key.place}, {key.row}"
    lines, stages = binding_lines(procedure), standing_stages(procedure)
    for support in supports:
        number, stage = support["line"], support["stage"]
        force = _CLASSES[support["as"]]
        if force is Force.STANDING:
            admitted = stage in stages and stage in level.standing
        else:
            known = number in lines and lines[number][1] is force
            admitted = known and number in level.lines
        if not admitted:
            named = f"line {number}" if number is not None else f"the standing line of {stage}"
            yield f"{where}: {named} is no line of that class at this level"
            return
    if supports != _ordered(supports, stages):
        yield f"{where}: the lines are not in the order of the text"
    if not question.holds(key, _in_force(supports)):
        yield f"{where}: it is not kept by what it is said to rest on"
    for left_out in supports:
        others = [support for support in supports if support is not left_out]
        if question.holds(key, _in_force(others)):
            yield f"{where}: it does not need all that it is said to rest on"


def _ordered(supports: list[dict[str, Any]], stages: tuple[str, ...]) -> list[dict[str, Any]]:
    """The same, each once: standing lines first, in the order of the stages, then lines."""
    standing = {s["stage"]: s for s in supports if s["line"] is None}
    numbered = {s["line"]: s for s in supports if s["line"] is not None}
    return [
        *(standing[stage] for stage in stages if stage in standing),
        *(numbered[number] for number in sorted(numbered)),
    ]


def _in_force(supports: list[dict[str, Any]]) -> InForce:
    return InForce(
        frozenset(s["line"] for s in supports if s["line"] is not None),
        frozenset(s["stage"] for s in supports if s["line"] is None),
    )
