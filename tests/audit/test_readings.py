"""Every reading of the holes that a question hangs on, and no more."""

from __future__ import annotations

from functools import partial
from itertools import product
from random import Random
from typing import TYPE_CHECKING

import pytest

from checker.audit.explorer.readings import each_reading
from checker.procedure.holes import holes
from tests.proof.told import model

if TYPE_CHECKING:
    from checker.answers.verdict import Choices

GONE = [f"gone-{n}" for n in range(5)]
TEXT = (
    'procedure p "P"\n  start at one\nreading way, either long "one way" or short "another"\n'
    'stage one "One"\n  led by missing\n'
    + "".join(f'stage {name} "It is not written", missing\n' for name in GONE)
    + 'ending done "Done", by agreement\n'
)


class Tree:
    """A question that asks after one hole, and then, as it is read, what another tree asks."""

    def __init__(self, random: Random, left: list[tuple[str, tuple[str, ...]]]) -> None:
        """A tree over some of these holes, each asked after once on each branch at most."""
        self.answer = random.randrange(4)
        self.hole: str | None = None
        if left and random.random() < 0.85:
            self.hole, choices = random.choice(left)
            rest = [hole for hole in left if hole[0] != self.hole]
            self.after = {choice: Tree(random, rest) for choice in choices}

    def ask(self, choices: Choices, asked: dict[str, str]) -> int:
        """The answer; a hole that `choices` does not name is read as its last choice."""
        if self.hole is None:
            return self.answer
        read = choices.get(self.hole, list(self.after)[-1])
        asked[self.hole] = read
        return self.after[read].ask(choices, asked)

    def leaves(self) -> int:
        """How many ways there are to an answer."""
        return 1 if self.hole is None else sum(tree.leaves() for tree in self.after.values())


class Answered:
    """What a tree answers under some choices, and the holes that it asked after."""

    def __init__(self, tree: Tree, choices: Choices) -> None:
        """Ask at once."""
        self.asked: dict[str, str] = {}
        self.answer = tree.ask(choices, self.asked)


@pytest.mark.parametrize("seed", range(40))
def test_each_reading_is_looked_at_where_it_can_matter(seed: int) -> None:
    """As many questions as there are ways to an answer, and the answers that all readings give."""
    procedure, random = model(TEXT), Random(seed)  # noqa: S311
    every = [(hole.identity, hole.choices) for hole in holes(procedure)]
    assert len(every) == len(GONE) + 2
    tree = Tree(random, every)
    given = {name: random.choice(options) for name, options in every if random.random() < 0.1}

    free = [name for name, _ in every if name not in given]
    full = (
        {**given, **dict(zip(free, chosen, strict=True))}
        for chosen in product(*(options for name, options in every if name not in given))
    )
    found = [found.answer for found in each_reading(procedure, given, partial(Answered, tree))]
    assert set(found) == {tree.ask(choices, {}) for choices in full}
    assert len(found) <= tree.leaves()
    assert given or len(found) == tree.leaves()
