"""Lines of stages: who leads, what is due and by when, what holds a case up."""

from __future__ import annotations

import pytest

from checker.procedure.from_syntax.leaves import Leaves
from checker.procedure.from_syntax.names import Names
from checker.procedure.from_syntax.stages import Contents, StageLines
from checker.procedure.from_syntax.wide import Room
from checker.procedure.model import (
    ALWAYS,
    Actor,
    ActorKind,
    Atom,
    Clock,
    Condition,
    Duration,
    Duty,
    Limit,
    Literal,
    Outcome,
    Quorum,
    Side,
    Slot,
    Start,
    StartEvent,
    Strength,
    Unit,
    Verb,
)
from tests.procedure.makers import loaded, mistakes, stage


def _duty(line: str) -> Duty:
    (duty,) = loaded(stage(line)).stage("one").duties
    return duty


@pytest.mark.parametrize(
    ("line", "actor"),
    [
        ("the worker", Actor(ActorKind.ROLE, "worker")),
        ("the worker of the other side", Actor(ActorKind.ROLE, "worker", Side.OTHER)),
        ("each manager", Actor(ActorKind.ROLE, "manager", each=True)),
        ("their manager", Actor(ActorKind.ROLE, "manager", possessive=True)),
        ("the board", Actor(ActorKind.BODY, "board")),
        ("both sides", Actor(ActorKind.SIDE, side=Side.BOTH)),
        ("the raising side", Actor(ActorKind.SIDE, side=Side.RAISING)),
        ("the lead", Actor(ActorKind.LEAD)),
        ("the last lead", Actor(ActorKind.LAST_LEAD)),
        ("someone", Actor(ActorKind.SOMEONE)),
        ("a named person", Actor(ActorKind.PERSON)),
    ],
)
def test_actors(line: str, actor: Actor) -> None:
    """Who acts, as written."""
    assert _duty(f"{line} must record").actor == actor


@pytest.mark.parametrize(
    ("line", "actors"),
    [
        ("the worker of the raising side", (Actor(ActorKind.ROLE, "worker", Side.RAISING),)),
        (
            "the worker or the manager of the other side",
            (
                Actor(ActorKind.ROLE, "worker", Side.OTHER),
                Actor(ActorKind.ROLE, "manager", Side.OTHER),
            ),
        ),
        ("the board", (Actor(ActorKind.BODY, "board"),)),
        ("missing", (Actor(ActorKind.MISSING),)),
        ("not stated", (Actor(ActorKind.NOT_STATED),)),
        ("a named person", (Actor(ActorKind.PERSON),)),
    ],
)
def test_leads(line: str, actors: tuple[Actor, ...]) -> None:
    """The side that stands last covers both roles."""
    (who,) = loaded(stage(f"led by {line}")).stage("one").who
    assert (who.slot, who.actors) == (Slot.LED, actors)


@pytest.mark.parametrize("slot", Slot)
def test_slots(slot: Slot) -> None:
    """Each way to say who, with its condition and its exception."""
    line = f"when urgent, {slot.value} the chair, with their counterpart, instead"
    (who,) = loaded(stage(line)).stage("one").who
    assert (who.slot, who.counterpart, who.instead) == (slot, True, True)
    assert who.condition == Condition((Literal(Atom("urgent")),))


def test_deciding() -> None:
    """A duty to decide makes a stage one that decides, beside the main line it does not."""
    text = (
        stage('the chair must decide "it"')
        + stage('the chair must also decide "it"', name="two")
        + stage("decided by the chair", name="three")
        + stage("chaired by the chair", name="four")
    )
    deciding = {s.name: s.deciding for s in loaded(text).stages}
    assert deciding == {"one": True, "two": False, "three": True, "four": False}


