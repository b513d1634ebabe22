"""Printed lines put together to paragraphs: hard wraps and page breaks mended.

Extractors give one printed line a line, with blank lines anywhere: after each line, only after the first line of a
paragraph, between paragraphs, or none. So a paragraph begins at a printed number or bullet; without one, where the
line above ends too short for the first word of this one to have been pushed down, or, in texts whose blank lines
never cut a sentence, at a blank line.
"""

import re
from dataclasses import dataclass, field

from .attributes import names_go_on
from .fold import fold
from .lines import LONGEST
from .markers import ARABIC, BRACKET, DASH, LETTER, PART, PLUS, ROMAN, Marker, marker_of, roman_value
from .names import is_unit_heading
from .sections import is_known_heading
from .verbs import opens_with_verb
from .vocabulary import HYPHENATED

_TERMINAL = re.compile(r"[.;:!?…][\"”')\]]*$")
# No paragraph ends in one of these words or in a comma.
_UNFINISHED = re.compile(
    r"(?:[,(–-]|(?<!\w)(?:và|của|về|các|cho|với|hoặc|tại|theo|trong|là|thuộc|do|để"
    r"|(?<!đổi )(?<!thuật )(?<!tảng )(?<!tế )(?<!hội )(?<!dân )(?<!thiểu )số"
    r"|ngày|từ|đến|bằng|như|những|được|có"
    r"|trên|dưới|trước|vào|(?:chủ trì|phối hợp|thời gian|thời hạn|sản phẩm):))$",
    re.I,
)
# A name of a body goes on behind these, unless the line is far from full ("Văn phòng").
_NAME_OPEN = re.compile(r"(?<!\w)(?:phòng|sở)$", re.I)
_ANNEX = re.compile(r"^(?:PHỤ LỤC|Phụ lục|BIỂU|Biểu|MẪU|Mẫu số)\b")
_CLOSED = re.compile(r"\./\.?\s*$")
_CLOSING_WORDS = re.compile(
    r"^(?:Trên đây là|Tr.n d.y \w+ K|Nơi nhận|Trong quá trình (?:thực hiện|triển khai|tổ chức)|(?:Căn cứ "
    r"|Trên cơ sở )?(?:nội dung )?Kế hoạch này)"
)
_NOTE = re.compile(r"^\((?:Chi tiết|Kèm theo|Có |Theo |Danh mục|Xem)\b")
_FOOTNOTE = re.compile(r"(?<=\d[%‰])\d{1,2}(?=[\s;.,])|(?<=[\w”\"])\[\d{1,2}\]")


@dataclass
class Paragraph:
    """``text``: on one line, its marker cut off. ``cells``: of a table row, else None. ``bold``: its bold lead.

    ``hint``: what a person said that it is (``again``), else None.
    """

    text: str
    marker: Marker | None
    line: int
    start: int
    end: int
    bold: str | None = None
    cells: list[str] | None = None
    raw: str = ""
    hint: str | None = None


@dataclass
class _Layout:
    """How a text is wrapped.

    ``least``: how far the shortest line that was surely cut would have reached with the next word; ``least_first`` the
    same of lines that open a paragraph (indented); None where lines are whole paragraphs or nothing shows a cut.
    ``longest``: characters of the longest line. ``measure``: characters, or about the printed width.
    """

    least: float | None = None
    least_first: float | None = None
    longest: int = 0
    measure: object = len
    blanks: bool = True
    compounds: set = field(default_factory=set)


_NARROW = set("fijlrtI.,;:'()[]!|- /ìíỉĩị")
_WIDE = set("mwMWĐƠ%@…—")


def _printed_width(text):
    """About the width of a line in a proportional font, in small letters."""
    total = 0.0
    for char in text:
        if char in _NARROW:
            total += 0.6
        elif char in _WIDE:
            total += 1.6
        else:
            total += 1.4 if char.isupper() else 1.0
    return total


def _open_bracket(text):
    """A bracket that is opened at the end of a line and not closed on it."""
    return text.rfind("(") > max(text.rfind(")"), len(text) - 80)


def _all_capitals(text):
    return sum(c.isalpha() for c in text) > 7 and text.isupper()


def _first_word(text):
    return text.split(" ", 1)[0]


def _reach(previous, line):
    """The line above with the first word of the line below."""
    return f"{previous.text} {_first_word(line.text)}"


