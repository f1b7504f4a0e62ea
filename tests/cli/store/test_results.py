"""What is looked up is what would be worked out: to the byte, in every format."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from msgspec import msgpack

from checker.cli import check, pictures, report
from checker.cli.drawn import Drawn, redated
from checker.cli.inputs import Input
from checker.cli.loaded import Loaded
from checker.cli.reading import load_file
from checker.cli.store import results
from checker.cli.store.results import NO_STORE, Results, open_results
from checker.cli.store.values import drawn_from, packed_drawn, packed_review, review_from
from checker.language.diagnostics import SourceText
from checker.output.formats import FORMATS
from checker.output.report import Report
from checker.review.examine import review
from tests.cli.samples import BAD, BROKEN, GOOD, write
from tests.output.made import EVERYTHING
from tests.output.test_files import below
from tests.proof.strategies import random_procedure

if TYPE_CHECKING:
    from checker.output.report import Failed
    from checker.review.findings import Review
    from tests.cli.store.stores import Stored

ROOT = Path(__file__).resolve().parents[3]
REAL = sorted((ROOT / "procedures").glob("*.procedure"))
DOCUMENTS = sorted((ROOT / "tests" / "review").glob("*.md"))
FENCED = re.compile(r"```procedure\n(.*?)```", re.DOTALL)
LATER = ("--as-of", "2027-01-05")
NOW = ("--as-of", "2026-11-23")


def texts() -> dict[str, str]:
    """The real procedures, those of the documents of the checks, and some at random."""
    found = {file.name: file.read_text(encoding="utf-8") for file in REAL}
    for file in DOCUMENTS:
        for number, text in enumerate(FENCED.findall(file.read_text(encoding="utf-8"))):
            found[f"{file.stem}-{number}"] = text
    for seed in range(12):
        found[f"random-{seed}"] = random_procedure(Random(seed))  # noqa: S311
    return found


TEXTS = texts()


@pytest.mark.parametrize("name", TEXTS)
def test_a_review_is_read_back_as_it_was(name: str) -> None:
    """Equal, and written alike; its path is that of the text that it is looked up for."""
    found, diagnostics = review(SourceText(TEXTS[name], "a/b.procedure"))
    assert found is not None, diagnostics
    packed = packed_review(found)
    assert b"b.procedure" not in packed
    back = review_from(packed, found.source)
    assert back == found
    moved = review_from(packed, SourceText(TEXTS[name], "c.procedure"))
    assert moved is not None
    for form in FORMATS:
        told = form.written(Report((found,)), colour=True)
        assert form.written(Report((back,)), colour=True) == told
        assert form.written(Report((moved,))) == form.written(Report((found,))).replace(
            "a/b.procedure", "c.procedure"
        )


def test_there_were_many_texts() -> None:
    """Every document of a check, among them."""
    assert len(REAL) >= 5
    assert len(TEXTS) >= 50


def test_moments_are_told_by_londons_clocks() -> None:
    """In summer and in winter, as the stories have them."""
    back = review_from(packed_review(EVERYTHING), EVERYTHING.source)
    assert back == EVERYTHING
    told = [f.telling for r in back.results for f in r.findings if f.telling is not None]
    zones = {(s.moment.utcoffset(), s.moment.tzname()) for each in told for s in each.sentences}
    assert {name for _, name in zones} == {"GMT", "BST"}


@pytest.mark.parametrize("odd", [b"", b"\xc1", msgpack.encode([]), msgpack.encode({"words": 1})])
def test_what_is_no_value_is_none(odd: bytes) -> None:
    """Of a review and of drawings."""
    assert review_from(odd, EVERYTHING.source) is None
    assert drawn_from(odd) is None


# --- check -----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [form.name for form in FORMATS])
def test_a_second_run_says_the_same(form: str, stored: Stored, tmp_path: Path) -> None:
    """On both streams, with the same code, and works on nothing."""
    folder = write(tmp_path / "in", bad=BAD, broken=BROKEN)
    arguments = (folder, tmp_path / "none", "--output-format", form)
    first, second = stored.check(*arguments), stored.check(*arguments)
    assert first.worked == (str(folder / "bad.procedure"),)
    assert second.worked == ()
    assert (second.code, second.out, second.err) == (first.code, first.out, first.err)
    bare = stored.check(*arguments, "--no-store")
    assert (bare.code, bare.out, bare.err) == (first.code, first.out, first.err)
    assert bare.worked == first.worked


def test_known_and_new_texts_stand_in_their_order(stored: Stored, tmp_path: Path) -> None:
    """Between them those that cannot be read."""
    folder = write(tmp_path / "in", b=GOOD)
    stored.check(folder)
    write(folder, a=BROKEN, c=BAD, d=BROKEN)
    mixed = stored.check(folder)
    assert mixed.worked == (str(folder / "c.procedure"),)
    assert mixed.err.index("a.procedure") < mixed.err.index("d.procedure")
    write(folder, e=GOOD.replace("good", "great"))
    mixed = stored.check(folder)
    assert mixed.worked == (str(folder / "e.procedure"),)
    bare = stored.check(folder, "--no-store")
    assert (mixed.code, mixed.out, mixed.err) == (bare.code, bare.out, bare.err)
    assert stored.check(folder / "b.procedure").code == 0


def test_a_text_changed_is_worked_on_anew(stored: Stored, tmp_path: Path) -> None:
    """By a blank at its end, or in a comment."""
    file = write(tmp_path / "in", bad=BAD) / "bad.procedure"
    stored.check(file)
    for change in (BAD + " ", BAD + "# a comment\n", BAD.replace("A bad one", "A sad one")):
        assert change != BAD
        file.write_text(change)
        assert stored.check(file).worked == (str(file),)
        assert stored.check(file).worked == ()
    file.write_text(BAD)
    assert stored.check(file).worked == ()


def test_the_path_and_the_day_change_nothing(stored: Stored, tmp_path: Path) -> None:
    """Nor how lines end, nor a mark at the beginning: they are no part of a text."""
    file = write(tmp_path / "in", bad=BAD) / "bad.procedure"
    first = stored.check(file, *NOW)
    other = tmp_path / "other.procedure"
    other.write_bytes(b"\xef\xbb\xbf" + BAD.replace("\n", "\r\n").encode())
    second = stored.check(other, *LATER)
    assert second.worked == ()
    assert second.out == first.out.replace(str(file), str(other))
    assert len(stored.entries) == 1


def test_an_option_that_makes_a_difference_is_told_apart(stored: Stored, tmp_path: Path) -> None:
    """Whether the longest real waits are wanted, which one format does not show."""
    file = write(tmp_path / "in", bad=BAD) / "bad.procedure"
    assert stored.check(file, "--output-format", "concise").worked
    full = stored.check(file)
    assert full.worked
    assert "\ntime: the longest real waits" in full.out
    assert stored.check(file, "--output-format", "concise").worked == ()
    assert stored.check(file).out == full.out


def test_a_damaged_entry_is_worked_on_anew_and_mended(stored: Stored, tmp_path: Path) -> None:
    """Cut short, changed, or that of another text."""
    folder = write(tmp_path / "in", bad=BAD)
    usual = stored.check(folder)
    (entry,) = stored.entries
    whole = entry.read_bytes()
    other = write(tmp_path / "other", good=GOOD)
    stored.check(other)
    (foreign,) = set(stored.entries) - {entry}
    damaged = (whole[:-1], b"", whole[:-9] + b"!" + whole[-8:], foreign.read_bytes())
    for content in damaged:
        entry.write_bytes(content)
        again = stored.check(folder)
        assert again.worked == usual.worked
        assert (again.code, again.out, again.err) == (usual.code, usual.out, usual.err)
        assert entry.read_bytes() == whole
    assert stored.check(folder).worked == ()


def test_a_whole_entry_without_a_review_is_a_miss(
    stored: Stored, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should one ever be written."""
    folder = write(tmp_path / "in", bad=BAD)
    with monkeypatch.context() as patched:
        patched.setattr("checker.cli.store.values.packed_review", lambda _: b"\x90")
        stored.check(folder)
    assert stored.check(folder).worked
    assert stored.check(folder).worked == ()


