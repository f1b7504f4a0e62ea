"""A verdict that turns on a line whose meaning is not settled is unknown, and names the line."""

from __future__ import annotations

import pytest
from msgspec import Struct

from checker.answers.verdict import Promise, Reason, Verdict
from checker.procedure.from_syntax import load_text
from checker.proof.certify import certificate
from checker.proof.prove import Prover
from checker.proof.settled import settled_promise
from tests.review.texts import reviewed

PROVED, REFUTED, UNKNOWN = Verdict.PROVED, Verdict.REFUTED, Verdict.UNKNOWN
ASSUMED, VACUOUS = Verdict.PROVED_IF_ASSUMED, Verdict.VACUOUS

HEAD = """procedure example "An example"
  start at one
{head}role worker "Worker", tier 1, on each side
role manager "Manager", tier 2, on each side
role chair "Chair of the board", tier 3
{declared}stage one "One"
"""
LED = "led by the worker of the raising side, with their counterpart"
DAY = "this stage must end within 1 working day"
AGREED = "if agreed, go to done"
UP = "if not resolved, the case must go to board"
PLAIN = (DAY, AGREED, UP)
OTHER = "otherwise, the case must go to board"
TAIL = """ending done "Agreed", by agreement
ending board "The board", by referral
"""
HARM = 'fact harm "a child is at risk", can arise, is harm\n'
RISK = 'fact risk "a risk", can arise\n'
LANE = "whenever harm, the case must go to board within the same working day"
TRACK = 'track inquiry "Inquiry"\n'
VISIT = 'stage visit "Visit", in inquiry\n  led by the worker\n'
SHORT = "  this stage must end within 3 working days\n"
START = "the manager must start inquiry within 1 working day"
CHECK = 'the manager must check "it", before moving on'
SIZE = 'fact size "how much", either small or large\n'
BY_SIZE = (
    "when small, this stage must end within 1 working day",
    "when large, this stage must end within 2 working days",
)
TELL = 'the manager must tell the chair "it" within 2 hours'
PROMPT = "require that whenever risk, the manager must tell the chair within 2 hours\n"
SOON = "require that if not agreed, the case moves on within 2 working days\n"
MOVES_ON = "require that whenever harm, the case moves on within 2 working days\n"
JUDGED = ', left to judgement, because "it varies"'
ENDS, LASTS, DATED = "every-path-ends", "bounded-end", "limit-for-every-stage"
ESCALATED, SLOWER, FITS = "same-day-escalation", "harm-never-slower", "stages-fit-the-total"
REQUIRE = "require"


class Case(Struct, frozen=True):
    """A text, a check, its verdict, and the line on which it turns, if it is unknown.

    `one`: the lines of the first stage, that of who leads it apart; `others`: what stands after it.
    """

    one: tuple[str, ...]
    check: str
    verdict: Verdict
    named: str | None = None
    declared: str = ""
    others: str = ""
    head: str = ""
    led: str = LED

    @property
    def text(self) -> str:
        """The whole procedure."""
        lines = "".join(f"  {line}\n" for line in (self.led, *self.one))
        return HEAD.format(head=self.head, declared=self.declared) + lines + self.others + TAIL


def decided(check: str, verdict: Verdict, *one: str, **more: str) -> Case:
    """A verdict on which no unsettled line bears."""
    return Case(one, check, verdict, None, **more)


def open_(check: str, named: str, *one: str, **more: str) -> Case:
    """A verdict that turns on the line that begins as `named`."""
    return Case(one, check, UNKNOWN, named, **more)


