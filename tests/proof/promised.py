"""Promises of a writer's own, as lines: one of each kind that is decided, at random."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.proof.generator import FACTS, ROLES

if TYPE_CHECKING:
    from random import Random

    from tests.proof.generator import Draft

_OUTCOMES = ("no answer", "not agreed", "not resolved", "agreed", "decided", "not justified")
_FIXED = ("complaint", "urgent", "routine", "one-way", "the other side is social-care")
_VERBS = (
    'decide "it"',
    'convene "a meeting"',
    "tell the senior",
    'check "that it is justified"',
    "meet with their counterpart",
)
_IN_TIME = ("2 working days", "3 days", "the same working day", "1 week", "5 working days")


def promised(draft: Draft) -> list[str]:
    """A few `require` lines about this draft."""
    return [_promise(draft) for _ in range(draft.random.choice((1, 1, 2, 3)))]


def _promise(draft: Draft) -> str:
    random = draft.random
    names = draft.names()
    place = random.choice((*names, *names, "done", "ruled", "ombudsman", "limbo"))
    kind = random.randrange(11)
    if kind == 0:
        said = random.choice(("every case ends", f"every case reaches {place} or done"))
    elif kind == 1:
        said = random.choice((f"some case can reach {place}", f"no case reaches {place}"))
    elif kind == 2:
        said = f"no case stays in {random.choice(names)}"
    elif kind == 3:
        times = random.choice(("", " more than once", " more than twice"))
        said = f"no case returns to {random.choice(names)}{times}"
    elif kind == 4:
        said = f"{place} only after {random.choice(names)}"
    elif kind in {5, 6}:
        said = f"{_when(draft)}, the case reaches {place}"
    elif kind in {7, 8}:
        said = f"{_when(draft)}, the case moves on{_within(random)}"
    elif kind == 9:
        said = f"{_when(draft)}, {_duty(random)}{_within(random)}"
    else:
        where = random.choice(("at every stage", f"after {place}"))
        said = f"{where}, {_duty(random)}{_within(random)}"
    if random.random() < 0.15:
        said += f" {random.choice(('when', 'unless'))} {_declared(draft, random.choice(_FIXED))}"
    return f"require that {said}"


def _when(draft: Draft) -> str:
    if draft.random.random() < 0.5:
        return f"if {draft.random.choice(_OUTCOMES)}"
    return f"whenever {draft.condition()}"


def _duty(random: Random) -> str:
    return f"the {random.choice(ROLES[:2])} must {random.choice(_VERBS)}"


def _within(random: Random) -> str:
    return f" within {random.choice(_IN_TIME)}" if random.random() < 0.5 else ""


def _declared(draft: Draft, atom: str) -> str:
    if dict(FACTS)[atom]:
        draft.facts[dict(FACTS)[atom]] = None
    return atom
