"""What Word and HTML lay out alike: the style of a block, the head of a table, the widths of its columns, rules."""

# pylint: disable=bad-builtin-groupby
from dataclasses import replace
from itertools import groupby

from . import form
from .tree import ARABIC, ARTICLE, CENTRE, CHAPTER, JUSTIFIED, LEFT, LETTER, PART, RIGHT, ROMAN, Cell

ALIGNED = {JUSTIFIED: "body", CENTRE: "centre", LEFT: "left", RIGHT: "right"}
ITEMS = {1: "item", 2: "subitem"}
TITLES = {
    PART: "part_title",
    CHAPTER: "chapter_title",
    ROMAN: "roman_title",
    ARTICLE: "article_title",
    ARABIC: "arabic_title",
    LETTER: "letter_title",
}
IN_CAPITALS = (PART, CHAPTER, ROMAN)


def widths(columns, landscape):
    """Return the columns' widths in mm, which fill the page from margin to margin."""
    whole = sum(column.width for column in columns)
    return [form.text_width(landscape) * column.width / whole for column in columns]


def head_rows(columns):
    """Return the rows of a table's head, each as ``[(text, columns covered, rows covered)]``.

    A column without a common head above covers both rows where there are two.
    """
    if not any(column.over for column in columns):
        return [[(column.title, 1, 1) for column in columns]]
    upper, lower = [], []
    for over, group in groupby(columns, key=lambda column: column.over):
        titles = [column.title for column in group]
        if over:
            upper.append((over, len(titles), 1))
            lower += [(title, 1, 1) for title in titles]
        else:
            upper += [(title, 1, 2) for title in titles]
    return [upper, lower]


def rule_length(lines, style, width):
    """Return the mm of the rule below centred lines: two fifths of the longest of them."""
    letter = form.STYLES[style].size * 25.4 / 72 * (0.6 if lines[-1:] and lines[-1].isupper() else 0.45)
    return 0.4 * min(width, letter * max(map(len, lines), default=0))


def group_cells(row, columns):
    """Return ``[(runs, columns covered)]`` of a GROUP row."""
    first, *others = [cell.text for cell in row.cells[:2]] or [[]]
    return [(first, 1), (others[0], len(columns) - 1)] if others and len(columns) > 1 else [(first, len(columns))]


def filled(row, columns):
    """Return one cell for each column: those of the row, and empty ones where it has fewer."""
    return [*row.cells, *(Cell() for _ in columns)][: len(columns)]


def heading_text(heading):
    """Return the runs of a heading's text, in capitals where its level has them."""
    if heading.titled and heading.level in IN_CAPITALS:
        return [replace(run, text=run.text.upper()) for run in heading.text]
    return heading.text
