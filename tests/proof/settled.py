"""Vague words, and a text that can be read two ways, that an `assume` line settles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.proof.generator import FACTS, SAME_DAY
from tests.proof.timing import READ

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.proof.generator import Draft

_WORDS = "without delay"


def _assume(draft: Draft, means: str) -> None:
    """Say what the vague words mean; now and then nobody does."""
    said = any(f'"{_WORDS}"' in line for line in draft.tail)
    if not said and draft.random.random() < 0.85:
        draft.tail.append(f'assume "{_WORDS}" means {means}, because "the audit uses it"')


def _bound(draft: Draft) -> str:
    """A duty or guidance, whatever the strength of the rest."""
    return draft.random.choice(("must", "must", "should", "should"))


def _harmed(draft: Draft) -> list[tuple[list[str], int]]:
    """Where a lane takes harm on within the day, with nothing else said of it."""
    return [
        (lines, i)
        for _, lines in draft.stages + draft.blocks
        for i, line in enumerate(lines)
        if line.startswith("whenever harm,") and line.endswith(SAME_DAY)
        if "consulting" not in line
    ]


def stages(draft: Draft) -> None:
    """Each stage ends by vague words, and some may be extended."""
    random = draft.random
    extended = random.random() < 0.75
    for header, lines in draft.stages:
        found = [
            i for i, line in enumerate(lines) if line.startswith("this stage") and "end" in line
        ]
        if "board" in header or not found:
            continue
        for i in found:
            lines[i] = f'this stage {_bound(draft)} end, timing "{_WORDS}"'
        if extended and random.random() < 0.7:
            lines.append("the manager may extend by 10 working days")
    _assume(draft, "2 working days")


def night(draft: Draft) -> None:
    """What leaves a gap is covered by vague words."""
    for lines, i in _harmed(draft):
        words = lines[i].removesuffix(f" {SAME_DAY}")
        lines.append(f'{words}, timing "{_WORDS}"')
    for header, lines in draft.stages:
        gap = any("this stage" in line and line.endswith(SAME_DAY) for line in lines)
        if gap and "board" not in header:
            lines.append(f'this stage {_bound(draft)} end, timing "{_WORDS}"')
    _assume(draft, "2 working days")


def dark(draft: Draft) -> None:
    """The lane for the night stands under one reading."""
    for lines, i in _harmed(draft):
        to = lines[i].split("go to ")[1].removesuffix(f" {SAME_DAY}")
        lines.append(
            f"whenever harm and one-way, the case {_bound(draft)} go to {to} within 24 hours"
        )
    _read(draft)


def board(draft: Draft) -> None:
    """The board's answer to harm is vague, or stands under one reading."""
    random = draft.random
    for header, lines in draft.stages:
        if not header.startswith("stage board"):
            continue
        if draft.harm is not None and random.random() < 0.6:
            lines.append(
                f'whenever harm, the case {_bound(draft)} go to ombudsman, timing "{_WORDS}"'
            )
            _assume(draft, "the same working day")
        else:
            lines.append(f"when one-way, this stage {_bound(draft)} end {SAME_DAY}")
            _read(draft)


def consulted(draft: Draft) -> None:
    """Whoever is to be consulted first is so by vague words."""
    for lines, i in _harmed(draft):
        to = lines[i].split("go to ")[1]
        held = f'after consulting their manager, timing "{_WORDS}"'
        lines[i] = f"whenever harm, the case {_bound(draft)} go to {to}, {held}"
    _assume(draft, "the same working day")


def events(draft: Draft) -> None:
    """A limit counts from a meeting that is held under one reading."""
    _, lines = draft.lines()
    limit = f"this stage {_bound(draft)} end within 5 working days"
    duty = f'the worker {_bound(draft)} convene "a meeting" within 2 days'
    if draft.random.random() < 0.8:
        lines += [f"{limit} of the meeting", f"when one-way, {duty}"]
    else:
        lines += [f"when other-way, {limit} of papers-sent", f"when one-way, {limit}"]
    _read(draft)


def convened(draft: Draft) -> None:
    """Each limit counts from a meeting that ought to be convened."""
    for header, lines in draft.stages:
        found = [i for i, line in enumerate(lines) if line.startswith("this stage")]
        if found and "board" not in header:
            lines[found[0]] = f"this stage {_bound(draft)} end within 5 working days of the meeting"
            lines.append(f'the worker {_bound(draft)} convene "a meeting" within 2 days')


def _read(draft: Draft) -> None:
    """The text can be read two ways, and one is assumed most of the time."""
    draft.facts[dict(FACTS)["one-way"]] = None
    if draft.random.random() < 0.85 and not any(line.startswith(READ) for line in draft.tail):
        draft.tail.append('assume one-way, because "the board confirmed it"')


FORMS: tuple[Callable[[Draft], None], ...] = (
    *(stages,) * 4,
    *(night,) * 3,
    *(dark,) * 3,
    *(board,) * 3,
    *(consulted,) * 4,
    *(events,) * 4,
    convened,
)


def settled(draft: Draft) -> None:
    """One or two of these."""
    for form in draft.random.sample(FORMS, draft.random.choice((1, 1, 2))):
        form(draft)