def test_a_duty_in_full() -> None:
    """Its own words, documents, whom, how, by when."""
    duty = _duty(
        'if agreed, the worker must also send "the notes" and form to the manager of the other '
        'side and "the file" in writing on annex within 2 working days of receiving receipt'
    )
    assert (duty.verb, duty.words, duty.strength) == (Verb.SEND, "the notes form", Strength.MUST)
    assert [(a.kind, a.name, a.words, a.side) for a in duty.recipients] == [
        (ActorKind.ROLE, "manager", None, Side.OTHER),
        (ActorKind.WORDS, None, "the file", Side.UNSTATED),
    ]
    assert duty.line.documents == ("form", "annex")
    assert (duty.also, duty.in_writing, duty.instead) == (True, True, False)
    assert duty.outcomes == (Outcome.AGREED,)
    assert duty.limit == Limit(
        (Duration(2, Unit.WORKING_DAYS),),
        starts=(StartEvent(Start.EVENT, "receipt", receiving=True),),
    )


def test_own_words_as_the_verb() -> None:
    """They stand before what follows them."""
    duty = _duty('the lead should "refer to" form, left to judgement, because "cases differ"')
    assert (duty.verb, duty.words) == (Verb.OWN, "refer to form")
    assert duty.line.left_to_judgement == "cases differ"


def test_hold_ups() -> None:
    """A check before moving on, and a track that is waited for."""
    one = loaded(
        stage(
            'the manager must check "it", before moving on',
            "the chair may also start inquiry",
            "waits for inquiry",
        )
    ).stage("one")
    check, start = one.duties
    assert (check.verb, check.holds_up) == (Verb.CHECK, True)
    assert (start.verb, start.track, start.line.documents) == (Verb.START, "inquiry", ())
    assert [w.track for w in one.waits] == ["inquiry"]


def test_with_a_counterpart() -> None:
    """Both ways to say it."""
    assert _duty("the lead should meet with their counterpart").with_counterpart
    duty = _duty("the lead should tell their counterpart")
    assert (duty.with_counterpart, duty.recipients) == (True, ())


def test_a_duty_at_any_moment() -> None:
    """`whenever` before a duty is its condition."""
    assert _duty("whenever risk, the worker must record").condition == Condition(
        (Literal(Atom("risk")),)
    )


def test_otherwise_is_no_trigger_of_a_duty() -> None:
    """It is reported rather than dropped."""
    ((message, underlined, _),) = mistakes(stage("otherwise, the worker must record"))
    assert message.startswith("`otherwise` stands before a duty")
    assert underlined == "otherwise"


@pytest.mark.parametrize(
    ("written", "limit"),
    [
        ("within 5 working days", Limit((Duration(5, Unit.WORKING_DAYS),))),
        ("within the same working day", Limit((Duration(1, Unit.SAME_WORKING_DAY),))),
        (
            'within the sooner of 1 week or "a safe time"',
            Limit((Duration(1, Unit.WEEKS),), vague="a safe time"),
        ),
        (
            "within 48 hours, or 2 working days as also written",
            Limit((Duration(48, Unit.HOURS),), also=(Duration(2, Unit.WORKING_DAYS),)),
        ),
        ('timing "promptly"', Limit(vague="promptly")),
        ("timing missing", Limit(missing=True)),
        (
            "within 3 days of the meeting or the start of one",
            Limit(
                (Duration(3, Unit.DAYS),),
                starts=(StartEvent(Start.MEETING), StartEvent(Start.STAGE, "one")),
            ),
        ),
        (
            "within 3 days of the start",
            Limit((Duration(3, Unit.DAYS),), starts=(StartEvent(Start.PROCEDURE),)),
        ),
    ],
)
def test_limits(written: str, limit: Limit) -> None:
    """Every way to say by when."""
    (found,) = loaded(stage(f"when risk, this stage should end {written}")).stage("one").limits
    assert (found.limit, found.strength) == (limit, Strength.SHOULD)
    assert found.condition == Condition((Literal(Atom("risk")),))


def test_a_limit_that_is_not_stated() -> None:
    """It is the same as no line."""
    one = loaded(stage("this stage must end, timing not stated")).stage("one")
    assert one.limits == ()
    assert _duty("the worker must record, timing not stated").limit is None


def test_a_backward_limit() -> None:
    """So long before the event."""
    limit = _duty("the worker must record at least 5 working days before the meeting").limit
    assert limit == Limit(
        (Duration(5, Unit.WORKING_DAYS),), starts=(StartEvent(Start.MEETING),), backward=True
    )


