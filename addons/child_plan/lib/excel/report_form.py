"""Writes and reads the Excel form of a report."""

from .writer import Book

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
    book = Book()
    bold, head, fixed, shown, open_ = (book.style[name] for name in ("bold", "head", "text", "number", "open"))
    sheet = book.add_sheet(env._("Figures"))
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
    sheet.write_texts(FIRST - 2, 0, titles, head)
    for line, row in enumerate(grid["rows"], FIRST - 1):
        sheet.write_number(line, 0, row["id"], fixed)
        name = f"  – {row['name']}" if row["part"] else row["name"]
        sheet.write_texts(line, 1, (row["code"], name, row["uom"]), fixed)
        sheet.write_known(line, 4, row["last"], shown)
        sheet.write_string(line, 5, row["target"] or "", fixed)
        mine = shown if row["compiled"] else open_
        sheet.write_known(line, 6, row["numerator"], mine)
        sheet.write_known(line, 7, row["denominator"], mine if row["ratio"] else fixed)
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
    sheet.set_widths((8, 10, 60, 12, 12, 12, 16, 14, 10, 40))
    sheet.hold_head(FIRST - 2, 3)
    return book.finish()


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
