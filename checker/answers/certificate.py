"""The form of a certificate: what a proof rests on, part by part, as it stands in a JSON file.

A certificate says itself of which text it speaks (by the hash of its bytes), of which promise, and
at which level that is kept; where it lies and what its file is called says nothing.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec
from msgspec import Struct

from checker.answers.verdict import TIMED, Ground, Promise, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Procedure

Subject: TypeAlias = Promise | int
"""What a certificate is of: a promise of the program's, or the line of a `require`."""

CERTIFIED = (
    Promise.EVERY_PATH_ENDS,
    Promise.SAME_DAY_ESCALATION,
    Promise.NAMED_ROLE,
    Promise.OUTCOMES,
    Promise.SILENCE,
    Promise.NO_LOOP,
    Promise.EXCLUSIVE,
    *(
        promise
        for promise in Promise
        if promise in TIMED
        and promise not in {Promise.SAME_DAY_ESCALATION, Promise.REQUIRE_IN_TIME}
    ),
)
"""The promises of the program's whose proofs are written down."""


class CertifiedLine(Struct, frozen=True, forbid_unknown_fields=True, rename={"ground": "as"}):
    """A line that a part rests on: its number, or, of a standing line, its stage; and its class."""

    line: int | None
    stage: str | None
    ground: Ground


class CertifiedPart(Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the promise (`PartKey`), and the least set of lines that keeps it."""

    stage: str
    row: str
    rests_on: tuple[CertifiedLine, ...]


class Certificate(Struct, frozen=True, forbid_unknown_fields=True):
    """One promise that is kept of one text.

    `procedure`: the name in the text. `sha256`: of the text's bytes, in hexadecimal. `require`: the
    number of the line that makes the promise, where that is the writer's own. `verdict`: the first
    level at which every part is kept.
    """

    version: Literal[2]
    procedure: str
    sha256: str
    check: Promise
    require: int | None
    verdict: Verdict
    parts: tuple[CertifiedPart, ...]

    @property
    def subject(self) -> Subject:
        """What it is of."""
        return self.check if self.require is None else self.require


def subjects(procedure: Procedure) -> Iterator[Subject]:
    """What certificates of a text may be of."""
    yield from CERTIFIED
    yield from (require.line.number for require in procedure.requires)


def digest_of(text: str) -> str:
    """The hash by which certificates name a text: SHA-256 of its UTF-8 bytes, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def slug(subject: Subject) -> str:
    """What a certificate is of, as it stands in a file's name before `.json`."""
    if isinstance(subject, int):
        return f"require-{subject}"
    return subject.value.replace(", ", ".").replace(" ", "-")


def named(file_name: str) -> Subject | None:
    """What a file's name says that its certificate is of; None where it says nothing."""
    own = re.search(r"\.require-([1-9]\d*)\.json$", file_name, re.ASCII)
    if own is not None:
        return int(own[1])
    matching = (p for p in CERTIFIED if file_name.endswith(f".{slug(p)}.json"))
    return max(matching, key=lambda promise: len(slug(promise)), default=None)


def written(certificate: Certificate) -> bytes:
    """The certificate as a JSON file; the same certificate is the same bytes."""
    return msgspec.json.format(msgspec.json.encode(certificate), indent=2) + b"\n"


def read(content: bytes) -> Certificate | str:
    """The certificate that a file holds, or why it holds none."""
    try:
        return msgspec.json.decode(content, type=Certificate, strict=True)
    except msgspec.ValidationError as error:
        return f"it is no certificate: {error}"
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return "it is no JSON"
