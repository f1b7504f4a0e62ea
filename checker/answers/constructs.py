"""Every construct of the language beside every check: what a field of the model means for it.

A construct is a field of a Struct of the model (`Duty.limit`), or a member of one of its enums
(`Verb.CHECK`) where what the field holds matters. Checks stand in groups (`About`). For each group
a construct *means* something (`grammar/MEANING.md` says what), or its meaning is not settled yet,
and a verdict that turns on it is *unknown* (`checker.answers.unsettled`); for all others it is
*shown*: drawn, or told in the report, and no promise speaks of it.

A field that the model gains needs its row here; `grammar/MEANING.md` shows the table.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.procedure.model import Outcome, RequireKind

if TYPE_CHECKING:
    from collections.abc import Iterator


class About(Enum):
    """What a group of checks is about, each with the checks in it; a pattern of promises stands in
    the group that is called as what it is about.
    """

    PATHS = (
        "where cases go",
        "every-path-ends",
        "every-outcome-has-a-next-step",
        "silence-has-a-next-step",
        "no-endless-loop",
        "conditions-are-exclusive",
        "no-unreachable-stage",
    )
    DATES = (
        "dates",
        "limit-for-every-stage",
        "bounded-end",
        "limit-has-a-start",
        "extension-is-bounded",
        "out-of-hours-covered",
    )
    HARM = ("harm", "same-day-escalation", "harm-never-slower")
    TIMES = ("times over several stages", "stages-fit-the-total")
    RESPONSES = ("responses",)
    LEADS = ("who leads", "named-role")
    TEXT = ("the text", "nothing-dangling", "unit-is-clear")

    @property
    def words(self) -> str:
        """What it is called in the table."""
        return str(self.value[0])

    @property
    def checks(self) -> tuple[str | RequireKind, ...]:
        """The checks, by name, and the patterns of promises of a writer's own."""
        patterns = (kind for kind in RequireKind if kind.about.value == self.words)
        return (*self.value[1:], *patterns)


PATHS, DATES, HARM, TIMES = About.PATHS, About.DATES, About.HARM, About.TIMES
RESPONSES, LEADS, TEXT = About.RESPONSES, About.LEADS, About.TEXT


class Shown(Enum):
    """How a reader of a report meets a construct."""

    DRAWN = "drawn"
    NOTED = "noted"
    TOLD = "told in findings"
    COUNTED = "in the longest waits"
    JSON = "in the JSON report"
    APART = "by what it belongs to"


class Construct(Struct, frozen=True):
    """What a construct is to the groups of checks, and how it is shown."""

    shown: Shown
    means: frozenset[About] = frozenset()
    unknown: frozenset[About] = frozenset()


SYNONYMS = {
    "will": "must",
    "the next stage": "the stage that stands below",
    "not resolved": "not agreed or no answer",
    "timing not stated": "no limit",
    "by the end of the same working day": "within the same working day",
    "by the end of the next working day": "within the next working day",
}
"""Words that say what others say, with the others; the model tells no difference."""


def _row(shown: Shown, *means: About, unknown: tuple[About, ...] = ()) -> Construct:
    return Construct(shown, frozenset(means), frozenset(unknown))


def _rows(owner: str, rows: dict[str, Construct]) -> Iterator[tuple[str, Construct]]:
    """The rows of a Struct or an enum; names that share a row stand beside each other."""
    for names, construct in rows.items():
        yield from ((f"{owner}.{name}", construct) for name in names.split())


DRAWN, NOTED, TOLD = Shown.DRAWN, Shown.NOTED, Shown.TOLD
APART = _row(Shown.APART)
_TIMED = (DATES, HARM, TIMES, RESPONSES)
_CASES = (PATHS, *_TIMED)
_ALL = (*_CASES, LEADS, TEXT)
CASES = _row(DRAWN, *_CASES)
LIMITS = _row(DRAWN, *_CASES, TEXT)
BINDING = _row(DRAWN, *_CASES, TEXT)

