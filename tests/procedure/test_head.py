"""The head of a text, and everything that it declares: roles, facts, readings, totals."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from checker.procedure.from_syntax import load_text
from checker.procedure.model import (
    OUT_OF_HOURS,
    Atom,
    AtomKind,
    Condition,
    Duration,
    EndingKind,
    FactKind,
    Header,
    Limit,
    Literal,
    Side,
    Start,
    StartEvent,
    Strength,
    Target,
    TargetKind,
    Unit,
)
from tests.procedure.makers import HEAD, loaded, mistakes, stage

PROCEDURES = sorted((Path(__file__).parents[2] / "procedures").glob("*.procedure"))


def _under_procedure(*lines: str) -> str:
    said = "".join(f"  {line}\n" for line in lines)
    return HEAD.replace("  start at one\n", said)


@pytest.mark.parametrize("path", PROCEDURES, ids=lambda p: p.stem)
def test_the_published_procedures(path: Path) -> None:
    """Each real policy is read without a mistake."""
    procedure, diagnostics = load_text(path.read_text(encoding="utf-8"), str(path))
    assert diagnostics == ()
    assert procedure is not None
    assert procedure.stages
    assert procedure.name == path.stem


def test_header() -> None:
    """What the text says of itself."""
    procedure = loaded(
        stage(),
        _under_procedure(
            'published by "A partnership"',
            'version "draft 3"',
            "last updated 24 February 2026",
            "review due 1 February 2028",
            'source "p.txt"',
            "calendar scotland",
            "working day 08:30 to 16:00",
            'closed 24 December 2026 to 1 January 2027 "closure"',
            "closed 2 May 2027",
            "scope within and between agencies",
        ),
    )
    assert procedure.start is None
    assert procedure.start_line is None
    first, second = procedure.header.closures
    assert (first.first, first.last, first.words) == (
        date(2026, 12, 24),
        date(2027, 1, 1),
        "closure",
    )
    assert (second.first, second.last, second.words) == (date(2027, 5, 2), date(2027, 5, 2), None)
    assert procedure.header == Header(
        "A partnership",
        "draft 3",
        date(2026, 2, 24),
        date(2028, 2, 1),
        "p.txt",
        "scotland",
        (time(8, 30), time(16)),
        (first, second),
        ("within", "between"),
    )


def test_starts() -> None:
    """The plain start, and those under a condition."""
    procedure = loaded(
        stage(),
        _under_procedure("start at one", "when small and urgent, start at out instead"),
    )
    assert procedure.start == Target(TargetKind.STAGE, "one")
    assert procedure.start_line is not None
    assert procedure.start_line.number == 2
    (entry,) = procedure.entries
    assert entry.target == Target(TargetKind.ENDING, "out")
    assert entry.condition == Condition((Literal(Atom("small")), Literal(Atom("urgent"))))


def test_a_start_that_is_not_stated() -> None:
    """Then the line stands and leads nowhere."""
    procedure = loaded(stage(), _under_procedure("start at not stated"))
    assert (procedure.start, procedure.start_not_stated) == (None, True)
    assert procedure.start_line is not None


@pytest.mark.parametrize("hole", ["missing", "not stated"])
def test_a_start_that_leads_nowhere_under_a_condition(hole: str) -> None:
    """It is a mistake: no case could be said to begin."""
    head = _under_procedure("start at one", f"when urgent, start at {hole} instead")
    ((message, underlined, _),) = mistakes(stage(), head)
    assert (message, underlined) == (f"a start under a condition leads to `{hole}`", hole)


def test_a_start_that_is_unknown() -> None:
    """One mistake, whichever the line."""
    head = _under_procedure("start at two", "when urgent, start at two instead")
    ((message, underlined, _),) = mistakes(stage(), head)
    assert (message, underlined) == ("no stage or ending is called `two`", "two")


@pytest.mark.parametrize(
    "lines",
    [
        ("start at one", "start at one"),
        ('version "1"', 'version "2"'),
        ("scope within agencies", "start at one", "scope between agencies"),
    ],
)
def test_said_twice(lines: tuple[str, ...]) -> None:
    """The second of two such lines is reported, with the first."""
    text = _under_procedure(*lines) + stage()
    _, (told,) = load_text(text, "p.procedure")
    assert told.message == "the procedure says this twice"
    assert text[told.span.start : told.span.end] == lines[-1]
    assert text[told.notes[0].span.start : told.notes[0].span.end] == lines[0]


def test_totals() -> None:
    """Over some stages, or over the whole."""
    text = stage() + stage(name="two") + stage(name="three")
    procedure = loaded(
        text + "when small, stages one to two should end within 5 days\n",
        _under_procedure("the procedure must end within 20 days of the start"),
    )
    whole, some = procedure.totals
    assert (whole.whole_procedure, whole.stages) == (True, ("one", "two", "three"))
    assert whole.limit == Limit((Duration(20, Unit.DAYS),), starts=(StartEvent(Start.PROCEDURE),))
    assert (some.whole_procedure, some.stages, some.strength) == (
        False,
        ("one", "two"),
        Strength.SHOULD,
    )
    assert some.condition == Condition((Literal(Atom("small")),))


def test_totals_that_are_not_stated() -> None:
    """They are the same as no line."""
    text = "stages one to one must end, timing not stated\n"
    assert loaded(stage() + text).totals == ()


def test_a_total_from_back_to_front() -> None:
    """The earlier stage stands first."""
    text = stage() + stage(name="two") + "stages two to one must end within 5 days\n"
    ((message, underlined, help_),) = mistakes(text)
    assert (message, underlined) == ("`one` stands before `two`", "one")
    assert help_ == "write the earlier stage first"


ROLES = """\
role lead-nurse "Nurse", tier 2, on the raising side, in school and police
  held by "Named nurse" or "Designated nurse"
  in school: a named person
  in police: worker acts
  in school and police: the same person as manager
  in police: not stated
  in school: missing
  deputy worker and manager
