"""The command `stagecheck`: its arguments, and the codes that it ends with.

0: no finding (or the work was done); 1: findings; 2: the command was wrong, something could not be
read or written, or the program failed. Whoever stops reading the output early ends it with 141, and
an interrupt with 130, as shells have it.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from checker.cli import audit, check, draw, explain, new, report, when
from checker.cli.failures import failure
from checker.cli.streams import complain, prepare, say, silence, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

COMMANDS = (check, report, draw, explain, new, when, audit)
"""The commands in the order in which `--help` lists them; each has `add` and `run`."""
WRONG = 2
BROKEN_PIPE = 141
INTERRUPTED = 130


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line, and where to read more."""

    def error(self, message: str) -> NoReturn:
        """Say it on the error stream and end with code 2."""
        warn(f"{self.prog}: {' '.join(message.split())}\nsee `{self.prog} --help`\n")
        self.exit(WRONG)

    def print_help(self, file: object = None) -> None:  # noqa: ARG002, argparse never gives one
        """Print the help, to standard output alone."""
        say(self.format_help().removesuffix("\n"))


class ShowVersion(argparse.Action):
    """`--version`: what is installed, looked up only when asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        """Print the version and end."""
        from importlib.metadata import PackageNotFoundError, version

        try:
            found = version("stagecheck")
        except PackageNotFoundError:
            found = "not installed"
        say(f"stagecheck {found}")
        parser.exit(0)


def parser() -> argparse.ArgumentParser:
    """The parser with every command."""
    whole = Parser(
        prog="stagecheck",
        description="Checks a staged procedure before it is published, and draws its flowchart.",
        epilog="Exit code: 0 no finding, 1 findings, 2 something could not be read or written.",
        allow_abbrev=False,
    )
    whole.add_argument("--version", action=ShowVersion, nargs=0, help="show the version and exit")
    commands: Any = whole.add_subparsers(metavar="COMMAND", required=True, prog=whole.prog)
    for command in COMMANDS:
        command.add(commands)
    return whole


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    prepare()
    if arguments is None and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupted)  # this process is the command alone
    try:
        chosen = parser().parse_args(arguments)
        command: Callable[[argparse.Namespace], int] = chosen.run
        return command(chosen)
    except BrokenPipeError:
        silence(sys.stdout)
        return BROKEN_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001, what has not been caught for one input
        complain(failure(error))
        return WRONG


def _interrupted(*_: object) -> NoReturn:
    """End at once: an exception that comes while an object is made or freed would be ignored."""
    os._exit(INTERRUPTED)