_CONDITIONS = {
    "Atom": {"name kind": APART},
    "AtomKind": {
        "DECLARED WORDS AGENCY OUT_OF_HOURS": _row(DRAWN, *_ALL),
        "UNDERSTOOD_HARM": _row(TOLD, HARM),
    },
    "Literal": {"atom positive": _row(DRAWN, *_ALL)},
    "Condition": {"literals conjunction": _row(DRAWN, *_ALL)},
    "Fact": {
        "own kind options": _row(NOTED, *_ALL),
        "title": _row(DRAWN),
        "line": APART,
        "kind_stated": _row(NOTED),
        "harm": _row(NOTED, HARM, unknown=(HARM,)),
    },
    "FactKind": {"FIXED ARISES CHANGES": _row(NOTED, *_ALL)},
    "Reading": {"name options": _row(NOTED, *_ALL), "titles": _row(TOLD), "line": APART},
}
_STARTS = _row(DRAWN, *_TIMED, TEXT, unknown=(PATHS, TIMES))
_LIMITS = {
    "Duration": {"amount unit": LIMITS},
    "Unit": {
        "MINUTES HOURS WORKING_HOURS": _row(DRAWN, *_CASES, TEXT, unknown=(HARM,)),
        "WORKING_DAYS DAYS CALENDAR_DAYS WEEKS MONTHS": LIMITS,
        "SAME_WORKING_DAY NEXT_WORKING_DAY": LIMITS,
        "SCHOOL_DAYS": _row(DRAWN, *_CASES, TEXT, unknown=(TIMES, RESPONSES, PATHS)),
    },
    "StartEvent": {
        "kind name": _STARTS,
        "receiving": _STARTS,
    },
    "Start": {
        "DEFAULT PROCEDURE": LIMITS,
        "STAGE MEETING NOTICE ANSWER DECISION EVENT": _STARTS,
    },
    "Limit": {
        "durations backward": LIMITS,
        "vague missing also": LIMITS,
        "starts": _STARTS,
    },
}
_LINES = {
    "Citation": {"heading phrase": _row(TOLD)},
    "Line": {
        "number text span": APART,
        "citation": _row(TOLD),
        "documents": _row(DRAWN, *_CASES),
        "left_to_judgement": _row(NOTED, unknown=_ALL),
    },
    "Strength": {"MUST SHOULD MAY PLAIN": _row(DRAWN, *_CASES, TEXT)},
}
_ABSENT = _ALL
"""Whoever may not be there to act or to lead: what that means is settled for no check."""
_PEOPLE = {
    "Actor": {
        "kind name": _row(DRAWN, HARM, RESPONSES, LEADS, TEXT, unknown=_ABSENT),
        "side": _row(DRAWN, LEADS, RESPONSES, unknown=_ABSENT),
        "each possessive": _row(DRAWN, RESPONSES),
        "words": _row(DRAWN),
    },
    "ActorKind": {
        "ROLE BODY": _row(DRAWN, HARM, LEADS, RESPONSES, TEXT, unknown=_ABSENT),
        "LEAD SIDE": _row(DRAWN, RESPONSES, unknown=_ABSENT),
        "MISSING": _row(DRAWN, HARM, LEADS, RESPONSES, TEXT, unknown=_ABSENT),
        "NOT_STATED PERSON": _row(DRAWN, HARM, LEADS, RESPONSES, TEXT),
        "LAST_LEAD SOMEONE THE_CASE": _row(DRAWN, RESPONSES),
        "WORDS": _row(DRAWN),
    },
    "Side": {"RAISING OTHER BOTH UNSTATED": _row(DRAWN, LEADS, RESPONSES, unknown=_ABSENT)},
    "Holder": {
        "line": APART,
        "agency titles": _row(NOTED, HARM, LEADS, TEXT, unknown=_ABSENT),
        "person not_stated": _row(NOTED),
        "missing": _row(DRAWN, TEXT, unknown=_ABSENT),
        "acts same_as": _row(NOTED, LEADS, unknown=_ABSENT),
    },
    "Role": {
        "name": _row(NOTED, HARM, LEADS, RESPONSES, TEXT),
        "title": _row(DRAWN),
        "line": APART,
        "tier tier_stated": _row(NOTED, HARM),
        "side": _row(DRAWN, LEADS, unknown=_ABSENT),
        "unclear": _row(NOTED, unknown=_ABSENT),
        "agencies": _row(NOTED, unknown=_ABSENT),
        "independent never_same_as": _row(NOTED, unknown=(LEADS,)),
        "holders": _row(NOTED, HARM, LEADS, TEXT, unknown=_ABSENT),
        "deputies": _row(NOTED, HARM, LEADS, TEXT),
    },
    "Agency": {"name": _row(NOTED, *_ALL), "title": _row(DRAWN), "line": APART},
    "Body": {
        "name": _row(NOTED, HARM, LEADS),
        "title": _row(DRAWN),
        "line": APART,
        "tier": _row(NOTED, HARM),
    },
    "Named": {
        "name": _row(NOTED, DATES, RESPONSES),
        "title": _row(DRAWN),
        "line": APART,
        "missing": _row(DRAWN, *_CASES, TEXT),
    },
}
_PROCEDURES = {
    "Entry": {
        "line": APART,
        "target condition": _row(DRAWN, *_CASES, unknown=(HARM, PATHS)),
    },
    "Assumption": {
        "line because": _row(TOLD),
        "words limit": _row(NOTED, *_TIMED),
        "option": _row(TOLD, *_ALL),
        "hours": _row(NOTED, *_TIMED),
    },
    "SetAside": {"line phrase because": _row(Shown.JSON)},
    "Require": {
        "line kind places condition trigger outcomes limit times what fact excepted "
        "moves_on duty": APART,
    },
    "Closure": {"first last": _row(Shown.COUNTED, *_TIMED), "words line": APART},
    "Header": {
        "published_by version last_updated": _row(DRAWN),
        "review_due source scope": _row(Shown.JSON),
        "nation": _row(NOTED, *_TIMED),
        "working_day": _row(NOTED, *_TIMED),
        "closures": _row(Shown.COUNTED, *_TIMED),
    },
    "Procedure": {
        "name path line": APART,
        "title": _row(DRAWN),
        "header agencies bodies roles facts readings events documents tracks stages endings "
        "totals assumptions set_aside requires": APART,
        "start start_line start_not_stated entries": CASES,
    },
}
_SLOTS = _row(DRAWN, HARM, LEADS, TEXT, unknown=_ABSENT)
_STAGES = {
    "Who": {
        "line": APART,
        "slot": _row(DRAWN, *_ALL),
        "actors condition instead": _SLOTS,
        "counterpart": _row(DRAWN, TEXT),
    },
    "Slot": {
        "LED CHAIRED MEDIATED": _SLOTS,
        "DECIDED": _row(DRAWN, *_ALL),
        "ATTENDED": _row(DRAWN, TEXT),
    },
    "Outcome": {" ".join(Outcome.__members__): _row(DRAWN, *_CASES, TEXT)},
    "StageLimit": {"line": APART, "strength limit condition instead": LIMITS},
    "TotalLimit": {
        "line": APART,
        "strength limit stages whole_procedure condition": LIMITS,
    },
    "Verb": {
        "CHECK": _row(DRAWN, *_CASES, TEXT),
        "DECIDE": _row(DRAWN, *_ALL),
        "RECORD": _row(DRAWN, RESPONSES, TEXT),
        "CONVENE MEET TELL SEND": _row(DRAWN, DATES, HARM, TIMES, RESPONSES, TEXT),
        "START": _row(DRAWN, PATHS, RESPONSES, unknown=_ALL),
        "ACKNOWLEDGE ANSWER ASK CONSULT REFER REVIEW OWN": _row(DRAWN, RESPONSES, TEXT),
    },
    "Duty": {
        "line": APART,
        "actor": _row(DRAWN, RESPONSES, TEXT, unknown=_ABSENT),
        "strength verb condition instead": _row(DRAWN, *_ALL),
        "words recipients": _row(DRAWN, RESPONSES, TEXT),
        "with_counterpart in_writing": _row(DRAWN),
        "outcomes": _row(DRAWN, *_CASES, TEXT),
        "limit": _row(DRAWN, DATES, RESPONSES, TEXT),
        "holds_up": _row(DRAWN, *_CASES, TEXT, unknown=_TIMED),
        "also": _row(DRAWN, *_ALL),
        "track": _row(DRAWN, PATHS, unknown=_ALL),
        "whenever": _row(DRAWN, RESPONSES, unknown=_CASES),
        "thing_missing form_missing": _row(TOLD, TEXT),
    },
    "Extension": {
        "line": APART,
        "actor with_reasons": _row(DRAWN),
        "duration condition": _row(DRAWN, DATES, HARM, TIMES, PATHS, unknown=(TIMES,)),
    },
    "Clock": {"line": APART, "event until": _row(DRAWN, *_CASES, unknown=(TIMES,))},
    "TargetKind": {"STAGE ENDING MISSING": _row(DRAWN, *_ALL)},
    "Target": {"kind name": _row(DRAWN, *_ALL)},
    "Consultation": {
        "actor": _row(DRAWN, TEXT, unknown=_ABSENT),
        "limit": _row(DRAWN, *_CASES, TEXT, unknown=(TIMES,)),
    },
    "Trigger": {"OUTCOME OTHERWISE LANE": _row(DRAWN, *_ALL)},
    "Move": {
        "line": APART,
        "trigger targets outcomes hole": _row(DRAWN, *_ALL),
        "strength condition instead": _row(DRAWN, *_CASES, TEXT),
        "actor": _row(DRAWN, TEXT, unknown=_ABSENT),
        "at_any_time stage_wide": _row(DRAWN),
        "limit": _row(DRAWN, *_CASES, TEXT, unknown=(HARM, TIMES)),
        "at_most": _row(DRAWN, *_CASES, TEXT),
        "consultation": _row(DRAWN, *_CASES, TEXT, unknown=(HARM, TIMES)),
    },
    "Silence": {"line": APART, "outcomes": _row(DRAWN, *_CASES, TEXT)},
    "Quorum": {"line": APART, "number words condition": _row(DRAWN)},
    "Waits": {"line": APART, "track condition": _row(DRAWN, TEXT, unknown=_CASES)},
    "Stage": {
        "name": _row(DRAWN, *_ALL),
        "title": _row(DRAWN),
        "line": APART,
        "track": _row(NOTED, *_ALL, unknown=_ALL),
        "missing board": _row(DRAWN, *_ALL),
        "who duties limits moves silences extensions clocks quorums waits": APART,
    },
    "EndingKind": {"AGREEMENT DECISION REFERRAL HAND_OVER WITHOUT_OUTCOME": CASES},
    "Ending": {
        "name": _row(NOTED, *_CASES),
        "title to": _row(DRAWN),
        "kind": CASES,
        "line": APART,
        "duties": _row(DRAWN, RESPONSES, TEXT),
    },
}

CONSTRUCTS: dict[str, Construct] = {
    name: construct
    for module in (_CONDITIONS, _LIMITS, _LINES, _PEOPLE, _PROCEDURES, _STAGES)
    for owner, rows in module.items()
    for name, construct in _rows(owner, rows)
}
"""Every field and every member of the model, by its name, in the order of the model's modules."""


def as_markdown() -> str:
    """The table as `grammar/MEANING.md` shows it: constructs that share a row stand together."""
    lines = ["| construct | means something for | unknown for | shown |", "|---|---|---|---|"]
    for module in (_CONDITIONS, _LIMITS, _LINES, _PEOPLE, _PROCEDURES, _STAGES):
        for owner, rows in module.items():
            for names, construct in rows.items():
                if construct is not APART:
                    fields = ", ".join(f"`{name}`" for name in names.split())
                    means, unknown = _groups(construct.means), _groups(construct.unknown)
                    lines.append(
                        f"| {owner}: {fields} | {means} | {unknown} | {construct.shown.value} |"
                    )
    return "\n".join(lines) + "\n"


def _groups(groups: frozenset[About]) -> str:
    if len(groups) == len(About):
        return "all"
    return ", ".join(group.words for group in About if group in groups) or "none"
