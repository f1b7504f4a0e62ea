"""`stagecheck when`: until when a limit permits, counted from one moment."""

from __future__ import annotations

import argparse
import re
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from msgspec import Struct, structs

from checker.cli.options import iso_date

if TYPE_CHECKING:
    from checker.language.diagnostics import Diagnostic
    from checker.language.syntax import Document
    from checker.output.report import Broken
    from checker.procedure.model import Limit
    from checker.worktime.calendar import Calendar

NATIONS = ("england-and-wales", "scotland", "northern-ireland")
_MOMENT = r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(:00)?(Z|[+-]\d\d:\d\d)?"
_CLOCK = r"\d{1,2}:\d\d"
_LONGEST = 1_000
"""Characters in a limit; a longer one is none."""
_SHOWN = 40
"""Characters of a wrong option that are shown."""
_HOST = 'procedure host "Host"\nthe procedure must end '
"""The text in which a limit is parsed; what follows is the limit alone."""
_WORDS_HOST = 'procedure host "Host"\nstage only "Only"\nthis stage must end '
"""The same for a limit in the policy's own words, which a whole procedure cannot have."""
_SOONER_AND = r'("[^"]*")|\band\b'
_OPENERS = ("within", "by", "timing")


class Given(Struct, frozen=True):
    """A moment, in UTC, as it was given, and what was taken as meant in reading it."""

    moment: datetime
    notes: tuple[str, ...] = ()


class Asked(Struct, frozen=True):
    """A limit that could be read (None: said to be not stated), and whether it says `receiving`."""

    limit: Limit | None
    receiving: bool


def add(commands: Any) -> None:  # noqa: ANN401, argparse does not publish the type
    """The command's arguments."""
    parser = commands.add_parser(
        "when",
        help="tell until when a limit permits",
        description="Tells the latest moment that a limit permits, counted from a moment, in "
        "London's local time.",
        epilog="Exit code: 0 answered (a gap in the rule is an answer too), 2 the limit or the "
        "moment could not be read or counted.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "limit",
        metavar="LIMIT",
        help='as the language writes it: "1 working day", "within the sooner of 48 hours or 2 '
        'working days"',
    )
    parser.add_argument(
        "--from",
        dest="start",
        type=moment,
        required=True,
        metavar="MOMENT",
        help='what it counts from, as in "2026-04-02 16:55"; an offset may follow, as in +01:00',
    )
    parser.add_argument("--receiving", action="store_true", help="it counts from a receipt")
    _add_calendar(parser)
    parser.add_argument(
        "--output-format",
        choices=("full", "json"),
        default="full",
        metavar="FORMAT",
        help="full: sentences (default); json: for programs",
    )
    parser.set_defaults(run=run)


def _add_calendar(parser: argparse.ArgumentParser) -> None:
    """Whose working days and hours are meant."""
    parser.add_argument(
        "--calendar",
        choices=NATIONS,
        metavar="NATION",
        help=f"whose bank holidays: {', '.join(NATIONS)} (default: {NATIONS[0]})",
    )
    for name, default in (("open", "09:00"), ("close", "17:00")):
        parser.add_argument(
            f"--{name}", type=clock, metavar="TIME", help=f"of working days (default: {default})"
        )
    parser.add_argument(
        "--closed",
        type=closure,
        action="append",
        default=[],
        metavar="DATE",
        help="a day, or days as in 2026-12-24..2027-01-01, on which the place is closed; "
        "repeatable",
    )


def run(arguments: argparse.Namespace) -> int:
    """Count, and print the answer."""
    from checker.cli.streams import complain, say
    from checker.output.moments import answer_as_json, answer_in_words, untabled_in_words
    from checker.worktime.answer import answer
    from checker.worktime.latest import Untabled

    calendar = _calendar(arguments)
    if calendar is None:
        complain(
            "a working day opens before it closes", hint="give `--open` and `--close` in order"
        )
        return 2
    asked = _asked(arguments.limit, as_json=arguments.output_format == "json")
    if asked is None:
        return 2
    given: Given = arguments.start
    receiving = arguments.receiving or asked.receiving
    found = answer(asked.limit, given.moment, calendar, receiving=receiving)
    if isinstance(found, Untabled):
        message, hint = untabled_in_words(found)
        complain(message, hint=hint)
        return 2
    taken = _taken(arguments, calendar) if found.readings else ()
    notes = (*given.notes, *taken)
    in_words = arguments.output_format == "full"
    say(answer_in_words(found, notes) if in_words else answer_as_json(found, notes))
    return 0


