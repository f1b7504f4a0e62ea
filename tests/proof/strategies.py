"""Random procedures as text: from a seed for long runs, and as a strategy that shrinks by lines."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tests.proof import dating
from tests.proof.generator import complete, without_stages
from tests.proof.promised import promised
from tests.proof.twists import TWISTS, sides

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.proof.generator import Draft

TWISTED = (0, 0, 1, 1, 2, 2, 3, 4, 6)
"""How many twists a procedure gets: few, so that every verdict comes up often."""

DATED = 0.65
"""How many procedures are about dates before they are twisted."""

SIDED = 0.3
"""How many have duties of the role of one side."""

DATED_TWIST = 0.2
"""How many twists are about dates."""


def random_procedure(random: Random) -> str:
    """The text of a random procedure of one to four stages, and perhaps a board's.

    Once in sixty it has no stage at all.
    """
    draft = _draft(random)
    return without_stages() if draft is None else draft.text()


def random_promises(random: Random) -> str:
    """The same with promises of a writer's own."""
    draft = _draft(random)
    if draft is None:
        return without_stages()
    draft.tail += promised(draft)
    return draft.text()


def _draft(random: Random) -> Draft | None:
    if random.randrange(60) == 0:
        return None
    draft = complete(random)
    if random.random() < DATED:
        dating.dated(draft)
    for _ in range(random.choice(TWISTED)):
        random.choice(dating.TWISTS if random.random() < DATED_TWIST else TWISTS)(draft)
    if random.random() < SIDED:
        sides(draft)
    return draft


def keep_lines(text: str, dropped: Sequence[int]) -> str:
    """The text without the lines with these numbers, counted round its end."""
    lines = text.splitlines()
    gone = {number % len(lines) for number in dropped}
    return "\n".join(line for i, line in enumerate(lines) if i not in gone) + "\n"


@st.composite
def procedure_texts(draw: st.DrawFn) -> str:
    """A random procedure's text."""
    return random_procedure(Random(draw(st.integers(0, 2**32 - 1))))  # noqa: S311


@st.composite
def damaged_texts(draw: st.DrawFn) -> str:
    """A random procedure's text with some lines dropped; it need not be readable any more."""
    text = draw(procedure_texts())
    return keep_lines(text, draw(st.lists(st.integers(0, 200), max_size=6)))
