"""Every single change of a certificate: each field, each element of a list."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_VERDICTS = ("proved", "proved-if-guided", "proved-if-assumed", "proved-if-assumed-and-guided")
_CLASSES = ("must", "guidance", "assumption", "standing")


def mutations(certificate: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What was changed, and the certificate that it gives: each written otherwise than before."""
    written = json.dumps(certificate)
    for what, changed in _changes(certificate):
        if json.dumps(changed) != written:
            yield what, changed


def _changes(certificate: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for key in certificate:
        without = deepcopy(certificate)
        del without[key]
        yield f"without {key}", without
    yield "one field more", {**certificate, "note": "trust me"}
    for verdict in (*_VERDICTS, "vacuous", "open", ""):
        if verdict != certificate["verdict"]:
            yield f"verdict {verdict}", {**certificate, "verdict": verdict}
    for key, values in _OTHERS.items():
        for value in values:
            yield f"{key} {value!r}", {**certificate, key: value}
    for index, part in enumerate(certificate["parts"]):
        for what, changed in _parts(part):
            parts = deepcopy(certificate["parts"])
            parts[index : index + 1] = changed
            yield f"part {index}: {what}", {**certificate, "parts": parts}


_OTHERS: dict[str, tuple[object, ...]] = {
    "version": (0, 1, True, "2", None),
    "procedure": ("another", "", None),
    "sha256": ("0" * 64, "", None),
    "check": ("no-endless-loop", "", None),
    "require": (0, 1, 1_000, "1", None),
    "parts": ([], None, {}),
}


def _parts(part: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    yield "gone", []
    yield "twice", [part, part]
    for key in part:
        without = deepcopy(part)
        del without[key]
        yield f"without {key}", [without]
    for key in ("stage", "row"):
        for value in ("nowhere", "", None):
            yield f"{key} {value!r}", [{**part, key: value}]
    for index, support in enumerate(part["rests_on"]):
        for what, changed in _supports(support):
            supports = deepcopy(part["rests_on"])
            supports[index : index + 1] = changed
            yield f"support {index}: {what}", [{**part, "rests_on": supports}]
    more = [*part["rests_on"], {"line": 1, "stage": None, "as": "must"}]
    yield "one line more", [{**part, "rests_on": more}]


def _supports(support: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    yield "gone", []
    yield "twice", [support, support]
    for key in support:
        without = deepcopy(support)
        del without[key]
        yield f"without {key}", [without]
    for name in _CLASSES:
        if name != support["as"]:
            yield f"as {name}", [{**support, "as": name}]
    if support["line"] is not None:
        for number in (support["line"] + 1, support["line"] - 1, 0, None, True, "1"):
            yield f"line {number!r}", [{**support, "line": number}]
        yield "a stage", [{**support, "stage": "one"}]
    else:
        for stage in ("nowhere", None):
            yield f"stage {stage!r}", [{**support, "stage": stage}]
        yield "a line", [{**support, "line": 1}]
