"""Limits over several stages: worked cases, random ones played out, and a bug that lived once."""

from __future__ import annotations

from random import Random

import pytest

from checker.answers.verdict import Row, Verdict
from checker.procedure.from_syntax import load_text
from checker.proof.promises import prove_require
from checker.proof.prove import Prover
from tests.proof.lateness import question, run

CHAIN = """\
procedure chain "A chain"
  calendar england-and-wales
  working day 09:00 to 17:00
  start at one
body panel "The panel"
role worker "Worker", tier 1, on each side
role manager "Manager", tier 2, on each side
role chair "Chair", tier 4
fact harm "A child is at risk", can arise, is harm
fact busy "It is a busy time", can change
stage one "One"
  led by the worker of the raising side
  this stage must end within 5 working days
  if agreed, go to resolved
  if not resolved, the case must go to two
stage two "Two"
  led by the manager of the raising side
  this stage must end within 5 working days
  if agreed, go to resolved
  if not resolved, the case must go to board within 2 working days
stage board "Board"
  led by the chair
  this stage is the board's
  the chair must decide "it"
  if decided, go to resolved
ending resolved "Resolved", by agreement
"""
LANE = """\
at every stage except board
  whenever harm, the case must go to board within the same working day
"""


def verdict(text: str, promise: str) -> Verdict:
    """The verdict on a promise at the end of a text; every story has to replay."""
    procedure, diagnostics = load_text(f"{text}require that {promise}\n", "chain.procedure")
    assert procedure is not None, diagnostics
    answer = prove_require(Prover(procedure), procedure.requires[-1])
    assert answer is not None
    assert [part.bug for part in answer.parts if part.bug is not None] == []
    return answer.verdict


@pytest.mark.parametrize(
    ("promise", "kept"),
    [
        ("every case ends within 12 working days", True),
        ("every case ends within 12 working days of the start", True),
        ("every case ends within 11 working days", False),
        ("every case ends within 1 month", True),
        ("every case ends within 3 weeks", True),
        ("every case ends within 2 weeks", False),
        ("every case reaches board or resolved within 12 working days", True),
        ("stages one to two take at most 12 working days", True),
        ("stages one to two take at most 11 working days", False),
        ("stages one to one take at most 5 working days", True),
        ("stages one to one take at most 4 working days", False),
        ("stages two to two take at most 7 working days", True),
        ("stages two to two take at most 6 working days", False),
        ("if no answer, the case reaches board or resolved within 7 working days", True),
        ("if no answer, the case reaches board or resolved within 6 working days", False),
        ("if no answer, the case reaches resolved", False),
        ("if agreed, the case reaches resolved", True),
        ("if agreed, the case reaches resolved within the same working day", True),
        ("whenever busy, the case reaches board or resolved within 12 working days", True),
        ("whenever busy, the case reaches board or resolved within 11 working days", False),
    ],
)
def test_sums_of_a_chain(promise: str, *, kept: bool) -> None:
    """Five days, five days, and two for the move: twelve from the start, seven from the second."""
    assert verdict(CHAIN, promise) is (Verdict.PROVED if kept else Verdict.REFUTED)


@pytest.mark.parametrize(
    ("promise", "kept"),
    [
        ("whenever harm, the case reaches board or resolved within the same working day", True),
        ("whenever harm, the case reaches board within the same working day", False),
        ("every case ends within 12 working days", True),
    ],
)
def test_a_lane_makes_nothing_later(promise: str, *, kept: bool) -> None:
    """Under harm the case is gone by closing time, wherever it is; but it may be resolved."""
    assert verdict(CHAIN + LANE, promise) is (Verdict.PROVED if kept else Verdict.REFUTED)


def test_a_lane_that_replaces_a_limit_begins_when_harm_arises() -> None:
    """Harm arises as the ordinary limit runs out: the lane's two days come on top."""
    lane = LANE.replace("within the same working day", "within 2 working days instead")
    text = CHAIN.replace("board within 2 working days", "board") + lane
    assert verdict(text, "stages one to one take at most 5 working days") is Verdict.REFUTED
    assert verdict(text, "stages one to one take at most 7 working days") is Verdict.PROVED


def test_a_lane_goes_on_when_something_else_arises() -> None:
    """Harm from the beginning: its three days run from there, whatever becomes urgent later."""
    text = CHAIN.replace(
        "  this stage must end within 5 working days\n",
        "  when not urgent, this stage must end within 2 working days\n"
        "  when urgent, this stage must end within 4 working days\n"
        "  whenever harm, the case must go to board within 3 working days\n",
        1,
    ).replace("stage one", 'fact urgent "It is urgent", can arise\nstage one')
    within = "whenever harm, the case reaches board or two or resolved within {} working days"
    assert verdict(text, within.format(7)) is Verdict.PROVED
    assert verdict(text, "stages one to one take at most 4 working days") is Verdict.PROVED
    text = text.replace("when urgent, this stage must end", "when urgent, this stage may end")
    assert verdict(text, "stages one to one take at most 4 working days") is Verdict.REFUTED
    harmed = text.replace("whenever harm,", "at any time,")
    assert verdict(harmed, "stages one to one take at most 3 working days") is Verdict.PROVED


