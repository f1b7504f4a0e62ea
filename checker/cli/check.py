"""`stagecheck check`: what the checks say of procedures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.cli.options import add_as_of, add_paths

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from checker.cli.reading import Loaded
    from checker.output.broken import Manner
    from checker.review.findings import Review

FORMATS = ("full", "concise", "plain", "json")
FORMATS_HELP = (
    "full: for a terminal (default); concise: a line a finding; plain: sentences, for a screen "
    "reader; json: for programs"
)


def add(commands: Any) -> None:  # noqa: ANN401, argparse does not publish the type
    """The command's arguments."""
    parser = commands.add_parser(
        "check",
        help="check procedures",
        description="Checks procedures: findings on standard output, mistakes on standard error.",
        epilog="Exit code: 0 no finding (remarks may be there), 1 findings, 2 something could not "
        "be read.",
        allow_abbrev=False,
    )
    add_paths(parser)
    parser.add_argument(
        "--output-format", choices=FORMATS, default="full", metavar="FORMAT", help=FORMATS_HELP
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
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check every file, print what is found, and give the exit code."""
    import sys

    from checker.cli.beside import cores
    from checker.cli.inputs import collect
    from checker.cli.options import coloured, complain, say
    from checker.cli.reading import Loaded, load_file, reviews_of, tell_broken
    from checker.output.broken import Manner

    manner = Manner(arguments.output_format)
    inputs = collect(arguments.paths)
    for problem in inputs.problems:
        complain(problem)
    readable: list[Loaded] = []
    unread = len(inputs.problems)
    for loaded in map(load_file, inputs.files):
        if isinstance(loaded, Loaded):
            readable.append(loaded)
        else:
            unread += 1
            tell_broken(loaded, manner, colour=manner is Manner.FULL and coloured(sys.stderr))
    reviews = reviews_of(readable, cores(), dated=manner is not Manner.CONCISE)
    text = _printed(reviews, manner, colour=coloured(sys.stdout))
    if text:
        say(text.removesuffix("\n"))
    if not _exported(arguments, readable) or unread:
        return 2
    return int(any(review.failing for review in reviews))


def _exported(arguments: argparse.Namespace, readable: Sequence[Loaded]) -> bool:
    """Write what is asked for beside the findings; whether that could be done."""
    if arguments.certificates is None and arguments.smtlib is None:
        return True
    from pathlib import Path

    from checker.cli.exports import certificates, questions
    from checker.cli.options import complain
    from checker.output.files import replace_files

    contents: dict[Path, bytes] = {}
    if arguments.certificates is not None:
        contents |= certificates(readable, Path(arguments.certificates))
    if arguments.smtlib is not None:
        contents |= questions(readable, Path(arguments.smtlib))
    problem = replace_files(contents)
    if problem is not None:
        complain(problem, hint="nothing was changed")
    return problem is None


def _printed(reviews: Sequence[Review], manner: Manner, *, colour: bool) -> str:
    """The reviews in the format asked for."""
    from checker.output.as_json import reviews_as_json
    from checker.output.broken import Manner
    from checker.output.concise import reviews_in_concise
    from checker.output.full import reviews_in_full
    from checker.output.plain import reviews_in_plain_words

    if manner is Manner.FULL:
        return reviews_in_full(reviews, colour=colour)
    if manner is Manner.CONCISE:
        return reviews_in_concise(reviews)
    if manner is Manner.PLAIN:
        return reviews_in_plain_words(reviews)
    return reviews_as_json(reviews)
