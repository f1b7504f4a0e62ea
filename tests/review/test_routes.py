"""The longest real wait along a route: worked cases, counted by hand on a calendar."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from checker.answers.route import Routes
from checker.language.diagnostics import SourceText
from checker.output.waits import how_many, waits_in_words
from checker.procedure.from_syntax import load_text
from checker.proof import routes as proof_routes
from checker.proof import ways
from checker.proof.prove import Prover
from checker.proof.routes import MOST_STAGES, longest_routes
from checker.review.examine import review
from checker.worktime.calendar import to_local
from tests.proof.strategies import random_procedure

if TYPE_CHECKING:
    from checker.answers.route import Route

HEAD = """\
procedure example "An example"
  start at one
role worker "Worker", tier 1, on each side
role chair "Chair", tier 2
fact urgent "It is urgent", fixed
fact open-case "The case is open", can change
fact harm "A child is at risk of harm", can arise, is harm
reading count, either each "each for itself" or whole "all together"
"""
TAIL = """\
ending done "Agreed", by agreement
"""


def routes(*lines: str, stages: int = 2) -> tuple[Route, ...]:
    """Of a procedure of so many stages, the first `one`, the last the board's; `lines` of `one`."""
    names = [*("one", "two", "three")[: stages - 1], "board"]
    text = HEAD
    for name, after in zip(names, [*names[1:], "done"], strict=True):
        text += f'stage {name} "Stage {name}"\n  led by the chair\n'
        text += "  this stage is the board's\n" if name == "board" else ""
        text += f"  otherwise, the case must go to {after}\n"
    text += "".join(f"{line}\n" for line in lines) + TAIL
    found, mistakes = review(SourceText(text, "example.procedure"))
    assert found is not None, mistakes
    return found.routes.told


def spans(found: tuple[Route, ...]) -> list[tuple[str | None, str, str]]:
    """The reading and the dates of each route."""
    return [
        (
            route.reading,
            to_local(route.longest.start).strftime("%d %b %Y %H:%M"),
            to_local(route.longest.end).strftime("%d %b %Y %H:%M"),
        )
        for route in found
        if route.longest is not None
    ]


def test_limits_are_added_up() -> None:
    """Two working days, then one: from Tuesday 31 March over Easter, until Tuesday 7 April."""
    (route,) = routes(
        "at stage one",
        "  this stage must end within 2 working days",
        "at stage board",
        "  this stage must end within 1 working day",
    )
    assert route.stages == ("one", "board")
    assert route.lacking == ()
    assert route.working_days == 3
    assert spans((route,)) == [(None, "31 Mar 2026 09:00", "07 Apr 2026 17:00")]


def test_a_stage_without_a_figure_is_told() -> None:
    """Its time is not in the sum, and the words say so."""
    found = routes("at stage one", "  this stage must end within 1 working day")
    assert [route.lacking for route in found] == [("board",)]
    assert spans(found) == [(None, "02 Apr 2026 09:00", "07 Apr 2026 17:00")]


def test_a_move_takes_its_own_time() -> None:
    """From the outcome, until its limit; with the stage's, two working days."""
    found = routes(
        "at stage one",
        "  this stage must end within 1 working day",
        "  if not agreed, the case must go to board within 1 working day",
    )
    assert [route.working_days for route in found] == [2]


def test_the_soonest_limit_of_a_stage_counts() -> None:
    """Both bind, so the one working day does."""
    (route,) = routes(
        "at stage one",
        "  this stage must end within 1 working day",
        "  this stage must end within 4 weeks",
    )
    assert route.working_days == 1
    assert len(route.lines) == 2


def test_conditions_are_taken_at_their_worst() -> None:
    """Where it is urgent there is a day; where not, five: one or the other is so."""
    (route,) = routes(
        "at stage one",
        "  when urgent, this stage must end within 1 working day",
        "  when not urgent, this stage must end within 5 working days",
    )
    assert route.working_days == 5
    assert route.lacking == ("board",)


