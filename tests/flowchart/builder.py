"""Small procedures made by hand, so that the tests of this room need no parser."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from checker.answers.story import Event, EventKind, Story
from checker.language.diagnostics import Span
from checker.procedure.model import (
    Actor,
    ActorKind,
    Atom,
    Body,
    Citation,
    Condition,
    Duration,
    Duty,
    Ending,
    EndingKind,
    Fact,
    FactKind,
    Header,
    Limit,
    Line,
    Literal,
    Move,
    Outcome,
    Procedure,
    Role,
    Side,
    Slot,
    Stage,
    StageLimit,
    Strength,
    Target,
    TargetKind,
    Trigger,
    Unit,
    Verb,
    Who,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

_numbers = count(1)
AS_OF = date(2026, 11, 23)
NOT_RESOLVED = (Outcome.NOT_AGREED, Outcome.NO_ANSWER)
PASSIVE = Actor(ActorKind.THE_CASE)
SOMEONE = Actor(ActorKind.SOMEONE)
LEAD = Actor(ActorKind.LEAD)
BOTH = Actor(ActorKind.SIDE, side=Side.BOTH)


def line(text: str = "", number: int | None = None, **more: Any) -> Line:  # noqa: ANN401
    """A line of the text; its number is the next one where none is given."""
    return Line(next(_numbers) if number is None else number, text, Span(0, 0), **more)


def role(name: str, side: Side = Side.UNSTATED, **more: Any) -> Actor:  # noqa: ANN401
    """A role as a line names it."""
    return Actor(ActorKind.ROLE, name, side, **more)


def if_(*atoms: str, either: bool = False) -> Condition:
    """A condition; `-risk` is the denial of `risk`."""
    literals = tuple(Literal(Atom(atom.lstrip("-")), not atom.startswith("-")) for atom in atoms)
    return Condition(literals, conjunction=not either)


def within(amount: int, unit: Unit = Unit.WORKING_DAYS, **more: Any) -> Limit:  # noqa: ANN401
    """A definite limit."""
    return Limit(durations=(Duration(amount, unit),), **more)


def duty(
    words: str,
    strength: Strength = Strength.SHOULD,
    actor: Actor = LEAD,
    **more: Any,  # noqa: ANN401
) -> Duty:
    """A duty in the writer's own words unless a verb is given."""
    text = more.pop("text", "")
    verb = more.pop("verb", Verb.OWN)
    at = more.pop("at", None) or line(text)
    return Duty(at, actor, strength, verb, words or None, **more)


def go(
    to: str | None,
    outcomes: Iterable[Outcome],
    strength: Strength = Strength.MUST,
    **more: Any,  # noqa: ANN401
) -> Move:
    """A move on outcomes; `to` an ending where it is `end:NAME`, to `missing` where it is None."""
    actor = more.pop("actor", PASSIVE)
    at = more.pop("at", None) or line()
    targets = more.pop("targets", (target(to),))
    trigger = more.pop("trigger", Trigger.OUTCOME)
    return Move(at, trigger, targets, strength, actor, tuple(outcomes), **more)


def target(to: str | None) -> Target:
    """Where a move leads."""
    if to is None:
        return Target(TargetKind.MISSING)
    if to.startswith("end:"):
        return Target(TargetKind.ENDING, to.removeprefix("end:"))
    return Target(TargetKind.STAGE, to)


def agreed(to: str = "end:resolved") -> Move:
    """`if agreed, go to resolved`."""
    return go(to, (Outcome.AGREED,), Strength.PLAIN)


def lane(to: str | None, *atoms: str, strength: Strength = Strength.MUST, **more: Any) -> Move:  # noqa: ANN401
    """`whenever FACT, the case must go to STAGE`."""
    return go(to, (), strength, trigger=Trigger.LANE, condition=if_(*atoms), **more)


def talk(name: str, title: str, lead: str, *moves: Move, **more: Any) -> Stage:  # noqa: ANN401
    """A stage in which the lead talks with a counterpart."""
    who = Who(line(), Slot.LED, (role(lead, Side.RAISING),), counterpart=True)
    heading = name.replace("-", " ").capitalize()
    at = more.pop("at", None) or line(citation=Citation(heading, None))
    return Stage(name, title, at, **{"who": (who,), "moves": moves, **more})


