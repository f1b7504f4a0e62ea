"""What the program works out once and saves beside itself."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

_DIGEST = 64
"""Characters of a SHA-256 in hexadecimal."""


def digest(content: bytes) -> bytes:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest().encode()


def saved(target: Path, key: bytes) -> bytes | None:
    """What was saved in a file under this key; None where nothing was, or it is not whole.

    The key is one line, with its end: all that the content hangs on.
    """
    try:
        found = target.read_bytes()
    except OSError:
        return None
    if not found.startswith(key):
        return None
    told, content = found[len(key) : len(key) + _DIGEST], found[len(key) + _DIGEST :]
    return content if told == digest(content) else None


def save(target: Path, key: bytes, content: bytes) -> None:
    """Save it, replacing the file whole. OSError where the folder cannot be written."""
    import tempfile

    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=target.name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(key + digest(content) + content)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def save_if_possible(target: Path, key: bytes, content: bytes) -> None:
    """Save it; where that cannot be, it is worked out again another time."""
    with suppress(OSError):
        save(target, key, content)
