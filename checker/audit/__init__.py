"""Re-checks certificates against a text, with no part of the encoding and no solver.

The second engine rebuilds stages and moves from the text and tries every value of the facts that
matter. A certificate is accepted when the text is the one it was made for, its parts are just those
that the promise has there, each part is kept with its own lines in force and no longer with one of
them left out, and the verdict is the first of the levels at which all parts are kept. Where there
are too many values to try, it is accepted when each part is kept whatever cases come to its stages
(`apart`), and what was not looked at is told.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.answers.certificate import (
    CERTIFIED,
    Certificate,
    CertifiedLine,
    Subject,
    digest_of,
    subjects,
)
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
from checker.audit.apart import Apart
from checker.audit.explorer import Question, Space, TooLarge, levels
from checker.audit.required import OwnQuestion, question_of
from checker.audit.required.apart import RequiredApart
from checker.audit.required.goals import promised
from checker.procedure.force import binding_lines, standing_stages
from checker.procedure.from_syntax import load_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.answers.unsettled import Unsettled
    from checker.procedure.model import Procedure, Require

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
    """What an audit says, and why; of an accepted certificate what was not audited, if anything."""

    standing: Standing
    reason: str | None = None


class Auditor:
    """Audits the certificates of one text; what was found out for one serves the next."""

    def __init__(self, text: str, path: str) -> None:
        """Read the text; one that cannot be read has every certificate refused."""
        self.digest = digest_of(text)
        self._procedure, _ = load_text(text, path)
        self._questions: dict[Promise, Question] = {}
        self._own: dict[int, OwnQuestion | None] = {}
        self._aparts: dict[Subject, Apart] = {}

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """What certificates of the text may be of; nothing where it cannot be read."""
        return () if self._procedure is None else tuple(subjects(self._procedure))

    def judge(self, certificate: Certificate) -> Judgement:
        """Whether what a certificate says is so."""
        if self._procedure is None:
            return Judgement(Standing.REFUSED, "the procedure cannot be read")
        try:
            reason = next(self._reasons(self._procedure, certificate), None)
        except TooLarge as large:
            return self._judge_apart(self._procedure, certificate, large)
        return Judgement(Standing.ACCEPTED if reason is None else Standing.REFUSED, reason)

    def lacking(self, subject: Subject) -> Judgement | None:
        """What is to be said where there is no certificate of a promise; None where none is due."""
        if self._procedure is None:
            return None
        try:
            level = self._kept(self._procedure, subject)
        except TooLarge as large:
            return self._lacking_apart(self._procedure, subject, large)
        return None if level is None else _missing(level)

    def _kept(self, procedure: Procedure, subject: Subject) -> Verdict | None:
        """The level at which a promise is kept by lines whose meaning is settled."""
        question = self._question(procedure, subject)
        if question is None or any(_unspoken(question)):
            return None
        among = self._unsettled(subject)
        for without in (frozenset[int](), _lines_of(among)):
            level = question.level(without)
            if level is not None and not among:
                return level
            if level is not None:
                in_force = question.levels[level]
                rests = [_rests_on(question, key, in_force, without) for key in question.told]
                told = zip(question.told, rests, strict=True)
                check = _check(question.space.promise, subject)
                if not _turns_on(check, level, told, among):
                    return level
        return None

    def _unsettled(self, subject: Subject) -> tuple[Unsettled, ...]:
        """The lines of the text whose meaning is not settled, for one promise."""
        procedure = self._procedure
        if procedure is None:
            return ()
        require = _require(procedure, subject)
        if not unsettled(procedure, frozenset(), require):
            return ()
        begins = self._question(procedure, Promise.LIMIT_START)
        return () if begins is None else _not_begun(procedure, begins, require)

    def _unsettled_at_most(self, subject: Subject) -> tuple[Unsettled, ...]:
        """Those, and perhaps some whose meaning is settled."""
        procedure = self._procedure
        if procedure is None:
            return ()
        require = _require(procedure, subject)
        if not unsettled(procedure, frozenset(), require):
            return ()
        try:
            return self._unsettled(subject)
        except TooLarge:
            return _not_begun(procedure, self._apart(procedure, Promise.LIMIT_START), require)

    # --- where there are too many values ---

    def _judge_apart(
        self, procedure: Procedure, certificate: Certificate, large: TooLarge
    ) -> Judgement:
        """What is to be said where each part is looked at apart."""
        promise = _promise(procedure, certificate.subject)
        if promise is None or certificate.check is not _check(promise, certificate.subject):
            other = f"line {certificate.require} makes no promise that is called so"
            return Judgement(Standing.REFUSED, other)
        level = levels(procedure, promise)[LADDER.index(certificate.verdict)]
        admitted = {line: place for place, line in enumerate(_lines(procedure, level))}
        parts = [(PartKey(part.stage, part.row), part.rests_on) for part in certificate.parts]
        odd = (reason for key, rests in parts for reason in _odd(key, rests, admitted))
        refused = next(odd, None)
        if refused is not None:
            return Judgement(Standing.REFUSED, refused)
        try:
            reason = next(self._unaudited(procedure, certificate, parts), None)
        except TooLarge:
            reason = "one of its parts is so too"
        if reason is not None:
            return Judgement(Standing.UNCHECKED, f"{_too_large(large)}; {reason}")
        rest = f"not audited, with {large}: that fewer lines, or an earlier level, would not do"
        return Judgement(Standing.ACCEPTED, rest)

    def _unaudited(
        self,
        procedure: Procedure,
        certificate: Certificate,
        parts: list[tuple[PartKey, tuple[CertifiedLine, ...]]],
    ) -> Iterator[str]:
        """What a certificate claims that does not follow from its parts apart."""
        apart = self._apart(procedure, certificate.subject)
        if certificate.check is Promise.EXCLUSIVE:
            yield "whether some case takes each move hangs on what cases come to"
        found = [(apart.of(key), key, rests) for key, rests in parts]
        told, level = {within for within, _, _ in found}, apart.levels[certificate.verdict]
        for within, key, rests in found:
            if within is None:
                yield f"{_named(key)} is no part of the promise"
            elif not apart.holds(within, _in_force(rests)):
                lines = "by the lines that it names, " if apart.holds(within, level) else ""
                yield f"{_named(key)} is not kept {lines}whatever is true where cases come to it"
        for key in apart.parts:
            if key not in told and not apart.holds(key, level):
                yield f"whether {_named(key)} is a part, and is kept, hangs on what cases come to"
        among = self._unsettled_at_most(certificate.subject)
        for line in _turns_on(certificate.check, certificate.verdict, parts, among):
            yield f"it may turn on line {line}, and what that means for this promise is not settled"

    def _lacking_apart(
        self, procedure: Procedure, subject: Subject, large: TooLarge
    ) -> Judgement | None:
        """What is to be said of a promise without a certificate where each part is looked at apart:
        it may be kept where that is not seen, but for one that speaks of nothing.
        """
        unknown = Judgement(Standing.UNCHECKED, _too_large(large))
        try:
            apart = self._apart(procedure, subject)
            if not apart.parts:
                return None
            level = None if subject is Promise.EXCLUSIVE else apart.level()
            if level is None:
                return unknown
            rests = _lines(procedure, apart.levels[level])
            told, check = [(key, tuple(rests)) for key in apart.parts], apart.promise
            turns_on = _turns_on(check, level, told, self._unsettled_at_most(subject))
        except TooLarge:
            return unknown
        return unknown if turns_on else _missing(level)

    def _apart(self, procedure: Procedure, subject: Subject) -> Apart:
        """What is asked, part by part. Raises `TooLarge` where it cannot be asked so."""
        if subject not in self._aparts:
            require = _require(procedure, subject)
            found = None if require is None else promised(procedure, require)
            if not isinstance(subject, int):
                self._aparts[subject] = Apart(procedure, subject)
            elif found is not None:
                self._aparts[subject] = RequiredApart(procedure, *found)
        return self._aparts[subject]

    def _question(self, procedure: Procedure, subject: Subject) -> Question | None:
        """What is asked; None where the text makes no such promise, or none that is decided."""
        if not isinstance(subject, int):
            if subject not in self._questions:
                asked = Question(Space(procedure, subject), self._questions.values())
                self._questions[subject] = asked
            return self._questions[subject]
        if subject not in self._own:
            require = _require(procedure, subject)
            self._own[subject] = None if require is None else question_of(procedure, require)
        return self._own[subject]

    def _head(self, procedure: Procedure, certificate: Certificate) -> Iterator[str]:
        """What is wrong with what a certificate says of itself."""
        if certificate.sha256 != self.digest:
            yield "it was made for another text"
        if certificate.procedure != procedure.name:
            yield f"it speaks of the procedure `{certificate.procedure}`"
        if certificate.require is None and certificate.check not in CERTIFIED:
            yield f"`{certificate.check.value}` is no promise that is certified"
        if not certificate.verdict.kept:
            yield "it claims no proof"

    def _reasons(self, procedure: Procedure, certificate: Certificate) -> Iterator[str]:
        """What is wrong with a certificate, its head first; the first of these is asked for alone,
        and the others may not be told.
        """
        yield from self._head(procedure, certificate)
        question = self._question(procedure, certificate.subject)
        if question is None:
            yield f"line {certificate.require} makes no promise that is decided"
            return
        if certificate.check is not _check(question.space.promise, certificate.subject):
            yield f"the promise of line {certificate.require} is no `{certificate.check.value}`"
        keys = [PartKey(part.stage, part.row) for part in certificate.parts]
        yield from _unspoken(question)
        if not _same(keys, question.told, in_order=certificate.require is None):
            odd = next((key for key in keys if key not in question.told), None)
            lacking = next((key for key in question.told if key not in keys), None)
            which = odd or lacking
            what = _named(which) if which is not None else "their order"
            yield f"its parts are not those of the promise: {what}"
            return
        rests = [part.rests_on for part in certificate.parts]
        told, among = zip(keys, rests, strict=True), self._unsettled(certificate.subject)
        turns_on = _turns_on(certificate.check, certificate.verdict, told, among)
        first = not turns_on and certificate.verdict is question.level()
        if not first and certificate.verdict is not self._kept(procedure, certificate.subject):
            yield from _wrong_level(question.level(), certificate.verdict)
        admitted = {
            line: place
            for place, line in enumerate(_lines(procedure, question.levels[certificate.verdict]))
        }
        for key, supports in zip(keys, rests, strict=True):
            yield from _unproved(question, key, supports, admitted)
        for line in turns_on:
            yield f"it turns on line {line}, and what that means for this promise is not settled"


def _same(found: Sequence[PartKey], wanted: Sequence[PartKey], *, in_order: bool) -> bool:
    """Whether the parts are those of the promise, each once."""
    if in_order:
        return list(found) == list(wanted)
    return len(found) == len(wanted) and set(found) == set(wanted)


def _unspoken(question: Question) -> Iterator[str]:
    """Why a promise is not kept, whatever its parts are."""
    if question.vacuous() or question.hollow():
        yield "the promise speaks of nothing here"
    for number in question.never_taken():
        yield f"no case takes the move of line {number}"


def _require(procedure: Procedure, subject: Subject) -> Require | None:
    """The line that makes a promise of the writer's own; None where it is none, or none does."""
    return next((each for each in procedure.requires if each.line.number == subject), None)


