"""What results hang on beside the text: with anything of it changed, a run works anew."""

from __future__ import annotations

import os
import re
import sys
import tomllib
import zoneinfo
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.cli.store import circumstances as module
from checker.cli.store import results
from checker.cli.store.circumstances import LIBRARIES, circumstances, program_digest
from tests.cli.samples import BAD, write
from tests.cli.store.stores import installed

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.store.stores import Stored

ROOT = Path(__file__).resolve().parents[3]


def library(name: str, folder: Path, version: str) -> None:
    """A library as an installer leaves it, to be found before the real one; nothing loads it."""
    package = folder / name
    package.mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").write_text("")
    (folder / f"{LIBRARIES[name]}-{version}.dist-info").mkdir()


def a_library(name: str) -> Callable[[Stored, Path, pytest.MonkeyPatch], None]:
    """Another version of a library."""

    def change(_: Stored, aside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        library(name, aside, "99.0")
        if name == "z3":
            (aside / name / "lib").mkdir()
            (aside / name / "lib" / "libz3.so").write_text("")
        monkeypatch.syspath_prepend(str(aside))

    return change


def python(_: Stored, __: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another Python."""
    monkeypatch.setattr(sys, "version", f"{sys.version}+")


def machine(_: Stored, __: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another kind of processor."""
    told = list(os.uname())
    other = os.uname_result([*told[:-1], "abacus"])
    monkeypatch.setattr(os, "uname", lambda: other)


def solver(_: Stored, aside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another file that could be loaded as the solver."""
    (aside / "libz3.so").write_text("")
    monkeypatch.setenv("Z3_LIBRARY_PATH", str(aside))


def solver_here(_: Stored, aside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One in the folder in which the program runs, which is looked at first."""
    (aside / "libz3.so").write_text("")
    monkeypatch.chdir(aside)


def zone(_: Stored, aside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other time-zone data."""
    (aside / "Europe").mkdir()
    (aside / "Europe" / "London").write_bytes(b"TZif")
    monkeypatch.setattr(zoneinfo, "TZPATH", (str(aside),))


def form(_: Stored, __: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another form of entries."""
    monkeypatch.setattr(results, "FORMAT", b"another")


def a_file(stored: Stored, _: Path, __: pytest.MonkeyPatch) -> None:
    """A file of the program, as the table of bank holidays is one."""
    (stored.program / "deep" / "table.py").write_text("ONE = 2\n")


def a_file_more(stored: Stored, _: Path, __: pytest.MonkeyPatch) -> None:
    """A new file of the program."""
    (stored.program / "new.py").write_text("")


def a_file_renamed(stored: Stored, _: Path, __: pytest.MonkeyPatch) -> None:
    """A file of the program by another name."""
    (stored.program / "deep" / "table.py").rename(stored.program / "deep" / "chair.py")


CHANGES = {
    **{f"the version of {name}": a_library(name) for name in LIBRARIES},
    **{
        str(change.__doc__): change
        for change in (
            python,
            machine,
            solver,
            solver_here,
            zone,
            form,
            a_file,
            a_file_more,
            a_file_renamed,
        )
    },
}


@pytest.mark.parametrize("change", CHANGES)
def test_with_it_changed_a_run_misses(
    change: str, stored: Stored, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And is looked up again the next time."""
    text = write(tmp_path / "in", bad=BAD)
    first = stored.check(text)
    assert first.worked
    assert stored.check(text).worked == ()
    aside = tmp_path / "aside"
    aside.mkdir()
    CHANGES[change](stored, aside, monkeypatch)
    assert stored.check(text).worked == first.worked
    assert stored.check(text).worked == ()
    assert len(stored.entries) == 2


def test_what_python_leaves_in_the_program_changes_nothing(stored: Stored) -> None:
    """Nor what begins with a point."""
    before = program_digest(stored.program)
    assert before is not None
    (stored.program / "__pycache__").mkdir()
    (stored.program / "__pycache__" / "a.pyc").write_text("")
    (stored.program / "deep" / ".uuid").write_text("")
    assert program_digest(stored.program) == before


def test_files_of_the_program_are_told_apart(tmp_path: Path) -> None:
    """By where they end, and wherever the program lies."""
    one = installed(tmp_path / "one", {"__init__.py": "", "a": "bc"})
    same = installed(tmp_path / "same", {"a": "bc", "__init__.py": ""})
    other = installed(tmp_path / "other", {"__init__.py": "", "ab": "c"})
    assert program_digest(one) == program_digest(same)
    assert program_digest(one) != program_digest(other)


def test_a_development_tree_has_no_store(stored: Stored, tmp_path: Path) -> None:
    """This very checkout; and a program beside notes that do not name it."""
    assert program_digest(ROOT / "checker") is None
    assert circumstances(ROOT / "checker") is None
    assert circumstances(stored.program) is not None
    text = write(tmp_path / "in", bad=BAD)
    record = stored.program.parent / "stagecheck-0.1.0.dist-info" / "RECORD"
    record.write_text("_editable.pth,sha256=x,0\n")
    assert stored.check(text).worked
    assert stored.check(text).worked
    assert not stored.cache.exists()


@pytest.mark.parametrize("missing", [*LIBRARIES, "the zone"])
def test_what_cannot_be_told_leaves_no_store(
    missing: str, stored: Stored, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library that no installer has noted; no data of the zone."""
    if missing == "the zone":
        monkeypatch.setattr(zoneinfo, "TZPATH", ())
        monkeypatch.setattr(module, "ZONE", "Europe/Nowhere")
    else:
        library(missing, tmp_path / "aside", "1")
        next((tmp_path / "aside").glob("*.dist-info")).rmdir()
        monkeypatch.syspath_prepend(str(tmp_path / "aside"))
    assert circumstances(stored.program) is None


def test_the_package_of_zones_is_read_where_the_system_has_none(
    stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Python does it."""
    monkeypatch.setattr(zoneinfo, "TZPATH", ())
    assert circumstances(stored.program) is not None


def test_every_library_is_among_them() -> None:
    """Those of the project; the zones are there by their data."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[=<>]", each)[0].replace("-", "_") for each in project["dependencies"]}
    assert names - {"tzdata"} == set(LIBRARIES.values())


def test_the_program_knows_one_zone() -> None:
    """The one whose data is looked at."""
    sources = [file.read_text(encoding="utf-8") for file in (ROOT / "checker").rglob("*.py")]
    named = {name for source in sources for name in re.findall(r"ZoneInfo\((.*?)\)", source)}
    assert named == {f'"{module.ZONE}"'}
