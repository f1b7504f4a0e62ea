"""The command line: one file a command. The only room that prints, and that imports lazily."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

SELDOM = 200_000
"""How many new objects make Python look for cycles, of which there are next to none here."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    gc.set_threshold(SELDOM)  # before the modules are loaded, which make most of the objects
    from checker.cli.program import run

    return run(arguments)


def command() -> NoReturn:
    """Run the command line as a process of its own.

    It ends at once: all that was printed has been written, and the system takes the memory back in
    one piece, where Python would object by object.
    """
    try:
        os._exit(main())
    except SystemExit as end:  # as argparse ends the help, and what cannot be understood
        os._exit(int(end.code or 0))
