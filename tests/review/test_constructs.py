"""Every construct has its row in the table, and none of them is silent."""

from __future__ import annotations

import enum
import importlib
import inspect
import json
import pkgutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import Struct, to_builtins

from checker.answers.constructs import CONSTRUCTS, SYNONYMS, About, Shown, as_markdown
from checker.answers.verdict import Verdict
from checker.flowchart import text_equivalent
from checker.language.diagnostics import SourceText
from checker.output.as_json import written
from checker.output.report import Report
from checker.procedure import model
from checker.procedure.from_syntax import load_text
from checker.procedure.model import RequireKind
from checker.review.catalogue import checks
from checker.review.examine import review
from tests.review.texts import procedure_of

if TYPE_CHECKING:
    from collections.abc import Iterator

MEANING = Path(__file__).parents[2] / "grammar" / "MEANING.md"


def fields() -> Iterator[str]:
    """Every field of every Struct of the model, as `Duty.limit`."""
    for found in pkgutil.iter_modules(model.__path__):
        module = importlib.import_module(f"{model.__name__}.{found.name}")
        for name, each in vars(module).items():
            ours = inspect.isclass(each) and each.__module__ == module.__name__
            if ours and issubclass(each, Struct):
                yield from (f"{name}.{field}" for field in each.__struct_fields__)


def members() -> Iterator[str]:
    """Every member of the enums that fields of the model hold, as `Verb.CHECK`.

    The patterns of promises are columns; classes of lines and kinds of counting are worked out.
    """
    for name in model.__all__:
        each = getattr(model, name)
        left_out = {"RequireKind", "Force", "Counted"}
        if inspect.isclass(each) and issubclass(each, enum.Enum) and name not in left_out:
            yield from (f"{name}.{member.name}" for member in each)


def test_every_field_has_a_row_and_every_row_a_field() -> None:
    """And so has every member of an enum."""
    assert {*CONSTRUCTS} == {*fields(), *members()}


def test_every_check_has_a_column() -> None:
    """Each check, and each pattern of a promise, stands in one group."""
    columns = [check for group in About for check in group.checks]
    named = [check.name for check in checks() if check.name != "require"]
    assert sorted(columns, key=str) == sorted([*named, *RequireKind], key=str)


def test_the_table_is_shown(request: pytest.FixtureRequest) -> None:
    """The page on the meaning has it, word for word."""
    text = MEANING.read_text(encoding="utf-8")
    start = text.index("| construct |")
    end = text.index("\n\n", start) + 1
    if request.config.getoption("--update"):
        MEANING.write_text(text[:start] + as_markdown() + text[end:], encoding="utf-8")
    else:
        assert text[start:end] == as_markdown()
    assert all(f"`{word}`" in text for word in SYNONYMS)


# --- variations -------------------------------------------------------------------------------

