"""From cards to boxes: the text wrapped by its measured width, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.flowchart.cards import GoalKind
from checker.flowchart.metrics import wrap
from checker.flowchart.runs import Face, Run, bold, italic, plain
from checker.flowchart.sheet import SIZE, Box, Fill, Outline, Strip, TextLine
from checker.flowchart.way_words import action_words, terms_words, trigger_words
from checker.procedure.model import EndingKind, Strength
from checker.words.places import SILENT
from checker.words.text import capital

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.flowchart.cards import Card, Goal, Way
    from checker.flowchart.phrases import Phrase
    from checker.flowchart.runs import Runs

COLUMN = 58.0
"""The width of the column of labels (`Who`, `By when`), in points."""
MARGIN = 8.0
"""Between an outline and its text, in points."""
SPARE = 0.9
"""The part of the room that text fills, so that a wider font still fits."""
INDENT = 9.0
BAND_SIZE, BAND_PITCH = 12.0, 16.0
SEPARATOR = Strip((), pad=1.0)
"""A thin line of paper between two filled rows."""
_HEADS = ((Strength.MUST, "Must"), (Strength.SHOULD, "Should"), (Strength.MAY, "May"))


def text_strip(
    paragraphs: Iterable[Runs],
    width: float,
    *,
    fill: Fill = Fill.PAPER,
    centred: bool = False,
    pad: float = 4.0,
) -> Strip:
    """Paragraphs across a box whose inner width is given."""
    room = (width - 2 * MARGIN) * SPARE
    lines = [TextLine(line) for runs in paragraphs for line in wrap(runs, room, SIZE)]
    return Strip(tuple(lines), fill, centred=centred, pad=pad)


def band(label: str, title: str, width: float, *, fill: Fill = Fill.BAND) -> Strip:
    """The band at the head of a box: a label in bold, then a title."""
    runs = (*bold(label), Run(f"  {title}")) if title else bold(label)
    room = (width - 2 * MARGIN) * SPARE
    lines = tuple(TextLine(line) for line in wrap(runs, room, BAND_SIZE))
    return Strip(lines, fill, BAND_SIZE, BAND_PITCH, pad=3.0)


def labelled(
    label: str, paragraphs: Iterable[Runs], width: float, *, bullets: bool = False
) -> Strip:
    """A row of a card: its label in bold beside the first line, each paragraph with a bullet."""
    indent = INDENT if bullets else 0.0
    room = (width - 2 * MARGIN - COLUMN - indent) * SPARE
    lines: list[TextLine] = []
    for runs in paragraphs:
        for index, line in enumerate(wrap(runs, room, SIZE)):
            head = bold(label) if not lines else ()
            lines.append(TextLine(line, head, bullet=bullets and index == 0))
    return Strip(tuple(lines), column=COLUMN, indent=indent, pad=3.0)


def duty_strips(duties: Iterable[Phrase], width: float) -> Iterator[Strip]:
    """The rows `Must`, `Should` and `May`; a row without duties is left out."""
    phrases = list(duties)
    for strength, label in _HEADS:
        items = [_bullet(phrase) for phrase in phrases if phrase.strength is strength]
        if items:
            yield labelled(label, items, width, bullets=True)


def _bullet(phrase: Phrase) -> Runs:
    words, note = phrase.brief
    return (Run(f"{words} "), Run(note, Face.ITALIC)) if note else plain(words)


def card_strips(card: Card, width: float) -> tuple[Strip, ...]:
    """A card's band and rows, those of its ways apart."""
    fill = Fill.PAPER if card.missing else Fill.BAND
    strips = [band(card.label, card.title, width, fill=fill)]
    who = list(card.who)
    if card.counterpart:
        who.insert(1, plain(f"with {card.counterpart}"))
    if card.track:
        words = f"Runs beside the other stages: {card.track}"
        strips.append(text_strip([italic(words)], width, fill=Fill.ROW))
    strips.append(labelled("Who", who, width))
    by_when = list(card.by_when)
    if card.wait:
        by_when.append(plain(capital(card.wait)))
    strips.append(labelled("By when", by_when, width))
    return (*strips, *duty_strips(card.duties, width))


def way_strip(way: Way, width: float) -> Strip:
    """A way told in a row: black where it is about harm."""
    fill = Fill.HARM if way.harm else Fill.ROW
    runs = (*bold(f"{trigger_words(way)}:"), Run(f" {action_words(way)}"))
    return text_strip([runs], width, fill=fill)


def edge_words(way: Way) -> tuple[Runs, ...]:
    """What stands beside an edge down the ladder: the outcome in bold, who takes it, by when."""
    modal = way.strength.words
    head = bold(trigger_words(way))
    shown = modal and not way.actor
    paragraphs: list[Runs] = [(*head, Run(f" ({modal})")) if shown else head]
    if way.actor:
        paragraphs.append(plain(f"{way.actor} {modal or 'can'} take the case on"))
    terms, note = terms_words(way)
    if terms or note:
        paragraphs.append((Run(f"{terms} ".lstrip()), Run(note, Face.ITALIC)))
    return tuple(tuple(run for run in runs if run.text) for runs in paragraphs)


def side_words(way: Way) -> tuple[Runs, ...]:
    """What stands above a short edge to the side: the outcome and the strength."""
    modal = way.strength.words
    return ((*bold(trigger_words(way)), Run(f" ({modal})")) if modal else bold(trigger_words(way)),)


def goal_box(name: str, goal: Goal, width: float) -> Box:
    """An ending or a hole as a small box: green where it is an agreement, thick where it is another
    ending, dashed where the policy does not say.
    """
    inner = width - 2
    if goal.kind is GoalKind.HOLE:
        strip = text_strip([italic(SILENT)], inner, centred=True)
        return Box(name, 0, 0, width, (strip,), Outline.DASHED)
    agreed = goal.ending is EndingKind.AGREEMENT
    outline = Outline.PLAIN if agreed else Outline.THICK
    strip = text_strip(
        [bold(goal.words)],
        inner if agreed else width - 6,
        fill=Fill.AGREED if agreed else Fill.PAPER,
        centred=True,
    )
    return Box(name, 0, 0, width, (strip,), outline, about=goal.name)
