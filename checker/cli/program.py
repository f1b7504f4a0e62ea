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
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

from checker.cli.failures import failure
from checker.cli.streams import complain, prepare, say, silence, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from types import ModuleType

COMMANDS = ("check", "report", "draw", "explain", "new", "when", "audit")
"""The commands, each a file beside this one, in the order in which `--help` lists them."""
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


def command(name: str) -> ModuleType:
    """A command's own file, which has `add` and `run`."""
    return import_module(f"checker.cli.{name}")


def parser(known: Collection[str] = COMMANDS) -> argparse.ArgumentParser:
    """The parser; it knows these commands."""
    whole = Parser(
        prog="stagecheck",
        description="Checks a staged procedure before it is published, and draws its flowchart.",
        epilog="Exit code: 0 no finding, 1 findings, 2 something could not be read or written.",
        allow_abbrev=False,
    )
    whole.add_argument("--version", action=ShowVersion, nargs=0, help="show the version and exit")
    commands: Any = whole.add_subparsers(metavar="COMMAND", required=True, prog=whole.prog)
    for name in known:
        command(name).add(commands)
    return whole


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    prepare()
    if arguments is None and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupted)  # this process is the command alone
    try:
        given = sys.argv[1:] if arguments is None else arguments
        named = [name for name in COMMANDS if name in given[:1]]  # the others are not needed
        chosen = parser(named or COMMANDS).parse_args(given)
        run_it: Callable[[argparse.Namespace], int] = chosen.run
        return run_it(chosen)
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