BASE = """procedure base "Base"
  published by "Us"
  version "1"
  last updated 1 February 2026
  start at one
  # head
agency health "Health"
agency care "Care"
body panel "Panel"
role worker "Worker", tier 1, on each side
  # worker
role manager "Manager", tier 2, on each side
  # manager
role director "Director", tier 3
fact harm "a child is at risk", can arise, is harm
fact urgent "it is urgent", fixed
event reply "the reply"
document form "Form"
track inquiry "Inquiry"
reading way, either one-way "so" or that-way "or so"
# declared
stage one "One"
  led by the worker of the raising side, with their counterpart
  # who
  the worker must record "it"
  when one-way, the worker must review
  the manager must tell the director "it" within 2 working days
  this stage must end within 5 working days
  if agreed, go to done
  if not resolved, the case must go to two
  whenever harm, the case must go to board within the same working day
  # one
stage two "Two"
  led by the manager of the raising side, with their counterpart
  the manager must record "it"
  this stage must end within 5 working days
  if agreed, go to done
  if not resolved, the case must go to board
  whenever harm, the case must go to board within the same working day
  # two
stage board "The board"
  led by the director
  this stage is the board's
  the director must decide "it" within 5 working days
  this stage must end within 5 working days
  if decided, go to ruled
ending done "Agreed", by agreement
  # done
ending ruled "Decided", by decision
stages one to two must end within 12 working days
# end
require that every case ends
require that no case stays in one
require that two only after one
require that some case can reach board
require that no case returns to one
require that if not agreed, the case moves on within 1 working day
require that whenever harm, the case reaches board
require that whenever harm, the case moves on within 1 working day
require that after one, the manager must tell the director within 3 working days
require that at every stage, someone must record "all"
require that stages one to one take at most 5 working days
require that every stage has a limit
require that every stage has a lead
require that every stage has a counterpart
require that every stage has a record except board
require that every stage has a way on
require that every role has a deputy
require that every document is present
require that whoever leads one never leads two
"""
LED = "led by the worker of the raising side, with their counterpart"
TELL = 'the manager must tell the director "it" within 2 working days'
LIMIT = "within 5 working days\n  if agreed, go to done\n  if not resolved, the case must go to two"
MOVE = "if not resolved, the case must go to two"
AGREED = "if agreed, go to done\n  if not resolved, the case must go to two"
LANE = "must go to two\n  whenever harm, the case must go to board within the same working day"
EXTEND = "the manager may extend by 10 working days"
TOTAL = "stages one to two must end within 12 working days"


class Seen(Struct, frozen=True):
    """What a reader of a review sees, numbers of lines and texts of lines aside."""

    verdicts: dict[str, Verdict]
    parts: dict[str, tuple[Any, ...]]
    notes: tuple[str, ...]
    picture: str
    json: str
    findings: tuple[Any, ...]


@cache
def seen(text: str) -> Seen | None:
    """What is seen of a text; None where it is refused."""
    found, _ = review(SourceText(text, "base.procedure"))
    if found is None:
        return None
    names = [
        result.check if result.line is None else text.split("\n")[result.line - 1]
        for result in found.results
    ]
    results = dict(zip(names, found.results, strict=True))
    told = json.loads(written(Report((found,))))["procedures"][0]
    return Seen(
        {name: result.verdict for name, result in results.items()},
        {
            name: tuple((p.stage, p.row, p.verdict) for p in result.parts)
            for name, result in results.items()
        },
        found.notes,
        json.dumps(to_builtins(text_equivalent(procedure_of(found)))),
        json.dumps([told[key] for key in ("head", "set_aside", "waits", "routes")]),
        tuple((f.message, f.help, f.heading) for r in found.results for f in r.findings),
    )


@cache
def groups() -> dict[str, About]:
    """The group of each check, and of each `require` line of the base."""
    procedure, diagnostics = load_text(BASE, "base.procedure")
    assert procedure is not None, diagnostics
    kinds = {require.line.text: require.kind for require in procedure.requires}
    named = {check: group for group in About for check in group.checks}
    plain = {check: group for check, group in named.items() if isinstance(check, str)}
    return plain | {text: named[kind] for text, kind in kinds.items()}


REFUSED = "refused"
"""In the place of a construct: the text is refused."""


class Variation(Struct, frozen=True):
    """One thing changed, in the base, or in the base with a line more (`given`) or with another
    ending (`ended`); `construct` names the rows of the table that it is about.
    """

    construct: str
    old: str
    new: str
    given: str = ""
    ended: str = "by agreement"

    @property
    def base(self) -> str:
        """What is varied."""
        ended = BASE.replace("by agreement", self.ended)
        return ended.replace("# one\n", f"{self.given}\n") if self.given else ended

    @property
    def text(self) -> str:
        """The base with the change."""
        assert self.old in self.base, self
        return self.base.replace(self.old, self.new, 1)


def at(spot: str, construct: str, *lines: str) -> list[Variation]:
    """Each of the lines in the place of a spare one."""
    return [Variation(construct, f"# {spot}\n", f"{line}\n") for line in lines]


def tell(construct: str, *changed: str) -> list[Variation]:
    """A duty, changed."""
    return [Variation(construct, TELL, line) for line in changed]


