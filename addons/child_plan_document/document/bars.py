"""Tables that a web page's text prints a cell between lines that hold only ``|``, put back to ``| a | b |`` rows.

A row opens and closes with such a line, so two of them in a row are a row's edge or an empty cell; the number of
columns under which most rows are whole tells which.
"""

import re
from itertools import pairwise

from .fold import fold

# What a table that only sets the page holds: letterhead and signature.
LAYOUT = re.compile(
    r"cong hoa xa hoi chu nghia|dang cong san viet nam|noi nhan|\bso:|doc lap - tu do|doc lap – tu do|^tm\.|\bkt\."
    r"|chu tich|giam doc|hieu truong|bi thu"
)
_HEAD_OR_END = re.compile(r"cong hoa xa hoi chu nghia|dang cong san viet nam|noi nhan|doc lap [-–] tu do")
MOST_COLUMNS = 20
_LONGEST_CELL = 2500
_ANNEX = re.compile(r"^\W*(?:PHỤ LỤC|BIỂU|MẪU|DANH MỤC)\b.*\n", re.M)
_SHORT_ROW, _EMPTY_CELL, _NUMBER_INSIDE = 0.3, 0.05, 0.5


def rows_of_bars(text):
    """``text`` with such tables as rows; a table that only sets the page, and a text without any, as they are."""
    lines = text.split("\n")
    bars = [at for at, line in enumerate(lines) if line.strip() == "|"]
    if len(bars) < 4:
        return text
    out, done, first = [], 0, 0
    for last in range(len(bars)):
        edge = last + 1 == len(bars) or _is_body(lines[bars[last] + 1 : bars[last + 1]])
        if not edge:
            continue
        rows = _rows(
            [_cell(lines[a + 1 : b]) for a, b in zip(bars[first:last], bars[first + 1 : last + 1], strict=True)]
        )
        if rows:
            out += [*lines[done : bars[first]], *(f"| {' | '.join(row)} |" for row in rows)]
            done = bars[last] + 1
        first = last + 1
    return "\n".join([*out, *lines[done:]])


def _is_body(lines):
    """The text between two tables, not a cell: it has paragraphs apart from each other, or is longer than any cell."""
    text = "\n".join(lines).strip()
    return bool(re.search(r"\n\s*\n", text) or _ANNEX.search(text)) or len(text) > _LONGEST_CELL


def _cell(lines):
    return re.sub(r"\s+", " ", " ".join(lines)).replace("|", "/").strip()


def _rows(cells):
    """The rows of a table's cells and edges (both as text, an edge is empty), or None where it only sets the page."""
    if sum(map(bool, cells)) < 2:
        return None
    found = [
        (cost, width, ends)
        for width in range(1, MOST_COLUMNS + 1)
        if (fit := _fit(cells, width))
        for cost, ends in [fit]
    ]
    if not found:
        return None
    _, width, ends = min(found)
    own = fold(" ".join(cells))[:4000]
    if width == 1 or width == 2 and LAYOUT.search(own) or len(ends) < 4 and _HEAD_OR_END.search(own):
        return None
    rows = [cells[a:b] for a, b in ends]
    numbered = sum(_is_number(row[0]) for row in rows) > len(rows) / 2
    return [_padded(row, width, numbered and at > 0) for at, row in enumerate(rows) if any(row)]


def _fit(cells, width):
    """(cost, [(start, end)]) of the cheapest cut to rows of at most ``width`` cells, or None where none fits."""
    size = len(cells)
    best = [None] * (size + 2)
    best[size + 1] = best[size] = (0.0, 0)
    for at in range(size - 1, -1, -1):
        options = []
        for end in range(at + 1, min(at + width, size) + 1):
            if (end == size or not cells[end]) and best[end + 1 if end < size else size]:
                cost = _cost(cells[at:end]) + (_SHORT_ROW if end - at < width else 0)
                options.append((cost + best[end + 1 if end < size else size][0], end))
        best[at] = min(options, default=None)
    if best[0] is None:
        return None
    ends, at = [], 0
    while at < size:
        ends.append((at, best[at][1]))
        at = best[at][1] + 1
    return best[0][0], ends


def _cost(row):
    """How unlikely a row is: empty cells, and inside it what opens a row (an edge, then a number)."""
    opened = sum(not a and bool(b) and _is_number(b) for a, b in pairwise(row[1:]))
    return _EMPTY_CELL * sum(not cell for cell in row) + _NUMBER_INSIDE * opened


def _is_number(cell):
    return bool(re.fullmatch(r"\W*(?:(?:\d{1,3}|[IVX]+|[A-Z])(?:\.\d{1,2})*|[a-zđ])?\W*", cell))


def _padded(row, width, numbered):
    """A row whose cells are merged with those above, or over columns, filled up where they are missing."""
    missing = [""] * (width - len(row))
    return [*missing, *row] if numbered and len(row) > 1 and not _is_number(row[0]) else [*row, *missing]
