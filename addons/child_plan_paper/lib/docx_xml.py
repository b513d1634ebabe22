"""Paragraphs and tables of a Word file as WordprocessingML."""

from xml.sax.saxutils import escape

from . import form, layout
from .docx_parts import JC, TWIPS, style_id
from .printed import clean
from .tree import GROUP, TOTAL, runs

KEEP = "<w:keepNext/>"


def run(part, bold=False):
    """Return a run, or "" for one without text; a line break in the text is one on paper."""
    lines = clean(part.text).split("\n")
    text = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    weight = ("<w:b/>" if part.bold or bold else "") + ("<w:i/>" if part.italic else "")
    return f"<w:r><w:rPr>{weight}</w:rPr>{text}</w:r>" if part.text else ""


def paragraph(style, text="", properties="", bold=False):
    """Return a paragraph of a string or runs; ``properties`` are those that it has besides its style's."""
    inner = "".join(run(part, bold) for part in runs(text))
    return _paragraph(style, inner, properties)


def _paragraph(style, inner, properties=""):
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/>{properties}</w:pPr>{inner}</w:p>'


def page_number():
    return _paragraph("page_number", '<w:fldSimple w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>')


def numbered(style, text, instance, level, keep=""):
    """Return a paragraph that Word numbers, at a level of a list."""
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{instance}"/></w:numPr>'
    return paragraph(style, text, keep + number)


def rule(length, width):
    """Return a centred line of ``length`` mm between margins ``width`` mm apart."""
    side = (width - length) / 2 * TWIPS
    border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
    return paragraph("rule", "", f'{border}<w:ind w:left="{side:.0f}" w:right="{side:.0f}" w:firstLine="0"/>')


def stamp(mark, width):
    """Return a mark of secrecy or urgency in its red frame, centred between margins ``width`` mm apart."""
    side = (width - form.STAMPS.get(mark, max(form.STAMPS.values()))) / 2 * TWIPS
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="12" w:space="2" w:color="{form.STAMP_COLOUR}"/>'
        for edge in ("top", "left", "bottom", "right")
    )
    properties = f'<w:pBdr>{edges}</w:pBdr><w:ind w:left="{side:.0f}" w:right="{side:.0f}" w:firstLine="0"/>'
    colour = f'<w:rPr><w:color w:val="{form.STAMP_COLOUR}"/></w:rPr>'
    return _paragraph("stamp", f"<w:r>{colour}<w:t>{escape(mark)}</w:t></w:r>", properties)


def circulation(mark, width):
    """Return the mark of who may have the paper in a single frame."""
    side = (width - 45) / 2 * TWIPS
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="6" w:space="2" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right")
    )
    return paragraph(
        "circulation",
        mark,
        f'<w:pBdr>{edges}</w:pBdr><w:ind w:left="{side:.0f}" w:right="{side:.0f}" w:firstLine="0"/>',
    )


def contact(text):
    """Return the address line below a rule from margin to margin."""
    border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="2" w:color="000000"/></w:pBdr>'
    return paragraph("contact", text, border)


def side_by_side(rows, widths):
    """Return a table without lines that sets two columns; ``rows`` hold the XML of two cells each."""
    cells = [[_cell(inner, width) for inner, width in zip(row, widths, strict=True)] for row in rows]
    return _table("TableNormal", widths, [_row(row) for row in cells], padding=0)


def table(content, landscape):
    """Return a table of the tree with its head, which is repeated on each page."""
    widths = layout.widths(content.columns, landscape)
    head = [_head_row(row, widths) for row in _head_grid(content.columns)]
    rows = [_body_row(row, content.columns, widths) for row in content.rows]
    return _table("TableGrid", widths, head + rows, form.CELL_PADDING) + paragraph("after_table")


def _head_grid(columns):
    """Return the rows of the head, each as ``[(text, columns covered, rows covered)]`` over the whole width.

    A cell that goes on from the row above has the text None.
    """
    upper, *lower = layout.head_rows(columns)
    if not lower:
        return [upper]
    waiting = iter(lower[0])
    below = [cell for _, covered, high in upper for cell in _below(covered, high, waiting)]
    return [upper, below]


def _below(covered, high, waiting):
    return [(None, 1, 1)] if high == 2 else [next(waiting) for _ in range(covered)]


def _head_row(cells, widths):
    xml, column = [], 0
    for text, covered, high in cells:
        width = sum(widths[column : column + covered])
        merged = '<w:vMerge w:val="restart"/>' if high == 2 else "<w:vMerge/>" if text is None else ""
        span = f'<w:gridSpan w:val="{covered}"/>' if covered > 1 else ""
        xml.append(_cell(paragraph("cell_head", text or ""), width, span + merged, '<w:vAlign w:val="center"/>'))
        column += covered
    return _row(xml, "<w:tblHeader/>")


def _body_row(row, columns, widths):
    if row.kind == GROUP:
        return _row(list(_group_cells(row, columns, widths)))
    cells = []
    for cell, column, width in zip(layout.filled(row, columns), columns, widths, strict=True):
        inner = paragraph("cell", cell.text, f'<w:jc w:val="{JC[column.align]}"/>', bold=row.kind == TOTAL)
        cells.append(_cell(inner, width))
    return _row(cells)


def _group_cells(row, columns, widths):
    column = 0
    for text, covered in layout.group_cells(row, columns):
        span = f'<w:gridSpan w:val="{covered}"/>' if covered > 1 else ""
        width = sum(widths[column : column + covered])
        yield _cell(paragraph("cell", text, KEEP, bold=True), width, span)
        column += covered


def _table(style, widths, rows, padding):
    grid = "".join(f'<w:gridCol w:w="{width * TWIPS:.0f}"/>' for width in widths)
    sides = "".join(f'<w:{side} w:w="{padding * TWIPS:.0f}" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths) * TWIPS:.0f}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{sides}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(cells, properties=""):
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(inner, width, merged="", look=""):
    return f'<w:tc><w:tcPr><w:tcW w:w="{width * TWIPS:.0f}" w:type="dxa"/>{merged}{look}</w:tcPr>{inner}</w:tc>'
