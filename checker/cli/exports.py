"""What `stagecheck check` writes for others to read: certificates, and questions for a solver."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from checker.answers.certificate import Subject
    from checker.cli.loaded import Loaded
    from checker.review.context import Context


class Exports(Struct, frozen=True):
    """What is wanted: the folders of certificates and of questions, each None where it is not."""

    certificates: Path | None = None
    questions: Path | None = None


class Exported(Struct, frozen=True):
    """What one procedure gives: each certificate by what it is of, and the questions as a script.

    `stem` begins the names of its files; the `fingerprint` is the text's.
    """

    stem: str
    fingerprint: str
    certificates: dict[Subject, bytes]
    questions: bytes = b""


def exported(context: Context, loaded: Loaded, wanted: Exports) -> Exported:
    """What a procedure gives after it has been reviewed in this context, whose proofs it shares."""
    from checker.proof.smtlib import script

    questions = b"" if wanted.questions is None else script(context.prover.asked).encode()
    certificates = {} if wanted.certificates is None else _certificates(context, loaded)
    return Exported(loaded.stem, loaded.fingerprint, certificates, questions)


def _certificates(context: Context, loaded: Loaded) -> dict[Subject, bytes]:
    """A certificate for each promise that is proved."""
    from checker.answers.certificate import CERTIFIED, digest_of, written
    from checker.proof.certify import certificate

    procedure, digest = loaded.procedure, digest_of(loaded.source.text)
    given: dict[Subject, bytes] = {}
    for promise in CERTIFIED:
        found = certificate(procedure, digest, context.answer(promise))
        if found is not None:
            given[promise] = written(found)
    for require in procedure.requires:
        number = require.line.number
        found = certificate(procedure, digest, context.answer_to(require), number)
        if found is not None:
            given[number] = written(found)
    return given


def files_of(given: Sequence[Exported], wanted: Exports) -> dict[Path, bytes]:
    """The files to write. Texts of one name have their fingerprints in the names of their files."""
    from checker.answers.certificate import slug

    count = Counter(each.stem.casefold() for each in given)
    contents: dict[Path, bytes] = {}
    for each in given:
        alone = count[each.stem.casefold()] == 1
        stem = each.stem if alone else f"{each.stem}-{each.fingerprint}"
        if wanted.certificates is not None:
            for subject, content in each.certificates.items():
                contents[wanted.certificates / f"{stem}.{slug(subject)}.json"] = content
        if wanted.questions is not None:
            contents[wanted.questions / f"{stem}.smt2"] = each.questions
    return contents
