"""`stagecheck explain`: what a check asks, why, and what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse


def add(commands: Any) -> None:  # noqa: ANN401, argparse does not publish the type
    """The command's arguments."""
    parser = commands.add_parser(
        "explain",
        help="tell what a check asks, and why",
        description="Tells what a check asks and what to write instead; without a name, lists all.",
        allow_abbrev=False,
    )
    parser.add_argument("check", nargs="?", metavar="CHECK", help="as in every-path-ends")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print one check's documentation, or the first sentence of each."""
    from difflib import get_close_matches

    from checker.cli.streams import complain, say
    from checker.review.catalogue import checks

    documents = {check.name: check.documentation for check in checks()}
    wanted: str | None = arguments.check
    if wanted is None:
        for name, document in documents.items():
            say(f"{name}\n    {_first_paragraph(document)}")
        return 0
    if wanted in documents:
        say(f"{wanted}\n\n{documents[wanted]}")
        return 0
    close = get_close_matches(wanted.lower(), documents, n=1)
    hint = f"did you mean `{close[0]}`?" if close else "`stagecheck explain` lists all checks"
    complain(f"there is no check `{wanted}`", hint=hint)
    return 2


def _first_paragraph(document: str) -> str:
    """The opening paragraph, on one line."""
    return " ".join(document.split("\n\n", maxsplit=1)[0].split())
