"""`stagecheck report`: a web page for each procedure, with its flowchart, and an index."""

from __future__ import annotations

from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.cli.options import add_as_of, add_paths

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence
    from datetime import date

    from checker.cli.beside import Relay
    from checker.cli.inputs import Input
    from checker.cli.loaded import Loaded
    from checker.cli.pictures import Drawn
    from checker.output.page import Page
    from checker.output.report import Failed, Unread
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
    from checker.cli.beside import Relay
    from checker.cli.inputs import collect
    from checker.cli.options import day
    from checker.cli.streams import complain
    from checker.output.files import replace_files

    inputs = collect(arguments.paths)
    clash = same_names(inputs.files)
    if clash is not None:
        complain(clash, hint="rename one of them, or write them into folders of their own")
        return 2
    as_of = day(arguments)
    with Relay(lambda: _load(inputs.files), lambda loaded: _drawn(loaded, as_of)) as beside:
        if inputs.files:
            _prepare()
        pages, unread = _pages(beside, inputs.problems, as_of)
    if not pages:
        complain("nothing was written, since nothing could be read")
        return 2
    contents = _contents(pages, unread, Path(arguments.into), as_of)
    problem = replace_files(contents, [file.path for file in inputs.files])
    if problem is not None:
        complain(problem, hint="nothing was changed")
        return 2
    _print_summary([page.review for page, _ in pages], len(contents), arguments.into)
    return 2 if unread else 0


def _pages(
    beside: Relay[list[Loaded | Unread], tuple[list[Drawn | Failed], list[Review | Failed]]],
    problems: Sequence[Unread],
    as_of: date,
) -> tuple[list[tuple[Page, dict[str, bytes]]], list[Unread]]:
    """The pages with their files, and what has none, which is told at once."""
    from checker.cli.beside import cores
    from checker.cli.reading import parted, reviews_of

    readable, broken = parted(beside.first())
    unread = [*problems, *broken]
    _tell(unread)
    ours = readable[: _cut(readable)]
    reviews = reviews_of(ours, cores() - 1) if ours else []  # one of them draws
    drawn, others = beside.result()
    pages, failed = parted(map(_page, readable, [*reviews, *others], drawn, repeat(as_of)))
    _tell(failed)
    return pages, unread + failed


def _load(files: Iterable[Input]) -> list[Loaded | Unread]:
    from checker.cli.reading import load_files

    return list(load_files(files))


def _cut(readable: Sequence[Loaded]) -> int:
    """So many are reviewed by this process, and the rest by the one that draws."""
    return len(readable) - len(readable) // SHARE


def _drawn(
    loaded: Iterable[Loaded | Unread], as_of: date
) -> tuple[list[Drawn | Failed], list[Review | Failed]]:
    """What the other process makes: the drawings, and some reviews."""
    from checker.cli.pictures import drawings
    from checker.cli.reading import parted, reviews_of

    readable, _ = parted(loaded)
    drawn = drawings(readable, as_of)
    rest = readable[_cut(readable) :]
    return drawn, reviews_of(rest, 1) if rest else []


def _prepare() -> None:
    """Load what the reviews and the pages take."""
    from checker.output.page import prepare_templates
    from checker.review import checks

    checks()
    prepare_templates()


def same_names(files: Sequence[Input]) -> str | None:
    """What is wrong where two files, or one and the index, would have the same page."""
    seen: dict[str, str] = {}
    for file in files:
        name = file.stem.casefold()  # some file systems take capitals for the same
        if name == INDEX:
            return f"the page of `{file.path}` would be the index itself"
        if name in seen:
            return f"`{seen[name]}` and `{file.path}` would have the same page"
        seen[name] = file.path
    return None


def _tell(unread: Iterable[Unread]) -> None:
    """Say what could not be read, and what the program failed on."""
    from checker.cli.reading import tell_broken
    from checker.output.formats import Manner

    for each in unread:
        tell_broken(each, Manner.FULL)


def _page(
    loaded: Loaded, review: Review | Failed, drawn: Drawn | Failed, as_of: date
) -> tuple[Page, dict[str, bytes]] | Failed:
    """A procedure's page, and the files that it takes, by the endings of their names."""
    from checker.cli.failures import attempt
    from checker.output.page import Page, procedure_page
    from checker.output.report import Failed

    if isinstance(review, Failed):
        return review
    if isinstance(drawn, Failed):
        return drawn
    page = Page(loaded.stem, review, drawn.words, drawn.wide, drawn.narrow)
    html = attempt(loaded.source.path, "be written", lambda: procedure_page(page, as_of))
    if isinstance(html, Failed):
        return html
    return page, {"html": html, "svg": drawn.wide, "pdf": drawn.pdf}


def _contents(
    pages: Sequence[tuple[Page, dict[str, bytes]]],
    unread: Sequence[Unread],
    folder: Path,
    as_of: date,
) -> dict[Path, bytes]:
    """Every file of the report with what it holds."""
    from checker.output.broken import in_one_line
    from checker.output.page import index_page

    told = [in_one_line(each) for each in unread]
    contents = {
        folder / f"{page.stem}.{ending}": content
        for page, files in pages
        for ending, content in files.items()
    }
    contents[folder / f"{INDEX}.html"] = index_page([page for page, _ in pages], told, as_of)
    return contents


def _print_summary(reviews: Sequence[Review], files: int, folder: str) -> None:
    from checker.cli.streams import say
    from checker.output.summary import summary_table

    say(summary_table(reviews))
    say(f"wrote {files} files into {folder}")
