"""Mistakes in limits: words for numbers, units, and times that name no time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.language.diagnostics import Diagnostic
from checker.language.suggest import did_you_mean
from checker.language.vocabulary import FIGURES, UNITS

if TYPE_CHECKING:
    from checker.language.mistakes.trouble import Recogniser, Trouble

_SHORT = {
    "business": "working",
    "h": "hours",
    "hr": "hour",
    "hrs": "hours",
    "d": "days",
    "min": "minute",
    "mins": "minutes",
    "wk": "week",
    "wks": "weeks",
    "weekday": "working day",
    "weekdays": "working days",
    "fortnight": "2 weeks",
}
_TAIL = {"of", "before", "after", "instead", "in", "on", "to", "with"}


def _vague(case: Trouble, first: int) -> str:
    """The words from one on, as own words."""
    last = case.run(first, _TAIL)
    return case.written(first, last)


def within_words(case: Trouble) -> Diagnostic | None:
    """`within "promptly"`, `within reasonable time`."""
    if case.piece(case.at - 1).text != "within" or not case.odd.text:
        return None
    first = case.at - 1
    if case.odd.kind == "string":
        return Diagnostic(
            "a limit after `within` needs a number",
            case.span(first, case.at),
            f"for the policy's own words write `timing {case.written(case.at)}`",
            edit=f"timing {case.written(case.at)}",
        )
    if not case.odd.name_like or case.odd.text in FIGURES or "NUMBER" not in case.expected:
        return None
    if did_you_mean(case.odd.text, case.words):
        return None
    words = _vague(case, case.at)
    return Diagnostic(
        "a limit after `within` needs a number",
        case.span(case.at, case.run(case.at, _TAIL)),
        f'for the policy\'s own words write `timing "{words}"`',
    )


def figure(case: Trouble) -> Diagnostic | None:
    """A number in words."""
    if "NUMBER" not in case.expected or case.odd.text not in FIGURES:
        return None
    better = FIGURES[case.odd.text]
    return Diagnostic(
        f"`{case.written(case.at)}` is a number in words",
        case.span(case.at),
        f"write it in figures: `{better}`",
        edit=better,
    )


def _nearest(word: str, units: frozenset[str]) -> str | None:
    """The unit that was meant, also behind a word that policies use for one."""
    if word in _SHORT:
        return _SHORT[word]
    near = did_you_mean(word, {*units, *_SHORT})
    return _SHORT.get(near, near) if near else None


def unit(case: Trouble) -> Diagnostic | None:
    """Something after a number that is no unit of time."""
    if case.before != "NUMBER" or not ({"DAYS", "HOURS"} & case.expected):
        return None
    number = case.written(case.at - 1)
    if not case.odd.name_like:
        return Diagnostic(
            f"`{number}` of what",
            case.span(case.at - 1),
            f"write a unit: `{number} working days`, `{number} hours`, `{number} weeks`",
        )
    better = _nearest(case.odd.text, case.words)
    known = ", ".join(f"`{word}`" for word in UNITS[:-1])
    return Diagnostic(
        f"`{case.written(case.at)}` is not a unit of time",
        case.span(case.at),
        f"write `{better}`" if better else f"units are {known} and `{UNITS[-1]}`",
        edit=better if better and better in case.words else None,
    )


def timing(case: Trouble) -> Diagnostic | None:
    """`timing promptly`, `timing within 5 days`."""
    if case.piece(case.at - 1).text != "timing" or not case.odd.text:
        return None
    if case.odd.text in {"within", "at", "by"}:
        return Diagnostic(
            "`timing` stands before a limit that has a number",
            case.span(case.at - 1),
            "delete `timing`; it stands before the policy's own words",
            edit="",
        )
    if not case.odd.name_like or did_you_mean(case.odd.text, case.words):
        return None
    words = _vague(case, case.at)
    return Diagnostic(
        "own words stand without quotes",
        case.span(case.at, case.run(case.at, _TAIL)),
        f'write `timing "{words}"`',
    )


LIMITS: tuple[Recogniser, ...] = (within_words, figure, unit, timing)
"""In the order in which they are tried."""
