"""`stagecheck draw`: the flowchart of one procedure as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.cli.options import add_as_of

if TYPE_CHECKING:
    import argparse

    from checker.flowchart import Format

KINDS: tuple[Format, ...] = ("svg", "pdf", "png", "dot")


def add(commands: Any) -> None:  # noqa: ANN401, argparse does not publish the type
    """The command's arguments."""
    parser = commands.add_parser(
        "draw",
        help="draw the flowchart of a procedure",
        description="Draws the flowchart of a procedure; the end of OUT's name says in what form.",
        allow_abbrev=False,
    )
    parser.add_argument("file", metavar="FILE", help="the procedure's file")
    parser.add_argument(
        "-o", "--output", required=True, metavar="OUT", help="as in chart.svg, .pdf, .png or .dot"
    )
    parser.add_argument("--narrow", action="store_true", help="one column, for a phone")
    add_as_of(parser, "a PDF file carries it")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Draw it, and write the file whole or not at all."""
    from checker.cli.options import complain

    target = Path(arguments.output)
    ending = target.suffix.lower().removeprefix(".")
    kind = next((each for each in KINDS if each == ending), None)
    if kind is None:
        complain(f"cannot tell from `{target}` what to draw", hint=f"end it in one of {_endings()}")
        return 2
    return _draw(arguments, target, kind)


def _draw(arguments: argparse.Namespace, target: Path, kind: Format) -> int:
    """Read the procedure, draw it and write the file."""
    from checker.cli.options import complain, day, say
    from checker.cli.reading import Loaded, load_file, tell_broken
    from checker.flowchart import draw
    from checker.output.broken import Manner
    from checker.output.files import replace_files
    from checker.output.waits import of_stages
    from checker.worktime.real_waits import real_waits

    loaded = load_file(Path(arguments.file))
    if not isinstance(loaded, Loaded):
        tell_broken(loaded, Manner.FULL)
        return 2
    picture = draw(
        loaded.procedure,
        kind,
        as_of=day(arguments),
        narrow=arguments.narrow,
        fingerprint=loaded.fingerprint,
        waits=of_stages(real_waits(loaded.procedure)),
    )
    problem = replace_files({target: picture})
    if problem is not None:
        complain(problem)
        return 2
    say(f"wrote {target}")
    return 0


def _endings() -> str:
    return ", ".join(f"`.{kind}`" for kind in KINDS)
