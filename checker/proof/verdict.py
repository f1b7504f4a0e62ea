"""What an engine answers: verdicts, their parts, and the lines that each rests on."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.proof.story import Story


class Verdict(Enum):
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


class Promise(Enum):
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


SPINE = (Promise.EVERY_PATH_ENDS, Promise.SAME_DAY_ESCALATION, Promise.NAMED_ROLE)
"""The three promises of the mission."""


class Row(Enum):
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


class PartKey(Struct, frozen=True, order=True):
    """Which part: the stage or ending (of a loop: its first stage) and the words of its row."""

    place: str
    row: str


class Ground(Enum):
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


class PartAnswer(Struct, frozen=True):
    """One part's verdict, the minimal set it rests on (in the order of the text), and, where it is
    refuted or open, the shortest story that breaks it.
    """

    key: PartKey
    verdict: Verdict
    rests_on: tuple[Support, ...] = ()
    story: Story | None = None
    bug: str | None = None


class Answer(Struct, frozen=True):
    """The verdict on a promise with its parts in the order of the text."""

    promise: Promise
    verdict: Verdict
    parts: tuple[PartAnswer, ...] = ()


Choices: TypeAlias = "Mapping[str, str]"
"""A reading of every hole: hole identity to `good`, `bad` or the name of an option."""