def test_a_condition_that_need_not_hold_leaves_a_stage_without() -> None:
    """When it is not urgent nothing is said."""
    (route,) = routes("at stage one", "  when urgent, this stage must end within 1 working day")
    assert route.lacking == ("one", "board")


def test_what_is_fixed_is_so_all_along() -> None:
    """A case is urgent in both stages or in neither: never five days and ten."""
    found = routes(
        "at stage one",
        "  when urgent, this stage must end within 5 working days",
        "  when not urgent, this stage must end within 1 working day",
        "at stage board",
        "  when urgent, this stage must end within 1 working day",
        "  when not urgent, this stage must end within 10 working days",
    )
    assert [route.working_days for route in found] == [11]


def test_what_changes_may_change_on_the_way() -> None:
    """Open in one stage and not in the next: five days and then ten."""
    found = routes(
        "at stage one",
        "  when open-case, this stage must end within 5 working days",
        "  when not open-case, this stage must end within 1 working day",
        "at stage board",
        "  when open-case, this stage must end within 1 working day",
        "  when not open-case, this stage must end within 10 working days",
    )
    assert [route.working_days for route in found] == [15]


def test_an_exception_replaces_the_plain_limit() -> None:
    """While it holds."""
    found = routes(
        "at stage one",
        "  this stage must end within 2 working days",
        "  when urgent, this stage must end within 3 working days instead",
    )
    assert [route.working_days for route in found] == [3]


def test_harm_is_left_aside() -> None:
    """A limit for where there is none is on."""
    found = routes(
        "at stage one",
        "  when not harm, this stage must end within 2 working days",
        "  when harm, this stage must end within 9 working days",
    )
    assert [route.working_days for route in found] == [2]


def test_a_total_bounds_all_that_it_covers() -> None:
    """Five days in all, though the first stage alone would have nine."""
    (route,) = routes(
        "at stage one",
        "  this stage must end within 9 working days",
        "stages one to board must end within 5 working days",
    )
    assert route.working_days == 5
    assert route.lacking == ()


def test_the_worst_reading_and_the_kindest() -> None:
    """Named by what makes a difference alone."""
    (route,) = routes(
        "at every stage",
        "  when each, this stage must end within 2 days",
        "when whole, stages one to board must end within 2 days",
    )
    assert spans((route,)) == [
        ("each for itself; working days", "24 Dec 2026 09:00", "04 Jan 2027 17:00")
    ]
    assert route.least is not None
    assert route.least_reading == "all together; calendar days"
    assert to_local(route.least.start).strftime("%d %b %Y %H:%M") == "23 Oct 2026 09:00"


def test_two_figures_count_as_the_longer() -> None:
    """Neither is known to be the one that is meant."""
    found = routes(
        "at stage one", "  this stage must end within 1 working day, or 2 weeks as also written"
    )
    assert spans(found)[0][2].endswith("17:00")
    assert [route.longest is not None and route.longest.length.days >= 14 for route in found] == [
        True
    ]


@pytest.mark.parametrize(
    "line",
    [
        "this stage must end within 2 working days of the meeting",
        'this stage must end, timing "promptly"',
        "this stage may end within 2 working days",
        "this stage must end, timing missing",
    ],
)
def test_what_has_no_figure_from_here_is_not_counted(line: str) -> None:
    """No route is told where nothing on it can be counted."""
    assert routes("at stage one", f"  {line}") == ()


def test_ways_that_part_are_told_apart() -> None:
    """Each for itself, as far as it leads; none comes to a stage twice."""
    found = routes(
        "at stage one",
        "  this stage must end within 1 working day",
        "  if not agreed, the case must go to board",
        "at stage two",
        "  if no answer, the case must go to one",
        stages=3,
    )
    assert [route.stages for route in found] == [("one", "two", "board"), ("one", "board")]


