"""The form of a certificate: what a proof rests on, part by part, as it stands in a JSON file.

A certificate says itself of which text it speaks (by the hash of its bytes), of which promise, and
at which level that is kept; where it lies and what its file is called says nothing.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Literal

import msgspec
from msgspec import Struct

from checker.answers.verdict import TIMED, Ground, Promise, Verdict

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
"""The promises whose proofs are written down: those that the second engine knows."""


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

    `procedure`: the name in the text. `sha256`: of the text's bytes, in hexadecimal. `verdict`: the
    first level at which every part is kept.
    """

    version: Literal[1]
    procedure: str
    sha256: str
    check: Promise
    verdict: Verdict
    parts: tuple[CertifiedPart, ...]


def digest_of(text: str) -> str:
    """The hash by which certificates name a text: SHA-256 of its UTF-8 bytes, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def slug(promise: Promise) -> str:
    """The promise as it stands in a file's name, before `.json`."""
    return promise.value.replace(", ", ".").replace(" ", "-")


def named(file_name: str) -> Promise | None:
    """The promise that a file's name speaks of; None where it speaks of none."""
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
