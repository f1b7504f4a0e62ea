"""What is argued for the five policies is what the program says."""

from __future__ import annotations

import contextlib
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from checker.answers.verdict import SPINE
from checker.cli import main
from checker.review.catalogue import checks

ROOT = Path(__file__).resolve().parents[2]
ARGUED = (Path(__file__).parent / "five.md").read_text(encoding="utf-8")
_SECTION = re.compile(r"^## (\S+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| ([a-z-]+) \| ([a-z-]+) \|$", re.MULTILINE)
_WAIT = re.compile(r"^\| (\d+) \| ([^|]+) \| (\S+) \| (\S+) \|$", re.MULTILINE)
_ROUTE = re.compile(r"^\| ([a-z-]+(?:, [a-z-]+)+) \| ([^|]+) \| (\S+) \| (\S+) \|$", re.MULTILINE)
ABOUT_TIME = {
    "limit-for-every-stage",
    "bounded-end",
    "limit-has-a-start",
    "extension-is-bounded",
    "out-of-hours-covered",
    "harm-never-slower",
    "unit-is-clear",
    "stages-fit-the-total",
}
NAMES = {check.name for check in checks()} - {"require"}


@pytest.fixture(scope="module")
def printed() -> dict[str, dict[str, str]]:
    """The verdicts that the command prints, by file and check."""
    return _printed()


@pytest.fixture(scope="module")
def waits() -> dict[str, set[tuple[str, ...]]]:
    """The longest waits that the command prints, and the least of lines that can be read in several
    ways, by file: line, reading, and moments.
    """
    return {
        Path(procedure["path"]).stem: {
            (str(wait["line"]), *told)
            for wait in procedure["waits"]
            for told in _told(wait, wait["least_reading"])
        }
        for procedure in _report()["procedures"]
    }


@pytest.fixture(scope="module")
def routes() -> dict[str, set[tuple[str, ...]]]:
    """The longest waits along routes, under the worst reading and the kindest, by file: the stages,
    reading, and moments.
    """
    return {
        Path(procedure["path"]).stem: {
            (", ".join(route["stages"]), *told)
            for route in procedure["routes"]
            for told in _told(route, route["least"])
        }
        for procedure in _report()["procedures"]
    }


def _told(wait: dict[str, Any], least: object) -> list[tuple[str, ...]]:
    """The reading and the moments of the longest, and of the least if it is wanted."""
    found = [(wait["reading"], wait["longest"])]
    found += [(wait["least_reading"], wait["least"])] if least else []
    return [(read or "-", span["from"][:16], span["until"][:16]) for read, span in found]


def _report() -> dict[str, list[dict[str, Any]]]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        main(["check", str(ROOT / "procedures"), "--output-format", "json"])
    found: dict[str, list[dict[str, Any]]] = json.loads(out.getvalue())
    return found


def _printed() -> dict[str, dict[str, str]]:
    found = _report()
    return {
        Path(procedure["path"]).stem: {v["check"]: v["verdict"] for v in procedure["verdicts"]}
        for procedure in found["procedures"]
    }


def test_argued_verdicts_are_printed(printed: dict[str, dict[str, str]]) -> None:
    """Each table of the document has the verdicts of the three promises, as they are printed."""
    argued = {
        name: {check: verdict for check, verdict in _ROW.findall(text) if check in NAMES}
        for name, text in _SECTION.findall(ARGUED)
    }
    spine = {promise.value for promise in SPINE}
    assert set(printed) <= set(argued)
    for name, verdicts in printed.items():
        assert argued[name].keys() >= spine | ABOUT_TIME
        assert {check: verdicts[check] for check in argued[name]} == argued[name]


def test_argued_waits_are_printed(waits: dict[str, set[tuple[str, ...]]]) -> None:
    """Each limit's longest wait, with its dates, as it is argued."""
    argued = {name: set(_WAIT.findall(text)) for name, text in _SECTION.findall(ARGUED)}
    assert {name: argued[name] for name in waits} == waits
    assert sum(map(len, waits.values())) == 11


def test_argued_routes_are_printed(routes: dict[str, set[tuple[str, ...]]]) -> None:
    """And each route's."""
    argued = {name: set(_ROUTE.findall(text)) for name, text in _SECTION.findall(ARGUED)}
    assert {name: argued[name] for name in routes} == routes
    assert sum(map(len, routes.values())) == 3


def test_every_check_has_a_verdict(printed: dict[str, dict[str, str]]) -> None:
    """All checks are there for all five."""
    assert len(printed) == 5
    for verdicts in printed.values():
        assert verdicts.keys() == NAMES