TRACKED = {"declared": TRACK, "others": VISIT + SHORT}
BESIDE = {"declared": TRACK, "others": VISIT}
WAIT = "waits for inquiry"
HOLD_UPS = {
    "a wait holds moves up": open_(ENDS, WAIT, WAIT, START, *PLAIN, **TRACKED),
    "a wait has no date": open_(LASTS, WAIT, WAIT, START, *PLAIN, **TRACKED),
    "a wait comes after the stage's own limit": decided(
        DATED, PROVED, WAIT, START, *PLAIN, **TRACKED
    ),
    "a wait holds up no lane": decided(
        ESCALATED, PROVED, WAIT, START, *PLAIN, LANE, declared=TRACK + HARM, others=VISIT + SHORT
    ),
    "a wait for what nothing starts": decided("nothing-dangling", REFUTED, WAIT, *PLAIN, **TRACKED),
    "a way that leads past a wait": open_(
        REQUIRE, WAIT, WAIT, *PLAIN, declared=TRACK, others="require that no case reaches board\n"
    ),
    "that some case comes past a wait that never ends": open_(
        REQUIRE,
        WAIT,
        WAIT,
        *PLAIN,
        declared=TRACK,
        others="require that some case can reach done\n",
    ),
    "a stage of a track has its own limit": decided(DATED, PROVED, START, *PLAIN, **TRACKED),
    "a stage of a track without a limit": open_(DATED, "stage visit", START, *PLAIN, **BESIDE),
    "a track that nobody waits for": decided(ENDS, PROVED, START, *PLAIN, **BESIDE),
    "a track that no line starts is not asked": decided(DATED, PROVED, *PLAIN, **BESIDE),
    "that a case comes to a stage of a track": open_(
        REQUIRE,
        "stage visit",
        START,
        *PLAIN,
        declared=TRACK,
        others=VISIT + SHORT + "require that no case reaches visit\n",
    ),
    "a track that leads out of itself": open_(
        ENDS,
        "if agreed, go to one",
        START,
        *PLAIN,
        declared=TRACK,
        others=VISIT + SHORT + "  if agreed, go to one\n",
    ),
    "a check holds up a move in time": open_(
        REQUIRE, CHECK, CHECK, DAY, AGREED, OTHER, others=SOON
    ),
    "a check is no matter without a time": decided(ENDS, PROVED, CHECK, DAY, AGREED, OTHER),
    "a check ends with its stage": decided(LASTS, PROVED, CHECK, DAY, AGREED, OTHER),
    "a check that nothing ends": open_(
        LASTS,
        CHECK,
        CHECK,
        "this stage should end within 3 working days",
        AGREED,
        OTHER,
    ),
    "a check holds up no lane": decided(ESCALATED, PROVED, CHECK, *PLAIN, LANE, declared=HARM),
    "a check before what a fact is compared with": open_(
        REQUIRE,
        CHECK,
        CHECK,
        DAY,
        AGREED,
        OTHER,
        "when risk, this stage must end within 2 hours",
        declared=RISK,
        others="require that risk never delays board\n",
    ),
}
JUDGEMENT = {
    "what a fact is compared with": open_(
        REQUIRE,
        "unless risk",
        f"unless risk, {DAY}{JUDGED}",
        "this stage must end within 9 working days",
        AGREED,
        UP,
        declared=RISK,
        others="require that risk never delays board\n",
    ),
    "a lane": open_(ESCALATED, "whenever harm", *PLAIN, LANE + JUDGED, declared=HARM),
    "a lane beside one that binds": decided(
        ESCALATED, PROVED, *PLAIN, LANE + JUDGED, LANE, declared=HARM
    ),
    "a limit, with nothing else that dates": open_(LASTS, DAY, DAY + JUDGED, AGREED, UP),
    "a limit, with somebody calling time": decided(ENDS, ASSUMED, DAY + JUDGED, AGREED, UP),
    "a move": open_("silence-has-a-next-step", "if not", DAY, AGREED, UP + JUDGED),
    "a decision": open_(
        ENDS, "the manager", DAY, f'the manager must decide "it"{JUDGED}', "if decided, go to done"
    ),
    "a meeting": open_(
        "limit-has-a-start",
        "the manager",
        "this stage must end within 1 working day of the meeting",
        f'the manager must convene "it" within 1 day{JUDGED}',
        AGREED,
        UP,
    ),
    "a total": open_(
        LASTS,
        "stages one to one",
        AGREED,
        UP,
        others=f"stages one to one must end within 3 working days{JUDGED}\n",
    ),
}
SILENCE = "if no answer, {} must take the case to board"
NOT_AGREED = "if not agreed, the case must go to board"
NURSE = """agency health "Health"
agency care "Care"
role nurse "Nurse", tier 1, on each side, in health
"""
NURSED = {"declared": NURSE, "led": "led by the nurse of the other side"}
ACTING = NURSE + "  in care: worker acts\n"


