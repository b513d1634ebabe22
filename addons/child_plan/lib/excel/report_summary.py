"""Writes the summary of a period as an Excel sheet, with the same cells as the screen."""

import io

import xlsxwriter


def write_summary(summary, env):
    """Return what ``child.plan.report.summary.get_summary`` returned, as the bytes of a workbook."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(env._("Figures added up"))
    style = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
    bold = book.add_format({**style, "bold": True})
    head = book.add_format({**style, "bold": True, "border": 1, "text_wrap": True, "align": "center"})
    text = book.add_format({**style, "border": 1, "text_wrap": True})
    number = book.add_format({**style, "border": 1, "num_format": "#,##0.##"})
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
    for column, title in enumerate([*titles, *(area["name"] for area in summary["columns"])]):
        sheet.write_string(3, column, title, head)
    for line, row in enumerate(summary["rows"], 4):
        total = row["cells"][0]
        base = f"{total['reported']}/{total['expected']}"
        for column, value in enumerate((row["code"], row["name"], row["uom"], row["target"] or "", base)):
            sheet.write_string(line, column, value, text)
        for column, cell in enumerate(row["cells"], len(titles)):
            if cell["value"] is None:
                sheet.write_string(line, column, env._("hidden") if cell["hidden"] else "–", text)
            else:
                sheet.write_number(line, column, cell["value"], number)
    sheet.set_column(1, 1, 60)
    sheet.freeze_panes(4, 2)
    book.close()
    return buffer.getvalue()
