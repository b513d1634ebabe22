"""Writes the summary of a period as an Excel sheet, with the same cells as the screen."""

from .writer import Book


def write_summary(summary, env):
    """Return what ``child.plan.report.summary.get_summary`` returned, as the bytes of a workbook."""
    book = Book()
    bold, head, text, number = (book.style[name] for name in ("bold", "head", "text", "number"))
    sheet = book.add_sheet(env._("Figures added up"))
    period = summary["period"]
    sheet.write_string(0, 0, f"{period['name']} · {period['plan']}", bold)
    sheet.write_string(1, 0, env._("Figures up to %s", period["cut_off"].strftime("%d/%m/%Y")))
    titles = [
        env._("Code"),
        env._("Indicator"),
        env._("Unit of measure"),
        env._("Target"),
        env._("Reports (in/expected)"),
    ]
    sheet.write_texts(3, 0, [*titles, *(area["name"] for area in summary["columns"])], head)
    for line, row in enumerate(summary["rows"], 4):
        total = row["cells"][0]
        base = f"{total['reported']}/{total['expected']}"
        sheet.write_texts(line, 0, (row["code"], row["name"], row["uom"], row["target"] or "", base), text)
        for column, cell in enumerate(row["cells"], len(titles)):
            if cell["value"] is None:
                sheet.write_string(line, column, env._("hidden") if cell["hidden"] else "–", text)
            else:
                sheet.write_number(line, column, cell["value"], number)
    sheet.set_column(1, 1, 60)
    sheet.hold_head(3, 2)
    return book.finish()
