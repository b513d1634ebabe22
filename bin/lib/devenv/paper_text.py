"""Splits the text of a plan document into blocks: letterhead, title, paragraphs, tables, ending.

`paper_files` formats the blocks as Word and PDF. The text may be hard-wrapped, with or without blank lines, and may
contain Markdown or the table bars of a web page. Nothing here uses the reader of plan documents, so that the reader is
not measured with its own mistakes.
"""

import re
import unicodedata
from dataclasses import dataclass, field

KINDS = (
    "kế hoạch|quyết định|nghị quyết|chương trình|đề án|phương án|báo cáo|biên bản|thông báo|giấy mời|tờ trình|chỉ thị|"
    "hướng dẫn|công điện|kế hoạch hành động|kế hoạch triển khai"
)
KIND = re.compile(rf"({KINDS}):?", re.IGNORECASE)
MARKER = re.compile(
    r"(?:(?:[IVXLC]+|\d{1,2}(?:\.\d{1,2})*)[.)/-]|\d{1,2}(?:\.\d{1,2})+|\(\d{1,2}\)|[a-zđ]\)|[-–+*•●]|"
    r"(?:Điều|Chương|Phần|Mục|Phụ lục) [\dIVX]+[.:]?)\s+(?=\S)"
)
ROW_NUMBER = re.compile(r"(?:[IVX]+|[A-Za-z]|\d{1,3}(?:\.\d{1,2})*)[.)]?")
RIGHT_HEAD = re.compile(
    r"cộng h[oòóa]+[aà]? xã hội|chủ nghĩa việt nam|độc lập\s*[-–]|đảng cộng sản|đoàn tncs|.*,\s*ngày\b.*\bnăm\b",
    re.IGNORECASE,
)
POWER = re.compile(r"(?:TM|KT|TL|TUQ|Q|T/M|K/T)\s*\.", re.IGNORECASE)
RECIPIENTS = re.compile(r"Nơi nhận\s*:?", re.IGNORECASE)
ANNEX_OF = re.compile(r"\((?:Ban hành )?kèm theo", re.IGNORECASE)
COLUMN = "\u241f"  # separates the contents of two columns on one line
SIDES = re.compile(r"nơi nhận|độc lập\s*[-–]|đảng cộng sản", re.IGNORECASE)
NAME = re.compile(r"(?:[A-ZÀ-ỸĐ][a-zà-ỹđ]*\s*){2,5}")
PREAMBLE = re.compile(r"(?:Căn cứ|Thực hiện .*\bsố\b|Xét|Theo đề nghị|\()")


@dataclass
class Block:
    """``kind`` is text, title, head (centred), sides (two columns without rules) or table; ``fresh`` starts a page."""

    kind: str
    text: str = ""
    rows: list = field(default_factory=list)
    fresh: bool = False

    @property
    def runs(self):
        return bold_runs(self.text, whole=self.kind in {"title", "head"} or is_heading(self.text))


def bold_runs(text, whole=False):
    """Return [(piece of the text without asterisks, whether it is bold)]."""
    pieces = text.split("**")
    runs = [(piece, whole or at % 2 == 1) for at, piece in enumerate(pieces) if piece]
    return runs or [("", False)]


def is_heading(text):
    """Return whether an office would print the paragraph in bold: a section's name, or a short numbered line.

    A sentence is not bold.
    """
    plain = text.replace("**", "")
    if re.match(r"[IVXLC]+[./-]\s", plain):
        return len(plain) < 200
    return bool(re.match(r"\d{1,2}(?:\.\d{1,2})*[./-]?\s", plain)) and len(plain) < 100 and plain[-1:] not in ".;,:/"


def blocks(text):
    """Return the blocks of a whole document, in order."""
    lines = [_clean(line) for line in unicodedata.normalize("NFC", text).replace("\f", "\n").splitlines()]
    result, plain = [], []
    at = 0
    while at < len(lines):
        end = _table_end(lines, at)
        if end > at:
            result += [*_plain_blocks(plain, first=not result), _table(lines[at:end])]
            plain = []
        elif not re.fullmatch(r"\d{1,3}", lines[at]):  # a page number that is out of place
            plain.append(lines[at])
        at = max(end, at + 1)
    result += _plain_blocks(plain, first=not result)
    for above, block, below in zip(result, result[1:], result[2:], strict=False):
        block.fresh = block.fresh or (above.kind == "sides" and below.kind == "title" and above is not result[0])
    return _tables_joined(result)


def _tables_joined(blocks_of_document):
    """Join tables that were split by a page break, without the repeated head."""
    joined = blocks_of_document[:1]
    for block in blocks_of_document[1:]:
        last = joined[-1]
        if block.kind == last.kind == "table" and len(block.rows[0]) == len(last.rows[0]):
            last.rows += block.rows[block.rows[0] == last.rows[0] :]
        else:
            joined.append(block)
    return joined


def _clean(line):
    line = re.sub(r" {3,}", COLUMN, line.replace("\xa0", " ").strip())
    line = re.sub(r"[ \t]+", " ", line)
    line = re.sub(r"^#+\s*", "", line).replace("***", "**").replace("\\", "")
    line = re.sub(r"(?<![*\s])\*(?!\*)|(?<!\*)\*(?![*\s])", "", line)
    return "" if re.fullmatch(r"[*\s_-]*", line) else line


