"""A store to test with: a program that counts as installed, and a cache folder of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.cli import main
from checker.cli.store import circumstances
from checker.cli.store.results import NO_STORE
from checker.review import examine

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pytest

    from checker.language.diagnostics import SourceText
    from checker.procedure.model import Procedure
    from checker.review.findings import Review


class Run(Struct, frozen=True):
    """What one run of the command said, and the paths of the texts that it worked on anew."""

    code: int
    out: str
    err: str
    worked: tuple[str, ...]


class Stored:
    """The command with a store, run in this process."""

    def __init__(
        self, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """A program of two files, which an installer has noted, and an empty cache folder."""
        self.program = installed(home / "site")
        self.cache = home / "cache"
        self.folder = self.cache / "stagecheck"
        self.capsys = capsys
        self._worked: list[str] = []
        monkeypatch.delenv(NO_STORE)
        monkeypatch.setenv("XDG_CACHE_HOME", str(self.cache))
        monkeypatch.setattr(circumstances, "PACKAGE", self.program)
        examined = examine.examined

        def counted(procedure: Procedure, source: SourceText, **options: object) -> Review:
            self._worked.append(source.path)
            return examined(procedure, source, **options)  # type: ignore[arg-type]

        monkeypatch.setattr(examine, "examined", counted)

    def run(self, *arguments: str | Path) -> Run:
        """Run the command; it must not be given more than one new text, which another process
        would work on.
        """
        self._worked.clear()
        self.capsys.readouterr()
        code = main([str(each) for each in arguments])
        told = self.capsys.readouterr()
        return Run(code, told.out, told.err, tuple(self._worked))

    def check(self, *arguments: str | Path) -> Run:
        """Run `stagecheck check`."""
        return self.run("check", *arguments)

    @property
    def entries(self) -> list[Path]:
        """The files of the store, in the order of their names."""
        return sorted(self.folder.iterdir()) if self.folder.is_dir() else []


def installed(folder: Path, files: Mapping[str, str] | None = None) -> Path:
    """A folder of packages with a program in it, as an installer leaves it."""
    package = folder / "checker"
    for name, content in (files or {"__init__.py": "", "deep/table.py": "ONE = 1\n"}).items():
        file = package / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    notes = folder / "stagecheck-0.1.0.dist-info"
    notes.mkdir()
    (notes / "RECORD").write_text("checker/__init__.py,sha256=x,0\n")
    return package
