"""Files are replaced whole or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Self

import pytest

from checker.output.files import create_file, replace_files

if TYPE_CHECKING:
    from collections.abc import Callable


def below(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with what it holds."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_files_are_written_and_folders_made(tmp_path: Path) -> None:
    """New ones and old ones alike, and nothing is left beside them."""
    (tmp_path / "old").write_bytes(b"before")
    assert replace_files({tmp_path / "old": b"after", tmp_path / "a" / "b" / "new": b"new"}) is None
    assert below(tmp_path) == {"old": b"after", "a/b/new": b"new"}


def test_new_files_can_be_read_by_others(tmp_path: Path) -> None:
    """As the user's mask has it, not as a temporary file."""
    before = os.umask(0o022)
    try:
        assert replace_files({tmp_path / "page": b"x"}) is None
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "page").stat().st_mode) == 0o644


def test_nothing_changes_where_one_place_is_a_folder(tmp_path: Path) -> None:
    """The other files keep what they hold."""
    (tmp_path / "a").write_bytes(b"before")
    (tmp_path / "b").mkdir()
    problem = replace_files({tmp_path / "a": b"after", tmp_path / "b": b"x"})
    assert problem is not None
    assert problem.startswith(f"cannot write `{tmp_path / 'b'}`: is a directory")
    assert below(tmp_path) == {"a": b"before"}


def test_nothing_changes_where_a_folder_cannot_be_made(tmp_path: Path) -> None:
    """A file stands where a folder would."""
    (tmp_path / "a").write_bytes(b"before")
    problem = replace_files({tmp_path / "z": b"x", tmp_path / "a" / "b": b"x"})
    assert problem is not None
    assert problem.startswith("cannot write ")
    assert below(tmp_path) == {"a": b"before"}


def test_what_was_put_in_place_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a later rename fails, an old file is as it was and a new one is gone."""
    (tmp_path / "old").write_bytes(b"before")
    rename = Path.replace

    def failing(path: Path, target: Path) -> Path:
        if target.name == "last":
            raise OSError(28, "No space left on device", str(target))
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", failing)
    names = {tmp_path / "old": b"after", tmp_path / "new": b"x", tmp_path / "last": b"x"}
    assert replace_files(names) == f"cannot write `{tmp_path / 'last'}`: no space left on device"
    assert below(tmp_path) == {"old": b"before"}


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that could not be written in full is removed."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "chmod", full)
    assert replace_files({tmp_path / "a": b"x"}) == (
        "cannot write `the files`: no space left on device"
    )
    assert below(tmp_path) == {}


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of two could be written, and neither is in its place."""
    (tmp_path / "a").write_bytes(b"before")
    made = os.fdopen
    handles: list[int] = []

    def filling(handle: int, mode: str) -> object:
        handles.append(handle)
        if len(handles) > 1:
            os.close(handle)
            raise OSError(28, "No space left on device")
        return made(handle, mode)

    monkeypatch.setattr(os, "fdopen", filling)
    problem = replace_files({tmp_path / "a": b"after", tmp_path / "b" / "c" / "d": b"x"})
    assert problem == "cannot write `the files`: no space left on device"
    assert below(tmp_path) == {"a": b"before"}
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_a_file_keeps_its_mode(mode: int, tmp_path: Path) -> None:
    """One that others must not read is not opened to them."""
    (tmp_path / "a").write_bytes(b"before")
    (tmp_path / "a").chmod(mode)
    assert replace_files({tmp_path / "a": b"after"}) is None
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == mode
    assert below(tmp_path) == {"a": b"after"}


def _link(path: Path) -> None:
    (path.parent / "elsewhere").write_bytes(b"before")
    path.symlink_to("elsewhere")


LINK = "a link is there, and links are not replaced"
ODD: dict[str, tuple[Callable[[Path], None], str]] = {
    "a link": (_link, LINK),
    "a link to nothing": (lambda path: path.symlink_to("nowhere"), LINK),
    "a link to a device": (lambda path: path.symlink_to(os.devnull), LINK),
    "a pipe": (os.mkfifo, "a device or a pipe is there"),
    "a folder": (Path.mkdir, "is a directory"),
}
"""What may stand in the place of a file, how it is made, and why it is not replaced."""


@pytest.mark.parametrize("what", ODD)
def test_what_is_no_file_is_not_replaced(what: str, tmp_path: Path) -> None:
    """Nor read, nor waited for; the other file keeps what it holds."""
    make, why = ODD[what]
    (tmp_path / "a").write_bytes(b"before")
    make(tmp_path / "odd")
    before = (tmp_path / "odd").lstat()
    problem = replace_files({tmp_path / "a": b"after", tmp_path / "odd": b"x"})
    assert problem == f"cannot write `{tmp_path / 'odd'}`: {why}"
    assert (tmp_path / "odd").lstat() == before
    assert (tmp_path / "a").read_bytes() == b"before"
    assert not (tmp_path / "nowhere").exists()


