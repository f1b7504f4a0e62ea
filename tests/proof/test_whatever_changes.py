"""What holds whatever changes is seen without looking at each value; here each is looked at."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checker.procedure.model import FactKind
from checker.semantics.values import Free, Group, Guard

GROUPS = (
    Group(FactKind.CHANGES, 0b11, (0b01, 0b10)),
    Group(FactKind.CHANGES, 0b100, (0, 0b100)),
    Group(FactKind.CHANGES, 0b111000, (0, 0b001000, 0b010000, 0b100000)),
)
"""Two options, one of which holds; a fact; three options of more."""

guards = st.builds(
    lambda positive, negative, conjunction: Guard(positive, negative & ~positive, conjunction),
    st.integers(0, 255),
    st.integers(0, 255),
    st.booleans(),
)


@given(guards, st.sets(st.integers(0, 2)), st.integers(0, 255))
def test_always_and_never_are_those_of_each_value(guard: Guard, free: set[int], mask: int) -> None:
    """Two atoms more stay as they are, and so do those of the groups that are not free."""
    moving = Free(tuple(GROUPS[n] for n in sorted(free)))
    every = [guard.holds(each) for each in moving.around(mask)]
    assert moving.always(guard, mask) is all(every)
    assert moving.never(guard, mask) is not any(every)
