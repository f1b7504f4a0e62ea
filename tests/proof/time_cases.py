"""Small procedures about time, each with the verdict that section 6 of the definition gives it."""

from __future__ import annotations

from msgspec import Struct

from checker.answers.verdict import Promise, Verdict
from tests.proof.meaning_cases import (
    AGREED,
    DAY,
    HARM,
    LANE,
    OUT,
    RISK,
    RULED,
    SAME_DAY,
    TO_TWO,
    UNRESOLVED,
    Case,
    two,
)

PROVED, GUIDED, ASSUMED = Verdict.PROVED, Verdict.PROVED_IF_GUIDED, Verdict.PROVED_IF_ASSUMED
OPEN, REFUTED, VACUOUS = Verdict.OPEN, Verdict.REFUTED, Verdict.VACUOUS

BOTH = (AGREED, UNRESOLVED)
SENT = 'event sent "the papers are sent"\n'
APPENDIX = 'document appendix "Appendix", missing\n'
FIXED, ARISES, CHANGES = (RISK.format(kind) for kind in ("fixed", "can arise", "can change"))
VAGUE = 'this stage must end, timing "promptly"'
MISSING = "this stage must end, timing missing"
PROMPT = 'assume "promptly" means 2 working days, because "the audit uses it"\n'
PROMPT_DAY = 'assume "promptly" means the same working day, because "of harm"\n'
FIVE = "this stage must end within 5 days"
OF_MEETING, OF_SENT = f"{FIVE} of the meeting", f"{FIVE} of sent"
CONVENE = 'the worker must convene "a meeting" within 2 days'
SOME_TIME = CONVENE.removesuffix(" within 2 days")
TOTAL = "stages one to one must end within 10 days"
ANY_TIME = "at any time, the case must go to board"
EXTEND = "the manager may extend by 10 days"
CLOCK = "clock stops from sent to sent"
VOID = 'stage two "Two", missing\n'
TO_BOARD = "whenever harm, the case must go to board"
NIGHT = "whenever harm and out of hours, the case must go to board within 2 hours"
AFTER = "after consulting their manager"


class Timed(Struct, frozen=True):
    """A procedure of which stage one has the lines `one`, and the verdict on it.

    `broken`: the parts that are refuted or open, where they are told, as `place: row`, or of a part
    about a line, `place: its words`.
    """

    says: str
    verdict: Verdict
    one: tuple[str, ...]
    others: str = ""
    declared: str = ""
    start: str = "start at one"
    led: str = "led by the worker of the raising side, with their counterpart\n"
    broken: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The whole procedure."""
        return Case(
            "1",
            self.verdict,
            self.one,
            self.others,
            start=self.start,
            declared=self.declared,
            led=self.led,
        ).text


def board(*lines: str) -> str:
    """Lines of the board's stage."""
    return "".join(("at stage board\n", *(f"  {line}\n" for line in lines)))


