"""Which files a command means: the paths as given, folders searched to the bottom.

`-` means standard input.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.language.diagnostics import SourceText, Unreadable
from checker.language.source import LARGEST, read_source, refused, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

SUFFIX = ".procedure"
STANDARD_INPUT = "-"
STDIN = "<stdin>"
"""What standard input is called in messages."""


class Input(Struct, frozen=True):
    """A text to read: a file, or what came by standard input, which has its `content` already."""

    path: str
    content: bytes | None = None

    @property
    def stem(self) -> str:
        """The first part of the names of files that are made from it."""
        if self.content is not None:
            return "stdin"
        stem = Path(self.path).stem
        return "procedure" if stem == SUFFIX else stem

    def read(self) -> SourceText | Unreadable:
        """Its text."""
        if self.content is None:
            return read_source(self.path)
        return text_of(self.path, self.content)


class Inputs(Struct, frozen=True):
    """The texts to read, each once, and the paths that mean none, with the reason."""

    files: tuple[Input, ...]
    problems: tuple[Unreadable, ...]


def collect(paths: Iterable[str]) -> Inputs:
    """The files that the paths mean: a folder's in the order of their names.

    A folder without any, a folder that cannot be listed and a path that is not there are problems;
    none of them keeps the others from being read.
    """
    files: dict[str, Input] = {}
    problems: list[Unreadable] = []
    for text in dict.fromkeys(paths):
        found, unread = _meant_by(text)
        problems += unread
        for each in found:
            files.setdefault(_identity(each), each)
    return Inputs(tuple(files.values()), tuple(problems))


def the_file(path: str) -> Input | Unreadable:
    """What a path means where one file is wanted; a folder is told when it is read."""
    return standard_input() if path == STANDARD_INPUT else Input(path)


def standard_input() -> Input | Unreadable:
    """What comes by standard input, to its end, but for what no text would have."""
    if sys.stdin is None:
        help_ = "give it a text, as in `stagecheck check - < FILE`"
        return Unreadable(STDIN, "there is no standard input", help_)
    try:
        return Input(STDIN, sys.stdin.buffer.read(LARGEST + 1))
    except OSError as error:
        return refused(STDIN, error)


def _meant_by(text: str) -> tuple[list[Input], list[Unreadable]]:
    """The path itself, or a folder's files; and what is wrong with it."""
    if not text:
        return [], [Unreadable(text, "a path is empty", "name a file or a folder")]
    if text == STANDARD_INPUT:
        given = standard_input()
        return ([given], []) if isinstance(given, Input) else ([], [given])
    path = Path(text)
    try:
        folder = stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        return [], [refused(text, error)]
    except ValueError:
        return [], [Unreadable(text, "no file can have this name", "look at how it is spelt")]
    return _in_folder(path) if folder else ([Input(str(path))], [])


def _identity(given: Input) -> str:
    """What a file is known by, however it was named; links that go round lead nowhere."""
    return STANDARD_INPUT if given.content is not None else os.path.realpath(given.path)


def _in_folder(folder: Path) -> tuple[list[Input], list[Unreadable]]:
    """The procedures' files anywhere in a folder, sorted, and the folders that cannot be listed."""
    problems: list[Unreadable] = []

    def unreadable(error: OSError) -> None:
        why = f"the folder cannot be listed ({(error.strerror or 'the system refuses').lower()})"
        problems.append(Unreadable(error.filename, why, "ask its owner to let you"))

    found = [
        Path(parent, name)
        for parent, _, names in os.walk(folder, onerror=unreadable)
        for name in names
        if name.endswith(SUFFIX)
    ]
    if not found and not problems:
        why = f"there is no *{SUFFIX} file in this folder"
        problems.append(Unreadable(str(folder), why, f"name a file, or end its name in `{SUFFIX}`"))
    return [Input(str(file)) for file in sorted(found)], problems