def test_what_was_read_is_not_overwritten(tmp_path: Path) -> None:
    """However it is called: by another spelling, by a link to it, by a second name."""
    source = tmp_path / "source"
    source.write_bytes(b"before")
    (tmp_path / "link").symlink_to(source)
    (tmp_path / "second").hardlink_to(source)
    (tmp_path / "folder").symlink_to(tmp_path)
    outputs = (source, tmp_path / ".." / tmp_path.name / "source", tmp_path / "folder" / "source")
    for output in (*outputs, tmp_path / "second"):
        for given in (source, tmp_path / "link", tmp_path / "second"):
            problem = replace_files({output: b"after"}, [str(tmp_path / "none"), str(given)])
            assert problem is not None
            assert "it is what was read" in problem
    assert source.read_bytes() == b"before"
    assert len(list(tmp_path.iterdir())) == 4


def test_a_protected_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though its folder would allow it."""
    (tmp_path / "a").write_bytes(b"before")
    monkeypatch.setattr(os, "access", lambda *_: False)
    problem = replace_files({tmp_path / "a": b"after"})
    assert problem == f"cannot write `{tmp_path / 'a'}`: it is protected against writing"
    assert below(tmp_path) == {"a": b"before"}


def test_what_was_put_in_place_is_taken_back_without_second_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some file systems have none; a copy serves."""

    def refusing(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refusing)
    test_what_was_put_in_place_is_taken_back(tmp_path, monkeypatch)


INTERRUPTED = """
import os, signal, sys
from pathlib import Path
from checker.output.files import replace_files
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
rename = Path.replace
def interrupted(path, target):
    os.kill(os.getpid(), signal.SIGINT)
    return rename(path, target)
Path.replace = interrupted
folder = Path(sys.argv[1])
try:
    replace_files({folder / "a": b"after", folder / "b": b"x"})
except KeyboardInterrupt:
    sys.exit(9)
"""
"""A process that is interrupted while files are put in their places."""


def test_an_interrupt_waits_until_the_files_are_in_their_places(tmp_path: Path) -> None:
    """All are replaced, or none; the interrupt comes then.

    In a process of its own: in that of the tests, another thread could take the signal.
    """
    done = subprocess.run([sys.executable, "-c", INTERRUPTED, str(tmp_path)], check=False)
    assert done.returncode == 9
    assert below(tmp_path) == {"a": b"after", "b": b"x"}


def test_another_thread_writes_files_too(tmp_path: Path) -> None:
    """It cannot have signals wait, and is not ended by them."""
    thread = Thread(target=replace_files, args=({tmp_path / "a": b"x"},))
    thread.start()
    thread.join()
    assert below(tmp_path) == {"a": b"x"}


class Full:
    """A new file that takes nothing."""

    def __init__(self, path: Path) -> None:
        """It is there, and empty."""
        path.touch(exist_ok=False)

    def __enter__(self) -> Self:
        """It is open already."""
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is to be done."""

    def write(self, _: bytes) -> None:
        """Refuse."""
        raise OSError(28, "No space left on device")


def test_a_new_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk is full in the middle of it."""
    monkeypatch.setattr(Path, "open", lambda path, _: Full(path))
    told = f"cannot write `{tmp_path / 'a'}`: no space left on device"
    assert create_file(tmp_path / "a", b"x") == told
    assert below(tmp_path) == {}


@pytest.mark.parametrize("what", ODD)
def test_a_new_file_replaces_nothing(what: str, tmp_path: Path) -> None:
    """Not even a link that leads nowhere."""
    ODD[what][0](tmp_path / "odd")
    problem = create_file(tmp_path / "odd", b"x")
    assert problem == f"`{tmp_path / 'odd'}` is there already, and is left as it is"
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_takes_no_files_is_told_by_the_file(tmp_path: Path) -> None:
    """Not by the name of one that nobody has asked for."""
    if not Path("/proc/self").exists():
        pytest.skip("this system has no folder that takes none")
    assert replace_files({Path("/proc/x"): b"x"}) == (
        "cannot write `/proc/x`: no such file or directory"
    )
    rename, here = OSError(18, "Invalid cross-device link", "a", None, "b"), tmp_path / "a"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", Raising(rename))
        assert replace_files({here: b"x"}) == "cannot write `b`: invalid cross-device link"


class Raising:
    """A function that raises an error."""

    def __init__(self, error: OSError) -> None:
        """This one."""
        self.error = error

    def __call__(self, *_: object) -> None:
        """Raise it."""
        raise self.error
