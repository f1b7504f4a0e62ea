"""The text equivalent of a flowchart: numbered steps in sentences, and a table, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.flowchart.runs import said
from checker.flowchart.way_words import next_words, trigger_clause
from checker.procedure.model import Strength
from checker.words.text import capital

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.flowchart.cards import Card, Chart, End
    from checker.flowchart.phrases import Phrase

_SLOTS = ("Attended", "Chaired", "Decided", "If", "Mediated")
COLUMNS = ("Stage", "Who", "With whom", "By when", "Must", "Should", "May", "Next")


class Step(Struct, frozen=True):
    """One stage as sentences. `anchor`: its name, unique in the procedure; `heading`: label and
    title.
    """

    anchor: str
    heading: str
    sentences: tuple[str, ...]


class Ending(Struct, frozen=True):
    """An ending as sentences: how a case ends there, and the duties on reaching it."""

    anchor: str
    heading: str
    sentences: tuple[str, ...]


class Row(Struct, frozen=True):
    """One row of the table; a cell is a list of items, in the order of `Table.columns`."""

    cells: tuple[tuple[str, ...], ...]


class Table(Struct, frozen=True):
    """The stages at a glance. The first cell of each row heads it."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


class TextEquivalent(Struct, frozen=True):
    """All that the picture says, in words.

    `about`: publisher, version, date (may be empty). `summary`: one sentence. `before`: what to
    know before the first stage. `every_stage`: duties and limits that span stages. `absent`: what
    the text refers to and does not hold.
    """

    title: str
    about: str
    summary: str
    before: tuple[str, ...]
    every_stage: tuple[str, ...]
    steps: tuple[Step, ...]
    endings: tuple[Ending, ...]
    absent: tuple[str, ...]
    table: Table


def from_chart(chart: Chart) -> TextEquivalent:
    """The words of a chart."""
    return TextEquivalent(
        title=chart.title,
        about=chart.about,
        summary=summary(chart),
        before=tuple(said(runs) for runs in chart.starts),
        every_stage=(
            *(_sentence(said(runs)) for runs in chart.limits),
            *(_sentence(phrase.sentence) for phrase in chart.standing),
        ),
        steps=tuple(_step(card) for card in chart.cards),
        endings=tuple(_ending(end) for end in chart.ends),
        absent=tuple(_sentence(words) for words in chart.absent),
        table=Table(f"The stages of {chart.title}", COLUMNS, tuple(map(_row, chart.cards))),
    )


def summary(chart: Chart) -> str:
    """How many stages there are and where they lead, in one sentence."""
    count = len(chart.cards)
    stages = "1 stage" if count == 1 else f"{count or 'no'} stages"
    ends = "; ".join(end.title for end in chart.ends)
    leads = f"leading to: {ends}" if ends else "without an ending that the policy names"
    return f"A flowchart of {stages}, {leads}."


def _sentence(words: str) -> str:
    words = capital(words.strip())
    return words if words.endswith((".", ":", "?", "!")) else f"{words}."


def _who(card: Card) -> tuple[str, ...]:
    return tuple(said(runs) for runs in card.who)


def _small(words: str) -> str:
    """A line about who, after another one."""
    first = words.partition(" ")[0]
    return words[0].lower() + words[1:] if first in _SLOTS else words


def _by_when(card: Card) -> tuple[str, ...]:
    wait = (f"longest real wait: {card.wait}",) if card.wait else ()
    return (*(said(runs) for runs in card.by_when), *wait)


def _step(card: Card) -> Step:
    who = [words if number == 0 else _small(words) for number, words in enumerate(_who(card))]
    if card.counterpart:
        who[0] += f", with {card.counterpart}"
    sentences = [f"Who: {'; '.join(who)}.", f"By when: {'; '.join(_by_when(card))}."]
    sentences += [_sentence(phrase.sentence) for phrase in _ordered(card.duties)]
    sentences += [_sentence(f"{trigger_clause(way)}: {next_words(way)}") for way in card.ways]
    if card.track:
        sentences.insert(0, f"This stage runs beside the others: {card.track}.")
    return Step(card.name, card.heading, tuple(sentences))


def _ending(end: End) -> Ending:
    how = end.follows or "by agreement"
    sentences = [_sentence(f"The case ends {how}" if how.startswith("by ") else f"Then: {how}")]
    sentences += [_sentence(phrase.sentence) for phrase in _ordered(end.duties)]
    return Ending(end.name, end.title, tuple(sentences))


def _ordered(duties: Iterable[Phrase]) -> list[Phrase]:
    order = [Strength.MUST, Strength.PLAIN, Strength.SHOULD, Strength.MAY]
    return sorted(duties, key=lambda phrase: order.index(phrase.strength))


def _row(card: Card) -> Row:
    def duties(strength: Strength) -> tuple[str, ...]:
        return tuple(
            " ".join(part for part in phrase.brief if part)
            for phrase in card.duties
            if phrase.strength is strength
        )

    ways = tuple(f"{trigger_clause(way)}: {next_words(way)}" for way in card.ways)
    return Row(
        (
            (card.heading,),
            _who(card),
            (card.counterpart,) if card.counterpart else (),
            _by_when(card),
            duties(Strength.MUST),
            duties(Strength.SHOULD),
            duties(Strength.MAY),
            ways,
        )
    )
