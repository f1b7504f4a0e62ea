"""`stagecheck report`: a web page for each procedure, with its flowchart, and an index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.cli.options import add_as_of, add_paths

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence
    from datetime import date

    from checker.cli.pictures import Drawn
    from checker.cli.reading import Loaded
    from checker.language.diagnostics import Unreadable
    from checker.output.broken import Broken
    from checker.review.findings import Review

INDEX = "index"
SHARE = 9
"""One procedure in so many is reviewed by the process that draws: drawing takes less time."""


def add(commands: Any) -> None:  # noqa: ANN401, argparse does not publish the type
    """The command's arguments."""
    parser = commands.add_parser(
        "report",
        help="write a page and a flowchart for each procedure",
        description="Writes NAME.html, NAME.svg and NAME.pdf for each procedure, and index.html.",
        epilog="Exit code: 0 whatever the findings, 2 if something could not be read or written.",
        allow_abbrev=False,
    )
    add_paths(parser)
    parser.add_argument("--into", required=True, metavar="FOLDER", help="where the files go")
    add_as_of(parser, "the pages and the PDF files carry it")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Review every file, write the pages, and print the promises as a table.

    Another process reads and draws. Meanwhile this one loads what reviewing takes, and reviews.
    """
    from checker.cli.beside import Relay, cores
    from checker.cli.inputs import collect
    from checker.cli.options import complain, day

    inputs = collect(arguments.paths)
    clash = same_names(inputs.files)
    if clash is not None:
        complain(clash, hint="rename one of them, or write them into folders of their own")
        return 2
    as_of = day(arguments)
    beside = Relay(lambda: _load(inputs.files), lambda loaded: _drawn(loaded, as_of))
    if inputs.files:
        _prepare()
    from checker.cli.reading import reviews_of
    from checker.output.files import replace_files

    loaded = beside.first()
    readable = _readable(loaded)
    unread = [*inputs.problems, *_tell_unread(loaded, inputs.problems)]
    ours = readable[: _cut(readable)]
    reviews = reviews_of(ours, cores() - 1) if ours else []  # one of them draws
    drawn, others = beside.result()
    if not readable:
        complain("nothing was written, since nothing could be read")
        return 2
    reviews += others
    contents = _contents(reviews, drawn, unread, Path(arguments.into), as_of)
    problem = replace_files(contents)
    if problem is not None:
        complain(problem, hint="nothing was changed")
        return 2
    _print_summary(reviews, len(contents), arguments.into)
    return 2 if unread else 0


def _load(files: Iterable[Path]) -> list[Loaded | Broken | Unreadable]:
    from checker.cli.reading import load_file

    return [load_file(file) for file in files]


def _readable(loaded: Iterable[Loaded | Broken | Unreadable]) -> list[Loaded]:
    from checker.cli.reading import Loaded

    return [each for each in loaded if isinstance(each, Loaded)]


def _cut(readable: Sequence[Loaded]) -> int:
    """So many are reviewed by this process, and the rest by the one that draws."""
    return len(readable) - len(readable) // SHARE


def _drawn(
    loaded: Iterable[Loaded | Broken | Unreadable], as_of: date
) -> tuple[list[Drawn], list[Review]]:
    """What the other process makes: the drawings, and some reviews."""
    from checker.cli.pictures import drawings
    from checker.cli.reading import reviews_of

    readable = _readable(loaded)
    drawn = drawings(readable, as_of)
    rest = readable[_cut(readable) :]
    return drawn, reviews_of(rest, 1) if rest else []


def _prepare() -> None:
    """Load what the reviews and the pages take."""
    from checker.output.page import prepare_templates
    from checker.review import checks

    checks()
    prepare_templates()


def same_names(files: Sequence[Path]) -> str | None:
    """What is wrong where two files, or one and the index, would have the same page."""
    seen: dict[str, Path] = {}
    for file in files:
        name = file.stem.casefold()  # some file systems take capitals for the same
        if name == INDEX:
            return f"the page of `{file}` would be the index itself"
        if name in seen:
            return f"`{seen[name]}` and `{file}` would have the same page"
        seen[name] = file
    return None


def _tell_unread(
    loaded: Iterable[Loaded | Broken | Unreadable], problems: Iterable[str]
) -> list[str]:
    """Say what could not be read; a line for each such file."""
    import sys

    from checker.cli.options import coloured, complain
    from checker.cli.reading import Loaded, tell_broken
    from checker.output.broken import Manner, in_one_line

    unread = []
    for each in loaded:
        if not isinstance(each, Loaded):
            unread.append(in_one_line(each))
            tell_broken(each, Manner.FULL, colour=coloured(sys.stderr))
    for problem in problems:
        complain(problem)
    return unread


def _contents(
    reviews: Sequence[Review],
    drawn: Sequence[Drawn],
    unread: Sequence[str],
    folder: Path,
    as_of: date,
) -> dict[Path, bytes]:
    """Every file of the report with what it holds."""
    from checker.output.page import Page, index_page, procedure_page

    contents: dict[Path, bytes] = {}
    pages = []
    for review, each in zip(reviews, drawn, strict=True):
        stem = Path(review.source.path).stem
        page = Page(stem, review, each.words, each.wide, each.narrow)
        pages.append(page)
        contents[folder / f"{stem}.html"] = procedure_page(page, as_of)
        contents[folder / f"{stem}.svg"] = each.wide
        contents[folder / f"{stem}.pdf"] = each.pdf
    contents[folder / f"{INDEX}.html"] = index_page(pages, unread, as_of)
    return contents


def _print_summary(reviews: Sequence[Review], files: int, folder: str) -> None:
    from checker.cli.options import say
    from checker.output.summary import summary_table

    say(summary_table(reviews))
    say(f"wrote {files} files into {folder}")
