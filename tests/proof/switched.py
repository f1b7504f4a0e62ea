"""Lines that harm switches off, with something in their place, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.proof.generator import SAME_DAY, binding_move, modal

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.proof.generator import Draft

_SLOW = ("within 5 working days", "within 3 days", "within 1 week")
_QUICK = (SAME_DAY, "within 2 hours", "within 1 working day", "within 1 day")
_WORDS = ', timing "without delay"'
_MEANS = (
    'assume "without delay" means the same working day, because "the audit uses it"',
    'assume "without delay" means 2 days, because "the audit uses it"',
)


def _limits(draft: Draft) -> list[tuple[list[str], int]]:
    """Limits on the ends of stages that stand whatever is the case."""
    return [
        (lines, i)
        for header, lines in draft.stages
        if not header.startswith("stage board")
        for i, line in enumerate(lines)
        if line.startswith("this stage") and " end" in line
    ]


def _instead(draft: Draft) -> str:
    """How soon the line is that takes its place: most of the time sooner, or said vaguely."""
    random = draft.random
    form = random.random()
    if form < 0.45:
        return f" {random.choice(_QUICK)}"
    if form < 0.8:
        if random.random() < 0.85 and not any('"without delay"' in line for line in draft.tail):
            draft.tail.append(random.choice((_MEANS[0], *_MEANS)))
        return _WORDS
    return random.choice(
        (
            f" {random.choice(_SLOW)}",
            ", timing missing",
            " within 1 day, or 2 weeks as also written",
            " within 2 days of papers-sent",
            "",
        )
    )


def limits(draft: Draft) -> None:
    """Each limit stands where there is no harm, with another where there is."""
    random = draft.random
    often = random.choice((0.5, 1.0))
    if random.random() < 0.4:
        _delay(draft)
    for lines, i in _limits(draft):
        if random.random() >= often:
            continue
        lines[i] = f"this stage {modal(draft)} end {random.choice(_SLOW)}"
        other = _instead(draft)
        strength = random.choice(("must", "should", modal(draft)))
        if random.random() < 0.3:
            if other:
                lines.insert(i + 1, f"when harm, this stage {strength} end{other} instead")
            continue
        lines[i] = f"when not harm, {lines[i]}"
        if other and random.random() < 0.8:
            lines.insert(i + 1, f"when harm, this stage {strength} end{other}")


def _delay(draft: Draft) -> None:
    """What takes harm on takes its time."""
    for _, lines in draft.stages + draft.blocks:
        for i, line in enumerate(lines):
            if line.startswith("whenever harm,"):
                lines[i] = line.replace(SAME_DAY, "within 20 working days")


def lanes(draft: Draft) -> None:
    """A lane for where there is no harm, beside one for where there is."""
    random = draft.random
    _, lines = draft.lines()
    to = random.choice(("ombudsman", "done"))
    lines.append(f"whenever not harm, {binding_move(draft, to, random.choice(_SLOW))}")
    if random.random() < 0.8:
        held = ", after consulting their manager" if random.random() < 0.15 else ""
        limit = f" {random.choice(_QUICK)}" if held else ""
        quick = _instead(draft) if not held else " within 1 day"
        lines.append(f"whenever harm, {binding_move(draft, to)}{quick}{held}{limit}")


def total(draft: Draft) -> None:
    """A total that harm takes away, or one that stays beside a limit."""
    random = draft.random
    names = [name for name in draft.names() if name.startswith("step")]
    condition = random.choice(("when not harm, ", ""))
    time = random.choice(("1 working day", "2 working days", "5 working days"))
    draft.tail.append(
        f"{condition}stages {names[0]} to {names[-1]} {modal(draft)} end within {time}"
    )


FORMS: tuple[Callable[[Draft], None], ...] = (*(limits,) * 4, *(lanes,) * 2)


def switched(draft: Draft) -> None:
    """One of these; a total beside it now and then."""
    if draft.harm is not None:
        draft.random.choice(FORMS)(draft)
        if draft.random.random() < 0.1:
            total(draft)
