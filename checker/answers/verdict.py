"""What an engine answers: verdicts, their parts, and the lines that each rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from checker.language.terms import Member

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.answers.story import Story


class Verdict(Member):
    """How a promise stands, from what must be done alone down to what nobody could decide."""

    PROVED = "proved"
    PROVED_IF_GUIDED = "proved-if-guided"
    PROVED_IF_ASSUMED = "proved-if-assumed"
    PROVED_IF_ASSUMED_AND_GUIDED = "proved-if-assumed-and-guided"
    OPEN = "open"
    REFUTED = "refuted"
    VACUOUS = "vacuous"
    UNKNOWN = "unknown"

    @property
    def kept(self) -> bool:
        """Whether the promise is proved at some level."""
        return self in LADDER


LADDER = (
    Verdict.PROVED,
    Verdict.PROVED_IF_GUIDED,
    Verdict.PROVED_IF_ASSUMED,
    Verdict.PROVED_IF_ASSUMED_AND_GUIDED,
)
"""The four levels, in the order in which they are tried."""


class Promise(Member):
    """The promises that an engine decides through the ladder; the first three are the mission's."""

    EVERY_PATH_ENDS = "every-path-ends"
    SAME_DAY_ESCALATION = "same-day-escalation"
    NAMED_ROLE = "named-role"
    OUTCOMES = "every-outcome-has-a-next-step"
    SILENCE = "silence-has-a-next-step"
    NO_LOOP = "no-endless-loop"
    EXCLUSIVE = "conditions-are-exclusive"
    REACHABLE = "no-unreachable-stage"
    REQUIRE = "require"
    REQUIRE_IN_TIME = "require, with a limit"
    STAGE_LIMIT = "limit-for-every-stage"
    BOUNDED_END = "bounded-end"
    LIMIT_START = "limit-has-a-start"
    EXTENSION = "extension-is-bounded"
    OUT_OF_HOURS_COVERED = "out-of-hours-covered"
    NEVER_SLOWER = "harm-never-slower"
    HARM_OUT_OF_HOURS = "same-day-escalation, out of hours"
    HARM_SILENT = "same-day-escalation, the other side is silent"
    HARM_CONSULTED = "same-day-escalation, a consultation comes first"
    HARM_BOARD = "same-day-escalation, the board has the case"
    HARM_AWAY = "same-day-escalation, the first person is away"


HARM_ROWS = (
    Promise.HARM_OUT_OF_HOURS,
    Promise.HARM_SILENT,
    Promise.HARM_CONSULTED,
    Promise.HARM_BOARD,
    Promise.HARM_AWAY,
)
"""The rows of `same-day-escalation` beside its headline, each with a verdict of its own."""

TIMED = frozenset(
    {
        Promise.SAME_DAY_ESCALATION,
        Promise.STAGE_LIMIT,
        Promise.BOUNDED_END,
        Promise.LIMIT_START,
        Promise.EXTENSION,
        Promise.OUT_OF_HOURS_COVERED,
        Promise.NEVER_SLOWER,
        Promise.REQUIRE_IN_TIME,
        *HARM_ROWS,
    }
)
"""Promises with a time: they admit no standing line."""

SPINE = (Promise.EVERY_PATH_ENDS, Promise.SAME_DAY_ESCALATION, Promise.NAMED_ROLE)
"""The three promises of the mission."""


class Row(Member):
    """What a part of a promise is about; an outcome's part has the outcome's own words instead."""

    LEFT_IN_THE_END = "left in the end"
    AT_ANY_MOMENT = "at any moment"
    NEVER_DESCRIBED = "never described"
    ENDING = "ending"
    LOOP = "loop"
    IN_HOURS = "in hours"
    HANDED_ROUND = "handed round"
    LEAD = "lead"
    REACHED = "reached"
    LIMIT = "limit"
    EXTENSION = "extension"
    OUT_OF_HOURS = "out of hours"
    UNDER_HARM = "under harm"
    WHENEVER = "whenever"
    DUTY = "duty"
    RETURNS = "returns"
    BY_THEN = "by then"
    SILENT = "the other side is silent"
    CONSULTED = "a consultation comes first"
    BOARD = "the board has the case"
    AWAY = "the first person is away"
    COUNTERPART = "counterpart"
    RECORD = "record"
    DEPUTY = "deputy"
    PRESENT = "present"


