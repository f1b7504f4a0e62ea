"""The closed word lists of the language, each word with all that the program has to know of it.

A word is one member: its `value` is how the language writes it, its attributes are the facts that
the rooms above ask for. To add a word is to add its member here, and its spelling to the grammar.
"""

from __future__ import annotations

from enum import Enum
from typing import Self


class Member(Enum):
    """Members of a closed list, hashed as the objects that they are: by their names, as `Enum` has
    it, takes several times as long.
    """

    __hash__ = object.__hash__


class Spelt(Member):
    """Words of the language as members; their `value` is the spelling."""

    _value_: str

    @classmethod
    def spelt(cls, words: str) -> Self:
        """The member that is written so; KeyError where there is none."""
        return {member.value: member for member in cls}[words]


class Counted(Member):
    """What the units of a limit come down to."""

    MINUTES = "minutes that pass"
    WORKING_MINUTES = "minutes of working time"
    DAYS = "days of the calendar"
    WORKING_DAYS = "working days"
    BARE_DAYS = "days of the calendar, or working days"
    SCHOOL_DAYS = "school days"
    MONTHS = "months of the calendar"


class Unit(Spelt):
    """The units of a definite limit.

    One unit is `each` of what is `counted`. A limit of which `by_day` is true ends at the closing
    time of a day; any other may end at any minute. `names_a_day`: it stands without a number.
    """

    counted: Counted
    each: int
    names_a_day: bool

    def __new__(cls, words: str, counted: Counted, each: int = 1, /, *named: str) -> Self:
        """A member by its words in the plural; `named`: it stands without a number."""
        member = object.__new__(cls)
        member._value_ = words
        member.counted, member.each, member.names_a_day = counted, each, bool(named)
        return member

    MINUTES = "minutes", Counted.MINUTES
    HOURS = "hours", Counted.MINUTES, 60
    WORKING_HOURS = "working hours", Counted.WORKING_MINUTES, 60
    WORKING_DAYS = "working days", Counted.WORKING_DAYS
    SCHOOL_DAYS = "school days", Counted.SCHOOL_DAYS
    DAYS = "days", Counted.BARE_DAYS
    CALENDAR_DAYS = "calendar days", Counted.DAYS
    WEEKS = "weeks", Counted.DAYS, 7
    MONTHS = "months", Counted.MONTHS
    SAME_WORKING_DAY = "same working day", Counted.WORKING_DAYS, 0, "by name"
    NEXT_WORKING_DAY = "end of the next working day", Counted.WORKING_DAYS, 1, "by name"

    @property
    def by_day(self) -> bool:
        """Whether a limit in this unit ends at a closing time that a table gives."""
        return self.counted not in {
            Counted.MINUTES,
            Counted.WORKING_MINUTES,
            Counted.SCHOOL_DAYS,
        }

    def words(self, amount: int) -> str:
        """So many of it, in English: `1 working day`, `48 hours`, `the same working day`."""
        if self.names_a_day:
            return f"the {self.value}"
        return f"{amount} {self.value.removesuffix('s') if amount == 1 else self.value}"


class Start(Member):
    """The event that a limit counts from; `DEFAULT` is the one its place gives it."""

    DEFAULT = "default"
    PROCEDURE = "the start"
    STAGE = "the start of a stage"
    MEETING = "the meeting"
    NOTICE = "the notice"
    ANSWER = "the answer"
    DECISION = "the decision"
    EVENT = "an event"


class Verb(Spelt):
    """The verbs of a duty; `OWN` is the writer's own words.

    `brings`: the event that doing it brings about. `whom_first`: whom it is towards stands before
    what it is about (`tell the manager "what was said"`). `towards`: the word before whom it is
    towards, where the line has none. `synonyms`: what policies say, and mean this.
    """

    brings: Start | None
    whom_first: bool
    towards: str
    synonyms: tuple[str, ...]

    def __new__(
        cls,
        word: str,
        brings: Start | None = None,
        whom_first: bool = False,  # noqa: FBT001, FBT002, members are written as rows
        towards: str = "with",
        synonyms: tuple[str, ...] = (),
    ) -> Self:
        """A member by its word."""
        member = object.__new__(cls)
        member._value_ = word
        member.brings, member.whom_first = brings, whom_first
        member.towards, member.synonyms = towards, synonyms
        return member

    ACKNOWLEDGE = "acknowledge", None, True
    ANSWER = "answer", None, True
    ASK = "ask", None, True, "with", ("contact",)
    CHECK = "check"
    CONSULT = "consult", None, True
    CONVENE = "convene", Start.MEETING, False, "with", ("arrange",)
    DECIDE = "decide", Start.DECISION
    MEET = "meet", Start.MEETING
    RECORD = "record", None, False, "with", ("document", "log")
    REFER = "refer", None, False, "to"
    REVIEW = "review"
    SEND = "send", Start.NOTICE, False, "to"
    START = "start"
    TELL = "tell", Start.NOTICE, True, "with", ("inform", "notify", "advise", "report")
    OWN = "own words", None, False, ""


