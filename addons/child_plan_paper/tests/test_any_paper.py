"""Whatever a paper says, it is kept, written as Word, shown and printed without an error."""

import io
import json

from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from ..lib import form
from ..lib.docx_writer import write_docx
from ..lib.html_writer import write_html
from ..lib.pdf_writer import write_pdf
from ..lib.tree import (
    CENTRE,
    GROUP,
    JUSTIFIED,
    LEFT,
    LEVELS,
    RIGHT,
    TOTAL,
    Annex,
    Cell,
    Column,
    Head,
    Heading,
    Item,
    Paper,
    Paragraph,
    Ref,
    Row,
    Run,
    Signing,
    Table,
)
from .pure_case import PureCase

HOSTILE = (
    "\x00\x01\x0b\x1f\ufffe\uffff\x85",
    "<script>alert(1)</script>]]><!--",
    "=1+1",
    "\u202egnourd\u200f\u2066",
    "&amp;&lt;%s{}",
    "a\tb\r\nc\n\n",
    "dài" * 3400,
    "",
)
TEXT = st.sampled_from(HOSTILE) | st.text(max_size=60)
REFS = st.none() | st.builds(Ref, st.text(max_size=5), st.integers(), st.text(max_size=5))
RUNS = st.lists(st.builds(Run, TEXT, st.booleans(), st.booleans(), REFS), max_size=3)
ALIGNS = st.sampled_from((LEFT, CENTRE, RIGHT))
CELLS = st.builds(Cell, RUNS, st.sampled_from(("", "unknown", *form.FILLS)))
ROWS = st.builds(Row, st.lists(CELLS, max_size=4), st.sampled_from(("", GROUP, TOTAL)))
COLUMNS = st.builds(Column, TEXT, st.floats(0.5, 9), ALIGNS, st.sampled_from(("", "Chung", "Khác")))
TABLES = st.builds(Table, st.lists(COLUMNS, min_size=1, max_size=4), st.lists(ROWS, max_size=4))
BLOCKS = st.lists(
    st.builds(Heading, st.sampled_from(LEVELS), RUNS, st.none() | TEXT, st.booleans())
    | st.builds(Paragraph, RUNS, st.sampled_from((LEFT, CENTRE, RIGHT, JUSTIFIED)))
    | st.builds(Item, RUNS, st.sampled_from((1, 2)))
    | TABLES,
    max_size=6,
)
LINES = st.lists(TEXT, max_size=3)
HEADS = st.builds(
    Head,
    LINES,
    TEXT,
    kind=TEXT,
    parent=LINES,
    number=TEXT,
    symbol=TEXT,
    place=TEXT,
    day=st.none() | st.dates(),
    year=st.none() | st.integers(1, 9999),
    secrecy=TEXT,
    urgency=TEXT,
    circulation=TEXT,
)
PAPERS = st.builds(
    Paper,
    HEADS,
    BLOCKS,
    TEXT,
    LINES,
    st.lists(RUNS, max_size=3),
    st.none() | st.builds(Signing, TEXT, LINES, TEXT),
    LINES,
    st.lists(st.builds(Annex, TEXT, BLOCKS, st.booleans(), TEXT, TEXT), max_size=2),
)


class TestAnyPaper(PureCase):
    @given(PAPERS)
    def test_json_and_back_is_the_same_paper(self, paper):
        self.assertEqual(Paper.from_json(json.loads(json.dumps(paper.to_json()))), paper)

    @given(PAPERS)
    @settings(max_examples=60)
    def test_word_opens_it(self, paper):
        self.assertEqual(len(Document(io.BytesIO(write_docx(paper))).sections), 1 + len(paper.annexes))

    @given(PAPERS)
    @settings(max_examples=60)
    def test_a_browser_finds_no_script_in_it(self, paper):
        page = html.fromstring(write_html(paper))
        self.assertFalse(page.xpath("//script | //img | //@src | //@href"))

    @given(PAPERS)
    @settings(max_examples=15)
    def test_it_is_printed(self, paper):
        self.assertTrue(write_pdf(paper).startswith(b"%PDF-"))
