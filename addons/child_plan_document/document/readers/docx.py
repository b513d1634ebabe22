"""DOCX: paragraphs with their automatic numbers printed, tables as rows, letterhead tables column by column."""

import re

from ..bars import LAYOUT
from ..errors import DocumentTooLarge, UnsafeDocument
from ..fold import fold
from ..legacy import from_text
from ..source import Source, clean
from .archive import WORD, parse_xml, part
from .numbering import Numbering

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
DEEPEST_TABLE = 6
MOST_PARAGRAPHS = 60000
# What stands around paragraphs, rows and cells and says nothing itself: content controls, accepted insertions.
_WRAPPERS = tuple(f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "smartTag", "moveTo"))
_OFF = ("0", "false", "none", "off")


def read_docx(archive):
    """A :class:`Source` of a DOCX file's archive."""
    root = parse_xml(part(archive, WORD))
    numbering, styles = part(archive, "word/numbering.xml"), part(archive, "word/styles.xml")
    writer = _Writer(Numbering(parse_xml(numbering) if numbering else None, parse_xml(styles) if styles else None))
    body = root.find(f"{_W}body")
    if body is not None:
        writer.blocks(body, 0)
    return writer.source()


class _Writer:
    """Collects the printed lines and the bold spans. ``in_cell``: of a table's cell, where a number may stand alone."""

    def __init__(self, numbering, in_cell=False):
        self.numbering, self.in_cell = numbering, in_cell
        self.lines, self.count, self.struck = [], 0, False

    def blocks(self, parent, depth):
        """The paragraphs and tables below an element, in order."""
        if depth > DEEPEST_TABLE:
            raise UnsafeDocument()
        for element in parent:
            if element.tag == f"{_W}p":
                self.paragraph(element, depth)
            elif element.tag == f"{_W}tbl":
                self.table(element, depth)
            elif element.tag in _WRAPPERS:
                self.blocks(element, depth)

    def paragraph(self, element, depth=0):
        """A paragraph, and below it what stands in the text boxes that are anchored in it."""
        self.count += 1
        if self.count > MOST_PARAGRAPHS:
            raise DocumentTooLarge()
        runs = _runs(element)
        text = "".join(t for t, _ in runs)
        label = self.numbering.label(element) if text.strip() or self.in_cell else ""
        label = label if text.strip() or label[:1].isalnum() else ""
        if label:
            runs.insert(0, (f"{label} ", runs[0][1] if runs else False))
        boxes = _boxes(element)
        if text.strip() or label or not boxes:
            self.lines.append(_cut(runs))
        self.struck = self.struck or _has_struck(element)
        for box in boxes:
            self.blocks(box, depth + 1)

    def table(self, element, depth):
        """Rows as ``| a | b |``; a table that only sets the page (letterhead, signature) column by column."""
        rows = [_cells(row) for row in _inner(element, f"{_W}tr")]
        widest = max((len(row) for row in rows), default=0)
        if widest <= 2 and LAYOUT.search(fold(" ".join(_text(c) for row in rows for c in row))[:4000]) or widest == 1:
            for column in range(widest):
                for row in rows:
                    if column < len(row):
                        self.blocks(row[column], depth + 1)
            return
        for row in rows:
            self.count += len(row)
            cells = [re.sub(r"\s+", " ", self._cell(cell, depth)).replace("|", "/").strip() for cell in row]
            self.lines.append([(f"| {' | '.join(cells)} |", False)])

    def _cell(self, cell, depth):
        inner = _Writer(self.numbering, in_cell=True)
        inner.count = self.count
        inner.blocks(cell, depth + 1)
        self.count, self.struck = inner.count, self.struck or inner.struck
        return " ".join("".join(t for t, _ in line).replace("|", " ") for line in inner.lines)

    def source(self):
        notes = ["struck_text"] if self.struck else []
        converted = from_text("\n".join("".join(piece for piece, _ in line) for line in self.lines))
        if converted:
            return Source(clean(converted), "docx", notes=["legacy_encoding", *notes])
        text, bold, size = [], [], 0
        for line in self.lines:
            for piece, heavy in line:
                piece = clean(piece)
                if heavy and piece.strip():
                    bold.append((size, size + len(piece)))
                text.append(piece)
                size += len(piece)
            text.append("\n")
            size += 1
        whole = "".join(text)
        return Source(whole, "docx", _joined(bold, whole), notes)


