"""The web pages: what they hold, and that they can be read by everybody (WCAG 2.2 AA)."""

from __future__ import annotations

import itertools
import re
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from msgspec import to_builtins

from checker.answers.verdict import Verdict
from checker.flowchart.text import Ending, Row, Step, Table, TextEquivalent
from checker.output.page import TEMPLATES, Page, index_page, procedure_page
from checker.review.findings import Result
from tests.output.made import EVERYTHING, GOOD, finding, review_of

DAY = date(2026, 3, 2)
WIDE = b'<?xml version="1.0"?>\n<svg id="wide-1" viewBox="0 0 9 9"><title>W</title></svg>\n'
NARROW = b'<svg id="narrow-1" viewBox="0 0 9 9"><title>N</title></svg>'
EQUIVALENT = TextEquivalent(
    title="Leaving & <entering>",
    about="Published by A & B.",
    summary="A flowchart of 1 stage, leading to: Agreed.",
    before=("It starts in One.",),
    every_stage=("Everybody must record.",),
    steps=(Step("one", "One", ("Who: the worker.", "By when: no time limit stated.")),),
    endings=(Ending("done", "Agreed", ("The case ends by agreement.",)),),
    absent=("Appendix 1.",),
    table=Table("The stages", ("Stage", "Who", "Must"), (Row((("One",), ("a", "b"), ())),)),
)
WORDS = to_builtins(EQUIVALENT)
BARE = to_builtins(TextEquivalent("T", "", "S.", (), (), (), (), (), Table("C", ("Stage",), ())))
VOID = {"meta", "link", "br", "hr", "img", "input"}


class Tree(HTMLParser):
    """The tags of a page in order, checked for balance; and its text by tag."""

    def __init__(self, page: bytes) -> None:
        """Parse a page."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page.decode("utf-8"))
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember a tag."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Every end has its start."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Remember text under its tag."""
        if self.open and data.strip():
            self.texts.append((self.open[-1], " ".join(data.split())))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every tag of a kind."""
        return [attributes for name, attributes in self.tags if name == tag]


def page_of(review: object = EVERYTHING, words: dict[str, Any] = WORDS) -> bytes:
    """A procedure's page."""
    chosen = EVERYTHING if review is EVERYTHING else GOOD
    return procedure_page(Page("leaving", chosen, words, WIDE, NARROW), DAY)


PAGES = {
    "full": page_of(),
    "good": page_of(GOOD),
    "bare": page_of(GOOD, BARE),
    "index": index_page(
        [Page("a b#c", EVERYTHING, WORDS, WIDE, NARROW), Page("b", GOOD, WORDS, WIDE, NARROW)],
        ["x.procedure:1:1: `<y>`"],
        DAY,
    ),
    "empty index": index_page([], [], DAY),
}


@pytest.fixture(params=sorted(PAGES))
def tree(request: pytest.FixtureRequest) -> Tree:
    """Each kind of page in turn."""
    return Tree(PAGES[request.param])


