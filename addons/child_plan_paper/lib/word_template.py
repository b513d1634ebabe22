"""Reads the letterhead, subject and words of a kind of paper back out of the Word file that an office has reworded.

The file is one that ``docx_writer`` wrote, with ``{names}`` in the place of what the system knows. What stands where is
told by the styles of its paragraphs: Word and LibreOffice keep them, and whoever adds a paragraph gets one of the body.
No template language: a file that is handed in is data, it runs nothing, and the words stay the same in Word, PDF and
preview because all are written from one content tree.
"""

import io
import zipfile

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from . import form
from .printed import clean

NO_TEMPLATE = "This is no Word file of a paper's words. Download it here first, and change that one."
TABLE = "A table cannot be taken in here; write the name in braces that stands for it."
NUMBERED = "This line is numbered by Word; switch that off and type the number."
_HEADS = {form.STYLES[key].name: key for key in ("parent", "issuer")}
_SUBJECTS = {form.STYLES[key].name for key in ("subject", "letter_subject")}
_SIDES = {form.STYLES[key].name for key in ("number", "country", "recipients", "recipient", "power", "name")}
_LEFT_OUT = {form.STYLES[key].name for key in ("rule", "kind", "after_table", "addressee", "addressees")}
_LEFT_OUT |= {form.STYLES[key].name for key in ("addressee_line", "authority", "stamp")} | _SIDES


def read(data):
    """Return ``{"parent", "issuer", "body": lines, "subject": text, "faults": [[line of the body, words, text]]}``,
    or ``{"error": words}``; the words are English msgids.
    """
    try:
        document = Document(io.BytesIO(data))
        found = {"parent": [], "issuer": [], "subject": "", "body": [], "faults": []}
        for element in document.element.body.iterchildren(qn("w:p"), qn("w:tbl")):
            if element.tag == qn("w:tbl"):
                _read_table(element, document, found)
            else:
                _read_paragraph(Paragraph(element, document), found)
    except (KeyError, ValueError, AttributeError, OSError, SyntaxError, zipfile.BadZipFile):
        return {"error": NO_TEMPLATE}
    return found if found["subject"] and found["issuer"] and found["body"] else {"error": NO_TEMPLATE}


def _read_table(table, document, found):
    """Take the lines of the letterhead; the cells of number, country, recipients and signature belong to each paper."""
    paragraphs = [Paragraph(element, document) for element in table.iter(qn("w:p"))]
    if not {paragraph.style.name for paragraph in paragraphs} & _SIDES:
        found["faults"].append([len(found["body"]) + 1, TABLE, paragraphs[0].text[:50] if paragraphs else ""])
    for paragraph in paragraphs:
        name, text = paragraph.style.name, _text(paragraph)
        if name in _HEADS and text:
            found[_HEADS[name]].append(text)
        elif name in _SUBJECTS:
            found["subject"] = text.removeprefix("V/v").strip()


def _read_paragraph(paragraph, found):
    name, text = paragraph.style.name, _text(paragraph)
    if name in _SUBJECTS:
        found["subject"] = " ".join(filter(None, (found["subject"], text)))
    elif text and name not in _LEFT_OUT:
        properties = paragraph._p.pPr
        if properties is not None and properties.numPr is not None:
            found["faults"].append([len(found["body"]) + 1, NUMBERED, text[:50]])
        found["body"] += [line.strip() for line in text.split("\n") if line.strip()]


def _text(paragraph):
    return clean(paragraph.text).replace("\u00a0", " ").strip()
