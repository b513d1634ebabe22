"""Writes a paper as a Word file that an office goes on working with: styles, lists and tables of Word itself.

python-docx makes the package and the sections; what stands in them is written as XML, which for the thousands of cells
of an annex takes a small part of the time of its objects.
"""

import io

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from . import docx_parts, form, layout, printed
from . import docx_xml as xml
from .numbering import Numbering, punctuated
from .tree import ARABIC, ARTICLE, CHAPTER, PART, ROMAN, Heading, Item, Paragraph, Run

_LISTED = {ROMAN: 0, ARTICLE: 1, ARABIC: 2}  # the levels that Word numbers; it does not know the Vietnamese letters


def write_docx(paper):
    """Return the bytes of a DOCX file."""
    document = Document()
    _set_up(document, paper)
    _fill(document, _main(paper))
    for at, annex in enumerate(paper.annexes):
        _add_section(document, annex.landscape).first_page_footer.is_linked_to_previous = not paper.contact
        _fill(document, _annex(paper, at))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _set_up(document, paper):
    document.styles.element[:] = list(docx_parts.styles())
    document.part.numbering_part.element[:] = list(docx_parts.numbering(1 + len(paper.annexes)))
    properties = document.core_properties
    properties._element[:] = []  # the template's author and year
    properties.title = printed.clean(paper.head.subject)[:255]
    properties.author = printed.clean(" ".join(paper.head.issuer))[:255]
    properties.language = "vi-VN"
    compatibility = document.settings.element.find(qn("w:compat"))
    compatibility[:] = _elements(docx_parts.COMPATIBILITY)
    section = document.sections[0]
    section.top_margin, section.bottom_margin = Mm(form.TOP), Mm(form.BOTTOM)
    section.left_margin, section.right_margin = Mm(form.MARGIN_LEFT), Mm(form.MARGIN_RIGHT)
    section.header_distance = Mm(form.PAGE_NUMBER_FROM_TOP)
    section.different_first_page_header_footer = True
    _set_page(section, landscape=False)
    section.header._element[:] = _elements(xml.page_number())
    if paper.contact:
        section.first_page_footer._element[:] = _elements(xml.contact(paper.contact))


def _set_page(section, landscape):
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = map(Mm, form.page_size(landscape))


