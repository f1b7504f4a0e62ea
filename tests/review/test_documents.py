"""Each check has a document: a procedure that keeps it, one that breaks it, and what is said of
them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from checker.answers.verdict import Verdict
from checker.language.diagnostics import SourceText
from checker.procedure.from_syntax import load_text
from checker.procedure.model import RequireKind
from checker.review.catalogue import checks
from checker.review.examine import review
from tests.output.made import written
from tests.review.texts import UNDECIDED, blocks_of

FOLDER = Path(__file__).parent
GRAMMAR = FOLDER.parents[1] / "grammar"
NAMES = [check.name for check in checks()]


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
    blocks = blocks_of(name)
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


def promised(text: str) -> dict[RequireKind, Verdict]:
    """The verdict on the promises of the writer's own of each pattern, of which there is one."""
    procedure, _ = load_text(text, "example.procedure")
    found, _ = review(SourceText(text, "example.procedure"))
    assert procedure is not None
    assert found is not None
    own = [result for result in found.results if result.check == "require"]
    kinds = [require.kind for require in procedure.requires]
    assert len(kinds) == len({*kinds})
    return {kind: result.verdict for kind, result in zip(kinds, own, strict=True)}


def test_every_pattern_is_kept_and_broken() -> None:
    """Each stands in both procedures of the document on `require`; of one that is not decided, the
    second says so.
    """
    kept, broken = (promised(text) for text, _ in blocks_of("require"))
    assert kept == dict.fromkeys({*RequireKind} - UNDECIDED, Verdict.PROVED)
    assert broken == {
        kind: Verdict.UNKNOWN if kind in UNDECIDED else Verdict.REFUTED for kind in RequireKind
    }


@pytest.mark.parametrize("page", ["REFERENCE", "MEANING"])
def test_every_check_is_told(page: str) -> None:
    """What each promise of the program means stands in both pages."""
    text = (GRAMMAR / f"{page}.md").read_text(encoding="utf-8")
    assert {name for name in NAMES if f"`{name}`" not in text} <= {"require"}


@pytest.mark.parametrize(("page", "known"), [("REFERENCE", set()), ("MEANING", UNDECIDED)])
def test_every_pattern_is_told(page: str, known: set[RequireKind]) -> None:
    """And what each pattern of a promise of the writer's own does, where it is decided."""
    text = (GRAMMAR / f"{page}.md").read_text(encoding="utf-8").casefold()
    assert {kind for kind in RequireKind if kind.value not in text} <= known
