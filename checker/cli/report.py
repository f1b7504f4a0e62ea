"""`stagecheck report`: a web page for each procedure, with its flowchart, and an index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from checker.cli.loaded import Loaded, Text
from checker.cli.options import add_as_of, add_no_store, add_paths
from checker.output.report import Failed

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence
    from datetime import date

    from checker.cli.drawn import Drawn
    from checker.cli.inputs import Input
    from checker.cli.store.results import Results
    from checker.output.page import Page
    from checker.output.report import Unread
    from checker.review.findings import Review

INDEX = "index"


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
    add_no_store(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Review every file, write the pages, and print the promises as a table."""
    from checker.cli.inputs import collect
    from checker.cli.options import day
    from checker.cli.reading import cut, parted, tell_broken
    from checker.cli.store.results import open_results
    from checker.cli.streams import complain
    from checker.output.files import replace_files
    from checker.output.formats import Manner

    inputs = collect(arguments.paths)
    clash = same_names(inputs.files)
    if clash is not None:
        complain(clash, hint="rename one of them, or write them into folders of their own")
        return 2
    as_of = day(arguments)
    results = open_results(wanted=not arguments.no_store)
    pages, broken = parted(cut(_pages(inputs.files, as_of, results)))
    unread: list[Unread] = [*inputs.problems, *broken]
    for each in unread:
        tell_broken(each, Manner.FULL)
    results.keep_bounds()
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


class Given(Struct, frozen=True):
    """A text that could be read, and what was found out of it before: None where nothing was."""

    text: Text
    review: Review | None
    drawn: Drawn | None


def _given(file: Input, results: Results, as_of: date) -> Given | Unread:
    from checker.cli.failures import attempt
    from checker.cli.reading import read_file
    from checker.language.diagnostics import SourceText

    source = read_file(file)
    if not isinstance(source, SourceText):
        return source

    def looked_up() -> Given:
        review, drawn = results.review_of(source, dated=True), results.drawn_of(source, as_of)
        return Given(Text(source, file.stem), review, drawn)

    return attempt(file.path, "be looked up", looked_up)


def _pages(
    files: Iterable[Input], as_of: date, results: Results
) -> list[tuple[Page, dict[str, bytes]] | Unread]:
    """The page of each with its files, or what keeps it from having one."""
    from checker.cli.beside import cores
    from checker.cli.reading import each_of

    def page(given: Given, spare: bool) -> tuple[Page, dict[str, bytes]] | Unread:  # noqa: FBT001
        review, drawn = given.review, given.drawn
        if review is None or drawn is None:
            found = _found_out(given, as_of, results, spare=spare)
            if not isinstance(found, tuple):
                return found
            review, drawn = found
        return _page(given.text, review, drawn, as_of)

    return each_of(page, [_given(each, results, as_of) for each in files], cores())


def _found_out(
    given: Given, as_of: date, results: Results, *, spare: bool
) -> tuple[Review, Drawn] | Unread:
    """What the checks say of a text, and its drawings, as far as they are not known."""
    from checker.cli.beside import Beside
    from checker.cli.pictures import drawn_of
    from checker.cli.reading import is_long, load, review_of

    loaded = load(given.text)
    if not isinstance(loaded, Loaded):
        return loaded

    def drawn() -> Drawn | Failed:
        return given.drawn or drawn_of(loaded, as_of, results)

    def reviewed() -> Review | Failed:
        return given.review or review_of(loaded, results)

    if spare and is_long(loaded):
        with Beside(drawn) as beside:
            review, drawing = reviewed(), beside.result()
    else:
        review, drawing = reviewed(), drawn()
    if isinstance(review, Failed):
        return review
    return drawing if isinstance(drawing, Failed) else (review, drawing)


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


def _page(
    text: Text, review: Review, drawn: Drawn, as_of: date
) -> tuple[Page, dict[str, bytes]] | Failed:
    """A procedure's page, and the files that it takes, by the endings of their names."""
    from checker.cli.failures import attempt
    from checker.output.page import Page, procedure_page

    page = Page(text.stem, review, drawn.words, drawn.wide, drawn.narrow)
    html = attempt(text.source.path, "be written", lambda: procedure_page(page, as_of))
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
