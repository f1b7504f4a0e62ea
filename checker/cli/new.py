"""`stagecheck new`: a first procedure to start from, with a comment on every line that matters."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

STARTER = Path(__file__).with_name("starter.txt")
"""The text of the starter; `NAME` in it stands for the procedure's name."""


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
    from checker.cli.inputs import SUFFIX
    from checker.cli.options import complain, say

    path = Path(arguments.file)
    if path.suffix != SUFFIX:
        hint = f"name it `{path.with_name((path.stem or 'procedure') + SUFFIX)}`"
        complain(f"a procedure's file ends in `{SUFFIX}`, not as `{path}` does", hint=hint)
        return 2
    text = STARTER.read_text(encoding="utf-8").replace("NAME", procedure_name(path.stem))
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        complain(f"`{path}` is there already, and is left as it is", hint="choose another name")
        return 2
    except OSError as error:
        complain(f"cannot write `{path}`: {(error.strerror or 'the system refuses').lower()}")
        return 2
    say(f"wrote {path}\nnext: stagecheck check {path}")
    return 0


def procedure_name(stem: str) -> str:
    """A name for the procedure from that of its file: lower case, hyphens, a letter first."""
    words = re.findall(r"[a-z0-9]+", stem.lower())
    name = "-".join(words)
    taken = {"", "case", "procedure", "stage", "start", "side", "lead", "next", "missing"}
    return f"my-{name}".rstrip("-") if name in taken or not name[0].isalpha() else name
