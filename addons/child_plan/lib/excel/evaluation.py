"""Writes the work by which units and officials are evaluated as a workbook: a sheet of units, of officials, of the work.

What follows from other cells is a formula with its value. Imports no Odoo.
"""

from xlsxwriter.utility import xl_col_to_name

from .writer import Book

HEAD = 4  # row of the headings, counted from 0
#: The figures; ``FOLLOWS`` tells which of them follow from others, and how.
FIGURES = ("assigned", "done", "on_time", "late", "overdue", "delays", "excused", "counted")
FOLLOWS = {"done": ("on_time", "+", "late"), "delays": ("late", "+", "overdue"), "counted": ("delays", "-", "excused")}


def write_evaluation(title, lines, units, officials, work, words):
    """Return the workbook as bytes.

    :param lines: texts below the title: the day, the rule
    :param units: ``[(name, Evaluated)]``
    :param officials: ``[(unit, name, Evaluated)]``
    :param work: ``[(unit, official, task, plan, deadline, handed in, status in words, excused by, on, why)]``
    :param words: ``{"units", "officials", "work", "total", "figures": {figure: heading}, "heads": {sheet: headings},
        "colours": {text: status}}``
    """
    book = Book()
    _write_figures(book, "units", title, lines, [((name,), figures) for name, figures in units], words)
    named = [((unit, name), figures) for unit, name, figures in officials]
    _write_figures(book, "officials", title, lines, named, words)
    sheet = _begun(book, "work", title, lines, words)
    line = HEAD
    for line, row in enumerate(work, HEAD + 1):
        for column, value in enumerate(row):
            sheet.write_value(line, column, value)
    sheet.set_widths([26, 22, 50, 26, 12, 12, 22, 22, 12, 40])
    sheet.colour(HEAD + 1, 6, line, words["colours"])
    sheet.autofilter(HEAD, 0, line, len(words["heads"]["work"]) - 1)
    return book.finish()


def _begun(book, name, title, lines, words, headings=()):
    sheet = book.add_sheet(words[name])
    sheet.write_string(0, 0, title, book.style["bold"])
    for number, text in enumerate(lines, 1):
        sheet.write_string(number, 0, text)
    sheet.write_texts(HEAD, 0, [*words["heads"][name], *headings], book.style["head"])
    sheet.hold_head(HEAD)
    return sheet


def _write_figures(book, name, title, lines, rows, words):
    sheet = _begun(book, name, title, lines, words, [words["figures"][each] for each in FIGURES])
    first = len(words["heads"][name])
    letters = {each: xl_col_to_name(first + at) for at, each in enumerate(FIGURES)}
    line, sums = HEAD, dict.fromkeys(FIGURES, 0)
    for line, (names, figures) in enumerate(rows, HEAD + 1):
        sheet.write_texts(line, 0, names, book.style["text"])
        for column, each in enumerate(FIGURES, first):
            value = getattr(figures, each)
            sums[each] += value
            if each in FOLLOWS:
                left, sign, right = FOLLOWS[each]
                formula = f"={letters[left]}{line + 1}{sign}{letters[right]}{line + 1}"
                sheet.write_formula(line, column, formula, book.style["number"], value)
            else:
                sheet.write_number(line, column, value, book.style["number"])
    sheet.write_texts(line + 1, 0, [words["total"], *("" for _ in range(first - 1))], book.style["sum_text"])
    for column, each in enumerate(FIGURES, first):
        letter = letters[each]
        formula = f"=SUM({letter}{HEAD + 2}:{letter}{line + 1})" if rows else "=0"
        sheet.write_formula(line + 1, column, formula, book.style["sum_number"], sums[each])
    held = {"type": "cell", "criteria": ">", "value": 0, "format": book.style["overdue"]}
    column = first + FIGURES.index("counted")
    sheet.conditional_format(HEAD + 1, column, max(line, HEAD + 1), column, held)
    sheet.set_widths([36] * first + [14] * len(FIGURES))
