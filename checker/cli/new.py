"""`stagecheck new`: a first procedure to start from, with a comment on every line that matters."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

STARTER = Path(__file__).with_name("starter.txt")
"""The text of the starter; `NAME` in it stands for the procedure's name."""
_CONFUSING = frozenset({"stage", "start", "next"})
"""Names that the language allows a procedure, and that would be misread."""


def add(commands: Any) -> None:  # noqa: ANN401, argparse does not publish the type
    """The command's arguments."""
    parser = commands.add_parser(
        "new",
        help="write a first procedure to start from",
        description="Writes a small commented procedure. A file that is there is never replaced.",
        allow_abbrev=False,
    )
    parser.add_argument("file", metavar="FILE", help="as in my-policy.procedure")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the starter, unless something is there."""
    import shlex

    from checker.cli.inputs import SUFFIX
    from checker.cli.streams import complain, say
    from checker.output.files import create_file

    given: str = arguments.file
    path = Path(given)
    if path.suffix != SUFFIX or given.endswith("/"):
        stem = path.stem.strip(".") if path.name != SUFFIX else ""
        better = path.with_name(f"{stem}{SUFFIX}") if stem else path.parent / f"my-policy{SUFFIX}"
        message = f"a procedure's file has a name that ends in `{SUFFIX}`, and `{given}` has none"
        complain(message, hint=f"name it `{better}`")
        return 2
    problem = create_file(path, starter(path.stem).encode())
    if problem is not None:
        complain(problem, hint="choose another name, or another folder")
        return 2
    say(f"wrote {path}\nnext: stagecheck check {shlex.quote(str(path))}")
    return 0


def starter(stem: str) -> str:
    """The text of a first procedure in a file of this name."""
    return STARTER.read_text(encoding="utf-8").replace("NAME", procedure_name(stem))


def procedure_name(stem: str) -> str:
    """A name for the procedure from that of its file: lower case, hyphens, a letter first.

    Where that is a word of the language, or nothing, `my` stands before it.
    """
    from checker.language.vocabulary import RESERVED

    name = "-".join(re.findall(r"[a-z0-9]+", stem.lower()))
    usual = name[:1].isalpha() and name not in RESERVED | _CONFUSING
    return name if usual else f"my-{name}".rstrip("-")
