"""Twists about dates: what a limit counts from, who brings it about, the night, who is away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.proof.generator import ROLES, SAME_DAY, VAGUE, binding_move, modal
from tests.proof.settled import settled
from tests.proof.switched import switched

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.proof.generator import Draft

_BROUGHT = {
    "the meeting": ('convene "a meeting"', "meet with their counterpart"),
    "the decision": ('also decide "what to do"', 'decide "it"'),
    "the notice": ('tell the senior "of it"', 'send "the papers"'),
}
_EVENTS = (
    *_BROUGHT,
    *_BROUGHT,
    "the answer",
    "papers-sent",
    "receiving papers-sent",
    "the start",
    "the meeting or papers-sent",
    "the notice or the meeting",
)


def _event(draft: Draft) -> str:
    """What a limit counts from."""
    if draft.random.random() < 0.2:
        return f"the start of {draft.random.choice(draft.names())}"
    return draft.random.choice(_EVENTS)


def _bring(draft: Draft, event: str, lines: list[str]) -> None:
    """A duty that brings the event about, or nearly does."""
    random = draft.random
    name = next((name for name in _BROUGHT if name in event), None)
    if name is None:
        return
    verb = random.choice(_BROUGHT[name])
    if name == "the decision" and random.random() < 0.8:
        verb = _BROUGHT[name][0]
    bound = f"{_asked(draft, verb)}{_by_when(draft)}"
    if random.random() < 0.06:
        bound = bound.replace(" must ", " may ").replace(" should ", " may ")
    form = random.random()
    if form < 0.06:
        bound = f"if no answer, {bound}"
    elif form < 0.34:
        bound = f"{random.choice(('when', 'unless'))} {draft.condition()}, {bound}"
    lines.append(bound)
    if 0.06 <= form < 0.14:
        lines.append(f"{bound.replace(' must ', ' should ')} instead")


def _asked(draft: Draft, verb: str) -> str:
    """Who is to do it, perhaps on what is missing."""
    on = " on appendix" if '"' in verb and draft.random.random() < 0.12 else ""
    return f"the {draft.random.choice(ROLES[:2])} {modal(draft)} {verb}{on}"


def _by_when(draft: Draft) -> str:
    """The limit of a duty: with a figure of its own, most of the time."""
    random = draft.random
    figure = f" within {random.choice(('2 working days', '3 days', 'the same working day'))}"
    start = random.choice(("the start", "papers-sent"))
    vague = f', timing "{random.choice(VAGUE)}"'
    others = ("", vague, f" within 2 days of {start}", ", timing missing")
    return figure if random.random() < 0.78 else random.choice(others)


def stage_from(draft: Draft) -> None:
    """A stage's limit that counts from an event, with the duty that brings it about."""
    _count_from(draft, ("this stage must end within", "this stage should end within"))


def move_from(draft: Draft) -> None:
    """A move, or a lane, that is due so long after an event."""
    found = draft.where((" go to ",))
    if found is None:
        return
    lines, i = found
    bare = lines[i].removesuffix(" instead")
    if any(word in bare for word in (" within ", "timing", "consulting", "at most")):
        _count_from(draft, ("if ", "otherwise", "whenever "))
        return
    event = draft.random.choice(("the answer", "the decision", _event(draft), _event(draft)))
    lines[i] = f"{bare} within 3 working days of {event}{lines[i][len(bare) :]}"
    if draft.random.random() < 0.6:
        _bring(draft, event, lines)


def consulted_from(draft: Draft) -> None:
    """A consultation that is due so long after an event."""
    _count_from(draft, ("consulting their manager within",))


def _count_from(draft: Draft, words: tuple[str, ...]) -> None:
    """Have a limit that is there count from an event."""
    found = draft.where(words)
    if found is None:
        return
    lines, i = found
    last = lines[i].rpartition(" within ")[2]
    bare = lines[i].removesuffix(" instead")
    if " within " not in lines[i] or " of " in last or ", " in last or "at most" in last:
        return
    event = _event(draft)
    lines[i] = f"{bare} of {event}{lines[i][len(bare) :]}"
    if draft.random.random() < 0.75:
        _bring(draft, event, lines)