role officer "Officer", independent of both sides, never the same person as chair
role rep "Representative", of unclear "for the agency"
role outsider "Outsider", on the other side
"""


def test_roles() -> None:
    """Side, rank, agencies, independence, deputies."""
    roles = {role.name: role for role in loaded(stage() + ROLES).roles}
    nurse = roles["lead-nurse"]
    assert (nurse.title, nurse.tier, nurse.tier_stated, nurse.side, nurse.agencies) == (
        "Nurse",
        2,
        True,
        Side.RAISING,
        ("school", "police"),
    )
    assert nurse.deputies == ("worker", "manager")
    assert (roles["officer"].independent, roles["officer"].never_same_as) == (True, ("chair",))
    assert (roles["rep"].unclear, roles["rep"].side) == ("for the agency", Side.UNSTATED)
    assert roles["outsider"].side is Side.OTHER
    assert roles["worker"].side is Side.BOTH


def test_holders() -> None:
    """One for each agency of a line."""
    nurse = next(r for r in loaded(stage() + ROLES).roles if r.name == "lead-nurse")
    assert [
        (h.agency, h.titles, h.person, h.missing, h.not_stated, h.acts, h.same_as)
        for h in nurse.holders
    ] == [
        (None, ("Named nurse", "Designated nurse"), False, False, False, None, None),
        ("school", (), True, False, False, None, None),
        ("police", (), False, False, False, "worker", None),
        ("school", (), False, False, False, None, "manager"),
        ("police", (), False, False, False, None, "manager"),
        ("police", (), False, False, True, None, None),
        ("school", (), False, True, False, None, None),
    ]


def test_facts_and_readings() -> None:
    """As declared: their kind, their options, whether the kind was said."""
    procedure = loaded(stage() + 'fact harm-done "h", is harm\n')
    facts = {fact.name: fact for fact in procedure.facts}
    assert facts["risk"].kind is FactKind.ARISES
    assert (facts["size"].options, facts["size"].atoms) == ((Atom("small"), Atom("large")),) * 2
    harm = facts["harm-done"]
    assert (harm.kind, harm.kind_stated, harm.harm) == (FactKind.CHANGES, False, True)
    assert harm.atoms == (Atom("harm-done"),)
    (reading,) = procedure.readings
    assert (reading.options, reading.titles) == (
        (Atom("each"), Atom("whole")),
        ("for each stage", "for all of them"),
    )


def test_facts_that_no_line_declares() -> None:
    """Free conditions, the agency of the other side, the time of day: each once."""
    procedure = loaded(
        stage(
            'when "necessary", the worker must record',
            'whenever not "necessary", the case must go to done',
            "when the other side is not police, the worker must record",
            "out of hours, the worker must record",
        )
    )
    made = procedure.facts[3:]
    agencies = tuple(Atom(name, AtomKind.AGENCY) for name in ("school", "police", ""))
    assert [(f.title, f.kind, f.atoms) for f in made] == [
        ("necessary", FactKind.CHANGES, (Atom("necessary", AtomKind.WORDS),)),
        ("the other side", FactKind.FIXED, agencies),
        ("out of hours", FactKind.CHANGES, (OUT_OF_HOURS,)),
    ]
    duties = procedure.stage("one").duties
    assert duties[1].condition == Condition(
        (Literal(Atom("police", AtomKind.AGENCY), positive=False),)
    )
    assert duties[2].condition == Condition((Literal(OUT_OF_HOURS),))


def test_endings_documents_events_tracks() -> None:
    """What else is declared, with what is missing."""
    procedure = loaded(stage())
    assert [(e.name, e.kind, e.to) for e in procedure.endings] == [
        ("done", EndingKind.AGREEMENT, None),
        ("out", EndingKind.HAND_OVER, "another procedure"),
    ]
    assert [(d.name, d.missing) for d in procedure.documents] == [("form", False), ("annex", True)]
    assert [e.name for e in procedure.events] == ["receipt"]
    assert [t.title for t in procedure.tracks] == ["Inquiry"]
    assert [a.title for a in procedure.agencies] == ["School", "Police"]


def test_assumptions() -> None:
    """Of words, of a reading, of the hours, in the order of the text."""
    text = (
        'assume each, because "a"\n'
        'assume the working day is 09:00 to 17:00, because "b"\n'
        'assume "promptly" means the same working day, because "c"\n'
        'set aside "be kind", because "an aim"   [Aims]\n'
    )
    procedure = loaded(stage() + text)
    option, hours, words = procedure.assumptions
    assert (option.option, option.because) == (Atom("each"), "a")
    assert hours.hours == (time(9), time(17))
    assert (words.words, words.limit) == (
        "promptly",
        Limit((Duration(1, Unit.SAME_WORKING_DAY),)),
    )
    (aside,) = procedure.set_aside
    assert (aside.phrase, aside.because) == ("be kind", "an aim")
    assert aside.line.citation is not None


def test_an_assumption_of_no_reading() -> None:
    """Only an option of a reading can be assumed."""
    ((message, _, _),) = mistakes(stage() + 'assume risk, because "a"\n')
    assert message == "`risk` is a fact, and an option is wanted here"


def test_a_calendar_of_nowhere() -> None:
    """Bank holidays are known for three nations."""
    found = mistakes(stage(), _under_procedure("calendar wales"))
    assert len(found) == 1
    assert found[0][1] == "wales"
