"""The text of a document as its reader gives it, before anything is read out of it."""

import re
import unicodedata
from dataclasses import dataclass, field

from .cells import rows_of_cells

_MARK = re.compile(r"(?<!\\)(\*\*\*|\*\*|__)(?=\S)(.{1,3000}?)(?<=\S)\1", re.S)
_HEADING = re.compile(r"^(\s*)#{1,6}\s+", re.M)
_MARKDOWN = re.compile(r"^#{1,6}\s+\S|\*\*[^*\n]+\*\*", re.M)
_UNSEEN = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
# No document means a longer run of one sign or a longer word, and the reader's expressions take its square in time.
_ENDLESS = re.compile(r"(?s:(.)\1{199})\1+|(\S{1000})\S+")


@dataclass
class Source:
    """``text``: NFC, a table row as ``| a | b |``, a page break as form feed. ``bold``: spans printed bold.

    ``notes``: codes of doubts about the reading as a whole (``truncated``, ``legacy_encoding``, ``ocr``). ``rows``: of
    a workbook, (sheet, number of the row) line by line; each line holds the cells from column A on.
    """

    text: str
    kind: str = "text"
    bold: list[tuple[int, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows: list[tuple[str, int]] = field(default_factory=list)


def clean(text):
    """NFC, one kind of line end, no invisible characters, no other spaces than the plain one and the tab.

    A sign that is repeated more than 200 times is cut to that, a word of more than 1,000 letters likewise.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n"))
    text = _UNSEEN.sub("", text).replace("\u2028", "\n").replace("\u2029", "\n").replace("\x00", "")
    text = re.sub("[\u00a0\u2000-\u200a\u202f\u3000]", " ", text)
    return _ENDLESS.sub(lambda match: match[1] * 200 if match[1] else match[2], text)


def from_markdown(text):
    """A source of ``text``: Markdown's signs are taken out where it has any, bold is kept as spans."""
    text = rows_of_cells(clean(text))
    if not _MARKDOWN.search(text):
        return Source(text)
    text = re.sub(r"(?i)<br\s*/?>", " ", _HEADING.sub(r"\1", text))
    pieces, bold, done, size = [], [], 0, 0
    for match in _MARK.finditer(text):
        before, inner = text[done : match.start()], match.group(2)
        pieces += [before, inner]
        size += len(before)
        bold.append((size, size + len(inner)))
        size += len(inner)
        done = match.end()
    plain = "".join([*pieces, text[done:]])
    return Source(plain, "markdown", bold)
