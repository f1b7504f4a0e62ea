"""Texts that grow in one thing each, with the right answer to what they promise: what is slow or
undecided in a large manual shows in one of them.
"""

from __future__ import annotations

from itertools import cycle, islice
from typing import TYPE_CHECKING

from tests.benchmarks.manual import TAIL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HEAD = """procedure grown "Grown"
  working day 09:00 to 17:00
role worker "Worker", tier 1, on each side
role chair "Chair", tier 4
fact significant-harm "A child is at risk", can arise, is harm
"""
LIMIT = "this stage must end within 5 working days"
LONGER = "this stage must end within 10 working days instead"
KINDS = ("fixed", "can arise", "can change")


def chain(stages: Sequence[Sequence[str]], declared: Iterable[str] = (), promise: str = "") -> str:
    """Stages one after the other up to the board, each with a limit and these lines."""
    text = HEAD + "".join(f"{line}\n" for line in declared)
    for number, lines in enumerate(stages):
        following = f"s{number + 1}" if number + 1 < len(stages) else "board"
        own = "".join(f"  {line}\n" for line in (LIMIT, *lines))
        text += f'stage s{number} "Stage {number}"\n'
        text += f"  led by the worker of the raising side, with their counterpart\n{own}"
        text += f"  if agreed, go to resolved\n  if not resolved, the case must go to {following}\n"
    return text + (f"require that {promise}\n" if promise else "") + TAIL


def ends(size: int, days: int | None = None) -> str:
    """So many stages of five working days each, and all of them together."""
    within = 5 * size + 10 if days is None else days
    return chain([()] * size, promise=f"every case ends within {within} working days")


def total(size: int) -> str:
    """The same of all stages but the first and the board."""
    promise = f"stages s1 to s{size - 1} take at most {5 * (size - 1)} working days"
    return chain([()] * size, promise=promise)


def whenever(size: int) -> str:
    """The same from harm on, in any of them."""
    promise = f"whenever significant-harm, the case reaches board or resolved within {5 * size}"
    return chain([()] * size, promise=f"{promise} working days")


def delays(size: int) -> str:
    """So many stages, and harm that comes sooner to the board from each."""
    return chain([()] * size, promise="significant-harm never delays board")


def _facts(count: int, kinds: Sequence[str] = ("fixed",)) -> list[str]:
    return [
        f'fact f{number} "Fact {number}", {kind}'
        for number, kind in enumerate(islice(cycle(kinds), count))
    ]


