"""Which files a command means: the paths as given, folders searched to the bottom."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

SUFFIX = ".procedure"


class Inputs(Struct, frozen=True):
    """The files to read, each once, and what was wrong with the paths, one message each."""

    files: tuple[Path, ...]
    problems: tuple[str, ...]


def collect(paths: Iterable[str]) -> Inputs:
    """The files that the paths mean: a folder's in the order of their names.

    A folder without any, a folder that cannot be listed and a path that is not there are problems;
    none of them keeps the others from being read.
    """
    files: dict[Path, Path] = {}
    problems: list[str] = []
    for text in paths:
        found, unread = _meant_by(Path(text)) if text else ([], ["a path is empty"])
        problems += unread
        for file in found:
            files.setdefault(_identity(file), file)
    return Inputs(tuple(files.values()), tuple(problems))


def _meant_by(path: Path) -> tuple[list[Path], list[str]]:
    """The path itself, or a folder's files; and what is wrong with it."""
    try:
        folder = stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        return [], [f"cannot read `{path}`: {_why(error)}"]
    return _in_folder(path) if folder else ([path], [])


def _identity(path: Path) -> Path:
    """What a file is known by, however it was named; links that go round lead nowhere."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def _in_folder(folder: Path) -> tuple[list[Path], list[str]]:
    """The procedures' files anywhere in a folder, sorted, and the folders that cannot be listed."""
    problems: list[str] = []

    def unreadable(error: OSError) -> None:
        problems.append(f"cannot read the folder `{error.filename}`: {_why(error)}")

    found = [
        Path(parent, name)
        for parent, _, names in os.walk(folder, onerror=unreadable)
        for name in names
        if name.endswith(SUFFIX)
    ]
    if not found and not problems:
        problems.append(f"there is no *{SUFFIX} file in `{folder}`")
    return sorted(found), problems


def _why(error: OSError) -> str:
    """What the system says, lower case."""
    return (error.strerror or "the system refuses").lower()
