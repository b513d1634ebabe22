"""Writes and reads the Excel form of a report."""

import io

import xlsxwriter

FIRST = 6  # row of the first figure, counted from 1
LAST_ROW = 2_000
WIDTH = 10


class Unreadable(Exception):
    """The file is not a form of this report. The message is meant for the user."""


def write_form(report):
    """Return the form of ``report`` as bytes: its figures beside last period's. Only the cells to fill in are
    unlocked.
    """
    env = report.env
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(env._("Figures"))
    style = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
    bold = book.add_format({**style, "bold": True})
    head = book.add_format({**style, "bold": True, "border": 1, "text_wrap": True, "align": "center"})
    fixed = book.add_format({**style, "border": 1, "text_wrap": True})
    shown = book.add_format({**style, "border": 1, "num_format": "#,##0.##"})
    open_ = book.add_format({**style, "border": 1, "locked": False, "bg_color": "#FFF8E1", "num_format": "#,##0.##"})
    sheet.protect("", {"format_columns": True, "format_rows": True})
    grid = report.get_grid()
    sheet.write_string(0, 0, report.unit_id.name, bold)
    sheet.write_string(1, 0, f"{report.period_id.name} · {report.plan_id.sudo().display_name}", bold)
    sheet.write_string(2, 0, env._("Fill in the yellow cells only. Where there is no figure, choose x."))
    sheet.write_string(3, 0, _key(report))
    sheet.set_row(3, None, None, {"hidden": True})
    titles = [
        env._("Row"),
        env._("Code"),
        env._("Figure"),
        env._("Unit of measure"),
        env._("Last period"),
        env._("Target"),
    ]
    titles += [env._("Numerator or number"), env._("Denominator"), env._("No figure"), env._("Explanation")]
    for column, title in enumerate(titles):
        sheet.write_string(FIRST - 2, column, title, head)
    for line, row in enumerate(grid["rows"], FIRST - 1):
        sheet.write_number(line, 0, row["id"], fixed)
        name = f"  – {row['name']}" if row["part"] else row["name"]
        for column, text in ((1, row["code"]), (2, name), (3, row["uom"]), (5, row["target"] or "")):
            sheet.write_string(line, column, text, fixed)
        _write_number(sheet, line, 4, row["last"], shown)
        mine = shown if row["compiled"] else open_
        _write_number(sheet, line, 6, row["numerator"], mine)
        _write_number(sheet, line, 7, row["denominator"], mine if row["ratio"] else fixed)
        sheet.write_string(line, 8, "x" if row["no_data"] else "", mine)
        sheet.write_string(line, 9, row["note"], open_)
    end = FIRST - 2 + len(grid["rows"])
    if end >= FIRST - 1:
        count = {
            "validate": "decimal",
            "criteria": ">=",
            "value": 0,
            "error_message": env._("Give a number, 0 or more."),
        }
        sheet.data_validation(FIRST - 1, 6, end, 7, count)
        sheet.data_validation(FIRST - 1, 8, end, 8, {"validate": "list", "source": ["x"]})
    for column, width in enumerate((8, 10, 60, 12, 12, 12, 16, 14, 10, 40)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(FIRST - 1, 3)
    book.close()
    return buffer.getvalue()


def _write_number(sheet, line, column, value, style):
    if value is None:
        sheet.write_blank(line, column, None, style)
    else:
        sheet.write_number(line, column, value, style)


def _key(report):
    return f"child_plan_report:{report.id}:{report.version}"


def read_form(rows, report):
    """Return ``[{row, id, numerator, denominator, no_data, note}]`` of a filled-in form, with its cells' values.

    :raise Unreadable: the cells are not those of this report's form
    """
    if len(rows) < FIRST - 1 or not rows[3] or rows[3][0] != _key(report):
        message = report.env._("This is the form of another report or of an older version: download it again.")
        raise Unreadable(message)
    filled = [[*row[:WIDTH], *[None] * (WIDTH - len(row))] for row in rows[FIRST - 1 : LAST_ROW]]
    return [
        {
            "row": number,
            "id": row[0],
            "numerator": row[6],
            "denominator": row[7],
            "no_data": str(row[8] or "").strip().lower() == "x",
            "note": str(row[9] or "").strip(),
        }
        for number, row in enumerate(filled, FIRST)
        if any(value is not None for value in row)
    ]
