"""`stagecheck report`: a web page for each procedure, with its flowchart, and an index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.cli.options import add_as_of, add_paths

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence
    from datetime import date

    from checker.cli.pictures import Drawn
    from checker.language.diagnostics import SourceText, Unreadable
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
    add_as_of(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Review every file, write the pages, and print the promises as a table."""
    from checker.cli.beside import Beside
    from checker.cli.inputs import collect
    from checker.cli.options import complain, day
    from checker.cli.pictures import drawings
    from checker.language.diagnostics import SourceText
    from checker.language.source import read_source
    from checker.output.files import replace_files

    inputs = collect(arguments.paths)
    clash = same_names(inputs.files)
    if clash is not None:
        complain(clash, hint="rename one of them, or write them into folders of their own")
        return 2
    sources = [read_source(file) for file in inputs.files]
    texts = [(s.path, s.text) for s in sources if isinstance(s, SourceText)]
    pictures = Beside(lambda: drawings(texts, day(arguments)))
    reviews, unread = _reviewed(inputs.files, sources)
    unread = [*inputs.problems, *unread]
    for wrong in inputs.problems:
        complain(wrong)
    if not reviews:
        complain("nothing was written, since nothing could be read")
        return 2
    into = Path(arguments.into)
    contents = _contents(reviews, unread, into, day(arguments), pictures.result())
    problem = replace_files(contents)
    if problem is not None:
        complain(problem, hint="nothing was changed")
        return 2
    _print_summary([review for _, review in reviews], len(contents), arguments.into)
    return 2 if unread else 0


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


def _reviewed(
    files: Sequence[Path], sources: Sequence[SourceText | Unreadable]
) -> tuple[list[tuple[Path, Review]], list[str]]:
    """The reviews with their files, and a line for each file that could not be read."""
    import sys

    from checker.cli.options import coloured
    from checker.cli.reading import review_sources, tell_broken
    from checker.output.broken import Manner, in_one_line
    from checker.review.findings import Review

    reviews = []
    unread = []
    for file, reviewed in zip(files, review_sources(sources), strict=True):
        if isinstance(reviewed, Review):
            reviews.append((file, reviewed))
        else:
            unread.append(in_one_line(reviewed))
            tell_broken(reviewed, Manner.FULL, colour=coloured(sys.stderr))
    return reviews, unread


def _contents(
    reviews: Sequence[tuple[Path, Review]],
    unread: Sequence[str],
    folder: Path,
    as_of: date,
    pictures: Mapping[str, Drawn],
) -> dict[Path, bytes]:
    """Every file of the report with what it holds."""
    from checker.output.page import Page, index_page, procedure_page

    contents: dict[Path, bytes] = {}
    pages = []
    for file, review in reviews:
        drawn = pictures[review.source.path]
        page = Page(file.stem, review, drawn.words, drawn.wide, drawn.narrow)
        pages.append(page)
        contents[folder / f"{file.stem}.html"] = procedure_page(page, as_of)
        contents[folder / f"{file.stem}.svg"] = drawn.wide
        contents[folder / f"{file.stem}.pdf"] = drawn.pdf
    contents[folder / f"{INDEX}.html"] = index_page(pages, unread, as_of)
    return contents


def _print_summary(reviews: Sequence[Review], files: int, folder: str) -> None:
    from checker.cli.options import say
    from checker.output.summary import summary_table

    say(summary_table(reviews))
    say(f"wrote {files} files into {folder}")
