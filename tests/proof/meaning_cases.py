"""Small procedures with the verdict that each must get: they settle what the definition means."""

from __future__ import annotations

from textwrap import indent

from msgspec import Struct

from checker.answers.verdict import Promise, Verdict

_HEAD = """\
procedure case-{number} "case"
{start}
{declared}
role worker "Worker", tier 1, on each side
role manager "Manager", tier 2, on each side
role chair "Chair of the board", tier 3
body committee "Committee"
"""
_LED = "led by the worker of the raising side, with their counterpart\n"
_TAIL = """\
stage board "The board"
  led by the chair
  this stage is the board's
ending done "Agreed", by agreement
"""

TWO = 'stage two "Two"\n'
RULED = 'ending ruled "Decided", by decision\n'
LIMBO = 'ending limbo "Limbo", without outcome\n'
OUT = 'ending out "Out", by hand-over to "another procedure"\n'

DAY = "this stage must end within 1 working day"
AGREED = "if agreed, go to done"
UNRESOLVED = "if not resolved, the case must go to board"
TO_TWO = "if not resolved, the case must go to two"
CHECK = 'the manager must check "it is justified", before moving on'
HARM = 'fact harm "a child is at risk of harm", can arise, is harm\n'
RISK = 'fact risk "there is a risk", {}\n'
LANE = "whenever harm, the case must go to board within the same working day"
SAME_DAY = "this stage must end within the same working day"
READING = 'reading r, either {} "one way to read it" or {} "another"\n'


class Case(Struct, frozen=True):
    """A procedure and its verdict.

    `one`: the lines of stage one. `rests_on`: the lines that the verdict rests on, all parts taken
    together, a standing line as `standing STAGE`; None: not told. `not_on`: lines it does not.
    """

    number: str
    verdict: Verdict
    one: tuple[str, ...]
    others: str = ""
    rests_on: tuple[str, ...] | None = None
    not_on: tuple[str, ...] = ()
    start: str = "start at one"
    declared: str = ""
    led: str = _LED

    @property
    def promise(self) -> Promise:
        """Cases from 40 are about harm, from 60 about the lead."""
        number = int(self.number.rstrip("abc"))
        if number < 40:
            return Promise.EVERY_PATH_ENDS
        return Promise.SAME_DAY_ESCALATION if number < 60 else Promise.NAMED_ROLE

    @property
    def text(self) -> str:
        """The whole procedure."""
        head = _HEAD.format(
            number=self.number, start=indent(self.start, "  "), declared=self.declared
        )
        lines = indent(self.led + "".join(f"{line}\n" for line in self.one), "  ")
        return f'{head}stage one "One"\n{lines}{self.others}{_TAIL}'


def two(*lines: str, led: str = "led by the manager of the raising side") -> str:
    """Stage two with these lines."""
    return TWO + indent("\n".join((led, *lines)) + "\n", "  ")


_GUIDED_DAY = DAY.replace("must", "should")
_SHOULD = UNRESOLVED.replace("must", "should")
_ALWAYS_BACK = "if not resolved, the case must go to one"
_DECIDE = 'the manager must decide "it"'
_DECIDED = "if decided, go to ruled"