def _add_section(document, landscape):
    """Begin a section with page numbers of its own, and return it."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _set_page(section, landscape)
    if section._sectPr.find(qn("w:pgNumType")) is None:
        numbers = OxmlElement("w:pgNumType")
        numbers.set(qn("w:start"), "1")
        section._sectPr.find(qn("w:pgMar")).addnext(numbers)
    section_break = document.paragraphs[-1]._p
    section_break.get_or_add_pPr().get_or_add_pStyle().val = docx_parts.style_id("after_table")
    return section


def _fill(document, parts):
    end = document.element.body[-1]
    for element in _elements("".join(parts)):
        end.addprevious(element)


def _elements(markup):
    return list(parse_xml(f"<w:body {nsdecls('w')}>{markup}</w:body>"))


def _main(paper):
    yield from _head(paper.head)
    yield from _preamble(paper)
    yield from _Body(docx_parts.BULLETS + 1).blocks(paper.body, paper.signing)
    yield from _ending(paper)


def _head(head):
    whole = form.text_width()
    left, right = widths = [whole * form.ISSUER_SHARE, whole * (1 - form.ISSUER_SHARE)]
    parent, issuer = ([printed.bound(printed.capitals(line)) for line in lines] for lines in (head.parent, head.issuer))
    authority = [xml.paragraph("parent", line) for line in parent] + [xml.paragraph("issuer", line) for line in issuer]
    authority.append(xml.rule(layout.rule_length(issuer, "issuer", left), left))
    country = [xml.paragraph("country", printed.COUNTRY), xml.paragraph("motto", printed.MOTTO)]
    country.append(xml.rule(form.MOTTO_MM, right))
    number = [xml.paragraph("number", printed.number_line(head))]
    number += [xml.paragraph("letter_subject", printed.letter_subject(head))] if head.is_letter else []
    number += [xml.stamp(mark, left) for mark in printed.stamps(head)]
    number += [xml.circulation(mark, left) for mark in filter(None, [printed.circulation(head)])]
    place = [xml.paragraph("place", printed.day_line(head))]
    yield xml.side_by_side([map("".join, (authority, country)), map("".join, (number, place))], widths)
    if head.is_letter:
        yield xml.paragraph("after_table")
    else:
        yield xml.paragraph("kind", printed.capitals(head.kind))
        yield xml.paragraph("subject", printed.bound(head.subject))
        yield xml.rule(layout.rule_length([head.subject], "subject", whole), whole)


def _preamble(paper):
    if paper.authority:
        yield xml.paragraph("authority", printed.capitals(paper.authority))
    if len(paper.addressees) == 1:
        yield xml.paragraph("addressee", f"{printed.ADDRESSED} {paper.addressees[0]}")
    elif paper.addressees:
        yield xml.paragraph("addressees", printed.ADDRESSED, xml.KEEP)
        for line in printed.listed(paper.addressees):
            yield xml.paragraph("addressee_line", line)
        yield xml.paragraph("after_table")
    for ground in printed.grounds(paper.grounds):
        yield xml.paragraph("ground", ground)


class _Body:
    """Writes blocks, the headings counted in the list ``instance``.

    A heading whose number is the one that Word would give it is numbered by Word; another number is typed.
    """

    def __init__(self, instance, landscape=False):
        self.instance, self.landscape = instance, landscape
        self.printed, self.word = Numbering(), Numbering()

    def blocks(self, blocks, held=None):
        """Return the XML of each block; the last paragraph stays on the page of what is ``held`` below it."""
        for at, block in enumerate(blocks, 1):
            yield from self.block(block, xml.KEEP if held and at == len(blocks) else "")

    def block(self, block, keep):
        if isinstance(block, Heading):
            yield from self.heading(block, keep)
        elif isinstance(block, Item):
            level = block.depth - 1
            yield xml.numbered(layout.ITEMS[block.depth], block.text, docx_parts.BULLETS, level, keep)
        elif isinstance(block, Paragraph):
            yield xml.paragraph(layout.ALIGNED[block.align], block.text, keep)
        else:
            yield xml.table(block, self.landscape)

    def heading(self, heading, keep):
        mark = self.printed.mark(heading)
        style = layout.TITLES[heading.level] if heading.titled else "body"
        text = layout.heading_text(heading)
        if heading.level in (PART, CHAPTER):
            if mark:
                yield xml.paragraph("chapter", mark)
            yield xml.paragraph(style, text, keep)
        elif mark and self.is_words_own(heading.level, mark):
            self.word.next(heading.level)
            yield xml.numbered(style, text, self.instance, _LISTED[heading.level], keep)
        else:
            number = [Run(f"{mark} ", bold=heading.level == ARTICLE)] if mark else []
            yield xml.paragraph(style, [*number, *text], keep)

    def is_words_own(self, level, mark):
        return level in _LISTED and mark == punctuated(level, self.word.number_of_next(level))


def _ending(paper):
    half = form.text_width() / 2
    left = [xml.paragraph("recipients", printed.RECIPIENTS)] if paper.recipients else []
    left += [xml.paragraph("recipient", line) for line in printed.listed(paper.recipients)]
    left += [xml.paragraph("drafter_mark", printed.capitals(paper.drafter_mark))] if paper.drafter_mark else []
    right = []
    if signing := paper.signing:
        right = [xml.paragraph("power", printed.capitals(line)) for line in (*signing.power, signing.position)]
        right.append(xml.paragraph("name", signing.name))
    if left or right:
        empty = xml.paragraph("recipient")
        yield xml.side_by_side([["".join(left) or empty, "".join(right) or empty]], [half, half])
    if not paper.annexes:  # else the paragraph that ends the section follows the table
        yield xml.paragraph("after_table")


def _annex(paper, at):
    annex = paper.annexes[at]
    yield xml.paragraph("annex_label", printed.annex_label(paper, at))
    yield xml.paragraph("annex_title", printed.bound(printed.capitals(annex.title)))
    yield xml.paragraph("annex_reference", printed.bound(printed.annex_reference(paper, annex)))
    yield from _Body(docx_parts.BULLETS + at + 2, annex.landscape).blocks(annex.body)
