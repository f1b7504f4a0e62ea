"""The parse tables are exact, are saved, and are thrown away when they do not fit."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from lark.lexer import PatternStr

from checker.language import tables
from checker.language.vocabulary import RESERVED, RESERVED_FOR

if TYPE_CHECKING:
    from pathlib import Path

    from lark import Lark

LINE = 'the manager must record "x" within 5 working days'


def parses(parser: Lark) -> bool:
    """Whether a parser reads a line of the language."""
    return str(parser.parse(LINE).data) == "start"


def test_the_grammar_has_no_conflict() -> None:
    """No line can be read in two ways: the grammar is LALR(1), its terminals do not collide."""
    pytest.importorskip("interegular")
    assert parses(tables.build_parser(tables.grammar_text(), strict=True))


def test_no_name_can_hide_a_word() -> None:
    """Whatever word of the language can stand where a name can is refused as a name."""
    parser = tables.build_parser(tables.grammar_text())
    words = {t.name: t.pattern.value for t in parser.terminals if isinstance(t.pattern, PatternStr)}
    together = {
        words[terminal]
        for state in parser.parser.parser._parse_table.states.values()  # noqa: SLF001 - a look inside
        if "NAME" in state
        for terminal in state
        if terminal in words
    }
    by_sort = {word for words in RESERVED_FOR.values() for word in words}
    assert together - RESERVED == by_sort - set(RESERVED_FOR["event"])


def test_written_tables_are_loaded(tmp_path: Path) -> None:
    """What is written is read back, and reading leaves it as it is."""
    target = tmp_path / "tables.bin"
    tables.write_tables(target)
    content = target.read_bytes()
    assert content.startswith(b"stagecheck tables 2, lark ")
    assert parses(tables.load_tables(target))
    assert target.read_bytes() == content


@pytest.mark.parametrize(
    "content",
    [None, b"", b"stagecheck tables 2, lark 0, grammar 0\n", b"\x80\x05K\x01."],
    ids=["none", "empty", "another key", "another pickle"],
)
def test_tables_that_do_not_fit_are_made_anew(tmp_path: Path, content: bytes | None) -> None:
    """Missing tables and those of another grammar are computed again and saved."""
    target = tmp_path / "tables.bin"
    if content is not None:
        target.write_bytes(content)
    assert parses(tables.load_tables(target))
    assert target.read_bytes().startswith(b"stagecheck tables 2, lark ")
    assert [path.name for path in tmp_path.iterdir()] == ["tables.bin"]


@pytest.mark.parametrize("damage", [b"", b"junk", b"0" * 64 + b"\x80\x05K\x01."])
def test_damaged_tables_are_made_anew(tmp_path: Path, damage: bytes) -> None:
    """Tables with the right key and a broken rest are computed again."""
    target = tmp_path / "tables.bin"
    tables.write_tables(target)
    whole = target.read_bytes()
    target.write_bytes(whole.split(b"\n")[0] + b"\n" + damage)
    assert parses(tables.load_tables(target))
    assert len(target.read_bytes()) > len(whole) // 2


def test_a_folder_that_cannot_be_written_is_no_matter(tmp_path: Path) -> None:
    """Without a place to save them the tables are computed for this run alone."""
    target = tmp_path / "nowhere" / "tables.bin"
    assert parses(tables.load_tables(target))
    assert not target.exists()
    with pytest.raises(OSError, match="nowhere"):
        tables.write_tables(target)


def test_a_place_that_is_taken_is_left_alone(tmp_path: Path) -> None:
    """Where the tables cannot be put in place, nothing half-written is left."""
    target = tmp_path / "tables.bin"
    target.mkdir()
    (target / "full").touch()
    assert parses(tables.load_tables(target))
    assert [path.name for path in tmp_path.iterdir()] == ["tables.bin"]


def test_the_grammar_is_found_in_an_installed_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Away from a checkout the grammar beside the module is read."""
    beside = tmp_path / "grammar" / "stagecheck.lark"
    beside.parent.mkdir()
    shutil.copy(tables.GRAMMARS[0], beside)
    expected = tables.grammar_text()
    monkeypatch.setattr(tables, "GRAMMARS", (tmp_path / "none.lark", beside))
    assert tables.grammar_text() == expected


def test_the_parser_is_loaded_once() -> None:
    """A process has one parser."""
    assert tables.load_parser() is tables.load_parser()
