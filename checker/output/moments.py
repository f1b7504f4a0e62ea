"""Moments, elapsed time and limits in words, and what a limit comes to, in words and as JSON."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from checker.words.characters import printable
from checker.words.limits import amount_words, duration_words, sooner_words
from checker.words.text import counted, sentence
from checker.words.times import elapsed_words, moment_words
from checker.worktime.bank_holidays import FIRST_TABLED, LAST_TABLED
from checker.worktime.calendar import to_local
from checker.worktime.latest import Table, Untabled
from checker.worktime.moments import is_working_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from checker.procedure.model import Limit
    from checker.worktime.answer import Answer, Due, Reading

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
NATIONS = {
    "england-and-wales": "England and Wales",
    "scotland": "Scotland",
    "northern-ireland": "Northern Ireland",
}
"""The nations as they are written in a sentence."""


def untabled_in_words(untabled: Untabled) -> tuple[str, str]:
    """Why no moment can be told, and what to do: a message and its help."""
    if untabled.table is Table.SCHOOL_TERMS:
        return (
            "school days cannot be counted: there is no table of school terms",
            "write working days, and give the holidays of the school with `--closed`",
        )
    if untabled.table is Table.YEARS:
        return "this limit ends after the year 9999", "write a shorter limit, or an earlier moment"
    years = f"{FIRST_TABLED} to {LAST_TABLED}"
    return (
        f"this limit starts or ends outside the years whose bank holidays are known: {years}",
        "only limits in minutes or hours can be counted there",
    )


# --- the answer ---------------------------------------------------------------------------------


def answer_in_words(answer: Answer, notes: Sequence[str] = ()) -> str:
    """What a limit comes to: a sentence, or one for each reading; then `note:` lines.

    `notes` are the caller's own, in front of the others.
    """
    lines = (*_sentences(answer), *(f"note: {n}" for n in (*notes, *_notes(answer))))
    return printable("\n".join(lines))


def answer_as_json(answer: Answer, notes: Sequence[str] = ()) -> str:
    """What a limit comes to, as one JSON object.

    `limit`: in words; null where none is stated. `from`: the start. Moments are ISO 8601 in
    London's local time, with its offset. `latest`, `elapsed_minutes`, `working_days`: the latest
    permitted moment of the reading that permits most, the minutes that really pass until then, and
    the working days after the start's date up to its own; all three null where the rule says
    nothing of the start (a gap) or names no moment, and `working_days` alone outside the years of
    the table of bank holidays. `readings`: the same three for each way to read the limit (named by
    `reading`), with `silent`, the parts that say nothing of the start, and `next_working_day`, the
    same three again if the start counts as the next working day's (null where nothing is silent).
    `vague`: words of the limit that name no moment, or null. `receiving`, `calendar`, `open`,
    `close`, `closed` (pairs of dates, both included): what it was counted with. `notes`: what was
    taken as meant, and what is worth knowing, in words.
    """
    limit, calendar = answer.limit, answer.calendar
    named = limit is not None and (limit.definite or limit.vague is not None)
    told: dict[str, Any] = {
        "limit": printable(amount_words(limit)) if limit is not None and named else None,
        "from": _iso(answer.start),
        **_due_as_json(answer.due),
        "readings": [_reading_as_json(reading) for reading in answer.readings],
        "vague": None if limit is None or limit.vague is None else printable(limit.vague),
        "receiving": answer.receiving,
        "calendar": calendar.nation,
        "open": f"{calendar.opens:%H:%M}",
        "close": f"{calendar.closes:%H:%M}",
        "closed": [[first.isoformat(), last.isoformat()] for first, last in calendar.closures],
        "notes": [*notes, *_notes(answer)],
    }
    return json.dumps(told, indent=2)


def _reading_as_json(reading: Reading) -> dict[str, Any]:
    next_day = reading.next_day
    return {
        "reading": sooner_words(reading.durations),
        **_due_as_json(reading.due),
        "silent": [duration_words(duration) for duration in reading.silent],
        "next_working_day": None if next_day is None else _due_as_json(next_day),
    }


def _due_as_json(due: Due | None) -> dict[str, Any]:
    """A latest moment and its distance; nulls where there is none."""
    return {
        "latest": None if due is None else _iso(due.latest),
        "elapsed_minutes": None if due is None else due.elapsed // _MINUTE,
        "working_days": None if due is None else due.working_days,
    }


def _iso(moment: datetime) -> str:
    """ISO 8601 in local time."""
    return to_local(moment).isoformat()


def _sentences(answer: Answer) -> Iterator[str]:
    """The sentence for the only reading, or the readings one a line."""
    since = f"From {moment_words(answer.start)}"
    limit = answer.limit
    if limit is None or not answer.readings:
        yield f"{since}, no moment is named: {_unnamed(limit)}."
        return
    words = amount_words(limit)
    if len(answer.readings) == 1:
        yield _one(answer, answer.readings[0], f"{since}, {words}", _permits(limit))
        return
    yield f"{since}, {words} can be read in {len(answer.readings)} ways:"
    for reading in answer.readings:
        subject = f"as {sooner_words(reading.durations)}, it"
        yield f"- {_one(answer, reading, subject, 'permits')}"


def _unnamed(limit: Limit | None) -> str:
    """Why a limit has no figure."""
    if limit is None:
        return "no limit is stated"
    if limit.vague is None:
        return "the text points to a limit and does not give it"
    return f"“{printable(limit.vague)}” says no time"


def _permits(limit: Limit) -> str:
    """The verb that agrees with the limit: 48 hours permit, 1 working day permits."""
    first = limit.durations[0]
    many = first.amount > 1 and len(limit.durations) == 1 and not limit.vague and not limit.also
    return "permit" if many else "permits"


def _one(answer: Answer, reading: Reading, subject: str, verb: str) -> str:
    """What one reading comes to, a gap with its other reading beside it."""
    ends = [due for due in (reading.due, reading.next_day) if due is not None]
    first, last = (_until(answer, due) for due in (ends[0], ends[-1]))
    if not reading.silent:
        return f"{subject} {verb} {first}."
    nothing = f"says nothing of a start {_out_of_hours(answer)}"
    if reading.due is None:
        return (
            f"{subject} names no moment: the rule {nothing}. "
            f"Counted as the next working day's, it permits {last}."
        )
    other = "comes to the same" if first == last else f"permits {last}"
    silent = " and ".join(dict.fromkeys(duration_words(each) for each in reading.silent))
    return (
        f"{subject} {verb} {first}. {sentence(silent)[:-1]} {nothing}; "
        f"counted as the next working day's, it {other}."
    )


def _out_of_hours(answer: Answer) -> str:
    """Why a rule about a working day says nothing of the start."""
    working = is_working_day(to_local(answer.start).date(), answer.calendar)
    return "after closing time" if working else "on a day that is no working day"


def _until(answer: Answer, due: Due) -> str:
    """`until …: 5 days and 5 minutes later, 1 working day on`."""
    until = f"until {moment_words(due.latest)}"
    if not due.elapsed:
        return f"{until}: that very moment"
    return f"{until}: {elapsed_words(due.elapsed)} later{_working_days(answer, due)}"


def _working_days(answer: Answer, due: Due) -> str:
    """How many working days on; nothing where the table does not tell."""
    if due.working_days is None:
        return ""
    if due.working_days:
        return f", {counted(due.working_days, 'working day')} on"
    same = to_local(answer.start).date() == to_local(due.latest).date()
    return ", on the same day" if same else ", before the next working day"


def _notes(answer: Answer) -> Iterator[str]:
    """What is worth knowing beside the answer."""
    limit = answer.limit
    if limit is not None and limit.vague is not None and limit.definite:
        yield f"“{printable(limit.vague)}” names no moment, and can only be sooner"
    if answer.receiving and answer.readings:
        yield (
            "it counts from the receipt: what comes in after closing time, or on a day that is no "
            "working day, counts as the next working day's; hours and minutes run at once"
        )
    due = answer.due
    if due is None:
        return
    before, after = (to_local(m).utcoffset() or timedelta() for m in (answer.start, due.latest))
    if before != after:
        way = "forward" if after > before else "back"
        yield f"the clocks go {way} in between; the time told is the time that really passes"
    latest = to_local(due.latest)
    if latest.replace(fold=0).utcoffset() != latest.replace(fold=1).utcoffset():
        which = "second" if latest.fold else "first"
        yield f"{latest:%H:%M} is twice on the day on which it ends: the {which} is meant"
    if due.working_days is None:
        yield (
            "working days are not told here: the bank holidays are known for "
            f"{FIRST_TABLED} to {LAST_TABLED}"
        )
