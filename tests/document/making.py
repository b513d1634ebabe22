"""Documents made for the tests: DOCX and PDF of a text's paragraphs, hostile files."""

import io
import re

from document.ending import split_ending
from document.fold import noise
from document.letterhead import take_letterhead
from document.lines import printed_lines
from document.paragraphs import mend
from document.source import from_markdown
from docx import Document
from docx.oxml.ns import qn
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table


def paragraphs_of(text):
    """The paragraphs of a text as one would type them: [(text with its printed number, cells or None)]."""
    source = from_markdown(text)
    noisy = noise(source.text) > 0.01
    lines = printed_lines(source)
    head, rest = take_letterhead(lines, noisy)
    body, ending, annexes = split_ending(rest, noisy)
    inside = {line.number for line in head.title_lines + rest}
    found = [(line.number, line.text) for line in lines if line.number not in inside or line in head.before]
    if head.title_lines:
        found.append((head.title_lines[0].number, " ".join(line.text for line in head.title_lines)))
    found = [(text, None) for _, text in sorted(found, key=lambda row: row[0])]
    found += _mended(source, body, noisy) + [(line.text, None) for line in ending]
    return found + [row for line in annexes for row in _mended(source, [line], noisy)]


def _mended(source, lines, noisy):
    rows = []
    for paragraph in mend(lines, noisy):
        size = paragraph.marker.size if paragraph.marker else 0
        printed = re.sub(r"\s+", " ", source.text[paragraph.start : paragraph.start + 40])[:size]
        rows.append((printed + (paragraph.text if size else paragraph.raw), paragraph.cells))
    return rows


def _grouped(paragraphs):
    """Runs of table rows put together: (text, None) or (None, rows)."""
    groups = []
    for text, cells in paragraphs:
        if cells is None:
            groups.append((text, None))
        elif all(set(cell) <= set("-: ") for cell in cells):
            continue
        elif groups and groups[-1][1] is not None:
            groups[-1][1].append(cells)
        else:
            groups.append((None, [cells]))
    return groups


def docx_of(text):
    """A DOCX of a text's paragraphs and tables."""
    document = Document()
    for paragraph, rows in _grouped(paragraphs_of(text)):
        if rows is None:
            document.add_paragraph(paragraph)
            continue
        table = document.add_table(rows=0, cols=max(map(len, rows)))
        for row in rows:
            for cell, value in zip(table.add_row().cells, row, strict=False):
                cell.text = value
    return saved(document)


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def font():
    """A font with Vietnamese letters that reportlab carries or the machine has, else None."""
    for name in ("DejaVuSerif.ttf", "DejaVuSans.ttf", "LiberationSerif-Regular.ttf", "FreeSerif.ttf"):
        try:
            pdfmetrics.registerFont(TTFont("plan", name))
            return "plan"
        except Exception:  # reportlab's own error has no public name
            continue
    return None


def pdf_of(text, size=11):
    """A PDF of a text's paragraphs, wrapped by the width of the page and numbered from its second page."""
    style = ParagraphStyle("plan", fontName=font(), fontSize=size, leading=size * 1.3)
    story = []
    for paragraph, rows in _grouped(paragraphs_of(text)):
        if rows is None:
            story.append(Paragraph(paragraph.replace("&", "&amp;").replace("<", "&lt;"), style))
            continue
        cells = [[Paragraph(cell.replace("&", "&amp;"), style) for cell in row] for row in rows]
        widths = [12 * mm] + [170 * mm / len(rows[0])] * (len(rows[0]) - 1)
        story.append(Table(cells, widths[: len(rows[0])], style=[("GRID", (0, 0), (-1, -1), 0.5, "black")]))
    stream = io.BytesIO()
    template = SimpleDocTemplate(stream, pagesize=A4, leftMargin=30 * mm, rightMargin=20 * mm, topMargin=20 * mm)
    template.build(story, onLaterPages=_page_number)
    return stream.getvalue()


def _page_number(canvas, template):
    canvas.setFont("plan", 10)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 12 * mm, str(canvas.getPageNumber()))


def numbered_docx(items):
    """A DOCX whose numbers are automatic. ``items``: [(level or None, text)]; levels I., 1., a), -."""
    document = Document()
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    abstract = numbering.makeelement(qn("w:abstractNum"), {qn("w:abstractNumId"): "7"})
    for level, (form, shown) in enumerate(
        (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "\u2022"))
    ):
        element = abstract.makeelement(qn("w:lvl"), {qn("w:ilvl"): str(level)})
        for tag, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", shown)):
            element.append(element.makeelement(qn(tag), {qn("w:val"): value}))
        abstract.append(element)
    instance = numbering.makeelement(qn("w:num"), {qn("w:numId"): "3"})
    instance.append(instance.makeelement(qn("w:abstractNumId"), {qn("w:val"): "7"}))
    numbering.append(abstract)
    numbering.append(instance)
    for level, text in items:
        paragraph = document.add_paragraph(text)
        if level is not None:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = level
            properties.get_or_add_numId().val = 3
    return saved(document)
