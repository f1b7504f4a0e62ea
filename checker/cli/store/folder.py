"""Where the store lies: a folder of the user alone, among the user's caches."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

NAME = "stagecheck"
ALONE = 0o700
"""The mode of what its owner alone may look into."""


def place() -> Path | None:
    """Where the store belongs; None where the user has no folder for caches, and on a system that
    does not tell whose a folder is.

    A path that hangs on the folder in which the program runs counts as none, so that no project
    has a store in it by chance.
    """
    if os.open not in os.supports_dir_fd or not hasattr(os, "geteuid"):
        return None
    given = os.environ.get("XDG_CACHE_HOME", "")
    usual = "~/Library/Caches" if sys.platform == "darwin" else "~/.cache"
    base = Path(given if Path(given).is_absolute() else os.path.expanduser(usual))  # noqa: PTH111, it never fails
    return base / NAME if base.is_absolute() else None


def open_folder(folder: Path) -> int | None:
    """A descriptor of the store's folder, which is made if need be; None where it cannot be used.

    That is so where it is no folder or a link, where it is not the user's own, and where others may
    look into it.
    """
    try:
        for each in (folder.parent, folder):
            _make(each)
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except (OSError, ValueError):
        return None
    found = os.fstat(handle)
    if found.st_uid == os.geteuid() and stat.S_IMODE(found.st_mode) == ALONE:
        return handle
    os.close(handle)
    return None


def _make(folder: Path) -> None:
    """Make a folder where nothing is, if the one that it comes into is the user's own."""
    if not os.path.lexists(folder) and folder.parent.stat().st_uid == os.geteuid():
        with suppress(FileExistsError):  # another process was sooner
            folder.mkdir(ALONE)
