"""Files replaced whole or not at all, and never one that is not the program's to replace.

Everything is written beside its place first; only when all of it is there are the files put into
their places, one rename each. If a rename fails, those that were done are undone. Meanwhile
signals wait.
"""

from __future__ import annotations

import os
import signal
import stat
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

READABLE = 0o666
"""What a new file may be used for, before the user's own mask is taken off."""
_HELD = ("SIGHUP", "SIGINT", "SIGTERM")
"""Signals that wait while files are put into their places, where the system has them."""


def replace_files(contents: Mapping[Path, bytes], inputs: Iterable[str] = ()) -> str | None:
    """Write every file, making folders as needed; give what went wrong (None: nothing did).

    After an error each file holds what it held before, and nothing is there that was not. A file
    keeps its mode. What is no file, a link, and one of the `inputs`, whatever it is called, are
    not replaced.
    """
    staged: dict[Path, Path] = {}
    kept: dict[Path, Path] = {}
    folders: list[Path] = []
    with _signals_held():
        try:
            problem = _protected(contents, inputs)
            if problem is not None:
                return problem
            for path, content in contents.items():
                folders += _missing(path.parent)
                path.parent.mkdir(parents=True, exist_ok=True)
                staged[path] = _written_beside(path, content)
                if path.exists():
                    kept[path] = _kept_beside(path)
            _put_in_place(staged, kept)
        except OSError as error:
            name = error.filename2 or error.filename or "the files"
            return f"cannot write `{name}`: {reason(error)}"
        except ValueError:
            return "cannot write the files: none can have such a name"
        finally:
            for temporary in (*staged.values(), *kept.values()):
                temporary.unlink(missing_ok=True)
            for folder in reversed(folders):
                with suppress(OSError):  # it holds files now
                    folder.rmdir()
    return None


def create_file(path: Path, content: bytes) -> str | None:
    """Write a file where nothing is; give what went wrong (None: nothing did)."""
    made = False
    with _signals_held():
        try:
            with path.open("xb") as file:
                made = True
                file.write(content)
        except FileExistsError:
            return f"`{path}` is there already, and is left as it is"
        except OSError as error:
            if made:
                path.unlink(missing_ok=True)
            return f"cannot write `{path}`: {reason(error)}"
        except ValueError:
            return f"cannot write `{path}`: no file can have such a name"
    return None


def reason(error: OSError) -> str:
    """Why the system refused, in its own words, lower case."""
    words = error.strerror or str(error)
    return words[:1].lower() + words[1:]


def _protected(paths: Iterable[Path], inputs: Iterable[str]) -> str | None:
    """Why one of the files must not be replaced; OSError where that cannot be told."""
    read = {identity: name for name in inputs if (identity := _identity(name)) is not None}
    for path in paths:
        try:
            found = path.lstat()
        except FileNotFoundError:
            continue
        why = _what_else(found.st_mode)
        if why is None and not os.access(path, os.W_OK):
            why = "it is protected against writing"
        if why is None and (found.st_dev, found.st_ino) in read:
            other = read[found.st_dev, found.st_ino]
            why = "it is what was read"
            why += "" if other == str(path) else f", as `{other}`"
        if why is not None:
            return f"cannot write `{path}`: {why}"
    return None


def _identity(name: str) -> tuple[int, int] | None:
    """What a file is known by, whatever its name; None for what is no file."""
    try:
        found = os.stat(name)  # noqa: PTH116, a `Path` could not hold every name
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def _what_else(mode: int) -> str | None:
    """What stands in a file's place if it is no file."""
    if stat.S_ISLNK(mode):
        return "a link is there, and links are not replaced"
    if stat.S_ISDIR(mode):
        return "is a directory"
    return None if stat.S_ISREG(mode) else "a device or a pipe is there"


@contextmanager
def _signals_held() -> Iterator[None]:
    """Let signals that would end the program wait until what is begun is done.

    Only the main thread can do that, and only it is ended by them.
    """
    came: list[int] = []
    before = {}
    if current_thread() is main_thread():
        for number in (getattr(signal, name) for name in _HELD if hasattr(signal, name)):
            if signal.getsignal(number) not in {signal.SIG_IGN, None}:
                before[number] = signal.signal(number, lambda number, _: came.append(number))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in came:
            signal.raise_signal(number)


def _written_beside(path: Path, content: bytes) -> Path:
    """A new hidden file in the folder of `path` that holds the content, with the mode of `path`."""
    temporary, handle = _hidden_beside(path)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        if path.exists():
            _own_alike(path, temporary)
        else:
            temporary.chmod(READABLE & ~_mask())
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _own_alike(path: Path, temporary: Path) -> None:
    """Give a new file the owner, where that is allowed, and the mode of the one it replaces."""
    found = path.stat()
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(temporary, found.st_uid, found.st_gid)
    temporary.chmod(stat.S_IMODE(found.st_mode))


def _kept_beside(path: Path) -> Path:
    """A hidden file that is what `path` is now: a second name of it, or a copy."""
    kept, handle = _hidden_beside(path)
    os.close(handle)
    kept.unlink()
    try:
        os.link(path, kept)
    except OSError:  # this file system has no second names
        return _written_beside(path, path.read_bytes())
    return kept


def _missing(folder: Path) -> list[Path]:
    """What has to be made so that a folder is there, from the top."""
    return [each for each in reversed((folder, *folder.parents)) if not each.exists()]


def _hidden_beside(path: Path) -> tuple[Path, int]:
    """A new hidden file in the folder of `path`, open; an error names `path`."""
    try:
        handle, name = tempfile.mkstemp(".part", f".{path.name[:40]}.", path.parent)
    except OSError as error:
        error.filename = str(path)
        raise
    return Path(name), handle


def _mask() -> int:
    """The user's mask for new files; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _put_in_place(staged: Mapping[Path, Path], kept: Mapping[Path, Path]) -> None:
    """Rename each staged file; on an error put back what stood there and raise the error."""
    done: list[Path] = []
    try:
        for path, temporary in staged.items():
            temporary.replace(path)
            done.append(path)
    except OSError:
        for path in done:
            with suppress(OSError):
                if path in kept:
                    kept[path].replace(path)
                else:
                    path.unlink()
        raise
