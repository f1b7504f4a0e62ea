"""Small procedures about harm, each with the verdict on one of the rows beside the headline."""

from __future__ import annotations

from checker.answers.verdict import Promise
from tests.proof.meaning_cases import (
    AGREED,
    DAY,
    HARM,
    LANE,
    LIMBO,
    SAME_DAY,
    TO_TWO,
    UNRESOLVED,
    two,
)
from tests.proof.time_cases import (
    AFTER,
    ANY_TIME,
    ARISES,
    ASSUMED,
    BOTH,
    CHANGES,
    FIXED,
    GUIDED,
    NIGHT,
    OPEN,
    PROMPT,
    PROMPT_DAY,
    PROVED,
    REFUTED,
    TO_BOARD,
    VACUOUS,
    VOID,
    Timed,
    board,
)

SLOW = f"{UNRESOLVED} within 2 working days"
ALPHA = 'role alpha "Alpha", tier 1, on each side\n'
LED = "led by the alpha of the raising side\n"

_AT_NIGHT = (
    Timed("a lane for the day", REFUTED, (LANE,), declared=HARM, broken=("one: out of hours",)),
    Timed("a lane without a limit", PROVED, (TO_BOARD,), declared=HARM),
    Timed("a lane for the night", PROVED, (LANE, NIGHT), declared=HARM),
    Timed("guidance", GUIDED, (TO_BOARD.replace("must", "should"),), declared=HARM),
    Timed("vague words count", PROVED, (f'{TO_BOARD}, timing "promptly"',), PROMPT_DAY, HARM),
    Timed("a limit that is not there", OPEN, (f"{TO_BOARD}, timing missing",), declared=HARM),
    Timed("a permission", REFUTED, (TO_BOARD.replace("must", "may"),), declared=HARM),
    Timed("what is only said", ASSUMED, ("whenever harm, go to board",), declared=HARM),
    Timed("advice without an end", REFUTED, (f"{TO_BOARD}, {AFTER}",), declared=HARM),
    Timed("advice that ends", PROVED, (f"{TO_BOARD}, {AFTER} within 1 hour",), declared=HARM),
    Timed("the wrong way", REFUTED, (TO_BOARD.replace("board", "limbo"),), LIMBO, HARM),
    Timed(
        "something else as well",
        REFUTED,
        (f"{TO_BOARD[:13]} and risk{TO_BOARD[13:]}",),
        "",
        HARM + CHANGES,
    ),
    Timed("harm of which no line speaks", PROVED, (ANY_TIME,)),
    Timed("a missing stage", OPEN, (TO_BOARD, TO_TWO), VOID, HARM),
)

_SILENT = (
    Timed("a move that is taken at once", PROVED, BOTH, declared=HARM),
    Timed("a slow move", REFUTED, (SAME_DAY, AGREED, SLOW), declared=HARM),
    Timed("a slow move, and a lane", PROVED, (LANE, AGREED, SLOW), declared=HARM),
    Timed(
        "no move", REFUTED, (SAME_DAY, AGREED), "", HARM, broken=("one: the other side is silent",)
    ),
    Timed("a stage that decides", VACUOUS, ("decided by the manager",), declared=HARM),
    Timed(
        "a slow move on another outcome",
        PROVED,
        ("if no answer, the case must go to board", SLOW.replace("resolved", "agreed")),
        declared=HARM,
    ),
    Timed("a vague move", OPEN, (AGREED, f'{UNRESOLVED}, timing "promptly"'), declared=HARM),
)

_CONSULTED = (
    Timed("nobody is consulted", VACUOUS, (LANE,), declared=HARM),
    Timed("without an end", REFUTED, (f"{LANE}, {AFTER}",), declared=HARM),
    Timed("within the day", PROVED, (f"{LANE}, {AFTER} within the same working day",), "", HARM),
    Timed("an hour is not within the day", REFUTED, (f"{LANE}, {AFTER} within 1 hour",), "", HARM),
    Timed("another lane beside", PROVED, (f"{LANE}, {AFTER}", LANE), declared=HARM),
    Timed("a limit beside", PROVED, (f"{LANE}, {AFTER}", SAME_DAY), declared=HARM),
    Timed("a permission", VACUOUS, (f"{LANE}, {AFTER}".replace("must", "may"),), declared=HARM),
    Timed(
        "only where such a lane is on",
        PROVED,
        (f"{LANE[:13]} and risk{LANE[13:]}, {AFTER}", f"when risk, {SAME_DAY}"),
        declared=HARM + FIXED,
    ),
    Timed(
        "counted from the stage's start",
        REFUTED,
        (f"{LANE}, {AFTER} within the same working day of the start",),
        "",
        HARM,
    ),
)

_AT_THE_BOARD = (
    Timed(
        "nothing is said", REFUTED, BOTH, declared=HARM, broken=("board: the board has the case",)
    ),
    Timed("a limit", PROVED, BOTH, board(SAME_DAY), HARM),
    Timed("guidance", GUIDED, BOTH, board(SAME_DAY.replace("must", "should")), HARM),
    Timed(
        "a lane", PROVED, BOTH, board("whenever harm, go to done within the same working day"), HARM
    ),
    Timed("a slow limit", REFUTED, BOTH, board(DAY), HARM),
    Timed("no case comes there", VACUOUS, ("otherwise, go to done",), declared=HARM),
    Timed(
        "what has arisen stays",
        PROVED,
        ("whenever risk, the case must go to board",),
        board(f"when risk, {SAME_DAY}"),
        HARM + ARISES,
    ),
    Timed("what may yet arise", REFUTED, BOTH, board(f"unless risk, {SAME_DAY}"), HARM + ARISES),
)

