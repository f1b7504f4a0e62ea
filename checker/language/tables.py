"""The parse tables: computed once, saved, and loaded while they fit the grammar and its parser."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path

from lark import Lark
from lark import __version__ as lark_version

HERE = Path(__file__).resolve().parent
TABLES = HERE / "tables.bin"
GRAMMARS = (
    HERE.parent.parent / "grammar" / "stagecheck.lark",  # a checkout
    HERE / "grammar" / "stagecheck.lark",  # an installed wheel
)
_DIGEST = 64
"""Characters of a SHA-256 in hexadecimal."""


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


def _digest(content: bytes) -> bytes:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest().encode()


def _key(grammar: str) -> bytes:
    """What saved tables must carry to be used: Lark's version and the grammar's hash."""
    digest = _digest(grammar.encode()).decode()
    return f"stagecheck tables, lark {lark_version}, grammar {digest}\n".encode()


def _saved(key: bytes, target: Path) -> Lark | None:
    """The parser saved in a file, if the file is there, has the key, and is whole."""
    try:
        content = target.read_bytes()
    except OSError:
        return None
    if not content.startswith(key):
        return None
    digest, saved = content[len(key) : len(key) + _DIGEST], content[len(key) + _DIGEST :]
    return Lark.load(BytesIO(saved)) if digest == _digest(saved) else None


def _write(parser: Lark, key: bytes, target: Path) -> None:
    """Save a parser, replacing the file whole. OSError where the folder cannot be written."""
    content = BytesIO()
    parser.save(content)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=target.name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(key + _digest(content.getvalue()) + content.getvalue())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def write_tables(target: Path) -> None:
    """Compute the tables and save them. OSError where the target cannot be written."""
    grammar = grammar_text()
    _write(build_parser(grammar), _key(grammar), target)


def load_tables(target: Path) -> Lark:
    """The parser, from the saved tables where they fit; else computed, and saved if possible."""
    grammar = grammar_text()
    key = _key(grammar)
    parser = _saved(key, target)
    if parser is None:
        parser = build_parser(grammar)
        with suppress(OSError):
            _write(parser, key, target)
    return parser


@cache
def load_parser() -> Lark:
    """The parser of the language, loaded once in a process."""
    return load_tables(TABLES)
