"""Small procedures with the verdict that each must get: they settle what the definition means."""

from __future__ import annotations

from textwrap import indent

from msgspec import Struct
from msgspec.structs import replace

from checker.answers.verdict import Promise, Verdict

_HEAD = """\
procedure small "Small"
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
    """A procedure and its verdict, on `every-path-ends` where nothing else is said.

    `one`: the lines of stage one. `rests_on`: the lines that the verdict rests on, all parts taken
    together, a standing line as `standing STAGE`; None: not told. `not_on`: lines it does not.
    """

    says: str
    verdict: Verdict
    one: tuple[str, ...]
    others: str = ""
    rests_on: tuple[str, ...] | None = None
    not_on: tuple[str, ...] = ()
    start: str = "start at one"
    declared: str = ""
    led: str = _LED
    promise: Promise = Promise.EVERY_PATH_ENDS

    @property
    def text(self) -> str:
        """The whole procedure."""
        head = _HEAD.format(start=indent(self.start, "  "), declared=self.declared)
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
    Case(
        "a limit and a way on for all that is not agreed",
        Verdict.PROVED,
        (DAY, AGREED, UNRESOLVED),
        rests_on=(DAY, AGREED, UNRESOLVED),
    ),
    Case(
        "the limit is guidance",
        Verdict.PROVED_IF_GUIDED,
        (_GUIDED_DAY, AGREED, UNRESOLVED),
        rests_on=(_GUIDED_DAY, AGREED, UNRESOLVED),
    ),
    Case(
        "no limit: somebody has to call time",
        Verdict.PROVED_IF_ASSUMED,
        (AGREED, UNRESOLVED),
        rests_on=("standing one", AGREED, UNRESOLVED),
    ),
    Case(
        "no limit, and the way on is guidance",
        Verdict.PROVED_IF_ASSUMED_AND_GUIDED,
        (AGREED, _SHOULD),
        rests_on=("standing one", AGREED, _SHOULD),
    ),
    Case(
        "a limit that is guidance is not needed where time is called",
        Verdict.PROVED_IF_ASSUMED,
        (_GUIDED_DAY, AGREED, TO_TWO),
        two(AGREED, UNRESOLVED),
        rests_on=("standing one", "standing two", AGREED, TO_TWO, UNRESOLVED),
    ),
    Case(
        "nothing follows no answer",
        Verdict.REFUTED,
        (DAY, AGREED, "if not agreed, the case must go to board"),
    ),
    Case(
        "what follows no answer is not stated",
        Verdict.REFUTED,
        (DAY, AGREED, "if not agreed, the case must go to board", "if no answer, not stated"),
    ),
    Case(
        "what follows no answer is missing",
        Verdict.OPEN,
        (DAY, AGREED, "if not agreed, the case must go to board", "if no answer, missing"),
    ),
    Case(
        "a missing limit is no limit under its bad reading",
        Verdict.PROVED_IF_ASSUMED,
        ("this stage must end, timing missing", AGREED, UNRESOLVED),
        rests_on=("standing one", AGREED, UNRESOLVED),
    ),
    Case(
        "a vague limit ends a wait in the end",
        Verdict.PROVED,
        ('this stage must end, timing "promptly"', AGREED, UNRESOLVED),
        rests_on=('this stage must end, timing "promptly"', AGREED, UNRESOLVED),
    ),
    Case(
        "the way on is a permission",
        Verdict.REFUTED,
        (DAY, AGREED, UNRESOLVED.replace("must", "may")),
    ),
    Case(
        "a permission leads to an ending without outcome",
        Verdict.REFUTED,
        (DAY, AGREED, UNRESOLVED, "if not resolved, the manager may take the case to limbo"),
        LIMBO,
    ),
    Case(
        "two stages send a case back and forth",
        Verdict.REFUTED,
        (DAY, AGREED, TO_TWO),
        two(DAY, AGREED, _ALWAYS_BACK),
    ),
    Case(
        "back at most twice, and onwards otherwise",
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
    Case(
        "a check may find the matter not justified",
        Verdict.REFUTED,
        (DAY, CHECK, AGREED, UNRESOLVED),
    ),
    Case(
        "what is left over goes to the board, whatever a check finds",
        Verdict.PROVED,
        (DAY, CHECK, AGREED, "otherwise, the case must go to board"),
        rests_on=(DAY, AGREED, "otherwise, the case must go to board"),
        not_on=(CHECK,),
    ),
    Case(
        "not justified has a way on of its own",
        Verdict.PROVED,
        (DAY, CHECK, AGREED, UNRESOLVED, "if not justified, go to done"),
        rests_on=(DAY, CHECK, AGREED, UNRESOLVED, "if not justified, go to done"),
    ),
    Case(
        "the check is guidance",
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
        "a limit that a fact switches off and on",
        Verdict.PROVED_IF_ASSUMED,
        (f"unless risk, {DAY}", "whenever risk, the case must go to board", AGREED, UNRESOLVED),
        declared=RISK.format("can change"),
        rests_on=("standing one", AGREED, UNRESOLVED),
    ),
    Case(
        "a limit that a fact switches off for good, and a lane",
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
    Case(
        "somebody must decide",
        Verdict.PROVED,
        (_DECIDE, DAY, _DECIDED),
        RULED,
        rests_on=(_DECIDE, DAY, _DECIDED),
    ),
    Case(
        "somebody should decide",
        Verdict.PROVED_IF_GUIDED,
        (_DECIDE.replace("must", "should"), DAY, _DECIDED),
        RULED,
        rests_on=(_DECIDE.replace("must", "should"), DAY, _DECIDED),
    ),
    Case(
        "somebody must decide, with no limit",
        Verdict.PROVED_IF_ASSUMED,
        (_DECIDE, _DECIDED),
        RULED,
        rests_on=("standing one", _DECIDE, _DECIDED),
    ),
    Case(
        "an ending without outcome is none",
        Verdict.REFUTED,
        (DAY, "if agreed, go to limbo", UNRESOLVED),
        LIMBO,
    ),
    Case("a hand-over may be an end", Verdict.OPEN, (DAY, "if agreed, go to out", UNRESOLVED), OUT),
    Case(
        "a plain move to a stage is an assumption",
        Verdict.PROVED_IF_ASSUMED,
        (DAY, "if agreed, go to board", UNRESOLVED),
        rests_on=(DAY, "if agreed, go to board", UNRESOLVED),
    ),
    Case(
        "a stage that is never described",
        Verdict.OPEN,
        (DAY, AGREED, TO_TWO),
        'stage two "Two", missing\n',
    ),
    Case(
        "each reading has a limit",
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
        "two readings, each without a way on in one stage",
        Verdict.REFUTED,
        (DAY, AGREED, "if not resolved and a, the case must go to two"),
        two(DAY, AGREED, "if not resolved and b, the case must go to board"),
        declared=READING.format("a", "b"),
    ),
    Case(
        "a reading is assumed",
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
        "a limit on a duty ends no wait",
        Verdict.PROVED_IF_ASSUMED,
        ('the worker must record "it" within 2 days', AGREED, UNRESOLVED),
        rests_on=("standing one", AGREED, UNRESOLVED),
    ),
    Case(
        "any stage may be the first",
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
    Case(
        "a lane for harm within the same working day",
        Verdict.PROVED,
        (LANE,),
        declared=HARM,
        rests_on=(LANE,),
    ),
    Case(
        "the lane is guidance",
        Verdict.PROVED_IF_GUIDED,
        (LANE.replace("must", "should"),),
        declared=HARM,
        rests_on=(LANE.replace("must", "should"),),
    ),
    Case("no lane", Verdict.REFUTED, ()),
    Case(
        "the lane's limit is vague",
        Verdict.OPEN,
        ('whenever harm, the case must go to board, timing "quickly"',),
        declared=HARM,
    ),
    Case(
        "the lane has no limit",
        Verdict.REFUTED,
        ("whenever harm, the case must go to board",),
        declared=HARM,
    ),
    Case(
        "two stages of one tier, each with a lane",
        Verdict.PROVED,
        (_LANE_TO_TWO,),
        two(LANE, led=_WORKERS),
        declared=HARM,
        rests_on=(_LANE_TO_TWO, LANE),
    ),
    Case(
        "a lane to a stage of the same tier that has none",
        Verdict.REFUTED,
        (_LANE_TO_TWO,),
        two(led=_WORKERS),
        declared=HARM,
    ),
    Case(
        "a lane to a stage without one",
        Verdict.REFUTED,
        (_LANE_TO_TWO,),
        two(UNRESOLVED),
        declared=HARM,
    ),
    Case(
        "a consultation without a limit comes first",
        Verdict.REFUTED,
        (f"{LANE}, {_CONSULT}",),
        declared=HARM,
    ),
    Case(
        "a consultation within an hour comes first",
        Verdict.REFUTED,
        (f"{LANE}, {_CONSULT} within 1 hour",),
        declared=HARM,
    ),
    Case(
        "a consultation with a vague limit comes first",
        Verdict.OPEN,
        (f'{LANE}, {_CONSULT}, timing "quickly"',),
        declared=HARM,
    ),
    Case(
        "a check holds no lane up",
        Verdict.PROVED,
        (LANE, CHECK),
        declared=HARM,
        rests_on=(LANE,),
        not_on=(CHECK,),
    ),
    Case(
        "the stage ends within the same working day",
        Verdict.PROVED,
        (SAME_DAY, AGREED, UNRESOLVED),
        declared=HARM,
        rests_on=(SAME_DAY, AGREED, UNRESOLVED),
    ),
    Case(
        "a permission leads down",
        Verdict.REFUTED,
        (SAME_DAY, AGREED, UNRESOLVED, _BACK),
        _ZERO,
        declared=HARM + 'role assistant "Assistant", tier 0, on each side\n',
    ),
    Case(
        "a case starts with the board",
        Verdict.VACUOUS,
        (LANE,),
        declared=HARM,
        start="start at board",
    ),
    Case(
        "harm that can pass",
        Verdict.PROVED,
        (LANE,),
        declared=HARM.replace("can arise", "can change"),
        rests_on=(LANE,),
    ),
    Case(
        "an agreement leads to no outcome",
        Verdict.REFUTED,
        (LANE, "if agreed, go to limbo"),
        LIMBO,
        declared=HARM,
    ),
    Case(
        "a vague limit on the stage",
        Verdict.REFUTED,
        ('this stage must end, timing "promptly"',),
        declared=HARM,
    ),
    Case(
        "the sooner of the day and a safe time",
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
    Case(
        "the sooner of a week and words that mean the day",
        Verdict.PROVED_IF_ASSUMED,
        (
            'this stage must end within the sooner of 1 week or "promptly"',
            AGREED,
            UNRESOLVED,
        ),
        'assume "promptly" means the same working day, because "of harm"\n',
        declared=HARM,
    ),
    Case(
        "words that mean the day, or a week as also written",
        Verdict.REFUTED,
        ('this stage must end, timing "promptly"', AGREED, UNRESOLVED),
        'assume "promptly" means the same working day of the start, or 1 week as also written, '
        'because "of harm"\n',
        declared=HARM,
    ),
)

_URGENT = 'fact urgent "it is urgent", fixed\n'
_KIND = 'fact kind "Kind", either a or b, fixed\n'

LEADS = (
    Case("led by a role", Verdict.PROVED, (), led="led by the worker of the raising side\n"),
    Case("led by a body", Verdict.REFUTED, (), led="led by the committee\n"),
    Case("led by a person", Verdict.REFUTED, (), led="led by a named person\n"),
    Case("led by nobody", Verdict.REFUTED, (DAY,), led=""),
    Case("a lead that is not stated", Verdict.REFUTED, (), led="led by not stated\n"),
    Case("a missing lead", Verdict.OPEN, (), led="led by missing\n"),
    Case("a stage without description has no lead", Verdict.OPEN, (), 'stage two "Two", missing\n'),
    Case("chaired by a role", Verdict.PROVED, (), led="chaired by the manager\n"),
    Case(
        "led in urgent cases alone",
        Verdict.REFUTED,
        (),
        declared=_URGENT,
        led="when urgent, led by the manager of the raising side\n",
    ),
    Case(
        "led by one or another role",
        Verdict.PROVED,
        (),
        declared=_KIND,
        led="when a, led by the manager of the raising side\nwhen b, led by the chair\n",
    ),
    Case("attended by both sides", Verdict.REFUTED, (), led="attended by both sides\n"),
    Case(
        "led by a body, decided by a role",
        Verdict.PROVED,
        (),
        led="led by the committee\ndecided by the chair\n",
    ),
)

CASES = (
    *ENDS,
    *(replace(case, promise=Promise.SAME_DAY_ESCALATION) for case in HARMS),
    *(replace(case, promise=Promise.NAMED_ROLE) for case in LEADS),
)