def of_limit(construct: str, *limits: str) -> list[Variation]:
    """The limit on the first stage, changed."""
    old = f"this stage must end {LIMIT}"
    return [
        Variation(construct, old, old.replace(LIMIT.split("\n", maxsplit=1)[0], each))
        for each in limits
    ]


def swap(construct: str, old: str, *new: str) -> list[Variation]:
    """Something that the base says, changed."""
    return [Variation(construct, old, each) for each in new]


HEAD = [
    *swap("Header.published_by", '"Us"', '"Them"'),
    *swap("Header.version", '"1"', '"2"'),
    *swap("Header.last_updated", "1 February 2026", "2 February 2026"),
    *at("head", "Header.review_due", "review due 1 January 2026"),
    *at("head", "Header.source", 'source "policy.txt"'),
    *at("head", "Header.nation", "calendar scotland"),
    *at("head", "Header.working_day", "working day 08:30 to 17:30", "working day 09:00 to 23:30"),
    *at(
        "head",
        "Header.closures Closure.first Closure.last",
        "closed 24 December 2026 to 24 January 2027",
    ),
    *at("head", "Header.scope", "scope within agencies", "scope between agencies"),
    *swap("Procedure.start Procedure.start_not_stated", "start at one", "start at not stated"),
    *swap("Procedure.start_line", "  start at one\n", ""),
    *at(
        "head",
        "Entry.condition Procedure.entries Literal.atom",
        "when urgent, start at two instead",
    ),
    *at("head", "Entry.target", "when urgent, start at done instead"),
    *at("head", "TotalLimit.whole_procedure", "the procedure must end within 9 working days"),
    *at("head", "TotalLimit.strength", "the procedure should end within 40 working days"),
    *swap("TotalLimit.limit", TOTAL, TOTAL.replace("12", "3"), f"{TOTAL} of the start of one"),
    *swap("TotalLimit.condition", TOTAL, f"when urgent, {TOTAL}"),
    *swap("TotalLimit.stages", TOTAL, TOTAL.replace("to two", "to one")),
    *swap("Line.left_to_judgement", TOTAL, f'{TOTAL}, left to judgement, because "so"'),
]
PEOPLE = [
    *at("declared", "Agency.name", 'agency police "Police"'),
    *at("declared", "Body.name", 'body court "Court"'),
    *at("declared", "Role.name", 'role nurse "Nurse", on each side'),
    *swap("Role.tier Role.tier_stated", '"Worker", tier 1', '"Worker", tier 9'),
    *swap("Role.agencies", '"Worker", tier 1,', '"Worker", in health, tier 1,'),
    *swap(REFUSED, "tier 1, on each side", "tier 1, on the other side"),
    *swap("Role.unclear", "tier 1, on each side", 'tier 1, of unclear "the team"'),
    *swap("Role.independent", "tier 3", "tier 3, independent of both sides"),
    *swap("Role.never_same_as", "tier 3", "tier 3, never the same person as worker"),
    *at("worker", "Holder.titles Role.holders", 'held by "Team worker" or "Duty worker"'),
    *at("worker", "Holder.person", "held by a named person"),
    *at("worker", "Holder.missing", "held by missing"),
    *at("worker", "Holder.not_stated", "held by not stated", "in health: not stated"),
    *at("worker", "Holder.agency", "in health: missing"),
    *at("worker", "Holder.acts", "in health: manager acts"),
    *at("worker", "Holder.same_as", "in health: the same person as manager"),
    *at("worker", "Role.deputies", "deputy manager"),
]
FACTS = [
    *at("declared", "Fact.own", 'fact late "it is late", fixed'),
    *at("declared", "Fact.options", 'fact size "the size", either small or large'),
    *at("declared", "Fact.harm", 'fact neglect "neglect", can arise, is harm'),
    *at("declared", REFUSED, 'fact grade "how bad", either high or low, is harm'),
    *swap("Fact.harm Fact.kind", 'risk", can arise, is harm', 'risk", can arise'),
    *swap(
        "FactKind.ARISES FactKind.CHANGES Fact.kind",
        '"a child is at risk", can arise',
        '"a child is at risk", can change',
    ),
    *swap("Fact.kind_stated FactKind.FIXED", '"it is urgent", fixed', '"it is urgent"'),
    *at(
        "declared",
        "Reading.name Reading.options",
        'reading sense, either here "so" or there "or so"',
    ),
    *at("declared", "Named.name", 'event post "the post"', 'track visit "Visit"'),
    *swap("Named.missing", '"Form"', '"Form", missing'),
]
WHO = [
    *swap(
        "Actor.side Side.RAISING Side.UNSTATED",
        LED,
        LED.replace(" of the raising side", ""),
        LED.replace("raising", "other"),
    ),
    *swap("Who.counterpart", LED, LED.replace(", with their counterpart", "")),
    *swap(
        "Who.actors Actor.name Actor.kind ActorKind.ROLE",
        LED,
        LED.replace("worker", "worker or the manager"),
    ),
    *at("who", "Who.instead Who.condition", "when urgent, led by the director instead"),
    *swap("ActorKind.BODY", LED, "led by the panel"),
    *swap("ActorKind.MISSING", LED, "led by missing"),
    *swap("ActorKind.NOT_STATED", LED, "led by not stated"),
    *swap("ActorKind.PERSON", LED, "led by a named person"),
    *swap("Slot.CHAIRED Slot.LED Who.slot", LED, "chaired by the director"),
    *swap("Slot.MEDIATED", LED, "mediated by the director"),
    *at("who", "Slot.CHAIRED", "chaired by the director"),
    *at("who", "Slot.MEDIATED", "mediated by the director"),
    *at("who", "Slot.ATTENDED", "attended by both sides", "attended by missing"),
    *at("who", "Slot.DECIDED", "decided by the director"),
    *at("who", "Quorum.number", "quorum 3"),
    *at("who", "Quorum.words", 'quorum 3 "of each"'),
    *at("who", "Quorum.condition", "when urgent, quorum 3"),
    *at("who", "Stage.board", "this stage is the board's"),
]
DUTIES = [
    *at("one", "Verb.ACKNOWLEDGE", "the manager must acknowledge"),
    *at("one", "Verb.ANSWER Duty.verb", "the manager must answer"),
    *at("one", "Verb.ASK", "the manager must ask the worker"),
    *at("one", "Verb.CONSULT", "the manager must consult the worker"),
    *at("one", "Verb.CONVENE", 'the manager must convene "it"'),
    *at("one", "Verb.MEET", "the manager must meet with the worker"),
    *at("one", "Verb.RECORD", 'the manager must record "it"'),
    *at("one", "Verb.REFER", 'the manager must refer "it" to the panel'),
    *at("one", "Verb.REVIEW", 'the manager must review "it"'),
    *at("one", "Verb.SEND", "the manager must send form"),
    *at("one", "Verb.TELL", "the manager must tell the worker"),
    *at("one", "Verb.OWN", 'the manager must "think it over"'),
    *at("one", "Verb.START Duty.track", "the manager must start inquiry"),
    *at("one", "Verb.CHECK", 'the manager must check "it"'),
    *at(
        "one",
        "Duty.holds_up Outcome.NOT_JUSTIFIED Outcome.NO_FINDING",
        'the manager must check "it", before moving on',
    ),
    *at("one", "Verb.DECIDE Outcome.DECIDED Outcome.NOT_DECIDED", 'the manager must decide "it"'),
    *at("one", "Duty.also", 'the manager must also decide "it"'),
    *tell("Duty.strength", TELL.replace("must", "should"), TELL.replace("must", "may")),
    *tell("Line.left_to_judgement", f'{TELL}, left to judgement, because "so"'),
    *tell("Duty.also", TELL.replace("must", "must also")),
    *tell("Duty.in_writing", TELL.replace('"it"', '"it" in writing')),
    *tell("Line.documents", TELL.replace('"it"', '"it" on form')),
    *tell("Duty.form_missing", TELL.replace('"it"', '"it" on missing')),
    *at("one", "Duty.thing_missing", "the manager must send missing to the director"),
    *tell("Duty.actor", TELL.replace("the manager", "the worker")),
    *tell("Actor.each", TELL.replace("the manager", "each manager")),
    *tell("Actor.possessive", TELL.replace("the director", "their manager")),
    *tell("ActorKind.SOMEONE", TELL.replace("the manager", "someone")),
    *tell("ActorKind.SIDE", TELL.replace("the manager", "both sides")),
    *tell("ActorKind.PERSON", TELL.replace("the manager", "a named person")),
    *tell("ActorKind.LEAD", TELL.replace("the manager", "the lead")),
    *tell("ActorKind.MISSING", TELL.replace("the manager", "missing")),
    *tell("ActorKind.WORDS Actor.words", TELL.replace("the director", 'the director and "others"')),
    *tell("Duty.recipients", TELL.replace("the director", "the worker")),
    *at("one", "Duty.with_counterpart", 'the manager must "talk" with their counterpart'),
    *tell("Duty.words", TELL.replace('"it"', '"that"')),
    *tell("Limit.durations Duration.amount", TELL.replace("2 working", "9 working")),
    *tell("Limit.vague", TELL.replace("within 2 working days", ', timing "soon"')),
    *tell("Limit.missing", TELL.replace(" within 2 working days", ", timing missing")),
    *tell("Duty.limit", TELL.replace(" within 2 working days", "")),
    *tell("Start.ANSWER", f"{TELL} of the answer"),
    *tell("StartEvent.receiving", f"{TELL} of receiving reply"),
    *tell("Limit.backward", TELL.replace("within", "at least") + " before the meeting"),
    *tell("Limit.also", f"{TELL}, or 3 days as also written"),
    *tell("Unit.DAYS", TELL.replace("working days", "days")),
    *tell(
        "Duty.condition Literal.positive Condition.literals",
        f"when urgent, {TELL}",
        f"unless urgent, {TELL}",
    ),
    *tell("Duty.whenever", f"whenever harm, {TELL}"),
    *tell("Duty.outcomes Outcome.AGREED", f"if agreed, {TELL}"),
    *tell("Duty.instead", f"{TELL}\n  when urgent, the worker should tell the panel instead"),
    *tell(REFUSED, f"at any time, {TELL}"),
    *at("done", "Ending.duties", 'someone must record "it"'),
]
LIMITS = [
    *of_limit(
        "Limit.durations", "within 9 working days", "within the sooner of 1 day or 2 working days"
    ),
    *of_limit("Unit.HOURS", "within 2 hours"),
    *of_limit("Unit.MINUTES", "within 20 minutes"),
    *of_limit("Unit.WORKING_HOURS", "within 3 working hours"),
    *of_limit("Unit.SAME_WORKING_DAY", "within the same working day"),
    *of_limit("Unit.NEXT_WORKING_DAY", "within the next working day"),
    *of_limit("Unit.DAYS", "within 5 days"),
    *of_limit("Unit.CALENDAR_DAYS Unit.WORKING_DAYS Duration.unit", "within 5 calendar days"),
    *of_limit("Unit.WEEKS", "within 5 weeks"),
    *of_limit("Unit.MONTHS", "within 5 months"),
    *of_limit("Unit.SCHOOL_DAYS", "within 5 school days"),
    *of_limit("Limit.also", "within 5 working days, or 6 days as also written"),
    *of_limit("Limit.vague", 'timing "soon"'),
    *of_limit("Limit.missing", ", timing missing"),
    *of_limit("Start.PROCEDURE Start.DEFAULT", "within 5 working days of the start"),
    *of_limit("Start.STAGE", "within 5 working days of the start of one"),
    *of_limit("Start.MEETING", "within 5 working days of the meeting"),
    *of_limit("Start.NOTICE", "within 5 working days of the notice"),
    *of_limit("Start.ANSWER", "within 5 working days of the answer"),
    *of_limit("Start.DECISION", "within 5 working days of the decision"),
    *of_limit(
        "Start.EVENT Limit.starts StartEvent.kind StartEvent.name", "within 5 working days of reply"
    ),
    *of_limit("StartEvent.receiving", "within 5 working days of receiving reply"),
    *of_limit("Line.left_to_judgement", 'within 5 working days, left to judgement, because "so"'),
    *swap(
        "StageLimit.strength StageLimit.limit",
        f"must end {LIMIT}",
        f"should end {LIMIT}",
        f"may end {LIMIT}",
    ),
    *swap(
        "StageLimit.condition",
        f"this stage must end {LIMIT}",
        f"when urgent, this stage must end {LIMIT}",
    ),
    *at("one", "StageLimit.instead", "when urgent, this stage may end within 9 weeks instead"),
    *at("one", "Extension.duration", EXTEND),
    Variation("Extension.with_reasons", EXTEND, f"{EXTEND} with reasons", EXTEND),
    Variation("Extension.actor", EXTEND, EXTEND.replace("manager", "worker"), EXTEND),
    Variation("Extension.condition", EXTEND, f"when urgent, {EXTEND}", EXTEND),
    *at("one", "Clock.until", "clock stops from reply to reply"),
    *at("one", "Clock.event", "clock restarts on reply"),
]
MOVES = [
    *swap("Strength.SHOULD Strength.MUST", MOVE, MOVE.replace("must", "should")),
    *swap("Strength.MAY", MOVE, MOVE.replace("must", "may")),
    *swap("Strength.PLAIN", MOVE, "if not resolved, go to two"),
    *swap("Move.targets Target.name TargetKind.STAGE", MOVE, MOVE.replace("to two", "to board")),
    *swap("Move.targets", MOVE, MOVE.replace("go to two", "go to any later stage")),
    *swap("TargetKind.MISSING Target.kind", MOVE, MOVE.replace("to two", "to missing")),
    *swap("Move.hole", MOVE, "if not resolved, missing"),
    *swap("Silence.outcomes", MOVE, "if not resolved, not stated"),
    *swap("Trigger.OTHERWISE Move.trigger", MOVE, MOVE.replace("if not resolved", "otherwise")),
    *swap(
        "Outcome.NO_ANSWER Outcome.NOT_AGREED Move.outcomes Trigger.OUTCOME",
        MOVE,
        MOVE.replace("not resolved", "not agreed"),
    ),
    *swap("Move.condition", MOVE, MOVE.replace("resolved,", "resolved and urgent,")),
    *at("one", "Move.instead", "if not resolved and urgent, the case must go to board instead"),
    *at("one", "Move.strength", "if not resolved, the case may go to board"),
    *swap("Move.limit", MOVE, f"{MOVE} within 9 working days"),
    *swap("Move.at_most", MOVE, f"{MOVE}, at most twice"),
    *swap("Move.consultation", MOVE, f"{MOVE} after consulting the director"),
    *swap("Consultation.limit", MOVE, f"{MOVE} after consulting the director within 2 hours"),
    *swap("Consultation.actor", MOVE, f"{MOVE} after consulting missing within 2 hours"),
    *swap("Line.left_to_judgement", MOVE, f'{MOVE}, left to judgement, because "so"'),
    *(
        Variation(construct, MOVE, MOVE.replace("the case must go", f"{actor} must take the case"))
        for construct, actor in (
            ("Move.actor", "the worker"),
            ("Actor.side", "the worker of the other side"),
            ("ActorKind.SIDE", "both sides"),
            ("ActorKind.SOMEONE ActorKind.THE_CASE", "someone"),
            ("ActorKind.PERSON", "a named person"),
            ("ActorKind.MISSING", "missing"),
            ("ActorKind.NOT_STATED", "not stated"),
        )
    ),
    *swap("Strength.SHOULD", LANE, LANE.replace("harm, the case must", "harm, the case should")),
    *swap("Move.limit", LANE, LANE.replace("within the same working day", "")),
    *swap("Unit.HOURS", LANE, LANE.replace("the same working day", "2 hours")),
    *swap("Limit.vague", LANE, LANE.replace("within the same working day", ', timing "soon"')),
    *swap("Line.left_to_judgement", LANE, f'{LANE}, left to judgement, because "so"'),
    *swap("Start.EVENT", LANE, f"{LANE} of reply"),
    *swap("Move.consultation", LANE, f"{LANE} after consulting the director"),
    *at("one", "Move.at_any_time", "at any time, the case may go to board"),
    *at(
        "one",
        "AtomKind.OUT_OF_HOURS",
        "whenever harm and out of hours, the case must go to board within 2 hours",
    ),
]
TRACKED = (
    'stage visit "Visit", in inquiry\n  led by the worker\n  this stage must end within 1 day\n'
)
REST = [
    *at("end", "Stage.track", TRACKED),
    *swap("Stage.missing", 'stage two "Two"', 'stage two "Two", missing'),
    *at("one", "Waits.track", "waits for inquiry"),
    *at("one", "Waits.condition", "when urgent, waits for inquiry"),
    *at("end", "EndingKind.REFERRAL Ending.name", 'ending out "Out", by referral'),
    *swap("EndingKind.REFERRAL EndingKind.AGREEMENT", "by agreement", "by referral"),
    *swap("EndingKind.HAND_OVER Ending.kind", "by agreement", 'by hand-over to "another"'),
    *swap("EndingKind.WITHOUT_OUTCOME", "by agreement", "without outcome"),
    *at("end", "Assumption.words", 'assume "soon" means 2 days, because "so"'),
    *at("end", "Assumption.hours", 'assume the working day is 08:00 to 16:00, because "so"'),
    *at("end", "SetAside.phrase SetAside.because", 'set aside "an aim", because "so"'),
    *at("end", "Move.stage_wide", "at every stage\n  at any time, the case may go to done"),
    *swap(
        "AtomKind.WORDS",
        f"this stage must end {LIMIT}",
        f'when "it is odd", this stage must end {LIMIT}',
    ),
    *swap(
        "AtomKind.AGENCY",
        f"this stage must end {LIMIT}",
        f"when the other side is care, this stage must end {LIMIT}",
    ),
    *swap("Citation.heading", '"The board"', '"The board"   [Board]'),
    *at("one", REFUSED, EXTEND.replace("may", "must")),
    *at("one", REFUSED, 'the manager may extend by 1 day, left to judgement, because "so"'),
    *swap(REFUSED, LED, f'{LED}, left to judgement, because "so"'),
]
REVIEW = "the worker must answer"
ALIKE = [
    *swap("will", TELL, TELL.replace("must", "will")),
    *swap("will", MOVE, MOVE.replace("must", "will")),
    *swap("the next stage", MOVE, MOVE.replace("to two", "to the next stage")),
    *swap("not resolved", MOVE, MOVE.replace("not resolved", "not agreed or no answer")),
    Variation("timing not stated", REVIEW, f"{REVIEW}, timing not stated", REVIEW),
    Variation(
        "by the end of the next working day",
        f"{REVIEW} within the next working day",
        f"{REVIEW} by the end of the next working day",
        f"{REVIEW} within the next working day",
    ),
    *swap(
        "by the end of the same working day",
        LANE,
        LANE.replace("within the same", "by the end of the same"),
    ),
]
NEVER_SETTLED = {"Waits.track", "Waits.condition", "Role.agencies", "Clock.event"}
"""Of which no variation leaves all that the base promises decided."""
LATE = "when that-way, this stage may end within 9 weeks instead"
DIRECTED = "if no answer and urgent, the director must take the case to board instead"
ORED = "whenever harm and urgent, the case may go to done"
CHECKED = 'the manager must check "it", before moving on'
AGENCY = "when the other side is care, the manager must review"
PANEL = 'the manager must refer "it" to the panel'
POST = "the manager must review within 1 day of receiving reply"
LAST = 'the last lead must record "it"'
TITLES = [
    *swap("Procedure.title", '"Base"', '"Another"'),
    *swap("Fact.title", '"a child is at risk"', '"there is a risk"'),
    *swap("Role.title", '"Director"', '"Chair"'),
    *swap("Stage.title Stage.name", '"One"', '"First"'),
    *swap("Ending.title", '"Agreed"', '"All agree"'),
    Variation("Agency.title", '"Care"', '"Social care"', AGENCY),
    Variation("Body.title", '"Panel"', '"Court"', PANEL),
    Variation("Named.title", '"the reply"', '"the answer"', POST),
    Variation("Ending.to", "another policy", "a third", ended='by hand-over to "another policy"'),
    Variation("Condition.conjunction", "harm and urgent", "harm or urgent", ORED),
    Variation("AtomKind.DECLARED", "when urgent", "when harm", f"when urgent, {REVIEW}"),
    Variation(
        "Side.BOTH", "the manager must review", "both sides must review", "the manager must review"
    ),
    Variation("Outcome.JUSTIFIED", MOVE, f"{MOVE}\n  if justified, go to done", CHECKED),
    Variation(
        "Trigger.LANE", "at any time", "if no answer", "at any time, the case may go to board"
    ),
    Variation(
        "TargetKind.ENDING", "go to two\n", "go to done\n", "if agreed, the case may go to two"
    ),
    Variation(
        "Role.side Side.OTHER",
        '"Director", tier 3',
        '"Director", tier 3, on the other side',
        DIRECTED,
    ),
    *swap("EndingKind.DECISION", "by decision", "by agreement"),
    Variation("Citation.phrase", "# two", 'the manager must review   ["at once"]'),
    Variation("Reading.titles", '"or so"', '"or not"', LATE),
    Variation("Assumption.option", "# end\n", 'assume one-way, because "so"\n', LATE),
    *at("end", "Assumption.limit", 'assume "soon" means 2 days, because "so"'),
    *at("end", "Assumption.because", 'assume "soon" means 2 days, because "it is so"'),
    Variation("ActorKind.LAST_LEAD", "# done", LAST),
]
VARIATIONS = [*TITLES, *HEAD, *PEOPLE, *FACTS, *WHO, *DUTIES, *LIMITS, *MOVES, *REST]


