"""A procedure as cards: the data that the picture and its text equivalent are both made from."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from checker.flowchart.phrases import Phrase
    from checker.flowchart.runs import Runs
    from checker.procedure.model import EndingKind, Outcome, Strength


class GoalKind(Enum):
    """Where a way leads."""

    STAGE = "stage"
    ENDING = "ending"
    HOLE = "hole"


class Goal(Struct, frozen=True):
    """A stage (with its label), an ending (with its title and kind), or a hole of the text."""

    kind: GoalKind
    words: str
    name: str | None = None
    ending: EndingKind | None = None


class WayKind(Enum):
    """When a way can be taken: on an outcome, on any other outcome, or at any moment."""

    OUTCOME = "if"
    OTHERWISE = "otherwise"
    LANE = "at any moment"


class Way(Struct, frozen=True):
    """One way on from a stage; lines of the text that say the same are one way.

    `when`: what must have come about besides ("and …", "a child is at risk"), without `if`.
    `actor`: who takes it, empty for the policy's passive. `by_when` and `note` are the limit's
    words and the note on it; `extra` is a consultation, a bound on the turns or an exception.
    `whatever`: it is taken on every outcome that the stage can have. `silent`: the text has no line
    about it. `lines`: numbers of the lines it comes from.
    """

    kind: WayKind
    goals: tuple[Goal, ...]
    strength: Strength
    outcomes: tuple[Outcome, ...] = ()
    when: str = ""
    actor: str = ""
    by_when: str = ""
    note: str = ""
    extra: tuple[str, ...] = ()
    harm: bool = False
    whatever: bool = False
    silent: bool = False
    lines: tuple[int, ...] = ()

    @property
    def hole(self) -> bool:
        """Whether the text does not say where it leads."""
        return all(goal.kind is GoalKind.HOLE for goal in self.goals)

    @property
    def goal(self) -> Goal | None:
        """Where it leads, if to one place."""
        return self.goals[0] if len(self.goals) == 1 else None


class Card(Struct, frozen=True):
    """One stage.

    `who`: one line for each slot, the lead first. `counterpart`: with whom, if with a counterpart.
    `by_when`: its limits. `wait`: the longest real wait, where it is known. `track`: the title of
    the track that it runs in, if any.
    """

    name: str
    label: str
    title: str
    who: tuple[Runs, ...]
    counterpart: str
    by_when: tuple[Runs, ...]
    duties: tuple[Phrase, ...]
    ways: tuple[Way, ...]
    missing: bool = False
    wait: str | None = None
    track: str | None = None

    @property
    def heading(self) -> str:
        """Label and title on one line."""
        return f"{self.label}. {self.title}" if self.title else self.label


class End(Struct, frozen=True):
    """An ending that some way leads to, with the duties on reaching it."""

    name: str
    title: str
    kind: EndingKind
    follows: str
    duties: tuple[Phrase, ...]


class Chart(Struct, frozen=True):
    """The whole of a flowchart.

    `about`: publisher, version and date. `starts`: what is to be known before the first stage.
    `limits`: limits that span stages. `standing`: the duties at every stage. `absent`: what
    the text refers to and does not hold.
    """

    name: str
    title: str
    about: str
    path: str
    starts: tuple[Runs, ...]
    cards: tuple[Card, ...]
    ends: tuple[End, ...]
    limits: tuple[Runs, ...]
    standing: tuple[Phrase, ...]
    absent: tuple[str, ...]

    def card(self, name: str) -> Card:
        """The card of a stage; StopIteration where there is none."""
        return next(card for card in self.cards if card.name == name)
