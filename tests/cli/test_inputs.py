"""Which files a command means."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.cli.inputs import Input, collect
from checker.language.diagnostics import SourceText, Unreadable
from checker.language.source import LARGEST
from tests.cli.samples import write

if TYPE_CHECKING:
    from collections.abc import Iterable


def names(paths: Iterable[str]) -> list[str]:
    """The files that the paths mean."""
    return [file.path for file in collect(paths).files]


def test_a_folder_gives_its_files_sorted_to_the_bottom(tmp_path: Path) -> None:
    """Other files are left out, and so are folders with the ending."""
    write(tmp_path, b="", a="")
    write(tmp_path / "deep" / "er", c="")
    write(tmp_path / "x.procedure", d="")
    (tmp_path / "readme.txt").write_text("")
    found = [str(Path(file.path).relative_to(tmp_path)) for file in collect([str(tmp_path)]).files]
    assert found == ["a.procedure", "b.procedure", "deep/er/c.procedure", "x.procedure/d.procedure"]


def test_a_file_is_taken_whatever_its_name(tmp_path: Path) -> None:
    """In the order given, and each once however it is named."""
    write(tmp_path, a="")
    other = tmp_path / "draft.txt"
    other.write_text("")
    paths = [str(other), str(tmp_path), str(tmp_path / "." / "a.procedure")]
    assert names(paths) == [str(other), str(tmp_path / "a.procedure")]


def test_what_is_not_there_is_a_problem_and_stops_nothing(tmp_path: Path) -> None:
    """Each path is named, and the others are read."""
    (tmp_path / "empty").mkdir()
    write(tmp_path / "full", a="")
    inputs = collect([str(tmp_path / name) for name in ("none", "empty", "full", "n" * 300)])
    assert [Path(file.path).name for file in inputs.files] == ["a.procedure"]
    told = [(Path(each.path).name[:5], each.message) for each in inputs.problems]
    assert told == [
        ("none", "there is no such file"),
        ("empty", "there is no *.procedure file in this folder"),
        ("nnnnn", "the file cannot be read (file name too long)"),
    ]


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
    assert [Path(file.path).name for file in inputs.files] == ["a.procedure"]
    (told,) = inputs.problems
    assert (told.path, told.message) == (
        str(tmp_path / "shut"),
        "the folder cannot be listed (permission denied)",
    )


def test_links_that_go_round_do_not_stop_the_search(tmp_path: Path) -> None:
    """They are files like others, which reading will report."""
    (tmp_path / "a.procedure").symlink_to(tmp_path / "b.procedure")
    (tmp_path / "b.procedure").symlink_to(tmp_path / "a.procedure")
    assert len(collect([str(tmp_path)]).files) == 2


def test_an_empty_path_means_nothing() -> None:
    """Least of all every procedure there is, as a variable that was never set would have it."""
    inputs = collect([""])
    assert inputs.files == ()
    assert [told.message for told in inputs.problems] == ["a path is empty"]


def test_a_name_that_cannot_be_is_a_problem() -> None:
    """And raises nothing."""
    assert [told.message for told in collect(["a\0b"]).problems] == ["no file can have this name"]


def test_a_folder_that_is_gone_is_no_obstacle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that the command was given in."""
    (tmp_path / "gone").mkdir()
    write(tmp_path, a="")
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert names([str(tmp_path / "a.procedure")]) == [str(tmp_path / "a.procedure")]
    assert [told.message for told in collect(["."]).problems] == [
        "there is no *.procedure file in this folder"
    ]


class Piped(io.TextIOWrapper):
    """Standard input with a text in it."""

    def __init__(self, content: bytes) -> None:
        """Of bytes, as they come."""
        super().__init__(io.BytesIO(content))


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Read once, and called by no file's name; a file of that name is given with its folder."""
    monkeypatch.setattr(sys, "stdin", Piped(b"a\r\nb"))
    (given,) = collect(["-", "-"]).files
    assert (given.path, given.stem) == ("<stdin>", "stdin")
    assert given.read() == SourceText("a\nb", "<stdin>")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "-").write_text("c")
    (file,) = collect(["./-"]).files
    assert file.read() == SourceText("c", "-")


def test_standard_input_that_is_none_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """Closed, or refused by the system; and it is not read for ever."""
    monkeypatch.setattr(sys, "stdin", None)
    assert [told.message for told in collect(["-"]).problems] == ["there is no standard input"]
    monkeypatch.setattr(sys, "stdin", Piped(b"x" * (LARGEST + 9)))
    (given,) = collect(["-"]).files
    told = given.read()
    assert isinstance(told, Unreadable)
    assert told.message == "the file is larger than 5 MB"
    with Path(os.devnull).open("w", encoding="utf-8") as shut:
        monkeypatch.setattr(sys, "stdin", shut)
        assert len(collect(["-"]).problems) == 1


@pytest.mark.parametrize(
    ("path", "stem"),
    [
        ("a/policy.procedure", "policy"),
        ("policy.v2.procedure", "policy.v2"),
        ("draft.txt", "draft"),
        ("a/.procedure", "procedure"),
    ],
)
def test_what_files_made_from_it_are_called(path: str, stem: str) -> None:
    """The name without its ending; one that is an ending alone is no name."""
    assert Input(path).stem == stem
