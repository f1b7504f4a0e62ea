"""Reading a file: the text, or what keeps it from being one."""

from __future__ import annotations

import codecs
import os
import stat
from typing import TYPE_CHECKING

from checker.language.diagnostics import Position, SourceText, Unreadable

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 5_000_000
"""Bytes of one file; a manual of a thousand stages has a tenth of that."""

_AS_TEXT = "save it as plain text in UTF-8: word processors offer it under `save as`"
_TEXT_ALONE = "name a file that holds the text; `-` is standard input"
_OTHER_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DOCUMENTS = ((b"%PDF", "a PDF"), (b"PK\x03\x04", "a word processor's document or a zip file"))


def read_source(path: Path | str) -> SourceText | Unreadable:
    """The text of a file in UTF-8, with or without its mark; CRLF and CR become LF.

    Pipes, devices and sockets are refused unopened, since reading one could wait for ever.
    """
    shown = str(path)
    try:
        odd = _what_else(os.stat(path).st_mode)  # noqa: PTH116 - `Path` refuses what a `str` may be
        if odd is not None:
            return Unreadable(shown, f"this is {odd}, and no file", _TEXT_ALONE)
        with open(path, "rb", opener=_without_waiting) as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        return refused(shown, error)
    except ValueError:
        return Unreadable(shown, "no file can have this name", "look at how it is spelt")
    return text_of(shown, content)


def _what_else(mode: int) -> str | None:
    """What stands there if it is neither a file nor a folder."""
    if stat.S_ISFIFO(mode):
        return "a pipe"
    if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
        return "a device"
    return "a socket" if stat.S_ISSOCK(mode) else None


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; what has become a pipe since it was looked at is not waited for."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def refused(shown: str, error: OSError) -> Unreadable:
    """What the system says when a file cannot be opened."""
    if isinstance(error, FileNotFoundError):
        return Unreadable(shown, "there is no such file", "look at its name and its folder")
    if isinstance(error, IsADirectoryError):
        return Unreadable(shown, "this is a folder", "name a file that ends in `.procedure`")
    if isinstance(error, PermissionError):
        return Unreadable(shown, "you may not read this file", "ask its owner to let you")
    why = os.strerror(error.errno) if error.errno else "the system refuses"
    return Unreadable(shown, f"the file cannot be read ({why.lower()})", "copy it and try again")


def text_of(shown: str, content: bytes) -> SourceText | Unreadable:
    """The text of a content, as `read_source` has it; of more than `LARGEST` bytes, none."""
    message = _no_text(content)
    if message is not None:
        return Unreadable(shown, *message)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = error.start + len(content) - len(error.object)
        why = f"the file is not in UTF-8: byte {content[start]:#04x} means nothing there"
        return Unreadable(shown, why, _AS_TEXT, _position(content, start))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        begin = "begin with `procedure`, a name and a title in quotes"
        return Unreadable(shown, "the file is empty", begin)
    return SourceText(text, shown)


def _no_text(content: bytes) -> tuple[str, str, Position | None] | None:
    """What a file is that cannot be text in UTF-8: message, help, and the place if one is known."""
    if len(content) > LARGEST:
        why = f"the file is larger than {LARGEST // 1_000_000} MB"
        return why, "write each procedure in a file of its own", None
    if content.startswith(_OTHER_MARKS):
        return "the file is text in UTF-16 or UTF-32", _AS_TEXT, None
    for mark, what in _DOCUMENTS:
        if content.startswith(mark):
            return f"the file is {what}, not plain text", _AS_TEXT, None
    at = content.find(b"\0")
    return None if at < 0 else ("the file is not text", _AS_TEXT, _position(content, at))


def _position(content: bytes, at: int) -> Position:
    """Where a byte stands; what stands before it on its line is counted as UTF-8."""
    begin = content.rfind(b"\n", 0, at) + 1
    before = content[begin:at].decode("utf-8", errors="replace")
    return Position(content.count(b"\n", 0, at) + 1, len(before) + 1)