def total_from(draft: Draft) -> None:
    """A total that counts from an event, or has no figure."""
    random = draft.random
    names = [name for name in draft.names() if name.startswith("step")]
    first = random.randrange(len(names))
    last = random.randrange(first, len(names))
    limit = random.choice(
        (
            f" within 10 working days of {_event(draft)}",
            f" within 10 working days of {_event(draft)}",
            f" within 10 working days of the start of {names[first]}",
            f', timing "{random.choice(VAGUE)}"',
            ", timing missing",
        )
    )
    if random.random() < 0.2:
        draft.head.append(f"the procedure {modal(draft)} end within 30 days of {_event(draft)}")
        return
    condition = f"when {draft.condition()}, " if random.random() < 0.2 else ""
    draft.tail.append(
        f"{condition}stages {names[first]} to {names[last]} {modal(draft)} end{limit}"
    )


def extended(draft: Draft) -> None:
    """An extension, now and then of nothing; or a clock that stops."""
    random = draft.random
    _, lines = draft.lines()
    form = random.random()
    if form < 0.08:
        lines.append("clock stops from papers-sent to fee-paid")
    elif form < 0.12:
        lines.append("clock restarts on papers-sent")
    else:
        line = "the manager may extend by 10 working days with reasons"
        lines.append(f"when {draft.condition()}, {line}" if random.random() < 0.4 else line)
    if random.random() < 0.1:
        lines[:] = [line for line in lines if "this stage" not in line]


def night(draft: Draft) -> None:
    """A lane for harm out of hours beside each that is for the working day, or a duller form."""
    random = draft.random
    limit = random.choice(
        (
            " within 2 hours",
            " within 2 hours",
            " within 24 hours",
            "",
            ', timing "promptly"',
            ', timing "promptly"',
            ", timing missing",
            " within 1 working day",
            " within the same working day of receiving papers-sent",
            " within 2 hours, or the same working day as also written",
            f" {SAME_DAY}",
            " within 2 hours of the notice",
            " within 2 hours, after consulting their manager within 1 hour",
            " within 2 hours, after consulting their manager",
        )
    )
    strength = random.choice(("same", "same", "same", "same", "may", "should", "plain"))
    instead = " instead" if random.random() < 0.15 else ""
    for _, lines in draft.stages + draft.blocks:
        for line in list(lines):
            harm = line.startswith("whenever harm,") and line.endswith(SAME_DAY)
            if not harm or "consulting" in line:
                continue
            words = line.removesuffix(f" {SAME_DAY}").removeprefix("whenever harm, ")
            if strength == "plain":
                words = words[words.index("go to ") :]
            elif strength != "same" and not words.startswith("go to"):
                words = f"the case {strength} {words[words.index('go to ') :]}"
            lines.append(f"whenever harm and out of hours, {words}{limit}{instead}")


def dark(draft: Draft) -> None:
    """Other lines about the hours, or limits that say nothing of the night."""
    random = draft.random
    _, lines = draft.lines()
    to = random.choice(("ombudsman", "done", draft.target()))
    condition = draft.atom()
    lines.append(
        random.choice(
            (
                f"whenever out of hours, {binding_move(draft, to, 'within 2 hours')}",
                f"out of hours, this stage {modal(draft)} end within 4 hours",
                f"out of hours, this stage {modal(draft)} end within 4 hours instead",
                f"this stage {modal(draft)} end by the end of the next working day",
                f"this stage {modal(draft)} end {SAME_DAY}",
                f"this stage {modal(draft)} end {SAME_DAY} of receiving papers-sent",
                f'this stage {modal(draft)} end, timing "{random.choice(VAGUE)}"',
                f"this stage {modal(draft)} end, timing missing",
                f"this stage may end {SAME_DAY}",
                f"when {condition}, this stage {modal(draft)} end {SAME_DAY}",
                f"whenever {condition}, {binding_move(draft, to, SAME_DAY)}",
                f"whenever {condition}, {binding_move(draft, to, 'within 24 hours')}",
                f"whenever {condition}, {binding_move(draft, to, SAME_DAY)} of receiving fee-paid",
                f'whenever {condition}, {binding_move(draft, to)}, timing "without delay"',
                "out of hours, led by the director instead",
            )
        )
    )