# ---------------------------------------------------------------- tables


def _table_end(lines, at):
    """Return the line after the table that begins at line ``at``; ``at`` if no table begins there."""
    if not lines[at].startswith("|"):
        return at
    if lines[at] != "|":
        end = at
        while end < len(lines) and lines[end].startswith("|") and lines[end] != "|":
            end += 1
        return end
    cells, held = 0, ""
    for place in range(at + 1, len(lines)):
        if lines[place] != "|":
            held += lines[place].lower()
            continue
        follows = next(filter(None, lines[place + 1 :]), "")
        if lines[place - 1] == "|" and cells and (follows != "|" or not SIDES.search(held)):
            cells = 0  # the bar that begins a row
            continue
        cells += 1
        below = lines[place + 1 : place + 2] or [""]
        ends = not below[0] or below[0].replace("**", "").upper().startswith("PHỤ LỤC")
        whole = cells == 2 if SIDES.search(held) else ends
        if follows != "|" and whole:
            return place + 1
    return len(lines)


def _table(lines):
    if lines[0] != "|":
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
        rows = [row for row in rows if not all(set(cell) <= set("-: ") and "-" in cell for cell in row)]
        width = max(map(len, rows))
        return Block("table", rows=[row + [""] * (width - len(row)) for row in rows])
    segments, segment = [], []
    for line in lines[1:]:
        if line == "|":
            segments.append(segment)
            segment = []
        elif line:
            segment.append(line)
    held = " ".join(line for part in segments for line in part).lower()
    if SIDES.search(held):
        cells = [part for part in segments if part]
        return Block("sides", rows=[_sides(cells[at : at + 2]) for at in range(0, len(cells), 2)])
    return Block("table", rows=_web_rows([" ".join(part) for part in segments]))


def _sides(cells):
    return [_unwrapped(cell) for cell in (cells + [[]])[:2]]


def _unwrapped(lines):
    """Join the lines of a cell of letterhead or ending that a page has broken."""
    if any("ngày" in line for line in lines) and len(lines) < 4:
        return [" ".join(lines)]
    listed = any(line.startswith("-") for line in lines)
    joined = []
    for line in lines:
        plain = line.replace("**", "")
        broken = plain in {"DÂN", "PHỦ", "CHỦ NGHĨA VIỆT NAM"} or plain[:1].islower()
        if joined and (broken or (listed and len(joined) > 1 and not line.startswith(("-", "+")))):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _web_rows(cells):
    """Divide a table's cells into rows; an empty cell between two rows belongs to neither."""
    width = next((at for at, cell in enumerate(cells) if not cell), len(cells)) or 1
    rows, row = [], []
    for at, cell in enumerate(cells):
        nearly = cells[at + 1] if at + 1 < len(cells) else ""
        if row and not cell and (len(row) >= width or ROW_NUMBER.fullmatch(nearly.replace("**", ""))):
            rows.append(row)
            row = []
        elif row or cell:
            row.append(cell)
    rows += [row] if row else []
    width = sorted(map(len, rows))[int(len(rows) * 0.97)] if rows else 1  # ignores a few misread rows of merged cells
    padded = [row + [""] * (width - len(row)) for row in rows]
    return [row[: width - 1] + [" ".join(row[width - 1 :])] for row in padded]


# ---------------------------------------------------------------- head, body, ending


def _plain_blocks(lines, first):
    """Return the blocks of the lines outside tables."""
    result = []
    if first:
        head, lines = _letterhead(lines)
        result += head
    titled = not any(line.startswith("V/v") for block in result for row in block.rows for line in row[0])
    while lines:
        start, end = _ending(lines)
        result += _body([line.replace(COLUMN, " ") for line in lines[:start]], titled)
        if end > start:
            result.append(_ending_block(lines[start:end]))
        lines = lines[end:]
    return result


def _letterhead(lines):
    """Return the two-column letterhead, above the line that names the type of document."""
    filled = [at for at, line in enumerate(lines) if line][:26]
    kind = next((at for at in filled if KIND.fullmatch(lines[at].replace("**", "")) or "Kính gửi" in lines[at]), None)
    if kind is None or not any(lines[:kind]):
        return [], lines
    left, right = [], []
    for part in (part for line in lines[:kind] for part in _two(line) if part):
        plain = part.replace("**", "")
        if right and re.fullmatch(r"(?:tháng |năm )?[\d/ tháng năm]*\d{4}", plain) and "ngày" in right[-1]:
            right[-1] += f" {part}"
        else:
            (right if RIGHT_HEAD.match(plain) else left).append(part)
    numbers = next((at for at, line in enumerate(left) if line.replace("**", "").startswith("Số")), len(left))
    dates = next((at for at, line in enumerate(right) if "ngày" in line), len(right))
    rows = [[left[:numbers], right[:dates]], [left[numbers:], right[dates:]]]
    return [Block("sides", rows=[row for row in rows if any(row)])], lines[kind:]