_STAGE_LIMIT = (
    Timed("a figure", PROVED, (DAY, *BOTH)),
    Timed("guidance", GUIDED, (DAY.replace("must", "should"), *BOTH)),
    Timed("a permission is no limit", REFUTED, (DAY.replace("must", "may"), *BOTH)),
    Timed("no limit", REFUTED, BOTH, broken=("one: limit",)),
    Timed("vague words", OPEN, (VAGUE, *BOTH), broken=("one: limit",)),
    Timed("vague words that are settled", ASSUMED, (VAGUE, *BOTH), PROMPT),
    Timed("a limit that is not there", OPEN, (MISSING, *BOTH)),
    Timed(
        "the vague part is dropped",
        PROVED,
        ('this stage must end within the sooner of 1 day or "soon"',),
    ),
    Timed("an event that nobody can be made to do", REFUTED, (OF_SENT,), declared=SENT),
    Timed("the start of the procedure", PROVED, (f"{FIVE} of the start",)),
    Timed("the start of its own stage", PROVED, (f"{FIVE} of the start of one",)),
    Timed("a meeting that nobody convenes", REFUTED, (OF_MEETING,)),
    Timed("a meeting that is convened", PROVED, (OF_MEETING, CONVENE)),
    Timed(
        "a meeting that should be held",
        GUIDED,
        (OF_MEETING, "the worker should meet with their counterpart within 2 days"),
    ),
    Timed("a meeting without a date", REFUTED, (OF_MEETING, SOME_TIME)),
    Timed("a meeting that counts on", REFUTED, (OF_MEETING, f"{CONVENE} of the start")),
    Timed(
        "a meeting by vague words has no figure",
        REFUTED,
        (OF_MEETING, f'{SOME_TIME}, timing "promptly"'),
        PROMPT,
    ),
    Timed("a meeting on an outcome alone", REFUTED, (OF_MEETING, f"if agreed, {CONVENE}")),
    Timed(
        "a meeting that is due now and then",
        REFUTED,
        (OF_MEETING, f"when risk, {CONVENE}"),
        declared=CHANGES,
    ),
    Timed(
        "two duties, neither of them always",
        REFUTED,
        (OF_MEETING, f"when risk, {CONVENE}", f"unless risk, {CONVENE}"),
        declared=CHANGES,
    ),
    Timed(
        "two duties, one of them for good",
        PROVED,
        (OF_MEETING, f"when risk, {CONVENE}", f"unless risk, {CONVENE}"),
        declared=FIXED,
    ),
    Timed(
        "a duty that is replaced",
        REFUTED,
        (OF_MEETING, CONVENE, 'when risk, the worker may convene "it" within 2 days instead'),
        declared=FIXED,
    ),
    Timed(
        "a duty on a document that is missing",
        OPEN,
        (OF_MEETING, CONVENE.replace(" within", " on appendix within")),
        declared=APPENDIX,
    ),
    Timed(
        "a decision beside",
        PROVED,
        (f"{FIVE} of the decision", 'the manager must also decide "it" within 2 days'),
    ),
    Timed(
        "a notice that is sent",
        PROVED,
        (f"{FIVE} of the notice", CONVENE.replace("convene", "send")),
    ),
    Timed(
        "a notice that is told",
        PROVED,
        (f"{FIVE} of the notice", 'the worker must tell the manager "of it" within 2 days'),
    ),
    Timed("the answer never comes", REFUTED, (f"{FIVE} of the answer", CONVENE)),
    Timed("of two events one suffices", PROVED, (f"{OF_SENT} or the meeting", CONVENE), "", SENT),
    Timed("a clock that may stop", REFUTED, (DAY, CLOCK), declared=SENT),
    Timed("a total beside a clock", PROVED, (DAY, CLOCK), f"{TOTAL}\n", SENT),
    Timed("a lane beside a clock", PROVED, (CLOCK, f"{ANY_TIME} within 2 days"), "", SENT),
    Timed("no duty starts a total", REFUTED, (CONVENE,), f"{TOTAL} of the meeting\n"),
    Timed("a total from one of its stages", PROVED, (), f"{TOTAL} of the start of one\n"),
    Timed("a total by vague words", OPEN, (), 'stages one to one must end, timing "promptly"\n'),
    Timed(
        "every case has been in one",
        PROVED,
        (DAY, AGREED, TO_TWO),
        two(f"{FIVE} of the start of one", UNRESOLVED),
    ),
    Timed(
        "some case has not been in one",
        REFUTED,
        (DAY, AGREED, TO_TWO),
        two(f"{FIVE} of the start of one", UNRESOLVED),
        start="start at not stated",
        broken=("two: limit",),
    ),
    Timed(
        "a duty in force does not change who has been where",
        REFUTED,
        (
            DAY,
            'the manager must decide "it"',
            "if decided, the case must go to two",
            "if not decided, the case must go to three",
        ),
        two(DAY, "otherwise, the case must go to three")
        + 'stage three "Three"\n  led by the chair\n'
        + f"  {FIVE} of the start of two\n",
        broken=("three: limit",),
    ),
    Timed("a lane without a limit", REFUTED, (ANY_TIME,)),
    Timed("a lane that waits for advice", REFUTED, (f"{ANY_TIME} within 2 days, {AFTER}",)),
    Timed("a lane with dated advice", PROVED, (f"{ANY_TIME} within 2 days, {AFTER} within 1 day",)),
    Timed("harm need not arise", REFUTED, (LANE,), declared=HARM),
    Timed("a limit that comes and goes", REFUTED, (f"when risk, {DAY}",), declared=CHANGES),
    Timed(
        "each limit comes and goes",
        REFUTED,
        (f"when risk, {DAY}", f"unless risk, {DAY}"),
        declared=CHANGES,
    ),
    Timed(
        "before it arises, and after",
        PROVED,
        (f"when risk, {DAY}", f"unless risk, {DAY}"),
        declared=ARISES,
    ),
    Timed("until it arises", REFUTED, (f"unless risk, {DAY}",), declared=ARISES),
    Timed("another limit at night", REFUTED, (DAY, f"out of hours, {FIVE} instead")),
    Timed("an extension does no harm", PROVED, (DAY, EXTEND)),
    Timed("a stage never described", OPEN, (DAY, AGREED, TO_TWO), VOID, broken=("two: limit",)),
    Timed("the board has it from the start", VACUOUS, (), start="start at board"),
)

