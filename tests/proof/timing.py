"""Twists about time: limits, totals, hold-ups, and what is assumed of vague words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.proof.generator import FACTS, OPPOSITE, SAME_DAY, VAGUE, modal, stage_limit

if TYPE_CHECKING:
    from tests.proof.generator import Draft


READ = ("assume one-way", "assume other-way")


def condition_limit(draft: Draft) -> None:
    """A limit that holds on a condition, its counterpart perhaps beside it."""
    found = draft.where(("this stage must end", "this stage should end"))
    if found is None or not found[0][found[1]].startswith("this stage"):
        return
    lines, i = found
    condition, word = draft.condition(), draft.random.choice(("when", "unless"))
    plain = lines[i]
    lines[i] = f"{word} {condition}, {plain}"
    form = draft.random.random()
    if form < 0.3:
        other = "unless" if word == "when" else "when"
        lines.insert(i, f"{other} {condition}, {stage_limit(draft)}")
    elif form < 0.5 and condition in OPPOSITE:
        lines.insert(i, f"{word} {OPPOSITE[condition]}, {stage_limit(draft)}")
    elif form < 0.7:
        lines[i] = plain
        lines.insert(i + 1, f"when {condition}, {stage_limit(draft)} instead")


def other_limit(draft: Draft) -> None:
    """A limit that is vague, missing, written twice, or counts from something else."""
    found = draft.where(("this stage must end", "this stage should end"))
    if found is None:
        return
    lines, i = found
    before = lines[i].split(" end")[0]
    random = draft.random
    words = random.choice(VAGUE)
    limit = random.choice(
        (
            f'timing "{words}"',
            "timing missing",
            "timing not stated",
            "within the same working day",
            f'within the sooner of the same working day or "{words}"',
            f'within the sooner of 3 working days or "{words}"',
            "within the same working day, or 1 working day as also written",
            "within the same working day of the meeting",
            "within 2 working days of papers-sent",
            "within the same working day of the start of step-1",
        )
    )
    lines[i] = f"{before} end {limit}" if limit.startswith("within") else f"{before} end, {limit}"


def lane_limit(draft: Draft) -> None:
    """Another limit on a lane, or a consultation that holds it up, or turns."""
    found = draft.where(("whenever ",))
    if found is None:
        return
    lines, i = found
    random = draft.random
    bare, instead = _apart(lines[i])
    for words in (" within ", ", timing", ", after", ", at most"):
        bare = bare.split(words)[0]
    timed = random.choice(
        (
            bare,
            f'{bare}, timing "{random.choice(VAGUE)}"',
            f"{bare}, timing missing",
            f"{bare} within 2 hours",
            f'{bare} within the sooner of 24 hours or "{random.choice(VAGUE)}"',
            f"{bare} within the same working day of papers-sent",
            f"{bare} within the same working day, or 24 hours as also written",
            f"{bare} within the same working day, after consulting their manager",
            f"{bare} within the same working day, after consulting their manager within 1 hour",
            f"{bare} {SAME_DAY}, after consulting their manager {SAME_DAY}",
            f'{bare} {SAME_DAY}, after consulting their manager, timing "promptly"',
            f"{bare} within the same working day, after consulting their manager, timing missing",
            f"{bare} within the same working day, at most once",
        )
    )
    lines[i] = timed + instead


def move_limit(draft: Draft) -> None:
    """A limit or a consultation on an ordinary move."""
    found = draft.where(("if not resolved", "if not agreed", "otherwise"))
    if found is None:
        return
    lines, i = found
    full = (" within ", "at most", "timing", "consulting")
    if " go to " not in lines[i] or any(words in lines[i] for words in full):
        return
    bare, instead = _apart(lines[i])
    timed = bare + draft.random.choice(
        (
            " within the same working day",
            " within 2 working days",
            ', timing "promptly"',
            ' within the sooner of 2 working days or "promptly"',
            ", timing missing",
            ", after consulting their manager",
            ", after consulting their manager within 1 working day",
            ", after consulting their manager, timing missing",
            f" {SAME_DAY}, after consulting their manager {SAME_DAY}",
        )
    )
    lines[i] = timed + instead


def _apart(line: str) -> tuple[str, str]:
    """A line, and the word that ends it where it is an exception."""
    bare = line.removesuffix(" instead")
    return bare, line[len(bare) :]


def total(draft: Draft) -> None:
    """A limit over several stages, or over all."""
    names = [name for name in draft.names() if name.startswith("step")]
    first = draft.random.randrange(len(names))
    last = draft.random.randrange(first, len(names))
    if draft.random.random() < 0.3:
        draft.head.append(f"the procedure {modal(draft)} end within 20 working days of the start")
        return
    total = f"stages {names[first]} to {names[last]} {modal(draft)} end within 10 working days"
    if draft.random.random() < 0.3:
        total = f"when {draft.condition()}, {total}"
    draft.tail.append(total)


def no_limit(draft: Draft) -> None:
    """A stage without a limit of its own."""
    for _, lines in draft.stages:
        if draft.random.random() < 0.6:
            lines[:] = [line for line in lines if "this stage must end" not in line]


def assume(draft: Draft) -> None:
    """An assumption about a vague word or a reading."""
    random = draft.random
    read = any("ways" in fact for fact in draft.facts)
    settled = any(line.startswith(READ) for line in draft.tail)
    if read and not settled and random.random() < 0.7:
        option = random.choice(("one-way", "other-way"))
        draft.tail.append(f'assume {option}, because "the board confirmed it"')
        return
    words = random.choice(VAGUE)
    means = random.choice(("the same working day", "the same working day", "2 working days"))
    if not any(f'"{words}"' in line for line in draft.tail) or random.random() < 0.2:
        draft.tail.append(f'assume "{words}" means {means}, because "the audit uses it"')


def vague_answer(draft: Draft) -> None:
    """A vague lane for harm, with the assumption that makes it definite."""
    for _, lines in draft.stages + draft.blocks:
        for i, line in enumerate(lines):
            if line.startswith("whenever harm,") and line.endswith(" within the same working day"):
                lines[i] = line.replace(" within the same working day", ', timing "promptly"')
    if draft.random.random() < 0.6 and not any('"promptly"' in line for line in draft.tail):
        draft.tail.append('assume "promptly" means the same working day, because "of harm"')


def read_two_ways(draft: Draft) -> None:
    """A lane or a limit that stands under one reading, and another under the other."""
    random = draft.random
    draft.facts[dict(FACTS)["one-way"]] = None
    found = draft.where(("this stage must end", "this stage should end", "whenever harm,"))
    if found is None:
        return
    lines, i = found
    line = lines[i]
    if line.startswith("this stage"):
        lines[i] = f"when one-way, {line}"
        if random.random() < 0.5:
            lines.append(f"when other-way, {line}")
    elif line.startswith("whenever harm,"):
        lines[i] = line.replace("whenever harm,", "whenever harm and one-way,")
        if random.random() < 0.5:
            lines.append(line.replace("whenever harm,", "whenever harm and other-way,"))
    if random.random() < 0.4 and not any(line.startswith(READ) for line in draft.tail):
        draft.tail.append('assume one-way, because "the board confirmed it"')


def beside(draft: Draft) -> None:
    """Lines that bind no promise of these, or take a limit away."""
    _, lines = draft.lines()
    lines.append(
        draft.random.choice(
            (
                'the worker of the raising side must record "it" within 2 days',
                "the manager of the raising side may extend by 10 working days with reasons",
                "clock stops from papers-sent to fee-paid",
                "clock restarts on papers-sent",
                f"when {draft.condition()}, the manager must meet with their counterpart",
                'if agreed, the lead must record "the outcome" in writing',
                "attended by both sides",
                "waits for police-track",
                'out of hours, the manager must also decide "what to do" within 2 hours',
            )
        )
    )