def test_the_rest_of_a_stage() -> None:
    """Extensions, clocks, a quorum, the board."""
    one = loaded(
        stage(
            "the manager may extend by 10 working days with reasons",
            "clock stops from receipt to receipt",
            "clock restarts on receipt",
            'quorum 3 "and one other"',
            "this stage is the board's",
        )
    ).stage("one")
    (extension,) = one.extensions
    assert (extension.duration, extension.with_reasons, extension.condition) == (
        Duration(10, Unit.WORKING_DAYS),
        True,
        ALWAYS,
    )
    stops, restarts = one.clocks
    assert stops == Clock(stops.line, "receipt", "receipt")
    assert restarts == Clock(restarts.line, "receipt")
    assert one.quorums == (Quorum(one.quorums[0].line, 3, "and one other"),)
    assert one.board


def test_what_is_no_line_of_a_stage() -> None:
    """The parser lets none through; one that came would be a bug, and is not passed over."""
    names = Names()
    lines = StageLines(Leaves(names, ()), {}, Room(names))
    with pytest.raises(TypeError):
        lines.read("text", "one", Contents(), wide=False)


def test_duties_of_an_ending() -> None:
    """They stand on reaching it."""
    procedure = loaded(
        stage() + 'ending end-of-it "E", by referral\n  the last lead must send form to the board\n'
    )
    (duty,) = procedure.ending("end-of-it").duties
    assert (duty.actor.kind, duty.verb) == (ActorKind.LAST_LEAD, Verb.SEND)


def test_a_duty_has_no_any_time() -> None:
    """It is due while its stage is on; that it starts anew, `whenever` says."""
    assert mistakes(stage('at any time, the worker must record "it"')) == [
        (
            "`at any time` stands before a duty, which is due while its stage is on anyway",
            "at any time",
            "take the words out, or write `whenever`, and the fact that makes it a duty",
        )
    ]
    assert _duty('whenever risk, the worker must record "it"').whenever
    assert not _duty('when risk, the worker must record "it"').whenever


def test_what_a_duty_points_to_and_is_not_there() -> None:
    """What is sent, or the form that it is written on."""
    sent = _duty("the worker must send missing to the manager")
    written = _duty('the worker must record "it" on missing')
    silent = _duty('the worker must record "it" on not stated')
    assert [(d.thing_missing, d.form_missing) for d in (sent, written, silent)] == [
        (True, False),
        (False, True),
        (False, False),
    ]


def test_conditions_of_quorums_and_waits() -> None:
    """Both are kept with their line."""
    one = loaded(stage('when risk, quorum 2 "of each"', "unless risk, waits for inquiry")).stage(
        "one"
    )
    assert one.quorums[0].condition == Condition((Literal(Atom("risk")),))
    assert one.waits[0].condition == Condition((Literal(Atom("risk"), positive=False),))


def test_two_kinds_of_harm() -> None:
    """Where options are marked as harm beside a fact that is, nothing says which is meant."""
    told = mistakes(
        'fact danger "danger", can arise, is harm\n'
        'fact level "how bad", either high or low, is harm\n' + stage("led by the worker")
    )
    assert told == [
        (
            "`level` has options, and nothing says which of them is the harm",
            'fact level "how bad", either high or low, is harm',
            "take `is harm` out of one of the two lines",
        )
    ]


@pytest.mark.parametrize(
    "line",
    [
        "led by the clerk of the raising side",
        "the clerk of the raising side must review",
        "if agreed, the clerk of the raising side must take the case to done",
    ],
)
def test_a_role_on_the_opposite_side(line: str) -> None:
    """It is declared to be on the other side, and so is nobody of this one."""
    declared = 'role clerk "Clerk", on the other side\n'
    assert mistakes(declared + stage(line)) == [
        (
            "`clerk` is not on the raising side",
            line,
            "name a role of that side, or declare the role `on each side`",
        )
    ]
    loaded(declared + stage(line.replace("raising", "other")))