@pytest.mark.parametrize("how", ["option", "environment", "certificates", "smtlib"])
def test_what_never_reads_it(
    how: str, stored: Stored, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor writes into it."""
    file = write(tmp_path / "in", bad=BAD) / "bad.procedure"
    usual = stored.check(file)
    before = below(stored.folder)
    if how == "environment":
        monkeypatch.setenv(NO_STORE, "1")
    options: dict[str, list[str | Path]] = {
        "option": ["--no-store"],
        "environment": [],
        "certificates": ["--certificates", tmp_path / "out"],
        "smtlib": ["--smtlib", tmp_path / "out"],
    }
    again = stored.check(file, *options[how])
    assert again.out == usual.out
    assert again.worked == usual.worked
    file.write_text(GOOD)
    assert stored.check(file, *options[how]).worked
    assert below(stored.folder) == before
    assert (tmp_path / "out").is_dir() == (how in {"certificates", "smtlib"})


def test_other_commands_know_nothing_of_it() -> None:
    """It is opened by two of them."""
    named = {
        file.stem
        for file in (ROOT / "checker").rglob("*.py")
        if "open_results" in file.read_text(encoding="utf-8")
    }
    assert named == {
        check.__name__.rpartition(".")[2],
        report.__name__.rpartition(".")[2],
        "results",
    }


def test_nothing_is_made_where_nothing_can_be_kept(stored: Stored, tmp_path: Path) -> None:
    """A text that cannot be read leaves no entry."""
    assert stored.check(write(tmp_path / "in", broken=BROKEN)).code == 2
    assert stored.entries == []
    empty = Results()
    assert empty.review_of(EVERYTHING.source, dated=True) is None
    assert empty.drawn_of(EVERYTHING.source, date(2026, 3, 2)) is None
    assert stored.cache.is_dir()
    assert isinstance(open_results(wanted=False), Results)
    assert results.FORMAT


def test_the_bounds_are_kept_by_a_run(
    stored: Stored, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That has worked on something; what it looked up is the last to go."""
    monkeypatch.setattr("checker.cli.store.entries.MOST_ENTRIES", 2)
    files = []
    for number in range(4):
        text = BAD.replace("bad", f"bad-{number}")
        files.append(write(tmp_path / "in", **{f"n{number}": text}) / f"n{number}.procedure")
        assert stored.check(files[-1]).worked
        assert len(stored.entries) <= 2
        assert stored.check(files[0]).worked == ()


# --- report ----------------------------------------------------------------------------------


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the texts that are drawn from now on, in this process."""
    made: list[str] = []
    drawn_of = pictures.drawn_of

    def counted(loaded: Loaded, as_of: date, results: Results) -> Drawn | Failed:
        made.append(loaded.source.path)
        return drawn_of(loaded, as_of, results)

    monkeypatch.setattr(pictures, "drawn_of", counted)
    monkeypatch.delattr("os.fork")
    return made


def test_a_second_report_writes_the_same(stored: Stored, tmp_path: Path, drawn: list[str]) -> None:
    """And works on nothing, and draws nothing."""
    folder = write(tmp_path / "in", bad=BAD, good=GOOD, broken=BROKEN)
    arguments = ("report", folder, tmp_path / "none", *NOW)
    first = stored.run(*arguments, "--into", tmp_path / "1")
    assert len(drawn) == len(first.worked) == 2
    drawn.clear()
    second = stored.run(*arguments, "--into", tmp_path / "2")
    assert (drawn, second.worked) == ([], ())
    bare = stored.run(*arguments, "--into", tmp_path / "3", "--no-store")
    assert len(drawn) == len(bare.worked) == 2
    assert below(tmp_path / "1") == below(tmp_path / "2") == below(tmp_path / "3")
    for number, run in (("2", second), ("3", bare)):
        assert run.out == first.out.replace(str(tmp_path / "1"), str(tmp_path / number))
        assert (run.code, run.err) == (first.code, first.err)


def test_a_report_of_another_day_is_looked_up(
    stored: Stored, tmp_path: Path, drawn: list[str]
) -> None:
    """Its pages and its PDF carry that day all the same."""
    folder = write(tmp_path / "in", bad=BAD)
    stored.run("report", folder, "--into", tmp_path / "1", *NOW)
    drawn.clear()
    later = stored.run("report", folder, "--into", tmp_path / "2", *LATER)
    assert (drawn, later.worked) == ([], ())
    stored.run("report", folder, "--into", tmp_path / "3", *LATER, "--no-store")
    assert below(tmp_path / "2") == below(tmp_path / "3")
    assert below(tmp_path / "1") != below(tmp_path / "2")


def test_a_report_takes_what_a_check_has_found_out(
    stored: Stored, tmp_path: Path, drawn: list[str]
) -> None:
    """And draws what was not drawn; the other way about, too, among texts that are new."""
    folder = write(tmp_path / "in", bad=BAD)
    stored.check(folder)
    one = stored.run("report", folder, "--into", tmp_path / "1", *NOW)
    assert (drawn, one.worked) == ([str(folder / "bad.procedure")], ())
    (review_entry,) = (each for each in stored.entries if b"review, dated" in each.read_bytes())
    review_entry.unlink()
    write(folder, a=GOOD, c=BROKEN, d=GOOD.replace("good", "great"))
    drawn.clear()
    two = stored.run("report", folder, "--into", tmp_path / "2", *NOW)
    new = [str(folder / f"{name}.procedure") for name in "ad"]
    assert drawn == new
    assert sorted(two.worked) == [new[0], str(folder / "bad.procedure"), new[1]]
    stored.run("report", folder, "--into", tmp_path / "3", *NOW, "--no-store")
    assert below(tmp_path / "2") == below(tmp_path / "3")


@pytest.mark.parametrize("day", [date(1, 1, 1), date(2026, 3, 2), date(9999, 12, 31)])
def test_drawings_of_another_day(day: date) -> None:
    """They are as they would have been drawn on that day."""
    loaded = load_file(Input(str(REAL[0])))
    assert isinstance(loaded, Loaded)
    (then, now) = (pictures.drawn_of(loaded, each, Results()) for each in (date(2026, 11, 23), day))
    assert isinstance(then, Drawn)
    assert isinstance(now, Drawn)
    back = drawn_from(packed_drawn(then))
    assert back is not None
    assert packed_drawn(redated(back, day)) == packed_drawn(now)


@pytest.mark.parametrize("command", ["check", "report"])
def test_a_look_up_that_fails_stops_no_other(
    command: str, stored: Stored, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is a mistake of the program, and is told as all others are."""
    folder = write(tmp_path / "in", bad=BAD)
    into = ("--into", tmp_path / "out") if command == "report" else ()
    stored.check(folder)
    write(folder, good=GOOD)
    stored.check(folder / "good.procedure")

    def failing(packed: bytes, source: SourceText) -> Review | None:
        if source.path.endswith("bad.procedure"):
            raise LookupError("gone")
        return review_from(packed, source)

    monkeypatch.setattr("checker.cli.store.values.review_from", failing)
    told = stored.run(command, folder, *into)
    assert told.code == 2
    what = "it could not be looked up: this is a mistake of the program, not of the text"
    assert told.err.startswith(f"stagecheck: {folder / 'bad.procedure'}: {what} (LookupError")
    assert "good" in told.out
    assert told.worked == ()


def test_standard_input_is_looked_up_like_a_file(
    stored: Stored, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And told by its own name."""
    file = write(tmp_path / "in", bad=BAD) / "bad.procedure"
    usual = stored.check(file)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(BAD.encode())))
    given = stored.check("-")
    assert given.worked == ()
    assert given.out == usual.out.replace(str(file), "<stdin>")
