"""`stagecheck draw`: the flowchart of one procedure as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.cli.options import add_as_of

if TYPE_CHECKING:
    import argparse

    from checker.cli.loaded import Loaded
    from checker.flowchart import Format

KINDS: tuple[Format, ...] = ("svg", "pdf", "png", "dot")
STANDARD_OUTPUT = "-"
STANDARD_OUTPUT_KIND = "svg"


def add(commands: Any) -> None:  # noqa: ANN401, argparse does not publish the type
    """The command's arguments."""
    parser = commands.add_parser(
        "draw",
        help="draw the flowchart of a procedure",
        description="Draws the flowchart of a procedure; the end of OUT's name says in what form.",
        allow_abbrev=False,
    )
    parser.add_argument("file", metavar="FILE", help="the procedure's file; - is standard input")
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="OUT",
        help="as in chart.svg, .pdf, .png or .dot; - is standard output",
    )
    parser.add_argument(
        "--form",
        choices=KINDS,
        metavar="FORM",
        help=f"{', '.join(KINDS)} (default: what OUT ends in; svg for standard output)",
    )
    parser.add_argument("--narrow", action="store_true", help="one column, for a phone")
    add_as_of(parser, "a PDF file carries it")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Draw it, and write the file whole or not at all."""
    from checker.cli.streams import complain

    output: str = arguments.output
    default = STANDARD_OUTPUT_KIND if output == STANDARD_OUTPUT else Path(output).suffix.lower()[1:]
    kind = next((each for each in KINDS if each == (arguments.form or default)), None)
    if kind is None:
        complain(f"cannot tell from `{output}` what to draw", hint=f"end it in one of {_endings()}")
        return 2
    return _draw(arguments, kind)


def _draw(arguments: argparse.Namespace, kind: Format) -> int:
    """Read the procedure, draw it and write the file."""
    from functools import partial

    from checker.cli.failures import attempt
    from checker.cli.inputs import Input, the_file
    from checker.cli.loaded import Loaded
    from checker.cli.reading import load_file, tell_broken
    from checker.cli.streams import complain, emit, say
    from checker.output.files import replace_files
    from checker.output.formats import Manner

    given = the_file(arguments.file)
    loaded = load_file(given) if isinstance(given, Input) else given
    if not isinstance(loaded, Loaded):
        tell_broken(loaded, Manner.FULL)
        return 2
    picture = attempt(arguments.file, "be drawn", partial(_picture, arguments, loaded, kind))
    if not isinstance(picture, bytes):
        tell_broken(picture, Manner.FULL)
        return 2
    if arguments.output == STANDARD_OUTPUT:
        emit(picture)
        return 0
    problem = replace_files({Path(arguments.output): picture}, [arguments.file])
    if problem is not None:
        complain(problem)
        return 2
    say(f"wrote {arguments.output}")
    return 0


def _picture(arguments: argparse.Namespace, loaded: Loaded, kind: Format) -> bytes:
    """The drawing, as the content of a file."""
    from checker.cli.options import day
    from checker.flowchart import draw
    from checker.output.waits import of_stages
    from checker.worktime.real_waits import real_waits

    return draw(
        loaded.procedure,
        kind,
        as_of=day(arguments),
        narrow=arguments.narrow,
        fingerprint=loaded.fingerprint,
        waits=of_stages(real_waits(loaded.procedure)),
    )


def _endings() -> str:
    return ", ".join(f"`.{kind}`" for kind in KINDS)