@pytest.mark.parametrize(
    "variation", VARIATIONS, ids=lambda each: f"{each.construct}: {each.new[-60:]}"
)
def test_nothing_is_silent(variation: Variation) -> None:
    """A verdict, a part, a note, a finding, the picture or the JSON report changes, or it is
    refused; and where verdicts do, the table says so.
    """
    before, after = seen(variation.base), seen(variation.text)
    assert before is not None
    if variation.construct is REFUSED:
        assert after is None
        return
    assert after is not None
    assert after != before
    rows = [CONSTRUCTS[name] for name in variation.construct.split()]
    changed = {
        groups()[name]
        for name in before.verdicts
        if name in after.verdicts
        and (before.verdicts[name], before.parts[name]) != (after.verdicts[name], after.parts[name])
    }
    assert all(changed <= row.means | row.unknown for row in rows)


@pytest.mark.parametrize("variation", ALIKE, ids=lambda each: f"{each.construct}: {each.new[-60:]}")
def test_synonyms(variation: Variation) -> None:
    """Words that the table calls synonyms change nothing that is seen."""
    assert variation.construct in SYNONYMS
    assert seen(variation.text) == seen(variation.base)


def test_what_is_unknown_is_seen() -> None:
    """Each construct whose meaning is not settled makes some verdict unknown, as it is varied."""
    for variation in VARIATIONS:
        if variation.construct in NEVER_SETTLED:
            found = seen(variation.text)
            assert found is not None
            assert Verdict.UNKNOWN in found.verdicts.values(), variation


def test_no_row_is_without_a_variation() -> None:
    """Whatever is not told by what it belongs to is varied."""
    varied = {name for variation in VARIATIONS for name in variation.construct.split()}
    shown = {name for name, row in CONSTRUCTS.items() if row.shown is not Shown.APART}
    assert shown - varied == ONLY_WITH_OTHERS


ONLY_WITH_OTHERS = {
    "AtomKind.UNDERSTOOD_HARM",
    "Assumption.line",
    "Body.tier",
    "Line.citation",
    "SetAside.line",
}
"""No words of a text are these alone: what is understood, where a line stands, that it is cited."""