# --- the options --------------------------------------------------------------------------------


def moment(text: str) -> Given:
    """A moment by London's clocks, or with an offset; argparse reports anything else."""
    match = re.fullmatch(_MOMENT, text.strip(), re.ASCII)
    if match is None:
        raise _wrong(f"`{_shown(text)}` is no moment; write it as 2026-04-02 16:55")
    try:
        local = datetime.fromisoformat(f"{match[1]}T{match[2]}{match[4] or ''}")
    except ValueError:
        raise _wrong(f"`{_shown(text)}` is a moment that no calendar has") from None
    try:
        return _on_clocks(local) if local.tzinfo is None else _with_offset(local)
    except OverflowError:
        raise _wrong(f"`{_shown(text)}` is outside the years 1 to 9999") from None


def _with_offset(given: datetime) -> Given:
    """A moment that says its offset; shown by London's clocks, as all others are."""
    from checker.worktime.calendar import to_local

    local = to_local(given)
    if local.utcoffset() == given.utcoffset():
        return Given(given.astimezone(UTC))
    return Given(given.astimezone(UTC), (f"by London's clocks that is {local:%H:%M}",))


def _on_clocks(wall: datetime) -> Given:
    """A moment as London's clocks show it: once, twice or never."""
    from checker.worktime.calendar import from_local, to_local

    first, second = (from_local(wall.date(), wall.time().replace(fold=fold)) for fold in (0, 1))
    if to_local(first).replace(tzinfo=None, fold=0) != wall:
        raise _wrong(
            f"{wall:%Y-%m-%d %H:%M} does not exist: the clocks go forward over it; "
            f"write a time of day before or after that hour"
        )
    if first == second:
        return Given(first)
    again = to_local(second).isoformat(timespec="minutes")
    twice = f"{wall:%H:%M} is twice on that day, as the clocks go back: the first is taken"
    return Given(first, (f"{twice} (the second is {again})",))


def clock(text: str) -> time:
    """A time of day; argparse reports anything else."""
    if re.fullmatch(_CLOCK, text, re.ASCII):
        try:
            return time.fromisoformat(text.zfill(5))
        except ValueError:
            pass
    raise _wrong(f"`{_shown(text)}` is no time of day; write it as 09:00")


def closure(text: str) -> tuple[date, date]:
    """A day, or the first and the last of several; argparse reports anything else."""
    first, dots, last = text.partition("..")
    days = iso_date(first), iso_date(last if dots else first)
    if days[0] > days[1]:
        raise _wrong(f"`{text}` ends before it begins")
    return days


def _wrong(message: str) -> argparse.ArgumentTypeError:
    """What argparse makes its own report of."""
    return argparse.ArgumentTypeError(message)


def _shown(text: str) -> str:
    """A wrong option, short, and in characters that a terminal shows."""
    from checker.words.characters import legible

    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
    return legible(" ".join(short.split()))


def _calendar(arguments: argparse.Namespace) -> Calendar | None:
    """The calendar that the options say; None where its days close before they open."""
    from checker.worktime.calendar import DEFAULT_CLOSES, DEFAULT_OPENS, Calendar

    opens = arguments.open or DEFAULT_OPENS
    closes = arguments.close or DEFAULT_CLOSES
    if opens >= closes:
        return None
    return Calendar(arguments.calendar or NATIONS[0], opens, closes, tuple(arguments.closed))


