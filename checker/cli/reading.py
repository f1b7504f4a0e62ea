"""Reading what a command was given: each file alone, so that a broken one stops no other."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from checker.cli.options import warn
from checker.language.diagnostics import Unreadable
from checker.language.source import read_source
from checker.output.broken import Broken, Manner, broken_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from checker.language.diagnostics import SourceText
    from checker.procedure.model import Procedure
    from checker.review.findings import Review


def review_files(files: Iterable[Path]) -> Iterator[Review | Broken | Unreadable]:
    """Each file's review, or what keeps it from being checked."""
    return review_sources(read_source(file) for file in files)


def review_sources(
    sources: Iterable[SourceText | Unreadable],
) -> Iterator[Review | Broken | Unreadable]:
    """Each text's review, or what keeps it from being checked."""
    from checker.review import review

    for source in sources:
        if isinstance(source, Unreadable):
            yield source
            continue
        reviewed, diagnostics = review(source)
        yield Broken(source, diagnostics) if reviewed is None or diagnostics else reviewed


def load_file(file: Path) -> tuple[Procedure, str] | Broken | Unreadable:
    """The model of one file, without checking it, and the fingerprint of its text."""
    from checker.procedure.from_syntax import load_text

    source = read_source(file)
    if isinstance(source, Unreadable):
        return source
    procedure, diagnostics = load_text(source.text, source.path)
    if procedure is None or diagnostics:
        return Broken(source, diagnostics)
    return procedure, fingerprint(source.text)


def fingerprint(text: str) -> str:
    """The first eight digits of the SHA-256 of a text, by which a drawing names its source."""
    return sha256(text.encode()).hexdigest()[:8]


def tell_broken(broken: Broken | Unreadable, manner: Manner, *, colour: bool = False) -> None:
    """Say on the error stream what is wrong with an input."""
    warn(broken_in_words(broken, manner, colour=colour))