_BOUNDED_END = (
    Timed("everything has a date", PROVED, (DAY, *BOTH)),
    Timed("nobody calls time", REFUTED, BOTH, broken=("one: left in the end",)),
    Timed(
        "a vague move",
        OPEN,
        (DAY, AGREED, f'{UNRESOLVED}, timing "promptly"'),
        broken=("one: not agreed", "one: no answer"),
    ),
    Timed(
        "a vague move that is settled",
        ASSUMED,
        (DAY, AGREED, f'{UNRESOLVED}, timing "promptly"'),
        PROMPT,
    ),
    Timed(
        "after silence there is no answer",
        REFUTED,
        (
            DAY,
            "if agreed, go to done within 2 days of the answer",
            "if not agreed, the case must go to board within 2 days of the answer",
            "if no answer, the case must go to board within 2 days of the answer",
        ),
        broken=("one: no answer",),
    ),
    Timed(
        "whatever is left over has no answer behind it",
        REFUTED,
        (DAY, AGREED, "otherwise, the case must go to board within 2 days of the answer"),
        broken=("one: not agreed", "one: no answer"),
    ),
    Timed(
        "a decision is behind its move",
        PROVED,
        (
            DAY,
            'the manager must decide "it"',
            "if decided, go to ruled within 2 days of the decision",
        ),
        RULED,
    ),
    Timed(
        "an agreement is no decision",
        REFUTED,
        (DAY, "if agreed, go to done within 2 days of the decision", UNRESOLVED),
        broken=("one: agreed",),
    ),
    Timed(
        "the date is asked when the outcome comes about",
        REFUTED,
        (
            DAY,
            "if agreed, go to done within 2 days of the decision",
            UNRESOLVED,
            'when risk, the manager must also decide "it" within 2 days',
        ),
        declared=ARISES,
        broken=("one: agreed",),
    ),
    Timed("advice without a date", REFUTED, (DAY, AGREED, f"{UNRESOLVED}, {AFTER}")),
    Timed("advice with a date", PROVED, (DAY, AGREED, f"{UNRESOLVED}, {AFTER} within 1 day")),
    Timed(
        "a dated lane ends every wait",
        PROVED,
        (f"{ANY_TIME} within 2 days", AGREED),
    ),
    Timed(
        "round and round",
        REFUTED,
        (DAY, AGREED, "if not resolved, the case must go to one"),
        broken=("one: loop",),
    ),
    Timed(
        "handed over", OPEN, (DAY, "if agreed, go to out", UNRESOLVED), OUT, broken=("out: ending",)
    ),
    Timed(
        "mentioned and left",
        OPEN,
        (DAY, AGREED, "if not agreed, the case must go to board", "if no answer, missing"),
        broken=("one: no answer",),
    ),
    Timed(
        "never described, whatever its dates",
        OPEN,
        (AGREED, TO_TWO),
        f"{VOID}the procedure must end within 20 days of the start\n".replace(
            "the procedure", "stages one to two"
        ),
        broken=("two: never described",),
    ),
)

_LIMIT_START = (
    Timed("no event is named", VACUOUS, (DAY, *BOTH)),
    Timed(
        "the start is no such event",
        VACUOUS,
        (f"{FIVE} of the start", f"{FIVE} of the start of one"),
    ),
    Timed("the start beside another", VACUOUS, (f"{OF_SENT} or the start",), declared=SENT),
    Timed("a permission", VACUOUS, (OF_SENT.replace("must", "may"),), declared=SENT),
    Timed("a declared event", REFUTED, (OF_SENT,), declared=SENT),
    Timed("a meeting that is convened", PROVED, (OF_MEETING, CONVENE)),
    Timed("a meeting that should be", GUIDED, (OF_MEETING, CONVENE.replace("must", "should"))),
    Timed(
        "a meeting on what is missing",
        OPEN,
        (OF_MEETING, CONVENE.replace(" within", " on appendix within")),
        declared=APPENDIX,
    ),
    Timed(
        "asked where the line's own condition holds",
        PROVED,
        (f"when risk, {OF_MEETING}", f"when risk, {CONVENE}"),
        declared=FIXED,
    ),
    Timed(
        "a condition that comes and goes",
        REFUTED,
        (f"when risk, {OF_MEETING}", f"when risk, {CONVENE}"),
        declared=CHANGES,
    ),
    Timed(
        "advice that is due after it",
        REFUTED,
        (f"{UNRESOLVED}, {AFTER} within 1 day of sent",),
        "",
        SENT,
    ),
    Timed("a lane that counts from it", REFUTED, (f"{ANY_TIME} within 1 day of sent",), "", SENT),
    Timed(
        "a move with its decision behind it",
        PROVED,
        ("if decided, go to ruled within 1 day of the decision", "decided by the manager"),
        RULED,
    ),
    Timed("a total", REFUTED, (), f"{TOTAL} of sent\n", SENT, broken=(f"one: {TOTAL} of sent",)),
    Timed("a total from its own stage", VACUOUS, (), f"{TOTAL} of the start of one\n"),
    Timed("at the board's", REFUTED, BOTH, board(OF_MEETING), broken=(f"board: {OF_MEETING}",)),
    Timed("a missing stage", OPEN, (DAY, TO_TWO), f"{VOID}at stage two\n  {OF_MEETING}\n"),
)

