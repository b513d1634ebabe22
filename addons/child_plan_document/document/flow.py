"""A table that an extractor printed cell by cell, a line or more a cell, put back to rows.

Only in an annex: its head names the columns on lines of their own, its rows begin with 1, 2, 3 … on a line.
"""

import re
from dataclasses import replace

from .dates import moment
from .fold import fold
from .names import opens_with_body
from .tables import column_of

_REGULAR = re.compile(r"^\W*(?:thuong xuyen|hang|dinh ky|trong nam|ca nam|quz|quy \w|thang \d|truoc|nam 20)")
_GOES_ON = re.compile(r"(?:[,;-]|\bvà)$")
_NEEDED = {"number", "task", "lead"}


def rows_of_flow(lines):
    """``lines`` with such a table's lines put together to ``| a | b |`` lines; as they are where there is none."""
    head = _head(lines)
    if head is None:
        return lines
    start, columns = head
    rows, expected, at = [], 1, start + len(columns)
    current = []
    while at < len(lines):
        text = lines[at].text.strip(" .")
        if text == str(expected):
            current = [lines[at]]
            rows.append(current)
            expected += 1
        elif current:
            current.append(lines[at])
        at += 1
    if not rows:
        return lines
    shown = [_joined(lines[start : start + len(columns)], [line.text for line in lines[start : start + len(columns)]])]
    return lines[:start] + shown + [_joined(row, _cells(row, columns)) for row in rows]


def _head(lines):
    """(index of its first line, the columns) of a head printed a cell a line, or None."""
    for start in range(len(lines)):
        columns = []
        for line in lines[start : start + 9]:
            name = column_of(line.text) if len(line.text) < 60 and "|" not in line.text else None
            if name is None:
                break
            columns.append(name)
        if len(columns) > 2 and set(columns) >= _NEEDED and columns[0] == "number":
            return start, columns
    return None


def _cells(row, columns):
    """The texts of a row's columns: a body's name, a time, a stop above tell where a cell begins."""
    cells = {name: [] for name in columns}
    cells["number"] = [row[0].text]
    rest = [name for name in columns if name != "number"]
    at = 0
    for line in row[1:]:
        while at + 1 < len(rest) and _moves_on(cells[rest[at]], line.text, rest, at):
            at += 1
        cells[rest[at]].append(line.text)
    return [" ".join(cells[name]) for name in columns]


def _moves_on(cell, text, rest, at):
    """Whether ``text`` stands in a later column than the one that is being filled."""
    if not cell or _GOES_ON.search(cell[-1]) or text[:1].islower() and not _fits("when", text):
        return False
    if rest[at] == "task":
        return _fits(rest[at + 1], text)
    return True


def _fits(column, text):
    if column in ("lead", "with", "does"):
        return opens_with_body(text)
    if column == "when":
        return bool(_REGULAR.match(fold(text)) or moment(text))
    return True


def _joined(lines, cells):
    text = f"| {' | '.join(cells)} |"
    return replace(lines[0], text=text, raw=text, end=lines[-1].end)
