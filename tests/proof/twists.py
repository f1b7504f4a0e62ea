"""What is done to a complete procedure: each twist is a thing that real policies do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.proof import timing
from tests.proof.generator import ROLES, SAME_DAY, binding_move, modal, negated, stage_limit

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.proof.generator import Draft


def _weaken(draft: Draft) -> None:
    found = draft.where((" must ", " should "))
    if found is not None:
        lines, i = found
        word = draft.random.choice((" should ", " may ", " will "))
        lines[i] = lines[i].replace(" must ", word)


def _drop(draft: Draft) -> None:
    lines = draft.random.choice([lines for _, lines in draft.stages + draft.blocks])
    if len(lines) > 1:
        del lines[draft.random.randrange(len(lines))]


def _check(draft: Draft) -> None:
    """A gate, with what follows when it says no."""
    name, lines = draft.lines()
    random = draft.random
    strength = random.choice((modal(draft), "must", "should", "may"))
    duty = f'the manager {strength} check "that it is justified"'
    form = random.random()
    if form < 0.2:
        duty += " on appendix"
    condition = f"when {draft.condition()}, " if random.random() < 0.3 else ""
    lines.append(f"{condition}{duty}, before moving on")
    if form > 0.9:
        lines.append(
            f'when {draft.condition()}, the senior should check "it", before moving on instead'
        )
    if random.random() < 0.8:
        lines.append(
            f"if not justified, {binding_move(draft, random.choice(('done', 'ombudsman', name)))}"
        )
    if random.random() < 0.3:
        lines.append("otherwise, the case must go to ombudsman")
    if random.random() < 0.2:
        lines.append(f"if justified, {binding_move(draft, draft.target())}")


def _decide(draft: Draft) -> None:
    """A duty to decide, conditional, on a document, or beside; or somebody named who decides."""
    _, lines = draft.lines()
    random = draft.random
    lines.append(
        random.choice(
            (
                f'when {draft.condition()}, the senior must decide "it"',
                'the senior must decide "it" on appendix',
                'the senior must also decide "what protects the child"',
                "decided by the senior",
                f'when {draft.condition()}, the senior should decide "it" instead',
            )
        )
    )
    if random.random() < 0.8:
        lines += ["if decided, go to ruled", f"if not decided, {binding_move(draft, 'ombudsman')}"]


def _retarget(draft: Draft) -> None:
    """A move that leads elsewhere."""
    found = draft.where(("if not ", "if no ", "otherwise", "whenever"))
    if found is None:
        return
    lines, i = found
    for name in (*draft.names(), "ombudsman", "done", "ruled"):
        if f" go to {name}" in lines[i]:
            lines[i] = lines[i].replace(f" go to {name}", f" go to {draft.target()}")
            return


def _loop(draft: Draft) -> None:
    """A move back, with or without turns, and what happens when these are used up."""
    name, lines = draft.lines()
    names = [n for n in draft.names() if n != "board"]
    back = draft.random.choice(names[: names.index(name) + 1])
    turns = draft.random.choice((", at most once", ", at most twice", ", at most 3 times", ""))
    starts = ("if not resolved", "otherwise")
    onward = [i for i, line in enumerate(lines) if line.startswith(starts) and " go to " in line]
    for i in onward:
        to = lines[i].split(" go to ")[-1]
        lines[i] = f"otherwise, the case must go to {to}"
    if draft.random.random() < 0.3:
        lines.append(f"if not resolved and {draft.atom()}, {binding_move(draft, back)}{turns}")
    else:
        lines.append(f"if not resolved, {binding_move(draft, back)}{turns}")


def _unless(draft: Draft) -> None:
    """A move that has a condition, with its counterpart perhaps."""
    found = draft.where(("if not ", "if agreed", "if no ", "if decided"))
    if found is None or " and " in found[0][found[1]] or ", " not in found[0][found[1]]:
        return
    lines, i = found
    outcome, rest = lines[i].split(", ", 1)
    atom = draft.atom()
    lines[i] = f"{outcome} and {atom}, {rest}"
    form = draft.random.random()
    if form < 0.4:
        lines.append(f"{outcome} and {negated(atom)}, {binding_move(draft, draft.target())}")
    elif form < 0.6:
        lines[i] = f"{outcome}, {rest}"
        lines.append(f"{outcome} and {atom}, {binding_move(draft, draft.target())} instead")
    elif form < 0.8:
        lines.append(f"otherwise, {binding_move(draft, 'ombudsman')}")


def _more_lanes(draft: Draft) -> None:
    """Another lane, on a condition, at any time, or instead of the plain one."""
    _, lines = draft.random.choice([*[s for s in draft.stages if s[1]], *draft.blocks])
    random = draft.random
    to = draft.target()
    lines.append(
        random.choice(
            (
                f"whenever {draft.condition()}, {binding_move(draft, to, SAME_DAY)}",
                f"whenever {draft.condition()}, {binding_move(draft, to)}",
                f"whenever {draft.atom()}, the case may go to {to}",
                f"whenever {draft.atom()}, {binding_move(draft, to)}, at most twice",
                f"at any time, the raising side may take the case to {to}",
                f"at any time, the case must go to {random.choice(('ombudsman', 'done'))}",
                f"out of hours, {stage_limit(draft)} instead",
            )
        )
    )
    if draft.harm is not None and random.random() < 0.5:
        lines[-1] = (
            f"whenever harm and {draft.atom()}, "
            f"{binding_move(draft, to, random.choice(('', SAME_DAY)))} instead"
        ).replace("harm and harm", "harm")


def _permission(draft: Draft) -> None:
    """A `may` beside what binds."""
    _, lines = draft.lines()
    outcome = draft.random.choice(("if not resolved", "if agreed", "if no answer", "if decided"))
    lines.append(f"{outcome}, the worker of the raising side may take the case to {draft.target()}")


def _silence(draft: Draft) -> None:
    """An outcome that is mentioned and left, or of which the text is silent."""
    _, lines = draft.lines()
    random = draft.random
    for i, line in enumerate(lines):
        if line.startswith("if not resolved") and random.random() < 0.7:
            lines[i] = line.replace("if not resolved", "if not agreed")
    outcome = random.choice(
        ("if no answer", "if no answer", "if not agreed", "otherwise", "if no finding")
    )
    lines.append(
        f"{outcome}, {random.choice(('missing', 'missing', 'not stated'))}".replace(
            "otherwise, not stated", "otherwise, missing"
        )
    )


def _lead(draft: Draft) -> None:
    """Somebody else, nobody or a hole in the lead."""
    _, lines = draft.lines()
    random = draft.random
    at = next((i for i, line in enumerate(lines) if line.startswith("led by")), None)
    role = random.choice(ROLES)
    new = random.choice(
        (
            "led by missing",
            "led by missing",
            "led by the committee",
            "led by a named person",
            "led by not stated",
            f"chaired by the {role} of the raising side",
            f"led by the {role} of the raising side",
            "mediated by the committee",
            f"when {draft.condition()}, led by the {role} of the raising side",
        )
    )
    form = random.random()
    if at is None or form < 0.3:
        lines.insert(0, new)
    elif form < 0.75:
        lines[at] = new
    elif form < 0.85:
        lines.insert(at + 1, f"when {draft.condition()}, led by the committee instead")
    else:
        condition = draft.condition()
        lines[at] = f"unless {condition}, led by the {role} of the raising side"
        if random.random() < 0.7:
            lines.insert(at, f"when {condition}, {new.split(', ')[-1]}")


def _missing_stage(draft: Draft) -> None:
    """A stage that is named and never described, and somewhere that leads to it."""
    if "void" in draft.names():
        return
    draft.stages.append(('stage void "Void", missing', []))
    found = draft.where((" go to ",))
    if found is not None and draft.random.random() < 0.8:
        lines, i = found
        to = lines[i].split(" go to ")[1].split()[0].rstrip(",")
        if to not in {"the", "any"}:
            lines[i] = lines[i].replace(f" go to {to}", " go to void")


def _start(draft: Draft) -> None:
    """No stated start, or one that depends."""
    random = draft.random
    plain = [line for line in draft.head if line.startswith("start at")]
    if random.random() < 0.3:
        draft.head = [line for line in draft.head if line not in plain]
        draft.head.append(
            random.choice(("start at not stated", f"start at {random.choice(draft.names())}"))
        )
        return
    to = random.choice((*draft.names(), "ombudsman", "courts", "limbo"))
    draft.head.append(f"when {draft.condition()}, start at {to} instead")


def _hand_over(draft: Draft) -> None:
    """An agreement that is handed over, or decided elsewhere."""
    found = draft.where(("go to done", "go to ruled", "go to ombudsman"))
    if found is not None:
        lines, i = found
        for name in ("done", "ruled", "ombudsman"):
            lines[i] = lines[i].replace(f"go to {name}", "go to courts")


def _block(draft: Draft) -> None:
    """Lines of many stages at once."""
    random = draft.random
    names = [name for name in draft.names() if name.startswith("step")]
    header = random.choice(
        (
            "at every stage",
            f"at every stage except {random.choice(names)}",
            f"at stages {names[0]} and {names[-1]}",
        )
    )
    if len(names) == 1 and header.startswith("at stages"):
        header = "at every stage"
    outcome = random.choice(("if not resolved", "if agreed", "if not decided", "otherwise"))
    onward = random.choice(("the next stage", draft.target()))
    line = random.choice(
        (
            stage_limit(draft),
            f"when {draft.condition()}, {stage_limit(draft)}",
            f"{outcome}, {binding_move(draft, draft.target())}",
            f"whenever {draft.atom()}, {binding_move(draft, draft.target(), SAME_DAY)}",
            f"whenever {draft.atom()}, {binding_move(draft, onward, SAME_DAY)}, at most once",
            f"{outcome}, {binding_move(draft, onward)}, at most twice",
            "led by the senior of the raising side",
        )
    )
    draft.blocks.append((header, [line]))


def _board_first(draft: Draft) -> None:
    """A case that is referred from the start."""
    if "board" in draft.names():
        draft.head[:] = [line for line in draft.head if not line.startswith("start at")]
        draft.head.append("start at board")


def _in_track(draft: Draft) -> None:
    """A stage beside the main line."""
    if "police" not in draft.names():
        lines = [
            f"led by the {draft.random.choice(ROLES[:3])} of the raising side",
            stage_limit(draft),
        ]
        draft.stages.append(('stage police "Police", in police-track', lines))


def sides(draft: Draft) -> None:
    """Duties of a role of one side, where the same role of the other has none."""
    for _, lines in draft.stages + draft.blocks:
        for i, line in enumerate(lines):
            lines[i] = _DUTY.sub(lambda found: f"{found[1]} {draft.side()} {found[2]}", line)


def _figures(draft: Draft) -> None:
    """Limits that no calendar here has a date for: school days, or years ahead."""
    found = draft.where((" working days", " days of ", " within 1 week"))
    if found is not None:
        lines, i = found
        far = draft.random.choice(("within 9 school days", "within 3000 days"))
        lines[i] = re.sub(r"within \d+ (working days|days|week)\b", far, lines[i], count=1)


_DUTY = re.compile(rf"\b(the (?:{'|'.join(ROLES[:3])})) (must|should|will|may)\b")
"""Who is to do what, the side not said."""

TWISTS: tuple[Callable[[Draft], None], ...] = (
    *(_weaken,) * 2,
    _figures,
    _drop,
    *(timing.condition_limit,) * 2,
    *(timing.other_limit,) * 2,
    *(timing.lane_limit,) * 2,
    timing.move_limit,
    _check,
    _decide,
    _retarget,
    _loop,
    _unless,
    _more_lanes,
    _permission,
    _silence,
    *(_lead,) * 2,
    _missing_stage,
    _start,
    timing.total,
    timing.no_limit,
    timing.assume,
    *(timing.vague_answer,) * 2,
    timing.read_two_ways,
    _hand_over,
    timing.beside,
    _block,
    _board_first,
    _in_track,
)