def _two(line):
    """Split a line of the letterhead into its left and right part."""
    parts = line.split(COLUMN)
    at = next((at for at in range(len(parts) - 1, 0, -1) if RIGHT_HEAD.match(" ".join(parts[at:]))), len(parts))
    return " ".join(parts[:at]), " ".join(parts[at:])


def _ending(lines):
    """Return (first line, line after the last) of the first ending: recipients and signature in either order."""
    at = next((at for at, line in enumerate(lines) if RECIPIENTS.match(line.replace("**", ""))), None)
    if at is None:
        return len(lines), len(lines)
    start = at
    while start and (not lines[start - 1] or _signs(lines[start - 1])):
        start -= 1
    end = at + 1
    while end < len(lines) and (not lines[end] or lines[end][0] in "-–+" or _signs(lines[end]) or lines[end - 1]):
        if KIND.fullmatch(lines[end].replace("**", "")) or lines[end].upper().startswith("PHỤ LỤC"):
            break
        end += 1
    return start, end


def _signs(line):
    plain = line.replace("**", "").strip()
    return not MARKER.match(plain) and (
        bool(POWER.match(plain)) or (plain.isupper() and len(plain) < 60) or bool(NAME.fullmatch(plain))
    )


def _ending_block(lines):
    left, right, listed = [], [], False
    parts = [part for line in lines for part in line.split(COLUMN)]
    for line in filter(None, parts):
        plain = line.replace("**", "")
        listed = listed or bool(RECIPIENTS.match(plain))
        whose = right if _signs(line) and not RECIPIENTS.match(plain) else left if listed else right
        whose.append(line)
    return Block("sides", rows=[[left, _unwrapped(right)]])


def _body(lines, titled):
    """Return titles, centred lines and paragraphs. If not ``titled``, the title stands in the head."""
    result, run, at = [], [], 0
    while at < len(lines):
        plain = lines[at].replace("**", "")
        if KIND.fullmatch(plain) and plain.isupper() and plain[-1] != ":":
            title, at = _title(lines, at) if titled else (Block("title"), at + 1)
            result += [*_paragraphs(run), Block("head", plain), title]
            run = []
        else:
            run.append(lines[at])
            at += 1
    return [block for block in result + _paragraphs(run) if block.text]


def _title(lines, at):
    """Return the title below the document type at line ``at``, and the line after it."""
    at += 1
    while at < len(lines) and not lines[at]:
        at += 1
    taken = []
    while at < len(lines) and len(taken) < 7:
        line = lines[at]
        plain = line.replace("**", "")
        following = next(filter(None, lines[at + 1 :]), "").replace("**", "")
        if (taken and (PREAMBLE.match(plain) or MARKER.match(plain))) or (not line and not following[:1].islower()):
            break
        taken += [line] if line else []
        at += 1
    return Block("title", " ".join(taken).replace("**", "")), at


def _paragraphs(lines):
    """Join hard-wrapped lines to paragraphs."""
    texts = []
    measure = _Measure(lines)
    above, blank = "", False
    for line in lines:
        if not line:
            blank = True
            continue
        if texts and not measure.breaks(above, line, blank):
            texts[-1] += f" {line}"
        else:
            texts.append(line)
        above, blank = line, False
    return [_paragraph(text) for text in texts]


def _paragraph(text):
    plain = text.replace("**", "")
    annex = plain.upper().startswith("PHỤ LỤC") and len(plain) < 30
    centred = annex or (plain.isupper() and not MARKER.match(plain)) or bool(ANNEX_OF.match(plain))
    return Block("head" if centred else "text", text, fresh=annex)


class _Measure:
    """How the lines of a text are wrapped: their width, and whether blank lines separate paragraphs always or
    sometimes.
    """

    def __init__(self, lines):
        lengths = sorted(len(line) for line in lines if line)
        self.width = lengths[int(len(lengths) * 0.9)] if lengths else 0
        pairs = list(zip(lines, lines[1:], strict=False))
        after = [bool(below) for above, below in pairs if above]
        before = [bool(above) for above, below in pairs if MARKER.match(below.replace("**", ""))]
        self.parted = sum(after) >= 0.4 * len(after)
        self.always = self.parted and bool(before) and sum(before) <= 0.2 * len(before)

    def breaks(self, above, line, blank):
        """Return whether a paragraph begins with ``line``."""
        if self.width > 160:  # the text is not wrapped
            return True
        plain, over = line.replace("**", ""), above.replace("**", "")
        full = len(over) + 1 + len(plain.split(" ", 1)[0]) > 0.9 * self.width
        stopped = over[-1:] in ".;:!?"
        if over.upper().startswith("PHỤ LỤC") and len(over) < 20 or ANNEX_OF.match(plain):
            return True
        if MARKER.match(plain):
            return not (full and not stopped and re.match(r"(?:[-–]\s*\d|\d{1,2}\.\s+[a-zà-ỹđ])", plain))
        if blank and self.parted:
            return not (plain[:1].islower() and not stopped)
        if full or self.always:
            return False
        return stopped or not plain[:1].islower()
