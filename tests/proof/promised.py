"""Promises of a writer's own, as lines: one of each kind that is decided, at random."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.proof.generator import FACTS, ROLES, modal

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
_LIMITS = (
    "3 working days",
    "10 working days",
    "20 working days",
    "1 month",
    "10 days",
    "48 hours",
    "9 school days",
    "400 weeks",
)
_IN_TIME = (
    "2 working days",
    "3 days",
    "the same working day",
    "1 week",
    "5 working days",
    "2 school days",
)


def promised(draft: Draft) -> list[str]:
    """A few `require` lines about this draft."""
    return [_promise(draft) for _ in range(draft.random.choice((1, 1, 2, 3)))]


def _promise(draft: Draft) -> str:
    random = draft.random
    forms = (*(_shape,) * 6, *(_follows,) * 2, *(_response,) * 4, *(_of_text,) * 2, _by_then)
    said = random.choice(forms)(draft)
    if random.random() < 0.15:
        said += f" {random.choice(('when', 'unless'))} {_declared(draft, random.choice(_FIXED))}"
    return f"require that {said}"


def _place(draft: Draft) -> str:
    names = draft.names()
    return draft.random.choice((*names, *names, "done", "ruled", "ombudsman", "limbo"))


def _shape(draft: Draft) -> str:
    """Where cases come to, and how often."""
    random, place, stage = draft.random, _place(draft), draft.random.choice(draft.names())
    times = random.choice(("", " more than once", " more than twice"))
    forms = (
        "every case ends",
        f"every case reaches {place} or done",
        f"some case can reach {place}",
        f"no case reaches {place}",
        f"no case stays in {stage}",
        f"no case stays in {stage}",
        f"no case returns to {stage}{times}",
        f"no case returns to {stage}{times}",
        f"{place} only after {stage}",
        f"{place} only after {stage}",
    )
    return random.choice(forms)


def _follows(draft: Draft) -> str:
    """Where cases come to from some moment on."""
    return f"{_when(draft)}, the case reaches {_place(draft)}"


def _by_then(draft: Draft) -> str:
    """A limit over several stages."""
    random, names, place = draft.random, draft.names(), _place(draft)
    first = random.randrange(len(names))
    last = names[random.randrange(first, len(names))]
    forms = (
        "every case ends within {}",
        f"every case reaches {place} or done within {{}}",
        f"{_when(draft)}, the case reaches {place} or done within {{}}",
        f"stages {names[first]} to {last} take at most {{}}",
        f"{_fact(draft)} never delays {place}",
    )
    return random.choice(forms).format(random.choice(_LIMITS))


def _fact(draft: Draft) -> str:
    """What may delay: a fact that is no reading, or consulting."""
    facts = [name for name, said in FACTS if said.startswith("fact")]
    harm = ["harm"] if draft.harm is not None else []
    what = draft.random.choice((*facts, *harm, "consulting"))
    if what in dict(FACTS):
        draft.facts[dict(FACTS)[what]] = None
    return what


def _response(draft: Draft) -> str:
    """What follows, or what somebody has to do."""
    random = draft.random
    forms = (
        f"{_when(draft)}, the case moves on",
        f"{_when(draft)}, the case moves on",
        f"{_when(draft)}, {_duty(draft)}",
        f"at every stage, {_duty(draft)}",
        f"after {_place(draft)}, {_duty(draft)}",
    )
    return f"{random.choice(forms)}{_within(random)}"


def _of_text(draft: Draft) -> str:
    """A promise about the text itself."""
    random, names = draft.random, draft.names()
    apart = f" except {random.choice(names)}" if random.random() < 0.3 else ""
    for_one = f" for {random.choice(_OUTCOMES)}" if random.random() < 0.4 else ""
    what = ("limit", "limit", "lead", "counterpart", f"way on{for_one}", f"way on{for_one}")
    form = random.random()
    if form < 0.55:
        return f"every stage has a {random.choice(what)}{apart}"
    if form < 0.7:
        _, lines = draft.lines()
        lines.append(f'the manager {modal(draft)} record "it"')
        if random.random() < 0.4:
            lines.append(f'when {draft.condition()}, the senior should record "more" instead')
        return f"every stage has a record{apart or f' except {random.choice(names)}'}"
    if form < 0.9:
        return f"whoever leads {random.choice(names)} never leads {random.choice(names)}"
    return random.choice(("every role has a deputy", "every document is present"))


def _when(draft: Draft) -> str:
    if draft.random.random() < 0.5:
        return f"if {draft.random.choice(_OUTCOMES)}"
    return f"whenever {draft.condition()}"


def _duty(draft: Draft) -> str:
    random = draft.random
    side = f" {draft.side()}" if random.random() < 0.3 else ""
    return f"the {random.choice(ROLES[:2])}{side} must {random.choice(_VERBS)}"


def _within(random: Random) -> str:
    return f" within {random.choice(_IN_TIME)}" if random.random() < 0.5 else ""


def _declared(draft: Draft, atom: str) -> str:
    if dict(FACTS)[atom]:
        draft.facts[dict(FACTS)[atom]] = None
    return atom