def test_a_long_text_is_told_no_routes() -> None:
    """There would be too many."""
    text = HEAD.replace("start at one", "start at s0")
    for i in range(MOST_STAGES + 1):
        after = f"s{i + 1}" if i < MOST_STAGES else "done"
        text += f'stage s{i} "S"\n  led by the chair\n'
        text += f"  this stage must end within 1 working day\n  otherwise, go to {after}\n"
    found, _ = review(SourceText(text + TAIL, "example.procedure"))
    assert found is not None
    assert found.routes == Routes()


def test_the_words() -> None:
    """As reports have them."""
    text = HEAD + (
        'stage one "One"\n  led by the chair\n  this stage must end within 1 working day\n'
        "  otherwise, go to board\n"
        'stage board "Board"\n  led by the chair\n  otherwise, go to done\n'
    )
    found, _ = review(SourceText(text + TAIL, "example.procedure"))
    assert found is not None
    way, wait = list(waits_in_words(found))[-1]
    assert way == "the route one and board, line 11"
    assert wait == (
        "5 days and 8 hours, 1 working day on: from Thursday 2 April 2026 at 09:00 until Tuesday "
        "7 April 2026 at 17:00, and whatever board may take, for which there need be no date"
    )


DAY = "  this stage must end within 1 working day"


def test_an_extension_is_used() -> None:
    """One working day, and two more."""
    (route,) = routes("at stage one", DAY, "  the chair may extend by 2 working days")
    assert route.working_days == 3
    assert len(route.lines) == 2


@pytest.mark.parametrize(
    ("line", "lacking"),
    [
        ("if not agreed, the case must go to board", ("board",)),
        ("if not agreed, the case must go to board within 2 working days", ("board",)),
        ("if not agreed, the chair may take the case to board", ("one", "board")),
        ('if not agreed, the case must go to board, timing "promptly"', ("one", "board")),
        ("if not agreed, the case must go to board within 1 day of the meeting", ("one", "board")),
        ("if not agreed, the case must go to board, after consulting the worker", ("one", "board")),
        (
            "if not agreed, the case must go to board, after consulting the worker within 2 hours",
            ("board",),
        ),
        ("clock stops from sent to paid", ("one", "board")),
    ],
)
def test_a_move_without_a_date_is_told(line: str, lacking: tuple[str, ...]) -> None:
    """What nobody has to do, or what waits for something without a date, may take any time."""
    last = "at stage board\n  this stage must end within 1 working day\n" if "clock" in line else ""
    found = routes(
        'event sent "the papers are sent"',
        'event paid "the fee is paid"',
        "at stage one",
        DAY,
        f"  {line}",
        *last.splitlines(),
    )
    wanted = lacking if not last else lacking[:1]
    assert [route.lacking for route in found] == [wanted]


def test_a_total_does_not_bound_what_comes_after() -> None:
    """It is over the stage, and the move on may take a day more."""
    (route,) = routes(
        "at stage one",
        "  this stage must end within 9 working days",
        "  if not agreed, the case must go to board within 1 working day",
        "stages one to one must end within 5 working days",
    )
    assert route.working_days == 6


# --- many ways, and many facts ---


def fan(count: int, ends: int = 1) -> str:
    """A text in which so many stages follow the first, each by itself, with more and more days;
    then one of some last ones.
    """
    text = HEAD + 'stage one "One"\n  led by the chair\n' + DAY + "\n"
    text += "".join(f"  if agreed, the case must go to s{i}\n" for i in range(count))
    text += "  otherwise, the case must go to done\n"
    for i in range(count):
        text += f'stage s{i} "S"\n  led by the chair\n'
        text += f"  this stage must end within {i + 2} working days\n"
        text += f"  otherwise, the case must go to last{i % ends}\n"
    for i in range(ends):
        text += f'stage last{i} "L"\n  led by the chair\n  otherwise, the case must go to done\n'
    return text + TAIL


def routes_of(text: str) -> Routes:
    """Of a whole text."""
    procedure, mistakes = load_text(text, "example.procedure")
    assert procedure is not None, mistakes
    return longest_routes(Prover(procedure))


