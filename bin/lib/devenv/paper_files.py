"""Formats the blocks of a plan document as Word, PDF or scan, as an office would."""

import io
import random

from .paper_text import bold_runs

UPRIGHT, LYING = 165, 252  # mm between the margins of an A4 page, portrait and landscape
UPRIGHT_COLUMNS = 6
SHARES = {
    2: (1, 6),
    3: (1, 5, 3),
    4: (1, 5, 3, 3),
    5: (1, 5, 3, 3, 2),
    6: (1, 5, 3, 3, 2.4, 2.4),
}  # relative widths of columns
SCAN_DPI = 200


def word(blocks):
    """Return the blocks as a Word file."""
    from docx import Document
    from docx.shared import Mm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin, section.top_margin = Mm(30), Mm(15), Mm(20)
    font = document.styles["Normal"].font
    font.name, font.size = "Times New Roman", Pt(13)
    for block in blocks:
        if block.kind in {"sides", "table"}:
            _word_table(document, block)
        else:
            _word_paragraph(document.add_paragraph(), block)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _word_paragraph(paragraph, block):
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    paragraph.paragraph_format.page_break_before = block.fresh
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if block.kind == "text":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Mm(12.7)
    _word_runs(paragraph, block.runs)


def _word_runs(paragraph, runs):
    for text, bold in runs:
        paragraph.add_run(text).bold = bold


def _word_table(document, block):
    table = document.add_table(0, max(map(len, block.rows)))
    if block.kind == "table":
        table.style = "Table Grid"
    for at, row in enumerate(block.rows):
        for cell, held in zip(table.add_row().cells, row, strict=False):
            if block.kind == "sides":
                _word_cell(cell, held, centred=not _lists(held))
            else:
                _word_runs(cell.paragraphs[0], bold_runs(held, whole=at == 0))
    document.add_paragraph()


def _word_cell(cell, lines, centred):
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    for at, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        _word_runs(paragraph, bold_runs(line, whole=centred and line.isupper()))
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _lists(lines):
    return any(line.startswith(("-", "–", "+")) for line in lines)


def pdf(blocks, size=11.5):
    """Return the blocks as a PDF: A4, margins and page numbers of Decree 30/2020, wide tables on landscape pages."""
    from reportlab.platypus import BaseDocTemplate, NextPageTemplate, PageBreak, Paragraph

    styles = _styles(size)
    story, lying = [], False
    for block in blocks:
        wide = block.kind == "table" and len(block.rows[0]) > UPRIGHT_COLUMNS
        if wide != lying and (wide or block.kind != "text" or not block.text.startswith("(")):
            story += [NextPageTemplate("lying" if wide else "upright"), PageBreak()]
            lying = wide
        elif block.fresh:
            story.append(PageBreak())
        if block.kind in {"sides", "table"}:
            story.append(_table(block, styles, LYING if lying else UPRIGHT))
        else:
            story.append(Paragraph(_marked(block.runs), styles[block.kind]))
    stream = io.BytesIO()
    template = BaseDocTemplate(stream)
    template.addPageTemplates([_page("upright", 210, 297), _page("lying", 297, 210)])
    template.build(story)
    return stream.getvalue()


def _page(name, width, height):
    from reportlab.lib.units import mm
    from reportlab.platypus import Frame, PageTemplate

    frame = Frame(30 * mm, 20 * mm, (width - 45) * mm, (height - 40) * mm, 0, 0, 0, 0)
    return PageTemplate(name, [frame], onPage=_number, pagesize=(width * mm, height * mm))


def _table(block, styles, width):
    from reportlab.lib.units import mm
    from reportlab.platypus import Table

    top = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    if block.kind == "sides":
        cells = [[_stack(held, styles["list" if _lists(held) else "side"]) for held in row] for row in block.rows]
        return Table(cells, [0.45 * width * mm, 0.55 * width * mm], style=top)
    columns = len(block.rows[0])
    style = styles["cell" if columns < 9 else "small"]
    cells = [[_stack([held], style, bold=at == 0) for held in row] for at, row in enumerate(block.rows)]
    shares = SHARES.get(columns, (1, 4, *(2.5,) * (columns - 2)))
    widths = [share / sum(shares) * width * mm for share in shares]
    return Table(cells, widths, style=[*top, ("GRID", (0, 0), (-1, -1), 0.5, "black")], repeatRows=1, splitInRow=1)


def _styles(size):
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm

    _fonts()
    base = ParagraphStyle("text", fontName="plan", fontSize=size, leading=size * 1.3, spaceAfter=4)
    return {
        "text": ParagraphStyle("text", base, firstLineIndent=12.7 * mm, alignment=4),
        "title": ParagraphStyle("title", base, alignment=1, spaceAfter=12),
        "head": ParagraphStyle("head", base, alignment=1, spaceBefore=6),
        "side": ParagraphStyle(
            "side", base, alignment=1, fontSize=size - 1.5, leading=(size - 1.5) * 1.25, spaceAfter=0
        ),
        "list": ParagraphStyle("list", base, fontSize=size - 2, leading=(size - 2) * 1.25, spaceAfter=0),
        "cell": ParagraphStyle("cell", base, fontSize=size - 2, leading=(size - 2) * 1.25, spaceAfter=0),
        "small": ParagraphStyle("small", base, fontSize=6, leading=7, spaceAfter=0, splitLongWords=1),
    }


def _fonts():
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    if "plan" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("plan", "DejaVuSerif.ttf"))
        pdfmetrics.registerFont(TTFont("plan-bold", "DejaVuSerif-Bold.ttf"))
        pdfmetrics.registerFontFamily("plan", normal="plan", bold="plan-bold", italic="plan", boldItalic="plan-bold")


def _stack(lines, style, bold=False):
    from reportlab.platypus import Paragraph

    whole = [bold or (style.name == "side" and line.isupper()) for line in lines]
    return [Paragraph(_marked(bold_runs(line, w)), style) for line, w in zip(lines, whole, strict=True)]


def _marked(runs):
    from xml.sax.saxutils import escape

    return "".join(f"<b>{escape(text)}</b>" if bold else escape(text) for text, bold in runs)


def _number(canvas, template):
    if canvas.getPageNumber() > 1:
        width, height = canvas._pagesize
        canvas.setFont("plan", 11)
        canvas.drawCentredString(width / 2, height - 40, str(canvas.getPageNumber()))


def scan(data, seed):
    """Return a PDF's pages as a scanner would: grey, up to a degree askew, noisy; the same for the same seed."""
    import pypdfium2
    from PIL import Image, ImageFilter

    chance = random.Random(seed)
    pages = []
    for page in pypdfium2.PdfDocument(data):
        image = page.render(scale=SCAN_DPI / 72, grayscale=True).to_pil().convert("L")
        image = image.rotate(chance.uniform(-0.8, 0.8), Image.Resampling.BICUBIC, fillcolor=255)
        noise = Image.frombytes("L", image.size, chance.randbytes(image.width * image.height))
        pages.append(Image.blend(image.filter(ImageFilter.GaussianBlur(0.5)), noise, 0.12))
    stream = io.BytesIO()
    pages[0].save(stream, "PDF", resolution=SCAN_DPI, save_all=True, append_images=pages[1:], quality=80)
    return stream.getvalue()
