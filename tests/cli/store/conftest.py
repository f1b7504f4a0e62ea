"""The store that the tests of this folder share the making of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.store.stores import Stored

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Stored:
    """The command with a store of the test's own."""
    return Stored(tmp_path, monkeypatch, capsys)
