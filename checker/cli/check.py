"""`stagecheck check`: what the checks say of procedures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.cli.options import add_as_of, add_no_store, add_paths
from checker.output.formats import FORMATS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from checker.cli.loaded import Text
    from checker.cli.store.results import Results
    from checker.output.formats import Format
    from checker.output.report import Unread
    from checker.review.findings import Review


def add(commands: Any) -> None:  # noqa: ANN401, argparse does not publish the type
    """The command's arguments."""
    parser = commands.add_parser(
        "check",
        help="check procedures",
        description="Checks procedures: findings on standard output, mistakes on standard error.",
        epilog="Exit code: 0 no finding (remarks may be there), 1 findings, 2 something could not "
        "be read or written, or the program failed.",
        allow_abbrev=False,
    )
    add_paths(parser)
    parser.add_argument(
        "--output-format",
        choices=[form.name for form in FORMATS],
        default=FORMATS[0].name,
        metavar="FORMAT",
        help="; ".join(f"{form.name}: {form.about}" for form in FORMATS),
    )
    parser.add_argument(
        "--certificates", metavar="DIR", help="write each proof into DIR, for `stagecheck audit`"
    )
    parser.add_argument(
        "--smtlib", metavar="DIR", help="write what Z3 is asked into DIR, as SMT-LIB 2"
    )
    add_as_of(
        parser,
        "taken here as in the other commands, and without effect: what the checks say of a text "
        "is the same on every day",
    )
    add_no_store(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check every file, print what is found, and give the exit code."""
    from checker.cli.inputs import collect
    from checker.cli.reading import cut, known_or_read, parted, tell_broken
    from checker.cli.store.results import open_results
    from checker.cli.streams import complain
    from checker.output.files import replace_files
    from checker.output.formats import format_named

    form = format_named(arguments.output_format)
    inputs = collect(arguments.paths)
    folders = (arguments.certificates, arguments.smtlib)
    results = open_results(wanted=folders == (None, None) and not arguments.no_store)
    given = [known_or_read(file, results, dated=form.dated) for file in inputs.files]
    found, contents = _reviewed(given, form, folders, results)
    results.keep_bounds()
    reviews, broken = parted(cut(found))
    unread: list[Unread] = [*inputs.problems, *broken]
    for each in unread:
        tell_broken(each, form.manner)
    unread += _print(form, reviews, unread)
    problem = replace_files(contents, [file.path for file in inputs.files])
    if problem is not None:
        complain(problem, hint="nothing was changed")
    if problem is not None or unread:
        return 2
    return int(any(review.failing for review in reviews))


def _reviewed(
    given: Sequence[Text | Review | Unread],
    form: Format,
    folders: tuple[str | None, str | None],
    results: Results,
) -> tuple[list[Review | Unread], dict[Path, bytes]]:
    """What is said of each, in the same order, and the files to write beside.

    `folders`: where certificates go, and questions, each None where they are not wanted; where they
    are, nothing was looked up.
    """
    from pathlib import Path

    from checker.cli.beside import cores
    from checker.cli.loaded import Text
    from checker.cli.reading import reviews_and_exports_of, reviews_of
    from checker.output.report import Unread

    if folders == (None, None):
        return reviews_of(given, cores(), results, dated=form.dated), {}
    from checker.cli.exports import Exports, files_of

    texts = [each for each in given if isinstance(each, Text | Unread)]
    wanted = Exports(*(None if each is None else Path(each) for each in folders))
    found = reviews_and_exports_of(texts, cores(), wanted, dated=form.dated)
    contents = files_of([each[1] for each in found if isinstance(each, tuple)], wanted)
    return [each[0] if isinstance(each, tuple) else each for each in found], contents


def _print(form: Format, reviews: Sequence[Review], unread: Sequence[Unread]) -> list[Unread]:
    """Print the report; give the inputs whose reviews could not be written, which it leaves out."""
    import sys
    from functools import partial

    from checker.cli.failures import attempt
    from checker.cli.reading import parted, tell_broken
    from checker.cli.streams import coloured, say
    from checker.output.report import Failed, Report

    colour = form.colours and coloured(sys.stdout)

    def written(kept: Sequence[Review], missing: Sequence[Unread]) -> str:
        return form.written(Report((*kept,), (*missing,)), colour=colour)

    failed: list[Unread] = []
    text = attempt("", "be written", partial(written, reviews, unread))
    if isinstance(text, Failed):  # each is written alone to find which of them it is
        _, failed = parted(
            attempt(review.path, "be written", partial(written, [review], ())) for review in reviews
        )
        for each in failed:
            tell_broken(each, form.manner)
        wrong = {each.path for each in failed}
        kept = [review for review in reviews if review.path not in wrong]
        text = written(kept, [*unread, *failed])
    if text:
        say(text.removesuffix("\n"), styled=colour)
    return failed
