"""Writes the leader's page as a workbook: the figures of the whole, and a sheet for each way of comparing.

Sums, changes and rates are formulas with their values. Imports no Odoo.
"""

from xlsxwriter.utility import xl_col_to_name

from .writer import Book

HEAD = 5  # row of the headings, counted from 0
FIRST = 2  # column of the first number of a comparing sheet: after the name and the sum
RATE_FORMAT = {"num_format": "0.0%", "border": 1}
SHOWN_RATES = ("done_of_due", "on_time_of_done", "overdue_of_due")


def write_page(page, words):
    """Return what ``child.plan.dashboard.get_page`` returned as the bytes of a workbook.

    :param words: ``{"lines": texts above each table, "whole", "figure", "number", "before", "change", "rate", "part",
        "of", "total", "other", "name": {group: heading}, "sheets": {group: name}, "measures": {measure: label},
        "rates": {rate: label}, "statuses": {number counted: label}, "reports", "targets", "report_heads",
        "target_heads"}``
    """
    book = Book()
    book.style["rate"] = book.add_format({**RATE_FORMAT, "font_name": "Times New Roman", "font_size": 12})
    _write_whole(book, page, words)
    for group, content in page["groups"].items():
        if content["rows"]:
            _write_group(book, page, group, content, words)
    if page.get("reports"):
        rows = [(row["name"], row["due"], row["missing"]) for row in page["reports"]["rows"]]
        _write_table(book, words["reports"], words["report_heads"], rows, words, summed=(1, 2))
    if page.get("targets"):
        rows = [
            tuple(row[name] or "" for name in ("name", "plan", "unit", "wanted", "actual"))
            for row in page["targets"]["rows"]
        ]
        _write_table(book, words["targets"], words["target_heads"], rows, words)
    return book.finish()


def _begun(book, name, heads, words):
    sheet = book.add_sheet(name)
    sheet.write_string(0, 0, words["lines"][0], book.style["bold"])
    for number, text in enumerate(words["lines"][1:], 1):
        sheet.write_string(number, 0, text)
    sheet.write_texts(HEAD, 0, heads, book.style["head"])
    sheet.hold_head(HEAD, 1)
    return sheet


def _write_whole(book, page, words):
    style = book.style
    heads = [words["figure"], words["number"], words["before"], words["change"]]
    sheet = _begun(book, words["whole"], heads, words)
    line = HEAD
    for line, (name, label) in enumerate(words["measures"].items(), HEAD + 1):
        measure = page["measures"][name]
        count, before = measure["count"], measure.get("before")
        sheet.write_string(line, 0, label, style["text"])
        sheet.write_number(line, 1, count, style["number"])
        sheet.write_known(line, 2, before, style["number"])
        if before is None:
            sheet.write_blank(line, 3, None, style["number"])
        else:
            sheet.write_formula(line, 3, f"=B{line + 1}-C{line + 1}", style["number"], count - before)
        if name == "open_overdue":
            held = {"type": "cell", "criteria": ">", "value": 0, "format": style["overdue"]}
            sheet.conditional_format(line, 1, line, 1, held)
    top = line + 2
    sheet.write_texts(top, 0, [words["rate"], words["part"], words["of"], "%"], style["head"])
    for line, (name, label) in enumerate(words["rates"].items(), top + 1):
        part, whole = (_sum_of(page, page["total"], statuses) for statuses in page["rates"][name])
        sheet.write_string(line, 0, label, style["text"])
        sheet.write_number(line, 1, part, style["number"])
        sheet.write_number(line, 2, whole, style["number"])
        formula = f'=IF(C{line + 1}=0,"",B{line + 1}/C{line + 1})'
        sheet.write_formula(line, 3, formula, style["rate"], part / whole if whole else "")
    sheet.set_widths([46, 14, 18, 14])


def _sum_of(page, numbers, statuses):
    return sum(numbers[page["counted"].index(status)] for status in statuses)


def _write_group(book, page, group, content, words):
    style, counted = book.style, page["counted"]
    rates = [name for name in SHOWN_RATES if name in page["rates"]]
    heads = [words["name"][group], words["total"], *(words["statuses"][name] for name in counted)]
    heads += [words["rates"][name] for name in rates]
    sheet = _begun(book, words["sheets"][group], heads, words)
    letters = {name: xl_col_to_name(FIRST + at) for at, name in enumerate(counted)}
    work = len(counted) - 1  # what waits for confirmation is counted in its status, too
    rows = [(row.get("title") or row["name"] or "–", row["n"]) for row in content["rows"]]
    rest = [whole - sum(column) for whole, column in zip(page["total"], zip(*(n for _name, n in rows)), strict=True)]
    rows += [(words["other"], rest)] if any(rest) else []
    ending = HEAD + 1 + len(rows)
    for line, (name, numbers) in enumerate([*rows, (words["total"], page["total"])], HEAD + 1):
        is_total = line == ending
        number = style["sum_number"] if is_total else style["number"]
        sheet.write_string(line, 0, name, style["sum_text"] if is_total else style["text"])
        last = xl_col_to_name(FIRST + work - 1)
        formula = f"=SUM({xl_col_to_name(FIRST)}{line + 1}:{last}{line + 1})"
        sheet.write_formula(line, 1, formula, number, sum(numbers[:work]))
        for column, (key, value) in enumerate(zip(counted, numbers, strict=True), FIRST):
            if is_total:
                formula = f"=SUM({letters[key]}{HEAD + 2}:{letters[key]}{ending})"
                sheet.write_formula(line, column, formula, number, value)
            else:
                sheet.write_number(line, column, value, number)
        for column, rate in enumerate(rates, FIRST + len(counted)):
            part, whole = ("+".join(f"{letters[each]}{line + 1}" for each in named) for named in page["rates"][rate])
            over, under = (_sum_of(page, numbers, named) for named in page["rates"][rate])
            formula = f'=IF(({whole})=0,"",({part})/({whole}))'
            sheet.write_formula(line, column, formula, style["rate"], over / under if under else "")
    for name in ("overdue", "due_soon"):
        column = FIRST + counted.index(name)
        held = {"type": "cell", "criteria": ">", "value": 0, "format": style[name]}
        sheet.conditional_format(HEAD + 1, column, ending - 1, column, held)
    sheet.autofilter(HEAD, 0, ending - 1, FIRST + len(counted) + len(rates) - 1)
    sheet.set_widths([44, 10, *(12 for _ in counted), *(16 for _ in rates)])


def _write_table(book, name, heads, rows, words, summed=()):
    style = book.style
    sheet = _begun(book, name, heads, words)
    line = HEAD
    for line, row in enumerate(rows, HEAD + 1):
        for column, value in enumerate(row):
            sheet.write_value(line, column, value)
    if summed and rows:
        sheet.write_string(line + 1, 0, words["total"], style["sum_text"])
        for column in summed:
            letter = xl_col_to_name(column)
            total = sum(row[column] for row in rows)
            formula = f"=SUM({letter}{HEAD + 2}:{letter}{line + 1})"
            sheet.write_formula(line + 1, column, formula, style["sum_number"], total)
    sheet.set_widths([50, *(22 for _ in heads[1:])])