_AWAY = (
    Timed("one alone", REFUTED, BOTH, broken=("one: the first person is away",)),
    Timed("a deputy", PROVED, BOTH, declared=f"{ALPHA}  deputy manager\n", led=LED),
    Timed("two hold it", PROVED, BOTH, declared=f'{ALPHA}  held by "A" or "B"\n', led=LED),
    Timed("one holds it", REFUTED, BOTH, declared=f'{ALPHA}  held by "A"\n', led=LED),
    Timed("two lead", PROVED, BOTH, led="led by the worker or the manager of the raising side\n"),
    Timed("a body leads", PROVED, BOTH, led="led by the committee\n"),
    Timed("nobody leads", REFUTED, BOTH, led="led by someone\n"),
    Timed("a hole", OPEN, BOTH, led="led by missing\n"),
    Timed(
        "one alone under some fact",
        REFUTED,
        BOTH,
        declared=f"{ALPHA}  deputy manager\n{CHANGES}",
        led=f"{LED}when risk, led by the manager of the raising side instead\n",
    ),
    Timed(
        "a stage that is never described",
        OPEN,
        (TO_TWO,),
        VOID,
        f"{ALPHA}  deputy manager\n",
        led=LED,
        broken=("two: the first person is away",),
    ),
    Timed(
        "one that no case comes to", PROVED, BOTH, two(DAY), f"{ALPHA}  deputy manager\n", led=LED
    ),
)

_CALM = "when not harm, this stage must end within 5 working days"
_NOW = "when harm, this stage must end"
_CLOCK = "clock stops from papers-sent to fee-paid"
_EVENTS = 'event papers-sent "the papers are sent"\nevent fee-paid "the fee is paid"\n'

_SLOWER = (
    Timed("nothing is switched off", VACUOUS, (DAY, LANE, *BOTH), declared=HARM),
    Timed("no figure is switched off", VACUOUS, ("whenever not harm, go to board",), "", HARM),
    Timed("a sooner lane", PROVED, (_CALM, LANE, *BOTH), declared=HARM),
    Timed("nothing instead", REFUTED, (_CALM, *BOTH), declared=HARM, broken=("one: under harm",)),
    Timed("a slower lane", REFUTED, (_CALM, f"{TO_BOARD} within 10 working days"), "", HARM),
    Timed("as soon", PROVED, (_CALM, f"{TO_BOARD} within 1 week, {AFTER} within 1 day"), "", HARM),
    Timed("advice without an end", REFUTED, (_CALM, f"{TO_BOARD} within 1 day, {AFTER}"), "", HARM),
    Timed("eight days may be later", REFUTED, (_CALM, f"{_NOW} within 8 days"), "", HARM),
    Timed("a sooner limit", PROVED, (_CALM, f"{_NOW} within 1 day"), declared=HARM),
    Timed("guidance", GUIDED, (_CALM, f"{_NOW} within 1 day".replace("must", "should")), "", HARM),
    Timed(
        "a permission",
        REFUTED,
        (_CALM, f"{TO_BOARD} within 1 day".replace("must", "may")),
        "",
        HARM,
    ),
    Timed("vague words", OPEN, (_CALM, f'{_NOW}, timing "promptly"'), declared=HARM),
    Timed(
        "vague words and their meaning",
        ASSUMED,
        (_CALM, f'{_NOW}, timing "promptly"'),
        PROMPT,
        HARM,
    ),
    Timed(
        "vague words that mean what is later",
        REFUTED,
        (_CALM, f'{_NOW}, timing "promptly"'),
        PROMPT.replace("2", "9"),
        HARM,
    ),
    Timed(
        "a sooner of that is soon by its words",
        ASSUMED,
        (_CALM, f'{_NOW} within the sooner of 2 weeks or "promptly"'),
        PROMPT,
        HARM,
    ),
    Timed("a limit that is not there", OPEN, (_CALM, f"{_NOW}, timing missing"), declared=HARM),
    Timed(
        "two figures", OPEN, (_CALM, f"{_NOW} within 1 day, or 9 days as also written"), "", HARM
    ),
    Timed(
        "an event that need not come",
        REFUTED,
        (_CALM, f"{_NOW} within 1 day of the notice"),
        "",
        HARM,
    ),
    Timed(
        "a clock that stops", REFUTED, (_CALM, f"{_NOW} within 1 day", _CLOCK), "", HARM + _EVENTS
    ),
    Timed(
        "replaced by something slower", REFUTED, (DAY, f"{_NOW} within 9 days instead"), "", HARM
    ),
    Timed(
        "a total that stays",
        PROVED,
        (_CALM, *BOTH),
        "stages one to one must end within 5 working days\n",
        HARM,
    ),
    Timed(
        "a total that counts from before",
        PROVED,
        (_CALM, *BOTH),
        "stages one to one must end within 5 working days of the notice\n",
        HARM,
    ),
    Timed(
        "what may pass while harm lasts",
        REFUTED,
        (_CALM, f"{_NOW[:9]} and risk{_NOW[9:]} within 1 day"),
        "",
        HARM + CHANGES,
    ),
)

HARM_CASES: tuple[tuple[Promise, Timed], ...] = tuple(
    (promise, case)
    for promise, cases in (
        (Promise.HARM_OUT_OF_HOURS, _AT_NIGHT),
        (Promise.HARM_SILENT, _SILENT),
        (Promise.HARM_CONSULTED, _CONSULTED),
        (Promise.HARM_BOARD, _AT_THE_BOARD),
        (Promise.HARM_AWAY, _AWAY),
        (Promise.NEVER_SLOWER, _SLOWER),
    )
    for case in cases
)
"""Each with the row that it is about, or with `harm-never-slower`."""