def _inner(element, tag):
    """The children of a kind, those inside content controls and the like too."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inner(child, tag)


def _boxes(paragraph):
    """The contents of the text boxes of a paragraph; Word stores each twice, the second time for older programs."""
    boxes = paragraph.iter(f"{_W}txbxContent")
    return [box for box in boxes if next(_paragraphs_above(box)) is paragraph and not _is_fallback(box)]


def _paragraphs_above(element):
    return element.iterancestors(f"{_W}p")


def _is_fallback(element):
    return any(True for _ in element.iterancestors(_MC_FALLBACK))


def _has_struck(paragraph):
    return any(_struck(run.find(f"{_W}rPr")) and _run_text(run).strip() for run in paragraph.iter(f"{_W}r"))


def _joined(spans, text):
    """Neighbouring bold runs as one span."""
    joined = []
    for start, end in spans:
        if joined and not text[joined[-1][1] : start].strip(" "):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _cut(runs):
    """Line breaks inside a paragraph stay; a page break is a form feed."""
    return [(text.replace("\t", " "), bold) for text, bold in runs]


def _cells(row):
    """The cells of a row, one that spans columns followed by empty ones; one that goes on from above is empty."""
    cells = []
    for cell in _inner(row, f"{_W}tc"):
        properties = cell.find(f"{_W}tcPr")
        span = properties.find(f"{_W}gridSpan") if properties is not None else None
        merged = properties.find(f"{_W}vMerge") if properties is not None else None
        goes_on = merged is not None and merged.get(f"{_W}val", "continue") == "continue"
        cells.append(cell.makeelement(f"{_W}tc") if goes_on else cell)
        cells += [cell.makeelement(f"{_W}tc")] * (
            min(int(span.get(f"{_W}val", "1")), 20) - 1 if span is not None else 0
        )
    return cells


def _text(element):
    return " ".join(t.text or "" for t in element.iter(f"{_W}t"))


def _runs(paragraph):
    """[(text, bold)] of a paragraph: deleted, struck and hidden text, footnote marks and raised figures left out."""
    runs = []
    for element in paragraph.iter(f"{_W}r"):
        if any(a.tag in (f"{_W}del", f"{_W}moveFrom", _MC_FALLBACK) for a in element.iterancestors()):
            continue
        if next(element.iterancestors(f"{_W}p")) is not paragraph:
            continue
        properties = element.find(f"{_W}rPr")
        text = _run_text(element)
        if not text or _raised(properties) and text.strip().isdigit():
            continue
        if _set(properties, "vanish") or _struck(properties):
            continue
        runs.append((text, _bold(properties)))
    return runs


def _run_text(run):
    pieces = []
    for element in run:
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if name == "t":
            pieces.append(element.text or "")
        elif name in ("tab", "ptab"):
            pieces.append(" ")
        elif name in ("br", "cr"):
            pieces.append("\f" if element.get(f"{_W}type") == "page" else "\n")
        elif name == "noBreakHyphen":
            pieces.append("-")
        elif name == "lastRenderedPageBreak":
            continue
    return "".join(pieces)


def _raised(properties):
    mark = properties.find(f"{_W}vertAlign") if properties is not None else None
    return mark is not None and mark.get(f"{_W}val") == "superscript"


def _bold(properties):
    return _set(properties, "b")


def _struck(properties):
    return _set(properties, "strike") or _set(properties, "dstrike")


def _set(properties, name):
    """Whether a run has a property that is on."""
    mark = properties.find(f"{_W}{name}") if properties is not None else None
    return mark is not None and mark.get(f"{_W}val", "1") not in _OFF
