"""`stagecheck report`: a web page for each procedure, with its flowchart, and an index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from checker.cli.loaded import Loaded
from checker.cli.options import add_as_of, add_no_store, add_paths

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence
    from datetime import date

    from checker.cli.drawn import Drawn
    from checker.cli.inputs import Input
    from checker.cli.store.results import Results
    from checker.language.diagnostics import SourceText
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
    add_no_store(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Review every file, write the pages, and print the promises as a table."""
    from checker.cli.inputs import collect
    from checker.cli.options import day
    from checker.cli.store.results import open_results
    from checker.cli.streams import complain
    from checker.output.files import replace_files

    inputs = collect(arguments.paths)
    clash = same_names(inputs.files)
    if clash is not None:
        complain(clash, hint="rename one of them, or write them into folders of their own")
        return 2
    as_of = day(arguments)
    results = open_results(wanted=not arguments.no_store)
    given = [_given(file, results, as_of) for file in inputs.files]
    pages, unread = _pages(given, inputs.problems, as_of, results)
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

    source: SourceText
    stem: str
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
        return Given(source, file.stem, review, drawn)

    return attempt(file.path, "be looked up", looked_up)


def _pages(
    given: Sequence[Given | Unread], problems: Sequence[Unread], as_of: date, results: Results
) -> tuple[list[tuple[Page, dict[str, bytes]]], list[Unread]]:
    """The pages with their files, and what has none, which is told at once.

    Another process reads and draws. Meanwhile this one loads what reviewing takes, and reviews.
    """
    from checker.cli.beside import Relay, cores
    from checker.cli.reading import parted, reviews_of

    new = {at: each for at, each in enumerate(given) if isinstance(each, Given) and _lacks(each)}
    texts = list(new.values())
    with Relay(lambda: _load(texts), lambda models: _made(texts, models, as_of, results)) as beside:
        if given:
            _prepare(reviewing=any(each.review is None for each in texts))
        models = beside.first()
        loaded = dict(zip(new, models, strict=True))
        _, broken = parted(loaded.get(at, each) for at, each in enumerate(given))
        unread = [*problems, *broken]
        _tell(unread)
        ours = _ours(_to_review(texts, models))
        reviews = reviews_of(ours, cores() - 1, results) if ours else []  # one of them draws
        drawn, others = beside.result()
    wrong = {at for at, model in loaded.items() if not isinstance(model, Loaded)}
    readable = [
        each for at, each in enumerate(given) if isinstance(each, Given) and at not in wrong
    ]
    found, pictures = iter([*reviews, *others]), iter(drawn)
    pages, failed = parted(
        _page(each, each.review or next(found), each.drawn or next(pictures), as_of)
        for each in readable
    )
    _tell(failed)
    return pages, unread + failed


def _lacks(given: Given) -> bool:
    """Whether something is to be found out."""
    return given.review is None or given.drawn is None


def _load(texts: Iterable[Given]) -> list[Loaded | Unread]:
    from checker.cli.reading import cut, load_source

    return list(cut(load_source(each.source, each.stem) for each in texts))


def _to_review(texts: Sequence[Given], models: Sequence[Loaded | Unread]) -> list[Loaded]:
    """The models of the texts whose review is not known."""
    pairs = zip(texts, models, strict=True)
    return [model for text, model in pairs if isinstance(model, Loaded) and text.review is None]


def _ours(models: Sequence[Loaded]) -> Sequence[Loaded]:
    """What is reviewed by the process that does not draw; the other one reviews the rest."""
    return models[: len(models) - len(models) // SHARE]


def _made(
    texts: Sequence[Given], models: Sequence[Loaded | Unread], as_of: date, results: Results
) -> tuple[list[Drawn | Failed], list[Review | Failed]]:
    """What the other process makes: the drawings, and some reviews."""
    from checker.cli.pictures import drawings
    from checker.cli.reading import reviews_of

    pairs = zip(texts, models, strict=True)
    plain = [model for text, model in pairs if isinstance(model, Loaded) and text.drawn is None]
    drawn = drawings(plain, as_of, results)
    wanted = _to_review(texts, models)
    rest = wanted[len(_ours(wanted)) :]
    return drawn, reviews_of(rest, 1, results) if rest else []


def _prepare(*, reviewing: bool) -> None:
    """Load what the pages take, and the reviews."""
    from checker.output.page import prepare_templates

    if reviewing:
        from checker.review.catalogue import checks

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
    given: Given, review: Review | Failed, drawn: Drawn | Failed, as_of: date
) -> tuple[Page, dict[str, bytes]] | Failed:
    """A procedure's page, and the files that it takes, by the endings of their names."""
    from checker.cli.failures import attempt
    from checker.output.page import Page, procedure_page
    from checker.output.report import Failed

    if isinstance(review, Failed):
        return review
    if isinstance(drawn, Failed):
        return drawn
    page = Page(given.stem, review, drawn.words, drawn.wide, drawn.narrow)
    html = attempt(given.source.path, "be written", lambda: procedure_page(page, as_of))
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