def stand_ins(draft: Draft) -> None:
    """Somebody who stands in for each who leads, or for most of them."""
    random = draft.random
    for role in ROLES:
        form = random.random()
        if form < 0.4:
            deputy = random.choice([each for each in ROLES if each != role])
            draft.held[role] = f"deputy {deputy}"
        elif form < 0.8:
            draft.held[role] = 'held by "A head" or "A second head"'
        elif form < 0.85:
            draft.held[role] = 'in practice: "A partner" or "A second partner"'
        elif form < 0.9:
            draft.held[role] = 'held by "A head"'


def all_stand_in(draft: Draft) -> None:
    """Somebody who stands in for each."""
    draft.held = dict.fromkeys(ROLES, 'held by "A head" or "A second head"')
    if draft.random.random() < 0.1:
        _, lines = draft.lines()
        lines[:] = ["led by missing" if line.startswith("led by") else line for line in lines]


def two_lead(draft: Draft) -> None:
    """Two who lead together, or one more on a condition."""
    random = draft.random
    _, lines = draft.lines()
    found = [i for i, line in enumerate(lines) if line.startswith("led by the")]
    if found:
        role = random.choice(ROLES[:3])
        lines[found[0]] = random.choice(
            (
                f"led by the worker or the {role} of the raising side",
                f"led by the manager or the {role} of the raising side",
                f"led by the senior or the {role} of the raising side",
            )
        ).replace(f"{role} or the {role}", role)
        if random.random() < 0.3:
            lines.insert(found[0] + 1, "led by missing")


def at_the_board(draft: Draft) -> None:
    """What the board does with harm, and by when."""
    random = draft.random
    for header, lines in draft.stages:
        if not header.startswith("stage board"):
            continue
        atom = "harm" if draft.harm is not None else draft.atom()
        limit = random.choice(
            (SAME_DAY, SAME_DAY, 'timing "promptly"', "timing missing", "within 3 days")
        )
        after = f", {limit}" if limit.startswith("timing") else f" {limit}"
        form = random.random()
        if form < 0.45:
            lines.append(f"whenever {atom}, {binding_move(draft, 'ombudsman')}{after}")
        elif form < 0.8:
            lines.append(f"this stage {modal(draft)} end{after}")
        elif form < 0.9:
            lines.append(f"when {draft.condition()}, this stage {modal(draft)} end{after}")
        else:
            lines.append(f"this stage {modal(draft)} end within 5 working days of {_event(draft)}")
        if random.random() < 0.3:
            _bring(draft, random.choice(tuple(_BROUGHT)), lines)


def held_up(draft: Draft) -> None:
    """Lanes for harm that a consultation comes before, with another beside it perhaps."""
    random = draft.random
    limit = random.choice(
        (
            *(f" {SAME_DAY}",) * 3,
            "",
            ', timing "promptly"',
            ", timing missing",
            " within 1 hour",
            " within 1 hour of the notice",
        )
    )
    beside = random.random() < 0.2
    for _, lines in draft.stages + draft.blocks:
        for i, line in list(enumerate(lines)):
            held = "consulting" in line
            if line.startswith("whenever harm,") and line.endswith(SAME_DAY) and not held:
                lines[i] = f"{line}, after consulting their manager{limit}"
                if beside:
                    lines.append(line)


STRUCTURES: tuple[tuple[float, Callable[[Draft], None]], ...] = (
    (0.35, stage_from),
    (0.12, move_from),
    (0.1, total_from),
    (0.35, extended),
    (0.4, night),
    (0.15, dark),
    (0.2, stand_ins),
    (0.3, all_stand_in),
    (0.5, at_the_board),
    (0.4, held_up),
    (0.6, settled),
    (0.45, switched),
)
"""How often each is done to a procedure that is about dates, before it is twisted."""


def dated(draft: Draft) -> None:
    """Make a complete procedure one that is about dates."""
    for often, structure in STRUCTURES:
        if draft.random.random() < often:
            structure(draft)


TWISTS: tuple[Callable[[Draft], None], ...] = (
    *(stage_from,) * 2,
    *(move_from,) * 2,
    consulted_from,
    total_from,
    extended,
    night,
    *(dark,) * 2,
    stand_ins,
    two_lead,
    at_the_board,
    held_up,
    settled,
    switched,
)
"""What is done to any procedure."""
