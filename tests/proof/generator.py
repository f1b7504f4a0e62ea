"""Random small procedures as text: a complete procedure first, then a few things done to it.

Most texts made of random lines are refuted for a trivial reason. So each starts as one that keeps
its promises at some level, and is then changed here and there by a *twist*; each twist is a thing
that real policies do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_DECLARED = """\
  calendar england-and-wales
agency social-care "Social care"
agency practice "General practice"
body committee "Committee"
event papers-sent "the papers are sent"
event fee-paid "the fee is paid"
document appendix "Appendix", missing
document form "Form"
track police-track "Police investigation"
"""

_ROLES = {
    "worker": 'role worker "Worker", tier 1, on each side',
    "manager": 'role manager "Manager", tier 2, on each side',
    "senior": 'role senior "Senior manager", tier 3, on each side',
    "director": 'role director "Director", tier 4',
}

ROLES = tuple(_ROLES)

_ENDINGS = """\
ending done "Agreed", by agreement
ending ruled "Decided", by decision
ending ombudsman "Ombudsman", by referral
ending courts "Courts", by hand-over to "the courts"
ending limbo "Withdrawn", without outcome
"""

FACTS = (
    ("risk", 'fact risk "there is a risk", can arise'),
    ("danger", 'fact danger "there is a danger", can change'),
    ("complaint", 'fact complaint "it is a complaint", fixed'),
    ("urgent", 'fact priority "Priority", either urgent or routine, fixed'),
    ("routine", 'fact priority "Priority", either urgent or routine, fixed'),
    ("at-home", 'fact whereabouts "Whereabouts", either at-home or away, can change'),
    ("one-way", 'reading ways, either one-way "read one way" or other-way "read another way"'),
    ("other-way", 'reading ways, either one-way "read one way" or other-way "read another way"'),
    ('"necessary"', ""),
    ("the other side is social-care", ""),
)

OWN_WORDS = (
    "necessary",
    "#{line}",
    "#standing:step-1",
    "?missing-document:appendix",
    "understood harm",
    "out of hours",
    "agency:social-care",
    "@step 0",
    "@item 0",
)
"""Own words to stand in the place of `necessary`; `{line}` is the number of some line."""

_HARMS = (
    'fact harm "a child is at risk of harm", can arise, is harm',
    'fact harm "a child is at risk of harm", can change, is harm',
    'fact harm "a child is at risk of harm", fixed, is harm',
)

OPPOSITE = {"urgent": "routine", "routine": "urgent", "one-way": "other-way"} | {
    "other-way": "one-way"
}

SAME_DAY = "within the same working day"

_LIMITS = (
    "within 5 working days",
    "within 1 working day",
    "within 48 hours",
    "within 3 days",
    "within 2 weeks",
    "within the sooner of 1 week or 3 working days",
    'within the sooner of 5 days or "a safe time"',
    SAME_DAY,
)

VAGUE = ("promptly", "without delay")


@dataclass(slots=True)
class Draft:
    """A text in the making. `stages`: header and lines of each; `blocks`: likewise, of many.
    `held`: who holds or stands in for a role.
    """

    random: Random
    strength: str
    harm: str | None
    head: list[str] = field(default_factory=list)
    facts: dict[str, None] = field(default_factory=dict)
    stages: list[tuple[str, list[str]]] = field(default_factory=list)
    blocks: list[tuple[str, list[str]]] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    held: dict[str, str] = field(default_factory=dict)

    def atom(self) -> str:
        """An atom, declared by being used; harm more often than others."""
        if self.harm is not None and self.random.random() < 0.2:
            return "harm"
        atom, declaration = self.random.choice(FACTS)
        if declaration:
            self.facts[declaration] = None
        return atom

    def condition(self) -> str:
        """One literal, now and then two."""
        first = self.atom()
        if self.random.random() < 0.15:
            first = negated(first)
        if self.random.random() < 0.1:
            joined = self.random.choice(("and", "or"))
            second = self.atom()
            return first if second in first else f"{first} {joined} {second}"
        return first

    def side(self) -> str:
        """Whose role it is."""
        return self.random.choice(("of the raising side", "of the other side", "of both sides"))

    def names(self) -> list[str]:
        """The names of the stages."""
        return [header.split()[1] for header, _ in self.stages]

    def lines(self) -> tuple[str, list[str]]:
        """A stage that is neither the board's nor missing: its name and its lines."""
        whole = [(h.split()[1], lines) for h, lines in self.stages if lines]
        return self.random.choice([s for s in whole if s[0] != "board"] or whole)

    def where(self, starts: tuple[str, ...]) -> tuple[list[str], int] | None:
        """A line of some stage that has one of these words in it, or None."""
        found = [
            (lines, i)
            for header, lines in self.stages + self.blocks
            if not header.startswith("stage board")
            for i, line in enumerate(lines)
            if any(word in line for word in starts)
        ]
        return self.random.choice(found) if found else None

    def target(self) -> str:
        """Somewhere to go, good or bad."""
        ends = ("done", "ruled", "ombudsman", "courts", "limbo", "missing", "the next stage")
        names = self.names()
        return self.random.choice((*names, *names, "any later stage", *ends))

    def text(self) -> str:
        """The whole text."""
        blocks = [
            line
            for header, lines in self.stages + self.blocks
            for line in (header, *(f"  {detail}" for detail in lines))
        ]
        declared = [*self.facts, *([self.harm] if self.harm else [])]
        head = ['procedure random "Random"', *(f"  {line}" for line in self.head)]
        text = "\n".join(
            [
                *head,
                _DECLARED + "\n".join((*_roles(self.held), *declared)),
                *blocks,
                _ENDINGS + "\n".join(self.tail),
            ]
        )
        words = OWN_WORDS[len(text) % len(OWN_WORDS)]
        line = 1 + len(text) % len(text.splitlines())
        return text.replace('"necessary"', f'"{words.format(line=line)}"')


