"""PDF: the text of its pages with tables as rows; a page without text is a scan and goes through OCR."""

import io
import re
import time
import unicodedata

import pdfplumber
import pypdfium2
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from ..errors import ProtectedDocument
from ..fold import fold
from ..legacy import from_text
from ..source import Source, clean
from .ocr import MOST_PAGES as MOST_SCANS
from .ocr import texts_of
from .pdf_lines import PdfLine, lines_of, without_running_heads

MOST_PAGES = 300
SECONDS = 60.0
_SCAN_SCALE = 300 / 72
_LEAST_TEXT = 25
_WORDS_OF_TABLES = re.compile(
    r"chu tri|phoi hop|thoi gian|nhiem vu|noi dung|chi tieu|\bstt\b|\btt\b|don vi|san pham|tien do|kinh phi|cong viec"
)


def read_pdf(data, known=None):
    """A :class:`Source` of a PDF file. Past a bound of pages or time the rest is left out, with a note.

    ``known``: the texts of scanned pages that were read before, see :func:`ocr.texts_of`.
    """
    started, pages, notes, scans = time.monotonic(), [], [], []
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            for number, page in enumerate(pdf.pages):
                if number >= MOST_PAGES or time.monotonic() - started > SECONDS:
                    notes.append("truncated")
                    break
                lines = _page_lines(page, number)
                text = "".join(line.text for line in lines)
                if len(text.strip()) < _LEAST_TEXT and (page.images or not text.strip()):
                    scans.append(number)
                pages.append(lines)
                page.close()
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise ProtectedDocument() from error
        raise
    without_running_heads(pages)
    if scans and (len(scans) == len(pages) or any(_has_picture(data, n) for n in scans[:3])):
        _read_scans(data, pages, scans, notes, known)
    return _source(data, pages, notes, known)


def _source(data, pages, notes, known):
    """The :class:`Source` of the lines of pages; read from their pictures where letters are lost."""
    text = _whole(pages)
    converted = from_text(text)
    if converted:
        return Source(clean(converted), "pdf", notes=[*notes, "legacy_encoding"])
    if letters_lost(text):
        notes.append("letters_lost")
        scanned = list(pages)
        _read_scans(data, scanned, range(len(pages)), notes, known)
        if not letters_lost(_whole(scanned)):
            pages, text = scanned, _whole(scanned)
    return Source(text, "pdf", _bold(pages), notes)


def _whole(pages):
    return "\n\f".join("\n".join(line.text for line in page) for page in pages)


def _bold(pages):
    """The spans printed bold in the text of ``pages``."""
    spans, at = [], 0
    for page in pages:
        for line in page:
            if line.bold:
                spans.append((at, at + line.bold))
            at += len(line.text) + 1
        at += 1 if page else 2
    return spans


def letters_lost(text):
    """Whether a text has letters of Vietnamese that other languages have too, and none of those that they have not."""
    own = unicodedata.normalize("NFC", text).lower()
    shared = len(re.findall("[âêôàáèéìíòóùúãõýăđ]", own))
    return shared > 20 and len(re.findall("[\u1ea0-\u1ef9]", own)) < 0.4 * shared


def _has_picture(data, number):
    with pypdfium2.PdfDocument(data) as pdf:
        page = pdf[number]
        return any(obj.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE for obj in page.get_objects())


def _read_scans(data, pages, scans, notes, known):
    """Put the text that OCR reads in the place of the pages that have none."""
    notes.append("ocr")
    if len(scans) > MOST_SCANS:
        notes.append("truncated")
    scans = scans[:MOST_SCANS]
    with pypdfium2.PdfDocument(data) as pdf:
        texts = texts_of(scans, lambda number: _picture(pdf, number), known)
    for number in scans:
        if texts[number] is None:
            notes.append(f"page_unread {number + 1}")
        pages[number] = [PdfLine(clean(line)) for line in (texts[number] or "").split("\n")]


def picture_of(data, number):
    """The PIL image of a page."""
    with pypdfium2.PdfDocument(data) as pdf:
        return _picture(pdf, number)


def _picture(pdf, number):
    page = pdf[number]
    scale = min(_SCAN_SCALE, 5000 / max(*page.get_size(), 1))
    return page.render(scale=scale, grayscale=True).to_pil()


def _page_lines(page, number):
    """The lines of a page, each table of three columns or more as rows where it stands."""
    page = page.filter(_no_footnote_mark) if _has_small(page) else page
    tables = [t for t in _tables(page) if _is_table(t.extract())] if len(page.rects) + len(page.lines) > 3 else []
    if not tables:
        return lines_of(page, number == 0)
    found, top = [], page.bbox[1]
    for table in sorted(tables, key=lambda t: t.bbox[1]):
        above = max(top, min(table.bbox[1], page.bbox[3]))
        if above - top > 1:
            found += lines_of(page.crop((page.bbox[0], top, page.bbox[2], above)), number == 0)
        found += [PdfLine(_row(row)) for row in table.extract()]
        top = min(max(top, table.bbox[3]), page.bbox[3])
    if page.bbox[3] - top > 1:
        found += lines_of(page.crop((page.bbox[0], top, page.bbox[2], page.bbox[3])), False)
    return found


def _tables(page):
    return page.find_tables() if len(page.rects) + len(page.lines) < 4000 else []


def _is_table(rows):
    """A grid of text of three columns, or two with a head that tables of plans have."""
    widest = max((len(row) for row in rows), default=0)
    filled = [cell for row in rows for cell in row if cell and cell.strip()]
    head = fold(" ".join(cell or "" for cell in rows[0])) if rows else ""
    return len(filled) > 3 and (widest > 2 or widest == 2 and len(rows) > 1 and bool(_WORDS_OF_TABLES.search(head)))


def _row(row):
    cells = [re.sub(r"\s+", " ", cell or "").replace("|", "/").strip() for cell in row]
    return f"| {' | '.join(cells)} |"


def _has_small(page):
    sizes = {round(char["size"]) for char in page.chars if char["text"].isdigit()}
    return len(sizes) > 1


def _no_footnote_mark(obj):
    """Small raised digits are footnote marks: text of plans is 13 or 14 points (Decree 30/2020/NĐ-CP)."""
    return not (obj["object_type"] == "char" and obj["text"].isdigit() and obj["size"] < 9.3)