def silent(actor: str) -> tuple[str, ...]:
    """The lines of a stage in which this actor moves what nobody answered."""
    return (DAY, AGREED, NOT_AGREED, SILENCE.format(actor))


ACTORS = {
    "the silent side": open_(ENDS, "if no answer", *silent("the worker of the other side")),
    "both sides, of which one is silent": open_(ENDS, "if no answer", *silent("both sides")),
    "the raising side": decided(ENDS, PROVED, *silent("the worker of the raising side")),
    "a role without a side, with the lead": decided(ENDS, PROVED, *silent("the worker")),
    "somebody": decided(ENDS, PROVED, *silent("someone")),
    "the chair, who is on no side": decided(ENDS, PROVED, *silent("the chair")),
    "whoever is consulted": open_(
        ENDS,
        "if no answer",
        DAY,
        AGREED,
        NOT_AGREED,
        "if no answer, the case must go to board after consulting the other side within 1 day",
    ),
    "the other side, which has talked": decided(
        ENDS,
        PROVED,
        DAY,
        AGREED,
        "if not agreed, the worker of the other side must take the case to board",
        "if no answer, the case must go to board",
    ),
    "a lane of the silent side": open_(
        ESCALATED,
        "whenever harm",
        DAY,
        AGREED,
        UP + " within 5 working days",
        LANE.replace("the case must go", "the worker of the other side must take the case"),
        declared=HARM,
    ),
    "a role that is unclear": open_(
        ENDS, "if no answer", *silent("the go"), declared='role go "Go", of unclear "the agency"\n'
    ),
    "a role that nobody is named to hold": open_(
        ENDS,
        "if not resolved",
        DAY,
        AGREED,
        "if not resolved, the ghost must take the case to board",
        declared='role ghost "Ghost", tier 2, on each side\n  held by missing\n',
    ),
    "an actor who is missing": open_(
        ENDS, "if not", DAY, AGREED, "if not resolved, missing must take the case to board"
    ),
    "a lead who may be nobody": open_(
        ENDS,
        "if not",
        DAY,
        AGREED,
        "if not resolved, the lead must take the case to board",
        led="led by missing",
    ),
    "a role that an agency lacks moves": open_(
        ENDS,
        "if not",
        DAY,
        AGREED,
        "if not resolved, the nurse must take the case to board",
        declared=NURSE,
    ),
    "a role that an agency lacks leads": open_("named-role", "led by the nurse", *PLAIN, **NURSED),
    "a role that is acted for leads": decided(
        "named-role", PROVED, *PLAIN, declared=ACTING, led=NURSED["led"]
    ),
    "harm goes to a role that an agency lacks": open_(
        ESCALATED,
        "led by the head",
        *PLAIN,
        "whenever harm, the case must go to two within the same working day",
        declared=HARM + NURSE.replace('nurse "Nurse", tier 1', 'head "Head", tier 2'),
        others=f'stage two "Two"\n  led by the head\n  {DAY}\n  {AGREED}\n  {UP}\n  {LANE}\n',
    ),
}
TIMES = {
    "harm among options": open_(
        ESCALATED,
        "fact grade",
        *PLAIN,
        declared='fact grade "how bad", either high or low, is harm\n',
    ),
    "a start that closes a case": open_(
        ESCALATED,
        "when harm, start",
        *PLAIN,
        LANE,
        declared=HARM,
        head="  when harm, start at limbo instead\n",
        others='ending limbo "Closed", without outcome\n',
    ),
    "a start that closes a case without harm": decided(
        ESCALATED,
        PROVED,
        *PLAIN,
        LANE,
        declared=HARM,
        head="  when not harm, start at limbo instead\n",
        others='ending limbo "Closed", without outcome\n',
    ),
    "a lane in hours that ends before midnight": open_(
        ESCALATED, "whenever", *PLAIN, LANE.replace("the same working day", "1 hour"), declared=HARM
    ),
    "a lane in hours that may not": decided(
        ESCALATED, REFUTED, *PLAIN, LANE.replace("the same working day", "7 hours"), declared=HARM
    ),
    "a lane in hours where closing is late": decided(
        ESCALATED,
        REFUTED,
        *PLAIN,
        LANE.replace("the same working day", "2 hours"),
        declared=HARM,
        head="  working day 09:00 to 23:30\n",
    ),
    "a lane in hours that is off": decided(
        ESCALATED,
        REFUTED,
        *PLAIN,
        "whenever harm and risk, the case must go to board within 1 hour",
        declared=HARM + RISK.replace("can arise", "fixed"),
    ),
    "a consultation in hours": open_(
        ESCALATED,
        "whenever",
        *PLAIN,
        f"{LANE} after consulting the manager within 1 hour",
        declared=HARM,
    ),
    "harm that comes late": open_(
        SLOWER,
        "whenever",
        "unless harm, this stage must end within 5 working days",
        AGREED,
        UP,
        "whenever harm, the case must go to board within 5 working days",
        declared=HARM,
    ),
    "harm that comes late, and what it is compared with": decided(
        REQUIRE,
        REFUTED,
        "unless harm, this stage must end within 5 working days",
        AGREED,
        UP,
        "whenever harm, the case must go to board within 5 working days",
        declared=HARM,
        others="require that harm never delays board\n",
    ),
    "harm that is answered the same day": decided(
        SLOWER,
        PROVED,
        "unless harm, this stage must end within 5 working days",
        AGREED,
        UP,
        LANE,
        declared=HARM,
    ),
    "a limit of what may never come": decided(
        ENDS,
        ASSUMED,
        "this stage must end within 3 working days of receiving post",
        AGREED,
        UP,
        declared='event post "the post"\n',
    ),
    "limits of which one is always on": open_(
        DATED,
        "when risk",
        "when risk, this stage must end within 1 working day",
        "unless risk, this stage must end within 2 working days",
        AGREED,
        UP,
        declared=RISK.replace("can arise", "can change"),
    ),
    "limits of which one is always on, and silence, which none of them ends": decided(
        ENDS, REFUTED, *BY_SIZE, AGREED, NOT_AGREED, declared=SIZE
    ),
    "limits of which one is always on, none of them on the same day": decided(
        ESCALATED, REFUTED, *BY_SIZE, AGREED, UP, declared=SIZE + HARM
    ),
    "limits of which one is always on, each on the same day": open_(
        ESCALATED,
        "when small",
        "when small, this stage must end within the same working day",
        "when large, this stage must end within 2 hours",
        AGREED,
        "if not resolved, the case must go to board within the same working day",
        declared=SIZE + HARM,
    ),
    "limits of which one is on in every case of its kind": decided(
        REQUIRE,
        REFUTED,
        *BY_SIZE,
        AGREED,
        UP,
        declared=SIZE.replace("\n", ", fixed\n"),
        others="require that every case ends within 1 working day\n",
    ),
    "limits of which one takes the place of another in every case of its kind": decided(
        REQUIRE,
        REFUTED,
        "this stage must end within 1 working day",
        "when small, this stage must end within 3 working days instead",
        "when kept, this stage must end within 3 working days instead",
        AGREED,
        UP,
        declared=SIZE.replace("\n", ", fixed\n") + 'fact kept "it is kept", fixed\n',
        others="require that every case ends within 2 working days\n",
    ),
    "limits of which one takes the place of another": open_(
        DATED,
        "when kept",
        "when kept, this stage must end within 1 working day",
        "unless kept, this stage must end within 3 working days",
        "when large, this stage must end within 2 working days instead",
        AGREED,
        UP,
        declared=SIZE + 'fact kept "it is kept", fixed\n',
    ),
    "lanes of which one takes over from the other": open_(
        REQUIRE,
        "whenever harm and not risk",
        "this stage must end within 9 working days",
        AGREED,
        UP,
        "whenever harm and not risk, the case must go to board within 2 working days",
        "whenever harm and risk, the case must go to board within 2 working days",
        declared=HARM + RISK,
        others=MOVES_ON,
    ),
    "a lane that takes the place of another": open_(
        REQUIRE,
        "whenever harm",
        "this stage must end within 9 working days",
        AGREED,
        UP,
        "whenever harm, the case must go to board within 2 working days",
        "whenever harm and risk, the case must go to board within 2 working days instead",
        declared=HARM + RISK,
        others=MOVES_ON,
    ),
    "a lane that lasts, beside one that does not": decided(
        REQUIRE,
        PROVED,
        "this stage must end within 9 working days",
        AGREED,
        UP,
        "whenever harm, the case must go to board within 2 working days",
        "whenever harm and not risk, the case must go to board within 1 working day",
        declared=HARM + RISK,
        others=MOVES_ON,
    ),
    "limits that leave a gap": decided(
        DATED,
        REFUTED,
        "when small, this stage must end within 1 working day",
        "when large, this stage must end within 2 working days",
        AGREED,
        UP,
        declared='fact size "how much", either small or middling or large\n',
    ),
    "a total of the start of its first stage": open_(
        REQUIRE,
        "stages one",
        "this stage must end within 20 working days",
        AGREED,
        UP,
        others="stages one to one must end within 3 working days of the start of one\n"
        "require that every case ends within 3 working days\n",
    ),
}
DUTIES = {
    "a duty that is due once": open_(
        REQUIRE, "the manager", *PLAIN, TELL, declared=RISK, others=PROMPT
    ),
    "a duty that is due once, soon": open_(
        REQUIRE,
        "the manager",
        *PLAIN,
        TELL.replace("within 2 hours", ', timing "soon"'),
        declared=RISK,
        others=PROMPT,
    ),
    "a duty while a fact holds, in time": open_(
        REQUIRE, "when risk", *PLAIN, f"when risk, {TELL}", declared=RISK, others=PROMPT
    ),
    "a duty while a fact holds": decided(
        REQUIRE,
        PROVED,
        *PLAIN,
        f"when risk, {TELL}",
        declared=RISK,
        others=PROMPT.replace(" within 2 hours", ""),
    ),
    "a duty that is due anew": decided(
        REQUIRE, PROVED, *PLAIN, f"whenever risk, {TELL}", declared=RISK, others=PROMPT
    ),
    "a duty that is due anew on something else": open_(
        REQUIRE,
        "whenever risk",
        *PLAIN,
        f"whenever risk, {TELL}",
        declared=RISK + HARM,
        others=PROMPT.replace("risk", "harm and risk"),
    ),
    "a duty once, where nothing can come true later": decided(
        REQUIRE,
        PROVED,
        *PLAIN,
        TELL,
        declared=RISK.replace("can arise", "fixed"),
        others=PROMPT,
    ),
    "an outcome that a duty takes away": open_(
        REQUIRE,
        "the manager",
        DAY,
        'the manager must decide "it"',
        "if decided, go to done",
        "if not decided, not stated",
        others="require that if not decided, the case reaches done\n",
    ),
    "what can never be true": decided(
        REQUIRE,
        VACUOUS,
        *PLAIN,
        declared=RISK,
        others="require that whenever risk and not risk, the case moves on\n",
    ),
    "where no case comes": decided(
        REQUIRE,
        VACUOUS,
        *PLAIN,
        others=f'stage two "Two"\n  {LED}\n  {UP}\nrequire that two only after one\n',
    ),
}
TOTAL = "stages one to one must end within 5 working days\n"
TOTALS = {
    "limits that fit": decided(FITS, PROVED, *PLAIN, others=TOTAL),
    "an extension": decided(
        FITS,
        REFUTED,
        *PLAIN,
        "the manager may extend by 9 days",
        others=TOTAL,
    ),
    "a way back": open_(
        FITS,
        "if no answer",
        DAY,
        AGREED,
        "if no answer, the case must go to one, at most 9 times",
        "otherwise, the case must go to board",
        others=TOTAL,
    ),
    "the time of a move": open_(FITS, "if not", DAY, AGREED, f"{UP} within 9 days", others=TOTAL),
    "a check": open_(FITS, "the manager", CHECK, *PLAIN, others=TOTAL),
    "a limit under a condition": decided(
        FITS,
        REFUTED,
        *PLAIN,
        "when risk, this stage must end within 9 days instead",
        declared=RISK,
        others=TOTAL,
    ),
    "limits that do not fit, whatever is added": decided(
        FITS,
        REFUTED,
        "this stage must end within 9 working days",
        AGREED,
        UP,
        CHECK,
        others=TOTAL,
    ),
}
STARTS = {
    "two starts at once": open_(
        "conditions-are-exclusive",
        "when harm, start",
        *PLAIN,
        declared=HARM + RISK,
        head="  when risk, start at done instead\n  when harm, start at board instead\n",
    ),
    "two starts that never meet": decided(
        "conditions-are-exclusive",
        PROVED,
        *PLAIN,
        declared=HARM + RISK,
        head="  when risk, start at done instead\n"
        "  when harm and not risk, start at board instead\n",
    ),
}
CASES = {
    f"{kind}: {name}": case
    for kind, cases in (
        ("hold-ups", HOLD_UPS),
        ("left to judgement", JUDGEMENT),
        ("who acts", ACTORS),
        ("times", TIMES),
        ("duties", DUTIES),
        ("totals", TOTALS),
        ("starts", STARTS),
    )
    for name, case in cases.items()
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_unsettled_lines(case: Case) -> None:
    """What turns on one is unknown, with its line; what does not is as it was."""
    found = reviewed(case.text)
    (result,) = (r for r in found.results if r.check == case.check)
    assert result.verdict is case.verdict, result
    lines = case.text.split("\n")
    if case.named is None:
        assert result.unknown is None
        return
    assert result.unknown is not None
    assert result.unknown.reason is Reason.MEANING
    named = {lines[each.line - 1].strip() for each in result.unknown.lines}
    assert any(line.startswith(case.named) for line in named), named
    told = {f.line for f in result.findings if f.message.startswith("it is not settled")}
    assert {each.line for each in result.unknown.lines} <= told
    assert all(f"line{'s' if len(told) > 1 else ''} " in result.message for _ in told)


def test_the_engines_own_answer_stays_at_hand() -> None:
    """What is said to be unknown is what the engine proves, and no certificate says that."""
    case = CASES["left to judgement: a lane"]
    found, _ = load_text(case.text, "x.procedure")
    assert found is not None
    prover = Prover(found)
    raw = prover.prove(Promise.SAME_DAY_ESCALATION)
    given = settled_promise(prover, Promise.SAME_DAY_ESCALATION)
    assert (raw.verdict, given.verdict) == (PROVED, UNKNOWN)
    assert certificate(found, "0", raw) is not None
    assert certificate(found, "0", given) is None
    assert [part.rests_on for part in given.parts if part.unknown is not None] == [()]
