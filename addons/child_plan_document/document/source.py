"""The text of a document as its reader gives it, before anything is read out of it."""

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise

from .bars import rows_of_bars

_STARS = re.compile(r"(?<!\\)(?!(?<=\()\*{1,3}\))\*+")
_STAR_BULLET = re.compile(r"^[ \t]*(\*{1,2})[ \t]+(?=[^\s*])", re.M)
_HEADING = re.compile(r"^(\s*)#{1,6}\s+", re.M)
_MARKDOWN = re.compile(r"^#{1,6}\s+\S|\*\*[^*\n]+\*\*", re.M)
_UNSEEN = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
# No document means a longer run of one sign or a longer word, and the reader's expressions take its square in time.
_ENDLESS = re.compile(r"(?s:(.)\1{199})\1+|(\S{1000})\S+")


@dataclass
class Source:
    """``text``: NFC, a table row as ``| a | b |``, a page break as form feed. ``bold``: spans printed bold.

    ``notes``: codes of doubts about the reading as a whole (``truncated``, ``ocr``, ``page_unread 7``). ``rows``: of
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
    text = rows_of_bars(clean(text))
    if not _MARKDOWN.search(text):
        return Source(text)
    text = re.sub(r"(?i)<br\s*/?>", " ", _HEADING.sub(r"\1", text))
    pieces, bold, size = [], [], 0
    for piece, heavy in _emphasised(text):
        if heavy and piece.strip():
            bold.append((size, size + len(piece)))
        pieces.append(piece)
        size += len(piece)
    return Source("".join(pieces), "markdown", bold)


def _emphasised(text):
    """[(piece of ``text`` without stars, whether it is bold)].

    A mark toggles, whatever stands beside it. No mark reaches over a blank line or a cell's edge, unless the blocks on
    both sides have an odd number of them.
    """
    heavy = False
    blocks = re.split(r"(\n[ \t]*\n|\|)", text)
    odd = [sum(len(m.group()) in (2, 3) for m in _STARS.finditer(block)) % 2 for block in blocks]
    for at, block in enumerate(blocks):
        bullets, done = _bullets(block), 0
        for match in _STARS.finditer(block):
            yield block[done : match.start()].replace("\\*", "*"), heavy
            done, stars = match.end(), len(match.group())
            if match.start() in bullets:
                yield "*", heavy
            elif stars > 4:
                yield match.group(), heavy
            else:
                heavy ^= stars in (2, 3)
        yield block[done:].replace("\\*", "*"), heavy
        heavy = heavy and at + 2 < len(blocks) and bool(odd[at + 2]) and blocks[at + 1] != "|"


def _bullets(block):
    """Where the stars stand that are bullets: at the head of a line, with no star of their own behind them."""
    heads = [match.start(1) for match in _STAR_BULLET.finditer(block)]
    singles = [match.start() for match in _STARS.finditer(block) if len(match.group()) in (1, 3)]
    pairs = pairwise([*heads, len(block)])
    return {a for a, b in pairs if sum(a <= at < b for at in singles) % 2}
