"""Which files a command means."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from checker.cli.inputs import collect
from tests.cli.samples import write

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_folder_gives_its_files_sorted_to_the_bottom(tmp_path: Path) -> None:
    """Other files are left out, and so are folders with the ending."""
    write(tmp_path, b="", a="")
    write(tmp_path / "deep" / "er", c="")
    write(tmp_path / "x.procedure", d="")
    (tmp_path / "readme.txt").write_text("")
    found = [str(file.relative_to(tmp_path)) for file in collect([str(tmp_path)]).files]
    assert found == ["a.procedure", "b.procedure", "deep/er/c.procedure", "x.procedure/d.procedure"]


def test_a_file_is_taken_whatever_its_name(tmp_path: Path) -> None:
    """In the order given, and each once however it is named."""
    write(tmp_path, a="")
    other = tmp_path / "draft.txt"
    other.write_text("")
    paths = [str(other), str(tmp_path), str(tmp_path / "." / "a.procedure")]
    assert collect(paths).files == (other, tmp_path / "a.procedure")


def test_what_is_not_there_is_a_problem_and_stops_nothing(tmp_path: Path) -> None:
    """Each path is named, and the others are read."""
    (tmp_path / "empty").mkdir()
    write(tmp_path / "full", a="")
    inputs = collect([str(tmp_path / name) for name in ("none", "empty", "full", "n" * 300)])
    assert [file.name for file in inputs.files] == ["a.procedure"]
    assert inputs.problems[0] == f"cannot read `{tmp_path / 'none'}`: no such file or directory"
    assert inputs.problems[1] == f"there is no *.procedure file in `{tmp_path / 'empty'}`"
    assert inputs.problems[2].endswith("file name too long")


def test_a_folder_that_cannot_be_listed_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A gate must not pass over what it did not see."""
    write(tmp_path / "open", a="")
    write(tmp_path / "shut", b="")
    listing = os.scandir

    def refusing(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return listing(path)

    monkeypatch.setattr(os, "scandir", refusing)
    inputs = collect([str(tmp_path)])
    assert [file.name for file in inputs.files] == ["a.procedure"]
    assert inputs.problems == (f"cannot read the folder `{tmp_path / 'shut'}`: permission denied",)


def test_links_that_go_round_do_not_stop_the_search(tmp_path: Path) -> None:
    """They are files like others, which reading will report."""
    (tmp_path / "a.procedure").symlink_to(tmp_path / "b.procedure")
    (tmp_path / "b.procedure").symlink_to(tmp_path / "a.procedure")
    assert len(collect([str(tmp_path)]).files) == 2


def test_an_empty_path_means_nothing() -> None:
    """Least of all every procedure there is, as a variable that was never set would have it."""
    inputs = collect([""])
    assert inputs.files == ()
    assert inputs.problems == ("a path is empty",)