def _promise(procedure: Procedure, subject: Subject) -> Promise | None:
    """What kind of promise it is; None where the text makes none such that is decided."""
    if not isinstance(subject, int):
        return subject
    require = _require(procedure, subject)
    found = None if require is None else promised(procedure, require)
    return None if found is None else found[0]


def _check(promise: Promise, subject: Subject) -> Promise:
    """What a certificate says that it is."""
    own = isinstance(subject, int) and promise is not Promise.REQUIRE_IN_TIME
    return Promise.REQUIRE if own else promise


def _lines_of(among: Iterable[Unsettled]) -> frozenset[int]:
    """The lines that may bind less than they say."""
    return frozenset[int]().union(*(each.lines for each in among))


def _missing(level: Verdict) -> Judgement:
    return Judgement(Standing.MISSING, f"it is kept ({level.value}), and nothing certifies it")


def _not_begun(
    procedure: Procedure, begins: Question | Apart, require: Require | None = None
) -> tuple[Unsettled, ...]:
    """The lines whose meaning is not settled, limits that are known to begin aside."""
    must = begins.levels[LADDER[0]]
    dated = frozenset(key for key in begins.parts if begins.holds(key, must))
    return unsettled(procedure, dated, require)


def _turns_on(
    promise: Promise,
    verdict: Verdict,
    rests: Iterable[tuple[PartKey, Iterable[CertifiedLine]]],
    among: tuple[Unsettled, ...],
) -> tuple[int, ...]:
    """The unsettled lines that a proof turns on, whose parts rest on these lines."""
    parts = tuple(
        PartAnswer(key, verdict, tuple(Support(s.ground, s.line, s.stage) for s in lines))
        for key, lines in rests
    )
    unknown = settled(Answer(promise, verdict, parts), among).unknown
    return () if unknown is None else tuple(each.line for each in unknown.lines)