def negated(atom: str) -> str:
    """That an atom does not hold; of an agency, that the other side is another."""
    return atom.replace("social-care", "practice") if " is " in atom else f"not {atom}"


def complete(random: Random) -> Draft:
    """A procedure that keeps its promises at some level, most of the time."""
    draft = Draft(
        random,
        strength=random.choice(("must", "must", "should", "plain", "mixed", "mixed", "mixed")),
        harm=random.choice((*_HARMS, _HARMS[0], None)),
    )
    count = random.choice((1, 2, 2, 3, 3, 4))
    board = random.random() < 0.7
    names = [f"step-{i + 1}" for i in range(count)]
    last = "board" if board else "ombudsman"
    for name, after in zip(names, [*names[1:], last], strict=True):
        draft.stages.append((f'stage {name} "Step"', _stage(draft, name, after)))
    if board:
        draft.stages.append(
            ('stage board "The board"', ["led by the director", "this stage is the board's"])
        )
    if random.random() < 0.9:
        draft.head.append("start at step-1")
    if draft.harm is not None:
        _escalation(draft, last)
    return draft


def _stage(draft: Draft, name: str, after: str) -> list[str]:
    """The lines of a stage that is left for another."""
    random = draft.random
    rank = min(int(name.removeprefix("step-")) - 1, 3)
    lines = [f"led by the {ROLES[rank]}{' of the raising side' if rank < 3 else ''}"]
    if random.random() < 0.85:
        lines.append(stage_limit(draft))
    if random.random() < 0.25:
        lines.append(f'the {ROLES[rank]} {modal(draft)} decide "it"')
        lines.append("if decided, go to ruled")
        if random.random() < 0.5:
            lines.append(f"if not decided, {binding_move(draft, after)}")
        return lines
    lines.append("if agreed, go to done")
    form = random.random()
    if form < 0.6:
        lines.append(f"if not resolved, {binding_move(draft, after)}")
    elif form < 0.8:
        lines.append(f"otherwise, {binding_move(draft, after)}")
    else:
        lines.append(f"if not agreed, {binding_move(draft, after)}")
        lines.append(f"if no answer, {binding_move(draft, after)}")
    return lines


def _escalation(draft: Draft, last: str) -> None:
    """Lines that answer harm within the day: one lane for all, one a stage, or limits."""
    random = draft.random
    form = random.random()
    if form < 0.5:
        lane = f"whenever harm, {binding_move(draft, last, SAME_DAY)}"
        draft.blocks.append(("at every stage", [lane]))
        return
    if form < 0.7:
        names = [*draft.names()[1:], last] if last == "ombudsman" else draft.names()[1:]
        for (header, lines), after in zip(draft.stages, names, strict=False):
            if "board" not in header:
                lines.append(f"whenever harm, {binding_move(draft, after, SAME_DAY)}")
        return
    if form < 0.85:
        for header, lines in draft.stages:
            if "board" not in header:
                lines[1:1] = [f"this stage {modal(draft)} end within the same working day"]


def modal(draft: Draft) -> str:
    """A strength for a limit or a duty."""
    if draft.strength == "mixed":
        return draft.random.choice(("must", "should", "will"))
    return "should" if draft.strength == "should" else "must"


def binding_move(draft: Draft, to: str, when: str = "") -> str:
    """What follows an outcome or a `whenever`."""
    strength = draft.strength
    if strength == "mixed":
        strength = draft.random.choice(("must", "should", "plain", "will"))
    if strength == "plain" and draft.random.random() < 0.3:
        strength = "must"
    words = f"go to {to}" if strength == "plain" else f"the case {strength} go to {to}"
    return f"{words} {when}".rstrip()


def stage_limit(draft: Draft) -> str:
    """A definite limit on a stage."""
    return f"this stage {modal(draft)} end {draft.random.choice(_LIMITS)}"


def without_stages() -> str:
    """A text with no stage: nothing can be promised of it."""
    return 'procedure random "Random"\n' + _DECLARED + "\n".join((*_roles({}), _ENDINGS))


def _roles(held: dict[str, str]) -> list[str]:
    """The declarations of the roles, each with who holds it."""
    return [
        line
        for role, declared in _ROLES.items()
        for line in (declared, *([f"  {held[role]}"] if role in held else []))
    ]
