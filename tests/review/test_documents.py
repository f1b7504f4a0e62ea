"""Each check has a document: a procedure that keeps it, one that breaks it, and what is said of
them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from checker.language.diagnostics import SourceText
from checker.review import checks, review
from tests.output.made import written

if TYPE_CHECKING:
    from checker.answers.verdict import Verdict

FOLDER = Path(__file__).parent
NAMES = [check.name for check in checks()]
_BLOCK = re.compile(r"```procedure\n(.*?)```\n\n```output\n(.*?)```", re.DOTALL)


def _said(text: str, name: str) -> tuple[str, Verdict]:
    source = SourceText(text, "example.procedure")
    found, diagnostics = review(source)
    assert found is not None, diagnostics
    results = [result for result in found.results if result.check == name]
    assert results
    said = written("concise", [replace(found, results=tuple(results))])
    return said, results[0].verdict


@pytest.mark.parametrize("name", NAMES)
def test_document(name: str, request: pytest.FixtureRequest) -> None:
    """The first procedure keeps the check, the second breaks it, and the output is as written."""
    path = FOLDER / f"{name}.md"
    document = path.read_text(encoding="utf-8")
    blocks = _BLOCK.findall(document)
    assert len(blocks) == 2
    verdicts = []
    for text, expected in blocks:
        said, verdict = _said(text, name)
        verdicts.append(verdict)
        if request.config.getoption("--update"):
            document = document.replace(
                f"```procedure\n{text}```\n\n```output\n{expected}```",
                f"```procedure\n{text}```\n\n```output\n{said}```",
            )
        else:
            assert said == expected
    path.write_text(document, encoding="utf-8") if request.config.getoption("--update") else None
    assert verdicts[0].kept
    assert not verdicts[1].kept


def test_every_check_has_a_file() -> None:
    """One check is one file, named for the promise that it holds a procedure to."""
    folder = Path(__file__).parents[2] / "checker" / "review" / "checks"
    files = {path.stem.replace("_", "-") for path in folder.glob("*.py")} - {"--init--"}
    assert files == set(NAMES)
    assert all("Why it matters" in check.documentation for check in checks())