def _named(key: PartKey) -> str:
    return f"{key.place}, {key.row}"


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
    odd = list(_odd(key, supports, admitted))
    if odd:
        yield from odd
        return
    where = _named(key)
    if not question.holds(key, _in_force(supports)):
        yield f"{where}: it is not kept by what it is said to rest on"
    for left_out in supports:
        if question.holds(key, _in_force(each for each in supports if each is not left_out)):
            yield f"{where}: it does not need all that it is said to rest on"


def _odd(
    key: PartKey, supports: tuple[CertifiedLine, ...], admitted: Mapping[CertifiedLine, int]
) -> Iterator[str]:
    """Why a part cannot rest on these lines."""
    for support in supports:
        if support not in admitted:
            number, stage = support.line, support.stage
            named = f"line {number}" if number is not None else f"the standing line of {stage}"
            yield f"{_named(key)}: {named} is no line of that class at this level"
            return
    if list(supports) != sorted(set(supports), key=admitted.__getitem__):
        yield f"{_named(key)}: the lines are not in the order of the text"


def _lines(procedure: Procedure, level: InForce) -> list[CertifiedLine]:
    """What a level complies with: standing lines in the order of their stages, then lines."""
    binding = binding_lines(procedure)
    stages = (s for s in standing_stages(procedure) if s in level.standing)
    return [CertifiedLine(None, s, Ground.STANDING) for s in stages] + [
        CertifiedLine(number, None, Ground(binding[number][1].value))
        for number in sorted(level.lines & binding.keys())
    ]


def _rests_on(
    question: Question, key: PartKey, level: InForce, without: frozenset[int]
) -> tuple[CertifiedLine, ...]:
    """A least set of lines that keeps a part: each line that can be left out is, as in a proof."""
    near = question.bears_on(key)
    lines = _lines(question.procedure, InForce(near.lines & level.lines - without, near.standing))
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