def test_five_are_told_of_many() -> None:
    """The longest first; how many there are is told."""
    found = routes_of(fan(12))
    assert [route.stages[1] for route in found.told] == ["s11", "s10", "s9", "s8", "s7"]
    assert (found.in_all, found.more) == (12, False)
    assert how_many(found) == (
        "5 of 12: for each stage where one ends the longest, then the next by length"
    )


def test_the_longest_to_each_end_comes_first() -> None:
    """Then the next by length, whatever its end."""
    found = routes_of(fan(12, ends=4))
    assert [route.stages[1:] for route in found.told] == [
        ("s11", "last3"),
        ("s10", "last2"),
        ("s9", "last1"),
        ("s8", "last0"),
        ("s7", "last3"),
    ]


def test_of_very_many_the_likely_ones_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those whose limits add up to most."""
    monkeypatch.setattr(proof_routes, "MOST_MEASURED", 6)
    monkeypatch.setattr(proof_routes, "MOST_ROUTES", 10)
    found = routes_of(fan(12))
    assert [route.stages[1] for route in found.told] == ["s9", "s8", "s7", "s6", "s5"]
    assert (found.in_all, found.more) == (10, True)
    assert (how_many(found) or "").startswith("5 of more than 10: ")


def chain(length: int, *, named: str, facts: str) -> str:
    """A chain of stages, each of ten days when something of its own is so, else of five."""
    text = 'procedure chain "Chain"\nrole chair "Chair", tier 2\n'
    text += "".join(facts.format(i=i) + "\n" for i in range(length))
    for i in range(length):
        on = named.format(i=i)
        text += f'stage s{i} "S"\n  led by the chair\n'
        text += f"  when {on}, this stage must end within 10 working days\n"
        text += f"  when not {on}, this stage must end within 5 working days\n"
        text += f"  otherwise, the case must go to {f's{i + 1}' if i + 1 < length else 'done'}\n"
    return text + TAIL


def test_facts_of_each_stage_are_no_cliff() -> None:
    """Twelve facts, each of which lengthens a stage: twelve times ten working days."""
    (route,) = routes_of(chain(12, named="f{i}", facts='fact f{i} "F", can change')).told
    assert route.working_days == 120


def test_readings_of_each_stage_are_no_cliff() -> None:
    """What the worst supposes of them is told."""
    facts = 'reading r{i}, either ten{i} "ten {i}" or five{i} "five {i}"'
    (route,) = routes_of(chain(12, named="ten{i}", facts=facts)).told
    assert route.working_days == 120
    assert route.reading == "; ".join(f"ten {i}" for i in range(12))
    assert route.least is None


def test_what_cannot_be_together_is_not_added_up() -> None:
    """Ten days in every second stage, whatever the one fact is, told by the search as well."""
    text = chain(10, named="f0", facts='fact f{i} "F", fixed')
    for i in range(1, 10, 2):
        text = text.replace(
            f'stage s{i} "S"\n  led by the chair\n  when f0,',
            f'stage s{i} "S"\n  led by the chair\n  when not f0,',
        ).replace(
            "  when not f0, this stage must end within 10 working days\n  when not f0,",
            "  when not f0, this stage must end within 10 working days\n  when f0,",
        )
    (route,) = routes_of(text).told
    assert route.working_days == 75


@pytest.mark.parametrize("seed", range(40))
def test_the_search_finds_what_trying_each_finds(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of random procedures, with few cases tried one by one, and with many."""
    text = random_procedure(Random(seed))  # noqa: S311
    tried = {route.stages: route for route in routes_of(text).told}
    monkeypatch.setattr(ways, "MOST_CASES", 1)
    searched = {route.stages: route for route in routes_of(text).told}
    for way, route in searched.items():
        assert way in tried or len(tried) == proof_routes.MOST_TOLD
        if way in tried:
            assert route.longest == tried[way].longest, text


