"""`stagecheck report`: what is written, and that it is written whole or not at all."""

from __future__ import annotations

import io
import os
import re
import sys
from typing import TYPE_CHECKING

import pytest

from checker.cli import main
from checker.cli.inputs import Input
from checker.cli.report import same_names
from tests.cli.samples import BAD, BROKEN, GOOD, write
from tests.cli.test_program import run
from tests.output.test_files import below
from tests.output.test_page import Tree

if TYPE_CHECKING:
    from pathlib import Path

DAY = ("--as-of", "2026-03-02")


def report(*paths: Path, into: Path) -> int:
    """The exit code of a report on the paths."""
    return main(["report", *map(str, paths), "--into", str(into), *DAY])


def test_a_report_has_a_page_and_pictures_for_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And an index, and prints the promises; findings are no failure here."""
    source, into = write(tmp_path / "in", good=GOOD, bad=BAD), tmp_path / "out"
    assert report(source, into=into) == 0
    names = [f"{stem}.{end}" for stem in ("bad", "good") for end in ("html", "pdf", "svg")]
    assert sorted(below(into)) == sorted([*names, "index.html"])
    captured = capsys.readouterr()
    assert re.search(r"^bad +refuted +proved +proved +\d+ findings?$", captured.out, re.MULTILINE)
    assert re.search(r"^good +proved +proved +proved +0 findings$", captured.out, re.MULTILINE)
    assert f"wrote 7 files into {into}" in captured.out
    assert captured.err == ""


def test_pages_hold_both_drawings_and_are_sound(tmp_path: Path) -> None:
    """Balanced, ids once, links to places that are there, and files that are there."""
    source, into = write(tmp_path / "in", good=GOOD), tmp_path / "out"
    assert report(source, into=into) == 0
    tree = Tree((into / "good.html").read_bytes())
    assert len(tree.all("svg")) == 2
    ids = [attributes["id"] for _, attributes in tree.tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    for _, attributes in tree.tags:
        link = attributes.get("href") or attributes.get("xlink:href") or "#part_text"
        assert link[1:] in ids if link.startswith("#") else (into / link).is_file()
    assert not re.search(rb"<script|https?://(?!www\.w3\.org)", (into / "good.html").read_bytes())


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """From two processes, into two folders."""
    source = write(tmp_path / "in", bad=BAD)
    folders = [tmp_path / name for name in ("one", "two")]
    for seed, folder in enumerate(folders):
        arguments = ("report", str(source), "--into", str(folder), *DAY)
        assert run(*arguments, PYTHONHASHSEED=str(seed)).returncode == 0
    first, second = map(below, folders)
    assert first == second
    assert len(first) == 4


def test_an_unreadable_file_is_two_and_named_in_the_index(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others have their pages."""
    source, into = write(tmp_path / "in", good=GOOD, broken=BROKEN), tmp_path / "out"
    assert report(source, tmp_path / "none", into=into) == 2
    assert sorted(below(into)) == ["good.html", "good.pdf", "good.svg", "index.html"]
    index = (into / "index.html").read_text(encoding="utf-8")
    assert "Could not be read" in index
    assert "broken.procedure:12:" in index
    error = capsys.readouterr().err
    assert "broken.procedure:12:" in error
    assert "no such file" in error


def test_nothing_readable_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No folder is made either."""
    source, into = write(tmp_path / "in", broken=BROKEN), tmp_path / "out"
    assert report(source, into=into) == 2
    assert not into.exists()
    assert "nothing could be read" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder stands where a page would; what was there stays."""
    source, into = write(tmp_path / "in", good=GOOD), tmp_path / "out"
    (into / "index.html").mkdir(parents=True)
    (into / "good.html").write_bytes(b"before")
    assert report(source, into=into) == 2
    assert below(into) == {"good.html": b"before"}
    assert "nothing was changed" in capsys.readouterr().err


def test_a_file_in_the_place_of_the_folder_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And is left alone."""
    source, into = write(tmp_path / "in", good=GOOD), tmp_path / "out"
    into.write_bytes(b"mine")
    assert report(source, into=into) == 2
    assert into.read_bytes() == b"mine"
    assert "cannot write" in capsys.readouterr().err


def test_two_files_of_one_name_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One page would replace the other."""
    source = write(tmp_path / "in", good=GOOD)
    write(source / "deeper", Good=GOOD)
    assert report(source, into=tmp_path / "out") == 2
    assert "would have the same page" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_page_cannot_be_the_index() -> None:
    """The name is taken."""
    assert same_names([Input("x/Index.procedure")]) == (
        "the page of `x/Index.procedure` would be the index itself"
    )
    assert same_names([Input("a.procedure"), Input("b.procedure")]) is None


def test_names_of_files_are_addresses_in_the_index(tmp_path: Path) -> None:
    """A blank and a hash are escaped."""
    source, into = write(tmp_path / "in", **{"a b#1": GOOD}), tmp_path / "out"
    assert report(source, into=into) == 0
    assert (into / "a b#1.html").is_file()
    assert 'href="a%20b%231.html"' in (into / "index.html").read_text(encoding="utf-8")


def test_a_file_name_that_is_no_text_is_no_obstacle(tmp_path: Path) -> None:
    """Some systems allow any bytes in a name."""
    source, into = write(tmp_path / "in"), tmp_path / "out"
    odd = "caf\udce9.procedure"
    try:
        (source / odd).write_text(GOOD, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes names of text alone")
    assert report(source, into=into) == 0
    page = (into / odd).with_suffix(".html").read_text(encoding="utf-8")
    assert "caf\ufffd.procedure" in page
    assert main(["check", str(source)]) == 0


def test_no_page_says_where_anything_lies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither of what was read nor of what could not be: pages are published."""
    source = write(tmp_path / "home-of-somebody", good=GOOD, bad=BAD, broken=BROKEN)
    (source / "strange.procedure").mkdir()
    os.mkfifo(source / "pipe.procedure")
    into = tmp_path / "out"
    assert report(source, tmp_path / "none", source / "strange.procedure", into=into) == 2
    assert str(source / "broken.procedure") in capsys.readouterr().err
    for name, content in below(into).items():
        assert str(tmp_path).encode() not in content, name
        assert b"home-of-somebody" not in content, name
    index = (into / "index.html").read_text(encoding="utf-8")
    for told in ("broken.procedure:12:14: ", "none: ", "pipe.procedure: this is a pipe"):
        assert f"<li>{told}" in index
    page = (into / "good.html").read_text(encoding="utf-8")
    assert "Made by Stagecheck from good.procedure, taking" in page


def test_standard_input_has_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Called `stdin`."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    assert main(["report", "-", "--into", str(tmp_path), *DAY]) == 0
    assert sorted(below(tmp_path)) == ["index.html", "stdin.html", "stdin.pdf", "stdin.svg"]


def test_a_report_does_not_overwrite_what_it_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor what it could not read."""
    source = tmp_path / "broken.html"
    source.write_text(BROKEN, encoding="utf-8")
    (tmp_path / "index.html").hardlink_to(source)
    good = write(tmp_path / "in", good=GOOD)
    assert report(source, good, into=tmp_path) == 2
    assert "it is what was read" in capsys.readouterr().err
    assert sorted(below(tmp_path)) == ["broken.html", "in/good.procedure", "index.html"]
