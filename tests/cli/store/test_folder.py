"""Where the store lies, and where there is none: without a word, and without a difference."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.cli.store.folder import open_folder, place
from tests.cli.samples import BAD, write

if TYPE_CHECKING:
    from tests.cli.store.stores import Stored


@pytest.mark.parametrize(
    ("given", "system", "where"),
    [
        ("/caches", "linux", "/caches/stagecheck"),
        ("/caches", "darwin", "/caches/stagecheck"),
        ("", "linux", "/elsewhere/.cache/stagecheck"),
        ("caches", "linux", "/elsewhere/.cache/stagecheck"),
        ("", "darwin", "/elsewhere/Library/Caches/stagecheck"),
    ],
)
def test_it_lies_among_the_users_caches(
    given: str, system: str, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never in a folder that hangs on where the program runs."""
    monkeypatch.setenv("XDG_CACHE_HOME", given)
    monkeypatch.setenv("HOME", "/elsewhere")
    monkeypatch.setattr(sys, "platform", system)
    assert place() == Path(where)


def test_without_a_home_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor with one that is no whole path, nor where the system does not tell whose a folder is."""
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", "home")
    assert place() is None
    monkeypatch.setenv("HOME", "/elsewhere")
    assert place() is not None
    monkeypatch.delattr(os, "geteuid")
    assert place() is None


def test_it_is_made_for_the_user_alone(stored: Stored) -> None:
    """With the folder of caches, if there is none yet."""
    handle = open_folder(stored.folder)
    assert handle is not None
    os.close(handle)
    assert stored.folder.stat().st_mode & 0o777 == 0o700
    assert stored.cache.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("wrong", ["link", "file", "open", "shut", "unwritable", "name"])
def test_where_it_cannot_be_used_there_is_none(
    wrong: str, stored: Stored, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """No word is said of it, and the run says all that it always says."""
    text = write(tmp_path / "in", bad=BAD)
    usual = stored.check(text)
    for entry in stored.entries:
        entry.unlink()
    stored.folder.rmdir()
    real = tmp_path / "real"
    real.mkdir(0o700)
    if wrong == "link":
        stored.folder.symlink_to(real)
    elif wrong == "file":
        stored.folder.write_text("")
    elif wrong in {"open", "shut"}:
        stored.folder.mkdir()
        stored.folder.chmod(0o750 if wrong == "open" else 0o500)
    elif wrong == "unwritable":
        stored.cache.rmdir()
        stored.cache.write_text("")
    else:
        monkeypatch.setenv("XDG_CACHE_HOME", "/\udcff" + "x" * 300)
    for _ in range(2):
        again = stored.check(text)
        assert (again.code, again.out, again.err) == (usual.code, usual.out, "")
        assert again.worked == usual.worked
    assert stored.entries == []
    assert list(real.iterdir()) == []


def test_one_that_is_another_users_is_not_used(
    stored: Stored, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nor is one made in a folder that is another user's."""
    text = write(tmp_path / "in", bad=BAD)
    usual = stored.check(text)
    assert stored.check(text).worked == ()
    own = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: own + 1)
    foreign = stored.check(text)
    assert (foreign.out, foreign.err, foreign.worked) == (usual.out, "", usual.worked)
    for entry in stored.entries:
        entry.unlink()
    stored.folder.rmdir()
    assert stored.check(text).worked == usual.worked
    assert not stored.folder.exists()


def test_a_folder_that_another_process_makes_first(
    stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is used as if it had been there."""
    monkeypatch.setattr(os.path, "lexists", lambda _: False)
    for _ in range(2):
        handle = open_folder(stored.folder)
        assert handle is not None
        os.close(handle)