def head(**more: Any) -> dict[str, Any]:  # noqa: ANN401
    """What every procedure of these tests declares, as arguments."""
    roles = tuple(
        Role(name, title, line())
        for name, title in (
            ("worker", "Practitioner"),
            ("manager", "Line manager"),
            ("lead", "Designated Safeguarding Lead"),
            ("chair", "Independent chair"),
        )
    )
    return {
        "name": "four-steps",
        "title": "Resolving professional disagreements",
        "line": line(),
        "path": "procedures/four-steps.procedure",
        "header": Header(
            published_by="A partnership", version="draft 3", last_updated=date(2026, 2, 24)
        ),
        "roles": roles,
        "bodies": (Body("board", "Partnership board", line()),),
        "facts": (
            Fact(
                Atom("harm"),
                "A child is at risk of significant harm",
                FactKind.ARISES,
                line(),
                harm=True,
            ),
            Fact(Atom("complaint"), "it is a complaint", FactKind.FIXED, line()),
        ),
        "endings": (
            Ending("resolved", "Resolved", EndingKind.AGREEMENT, line()),
            Ending("decision", "Panel decision", EndingKind.DECISION, line()),
        ),
        **more,
    }


def four_steps(**more: Any) -> Procedure:  # noqa: ANN401
    """Three talks and a panel, with a limit, duties of each strength, and a lane for harm."""
    record = line()
    record_duty = duty(
        "the discussion", Strength.MUST, verb=Verb.RECORD, in_writing=True, at=record
    )
    risk = line()
    fast = lane("step-4", "harm", limit=within(1, Unit.SAME_WORKING_DAY), at=risk)
    limit = StageLimit(line(), Strength.SHOULD, within(5))
    vague = StageLimit(line(), Strength.SHOULD, Limit(vague="as soon as practicable"))
    one = talk(
        "step-1",
        "Direct practitioner to practitioner discussion",
        "worker",
        agreed(),
        go("step-2", NOT_RESOLVED),
        fast,
        duties=(
            duty("discuss the difference", actor=BOTH),
            duty(
                "",
                Strength.MAY,
                role("worker", each=True),
                verb=Verb.CONSULT,
                recipients=(role("manager", possessive=True),),
            ),
            record_duty,
        ),
        limits=(limit,),
    )
    two = talk(
        "step-2",
        "Direct manager to manager discussion",
        "manager",
        agreed(),
        go("step-3", NOT_RESOLVED, Strength.SHOULD, actor=role("manager", Side.RAISING)),
        fast,
        duties=(
            duty(
                "that the concern is justified",
                verb=Verb.CHECK,
                actor=role("manager"),
                holds_up=True,
            ),
            record_duty,
        ),
        limits=(vague,),
    )
    three = talk(
        "step-3",
        "Where differences remain unresolved",
        "lead",
        agreed(),
        go("step-4", (Outcome.NOT_AGREED,), Strength.MAY, limit=within(20)),
        fast,
        duties=(duty("a resolutions meeting", actor=SOMEONE, verb=Verb.CONVENE), record_duty),
    )
    panel = Who(line(), Slot.DECIDED, (role("chair"),))
    four = Stage(
        "step-4",
        "Panel",
        line(citation=Citation("Step 4", None)),
        who=(panel,),
        duties=(duty("the matter", Strength.MUST, role("chair"), verb=Verb.DECIDE), record_duty),
        moves=(go("end:decision", (Outcome.DECIDED,), Strength.PLAIN),),
    )
    return Procedure(**head(stages=(one, two, three, four), **more))


def ladder(length: int, duties: int = 2) -> Procedure:
    """A long ladder of talks."""
    stages = []
    for number in range(1, length + 1):
        following = f"step-{number + 1}" if number < length else "end:decision"
        todo = tuple(duty(f"do thing {n} of what this step asks for") for n in range(duties))
        moves = (agreed(), go(following, NOT_RESOLVED))
        stages.append(talk(f"step-{number}", f"Talk {number}", "worker", *moves, duties=todo))
    return Procedure(**head(stages=tuple(stages)))


def with_stage(procedure: Procedure, name: str, **more: Any) -> Procedure:  # noqa: ANN401
    """The procedure with fields of one stage replaced."""
    stages = tuple(
        replace(stage, **more) if stage.name == name else stage for stage in procedure.stages
    )
    return replace(procedure, stages=stages)


def story(procedure: Procedure) -> Story:
    """A case that goes from the first stage to the second and is stuck in the third."""
    one, two, three = procedure.stages[:3]
    start = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)
    steps = (
        (EventKind.RAISED, one.name, None, None),
        (EventKind.OUTCOME, one.name, Outcome.NO_ANSWER, None),
        (EventKind.MOVED, two.name, None, one.moves[1].line.number),
        (EventKind.FACTS, two.name, None, None),
        (EventKind.OUTCOME, two.name, Outcome.NOT_AGREED, None),
        (EventKind.MOVED, three.name, None, two.moves[1].line.number),
        (EventKind.OUTCOME, three.name, Outcome.NO_ANSWER, None),
        (EventKind.STAYS, three.name, None, None),
    )
    events = tuple(
        Event(kind, start + timedelta(days=day), place, outcome=outcome, line=number)
        for day, (kind, place, outcome, number) in enumerate(steps)
    )
    return Story(events)
