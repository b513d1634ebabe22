"""The form of an estimate table that is handed out, with lists to choose from; :mod:`.estimate` reads it back."""

import io

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

#: What a row holds, its heading (as ``estimate.HEADINGS`` knows it), its width, and whether it is chosen from a list.
COLUMNS = (
    ("rank", "TT", 6, False),
    ("name", "Nội dung", 45, False),
    ("measure", "ĐVT", 9, False),
    ("quantity", "Số lượng", 10, False),
    ("price", "Đơn giá", 15, False),
    ("amount", "Thành tiền", 18, False),
    ("source", "Nguồn vốn", 26, True),
    ("unit", "Đơn vị thực hiện", 36, True),
    ("chapter", "Chương", 22, True),
    ("category", "Loại, khoản", 26, True),
    ("item", "Mục, tiểu mục", 26, True),
    ("note", "Ghi chú", 28, False),
)
EMPTY_ROWS = 60
FIRST_ROW = 3  # counted from 0: title, unit of account, headings


def write_estimate(title, rows, lists):
    """A workbook (bytes) with ``rows`` and empty ones below.

    :param rows: ``{column: value}``; amounts in đồng, None where nothing is known
    :param lists: ``{column: [text]}`` for the columns that are chosen from a list
    """
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    font = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "top"}
    style = {
        "title": book.add_format({**font, "bold": True, "font_size": 14, "align": "center", "text_wrap": False}),
        "aside": book.add_format({**font, "italic": True, "align": "right", "text_wrap": False}),
        "head": book.add_format({**font, "bold": True, "align": "center", "valign": "vcenter", "border": 1}),
        "text": book.add_format({**font, "border": 1}),
        "money": book.add_format({**font, "border": 1, "num_format": "#,##0"}),
    }
    sheet, words = book.add_worksheet("Dự toán"), book.add_worksheet("Danh mục")
    last = len(COLUMNS) - 1
    sheet.merge_range(0, 0, 0, last, "", style["title"])
    sheet.write_string(0, 0, title, style["title"])
    sheet.merge_range(1, 0, 1, last, "", style["aside"])
    sheet.write_string(1, 0, "Đơn vị tính: đồng", style["aside"])
    end = FIRST_ROW + len(rows) + EMPTY_ROWS
    for column, (name, heading, width, listed) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(FIRST_ROW - 1, column, heading, style["head"])
        if listed:
            _list(sheet, words, column, heading, lists.get(name, ()), end, style["head"])
    for number in range(FIRST_ROW, end):
        values = {"rank": number - FIRST_ROW + 1}  # rows without a number would be parts of the one above
        values |= rows[number - FIRST_ROW] if number - FIRST_ROW < len(rows) else {}
        for column, (name, *_) in enumerate(COLUMNS):
            if name == "amount" and values.get(name) is None:
                _write_product(sheet, number, column, values, style)
            else:
                _write(sheet, number, column, name, values.get(name), style)
    words.set_column(0, last, 40)
    words.freeze_panes(1, 0)
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST_ROW - 1)
    book.close()
    return output.getvalue()


def _list(sheet, words, column, heading, texts, end, head):
    """The texts on the second sheet, below their heading, and the cells of the column that choose from them."""
    words.write_string(0, column, heading, head)
    words.write_column(1, column, texts)
    if texts:
        place = (xl_rowcol_to_cell(row, column, True, True) for row in (1, len(texts)))
        sheet.data_validation(
            FIRST_ROW,
            column,
            end - 1,
            column,
            {"validate": "list", "source": f"='Danh mục'!{':'.join(place)}", "error_type": "warning"},
        )


def _write_product(sheet, row, column, values, style):
    quantity, price = (xl_rowcol_to_cell(row, column - back) for back in (2, 1))
    known = values.get("quantity") is not None and values.get("price") is not None
    result = values["quantity"] * values["price"] if known else ""  # as long as no program has counted
    sheet.write_formula(row, column, f'=IF(OR({quantity}="",{price}=""),"",{quantity}*{price})', style["money"], result)


def _write(sheet, row, column, name, value, style):
    number = name in ("quantity", "price", "amount")
    if value is None or value == "":
        sheet.write_blank(row, column, None, style["money" if number else "text"])
    elif number:
        sheet.write_number(row, column, value, style["money"])
    else:
        sheet.write_string(row, column, str(value), style["text"])
