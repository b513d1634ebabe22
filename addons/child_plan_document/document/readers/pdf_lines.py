"""The printed lines of a PDF page: letterhead and ending column by column, what is bold, no running heads.

Source of the form: Decree 30/2020/NĐ-CP, phụ lục I: the first page's head and the ending have two columns.
"""

import re
from collections import Counter
from dataclasses import dataclass

from ..fold import fold
from ..source import clean

# A gap of the page between two columns is wider than any blank between words of a justified line.
_WIDEST_BLANK = 22
_HEAD = 0.4
_CENTRE = 50
_ENDING = re.compile(r"^\W*noi nhan\b")
_OF_HEAD = re.compile(
    r"cong h.a xa|chu nghia viet nam|doc lap|dang cong san|\bso\s*:|ngay .{0,12}thang|^(?:uy ban|ubnd)\b"
)


@dataclass
class PdfLine:
    """``bold``: how many characters at its beginning are bold; ``x0``, ``x1``: where it lies on the page."""

    text: str
    bold: int = 0
    x0: float = 0.0
    x1: float = 0.0


def lines_of(page, first):
    """The lines of a page or of a part of it. ``first``: it is the first page, whose head may have two columns."""
    printed = page.extract_text_lines(return_chars=True, strip=False)
    lines = [(line["top"], _pieces(line["chars"], line["text"])) for line in printed if line["text"].strip()]
    middle, bottom = (page.bbox[0] + page.bbox[2]) / 2, page.bbox[1] + _HEAD * (page.bbox[3] - page.bbox[1])
    found, at = [], 0
    while at < len(lines):
        end = _columns_end(lines, at, middle)
        run = [pieces for _, pieces in lines[at:end]]
        if end > at and (_is_ending(run) or first and lines[at][0] < bottom and _is_head(run)):
            left, right = _split(run, middle)
            found += [*left, *right]
            at = end
        else:
            found.append(_joined(lines[at][1]))
            at += 1
    return found


def _pieces(chars, text):
    """A line cut at its wide gaps."""
    chars = [char for char in chars if char["text"].strip()]
    groups, previous = [[]], None
    for char in chars:
        if previous is not None and char["x0"] - previous["x1"] > _WIDEST_BLANK:
            groups.append([])
        groups[-1].append(char)
        previous = char
    if len(groups) == 1:
        return [_line(chars, text)]
    pieces, rest = [], text
    for group in groups:
        piece, rest = _first(rest, len(group))
        pieces.append(_line(group, piece))
    return pieces


def _first(text, count):
    """(the first ``count`` letters of ``text`` with the blanks between them, what follows)."""
    for at, char in enumerate(text):
        count -= bool(char.strip())
        if count == 0:
            return text[: at + 1], text[at + 1 :]
    return text, ""


def _line(chars, text):
    text = clean(text).replace("\n", " ").strip()
    heavy = next((i for i, char in enumerate(chars) if "bold" not in char["fontname"].lower()), len(chars))
    bold = len(_first(text, heavy)[0]) if heavy else 0
    return PdfLine(text, bold, chars[0]["x0"] if chars else 0.0, chars[-1]["x1"] if chars else 0.0)


def _joined(pieces):
    first = pieces[0]
    text = " ".join(piece.text for piece in pieces)
    whole = all(piece.bold >= len(piece.text) for piece in pieces)
    return PdfLine(text, len(text) if whole else first.bold, first.x0, pieces[-1].x1)


def _columns_end(lines, at, middle):
    """The end of a run of lines of two columns that begins at ``at``; ``at`` itself where none does."""
    if not _apart(lines[at][1], middle) and not _begins(lines, at, middle):
        return at
    end = at
    while end < len(lines) and (_apart(lines[end][1], middle) or _side(lines[end][1], middle)):
        end += 1
    return end


def _begins(lines, at, middle):
    """A line at one side whose neighbour below is of two columns."""
    return bool(_side(lines[at][1], middle)) and at + 1 < len(lines) and _apart(lines[at + 1][1], middle)


def _apart(pieces, middle):
    """Whether a line has a piece at each side of the page."""
    return len(pieces) == 2 and pieces[0].x1 < middle + 40 and pieces[1].x0 > middle - 90


def _side(pieces, middle):
    """``left`` or ``right`` where a line lies at one side only, else None; a line in the middle is at neither."""
    if abs((pieces[0].x0 + pieces[-1].x1) / 2 - middle) < _CENTRE:
        return None
    if len(pieces) == 1 and pieces[0].x1 < middle + 20:
        return "left"
    return "right" if len(pieces) == 1 and pieces[0].x0 > middle - 60 else None


def _is_ending(run):
    return any(_ENDING.match(fold(pieces[0].text)) for pieces in run)


def _is_head(run):
    return sum(bool(_OF_HEAD.search(fold(piece.text))) for pieces in run for piece in pieces) > 1


def _split(run, middle):
    """(the lines of the left column, of the right one)."""
    left, right = [], []
    for pieces in run:
        if len(pieces) == 2:
            left.append(pieces[0])
            right.append(pieces[1])
        else:
            (left if _side(pieces, middle) == "left" else right).append(pieces[0])
    return left, right


def without_running_heads(pages):
    """Take out of ``pages`` the lines that stand at the top or bottom of most pages, numbers aside.

    The only line of a page stays: it is what the page says.
    """
    if len(pages) < 3:
        return
    for place in (0, -1):
        seen = Counter(_shape(page[place]) for page in pages if page)
        for page in pages:
            if len(page) > 1 and _shape(page[place]) and seen[_shape(page[place])] > 0.6 * len(pages):
                page.pop(place)


def _shape(line):
    return re.sub(r"[\d\W]+", " ", line.text).strip()