_EXTENSION = (
    Timed("none", VACUOUS, (DAY, *BOTH)),
    Timed("of a limit", PROVED, (DAY, EXTEND)),
    Timed("of guidance", GUIDED, (DAY.replace("must", "should"), EXTEND)),
    Timed("of nothing", REFUTED, (EXTEND,), broken=("one: extension",)),
    Timed("of vague words", OPEN, (VAGUE, EXTEND)),
    Timed("of vague words that are settled", ASSUMED, (VAGUE, EXTEND), PROMPT),
    Timed("of a total", PROVED, (EXTEND,), f"{TOTAL}\n"),
    Timed("a lane is no bound", REFUTED, (EXTEND, f"{ANY_TIME} within 2 days")),
    Timed("a clock", REFUTED, (DAY, CLOCK), f"{TOTAL}\n", SENT),
    Timed("a clock that starts again", REFUTED, (DAY, "clock restarts on sent"), declared=SENT),
    Timed(
        "where it can be used",
        PROVED,
        (f"when risk, {DAY}", f"when risk, {EXTEND}"),
        declared=FIXED,
    ),
    Timed("where the limit is not", REFUTED, (f"when risk, {DAY}", EXTEND), declared=FIXED),
    Timed("of a missing stage", OPEN, (DAY, TO_TWO), f"{VOID}at stage two\n  {EXTEND}\n"),
)

_COVERED = (
    Timed("a working day", VACUOUS, (DAY, *BOTH)),
    Timed("the same working day", REFUTED, (SAME_DAY,), broken=("one: out of hours",)),
    Timed("counted from receiving", VACUOUS, (f"{SAME_DAY} of receiving sent",), declared=SENT),
    Timed("two figures", VACUOUS, (f"{SAME_DAY}, or 1 working day as also written",)),
    Timed("a permission", VACUOUS, (SAME_DAY.replace("must", "may"),)),
    Timed("vague words alone", VACUOUS, (VAGUE,)),
    Timed("a limit by another", PROVED, (SAME_DAY, DAY)),
    Timed("a limit by guidance", GUIDED, (SAME_DAY, DAY.replace("must", "should"))),
    Timed("a limit by vague words", OPEN, (SAME_DAY, VAGUE)),
    Timed("a limit by vague words that are settled", ASSUMED, (SAME_DAY, VAGUE), PROMPT),
    Timed("a limit by words settled as one with a gap", REFUTED, (SAME_DAY, VAGUE), PROMPT_DAY),
    Timed("a limit by one that is not there", OPEN, (SAME_DAY, MISSING)),
    Timed("a lane by an ordinary limit", REFUTED, (LANE, DAY), declared=HARM),
    Timed("a lane by a lane", PROVED, (LANE, f"{TO_BOARD} within 24 hours"), declared=HARM),
    Timed("a lane by one without a date", REFUTED, (LANE, TO_BOARD), declared=HARM),
    Timed("a lane by one for the night", PROVED, (LANE, NIGHT), declared=HARM),
    Timed("a limit that the night replaces", PROVED, (SAME_DAY, f"out of hours, {FIVE} instead")),
    Timed("a total covers nothing", REFUTED, (SAME_DAY,), f"{TOTAL}\n"),
    Timed("only where it is on", REFUTED, (SAME_DAY, f"when risk, {DAY}"), declared=FIXED),
    Timed("at a missing stage", OPEN, (DAY, TO_TWO), f"{VOID}at stage two\n  {SAME_DAY}\n"),
)

TIME_CASES: tuple[tuple[Promise, Timed], ...] = tuple(
    (promise, case)
    for promise, cases in (
        (Promise.STAGE_LIMIT, _STAGE_LIMIT),
        (Promise.BOUNDED_END, _BOUNDED_END),
        (Promise.LIMIT_START, _LIMIT_START),
        (Promise.EXTENSION, _EXTENSION),
        (Promise.OUT_OF_HOURS_COVERED, _COVERED),
    )
    for case in cases
)
"""Each with the promise that it is about."""