def _taken(arguments: argparse.Namespace, calendar: Calendar) -> tuple[str, ...]:
    """What the options leave open, and how it was taken."""
    from checker.output.moments import NATIONS as TITLES

    notes = []
    if arguments.open is None or arguments.close is None:
        hours = f"{calendar.opens:%H:%M} to {calendar.closes:%H:%M}"
        notes.append(f"taken as meant: the working day is {hours}")
    if arguments.calendar is None:
        whose = TITLES[calendar.nation]
        notes.append(f"taken as meant: the bank holidays are those of {whose}")
    return tuple(notes)


# --- the limit ----------------------------------------------------------------------------------


def _asked(text: str, *, as_json: bool) -> Asked | None:
    """The limit, or None after saying what is wrong with it."""
    from checker.cli.reading import tell_broken
    from checker.cli.streams import complain
    from checker.output.formats import Manner
    from checker.output.report import Broken

    if not text.strip():
        complain("the limit is empty", hint="write it as in `within 2 working days`")
        return None
    if len(text) > _LONGEST:
        complain(f"the limit has {len(text):,} characters, and {_LONGEST:,} are read")
        return None
    found = read_limit(text)
    if isinstance(found, Broken):
        tell_broken(found, Manner.CONCISE if as_json else Manner.FULL)
        return None
    return found


def read_limit(text: str) -> Asked | Broken:
    """A limit as the language writes it, `within` at its start or not; or its mistakes.

    It is read by the language's own parser, as the last line of a text of its own; the places of
    the mistakes are those in `text`. What it counts from is whatever moment is asked about, so the
    events that it names need no declaration. `the sooner of A and B` is read as `A or B`, and
    `same working day` and `sooner of` without `the` like those with it.
    """
    from checker.language.diagnostics import Diagnostic, SourceText, Span
    from checker.language.parser import parse
    from checker.output.report import Broken

    limit = re.sub(r"\s", " ", text)
    source = SourceText(limit, "LIMIT")
    if match := re.match(r" *at +least\b", limit, re.IGNORECASE):
        back = "this counts back from an event, and `when` counts on from a moment"
        hint = "write a limit such as `within 5 working days`"
        return Broken.of(source, (Diagnostic(back, Span(*match.span()), hint),))
    before, body = _hosted(limit)
    document, told = parse(SourceText(before + body, "LIMIT"))
    if not told:
        return _asked_of(document)
    return Broken.of(source, tuple(_moved(each, len(before), len(limit)) for each in told))


def _hosted(limit: str) -> tuple[str, str]:
    """What to put in front of a limit so that it can be parsed, and the limit, as long as it was.

    `within` is put before it unless it starts with a word that opens a limit, or with one like it.
    """
    from checker.language.suggest import did_you_mean

    if re.match(r" *(within +)?(the +)?sooner\b", limit, re.IGNORECASE):
        limit = re.sub(_SOONER_AND, lambda match: match[1] or "or ", limit, flags=re.IGNORECASE)
    if re.match(r" *(same +working|sooner +of)\b", limit, re.IGNORECASE):
        return f"{_HOST}within the ", limit
    word = (limit.split() or [""])[0].lower()
    opener = word if word in _OPENERS else did_you_mean(word, _OPENERS)
    host = _WORDS_HOST if opener == "timing" else _HOST
    return (host if opener else f"{host}within "), limit


def _asked_of(document: Document) -> Asked:
    """The limit of the model; its events are left aside, but for whether they are received."""
    from checker.language.declarations import ProcedureLimit
    from checker.language.syntax import StageLimit
    from checker.procedure.from_syntax.leaves import Leaves
    from checker.procedure.from_syntax.names import Names

    lines = (line for block in document.blocks for line in block.lines)
    limit = next(line.limit for line in lines if isinstance(line, ProcedureLimit | StageLimit))
    receiving = any(start.receiving for start in limit.starts)
    return Asked(Leaves(Names(), ()).limit(structs.replace(limit, starts=())), receiving)


def _moved(told: Diagnostic, offset: int, length: int) -> Diagnostic:
    """A diagnostic with its place in the limit alone."""
    start, end = (min(max(at - offset, 0), length) for at in told.span)
    return structs.replace(told, span=type(told.span)(start, end))
