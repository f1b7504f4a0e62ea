"""Files are replaced whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from checker.output.files import replace_files

if TYPE_CHECKING:
    import pytest


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
