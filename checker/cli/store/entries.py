"""The entries of the store: one file each, named by the digest of what its content hangs on.

At its head stands all of that in full, then a checksum, then the value, compressed. An entry is
written whole and renamed, so that any number of processes can share the folder.
"""

from __future__ import annotations

import os
import re
import stat
import time
import zlib
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST_ENTRY = 4_000_000
"""Bytes of one entry; a larger one is not kept."""
MOST_BYTES = 64_000_000
"""Bytes of all entries together."""
MOST_ENTRIES = 10_000

_OFTEN = 16
"""One process looks after the bounds whenever it has written this part of what they allow."""
_NAME = r"[0-9a-f]{64}(\.[0-9a-f]{16})?"
"""What an entry is called; with an ending, one that is being written."""
_SUM = 32
"""Bytes of a checksum."""
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)


class _Found(Struct, frozen=True, order=True):
    """An entry as the folder lists it; `used`: when it was last."""

    used: int
    name: str
    size: int


class Entries:
    """The entries in a folder, given by its descriptor; whatever the system refuses is let be."""

    def __init__(self, folder: int) -> None:
        """Nothing has been written yet."""
        self._folder = folder
        self._count = 0
        self._bytes = 0

    def get(self, parts: Iterable[bytes]) -> bytes | None:
        """The value that was kept for just these parts; None for whatever is not whole and right.

        It counts as used now.
        """
        head = _head(parts)
        content = self._read(_name_of(head))
        if content is None or not content.startswith(head):
            return None
        at = len(head) + _SUM
        packed = memoryview(content)[at:]
        if content[len(head) : at] != sha256(packed).digest():
            return None
        try:
            return zlib.decompress(packed)
        except zlib.error:
            return None

    def put(self, parts: Iterable[bytes], value: bytes) -> None:
        """Keep a value for these parts, unless it is too large."""
        head = _head(parts)
        packed = zlib.compress(value, 1)
        content = head + sha256(packed).digest() + packed
        if len(content) > LARGEST_ENTRY:
            return
        name = _name_of(head)
        beside = f"{name}.{os.urandom(8).hex()}"
        with suppress(OSError):
            try:
                self._write(beside, content)
                os.replace(beside, name, src_dir_fd=self._folder, dst_dir_fd=self._folder)
            except OSError:
                os.unlink(beside, dir_fd=self._folder)
                raise
        self._count += 1
        self._bytes += len(content)
        if self._count * _OFTEN > MOST_ENTRIES or self._bytes * _OFTEN > MOST_BYTES:
            self.keep_bounds()

    def keep_bounds(self) -> None:
        """Remove what was least recently used, until the rest is within the bounds."""
        self._count = self._bytes = 0
        with suppress(OSError):
            found = sorted(self._listed(), reverse=True)
            total = 0
            for number, each in enumerate(found, 1):
                total += each.size
                if number > MOST_ENTRIES or total > MOST_BYTES:
                    with suppress(FileNotFoundError):  # another process was sooner
                        os.unlink(each.name, dir_fd=self._folder)

    def _listed(self) -> list[_Found]:
        """Every entry of the folder; what is called otherwise is none."""
        found = []
        with os.scandir(self._folder) as listed:
            for each in listed:
                if re.fullmatch(_NAME, each.name):
                    with suppress(FileNotFoundError):
                        told = each.stat(follow_symlinks=False)
                        found.append(_Found(told.st_mtime_ns, each.name, told.st_size))
        return found

    def _read(self, name: str) -> bytes | None:
        """The content of an entry, which counts as used now."""
        try:
            handle = os.open(name, _READ, dir_fd=self._folder)
        except OSError:
            return None
        try:
            told = os.fstat(handle)
            if not stat.S_ISREG(told.st_mode) or told.st_size > LARGEST_ENTRY:
                return None
            content = os.read(handle, LARGEST_ENTRY)
            with suppress(OSError):  # what cannot be written can be read
                os.utime(handle, ns=(time.time_ns(),) * 2)  # the system's own now is late by a tick
        except OSError:
            return None
        finally:
            os.close(handle)
        return content

    def _write(self, name: str, content: bytes) -> None:
        """A new file with this content, all of it; OSError where that cannot be."""
        handle = os.open(name, _WRITE, 0o600, dir_fd=self._folder)
        with os.fdopen(handle, "wb") as file:
            file.write(content)


def _head(parts: Iterable[bytes]) -> bytes:
    """The parts, each with its length before it."""
    return b"".join(len(part).to_bytes(8, "big") + part for part in parts)


def _name_of(head: bytes) -> str:
    """What the entry with this head is called."""
    return sha256(head).hexdigest()