def nine(lines: str, head: str = "", tail: str = "") -> str:
    """A chain of nine stages with these lines, `{i}` being the number of each, then the end."""
    text = f'procedure nine "Nine"\nrole chair "Chair", tier 2\n{head}'
    for i in range(9):
        text += f'stage s{i} "S"\n  led by the chair\n{lines.format(i=i)}'
        text += f"  otherwise, the case must go to {f's{i + 1}' if i < 8 else 'end-it'}\n"
    text += 'stage end-it "E"\n  led by the chair\n  otherwise, the case must go to done\n'
    return text + tail + TAIL


LENGTHENED = (
    "  when f{i}, this stage must end within 10 working days\n"
    "  when not f{i}, this stage must end within 5 working days\n"
)
NINE_FACTS = "".join(f'fact f{i} "F", fixed\n' for i in range(9))


@pytest.mark.parametrize(
    ("text", "days", "lacking"),
    [
        (  # no fact, and two ways for each stage
            nine(f"{DAY}\n  the chair may extend by 2 working days\n"),
            27,
            ("end-it",),
        ),
        (  # what lengthens the first stage shortens the last
            nine(LENGTHENED, NINE_FACTS).replace(
                'stage end-it "E"\n  led by the chair\n',
                'stage end-it "E"\n  led by the chair\n'
                "  when f0, this stage must end within 1 working day\n"
                "  when not f0, this stage must end within 9 working days\n",
            ),
            94,
            (),
        ),
        (  # a total that need not be on leaves the last stage without a date
            nine(
                LENGTHENED,
                f'fact aa "A", fixed\n{NINE_FACTS}',
                "when aa, stages s0 to end-it must end within 110 working days\n",
            ),
            110,
            ("end-it",),
        ),
        (  # out of hours the same working day is the next one
            nine(
                "  this stage must end within 1 week\n"
                "  if not agreed, the case must go to end-it within the same working day\n"
            ).replace("1 week\n  if not agreed", "3 calendar days\n  if not agreed", 1),
            None,
            ("end-it",),
        ),
    ],
    ids=["extensions", "against each other", "a total that may be off", "same working day"],
)
def test_the_search_goes_on(
    text: str, days: int | None, lacking: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until the worst case is found, and it is the one that trying each would find."""
    monkeypatch.setattr(ways, "MOST_CASES", 4_096)
    tried = routes_of(text)
    monkeypatch.setattr(ways, "MOST_CASES", 16)
    searched = routes_of(text)
    assert searched == tried
    assert searched.told[0].lacking == lacking
    assert days is None or searched.told[0].working_days == days


def test_a_reading_without_a_date_is_no_kind_one() -> None:
    """What it leaves without a date is told."""
    text = HEAD + (
        'stage one "One"\n  led by the chair\n  this stage must end within 5 working days\n'
        "  otherwise, go to board\n"
        'stage board "Board"\n  led by the chair\n'
        "  when each, this stage must end within 20 working days\n"
        "  otherwise, go to done\n"
    )
    (route,) = routes_of(text + TAIL).told
    assert (route.reading, route.lacking) == ("all together", ("board",))
    assert (route.least_reading, route.least_lacking) == ("each for itself", ())
    assert route.longest is not None
    assert route.least is not None
    assert route.least.length > route.longest.length


def test_a_total_from_the_start_of_its_first_stage() -> None:
    """Bounds what it covers, as one from its first coming there."""
    lines = ("at every stage", "  this stage must end within 10 working days")
    named = routes(
        *lines, "stages one to board must end within 12 working days of the start of one"
    )
    plain = routes(*lines, "stages one to board must end within 12 working days")
    assert [route.working_days for route in named] == [12]
    assert named[0].longest == plain[0].longest


def test_a_move_that_is_replaced_takes_no_time() -> None:
    """Where the exception is not on, the plain one is."""
    found = routes(
        "at stage one",
        DAY,
        "  if not resolved, the case must go to board within 10 working days",
        "  if not resolved, the case must go to board within 2 working days instead",
    )
    assert [route.working_days for route in found] == [3]
