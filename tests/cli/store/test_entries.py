"""Entries: whole and right or not at all, bounded, and shared by processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.cli.store import entries as module
from checker.cli.store.entries import Entries

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[3]
PARTS = (b"one", b"", b"three")
VALUE = bytes(range(256)) * 40


@pytest.fixture
def entries(tmp_path: Path) -> Iterator[Entries]:
    """Entries in an empty folder."""
    handle = os.open(tmp_path, os.O_RDONLY)
    yield Entries(handle)
    os.close(handle)


def only(folder: Path) -> Path:
    """The one file of a folder."""
    (file,) = folder.iterdir()
    return file


def test_what_is_put_is_got(entries: Entries, tmp_path: Path) -> None:
    """For the same parts; nobody else may read it, and nothing is left beside it."""
    assert entries.get(PARTS) is None
    entries.put(PARTS, VALUE)
    assert entries.get(PARTS) == VALUE
    assert only(tmp_path).stat().st_mode & 0o777 == 0o600
    entries.put(PARTS, b"")
    assert entries.get(PARTS) == b""
    assert only(tmp_path).is_file()


@pytest.mark.parametrize(
    "other",
    [
        (b"on", b"e", b"three"),
        (b"one", b"three"),
        (b"one", b"", b"threE"),
        (b"", *PARTS),
        PARTS[:2],
    ],
)
def test_other_parts_have_no_value(other: tuple[bytes, ...], entries: Entries) -> None:
    """However alike they are when they stand one after the other."""
    entries.put(PARTS, VALUE)
    assert entries.get(other) is None


def test_an_entry_cut_short_is_none(entries: Entries, tmp_path: Path) -> None:
    """Wherever it is cut, and with anything behind it."""
    entries.put(PARTS, VALUE)
    file = only(tmp_path)
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert entries.get(PARTS) is None, length
    file.write_bytes(whole + b"\0")
    assert entries.get(PARTS) is None
    file.write_bytes(whole)
    assert entries.get(PARTS) == VALUE


def test_an_entry_with_one_bit_flipped_is_none(entries: Entries, tmp_path: Path) -> None:
    """Any bit of it: of the parts, of the checksum, of the value."""
    entries.put(PARTS, VALUE)
    file = only(tmp_path)
    whole = file.read_bytes()
    for at in range(len(whole)):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :])
        assert entries.get(PARTS) is None, at


def test_entries_that_changed_places_are_none(entries: Entries, tmp_path: Path) -> None:
    """Each is whole, and under the name of the other."""
    entries.put(PARTS, VALUE)
    first = only(tmp_path)
    entries.put((b"other",), b"other")
    (second,) = set(tmp_path.iterdir()) - {first}
    contents = first.read_bytes(), second.read_bytes()
    first.write_bytes(contents[1])
    second.write_bytes(contents[0])
    assert entries.get(PARTS) is None
    assert entries.get((b"other",)) is None


@pytest.mark.parametrize("kind", ["link", "folder", "pipe", "large"])
def test_what_is_no_entry_is_none(kind: str, entries: Entries, tmp_path: Path) -> None:
    """A link to a whole entry, a folder, a pipe that nobody writes into, a file too large."""
    entries.put(PARTS, VALUE)
    file = only(tmp_path)
    aside = tmp_path / "aside"
    file.rename(aside)
    if kind == "link":
        file.symlink_to(aside)
    elif kind == "folder":
        file.mkdir()
    elif kind == "pipe":
        os.mkfifo(file)
    else:
        file.write_bytes(aside.read_bytes())
        os.truncate(file, module.LARGEST_ENTRY + 1)
    assert entries.get(PARTS) is None


def test_a_large_entry_is_not_kept(
    entries: Entries, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of just the largest size is."""
    value = os.urandom(1000)
    entries.put((b"a",), value)
    size = only(tmp_path).stat().st_size
    monkeypatch.setattr(module, "LARGEST_ENTRY", size)
    entries.put((b"b",), value)
    assert entries.get((b"b",)) == value
    monkeypatch.setattr(module, "LARGEST_ENTRY", size - 1)
    entries.put((b"c",), value)
    assert entries.get((b"c",)) is None
    assert len(list(tmp_path.iterdir())) == 2


def aged(entries: Entries, folder: Path, count: int) -> list[tuple[bytes]]:
    """Entries that were last used one second after the other, each of 1,000 bytes and its head."""
    parts = []
    for number in range(count):
        before = set(folder.iterdir())
        parts.append((b"%d" % number,))
        entries.put(parts[-1], os.urandom(1000))
        (file,) = set(folder.iterdir()) - before
        os.utime(file, (number, number))
    return parts


def test_the_least_recently_used_go_first(
    entries: Entries, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To be looked up is to be used; other files of the folder are let be."""
    (tmp_path / "letter").write_text("not ours")
    parts = aged(entries, tmp_path, 6)
    assert entries.get(parts[1]) is not None
    monkeypatch.setattr(module, "MOST_ENTRIES", 3)
    entries.keep_bounds()
    assert [entries.get(each) is not None for each in parts] == [
        False,
        True,
        False,
        False,
        True,
        True,
    ]
    assert (tmp_path / "letter").read_text() == "not ours"


def test_all_entries_together_are_bounded(
    entries: Entries, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was begun and never finished is counted, and goes in its turn."""
    parts = aged(entries, tmp_path, 4)
    begun = next(file for file in tmp_path.iterdir()).with_suffix(f".{'0' * 16}")
    begun.write_bytes(bytes(5000))
    os.utime(begun, (1.5, 1.5))
    monkeypatch.setattr(module, "MOST_BYTES", 2500)
    entries.keep_bounds()
    assert [entries.get(each) is not None for each in parts] == [False, False, True, True]
    assert len(list(tmp_path.iterdir())) == 2


def test_the_bounds_are_kept_while_much_is_written(
    entries: Entries, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without anybody asking for it."""
    monkeypatch.setattr(module, "MOST_ENTRIES", 32)
    for number in range(200):
        entries.put((b"%d" % number,), b"x")
        assert len(list(tmp_path.iterdir())) <= 34
    monkeypatch.setattr(module, "MOST_BYTES", 16_000)
    for number in range(50):
        entries.put((b"%d" % number,), os.urandom(900))
        assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 18_000


def test_a_full_disk_leaves_nothing(
    entries: Entries, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was begun is removed."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    entries.put(PARTS, VALUE)
    assert list(tmp_path.iterdir()) == []


WORK = """
import os, sys
from checker.cli.store import entries as module
from checker.cli.store.entries import Entries

module.MOST_ENTRIES = 8
entries = Entries(os.open(sys.argv[1], os.O_RDONLY))
hits = 0
for number in range(3000):
    key = b"%d" % (number * int(sys.argv[2]) % 13)
    found = entries.get((key,))
    assert found in (None, key * 5000), key
    hits += found is not None
    entries.put((key,), key * 5000)
print(hits)
"""


def test_processes_share_the_entries(tmp_path: Path) -> None:
    """Each reads whole entries or none, while the others write the same and remove them."""
    command = (sys.executable, "-c", WORK, str(tmp_path))
    begun = [
        subprocess.Popen((*command, stride), cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for stride in ("1", "3", "5")
    ]
    told = [process.communicate()[0] for process in begun]
    assert [process.returncode for process in begun] == [0, 0, 0]
    assert all(int(each) > 0 for each in told)
    assert len(list(tmp_path.iterdir())) <= 13