def test_a_consultation_has_to_be_over_too() -> None:
    """Of a move's limit and its consultation's, the later one counts."""
    move = "if not resolved, the case must go to two"
    held = f"{move} within 1 working day, after consulting their manager within 3 working days"
    text = CHAIN.replace(move, held)
    assert verdict(text, "stages one to one take at most 8 working days") is Verdict.PROVED
    assert verdict(text, "stages one to one take at most 7 working days") is Verdict.REFUTED


def test_bare_days_are_read_one_way_for_all() -> None:
    """Five days, and five working days: late if the promise's are calendar days."""
    assert verdict(CHAIN, "stages one to one take at most 5 days") is Verdict.REFUTED
    bare = CHAIN.replace("must end within 5 working days", "must end within 5 days")
    assert verdict(bare, "stages one to one take at most 5 days") is Verdict.PROVED


def test_totals_bind_all_their_stages() -> None:
    """A total over both stages bounds them, but not the move from the last of them."""
    text = f"{CHAIN}stages one to two must end within 8 working days\n"
    assert verdict(text, "every case ends within 10 working days") is Verdict.PROVED
    assert verdict(text, "every case ends within 9 working days") is Verdict.REFUTED


def test_an_extension_comes_on_top() -> None:
    """It may be used once, under its condition, by whoever wants the case to last."""
    two = 'stage two "Two"\n'
    text = CHAIN.replace(two, f"  when busy, the worker may extend by 3 working days\n{two}")
    assert verdict(text, "stages one to one take at most 8 working days") is Verdict.PROVED
    assert verdict(text, "stages one to one take at most 7 working days") is Verdict.REFUTED


def test_the_level_and_the_reading_count() -> None:
    """A limit that only guidance gives, one in vague words, and one read in two ways."""
    text = CHAIN.replace("must end within 5", "should end within 5", 1)
    assert verdict(text, "every case ends within 12 working days") is Verdict.PROVED_IF_GUIDED
    text = CHAIN.replace("must end within 5 working days", 'must end, timing "soon"', 1)
    assert verdict(text, "every case ends within 12 working days") is Verdict.OPEN
    text += 'assume "soon" means 5 working days, because "the board says so"\n'
    assert verdict(text, "every case ends within 12 working days") is Verdict.PROVED_IF_ASSUMED
    assert verdict(text, "every case ends within 11 working days") is Verdict.REFUTED


def test_turns_bound_a_loop() -> None:
    """A case that comes back once spends its time twice, the two days for the move included."""
    back = "if not resolved, the case must go to board within 2 working days"
    text = CHAIN.replace(
        back, f"{back}\n  if no answer, the manager may take the case to one, at most once"
    )
    assert verdict(text, "every case ends within 24 working days") is Verdict.PROVED
    assert verdict(text, "every case ends within 23 working days") is Verdict.REFUTED


def test_going_round_for_ever_is_late() -> None:
    """However long the promise's time: the loop is a part of its own."""
    back = "if not resolved, the case must go to board within 2 working days"
    text = CHAIN.replace(back, "if not resolved, the case must go to one")
    for promise in (
        "stages one to two take at most 3 months",
        "stages two to two take at most 3 months",
        "every case ends within 3 months",
        "if no answer, the case reaches board or resolved within 3 months",
        "whenever busy, the case reaches board or resolved within 3 months",
    ):
        assert verdict(text, promise) is Verdict.REFUTED


def test_the_night_before_is_no_way_out() -> None:
    """A stage may end on a closed day; the same working day is then the next one's."""
    text = CHAIN.replace("must end within 5 working days", "must end within 5 days", 1)
    text = text.replace("must end within 5 working days", "must end within the same working day")
    text = text.replace("board within 2 working days", "board")
    assert verdict(text, "every case ends within 6 working days") is Verdict.PROVED


def test_where_it_is_told() -> None:
    """The part is that of the stage in which the time begins; the story ends where it runs out."""
    line = "require that every case ends within 11 working days\n"
    procedure, _ = load_text(CHAIN + line, "chain.procedure")
    assert procedure is not None
    answer = prove_require(Prover(procedure), procedure.requires[-1])
    assert answer is not None
    (broken,) = (part for part in answer.parts if not part.verdict.kept)
    assert (broken.key.place, broken.key.row) == ("one", Row.BY_THEN.value)
    assert broken.story is not None
    last = broken.story.events[-1]
    assert (last.kind.value, last.place) == ("late", "two")


@pytest.mark.parametrize("seed", [1, 2])
def test_random_cases_played_out(seed: int) -> None:
    """Z3 and the played cases agree; `python -m tests.proof.lateness` tries many more."""
    found = run(seed, 6)
    assert found.failures == []
    assert found.verdicts or found.skipped


def test_random_numbers_come_from_the_seed() -> None:
    """The same seed asks the same questions."""
    one, other = (question(Random(7)) for _ in range(2))  # noqa: S311
    assert one == other
