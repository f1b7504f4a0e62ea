"""Files replaced whole or not at all.

Everything is written beside its place first; only when all of it is there are the files put into
their places, one rename each. If a rename fails, those that were done are undone.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

READABLE = 0o666
"""What a new file may be used for, before the user's own mask is taken off."""


def replace_files(contents: Mapping[Path, bytes]) -> str | None:
    """Write every file, making folders as needed; give what went wrong (None: nothing did).

    After an error each file holds what it held before, and no file is there that was not.
    """
    staged: dict[Path, Path] = {}
    try:
        earlier = {path: path.read_bytes() if path.exists() else None for path in contents}
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            staged[path] = _written_beside(path, content)
        _put_in_place(staged, earlier)
    except OSError as error:
        return f"cannot write `{error.filename or 'the files'}`: {reason(error)}"
    finally:
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)
    return None


def reason(error: OSError) -> str:
    """Why the system refused, in its own words, lower case."""
    words = error.strerror or str(error)
    return words[:1].lower() + words[1:]


def _written_beside(path: Path, content: bytes) -> Path:
    """A new hidden file in the folder of `path` that holds the content."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        temporary.chmod(READABLE & ~_mask())
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _mask() -> int:
    """The user's mask for new files; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _put_in_place(staged: Mapping[Path, Path], earlier: Mapping[Path, bytes | None]) -> None:
    """Rename each staged file; on an error put back what stood there and raise the error."""
    done: list[Path] = []
    try:
        for path, temporary in staged.items():
            temporary.replace(path)
            done.append(path)
    except OSError:
        for path in done:
            before = earlier[path]
            with suppress(OSError):
                if before is None:
                    path.unlink()
                else:
                    _written_beside(path, before).replace(path)
        raise