def test_headings_are_in_order(tree: Tree) -> None:
    """One `h1`, and no level is left out on the way down."""
    levels = [int(tag[1]) for tag, _ in tree.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_ids_are_there_once_and_references_lead_somewhere(tree: Tree) -> None:
    """Labels and links within the page have their targets."""
    ids = [attributes["id"] for _, attributes in tree.tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    for _, attributes in tree.tags:
        for label in (attributes.get("aria-labelledby") or "").split():
            assert label in ids
        link = attributes.get("href") or ""
        if link.startswith("#"):
            assert link[1:] in ids


def test_tables_have_captions_and_scopes(tree: Tree) -> None:
    """Every header cell says what it heads, and wide tables can be scrolled by keyboard."""
    assert len(tree.all("caption")) == len(tree.all("table"))
    assert all(cell.get("scope") in {"col", "row"} for cell in tree.all("th"))
    regions = [a for a in tree.all("div") if a.get("class") == "scroll"]
    assert len(regions) == len(tree.all("table"))
    assert all(a.get("tabindex") == "0" and a.get("role") == "region" for a in regions)


def test_pages_stand_alone_in_a_named_language(tree: Tree) -> None:
    """No script, nothing from elsewhere, British English, a title, room for small screens."""
    assert tree.tags[0] == ("html", {"lang": "en-GB"})
    names = {tag for tag, _ in tree.tags}
    assert not names & {"script", "link", "img", "iframe", "object"}
    assert not any(key.startswith("on") for _, a in tree.tags for key in a)
    links = [a.get("href") or "" for a in tree.all("a")]
    assert not any(re.match(r"[a-z]+:|//", link) for link in links)
    assert any(a.get("name") == "viewport" for a in tree.all("meta"))
    assert any(tag == "title" and text for tag, text in tree.texts)
    assert len(tree.all("main")) == 1


def test_words_come_before_the_picture() -> None:
    """The text equivalent stands first, and each refers to the other."""
    page = PAGES["full"].decode()
    assert page.index('id="part_text"') < page.index("<svg") < page.index('id="part_lines"')
    assert page.index('id="part_findings"') < page.index('id="part_text"')
    assert "<?xml" not in page
    assert page.count("<svg") == 2


def test_whatever_the_policy_says_is_escaped() -> None:
    """A title or a heading is never markup."""
    page = PAGES["full"].decode()
    assert "Leaving &amp; &lt;entering&gt;" in page
    assert "Step 1 &lt;of 2&gt;" in page
    assert "<entering>" not in page
    assert "x.procedure:1:1: `&lt;y&gt;`" in PAGES["index"].decode()


def test_findings_show_place_help_and_story() -> None:
    """The source line with its place marked, the policy's heading, and the dated steps."""
    tree = Tree(PAGES["full"])
    assert ("mark", "if agreed, go to done") in tree.texts
    assert ("code", "no answer") in tree.texts
    assert ("time", "Wednesday 1 July 2026, 10:30") in tree.texts
    moments = [attributes["datetime"] for attributes in tree.all("time")]
    assert moments == ["2026-03-02T09:00:00+00:00", "2026-07-01T10:30:00+01:00"]
    assert "What to do: Write what follows." in PAGES["full"].decode()
    headings = [text for tag, text in tree.texts if tag == "h3"]
    assert "3. nothing-dangling: a remark" in headings


def test_a_finding_of_several_lines_is_marked_in_each() -> None:
    """And lines left out are shown as left out."""
    text = "procedure a\n" + "  long\n" * 6
    words = text[len("procedure a\n") :].rstrip("\n")
    found = finding(words.lstrip(), text=text, telling=None)
    review = review_of(Result("x", Verdict.OPEN, "m", findings=(found,)), text=text)
    page = procedure_page(Page("a", review, WORDS, WIDE, NARROW), DAY).decode()
    assert page.count("<mark>long</mark>") == 3
    assert "<mark>long</mark>\n...\n  <mark>long</mark></pre>" in page


def test_every_verdict_and_what_it_rests_on_is_listed() -> None:
    """Each check with its sentence, each part with its lines, each verdict's meaning once."""
    tree = Tree(PAGES["full"])
    cells = [text for tag, text in tree.texts if tag in {"td", "th", "li", "dt"}]
    assert "require, line 6" in cells
    assert "Not so that every case ends." in cells
    assert "A quorum is not checked." in cells
    assert "line 5, guidance: an ending" in cells
    assert "somebody calling time: someone calls time in one" in cells
    assert cells.count("no answer") == 1
    assert [t for tag, t in tree.texts if tag == "dt"] == [
        "proved",
        "proved under assumptions, if guidance is followed",
        "open",
        "refuted",
        "vacuous",
    ]


def test_a_page_without_findings_says_so() -> None:
    """Nothing found is said in words."""
    assert "<p>No finding.</p>" in PAGES["good"].decode()
    assert "No verdict here has parts" not in PAGES["good"].decode()
    bare = procedure_page(Page("a", review_of(), BARE, WIDE, NARROW), DAY).decode()
    assert "No verdict here has parts" in bare


def test_the_index_links_each_page_by_a_safe_address() -> None:
    """With its promises, its findings, and what could not be read."""
    tree = Tree(PAGES["index"])
    assert [a["href"] for a in tree.all("a")] == ["a%20b%23c.html", "b.html"]
    cells = [text for tag, text in tree.texts if tag == "td"]
    assert cells == [
        *("refuted", "open", "proved under assumptions, if guidance is followed", "3 findings"),
        *("\u2013", "\u2013", "proved under assumptions, if guidance is followed", "0 findings"),
    ]
    assert "Could not be read" not in PAGES["empty index"].decode()


def test_the_day_and_the_calendar_are_said() -> None:
    """The only date is the one that was given; the same again gives the same bytes."""
    assert "taking 2 March 2026 as today" in PAGES["full"].decode()
    assert "bank holidays was last compared on" in PAGES["full"].decode()
    assert page_of() == PAGES["full"]


# --- colours ------------------------------------------------------------------------------------

PAIRS = [
    ("ink", "paper", 4.5),
    ("ink", "soft", 4.5),
    ("ink", "mark", 4.5),
    ("link", "paper", 4.5),
    ("good", "paper", 4.5),
    ("unsure", "paper", 4.5),
    ("bad", "paper", 4.5),
    ("rule", "paper", 3.0),
    ("rule", "soft", 3.0),
]


def luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb`, as WCAG defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def palette() -> dict[str, str]:
    """The colours that the style sheet names."""
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", style))


@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_contrast_is_enough(front: str, back: str, least: float) -> None:
    """4.5 to 1 for text, 3 to 1 for lines."""
    light, dark = sorted((luminance(palette()[front]), luminance(palette()[back])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= least


def test_every_colour_is_named_and_compared() -> None:
    """No colour stands outside the palette, and each of it is in some pair."""
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    assert len(re.findall(r"#[0-9a-f]{3,6}\b", style)) == len(palette())
    assert {name for pair in PAIRS for name in pair[:2]} == set(palette())
    assert "@media print" in style