ENDS = (
    Case("1", Verdict.PROVED, (DAY, AGREED, UNRESOLVED), rests_on=(DAY, AGREED, UNRESOLVED)),
    Case(
        "2",
        Verdict.PROVED_IF_GUIDED,
        (_GUIDED_DAY, AGREED, UNRESOLVED),
        rests_on=(_GUIDED_DAY, AGREED, UNRESOLVED),
    ),
    Case(
        "3",
        Verdict.PROVED_IF_ASSUMED,
        (AGREED, UNRESOLVED),
        rests_on=("standing one", AGREED, UNRESOLVED),
    ),
    Case(
        "4",
        Verdict.PROVED_IF_ASSUMED_AND_GUIDED,
        (AGREED, _SHOULD),
        rests_on=("standing one", AGREED, _SHOULD),
    ),
    Case(
        "5",
        Verdict.PROVED_IF_ASSUMED,
        (_GUIDED_DAY, AGREED, TO_TWO),
        two(AGREED, UNRESOLVED),
        rests_on=("standing one", "standing two", AGREED, TO_TWO, UNRESOLVED),
    ),
    Case("6", Verdict.REFUTED, (DAY, AGREED, "if not agreed, the case must go to board")),
    Case(
        "7",
        Verdict.REFUTED,
        (DAY, AGREED, "if not agreed, the case must go to board", "if no answer, not stated"),
    ),
    Case(
        "8",
        Verdict.OPEN,
        (DAY, AGREED, "if not agreed, the case must go to board", "if no answer, missing"),
    ),
    Case(
        "9",
        Verdict.PROVED_IF_ASSUMED,
        ("this stage must end, timing missing", AGREED, UNRESOLVED),
        rests_on=("standing one", AGREED, UNRESOLVED),
    ),
    Case(
        "10",
        Verdict.PROVED,
        ('this stage must end, timing "promptly"', AGREED, UNRESOLVED),
        rests_on=('this stage must end, timing "promptly"', AGREED, UNRESOLVED),
    ),
    Case("11", Verdict.REFUTED, (DAY, AGREED, UNRESOLVED.replace("must", "may"))),
    Case(
        "12",
        Verdict.REFUTED,
        (DAY, AGREED, UNRESOLVED, "if not resolved, the manager may take the case to limbo"),
        LIMBO,
    ),
    Case("13", Verdict.REFUTED, (DAY, AGREED, TO_TWO), two(DAY, AGREED, _ALWAYS_BACK)),
    Case(
        "14",
        Verdict.PROVED,
        (DAY, AGREED, TO_TWO),
        two(DAY, AGREED, f"{_ALWAYS_BACK}, at most twice", "otherwise, the case must go to board"),
        rests_on=(
            DAY,
            AGREED,
            TO_TWO,
            f"{_ALWAYS_BACK}, at most twice",
            "otherwise, the case must go to board",
        ),
    ),
    Case("15", Verdict.REFUTED, (DAY, CHECK, AGREED, UNRESOLVED)),
    Case(
        "16",
        Verdict.PROVED,
        (DAY, CHECK, AGREED, "otherwise, the case must go to board"),
        rests_on=(DAY, AGREED, "otherwise, the case must go to board"),
        not_on=(CHECK,),
    ),
    Case(
        "17",
        Verdict.PROVED,
        (DAY, CHECK, AGREED, UNRESOLVED, "if not justified, go to done"),
        rests_on=(DAY, CHECK, AGREED, UNRESOLVED, "if not justified, go to done"),
    ),
    Case(
        "18",
        Verdict.PROVED_IF_GUIDED,
        (
            DAY,
            CHECK.replace("must", "should"),
            AGREED,
            UNRESOLVED,
            "if not justified, go to done",
        ),
        rests_on=(
            DAY,
            CHECK.replace("must", "should"),
            AGREED,
            UNRESOLVED,
            "if not justified, go to done",
        ),
    ),
    Case(
        "19",
        Verdict.PROVED_IF_ASSUMED,
        (f"unless risk, {DAY}", "whenever risk, the case must go to board", AGREED, UNRESOLVED),
        declared=RISK.format("can change"),
        rests_on=("standing one", AGREED, UNRESOLVED),
    ),
    Case(
        "20",
        Verdict.PROVED,
        (f"unless risk, {DAY}", "whenever risk, the case must go to board", AGREED, UNRESOLVED),
        declared=RISK.format("can arise"),
        rests_on=(
            f"unless risk, {DAY}",
            "whenever risk, the case must go to board",
            AGREED,
            UNRESOLVED,
        ),
    ),
    Case("21", Verdict.PROVED, (_DECIDE, DAY, _DECIDED), RULED, rests_on=(_DECIDE, DAY, _DECIDED)),
    Case(
        "22",
        Verdict.PROVED_IF_GUIDED,
        (_DECIDE.replace("must", "should"), DAY, _DECIDED),
        RULED,
        rests_on=(_DECIDE.replace("must", "should"), DAY, _DECIDED),
    ),
    Case(
        "23",
        Verdict.PROVED_IF_ASSUMED,
        (_DECIDE, _DECIDED),
        RULED,
        rests_on=("standing one", _DECIDE, _DECIDED),
    ),
    Case("24", Verdict.REFUTED, (DAY, "if agreed, go to limbo", UNRESOLVED), LIMBO),
    Case("25", Verdict.OPEN, (DAY, "if agreed, go to out", UNRESOLVED), OUT),
    Case(
        "26",
        Verdict.PROVED_IF_ASSUMED,
        (DAY, "if agreed, go to board", UNRESOLVED),
        rests_on=(DAY, "if agreed, go to board", UNRESOLVED),
    ),
    Case("27", Verdict.OPEN, (DAY, AGREED, TO_TWO), 'stage two "Two", missing\n'),
    Case(
        "28",
        Verdict.PROVED,
        ("when each, this stage must end within 5 days", AGREED, UNRESOLVED),
        "when total, stages one to one must end within 5 days\n",
        declared=READING.format("each", "total"),
        rests_on=(
            "when each, this stage must end within 5 days",
            "when total, stages one to one must end within 5 days",
            AGREED,
            UNRESOLVED,
        ),
    ),
    Case(
        "29",
        Verdict.REFUTED,
        (DAY, AGREED, "if not resolved and a, the case must go to two"),
        two(DAY, AGREED, "if not resolved and b, the case must go to board"),
        declared=READING.format("a", "b"),
    ),
    Case(
        "30",
        Verdict.PROVED_IF_ASSUMED,
        ("when each, this stage must end within 5 days", AGREED, UNRESOLVED),
        'assume each, because "confirmed"\n',
        declared=READING.format("each", "total"),
        rests_on=(
            'assume each, because "confirmed"',
            "when each, this stage must end within 5 days",
            AGREED,
            UNRESOLVED,
        ),
    ),
    Case(
        "31",
        Verdict.PROVED_IF_ASSUMED,
        ('the worker must record "it" within 2 days', AGREED, UNRESOLVED),
        rests_on=("standing one", AGREED, UNRESOLVED),
    ),
    Case(
        "32",
        Verdict.REFUTED,
        (DAY, AGREED, UNRESOLVED),
        'stage three "Three"\n  led by the manager of the raising side\n',
        start="start at not stated",
    ),
)

