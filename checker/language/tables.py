"""The parse tables: computed once, saved, and loaded while they fit the grammar and its parser."""

from __future__ import annotations

import pickle
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Self

from lark import Lark
from lark import __version__ as lark_version
from lark.grammar import Rule
from lark.lexer import TerminalDef
from lark.parsers.lalr_analysis import Action, IntParseTable
from lark.parsers.lalr_parser import LALR_Parser, _Parser
from lark.utils import SerializeMemoizer

from checker.language.lexer import LazyLexer
from checker.language.saved import digest, save, save_if_possible, saved

HERE = Path(__file__).resolve().parent
TABLES = HERE / "tables.bin"
GRAMMARS = (
    HERE.parent.parent / "grammar" / "stagecheck.lark",  # a checkout
    HERE / "grammar" / "stagecheck.lark",  # an installed wheel
)


def grammar_text() -> str:
    """The grammar, from the checkout or from the installed package."""
    path = next(path for path in GRAMMARS if path.is_file())
    return path.read_text(encoding="utf-8")


def build_parser(grammar: str, *, strict: bool = False) -> Lark:
    """A parser from the grammar's text. `strict` refuses conflicts that are otherwise settled."""
    return Lark(
        grammar,
        parser="lalr",
        lexer="contextual",
        keep_all_tokens=True,
        maybe_placeholders=False,
        strict=strict,
    )


def _key(grammar: str) -> bytes:
    """What saved tables must carry to be used: their form, Lark's version, the grammar's hash."""
    made_of = digest(grammar.encode()).decode()
    return f"stagecheck tables 2, lark {lark_version}, grammar {made_of}\n".encode()


def _content(parser: Lark) -> bytes:
    """What is saved of a parser: what Lark saves, with its terminals, rules and table themselves
    in the place of what Lark would make them of again.
    """
    file = BytesIO()
    parser.save(file)
    data: dict[str, Any] = pickle.loads(file.getvalue())  # noqa: S301, written just now
    kinds = {"Rule": Rule, "TerminalDef": TerminalDef}
    data["memo"] = SerializeMemoizer.deserialize(data["memo"], kinds, {})
    whole = data["data"]["parser"]
    table: Any = IntParseTable
    whole["parser"] = table.deserialize(whole["parser"], data["memo"])
    content = BytesIO()
    _Pickler(content, protocol=pickle.HIGHEST_PROTOCOL).dump(data)
    return content.getvalue()


class _Pickler(pickle.Pickler):
    """Lark tells its actions apart by which object they are, so they are saved by their name."""

    def reducer_override(self, obj: object) -> Any:  # noqa: ANN401, as pickle has it
        """Where to find an action; everything else as it is."""
        return obj.name if isinstance(obj, Action) else NotImplemented


class _ReadyParser(LALR_Parser):
    """A parser of Lark whose table is ready."""

    @classmethod
    def deserialize(
        cls,
        data: Any,  # noqa: ANN401, Lark has it so
        memo: object,  # noqa: ARG003
        callbacks: Any = None,  # noqa: ANN401
        debug: bool = False,  # noqa: FBT001, FBT002
    ) -> Self:
        """As Lark's own, which makes the table first."""
        made = cls.__new__(cls)
        made._parse_table = data  # noqa: SLF001
        made.parser = _Parser(data, callbacks, debug)
        return made


def _loaded(content: bytes) -> Lark:
    """The parser that is saved so, with a lexer that is ready sooner."""
    ready = pickle.loads(content)  # noqa: S301, its digest is the one that was saved with it
    ours = {"LALR_Parser": _ReadyParser, "ContextualLexer": LazyLexer}
    return Lark.__new__(Lark)._load(ready, _plugins=ours)  # noqa: SLF001


def write_tables(target: Path) -> None:
    """Compute the tables and save them. OSError where the target cannot be written."""
    grammar = grammar_text()
    save(target, _key(grammar), _content(build_parser(grammar)))


def load_tables(target: Path) -> Lark:
    """The parser, from the saved tables where they fit; else computed, and saved if possible."""
    grammar = grammar_text()
    key = _key(grammar)
    content = saved(target, key)
    if content is None:
        content = _content(build_parser(grammar))
        save_if_possible(target, key, content)
    return _loaded(content)


@cache
def load_parser() -> Lark:
    """The parser of the language, loaded once in a process."""
    return load_tables(TABLES)
