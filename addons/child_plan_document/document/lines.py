"""The printed lines of a text, without page numbers, rules and the like."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from .markers import marker_of

_PAGE_NUMBER = re.compile(r"^[-–—\s]*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–—\s]*$", re.I)
_RULE = re.compile(r"^[\W_]*$")
_ANNEX = re.compile(r"^\W*(?:ph[ụu] l[ụu]c|PH[ỤU] L[ỤU]C)\b", re.I)
# A number or bullet that stands on its line alone: a rule has more signs, a page number no stop.
_LONE_MARKER = re.compile(
    r"^(?:[-–+•●▪*]|\d{1,2}(?:\.\d{1,2}){0,3}[.)]|\d{1,2}\.\d{1,2}|[a-zđ][.)]|[IVX]{1,5}[.)]|[A-H]\.)$"
)
_LEAD_DIGIT = re.compile(r"^\d+\s*$")


LONGEST = 8000


@dataclass
class Line:
    """A printed line. ``blank``: a blank line stands above; ``page``: it opens a page."""

    text: str
    raw: str
    number: int
    start: int
    end: int
    blank: bool = False
    page: bool = False
    bold: str | None = None


def _bold_lead(start, end, spans, starts, text):
    """The bold words at the beginning of a line that is not bold as a whole, else None."""
    marker = marker_of(text[start:end])
    place = min(start + (marker.size if marker else 0), end - 1)
    at = bisect_right(starts, place) - 1
    if at < 0 or not spans[at][0] <= place < spans[at][1]:
        return None
    return text[start : min(end, spans[at][1])].strip()


def printed_lines(source):
    """The lines of ``source`` that carry text, in order."""
    text, lines, position = source.text, [], 0
    spans = sorted(source.bold)
    starts = [span[0] for span in spans]
    blank = page = False
    for number, raw in enumerate(text.split("\n"), 1):
        start, position = position, position + len(raw) + 1
        page = page or "\f" in raw
        body = raw.replace("\f", " ")
        stripped = body.strip()
        if not stripped or stripped == "|":
            blank = True
            continue
        offset = start + len(body) - len(body.lstrip())
        for piece in _pieces(stripped):
            end = offset + len(piece)
            line = Line(re.sub(r"\s+", " ", piece.strip()), piece.rstrip(), number, offset, end, blank, page)
            line.raw = body.rstrip() if len(piece) == len(stripped) else line.raw
            line.bold = _bold_lead(offset, end, spans, starts, text) if spans else None
            lines.append(line)
            offset, blank, page = end, False, False
    return _without_noise(_with_markers(_mark_pages(lines)))


def _with_markers(lines):
    """A number or bullet alone on its line put before the text of the next line, unless that has one of its own."""
    kept = []
    for line in lines:
        lone = kept[-1] if kept and _LONE_MARKER.match(kept[-1].text) else None
        apart = line.blank and lone is not None and not lone.text[0].isalnum()
        if lone is None or apart or line.page or not re.match(r"\w|[\"“(‘'\[]", line.text) or marker_of(line.text):
            kept.append(line)
            continue
        lone.bold = f"{lone.text} {line.bold}" if line.bold else None
        lone.text, lone.raw, lone.end = f"{lone.text} {line.text}", f"{lone.raw} {line.raw.strip()}", line.end
    return kept


def _pieces(text):
    """A line as it is; one longer than any paragraph of a plan in pieces, so that no step takes long over it."""
    pieces = []
    while len(text) > LONGEST:
        cut = max(text.rfind(" ", LONGEST // 2, LONGEST), 0) or LONGEST
        pieces.append(text[:cut])
        text = text[cut:]
    return [*pieces, text]


def _mark_pages(lines):
    """Pages joined by an extractor begin with one blank: few lines of a text do, so these open pages."""
    indented = [line for line in lines if line.raw[:1] == " " and line.raw[1:2].strip()]
    if 0 < len(indented) <= max(2, len(lines) // 10):
        for line in indented:
            line.page = True
    return lines


def _without_noise(lines):
    """Page numbers and rules taken out; in an annex a lone number is a table's row, unless at a page's edge."""
    kept, annex, page = [], False, False
    for at, line in enumerate(lines):
        annex = annex or bool(_ANNEX.match(line.text) and line.text[:2].isupper())
        following = lines[at + 1] if at + 1 < len(lines) else None
        edge = line.page or following is None or following.page
        number = _PAGE_NUMBER.match(line.text) and (edge or not (annex and _LEAD_DIGIT.match(line.text)))
        rule = _RULE.match(line.text) and line.text[:1] != "|"
        if number or rule:
            page = page or line.page or bool(number)
            continue
        line.page = line.page or page
        page = False
        kept.append(line)
    return kept
