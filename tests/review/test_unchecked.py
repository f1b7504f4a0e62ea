"""What no promise speaks of, and what nothing names, is said."""

from __future__ import annotations

import pytest

from checker.review.unchecked import notes
from tests.review.texts import BOARD, ENDS, HEAD, ON, ONE, SOUND, TWO, UP, procedure_of, reviewed


def said(text: str) -> tuple[str, ...]:
    """The notes on a text that can be read."""
    return notes(procedure_of(reviewed(text)))


def test_nothing_to_say() -> None:
    """A text whose every line some promise speaks of."""
    assert said(SOUND) == ()


def test_what_no_promise_speaks_of() -> None:
    """Each kind of line with its places."""
    clerk = """role clerk "Clerk", of unclear "the agency", independent of both sides, \
never the same person as worker
  held by a named person
  in care: not stated
agency care "Care"
track inquiry "Inquiry"
"""
    late = UP.replace("the case must go", "the clerk must take the case").replace(
        "\n", ', left to judgement, because "it varies"\n'
    )
    visit = 'stage visit "Visit", in inquiry\n  led by the clerk\n'
    quorum = '  quorum 3 "three agencies"\n'
    assert said(HEAD + clerk + ONE + quorum + late + TWO + ON + BOARD + visit + ENDS) == (
        "not yet checked: what runs on a track (line 31)",
        "no promise speaks of quorums (line 16)",
        "no promise speaks of holders that are named persons (line 7)",
        "no promise speaks of holders that are not stated (line 8)",
        "no promise speaks of who is independent (line 6)",
        "no promise speaks of who is never the same person (line 6)",
        "left to judgement, line 17: it varies",
        "whose side `clerk` is on is not clear: “the agency” (line 6)",
    )


@pytest.mark.parametrize(
    ("declared", "what"),
    [
        ('agency care "Care"', "agency `care`"),
        ('body panel "Panel"', "body `panel`"),
        ('role clerk "Clerk"', "role `clerk`"),
        ('fact grave "grave", fixed', "fact `grave`"),
        ('fact size "size", either small or large', "fact `size`"),
        ('reading way, either one-way "so" or that-way "or so"', "reading `way`"),
        ('event post "the post"', "event `post`"),
        ('document form "Form"', "document `form`"),
        ('track inquiry "Inquiry"', "track `inquiry`"),
        ('ending limbo "Limbo", by referral', "ending `limbo`"),
        ('assume "soon" means 1 day, because "so"', "the assumed “soon”"),
    ],
)
def test_what_nothing_names(declared: str, what: str) -> None:
    """It is declared, and no other line has it."""
    line = SOUND.count("\n") + 1
    told = f"declared, and named by no other line: {what} (line {line})"
    assert told in said(f"{SOUND}{declared}\n")


@pytest.mark.parametrize(
    ("declared", "line"),
    [
        ('agency care "Care"', "when the other side is care, the manager must review"),
        ('body panel "Panel"', 'the manager should tell the panel "it"'),
        ('role clerk "Clerk"', "the clerk should review"),
        ('fact grave "grave", fixed', "when grave, the manager must review"),
        ('fact size "size", either small or large', "when small, the manager must review"),
        (
            'reading way, either one-way "so" or that-way "or so"',
            "when that-way, the manager must review",
        ),
        ('event post "the post"', "the manager must review within 1 day of receiving post"),
        ('event post "the post"', "clock stops from post to post"),
        ('document form "Form"', 'the manager must record "it" on form'),
        ('track inquiry "Inquiry"', "the manager must start inquiry"),
        ('ending limbo "Limbo", by referral', "if not resolved, the case may go to limbo"),
        ('assume "soon" means 1 day, because "so"', 'the manager must review, timing "soon"'),
        ('fact grave "grave", can arise, is harm', "the manager must review"),
    ],
)
def test_what_a_line_names(declared: str, line: str) -> None:
    """It is used."""
    text = SOUND.replace(UP, f"{UP}  {line}\n") + f"{declared}\n"
    assert not any(note.startswith("declared") for note in said(text))
