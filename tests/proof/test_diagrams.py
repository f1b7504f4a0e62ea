"""Decision diagrams against every valuation, one by one."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.procedure.model import Atom, AtomKind
from checker.proof.encoding import diagrams
from checker.proof.encoding.diagrams import EMPTY, FULL, Diagrams, TooManyNodesError
from checker.proof.formula import Var, conj, disj, evaluate, negate

if TYPE_CHECKING:
    from checker.proof.formula import Formula

NAMES = [Var(Atom(name, AtomKind.DECLARED)) for name in "abcdef"]
ARISING = NAMES[1:4:2]
EVERY = [dict(zip(NAMES, values, strict=True)) for values in product((False, True), repeat=6)]

formulas = st.recursive(
    st.sampled_from(NAMES),
    lambda inner: st.one_of(
        st.builds(negate, inner),
        st.builds(conj, st.lists(inner, max_size=3)),
        st.builds(disj, st.lists(inner, max_size=3)),
    ),
    max_leaves=12,
)


def fresh() -> Diagrams:
    """Over all the names, two of which may arise."""
    return Diagrams(NAMES, ARISING)


def at(made: Diagrams, number: int) -> list[bool]:
    """For each valuation, whether the set has it."""
    return [bool(made.both(number, made.cube(values))) for values in EVERY]


@given(formulas, formulas)
def test_sets_are_those_of_the_formulas(one: Formula, other: Formula) -> None:
    """Each operation, valuation by valuation; equal sets are one number."""
    made = fresh()
    a, b = made.of(one), made.of(other)
    assert at(made, a) == [evaluate(one, values) for values in EVERY]
    assert at(made, made.both(a, b)) == [evaluate(conj((one, other)), v) for v in EVERY]
    assert at(made, made.either(a, b)) == [evaluate(disj((one, other)), v) for v in EVERY]
    assert at(made, made.without(a, b)) == [evaluate(conj((one, negate(other))), v) for v in EVERY]
    assert (a == b) is (at(made, a) == at(made, b))
    assert made.of(made.formula(a)) == a


@given(formulas)
def test_what_is_forgotten_and_what_arises(formula: Formula) -> None:
    """For some values; and as variables turn true and stay so."""
    made, held = fresh(), [values for values in EVERY if evaluate(formula, values)]
    number = made.of(formula)
    forgotten = frozenset(NAMES[:3])
    assert at(made, made.some(number, forgotten)) == [
        any(all(v[n] == h[n] for n in NAMES[3:]) for h in held) for v in EVERY
    ]

    def becomes(one: dict[Var, bool], other: dict[Var, bool]) -> bool:
        return all(one[n] <= other[n] if n in ARISING else one[n] == other[n] for n in NAMES)

    assert at(made, made.later(number)) == [any(becomes(h, v) for h in held) for v in EVERY]
    assert at(made, made.earlier(number)) == [any(becomes(v, h) for h in held) for v in EVERY]


@given(formulas)
def test_a_valuation_is_in_the_set_and_false_where_it_can_be(formula: Formula) -> None:
    """The last name first: it is the least of all as a number with that one in front."""
    made = fresh()
    number = made.of(formula)
    if number == EMPTY:
        return
    found = made.valuation(number)
    held = [values for values in EVERY if evaluate(formula, values)]
    assert found == min(held, key=lambda values: [values[name] for name in reversed(NAMES)])


@pytest.mark.parametrize("size", [1, 2, 3, 6])
def test_exactly_one_of_a_group(size: int) -> None:
    """No pairs are written down for it."""
    made, group = fresh(), NAMES[:size]
    assert at(made, made.one_of(group)) == [sum(v[n] for n in group) == 1 for v in EVERY]


def test_a_value_is_chosen_where_there_is_one() -> None:
    """Else the set stays as it is."""
    made = fresh()
    a = made.of(NAMES[0])
    assert made.chosen(a, NAMES[0], value=False) == a
    assert made.chosen(FULL, NAMES[0], value=True) == a


def test_a_diagram_that_grows_too_large_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound counts nodes."""
    monkeypatch.setattr(diagrams, "MOST_NODES", 4)
    with pytest.raises(TooManyNodesError):
        fresh().one_of(NAMES)