def _low(values):
    return sorted(values)[len(values) // 20]


def _continues(previous, line, marker):
    """Surely the same sentence: no stop above and a small letter below."""
    return (
        marker is None
        and not _TERMINAL.search(previous.text)
        and line.text[:1].islower()
        and not _is_row(line)
        and not _is_row(previous)
    )


def _is_row(line):
    return line.text.startswith("|") and line.text.count("|") > 1


def _layout(lines, markers):
    """Measure the wrapping of ``lines``."""
    cut, cut_blank, told = [], 0, 0  # told: cuts that tell of blanks, as those at the end of a page do not
    for previous, line, above, marker in zip(lines, lines[1:], markers, markers[1:], strict=False):
        if _continues(previous, line, marker):
            cut_blank += line.blank and not line.page
            told += not line.page
            cut.append((_reach(previous, line), above is not None))
    gaps = sum(line.blank and not line.page for line in lines)
    seldom = cut_blank <= 0.05 * gaps and cut_blank <= 0.1 * told
    layout = _Layout(blanks=seldom and (told > 0 or gaps < 0.8 * len(lines)))
    longest = max((len(line.text) for line in lines if not _is_row(line)), default=0)
    layout.longest = longest
    rest = [len(text) for text, first in cut if not first]
    usual = rest if len(rest) > 4 else [len(text) for text, _ in cut]
    if cut and longest < 1.6 * _low(usual):
        _measure(layout, cut)
    layout.compounds = _compounds(lines)
    return layout


def _in_blocks(lines, markers):
    """Whether blank lines stand around every paragraph: line ends mean nothing then."""
    marked = [line for line, marker in zip(lines[1:], markers[1:], strict=True) if marker is not None]
    apart = sum(line.blank for line in marked)
    return len(marked) > 3 and apart >= 0.85 * len(marked) and any(not line.blank for line in lines[1:])


def _measure(layout, cut):
    """Take the measure in which the lines that were cut are the most alike, and its least."""
    spread = {}
    for measure in (len, _printed_width):
        values = [measure(text) for text, _ in cut]
        spread[measure] = _low(values) / max(values)
    layout.measure = max(spread, key=spread.get)
    values = [(layout.measure(text), first) for text, first in cut]
    layout.least = layout.least_first = _low([v for v, _ in values])
    firsts, rest = [v for v, first in values if first], [v for v, first in values if not first]
    if len(firsts) > 4 and len(rest) > 4:
        layout.least_first, layout.least = _low(firsts), _low(rest)


def _compounds(lines):
    """Word pairs printed with a hyphen between blanks somewhere inside a line (``Tài chính - Kế hoạch``)."""
    pairs = set()
    for line in lines:
        folded = fold(line.text)
        pairs.update(re.findall(r"\b([^\W_]{1,20}) [-–] (?=([^\W_]{1,20}))", folded))
    return pairs


class _Mender:
    def __init__(self, lines, noisy, hints):
        self.lines, self.noisy = lines, noisy
        self.hints = {at: kind for at, line in enumerate(lines) for kind in _hints_of(line, hints)}
        self.markers = [None if _is_row(line) else marker_of(line.text, noisy) for line in lines]
        self.layout = _layout(lines, self.markers)
        self.blocks = self.layout.blanks and _in_blocks(lines, self.markers)
        self.cut = any(map(_continues, lines, lines[1:], self.markers[1:]))  # some sentence goes over a line's end
        self.paragraphs = []
        self.expected = {}

    def _full(self, line, following):
        """The line was cut because the first word of ``following`` found no room; no line is as long as the two."""
        layout = self.layout
        if layout.least is None:
            return False
        if layout.measure is len and len(_reach(line, following)) > layout.longest:
            return True
        own = self.paragraphs[-1] if self.paragraphs else None
        first = own is not None and own.line == line.number
        return layout.measure(_reach(line, following)) >= (layout.least_first if first else layout.least)

    def _almost_full(self, line, following):
        """Too long for a heading that stands alone, though a little shorter than the lines that were surely cut."""
        layout = self.layout
        return layout.measure(_reach(line, following)) >= 0.85 * min(layout.least, layout.least_first)

    def _dash_inside(self, previous, line, marker):
        """A dash at the head of a line that is no bullet but part of ``2021 - 2030`` or ``Tài chính - Kế hoạch``."""
        rest = line.text[marker.size :]
        if _TERMINAL.search(previous.text) or line.text[0] not in "-–":
            return False
        if self.layout.least is not None and not self._almost_full(previous, line):
            return False
        last = re.findall(r"[^\W_]+", fold(previous.text))[-1:]
        first = re.findall(r"[^\W_]+", fold(rest))[:1]
        if last and first and last[0].isdigit() and first[0].isdigit() and len(first[0]) == len(last[0]):
            return True
        if self.layout.least is not None and rest[:1].islower() and self._bullets_begin_with_capitals():
            return True
        joined = (last[0], first[0]) if last and first else None
        if joined in self.layout.compounds or joined in _HYPHENATED:
            return True
        own = self.paragraphs[-1] if self.paragraphs else None
        return bool(own and own.text.isupper() and rest.isupper())

    def _bullets_begin_with_capitals(self):
        if not hasattr(self, "_capital_bullets"):
            heads = [
                line.text[m.size : m.size + 1]
                for line, m in zip(self.lines, self.markers, strict=True)
                if m is not None and m.rank == DASH
            ]
            self._capital_bullets = sum(h.islower() for h in heads) <= 0.25 * len(heads)
        return self._capital_bullets

    def _number_inside(self, previous, line, marker):
        """A number at the head of a line that belongs to the sentence above (``… Điều`` / ``5. Trẻ em …``)."""
        if _TERMINAL.search(previous.text) or not self._full(previous, line):
            return False
        if marker.rank == ROMAN:
            return roman_value(marker.label) not in (1, self.expected.get(ROMAN, 1))
        if marker.rank == ARABIC:
            return int(marker.label) not in (1, self.expected.get(ARABIC, 1))
        if marker.rank == LETTER:
            return marker.label not in ("a", self.expected.get(LETTER, "a"), "đ")
        return False

    def _real_marker(self, at):
        marker = self.markers[at]
        if marker is None or at == 0 or _is_row(self.lines[at - 1]):
            return marker
        previous, line = self.lines[at - 1], self.lines[at]
        if self.blocks and not line.page:
            return marker if line.blank or _TERMINAL.search(previous.text) else None
        if marker.rank == BRACKET and not _TERMINAL.search(previous.text):
            return None
        if marker.rank == DASH and self._dash_inside(previous, line, marker):
            return None
        if marker.rank not in (DASH, PLUS) and self._number_inside(previous, line, marker):
            return None
        return marker

    def _expect(self, marker):
        if marker.rank == ROMAN:
            self.expected = {ROMAN: roman_value(marker.label) + 1}
        elif marker.rank == ARABIC:
            self.expected[ARABIC] = int(marker.label) + 1
            self.expected.pop(LETTER, None)
        elif marker.rank == LETTER:
            self.expected[LETTER] = chr(ord(marker.label) + 1) if marker.label != "đ" else "e"

    def _breaks(self, at):
        """Whether a line without marker opens a paragraph."""
        previous, line = self.lines[at - 1], self.lines[at]
        own = self.paragraphs[-1]
        if own.marker is not None and own.marker.rank == PART and not own.text:
            return False
        if _TERMINAL.search(previous.text) and (_CLOSING_WORDS.match(line.text) or _NOTE.match(line.text)):
            return True
        if previous.text.endswith(";") and names_go_on(own.text, line.text):
            return False
        if self._surely_breaks(own, previous, line):
            return True
        if self.blocks and not line.page:
            return self._opens_block(own, previous, line)
        trusted_gap = line.blank and not line.page and self.layout.blanks
        if self._unfinished(previous, line):
            return False
        if line.text[:1].islower() or line.text[:1] in ",;)":
            return trusted_gap and bool(re.search(r"[.:]$", previous.text))
        if self._heading_above(own, line) or _all_capitals(line.text) and not _all_capitals(own.text):
            return True
        return trusted_gap or self._cut_short(previous, line)

    @staticmethod
    def _surely_breaks(own, previous, line):
        """A table's edge, the end of the text, an annex, the end of a heading in capitals."""
        if own.cells is not None or _is_row(line) or _CLOSED.search(previous.text):
            return True
        if _ANNEX.match(line.text) and not _open_bracket(previous.text):
            return True
        return own.text.isupper() and len(own.text) > 3 and not line.text.isupper() and own.marker is not None

    def _unfinished(self, previous, line):
        """Whether the line above ends where no paragraph does."""
        if _UNFINISHED.search(previous.text) or _open_bracket(previous.text):
            return True
        if not _NAME_OPEN.search(previous.text):
            return False
        return self.cut and (self.layout.least is None or self._almost_full(previous, line))

    @staticmethod
    def _opens_block(own, previous, line):
        """In a text of blocks: a blank line opens a paragraph unless the sentence goes on; else a heading ends."""
        if line.blank:
            return bool(_TERMINAL.search(previous.text)) or not line.text[:1].islower()
        whole = own.bold is not None and len(own.bold) >= len(own.text) - 2
        return whole and line.bold is None and line.text[:1].isupper() and own.marker is not None

    def _cut_short(self, previous, line):
        """Whether the line above ends before it is full; a sentence that is still open may end a little earlier."""
        open_end = not _TERMINAL.search(previous.text)
        if open_end and re.match(r"[(\d“\"]", line.text):
            return False
        if self.layout.least is None:
            cut = open_end and 60 < self.layout.longest < len(_reach(previous, line)) <= 160
            return not cut
        return not (self._almost_full(previous, line) if open_end else self._full(previous, line))

    def _heading_above(self, own, line):
        """The paragraph so far is a whole heading and this line does not go on with it."""
        if own.marker is None or own.marker.rank >= DASH or _TERMINAL.search(own.text):
            return False
        if is_known_heading(own.text):
            return not is_known_heading(f"{own.text} {line.text}")
        return is_unit_heading(own.text) and opens_with_verb(line.text)

    def mend(self):
        for at, line in enumerate(self.lines):
            if at in self.hints:
                marker = self.markers[at]
                self._open(line, marker)
                self.paragraphs[-1].hint = self.hints[at]
                continue
            marker = self._real_marker(at)
            fits = self.paragraphs and len(self.paragraphs[-1].text) < LONGEST
            inside = marker is None and self.markers[at] is not None
            if at and marker is None and fits and (inside or not self._breaks(at)):
                self._append(line)
                continue
            if marker is not None:
                self._expect(marker)
            self._open(line, marker)
        return self.paragraphs

    def _open(self, line, marker):
        text = line.text[marker.size :] if marker else line.text
        cells = [cell.strip() for cell in line.text.strip("|").split("|")] if _is_row(line) else None
        bold = line.bold
        if bold and marker:
            bold = re.sub(r"\s+", " ", bold)[marker.size :] if len(bold) > marker.size else None
        paragraph = Paragraph(text, marker, line.number, line.start, line.end, bold, cells)
        paragraph.raw = line.raw.strip()
        self.paragraphs.append(paragraph)

    def _append(self, line):
        own = self.paragraphs[-1]
        glue = "" if own.text.endswith(("/", "-")) and self._glued(own.text) else " "
        if own.bold and len(own.bold) >= len(own.text) - 2 and line.bold:
            own.bold = f"{own.bold} {line.bold}"
        own.text = f"{own.text}{glue}{line.text}"
        own.raw = f"{own.raw} {line.raw.strip()}"
        own.end = line.end

    @staticmethod
    def _glued(text):
        """A number cut after its slash or hyphen (``1108/KH-`` / ``SYT``)."""
        return bool(re.search(r"\d+/[\w/-]*[-/]$|\w/$", text))


# The words on both sides of the hyphen in names that are printed with one.
_HYPHENATED = {(left.split()[-1], right.split()[0]) for left, right in (name.split(" - ") for name in HYPHENATED)}


def _hints_of(line, hints):
    """The hint whose place lies in a printed line, if any, as a list."""
    return [kind for at, kind in hints.items() if line.start <= at < max(line.end, line.start + 1)]


def mend(lines, noisy=False, hints=None):
    """The paragraphs of ``lines``, in order. ``hints``: ``{offset into the text: what a person said it is}``."""
    paragraphs = _Mender(lines, noisy, hints or {}).mend()
    for paragraph in paragraphs:
        paragraph.text = _FOOTNOTE.sub("", paragraph.text).strip()
    return [p for p in paragraphs if p.text or p.cells]