class PartKey(Struct, frozen=True, order=True):
    """Which part: the stage or ending (of a loop: its first stage) and the words of its row.

    The row of a part about one line is `line` and its number (`line_row`). A part of `whoever leads
    X never leads Y` is about two roles, which stand in the place of both; one of `every role has`
    and `every document is` about what is named.
    """

    place: str
    row: str


def line_row(number: int) -> str:
    """The row of a part that is about one line."""
    return f"line {number}"


def line_of_row(row: str) -> int | None:
    """The number of the line that a part is about; None where it is about something else."""
    number = row.removeprefix("line ")
    return int(number) if number != row and number.isdecimal() else None


class Ground(Member):
    """As what a verdict rests on a line; values are those of the JSON report."""

    MUST = "must"
    GUIDANCE = "guidance"
    ASSUMPTION = "assumption"
    STANDING = "standing"
    READING = "reading"


class Support(Struct, frozen=True):
    """One thing that a part rests on.

    `line` is the number of a line of the text; a standing line has none and names its `stage`. A
    reading names its `hole` (see `checker.procedure.holes`) and the `choice` that keeps the
    promise.
    """

    ground: Ground
    line: int | None
    stage: str | None = None
    hole: str | None = None
    choice: str | None = None


class InForce(Struct, frozen=True):
    """What is complied with: numbers of lines, and stages whose standing line is."""

    lines: frozenset[int] = frozenset()
    standing: frozenset[str] = frozenset()


class Reason(Member):
    """Why a verdict is unknown; values are those of the JSON report."""

    WORK = "limit-on-work"
    """The program's limit on work was reached."""
    REPLAY = "story-not-replayed"
    """The story of a part did not replay: a mistake of the program."""
    MEANING = "meaning-not-settled"
    """What some lines mean for the promise is not settled."""
    TERMS = "no-school-terms"
    """School days cannot be counted: no table of terms is given."""
    YEARS = "beyond-the-tables"
    """A limit runs past the last year of which the bank holidays are known."""
    CLOSED = "no-working-day"
    """No working day comes in the years over which starts are tried."""
    LENGTH = "stories-too-long"
    """The stories of the parts before have as many events together as are told."""
    KIND = "kind-not-decided"
    """Promises of its kind, or under such a condition, are not decided yet."""


class Unclear(Struct, frozen=True):
    """A line of which it is not settled what it means for a promise: `why`, in words, and what to
    write for it, beside leaving it out.
    """

    line: int
    why: str
    help: str | None = None


class Unknown(Struct, frozen=True):
    """Why a verdict is unknown; `lines` where the meaning of some is not settled.

    `facts`, `stages`: where it is the limit on work, what there is too much of, by name.
    """

    reason: Reason
    lines: tuple[Unclear, ...] = ()
    facts: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()


class PartAnswer(Struct, frozen=True):
    """One part's verdict, the minimal set it rests on (in the order of the text), and, where it is
    refuted or open, the shortest story that breaks it.
    """

    key: PartKey
    verdict: Verdict
    rests_on: tuple[Support, ...] = ()
    story: Story | None = None
    bug: str | None = None
    unknown: Unknown | None = None


class Answer(Struct, frozen=True):
    """The verdict on a promise with its parts in the order of the text.

    `unknown`: why, where the verdict is.
    """

    promise: Promise
    verdict: Verdict
    parts: tuple[PartAnswer, ...] = ()
    unknown: Unknown | None = None


Choices: TypeAlias = "Mapping[str, str]"
"""A reading of every hole: hole identity to `good`, `bad` or the name of an option."""
