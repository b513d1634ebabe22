"""Tables of web pages that come cell by cell, lines of a lone ``|`` between the cells, put back to rows.

A row is printed ``|``, its cells with a ``|`` behind each; so an empty cell looks like the edge between two rows. The
width of the table, told by the way in which most of it comes out even, tells the one from the other. Tables of one or
two columns (head and ending of a letter) stay as they are: their columns are read one after the other.
"""

import re

from .fold import fold

# A cell that a paragraph's blank line stands in is none: the text goes on behind the table.
_LONGEST_CELL = 4000
_LABEL = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*|[ivx]{1,5}|[a-z]|-)[.)]?$")
# What stands below a table, not in a cell of it: a line of empty marks, the head of an annex, the kind of a document.
_BELOW = re.compile(r"^(?:[*_]+\s*[*_]+|\W*(?:PHỤ LỤC|KẾ HOẠCH|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|ĐỀ ÁN|NGHỊ QUYẾT)\b.*)$")
_MARKS = str.maketrans("", "", "*_")


def rows_of_cells(text):
    """``text`` with each such table of three columns or more printed ``| a | b | c |``, a row a line."""
    lines = text.split("\n")
    if sum(line.strip() == "|" for line in lines) < 8:
        return text
    done, at = [], 0
    while at < len(lines):
        if lines[at].strip() != "|":
            done.append(lines[at])
            at += 1
            continue
        cells, stop = _cells(lines, at)
        rows = _rows(cells)
        if rows:
            done += ["", *rows, ""]
        else:
            done += lines[at:stop]
        at = stop
    return "\n".join(done)


def _cells(lines, start):
    """(the cells of the table that opens at ``start``, the line behind its last ``|``)."""
    cells, own, at, stop = [], [], start + 1, start + 1
    while at < len(lines):
        line = lines[at].strip()
        if line == "|":
            cells.append(" ".join(x for x in own if x))
            own, stop = [], at + 1
        elif not own and _BELOW.match(line) or not line and (not own or sum(map(len, own)) > 0 and _gap_ends(lines, at)):
            break
        else:
            own.append(line.replace("|", "/"))
            if sum(map(len, own)) > _LONGEST_CELL:
                break
        at += 1
    return cells, stop


def _gap_ends(lines, at):
    """A blank line inside a cell: the table is over unless its next ``|`` comes within a few lines."""
    return not any(line.strip() == "|" for line in lines[at : at + 6])


def _rows(cells):
    """The printed rows of a table's cells, or None where it has fewer than three columns or two rows."""
    head = next((i for i, cell in enumerate(cells) if not cell), len(cells))
    if head < 3 or head + 1 >= len(cells):
        return None
    rows = max((_cut(cells, width) for width in range(head, head + 7)), key=lambda c: (c[1], -c[2]))[0]
    return [f"| {' | '.join(row)} |" for row in rows] if len(rows) > 1 else None


def _cut(cells, width):
    """(rows of at most ``width``, the cells that stand in whole rows, width); a row with merged cells is shorter."""
    rows, at, expected, whole = [], 0, None, 0
    while at < len(cells):
        ends = [at + size for size in range(width, 0, -1) if at + size == len(cells) or _is(cells, at + size, "")]
        ends = [end for end in ends if end <= len(cells)]
        end = next((end for end in ends if not _row_inside(cells, at, end, expected)), min(ends, default=None))
        if end is None:
            end = min(at + width, len(cells))
        row = cells[at:end]
        whole += width * (len(row) == width and (end == len(cells) or not cells[end]))
        number = _number(row[0]) if row else None
        expected = number + 1 if number is not None else expected
        if any(row):
            rows.append(row)
        at = end + 1 if _is(cells, end, "") else max(end, at + 1)
    return rows, whole, width


def _is(cells, at, value):
    return at < len(cells) and cells[at] == value


def _row_inside(cells, start, end, expected):
    """Whether an edge between rows stands inside: an empty cell, then the number that the next row must have."""
    own = _number(cells[start])
    follows = own + 1 if own is not None else expected
    for at in range(start + 1, end - 1):
        if cells[at] or at - start < 2:
            continue
        behind = _number(cells[at + 1])
        if behind is not None and (behind == follows or behind == 1 and _is_label(cells[start]) and own is None):
            return True
    return False


def _plain(cell):
    return fold(cell.translate(_MARKS)).strip(" .()")


def _is_label(cell):
    return bool(_LABEL.match(_plain(cell)))


def _number(cell):
    own = _plain(cell)
    return int(own) if own.isdigit() and len(own) < 4 else None