_CONSULT = "after consulting their manager"
_BACK = "if not resolved, the worker may take the case to zero"
_ZERO = """\
stage zero "Zero"
  led by the assistant of the raising side
  if not resolved, the case must go to board
"""
_LANE_TO_TWO = "whenever harm, the case must go to two within the same working day"
_WORKERS = "led by the worker of the raising side"

HARMS = (
    Case("40", Verdict.PROVED, (LANE,), declared=HARM, rests_on=(LANE,)),
    Case(
        "41",
        Verdict.PROVED_IF_GUIDED,
        (LANE.replace("must", "should"),),
        declared=HARM,
        rests_on=(LANE.replace("must", "should"),),
    ),
    Case("42", Verdict.REFUTED, ()),
    Case(
        "43",
        Verdict.OPEN,
        ('whenever harm, the case must go to board, timing "quickly"',),
        declared=HARM,
    ),
    Case("44", Verdict.REFUTED, ("whenever harm, the case must go to board",), declared=HARM),
    Case(
        "45",
        Verdict.PROVED,
        (_LANE_TO_TWO,),
        two(LANE, led=_WORKERS),
        declared=HARM,
        rests_on=(_LANE_TO_TWO, LANE),
    ),
    Case("46", Verdict.REFUTED, (_LANE_TO_TWO,), two(led=_WORKERS), declared=HARM),
    Case("47", Verdict.REFUTED, (_LANE_TO_TWO,), two(UNRESOLVED), declared=HARM),
    Case("48", Verdict.REFUTED, (f"{LANE}, {_CONSULT}",), declared=HARM),
    Case("49", Verdict.REFUTED, (f"{LANE}, {_CONSULT} within 1 hour",), declared=HARM),
    Case("50", Verdict.OPEN, (f'{LANE}, {_CONSULT}, timing "quickly"',), declared=HARM),
    Case("51", Verdict.PROVED, (LANE, CHECK), declared=HARM, rests_on=(LANE,), not_on=(CHECK,)),
    Case(
        "52",
        Verdict.PROVED,
        (SAME_DAY, AGREED, UNRESOLVED),
        declared=HARM,
        rests_on=(SAME_DAY, AGREED, UNRESOLVED),
    ),
    Case(
        "53",
        Verdict.REFUTED,
        (SAME_DAY, AGREED, UNRESOLVED, _BACK),
        _ZERO,
        declared=HARM + 'role assistant "Assistant", tier 0, on each side\n',
    ),
    Case("54", Verdict.VACUOUS, (LANE,), declared=HARM, start="start at board"),
    Case(
        "55",
        Verdict.PROVED,
        (LANE,),
        declared=HARM.replace("can arise", "can change"),
        rests_on=(LANE,),
    ),
    Case("56", Verdict.REFUTED, (LANE, "if agreed, go to limbo"), LIMBO, declared=HARM),
    Case("57", Verdict.REFUTED, ('this stage must end, timing "promptly"',), declared=HARM),
    Case(
        "58",
        Verdict.PROVED,
        (
            'this stage must end within the sooner of the same working day or "a safe time"',
            AGREED,
            UNRESOLVED,
        ),
        declared=HARM,
        rests_on=(
            'this stage must end within the sooner of the same working day or "a safe time"',
            AGREED,
            UNRESOLVED,
        ),
    ),
)

_URGENT = 'fact urgent "it is urgent", fixed\n'
_KIND = 'fact kind "Kind", either a or b, fixed\n'

LEADS = (
    Case("60", Verdict.PROVED, (), led="led by the worker of the raising side\n"),
    Case("61", Verdict.REFUTED, (), led="led by the committee\n"),
    Case("62", Verdict.REFUTED, (), led="led by a named person\n"),
    Case("63a", Verdict.REFUTED, (DAY,), led=""),
    Case("63b", Verdict.REFUTED, (), led="led by not stated\n"),
    Case("64a", Verdict.OPEN, (), led="led by missing\n"),
    Case("64b", Verdict.OPEN, (), 'stage two "Two", missing\n'),
    Case("65", Verdict.PROVED, (), led="chaired by the manager\n"),
    Case(
        "66",
        Verdict.REFUTED,
        (),
        declared=_URGENT,
        led="when urgent, led by the manager of the raising side\n",
    ),
    Case(
        "67",
        Verdict.PROVED,
        (),
        declared=_KIND,
        led="when a, led by the manager of the raising side\nwhen b, led by the chair\n",
    ),
    Case("68", Verdict.REFUTED, (), led="attended by both sides\n"),
    Case("69", Verdict.PROVED, (), led="led by the committee\ndecided by the chair\n"),
)

CASES = ENDS + HARMS + LEADS