class Outcome(Spelt):
    """How a stage can turn out.

    `happens`: a sentence that tells it of a case, without its period. `spoken`: a clause that can
    follow `if`. `taken_by`: the verb of the duties that take it away, if any do.
    """

    happens: str
    spoken: str
    taken_by: Verb | None

    def __new__(
        cls, words: str, happens: str, spoken: str | None = None, taken_by: Verb | None = None
    ) -> Self:
        """A member by its words."""
        member = object.__new__(cls)
        member._value_ = words
        member.happens, member.spoken, member.taken_by = happens, spoken or words, taken_by
        return member

    AGREED = "agreed", "The two sides agree"
    NOT_AGREED = "not agreed", "The two sides talk and do not agree"
    NO_ANSWER = "no answer", "Nobody answers", "nobody answers"
    DECIDED = "decided", "A decision is made"
    NOT_DECIDED = "not decided", "No decision is made", None, Verb.DECIDE
    JUSTIFIED = "justified", "The concern is found to be justified"
    NOT_JUSTIFIED = "not justified", "The concern is found not to be justified"
    NO_FINDING = (
        "no finding",
        "The check is not made, so there is no finding",
        "the check gives no finding",
        Verb.CHECK,
    )


NOT_RESOLVED = (Outcome.NOT_AGREED, Outcome.NO_ANSWER)
"""What `not resolved` stands for."""


class Slot(Member):
    """What a line about who says. Those that give a stage its lead stand first: where one says
    nothing of who leads, the next one is asked.
    """

    LED = "led by"
    DECIDED = "decided by"
    CHAIRED = "chaired by"
    MEDIATED = "mediated by"
    ATTENDED = "attended by"


LEADING_SLOTS = (Slot.LED, Slot.DECIDED, Slot.CHAIRED, Slot.MEDIATED)
"""The slots that give a stage its lead, in the order in which they are asked."""


class Strength(Spelt):
    """How strongly a line binds; `PLAIN` is a line without a modal verb.

    `modals`: the verbs that say so, the first of them in reports; they mean the same.
    """

    modals: tuple[str, ...]

    def __new__(cls, value: str, *others: str) -> Self:
        """A member by its verb, and the others that mean the same."""
        member = object.__new__(cls)
        member._value_ = value
        member.modals = () if value == "plain" else (value, *others)
        return member

    MUST = "must", "will"
    SHOULD = "should"
    MAY = "may"
    PLAIN = "plain"

    @property
    def words(self) -> str:
        """The modal verb; empty for a line that has none."""
        return self.modals[0] if self.modals else ""


STRENGTHS = {modal: strength for strength in Strength for modal in strength.modals}
"""What each modal verb of the language says."""


class Subject(Member):
    """What a promise of the writer's own is about."""

    CASES = "where cases go"
    TIMES = "times over several stages"
    RESPONSES = "responses"
    LEADS = "who leads"
    TEXT = "the text"


class RequireKind(Member):
    """The patterns of a promise of the writer's own, each with what it is `about`; each is defined
    in the language reference.
    """

    _value_: str
    about: Subject

    def __new__(cls, words: str, about: Subject) -> Self:
        """A member by its words."""
        member = object.__new__(cls)
        member._value_ = words
        member.about = about
        return member

    EVERY_CASE_ENDS = "every case ends", Subject.CASES
    EVERY_CASE_REACHES = "every case reaches", Subject.CASES
    SOME_CASE_REACHES = "some case can reach", Subject.CASES
    NO_CASE_REACHES = "no case reaches", Subject.CASES
    NO_CASE_STAYS = "no case stays in", Subject.CASES
    NO_CASE_RETURNS = "no case returns to", Subject.CASES
    ONLY_AFTER = "only after", Subject.CASES
    WHENEVER = "whenever", Subject.RESPONSES
    IF_OUTCOME = "if outcome", Subject.RESPONSES
    AFTER = "after", Subject.RESPONSES
    NEVER_DELAYS = "never delays", Subject.TIMES
    TOTAL = "take at most", Subject.TIMES
    EVERY_STAGE_HAS = "every stage has", Subject.TEXT
    AT_EVERY_STAGE = "at every stage", Subject.RESPONSES
    EVERY_ROLE_HAS = "every role has", Subject.TEXT
    EVERY_DOCUMENT = "every document is present", Subject.TEXT
    NO_SINGLE_ROLE = "no single role can stop a case", Subject.CASES
    EITHER_SIDE = "either side can reach", Subject.CASES
    INDEPENDENT = "is independent", Subject.LEADS
    NEVER_LEADS = "never leads", Subject.LEADS
