"""The five procedures cite their sources truly, briefly and completely.

The published texts stand beside the repository where there is a copy of them (`sources`), never
in it: they belong to their publishers. Without them the form of every citation is still held to.
Nothing here uses the language's own parser: a citation is read with one regular expression.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT.parent / "shared" / "sources"
PROCEDURES = ROOT / "procedures"
FIVE = (
    "leicestershire-rutland",
    "northamptonshire",
    "nottinghamshire",
    "southend-essex-thurrock",
    "wiltshire",
)
MOST_WORDS = 12

CITATION = re.compile(r'\[(?P<inside>(?:[^"\]\n]|"[^"\n]*")*)\]$')
PARTS = re.compile(r'(?:(?P<heading>[^"]+?))??(?:(?:^|: )"(?P<phrase>[^"]+)")?')
SET_ASIDE = re.compile(r'set aside "(?P<phrase>[^"]+)", because "(?P<because>[^"]+)"')
QUOTED = re.compile(r'"([^"]*)"')
MODAL = re.compile(
    r"\b(?:must|should|shall|will|would|may|can be|please|ensure that|"
    r"(?:is|are) responsible|paramount|vital|important)\b",
    re.IGNORECASE,
)
STRAIGHT = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'}
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\[])")
ITEM = re.compile(r"^\s*(?:[-•]|\d+\.|[a-z]\))\s")
TEXT_SUFFIXES = {
    ".cfg", ".css", ".html", ".ini", ".j2", ".json", ".lark", ".md", ".procedure", ".py", ".svg",
    ".toml", ".txt", ".yaml", ".yml",
}  # fmt: skip


class Cited(NamedTuple):
    """A phrase that a line of a procedure takes from its source, and where it should stand."""

    line: int
    heading: str | None
    phrase: str | None


def folded(text: str) -> str:
    """`text` with white space folded and straight quotes for curly ones."""
    return " ".join(text.translate(STRAIGHT).split())


def words(text: str) -> list[str]:
    """The words of `text`, in lower case, without punctuation."""
    return re.findall(r"[a-z0-9']+", folded(text).lower())


def statements(name: str) -> list[tuple[int, str]]:
    """The lines of a procedure without comments, each with its number (from 1)."""
    text = (PROCEDURES / f"{name}.procedure").read_text(encoding="utf-8")
    bare = (re.sub(r'^((?:[^"#]|"[^"]*")*)#.*$', r"\1", line) for line in text.splitlines())
    return [(number, line.strip()) for number, line in enumerate(bare, 1) if line.strip()]


def citation_of(line: str) -> tuple[str | None, str | None] | None:
    """The heading and the phrase at the end of a line, or None where there is no citation."""
    found = CITATION.search(line)
    if found is None:
        return None
    parts = PARTS.fullmatch(found["inside"])
    assert parts is not None, f"not a citation: {line}"
    return parts["heading"], parts["phrase"]


def cited(name: str) -> list[Cited]:
    """All that the procedure takes from its source: citations, and what it sets aside."""
    found = []
    for number, line in statements(name):
        citation = citation_of(line)
        aside = SET_ASIDE.match(line)
        if aside is not None:
            found.append(Cited(number, citation[0] if citation else None, aside["phrase"]))
        elif citation is not None:
            found.append(Cited(number, *citation))
    return found


def source_lines(name: str) -> list[str] | None:
    """The lines of the published text, or None where it is not at hand."""
    path = SOURCES / f"{name}.txt"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else None


def sections(lines: list[str], headings: set[str]) -> dict[str, list[str]]:
    """What stands under each heading: one text for each line that starts with it.

    A section runs from its heading to the next line that starts with any of `headings`.
    """
    plain = [folded(line) for line in lines]
    starts = [i for i, line in enumerate(plain) if line.startswith(tuple(headings))]
    under: dict[str, list[str]] = {heading: [] for heading in headings}
    for start, end in pairwise([*starts, len(plain)]):
        for heading in headings:
            if plain[start].startswith(heading):
                under[heading].append(folded(" ".join(plain[start:end])))
    return under


def sentences(lines: list[str]) -> list[str]:
    """The sentences of a text: a blank line or the start of a list item ends one as well."""
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if not line.strip() or ITEM.match(line):
            paragraphs.append([])
        paragraphs[-1].append(line)
    return [
        sentence
        for paragraph in paragraphs
        for sentence in SENTENCE_END.split(folded(" ".join(paragraph)))
        if sentence
    ]


@pytest.mark.parametrize("name", FIVE)
def test_a_citation_is_short(name: str) -> None:
    """A procedure cites often, and each time with a heading or at most twelve words, or both."""
    found = cited(name)
    assert len(found) >= 20
    for line, heading, phrase in found:
        assert heading or phrase, f"{name}, line {line}: an empty citation"
        assert len(words(phrase or "a")) in range(1, MOST_WORDS + 1), (
            f"{name}, line {line}: {phrase}"
        )


@pytest.mark.parametrize("name", FIVE)
def test_every_bracket_is_a_citation(name: str) -> None:
    """An opening bracket outside quotes starts a citation, and the citation ends its line."""
    for number, line in statements(name):
        outside = QUOTED.sub("", line)
        assert outside.count("[") == outside.count("]") == (citation_of(line) is not None), (
            f"{name}, line {number}: {line}"
        )


@pytest.mark.parametrize("name", FIVE)
def test_no_quotation_is_long(name: str) -> None:
    """No words in quotes run to more than twelve, so none can carry a sentence of the source."""
    for number, line in statements(name):
        for quoted in QUOTED.findall(line):
            assert len(words(quoted)) <= MOST_WORDS, f"{name}, line {number}: {quoted}"


@pytest.mark.parametrize("name", FIVE)
def test_no_person_is_named(name: str) -> None:
    """A procedure holds no address and no telephone number, and no courtesy title of a person."""
    text = (PROCEDURES / f"{name}.procedure").read_text(encoding="utf-8")
    assert "@" not in text
    assert re.search(r"\d{3}[\d ]{4,}", text) is None
    assert re.search(r"\b(?:Mr|Mrs|Ms|Dr)\b", text) is None


@pytest.mark.parametrize("name", FIVE)
def test_a_procedure_names_its_source(name: str) -> None:
    """The `source` line names the text of the same name."""
    assert f'source "{name}.txt"' in [line for _, line in statements(name)]


@pytest.mark.parametrize("name", FIVE)
def test_a_heading_starts_one_line_of_the_source(name: str) -> None:
    """Each heading is the start of exactly one line of the text (without the text: is in form)."""
    headings = {folded(c.heading) for c in cited(name) if c.heading is not None}
    lines = source_lines(name)
    if lines is None:
        assert all(heading == heading.strip() for heading in headings)
        return
    under = sections(lines, headings)
    assert {heading for heading, texts in under.items() if len(texts) != 1} == set()


@pytest.mark.parametrize("name", FIVE)
def test_a_phrase_stands_once_under_its_heading(name: str) -> None:
    """Each phrase stands exactly once under its heading, or in the whole text without one."""
    found = cited(name)
    lines = source_lines(name)
    if lines is None:
        assert [c for c in found if c.phrase is not None and not words(c.phrase)] == []
        return
    under = sections(lines, {folded(c.heading) for c in found if c.heading is not None})
    whole = folded(" ".join(lines))
    wrong = []
    for line, heading, phrase in found:
        text = whole if heading is None else " ".join(under[folded(heading)])
        if phrase is not None and text.count(folded(phrase)) != 1:
            wrong.append(f"line {line}: {phrase!r} stands {text.count(folded(phrase))} times")
    assert wrong == []


@pytest.mark.parametrize("name", FIVE)
def test_every_normative_sentence_is_accounted_for(name: str) -> None:
    """Each sentence of a source that could bind somebody is cited by a line or set aside."""
    phrases = [folded(c.phrase) for c in cited(name) if c.phrase is not None]
    lines = source_lines(name)
    if lines is None:
        assert any(line.startswith("set aside ") for _, line in statements(name))
        return
    normative = [sentence for sentence in sentences(lines) if MODAL.search(sentence)]
    assert len(normative) >= 5
    assert [s for s in normative if not any(phrase in s for phrase in phrases)] == []


def test_no_sentence_of_a_source_stands_in_the_repository() -> None:
    """No thirteen words of a source in a row stand in a text file of the project."""
    longest = MOST_WORDS + 1
    taken = {
        " ".join(run)
        for name in FIVE
        for run in windows(words(" ".join(source_lines(name) or [])), longest)
    }
    files = [path for path in text_files(ROOT) if path.stat().st_size < 2_000_000]
    assert {PROCEDURES / f"{name}.procedure" for name in FIVE} <= set(files)
    copied = [
        f"{path.relative_to(ROOT)}: {' '.join(run)}"
        for path in files
        for run in windows(words(path.read_text(encoding="utf-8", errors="replace")), longest)
        if " ".join(run) in taken
    ]
    assert copied == []


def windows(items: list[str], size: int) -> list[tuple[str, ...]]:
    """All runs of `size` neighbours."""
    return list(zip(*(items[i:] for i in range(size)), strict=False))


def text_files(root: Path) -> list[Path]:
    """The text files of the project, without version control, environments and caches."""
    return [
        path
        for path in sorted(root.rglob("*"))
        if path.suffix in TEXT_SUFFIXES
        and path.is_file()
        and not any(part.startswith(".") or part in {"build", "dist", "__pycache__"}
                    for part in path.relative_to(root).parts)
    ]  # fmt: skip


def test_a_phrase_under_another_heading_does_not_count() -> None:
    """A section ends where the next heading starts, and white space and quotes are folded."""
    lines = ["Step 1", "They  talk", "on Monday.", "Step 2: the \u2018managers\u2019", "They talk."]
    under = sections(lines, {"Step 1", "Step 2"})
    assert under == {
        "Step 1": ["Step 1 They talk on Monday."],
        "Step 2": ["Step 2: the 'managers' They talk."],
    }


def test_a_citation_is_read_in_its_three_forms() -> None:
    """A heading with a phrase, a heading alone (with a colon or without), a phrase alone."""
    assert citation_of('a line [Step 3: "on the day"]') == ("Step 3", "on the day")
    assert citation_of('a line [Step 3: late: "on: the day"]') == ("Step 3: late", "on: the day")
    assert citation_of("a line [Step 3: late]") == ("Step 3: late", None)
    assert citation_of('a line ["on the day"]') == (None, "on the day")
    assert citation_of('a line "with [brackets] in its words"') is None


def test_a_sentence_ends_with_its_list_item() -> None:
    """Wrapped lines are joined; a blank line, a list item and a full stop end a sentence."""
    text = ["They must", "talk. They may meet.", "- at noon;", "- later", "", "The end"]
    assert sentences(text) == [
        "They must talk.",
        "They may meet.",
        "- at noon;",
        "- later",
        "The end",
    ]