def pairs(size: int, days: int | None = None, *, mirrored: bool = False) -> str:
    """Facts that lengthen one stage, and by their absence another: the next, or (`mirrored`) that
    as far from the end. `size`: stages, an even number.
    """
    stages = [
        (f"when f{number}, {LONGER}", f"when not f{number}, {LONGER}")
        for number in range(size // 2)
    ]
    order = [line for pair in stages for line in pair]
    if mirrored:
        order = [*(one for one, _ in stages), *reversed([other for _, other in stages])]
    within = 15 * size // 2 if days is None else days
    promise = f"every case ends within {within} working days"
    return chain([(line,) for line in order], _facts(size // 2), promise)


def mirror(size: int, days: int | None = None) -> str:
    """`pairs`, the second stage of each as far from the end as the first from the beginning."""
    return pairs(size, days, mirrored=True)


def correlated(size: int, days: int | None = None) -> str:
    """Each stage is long if its fact holds, or that of the stage before does not."""
    stages = [
        [f"when f{n}, {LONGER}", *([f"when not f{n - 1}, {LONGER}"] if n else [])]
        for n in range(size)
    ]
    within = 10 * size if days is None else days
    promise = f"every case ends within {within} working days"
    return chain(stages, _facts(size), promise)


def _readings(count: int) -> list[str]:
    return [f'reading r{n}, either ra{n} "one way" or rb{n} "another way"' for n in range(count)]


def limits_read(size: int, days: int | None = None) -> str:
    """A stage for each reading, of ten working days or five."""
    within = 10 * size if days is None else days
    promise = f"every case ends within {within} working days"
    return chain([(f"when rb{n}, {LONGER}",) for n in range(size)], _readings(size), promise)


def moves_read(size: int) -> str:
    """A stage for each reading, by which it leads to the board at once."""
    move = "if not resolved and ra{}, the case must go to board instead"
    return chain([(move.format(n),) for n in range(size)], _readings(size))


def options(size: int) -> str:
    """One fact of so many options, with a move for each."""
    names = " or ".join(f"o{number}" for number in range(size))
    moves = [
        f"if not resolved and o{number}, the case must go to board instead"
        for number in range(size)
    ]
    return chain([moves, ()], [f'fact kind "Kind", either {names}, fixed'])


def all_of(size: int) -> str:
    """A move on which so many facts of every kind have to hold."""
    named = " and ".join(f"f{number}" for number in range(size))
    line = f"if not resolved and {named}, the case must go to board instead"
    return chain([(line,), ()], _facts(size, KINDS))


def any_of(size: int) -> str:
    """A lane on which one of so many facts of every kind has to hold."""
    named = " or ".join(f"f{number}" for number in range(size))
    line = f"whenever {named}, the case must go to board within 5 working days"
    return chain([(line,), ()], _facts(size, KINDS))


def lanes(size: int) -> str:
    """So many lanes in one stage, each on a fact that changes."""
    lines = [
        f"whenever f{n}, the case must go to s1 within the same working day" for n in range(size)
    ]
    return chain([lines, ()], _facts(size, ("can change",)))


def guarded(stages: int, facts: int, kinds: Sequence[str] = KINDS) -> str:
    """Stages with two moves each on facts of their own; every third leads on, the rest to the
    board.
    """
    own: list[list[str]] = [[] for _ in range(stages)]
    for number in range(max(facts, 2 * stages)):
        at = number * stages // max(facts, 2 * stages)
        on = f"s{at + 2}" if number % 6 in {0, 5} and at + 2 < stages else "board"
        own[at].append(f"if not resolved and f{number % facts}, the case must go to {on} instead")
    return chain(own, _facts(facts, kinds))


def loops(size: int) -> str:
    """Stages in a ring, with turns to go on and to come back, and no lane for harm."""
    text = 'procedure grown "Grown"\nrole worker "Worker", on each side\n'
    text += 'fact harm "Harm", can arise, is harm\n'
    for number in range(size):
        text += f'stage s{number} "Stage {number}"\n'
        text += "  led by the worker of the raising side, with their counterpart\n"
        text += f"  this stage must end within {number + 2} working days\n"
        text += "  if agreed, go to done\n"
        text += f"  if no answer, the case must go to s{(number + 1) % size}, at most 3 times\n"
        text += f"  if not agreed, the case must go to s{max(0, number - 1)}, at most twice\n"
        text += "  otherwise, the case must go to referred\n"
    return f'{text}ending done "Done", by agreement\nending referred "Referred", by referral\n'


TEXTS = {
    "all of 40 facts": (all_of(40), None),
    "any of 40 facts": (any_of(40), None),
    "22 lanes": (lanes(22), None),
    "64 options": (options(64), None),
    "30 readings of moves": (moves_read(30), None),
    "12 readings of limits": (limits_read(12), "proved"),
    "12 readings of limits, a day less": (limits_read(12, 119), "open"),
    "8 stages, pairs of facts": (pairs(8), "proved"),
    "8 stages, pairs of facts, a day less": (pairs(8, 59), "refuted"),
    "8 stages, mirrored pairs": (mirror(8), "proved"),
    "8 stages, mirrored pairs, a day less": (mirror(8, 59), "refuted"),
    "6 stages, each on the fact before": (correlated(6, 59), "refuted"),
    "15 stages end": (ends(15, 95), "proved"),
    "15 stages, a day less": (ends(15, 74), "refuted"),
    "100 stages, a day less": (ends(100, 499), "refuted"),
    "15 stages, a total": (total(15), "proved"),
    "15 stages, from harm on": (whenever(15), "proved"),
    "15 stages, no delay": (delays(15), "proved"),
    "16 loops with turns": (loops(16), None),
    "100 stages, 100 facts": (guarded(100, 100), None),
    "100 stages, 100 fixed facts": (guarded(100, 100, ("fixed",)), None),
    "100 stages, 200 facts": (guarded(100, 200), None),
}
"""Each with the verdict on its promise, if it has one; no check of any of them is unknown."""
