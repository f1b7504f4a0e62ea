"""Re-checks certificates against a text, with no part of the encoding and no solver.

The second engine rebuilds stages and moves from the text and tries every value of the facts that
matter. A certificate is accepted when the text is the one it was made for, its parts are just those
that the promise has there, each part is kept with its own lines in force and no longer with one of
them left out, and the verdict is the first of the levels at which all parts are kept.
"""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.answers.certificate import CERTIFIED, Certificate, CertifiedLine, digest_of
from checker.answers.settled import settled
from checker.answers.unsettled import unsettled
from checker.answers.verdict import (
    LADDER,
    Answer,
    Ground,
    InForce,
    PartAnswer,
    PartKey,
    Promise,
    Support,
    Verdict,
)
from checker.audit.explorer import Question, Space, TooLarge
from checker.procedure.force import binding_lines, standing_stages
from checker.procedure.from_syntax import load_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checker.answers.unsettled import Unsettled
    from checker.procedure.model import Procedure

__all__ = ["Auditor", "Judgement", "Standing"]

_LEFT_OUT = (Ground.STANDING, Ground.ASSUMPTION, Ground.GUIDANCE, Ground.MUST)
"""In which order it is tried to do without lines."""


class Standing(Enum):
    """What an audit says of a certificate, or of one that is not there."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    MISSING = "missing"
    UNCHECKED = "not checked"


class Judgement(Struct, frozen=True):
    """What an audit says, and why; an accepted certificate needs no reason."""

    standing: Standing
    reason: str | None = None


class Auditor:
    """Audits the certificates of one text; what was found out for one serves the next."""

    def __init__(self, text: str, path: str) -> None:
        """Read the text; one that cannot be read has every certificate refused."""
        self.digest = digest_of(text)
        self._procedure, _ = load_text(text, path)
        self._questions: dict[Promise, Question] = {}

    def judge(self, certificate: Certificate) -> Judgement:
        """Whether what a certificate says is so."""
        if self._procedure is None:
            return Judgement(Standing.REFUSED, "the procedure cannot be read")
        try:
            reason = next(self._reasons(self._procedure, certificate), None)
        except TooLarge as large:
            return Judgement(Standing.UNCHECKED, _too_large(large))
        return Judgement(Standing.ACCEPTED if reason is None else Standing.REFUSED, reason)

    def lacking(self, promise: Promise) -> Judgement | None:
        """What is to be said where there is no certificate of a promise; None where none is due."""
        if self._procedure is None:
            return None
        try:
            level = self._kept(self._procedure, promise)
        except TooLarge as large:
            return Judgement(Standing.UNCHECKED, _too_large(large))
        if level is None:
            return None
        return Judgement(Standing.MISSING, f"it is kept ({level.value}), and nothing certifies it")

    def _kept(self, procedure: Procedure, promise: Promise) -> Verdict | None:
        """The level at which a promise is kept by lines whose meaning is settled."""
        question = self._question(procedure, promise)
        for without in () if question.vacuous() else (frozenset[int](), self._doubtful):
            level = question.level(without)
            if level is not None and not self._unsettled:
                return level
            if level is not None:
                in_force = question.levels[level]
                rests = [_rests_on(question, key, in_force, without) for key in question.parts]
                if not self._turns_on(question, level, rests):
                    return level
        return None

    @cached_property
    def _unsettled(self) -> tuple[Unsettled, ...]:
        """The lines of the text whose meaning is not settled."""
        procedure = self._procedure
        if procedure is None or not unsettled(procedure, frozenset()):
            return ()
        begins = self._question(procedure, Promise.LIMIT_START)
        must = begins.levels[LADDER[0]]
        return unsettled(procedure, frozenset(k for k in begins.parts if begins.holds(k, must)))

    @property
    def _doubtful(self) -> frozenset[int]:
        """Those that may bind less than they say."""
        return frozenset[int]().union(*(each.lines for each in self._unsettled))

    def _turns_on(
        self, question: Question, verdict: Verdict, rests: Iterable[Iterable[CertifiedLine]]
    ) -> tuple[int, ...]:
        """The unsettled lines that a proof turns on, whose parts rest on these lines."""
        parts = tuple(
            PartAnswer(key, verdict, tuple(Support(s.ground, s.line, s.stage) for s in lines))
            for key, lines in zip(question.parts, rests, strict=True)
        )
        answer = Answer(question.space.promise, verdict, parts)
        unknown = settled(answer, self._unsettled).unknown
        return () if unknown is None else tuple(each.line for each in unknown.lines)

    def _question(self, procedure: Procedure, promise: Promise) -> Question:
        if promise not in self._questions:
            self._questions[promise] = Question(Space(procedure, promise), self._questions.values())
        return self._questions[promise]

    def _reasons(self, procedure: Procedure, certificate: Certificate) -> Iterator[str]:
        """What is wrong with a certificate, its head first."""
        if certificate.sha256 != self.digest:
            yield "it was made for another text"
        if certificate.procedure != procedure.name:
            yield f"it speaks of the procedure `{certificate.procedure}`"
        if certificate.check not in CERTIFIED:
            yield f"`{certificate.check.value}` is no promise that is certified"
            return
        if not certificate.verdict.kept:
            yield "it claims no proof"
            return
        question = self._question(procedure, certificate.check)
        keys = [PartKey(part.stage, part.row) for part in certificate.parts]
        if question.vacuous():
            yield "the promise speaks of nothing here"
        if keys != list(question.parts):
            odd = next((key for key in keys if key not in question.parts), None)
            lacking = next((key for key in question.parts if key not in keys), None)
            which = odd or lacking
            what = f"{which.place}, {which.row}" if which is not None else "their order"
            yield f"its parts are not those of the promise: {what}"
        rests = [part.rests_on for part in certificate.parts]
        turns_on = self._turns_on(question, certificate.verdict, rests)
        first = not turns_on and certificate.verdict is question.level()
        if not first and certificate.verdict is not self._kept(procedure, certificate.check):
            yield from _wrong_level(question.level(), certificate.verdict)
        admitted = {
            line: place
            for place, line in enumerate(_lines(question, question.levels[certificate.verdict]))
        }
        for key, supports in zip(keys, rests, strict=True):
            yield from _unproved(question, key, supports, admitted)
        for line in turns_on:
            yield f"it turns on line {line}, and what that means for this promise is not settled"


def _too_large(large: TooLarge) -> str:
    return f"the procedure is too large to try every value of its facts: {large}"


def _wrong_level(found: Verdict | None, claimed: Verdict) -> Iterator[str]:
    """Why a verdict is not the first level at which every part is kept, where that is known."""
    if found is claimed:  # it then turns on lines whose meaning is not settled, as is told below
        return
    if found is not None and LADDER.index(found) < LADDER.index(claimed):
        yield f"every part is kept at the level `{found.value}` already"
    else:
        yield f"not every part is kept at the level `{claimed.value}`"


def _unproved(
    question: Question,
    key: PartKey,
    supports: tuple[CertifiedLine, ...],
    admitted: Mapping[CertifiedLine, int],
) -> Iterator[str]:
    """Why a part is not kept by just what it is said to rest on; `admitted`: the lines of the
    level, each with its place in the order of the text.
    """
    where = f"{key.place}, {key.row}"
    for support in supports:
        if support not in admitted:
            number, stage = support.line, support.stage
            named = f"line {number}" if number is not None else f"the standing line of {stage}"
            yield f"{where}: {named} is no line of that class at this level"
            return
    if list(supports) != sorted(set(supports), key=admitted.__getitem__):
        yield f"{where}: the lines are not in the order of the text"
    if not question.holds(key, _in_force(supports)):
        yield f"{where}: it is not kept by what it is said to rest on"
    for left_out in supports:
        if question.holds(key, _in_force(each for each in supports if each is not left_out)):
            yield f"{where}: it does not need all that it is said to rest on"


def _lines(question: Question, level: InForce) -> list[CertifiedLine]:
    """What a level complies with: standing lines in the order of their stages, then lines."""
    binding = binding_lines(question.procedure)
    stages = (s for s in standing_stages(question.procedure) if s in level.standing)
    return [CertifiedLine(None, s, Ground.STANDING) for s in stages] + [
        CertifiedLine(number, None, Ground(binding[number][1].value))
        for number in sorted(level.lines & binding.keys())
    ]


def _rests_on(
    question: Question, key: PartKey, level: InForce, without: frozenset[int]
) -> tuple[CertifiedLine, ...]:
    """A least set of lines that keeps a part: each line that can be left out is, as in a proof."""
    near = question.bears_on(key)
    lines = _lines(question, InForce(near.lines & level.lines - without, near.standing))
    kept = sorted(lines, key=lambda line: _LEFT_OUT.index(line.ground))
    for each in tuple(kept):
        fewer = [other for other in kept if other is not each]
        if question.holds(key, _in_force(fewer)):
            kept = fewer
    return tuple(kept)


def _in_force(supports: Iterable[CertifiedLine]) -> InForce:
    told = tuple(supports)
    return InForce(
        frozenset(line.line for line in told if line.line is not None),
        frozenset(line.stage for line in told if line.stage is not None),
    )
