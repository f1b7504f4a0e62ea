"""Reading files: each thing that is not a text is told in the writer's terms."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest

from checker.language.diagnostics import Position, SourceText, Unreadable
from checker.language.source import LARGEST, read_source

if TYPE_CHECKING:
    from pathlib import Path

TEXT = 'procedure p "P"\n'


def _read(folder: Path, content: bytes) -> SourceText | Unreadable:
    path = folder / "p.procedure"
    path.write_bytes(content)
    return read_source(path)


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["plain", "with the mark of UTF-8", "CRLF", "CR"],
)
def test_texts_are_alike_however_saved(content: bytes, tmp_path: Path) -> None:
    """The mark and the kind of line break make no difference."""
    assert _read(tmp_path, content) == SourceText(TEXT, str(tmp_path / "p.procedure"))


def test_words_keep_their_letters(tmp_path: Path) -> None:
    """What is beyond ASCII is read as it stands."""
    found = _read(tmp_path, 'procedure p "Ynys Môn: y cam nesaf"\n'.encode())
    assert isinstance(found, SourceText)
    assert found.text == 'procedure p "Ynys Môn: y cam nesaf"\n'


@pytest.mark.parametrize(
    ("content", "message", "at"),
    [
        (b"", "the file is empty", None),
        (b" \n\t\r\n", "the file is empty", None),
        (b"\xef\xbb\xbf", "the file is empty", None),
        (b"one\ntwo \0 three", "the file is not text", (2, 5)),
        (TEXT.encode("utf-16"), "the file is text in UTF-16 or UTF-32", None),
        (b"%PDF-1.7\n\0", "the file is a PDF, not plain text", None),
        (
            b"PK\x03\x04\0",
            "the file is a word processor's document or a zip file, not plain text",
            None,
        ),
        (
            b"a\nb\ncaf\xe9\n",
            "the file is not in UTF-8: byte 0xe9 means nothing there",
            (3, 4),
        ),
        (
            b"\xef\xbb\xbfa\ncaf\xe9",
            "the file is not in UTF-8: byte 0xe9 means nothing there",
            (2, 4),
        ),
        (b"x" * (LARGEST + 1), "the file is larger than 5 MB", None),
    ],
    ids=range(10),
)
def test_what_is_no_text(
    content: bytes, message: str, at: tuple[int, int] | None, tmp_path: Path
) -> None:
    """The message says what the file is, with the place where one can be named."""
    found = _read(tmp_path, content)
    assert isinstance(found, Unreadable)
    assert found.message == message
    assert found.at == (None if at is None else Position(*at))
    assert found.path == str(tmp_path / "p.procedure")
    assert found.help


def test_the_largest_file_is_read(tmp_path: Path) -> None:
    """The bound itself is allowed."""
    assert isinstance(_read(tmp_path, b"x" * LARGEST), SourceText)


def test_no_such_file(tmp_path: Path) -> None:
    """A missing file is told as such."""
    found = read_source(tmp_path / "none.procedure")
    assert isinstance(found, Unreadable)
    assert found.message == "there is no such file"


def test_a_folder(tmp_path: Path) -> None:
    """A folder is no file."""
    found = read_source(tmp_path)
    assert isinstance(found, Unreadable)
    assert found.message == "this is a folder"


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (PermissionError(13, "no"), "you may not read this file"),
        (OSError(5, "no"), "the file cannot be read (input/output error)"),
        (OSError(), "the file cannot be read (the system refuses)"),
    ],
    ids=["permission", "device", "no reason"],
)
def test_what_the_system_refuses(
    error: OSError, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's reason is told, never raised."""

    def refuse(*_: object, **__: object) -> None:
        raise error

    file = tmp_path / "p.procedure"
    file.write_text(TEXT)
    monkeypatch.setattr("builtins.open", refuse)
    found = read_source(file)
    assert isinstance(found, Unreadable)
    assert found.message == message


def test_a_name_that_cannot_be() -> None:
    """A name with a zero in it raises nothing."""
    found = read_source("a\0b")
    assert isinstance(found, Unreadable)
    assert found.message == "no file can have this name"


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    """A named pipe would be waited for without end."""
    pipe = tmp_path / "p.procedure"
    os.mkfifo(pipe)
    found = read_source(pipe)
    assert isinstance(found, Unreadable)
    assert found.message == "this is a pipe, and no file"


def test_devices_and_sockets_are_no_files(tmp_path: Path) -> None:
    """Some never end, and some wait for somebody to type."""
    found = read_source(os.devnull)
    assert isinstance(found, Unreadable)
    assert found.message == "this is a device, and no file"
    with socket.socket(socket.AF_UNIX) as ear:
        ear.bind(str(tmp_path / "s"))
        told = read_source(tmp_path / "s")
    assert isinstance(told, Unreadable)
    assert told.message == "this is a socket, and no file"


def test_a_file_that_has_become_a_pipe_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at what it is and its opening."""
    plain = os.stat(__file__)  # noqa: PTH116, as `read_source` does
    monkeypatch.setattr(os, "stat", lambda _: plain)
    pipe = tmp_path / "p.procedure"
    os.mkfifo(pipe)
    assert isinstance(read_source(pipe), Unreadable)
