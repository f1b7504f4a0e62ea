"""The drawing in each format: the same bytes everywhere, named, safe to embed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from checker.flowchart import Mark, draw, engine, picture
from checker.flowchart.dot import dot_of
from checker.flowchart.engine import DrawingError, quiet
from checker.flowchart.pdf import Leaf, document
from checker.flowchart.sheet import Path as Line
from checker.flowchart.sheet import Sheet, Stroke
from checker.procedure.model import Header, Strength
from tests.flowchart.builder import AS_OF, duty, four_steps, ladder, line, story, with_stage

ROOT = Path(__file__).resolve().parent.parent.parent
SVG = "{http://www.w3.org/2000/svg}"
PROCEDURE = four_steps()
NASTY = (
    'A <b>title</b> & "more" \x07\x1b\ud800\ufffe of ]]> <!-- it --> \\N \\l {x|y} % '
    "日本 ŵ \U0001f600"
)


def tree(data: bytes) -> ET.Element:
    """The drawing as XML; it must be well-formed."""
    return ET.fromstring(data)  # noqa: S314  our own output


def texts(data: bytes) -> list[str]:
    """The lines of text of a drawing."""
    return ["".join(element.itertext()) for element in tree(data).iter(f"{SVG}text")]


# --- all formats ----------------------------------------------------------------------------------


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize(
    ("fmt", "start"),
    [("svg", b"<svg "), ("pdf", b"%PDF-1.5"), ("png", b"\x89PNG"), ("dot", b"digraph")],
)
def test_every_format_is_drawn_and_the_same_twice(fmt: str, start: bytes, narrow: bool) -> None:  # noqa: FBT001
    """Nothing depends on the clock or on what was drawn before."""
    first = draw(PROCEDURE, fmt, as_of=AS_OF, narrow=narrow)  # type: ignore[arg-type]
    second = draw(PROCEDURE, fmt, as_of=AS_OF, narrow=narrow)  # type: ignore[arg-type]
    assert first.startswith(start)
    assert first == second


def test_a_bare_machine_draws_the_same(tmp_path: Path) -> None:
    """No home, no fonts of its own, a Fontconfig that points nowhere, another language, an empty
    folder, in which nothing is left.
    """
    script = (
        "import sys, hashlib\n"
        "from checker.flowchart import draw\n"
        "from tests.flowchart.builder import AS_OF, four_steps, story\n"
        "import tests.flowchart.builder as b\n"
        "p = four_steps()\n"
        "for f in ('svg', 'pdf', 'png', 'dot'):\n"
        "    print(hashlib.sha256(draw(p, f, as_of=AS_OF, story=story(p))).hexdigest())\n"
    )
    bare = {
        "HOME": os.devnull,
        "XDG_CACHE_HOME": os.devnull,
        "XDG_DATA_HOME": os.devnull,
        "FONTCONFIG_FILE": os.devnull,
        "FONTCONFIG_PATH": os.devnull,
        "FONTCONFIG_SYSROOT": os.devnull,
        "LANG": "tr_TR.UTF-8",
        "LC_ALL": "C",
        "TZ": "Pacific/Auckland",
        "PATH": "",
    }
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**bare, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    here = []
    procedure = four_steps()
    for fmt in ("svg", "pdf", "png", "dot"):
        data = draw(procedure, fmt, as_of=AS_OF, story=story(procedure))
        here.append(sha256(data).hexdigest())
    assert done.stdout.decode().split() == here
    assert done.stderr == b""
    assert list(tmp_path.iterdir()) == []


def test_the_environment_is_left_as_it_was() -> None:
    """The private Fontconfig file is for the first drawing alone."""
    script = (
        "import os\n"
        "from checker.flowchart.engine import rendered\n"
        "os.environ['FONTCONFIG_FILE'] = 'mine'\n"
        "os.environ.pop('PANGO_LANGUAGE', None)\n"
        "rendered('digraph { a [pos=\"1,1\"] }', ('svg',))\n"
        "print(os.environ['FONTCONFIG_FILE'], 'PANGO_LANGUAGE' in os.environ)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True, text=True
    )
    assert done.stdout.split() == ["mine", "False"]


def test_anything_can_stand_in_a_title() -> None:
    """Markup is shown as text; what XML forbids is dropped."""
    procedure = replace(PROCEDURE, title=NASTY, header=Header(published_by=NASTY))
    procedure = with_stage(procedure, "step-1", title=NASTY, duties=(duty(NASTY),))
    svg = draw(procedure, "svg", as_of=AS_OF)
    shown = " ".join(texts(svg))
    for part in ("<b>title</b>", '& "more"', "<!--", "it", "-->", "]]>", "\\N", "{x|y}", "日本"):
        assert part in shown
    assert draw(procedure, "pdf", as_of=AS_OF).count(b"/MediaBox") == 1
    assert b"/Title <FEFF" in draw(procedure, "pdf", as_of=AS_OF)
    assert draw(procedure, "png", as_of=AS_OF).startswith(b"\x89PNG")


def test_words_that_look_like_markup_of_the_drawing_change_nothing() -> None:
    """Ids and sizes in the text are text."""
    words = 'id="node1" font-family="Roboto" <title>x</title> viewBox="1 2 3 4"'
    procedure = with_stage(PROCEDURE, "step-1", duties=(duty(words),))
    shown = " ".join(texts(draw(procedure, "svg", as_of=AS_OF)))
    assert re.sub(r"\s+", " ", words) in shown


# --- SVG ------------------------------------------------------------------------------------------


def test_a_screen_reader_is_told_what_the_picture_is() -> None:
    """Role, name, description, language; unique ids; no size of its own; nothing hidden."""
    data = draw(PROCEDURE, "svg", as_of=AS_OF)
    root = tree(data)
    assert root.get("role") == "img"
    assert root.get("lang") == "en-GB"
    names = [root.find(f"{SVG}{tag}") for tag in ("title", "desc")]
    assert all(name is not None for name in names)
    assert root.get("aria-labelledby") == " ".join(n.get("id", "") for n in names if n is not None)
    assert [n.text for n in names if n is not None] == [
        "Resolving professional disagreements",
        (
            "A flowchart of 4 stages, leading to: Resolved; Panel decision. "
            "The full text stands in the numbered steps beside it."
        ),
    ]
    ids = re.findall(rb' id="([^"]*)"', data)
    assert len(ids) == len(set(ids))
    assert root.get("width") is None
    assert root.get("height") is None
    assert len(re.findall(rb"<title", data)) == 1
    for unwanted in (b"<!DOCTYPE", b"<!--", b"<script", b"<a ", b"xlink", b"<?xml"):
        assert unwanted not in data


def test_two_drawings_on_one_page_share_no_id() -> None:
    """Wide and narrow, and with a story."""
    drawings = [
        draw(PROCEDURE, "svg", as_of=AS_OF, narrow=narrow, story=told)
        for narrow in (False, True)
        for told in (None, story(PROCEDURE))
    ]
    ids = [set(re.findall(rb' id="([^"]*)"', drawing)) for drawing in drawings]
    assert sum(map(len, ids)) == len(set.union(*ids))


def test_text_is_text_and_lines_stay_whole() -> None:
    """A line with words in bold is one text, so another font cannot tear it."""
    data = draw(PROCEDURE, "svg", as_of=AS_OF)
    found = texts(data)
    assert "within 5 working days (should)" in found
    assert "Step 1 Direct practitioner to practitioner discussion" in found
    assert b"'Helvetica Neue', Arial, sans-serif" in data
    assert all(float(text.get("textLength", "0")) > 0 for text in tree(data).iter(f"{SVG}text"))
    assert len([text for text in found if text == "Who"]) == 4


def test_long_procedures_are_stacked_in_one_svg() -> None:
    """Each page is a group beneath the one before."""
    procedure = ladder(11)
    pages = picture(procedure).sheets
    root = tree(draw(procedure, "svg", as_of=AS_OF))
    groups = root.findall(f"{SVG}g")
    assert len(groups) == len(pages)
    _, _, width, height = map(float, root.get("viewBox", "").split())
    assert width == pytest.approx(max(page.width for page in pages), abs=2)
    assert height == pytest.approx(sum(p.height for p in pages) + 24 * (len(pages) - 1), abs=4)


def test_a_name_of_other_signs_makes_ids_still() -> None:
    """Ids keep to letters, digits and hyphens."""
    data = draw(replace(PROCEDURE, name="___"), "svg", as_of=AS_OF)
    assert b'id="flowchart-' in data


# --- PDF ------------------------------------------------------------------------------------------


def test_the_pdf_is_named_and_dated_as_asked() -> None:
    """A4, the dates are the day of the report, the figure has an alternative text."""
    data = draw(PROCEDURE, "pdf", as_of=date(2026, 3, 9))
    assert data.count(b"D:20260309000000Z") == 2
    assert b"cairo" not in data
    assert b"/MediaBox [ 0 0 595.00 842.00 ]" in data
    assert b"/Lang (en-GB)" in data
    assert b"/Alt <FEFF" in data
    alt = re.search(rb"/Alt <FEFF([0-9A-F]+)>", data)
    assert alt is not None
    assert bytes.fromhex(alt[1].decode()).decode("utf-16-be").startswith("Resolving professional")


def test_the_offsets_of_the_pdf_are_right() -> None:
    """Every entry of the table points at its object, and every reference at an entry."""
    data = draw(ladder(11), "pdf", as_of=AS_OF)
    start = int(data.rpartition(b"startxref\n")[2].split()[0])
    assert data[start:].startswith(b"xref\n0 ")
    entries = re.findall(rb"(\d{10}) (\d{5}) ([nf]) \n", data[start:])
    used = {n: int(offset) for n, (offset, _, kind) in enumerate(entries) if kind == b"n"}
    for number, offset in used.items():
        assert data[offset:].startswith(b"%d 0 obj" % number)
    outside = re.sub(rb"stream\n.*?endstream", b"", data, flags=re.DOTALL)
    assert {int(n) for n in re.findall(rb"\b(\d+) 0 R\b", outside)} <= set(used)
    pages = len(picture(ladder(11)).sheets)
    assert len(re.findall(rb"/Type /Page\b", data)) == pages
    assert b"/Count %d" % pages in data


def test_a_narrow_pdf_has_paper_of_its_own_size() -> None:
    """It is for a screen."""
    data = draw(PROCEDURE, "pdf", as_of=AS_OF, narrow=True)
    size = re.search(rb"/MediaBox \[ 0 0 (\S+) (\S+) \]", data)
    assert size is not None
    assert float(size[1]) < 400 < float(size[2])


def test_what_is_no_pdf_is_refused() -> None:
    """A bug here rather than a broken file."""
    leaf = Leaf(b"xref\n0000000000 00000 n\nstartxref\n0\n", 1, 1, 0, 0, 1)
    with pytest.raises(ValueError, match="taken over"):
        document([leaf], title="", description="", language="en", as_of=AS_OF)


# --- DOT and the engine ---------------------------------------------------------------------------


def test_the_dot_holds_every_stage_and_position() -> None:
    """Whoever wants to can go on from it."""
    dot = draw(PROCEDURE, "dot", as_of=AS_OF, marks=(Mark("step-1", 1),)).decode()
    for name in ("step-1", "step-4", "/every-stage", "/title", "/source"):
        assert f'"{name}"' in dot or f"\t{name} " in dot
    nodes = [text for text in dot.splitlines() if "label=" in text and "pos=" not in text]
    assert nodes == []


def test_dashes_end_where_their_line_ends() -> None:
    """Should is long-dashed and may is dotted, down to the shortest line."""
    points = ((0.0, 0.0), (0.0, 50.0))
    for stroke, length in ((Stroke.SHOULD, 50.0), (Stroke.MAY, 0.0)):
        ends = ((0.0, 0.0), (0.0, length))
        dot = dot_of(Sheet(60, 60, paths=(Line("a", "b", ends, stroke, arrow=False),)), "x")
        position = re.search(r'a -> b \[.*?pos="([^"]*)"', dot)
        assert position is not None
        assert position[1].endswith(f"0,{(60 - length) * 2:g}")
    solid = dot_of(Sheet(60, 60, paths=(Line("a", "b", points, Stroke.MUST),)), "x")
    assert ";" not in (re.search(r'pos="(e,[^"]*)"', solid) or [""])[0]


def test_what_graphviz_refuses_is_a_bug_here() -> None:
    """A layout that it does not know."""
    with pytest.raises(DrawingError, match="layout"):
        engine._render(engine._graphviz(), "digraph { a }", ("svg",), "no-such-layout")  # noqa: SLF001


def test_quiet_works_without_a_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program may have closed it."""

    def closed(_: int) -> int:
        raise OSError

    monkeypatch.setattr(os, "dup", closed)
    reached = []
    with quiet():
        reached.append(1)
    assert reached == [1]


def test_png_pages_and_the_whole() -> None:
    """For a document, a picture a page; for everything else one."""
    drawing = picture(ladder(11))
    pages = [drawing.png_of(sheet) for sheet in drawing.sheets]
    widths = {int.from_bytes(png[16:20]) for png in (*pages, drawing.png())}
    assert max(widths) - min(widths) <= 2
    assert min(widths) > 1400


def test_the_fast_line_has_a_label_of_its_own_row() -> None:
    """Nothing else is written beside a rail."""
    may = with_stage(PROCEDURE, "step-1", duties=(duty("x", Strength.MAY, at=line()),))
    assert "At any moment" in " ".join(texts(draw(may, "svg", as_of=AS_OF)))
