"""Writes the summary of a period as an Excel workbook: the cells of the screen, and what the ratios among them are made
of. Sums and ratios are formulas, where they follow from the cells that are shown.
"""

from math import isclose

from xlsxwriter.utility import xl_rowcol_to_cell

from .writer import Book

HEAD, BASE = 3, 5  # row of the headings; columns before the first figure


def write_summary(summary, env):
    """Return what ``child.plan.report.summary.get_summary`` returned, as the bytes of a workbook."""
    book = Book()
    bold, text = book.style["bold"], book.style["text"]
    sheet, parts = book.add_sheet(env._("Figures added up")), book.add_sheet(env._("Numerators and denominators"))
    period, areas = summary["period"], [area["name"] for area in summary["columns"]]
    head = [
        env._("Code"),
        env._("Indicator"),
        env._("Unit of measure"),
        env._("Target"),
        env._("Reports (in/expected)"),
    ]
    for each in (sheet, parts):
        each.write_string(0, 0, f"{period['name']} · {period['plan']}", bold)
        each.write_string(1, 0, env._("Figures up to %s", period["cut_off"].strftime("%d/%m/%Y")))
        each.write_texts(HEAD, 0, [*head, *areas], book.style["head"])
    below = HEAD + 1  # next row of the second sheet
    for line, row in enumerate(summary["rows"], HEAD + 1):
        cells, total = row["cells"], row["cells"][0]
        base = f"{total['reported']}/{total['expected']}"
        sheet.write_texts(line, 0, (row["code"], row["name"], row["uom"], row["target"] or "", base), text)
        if any(cell["denominator"] is not None for cell in cells):
            words_of = {"numerator": env._("Numerator"), "denominator": env._("Denominator")}
            for place, (part, words) in enumerate(words_of.items()):
                parts.write_texts(below + place, 0, (row["code"], row["name"], words, "", base), text)
                _write_figures(parts, below + place, [cell[part] for cell in cells], cells, env)
            ratios = [_ratio(cell, parts.name, below, column) for column, cell in enumerate(cells, BASE)]
            below += 2
        else:
            ratios = [None] * len(cells)
        _write_figures(sheet, line, [cell["value"] for cell in cells], cells, env, ratios)
    for each in (sheet, parts):
        each.set_column(1, 1, 60)
        each.hold_head(HEAD, 2)
    if below == HEAD + 1:
        parts.hide()
    return book.finish()


def _write_figures(sheet, line, figures, cells, env, formulas=()):
    """Write the figures of a row, the total first; the total as the sum of the others if it is."""
    number, text = sheet.formats["number"], sheet.formats["text"]
    sums = figures[1:] and None not in figures and isclose(figures[0], sum(figures[1:]), abs_tol=1e-9)
    first, last = xl_rowcol_to_cell(line, BASE + 1), xl_rowcol_to_cell(line, BASE + len(figures) - 1)
    formulas = [*formulas] if any(formulas) else [f"=SUM({first}:{last})" if sums else None] + [None] * len(cells)
    for column, (figure, cell, formula) in enumerate(zip(figures, cells, formulas, strict=False), BASE):
        if figure is None:
            sheet.write_string(line, column, env._("hidden") if cell["hidden"] else "–", text)
        elif formula:
            sheet.write_formula(line, column, formula, number, figure)
        else:
            sheet.write_number(line, column, figure, number)


def _ratio(cell, sheet, line, column):
    """Return the formula of a ratio whose numerator stands in that cell of ``sheet``, its denominator below."""
    if not cell["denominator"] or not cell["numerator"]:
        return None
    factor = round(cell["value"] * cell["denominator"] / cell["numerator"])  # 100 for %
    over, under = (xl_rowcol_to_cell(line + place, column) for place in (0, 1))
    return f"={factor}*'{sheet}'!{over}/'{sheet}'!{under}"
